"""Charts of what is to be chosen: which form, how close a collaboration, and which pairs to bring closer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from partnerlab.amounts import say_share
from partnerlab.display.charts.drawing import layered
from partnerlab.display.figure import Figure
from partnerlab.display.grid import STEPS, Cell, Grid
from partnerlab.display.results import Shown, notice
from partnerlab.display.table import write_text
from partnerlab.display.theme import colour, ramp
from partnerlab.wording import counted, itemised, listed, some_of, verb

if TYPE_CHECKING:
    from partnerlab.analysis.scoping import Ladder, OptionComparison

MOST_WEIGHTINGS = 0.5
"""Share of weightings above which an option comes first under most of them."""
MOST_HEADS = 8
"""Columns that a grid of pairs heads with names; more have numbers, so that the grid fits the page."""
MOST_PAIRS = 20
"""Partners whose pairs can still be read in one grid; with more, the table under it holds the rest."""


def option_ranks(compared: OptionComparison) -> Figure | Shown:
    """Draw how often each option takes each rank under random weights, with its weighted sum.

    Takes what `scoping.compare_options` returns.
    """
    if compared.table.empty:
        return notice(f"The options cannot be compared: {compared.missing}.")
    label = {
        row.option: f"{row.name_}\n{row.form}"
        for row in compared.table.rename(columns={"name": "name_"}).itertuples(index=False)
    }
    ranks = compared.ranks.assign(label=compared.ranks["option"].map(label))
    order = [label[option] for option in compared.options]
    shades = list(reversed(ramp(min(len(order), 5))))
    shades += [shades[-1]] * (len(order) - len(shades))
    y = alt.Y("label:N", title=None, sort=order, axis=alt.Axis(labelExpr="split(datum.label, '\\n')", labelLimit=300))
    bars = (
        alt.Chart(ranks)
        .mark_bar(stroke=colour("paper"), strokeWidth=2)
        .encode(
            y=y,
            x=alt.X("share:Q", title="Share of weightings", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])),
            order=alt.Order("rank:O"),
            color=alt.Color(
                "rank:O", title="Rank", scale=alt.Scale(range=shades), legend=alt.Legend(symbolType="square")
            ),
        )
    )
    sums = compared.table[["first", "weighted_sum"]].assign(label=compared.table["option"].map(label))
    sums["words"] = ["?" if pd.isna(value) else f"{value:.1f}" for value in sums["weighted_sum"]]
    sides = (
        alt.Chart(sums)
        .mark_text(align="left", dx=8)
        .encode(y=y, x=alt.XDatum(1), text=alt.Text("words:N"), color=alt.ColorValue(colour("ink")))
    )
    first = (
        alt.Chart(sums[sums["first"] >= 0.08])
        .mark_text(align="left", dx=8, color=colour("paper"), fontWeight="bold")
        .encode(y=y, x=alt.XDatum(0), text=alt.Text("first:Q", format=".0%"))
    )
    heading = (
        alt.Chart(pd.DataFrame({"text": ["sum"]}))
        .mark_text(align="left", dx=8, fontWeight="bold")
        .encode(x=alt.XDatum(1), y=alt.YValue(-8), text=alt.Text("text:N"))
    )
    return Figure(
        layered(bars, first, sides, heading, width=420, height=alt.Step(56)),
        title="Which form comes first, whatever the weights",
        description=_option_words(compared),
        units="share of weightings; at the right, weighted sum from 0 to 10",
        table=compared.table,
        headings={"first": "Comes first", "favoured_by": "Favoured by weight on", "place": "Rank by weighted sum"},
        formats={"first": "{:.0%}", "weighted_sum": "{:.2f}"},
        how_to_read=(
            "The darkest part of each bar is the share of weightings under which the option comes first. The number "
            "at the right is its plain weighted sum; ? where a score is missing. In points of 100, its weights "
            f"are: {itemised((f'{name} {point:.0f}' for name, point in compared.points), most=len(compared.points))}."
        ),
        shows=("SC104", "SC105"),
    )


def _option_words(compared: OptionComparison) -> str:
    most = "First" if compared.best_share > MOST_WEIGHTINGS else "First, but not"
    leaders = compared.table[compared.table["option"].isin(compared.leaders)]
    tied = leaders["name"].sort_values().tolist()
    about = "about " if (leaders["first"] < compared.best_share).any() else ""
    under = f"under {about}{say_share(compared.best_share)} of {compared.draws:,} weightings."
    if len(tied) > 1:
        parts = [f"{listed(tied)} come first alike.", f"Each does so {under}"]
    else:
        parts = [
            f"{most} under most weightings: {compared.best_form}.",
            f"{compared.best_name} ({compared.best_form}) comes first {under}",
        ]
    parts += _weighted_words(compared, tied)
    if compared.unknown:
        some = f"{counted(compared.unknown, 'score')} {verb(compared.unknown, 'is', 'are')} missing and"
        parts.append(f"{some} {verb(compared.unknown, 'counts', 'count')} as anything from 0 to 10.")
    if compared.unscored:
        parts.append(f"Left out, without any score: {', '.join(compared.unscored)}.")
    return " ".join(parts)


def _weighted_words(compared: OptionComparison, first: list[str]) -> list[str]:
    """Who leads by one set of weights, ties and options without a full set of scores among them."""
    summed = compared.table.dropna(subset=["place"])
    if summed.empty:
        return []
    lead = summed[summed["place"] == summed["place"].min()]
    names, of = sorted(lead["name"]), f"{lead['weighted_sum'].iloc[0]:.1f} of 10"
    weights = "the agreed weights" if compared.agreed else "equal weights, as none are agreed"
    left = len(compared.table) - len(summed)
    among = f", among the {len(summed)} of {len(compared.table)} with every score" if left else ""
    if len(names) > 1:
        return [f"By {weights}, {listed(names)} lead alike, each with {of}{among}."]
    also = "It also leads" if names == first else f"{names[0]} leads" if names[0] in first else f"But {names[0]} leads"
    return [f"{also} by {weights}, with {of}{among}."]


def level_ladder(assessed: pd.DataFrame, ladder: Ladder) -> Figure | Shown:
    """Draw the level of collaboration needed, actual and resourced, on the ladder in use, date by date.

    Takes what `scoping.assess_levels` and `scoping.ladder_of` return.
    """
    if assessed.empty:
        return notice("Nobody has judged yet which level of collaboration is needed, actual or resourced.")
    data = assessed[["aspect", "level", "label"]].astype({"level": float})
    data = data.assign(when=[_two_lines(day) for day in assessed["on"]], ground=0.0)
    aspects = ["needed", "actual", "resourced"]
    rungs = sorted({*ladder.labels, *data["level"].astype(int)})
    names = "; ".join(f"{rung}: '{ladder.label(rung)}'" for rung in rungs).replace("; ", ", ")
    y = alt.Y(
        "level:Q",
        title=None,
        scale=alt.Scale(domain=[0, max(rungs) + 0.4]),
        axis=alt.Axis(values=rungs, labelExpr=f"({{{names}}})[datum.value]"),
    )
    colours = [colour("series_1"), colour("series_2"), colour("series_3")]
    base = alt.Chart(data).encode(
        x=alt.X(
            "when:O",
            title=None,
            sort=data["when"].unique().tolist(),
            axis=alt.Axis(labelAngle=0, labelExpr="split(datum.label, '|')"),
        ),
        xOffset=alt.XOffset("aspect:N", sort=aspects),
        color=alt.Color("aspect:N", title=None, sort=aspects, scale=alt.Scale(domain=aspects, range=colours)),
    )
    stems = base.mark_rule(strokeWidth=4).encode(y=y, y2=alt.Y2("ground:Q"))
    heads = base.mark_point(size=190, filled=True, opacity=1).encode(
        y=y,
        shape=alt.Shape(
            "aspect:N", title=None, sort=aspects, scale=alt.Scale(domain=aspects, range=["diamond", "circle", "square"])
        ),
    )
    return Figure(
        layered(stems, heads, width=alt.Step(96, **{"for": "position"}), height=46 * len(rungs)),
        title="Level of collaboration: needed, actual, resourced",
        description=_ladder_words(data),
        units=f"scale of levels in use: {ladder.title}",
        table=assessed.assign(meaning=assessed["level"].map(ladder.meanings))[
            ["on", "aspect", "label", "meaning", "why"]
        ],
        headings={"on": "Judged on", "label": "Level", "meaning": "What it means"},
        how_to_read="Higher is more integrated, not better: match the level needed, in work and in means.",
        shows=("SC201", "SC202", "SC203"),
    )


def _two_lines(day: date) -> str:
    month, _, year = write_text(day).rpartition(" ")
    return f"{month}|{year}"


def _ladder_words(data: pd.DataFrame) -> str:
    latest = data.drop_duplicates("aspect", keep="last").set_index("aspect")["label"]
    said = [f"{aspect} {latest[aspect]}" for aspect in ("needed", "actual", "resourced") if aspect in latest]
    silent = [aspect for aspect in ("needed", "actual", "resourced") if aspect not in latest]
    rest = f" Not judged: {', '.join(silent)}." if silent else ""
    levels = data.drop_duplicates("aspect", keep="last").set_index("aspect")["level"]
    return f"{_compare_levels(levels)} By the latest judgement: {', '.join(said)}.{rest}"


def _compare_levels(levels: pd.Series) -> str:
    if not {"needed", "actual"} <= set(levels.index):
        return "The level needed and the actual level cannot be compared."
    needed, actual = levels["needed"], levels["actual"]
    how = "less closely than" if actual < needed else "more closely than" if actual > needed else "as closely as"
    return f"The partners work together {how} needed."


def pair_levels(compared: pd.DataFrame) -> Figure | Shown:
    """Draw for each pair of partners how many levels it lacks, from `scoping.compare_pairs`."""
    judged = compared[compared["gap"] != "cannot tell"]
    if judged.empty:
        return notice("No pair of partners has said yet how closely it must work together, and how closely it does.")
    members = sorted({*judged["first"], *judged["second"]})[:MOST_PAIRS]
    shown = judged[judged["first"].isin(members) & judged["second"].isin(members)]
    ranges = list(zip(shown["gap_low"].astype(float), shown["gap_high"].astype(float), strict=True))
    most = max(1.0, *(high for _, high in ranges))
    heads = [member for member in members if member in set(shown["first"])]
    numbered = len(heads) > MOST_HEADS
    columns = {head: str(number) if numbered else head for number, head in enumerate(heads, 1)}
    cells = [
        Cell(
            row=second,
            column=columns[first],
            tone=STEPS[round(max(high, 0.0) * (len(STEPS) - 1) / most)],
            word=f"{low:g}" if low == high else f"{low:g} to {high:g}",
        )
        for first, second, (low, high) in zip(shown["first"], shown["second"], ranges, strict=True)
    ]
    cells.sort(key=lambda cell: members.index(cell.row))
    return Figure(
        Grid(
            cells,
            list(columns.values()),
            rows_named="Partner",
            columns_named={column: head for head, column in columns.items()} if numbered else {},
        ),
        title="Which pairs need to work more closely",
        description=_pair_words(compared, judged),
        units="levels between what the pair needs and has",
        table=compared[["first", "second", "needed_low", "needed_high", "actual_low", "actual_high", "gap"]],
        headings={
            "first": "One",
            "second": "Other",
            "needed_low": "Needed, at least",
            "needed_high": "Needed, at most",
            "actual_low": "Actual, at least",
            "actual_high": "Actual, at most",
        },
        how_to_read=(
            "Each number says how many levels are lacking. Two numbers: the partners' answers differ, "
            "which is a point to discuss. The darker the cell, the wider the gap. Below 0 is closer than needed; "
            "an empty cell is not known."
            + (" Columns have numbers; the list below them says whose they are." if numbered else "")
        ),
        shows=("SC204", "SC205"),
    )


def _pair_words(compared: pd.DataFrame, judged: pd.DataFrame) -> str:
    below = judged[judged["gap"] == "below"]
    disputed = int((judged["gap"] == "disputed").sum())
    silent = len(compared) - len(judged)
    rest = f" {counted(silent, 'pair')} not known." if silent else ""
    talk = f" For {disputed} it depends on whose answer is right." if disputed else ""
    if below.empty:
        return f"{some_of(0, len(judged), 'pair')} is below the level it needs.{talk}{rest}"
    widest_gap = below["gap_low"].max()
    alike = below[below["gap_low"] == widest_gap]
    pairs = listed((f"{one} – {other}" for one, other in zip(alike["first"], alike["second"], strict=True)), 3)
    # Where the two of a pair disagree, its gap may be as wide as the widest that is sure, or wider.
    apart = (below["gap_high"] >= widest_gap) & (below["gap_high"] > below["gap_low"])
    sure = ", by the smaller of two answers," if apart.any() else ""
    widest = (
        f"The widest gap{sure} is between {alike['first'].iloc[0]} and {alike['second'].iloc[0]}."
        if len(alike) == 1
        else f"The widest gap{sure} is the same in {len(alike)} of them: {pairs}."
    )
    work = verb(len(below), "works", "work")
    return (
        f"{len(below)} of {counted(len(judged), 'pair')} {work} together less closely than needed. {widest}{talk}{rest}"
    )
