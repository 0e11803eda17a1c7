"""SDMX-CSV 1.0 and 2.0 read into a cube: one row an observation, a column for each dimension and attribute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from partnerlab.errors import Fault, InputError
from partnerlab.exchange.cubes import Cube, Observation, Origin
from partnerlab.exchange.dimensions import Category, Dimension
from partnerlab.exchange.foreign import first_of, on_one_line, read_number
from partnerlab.exchange.json_stat import read_day
from partnerlab.wording import listed

FIRST = ("DATAFLOW", "STRUCTURE")
"""What the first heading begins with: 1.0 writes DATAFLOW, 2.0 writes STRUCTURE."""

TIME, VALUE = "TIME_PERIOD", "OBS_VALUE"

ABOUT = frozenset({"STRUCTURE", "STRUCTURE_NAME", "ACTION", "LAST UPDATE", "LAST_UPDATE"})
"""Columns that tell no value from another."""

ATTRIBUTES = frozenset(
    {
        "OBS_STATUS", "OBS_FLAG", "CONF_STATUS", "DECIMALS", "UNIT_MULT", "BASE_PER", "TITLE", "TITLE_COMPL",
        "TIME_FORMAT", "COLLECTION", "COMMENT_OBS", "COMMENT_TS", "COMMENT_DSET", "PRE_BREAK_VALUE", "SOURCE_AGENCY",
        "SOURCE", "AVAILABILITY", "COMPILATION", "EMBARGO_TIME",
    }
)  # fmt: skip
"""Attributes by their usual names: they describe a value wherever their column stands."""

GONE = frozenset({"D", "DELETE"})
"""Actions of SDMX-CSV 2.0 that take a value away."""


def is_sdmx_csv(text: str) -> bool:
    """Whether a text begins as SDMX-CSV does.

    Examples
    --------
    >>> is_sdmx_csv("DATAFLOW,FREQ,TIME_PERIOD,OBS_VALUE"), is_sdmx_csv("STRUCTURE;STRUCTURE_ID"), is_sdmx_csv("period")
    (True, True, False)
    """
    return text.lstrip(' "').startswith(FIRST)


def read_sdmx_csv(text: str, name: str) -> Cube:
    r"""Read SDMX-CSV, with codes alone, with `code: label`, or with names in columns of their own.

    Parameters
    ----------
    name
        The file or address, as the user knows it.

    Raises
    ------
    InputError
        With every fault of the file, by line.

    Notes
    -----
    The formats: https://github.com/sdmx-twg/sdmx-csv. They do not mark which columns are dimensions: those before
    OBS_VALUE are, but for attributes known by name; those after it are attributes.

    Examples
    --------
    >>> cube = read_sdmx_csv(
    ...     "DATAFLOW,SEX: Sex,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
    ...     "A:B(1.0),F: Female,2022,19.4,A\nA:B(1.0),F: Female,2023,17.8,P: Provisional\n", "b.csv")
    >>> str(cube.dimension("Sex").categories[0]), cube.pick({}).statuses
    ('Female (F)', {'Provisional': ['2023']})
    """
    delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    try:
        rows = [(line, row) for line, row in _numbered(text, delimiter) if any(row)]
    except csv.Error as error:
        raise InputError([Fault(name, 0, f"is not CSV: {error}; download it again")]) from None
    return _Reader(name, rows).cube()


def _numbered(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for row in reader:
        yield line, [cell.strip() for cell in row]
        line = reader.line_num + 1


@dataclass
class _Column:
    """A column: its id, its name in words, where it stands, where names of its codes stand, and its categories."""

    id: str
    label: str
    number: int
    names: int | None = None
    found: dict[str, str] = field(default_factory=dict)

    def code(self, row: list[str]) -> str:
        """Return the code of a row's cell, remembering its label."""
        code, _, label = row[self.number].partition(": ")
        code = on_one_line(code)
        label = row[self.names] if self.names is not None else label
        if label or code not in self.found:
            self.found[code] = on_one_line(label or code)
        return code


