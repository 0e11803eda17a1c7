"""The report card of the partnership's own services: how much, how well, is anyone better off (¶4.2, ¶4.9)."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.amounts import measured, write_number
from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.curve import LEVEL
from partnerlab.analysis.evaluation.series import fits_ratio, read_period, read_series, values_of, whole_of
from partnerlab.analysis.evaluation.targets import is_reached
from partnerlab.errors import MethodError
from partnerlab.methods.proportions import FEW, compare_shares, share_interval, share_trend
from partnerlab.methods.verdict import judge_movement
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import PerformanceMeasure, Value
from partnerlab.partnership.records import choices_of
from partnerlab.wording import counted, listed, verb

KINDS = choices_of(PerformanceMeasure, "kind")
"""Three questions to a service: how much was done, how well, and is anyone better off (¶4.9)."""


@dataclass(frozen=True)
class ShareMovement:
    """How far a share has moved from the first to the latest period, tested against chance."""

    change: float
    low: float
    high: float
    """The change and its interval, -1 to 1."""
    is_trend: bool
    """Whether it is the trend over three periods or more, rather than the change from the first to the latest."""


@dataclass(frozen=True)
class MeasuredPoint:
    """One period of a performance measure."""

    period: str
    """Its label."""
    value: float
    """What was measured, in the unit."""
    low: float | None
    high: float | None
    """Interval of a share in the unit (% or per so many), from its numerator and denominator; missing without them."""


@dataclass(frozen=True)
class Reading:
    """What a performance measure says."""

    measure: PerformanceMeasure
    first: Value | None
    latest: Value | None
    """First and latest value of the series; None when there is none. They are the same when there is one value."""
    n: int
    """Values in the series."""
    share: tuple[float, float] | None
    """Interval of the latest share, 0 to 1, from its numerator and denominator; None without them, and for a value that
    is no share: a mean, or a rate that is not its numerator over its denominator.
    """
    tested: ShareMovement | None
    """The movement of the share with its interval; None where any value has no such interval."""
    movement: str
    """`better` or `worse` when the interval of the movement leaves out no change, `same` when it does not; for other
    units by direction alone; `unknown` with fewer than two values or a fault in the series.
    """
    points: tuple[MeasuredPoint, ...] = ()
    """A `MeasuredPoint` for each value of the series, from the first."""

    @property
    def beyond_chance(self) -> bool:
        """Whether a movement was tested against chance."""
        return self.tested is not None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval of the latest value, in its unit; None without one."""
        whole = whole_of(self.measure.unit)
        return None if self.share is None or whole is None else (whole * self.share[0], whole * self.share[1])

    @property
    def method(self) -> str:
        """How the latest value's interval was found, in words; empty without one."""
        if self.share is None or self.latest is None or self.latest.denominator is None:
            return ""
        return f"{'exact' if self.latest.denominator < FEW else 'Wilson'} {LEVEL}% interval"

    @property
    def compared(self) -> str:
        """How its movement was judged, in words."""
        if self.tested is None:
            return "first against latest value"
        return f"{'trend over all periods' if self.tested.is_trend else 'first against latest value'} against chance"

    @property
    def sentence(self) -> str:
        """What happened, in one sentence with its numbers."""
        measure, first, latest = self.measure, self.first, self.latest
        if first is None or latest is None or first.value is None or latest.value is None:
            return f"There is no value yet for “{measure.title}”."
        then, now = (_say_value(row, measure.unit) for row in (first, latest))
        if self.n < 2:
            return f"{now}: one value, nothing to compare."
        text = f"From {then} to {now}"
        if self.tested is None:
            unsure = f" {_why_untested(measure)}" if whole_of(measure.unit) else ""
            words = _AMOUNTS if measure.kind == "how much" and measure.unit != "%" else _WORDS
            return f"{text}: {words[self.movement]}.{unsure}"
        whole = whole_of(measure.unit) or 1
        parts = (self.tested.change, self.tested.low, self.tested.high)
        change, low, high = (_say_change(whole * part) for part in parts)
        how = "the trend over all periods gives" if self.tested.is_trend else "the change is"
        unit = "points" if measure.unit == "%" else measure.unit
        points = f"{how} {change} {unit} ({LEVEL}% interval {low} to {high})"
        word = _WORDS[self.movement] if self.movement != "same" else "no clear change, it may be chance"
        return f"{text}; {points}: {word}."


