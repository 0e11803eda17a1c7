"""Charts of the mapping review: who is in it, how they work together, who answers for what, with what means."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from partnerlab.display.charts.drawing import layered
from partnerlab.display.charts.room import wrap_within
from partnerlab.display.figure import Figure
from partnerlab.display.grid import PLAIN, Cell, Grid
from partnerlab.display.results import Shown, notice
from partnerlab.display.table import Table
from partnerlab.display.theme import colour, tell_apart
from partnerlab.guide import accountability_dimensions
from partnerlab.wording import listed, some_of, verb

CELL, LINE, NEXT_LINE = 132, 19, 14
"""Width of a cell of the grid, height of a name in it, and of each further line of a long one, in pixels."""

MARK, ASIDE = 14, 11
"""Where a mark stands in its cell, and how far beside it a name begins, in pixels."""

MEMBERSHIPS = {"partner": "circle", "needed, not a partner": "square", "undecided": "diamond", "outside": "triangle-up"}
"""Shape of each kind of organisation on the grid; each also stands as a word in the key."""


def stakeholder_grid(assessed: pd.DataFrame) -> Figure | Shown:
    """Draw partners and stakeholders by power and interest, those on the edge of a cell hollow.

    Takes what `mapping.assess_stakeholders` returns.
    """
    rated = assessed.dropna(subset=["power", "interest"]).copy()
    if rated.empty:
        return notice("The power and interest of partners and stakeholders have not been rated yet.")
    rated, tall = _place_rated(rated)
    wide, high = 5 * CELL, 5 * tall
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, wide], nice=False), title="Power", axis=_steps(CELL))
    y = alt.Y("y:Q", scale=alt.Scale(domain=[high, 0], nice=False), title="Interest", axis=_steps(tall, down=True))
    return Figure(
        layered(*_grid_ground(wide, high, tall, x, y), *_draw_rated(rated, x, y), width=wide, height=high),
        title="Who matters how much: power and interest",
        description=_grid_words(assessed, rated),
        units="power and interest, 1 very low to 5 very high; 3 counts as high (neither is in the guide)",
        table=assessed[
            [
                "organisation",
                "name",
                "sector",
                "membership",
                "power",
                "interest",
                "cell",
                "salience",
                "movers",
                "engaged_by",
                *(["aliases"] if assessed["aliases"].notna().any() else []),
            ]
        ],
        below={"organisation": "name", "sector": "name", "membership": "name", "interest": "power"},
        headings={
            "organisation": "Shown as",
            "movers": "One step that would move it",
            "engaged_by": "Contact kept by",
            "salience": "Salience class",
        },
        how_to_read=(
            "Each cell lists who was rated so. Top right: manage closely; bottom right: keep satisfied; top left: keep "
            "informed; bottom left: monitor. A hollow mark would change its quarter if one rating moved by one step."
        ),
        shows=("MA101", "MA102", "MA103", "MA104"),
    )


def _place_rated(rated: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Place each organisation in the cell of its ratings, below those before it; and how tall the cells must be."""
    rated["kind"] = rated["membership"].replace({"needed": "needed, not a partner"})
    rated["order"] = rated["kind"].map(list(MEMBERSHIPS).index)
    rated = rated.sort_values(["power", "interest", "order", "organisation"], kind="stable")
    rated["lines"] = [wrap_within(name, CELL - MARK - ASIDE) for name in rated["organisation"]]
    rated["high"] = LINE + NEXT_LINE * (rated["lines"].str.len() - 1)
    room = rated.groupby(["power", "interest"])["high"]
    needed = room.sum()
    # A line more where the name of a quarter stands in the cell's corner.
    needed += [LINE * (power in (2, 5) and interest in (1, 3)) for power, interest in needed.index]
    tall = int(max(3 * LINE, needed.max())) + 12
    rated["x"] = (rated["power"].astype(float) - 1) * CELL + MARK
    rated["y"] = (5 - rated["interest"].astype(float)) * tall + 16 + room.cumsum() - rated["high"]
    moves = ("interest up", "interest down", "power up", "power down")
    rated["edge"] = ["one step would move it" if set(found) & set(moves) else "firm" for found in rated["movers"]]
    return rated, tall


