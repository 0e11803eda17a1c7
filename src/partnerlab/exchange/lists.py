"""Any other table of anybody's: partners, stakeholders, who does what, milestones, indicators, actions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from partnerlab.exchange.body import Body, Row
from partnerlab.exchange.identities import Identities
from partnerlab.exchange.mapping import ROLE, TARGET, VALUE
from partnerlab.exchange.partners import partner_meant, partners_meant
from partnerlab.exchange.register import Asked, Wanted
from partnerlab.exchange.report import Report
from partnerlab.methods.periods import explain_label
from partnerlab.partnership.columns import Column, Table, table_named
from partnerlab.sheets.values import Levels, UnreadError, is_open, read_number, read_text
from partnerlab.wording import listed

NAMED_BY = ("title", "name")
"""What a row of a table with ids is called by."""

JUDGED = ("power", "interest", "legitimacy", "urgency")
"""What is judged of organisations from 1 to 5, and by many with words."""

_ROLES = {"r": "responsible", "a": "accountable", "c": "consulted", "i": "informed"}


def read_list(body: Body, rows: Sequence[Mapping[str, Any]], asked: Asked, report: Report) -> list[Wanted]:
    """Return the rows that a sheet asks for, each with the values that its cells hold.

    Parameters
    ----------
    rows
        Rows that the partnership has in this table, as plain values.
    report
        Takes what cannot be read, by cell.
    """
    table = table_named(body.mapping.table)
    nested = [inner for name in body.columns if "." in name for inner in [_nested(table, name)] if inner]
    values = {
        column.name: body.values(column, column.name, report)
        for column in table.columns
        if column.name in body.columns
        and column.kind != "ids"
        and "partners" not in column.refers
        and not (body.mapping.scale and column.name in JUDGED)
    }
    levels = _levels(body, report)
    inner = {column.name: body.values(column, column.name, report) for column in nested}
    identities = Identities(table.name, rows, asked.reserved) if table.has_id else None
    known = {str(row.get("id")): row for row in rows}
    found: list[Wanted] = []
    for row in body.rows:
        wanted = {name: value[row.number] for name, value in values.items() if row.number in value}
        wanted |= _partners(body, table, row, asked, report)
        wanted |= _judged(body, row, levels, report) if levels is not None else {}
        for name, held in inner.items():
            if row.number in held:
                outer, _, field = name.partition(".")
                wanted.setdefault(outer, [{}])[0][field] = held[row.number]
        _without_role(body, row, wanted, report)
        wanted |= _roles(body, row, report) if table.name == "tasks" else {}
        wanted |= _series(body, row, report) if table.name in {"indicators", "performance"} else {}
        flat = {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in wanted.items()}
        _without_open(body, row, flat, report)
        if identities is not None:
            title = next((str(flat[name]) for name in NAMED_BY if name in flat), "")
            try:
                row_id = identities.of(read_text(body.cell(row.number, "id")), title)
            except UnreadError as error:
                report.note("not taken", body.place(row.number, "id"), str(error))
                continue
            flat = {"id": row_id, **{name: value for name, value in flat.items() if name != "id"}}
        before = known.get(str(flat["id"]), {}) if identities is not None else {}
        _without_half_target(body, row, flat, before, report)
        if not _is_complete(body, table, row, {**before, **flat}, report):
            continue
        _tell_status(body, row, flat, report)
        found.append(Wanted(table.name, flat, body.place(row.number, "title" if "title" in flat else "name")))
    return found


def _without_open(body: Body, row: Row, flat: dict[str, Any], report: Report) -> None:
    """Leave out words that say that something is still to be agreed: nobody is called so."""
    for name in [name for name, value in flat.items() if is_open(value) and name not in (*NAMED_BY, "id", "note")]:
        message = f'"{flat.pop(name)}" is not known yet; fill it in when it is'
        report.note("not taken", body.place(row.number, name), message)


def _levels(body: Body, report: Report) -> Levels | None:
    try:
        return Levels.of(body.mapping.scale) if body.mapping.scale else None
    except UnreadError as error:
        report.ask("--scale", f"{body.sheet.name or body.sheet.file}: {error}.", "1-5")
        return None


def _judged(body: Body, row: Row, levels: Levels, report: Report) -> dict[str, int | float]:
    """Return what is judged from 1 to 5, by what the sheet's numbers and words mean."""
    found: dict[str, int | float] = {}
    for name in JUDGED:
        try:
            level = levels.read(body.cell(row.number, name), {})
        except UnreadError as error:
            report.note("not taken", body.place(row.number, name), str(error))
            continue
        if level is not None:
            found[name] = level
    return found


def _without_role(body: Body, row: Row, wanted: dict[str, Any], report: Report) -> None:
    """Leave out a representative without a role, by which representatives are known here, and say so."""
    if "representatives" in wanted and "role" not in wanted["representatives"][0]:
        names = [name for name in body.columns if name.startswith("representatives.")]
        message = "a representative is known by a role, and none is here; add a column such as Job title"
        report.note("not taken", body.place(row.number, names[0]), message)
        del wanted["representatives"]


