"""Where indicators are heading under plain stories, and how far to trust a forecast of each."""

from __future__ import annotations

from typing import Any

import pandas as pd

from partnerlab.amounts import write_number
from partnerlab.display.table import Table

MISSES = ("forecast", "no_change", "straight_line", "same_season")
"""Columns of mean misses."""


def curve_scenarios(compared: pd.DataFrame) -> Table:
    """Show what the coming periods would bring under four plain stories, beside the target.

    Takes what `evaluation.compare_scenarios` returns.
    """
    rows = [
        (
            f"{row['title']}, {row['unit']}",
            row["period"],
            f"{write_number(row['history_continues'])} ({_span(row)})",
            *(write_number(row[name]) for name in ("no_change", "trend_fades", "straight_line")),
            None if pd.isna(row["target"]) else write_number(row["target"]),
        )
        for row in compared.to_dict("records")
    ]
    columns = ["indicator", "period", "history_goes_on", "no_change", "trend_fades", "straight_line", "target"]
    return Table(
        pd.DataFrame(rows, columns=columns),
        "Where the curves are heading: four plain stories",
        headings={"history_goes_on": "History goes on (95% interval)", "no_change": "Stays as it is"},
        missing="–",
        empty="No indicator has a history long enough to carry on.",
        note=(
            "The first is the forecast, and the trend that fades is one half of it. The value that stays and the "
            "straight line, from the first value to the latest, need no model."
        ),
    )


def _span(row: dict[Any, Any]) -> str:
    return f"{write_number(row['low_95'])} to {write_number(row['high_95'])}"


def back_tests(assessed: pd.DataFrame) -> Table:
    """Show by how much such forecasts would have missed each series' own past, beside two that need no model.

    Takes what `evaluation.assess_back_tests` returns.
    """
    shown = pd.DataFrame(
        {
            "indicator": assessed["title"] + ", " + assessed["unit"],
            "step": assessed["step"],
            "errors": assessed["errors"],
            **{
                name: [None if pd.isna(value) else write_number(value, 3) for value in assessed[name]]
                for name in MISSES
                if name != "same_season" or assessed[name].notna().any()
            },
            "inside_95": [
                None if pd.isna(share) else f"{share * number:.0f} of {number}"
                for share, number in zip(assessed["inside_95"], assessed["intervals"], strict=True)
            ],
            "mase": [None if pd.isna(value) else write_number(value, 2) for value in assessed["mase"]],
        }
    )
    seasonal = {"same_season": "“As a year before” missed by"} if "same_season" in shown else {}
    return Table(
        shown,
        "How far to trust the forecasts: what they would have missed on each series' own past",
        headings={
            "step": "Steps ahead",
            "errors": "Forecasts checked",
            "forecast": "Forecast missed by",
            "no_change": "“Stays as it is” missed by",
            "straight_line": "Straight line missed by",
            **seasonal,
            "inside_95": "Inside its 95% interval",
            "mase": "Forecast's miss, scaled",
        },
        missing="too few",
        empty="No forecast can be checked on its own past yet.",
        note=(
            "Mean misses are in the unit of the series. The scaled one is the forecast's miss over the usual change in "
            "a year: under 1 is less than the series usually moves. Few forecasts can be checked on a short series. "
            "The first ones checked have no interval: it takes two earlier misses to draw one."
        ),
    )
