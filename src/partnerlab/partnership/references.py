"""Ids that point to other rows: checked on what was typed, so that all faults of a file show at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from partnerlab.characters import plain_name
from partnerlab.errors import Fault
from partnerlab.guide import (
    assumptions,
    collaboration_risks,
    failure_reasons,
    framework,
    frameworks,
    instruments,
    level_schemes,
    practices,
)
from partnerlab.partnership.naming import ids_by_name
from partnerlab.partnership.records import Place, Refers
from partnerlab.partnership.sources import MOST_FAULTS
from partnerlab.suggestions import did_you_mean
from partnerlab.wording import counted, listed, verb

MOST_HINTS = 200
"""For how many unknown ids the nearest known one is sought, which takes time."""

MOST_COMPARED = 1_000
"""Known ids among which the nearest is sought."""

LONGEST_SHOWN = 60
"""Characters of an id that a fault shows."""

_ROWS = {
    "partners": "a partner",
    "stakeholders": "a stakeholder",
    "risks": "a risk",
    "indicators": "an indicator",
    "milestones": "a milestone",
    "criteria": "a criterion",
    "pathway": "a step of the pathway",
    "outcomes": "an outcome",
    "conditions": "one of Figure 3's conditions",
    "practices": "a practice of the guide",
    "prompts": "a risk that the guide names",
    "instruments": "an instrument",
    "supplied_instruments": "a supplied instrument",
    "schemes": "a scheme of levels",
}
"""What each table's rows are called."""

_OWN = ("partners", "stakeholders", "criteria", "risks", "indicators", "milestones", "pathway")
"""Tables that the file itself holds."""


def find_reference_faults(
    data: Any,
    references: Iterable[tuple[tuple[Any, ...], Refers, str]],
    place_of: Callable[[tuple[Any, ...]], Place],
    told: Collection[tuple[Any, ...]] = (),
    unread: Collection[str] = (),
) -> list[Fault]:
    """Return a fault for each id that names no row, or that stands twice in one list.

    Parameters
    ----------
    data
        The file's content in the shape of the records.
    references
        Location, tables referred to, and id typed.
    told
        Locations that have a fault already: of such a row, an id that stands twice is not told again.
    unread
        Tables that cannot be read, which is the fault to correct: what names one of their rows may well be right.
    """
    named = {table: _ids(data, table) for table in _OWN} | _supplied(data)
    faults: list[Fault] = []
    framework_faults, named["outcomes"] = _outcomes(data)
    listed: dict[tuple[str, ...], list[str]] = {}
    known = {table: frozenset(ids) for table, ids in named.items()}
    called = {table: ids_by_name(_rows(data, table)) for table in ("partners", "stakeholders")}
    for where, message in filter(lambda fault: fault[1], framework_faults.items()):
        place = place_of(("outcomes", *where))
        faults.append(Fault(place.file, place.line, message))
    seen: set[tuple[Any, ...]] = set()
    unread_tables = frozenset(unread)
    for location, refers, text in references:
        if refers.tables == ("outcomes",) and framework_faults:
            continue
        if refers.tables == ("criteria",) and not known["criteria"]:
            continue  # the review says that none is listed
        if not unread_tables.isdisjoint(refers.tables):
            continue
        if len(faults) > MOST_FAULTS:
            break
        if isinstance(location[-1], int):
            if (*location[:-1], text) in seen and location[:-2] not in told:
                place = place_of(location)
                doubled = f'{_field(location)} names "{text[:LONGEST_SHOWN]}" twice; keep one, or correct the other'
                faults.append(Fault(place.file, place.line, doubled))
                continue
            seen.add((*location[:-1], text))
        if not any(text in known[table] for table in refers.tables):
            few = len(faults) < MOST_HINTS
            if few and refers.tables not in listed:
                listed[refers.tables] = sorted({row_id for table in refers.tables for row_id in known[table]})
            ids = listed.get(refers.tables, [])
            meant = next(filter(None, (called.get(table, {}).get(plain_name(text)) for table in refers.tables)), None)
            is_name = meant is not None and plain_name(meant) != plain_name(text)
            way_out = f'write its id, "{meant}"' if is_name else _way_out(text, ids, refers) if few else "correct it"
            place = place_of(location)
            words = " or ".join(_ROWS[table] for table in refers.tables)
            faults.append(
                Fault(place.file, place.line, f'{_field(location)} "{text[:LONGEST_SHOWN]}" is not {words}; {way_out}')
            )
    return faults


def is_not_a_row(fault: Fault, table: str, row_id: str) -> bool:
    """Whether a fault says that an id names no row of a table, or none of several tables.

    Examples
    --------
    >>> is_not_a_row(Fault("hub.yaml", 4, 'risk "R3" is not a risk; known are R1'), "risks", "R3")
    True
    """
    _, shown, rule = fault.message.partition(f'"{row_id[:LONGEST_SHOWN]}" is not ')
    return bool(shown) and table in _ROWS and _ROWS[table] in rule.partition(";")[0].split(" or ")


