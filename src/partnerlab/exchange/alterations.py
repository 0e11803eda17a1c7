"""Tables as people type them, what they changed in them, and the same changes put into a partnership's files.

What was changed is told by what a row says, not by where it stands: it can be kept, read by people, and put into files
that somebody else has changed elsewhere since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from partnerlab.exchange.content import Held, has_outer, nested, plain_value, rows_of, shown
from partnerlab.partnership import Edit
from partnerlab.partnership.columns import Table, sheet_tables, table_named
from partnerlab.sheets.values import UnreadError

Cells = Mapping[str, str]
"""Text by column; a column without text is left out."""


@dataclass(frozen=True)
class TypedRow:
    """A row of a table as text."""

    key: str
    """Tells it from every other row of the table, as long as the table is open."""
    cells: Cells
    """What its cells say."""
    outer: str = ""
    """Id of the row around it; empty for none."""
    path: tuple[str | int, ...] | None = None
    """What leads to it in the files; None for a row that is new."""


@dataclass(frozen=True)
class Alteration:
    """One row changed, added or taken away."""

    table: str
    """Name of the table, such as `ratings` or `partners.readiness`."""
    outer: str = ""
    """Id of the row around it; empty for none."""
    row: Cells = field(default_factory=dict)
    """Which row: its id, or all that it says where it has none; empty for a row that is new."""
    values: Cells = field(default_factory=dict)
    """New text by column; empty text takes a value away."""
    was: Cells = field(default_factory=dict)
    """What stood there."""
    gone: bool = False
    """Whether the row is taken away."""

    def means(self, row: TypedRow) -> bool:
        """Whether it is that row which is changed or taken away."""
        says = {"id": row.cells.get("id")} if set(self.row) == {"id"} else dict(row.cells)
        return row.outer == self.outer and says == dict(self.row)

    def __str__(self) -> str:
        named = ", ".join(f"{name} {text}" for name, text in (self.row or self.values).items())
        where = f"{self.table}{f' of {self.outer}' if self.outer else ''}"
        if self.gone:
            return f"{where}: remove {named}"
        if not self.row:
            return f"{where}: add {named}"
        changed = (
            f"{name} {self.was.get(name) or 'nothing'} to {text or 'nothing'}" for name, text in self.values.items()
        )
        return f"{where}, {named}: {', '.join(changed)}"


def typed_rows(table: Table, content: Mapping[str, Any]) -> tuple[TypedRow, ...]:
    """Return the rows of a table as text.

    Examples
    --------
    >>> rows = typed_rows(table_named("ratings"), {"ratings": [{"risk": "R1", "likelihood": 4}]})
    >>> rows[0].key, rows[0].cells
    ('ratings.1', {'risk': 'R1', 'likelihood': '4'})
    """
    return tuple(_typed(held) for held in rows_of(table, content))


def _typed(held: Held) -> TypedRow:
    cells = {name: text for name, value in held.values.items() if (text := shown(value))}
    return TypedRow(".".join(map(str, held.path)), cells, held.outer, held.path)


def alterations_between(table: Table, before: Sequence[TypedRow], after: Sequence[TypedRow]) -> tuple[Alteration, ...]:
    """Return what was changed in a table: rows that say something else, are gone, or are new.

    Examples
    --------
    >>> table = table_named("ratings")
    >>> before = typed_rows(table, {"ratings": [{"risk": "R1", "likelihood": 4}]})
    >>> after = [TypedRow("ratings.1", {"risk": "R1", "likelihood": "2"}, path=("ratings", 1))]
    >>> print(alterations_between(table, before, after)[0])
    ratings, risk R1, likelihood 4: likelihood 4 to 2
    """
    stayed = {row.key: row for row in after}
    found: list[Alteration] = []
    for row in before:
        which = {"id": row.cells["id"]} if "id" in row.cells else row.cells
        now = stayed.pop(row.key, None)
        if now is None:
            found.append(Alteration(table.name, row.outer, which, was=row.cells, gone=True))
            continue
        names = [name for name in {**row.cells, **now.cells} if row.cells.get(name, "") != now.cells.get(name, "")]
        if names:
            values = {name: now.cells.get(name, "") for name in names}
            was = {name: row.cells.get(name, "") for name in names}
            found.append(Alteration(table.name, row.outer, which, values, was))
    new = (Alteration(table.name, row.outer, values=row.cells) for row in stayed.values() if row.cells)
    return (*found, *new)


def alter(edit: Edit, alterations: Iterable[Alteration]) -> list[str]:
    """Put alterations into an edit of a partnership's files.

    Parameters
    ----------
    edit
        Changes to the files, none of which is written here.

    Returns
    -------
    list of str
        What was left out, since the files no longer say what it started from, or since it is a row of a series within
        a group or comparator, which no sheet can hold; empty when all was put in.
    """
    listed = list(alterations)
    content = edit.content
    rows = {name: typed_rows(table_named(name), content) for name in {row.table for row in listed}}
    left: list[str] = []
    gone: list[tuple[str | int, ...]] = []
    for alteration in (alteration for alteration in listed if alteration.row):
        row = next(filter(alteration.means, rows[alteration.table]), None)
        if row is None or row.path is None:
            left.append(f"{alteration}: no row says so any more")
        elif alteration.gone:
            gone.append(row.path)
        else:
            changed = [
                name
                for name, text in alteration.was.items()
                if row.cells.get(name, "") not in (text, alteration.values[name])
            ]
            if changed:
                left.append(f"{alteration}: {changed[0]} is {row.cells.get(changed[0]) or 'nothing'} by now")
                continue
            _set(edit, row, alteration)
    for path in sorted(gone, key=_number, reverse=True):
        edit.remove(list(path))
    for alteration in (alteration for alteration in listed if not alteration.row):
        if table_named(alteration.table) in sheet_tables():
            _add(edit, alteration)
        else:
            left.append(f"{alteration}: no sheet can hold this row; write it in the partnership's file")
    return left


def _set(edit: Edit, row: TypedRow, alteration: Alteration) -> None:
    assert row.path is not None  # noqa: S101  # whoever calls has looked
    for name, text in sorted(
        alteration.values.items(), key=lambda pair: pair[0] == "id"
    ):  # the id last: it leads there
        edit.set([*row.path, *name.split(".")], _meant(alteration.table, name, text))


def _add(edit: Edit, alteration: Alteration) -> None:
    table = table_named(alteration.table)
    values = {name: _meant(table.name, name, text) for name, text in alteration.values.items()}
    around = [table.path[0], alteration.outer, table.path[1]] if has_outer(table) else list(table.path)
    edit.add(around, nested({name: value for name, value in values.items() if value is not None}))


def _meant(table: str, name: str, text: str) -> Any:
    """Return what a text means in a column; the text itself where it means nothing there, which the reader tells."""
    column = table_named(table).column(name)
    if column is None or not text.strip():
        return text.strip() or None
    try:
        return plain_value(column, text)
    except UnreadError:
        return text


def _number(path: tuple[str | int, ...]) -> tuple[str, int]:
    return (str(path[:-1]), path[-1] if isinstance(path[-1], int) else 0)
