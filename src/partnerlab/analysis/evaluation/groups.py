"""Who is left behind: an indicator by group of people or area, whether gaps close, and who is not better off (¶4.9)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from math import log

from partnerlab.amounts import measured, write_number
from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.breaks import list_breaks
from partnerlab.analysis.evaluation.series import comparator_table, has_unit, read_series
from partnerlab.errors import MethodError
from partnerlab.methods.gaps import Stretch, compare_gaps, estimate_slope
from partnerlab.methods.observations import Observations, Ratio
from partnerlab.methods.ordering import order_observations
from partnerlab.methods.periods import Period
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import Group, Indicator
from partnerlab.partnership.thresholds import Thresholds
from partnerlab.wording import counted

CHANCE = 5.0
"""Per cent of indicators of which chance alone may move a group; all its groups share it. A convention, not in the
guide.
"""

EVERYBODY = "everybody"
"""What a group is compared with where it names no other: the indicator's whole population, itself in it."""


@dataclass(frozen=True)
class GapPoint:
    """A group and what it is compared with in one period."""

    period: str
    """Its label."""
    years: float
    """When it begins, in years."""
    stretch: int
    """How many breaks of the series lie before it: only values of one stretch are alike."""
    group: float
    against: float
    """The two values, in the unit."""
    behind: float
    """By how much the group is worse off, in the unit; below 0 when it is better off."""
    times: float | None
    """The worse of the two over the other as seen from the group: above 1 when it is behind; None with a value of 0."""
    ratios: tuple[Ratio, Ratio] | None = None
    """How many of how many, of the group and of the other; None where either is not known."""


@dataclass(frozen=True)
class Shift:
    """How much something moves in a year, with its interval."""

    a_year: float
    low: float | None
    high: float | None
    """Change a year and its interval; None for too few values."""
    n: int
    """Values compared."""

    @property
    def direction(self) -> str:
        """`up`, `down`, `not clear`, or `unknown` without an interval."""
        if self.low is None or self.high is None:
            return "unknown"
        return "up" if self.low > 0 else "down" if self.high < 0 else "not clear"


@dataclass(frozen=True)
class GroupReading:
    """What an indicator says of one group of people.

    Attributes
    ----------
    indicator, group
        The records.
    against
        Name of what it is compared with.
    points
        Periods in which both have a value that enough people stand behind.
    gap
        How the group's lag moves; None when it is not compared, or no two values can be.
    in_proportion
        The same of the logarithm of how many times worse off it is.
    own
        How the group's own figures move.
    span
        The group's first and latest value that enough people are behind, each with its period.
    missing
        Periods for which the whole population has a value and the group has none.
    small
        Periods in which fewer people than `thresholds.least_people` stand behind a value; they are not used.
    is_compared
        Whether its gap is judged: not for a group that another one is compared with.
    fault
        Why nothing can be said, in a sentence; empty when it can.
    unmatched
        Why no period can be compared, in a sentence; empty when one can.
    """

    indicator: Indicator
    group: Group
    against: str
    points: tuple[GapPoint, ...] = ()
    gap: Shift | None = None
    in_proportion: Shift | None = None
    own: Shift | None = None
    span: tuple[tuple[str, float], ...] = ()
    missing: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    is_compared: bool = True
    fault: str = ""
    unmatched: str = ""

    @property
    def latest(self) -> GapPoint | None:
        """The latest period with both values; None when there is none."""
        return self.points[-1] if self.points else None

    @property
    def gap_state(self) -> str:
        """`closing`, `widening`, `no clear change`, `not behind`, `cannot tell`, or `not compared`."""
        if not self.is_compared:
            return "not compared"
        if self.latest is None or self.fault:
            return "cannot tell"
        if self.latest.behind <= 0:
            return "not behind"
        words = {"up": "widening", "down": "closing", "not clear": "no clear change"}
        return words.get(self.gap.direction if self.gap else "", "cannot tell")

    @property
    def own_state(self) -> str:
        """`better`, `worse`, `no clear change` or `cannot tell`: how the group's own figures moved."""
        words = {"up": "better", "down": "worse", "not clear": "no clear change"}
        if self.indicator.good_direction == "down":
            words |= {"up": "worse", "down": "better"}
        return words.get(self.own.direction if self.own else "", "cannot tell")

    @property
    def sentence(self) -> str:
        """How the group stands and whether its gap closes, with the numbers and its name."""
        return f"{self.group.name}: {self.standing}"

    @property
    def standing(self) -> str:
        """How the group stands and whether its gap closes, with the numbers."""
        if self.fault:
            return self.fault
        if self.latest is None:
            return self.unmatched
        now, unit = self.latest, self.indicator.unit
        said = f"{measured(now.group, unit)} in {now.period}"
        if not self.is_compared:
            return f"{said}."
        said += f" ({self.against}: {measured(now.against, unit)})"
        return f"{said}, not behind." if now.behind <= 0 else f"{said}. {self._lag}"

    @property
    def own_standing(self) -> str:
        """How the group's own figures moved, with the numbers."""
        if self.fault or not self.span:
            return self.fault or "no value that enough people are behind."
        (first, before), (last, now) = self.span[0], self.span[-1]
        unit = self.indicator.unit
        if self.own is None or first == last:
            return f"{measured(now, unit)} in {last}, nothing to compare."
        said = f"from {measured(before, unit)} in {first} to {measured(now, unit)} in {last}"
        if self.own.low is None or self.own.high is None:
            return f"{said}; {counted(self.own.n, 'value')} measured alike are too few to judge."
        interval = f"{write_number(self.own.low, 2)} to {write_number(self.own.high, 2)}"
        moved = f"{write_number(self.own.a_year, 2)} a year (interval {interval})"
        return f"{said}. Between values measured alike: {moved}, {self.own_state}."

    @property
    def _lag(self) -> str:
        """By how much it is behind, and how that moves."""
        first, now = self.points[0], self.points[-1]
        lag = f"It is {self._amount(now.behind)} behind"
        if len(self.points) < 2 or self.gap is None:
            return f"{lag}; no two values can be compared."
        before = f"{'' if first.behind > 0 else 'minus '}{self._amount(abs(first.behind))} in {first.period}"
        if self.gap.low is None or self.gap.high is None:
            return f"{lag}, after {before}. {counted(self.gap.n, 'value')} measured alike are too few to judge."
        interval = f"{write_number(self.gap.low, 2)} to {write_number(self.gap.high, 2)}"
        moved = f"{write_number(self.gap.a_year, 2)} a year (interval {interval})"
        text = f"{lag}, after {before}. Between values measured alike the gap moves by {moved}."
        return f"{text} {self._proportion}" if self._proportion else text

    @property
    def _proportion(self) -> str:
        """What the gap does in proportion, where that says something else."""
        first, now = self.points[0].times, self.points[-1].times
        if self.gap is None or self.in_proportion is None or first is None or now is None:
            return ""
        if self.in_proportion.direction in {"unknown", self.gap.direction}:
            return ""
        does = {"up": "it widens", "down": "it closes", "not clear": "no change is clear"}[self.in_proportion.direction]
        return f"In proportion {does}: {write_number(first, 3)} times then, {write_number(now, 3)} times now."

    def _amount(self, gap: float) -> str:
        number = write_number(gap, 3)
        unit = self.indicator.unit if self.indicator.unit != "%" else "point" if number == "1" else "points"
        return f"{number} {unit}"


