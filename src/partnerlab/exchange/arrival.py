"""Anybody's workbook on its way into a partnership: read, mapped, compared; nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from partnerlab.errors import Fault, InputError
from partnerlab.exchange.body import Body, body_of
from partnerlab.exchange.comparison import ask_for
from partnerlab.exchange.identities import PREFIXES
from partnerlab.exchange.lists import key_of, read_list
from partnerlab.exchange.mapping import (
    ROLE,
    TARGET,
    VALUE,
    Mapping,
    SheetMapping,
    mapping_file,
    read_mapping,
    sheet_mapping,
    unique,
)
from partnerlab.exchange.partners import partner_ids, partner_meant
from partnerlab.exchange.placing import Typed, tell_misspelt
from partnerlab.exchange.register import Asked, Wanted, chance_meant, read_register
from partnerlab.exchange.report import Report
from partnerlab.methods.periods import last_days
from partnerlab.partnership import Edit, Partnership, edit_partnership
from partnerlab.partnership.naming import ids_by_name
from partnerlab.partnership.sources import MOST_ROWS, MOST_VALUES
from partnerlab.sheets.headings import Headings, likeliest_headings, locate_headings, plain_heading
from partnerlab.sheets.spreadsheet import Sheet, read_sheets
from partnerlab.sheets.values import is_nothing
from partnerlab.suggestions import did_you_mean
from partnerlab.wording import listed, with_capital

SAID = ("scale", "by", "dates", "struck_out")
"""What may be said of a sheet on the command line."""

PROBABILITY, LIKELIHOOD = "probability", "residual.likelihood"
"""What a column of chances may hold: the chance in a year, from 0 to 1, or a level of a scale."""

_TARGET = re.compile(r"target\b(?:\s+(?:for|in|by))?\s*:?\s*(.*)", re.IGNORECASE)

ALIKE = 0.6
"""Share of the headings of a mapping that a workbook of another name must have for the mapping to serve it."""


@dataclass(frozen=True)
class Answers:
    """What somebody has said on the command line."""

    sheets: tuple[str, ...] = ()
    """Sheets to read; empty for those of the mapping, or all that look like tables."""
    table: str = ""
    """Which list the sheets hold; empty for what their headings look like."""
    scale: str = ""
    by: str = ""
    dates: str = ""
    """As in :class:`~partnerlab.exchange.mapping.SheetMapping`."""
    on: str = ""
    """As at when, `YYYY-MM-DD`."""
    struck_out: str = ""
    """As in :class:`~partnerlab.exchange.mapping.SheetMapping`."""


@dataclass(frozen=True)
class Arrival:
    """A workbook as it would come in."""

    edit: Edit
    """The changes that it makes to the partnership's files."""
    mapping: Mapping
    """How it was read."""
    kept: Path
    """Where the mapping is kept."""
    is_known: bool
    """Whether the mapping was there before."""
    report: Report
    """What was taken, what was not, and why."""
    typed: tuple[Typed, ...] = ()
    """The rows that it asks for."""


def read_arrival(workbook: Path, file: Path, answers: Answers, *, command: str = "import") -> Arrival:
    """Read anybody's workbook into a partnership.

    Parameters
    ----------
    workbook
        A workbook or CSV file.
    file
        The partnership's YAML file.
    answers
        What has been said about the workbook.
    command
        What the history is to say caused the changes.

    Raises
    ------
    InputError
        When a file cannot be read, or no sheet holds a table.
    """
    sheets = read_sheets(workbook)
    edit = edit_partnership(file, command=command)
    kept, before = _kept(file, workbook.name, sheets)
    report = Report()
    mapping = _mapping(before or Mapping(workbook.name), sheets, answers, edit.partnership, report)
    asked = Asked(answers.on, partner_ids(edit.partnership, mapping.names))
    bodies = list(_bodies(mapping, sheets, answers, report))
    reserved: dict[str, set[str]] = {}
    _check_size(workbook.name, *_size_of(bodies))
    for body in bodies:
        reserved.setdefault(body.mapping.table, set()).update(body.references())
    wanted: list[Wanted] = []
    introduced: dict[str, str] = {}
    for body in bodies:
        table = body.mapping.table
        asked = replace(asked, reserved=frozenset(reserved[table]))
        if table == "risks":
            rows = read_register(body, edit.partnership, edit.rows("risks"), asked, report)
        else:
            rows = read_list(body, edit.rows(table), asked, report)
            brought = ids_by_name(row.row for row in rows if row.table == "partners")
            introduced |= brought
            asked = replace(asked, partners={**brought, **asked.partners})
        if table in PREFIXES:  # elsewhere an id is made of the name, and one name in two sheets is one thing
            reserved[table] |= {str(row.row["id"]) for row in rows if row.table == table}
        wanted += rows
        _check_size(workbook.name, len(wanted), sum(len(row.row) for row in wanted))
    _check_names(mapping, kept, set(partner_ids(edit.partnership, {}).values()) | set(introduced.values()))
    if not report.questions:
        ask_for(edit, wanted, report)
    asked_again = {question.option for question in report.questions}
    for name, how in mapping.sheets.items():  # an answer that is asked for again is not kept; what was kept stays
        was = (before.sheets if before else {}).get(name, SheetMapping(how.table, {}))
        scale = was.scale if "--scale" in asked_again else how.scale
        by = was.by if "--by" in asked_again else how.by
        mapping = mapping.with_sheet(name, replace(how, scale=scale, by=by))
    typed = tuple(Typed(row.table, row.row, row.place) for row in wanted)
    tell_misspelt(typed, edit.partnership, report)
    return Arrival(edit, mapping, kept, before is not None, report, typed)


