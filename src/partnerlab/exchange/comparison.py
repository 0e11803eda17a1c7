"""What a workbook asks for, compared with what a partnership's files say: only what differs becomes a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from partnerlab.exchange.content import nested, value_at
from partnerlab.exchange.foreign import without_signs
from partnerlab.exchange.identities import Identities
from partnerlab.exchange.register import Wanted, scale_labels
from partnerlab.exchange.report import Report
from partnerlab.partnership import Edit
from partnerlab.partnership.columns import table_named

ORDER = ("partners", "stakeholders", "indicators", "performance", "tasks", "milestones", "risks")
"""Tables in which rows stand that others name; the others follow."""


def ask_for(edit: Edit, wanted: Sequence[Wanted], report: Report) -> None:
    """Put what is new or different into an edit of the partnership's files; nothing is ever taken away.

    Parameters
    ----------
    edit
        Changes to the files, none of which is written here.
    wanted
        Rows that a workbook asks for.
    report
        Takes how many rows are unchanged, and rows of the files that the workbook has not.
    """
    by_table: dict[str, list[Wanted]] = {}
    for row in wanted:
        by_table.setdefault(row.table, []).append(row)
    for table in sorted(by_table, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER)):
        rows = by_table[table]
        if table == "ratings":
            _ratings(edit, rows, report)
        elif table == "leads":
            _leads(edit, rows, report)
        elif table == "owners":
            _owners(edit, rows, report)
        elif table == "controls":
            _matched(edit, rows, report, ("risk", "control"), ("owner", "due", "done"))
        elif table == "actions":
            _actions(edit, rows, report)
        elif table_named(table).has_id:
            _by_id(edit, table, rows, report)
        else:
            _whole_rows(edit, table, rows, report)


def _actions(edit: Edit, rows: Sequence[Wanted], report: Report) -> None:
    """Compare actions by their ids; those of a register, which have none, by what they are about and their title."""
    named = [row for row in rows if "id" in row.row]
    others = [row for row in rows if "id" not in row.row]
    if named:
        _by_id(edit, "actions", named, report)
    if others:
        _matched(edit, others, report, ("subject", "title"), ("owner", "due", "done"))


def _by_id(edit: Edit, table: str, wanted: Sequence[Wanted], report: Report) -> None:
    known = {str(row["id"]): row for row in edit.rows(table)}
    for asked in wanted:
        row_id = str(asked.row["id"])
        if row_id not in known:
            edit.add(table, nested(asked.row))
            continue
        is_changed = False
        for name, value in asked.row.items():
            if name in {"values", "representatives"}:
                is_changed |= _inner(edit, (table, row_id, name), known[row_id].get(name, []), value)
            elif name != "id" and value_at(known[row_id], name) != value:
                edit.set([table, row_id, *name.split(".")], value)
                is_changed = True
        report.unchanged += not is_changed
    gone = [row for row_id, row in known.items() if row_id not in {str(asked.row["id"]) for asked in wanted}]
    for row in gone:
        if not any(row.get(end) for end in table_named(table).record.ends):
            title = row.get("title") or row.get("name") or ""
            report.note("kept", f"{table} {row['id']}", f"{title}; if it has ended, say when in the file")


def _inner(edit: Edit, path: tuple[str, ...], known: Sequence[Mapping[str, Any]], asked: Sequence[Any]) -> bool:
    """Add rows within a row that are new, and set values that differ; return whether there were any."""
    key = "period" if path[-1] == "values" else "role"
    is_changed = False
    for row in asked:
        number = next(
            (
                number
                for number, old in enumerate(known, 1)
                if without_signs(old.get(key)) == without_signs(row.get(key))
            ),
            0,
        )
        if not number and row.get(key):
            edit.add(path, row)
            is_changed = True
            continue
        for name, value in row.items() if number else ():
            if known[number - 1].get(name) != value:
                edit.set([*path, number, name], value)
                is_changed = True
    return is_changed


def _ratings(edit: Edit, wanted: Sequence[Wanted], report: Report) -> None:
    """Add ratings that differ from the latest one before; put right what was rated on the same day."""
    rows = edit.rows("ratings")
    levels = {part: scale_labels(edit.partnership, part) for part in ("likelihood", "impact")}
    for asked in wanted:
        new = asked.row
        alike = [
            (number, row)
            for number, row in enumerate(rows, 1)
            if (row["risk"], row.get("by"), row.get("kind", "residual")) == (new["risk"], new.get("by"), new["kind"])
            and row["on"] <= new["on"]
        ]
        number, latest = max(alike, key=lambda pair: (pair[1]["on"], pair[0]), default=(0, None))
        differing = [part for part in levels if latest and levels[part].get(latest[part], latest[part]) != new[part]]
        travel = new.get("direction")
        if latest is not None and not differing and travel not in {None, latest.get("direction")}:
            if latest["on"] == new["on"]:
                edit.set(["ratings", number, "direction"], travel)
            else:
                edit.add("ratings", new)
        elif latest is not None and not differing:
            report.unchanged += 1
        elif latest is not None and latest["on"] == new["on"]:
            for part in (*differing, *(["direction"] if travel not in {None, latest.get("direction")} else [])):
                edit.set(["ratings", number, part], new[part])
        else:
            edit.add("ratings", new)


def _leads(edit: Edit, wanted: Sequence[Wanted], report: Report) -> None:
    """Add leads that differ from today's."""
    rows = edit.rows("leads")
    for asked in wanted:
        mine = [
            (row.get("on") or "", number, row) for number, row in enumerate(rows) if row["risk"] == asked.row["risk"]
        ]
        latest = max(mine, key=lambda found: found[:2], default=None)
        if latest is not None and latest[2].get("lead") == asked.row["lead"]:
            report.unchanged += 1
        elif latest is not None and latest[0] > asked.row.get("on", ""):
            message = (
                f"{asked.row['lead']} leads on {asked.row['risk']} here, {latest[2].get('lead')} since {latest[0]}"
            )
            report.note("both changed", asked.place, message)
        else:
            edit.add("leads", asked.row)


