"""What is wrong with the periods of a series: no period at all, one that could be two, one that stands twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from partnerlab.characters import is_blank
from partnerlab.errors import MethodError
from partnerlab.methods.periods import explain_label, parse_periods

Found = Iterator[tuple[tuple[Any, ...], str]]
"""Where a fault stands, and what it is."""


def find_series_faults(data: dict[str, Any]) -> Found:
    """Yield each fault of the periods of indicators and measures of performance, with where it stands.

    Parameters
    ----------
    data
        The file's content in the shape of the records; what is of the wrong type is passed over, for it is told
        elsewhere.
    """
    for table in ("indicators", "performance"):
        for number, row in enumerate(_list(data.get(table))):
            if isinstance(row, dict):
                yield from _faults_of(row, (table, number))


def _faults_of(row: dict[str, Any], at: tuple[Any, ...]) -> Found:
    target, rule = row.get("target"), row.get("rule")
    alone = [
        (("target", "period"), target.get("period") if isinstance(target, dict) else None),
        (("rule", "base"), rule.get("base") if isinstance(rule, dict) else None),
        (("action_from",), row.get("action_from")),
    ]
    for where, label in alone:
        if label is not None and (problem := explain_label(label)):
            yield (*at, *where), f"{where[-1]}: {problem}"
    yield from _faults_of_values(row.get("values"), (*at, "values"))
    for table in ("comparators", "groups"):
        for number, series in enumerate(_list(row.get(table))):
            if isinstance(series, dict):
                yield from _faults_of_values(series.get("values"), (*at, table, number, "values"))


def _faults_of_values(values: Any, at: tuple[Any, ...]) -> Found:
    """Yield what is wrong with each period; only when each is one, what is wrong with them together."""
    rows = [(number, value) for number, value in enumerate(_list(values)) if isinstance(value, dict)]
    given = [(number, value) for number, value in rows if value.get("period") is not None]
    rows = [(number, value) for number, value in given if not value["period"] or not is_blank(value["period"])]
    problems = [(number, problem) for number, value in rows if (problem := explain_label(value["period"]))]
    if problems:
        yield from (((*at, number, "period"), f"period: {problem}") for number, problem in problems)
        return
    try:
        periods = parse_periods(value["period"] for _, value in rows)
    except MethodError as error:
        yield at, f"period: {error}"
        return
    seen: dict[tuple[Any, ...], str] = {}
    for (number, value), period in zip(rows, periods, strict=True):
        key = (period.start, period.end, value.get("published"))
        if key in seen:
            yield (*at, number), f'period "{period.label}" is twice in the series; keep one'
        seen[key] = period.label


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
