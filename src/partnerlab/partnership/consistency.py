"""What a file says that cannot hold together: answers given twice, levels off their scale, ends before beginnings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from itertools import chain, islice, pairwise
from typing import Any

from partnerlab.characters import look_of
from partnerlab.errors import Fault, GuideError
from partnerlab.guide import bands, level_scheme, level_schemes, scale, scales
from partnerlab.partnership.records import Place
from partnerlab.partnership.risks import RiskSettings
from partnerlab.partnership.series_faults import find_series_faults
from partnerlab.partnership.sources import MOST_FAULTS
from partnerlab.partnership.thresholds import Thresholds
from partnerlab.suggestions import did_you_mean
from partnerlab.wording import listed

Found = Iterator[tuple[tuple[Any, ...], str]]
"""Where a fault stands, and what it is."""

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
        _faults_of_scales(data),
        _faults_of_ratings(data),
        _faults_of_levels(data),
        _faults_of_thresholds(data),
        _faults_of_efforts(data),
        find_series_faults(data),
    )
    untold = ((location, message) for location, message in found if location not in told)
    places = ((place_of(location), message) for location, message in islice(untold, MOST_FAULTS))
    return [Fault(place.file, place.line, message) for place, message in places]


def rows_of(data: Any, name: str) -> list[tuple[int, dict[str, Any]]]:
    """Return the rows of a table that are rows, with their numbers."""
    rows = data.get(name) if isinstance(data, dict) else None
    return [(number, row) for number, row in enumerate(rows) if isinstance(row, dict)] if isinstance(rows, list) else []


def _faults_of_ids(data: dict[str, Any]) -> Found:
    partners = {look_of(row["id"]): row["id"] for _, row in rows_of(data, "partners") if isinstance(row.get("id"), str)}
    for number, row in rows_of(data, "stakeholders"):
        if isinstance(row.get("id"), str) and (same := partners.get(look_of(row["id"]))) is not None:
            told = f'id "{row["id"]}" is that of a partner, too; a stakeholder is outside the partnership'
            if same != row["id"]:
                told = f'id "{row["id"]}" looks the same as that of a partner, but is typed with other characters'
            yield ("stakeholders", number), told


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
        if row.get("final") is True and _is_number(row.get("next")):
            told = f"step {row.get('rung')} makes the final decision, yet leads on to step {row['next']}"
            yield ("disputes", number, "next"), f"{told}; keep `final` or `next`"
    steps = [row.get("rung") for _, row in ladder]
    if not steps or not all(map(_is_number, steps)):
        return  # none is recorded yet, or one has a fault of its own
    known: frozenset[Any] = frozenset(steps)
    for table, field in (("disputes", "next"), ("differences", "step")):
        for number, row in rows_of(data, table):
            if _is_number(row.get(field)) and row[field] not in known:
                named = listed(map(str, sorted(known)), most=MOST_STEPS)
                yield (table, number, field), f"{field} {row[field]} is not an escalation step; known are {named}"


def _faults_of_scales(data: dict[str, Any]) -> Found:
    for number, row in rows_of(data, "scales"):
        levels = rows_of(row, "levels")
        if not levels and isinstance(row.get("levels"), list):
            yield ("scales", number), f'scale "{row.get("id")}" has no levels; list them under `levels`'
        for name in ("value", "label"):
            seen: set[str] = set()
            for level, inner in levels:
                text = look_of(str(inner.get(name))).casefold()
                if inner.get(name) is not None and text in seen:
                    where = ("scales", number, "levels", level, name)
                    yield where, f'scale "{row.get("id")}" has two levels of {name} {inner[name]}; keep one'
                seen.add(text)
        chances = sorted(
            (inner["value"], inner["probability"])
            for _, inner in levels
            if _is_number(inner.get("value")) and _is_number(inner.get("probability"))
        )
        for (lower, before), (higher, chance) in pairwise(chances):
            if chance < before and lower < higher:
                told = f"level {higher} has probability {chance:g}, less than level {lower} with {before:g}"
                yield ("scales", number), f'scale "{row.get("id")}": {told}; higher is more'


def _steps(data: dict[str, Any], name: Any) -> list[tuple[Any, str]] | None:
    """Return value and label of each step of a scale of risk; None when there is none of that name."""
    own = next((row for _, row in rows_of(data, "scales") if row.get("id") == name), None)
    if own is not None:
        return [(level.get("value"), str(level.get("label"))) for _, level in rows_of(own, "levels")]
    try:
        return [(level.value, level.label) for level in scale(str(name)).levels]
    except GuideError:
        return None


def _faults_of_ratings(data: dict[str, Any]) -> Found:
    given = data.get("risk_settings")
    settings: dict[str, Any] = given if isinstance(given, dict) else {}
    own = [str(row.get("id")) for _, row in rows_of(data, "scales")]
    highest: list[Any] = []
    for what in ("likelihood", "impact"):
        name = settings.get(f"{what}_scale", RiskSettings.model_fields[f"{what}_scale"].default)
        steps = _steps(data, name)
        if steps is None:
            hint = did_you_mean(str(name), [*own, *scales().ids])
            yield ("risk_settings", f"{what}_scale"), f'{what}_scale "{str(name)[:60]}" is not known; {hint}'
            continue
        numbers = [value for value, _ in steps if _is_number(value)]
        labels = [label for value, label in steps if _is_number(value)]
        highest += [max(numbers)] if numbers else []
        for number, row in rows_of(data, "ratings"):
            level = row.get(what)
            if (isinstance(level, int | float) and level < 1) or isinstance(level, list | dict):
                continue  # the record says so
            if numbers and level is not None and not _is_on(level, numbers, labels):
                where = ("ratings", number, what)
                yield where, f"{what} {level} is off the scale {name}, {_span(numbers, labels)}"
    if len(highest) == 2:
        yield from _faults_of_appetite(data, *highest)
    name = settings.get("bands", RiskSettings.model_fields["bands"].default)
    if name not in own:
        try:
            bands(str(name))
        except GuideError as error:
            yield ("risk_settings", "bands"), f"bands: {error}"


def _faults_of_appetite(data: dict[str, Any], likeliest: Any, worst: Any) -> Found:
    rows: list[tuple[tuple[Any, ...], Any]] = [(("risk_settings",), data.get("risk_settings"))]
    rows += [(("risks", number), row) for number, row in rows_of(data, "risks")]
    for location, row in rows:
        appetite = row.get("appetite") if isinstance(row, dict) else None
        if _is_number(appetite) and appetite > likeliest * worst:
            told = f"appetite {appetite} is above the highest risk score, {likeliest} × {worst}"
            yield (*location, "appetite"), told


def _is_on(level: Any, numbers: list[Any], labels: list[str]) -> bool:
    """Whether a level lies on a scale: a number between its ends, or a label or the beginning of one only."""
    try:
        return bool(min(numbers) <= float(level) <= max(numbers))
    except (TypeError, ValueError):
        text = str(level).strip().casefold()
    alike = [label.casefold() for label in labels]
    return text in alike or sum(label.startswith(text) for label in alike) == 1


def _span(numbers: list[Any], labels: list[str]) -> str:
    return f"which runs from {min(numbers)} to {max(numbers)} ({', '.join(labels[:12])})"


def _faults_of_levels(data: dict[str, Any]) -> Found:
    name = data.get("levels", "frey")
    steps = _steps(data, name) if name not in level_schemes().ids else None
    if steps is None and name in level_schemes().ids:
        steps = [(level.value, level.label) for level in level_scheme(name).levels]
    numbers = [value for value, _ in steps or () if _is_number(value)]
    if not numbers:
        return
    for table, fields in (
        ("relationships", ("needed", "actual")),
        ("collaboration", ("needed", "actual", "resourced")),
    ):
        for number, row in rows_of(data, table):
            for field in fields:
                level = row.get(field)
                if _is_number(level) and not min(numbers) <= level <= max(numbers):
                    span = _span(numbers, [label for _, label in steps or ()])
                    yield (table, number, field), f"{field} {level} is off the scheme {name}, {span}"


def _faults_of_thresholds(data: dict[str, Any]) -> Found:
    given = data.get("thresholds")
    if not isinstance(given, dict):
        return
    for lower, higher in RISING:
        if lower not in given and higher not in given:
            continue
        low, high = (given.get(name, Thresholds.model_fields[name].default) for name in (lower, higher))
        if _is_number(low) and _is_number(high) and low > high:
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


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