def _draw_rated(rated: pd.DataFrame, x: alt.X, y: alt.Y) -> tuple[alt.Chart, alt.Chart]:
    """The mark of each organisation, and its name beside it, over as many lines as it needs."""
    used = [kind for kind in MEMBERSHIPS if kind in set(rated["kind"])]
    base = alt.Chart(rated[["organisation", "kind", "edge", "x", "y"]]).encode(x=x, y=y)
    marks = base.mark_point(size=85, opacity=1, filled=True, strokeWidth=2, stroke=colour("series_1")).encode(
        shape=alt.Shape(
            "kind:N",
            title=None,
            scale=alt.Scale(domain=used, range=[MEMBERSHIPS[kind] for kind in used]),
            legend=alt.Legend(symbolFillColor=colour("series_1"), symbolStrokeColor=colour("series_1")),
        ),
        fill=alt.Fill(
            "edge:N",
            title=None,
            scale=alt.Scale(domain=["firm", "one step would move it"], range=[colour("series_1"), colour("paper")]),
        ),
    )
    written = [
        (x_at, y_at + NEXT_LINE * place, line)
        for x_at, y_at, lines in rated[["x", "y", "lines"]].itertuples(index=False)
        for place, line in enumerate(lines)
    ]
    words = alt.Chart(pd.DataFrame(written, columns=["x", "y", "line"]))
    return marks, words.mark_text(align="left", dx=ASIDE).encode(x=x, y=y, text=alt.Text("line:N"))


def _steps(size: float, *, down: bool = False) -> alt.Axis:
    """An axis with the ratings 1 to 5 in the middle of their cells."""
    middles = [size * (rating + 0.5) for rating in range(5)]
    number = f"{'5 -' if down else '1 +'} round(datum.value / {size} - 0.5)"
    return alt.Axis(values=middles, labelExpr=number, grid=False, ticks=False, domain=False)


