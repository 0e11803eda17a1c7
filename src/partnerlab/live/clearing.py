"""What it would take: from a finding, the smallest changes of the record that clear it, ready to be typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from partnerlab.analysis.findings import Finding
from partnerlab.analysis.moves.steps import Step
from partnerlab.analysis.moves.ways import Way, search_ways
from partnerlab.analysis.review import find_findings
from partnerlab.display.findings import findings, name_finding
from partnerlab.errors import ChangeError
from partnerlab.exchange.alterations import TypedRow
from partnerlab.exchange.content import has_outer, shown
from partnerlab.live.draft import Draft, Rows
from partnerlab.page.notebooks import open_citations
from partnerlab.partnership import Partnership
from partnerlab.partnership.columns import Table, sheet_tables, table_named, tables
from partnerlab.wording import counted, listed

MOST_TOLD = 6
"""Findings that go or come with a way, that are listed; the rest are counted."""


def find_named(partnership: Partnership, name: str) -> Finding | None:
    """Return the finding that stands on a page under a name; None when it is found no longer."""
    return next((row for row in find_findings(partnership) if name_finding(row) == name), None)


def offer_ways(partnership: Partnership, name: str) -> Iterator[tuple[dict[str, Any], tuple[Way, ...]] | None]:
    """Look for what it would take to clear a finding, a little at a time, for people and to be typed.

    Yields
    ------
    tuple, or None
        What is known so far, as first thing and whenever there is more: in it, `looking` until all has been tried. None
        after each step of that, which is small.

    Raises
    ------
    ChangeError
        When nothing of that name is found.
    """
    finding = find_named(partnership, name)
    if finding is None:
        raise ChangeError("this is no longer found; the findings below will follow in a moment")
    enter = finding.enter
    told = {
        "finding": name,
        "title": f"{finding.code}: {finding.message}",
        "remedy": (enter.find_out if enter else "") or finding.remedy,
        "table": _table_of(enter.field) if enter else "",
        "ways": (),
        "looking": True,
    }
    best: tuple[Way, ...] = ()
    yield told, best
    for ways in search_ways(partnership, finding):
        if ways is None:
            yield None
        else:
            best = ways
            told |= {"ways": [{"words": _words_of(partnership, way), "html": _show(way, finding)} for way in ways]}
            yield told.copy(), best
    yield told | {"looking": False}, best


def _table_of(field: str) -> str:
    """Return the table that holds a field; empty when it is none's."""
    known = {table.name for table in sheet_tables()}
    parts = field.split(".")
    return next((name for end in range(len(parts), 0, -1) if (name := ".".join(parts[:end])) in known), "")


def _words_of(partnership: Partnership, way: Way) -> list[str]:
    return [say_step(partnership, step) for step in way.steps]


def say_step(partnership: Partnership, step: Step) -> str:
    """Say one change of the record: where, what stands there, and what would.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "Alpha", "reporting_terms": "no"}])
    >>> say_step(hub, Step("set", "partners.A.reporting_terms", "yes"))
    'partners, A: reporting_terms no to yes'
    """
    if step.verb == "add":
        values = listed((f"{name} {_told(value)}" for name, value in dict(step.value).items()), last="and")
        return f"{step.path.replace('.', ', ')}: add {values}"
    *where, field = step.path.split(".")
    held: Any = partnership.whole
    for word in (*where, field):
        held = _inside(held, word)
    return f"{', '.join(where)}: {field} {_told(held)} to {_told(step.value)}"


def _inside(held: Any, word: str) -> Any:
    if isinstance(held, tuple):
        ids = [getattr(row, "id", None) for row in held]
        return held[ids.index(word) if word in ids else int(word) - 1]
    names = (name for name, field in type(held).model_fields.items() if word in (field.alias, name))
    return getattr(held, next(names, ""), None)


def _told(value: Any) -> str:
    return shown(list(value) if isinstance(value, tuple) else value) or "nothing"


def _show(way: Way, finding: Finding) -> str:
    also = [row for row in way.cleared if row.key != finding.key]
    head = Markup("<p>{}It clears this finding{}.</p>").format(
        f"{way.decision}: a decision of the board. " if way.decision else "",
        f" and {counted(len(also), 'other', 'others')}" if also else "",
    )
    parts = [head]
    for title, rows in (("Goes, too", also), ("Comes", way.brought)):
        if rows:
            more = f"; the first {MOST_TOLD} are listed" if len(rows) > MOST_TOLD else ""
            caption = Markup("<h5>{}: {}{}</h5>").format(title, len(rows), more)
            parts.append(caption + findings(rows[:MOST_TOLD], fold=False).html)
    return str(open_citations("".join(parts)))


def type_steps(draft: Draft, steps: Iterable[Step]) -> list[str]:
    """Type changes of the record into the tables, one step back for each table.

    Returns
    -------
    list of str
        Commands for what stands in no table, and has to be set beside the workbook; empty when all is typed.
    """
    left: list[str] = []
    changed: dict[str, Rows] = {}
    for step in steps:
        table, outer, row, column = _place_of(step)
        if table is None or (step.verb == "set" and column not in {known.name for known in table.columns}):
            left.append(f"partnerlab set {draft.file.name} {step.path} {shown(step.value)}")
            continue
        rows = changed.get(table.name, draft.rows(table.name))
        changed[table.name] = (
            (*rows, TypedRow(f"new.{draft.count()}", _cells_of(step.value), outer))
            if step.verb == "add"
            else _with(rows, outer, row, column, shown(step.value))
        )
    for name, rows in changed.items():
        draft.put(name, rows)
    return left


def _place_of(step: Step) -> tuple[Table | None, str, str, str]:
    """Return the table of a step, the row around it, its own row and its column; no table for a setting."""
    known = {table.path for table in tables()}
    parts = tuple(step.path.split("."))
    if parts[:2] in known and not has_outer(table_named(".".join(parts[:2]))):  # a list within a single record
        return table_named(".".join(parts[:2])), "", "".join(parts[2:3]), ".".join(parts[3:])
    if parts[:1] not in known:
        return None, "", "", ""
    if (parts[0], *parts[2:3]) in known and len(parts) > 2:
        return table_named(f"{parts[0]}.{parts[2]}"), parts[1], "".join(parts[3:4]), ".".join(parts[4:])
    return table_named(parts[0]), "", "".join(parts[1:2]), ".".join(parts[2:])


def _cells_of(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: text for name, value in values.items() if (text := shown(value))}


def _with(rows: Rows, outer: str, key: str, column: str, text: str) -> Rows:
    """Return rows with a cell changed, of the row with that id, or that number among those within the same row."""
    within = [row for row in rows if row.outer == outer]
    found = next((row for row in within if row.cells.get("id") == key), None)
    if found is None:
        if not key.isdigit() or int(key) > len(within):
            raise ChangeError(f"row {key} is gone")
        found = within[int(key) - 1]
    return tuple(replace(row, cells={**row.cells, column: text}) if row is found else row for row in rows)
