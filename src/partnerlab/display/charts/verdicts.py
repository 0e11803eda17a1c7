"""The verdicts on each indicator, side by side."""

from __future__ import annotations

import pandas as pd

from partnerlab.display.figure import Figure
from partnerlab.display.grid import PLAIN, Cell, Grid
from partnerlab.display.results import Shown, notice
from partnerlab.display.table import Table
from partnerlab.wording import counted, with_capital

MOVEMENT_LIGHTS = {"better": "green", "worse": "red", "same": PLAIN, "both": "amber", "unknown": "unknown"}
"""The light that stands for a movement; no change has none, for it is neither good nor bad by itself."""


def four_answers(answered: pd.DataFrame) -> Table:
    """Show the four questions of an evaluation with their answers in words, from `evaluation.answer_questions`."""
    return Table(answered, "Four questions, answered from the data", headings={"codes": "Findings behind it"})


def curve_verdicts(verdicts: pd.DataFrame) -> Figure | Shown:
    """Draw the verdicts on each indicator side by side, each with the number of values it rests on.

    Takes what `evaluation.compare_verdicts` returns.
    """
    if verdicts.empty:
        return notice("No indicator has a series to judge yet, so there is no verdict to show.")
    named = _distinct(verdicts)
    number = "Five" if verdicts["method"].nunique() > 4 else "Four"
    cells = [
        Cell(title, method, MOVEMENT_LIGHTS[movement], verdict, f"n = {n}")
        for title, (method, movement, verdict, n) in zip(
            named, verdicts[["method", "movement", "verdict", "n"]].itertuples(index=False), strict=True
        )
    ]
    return Figure(
        Grid(cells, rows_named="Indicator"),
        title=f"Has the curve turned? {number} verdicts side by side",
        description=_verdict_words(verdicts.assign(title=named)),
        units="verdict of each method; n = values it uses",
        table=verdicts[["title", "method", "verdict", "movement", "n", "base", "sentence", "assumption"]],
        how_to_read=(
            "Each column asks a different question, so they may differ without one being wrong. “Not enough data” and "
            "“insufficient” are proper answers; where no comparator is named there is no comparison. The table gives "
            "each verdict's numbers and what it assumes."
        ),
        shows=("EV221", "EV222"),
        headings={"title": "Indicator", "base": "Compared with", "n": "Values used", "sentence": "In words"},
        below={"movement": "verdict", "n": "method", "base": "method", "assumption": "sentence"},
    )


def _verdict_words(verdicts: pd.DataFrame) -> str:
    """Say on which indicators those that can tell agree, and on which they differ."""
    groups: dict[str, list[str]] = {"methods differ": [], "one method can tell": [], "no method can tell": []}
    for title, rows in verdicts.groupby("title", sort=False):
        told = rows.loc[rows["movement"] != "unknown", "verdict"].tolist()
        alike = len(set(rows["movement"]) - {"unknown"}) == 1
        key = "no method can tell" if not told else "one method can tell" if len(told) == 1 else "methods differ"
        key = f"methods agree ({told[0]})" if len(told) > 1 and alike else key
        groups.setdefault(key, []).append(str(title))
    differ = len(groups["methods differ"])
    agree = sum(len(titles) for key, titles in groups.items() if key.startswith("methods agree"))
    of = f"of {counted(verdicts['title'].nunique(), 'indicator')}"
    first = (
        f"Methods differ on {differ} {of}. "
        if differ
        else f"Methods agree on {agree} {of}. "
        if agree
        else "On no indicator can two methods tell. "
    )
    lines = (f"{with_capital(key)}: {'; '.join(titles)}." for key, titles in groups.items() if titles)
    return first + " ".join(lines)


def _distinct(verdicts: pd.DataFrame) -> pd.Series:
    """Titles of indicators, each with its id before it where two are alike."""
    shown = verdicts[["indicator", "title"]].drop_duplicates()["title"]
    alike = verdicts["title"].isin(shown[shown.duplicated()])
    return verdicts["title"].where(~alike, verdicts["indicator"] + ": " + verdicts["title"])