def _say_change(change: float) -> str:
    """A change with its sign, to a tenth; to more places where it would else read as no change."""
    places = next((places for places in (1, 2, 3) if round(change, places)), 4)
    return f"{change:+.{places if change else 1}f}"


def _why_untested(measure: PerformanceMeasure) -> str:
    """Why a share is not tested against chance."""
    known = [row for row in values_of(measure) if row.value is not None]
    if measure.unit == "%" or any(row.numerator is None or row.denominator is None for row in known):
        return "Chance cannot be judged without numerators and denominators."
    return "Chance cannot be judged, for not every rate is its numerator over its denominator."


def _say_value(row: Value, unit: str) -> str:
    """The value of a period, and the number that it rests on where it is known."""
    value = f"{measured(row.value, unit)} in {row.period}" if row.value is not None else f"no value in {row.period}"
    if row.denominator is None or row.numerator is None:
        return value
    return f"{value} ({write_number(row.numerator)} of {write_number(row.denominator)})"


_WORDS = {"better": "better", "worse": "worse", "same": "no change", "unknown": "cannot tell"}
_AMOUNTS = {
    "better": "moving in the right direction",
    "worse": "moving in the wrong direction",
    "same": "no change",
    "unknown": "cannot tell",
}


@cached
def read_measures(partnership: Partnership) -> tuple[Reading, ...]:
    """Read each performance measure, by kind and then in the order of the file."""
    ordered = sorted(partnership.performance, key=lambda row: KINDS.index(row.kind))
    return tuple(read_measure(measure) for measure in ordered)


def read_measure(measure: PerformanceMeasure) -> Reading:
    """Read one performance measure: its latest value, how sure it is, and whether it has moved.

    Notes
    -----
    Three shares or more are tested for a straight-line trend (Cochran-Armitage), two by Newcombe's interval; both
    take the people counted in different periods to be different people. Rates per 100, 1,000 and so on are shares, too,
    where numerator and denominator give them. Where a numerator or denominator is missing, and for means and amounts,
    first and latest value are compared by direction alone.

    Examples
    --------
    >>> calls = PerformanceMeasure(id="calls", title="Fewer calls", kind="better off", unit="%", values=[
    ...     {"period": "2025Q3", "value": 41.7, "numerator": 5, "denominator": 12},
    ...     {"period": "2026Q3", "value": 57.9, "numerator": 22, "denominator": 38}])
    >>> read_measure(calls).movement
    'same'
    """
    observed = read_series(measure)
    by_period: dict[str, Value] = {}
    for row in values_of(measure):
        if row.value is not None and row.period not in by_period:
            by_period[row.period] = row
        elif row.value is not None and (row.published or by_period[row.period].published):
            by_period[row.period] = max(row, by_period[row.period], key=lambda v: str(v.published or ""))
    labels = [period.label for period, _ in observed] if observed else []
    known = [by_period[label] for label in labels if label in by_period]
    if observed is None or not known:
        return Reading(measure, None, None, 0, None, None, "unknown")
    first, latest = known[0], known[-1]
    steps = [observed.step(observed.find(row.period)) for row in known]
    tested = _test_movement(known, steps) if all(_is_share(row, measure.unit) for row in known) else None
    movement = "unknown"
    if len(known) > 1 and first.value is not None and latest.value is not None:
        clear = tested is None or not tested.low <= 0 <= tested.high
        change = latest.value - first.value if tested is None else tested.change
        movement = judge_movement(change, measure.good_direction) if clear else "same"
    unit = measure.unit
    points = tuple(_point(period.label, float(value), by_period.get(period.label), unit) for period, value in observed)
    return Reading(measure, first, latest, len(known), _interval(latest, unit), tested, movement, points)