def _grid_ground(wide: float, high: float, tall: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Hair lines around cells, and a strong line where low turns to high."""
    across = pd.DataFrame([{"x": step * CELL, "y": 0.0, "end": high} for step in range(6)])
    down = pd.DataFrame([{"x": 0.0, "y": step * tall, "end": wide} for step in range(6)])
    hair: dict[str, Any] = {"color": colour("grid"), "strokeWidth": 1}
    strong: dict[str, Any] = {"color": colour("muted"), "strokeWidth": 2}
    middle_x, middle_y = (
        pd.DataFrame([{"x": 2.0 * CELL, "y": 0.0, "end": high}]),
        pd.DataFrame([{"x": 0.0, "y": 3.0 * tall, "end": wide}]),
    )
    rules = [
        alt.Chart(rows).mark_rule(**look).encode(x=x, y=y, **end)
        for rows, look, end in (
            (across, hair, {"y2": alt.Y2("end:Q")}),
            (down, hair, {"x2": alt.X2("end:Q")}),
            (middle_x, strong, {"y2": alt.Y2("end:Q")}),
            (middle_y, strong, {"x2": alt.X2("end:Q")}),
        )
    ]
    quarters = pd.DataFrame(
        [
            {"x": wide - 6, "y": 3 * tall - 8, "word": "manage closely"},
            {"x": wide - 6, "y": high - 8, "word": "keep satisfied"},
            {"x": 2 * CELL - 6, "y": 3 * tall - 8, "word": "keep informed"},
            {"x": 2 * CELL - 6, "y": high - 8, "word": "monitor"},
        ]
    )
    words = (
        alt.Chart(quarters)
        .mark_text(align="right", fontStyle="italic", color=colour("muted"))
        .encode(x=x, y=y, text=alt.Text("word:N"))
    )
    return [*rules, words]


def _grid_words(assessed: pd.DataFrame, rated: pd.DataFrame) -> str:
    needed = assessed.loc[assessed["membership"] == "needed", "organisation"].tolist()
    close = rated.loc[(rated["cell"] == "manage closely") & (rated["membership"] != "partner"), "organisation"].tolist()
    are = verb(max(len(rated), 1), "is", "are")
    words = [f"{some_of(len(rated), len(assessed), 'organisation')} {are} rated."]
    if needed:
        words.append(f"Needed as partners but not partners yet: {listed(needed)}.")
    if close:
        words.append(f"Outside, with high power and interest: {listed(close)}.")
    moved = int((rated["edge"] != "firm").sum())
    words.append(f"{moved} would change their quarter if one rating moved by one step.")
    return " ".join(words)


def agreement_clauses(assessed: pd.DataFrame) -> Figure | Shown:
    """Draw the clauses an agreement needs: in place or not, and what in the data should rest on each.

    Takes what `mapping.assess_clauses` returns.
    """
    if assessed["state"].isna().all():
        return notice("No clause of a written agreement is recorded, so none can be set against what rests on it.")
    words = {"yes": ("green", "in place"), "partly": ("amber", "in part"), "no": ("red", "not settled")}
    cells = []
    for title, state, covers, in_guide in assessed[["title", "state", "covers", "in_guide"]].itertuples(index=False):
        missing = ("red", "missing") if covers and in_guide else ("unknown", "no clause")
        cells.append(Cell(title, "In the agreement", *words.get(state, missing)))
        cells.append(Cell(title, "What should rest on it", PLAIN, covers or "–"))
    return Figure(
        Grid(cells, rows_named="Clause"),
        title="Clauses there against clauses needed",
        description=_clause_words(assessed),
        units="state of each clause: in place, in part, not settled, missing",
        table=assessed[["title", "state", "covers", "agreement", "text", "paragraph", "in_guide"]],
        headings={"covers": "What should rest on it", "in_guide": "Matter is the guide's", "paragraph": "Guide"},
        how_to_read=(
            "The guide prints no list of clauses; a clause counts as the guide's when one of its paragraphs asks for "
            "the matter. The right column says what in this partnership's data the clause should cover."
        ),
        shows=("MA901", "MA902", "MA903", "MA904"),
    )


def _clause_words(assessed: pd.DataFrame) -> str:
    asked = assessed[assessed["in_guide"].astype(bool)]
    held = int((asked["state"] == "yes").sum())
    resting = asked[(asked["covers"] != "") & (asked["state"] != "yes")]
    are = verb(max(held, 1), "is", "are")
    words = f"{some_of(held, len(asked), 'clause')} {are} in place. Counted are those on the guide's matters."
    if resting.empty:
        return f"{words} Nothing in the data lacks the clause it should rest on."
    return f"{words} Not settled in full, with something resting on it: {listed(resting['title'].tolist())}."


def role_table(listed_roles: pd.DataFrame) -> Table:
    """Show who does, answers for, is asked about and is told of each task, in words, from `mapping.list_roles`."""
    return Table(
        listed_roles[["name", "does", "answers", "asked", "told", "state"]].map(_in_words),
        "Roles and responsibilities",
        headings={
            "name": "Task",
            "does": "Responsible (R): does it",
            "answers": "Accountable (A): answers for it",
            "asked": "Consulted (C): asked before",
            "told": "Informed (I): told after",
            "state": "Is it clear?",
        },
        missing="nobody",
        empty="No task and no role is written down.",
        shows=("MA401", "MA402", "MA403", "MA404"),
        download=True,
    )


def _in_words(value: object) -> object:
    return ", ".join(value) if isinstance(value, tuple) else value


LINES = {
    "documented": ("circle", "series_1"),
    "partly": ("diamond", "series_3"),
    "not documented": ("triangle-up", "series_2"),
    "not recorded": ("cross", "unknown"),
}
"""Shape and colour of each state of a partner's lines of accountability in one direction."""


def accountability_drawn(assessed: pd.DataFrame) -> Figure | Shown:
    """Draw who answers in which of the three directions, and which lines are not recorded.

    Takes what `mapping.assess_accountability` returns. A partner with several lines in one direction has one mark.
    """
    if assessed.empty:
        return notice("Neither partners nor lines of accountability are written down.")
    directions = {"vertical": "to its own body", "horizontal": "among partners", "collective": "of all to one body"}
    rows = [
        (
            *(partner, directions[str(dimension)], _state_of(lines["state"])),
            f"{int(lines['state'].eq('documented').sum())} of {len(lines)}",
        )
        for (partner, dimension), lines in assessed.groupby(["partner", "dimension"], sort=False)
    ]
    frame = pd.DataFrame(rows, columns=["partner", "direction", "state", "count"])
    used = {state: (shape, colour(hue)) for state, (shape, hue) in LINES.items() if state in set(frame["state"])}
    place = {
        "x": alt.X(
            "direction:N", sort=list(directions.values()), title=None, axis=alt.Axis(orient="top", labelAngle=0)
        ),
        "y": alt.Y("partner:N", sort=frame["partner"].unique().tolist(), title=None, axis=alt.Axis(grid=True)),
    }
    marks = alt.Chart(frame[["partner", "direction", "state"]]).mark_point(size=130, strokeWidth=2.5)
    words = alt.Chart(frame).mark_text(align="left", dx=14).encode(**place, text=alt.Text("count:N"))
    missing = assessed.loc[assessed["state"] == "not recorded", "dimension"]
    whole = int(assessed["state"].eq("documented").sum())
    lack = [f"{number} {directions[kind]}" for kind in directions if (number := int(missing.eq(kind).sum()))]
    return Figure(
        layered(marks.encode(**place, **tell_apart("state", used)), words, width=420, height=alt.Step(26)),
        title="Who answers to whom, in three directions",
        description=(
            f"{some_of(whole, len(assessed), 'line')} {verb(max(whole, 1), 'is', 'are')} recorded as documented."
            + (f" Not recorded: {listed(lack)}." if lack else " Every line that is needed is recorded.")
        ),
        units="lines documented, of those there or needed",
        table=assessed[["partner", "dimension", "to", "state", "why"]],
        headings={"partner": "Who answers", "to": "To whom", "why": "Why it should be there"},
        shows=("MA501", "MA502", "MA503"),
    )


def _state_of(states: pd.Series) -> str:
    """One word for the lines of a partner in one direction: the worst, unless some are documented."""
    kinds = set(states)
    if "documented" in kinds and len(kinds) > 1:
        return "partly"
    return "not recorded" if "not recorded" in kinds else next(iter(kinds))


def accountability_lines(assessed: pd.DataFrame) -> Table:
    """Show each line of accountability, those not recorded with the reason why they should be there.

    Takes what `mapping.assess_accountability` returns.
    """
    order = {"not recorded": 0, "not documented": 1, "documented": 2}
    rows = assessed.assign(rank=assessed["state"].map(order)).sort_values("rank", kind="stable")
    return Table(
        rows[["partner", "to", "dimension", "state", "matter", "why"]],
        "Lines of accountability, those not recorded first",
        headings={"partner": "Who answers", "to": "To whom", "matter": "For what", "why": "Why it should be there"},
        missing="–",
        empty="Neither partners nor lines of accountability are written down.",
        note=_say_directions(),
        shows=("MA501", "MA502", "MA503"),
        download=True,
    )


def _say_directions() -> str:
    """Say who owes account to whom in each of the guide's three directions."""
    return " ".join(f"{row.title}: {row.owed_by} to {row.owed_to}." for row in accountability_dimensions())


def engagement_levels(assessed: pd.DataFrame) -> Table:
    """Show how each level has been engaged, from the top to the front line, from `mapping.assess_engagement`."""
    recorded = bool(assessed["times"].any())
    return Table(
        assessed.loc[assessed.index if recorded else [], ["level", "times", "last", "how", "by"]],
        "Engagement, from the top to the front line",
        headings={"times": "Times recorded", "last": "Latest", "by": "By whom"},
        empty="No engagement is recorded at any level.",
        shows=("MA804",),
    )


def strategic_alliances(allied: pd.DataFrame) -> Table:
    """Show the alliances of stakeholders, and through whom each can be reached, from `mapping.list_alliances`."""
    return Table(
        allied,
        "Strategic alliances around the partnership",
        headings={"members": "Stakeholders in it", "reached_by": "Partners in contact", "needed": "Needed as partners"},
        missing="–",
        empty="No stakeholder is recorded as belonging to an alliance.",
        shows=("MA101", "MA103"),
    )


def communication_plan(assessed: pd.DataFrame) -> Table:
    """Show the communication plan with what each line leaves out, from `mapping.assess_communication`."""
    columns = ["audience", "among_partners", "message", "owner", "channel", "frequency", "shares", "gaps"]
    among = ["yes" if inside else "no" for inside in assessed["among_partners"]]
    rows = assessed.assign(among_partners=among)[columns].map(_in_words)
    return Table(
        rows,
        "Communication plan",
        headings={
            "among_partners": "To partners, or one of them",
            "owner": "Who sends it",
            "shares": "What is shared",
            "gaps": "What is missing",
        },
        missing="–",
        empty="There is no communication plan yet.",
        shows=("MA801", "MA802", "MA803"),
        download=True,
    )
