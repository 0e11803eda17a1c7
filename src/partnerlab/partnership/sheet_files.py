"""A sheet of a workbook read as a table, each time: headings are names of fields, faults are told by cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from partnerlab.errors import InputError
from partnerlab.partnership.columns import Column, cell_for, columns_of, read_column
from partnerlab.partnership.hints import way_out
from partnerlab.partnership.nodes import Mapping, Node, Scalar, Sequence
from partnerlab.partnership.records import Place, Record
from partnerlab.partnership.sources import Folder
from partnerlab.sheets.headings import plain_heading
from partnerlab.sheets.spreadsheet import FAILED, SAVE_AGAIN, WORKBOOKS, Sheet, sheets_of
from partnerlab.sheets.values import UnreadError
from partnerlab.wording import counted, listed

_UNFIT = "holds a character that nobody sees or that turns text round; type the text of the cell again"
_UNCALCULATED = f"holds a formula that was never calculated; {SAVE_AGAIN}"


def names_sheet(text: str) -> bool:
    """Whether a text names a workbook, or a sheet of one.

    Examples
    --------
    >>> [names_sheet(text) for text in ("register.xlsx#Risks", "register.ods", "risks.csv", "register.xlsx, page 2")]
    [True, True, False, False]
    """
    return text.partition("#")[0].lower().endswith(WORKBOOKS)


def read_sheet(folder: Folder, text: str, record: type[Record], *, named_at: Place) -> Sequence | None:
    """Return the rows of a sheet, or None after noting its faults by cell.

    Parameters
    ----------
    text
        The workbook and its sheet, such as `register.xlsx#Risks`; the sheet may be missing when only one is shown.
    """
    name, _, wanted = text.partition("#")
    data = folder.read_bytes(name, named_at=named_at)
    if data is None:
        return None
    try:
        sheets = [sheet for sheet in sheets_of(name, data) if not sheet.is_very_hidden]
    except InputError as error:
        for fault in error.faults:
            folder.note(Place(fault.file, fault.line), fault.message)
        return None
    shown = [sheet for sheet in sheets if not sheet.hidden]
    found = [sheet for sheet in sheets if sheet.name.casefold() == wanted.casefold()] if wanted else shown
    if len(found) != 1:
        folder.note(named_at, f'"{text}" names no single sheet; write {name}#Sheet; sheets are {_names(sheets)}')
        return None
    return _rows(folder, found[0], record)


def _names(sheets: list[Sheet]) -> str:
    return listed([sheet.name for sheet in sheets], most=12)


def _rows(folder: Folder, sheet: Sheet, record: type[Record]) -> Sequence | None:
    known = {plain_heading(column.name): column for column in columns_of(record) if "." not in column.name}
    fitting = [sum(plain_heading(cell) in known for cell in row) for row in sheet.rows[:60]]
    heading = fitting.index(max(fitting)) if any(fitting) else None
    if heading is None:
        names = ", ".join(column.name for column in known.values())
        folder.note(Place(f"{sheet.file}, {sheet.name}"), f"has no row of headings; headings are {names}")
        return None
    columns: dict[int, Column] = {}
    for number, cell in enumerate(sheet.rows[heading]):
        column = known.get(plain_heading(cell))
        if column is not None and column not in columns.values():
            columns[number] = column
        elif column is not None:
            first = next(place for place, other in columns.items() if other is column)
            message = f'heading "{cell}" is in {sheet.place(heading, first)} too; keep one'
            folder.note(_place(sheet, heading, number), message)
        elif cell is not None:
            hint = way_out(plain_heading(cell), [column.name for column in known.values()])
            message = f'heading "{cell}" is not known here; {hint} (a register of another form: partnerlab import)'
            folder.note(_place(sheet, heading, number), message)
    for what, cell, _ in sheet.unread_below(heading):
        where = cell.rpartition("!")[2]  # without the sheet's name, which may be a person's
        folder.unread.append(f"{what} of {sheet.file} are not read; the first is on {where}.")
    _note_lost(folder, sheet, heading)
    _note_unread(folder, sheet, heading, columns)
    numbers = [*_numbers(folder, sheet, heading, columns)]
    for number in sorted({row for row, place in sheet.struck if row > heading and place in columns}):
        message = f"row {number + 1} holds what is struck out; delete it, or take the line through it away"
        folder.note(_place(sheet, number, min(columns)), message)
    nodes: dict[int, dict[str, Node]] = {number: {} for number in numbers}
    for place, column in columns.items():
        values = read_column(column, sheet, [cell_for(column, sheet, (number, place)) for number in numbers])
        for number, value in zip(numbers, values, strict=True):
            if isinstance(value, UnreadError):
                folder.note(_place(sheet, number, place), str(value))
            elif value is not None:
                nodes[number][column.name] = _node(value, _place(sheet, number, place))
    rows = tuple(
        Mapping(items, _place(sheet, number, min(columns)), {name: node.place for name, node in items.items()})
        for number, items in nodes.items()
    )
    return Sequence(rows, Place(f"{sheet.file}, {sheet.name}"))


def _note_lost(folder: Folder, sheet: Sheet, heading: int) -> None:
    """Note each column without a heading that holds something below the headings."""
    for place, name in enumerate(sheet.rows[heading]):
        found = [number for number in range(heading + 1, len(sheet.rows)) if sheet.rows[number][place] is not None]
        if name is None and found:
            words = str(sheet.rows[found[0]][place])[:60]
            more = f" (and in {counted(len(found) - 1, 'more row')})" if len(found) > 1 else ""
            folder.note(_place(sheet, found[0], place), f'holds "{words}" in a column without a heading; name it{more}')


def _note_unread(folder: Folder, sheet: Sheet, heading: int, columns: Collection[int]) -> None:
    """Note each cell that cannot be read whole: its formula has no result, or its text holds what is none."""
    for told, found in (
        (FAILED, sheet.failed),
        (_UNCALCULATED, sheet.uncalculated),
        (_UNFIT, sheet.unfit - {*sheet.typed}),
    ):
        for number, place in sorted(at for at in found if at[0] > heading and at[1] in columns):
            folder.note(_place(sheet, number, place), told)


def _numbers(folder: Folder, sheet: Sheet, heading: int, columns: Collection[int]) -> Iterator[int]:
    """Yield the number of each row that holds something; note one that repeats the headings."""
    again = [plain_heading(sheet.rows[heading][place]) for place in columns]
    for number in range(heading + 1, len(sheet.rows)):
        cells = [sheet.rows[number][place] for place in columns]
        if [plain_heading(cell) for cell in cells] == again:
            folder.note(_place(sheet, number, min(columns)), f"repeats the headings of row {heading + 1}; delete it")
        elif any(cell is not None for cell in cells):
            yield number


def _place(sheet: Sheet, row: int, column: int) -> Place:
    """Return a cell as a place: `register.xlsx, Risks!C7`."""
    return Place(f"{sheet.file}, {sheet.place(row, column)}")


def _node(value: object, place: Place) -> Node:
    """Return a plain value as it would be typed in a cell."""
    if isinstance(value, dict):
        items: dict[str, Node] = {name: _node(inner, place) for name, inner in value.items()}
        return Mapping(items, place, dict.fromkeys(items, place))
    if isinstance(value, list):
        return Scalar(";".join(map(str, value)), place, cell=True)
    if isinstance(value, bool):
        return Scalar("true" if value else "false", place, cell=True)
    return Scalar(f"{value:.15g}" if isinstance(value, int | float) else str(value), place, cell=True)
