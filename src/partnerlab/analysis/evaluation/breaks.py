"""Breaks of a series: where it was measured in another way, and which verdicts compare across (¶4.11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from partnerlab.analysis.evaluation.series import read_period
from partnerlab.methods import observations
from partnerlab.methods.observations import Observations
from partnerlab.methods.periods import Period
from partnerlab.methods.series import OFFICIAL
from partnerlab.methods.verdict import Verdict
from partnerlab.partnership.evaluation import Indicator


@dataclass(frozen=True)
class SeriesBreak:
    """A break inside a series, with values on both sides."""

    period: Period
    """First period measured in the new way, as the series has it."""
    reason: str
    """What changed."""


def list_breaks(indicator: Indicator, observed: Observations) -> tuple[SeriesBreak, ...]:
    """Return the breaks that part the values of an indicator, earliest first; one outside its values parts nothing.

    Examples
    --------
    >>> from partnerlab.methods.ordering import order_observations
    >>> lonely = Indicator(id="lonely", title="Lonely", unit="%", good_direction="down", breaks=[
    ...     {"period": "2020", "reason": "asked by telephone"}, {"period": "1990", "reason": "asked of adults only"}])
    >>> [row.period.label for row in list_breaks(lonely, order_observations({"2019": 19.4, "2020": 17.8}))]
    ['2020']
    """
    positions = [period.position for period, _ in observed]
    found = []
    for row in indicator.breaks:
        period = read_period(observed, row.period)
        if period is not None and positions and positions[0] < period.position <= positions[-1]:
            own = next((one for one in observed.periods if one.position == period.position), period)
            found.append(SeriesBreak(own, row.reason))
    return tuple(sorted(found, key=lambda row: row.period.position))


def breaks_crossed(
    method: str, breaks: Iterable[SeriesBreak], observed: Observations, base: str | None
) -> tuple[SeriesBreak, ...]:
    """Return the breaks that a verdict compares across: those after the base, by the official rule; none by the others.

    The official rule is the agency's and stays as it is. The others use only what was measured in one way, allow a step
    of its own for the break, or give no verdict.
    """
    if method != OFFICIAL:
        return ()
    start = observed.find(base).position if base is not None else None
    return tuple(row for row in breaks if start is not None and row.period.position > start)


def say_across(verdict: Verdict, crossed: tuple[SeriesBreak, ...]) -> Verdict:
    """Let a verdict say that it compares across a break; one that cannot tell, or crosses none, stays as it is."""
    if not crossed or not verdict.enough:
        return verdict
    return replace(verdict, sentence=f"{verdict.sentence} {ACROSS} {name_breaks(crossed)}.")


def name_breaks(breaks: Iterable[SeriesBreak]) -> str:
    """Return the breaks by their periods, within a sentence.

    Examples
    --------
    >>> from partnerlab.methods.periods import parse_period
    >>> name_breaks([SeriesBreak(parse_period("2020"), "asked by telephone")])
    'the break of 2020'
    """
    return observations.name_breaks(row.period for row in breaks)


ACROSS = "Part of it may be how it was measured, for it compares across"
"""What a verdict across a break adds, before the break."""