@cached
def read_groups(partnership: Partnership) -> tuple[GroupReading, ...]:
    """Read each group of each indicator, in the order of the file.

    Examples
    --------
    >>> def series(*values):
    ...     return [{"period": str(2018 + place), "value": value} for place, value in enumerate(values)]
    >>> lonely = {"id": "lonely", "title": "Lonely", "unit": "%", "good_direction": "down"}
    >>> lonely |= {"values": series(*range(9)), "groups": [{"name": "Carers", "values": series(*range(5, 23, 2))}]}
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}], indicators=[lonely])
    >>> [(row.gap_state, row.own_state) for row in read_groups(hub)]
    [('widening', 'worse')]
    """
    limits = partnership.thresholds
    return tuple(row for indicator in partnership.indicators for row in _read_indicator(indicator, limits))


@dataclass(frozen=True)
class _Known:
    """A value of a series with what stands behind it."""

    period: Period
    value: float
    ratio: Ratio | None
    stretch: int


def _read_indicator(indicator: Indicator, limits: Thresholds) -> list[GroupReading]:
    """Read the groups of one indicator; chance is shared among all of them that can be judged."""
    whole = read_series(indicator)
    named = Counter(group.name for group in indicator.groups)
    observed = {
        group.name: _observe(indicator, group, whole) if named[group.name] == 1 else None for group in indicator.groups
    }
    known = {name: _known_values(series, limits.least_people) for name, series in observed.items()}
    found = [_set_side_by_side(indicator, group, observed, known, whole) for group in indicator.groups]
    gaps = sum(row.is_compared and len(row.points) > 1 for row in found)
    owns = sum(len(values) > 1 for values in known.values())
    alike = limits.neighbours_alike
    return [_judge(row, known[row.group.name], observed[row.group.name], gaps, owns, alike=alike) for row in found]


def _observe(indicator: Indicator, group: Group, whole: Observations | None) -> Observations | None:
    """Put a group's series in order, with the breaks of its indicator; None when it cannot be read."""
    if not has_unit(group, indicator.unit):
        return None
    try:
        observed = order_observations(comparator_table(group, indicator.unit), whole.kind if whole else None)
    except MethodError:
        return None
    return replace(observed, breaks=tuple(row.period for row in list_breaks(indicator, observed)))


def _known_values(observed: Observations | None, least: int) -> dict[tuple[date, date], _Known]:
    """Return the values that enough people stand behind, by the days they are for."""
    if observed is None:
        return {}
    ratios = observed.ratios or (None,) * len(observed.periods)
    return {
        (period.start, period.end): _Known(
            period, float(value), ratio, sum(one.position <= period.position for one in observed.breaks)
        )
        for period, value, ratio in zip(observed.periods, observed.figures, ratios, strict=True)
        if value is not None and (ratio is None or ratio[1] >= least)
    }


