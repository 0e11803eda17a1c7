"""What partners say of the practices that only they can answer, as a table on each review's page."""

from __future__ import annotations

import pandas as pd

from partnerlab.display.table import Table
from partnerlab.wording import some_of, verb

SHOWS = {
    "scoping": ("SC831", "SC832", "SC833", "SC834", "SC835", "SC836", "SC837", "SC838"),
    "mapping": ("MA831", "MA832", "MA833", "MA834", "MA835", "MA836", "MA837", "MA838", "MA839"),
    "risk_allocation": ("RA832",),
    "evaluation": ("EV831", "EV832", "EV833", "EV834", "EV835", "EV836", "EV837"),
}
"""Rules whose findings each page's table shows."""


CAPTION = "What partners say of practices that only they can answer"


def practices_answered(assessed: pd.DataFrame) -> Table:
    """Show what partners say of the practices that only they can answer, and what shows it.

    Takes what `assess_practices` of a topic returns. Practices without an answer are counted and not listed.
    """
    given = assessed[assessed["answer"].notna()]
    left = len(assessed) - len(given)
    counts = [f"{row.answers} of {row.of}" for row in given.itertuples()]
    shown = given.assign(answered=counts)[["title", "answer", "answered", "on", "evidence", "paragraph"]]
    none = some_of(left, len(assessed), "practice")
    rest = f"{none} asked on this page {verb(left, 'has', 'have')} no answer yet." if left else ""
    return Table(
        shown,
        CAPTION,
        headings={
            "title": "Practice",
            "answer": "In place",
            "answered": "Answered",
            "on": "Latest answer",
            "evidence": "What shows it",
            "paragraph": "Guide",
        },
        empty="No practice is answered yet.",
        note=rest,
        shows=SHOWS.get(str(assessed.attrs.get("topic")), ()),
    )
