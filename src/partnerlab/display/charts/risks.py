"""Charts of the register: the matrix, inherent, residual and target ratings, who rates apart, how firm the order is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from partnerlab.amounts import say_share
from partnerlab.display.charts.drawing import layered, middle_of
from partnerlab.display.charts.room import measure_words
from partnerlab.display.figure import Figure
from partnerlab.display.naming import list_titled, titled
from partnerlab.display.results import Shown, notice
from partnerlab.display.theme import LIGHTS, colour, light_colour, light_shape, series, tell_apart
from partnerlab.page.parts import RATINGS
from partnerlab.wording import counted, each_of, listed, some_of, verb, with_capital

if TYPE_CHECKING:
    from partnerlab.methods.agreement import Agreement

CELL = 124
"""Width of a cell of the matrix in pixels: four ids side by side, with air around them."""
LINE_LENGTH, MOST_LINES = 18, 3
MOST_ROWS = 40
"""Risks drawn one below the other; more are named in the data table only."""
TITLE_LENGTH = 48
"""Letters of a line of a name beside a row."""
LINE_HEIGHT = 14
"""Pixels of one line of a name."""
SPREAD, SMALL, STEP = 420, 12, 5
"""Of the chart of differing ratings: its width and the size of its letters in pixels, and where its scale ends."""
MOST_LETTERS = 32
"""Letters that have room beside a point; of more names the first is given, and the others are counted."""


def name_risk(risk: str, title: str) -> str:
    """Name a risk by its id and title, on lines that stand beside its row.

    Examples
    --------
    >>> name_risk("R1", "Information about a person is shared without any legal ground").split(chr(10))
    ['R1 Information about a person is shared without', 'any legal ground']
    """
    return "\n".join(wrap(f"{risk} {title}", TITLE_LENGTH))


def name_axis(names: Iterable[str]) -> dict[str, Any]:
    """Settings of the rows of named risks: each name whole, on as many lines as it needs.

    Returns
    -------
    dict of str to object
        `axis`, and `title`, `sort` that keep the rows in the order of the names.
    """
    axis = alt.Axis(
        labelExpr="split(datum.label, '\\n')",
        labelLineHeight=LINE_HEIGHT,
        labelLimit=0,
        labelOffset=middle_of(LINE_HEIGHT),
        ticks=False,
    )
    return {"axis": axis, "title": None, "sort": list(names)}


def row_height(names: Iterable[str], least: int = 26) -> alt.Step:
    """Height of a row, in which the longest name has room."""
    lines = max((name.count("\n") + 1 for name in names), default=1)
    return alt.Step(max(least, LINE_HEIGHT * lines + 6))


def with_names(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with a column `name` made of `risk` and `title`."""
    return frame.assign(name=[name_risk(str(r), str(t)) for r, t in zip(frame["risk"], frame["title"], strict=True)])


def say_how_many(drawn: int, known: int, which: str) -> str:
    """Say in a sentence that not all risks are drawn; empty when they are.

    Examples
    --------
    >>> say_how_many(12, 27, "widest")
    ' Drawn are the 12 widest of 27; the data have all.'
    """
    return "" if drawn >= known else f" Drawn are the {drawn} {which} of {known}; the data have all."


