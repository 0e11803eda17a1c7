"""What is wrong with periods and with groups of a series: no period at all, one that stands twice, a group of none."""

from __future__ import annotations

from typing import Any

from partnerlab.characters import says_nothing
from partnerlab.errors import MethodError
from partnerlab.methods.periods import explain_label, parse_periods
from partnerlab.partnership.unchecked import Found, rows_of
from partnerlab.suggestions import did_you_mean


def find_series_faults(data: dict[str, Any]) -> Found:
    """Yield each fault of the periods of indicators, measures of performance and money, with where it stands.

    Parameters
    ----------
    data
        The file's content in the shape of the records; what is of the wrong type is passed over, for it is told
        elsewhere.
    """
    for table in ("indicators", "performance"):
        for number, row in rows_of(data, table):
            yield from _faults_of(row, (table, number))
    for number, row in rows_of(data, "funding"):
        yield from _faults_of_label(row.get("year"), ("funding", number, "year"))


def _faults_of(row: dict[str, Any], at: tuple[Any, ...]) -> Found:
    target, rule = row.get("target"), row.get("rule")
    alone: list[tuple[tuple[Any, ...], Any]] = [
        (("target", "period"), target.get("period") if isinstance(target, dict) else None),
        (("rule", "base"), rule.get("base") if isinstance(rule, dict) else None),
        (("action_from",), row.get("action_from")),
    ]
    alone += [(("breaks", number, "period"), one.get("period")) for number, one in rows_of(row, "breaks")]
    for where, label in alone:
        yield from _faults_of_label(label, (*at, *where))
    yield from _faults_of_groups(rows_of(row, "groups"), (*at, "groups"))
    yield from _faults_of_values(rows_of(row, "values"), (*at, "values"))
    for table in ("comparators", "groups"):
        for number, series in rows_of(row, table):
            yield from _faults_of_values(rows_of(series, "values"), (*at, table, number, "values"))


def _faults_of_label(label: Any, at: tuple[Any, ...]) -> Found:
    """Yield why a period that stands by itself is none; what is blank is told elsewhere."""
    if label is not None and not _is_unsaid(label) and (problem := explain_label(label)):
        yield at, f"{at[-1]}: {problem}"


def _faults_of_groups(groups: list[tuple[int, dict[str, Any]]], at: tuple[Any, ...]) -> Found:
    """Yield each group that is compared with one that the indicator does not have."""
    names = [group.get("name") for _, group in groups]
    for number, group in groups:
        against = group.get("against")
        others = [name for name in names if isinstance(name, str) and name != group.get("name")]
        if isinstance(against, str) and against not in others:
            way_out = did_you_mean(against, others) if others else "leave it empty to compare with the whole"
            yield (*at, number, "against"), f'against "{against[:60]}" is no other group of the indicator; {way_out}'


def _faults_of_values(values: list[tuple[int, dict[str, Any]]], at: tuple[Any, ...]) -> Found:
    """Yield what is wrong with each period; only when each is one, what is wrong with them together."""
    given = [(number, value) for number, value in values if value.get("period") is not None]
    rows = [(number, value) for number, value in given if not _is_unsaid(value["period"])]
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


def _is_unsaid(period: Any) -> bool:
    """Whether a period is blank or only holds a place, which is told elsewhere."""
    return isinstance(period, str) and bool(period) and says_nothing(period)
