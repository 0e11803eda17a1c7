"""What a file says that cannot hold together: answers given twice, ends before beginnings, steps that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from itertools import chain, islice
from typing import Any

from partnerlab.characters import look_of
from partnerlab.errors import Fault
from partnerlab.partnership.records import Place
from partnerlab.partnership.scale_faults import find_scale_faults
from partnerlab.partnership.series_faults import find_series_faults
from partnerlab.partnership.sources import MOST_FAULTS
from partnerlab.partnership.thresholds import Thresholds
from partnerlab.partnership.unchecked import Found, is_number, rows_of
from partnerlab.wording import listed

ONE_ANSWER = {
    "stage": ("on",),
    "decisions": ("on",),
    "assurance": ("part", "on"),
    "acceptances": ("by", "on"),
    "conditions": ("condition", "by", "on"),
    "practices": ("practice", "by", "on"),
    "guide_risks": ("prompt", "on"),
    "relationships": ("by", "with", "on"),
    "ratings": ("risk", "kind", "by", "on"),
    "leads": ("risk", "on"),
    "owners": ("risk", "from", "to"),
    "influences": ("risk", "partner", "on"),
    "checklist": ("item", "by", "on"),
    "surveys": ("instrument", "by", "on"),
    "sustainability": ("condition", "by", "on"),
    "life_cycle": ("by", "on"),
    "collaboration": ("on",),
}
"""What makes two rows of a table the same answer, of which only one can count."""

IN_ORDER: dict[tuple[str, ...], tuple[tuple[str, str], ...]] = {
    ("partners",): (("joined", "left"),),
    ("partners", "representatives"): (("from", "to"),),
    ("initiator",): (("from", "to"),),
    ("broker",): (("from", "to"),),
    ("outcomes", "sro"): (("from", "to"),),
    ("governance",): (("on", "ended"),),
    ("governance", "other_members"): (("from", "to"),),
    ("agreements",): (("on", "signed"), ("signed", "ended")),
    ("constraints",): (("on", "lifted"),),
    ("differences",): (("on", "settled"),),
    ("risks",): (("on", "closed"),),
    ("owners",): (("from", "to"),),
    ("ratings",): (("on", "told"),),
}
"""Dates of a row of which the second cannot be before the first.

Only what cannot be is among them. What was done before it was written down as agreed, such as a control, may be.
"""

ONE_ID = (
    ("partners", "a partner", "choose another"),
    ("stakeholders", "a stakeholder", "a stakeholder is outside the partnership"),
    ("governance", "a body", "choose another for the body, and name that under `reports_to`"),
)
"""Tables of which no two rows may have one id, what their rows are called, and what to do."""

RISING = (("turnover", "turnover_red"), ("amber_product", "red_product"))
"""Thresholds of which the first must not be above the second."""

MOST_STEPS = 12
"""Escalation steps that a fault lists."""

_DEFAULTS = {"kind": "residual"}
_NONE = ("", "None")
"""What stands for a value that a row does not give; two answers without a date are two of one date."""


def find_inconsistencies(
    data: Any, place_of: Callable[[tuple[Any, ...]], Place], told: Collection[tuple[Any, ...]] = ()
) -> list[Fault]:
    """Return a fault for each part that contradicts another.

    Parameters
    ----------
    data
        The file's content in the shape of the records; what is of the wrong type is passed over, for it is told
        elsewhere.
    place_of
        Gives the place of a location.
    told
        Locations of values that have a fault already, which is enough.
    """
    if not isinstance(data, dict):
        return []
    found = chain(
        _faults_of_ids(data),
        _faults_of_rows(data),
        _faults_of_answers(data, place_of),
        _faults_of_dates(data),
        _faults_of_ladder(data),
        _faults_of_thresholds(data),
        _faults_of_efforts(data),
        find_scale_faults(data),
        find_series_faults(data),
    )
    untold = ((location, message) for location, message in found if location not in told)
    places = ((place_of(location), message) for location, message in islice(untold, MOST_FAULTS))
    return [Fault(place.file, place.line, message) for place, message in places]


def _faults_of_ids(data: dict[str, Any]) -> Found:
    """Yield each id that is that of two things, of which a sentence or a reference could only mean one."""
    taken: dict[str, tuple[str, str]] = {}
    for table, owner, way_out in ONE_ID:
        rows = [(number, row["id"]) for number, row in rows_of(data, table) if isinstance(row.get("id"), str)]
        for number, row_id in rows:
            if (before := taken.get(look_of(row_id))) is not None:
                other, same = before
                told = f'id "{row_id}" is that of {other}, too; {way_out}'
                if same != row_id:
                    told = f'id "{row_id}" looks the same as that of {other}, but is typed with other characters'
                yield (table, number), told
        taken = {look_of(row_id): (owner, row_id) for _, row_id in rows} | taken


def _faults_of_rows(data: dict[str, Any]) -> Found:
    """Yield each row that contradicts itself."""
    for number, row in rows_of(data, "relationships"):
        if row.get("by") is not None and row.get("by") == row.get("with"):
            yield ("relationships", number), f"{row['by']} answers about itself; name another partner under `with`"
    for number, row in rows_of(data, "accountabilities"):
        if row.get("partner") is not None and row.get("partner") == row.get("to"):
            yield ("accountabilities", number), f"{row['to']} answers to itself; name somebody else under `to`"
    for number, row in rows_of(data, "guide_risks"):
        if row.get("answer") == "not ours" and isinstance(row.get("risk"), str):
            told = f"the answer is `not ours`, yet risk {row['risk'][:60]} is named; keep one"
            yield ("guide_risks", number, "risk"), told


def _faults_of_answers(data: dict[str, Any], place_of: Callable[[tuple[Any, ...]], Place]) -> Found:
    tables: list[tuple[tuple[Any, ...], tuple[str, ...], list[tuple[int, dict[str, Any]]]]] = [
        ((name,), key, rows_of(data, name)) for name, key in ONE_ANSWER.items()
    ]
    for table, inner, name in (("partners", "readiness", "on"), ("agreements", "clauses", "id")):
        tables += [((table, number, inner), (name,), rows_of(row, inner)) for number, row in rows_of(data, table)]
    for path, names, rows in tables:
        seen: dict[tuple[str, ...], int] = {}
        for number, row in rows:
            key = tuple(str(row.get(name, _DEFAULTS.get(name, ""))) for name in names)
            if all(part in _NONE for part in key):
                continue  # what is missing is told elsewhere
            if (first := seen.setdefault(key, number)) != number:
                about = ", ".join(
                    f"{name} {part[:60]}" for name, part in zip(names, key, strict=True) if part not in _NONE
                )
                there = place_of((*path, first))
                yield (*path, number), f"{path[-1]}: two answers for {about}, here and at {there}; keep one"


def _faults_of_dates(data: dict[str, Any]) -> Found:
    for path, pairs in IN_ORDER.items():
        for location, row in _rows_at(data, path):
            for first, second in pairs:
                begun, ended = _day(row.get(first)), _day(row.get(second))
                if begun is not None and ended is not None and ended < begun:
                    told = f"{second}: {ended} is before {begun}, under `{first}`; correct one of them"
                    yield (*location, second), told


def _rows_at(data: dict[str, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Yield location and content of each row of a table, which may lie within a record or within rows of another."""
    name, *inner = path
    held = data.get(name)
    if not inner:
        yield from (((name, number), row) for number, row in rows_of(data, name))
        return
    holders = [((name,), held)] if isinstance(held, dict) else [((name, n), row) for n, row in rows_of(data, name)]
    for location, holder in holders:
        yield from (((*location, *there), row) for there, row in _rows_at(holder, tuple(inner)))