def _bodies(mapping: Mapping, sheets: Sequence[Sheet], answers: Answers, report: Report) -> Iterator[Body]:
    """Yield the rows of each sheet that is read, those of partners first, since others name them."""
    for name, how in sorted(mapping.sheets.items(), key=lambda pair: pair[1].table != "partners"):
        sheet = _sheet(sheets, name, mapping)
        if sheet is None:
            report.note("not taken", name, "the workbook has no such sheet; correct its name in the mapping")
        elif answers.sheets and name not in answers.sheets:
            continue
        elif not set(key_of(how.table)) & set(how.columns.values()):
            message = f"no heading is said to hold {' or '.join(key_of(how.table))}; say in the mapping which one does"
            report.note("not taken", name or sheet.file, message)
        else:
            body = body_of(sheet, how, key_of(how.table), report)
            if body is not None:
                yield body


def _size_of(bodies: Sequence[Body]) -> tuple[int, int]:
    """Return how many rows sheets have, and values in the columns that are read."""
    numbers = [(body, number) for body in bodies for row in body.rows for number in (row.number, *row.more)]
    columns = {id(body): frozenset(body.columns.values()) for body in bodies}
    values = sum(len(columns[id(body)].intersection(body.sheet.filled(number))) for body, number in numbers)
    return len(numbers), values


def _check_size(workbook: str, rows: int, values: int) -> None:
    """Refuse what no partnership's files can hold before it is compared with them, which takes longest."""
    if rows > MOST_ROWS or values > MOST_VALUES:
        message = (
            f"brings {rows:,} rows with {values:,} values, more than a partnership's files hold "
            f"({MOST_ROWS:,} and {MOST_VALUES:,}); keep what a review needs"
        )
        raise InputError([Fault(workbook, 0, message)])


def _check_names(mapping: Mapping, kept: Path, partners: Set[str]) -> None:
    """Refuse a mapping whose `names` give a name to a partner that there is not."""
    listing = f"partners are {', '.join(sorted(partners))}" if partners else "none is recorded yet; add partners first"
    faults = []
    for name, partner in mapping.names.items():
        if partner not in partners:
            near = did_you_mean(partner, sorted(partners), otherwise="")
            way_out = f"{near} {with_capital(listing)}" if near else listing
            faults.append(Fault(kept.as_posix(), 0, f'names, "{name}": "{partner}" is not a partner; {way_out}'))
    if faults:
        raise InputError(faults)


def _kept(file: Path, workbook: str, sheets: Sequence[Sheet]) -> tuple[Path, Mapping | None]:
    """Return where the mapping of a workbook is kept, and the mapping, which may be that of last quarter's workbook."""
    own = mapping_file(file, workbook)
    if own.exists():
        return own, read_mapping(own)
    for other in sorted(own.parent.glob("*.mapping.yaml")):
        mapping = read_mapping(other)
        if mapping is None:
            continue
        # A sheet of partners often comes once only: what this quarter's workbook lacks does not speak against it.
        found = [(_sheet(sheets, name, mapping), how) for name, how in mapping.sheets.items()]
        alike = [_is_alike(sheet, how) for sheet, how in found if sheet is not None]
        if alike and all(alike):
            return other, mapping
    return own, None


def _is_alike(sheet: Sheet, how: SheetMapping) -> bool:
    headings = locate_headings(sheet, how.table, how.columns)
    names = {plain_heading(name) for name in headings.names} if headings else set()
    wanted = {plain_heading(name.partition(" #")[0]) for name, meaning in how.columns.items() if meaning}
    return bool(wanted) and len(wanted & names) >= ALIKE * len(wanted)


def _sheet(sheets: Sequence[Sheet], name: str, mapping: Mapping) -> Sheet | None:
    """Return the sheet of a name; the only one that is shown, where the mapping's single sheet was renamed."""
    for sheet in sheets:
        if sheet.name.casefold() == name.casefold():
            return sheet
    shown = [sheet for sheet in sheets if not sheet.hidden]
    return shown[0] if len(shown) == len(mapping.sheets) == 1 else None


