"""What to find out first: what cannot be told, by the entry that would settle it."""

from __future__ import annotations

import pandas as pd

from partnerlab.display.results import Shown
from partnerlab.display.table import Table
from partnerlab.page.parts import render
from partnerlab.wording import counted, listed

MOST_UNFOLDED = 10
"""More entries than this are not shown: the first of them settle most, and the next review lists the rest."""

MOST_NAMED = 3
"""Entries that are named in words; the others are folded."""

SETTLED = "No entry is missing that would settle a question."
UNSETTLED = "No single entry would settle what is not known; see those findings."
"""What is said without an entry to name, and where something cannot be told all the same."""


def questions(frame: pd.DataFrame) -> Shown:
    """Show what to find out first, with the place in the file where it is entered.

    Parameters
    ----------
    frame
        What `Review.questions` returns: ``enter``, ``find_out``, ``missing``, ``settles``, ``codes``, ``subjects``.

    Examples
    --------
    >>> columns = ["enter", "find_out", "missing", "settles", "codes", "subjects"]
    >>> row = ["risks.cost", "Estimate what each risk would cost.", 4, 2, ("RA401", "RA403"), ("partnership",)]
    >>> questions(pd.DataFrame([row], columns=columns)).text
    'Enter `risks.cost` (4 missing): settles 2 questions (RA401 and RA403). Estimate what each risk would cost.'
    """
    first = frame.head(MOST_UNFOLDED)
    empty = UNSETTLED if frame.attrs.get("unsettled", 0) else SETTLED
    shown = pd.DataFrame(
        {
            "find_out": first["find_out"],
            "enter": first["enter"],
            "missing": first["missing"],
            "settles": first["settles"],
            "codes": [", ".join(codes) for codes in first["codes"]],
        }
    )
    count = f"{len(first)} of {len(frame)}" if len(frame) > len(first) else str(len(first))
    caption = "What to find out first"
    table = Table(
        shown,
        caption,
        note=f"The first {len(first)} of {len(frame)} entries are shown: they settle most."
        if len(frame) > len(first)
        else "",
        headings={
            "find_out": "What to find out",
            "enter": "Enter it under",
            "missing": "Entries missing",
            "settles": "Questions it settles",
            "codes": "Findings",
        },
        missing="not counted",
        empty=empty,
        download=bool(len(shown)),
    )
    lines = [
        _as_line(*row) for row in frame[["enter", "find_out", "missing", "settles", "codes"]].itertuples(index=False)
    ]
    named = [
        {"text": find_out, "enter": enter, "settles": counted(settles, "question")}
        for find_out, enter, settles in frame[["find_out", "enter", "settles"]].head(MOST_NAMED).to_numpy().tolist()
    ]
    html = render("questions", rows=named, table=table.html, caption=caption, count=count, empty=empty)
    return Shown(html, "\n".join(lines) or empty)


def _as_line(enter: str, find_out: str, missing: int | None, settles: int, codes: tuple[str, ...]) -> str:
    lacking = "" if pd.isna(missing) else f" ({missing} missing)"
    return f"Enter `{enter}`{lacking}: settles {counted(settles, 'question')} ({listed(codes)}). {find_out}"