def _day(value: Any) -> date | None:
    """Return a date as typed; None for what is none, which is told elsewhere."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _faults_of_ladder(data: dict[str, Any]) -> Found:
    """Yield steps that stand twice, that are final and lead on, and numbers that name none.

    A step that names no next one is for the review.
    """
    seen: set[tuple[str, str]] = set()
    ladder = rows_of(data, "disputes")
    for number, row in ladder:
        key = (str(row.get("rung")), str(row.get("on")))
        if key in seen:
            yield ("disputes", number), f"step {row.get('rung')} is twice among the escalation steps; keep one"
        seen.add(key)
        if row.get("final") is True and is_number(row.get("next")):
            told = f"step {row.get('rung')} makes the final decision, yet leads on to step {row['next']}"
            yield ("disputes", number, "next"), f"{told}; keep `final` or `next`"
    steps = [row.get("rung") for _, row in ladder]
    if not steps or not all(map(is_number, steps)):
        return  # none is recorded yet, or one has a fault of its own
    known: frozenset[Any] = frozenset(steps)
    for table, field in (("disputes", "next"), ("differences", "step")):
        for number, row in rows_of(data, table):
            if is_number(row.get(field)) and row[field] not in known:
                named = listed(map(str, sorted(known)), most=MOST_STEPS)
                yield (table, number, field), f"{field} {row[field]} is not an escalation step; known are {named}"


def _faults_of_thresholds(data: dict[str, Any]) -> Found:
    given = data.get("thresholds")
    if not isinstance(given, dict):
        return
    for lower, higher in RISING:
        if lower not in given and higher not in given:
            continue
        low, high = (given.get(name, Thresholds.model_fields[name].default) for name in (lower, higher))
        if is_number(low) and is_number(high) and low > high:
            where = ("thresholds", lower if lower in given else higher)
            yield where, f"{lower} {low:g} is above {higher} {high:g}; the first must not be above the second"


def _faults_of_efforts(data: dict[str, Any]) -> Found:
    given = data.get("moves")
    seen: dict[str, str] = {}
    for effort in ("small_effort", "medium_effort", "large_effort"):
        kinds = given.get(effort) if isinstance(given, dict) else None
        for number, kind in enumerate(kinds if isinstance(kinds, list) else []):
            if (first := seen.setdefault(str(kind), effort)) != effort:
                yield ("moves", effort, number), f'"{kind}" is under {first} and under {effort}; keep one'