def still_referred_to(row_id: str, faults: Sequence[Fault]) -> str:
    """Return why a row cannot be taken away: the places that refer to it, by file and line.

    Examples
    --------
    >>> still_referred_to("R3", [Fault("hub.yaml", 4, ""), Fault("hub.yaml", 9, ""), Fault("hub/leads.csv", 2, "")])
    '3 places still refer to R3: hub.yaml lines 4 and 9; hub/leads.csv line 2. Change or remove these first'
    """
    lines: dict[str, list[int]] = {}
    for file, line in sorted({(fault.file, fault.line) for fault in faults}):
        lines.setdefault(file, []).append(line)
    count = sum(map(len, lines.values()))
    refer, those = verb(count, "refers", "refer"), verb(count, "it", "these")
    where = "; ".join(
        f"{file} {verb(len(numbers), 'line', 'lines')} {listed(map(str, numbers), most=12)}"
        for file, numbers in lines.items()
    )
    return f"{counted(count, 'place')} still {refer} to {row_id}: {where}. Change or remove {those} first"


def _field(location: tuple[Any, ...]) -> str:
    return str(next((part for part in reversed(location) if isinstance(part, str)), "value"))


def _rows(data: Any, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table that have an id."""
    rows = data.get(table, []) if isinstance(data, dict) else []
    return [row for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)]


def _ids(data: Any, table: str) -> list[str]:
    return [row["id"] for row in _rows(data, table)]


def _supplied(data: Any) -> dict[str, list[str]]:
    return {
        "conditions": [*assumptions().ids, *collaboration_risks().ids],
        "practices": list(practices().ids),
        "prompts": [*collaboration_risks().ids, *failure_reasons().ids],
        "instruments": [*instruments().ids, *_ids(data, "instruments")],
        "supplied_instruments": list(instruments().ids),
        "schemes": [*level_schemes().ids, *_ids(data, "scales")],
    }


def _outcomes(data: Any) -> tuple[dict[tuple[Any, ...], str], list[str]]:
    """Return what is wrong with frameworks and own outcomes, by where they are named, and the ids of all outcomes.

    What is empty is told elsewhere: a framework that is no text.
    """
    outcomes = data.get("outcomes") if isinstance(data, dict) else None
    if not isinstance(outcomes, dict):
        return {}, []
    others = outcomes.get("other_frameworks")
    named: dict[tuple[Any, ...], Any] = {("framework",): outcomes.get("framework")}
    if isinstance(others, list | tuple):
        named |= {("other_frameworks", number): name for number, name in enumerate(others)}
    supplied = [row.id for row in frameworks()]
    faults: dict[tuple[Any, ...], str] = {}
    ids: list[str] = []
    for where, name in named.items():
        if name is not None and not isinstance(name, str):
            faults[where] = ""
        elif name in supplied:
            ids += [outcome.id for outcome in framework(str(name)).outcomes]
        elif name not in {None, "own"}:
            faults[where] = f'framework "{name}" is not known; known are {", ".join([*supplied, "own"])}'
    for number, row in enumerate(outcomes.get("own", [])):
        if isinstance(row, dict) and isinstance(row.get("id"), str):
            if row["id"] in ids:
                told = f'id "{row["id"]}" is that of an outcome of a framework, too; choose another'
                faults["own", number, "id"] = told
            ids.append(row["id"])
    return faults, ids


def _way_out(text: str, ids: list[str], refers: Refers) -> str:
    if not ids:
        return f"the file lists none; add it under `{refers.tables[0]}`"
    alike = next(
        (row_id for row_id in ids[:MOST_COMPARED] if row_id != text and _visible(row_id) == _visible(text)), None
    )
    if alike is not None:
        return f"{_unseen(text, alike)}; type it again"
    near = ids if len(ids) <= MOST_COMPARED else []
    return did_you_mean(text, near, otherwise=f"known are {', '.join(ids[:12])}{' …' if len(ids) > 12 else ''}")


def _visible(text: str) -> str:
    """Return what a reader sees of a text: every kind of space alike, and nothing of what has no width."""
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _unseen(text: str, alike: str) -> str:
    """Return which character makes two ids differ that look alike, and where it stands."""
    for where, one in (("it", text), (f'the id "{alike}"', alike)):
        for number, letter in enumerate(one, start=1):
            if letter != " " and (letter.isspace() or unicodedata.category(letter) == "Cf"):
                name = unicodedata.name(letter, "control character").lower()
                return f"{where} holds a {name} (U+{ord(letter):04X}) as character {number}"
    return f'it looks like "{alike}" but its spaces or accents are other characters'
