"""Charts of watching and settling: the RAG status of each risk over time, and the steps of disputes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import altair as alt
import pandas as pd

from partnerlab.display.charts.drawing import layered
from partnerlab.display.charts.risks import MOST_ROWS
from partnerlab.display.figure import Figure
from partnerlab.display.grid import PLAIN, Cell, Grid
from partnerlab.display.naming import list_titled
from partnerlab.display.results import Shown, notice
from partnerlab.display.table import write_text
from partnerlab.display.theme import LIGHTS, colour, light_colour, light_shape
from partnerlab.wording import counted, some_of, verb

MOST_DATES = 4
"""Reviews drawn side by side; earlier ones stand in the data table."""
RUNG = 92


def status_timeline(status: pd.DataFrame) -> Figure | Shown:
    """Draw the light of each risk at each review, by shape, word and colour, with the rating behind it.

    Takes what `risk_allocation.assess_status` returns.
    """
    if status.empty:
        return notice("No risk is recorded yet, so there is no status to follow.")
    dates = sorted(status["on"].dropna().unique())[-MOST_DATES:]
    dated = status[status["on"].isin(dates)] if dates else status
    now = dated[dated["now"] & (dated["move"] != "closed")]
    order = list(now.sort_values("product", ascending=False, kind="stable")["risk"])[:MOST_ROWS]
    order += [risk for risk in dated["risk"].unique() if risk not in order][: max(MOST_ROWS - len(order), 0)]
    shown = dated.set_index("risk", drop=False).loc[order]
    whens = [write_text(on) if pd.notna(on) else "now" for on in shown["on"]]
    cells = [
        Cell(f"{row['risk']} {row['title']}", when, _status_tone(row), _status_words(row))
        for row, when in zip(shown.to_dict("records"), whens, strict=True)
    ]
    return Figure(
        Grid(cells, [write_text(on) for on in dates] or ["now"], rows_named="Risk"),
        title="RAG status of each risk at each review",
        description=_timeline_words(status),
        units="RAG status of the residual rating, likelihood × impact, and how it moved since the review before",
        table=status.assign(light=status["state"].str.capitalize()).drop(columns=["now", "title", "product", "state"]),
        headings={"on": "Review", "move": "Since the review before", "rule": "Why this status"},
        how_to_read=f"{status.attrs.get('rule', '')} The data show what it was applied to.".strip(),
        shows=("RA501", "RA502", "RA503", "RA504", "RA508"),
    )


def _status_tone(row: Mapping[Hashable, Any]) -> str:
    return str(row["light"]) if row["light"] in LIGHTS and row["move"] != "closed" else PLAIN


def _status_words(row: Mapping[Hashable, Any]) -> str:
    move = str(row["move"])
    if move == "closed":
        return "closed"
    if pd.isna(row["likelihood"]):
        return str(row["state"])
    told = {"same": "", "no earlier review": ""}.get(move, f", {move}")
    return f"{str(row['state']).capitalize()} {row['likelihood']:g}×{row['impact']:g}{told}"


def _timeline_words(status: pd.DataFrame) -> str:
    now = status[status["now"] & (status["move"] != "closed")]
    ranked = now.assign(rank=now["light"].map(LIGHTS.index)).sort_values(["rank", "likelihood"], na_position="first")
    counts = [f"{int((now['state'] == state).sum())} {state}" for state in ranked["state"].unique()]
    worse = list(now.loc[now["move"] == "worse", "risk"])
    compared = int(now["move"].isin(["worse", "better", "same"]).sum())
    of = f"{counted(compared, 'risk')} that the same partners rated then"
    which = f" {verb(len(worse), 'It is', 'They are')} {list_titled(worse)}." if worse else ""
    first = (now["move"] == "no earlier review").any()
    alone = " There is no earlier review to compare with." if first else ""
    told = f" Worse than at the review before: {len(worse) or 'none'} of {of}.{which}" if compared else alone
    said = f"{some_of(len(worse), compared, 'risk')} {verb(max(len(worse), 1), 'is', 'are')} worse. "
    if compared == 1 and not worse:
        said, told = "The one risk rated both times is not worse. ", ""
    open_risks = f"{counted(len(now), 'open risk', none='No')}{': ' if counts else ''}{', '.join(counts)}."
    return f"{said if compared else ''}{open_risks}{told}"


def dispute_ladder(ladder: pd.DataFrame) -> Figure | Shown:
    """Draw the escalation steps by which disputes are settled: owners, time limits, and what each lacks.

    Takes what `risk_allocation.assess_ladder` returns.
    """
    if ladder.empty:
        return notice("No way of settling differences is recorded yet.")
    shown = ladder.assign(
        place=ladder["rung"].astype(str),
        light=["amber" if lacks else "green" for lacks in ladder["lacks"]],
        heading=[f"{row['rung']}. {row['name']}" for row in ladder.to_dict("records")],
        detail=[_rung_words(row) for row in ladder.to_dict("records")],
        leads_on=ladder["next"].isin(ladder["rung"]),
        fault=["Lacks: " + lacks if lacks else "" for lacks in ladder["lacks"]],
    )
    y = alt.Y("place:N", sort=[str(rung) for rung in sorted(ladder["rung"], reverse=True)], axis=None)
    base = alt.Chart(shown).encode(y=y)
    tints = alt.Scale(domain=["amber", "green"], range=[colour("amber_tint"), colour("green_tint")])
    boxes = base.mark_bar(height=RUNG - 26, cornerRadius=4, stroke=colour("edge"), strokeWidth=1).encode(
        x=alt.XValue(0), x2=alt.X2Value(560), color=alt.Color("light:N", scale=tints, legend=None)
    )
    marks = base.mark_point(size=120, filled=True, opacity=1).encode(
        x=alt.XValue(20), shape=light_shape("light").legend(None), color=light_colour("light").legend(None)
    )
    heading = base.mark_text(align="left", dy=-18, fontWeight="bold").encode(
        x=alt.XValue(40), text=alt.Text("heading:N")
    )
    detail = base.mark_text(align="left").encode(x=alt.XValue(40), text=alt.Text("detail:N"))
    fault = base.mark_text(align="left", dy=18, fontStyle="italic").encode(x=alt.XValue(40), text=alt.Text("fault:N"))
    arrows = (
        base.transform_filter("datum.leads_on")
        .mark_text(text="▲", dy=-RUNG / 2, fontSize=16, color=colour("muted"))
        .encode(x=alt.XValue(20))
    )
    return Figure(
        layered(boxes, marks, heading, detail, fault, arrows, independent=("color",), width=560, height=alt.Step(RUNG)),
        title="How a dispute is settled",
        description=_ladder_words(ladder),
        units="days at each step",
        table=ladder,
        headings={"rung": "Step", "lacks": "What it lacks"},
        how_to_read="A dispute starts at the bottom and climbs. An arrow says that the step leads to another.",
        shows=("RA601", "RA602", "RA603", "RA604"),
    )


def _rung_words(row: Mapping[Hashable, Any]) -> str:
    owner = row["owner"] if isinstance(row["owner"], str) else "no owner recorded"
    clock = counted(int(row["days"]), "day") if pd.notna(row["days"]) else "no time limit recorded"
    end = (
        "makes the final decision"
        if row["final"]
        else f"then step {row['next']:.0f}"
        if pd.notna(row["next"])
        else "then nothing"
    )
    return f"{owner} · {clock} · {end}"


def _ladder_words(ladder: pd.DataFrame) -> str:
    faulty = [row for row in ladder.to_dict("records") if row["lacks"]]
    days = ladder["days_so_far"].iloc[-1]
    steps = counted(len(ladder), "escalation step")
    told = f" It takes {counted(int(days), 'day')} at most." if not faulty and pd.notna(days) else ""
    if not faulty:
        complete = f"Each of {steps} is complete." if len(ladder) > 1 else "The one escalation step is complete."
        return f"{complete} {'Each' if len(ladder) > 1 else 'It'} has an owner, a time limit and a way on.{told}"
    lacks = "; ".join(f"step {row['rung']}: {row['lacks']}" for row in faulty)
    return f"{len(faulty)} of {steps} {verb(len(faulty), 'is', 'are')} incomplete. What is missing: {lacks}."
