"""Where each indicator is heading under plain stories, and how far to trust a forecast of it (¶2.8 box)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.curve import Curve, assess_curves
from partnerlab.analysis.evaluation.series import read_period
from partnerlab.analysis.frames import frame_of
from partnerlab.partnership import Partnership


@dataclass(frozen=True)
class ScenarioRow:
    """What one coming period would bring under four plain stories; a row of `compare_scenarios`."""

    indicator: str
    title: str
    unit: str
    """Id, title and unit of the indicator."""
    period: str
    """The period to come."""
    history_continues: float
    low_95: float
    high_95: float
    """The forecast and its interval."""
    no_change: float
    """The latest value stays."""
    straight_line: float
    """From the first value to the latest, carried on."""
    trend_fades: float
    """The recent trend, damped."""
    target: float | None
    """Missing but in its period."""


MOST_ROWS = 12
"""Coming periods shown for one indicator, beside the target's own; ours, not in the guide."""

BACK_TEST_COLUMNS = ("indicator", "title", "unit", "step", "errors", "forecast", "no_change", "straight_line",
                     "same_season", "inside_95", "intervals", "mase")  # fmt: skip
"""Columns of `assess_back_tests`."""


@cached
def compare_scenarios(partnership: Partnership) -> pd.DataFrame:
    """Compare what the coming periods would bring under four plain stories, from the latest value on.

    Returns
    -------
    pandas.DataFrame
        A `ScenarioRow` for each indicator and coming period. Indicators with too short a history have no rows; beyond
        `MOST_ROWS` periods only that of the target has one.
    """
    rows = [row for curve in assess_curves(partnership) for row in _stories_of(curve)]
    return frame_of(rows, ScenarioRow)


def _stories_of(curve: Curve) -> Iterator[ScenarioRow]:
    if curve.outlook is None:
        return
    fan = curve.outlook.table[["period", "low_95", "high_95"]]
    for row in curve.outlook.scenarios.merge(fan, on="period").to_dict("records"):
        target = _target_in(curve, str(row["period"]))
        if int(row["step"]) > MOST_ROWS and target is None:
            continue
        yield ScenarioRow(
            indicator=curve.indicator.id,
            title=curve.indicator.title,
            unit=curve.indicator.unit,
            period=str(row["period"]),
            **{name: float(row[name]) for name in _STORIES},
            target=target,
        )


_STORIES = ("history_continues", "low_95", "high_95", "no_change", "straight_line", "trend_fades")


def _target_in(curve: Curve, period: str) -> float | None:
    """The indicator's target, where it is set for that period."""
    target, observed = curve.indicator.target, curve.observations
    due = read_period(observed, target.period if target else None)
    if target is None or observed is None or due is None:
        return None
    return target.value if observed.read(period).same_time_as(due) else None


@cached
def assess_back_tests(partnership: Partnership) -> pd.DataFrame:
    """Say by how much forecasts from earlier points of each series would have missed what came.

    Returns
    -------
    pandas.DataFrame
        One row for each indicator and number of steps ahead that could be checked. Columns `indicator` (id), `title`,
        `unit`, `step`, `errors` (forecasts checked), mean absolute error of `forecast`, `no_change`, `straight_line`
        and `same_season` (in the unit; the last as in the same quarter or month a year before, missing for yearly
        values), `inside_95` (share of values inside the interval that would have been given; missing where none could
        be), `intervals` (how many could), `mase` (the forecast's error over the usual change in a year).
    """
    found = [
        curve.outlook.back_test[curve.outlook.back_test["errors"] > 0].assign(
            indicator=curve.indicator.id, title=curve.indicator.title, unit=curve.indicator.unit
        )
        for curve in assess_curves(partnership)
        if curve.outlook is not None
    ]
    table = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=list(BACK_TEST_COLUMNS))
    return table[list(BACK_TEST_COLUMNS)]
