"""A table that everybody can read: caption, scopes, words for what is missing, nothing but text in its cells."""

from __future__ import annotations

import base64
import csv
import io
import math
import numbers
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import quote

import numpy as np
import pandas as pd
from markupsafe import Markup, escape

from partnerlab.amounts import say_share
from partnerlab.characters import slug_of
from partnerlab.display.context import shown_elsewhere
from partnerlab.display.naming import call_by_title
from partnerlab.errors import DisplayError
from partnerlab.page.notebooks import dress
from partnerlab.page.parts import name_content, read_lights, render
from partnerlab.surroundings import live_shell
from partnerlab.wording import say_day, with_capital

LONG = 12
"""More rows than this scroll inside the table, under headings that stay."""
WIDE = 5
"""From this many columns on, a table keeps its width and scrolls on a narrow screen."""
CROWDED = 9
"""From this many columns on, a table has smaller letters, so that its last columns are seen on a desk."""
MOST_DECIMALS = 2
IN_PERCENT = "{:.0%}"
"""Form of a column of shares, which `say_share` writes."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PLAIN = ",'()!*:;/?-_."


@dataclass(frozen=True)
class Table:
    """A data frame as an accessible table, shown by a notebook as HTML.

    Raises
    ------
    DisplayError
        If the caption is empty, a named column is not there, or the frame has no column.

    Examples
    --------
    >>> frame = pd.DataFrame({"risk": ["R1", "R2"], "expected_cost": [1200.5, None]})
    >>> shown = Table(frame, caption="Cost of each risk", units={"expected_cost": "£ thousand"})
    >>> '<th scope="row">R1</th>' in shown.html, "1,200.5" in shown.html, "not recorded" in shown.html
    (True, True, True)
    """

    frame: pd.DataFrame
    """What is shown, one row a line; the index is shown only when it has a name."""
    caption: str
    """What the table holds, in a few words."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """Heading by column; a column without one is named after itself, in words."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Unit by column, shown after the heading."""
    formats: Mapping[str, str] = field(default_factory=dict)
    """How to write the numbers of a column, such as ``{"share": "{:.0%}"}``."""
    row_header: str | None = None
    """Column that names the row; None for the first."""
    missing: str = "not recorded"
    """What stands where a value is missing."""
    empty: str = "Nothing to show."
    """What the table says when it has no row."""
    note: str = ""
    """A sentence under the table, such as its source."""
    download: bool = False
    """Whether the table can be saved as CSV from the page."""
    shows: Sequence[str] = ()
    """Codes of the findings that are seen in it; the page links them here."""
    below: Mapping[str, str] = field(default_factory=dict)
    """Columns that stand in the cells of another, below its value and each after its heading: the other by column."""
    most: int | None = None
    """Rows that the page shows, with a sentence on how many there are; what is saved has all. None for all."""

    def __post_init__(self) -> None:
        if not self.caption.strip():
            raise DisplayError("a table needs a caption: say in a few words what it holds")
        columns = self._names
        if not columns:
            raise DisplayError(f'table "{self.caption}" has no column; give it at least one')
        named = {*self.headings, *self.units, *self.formats, *self.below, *self.below.values()}
        named |= {self.row_header} if self.row_header else set()
        if unknown := sorted(named - set(columns)):
            raise DisplayError(
                f'table "{self.caption}" names column {unknown[0]}, which is not there; '
                f"columns are {', '.join(columns)}"
            )
        if twice := sorted(self.below.keys() & {*self.below.values()}):
            raise DisplayError(
                f'table "{self.caption}" has a column below {twice[0]}, which is below another; name that one'
            )

    @property
    def _shown(self) -> pd.DataFrame:
        return self.frame.reset_index() if any(self.frame.index.names) else self.frame

    @cached_property
    def _names(self) -> list[str]:
        return [str(column) for column in self._shown.columns]

    @cached_property
    def _csv(self) -> str:
        return write_csv(self._shown)

    @cached_property
    def id(self) -> str:
        """Name of the table on a page, the same for the same content."""
        return name_content(self.caption, self._csv)

    @cached_property
    def html(self) -> Markup:
        """The table as HTML, every cell escaped."""
        shown = call_by_title(self._shown)
        cells = [column.tolist() for _, column in shown.items()]
        left = len(shown) - self.most if self.most is not None else 0
        saved = "; the file that can be saved has all" if self.download else ""
        rest = f"The first {self.most} of {len(shown)} rows{saved}." if left > 0 else ""
        every = {
            str(name): _Column.describe(values, str(name), self)
            for name, values in zip(shown.columns, cells, strict=True)
        }
        columns = [column for name, column in every.items() if name not in self.below]
        rows = [self._write_row(every, row) for row in islice(zip(*cells, strict=True), self.most)]
        return render(
            "table",
            id=self.id,
            caption=self.caption,
            columns=columns,
            rows=rows,
            empty=self.empty,
            note=write_keys(" ".join(filter(None, [rest, self.note]))),
            long=len(rows) > LONG,
            wide=len(columns) >= WIDE,
            crowded=len(columns) >= CROWDED,
            numbers="".join(f" pl-number-{place}" for place, column in enumerate(columns, start=1) if column.number),
            download=write_address(self._csv) if self.download and rows else "",
            file_name=f"{slug_of(self.caption, longest=60, none='data')}.csv",
            shows=tuple(self.shows),
        )

    def _write_row(self, columns: Mapping[str, _Column], row: Sequence[object]) -> list[_Cell]:
        """Return the cells of a row, each with what is said below it, but for what is missing or repeats its name."""
        values = dict(zip(columns, row, strict=True))
        below: dict[str, list[tuple[_Column, str]]] = {}
        for name, above in self.below.items():
            repeats = columns[above].names_row and values[name] == values[above]
            if not is_missing(values[name]) and not repeats:
                below.setdefault(above, []).append((columns[name], columns[name].cell(values[name]).text))
        cells = {name: column.cell(values[name]) for name, column in columns.items() if name not in self.below}
        cells |= {name: replace(cells[name], below=tuple(said)) for name, said in below.items()}
        return list(cells.values())

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002 - asked for by name
        html = self.html if live_shell() is None else dress(self.html)
        return {"text/html": str(html), "text/plain": f"{self.caption}\n{self.frame.to_string()}"}

    def _ipython_display_(self) -> None:
        shown_elsewhere(self._repr_mimebundle_)


