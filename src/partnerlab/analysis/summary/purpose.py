"""What a partnership is for, whether anyone is better off, and how each of the four topics stands."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.amounts import measured
from partnerlab.analysis.evaluation.curve import Curve, assess_curves
from partnerlab.analysis.evaluation.performance import read_measures
from partnerlab.analysis.findings import Severity
from partnerlab.analysis.review import TOPICS, find_findings
from partnerlab.partnership import Partnership
from partnerlab.wording import listed

MOST_CURVES = 2
"""Curves that a summary shows; the first in the file are its headlines."""

VERDICTS = {
    "better": "got better",
    "worse": "got worse",
    "not turned": "no clear change",
    "methods differ": "methods differ",
    "cannot tell": "cannot tell yet",
}
"""What a curve did, in words."""


@dataclass(frozen=True)
class CurveLine:
    """A headline curve in one line: its values by period, oldest first, the latest in words, and the verdict."""

    title: str
    values: tuple[float, ...]
    latest: str
    verdict: str
    light: str


@dataclass(frozen=True)
class Purpose:
    """What the partnership is for and whether anyone is better off.

    Attributes
    ----------
    purpose
        In the partnership's own words; None when it is not recorded.
    benefit
        Whether anyone is better off, in a sentence or two.
    curves
        Headline curves.
    more
        How many further indicators there are.
    """

    purpose: str | None
    benefit: str
    curves: tuple[CurveLine, ...]
    more: int


def describe_purpose(partnership: Partnership) -> Purpose:
    """Say what the partnership is for, and whether anyone is better off.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> describe_purpose(hub).benefit
    'Nobody can say yet whether anyone is better off: no measure asks it.'
    """
    curves = assess_curves(partnership)
    lines = tuple(_draw_line(curve) for curve in curves[:MOST_CURVES])
    purpose = partnership.purpose if partnership.has_purpose else None
    return Purpose(purpose, _say_benefit(partnership), lines, max(len(curves) - MOST_CURVES, 0))


def _draw_line(curve: Curve) -> CurveLine:
    values = tuple(float(value) for _, value in curve.observations or ())
    latest = curve.latest
    unit = curve.indicator.unit
    said = f"{measured(latest[1], unit)} in {latest[0]}" if latest else "no value yet"
    answer = curve.answer
    worse = "red" if curve.worsens else "amber"
    light = {"better": "green", "worse": worse, "cannot tell": "unknown"}.get(answer, "")
    return CurveLine(curve.indicator.title, values, said, VERDICTS[answer], light)


def _say_benefit(partnership: Partnership) -> str:
    asked = [reading for reading in read_measures(partnership) if reading.measure.kind == "better off"]
    if not asked:
        return "Nobody can say yet whether anyone is better off: no measure asks it."
    words = (
        ("better", "got better"),
        ("same", "no clear change"),
        ("worse", "got worse"),
        ("unknown", "cannot tell yet"),
    )
    counts = [(sum(reading.movement == movement for reading in asked), said) for movement, said in words]
    told = listed(f"{number} {said}" if len(asked) > 1 else said for number, said in counts if number)
    whom = "Its one measure of that" if len(asked) == 1 else f"Its {len(asked)} measures of that"
    return f"Is anyone better off? {whom}: {told}."


@dataclass(frozen=True)
class TopicLine:
    """How one topic stands: its worst light, and the counts."""

    topic: str
    light: str
    counts: dict[Severity, int]


def describe_topics(partnership: Partnership) -> tuple[TopicLine, ...]:
    """Say how each of the four topics stands.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> [line.light for line in describe_topics(hub)]
    ['unknown', 'unknown', 'unknown', 'unknown']
    """
    lines = []
    for topic in TOPICS:
        found = find_findings(partnership, topic)
        counts = {severity: sum(row.severity is severity for row in found) for severity in Severity}
        light = next((severity.value for severity in Severity if counts[severity]), "unknown")
        lines.append(TopicLine(topic, light, counts))
    return tuple(lines)
