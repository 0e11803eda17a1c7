"""The curve of an indicator: history, base, where it was heading, where it is heading, target, start of the actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from partnerlab.amounts import measured, write_number
from partnerlab.display.charts.drawing import layered
from partnerlab.display.figure import Figure
from partnerlab.display.results import Shown, join, notice
from partnerlab.display.theme import colour

if TYPE_CHECKING:
    from partnerlab.analysis.evaluation.curve import Curve
    from partnerlab.analysis.evaluation.trajectory import Trajectory

WIDTH, HEIGHT = 600, 280
LINE = 16
"""Height of a line of words, for the upright lines are named above the drawing, one below the other."""
LETTER = 6.5
"""Width of a letter of these words, on average."""
MOST_LABELS = 14
"""More periods than this are labelled every second, third or fourth time."""

FAN_READ = " The grey fan is the forecast from the base: half, four fifths and 95% of such forecasts hold the value."
"""How the forecast is read, where there is one."""


def curves(found: Iterable[Trajectory]) -> Shown:
    """Draw the curve of each indicator, one figure after another, from `evaluation.assess_trajectories`."""
    shown = [curve(row) for row in found]
    if not shown:
        return notice("No indicator of the population is named yet, so there is no curve to draw.")
    return join(row.shown if isinstance(row, Figure) else row for row in shown)


def curve(found: Trajectory) -> Figure | Shown:
    """Draw one indicator: its history, the fan that its history led to expect since the base, and what lies ahead.

    Takes one of those that `evaluation.assess_trajectories` returns.

    Returns
    -------
    Figure or Shown
        A sentence when there is no series to draw.
    """
    seen, table = found.curve, found.points
    if table.empty:
        reason = " ".join(seen.faults) or "It has no value yet."
        return notice(f"“{seen.indicator.title}” cannot be drawn. {reason}")
    drawn = _opened(table)
    base = alt.Chart().encode(x=_x(table))
    history = "what was measured since the latest break" if seen.breaks else "the whole history"
    layers = [*_fan(base, seen), *_comparison(base, found), *_marks(base, found), *_lines(base, seen)]
    chart = layered(
        *layers,
        data=drawn,
        width=WIDTH,
        height=HEIGHT,
        title=alt.TitleParams(text=" ", subtitle=_verdict_lines(seen), subtitleFontSize=13, offset=6),
    )
    return Figure(
        chart,
        title=seen.indicator.title,
        description=_describe(found),
        units=f"{seen.indicator.unit}; {'higher' if seen.indicator.good_direction == 'up' else 'lower'} is better",
        table=table.drop(columns=["order"] if found.elsewhere else ["order", "elsewhere"]),
        how_to_read=(
            "The line with dots is what was measured; an open dot comes after the base."
            + (FAN_READ if table["expected"].notna().any() else "")
            + (
                f" The dotted lines after the latest value show where {history} is heading, "
                "with the value at their end."
                if table["ahead"].notna().any()
                else ""
            )
            + (" A dotted upright line marks where the series was measured in another way." if seen.breaks else "")
            + (f" The thin grey line is {found.elsewhere}." if found.elsewhere else "")
        ),
        shows=("EV204", "EV205", "EV207", "EV221", "EV222", "EV223", "EV224", "EV225"),
        headings={
            "expected": "Expected from the base",
            "elsewhere": found.elsewhere or "Elsewhere",
            **{f"{end}_{level}": f"{level}% {end}" for level in (95, 80, 50) for end in ("low", "high")},
        },
    )


def _describe(found: Trajectory) -> str:
    """Say what is seen: latest value, verdicts, whether it is too early, breaks, target, and the story behind it."""
    seen, latest = found.curve, found.curve.latest
    parts = [f"The latest value is {measured(latest[1], seen.indicator.unit)} for {latest[0].label}."] if latest else []
    parts += [seen.summary, seen.timing]
    if found.target.state != "no target":
        parts.append(found.target.sentence)
    parts += [seen.break_note, *seen.remarks, *seen.faults]
    parts.append(
        f"Story: {' '.join(seen.indicator.story.split())}" if seen.indicator.story else "No story is recorded."
    )
    return " ".join(filter(None, parts))


def _verdict_lines(found: Curve) -> list[str]:
    """The verdicts in words, two a line."""
    said = [
        f"{verdict.method}: {verdict.verdict}{' (across a break)' if verdict.enough and found.crossed(verdict) else ''}"
        for verdict in found.verdicts
    ]
    return [" · ".join(said[start : start + 2]) for start in range(0, len(said), 2)] or ["no verdict can be given"]


def _x(table: pd.DataFrame) -> alt.X:
    every = -(-len(table) // MOST_LABELS)
    shown = table["period"].tolist()[:: max(1, every)]
    axis = alt.Axis(labelAngle=0, labelOverlap="parity", labelSeparation=10, values=shown, title=None, grid=False)
    return alt.X("period:O", sort=table["period"].tolist(), axis=axis, scale=alt.Scale(type="point", padding=0.4))


def _y(field: str, found: Curve) -> alt.Y:
    scale, axis = alt.Scale(zero=False, nice=True, padding=8), alt.Axis(format=",~f")
    return alt.Y(f"{field}:Q", title=found.indicator.unit, scale=scale, axis=axis)


FAN = ("expected", "low_95", "high_95", "low_80", "high_80", "low_50", "high_50")
AHEAD = ("ahead", "ahead_low", "ahead_high")


def _opened(table: pd.DataFrame) -> pd.DataFrame:
    """Let the fan and the lines ahead begin at the value they were drawn from; mark the latest value."""
    drawn = table.copy()
    for columns in (FAN, AHEAD):
        known = drawn.index[drawn[columns[0]].notna()]
        if len(known):
            before = drawn.index[(drawn.index < known[0]) & drawn["value"].notna()]
            for column in columns if len(before) else ():
                drawn.loc[before[-1], column] = drawn.loc[before[-1], "value"]
    words = ["" if pd.isna(value) else write_number(value) for value in drawn["value"]]
    return drawn.assign(latest=drawn.index == drawn["value"].last_valid_index(), words=words)


def _fan(base: alt.Chart, found: Curve) -> list[Any]:
    """Three bands from the base and the middle of them."""
    if found.assessment is None or found.assessment.forecast is None:
        return []
    known = base.transform_filter("isValid(datum.expected)")
    bands = [
        known.mark_area(color=colour("muted"), opacity=opacity, line=False).encode(
            y=_y(f"low_{level}", found), y2=alt.Y2(f"high_{level}:Q")
        )
        for level, opacity in ((95, 0.14), (80, 0.16), (50, 0.2))
    ]
    middle = known.mark_line(strokeDash=[6, 4], color=colour("muted"), strokeWidth=2)
    return [*bands, middle.encode(y=_y("expected", found))]


def _lines(base: alt.Chart, found: Curve) -> list[Any]:
    """The history with its dots, the latest value in words, and the lines ahead."""
    ink, accent, value = colour("ink"), colour("series_1"), _y("value", found)
    history = base.mark_line(color=accent, strokeWidth=2.5, invalid="break-paths-show-path-domains").encode(y=value)
    known = base.transform_filter("isValid(datum.value)")
    before = known.transform_filter("!datum.since_base").mark_point(color=accent, size=34, filled=True, opacity=1)
    after = known.transform_filter("datum.since_base").mark_point(
        size=80, filled=True, fill=colour("paper"), stroke=accent, strokeWidth=2.5, opacity=1
    )
    last = known.transform_filter("datum.latest").encode(y=value, text=alt.Text("words:N"))
    words = _haloed(last, dy=-16, fontWeight="bold", color=ink)
    coming = base.transform_filter("isValid(datum.ahead)")
    dotted = [
        coming.mark_line(strokeDash=[2, 4], color=accent, strokeWidth=width).encode(y=_y(name, found))
        for name, width in zip(AHEAD, (2.5, 1.2, 1.2), strict=True)
        if found.outlook is not None
    ]
    return [*dotted, *_heading(base, found), history, before.encode(y=value), after.encode(y=value), *words]


def _heading(base: alt.Chart, found: Curve) -> list[Any]:
    """The value that the whole history is heading for, at the end of the dotted line."""
    if found.outlook is None:
        return []
    end = found.outlook.table.iloc[-1]
    at = base.transform_filter(f"datum.period == '{end['period']}'").encode(
        y=_y("ahead", found), text=alt.TextValue(write_number(end["forecast"]))
    )
    return _haloed(at, align="left", dx=8, color=colour("series_1"), fontSize=12)


def _haloed(at: alt.Chart, **settings: Any) -> list[Any]:
    """Words on a strip of paper, so that a line behind them does not strike them through."""
    behind = {"stroke": colour("paper"), "strokeWidth": 5, "opacity": 0.85}
    return [at.mark_text(**settings | behind), at.mark_text(**settings)]


def _comparison(base: alt.Chart, found: Trajectory) -> list[Any]:
    """The same elsewhere, as a thin line with its name at the beginning, away from the latest values."""
    known = found.points[found.points["elsewhere"].notna()]
    if known.empty:
        return []
    line = base.transform_filter("isValid(datum.elsewhere)").encode(y=_y("elsewhere", found.curve))
    start = base.transform_filter(f"datum.period == '{known['period'].iloc[0]}'")
    named = start.encode(y=_y("elsewhere", found.curve), text=alt.TextValue(found.elsewhere))
    words = _haloed(named, align="left", dy=-12, color=colour("muted"), fontSize=12)
    return [line.mark_line(color=colour("muted"), strokeWidth=1.5), *words]


def _upright(found: Trajectory) -> list[tuple[str, str, list[int], bool]]:
    """The upright lines, the one named highest first: period, words, how it is dashed, whether it is named at the left.

    Words stand at the right of their line where they have room. So that none crosses a line that is named higher, the
    one furthest to the left is named highest; those named at the left stand above, the one furthest to the right first.
    """
    seen, periods = found.curve, found.points["period"].tolist()
    lines = [
        (found.base_at, f"base {seen.base}", [1, 0]),
        (found.start_at, f"effects possible from {seen.indicator.action_from}", [5, 4]),
        *((row.period.label, f"series breaks in {row.period.label}", [1, 3]) for row in seen.breaks),
    ]
    placed: list[tuple[int, str, list[int], bool]] = []
    for place, words, dash in lines:
        if place in periods:
            at = periods.index(place)
            room = WIDTH * (1 - (at + 0.5) / len(periods))
            placed.append((at, words, dash, room < LETTER * len(words)))
    placed.sort(key=lambda line: (not line[3], -line[0] if line[3] else line[0]))
    return [(periods[at], words, dash, left) for at, words, dash, left in placed]


def _marks(base: alt.Chart, found: Trajectory) -> list[Any]:
    """The base and the start of the actions as upright lines with words, the target as a diamond with words."""
    drawn: list[Any] = []
    named: list[Any] = []
    seen, table = found.curve, found.points
    for number, (place, words, dash, left) in enumerate(reversed(_upright(found))):
        height = -8 - LINE * number
        at = base.transform_filter(f"datum.period == '{place}'")
        up = at.encode(y=alt.YValue(height - 6), y2=alt.Y2Value(HEIGHT))
        drawn.append(up.mark_rule(color=colour("muted"), strokeDash=dash))
        told = at.encode(y=alt.YValue(height), text=alt.TextValue(words))
        side = {"align": "right", "dx": -5} if left else {"align": "left", "dx": 5}
        named += _haloed(told, **side, color=colour("muted"), fontSize=12)
    if table["target"].notna().any():
        goal = base.transform_filter("isValid(datum.target)").encode(y=_y("target", seen))
        text = alt.TextValue(f"target {write_number(table['target'].dropna().iloc[0])}")
        drawn.append(goal.mark_point(shape="diamond", size=150, filled=False, color=colour("ink"), strokeWidth=2))
        drawn.append(goal.mark_text(dy=16, align="right", dx=8).encode(text=text))
    return [*drawn, *named]
