"""A table of periods and values, read and put in order: what could mislead is refused."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import numpy as np
import pandas as pd

from partnerlab.errors import MethodError
from partnerlab.methods.observations import Observations, Ratio, Revision
from partnerlab.methods.periods import Kind, Period, parse_periods

Series = Observations | pd.DataFrame | Mapping[str, object]
"""A series as callers hold it: in order already, a table of periods and values, or values by period."""


def order_observations(series: Series, kind: Kind | None = None) -> Observations:
    """Put a series in order and refuse what could mislead.

    Parameters
    ----------
    series
        Values by period, or a table with columns `period` and `value`. More columns are optional:
        `published` (date on which the value came out, YYYY-MM-DD), by which a period given twice is a
        revision and the newest value counts; `unit`, which must not change midway; `numerator` and
        `denominator` (the count behind a value, and of how many).
    kind
        What sort of periods they are, when the labels do not tell.

    Returns
    -------
    Observations
        Ordered by time; a missing value stays missing, never 0.

    Raises
    ------
    MethodError
        For a period given twice, a value that is no number, mixed kinds of period, a changing unit.

    Examples
    --------
    >>> order_observations({"2020/21": 26.9, "2019/20": 19.5}).table()[["period", "value"]]
        period  value
    0  2019/20   19.5
    1  2020/21   26.9
    """
    if isinstance(series, Observations):
        return series
    table = series if isinstance(series, pd.DataFrame) else _as_table(series)
    _check_columns(table)
    labels = table["period"].tolist()
    periods = parse_periods(labels, kind)
    values = [_number(value, label) for value, label in zip(table["value"].tolist(), labels, strict=True)]
    published = table["published"].tolist() if "published" in table else [None] * len(labels)
    rows = sorted(
        map(_Row, periods, values, map(_date, published), _ratios(table)),
        key=lambda row: (row.period.position, row.published or date.min),
    )
    newest, revisions = _newest(rows)
    spacing = math.gcd(*(row.period.position - newest[0].period.position for row in newest)) if newest else 0
    spacing = spacing or (min(newest[0].period.months, 12) if newest else 12)
    ratios = tuple(row.ratio for row in newest) if any(row.ratio for row in newest) else ()
    return Observations(
        tuple(row.period for row in newest), tuple(row.value for row in newest), spacing, tuple(revisions), ratios
    )


@dataclass(frozen=True)
class _Row:
    """One row of a table of periods, read."""

    period: Period
    value: Decimal | None
    published: date | None
    ratio: Ratio | None


def _as_table(series: Mapping[str, object]) -> pd.DataFrame:
    columns = {"period": list(series), "value": pd.Series(list(series.values()), dtype=object)}
    return pd.DataFrame(columns, dtype=object)


def _check_columns(table: pd.DataFrame) -> None:
    if missing := [name for name in ("period", "value") if name not in table]:
        message = f"the series has no column {missing[0]!r}; its columns are {', '.join(map(str, table.columns))}"
        raise MethodError(message)
    if "unit" in table and len(units := sorted(set(table["unit"].dropna().astype(str)))) > 1:
        raise MethodError(f"the unit changes within the series ({', '.join(units)}); give one unit, or two series")


def _number(value: object, label: object) -> Decimal | None:
    text = "" if value is None else str(value).strip()
    if text.lower() in ("", "nan", "<na>", "nat"):
        return None
    try:
        number = Decimal(text) if not isinstance(value, (bool, np.bool_)) else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise MethodError(
            f"period {label} holds {text!r}, which is not a number. Leave it empty when the value is missing, "
            "and write no unit, comma or sign beside the number"
        )
    return number


def _date(published: object) -> date | None:
    if published is None or str(published) in ("", "nan", "NaT", "<NA>"):
        return None
    try:
        return date.fromisoformat(str(published)[:10])
    except ValueError as error:
        raise MethodError(f"published is {str(published)!r}; write the date as YYYY-MM-DD") from error


def _ratios(table: pd.DataFrame) -> list[Ratio | None]:
    """Count and of how many, row by row, where both are given and the latter is above 0."""
    if "numerator" not in table or "denominator" not in table:
        return [None] * len(table)
    found: list[Ratio | None] = []
    for label, *pair in zip(table["period"], table["numerator"], table["denominator"], strict=True):
        count, whole = (_number(part, label) for part in pair)
        found.append((count, whole) if count is not None and whole is not None and whole > 0 else None)
    return found


def _newest(rows: list[_Row]) -> tuple[list[_Row], list[Revision]]:
    """Keep the newest value of each period and note what it replaced."""
    kept: list[_Row] = []
    revisions: list[Revision] = []
    for row in rows:
        if kept and kept[-1].period.same_time_as(row.period):
            older = kept.pop()
            if row.published is None or row.published == older.published:
                raise MethodError(
                    f"period {row.period.label} is given twice ({older.value} and {row.value}); keep one row, or add a "
                    "column `published` with the date of each"
                )
            if row.value != older.value:
                revisions.append(Revision(row.period.label, row.published.isoformat(), older.value, row.value))
        kept.append(row)
    return kept, revisions
