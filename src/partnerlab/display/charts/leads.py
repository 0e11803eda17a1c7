"""Charts of who should lead: what each pairing costs, and what moving one lead by hand does."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from partnerlab.amounts import say_pounds
from partnerlab.display.charts.drawing import layered, wrap
from partnerlab.display.charts.risks import LINE_HEIGHT, MOST_ROWS, name_axis, row_height, with_names
from partnerlab.display.figure import Figure
from partnerlab.display.naming import list_titled, titled
from partnerlab.display.results import Shown, notice
from partnerlab.display.theme import colour, ramp, series, tell_apart
from partnerlab.wording import counted, verb

if TYPE_CHECKING:
    from partnerlab.analysis.risk_allocation.moves import Move

STEPS = (1.25, 2.0)
"""Times the cheapest at which a pairing counts as near it or dear; not in the guide."""
WORDS = ("cheapest or near it", f"up to {STEPS[1]:g} times the cheapest", "costs more", "may not lead")
MOST_CANDIDATES = 5
"""Candidates drawn for each risk, cheapest first; today's lead is always one of them."""
CELL, CELL_LENGTH = 104, 15
"""Width of a cell in pixels, and letters on a line in it."""
AS_GOOD = "0 (does as well)"
"""What the data say of a lead that would do as well as the best one."""
LEAST_SHIFT = 0.0005
"""Smallest change of a share that is drawn as one: a twentieth of a percentage point, which no label would show."""


def lead_costs(costs: pd.DataFrame, overrides: pd.DataFrame | None = None) -> Figure | Shown:
    """Draw what each risk would cost under each partner that was judged, cheapest first, with today's lead framed.

    Parameters
    ----------
    costs
        What `risk_allocation.assess_costs` returns.
    overrides
        What `risk_allocation.list_overrides` returns, to stand in the data; None for costs alone.
    """
    known = costs.dropna(subset=["cost"])
    if known.empty:
        return notice(
            "No pairing of a risk and a partner can be weighed yet: chances, costs or influences are missing."
        )
    ranked = with_names(_rank_candidates(known))
    order = list(ranked.drop_duplicates("risk").sort_values("least", ascending=False, kind="stable")["risk"])[
        :MOST_ROWS
    ]
    shown = ranked[ranked["risk"].isin(order) & (ranked["place"] <= MOST_CANDIDATES)]
    names = list(shown.drop_duplicates("risk").set_index("risk").loc[order, "name"])
    base = alt.Chart(shown).encode(
        x=alt.X("place:O", title="Candidates, cheapest first", axis=alt.Axis(orient="top", labelAngle=0, ticks=False)),
        y=alt.Y("name:N", **name_axis(names)),
    )
    hues = alt.Scale(domain=list(WORDS), range=[*reversed(ramp(5)[:3]), colour("grid")])
    cells = base.mark_rect(stroke=colour("paper"), strokeWidth=2).encode(
        color=alt.Color("step:N", title="Expected cost", scale=hues)
    )
    today = base.transform_filter("datum.leads").mark_rect(fill=None, stroke=colour("ink"), strokeWidth=2.5)
    tall = row_height([*names, *shown["words"]])
    return Figure(
        layered(cells, today, *_draw_cells(shown, base), width=alt.Step(CELL), height=tall),
        title="What each risk would cost under each lead",
        description=" ".join(filter(None, (_cost_words(ranked), _tie_words(overrides)))),
        units="£ thousand expected in a year: chance × cost × what the lead cannot remove × its cost of a pound lost",
        table=_with_overrides(ranked, overrides),
        headings={
            "cost_if": "Cost if it happens (£)",
            "absorbing": "Cost of a pound of loss (£)",
            "cost": "Expected cost (£ a year)",
            "leads": "Leads today",
            **({} if overrides is None else {"override": "Above the best leads, all else at its best (£ a year)"}),
        },
        formats={
            **dict.fromkeys(("probability", "over_likelihood", "over_impact"), "{:.0%}"),
            **dict.fromkeys(("cost", "cost_if"), "{:,.0f}"),
        },
        how_to_read=(
            "A frame marks today's lead; a cross in brackets a partner that may not lead."
            + (
                ""
                if overrides is None
                else " What the data suggest what each other lead would cost above the best ones."
            )
        ),
        shows=("RA306", "RA307"),
    )


