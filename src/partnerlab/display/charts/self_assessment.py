"""What partners answer to the checklist, item by item."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from partnerlab.display.charts.drawing import below, beside, layered
from partnerlab.display.figure import Figure, draw
from partnerlab.display.results import Shown, notice
from partnerlab.display.table import Table
from partnerlab.display.theme import colour
from partnerlab.methods.agreement import Agreement

ANSWERS = ("in place", "partly", "not in place", "don't know", "no answer")
"""Answers in the order of the legend."""

SHAPES = (
    "M-1,-1H1V1H-1Z",
    "M-1,-1H1V1H-1ZM0,-.8V.8H.8V-.8Z",
    "M-1,-1H1V1H-1ZM-.8,-.8V.8H.8V-.8Z",
    "M-.2,.55H.2V.95H-.2ZM-.2,.35V0C-.2,-.2 .35,-.25 .35,-.5C.35,-.75 -.35,-.75 -.35,-.4H-.7"
    "C-.7,-1.15 .7,-1.15 .7,-.5C.7,-.1 .2,0 .2,.35Z",
    "M-.5,-.12H.5V.12H-.5Z",
)
"""A full square, a half-full one, an empty one, a question mark, a dash: told apart without colour."""


MOST_ABREAST = 20
"""More columns than this, and the rounds stand one under the other."""


def checklist_answers(assessed: pd.DataFrame) -> Figure | Shown:
    """Draw each partner's answer to each item, in the latest rounds side by side.

    Parameters
    ----------
    assessed
        What `evaluation.assess_checklist` returns.
    """
    if assessed.empty:
        return notice("No partner has answered the checklist yet: ask each partner, and the answers will stand here.")
    items = [f"{number} {title}" for number, title in assessed[["item", "title"]].drop_duplicates().to_numpy()]
    cells = assessed.assign(
        label=assessed["item"].astype(str) + " " + assessed["title"],
        when=[f"{on.day} {on:%B %Y}" for on in assessed["on"]],
        back=assessed["moved"].eq("back"),
        forward=assessed["moved"].eq("forward"),
    )[["label", "partner", "when", "answer", "back", "forward", "item"]]
    rounds = list(dict.fromkeys(cells["when"]))
    partners = list(dict.fromkeys(assessed["partner"]))
    stacked = len(partners) * len(rounds) > MOST_ABREAST
    step = 24 if stacked or len(partners) * len(rounds) > 14 else 34
    panels = [
        _answer_panel(cells[cells["when"] == when], items, partners, when, step, named=stacked or when == rounds[0])
        for when in rounds
    ]
    shared = alt.Resolve(scale=alt.ScaleResolveMap(shape="shared", color="shared"))
    return draw(
        (below if stacked else beside)(*panels, spacing=14, resolve=shared),
        title="What each partner answers, item by item",
        description=_answer_words(assessed),
        units="answer: in place, partly, not in place, don't know",
        table=assessed[["item", "title", "on", "partner", "answer", "before", "moved", "evidence"]],
        how_to_read=(
            "Each column is a partner, each row an item. A full square is in place, a half-full one partly, an empty "
            "one not in place; a small triangle marks an answer that went up or down since the round before."
        ),
        shows=("EV501", "EV502", "EV504", "EV506", "EV507"),
        headings={"on": "Round", "before": "Before"},
    )


def _answer_panel(
    cells: pd.DataFrame, items: list[str], partners: list[str], when: str, step: int, *, named: bool
) -> Any:
    axis = alt.Axis(labelLimit=300, domain=False, ticks=False) if named else None
    base = alt.Chart(cells).encode(
        x=alt.X(
            "partner:N",
            sort=partners,
            title=None,
            axis=alt.Axis(labelAngle=-90, orient="top", domain=False, ticks=False),
        ),
        y=alt.Y("label:N", sort=items, title=None, axis=axis),
    )
    inks = [colour("green"), colour("amber"), colour("red"), colour("muted"), colour("edge")]
    squares = base.mark_point(filled=True, size=230 if step > 30 else 130, opacity=1, strokeWidth=0).encode(
        shape=alt.Shape("answer:N", title="Answer", scale=alt.Scale(domain=list(ANSWERS), range=list(SHAPES))),
        color=alt.Color("answer:N", title="Answer", scale=alt.Scale(domain=list(ANSWERS), range=inks)),
    )
    moves = [
        base.transform_filter(f"datum.{name}")
        .mark_point(shape=shape, size=34, filled=True, color=colour("ink"), xOffset=step / 2 - 4, yOffset=shift)
        .encode()
        for name, shape, shift in (("forward", "triangle-up", -8), ("back", "triangle-down", 8))
    ]
    return layered(
        squares,
        *moves,
        width=alt.Step(step),
        height=alt.Step(30),
        title=alt.TitleParams(when, fontSize=13, anchor="start", frame="group"),
    )


def _answer_words(assessed: pd.DataFrame) -> str:
    last = assessed[assessed["round"] == assessed["round"].max()]
    told = last["answer"].value_counts()
    counts = ", ".join(f"{told[answer]} {answer}" for answer in ANSWERS if answer in told)
    moved = last["moved"].value_counts()
    text = f"In the latest round: {counts}."
    if moved.get("forward", 0) or moved.get("back", 0):
        text += f" {moved.get('forward', 0)} answers went up and {moved.get('back', 0)} down since the round before."
    return text


def checklist_items(compared: pd.DataFrame, agreement: Agreement | None = None) -> Table:
    """Show the ten items with how many partners say what, who differs, and what moved; there is no overall score.

    Parameters
    ----------
    compared
        What `evaluation.compare_answers` returns.
    agreement
        What `evaluation.assess_agreement` returns; stands under the table, for it is no pass mark.
    """
    return Table(
        compared[["title", "in_place", "partly", "not_in_place", "dont_know", "silent", "state", "lowest", "shown"]],
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
        row_header="title",
        note=f"{agreement.sentence} 1 is full agreement, 0 what chance gives; it is no pass mark." if agreement else "",
        shows=("EV503",),
    )