def _owners(edit: Edit, wanted: Sequence[Wanted], report: Report) -> None:
    """Add owners that differ from the latest of a risk."""
    rows = edit.rows("owners")
    for asked in wanted:
        mine = [row for row in rows if row["risk"] == asked.row["risk"] and not row.get("to")]
        latest = max(mine, key=lambda row: row.get("from") or "", default={})
        if all(without_signs(latest.get(part)) == without_signs(asked.row.get(part)) for part in ("role", "name")):
            report.unchanged += 1
        elif (latest.get("from") or "") > asked.row.get("from", ""):
            message = f"the owner of {asked.row['risk']} was recorded later, on {latest['from']}"
            report.note("both changed", asked.place, message)
        else:
            edit.add("owners", asked.row)


def _matched(
    edit: Edit, wanted: Sequence[Wanted], report: Report, key: tuple[str, str], settable: tuple[str, ...]
) -> None:
    """Add rows that are new by two of their values; set others that differ."""
    table = wanted[0].table
    rows = edit.rows(table)
    by_key = {tuple(without_signs(row.get(name)) for name in key): (number, row) for number, row in enumerate(rows, 1)}
    identities = Identities(table, rows) if table_named(table).has_id else None
    seen = set()
    for asked in wanted:
        which = tuple(without_signs(asked.row.get(name)) for name in key)
        if which in seen:
            continue
        seen.add(which)
        if which not in by_key:
            new_id = {"id": identities.of(None, "")} if identities is not None else {}
            edit.add(table, {**new_id, **asked.row})
            continue
        number, row = by_key[which]
        changes = {name: asked.row[name] for name in settable if name in asked.row and row.get(name) != asked.row[name]}
        for name, value in changes.items():
            edit.set([table, row.get("id", number), name], value)
        report.unchanged += not changes
    about = {which[0] for which in seen}
    for which, (number, row) in by_key.items():
        if which[0] in about and which not in seen and not row.get("done"):
            report.note("kept", f"{table} {row.get('id', number)}", f"{row.get(key[1])} ({row.get(key[0])})")


def _whole_rows(edit: Edit, table: str, wanted: Sequence[Wanted], report: Report) -> None:
    """Add rows of a table without ids that it does not hold yet."""
    rows = edit.rows(table)
    for asked in wanted:
        if any(all(value_at(row, name) == value for name, value in asked.row.items()) for row in rows):
            report.unchanged += 1
        else:
            edit.add(table, nested(asked.row))
