"""Drawings of ways and orders: the service as the client sees it, and who reports to whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from partnerlab.amounts import write_number
from partnerlab.display.charts.drawing import hidden, layered, wrap
from partnerlab.display.figure import Figure
from partnerlab.display.results import Shown, notice
from partnerlab.display.theme import colour, tell_apart
from partnerlab.wording import counted, itemised, listed, verb

if TYPE_CHECKING:
    from partnerlab.analysis.mapping import Governance, ServicePathway

STEP_WIDE, STEP_HIGH = 156, 104
HEAVY, LIGHT = 22, 23
"""Letters in a line of a box, heavy ones and others."""
"""Size of a step's box in pixels."""
LANE, STOREY = 168, 158
"""Distance between boxes beside and below one another, middle to middle."""
LINE = 15
"""Distance between lines of words in a box."""
BODY_WIDE, BODY_HIGH, TIER = 148, 127, 169
"""Size of a body's box, and distance between tiers."""

SUPPORT = ("supported", "no working relationship", "no data-sharing agreement", "cannot tell")
"""What a hand-off can rest on; the worst counts."""


def service_pathway(pathway: ServicePathway) -> Figure | Shown:
    """Draw the steps that a client takes, top to bottom, with waits, and hand-offs that lack something.

    Takes what `mapping.assess_pathway` returns.
    """
    if pathway.steps.empty:
        return notice("The service has not been mapped as the client sees it.")
    steps = pathway.steps.copy()
    steps["x"] = steps["across"].astype(float) * LANE
    steps["y"] = steps["layer"].astype(float) * STOREY
    lines, marks = _trace_lines(pathway)
    span_x, span_y = _span(steps, lines)
    x, y = alt.X("x:Q", **hidden(span_x)), alt.Y("y:Q", **hidden(span_y[::-1]))
    line_kinds = ["within one organisation", "hand-off"]
    ways = (
        alt.Chart(lines)
        .mark_line(color=colour("edge"), strokeWidth=2, strokeJoin="round")
        .encode(
            x=x,
            y=y,
            detail=alt.Detail("move:N"),
            order=alt.Order("order:O"),
            strokeDash=alt.StrokeDash(
                "kind:N",
                title="Move",
                scale=alt.Scale(domain=line_kinds, range=[[3, 3], [1, 0]]),
                legend=alt.Legend(orient="top"),
            ),
        )
    )
    lights = (("square", colour("red")), ("triangle-up", colour("amber")), ("diamond", colour("unknown")))
    looks = dict(zip(SUPPORT[1:], lights, strict=True))
    flags = alt.Chart(marks).mark_point(size=190, filled=True, opacity=1, stroke=colour("paper"), strokeWidth=1.5)
    flags = flags.encode(x=x, y=y, **tell_apart("lack", looks, title="Hand-off"))
    boxes = _draw_boxes(steps, x, y)
    return Figure(
        layered(
            ways,
            boxes,
            flags,
            *_draw_step_words(steps, x, y),
            width=span_x[1] - span_x[0],
            height=span_y[1] - span_y[0],
        ),
        title="The service as the client sees it",
        description=_pathway_words(pathway),
        units="days waited before each step; hand-offs between organisations",
        table=_name_steps(pathway),
        headings={
            "from_step": "After step",
            "to_step": "Next step",
            "giver": "From whom",
            "receiver": "To whom",
            "handoff": "Hand-off",
            "wait": "Days waited",
        },
        how_to_read=(
            "Read from the top. A step shows what the client sees, who provides it and how long the client waits for "
            "it. A mark on a line says what the two organisations lack at that hand-off; an unmarked hand-off has both."
        ),
        shows=("MA301", "MA302", "MA303", "MA304"),
    )


