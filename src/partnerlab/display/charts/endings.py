"""What an ending hands over: to whom, by when, and what is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from partnerlab.display.figure import Figure
from partnerlab.display.grid import PLAIN, Cell, Grid
from partnerlab.display.results import Shown, notice
from partnerlab.display.table import write_text
from partnerlab.wording import listed, some_of, verb

ENDING_LIGHTS = {
    "nobody named": "amber",
    "overdue": "amber",
    "not recorded": "unknown",
    "no day agreed": "unknown",
    "not due yet": PLAIN,
    "done": "green",
}
"""The light that stands for each state of what is handed over."""

_SAID = {
    "nobody named": ("has nobody to take it on", "have nobody to take them on"),
    "overdue": ("is overdue", "are overdue"),
    "not recorded": ("is not recorded", "are not recorded"),
    "no day agreed": ("has no day agreed", "have no day agreed"),
    "not due yet": ("is not due yet", "are not due yet"),
    "done": ("is done", "are done"),
}
"""What a sentence says of one thing, and of several, in each state."""


def ending_handovers(assessed: pd.DataFrame) -> Figure | Shown:
    """Show what an ending hands over, to whom, by when, and what is still open, from `evaluation.assess_ending`.

    Shows nothing of a partnership that does not end.
    """
    told = str(assessed.attrs.get("told", ""))
    if assessed.empty:
        return notice(f"Nothing is recorded that somebody would take on. {told}") if told else Shown(Markup(""), "")
    rows = assessed.astype(object).where(assessed.notna(), None).to_dict("records")
    seen: Counter[str] = Counter()
    cells: list[Cell] = []
    for row in rows:
        what = str(row["what"])
        seen[what] += 1
        name = what if seen[what] == 1 else f"{what} ({seen[what]})"
        cells += [
            Cell(name, "Who takes it on", PLAIN, _say_taker(row)),
            Cell(name, "By when", PLAIN, write_text(row["due"]) if row["due"] else "–"),
            Cell(name, "How it stands", ENDING_LIGHTS[str(row["state"])], _say_state(row)),
        ]
    return Figure(
        Grid(cells, rows_named="What is handed over"),
        title="What the ending hands over",
        description=f"{_count_states(assessed)} {told}".strip(),
        units="each thing, who takes it on, and how it stands",
        table=assessed,
        how_to_read=(
            "What is still open comes first. Amber means that nobody takes it on, or that it is overdue. Of staff, "
            "data and people served without any record we only ask."
        ),
        headings={"to": "Who takes it on", "how": "What is done with it", "state": "How it stands"},
        shows=("RA821", "MA821", "MA822", "MA823", "MA824", "MA825", "EV821", "EV822", "EV823"),
    )


def _say_taker(row: Mapping[Hashable, Any]) -> str:
    if row["to"]:
        return str(row["to"])
    return "nobody needed" if row["state"] == "done" else "nobody recorded"


def _say_state(row: Mapping[Hashable, Any]) -> str:
    return f"done on {write_text(row['done'])}" if row["done"] else str(row["state"])


def _count_states(assessed: pd.DataFrame) -> str:
    """Say for how many nobody is recorded; where for none, how many are overdue, or that all is done."""
    counts, of = Counter(assessed["state"]), len(assessed)
    nobody, late = counts["nobody named"] + counts["not recorded"], counts["overdue"]
    if counts["done"] == of:
        return f"Each of {of} handovers is done." if of > 1 else "The one handover is done."
    if nobody == of:
        first = f"Nobody is recorded to take on any of {of} things." if of > 1 else "Nobody is recorded to take it on."
    elif nobody:
        first = f"Nobody is recorded to take on {nobody} of {of} things."
    else:
        first = f"{some_of(late, of, 'handover')} {verb(max(late, 1), 'is', 'are')} overdue."
    if of == 1 or (len(counts) == 1 and not counts.keys() & {"no day agreed", "not due yet"}):
        return first
    states = listed(f"{counts[state]} {verb(counts[state], *words)}" for state, words in _SAID.items() if counts[state])
    return f"{first} Of {of} things, {states}."
