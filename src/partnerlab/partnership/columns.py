"""What each column of a table may hold, taken from the records: its name, kind, choices and help."""

from __future__ import annotations

import types
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from partnerlab.partnership.partnership import Partnership
from partnerlab.partnership.records import Record, Refers, is_left_out
from partnerlab.sheets.spreadsheet import Cell, Sheet
from partnerlab.sheets.values import UnreadError, is_nothing, read_assent, read_dates, read_number, read_text
from partnerlab.suggestions import nearest

Kind = Literal["text", "number", "whole", "level", "date", "truth", "choice", "ids", "scores"]
"""`level` is a number on a scale or its label; `ids` is a list parted by semicolons; `scores` is named numbers, such as
`reach: 4; cost: 2`."""


_OTHER_WORDS = {
    word: choice
    for choice, words in {
        "up": ("higher", "more", "increase", "rise"),
        "down": ("lower", "less", "fewer", "decrease", "fall"),
        "local government": ("council", "local authority", "district council", "borough council"),
        "voluntary": ("charity", "voluntary sector"),
        "statutory": ("statutory sector", "statutory body"),
        "community": ("community sector", "community group"),
        "private": ("private sector", "company", "business"),
        "academic": ("university",),
    }.items()
    for word in words
}
"""What people write in spreadsheets for a choice, in small letters, where it can mean no other one."""


OF_ANY_ROW = {name: field.description or "" for name, field in Record.model_fields.items()}
"""What every row may hold, its source and a note, and what each means: the last columns of a table, once a row."""


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    name: str
    """As in the partnership's file, such as `due`; for a record within the row `target.value`."""
    kind: Kind
    """What its cells hold."""
    help: str
    """What it means, in one sentence."""
    choices: tuple[str, ...] = ()
    """What it may hold; empty when anything of its kind."""
    refers: tuple[str, ...] = ()
    """Tables of whose ids it holds one; empty for none."""
    required: bool = False
    """Whether each row needs it."""
    share: bool = False
    """Whether it is a share from 0 to 1, which people write as a percentage."""
    private: bool = False
    """Whether a redacted review leaves it out."""


@dataclass(frozen=True)
class Table:
    """A list of rows in a partnership's file."""

    path: tuple[str, ...]
    """Names that lead to it; a table within the rows of another has the other's first: `("partners", "resources")`."""
    record: type[Record]
    """What each row is."""
    columns: tuple[Column, ...]
    """Its columns, in the order of the file's format."""
    help: str
    """What the table holds."""

    @property
    def name(self) -> str:
        """Its path in one word, such as `partners.resources`."""
        return ".".join(self.path)

    @property
    def has_id(self) -> bool:
        """Whether its rows have ids."""
        return "id" in self.record.model_fields

    def column(self, name: str) -> Column | None:
        """Return the column of a name; None when there is none."""
        return next((column for column in self.columns if column.name == name), None)


@cache
def tables() -> tuple[Table, ...]:
    """Return every table of a partnership, those within others after them.

    Examples
    --------
    >>> [table.name for table in tables() if table.path[0] == "partners"]
    ['partners', 'partners.representatives', 'partners.readiness', 'partners.resources']
    """
    return tuple(_tables_in(Partnership, ()))


@cache
def sheet_tables() -> tuple[Table, ...]:
    """Return every table but the series within an indicator's groups and comparators, which no sheet can hold.

    A row of a sheet says which row it belongs to. Of a row within a row within a row that would not be enough.

    Examples
    --------
    >>> [table.name for table in tables() if table not in sheet_tables()]
    ['indicators.comparators.values', 'indicators.groups.values']
    """
    return tuple(table for table in tables() if len(table.path) < 3)


def table_named(name: str) -> Table:
    """Return the table of a name such as `risks`; KeyError when there is none."""
    return {table.name: table for table in tables()}[name]


def _tables_in(record: type[Record], path: tuple[str, ...]) -> list[Table]:
    found: list[Table] = []
    for name, field in record.model_fields.items():
        inner = row_type(field.annotation)
        here = (*path, field.alias or name)
        if inner is not None:
            found.append(Table(here, inner, columns_of(inner), field.description or ""))
            found += _tables_in(inner, here)
        elif not path and (single := record_type(field.annotation)) is not None:
            found += _tables_in(single, here)
    return found


@cache
def columns_of(record: type[Record], before: str = "") -> tuple[Column, ...]:
    """Return the columns of a row: its single values and lists of words, and those of records within it."""
    found: list[Column] = []
    for name, field in record.model_fields.items():
        label = before + (field.alias or name)
        annotation = annotation_of(field)
        inner = record_type(annotation)
        if inner is not None:
            found += [column for column in columns_of(inner, f"{label}.") if column.help not in OF_ANY_ROW.values()]
        elif row_type(annotation) is None:
            kind, choices = _kind(annotation)
            refers = next((mark.tables for mark in marks_of(annotation) if isinstance(mark, Refers)), ())
            share = kind == "number" and {0, 1} <= {
                getattr(mark, limit, None) for mark in marks_of(annotation) for limit in ("ge", "le")
            }
            required = field.is_required() and not before
            found.append(
                Column(label, kind, field.description or "", choices, refers, required, share, is_left_out(field))
            )
    ids = [column for column in found if column.name == "id"]
    last = [column for name in Record.model_fields for column in found if column.name == name]
    return (*ids, *(column for column in found if column.name != "id" and column not in last), *last)