_SHOWN = (
    *("risk", "partner", "probability", "cost_if", "over_likelihood", "over_impact"),
    *("absorbing", "cost", "eligible", "leads"),
)


def _with_overrides(ranked: pd.DataFrame, overrides: pd.DataFrame | None) -> pd.DataFrame:
    """Return the data of the figure, with what each override costs or why there is no number."""
    shown = ranked[list(_SHOWN)]
    if overrides is None:
        return shown
    best = overrides.drop_duplicates("risk").set_index("risk")["best_lead"]
    priced = shown.merge(overrides[["risk", "partner", "extra", "basis", "ties"]], on=["risk", "partner"], how="left")
    words = [
        "best lead"
        if best.get(row["risk"]) == row["partner"]
        else AS_GOOD
        if row["ties"] is True
        else _price(row["extra"], row["basis"])
        for row in priced.to_dict("records")
    ]
    return shown.assign(override=words)


def _price(extra: float, basis: object) -> str:
    if pd.isna(extra):
        return basis if isinstance(basis, str) else "cannot tell"
    return f"{extra:,.0f}" if basis == "exact" else f"{basis} {extra:,.0f}"


def _tie_words(overrides: pd.DataFrame | None) -> str:
    """Say on which risks another lead would do as well as the best one; nothing where none would."""
    tied = [] if overrides is None else overrides.loc[overrides["ties"].astype(bool)].to_dict("records")
    if not tied:
        return ""
    if len(tied) == 1:
        return f"{tied[0]['partner']} could lead on {titled(tied[0]['risk'])} at no extra cost: the choice is yours."
    risks = list(dict.fromkeys(row["risk"] for row in tied))
    return f"Another lead would cost no more than the best one on {list_titled(risks)}: the choice is yours."


def _rank_candidates(known: pd.DataFrame) -> pd.DataFrame:
    """Add the place of each candidate, those that may not lead last; today's lead is always among those drawn."""
    ranked = known.sort_values(["risk", "eligible", "cost"], ascending=[True, False, True], kind="stable")
    ranked["place"] = ranked.groupby("risk").cumcount() + 1
    late = ranked.loc[ranked["leads"] & (ranked["place"] > MOST_CANDIDATES), "risk"]
    pushed = ranked["risk"].isin(late) & ~ranked["leads"] & (ranked["place"] >= MOST_CANDIDATES)
    ranked.loc[pushed, "place"] += 1
    ranked.loc[ranked["risk"].isin(late) & ranked["leads"], "place"] = MOST_CANDIDATES
    least = ranked[ranked["eligible"]].groupby("risk")["cost"].min()
    ranked["least"] = ranked["risk"].map(least)
    rows = ranked.to_dict("records")
    return ranked.assign(step=[_step(row) for row in rows], words=[_cell(row) for row in rows])


def _step(row: Mapping[Hashable, Any]) -> str:
    if not row["eligible"]:
        return WORDS[-1]
    times = row["cost"] / row["least"] if row["least"] > 0 else 1.0
    return WORDS[sum(times > step for step in STEPS)]


def _cell(row: Mapping[Hashable, Any]) -> str:
    thousand = row["cost"] / 1000
    cost = f"{thousand:,.0f}" if thousand >= 10 else f"{thousand:.1f}"
    text = f"{row['partner']} {cost}" if row["eligible"] else f"({row['partner']} ✕)"
    return wrap(text, CELL_LENGTH)


def _draw_cells(shown: pd.DataFrame, base: alt.Chart) -> list[alt.Chart]:
    """Write the words of each cell in its middle: as many layers as there are numbers of lines."""
    lines = shown["words"].str.count("\n")
    drawn = []
    for more in sorted(set(lines)):
        words = base.properties(data=shown[lines == more]).mark_text(
            fontSize=12, lineBreak="\n", lineHeight=LINE_HEIGHT, dy=-more * LINE_HEIGHT / 2
        )
        drawn.append(words.encode(text=alt.Text("words:N")))
    return drawn


