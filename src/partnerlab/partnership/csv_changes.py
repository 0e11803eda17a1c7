"""Changes to the rows of a CSV file, with its delimiter, quotes and order of columns as they are."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.characters import explain_unfit
from partnerlab.errors import Fault, InputError
from partnerlab.partnership.csv_files import delimiter_of, is_aside, names_of
from partnerlab.partnership.drafts import Part
from partnerlab.partnership.nodes import Span
from partnerlab.partnership.records import Record
from partnerlab.partnership.shaping import plans
from partnerlab.partnership.splicing import Text
from partnerlab.partnership.yaml_texts import leaf_text


@dataclass(frozen=True)
class Row:
    """Where a row of a CSV file stands: its first line, its cells, and its end before the line break."""

    line: int
    cells: tuple[Span, ...]

    @property
    def end(self) -> int:
        """Where the row ends, before its line break."""
        return self.cells[-1].end


@dataclass
class Table:
    """A CSV file whose rows are changed."""

    text: Text
    delimiter: str
    """What parts its cells."""
    rows: dict[int, Row]
    """Its rows by the line on which they begin, without blank ones and comments; the heading is the first."""
    heading: list[str]
    """Names of its columns."""

    @classmethod
    def of(cls, text: Text, record: type[Record] | None = None) -> Table:
        """Return the table that a text holds, and whose rows are of a kind; None leaves headings as they are typed."""
        delimiter = delimiter_of(text.whole)
        rows: dict[int, Row] = {}
        heading: list[str] = []
        for row in _rows(text.whole, delimiter):
            cells = [_content(text.whole, cell).strip() for cell in row.cells]
            if is_aside(cells, is_below_heading=bool(heading)):
                continue
            heading = heading or names_of(cells, record)
            rows[row.line] = Row(row.line, row.cells[: len(heading)])  # blank cells beyond the last column stay there
        return cls(text, delimiter, rows, heading)

    def change(self, value: list[Part], was: list[Part], lines: list[int]) -> list[str]:
        """Change, remove and add rows; return the names of the columns that had to be added.

        Parameters
        ----------
        value
            Rows as they are meant.
        was
            Rows as they were read, of which those that stay are the same objects.
        lines
            The line on which each row that was read begins.
        """
        where = dict(zip(map(id, was), lines, strict=True))
        kept = [(part, self.rows[where[id(part)]]) for part in value if id(part) in where]
        new = [part for part in value if id(part) not in where]
        if any(not part.value for part in value):
            raise self._fault("a row would hold nothing, as a blank line does; remove the row")
        columns = self._new_columns(value)
        staying = {row.line for _, row in kept}
        self._add_columns(columns)
        for part, row in kept:
            self._change_row(part, row, columns)
        for line in lines:
            if line not in staying:
                row = self.rows[line]
                self.text.replace(row.cells[0].start, self.text.next_line(row.end), "")
        if new:
            self._add_rows(new, [*self.heading, *columns], staying)
        return columns

    def _new_columns(self, value: list[Part]) -> list[str]:
        names = dict.fromkeys(name for part in value for name in part.value if name not in self.heading)
        model = value[0].plan.record if value else None
        order = [*plans(model)] if model else []
        return sorted(names, key=lambda name: order.index(name) if name in order else len(order))

    def _add_columns(self, columns: list[str]) -> None:
        first = next(iter(self.rows.values()), None)
        if not columns or first is None:
            return
        cells = "".join(self.delimiter + self._cell(name) for name in columns)
        self.text.insert(first.end, cells)

    def _change_row(self, part: Part, row: Row, columns: list[str]) -> None:
        """Write the cells of a row that are not as they were read, and those of new columns."""
        beyond: list[str] = []
        for number, name in enumerate(self.heading):
            inner, before = part.value.get(name), part.was.get(name)
            is_same = inner is before and (inner is None or inner.plan.rows is not None or not _is_changed(inner))
            if number >= len(row.cells):
                beyond.append("" if inner is None else self._cell_of(inner, name))
            elif name and not is_same:
                span = row.cells[number]
                is_quoted = self.text.whole[span.start : span.end].lstrip().startswith('"')
                cell = "" if inner is None else self._cell_of(inner, name, quoted=is_quoted)
                self.text.replace(*span, cell)
        beyond += [self._cell_of(part.value[name], name) if name in part.value else "" for name in columns]
        if any(beyond) or columns:
            self.text.insert(row.end, "".join(self.delimiter + cell for cell in beyond))

    def _add_rows(self, new: list[Part], heading: list[str], staying: set[int]) -> None:
        text = self.text
        quoted = self._quotes_all()
        lines = [
            self.delimiter.join(
                self._cell_of(part.value[name], name, quoted=quoted) if name in part.value else '""' * quoted
                for name in heading
            )
            for part in new
        ]
        if not self.rows:
            lines.insert(0, self.delimiter.join(self._cell(name) for name in heading))
        last = max(self.rows.values(), key=lambda row: row.line, default=None)
        end = last.end if last else len(text.whole)
        at, line_break = text.next_line(end), text.line_break(end)
        if at > end or not text.whole:
            text.insert(at, "".join(line + line_break for line in lines))
            return
        is_alone = last is not None and last.line not in staying and last is not next(iter(self.rows.values()))
        text.insert(at, ("" if is_alone else line_break) + line_break.join(lines))

    def _quotes_all(self) -> bool:
        """Whether every cell of the last row is quoted, and so will be those of new ones."""
        last = max(self.rows.values(), key=lambda row: row.line, default=None)
        return last is not None and all(self.text.whole.startswith('"', cell.start) for cell in last.cells)

    def _cell_of(self, part: Part, name: str, *, quoted: bool = False) -> str:
        value = part.value
        if isinstance(value, list) and not any(isinstance(item.value, dict | list) for item in value):
            if odd := next((item.value for item in value if ";" in _plain(item)), None):
                raise self._fault(f'"{odd}" under "{name}" holds a semicolon, which separates several values in a cell')
            return self._cell(";".join(_plain(item) for item in value), quoted=quoted)
        if isinstance(value, dict) and part.plan.record and list(value) == [part.plan.record.shorthand]:
            return self._cell(_plain(value[part.plan.record.shorthand]), quoted=quoted)
        if isinstance(value, dict | list):
            raise self._fault(
                f'"{name}" has several parts, which one cell cannot hold; keep such rows in the YAML file'
            )
        text = _plain(part)
        if unfit := explain_unfit(text):
            raise self._fault(f'"{text[:60]}" under "{name}" {unfit}')
        if text.startswith("#") and name == self.heading[0]:
            raise self._fault(f'"{text}" cannot be in the first column, where # begins a comment')
        return self._cell(text, quoted=quoted)

    def _fault(self, message: str) -> InputError:
        return InputError([Fault(self.text.name, 0, message)])

    def _cell(self, text: str, *, quoted: bool = False) -> str:
        special = {self.delimiter, '"', "\n", "\r"}
        if quoted or any(character in special for character in text):
            return '"' + text.replace('"', '""') + '"'
        return text


def _plain(part: Part) -> str:
    return part.value if isinstance(part.value, str) else leaf_text(part.value, flow=False)


def _is_changed(part: Part) -> bool:
    if isinstance(part.value, list):
        return part.is_changed or any(_is_changed(item) for item in part.value)
    if isinstance(part.value, dict):
        return part.is_changed or any(_is_changed(item) for item in part.value.values())
    return part.is_changed


def _content(whole: str, cell: Span) -> str:
    text = whole[cell.start : cell.end]
    return text[1:-1].replace('""', '"') if text.startswith('"') else text


def _rows(whole: str, delimiter: str) -> list[Row]:
    """Return where all rows stand, as Python's reader of CSV parts them."""
    rows: list[Row] = []
    at, line = 0, 1
    while at < len(whole):
        cells: list[Span] = []
        first = line
        while True:
            start = at
            if whole.startswith('"', at):
                at = _closing(whole, at) + 1
            while at < len(whole) and whole[at] not in {delimiter, "\n", "\r"}:
                at += 1
            cells.append(Span(start, at))
            line += _line_breaks(whole[start:at])
            if at == len(whole) or whole[at] != delimiter:
                break
            at += 1
        rows.append(Row(first, tuple(cells)))
        at += 2 if whole.startswith("\r\n", at) else 1
        line += 1
    return rows


def _closing(whole: str, opening: int) -> int:
    """Return where the quote ends that opens at a place; two in a row stand for one within."""
    at = opening + 1
    while (at := whole.find('"', at)) >= 0:
        if not whole.startswith('"', at + 1):
            return at
        at += 2
    return len(whole) - 1


def _line_breaks(text: str) -> int:
    text = text.replace("\r\n", "\n")
    return text.count("\n") + text.count("\r")
