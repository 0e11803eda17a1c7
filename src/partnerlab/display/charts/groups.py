"""Who is left behind: each group of people beside what it is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from partnerlab.amounts import write_number
from partnerlab.display.charts.drawing import Panels, panelled
from partnerlab.display.figure import Figure
from partnerlab.display.results import Shown, notice
from partnerlab.display.theme import colour
from partnerlab.wording import listed, some_of, verb

if TYPE_CHECKING:
    from partnerlab.analysis.evaluation.groups import GroupReading

MOST_PANELS = 12
"""More groups than this stand in the table only."""
LIFT = 13
"""Pixels by which the number of the higher line stands above its point: the height of a number."""

STATES = {
    "widening": ("falls further behind", "fall further behind"),
    "closing": ("catches up", "catch up"),
    "no clear change": ("is behind with no clear change", "are behind with no clear change"),
    "not behind": ("is not behind", "are not behind"),
    "cannot tell": ("cannot be judged yet", "cannot be judged yet"),
}
"""How the gap of a group moves, in words for one and for several."""


def group_gaps(readings: Iterable[GroupReading]) -> Figure | Shown:
    """Draw each group beside what it is compared with, and say whether its gap closes.

    Takes what `evaluation.read_groups` returns.
    """
    found = list(readings)
    compared = [row for row in found if row.is_compared]
    drawn = [row for row in compared if row.points][:MOST_PANELS]
    if not found:
        return notice("No indicator is given by group of people or area, so who is left behind is not known.")
    if not drawn:
        return notice(f"No group can be compared yet. {' '.join(row.sentence for row in found)}")
    values = pd.DataFrame([row for place, reading in enumerate(drawn) for row in _values(reading, place)])
    return Figure(
        _panels(values),
        title="Who is left behind: groups compared",
        description=_describe(compared),
        units="each indicator in its own unit",
        table=_table(found),
        how_to_read=(
            "The solid line is the group, the dashed one what it is compared with. A line that is cut was measured in "
            "another way after the cut. The table gives the gap's change a year with its interval. It compares only "
            "values measured alike; all groups of an indicator together are wrong one time in twenty."
        ),
        shows=("EV861", "EV862", "EV863"),
        headings={
            "by": "Grouped by",
            "against": "Compared with",
            "period": "Latest",
            "compared": "That one's value",
            "was_behind": "Behind at first",
            "behind": "Behind now",
            "a_year": "Gap's change a year",
            "low": "Lowest",
            "high": "Highest",
            "own": "Its own figures",
            "small": "Too few people",
        },
        below={
            "by": "indicator",
            "unit": "indicator",
            "against": "group",
            "source": "group",
            "period": "value",
            "compared": "value",
            "was_behind": "behind",
            "low": "a_year",
            "high": "a_year",
            "own": "gap",
            "no_value": "gap",
            "small": "gap",
        },
    )


def _describe(compared: Sequence[GroupReading]) -> str:
    """Say how many fall behind or catch up, and which."""
    named = {state: [row.group.name for row in compared if row.gap_state == state] for state in STATES}
    behind, unknown = len(named["widening"]), len(named["cannot tell"])
    of = some_of(behind, len(compared), "group")
    clearly = "" if behind or not named["no clear change"] + named["cannot tell"] else "clearly "
    first = f"{of} {clearly}{verb(max(behind, 1), 'falls', 'fall')} further behind."
    if unknown == len(compared):
        first = f"{of} can be judged yet."
    said = [
        f"{listed(names, most=MOST_PANELS)} {words[len(names) > 1]}."
        for (state, words), names in zip(STATES.items(), named.values(), strict=True)
        if names
    ]
    worse = [row.group.name for row in compared if row.own_state == "worse"]
    own = [f"The figures of {listed(worse)} get worse."] if worse else []
    return " ".join([first, *said, *own])


def _table(readings: Iterable[GroupReading]) -> pd.DataFrame:
    """Return the table behind the figure, one row a group."""
    rows = []
    for reading in readings:
        first, now = (reading.points[0], reading.points[-1]) if reading.points else (None, None)
        gap = reading.gap if reading.is_compared else None
        rows.append(
            {
                "indicator": reading.indicator.title,
                "by": reading.group.by,
                "group": reading.group.name,
                "against": reading.against if reading.is_compared else None,
                "period": now.period if now else None,
                "value": now.group if now else None,
                "compared": now.against if now and reading.is_compared else None,
                "unit": reading.indicator.unit,
                "was_behind": first.behind if first and reading.is_compared else None,
                "behind": now.behind if now and reading.is_compared else None,
                "a_year": gap.a_year if gap else None,
                "low": gap.low if gap else None,
                "high": gap.high if gap else None,
                "gap": reading.gap_state,
                "own": reading.own_state,
                "no_value": listed(reading.missing, none="") or None,
                "small": listed(reading.small, none="") or None,
                "source": reading.group.source,
            }
        )
    return pd.DataFrame(rows)


def _panels(values: pd.DataFrame) -> Panels:
    """Draw one panel a group, each with its own axes."""
    axis = alt.Axis(labelAngle=0, grid=False, labelFontSize=12, labelOverlap="parity", labelSeparation=10)
    base = alt.Chart().encode(x=alt.X("period:O", sort=alt.EncodingSortField("order"), title=None, axis=axis))
    scale, upright = alt.Scale(zero=False, nice=True), alt.Axis(tickCount=4, labelFontSize=12, format=",~f")
    group = base.encode(y=alt.Y("group:Q", title=None, scale=scale, axis=upright))
    other = base.encode(y=alt.Y("against:Q", title=None, scale=scale, axis=upright))
    latest = [one.transform_filter("datum.latest") for one in (group, other)]
    words = (latest[0].encode(text=alt.Text("words:N")), latest[1].encode(text=alt.Text("other:N")))
    layers = (
        other.mark_line(strokeDash=[6, 4], strokeWidth=2, color=colour("muted")).encode(detail=alt.Detail("stretch:N")),
        group.mark_line(strokeWidth=2.5).encode(detail=alt.Detail("stretch:N")),
        other.mark_point(size=22, color=colour("muted")),
        group.mark_point(size=36),
        words[0].mark_text(align="left", dx=6, dy=_lift("group", ">=", "against"), fontWeight="bold"),
        words[1].mark_text(align="left", dx=6, dy=_lift("against", ">", "group"), color=colour("muted")),
    )
    return panelled(values, *layers)


def _lift(mine: str, above: str, other: str) -> alt.ExprRef:
    """How far the number at a line's end stands above its point: the higher so much that it never meets the lower."""
    return alt.ExprRef(f"isValid(datum.{other}) && datum.{mine} {above} datum.{other} ? -{LIFT} : 0")


def _values(reading: GroupReading, number: int) -> list[dict[str, object]]:
    """Return one group's values for its panel, with what stands above it."""
    lines = wrap(f"{number + 1}. {reading.group.name}, compared with {reading.against}", 38)
    panel = "\n".join([*lines, *wrap(f"{reading.indicator.title}, {reading.indicator.unit}", 38)])
    return [
        {
            "panel": panel,
            "period": point.period,
            "order": order,
            "stretch": point.stretch,
            "group": point.group,
            "against": point.against,
            "latest": order == len(reading.points) - 1,
            "words": write_number(point.group),
            "other": write_number(point.against),
        }
        for order, point in enumerate(reading.points)
    ]