def _set_side_by_side(
    indicator: Indicator,
    group: Group,
    observed: dict[str, Observations | None],
    known: dict[str, dict[tuple[date, date], _Known]],
    whole: Observations | None,
) -> GroupReading:
    others, named = {row.against for row in indicator.groups}, [row.name for row in indicator.groups]
    compared = group.against is not None or group.name not in others
    reading = GroupReading(indicator, group, group.against or EVERYBODY, is_compared=compared)
    own = observed[group.name]
    if named.count(group.name) > 1:
        return replace(reading, fault="its name is that of another group of the indicator; give each its own.")
    if own is None:
        return replace(reading, fault="its values cannot be read as one series in the unit of the indicator.")
    if group.against is not None and (group.against not in known or group.against == group.name):
        return replace(reading, fault=f"it is compared with {group.against}, which is no other group of the indicator.")
    theirs = _known_values(whole, 0) if group.against is None else known[group.against]
    points = tuple(_point(indicator, one, theirs[when]) for when, one in known[group.name].items() if when in theirs)
    given = {(period.start, period.end) for period, _ in own}
    small = tuple(period.label for period, _ in own if (period.start, period.end) not in known[group.name])
    unmatched = f"no period has a value for it and for {reading.against}"
    if small and not known[group.name]:
        unmatched = "too few people are behind each of its values to say"
    elif not theirs and group.against is not None and list(observed[group.against] or ()):
        unmatched = f"too few people are behind each value of {group.against} to compare it"
    return replace(
        reading,
        points=points,
        missing=tuple(period.label for period, _ in whole or () if (period.start, period.end) not in given),
        small=small,
        unmatched="" if points else f"{unmatched}.",
    )


def _point(indicator: Indicator, one: _Known, other: _Known) -> GapPoint:
    worse, better = one.value, other.value
    if indicator.good_direction == "up":
        worse, better = better, worse
    return GapPoint(
        period=one.period.label,
        years=one.period.position / 12,
        stretch=one.stretch,
        group=one.value,
        against=other.value,
        behind=round(worse - better, 9),
        times=worse / better if worse > 0 and better > 0 else None,
        ratios=(one.ratio, other.ratio) if one.ratio is not None and other.ratio is not None else None,
    )


def _judge(
    reading: GroupReading,
    known: dict[tuple[date, date], _Known],
    observed: Observations | None,
    gaps: int,
    owns: int,
    *,
    alike: float,
) -> GroupReading:
    """Add how the gap and the group's own figures move; values whose periods overlap count once."""
    every = observed.overlap if observed is not None else 1
    own = [(row.stretch, row.period.position / 12, row.value) for row in known.values()]
    span = tuple((row.period.label, row.value) for row in known.values())
    reading = replace(reading, own=_shift(own, every, 100 - CHANCE / max(owns, 1), alike), span=span[:1] + span[-1:])
    if not reading.is_compared or not reading.points:
        return reading
    level = 100 - CHANCE / max(gaps, 1)
    lag = [(row.stretch, row.years, row.behind) for row in reading.points]
    times = [(row.stretch, row.years, log(row.times)) for row in reading.points if row.times is not None]
    return replace(
        reading,
        gap=_shift_of_counts(reading, level) or _shift(lag, every, level, alike),
        in_proportion=_shift(times, every, level, alike) if len(times) == len(lag) else None,
    )


def _shift(rows: list[tuple[int, float, float]], every: int, level: float, alike: float) -> Shift | None:
    """Return the slope of values by stretch and time; of periods that overlap every so many-th from the latest."""
    stretches: list[Stretch] = [
        [(years, value) for _, years, value in stretch][::-1][::every][::-1]
        for stretch in (list(rows) for _, rows in groupby(sorted(rows), key=lambda row: row[0]))
    ]
    found = estimate_slope(stretches, level, alike)
    return Shift(found.slope, found.low, found.high, found.n) if found is not None else None


def _shift_of_counts(reading: GroupReading, level: float) -> Shift | None:
    """Return how the gap moved since the latest break, where it is known how many people stand behind both ends."""
    since = [row for row in reading.points if row.stretch == reading.points[-1].stretch]
    before, after = since[0].ratios, since[-1].ratios
    if reading.indicator.unit != "%" or len(since) < 2 or before is None or after is None:
        return None
    pairs = [(float(cases), float(of)) for cases, of in (*before, *after)]
    try:
        found = compare_gaps(pairs[0], pairs[1], pairs[2], pairs[3], level)
    except MethodError:
        return None
    years = since[-1].years - since[0].years
    change, low, high = (100 * part / years for part in (found.change, found.low, found.high))
    if reading.indicator.good_direction == "up":
        change, low, high = -change, -high, -low
    return Shift(change, low, high, 2)
