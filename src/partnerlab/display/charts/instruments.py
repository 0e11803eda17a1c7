"""What other bodies' self-assessment tools say: in their own bands, partner by partner, item by item."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from partnerlab.amounts import write_number
from partnerlab.display.results import Shown
from partnerlab.display.table import Table
from partnerlab.wording import say_day


def instrument_results(assessed: pd.DataFrame, scored: pd.DataFrame, compared: pd.DataFrame) -> Shown:
    """Show what each tool says: the round's mean in its band, each partner's total, and each item where known.

    Takes what `evaluation.assess_surveys`, `evaluation.score_partners` and `evaluation.compare_items` return.
    """
    tables = [_show_bands(assessed)]
    for name, rows in scored.groupby("instrument", sort=False):
        tables.append(_show_scores(rows))
        items = compared[compared["instrument"] == name]
        tables += [] if items.empty else [_show_items(items)]
    texts = [f"{table.caption}\n{table.empty if table.frame.empty else table.frame.to_string()}" for table in tables]
    return Shown(Markup("").join(table.html for table in tables), "\n\n".join(texts))


def _show_bands(assessed: pd.DataFrame) -> Table:
    """Show the totals of other bodies' tools, round by round, in the tools' own bands.

    Takes what `evaluation.assess_surveys` returns.
    """
    return Table(
        assessed[["title", "on", "n", "lowest", "mean", "highest", "band", "meaning"]],
        "Totals on other bodies' tools, in their own bands",
        headings={
            "title": "Tool",
            "on": "Round",
            "n": "Totals",
            "mean": "Mean total",
            "meaning": "What the band asks for",
        },
        formats={"mean": "{:.1f}"},
        missing="not known",
        empty="No total of another body's tool is recorded.",
        note="The bands are the tools' own and not in the guide.",
        shows=("EV509",),
    )


def _show_scores(scored: pd.DataFrame) -> Table:
    """Show each partner's total on one tool with its band, round beside round, from `evaluation.score_partners`."""
    names = {on: say_day(on) for on in sorted(scored["on"].unique())}
    told: dict[str, dict[object, str]] = {}
    for row in scored.to_dict("records"):
        told.setdefault(row["partner"], {})[row["on"]] = _said(row)
    rows = [(partner, *(said.get(on) for on in names)) for partner, said in told.items()]
    incomplete = scored["state"].isin(["not enough data", "scaled up"]).any()
    return Table(
        pd.DataFrame(rows, columns=["partner", *names.values()]),
        f"{scored['title'].iloc[0]}: each partner's total and its band, round by round",
        headings={name: name for name in names.values()},
        missing="no answer",
        note="An answer that lacks items has no total, unless the tool says from how many on it is scaled up."
        if incomplete
        else "",
    )


def _said(row: dict[Any, Any]) -> str:
    """A total with its band, or why there is none."""
    answered = f"{row['answered']} of {row['items']} items"
    if row["state"] == "not enough data":
        return f"not enough data ({answered})"
    total = f"{write_number(row['total'])}" + (f", from {answered}" if row["state"] == "scaled up" else "")
    return f"{total} ({'off the scale' if row['state'] == 'off the scale' else row['band'] or 'band not known'})"


def _show_items(compared: pd.DataFrame) -> Table:
    """Show how partners rated each item of one tool in its latest round, and who rated lowest and highest.

    Takes rows of one tool of what `evaluation.compare_items` returns.
    """
    rows = [
        (
            f"{row['label']} (high is unfavourable)" if row["reverse"] else row["label"],
            row["n"],
            row["mean"],
            *(_end(row, end) for end in ("lowest", "highest")),
        )
        for row in compared.to_dict("records")
    ]
    return Table(
        pd.DataFrame(rows, columns=["item", "ratings", "mean", "lowest", "highest"]),
        f"{compared['title'].iloc[0]}: the items in the round of {say_day(compared['on'].iloc[0])}",
        formats={"mean": "{:.1f}"},
        missing="not rated",
        note="Ratings as given, with who gave the lowest and the highest; the words are the partnership's own.",
    )


def _end(row: dict[Any, Any], end: str) -> str | None:
    """The lowest or highest rating and who gave it; the rating alone when all say the same."""
    if not row["n"]:
        return None
    return f"{row[end]:g}: {row[f'{end}_by']}" if row[f"{end}_by"] else f"{row[end]:g}"