def table(frame: pd.DataFrame, *, caption: str, **options: object) -> Table:
    """Show a data frame as an accessible table; the options are those of `Table`.

    Examples
    --------
    >>> table(pd.DataFrame({"partner": ["PSNI"]}), caption="Partners").caption
    'Partners'
    """
    return Table(frame, caption, **options)  # type: ignore[arg-type]  # Table's own signature checks the options


@dataclass(frozen=True)
class _Column:
    heading: str
    unit: str
    number: bool
    lights: bool
    names_row: bool
    form: str
    missing: str

    @classmethod
    def describe(cls, values: Sequence[object], name: str, table: Table) -> _Column:
        present = [value for value in values if not is_missing(value)]
        counted = [value for value in present if _is_number(value)]
        number = bool(present) and len(counted) == len(present)
        return cls(
            heading=table.headings.get(name, write_heading(name)),
            unit=table.units.get(name, ""),
            number=number,
            lights=bool(present)
            and all(value in read_lights() for value in present if isinstance(value, str))
            and all(isinstance(value, str) for value in present),
            names_row=name == (table.row_header or next(first for first in table._names if first not in table.below)),
            form=table.formats.get(name, f"{{:,.{_decimals(counted)}f}}" if number else "{}"),
            missing=table.missing,
        )

    def cell(self, value: object) -> _Cell:
        if is_missing(value):
            return _Cell(self.missing, kind="" if self.missing == "–" else "missing")
        if self.lights:
            return _Cell(render("light", status=value), header=self.names_row)
        text = self.form.format(value) if self.number or self.form != "{}" else write_text(value)
        if self.form == IN_PERCENT and isinstance(value, int | float):
            text = say_share(value)
        return _Cell(write_keys(text) if "`" in text else text, header=self.names_row)


@dataclass(frozen=True)
class _Cell:
    text: str
    kind: str = ""
    header: bool = False
    below: tuple[tuple[_Column, str], ...] = ()


