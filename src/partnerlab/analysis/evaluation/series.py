"""The values of an indicator or a measure as a series, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from statistics import median

import pandas as pd

from partnerlab.amounts import measured, write_number
from partnerlab.analysis.caching import cached
from partnerlab.errors import MethodError
from partnerlab.methods.observations import Observations
from partnerlab.methods.ordering import order_observations
from partnerlab.methods.periods import Period
from partnerlab.partnership import Partnership, Record
from partnerlab.partnership.evaluation import Comparator, Group, Indicator, PerformanceMeasure, Value
from partnerlab.partnership.thresholds import Thresholds

Measured = Indicator | PerformanceMeasure
"""What has values by period."""

WHOLE = 1.0
"""The whole of a share of 1."""

PERCENT = 100
"""The whole of a percentage."""

USUAL = Thresholds()
"""The numbers of a partnership that has changed none."""

ROUNDING = Decimal("0.5")
"""Half a unit of the last decimal shown: a value may differ so far from its numerator over its denominator."""

MOST_DECIMALS = 9
"""Decimals to which it is compared: further ones are those of the machine that divided."""


@dataclass(frozen=True)
class SeriesFault:
    """One thing wrong with one series."""

    subject: str
    """Id of the indicator or measure."""
    kind: str
    """One of: no value, period given twice, period cannot be read, unit changes, unit doubtful, out of range, ratio
    does not fit, half a ratio, base not in the series, start cannot be read, break cannot be read, comparator in
    another unit, one value, all equal.
    """
    message: str
    """What is wrong, with the value in it."""
    record: Record
    """Where it is written."""


def values_of(measure: Measured) -> tuple[Value, ...]:
    """Return the values of an indicator or measure, as written."""
    return measure.values  # noqa: PD011 - a field of the record, not of a data frame


def series_table(measure: Measured) -> pd.DataFrame:
    """Return the values as written, in the order of the file.

    Columns `period`, `value`, `published`, `unit`, `numerator` and `denominator`.
    """
    return _table(values_of(measure), measure.unit)


def comparator_table(comparator: Comparator | Group, unit: str) -> pd.DataFrame:
    """Return the values of a comparator or a group as written, in the columns of `series_table`."""
    return _table(comparator.values, unit)


def _table(values: tuple[Value, ...], unit: str) -> pd.DataFrame:
    rows = [(row.period, row.value, row.published, row.unit or unit, row.numerator, row.denominator) for row in values]
    columns = ["period", "value", "published", "unit", "numerator", "denominator"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


@lru_cache(maxsize=512)
def read_series(measure: Measured) -> Observations | None:
    """Put a series in order; None when it has a fault that leaves nothing to judge.

    Examples
    --------
    >>> lonely = Indicator(id="lonely", title="Lonely", unit="%", good_direction="down",
    ...     values=[{"period": "2023/24", "value": 17.8}, {"period": "2022/23", "value": 19.4}])
    >>> [period.label for period in read_series(lonely).periods]
    ['2022/23', '2023/24']
    """
    try:
        return order_observations(series_table(measure))
    except MethodError:
        return None


def read_period(observed: Observations | None, label: str | None) -> Period | None:
    """Return the period of a series that a label stands for; None without one, and where it cannot be read as one."""
    if observed is None or label is None:
        return None
    try:
        return observed.read(label)
    except MethodError:
        return None


@cached
def find_series_faults(partnership: Partnership) -> tuple[SeriesFault, ...]:
    """Find what is wrong with the values of each indicator and measure, in the order of the file."""
    measures: tuple[Measured, ...] = (*partnership.indicators, *partnership.performance)
    return tuple(fault for measure in measures for fault in find_faults(measure, partnership.thresholds))


@lru_cache(maxsize=512)
def find_faults(measure: Measured, thresholds: Thresholds = USUAL) -> tuple[SeriesFault, ...]:
    """Find what is wrong with one series: periods, units, range, ratios, base, too little to compare.

    Examples
    --------
    >>> calls = PerformanceMeasure(id="calls", title="Fewer calls", kind="better off", unit="%",
    ...     values=[{"period": "2025Q3", "value": 60, "numerator": 5, "denominator": 12}])
    >>> [fault.kind for fault in find_faults(calls)]
    ['ratio does not fit', 'one value']
    """
    found = [
        *_faults_of_periods(measure),
        *_faults_of_units(measure, thresholds.share_contrast),
        *_faults_of_ratios(measure),
        *_faults_of_reference(measure),
        *_faults_of_comparators(measure),
        *_faults_of_extent(measure, thresholds.least_alike),
    ]
    return tuple(SeriesFault(measure.id, kind, message, record) for kind, message, record in found)


Found = Iterator[tuple[str, str, Record]]


def _faults_of_periods(measure: Measured) -> Found:
    seen: set[tuple[str, object]] = set()
    for row in values_of(measure):
        if (row.period, row.published) in seen:
            text = f"The period {row.period} is given twice; keep one row, or say when each was published."
            yield "period given twice", text, row
        seen.add((row.period, row.published))
    if len(seen) == len(values_of(measure)) and {row.unit or measure.unit for row in values_of(measure)} <= {
        measure.unit
    }:
        try:
            order_observations(series_table(measure))
        except MethodError as error:
            yield "period cannot be read", f"The series cannot be put in order: {error}.", measure


def _faults_of_units(measure: Measured, contrast: float) -> Found:
    for row in values_of(measure):
        if row.unit is not None and row.unit != measure.unit:
            text = f"The value for {row.period} is in {row.unit}, the series in {measure.unit}."
            yield "unit changes", text, row
    known = [(row, row.value) for row in values_of(measure) if row.value is not None]
    if isinstance(measure, Indicator) and measure.counts:
        for row, value in known:
            if value < 0 or (not value.is_integer() and row.numerator is None):
                yield (
                    "out of range",
                    f"{write_number(value)} for {row.period} is not a count: counts are whole, 0 or more.",
                    row,
                )
    if measure.unit != "%":
        return
    outside = [row for row, value in known if not 0 <= value <= 100]
    if outside:
        text = f"{measured(outside[0].value, '%')} for {outside[0].period} is not a percentage of a whole."
        yield "out of range", text, outside[0]
    if known and median(value for _, value in known) > contrast:
        for row, value in known:
            if 0 < value <= WHOLE:
                yield (
                    "unit doubtful",
                    f"{write_number(value)} for {row.period} looks like a share of 1, not a percentage.",
                    row,
                )


def _faults_of_ratios(measure: Measured) -> Found:
    yield from _ratios_that_do_not_fit(values_of(measure), measure.unit)
    beside: tuple[Comparator | Group, ...] = ()
    if isinstance(measure, Indicator):
        beside = (*measure.comparators, *measure.groups)
    for series in beside:
        found = _ratios_that_do_not_fit(series.values, measure.unit)
        yield from ((kind, f"{series.name}: {message}", row) for kind, message, row in found)


def _ratios_that_do_not_fit(values: tuple[Value, ...], unit: str) -> Found:
    for row in values:
        if (row.numerator is None) != (row.denominator is None):
            missing = "denominator" if row.denominator is None else "numerator"
            yield "half a ratio", f"The {missing} for {row.period} is missing.", row
        expected = ratio_of(row)
        if expected is not None and row.value is not None and (row.unit or unit) == "%" and not fits_ratio(row):
            is_, not_ = _told_apart(float(expected), row.value)
            text = f"{write_number(row.numerator)} of {write_number(row.denominator)} for {row.period} is {is_}%"
            yield "ratio does not fit", f"{text}, not {not_}%.", row


def _told_apart(one: float, other: float) -> tuple[str, str]:
    """Return two numbers with as many figures, four at least, as it takes to see that they differ."""
    written = ((write_number(one, figures), write_number(other, figures)) for figures in range(4, 3 + MOST_DECIMALS))
    return next((pair for pair in written if pair[0] != pair[1]), (str(one), str(other)))


def _faults_of_reference(measure: Measured) -> Found:
    """Base and start, when the series itself can be read."""
    observed = read_series(measure)
    if not isinstance(measure, Indicator) or observed is None or not observed.n:
        return
    if measure.rule is not None:
        try:
            base = observed.find(measure.rule.base)
            if observed.value(base) is None:
                yield "base not in the series", f"There is no value for the base, {base.label}.", measure.rule
        except MethodError as error:
            yield "base not in the series", f"The base {error}.", measure.rule
    if measure.action_from is not None:
        try:
            observed.read(measure.action_from)
        except MethodError as error:
            yield "start cannot be read", f"The period from which actions could show cannot be read: {error}.", measure
    for row in measure.breaks:
        try:
            observed.read(row.period)
        except MethodError as error:
            yield "break cannot be read", f"The period of a break cannot be read: {error}.", row


def _faults_of_comparators(measure: Measured) -> Found:
    for row in measure.comparators if isinstance(measure, Indicator) else ():
        if not has_unit(row, measure.unit):
            text = f"The comparator {row.name} is not in {measure.unit} throughout, so it is not compared."
            yield "comparator in another unit", text, row


def has_unit(comparator: Comparator | Group, unit: str) -> bool:
    """Whether no value of a comparator or a group says that it is in another unit.

    Examples
    --------
    >>> has_unit(Comparator(name="England", values=[{"period": "2019", "value": 3, "unit": "per 1,000"}]), "%")
    False
    """
    return all(value.unit in {None, unit} for value in comparator.values)  # noqa: PD011 - a field of the record


def _faults_of_extent(measure: Measured, least: int) -> Found:
    known = [row for row in values_of(measure) if row.value is not None]
    values = {row.value for row in known}
    if not known:
        yield "no value", "The series has no value yet.", measure
    elif len({row.period for row in known}) == 1:
        yield "one value", f"There is one value only, for {known[0].period}: nothing can be compared.", known[0]
    elif len(values) == 1 and len(known) >= least:
        span = f"{known[0].period} to {known[-1].period}"
        which = "Both" if len(known) == 2 else f"All {len(known)}"
        text = f"{which} values are {measured(known[0].value, measure.unit)} ({span}): check the source."
        yield "all equal", text, known[0]


def ratio_of(row: Value, whole: int = PERCENT) -> Decimal | None:
    """Return the percentage, or what else has that whole, of numerator and denominator; None when either is missing."""
    if row.numerator is None or row.denominator is None:
        return None
    return whole * Decimal(str(row.numerator)) / Decimal(str(row.denominator))


def fits_ratio(row: Value, whole: int = PERCENT) -> bool:
    """Whether a value is its numerator over its denominator, its own rounding allowed for; not without all three."""
    expected = ratio_of(row, whole)
    if expected is None or row.value is None:
        return False
    shown = -int(Decimal(str(row.value)).normalize().as_tuple().exponent)
    room: Decimal = ROUNDING / 10 ** min(max(0, shown), MOST_DECIMALS)
    return abs(Decimal(str(row.value)) - expected) <= room


def whole_of(unit: str) -> int | None:
    """Return how much the whole is in a unit of shares, per cent or per so many; None for a unit of anything else.

    A mean, such as days for each case, has a numerator and a denominator too, and is no share of a whole; nor are
    pounds or days for each 100 people.

    Examples
    --------
    >>> [whole_of(unit) for unit in ("%", "per 1,000 people", "days", "£ per 100 people", "per 12 weeks")]
    [100, 1000, None, None, None]
    """
    if unit == "%":
        return PERCENT
    found = re.match(r"(?:people )?per (1[0, ]*00)\b", unit.casefold())
    return int(re.sub("[, ]", "", found[1])) if found else None