def _mapping(
    before: Mapping, sheets: Sequence[Sheet], answers: Answers, partnership: Partnership, report: Report
) -> Mapping:
    """Return how each sheet is read: as last time, and by its headings where it was not read before."""
    file = sheets[0].file if sheets else before.workbook
    unknown = [name for name in answers.sheets if name not in {sheet.name for sheet in sheets}]
    if unknown:
        names = listed([sheet.name for sheet in sheets if not sheet.is_very_hidden], most=12)
        raise InputError([Fault(file, 0, f'has no sheet "{unknown[0]}"; its sheets are {names}')])
    mapping = before
    read_before = {id(_sheet(sheets, name, before)) for name in before.sheets}
    for sheet in sheets:
        is_asked = sheet.name in answers.sheets
        if id(sheet) in read_before or (answers.sheets and not is_asked):
            continue
        if not is_asked and (sheet.hidden or before.sheets):
            why = "the sheet is hidden" if sheet.hidden else "the mapping does not name this sheet"
            report.note("not taken", sheet.name, f'{why}; to read it, use --sheet "{sheet.name}"')
            continue
        headings = _headings(sheet, answers.table, partnership)
        if headings is None or not set(headings.meanings) & set(key_of(headings.table)):
            is_named = bool(answers.table) and (is_asked or len(sheets) == 1)
            headings = likeliest_headings(sheet, answers.table) if is_named else None
        if headings is None:
            message = "no row of headings was found that looks like a table; say which one it is, such as --table risks"
            named = f', with --sheet "{sheet.name}"' if len(sheets) > 1 and not is_asked else ""
            report.note("not taken", sheet.name or sheet.file, message + named)
            continue
        mapping = mapping.with_sheet(sheet.name, _proposed(headings, partnership, sheet, report))
    if not mapping.sheets:
        message = "holds no table that was recognised; name its sheet with --sheet and its kind with --table"
        raise InputError([Fault(file, 0, message)])
    for name, how in mapping.sheets.items():
        if not answers.sheets or name in answers.sheets:
            said = {part: value for part in SAID if (value := getattr(answers, part))}
            mapping = mapping.with_sheet(name, replace(how, **said))
    return mapping


def period_in(heading: str) -> tuple[bool, str]:
    """Return whether a heading is that of a target, and the period it names; empty where it names none.

    Examples
    --------
    >>> period_in("2025"), period_in("Target for 2027/28"), period_in("Target"), period_in("Targets")
    ((False, '2025'), (True, '2027/28'), (True, ''), (False, ''))
    """
    target = _TARGET.fullmatch(heading.strip())
    period = target[1] if target else heading
    return target is not None, period if last_days([period])[0] is not None else ""


def _headings(sheet: Sheet, table: str, partnership: Partnership) -> Headings | None:
    """Return the headings of a sheet; a sheet with a column for each of several partners tells who does what."""
    known = partner_ids(partnership, {})
    if table in {"", "tasks"}:
        roles = locate_headings(sheet, "tasks", known)
        if (
            roles is not None
            and "name" in roles.meanings
            and sum(partner_meant(name, known) is not None for name in roles.names) >= 2
        ):
            return roles
    return locate_headings(sheet, table)


def _chances(headings: Headings, sheet: Sheet, report: Report) -> dict[str, str]:
    """Return what columns of chances hold where their values say otherwise than their headings."""
    found: dict[str, str] = {}
    meanings = {"probability": PROBABILITY, "likelihood": LIKELIHOOD}
    for place, (name, meaning) in enumerate(zip(unique(headings.names), headings.meanings, strict=True)):
        if meaning not in meanings.values():
            continue
        cells = [row[place] for row in sheet.rows[headings.last + 1 :]]
        meant = meanings.get(chance_meant(cells), "" if meaning == PROBABILITY else meaning)
        if meant == meaning or all(map(is_nothing, cells)):
            continue
        found[name] = meant if meant not in headings.meanings else ""
        if not found[name]:
            told = (
                f'"{name}" may hold a likelihood on a scale or the probability in a year; write `{LIKELIHOOD}` or '
                f"`{PROBABILITY}` for it in the mapping"
            )
            report.note("not taken", sheet.place(headings.last, place), told)
        else:
            told = f'"{name}" was read as {found[name]}, by its values; correct it in the mapping where it is not'
            report.note("taken", sheet.place(headings.last, place), told)
    return found


def _proposed(headings: Headings, partnership: Partnership, sheet: Sheet, report: Report) -> SheetMapping:
    """Return how a sheet is read by its headings, partners and periods among them, and chances by their values."""
    how = sheet_mapping(headings)
    columns = dict(how.columns) | (_chances(headings, sheet, report) if how.table == "risks" else {})
    known = partner_ids(partnership, {})
    for heading, meaning in how.columns.items():
        if meaning:
            continue
        partner = partner_meant(heading, known) if how.table == "tasks" else None
        if partner is not None:
            columns[heading] = f"{ROLE}{partner}"
        elif how.table in {"indicators", "performance"}:
            is_target, period = period_in(heading)
            if period:
                columns[heading] = f"{TARGET if is_target else VALUE}{period}"
    return replace(how, columns=columns)