class _Reader:
    """Reads one file, noting all that is wrong with it."""

    def __init__(self, name: str, rows: list[tuple[int, list[str]]]) -> None:
        self.name = name
        self.heading = rows[0][1] if rows else []
        self.rows = rows[1:]
        self.faults: list[Fault] = []
        self.columns = self._columns()

    def cube(self) -> Cube:
        missing = [each for each in (TIME, VALUE) if each not in self.columns]
        if missing or not self.rows:
            what = f"has no column {listed(missing)}" if missing else "has no rows"
            raise InputError([Fault(self.name, 1, f"{what}; download it again as SDMX-CSV, with values")])
        dimensions = self._dimensions()
        observations: dict[tuple[str, ...], Observation] = {}
        lines: dict[tuple[str, ...], int] = {}
        for line, row in self.rows:
            if len(row) != len(self.heading):
                self._fault(line, f"has {len(row)} cells under {len(self.heading)} headings")
                continue
            if self._cell(row, "ACTION").upper() in GONE:
                self._fault(line, "takes a value away (ACTION is D); download the whole table instead")
                continue
            key = tuple(column.code(row) for column in dimensions)
            if key in observations:
                self._fault(line, f"gives the value of line {lines[key]} again; a dimension may stand after {VALUE}")
                continue
            observations[key], lines[key] = self._observation(line, row), line
        if self.faults:
            raise first_of(self.faults)
        described = tuple(
            Dimension(
                column.id,
                column.label,
                tuple(Category(code, label) for code, label in column.found.items()),
                "time" if column.id == TIME else "",
            )
            for column in dimensions
        )
        return Cube(self.name, described, observations, self._origin())

    def _columns(self) -> dict[str, _Column]:
        columns: dict[str, _Column] = {}
        previous: _Column | None = None
        for number, heading in enumerate(self.heading):
            name, _, label = heading.partition(": ")
            if previous is not None and not label and self._names_codes_of(previous, heading):
                previous.names, previous.label = number, on_one_line(heading)
                continue
            name = on_one_line(name.partition("[")[0])
            known = name.upper() if name.upper() in {TIME, VALUE, *ABOUT, *ATTRIBUTES, "STRUCTURE_ID"} else name
            if known in columns:
                self._fault(1, f'column "{on_one_line(name, 60)}" is twice in the heading')
            previous = columns[known] = _Column(known, on_one_line(label or name), number)
        return columns

    def _names_codes_of(self, column: _Column, heading: str) -> bool:
        """Whether a column holds the names of the codes before it, as 2.0 has them: in words, after one in capitals."""
        is_second = self.heading[0].startswith("STRUCTURE") and column.id not in {*ABOUT, "STRUCTURE_ID"}
        return is_second and column.names is None and column.id == column.id.upper() and heading != heading.upper()

    def _dimensions(self) -> list[_Column]:
        end = self.columns[VALUE].number
        skipped = {VALUE, *ABOUT, *ATTRIBUTES}
        found = [each for each in self.columns.values() if each.id not in skipped and each.number < end]
        if self.columns[TIME] not in found:
            found.append(self.columns[TIME])
        return found

    def _observation(self, line: int, row: list[str]) -> Observation:
        text = self._cell(row, VALUE)
        value = read_number(text)
        if value is None and text.lower() not in {"", "nan", ":", "-", ".", ".."}:
            self._fault(line, f'{VALUE} is "{on_one_line(text, 40)}", which is not a number')
        status = self._label(row, "OBS_STATUS") or self._label(row, "OBS_FLAG")
        decimals = self._code(row, "DECIMALS")
        return Observation(
            value,
            None if status in {"", "A", "Normal", "Normal value"} else status,
            self._unit(row),
            int(decimals) if decimals.isascii() and decimals.isdigit() and len(decimals) < 3 else None,
        )

    def _unit(self, row: list[str]) -> str | None:
        unit = next((text for name in ("UNIT_MEASURE", "UNIT", "unit") if (text := self._label(row, name))), "")
        power = read_number(self._code(row, "UNIT_MULT"))
        if power and power == int(power) and 0 < power < 16:
            return f"{Decimal(10) ** int(power):,} {unit}".strip()
        return unit or None

    def _label(self, row: list[str], name: str) -> str:
        column = self.columns.get(name)
        if column is None:
            return ""
        code, _, label = row[column.number].partition(": ")
        return on_one_line((row[column.names] if column.names is not None else label) or code, 120)

    def _code(self, row: list[str], name: str) -> str:
        return self._cell(row, name).partition(": ")[0]

    def _cell(self, row: list[str], name: str) -> str:
        column = self.columns.get(name)
        return row[column.number] if column is not None else ""

    def _origin(self) -> Origin:
        row = self.rows[0][1]
        flow = self._cell(row, "DATAFLOW") or self._cell(row, "STRUCTURE_ID")
        code, _, label = flow.partition(": ")
        title = label or self._cell(row, "STRUCTURE_NAME") or self._label(row, "DATAFLOW")
        agency = code.partition(":")[0] if ":" in code else ""
        days = [_day(self._cell(each, name)) for _, each in self.rows for name in ("LAST UPDATE", "LAST_UPDATE")]
        return Origin(
            on_one_line(title or code),
            on_one_line(agency) or None,
            on_one_line(code) or None,
            updated=max((day for day in days if day is not None), default=None),
        )

    def _fault(self, line: int, message: str) -> None:
        self.faults.append(Fault(self.name, line, message))


def _day(text: str) -> date | None:
    """Return a day written as ISO 8601 or, as Eurostat does, as 26/02/24 23:00:00."""
    try:
        return read_day(text) or datetime.strptime(text[:8], "%d/%m/%y").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None