def _without_half_target(body: Body, row: Row, flat: dict[str, Any], before: Mapping[str, Any], report: Report) -> None:
    """Leave out a target without its value or its period, and say so; what the file has of it counts."""
    wanted = {name: value for name, value in flat.items() if name in {"target.value", "target.period"}}
    if not wanted:
        return
    why = explain_label(wanted.get("target.period", "2026/27"))
    why = why and f"target: {why}"
    for name, missing in (("target.period", "no period, such as 2026/27"), ("target.value", "no value")):
        if name not in wanted and not before.get("target"):
            why = why or f"the target has {missing}; fill it in"
    if why:
        for name in wanted:
            del flat[name]
        report.note("not taken", body.place(row.number, "target.period"), why)


def _is_complete(body: Body, table: Table, row: Row, values: Mapping[str, Any], report: Report) -> bool:
    """Whether a row has what each row of its table needs; report it where it has not."""
    missing = [column.name for column in table.columns if column.required and values.get(column.name) in (None, "", [])]
    if missing:
        message = f"the row has no {listed(missing)}, which each row of {table.name} needs; fill it in"
        report.note("not taken", body.place(row.number, missing[0]), message)
    return not missing


def key_of(table: str) -> tuple[str, ...]:
    """Return what a row of a table must hold to be one, any of these."""
    if table == "risks":
        return ("title", "event", "cause")
    columns = table_named(table).columns
    named = tuple(column.name for column in columns if column.name in NAMED_BY)
    return named or tuple(column.name for column in columns if column.required) or (columns[0].name,)


def _nested(table: Table, name: str) -> Column | None:
    outer, _, field = name.partition(".")
    try:
        column = table_named(f"{table.name}.{outer}").column(field)
    except KeyError:
        return None  # a record within the row, which is among the table's own columns
    return Column(name, column.kind, column.help, column.choices) if column else None


def _partners(body: Body, table: Table, row: Row, asked: Asked, report: Report) -> dict[str, Any]:
    """Return the columns that name partners, and other lists; owners in words stay as they are written."""
    found: dict[str, Any] = {}
    for column in table.columns:
        text = read_text(body.cell(row.number, column.name))
        if text is None:
            continue
        place = body.place(row.number, column.name)
        if column.kind == "ids" and "partners" not in column.refers:
            found[column.name] = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
        elif column.kind == "ids":
            ids, unknown = partners_meant(text, asked.partners)
            for name in unknown:
                _no_partner(name, place, asked, report)
            found[column.name] = ids
        elif "partners" in column.refers:
            partner = partner_meant(text, asked.partners)
            if partner is None:
                _no_partner(text, place, asked, report)
            else:
                found[column.name] = partner
        elif column.name == "owner":
            found[column.name] = partner_meant(text, asked.partners) or text
    return found


def _no_partner(name: str, place: str, asked: Asked, report: Report) -> None:
    report.partners = tuple(sorted(set(asked.partners.values())))
    report.note("not taken", place, f'"{name}" is not a partner; say under `names` in the mapping who it is')


def _roles(body: Body, row: Row, report: Report) -> dict[str, list[str]]:
    """Return who is responsible, accountable, consulted and informed, from one column a partner."""
    found: dict[str, list[str]] = {}
    for meaning in body.columns:
        text = read_text(body.cell(row.number, meaning)) if meaning.startswith(ROLE) else None
        if text is None:
            continue
        letters = re.split(r"[\s,/;&+]+", text.casefold())
        if len(letters) == 1 and letters[0] not in _ROLES.values():
            letters = list(letters[0])
        roles = [letter if letter in _ROLES.values() else _ROLES.get(letter) for letter in letters if letter]
        for role in roles:
            if role is None:
                report.note("not taken", body.place(row.number, meaning), f'"{text}" is not R, A, C or I')
                break
            found.setdefault(role, []).append(meaning.removeprefix(ROLE))
    return found


def _series(body: Body, row: Row, report: Report) -> dict[str, Any]:
    """Return the values and the target of an indicator, from one column a period."""
    found: list[dict[str, Any]] = []
    targets: dict[str, Any] = {}
    for meaning in body.columns:
        if not meaning.startswith((VALUE, TARGET)):
            continue
        try:
            value = read_number(body.cell(row.number, meaning), decimal_comma=body.sheet.decimal_comma, percent=True)
        except UnreadError as error:
            report.note("not taken", body.place(row.number, meaning), str(error))
            continue
        if value is None:
            continue
        if meaning.startswith(VALUE):
            found.append({"period": meaning.removeprefix(VALUE), "value": value})
        elif targets:
            message = f"an indicator has one target here, and its first is for {targets['target.period']}"
            report.note("not taken", body.place(row.number, meaning), message)
        else:
            targets = {"target.period": meaning.removeprefix(TARGET), "target.value": value}
    return {"values": found, **targets} if found else targets


def _tell_status(body: Body, row: Row, wanted: Mapping[str, Any], report: Report) -> None:
    status = read_text(body.cell(row.number, "status"))
    ended = {"complete", "completed", "done", "closed", "achieved"}
    if status and status.casefold() in ended and "done" not in wanted:
        message = f'"{status}", but nothing says since when; fill in when it was done'
        report.note("not taken", body.place(row.number, "status"), message)