def _name_steps(pathway: ServicePathway) -> pd.DataFrame:
    """Return the moves with the steps as the client sees them, not by their ids unless two are called alike."""
    steps = pathway.steps[["step", "name"]]
    alike = steps["name"].duplicated(keep=False)
    names = dict(zip(steps["step"], steps["name"].mask(alike, steps["name"] + " (" + steps["step"] + ")"), strict=True))
    ends = {end: pathway.moves[end].map(names) for end in ("from_step", "to_step")}
    return pathway.moves.drop(columns="route").assign(**ends)


def _trace_lines(pathway: ServicePathway) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Lines as points in order, and a mark on each hand-off that lacks something or is not known."""
    lines, marks = [], []
    for number, move in enumerate(pathway.moves.to_dict("records")):
        route = [(across * LANE, layer * STOREY) for layer, across in move["route"]]
        kind = "hand-off" if move["handoff"] else "within one organisation"
        (x1, y1), (x2, y2) = route[0], route[-1]
        beside = [(x, y + end) for x, y in route[1:-1] for end in (-STEP_HIGH / 2, STEP_HIGH / 2)]
        points = [(x1, y1 + STEP_HIGH / 2), *beside, (x2, y2 - STEP_HIGH / 2)]
        lines += [(number, order, x, y, kind) for order, (x, y) in enumerate(points)]
        lack = _worst(str(move["lacks"]), str(move["unknown"]))
        if move["handoff"] and lack != SUPPORT[0]:
            (x, y), (right, below) = points[-2], points[-1]
            marks.append((x + (right - x) * 0.45, y + (below - y) * 0.45, lack))
    names = ["move", "order", "x", "y", "kind"]
    return pd.DataFrame(lines, columns=names), pd.DataFrame(marks, columns=["x", "y", "lack"])


def _worst(lacks: str, unknown: str) -> str:
    if "working relationship" in lacks:
        return SUPPORT[1]
    if lacks:
        return SUPPORT[2]
    return SUPPORT[3] if unknown else SUPPORT[0]


def _span(steps: pd.DataFrame, lines: pd.DataFrame) -> tuple[tuple[float, float], tuple[float, float]]:
    across = [*(steps["x"] - STEP_WIDE / 2), *(steps["x"] + STEP_WIDE / 2), *lines["x"]]
    down = [*(steps["y"] - STEP_HIGH / 2), *(steps["y"] + STEP_HIGH / 2)]
    return (min(across) - 6, max(across) + 6), (min(down) - 6, max(down) + 6)


def _draw_boxes(rows: pd.DataFrame, x: alt.X, y: alt.Y, wide: int = STEP_WIDE, high: int = STEP_HIGH) -> alt.Chart:
    framed = rows[["x", "y"]].assign(
        x=rows["x"] - wide / 2, right=rows["x"] + wide / 2, y=rows["y"] - high / 2, bottom=rows["y"] + high / 2
    )
    box = alt.Chart(framed).mark_rect(color=colour("panel"), stroke=colour("edge"), cornerRadius=6)
    drawn: alt.Chart = box.encode(x=x, x2=alt.X2("right:Q"), y=y, y2=alt.Y2("bottom:Q"))
    return drawn


def _draw_step_words(steps: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    waits = [
        "wait not known" if pd.isna(wait) else f"waits {_days(wait)}" if wait else "no wait" for wait in steps["wait"]
    ]
    return _draw_words(steps, [steps["organisation"].tolist(), waits], x, y, bold=1)


def _draw_words(rows: pd.DataFrame, below: list[list[str]], x: alt.X, y: alt.Y, *, bold: int = 0) -> list[alt.Chart]:
    """Write a name and what stands below it over up to three lines each, the block in the middle of its box.

    Each line is a mark of its own: `bold` says which, 0 for the name, 1 for the first words below it.
    """
    lines = []
    for name, at, middle, *rest in zip(rows["name"], rows["x"], rows["y"], *below, strict=True):
        said = [
            (number, line)
            for number, words in enumerate((name, *rest))
            for line in wrap(words, HEAVY if number == bold else LIGHT).split("\n")
            if line
        ]
        top = middle - LINE * (len(said) - 1) / 2
        lines += [(at, top + LINE * place, line, number == bold) for place, (number, line) in enumerate(said)]
    drawn = pd.DataFrame(lines, columns=["x", "y", "words", "heavy"])
    written = []
    for heavy in (True, False):
        line = alt.Chart(drawn.loc[drawn["heavy"] == heavy, ["x", "y", "words"]])
        mark = line.mark_text(fontSize=12, fontWeight="bold" if heavy else "normal")
        written.append(mark.encode(x=x, y=y, text=alt.Text("words:N")))
    return written


def _pathway_words(pathway: ServicePathway) -> str:
    handoffs = pathway.handoffs
    lacking = handoffs[handoffs["lacks"] != ""]
    moves = counted(len(handoffs), "hand-off", none="no")
    words = [f"{counted(len(pathway.steps), 'step')}, {moves} between organisations."]
    if len(lacking):
        pairs = Counter(f"{giver} to {receiver}" for giver, receiver in lacking[["giver", "receiver"]].to_numpy())
        ends = [f"{pair} ({number} times)" if number > 1 else pair for pair, number in pairs.items()]
        lack = verb(len(lacking), "lacks", "lack")
        words.append(
            f"{len(lacking)} of them {lack} a working relationship or a data-sharing agreement: {itemised(ends, 3)}."
        )
    elif len(handoffs):
        words.append("None is known to lack a working relationship or a data-sharing agreement.")
    unknown = int(((handoffs["unknown"] != "") & (handoffs["lacks"] == "")).sum())
    if unknown:
        words.append(f"{unknown} not known.")
    waits = pathway.steps.dropna(subset=["wait"]).sort_values("wait", ascending=False, kind="stable")
    if len(waits):
        days = float(waits["wait"].iloc[0])
        before = listed(f"“{name}”" for name in waits.loc[waits["wait"] == days, "name"])
        words.append(f"The longest wait is {_days(days)}, before {before}.")
    if pathway.traced is not None and pathway.traced.wait_longest is not None:
        words.append(f"Along the slowest way the waits add up to {_days(pathway.traced.wait_longest)}.")
    return " ".join(words)


def _days(number: float) -> str:
    return f"{write_number(number)} {verb(number == 1, 'day', 'days')}"


def governance_tiers(governance: Governance) -> Figure | Shown:
    """Draw the bodies that run the partnership in tiers, with who reports to whom, from `mapping.assess_governance`."""
    bodies = governance.bodies
    if bodies.empty:
        return notice("No body is written down under governance yet, so there is nothing to draw.")
    placed = _place_bodies(bodies)
    lines = _report_lines(placed)
    x_span = (float(placed["x"].min()) - BODY_WIDE / 2 - 6, float(placed["x"].max()) + BODY_WIDE / 2 + 6)
    y_span = (float(placed["y"].max()) + BODY_HIGH / 2 + 6, float(placed["y"].min()) - BODY_HIGH / 2 - 6)
    x, y = alt.X("x:Q", **hidden(x_span)), alt.Y("y:Q", **hidden(y_span))
    ways = (
        alt.Chart(lines)
        .mark_rule(color=colour("edge"), strokeWidth=2)
        .encode(x=x, y=y, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"))
    )
    chairs = [_say_chair(*row) for row in placed[["kind", "chair", "chair_from"]].itertuples(index=False)]
    sizes = [counted(len(members), "member") if members else "" for members in placed["members"]]
    blind = ["" if ok else "no way to an owner" for ok in placed["reaches"]]
    words = _draw_words(placed, [placed["kind"].tolist(), chairs, sizes, blind], x, y)
    lost = placed.loc[~placed["reaches"].astype(bool), ["x", "y"]]
    lost = lost.assign(x=lost["x"] - BODY_WIDE / 2 + 13, y=lost["y"] - BODY_HIGH / 2 + 13)
    flags = alt.Chart(lost).mark_point(shape="triangle-up", size=130, filled=True, opacity=1, color=colour("amber"))
    return Figure(
        layered(
            ways,
            _draw_boxes(placed, x, y, BODY_WIDE, BODY_HIGH),
            *words,
            flags.encode(x=x, y=y),
            width=x_span[1] - x_span[0],
            height=y_span[0] - y_span[1],
        ),
        title="Who steers, delivers, supports and evaluates",
        description=_governance_words(governance),
        units="bodies in force; lines run from a body to the one it reports to",
        table=bodies.assign(
            reports_to=bodies["reports_to"].replace(dict(zip(bodies["body"], bodies["name"], strict=True)))
        )[["name", "kind", "chair", "chair_from", "members", "reports_to", "serves", "reaches", "meets"]],
        below={"chair_from": "chair", "meets": "kind", "reaches": "reports_to"},
        headings={"serves": "Outcomes", "reaches": "Way to an outcome's owner", "chair_from": "Chair comes from"},
        how_to_read=(
            "Owners of outcomes are at the top, bodies that give direction below them, and delivery, support and "
            "evaluation at the foot. This follows the guide's description of its Figure 5. A triangle marks a body "
            "whose line of reporting does not end at an owner."
        ),
        shows=("MA511", "MA512", "MA513", "MA514", "MA515", "MA516"),
    )


def _place_bodies(bodies: pd.DataFrame) -> pd.DataFrame:
    placed = bodies.copy()
    tiers = sorted(placed["tier"].unique())
    placed["y"] = [tiers.index(tier) * TIER for tier in placed["tier"]]
    number = placed.groupby("tier").cumcount()
    size = placed.groupby("tier")["body"].transform("size")
    placed["x"] = (number - (size - 1) / 2).astype(float) * (BODY_WIDE + 14)
    return placed


def _report_lines(placed: pd.DataFrame) -> pd.DataFrame:
    places = {body: (x, y) for body, x, y in placed[["body", "x", "y"]].itertuples(index=False)}
    rows = []
    for body, above in placed[["body", "reports_to"]].itertuples(index=False):
        if above in places:
            (x, y), (x2, y2) = places[body], places[above]
            side = BODY_HIGH / 2 if y > y2 else -BODY_HIGH / 2 if y < y2 else 0
            rows.append((x, y - side, x2, y2 + side))
    return pd.DataFrame(rows, columns=["x", "y", "x2", "y2"])


def _say_chair(kind: str, chair: str | None, chair_from: str | None) -> str:
    if kind in {"outcome owner", "lead organisation"}:
        return chair_from or ""
    return f"chair: {chair_from}" if chair and chair_from else "chair named" if chair else "no chair"


def _governance_words(governance: Governance) -> str:
    bodies, elements = governance.bodies, governance.elements
    absent = elements.loc[~elements["present"].astype(bool), "element"].tolist()
    groups = bodies[~bodies["kind"].isin(["outcome owner", "lead organisation"])]
    leaderless = groups.loc[groups["chair"].isna(), "name"].tolist()
    blind = bodies.loc[~bodies["reaches"].astype(bool), "name"].tolist()
    words = [f"{counted(len(bodies), 'body is', 'bodies are')} in force."]
    words.append(
        f"Not recorded: {listed(absent)}." if absent else "Each element of the suggested structure is recorded."
    )
    if leaderless:
        words.append(f"Without a chair: {listed(leaderless)}.")
    words.append(
        f"The line of reporting does not reach an outcome's owner from {listed(blind)}."
        if blind
        else "From each body the line of reporting reaches an outcome's owner."
    )
    if governance.unseated:
        words.append(f"No seat where decisions are taken: {listed(governance.unseated)}.")
    return " ".join(words)