def cell_for(column: Column, sheet: Sheet, at: tuple[int, int]) -> Cell:
    """Return what a cell holds for a column: a text as it was typed, with what nobody sees, as a CSV file keeps it.

    Parameters
    ----------
    at
        Row and column of the cell in it, counted from 0.
    """
    typed = sheet.typed.get(at) if column.kind in {"text", "ids"} else None
    return sheet.rows[at[0]][at[1]] if typed is None else typed


def read_column(column: Column, sheet: Sheet, cells: Sequence[Cell], dates: str = "") -> list[Any]:
    """Return what the cells of one column mean, as plain values; an UnreadError in place of what cannot be read.

    Parameters
    ----------
    dates
        `day first`, `month first`, or empty for what :func:`~partnerlab.sheets.values.read_dates` does then.
    """
    if column.kind == "date":
        days = read_dates(cells, dates)
        return [day.isoformat() if isinstance(day, date) else day for day in days]
    found: list[Any] = []
    for cell in cells:
        try:
            found.append(read_value(column, cell, decimal_comma=sheet.decimal_comma))
        except UnreadError as error:
            found.append(error)
    return found


def read_value(column: Column, cell: Cell, *, decimal_comma: bool | None = None) -> Any:
    """Return what one cell means as a plain value, None for nothing; UnreadError when it cannot be read."""
    if column.choices:
        return _choice(column, cell)
    found: Any
    match column.kind:
        case "number" | "whole":
            found = _number(column, cell, decimal_comma)
        case "level":
            found = _level(cell)
        case "truth":
            found = _truth(cell)
        case "ids":
            found = [part.strip() for part in (read_text(cell) or "").split(";") if part.strip()] or None
        case "scores":
            found = _scores(cell)
        case "date":
            (found,) = read_column(column, Sheet("", "", ()), [cell])
            if isinstance(found, UnreadError):
                raise found
        case _:
            found = cell.strip() if isinstance(cell, str) and not is_nothing(cell) else read_text(cell)
    return found


def _number(column: Column, cell: Cell, decimal_comma: bool | None) -> int | float | None:
    number = read_number(cell, decimal_comma=decimal_comma, percent=not column.share)
    if column.kind == "whole" and isinstance(number, float):
        raise UnreadError(f'"{cell}" is not a whole number')
    if column.share and number is not None and not 0 <= number <= 1:
        raise UnreadError(f'"{cell}" is not a share from 0 to 1, or from 0% to 100%')
    return number


def _level(cell: Cell) -> int | float | str | None:
    text = read_text(cell)
    try:
        return read_number(cell)
    except UnreadError:
        return text


def _truth(cell: Cell) -> bool | None:
    answer = read_assent(cell)
    if answer == "partly":
        raise UnreadError(f'"{cell}" is not yes or no')
    return None if answer is None else answer == "yes"


def _choice(column: Column, cell: Cell) -> str | None:
    if is_nothing(cell) and str(cell).casefold() not in column.choices:
        return None
    said = " ".join(str(cell).split()).casefold()
    for choice in column.choices:
        if choice.casefold() == said:
            return choice
    if set(column.choices) == {"yes", "partly", "no"}:
        return read_assent(cell)
    meant = _OTHER_WORDS.get(said, "")
    if meant in column.choices:
        return meant
    raise UnreadError(f'"{cell}" is not one of {", ".join(column.choices)}{_near_choice(said, column.choices)}')


def _near_choice(word: str, choices: Sequence[str]) -> str:
    near = nearest(word, choices, cutoff=0.8)
    return f'; did you mean "{near}"?' if near else ""


def _scores(cell: Cell) -> dict[str, int | float] | None:
    text = read_text(cell)
    if not text:
        return None
    found = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, mark, score = part.rpartition(":")
        number = read_number(score) if mark else None
        if number is None:
            raise UnreadError(f'"{part}" is not a name and a number; write them as `reach: 4; cost: 2`')
        found[name.strip()] = number
    return found


def annotation_of(field: Any) -> Any:
    """Return the type of a field with the marks that pydantic has taken off it."""
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def bare_type(annotation: Any) -> Any:
    """Return a type without its marks and without None."""
    if get_origin(annotation) is Annotated:
        return bare_type(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        (choice, *others) = [choice for choice in get_args(annotation) if choice is not type(None)]
        return bare_type(choice) if not others else annotation
    return annotation


def marks_of(annotation: Any) -> tuple[Any, ...]:
    """Return the marks of a type, of each choice in it, and of the items of a list."""
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return (*(part for mark in marks for part in (mark, *getattr(mark, "metadata", ()))), *marks_of(inner))
    if get_origin(annotation) in {Union, types.UnionType, tuple}:
        return tuple(mark for choice in get_args(annotation) for mark in marks_of(choice))
    return ()


def row_type(annotation: Any) -> type[Record] | None:
    """Return what each row of a table is; None for what is no table."""
    kind = bare_type(annotation)
    return record_type(get_args(kind)[0]) if get_origin(kind) is tuple and get_args(kind) else None


def record_type(annotation: Any) -> type[Record] | None:
    """Return the record that a single value is; None when it is none."""
    kind = bare_type(annotation)
    return kind if isinstance(kind, type) and issubclass(kind, Record) else None


def _kind(annotation: Any) -> tuple[Kind, tuple[str, ...]]:
    kind = bare_type(annotation)
    origin = get_origin(kind)
    if origin is Literal:
        return "choice", tuple(map(str, get_args(kind)))
    if origin is tuple:
        return "ids", ()
    if origin is dict:
        return "scores", ()
    if origin in {Union, types.UnionType} and {float, str} <= set(get_args(kind)):
        return "level", ()
    kinds: dict[Any, Kind] = {bool: "truth", int: "whole", float: "number", date: "date"}
    return kinds.get(kind, "text"), ()
