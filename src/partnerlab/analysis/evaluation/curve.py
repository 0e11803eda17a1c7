"""Turning the curve: where an indicator was heading, where it is, and whether that is change (¶2.8 box, ¶4.11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from partnerlab.amounts import write_number
from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.breaks import SeriesBreak, breaks_crossed, list_breaks, name_breaks, say_across
from partnerlab.analysis.evaluation.series import (
    USUAL,
    comparator_table,
    find_faults,
    has_unit,
    read_period,
    read_series,
    whole_of,
)
from partnerlab.errors import MethodError
from partnerlab.methods.alarms import Likeness
from partnerlab.methods.forecast import Bounds, Forecast, forecast_series, say_history_lacks
from partnerlab.methods.observations import Observations
from partnerlab.methods.periods import Period
from partnerlab.methods.series import CurveAssessment, assess_curve
from partnerlab.methods.verdict import Verdict
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import Indicator
from partnerlab.partnership.thresholds import Thresholds
from partnerlab.wording import counted, listed

TRIED = "tried out"
"""Where a base comes from that is not the indicator's own."""
LEVEL = 95
"""Interval of forecasts and estimates, in per cent; a convention, not in the guide."""


@dataclass(frozen=True)
class Curve:
    """One indicator: its history, its verdicts, where it is heading, and whether it is too early to say.

    Attributes
    ----------
    indicator
        The record.
    observations
        Its values in order; None when the series has a fault that leaves nothing to judge.
    base
        The period compared with; None when none can be had.
    base_from
        Where the base comes from, in words.
    assessment
        The four verdicts, and a fifth where the file names a comparator; None when there is no series to judge.
    outlook
        The forecast from the latest value on, to the target's period or some steps ahead; None when the history is
        too short.
    faults
        What is wrong with the series, in sentences.
    breaks
        Where the series was measured in another way, with values on both sides.
    least_methods
        How many methods must say that it got better before it did, ours.
    """

    indicator: Indicator
    observations: Observations | None
    base: str | None
    base_from: str
    assessment: CurveAssessment | None
    outlook: Forecast | None
    faults: tuple[str, ...]
    breaks: tuple[SeriesBreak, ...] = ()
    least_methods: int = USUAL.least_methods

    @property
    def latest(self) -> tuple[Period, float] | None:
        """The latest period with a value, and the value; None when there is none."""
        known = list(self.observations) if self.observations else []
        return (known[-1][0], float(known[-1][1])) if known else None

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The four or five verdicts; empty when there is no series to judge."""
        return self.assessment.verdicts if self.assessment else ()

    @property
    def sound(self) -> tuple[Verdict, ...]:
        """The verdicts that can tell and do not compare across a break."""
        return tuple(verdict for verdict in self.able if not self.crossed(verdict))

    @property
    def able(self) -> tuple[Verdict, ...]:
        """The verdicts that can tell, across a break or not."""
        return tuple(verdict for verdict in self.verdicts if verdict.enough)

    def crossed(self, verdict: Verdict) -> tuple[SeriesBreak, ...]:
        """Return the breaks that one of the verdicts compares across."""
        if self.observations is None:
            return ()
        return breaks_crossed(verdict.method, self.breaks, self.observations, self.base)

    def name_crossed(self, verdicts: Sequence[Verdict]) -> str:
        """Name the breaks that some of the verdicts compare across, in the order of time."""
        crossed = [row for verdict in verdicts for row in self.crossed(verdict)]
        return name_breaks([row for row in self.breaks if row in crossed])

    @property
    def break_note(self) -> str:
        """Where the series breaks, why, which verdicts compare across, and what the look ahead rests on; else empty."""
        if not self.breaks:
            return ""
        text = " ".join(f"The series breaks in {row.period.label}: {row.reason.rstrip('.')}." for row in self.breaks)
        across = [verdict for verdict in self.able if self.crossed(verdict)]
        if across:
            text += f" Compared across {self.name_crossed(across)}: {listed(verdict.method for verdict in across)}."
        history = f"the history since {name_breaks(self.breaks[-1:])}"
        lacks = f", which {say_history_lacks(self.observations)}" if self.observations and not self.outlook else ""
        return f"{text} The forecast rests on {history}{lacks}."

    @property
    def answer(self) -> str:
        """What the methods say together: `better`, `worse` or `not turned`, else `methods differ` or `cannot tell`.

        Those across a break do not count, but where one of them does not see what got better by the others, the
        methods differ.
        """
        told = {verdict.movement for verdict in self.sound}
        if not told or self.ends_at_base:
            return "cannot tell"
        gain = told == {"better"}
        if len(told) > 1 or told == {"both"} or (gain and {row.movement for row in self.able} != told):
            return "methods differ"
        if gain and len(self.sound) < self.least_methods:
            return "cannot tell"
        return {"same": "not turned"}.get(told.pop(), self.sound[0].movement)

    @property
    def ends_at_base(self) -> bool:
        """Whether the latest value is the base's own: the official rule then compares it with itself."""
        if self.observations is None or self.latest is None or self.base is None:
            return False
        return self.observations.find(self.base).same_time_as(self.latest[0])

    @property
    def worsens(self) -> bool:
        """Whether it got worse by more than one method, which makes it red."""
        return self.answer == "worse" and len(self.sound) > 1

    @property
    def doubt(self) -> str:
        """Why methods that can tell are not enough, with what they say; empty where they are, or where none can."""
        if self.answer != "cannot tell" or not self.able:
            return ""
        if self.ends_at_base:
            return f"there is no value after the base, {self.base}"
        said = self.say(self.able)
        if not self.sound:
            bare = "; ".join(f"{verdict.method}: {verdict.verdict}" for verdict in self.able)
            return f"every verdict compares across {self.name_crossed(self.able)} ({bare})"
        count = f"only {len(self.sound)} of {counted(len(self.verdicts), 'method')} can tell ({said})"
        return f"{count}; our least is {self.least_methods}"

    def say(self, verdicts: Iterable[Verdict]) -> str:
        """Return verdicts by their methods, those across a break marked as such."""
        return "; ".join(f"{v.method}: {v.verdict}{', across a break' if self.crossed(v) else ''}" for v in verdicts)

    @property
    def values_since_start(self) -> int | None:
        """How many values fall in periods in which the actions could show; None when that is not said."""
        start = read_period(self.observations, self.indicator.action_from)
        if self.observations is None or start is None:
            return None
        return sum(period.position >= start.position for period, _ in self.observations)

    @property
    def timing(self) -> str:
        """Whether the partnership's actions could show in the values yet, in one sentence."""
        latest, since, start = self.latest, self.values_since_start, self.indicator.action_from
        if self.observations is None:
            return "Its values cannot be read, so nothing can be said."
        if latest is None:
            return "There is no value yet, so it is too early to say anything."
        if since is None:
            return (
                "No period is recorded from which actions could have an effect, so no change can be credited to them."
            )
        if since == 0:
            return (
                f"It is too early to say whether the partnership turned it. The latest value is for {latest[0].label}, "
                f"and its actions could have an effect from {start}."
            )
        return (
            f"{counted(since, 'value')} from {start} could show an effect of actions. What else changed then belongs "
            "in the story behind the curve."
        )

    @property
    def base_told(self) -> str:
        """The base and where it comes from, or why there is none."""
        return f"{self.base} ({self.base_from})" if self.base is not None else self.base_from

    @property
    def remarks(self) -> tuple[str, ...]:
        """Which periods have no value, which values were revised, and whether any trend could show, a sentence each."""
        if self.observations is None:
            return ()
        gaps = [period.label for period in self.observations.gaps]
        revised = [
            f"{row.period} ({_shown(row.before)} to {_shown(row.after)}, {row.published})"
            for row in self.observations.revisions
        ]
        said = (("No value in between for", gaps), ("Revised since first published:", revised))
        told = [f"{words} {listed(found)}." for words, found in said if found]
        return (*told, self.assessment.trend_note) if self.assessment and self.assessment.trend_note else tuple(told)

    @property
    def start_note(self) -> str:
        """Whether values could show the partnership's actions, in a few words."""
        since, start = self.values_since_start, self.indicator.action_from
        if since is None:
            return "not said from when"
        return f"{counted(since, 'value')} from {start} on" if since else f"too early: effects possible from {start}"

    @property
    def summary(self) -> str:
        """The verdicts and how far they can be trusted, in a few sentences."""
        if self.assessment is None:
            return " ".join(self.faults) or "There is no value to judge."
        return self.assessment.sentence