def risk_matrix(matrix: pd.DataFrame) -> Figure | Shown:
    """Draw the risks on a matrix of likelihood and impact; ids stand inside their cells and never overlap.

    Takes what `risk_allocation.assess_matrix` returns.
    """
    if matrix.empty or not matrix["count"].sum():
        return notice("No open risk is rated yet, so there is nothing to place on the matrix.")
    cells = matrix.drop(columns="ids").assign(
        ids=matrix["ids"].map(fold_ids),
        heading=[
            f"{p} {b}" if isinstance(b, str) else str(p) for p, b in zip(matrix["product"], matrix["band"], strict=True)
        ],
        across=matrix["impact"].astype(str) + " " + matrix["impact_label"],
        up=matrix["likelihood"].astype(str) + " " + matrix["likelihood_label"],
    )
    lights = list(LIGHTS)
    base = alt.Chart(cells).encode(
        x=alt.X("across:N", title="Impact", sort=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("up:N", title="Likelihood", sort=alt.EncodingSortField("likelihood", order="descending")),
    )
    tints = alt.Scale(domain=lights, range=[colour(f"{light}_tint") for light in lights])
    zone = base.mark_rect(stroke=colour("grid"), strokeWidth=1).encode(
        color=alt.Color("light:N", scale=tints, legend=None)
    )
    shape = base.mark_point(size=60, filled=True, xOffset=12 - CELL / 2, yOffset=-26).encode(
        shape=light_shape("light").legend(None), color=light_colour("light").legend(None)
    )
    heading = base.mark_text(align="left", dx=22 - CELL / 2, dy=-26, fontSize=11, color=colour("muted")).encode(
        text=alt.Text("heading:N")
    )
    ids = base.mark_text(lineBreak="\n", dy=-5, fontWeight="bold", lineHeight=15, baseline="middle").encode(
        text=alt.Text("ids:N")
    )
    worst = cells[cells["count"] > 0].sort_values("product", ascending=False)
    return Figure(
        layered(zone, shape, heading, ids, independent=("color",), width=alt.Step(CELL), height=alt.Step(74)),
        title="Risks by likelihood and impact, as they stand",
        description=_matrix_words(matrix.loc[worst.index]),
        units="likelihood and impact on their scales; the number in each cell is the risk score, their product",
        table=name_ratings(worst[["likelihood", "impact", "product", "band", "light", "count", "risks"]]),
        how_to_read="Square, triangle and circle mark the red, amber and green part of the matrix.",
        shows=("RA201", "RA503", "RA504"),
    )


def fold_ids(names: Sequence[str]) -> str:
    """Return as many whole ids as fit into a cell, and how many are left; "" for none."""
    if not names:
        return ""
    for shown in range(min(len(names), MOST_LINES * LINE_LENGTH), 0, -1):
        left = len(names) - shown
        lines = wrap(", ".join(names[:shown]), LINE_LENGTH) + [f"and {left} more"] * (left > 0)
        if len(lines) <= MOST_LINES:
            return "\n".join(lines)
    first = wrap(names[0], LINE_LENGTH)[0]
    return "\n".join([f"{first} …", *[f"and {len(names) - 1} more"] * (len(names) > 1)])


def _matrix_words(filled: pd.DataFrame) -> str:
    counts = {light: int(filled.loc[filled["light"] == light, "count"].sum()) for light in LIGHTS}
    top = filled[filled["product"] == filled["product"].max()]
    others = [f"{count} in the {light} part" for light, count in counts.items() if count and light != "red"]
    words = f"{', '.join(others).capitalize()}. " if others else ""
    named = list_titled([name for names in top["ids"] for name in names])
    highest = f"The highest cell score is {top['product'].iloc[0]}: {named}"
    red, rated = counts["red"], int(filled["count"].sum())
    first = f"{some_of(red, rated, 'rated risk')} {verb(max(red, 1), 'scores', 'score')} in the red part"
    return f"{first}. {words}{highest}."


def risk_path(path: pd.DataFrame) -> Figure | Shown:
    """Draw the path of each risk from inherent over residual to target, with its appetite.

    Takes what `risk_allocation.assess_path` returns.
    """
    if path.empty:
        return notice("No open risk is rated yet, so there is no path from inherent to target.")
    standing = path[path["kind"] == "residual"].set_index("risk")["product"]
    order = sorted(path["risk"].unique(), key=lambda risk: -float(standing.get(risk, 0)))[:MOST_ROWS]
    shown = with_names(path[path["risk"].isin(order)])
    names = list(shown.drop_duplicates("risk").set_index("risk").loc[order, "name"])
    y = alt.Y("name:N", **name_axis(names))
    ticks = alt.Axis(tickCount=6)
    x = alt.X("product:Q", title="Likelihood × impact", scale=alt.Scale(domainMin=0, nice=True), axis=ticks)
    standing_hue, before_hue, aim_hue = series(3)
    looks = {
        "inherent": ("diamond", before_hue),
        "residual": ("circle", standing_hue),
        "target": ("triangle-left", aim_hue),
    }
    drawn = shown.drop(columns="on")
    base = alt.Chart(drawn).encode(y=y, x=x)
    line = base.mark_line(color=colour("muted"), strokeWidth=2).encode(detail=alt.Detail("name:N"))
    points = base.mark_point(filled=True, size=120, opacity=1).encode(**tell_apart("kind", looks, title="Rating"))
    accepted = drawn.dropna(subset=["appetite"]).drop_duplicates("risk")
    appetite = (
        alt.Chart(accepted).mark_tick(color=colour("ink"), thickness=3, size=18).encode(y=y, x=alt.X("appetite:Q"))
    )
    return Figure(
        layered(line, appetite, points, width=420, height=row_height(names)),
        title="Inherent, residual and target ratings",
        description=_path_words(shown, order),
        units="risk score: likelihood times impact; both are in the data",
        table=shown[["risk", "kind", "likelihood", "impact", "product", "band", "appetite", "on"]],
        how_to_read=(
            "The upright bar is the risk appetite: a circle to its right exceeds what the partners accept."
            if len(accepted)
            else "No risk appetite is recorded for these risks, so none is drawn."
        ),
        shows=("RA204", "RA205", "RA207", "RA503"),
    )


def _path_words(path: pd.DataFrame, order: list[str]) -> str:
    wide = path.pivot_table(index="risk", columns="kind", values="product", aggfunc="first").reindex(
        index=order, columns=["inherent", "residual", "target"]
    )
    appetite = path.drop_duplicates("risk").set_index("risk")["appetite"].reindex(order)
    both = [int(wide[["residual", kind]].notna().all(axis=1).sum()) for kind in ("inherent", "target")]
    lowered = int((wide["residual"] < wide["inherent"]).sum())
    reached = int((wide["residual"] <= wide["target"]).sum())
    limited = int((wide["residual"].notna() & appetite.notna()).sum())
    past = [str(risk) for risk in wide.index[wide["residual"] > appetite.astype(float)]]
    told = [
        f"Lower than with nothing done: {lowered} of {both[0]} with both ratings" if both[0] else "",
        f"at or below the target: {reached} of {both[1]} with both ratings" if both[1] else "",
        f"above the risk appetite: {len(past)} of {limited} with one" + (f" ({list_titled(past)})" if past else "")
        if limited
        else "",
    ]
    sentence = "; ".join(filter(None, told))
    if not sentence:
        return "No risk has an inherent rating, target or appetite."
    first = ""
    if limited:
        exceed = verb(max(len(past), 1), "exceeds", "exceed")
        first = f"{some_of(len(past), limited, 'risk')} {exceed} the risk appetite. "
    return f"{first}{with_capital(sentence)}."


def rating_spread(ratings: pd.DataFrame, agreement: Agreement | None = None) -> Figure | Shown:
    """Draw what each partner gives the risks that partners rate differently, widest first.

    Parameters
    ----------
    ratings
        What `risk_allocation.assess_ratings` returns.
    agreement
        What `risk_allocation.assess_rating_agreement` returns; stands under how to read it, for it is no pass mark.
    """
    apart = ratings[ratings["apart"] > 0]
    if apart.empty:
        if ratings.empty:
            return notice("No open risk is rated yet, so partners cannot differ.")
        several = sum(len(set(given)) > 1 for _, given in ratings.groupby("risk")["by"])
        if not several:
            return notice("No risk is rated by two partners, so whether they differ is not known.")
        return notice(f"No two partners differ, on {each_of(several, 'risk')} that several rated.")
    ends = apart.groupby("risk", sort=False)["product"].agg(["min", "max"])
    ranked = apart.drop_duplicates("risk").assign(width=lambda t: t["risk"].map(ends["max"] - ends["min"]))
    order = ranked.sort_values(["apart", "width"], ascending=False, kind="stable")["risk"].head(12)
    shown = with_names(apart[apart["risk"].isin(order)])
    grouped = shown.groupby(["risk", "name", "product"], as_index=False).agg(
        by=("by", _join_raters), apart=("apart", "first")
    )
    names = list(shown.drop_duplicates("risk").set_index("risk").loc[list(order), "name"])
    y = alt.Y("name:N", **name_axis(names))
    top = STEP * ceil(grouped["product"].max() / STEP)
    x = alt.X("product:Q", title="Likelihood × impact", scale=alt.Scale(domain=[0, top], nice=False))
    at_least, at_most = grouped["risk"].map(ends["min"]), grouped["risk"].map(ends["max"])
    lowest = grouped[(grouped["product"] == at_least) & (at_least < at_most)]
    highest = grouped[grouped["product"] == at_most]
    room = highest["product"] / top * SPREAD
    fits = highest["by"].map(lambda by: measure_words(by, SMALL)) <= room
    line = alt.Chart(grouped).mark_line(color=colour("muted")).encode(y=y, x=x, detail=alt.Detail("name:N"))
    points = alt.Chart(grouped).mark_point(filled=True, size=100, color=colour("series_1"), opacity=1).encode(y=y, x=x)
    written: dict[str, Any] = {"y": y, "text": alt.Text("by:N")}
    left: dict[str, Any] = {"align": "left", "fontSize": SMALL}
    names_of = (
        alt.Chart(lowest).mark_text(dy=-13, dx=-5, **left).encode(x=x, **written),
        alt.Chart(highest[fits]).mark_text(dy=14, dx=5, align="right", fontSize=SMALL).encode(x=x, **written),
        alt.Chart(highest[~fits]).mark_text(dy=14, **left).encode(x=alt.XValue(6), **written),
    )
    return Figure(
        layered(line, points, *names_of, width=SPREAD, height=row_height(names, least=46)),
        title="Where partners see the same risk differently",
        description=_spread_words(ratings, apart),
        units="risk score, likelihood times impact, as each partner rates it; both are in the data",
        how_to_read=(
            "Above the line: who rates the risk lowest; below it: who rates it highest."
            f"{say_how_many(len(order), apart['risk'].nunique(), 'widest')}{_say_agreement(agreement)}"
        ),
        table=name_ratings(apart[["risk", "by", "likelihood", "impact", "product", "light", "apart", "on"]]),
        shows=("RA202", "RA203", "RA206"),
    )


def name_ratings(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table of risks with its `light` in words, `Red` to `Green`: a light's own words are those of practices.

    Examples
    --------
    >>> name_ratings(pd.DataFrame({"light": ["green", "unknown"]}))["light"].tolist()
    ['Green', 'Not rated']
    """
    return frame.assign(light=frame["light"].map(RATINGS))


def _say_agreement(agreement: Agreement | None) -> str:
    """Say how far partners put the risks in the same order; nothing where no partner rated one by itself."""
    if agreement is None:
        return ""
    scale = " 1 is the same order, 0 no common order; it is not a pass mark." if agreement.enough else ""
    return f" Do partners put the risks in the same order? {agreement.sentence}{scale}"


def _say_ordered(ordered: tuple[int, int] | None) -> str:
    """Say of how many pairs of cells the matrix leaves no doubt which is worse."""
    if ordered is None:
        return ""
    number, of = ordered
    return (
        f" Of two different cells of this matrix, its bands leave no doubt which is worse in {number} of {of:,} pairs."
    )


def _join_raters(names: Iterable[str]) -> str:
    """Return who gives a rating, as many as have room beside a point."""
    every = list(names)
    whole = ", ".join(every)
    return whole if len(whole) <= MOST_LETTERS else listed(every, 1, rest=("other", "others"))


def _spread_words(ratings: pd.DataFrame, apart: pd.DataFrame) -> str:
    """Say how many risks that several rated are seen differently, which most, and by whom."""
    several = int((ratings["risk"].value_counts() > 1).sum())
    differ = apart["risk"].nunique()
    said = f"{differ} of {counted(several, 'risk')} rated by several {verb(differ, 'is', 'are')} seen differently."
    widest = apart[apart["apart"] == apart["apart"].max()]
    names = list(widest["risk"].unique())
    if len(names) > 1:
        return f"{said} Furthest apart, by {counted(widest['apart'].iloc[0], 'step')}: {list_titled(names)}."
    gaps = {which: widest[which].max() - widest[which].min() for which in ("likelihood", "impact")}
    furthest = [which for which, gap in gaps.items() if gap == max(gaps.values())]
    on = furthest[0]
    rows = widest.sort_values([on, "by"])
    low, high = rows.iloc[0], rows[rows[on] == rows[on].max()].iloc[0]
    return (
        f"{said} Furthest apart is {titled(low['risk'])}, on {listed(furthest)}: "
        f"{low['by']} gives {low['likelihood']} × {low['impact']}, "
        f"{high['by']} {high['likelihood']} × {high['impact']}."
    )


def rank_ranges(stability: pd.DataFrame) -> Figure | Shown:
    """Draw how far each risk's rank moves when one rating of one risk moves a step.

    Takes what `risk_allocation.score_stability_of_ranks` returns.
    """
    if stability.empty:
        return notice("No open risk is rated yet, so there is no order of risks to test.")
    shown = with_names(stability.head(12))
    shown = shown.assign(kept=["" if pd.isna(v) else f"holds in {say_share(v)}" for v in shown["holds"]])
    y = alt.Y("name:N", **name_axis(shown["name"]))
    last = int(stability[["rank", "worst"]].max().max())
    places = alt.Scale(domain=[0.5, last + 0.5], nice=False, zero=False)
    x = alt.X("rank:Q", title="Rank, 1 is worst", scale=places, axis=alt.Axis(values=_ticks(last), format="d"))
    base = alt.Chart(shown)
    ranges = (
        base.transform_calculate(**{"from": "datum.best - 0.2", "to": "datum.worst + 0.2"})
        .mark_bar(height=8, color=colour("ramp_3"))
        .encode(y=y, x=alt.X("from:Q", title="Rank, 1 is worst", scale=places), x2=alt.X2("to:Q"))
    )
    points = base.mark_point(filled=True, size=120, color=colour("series_1"), opacity=1).encode(y=y, x=x)
    words = base.mark_text(align="left", x=432, fontSize=12, color=colour("muted")).encode(y=y, text=alt.Text("kept:N"))
    more = say_how_many(len(shown), len(stability), "first")
    firm = stability["holds"].dropna()
    numbers = stability["changes"].dropna()
    same = len(numbers) > 0 and numbers.min() == numbers.max()
    tried = f"{numbers.max()}" if same else f"up to {numbers.max()}" if len(numbers) else "0"
    over = f" On average over {counted(len(firm), 'risk')}"
    told = f"{over}, a rank holds in {say_share(firm.mean())} of {tried} changes tried." if len(firm) else ""
    first = list(shown.loc[shown["rank"] == shown["rank"].min(), "risk"])
    rated = f"{counted(len(stability), 'risk')} {verb(len(stability), 'is', 'are')} rated."
    ranks = f"{list_titled(first, 1)} {verb(len(first), 'ranks', 'rank')} first. {rated}"
    return Figure(
        layered(ranges, points, words, width=420, height=row_height(shown["name"])),
        title="How firm the order of the risks is",
        description=f"{ranks}{told}",
        units="rank by likelihood × impact; bars show the ranks reached when one rating moves one step",
        how_to_read=(
            f"Circle: the rank today; at the right: in what share of the changes it stays.{more}"
            f"{_say_ordered(stability.attrs.get('ordered'))}"
        ),
        table=stability,
        headings={
            "best": "Best rank reached",
            "worst": "Worst rank reached",
            "holds": "Share of changes under which it holds",
        },
        formats={"holds": "{:.0%}"},
        shows=("RA203",),
    )


def _ticks(last: int) -> list[int]:
    """Return ranks to write below an axis: the first, and then every second, fifth or tenth."""
    step = next((step for step in (1, 2, 5) if last <= 10 * step), 10)
    return sorted({1, *range(step, last + 1, step)})