def _cost_words(shown: pd.DataFrame) -> str:
    """Say of all risks with a known pairing how many leads are the cheapest, and which risk costs most even then."""
    led, joint = shown[shown["leads"] & ~shown["together"]], shown[shown["together"]]["risk"].nunique()
    agree = int(led["cheapest"].sum())
    known = counted(len(led), "lead")
    cheapest = f"{agree or 'None'} of {known} of known cost {verb(max(agree, 1), 'is', 'are')} the cheapest."
    if len(led) == 1:
        cheapest = f"The one lead of known cost is {'the' if agree else 'not the'} cheapest."
    weighed = (
        f"{cheapest if len(led) else 'No risk has a lead of known cost.'} Of "
        f"{counted(shown['risk'].nunique(), 'risk')} that can be weighed, {len(led)} {verb(len(led), 'has', 'have')} "
        "a lead of known cost"
    )
    weighed += f"; on {joint} several lead together." if joint else "."
    best = shown[shown["cheapest"] & shown["eligible"]]
    if best.empty:
        return f"{weighed} No partner that was judged may lead on any of them."
    top = best[best["cost"] == best["cost"].max()].drop_duplicates("risk")
    cost = say_pounds(top["cost"].iloc[0], rounded=True)
    if len(top) > 1:
        return f"{weighed} Even under their cheapest leads, {list_titled(top['risk'])} cost most: {cost} a year each."
    row = top.iloc[0]
    dear = f"Even under its cheapest lead, {titled(row['risk'])} costs most: {cost} a year under {row['partner']}."
    return f"{weighed} {dear}"


def _move_words(move: Move) -> str:
    """What the move would cost or save in a year; nothing where that is not known."""
    if move.extra_told is None:
        return ""
    if round(move.extra_told) == 0:
        return "The expected cost would be the same. "
    amount = f"{say_pounds(abs(move.extra_told), rounded=True)} a year"
    return f"The move would cost {amount} more. " if move.extra_told > 0 else f"The move would save {amount}. "


def lead_move(move: Move | None) -> Figure | Shown:
    """Draw who carries the tail before and after one lead is moved by hand, from `risk_allocation.move_lead`."""
    if move is None:
        return notice("No move of a lead can be weighed yet: costs or influences are missing.")
    if move.carriers.empty:
        return notice(move.summary)
    carriers = move.carriers[(move.carriers["before"] > 0) | (move.carriers["after"] > 0)]
    order = list(carriers["partner"])
    long = carriers.melt(id_vars="partner", value_vars=["before", "after"], var_name="when", value_name="share")
    still = long["partner"].isin(carriers.loc[carriers["shift"].abs() < LEAST_SHIFT, "partner"])
    long["when"] = long["when"].map({"before": "today", "after": "after the move"}).mask(still, "not changed")
    long = long.drop_duplicates(["partner", "when"])
    y = alt.Y("partner:N", title=None, sort=order)
    x = alt.X("share:Q", title="Share of the worst losses", axis=alt.Axis(format="%"))
    before, after = series(2)
    looks = {
        "today": ("circle", before),
        "after the move": ("diamond", after),
        "not changed": ("square", colour("muted")),
    }
    base = alt.Chart(long).encode(y=y, x=x)
    line = base.mark_line(color=colour("muted")).encode(detail=alt.Detail("partner:N"))
    points = base.mark_point(filled=True, size=130, opacity=1).encode(**tell_apart("when", looks))
    return Figure(
        layered(line, points, width=420, height=alt.Step(26)),
        title=f"If {move.after} led on {titled(move.risk)}",
        description=f"{_move_words(move)}{move.summary}",
        units="share of the mean loss in the worst one year in twenty",
        table=carriers,
        headings={"before": "Today", "after": "After the move"},
        formats={"before": "{:.1%}", "after": "{:.1%}", "shift": "{:+.1%}"},
        shows=("RA307", "RA403"),
    )