def _point(label: str, value: float, row: Value | None, unit: str) -> MeasuredPoint:
    found, whole = _interval(row, unit) if row else None, whole_of(unit)
    if found is None or whole is None:
        return MeasuredPoint(label, value, None, None)
    return MeasuredPoint(label, value, whole * found[0], whole * found[1])


def _is_share(row: Value, unit: str) -> bool:
    """Whether a value is a share of those counted. A rate may be standardised, which its numbers do not show."""
    whole = whole_of(row.unit or unit)
    return whole is not None and (unit == "%" or fits_ratio(row, whole))


def state_of_target(reading: Reading) -> str:
    """Say how a measure stands to its target: reached, not reached yet, missed, no target, or cannot tell."""
    target, observed = reading.measure.target, read_series(reading.measure)
    if target is None:
        return "no target"
    due = read_period(observed, target.period)
    if reading.latest is None or reading.latest.value is None or observed is None or due is None:
        return "cannot tell"
    latest = [period for period, _ in observed][-1]
    passed = due.position <= latest.position
    value = observed.value(due) if passed else reading.latest.value
    if value is None:
        return "cannot tell"
    if is_reached(float(value), target.value, reading.measure.good_direction):
        return "reached"
    return "missed" if passed else "not reached yet"


def summarise_benefit(partnership: Partnership) -> str:
    """Say in a few sentences whether anyone is better off, as far as the services' own measures tell."""
    readings = [reading for reading in read_measures(partnership) if reading.measure.kind == "better off"]
    if not partnership.performance:
        return "No performance measure is named yet, so we cannot tell whether anyone is better off."
    if not readings:
        number = len(partnership.performance)
        count = f"{counted(number, 'measure')} {verb(number, 'says', 'say')}"
        return f"{count} how much or how well; none asks whether anyone is better off, so we cannot tell."
    groups = (
        ("has", "have", "got better, beyond what chance would explain", _moved(readings, "better", tested=True)),
        ("got", "got", "better, not tested against chance", _moved(readings, "better", tested=False)),
        ("shows", "show", "no clear change", _moved(readings, "same")),
        ("has", "have", "got worse, beyond what chance would explain", _moved(readings, "worse", tested=True)),
        ("got", "got", "worse, not tested against chance", _moved(readings, "worse", tested=False)),
        ("cannot", "cannot", "be compared yet", _moved(readings, "unknown")),
    )
    alone = len(readings) == 1
    parts = [
        f"{'' if alone else f'{len(rows)} '}{verb(len(rows), one, several)} {words} "
        f"({listed(f'“{r.measure.title}”' for r in rows)})"
        for one, several, words, rows in groups
        if rows
    ]
    whole = "The one measure of whether anyone is better off " if alone else (
        f"Of {counted(len(readings), 'measure')} of whether anyone is better off, "
    )  # fmt: skip
    return f"{whole}{'; '.join(parts)}. These are the people the services reached, not the whole population."


def _moved(readings: list[Reading], movement: str, *, tested: bool | None = None) -> list[Reading]:
    return [row for row in readings if row.movement == movement and tested in {None, row.beyond_chance}]


def _interval(row: Value, unit: str) -> tuple[float, float] | None:
    if row.numerator is None or row.denominator is None or not _is_share(row, unit):
        return None
    try:
        return share_interval(row.numerator, row.denominator, LEVEL)
    except MethodError:
        return None


def _test_movement(known: list[Value], steps: list[int]) -> ShareMovement | None:
    """Test the shares of all periods; None when one has no numerator or denominator, or there is nothing to test."""
    pairs = [(row.numerator, row.denominator) for row in known]
    cases = [part for part, _ in pairs if part is not None]
    of = [whole for _, whole in pairs if whole is not None]
    if len(known) < 2 or len(cases) != len(known) or len(of) != len(known):
        return None
    try:
        if len(known) > 2 and (trend := share_trend(cases, of, steps, LEVEL)) is not None:
            return ShareMovement(trend.change, trend.low, trend.high, is_trend=True)
        found = compare_shares(cases[0], of[0], cases[-1], of[-1], LEVEL)
    except MethodError:
        return None
    return ShareMovement(found.difference, found.low, found.high, is_trend=False)
