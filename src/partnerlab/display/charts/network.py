"""Charts of working relationships: the map of the network, and what each relationship is worth and could be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from partnerlab.amounts import say_share
from partnerlab.display.charts.drawing import Layers, beside, hidden, layered, middle_of
from partnerlab.display.charts.ties import BOTH, ONE, rank_partners
from partnerlab.display.figure import Figure
from partnerlab.display.results import Shown, notice
from partnerlab.display.theme import colour, tell_apart
from partnerlab.wording import counted, listed, verb, verb_of

if TYPE_CHECKING:
    from partnerlab.analysis.mapping import Network

WIDTH, HEIGHT, MARGIN = 640, 520, 46
"""Size of the map and room at its edge for names, in pixels."""

KEY, KEY_STEP = 26.0, 74.0
"""Room above the map for the key to the widths, and distance between its lines."""

GONE = "the one that left"
"""What the key calls the mark at the place of a partner without which the network is drawn."""

SHAPES = {
    "statutory": "circle",
    "local government": "square",
    "voluntary": "triangle-up",
    "community": "diamond",
    "private": "cross",
    "academic": "triangle-down",
    "funder": "triangle-right",
    "sector not said": "stroke",
    GONE: "M-1,-.7L-.7,-1L0,-.3L.7,-1L1,-.7L.3,0L1,.7L.7,1L0,.3L-.7,1L-1,.7L-.3,0Z",
}
"""Shape of each sector; each also stands as a word in the key."""

LONGEST_PAIR = 34
"""Letters of two names that still stand on one line beside an axis."""

MOST_LINES = 40
"""Ties that a map can still show line by line; with more, partners are ranked. It is about layout, not practice."""
TIE_HEADINGS = {"first": "One", "second": "Other", "level": "Level (middle)", "confirmed": "Not denied by either"}
HOW_MAPPED = (
    "Partners that work with many of the same others stand near one another; distance has no other meaning. A dashed "
    "line is reported by one side and not by the other, which is a point to discuss."
)
HOW_RANKED = (
    "Partners with most ties come first. With so many ties a map would be a tangle of lines; each tie is in the "
    "data. A tie that one side reports and the other does not is a point to discuss."
)
MOST_RELATIONSHIPS = 15
"""Relationships that can still be read in one chart; the table under it holds all."""


def network_map(network: Network) -> Figure | Shown:
    """Draw who works with whom: nearness by ties, width by level, shape by sector.

    Takes what `mapping.assess_network` returns.
    """
    if network.whole is None:
        return notice("No partner has said yet how it works with the others, so there is no network to draw.")
    tangled = len(network.edges) > MOST_LINES
    return Figure(
        draw_network(network),
        title="Who works with whom",
        description=_network_words(network),
        units=f"ties are relationships at {network.threshold}, by the partners' own answers",
        table=network.edges,
        headings=TIE_HEADINGS,
        how_to_read=HOW_RANKED if tangled else HOW_MAPPED,
        shows=("MA201", "MA202", "MA203"),
    )


def draw_network(network: Network) -> Layers:
    """The map of a network that somebody has answered about; partners by their ties where lines would be a tangle."""
    isolates = network.whole.isolates if network.whole else ()
    return rank_partners(network.edges, isolates) if len(network.edges) > MOST_LINES else _draw_map(network)


def _draw_map(network: Network) -> Layers:
    """The map itself: a line for each tie, a mark and a name for each partner, a key to the widths."""
    nodes = _place_nodes(network)
    across, down = (0.0, float(WIDTH)), (float(HEIGHT), -KEY)
    weakest = int(network.tied_from)
    levels = list(range(weakest, 6)) if network.strongest == "highest" else list(range(weakest, 0, -1))
    lines = (
        alt.Chart(pd.concat([_draw_edges(network, nodes), _draw_key(levels)]))
        .mark_line(color=colour("edge"))
        .encode(
            x=alt.X("x:Q", **hidden(across)),
            y=alt.Y("y:Q", **hidden(down)),
            detail=alt.Detail("edge:N"),
            size=alt.Size(
                "strength:Q", scale=alt.Scale(domain=[levels[0], levels[-1]], range=[1, 6], clamp=True), legend=None
            ),
            strokeDash=alt.StrokeDash(
                "said:N",
                title="Reported by",
                scale=alt.Scale(domain=[BOTH, ONE], range=[[1, 0], [5, 4]]),
                legend=alt.Legend(orient="top"),
            ),
        )
    )
    words = [("level", 4.0), *((str(level), 50.0 + KEY_STEP * place + 38) for place, level in enumerate(levels))]
    key = alt.Chart(pd.DataFrame([(word, x, -KEY / 2) for word, x in words], columns=["word", "x", "y"]))
    key = key.mark_text(align="left").encode(
        x=alt.X("x:Q", **hidden(across)), y=alt.Y("y:Q", **hidden(down)), text=alt.Text("word:N")
    )
    used = [sector for sector in SHAPES if sector in set(nodes["group"])]
    base = alt.Chart(nodes).encode(x=alt.X("x:Q", **hidden(across)), y=alt.Y("y:Q", **hidden(down)))
    marks = base.mark_point(size=260, filled=True, opacity=1, color=colour("series_1"), stroke=colour("paper")).encode(
        shape=alt.Shape(
            "group:N",
            title="Sector",
            scale=alt.Scale(domain=used, range=[SHAPES[sector] for sector in used]),
            legend=alt.Legend(columns=4),
        )
    )
    names = [
        base.mark_text(align="center", fontWeight="bold", **halo).encode(
            x=alt.X("label_x:Q", **hidden(across)), y=alt.Y("label_y:Q", **hidden(down)), text=alt.Text("member:N")
        )
        for halo in ({"stroke": colour("paper"), "strokeWidth": 5, "strokeJoin": "round"}, {"color": colour("ink")})
    ]
    return layered(lines, marks, *names, key, width=WIDTH, height=HEIGHT + KEY)


def _draw_edges(network: Network, nodes: pd.DataFrame) -> pd.DataFrame:
    """Two points for each tie, with its level and who reports it."""
    points = {member: (x, y) for member, x, y in nodes[["member", "x", "y"]].itertuples(index=False)}
    words = {True: BOTH, False: ONE}
    rows = [
        (number, *points[end], float(level), words[confirmed])
        for number, (first, second, level, confirmed) in enumerate(
            network.edges[["first", "second", "level", "confirmed"]].itertuples(index=False)
        )
        for end in (first, second)
    ]
    return pd.DataFrame(rows, columns=["edge", "x", "y", "strength", "said"])


def _draw_key(levels: list[int]) -> pd.DataFrame:
    """A short line of each width above the map, as a key to the levels."""
    rows = [
        (-1 - place, 50.0 + KEY_STEP * place + end, -KEY / 2, float(level), BOTH)
        for place, level in enumerate(levels)
        for end in (0.0, 32.0)
    ]
    return pd.DataFrame(rows, columns=["edge", "x", "y", "strength", "said"])


def _place_nodes(network: Network) -> pd.DataFrame:
    """Fit the places to the drawing, and find for each name a side where it covers least."""
    nodes = network.places.merge(network.members, on="member", how="left", indicator="here")
    for name, size in (("x", WIDTH), ("y", HEIGHT)):
        low, spread = nodes[name].min(), nodes[name].max() - nodes[name].min()
        nodes[name] = MARGIN + (nodes[name] - low) / spread * (size - 2 * MARGIN) if spread else size / 2
    nodes["y"] = HEIGHT - nodes["y"]  # on a screen down is more
    nodes["group"] = nodes["sector"].fillna("sector not said").where(nodes["here"] == "both", GONE)
    points = dict(zip(nodes["member"], zip(nodes["x"], nodes["y"], strict=True), strict=True))
    lines = [
        (points[first], points[second]) for first, second in network.edges[["first", "second"]].itertuples(index=False)
    ]
    labels = _place_names(points, lines)
    nodes["label_x"] = [labels[name][0] for name in nodes["member"]]
    nodes["label_y"] = [labels[name][1] for name in nodes["member"]]
    return nodes[["member", "name", "group", "x", "y", "label_x", "label_y"]]


Point = tuple[float, float]
Box = tuple[float, float, float, float]


def _place_names(points: dict[str, Point], lines: Iterable[tuple[Point, Point]]) -> dict[str, Point]:
    """Put each name above, below, left or right of its point, where it covers no point or name and few lines."""
    marks = [_box(point, 20, 20) for point in points.values()]
    segments = [
        (x1 + (x2 - x1) * part / 40, y1 + (y2 - y1) * part / 40) for (x1, y1), (x2, y2) in lines for part in range(41)
    ]
    placed: list[Box] = []
    found: dict[str, Point] = {}
    for name, (x, y) in sorted(points.items()):
        wide = 8.2 * len(name)
        sides = [(0.0, 21.0), (0.0, -21.0), (wide / 2 + 15, 0.0), (-wide / 2 - 15, 0.0)]
        costs = []
        for order, (right, down) in enumerate(sides):
            box = _box((x + right, y + down), wide, 16)
            outside = box[0] < 0 or box[2] > WIDTH or box[1] < 0 or box[3] > HEIGHT
            hits = sum(_overlap(box, other) for other in (*marks, *placed))
            crossed = sum(box[0] <= a <= box[2] and box[1] <= b <= box[3] for a, b in segments)
            costs.append((1000 * outside + 100 * hits + crossed, order, box, (x + right, y + down)))
        _, _, box, found[name] = min(costs)
        placed.append(box)
    return found


def _box(middle: Point, wide: float, high: float) -> Box:
    return middle[0] - wide / 2, middle[1] - high / 2, middle[0] + wide / 2, middle[1] + high / 2


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _network_words(network: Network) -> str:
    whole = network.whole
    if whole is None:
        return ""
    density, centre = whole.value("density"), whole.value("degree_centralisation")
    possible = whole.members * (whole.members - 1) // (1 if network.directed else 2)
    words = [f"{whole.ties} of {counted(possible, 'possible tie')} {verb(possible, 'is', 'are')} there."]
    if density is not None:
        words.append(f"Density is {say_share(density)} ({whole.ties} of {possible}{_band(whole.measures)}).")
    words.extend(_say_doubt(whole.density_range))
    if centre is not None:
        words.append(f"Centralisation is {centre:.2f}, where 0 is a ring and 1 a star.")
    words.extend(_further_words(network, whole.value("mean_distance")))
    reporting, unheard = network.alone
    if reporting:
        words.append(f"{listed(reporting)} {verb(len(reporting), 'reports', 'report')} no tie, and nobody reports one.")
    if unheard:
        has = verb(len(unheard), "has", "have")
        words.append(f"{listed(unheard)} {has} not answered, and nobody else reports a tie there.")
    points = whole.articulation_points
    words.append(
        f"Single points of failure: {listed(points)}." if points else "No single loss would split the network."
    )
    if network.silent:
        words.append(f"Not answered: {listed(network.silent)}.")
    return " ".join(words)


def _further_words(network: Network, distance: float | None) -> Iterator[str]:
    """Ties returned, across sectors, and how far partners are from one another; nothing where there is no tie."""
    both, of = network.returned
    if of:
        said = "returned" if network.directed else "reported by both sides, of those that both spoke of"
        yield f"{both} of {counted(of, 'tie')} {verb_of(both, of, 'is', 'are')} {said}."
    across, ties = network.mixing.between, network.mixing.within + network.mixing.between
    if ties:
        yield f"{across} of {counted(ties, 'pair')} with a tie {verb_of(across, ties, 'crosses', 'cross')} sectors."
    if distance is not None:
        yield f"Partners that can reach one another are {distance:.1f} ties apart on average."


def _say_doubt(ends: tuple[float, float] | None) -> Iterator[str]:
    """Between which ends density lies, whatever is true of pairs that nobody answered about, or that see it apart."""
    if ends is not None and ends[0] < ends[1]:
        low, high = map(say_share, ends)
        yield f"Pairs whose sides differ, or neither of which has answered, leave it between {low} and {high}."


def _band(measures: pd.DataFrame) -> str:
    low, high = (measures.loc[measures["measure"] == "density", end].iloc[0] for end in ("low", "high"))
    return "" if pd.isna(low) else f"; {say_share(low)} to {say_share(high)} when any one partner is left out"


def partner_losses(compared: pd.DataFrame) -> Figure | Shown:
    """Draw what the network would lose with each partner: ties, and pairs that could no longer reach one another.

    Where no loss would cut a pair off, a sentence says so in place of a panel of zeros.

    Takes what `mapping.compare_losses` returns.
    """
    if compared.empty:
        return notice("No partner has said yet how it works with the others, so no loss can be tried out.")
    kinds = {"ties_lost": "ties lost", "pairs_cut_off": "pairs cut off"}
    if not compared["pairs_cut_off"].any():
        del kinds["pairs_cut_off"]
    long = compared.rename(columns=kinds).melt("partner", list(kinds.values()), "what", "number")
    order = compared["partner"].tolist()
    y = alt.Y("partner:N", sort=order, title=None)
    x = alt.X(
        "number:Q",
        title=None,
        axis=alt.Axis(format="d", tickMinStep=1),
        scale=alt.Scale(domain=[0, max(1, int(long["number"].max()))]),
    )
    panels = []
    for what in kinds.values():
        base = alt.Chart(long[long["what"] == what]).encode(y=y, x=x)
        words = base.mark_text(align="left", dx=5).encode(text=alt.Text("number:Q"))
        title = alt.Title(what, fontSize=13)
        panels.append(layered(base.mark_bar(), words, width=270, height=alt.Step(22), title=title))
    worst = compared.iloc[0]
    cut = int(worst["pairs_cut_off"])
    ties = int(compared["ties_lost"].max())
    most = compared.loc[compared["ties_lost"] == ties, "partner"].tolist()
    alike = compared.loc[compared["pairs_cut_off"] == cut, "partner"].tolist()
    without = alike[0] if len(alike) == 1 else f"one of {counted(len(alike), 'partner')}"
    pairs = f"{counted(cut, 'pair')} of the others could not reach one another without {listed(alike, last='or')}."
    first = (
        f"Others are cut off most without {without}. {pairs}"
        if cut
        else "No single loss would cut others off from one another."
    )
    return Figure(
        beside(*panels, spacing=24),
        title="What if a partner left",
        description=f"{first} Most ties, {ties}, would go with {listed(most, last='or')}.",
        units="number of ties" + ("; number of pairs of the other partners" if cut else ""),
        table=compared[["name", "ties_lost", "pairs_cut_off", "isolated", "density_change", "deputy"]],
        headings={"name": "Partner", "isolated": "Left without a tie", "deputy": "Has a deputy"},
        formats={"density_change": "{:+.2f}"},
        shows=("MA203",),
    )


def relationship_value(scored: pd.DataFrame) -> Figure | Shown:
    """Draw the value of relationships now and possible, the one with most to gain first, from `mapping.score_value`."""
    told = scored[scored["note"] != "cannot tell"]
    if told.empty:
        return notice("No relationship has been given a value, now and possible.")
    shown = told.head(MOST_RELATIONSHIPS).copy()
    ends = list(shown[["first", "second"]].itertuples(index=False))
    long_names = max(len(first) + len(second) for first, second in ends) > LONGEST_PAIR
    shown["pair"] = [f"{first} –\n{second}" if long_names else f"{first} – {second}" for first, second in ends]
    shown["gain_words"] = [f"+{gain:g}" if gain > 0 else f"{gain:g}" for gain in shown["gain"].astype(float)]
    shown = shown.astype({"current": float, "potential": float})
    lines = alt.Axis(labelExpr="split(datum.label, '\\n')", labelLineHeight=14, labelOffset=middle_of(14))
    y = alt.Y("pair:N", sort=shown["pair"].tolist(), title=None, axis=lines)
    axis = alt.Axis(values=[1, 2, 3, 4, 5], format="d")
    place: dict[str, Any] = {
        "title": "Value, 1 very low to 5 very high",
        "scale": alt.Scale(domain=[0.8, 5.6]),
        "axis": axis,
    }
    base = alt.Chart(shown[["pair", "current", "potential", "gain_words"]])
    stems = base.mark_rule(strokeWidth=3, color=colour("ramp_3")).encode(
        y=y, x=alt.X("current:Q", **place), x2=alt.X2("potential:Q")
    )
    long = shown.rename(columns={"current": "now", "potential": "possible"})
    long = long.melt("pair", ["now", "possible"], "when", "value")
    looks = {"now": ("circle", colour("series_5")), "possible": ("diamond", colour("series_1"))}
    marks = alt.Chart(long).mark_point(size=130)
    marks = marks.encode(y=y, x=alt.X("value:Q", **place), **tell_apart("when", looks))
    words = base.mark_text(align="left", dx=12).encode(
        y=y, x=alt.X("potential:Q", **place), text=alt.Text("gain_words:N")
    )
    return Figure(
        layered(stems, marks, words, width=440, height=alt.Step(38 if long_names else 26)),
        title="Where the next hour is best spent",
        description=_value_words(scored, told),
        units="value of the relationship, 1 to 5 (this scale is not in the guide); middle of the two sides' answers",
        table=scored,
        headings={"first": "One", "second": "Other", "asymmetric": "Answers differ", "outside": "With a stakeholder"},
        below={
            "gain_low": "gain", "gain_high": "gain", "rank_best": "rank", "rank_worst": "rank", "asymmetric": "current",
            "outside": "second",
        },
        how_to_read=(
            "The longer the line, the more a relationship could still bring. Best and worst rank in the data show "
            "the order if the answers that differ are settled for or against it."
        ),
        shows=("MA204", "MA205"),
    )  # fmt: skip


def _value_words(scored: pd.DataFrame, told: pd.DataFrame) -> str:
    best = told.iloc[0]
    ranks = "" if best["rank_worst"] == best["rank"] else f" (rank {best['rank_best']} to {best['rank_worst']})"
    doubtful = int((told["note"] == "doubtful").sum())
    doubt = f" For {doubtful} there is something to gain only if one side is right." if doubtful else ""
    more = f" The first {MOST_RELATIONSHIPS} of {len(told)} are drawn." if len(told) > MOST_RELATIONSHIPS else ""
    silent = len(scored) - len(told)
    rest = f" {silent} not known." if silent else ""
    gain = float(best["gain"])
    alike = told[told["gain"].astype(float) == gain]
    pairs = listed((f"{one} – {other}" for one, other in zip(alike["first"], alike["second"], strict=True)), 3)
    if gain <= 0:
        return f"Nothing is to be gained in any of {counted(len(told), 'relationship')}.{doubt}{more}{rest}"
    if len(alike) > 1:
        first = f"The most that a relationship could gain is {gain:g}."
        return f"{first} {len(alike)} could gain as much: {pairs}.{doubt}{more}{rest}"
    return (
        f"The most that a relationship could gain is {gain:g}. "
        f"It is between {best['first']} and {best['second']}: worth {float(best['current']):g} now, "
        f"{float(best['potential']):g} possible{ranks}.{doubt}{more}{rest}"
    )