@cached
def assess_curves(partnership: Partnership) -> tuple[Curve, ...]:
    """Assess each indicator of a partnership, in the order of its file.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}], indicators=[
    ...     {"id": "lonely", "title": "Lonely", "unit": "%", "good_direction": "down", "values": [
    ...         {"period": "2022/23", "value": 19.4}, {"period": "2023/24", "value": 17.8}],
    ...      "rule": {"base": "2022/23", "interval": 1}, "action_from": "2025/26"}])
    >>> curve = assess_curves(hub)[0]
    >>> [verdict.verdict for verdict in curve.verdicts][:2], curve.values_since_start
    (['improving', 'not enough data'], 0)
    """
    return tuple(assess_indicator(indicator, partnership.thresholds) for indicator in partnership.indicators)


@lru_cache(maxsize=512)
def assess_indicator(indicator: Indicator, thresholds: Thresholds = USUAL, base: str | None = None) -> Curve:
    """Assess one indicator: the verdicts against its base, and where it is heading.

    Parameters
    ----------
    base
        A period to compare with in place of its own, which must have a value; None for its own.

    Notes
    -----
    The base is that of the official rule; without one, the last value before the partnership's actions could show,
    if any value follows it. Values that count events, or that come with numerator and denominator throughout, are
    judged as counts by the intervention estimate.
    """
    faults = tuple(fault.message for fault in find_faults(indicator, thresholds))
    observed = read_series(indicator)
    if observed is None or not observed.n:
        return Curve(indicator, observed, None, "", None, None, faults)
    breaks = list_breaks(indicator, observed)
    observed = replace(observed, breaks=tuple(row.period for row in breaks))
    base, base_from = (base, TRIED) if base is not None else _choose_base(indicator, observed)
    start = indicator.action_from if read_period(observed, indicator.action_from) else None
    rule = indicator.rule if base_from in ("the official rule", TRIED) else None
    assessment = assess_curve(
        observed,
        base,
        indicator.good_direction,
        interval=rule.interval if rule else None,
        interval_type=rule.kind if rule else "fixed",
        start=start,
        counts=_counts(indicator, observed),
        bounds=_bounds(indicator, observed),
        level=LEVEL,
        alike=Likeness(thresholds.neighbours_alike, thresholds.series_judged, thresholds.series_charted),
        comparators={
            row.name: comparator_table(row, indicator.unit)
            for row in indicator.comparators
            if has_unit(row, indicator.unit)
        },
    )
    ahead = _steps_ahead(indicator, observed, thresholds.look_ahead)
    outlook = forecast_series(observed, ahead=ahead, bounds=_bounds(indicator, observed))
    told = tuple(say_across(row, breaks_crossed(row.method, breaks, observed, base)) for row in assessment.verdicts)
    return Curve(
        indicator,
        observed,
        base,
        base_from,
        replace(assessment, verdicts=told),
        outlook,
        faults,
        breaks,
        thresholds.least_methods,
    )