def write_text(value: object) -> str:
    """Write a value in words: dates in full, yes and no, lists with commas, none for an empty list.

    Examples
    --------
    >>> write_text(date(2026, 3, 31)), write_text(np.True_), write_text(["PSNI", "Council"])
    ('31 March 2026', 'yes', 'PSNI, Council')
    """
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, date | datetime):
        return say_day(value)
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(map(str, value)) if isinstance(value, set | frozenset) else map(write_text, value)
        return ", ".join(items) or "none"
    return str(value)


def write_heading(name: str) -> str:
    """Turn a column's name into a heading.

    Examples
    --------
    >>> write_heading("lead_organisation")
    'Lead organisation'
    >>> write_heading("product")
    'Risk score'
    """
    words = "risk score" if name == "product" else name.replace("_", " ").strip()  # of likelihood and impact
    return with_capital(words)


def leave_out_empty(frame: pd.DataFrame, headings: Mapping[str, str]) -> tuple[pd.DataFrame, str]:
    """Return a frame without the columns in which nothing is recorded, but for the first, and a note that names them.

    Examples
    --------
    >>> kept, note = leave_out_empty(pd.DataFrame({"partner": ["A"], "on": [None], "by": ["B"]}), {"on": "Asked on"})
    >>> list(kept), note
    (['partner', 'by'], 'Empty in every row: Asked on.')
    """
    empty = [column for column in frame.columns[1:] if len(frame) and all(map(is_missing, frame[column].tolist()))]
    names = ", ".join(headings.get(column, write_heading(str(column))) for column in empty)
    return (frame.drop(columns=empty), f"Empty in every row: {names}.") if empty else (frame, "")


def write_keys(text: str) -> Markup:
    """Write a sentence as HTML, with the keys that stand between backticks as code.

    Examples
    --------
    >>> write_keys("Enter it under `risks.cost`, <now>.")
    Markup('Enter it under <code>risks.cost</code>, &lt;now&gt;.')
    """
    return Markup(re.sub(r"`(\w[\w .:/-]*)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


def write_csv(frame: pd.DataFrame) -> str:
    r"""Write a data frame as CSV.

    Text that a spreadsheet would take for a formula is marked as text with a leading apostrophe.

    Examples
    --------
    >>> write_csv(pd.DataFrame({"partner": ["=1+1"]}))
    "partner\r\n'=1+1\r\n"
    """
    columns = [_write_column(column) for _, column in frame.items()]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([_quell(str(name)) for name in frame.columns])
    writer.writerows(zip(*columns, strict=True))
    return written.getvalue()


def _write_column(column: pd.Series) -> list[object]:
    """The cells of a column as pandas writes them; an empty text for what is missing."""
    if isinstance(column.dtype, pd.DatetimeTZDtype) or column.dtype.kind in "mM":
        column = column.astype(str).where(column.notna())
    cells = column.tolist()
    return ["" if lost else _quell(cell) for cell, lost in zip(cells, pd.isna(column.array).tolist(), strict=True)]


def write_address(text: str) -> str:
    """Write CSV as a ``data:`` address that a browser saves, without asking a network.

    Examples
    --------
    >>> write_address(write_csv(pd.DataFrame({"partner": ["PSNI"]})))
    'data:text/csv;charset=utf-8;base64,77u/cGFydG5lcg0KUFNOSQ0K'
    """
    text = f"\ufeff{text}"
    spelled = "data:text/csv;charset=utf-8," + text.translate({ord(each): quote(each, _PLAIN) for each in {*text}})
    coded = "data:text/csv;charset=utf-8;base64," + base64.b64encode(text.encode()).decode("ascii")
    return min(spelled, coded, key=len)


def _quell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def is_missing(value: Any) -> bool:
    """Whether a cell holds nothing.

    Examples
    --------
    >>> is_missing(""), is_missing(float("nan")), is_missing(0), is_missing([])
    (True, True, False, False)
    """
    if isinstance(value, str):
        return not value
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or (pd.api.types.is_scalar(value) and pd.isna(value) is True)


def _is_number(value: object) -> bool:
    return isinstance(value, numbers.Number) and not isinstance(value, bool | complex)


def _decimals(values: list[object]) -> int:
    tried = range(MOST_DECIMALS + 1)
    exact = (n for n in tried if all(abs(round(float(v), n) - round(float(v), MOST_DECIMALS)) < 1e-9 for v in values))  # type: ignore[arg-type]  # only numbers reach here
    return next(exact, MOST_DECIMALS)
