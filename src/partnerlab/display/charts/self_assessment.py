"""What partners answer to the checklist, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from partnerlab.display.figure import Figure
from partnerlab.display.grid import PLAIN, Cell, Grid
from partnerlab.display.results import Shown, notice
from partnerlab.display.table import Table
from partnerlab.wording import counted, say_day, some_of, verb

if TYPE_CHECKING:
    from partnerlab.methods.agreement import Agreement

TONES = {"in place": "green", "partly": "amber", "not in place": "red", "don't know": "unknown", "no answer": PLAIN}
"""The light that stands for an answer."""

MOST_PARTNERS = 10
"""With more partners in it, only the latest round is drawn: arrows say what moved, and the data hold the others."""
MOVES = {"forward": "↑", "back": "↓"}
"""What marks an answer that went up or down."""


def checklist_answers(assessed: pd.DataFrame) -> Figure | Shown:
    """Draw each partner's answer to each item, the latest rounds one under the other while partners are few.

    Takes what `evaluation.assess_checklist` returns.
    """
    if assessed.empty:
        return notice(
            "No partner has answered the checklist yet: ask each partner, and the answers will be shown here."
        )
    titles = assessed[["item", "title"]].drop_duplicates("item").sort_values("item")
    items = {str(item): title for item, title in titles.itertuples(index=False)}
    last = assessed[assessed["round"] == assessed["round"].max()]
    drawn, more = (last, len(assessed) > len(last)) if last["partner"].nunique() > MOST_PARTNERS else (assessed, False)
    cells = [
        Cell(
            row=partner,
            column=str(item),
            tone=TONES[answer],
            word="–" if answer == "no answer" else answer,
            below=MOVES.get(moved, ""),
            part=say_day(on),
        )
        for item, partner, answer, moved, on in drawn[["item", "partner", "answer", "moved", "on"]].itertuples(
            index=False
        )
    ]
    return Figure(
        Grid(cells, tuple(items), rows_named="Partner", shapes_alone=True, columns_named=items),
        title="What each partner answers, item by item",
        description=_answer_words(assessed),
        units="answer: in place, partly, not in place, don't know",
        table=assessed[["item", "title", "on", "partner", "answer", "before", "moved", "evidence"]],
        how_to_read=(
            "Each row is a partner, in the round named above it. Each column is an item, by its number in the list "
            "below. An arrow marks an answer that went up or down since the round before. A dash marks one that was "
            "not given." + (" The data hold the earlier rounds, too." if more else "")
        ),
        shows=("EV501", "EV502", "EV504", "EV506", "EV507"),
        headings={"on": "Round"},
    )


def _answer_words(assessed: pd.DataFrame) -> str:
    last = assessed[assessed["round"] == assessed["round"].max()]
    told = last["answer"].value_counts()
    counts = ", ".join(f"{told[answer]} {answer}" for answer in TONES if answer in told)
    moved = last["moved"].value_counts()
    given = int(told.sum() - told.get("no answer", 0))
    held = int(told.get("in place", 0))
    text = f"{some_of(held, given, 'answer')} {verb(max(held, 1), 'says', 'say')} “in place”. "
    text = text if given else "No partner has answered in the latest round. "
    text += f"In the latest round: {counts}."
    up, down = (int(moved.get(way, 0)) for way in ("forward", "back"))
    if up or down:
        text += f" {counted(up, 'answer', none='No')} went up and {down or 'none'} down since the round before."
    return text


def checklist_items(compared: pd.DataFrame, agreement: Agreement | None = None) -> Table:
    """Show the ten items with how many partners say what, who differs, and what moved; there is no overall score.

    Parameters
    ----------
    compared
        What `evaluation.compare_answers` returns.
    agreement
        What `evaluation.assess_checklist_agreement` returns; stands under the table, for it is no pass mark.
    """
    answered = bool((compared[["in_place", "partly", "not_in_place", "dont_know"]] > 0).any(axis=None))
    columns = ["title", "in_place", "partly", "not_in_place", "dont_know", "silent", "state", "lowest", "shown"]
    return Table(
        compared.loc[compared.index if answered else [], columns],
        "The ten items: how many partners say what, and who sees least in place",
        headings={
            "title": "Item",
            "dont_know": "Don't know",
            "silent": "No answer",
            "state": "Seen together",
            "lowest": "Lowest answer",
            "shown": "With evidence",
        },
        missing="–",
        empty="No partner has answered an item.",
        row_header="title",
        note=f"{agreement.sentence} 1 is full agreement, 0 what chance gives; it is not a pass mark."
        if agreement
        else "",
        shows=("EV503", "EV508"),
    )