def _choose_base(indicator: Indicator, observed: Observations) -> tuple[str | None, str]:
    if indicator.rule is not None:
        try:
            base = observed.find(indicator.rule.base)
        except MethodError:
            return None, "none: the base of the official rule is not in the series"
        if observed.value(base) is None:
            return None, "none: the base of the official rule has no value"
        return base.label, "the official rule"
    start = read_period(observed, indicator.action_from)
    if start is not None:
        before = [period for period, _ in observed if period.position < start.position]
        if before and before[-1].position < [period for period, _ in observed][-1].position:
            return before[-1].label, "the last value before actions could show"
    return None, "none: no official rule is given, and no value falls after actions began"


def _steps_ahead(indicator: Indicator, observed: Observations, usual: int) -> int:
    """Steps from the latest value to the target's period, no more than the history spans; else the usual few."""
    due = read_period(observed, indicator.target.period if indicator.target else None)
    if due is None:
        return usual
    latest = [period for period, _ in observed][-1]
    first = next(iter(observed.alike(latest)))[0]
    steps = (due.position - latest.position) // observed.spacing
    furthest = (latest.position - first.position) // observed.spacing
    return steps if 0 < steps <= furthest else usual


def _shown(value: Decimal | None) -> str:
    return "no value" if value is None else write_number(float(value))


def _counts(indicator: Indicator, observed: Observations) -> bool:
    """Whether the values count events, or every value says how many of how many; all 0 are no count to fit."""
    if observed.counted:
        return any(count for count, _ in observed.counted)
    values = [value for _, value in observed]
    return indicator.counts and min(values) >= 0 and any(values)


def _bounds(indicator: Indicator, observed: Observations) -> Bounds:
    """What the values cannot pass: a percentage of a whole lies between 0 and 100, a rate or count is never below 0.

    What one value has passed is no bound: a percentage above 100, or below 0, is of no whole.
    """
    values = [float(value) for _, value in observed]
    lowest, highest = min(values, default=0.0), max(values, default=0.0)
    low = 0.0 if (whole_of(indicator.unit) or indicator.counts) and lowest >= 0 else None
    return low, 100.0 if indicator.unit == "%" and lowest >= 0 and highest <= 100 else None
