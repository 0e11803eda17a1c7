"""How a workbook is read into a partnership: which heading holds what, kept in a small file that people edit."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from collections.abc import Mapping as Names
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from partnerlab.characters import slug_of
from partnerlab.errors import Fault, InputError
from partnerlab.partnership.columns import tables
from partnerlab.partnership.sources import Folder
from partnerlab.partnership.yaml_files import read_plain
from partnerlab.sheets.headings import Headings, meaning_meant, synonyms
from partnerlab.suggestions import did_you_mean

ALL = "all"
"""Whose rating it is when all partners agreed it."""

STRUCK_OUT = ("skip", "take")
"""What may become of rows and cells that are struck out."""

ROLE, VALUE, TARGET = "role:", "value:", "target:"
"""Before a partner's id: a column of letters R, A, C, I. Before a period: an indicator's values, or its targets."""


@dataclass(frozen=True)
class SheetMapping:
    """How one sheet is read."""

    table: str
    """The list that its rows go to, such as `risks`."""
    columns: Names[str, str]
    """What each heading holds, by the heading; empty for what is not taken."""
    scale: str = ""
    """What its likelihoods and impacts mean: `1-5`, `5-1`, `L=1, M=3, H=5`; empty when nobody has said."""
    by: str = ""
    """Id of the partner whose ratings these are, `all` when agreed by all; empty when nobody has said."""
    dates: str = ""
    """`day first`, `month first`; empty for day first where no cell speaks against it."""
    struck_out: str = ""
    """What becomes of rows and cells that are struck out: `skip`, `take`; empty when nobody has said."""


@dataclass(frozen=True)
class Mapping:
    """How one workbook is read."""

    workbook: str
    """Its file's name."""
    sheets: Names[str, SheetMapping] = field(default_factory=dict)
    """How each sheet is read, by the sheet's name."""
    names: Names[str, str] = field(default_factory=dict)
    """Id of a partner by the name that the workbook has for it."""

    def with_sheet(self, name: str, sheet: SheetMapping) -> Mapping:
        """Return the mapping with one sheet more, or read otherwise."""
        return replace(self, sheets={**self.sheets, name: sheet})

    def text(self, partnership: str) -> str:
        """Return the mapping as the text of its file."""
        lines = [
            f"# How {self.workbook} is read into {partnership}. Correct what is wrong; it is used again next time.",
            f"workbook: {_quoted(self.workbook)}",
            "# What the workbook calls partners, and their ids: {Police: PSNI}",
            f"names: {_flow(self.names)}",
            "sheets:",
        ]
        for name, sheet in self.sheets.items():
            lines += [
                f"  {_quoted(name)}:",
                f"    table: {sheet.table}",
                f"    scale: {_quoted(sheet.scale)}  # what ratings mean: 1-5, 5-1 where 1 is the most, L=1, M=3, H=5",
                f"    by: {_quoted(sheet.by)}  # whose ratings: a partner's id, or all",
                f"    dates: {_quoted(sheet.dates)}  # day first, month first; empty: day first unless a cell differs",
                f"    struck_out: {_quoted(sheet.struck_out)}  # rows and cells that are struck out: skip, take",
                '    columns:  # heading: what it holds; "" is not taken. It can hold:',
                *(f"      # {line}" for line in textwrap.wrap(", ".join(_holdable(sheet.table)), 110)),
                *(f"      {_quoted(heading)}: {_quoted(meaning)}" for heading, meaning in sheet.columns.items()),
            ]
        return "\n".join(lines) + "\n"


def mapping_file(partnership: Path, workbook: str) -> Path:
    """Return where the mapping of a workbook is kept: in the folder of the partnership's tables.

    Examples
    --------
    >>> mapping_file(Path("parameters/hub.yaml"), "Risk Register Q2.xlsx").as_posix()
    'parameters/hub/risk-register-q2.mapping.yaml'
    """
    return partnership.parent / partnership.stem / f"{slug_of(Path(workbook).stem, none='workbook')}.mapping.yaml"


def read_mapping(file: Path) -> Mapping | None:
    """Return the mapping in a file; None when there is no such file.

    Raises
    ------
    InputError
        When it is no mapping, or names a table or a column that does not exist.
    """
    if not file.exists():
        return None
    data = read_plain(Folder(file.parent), file.name)
    if not isinstance(data, dict) or not isinstance(data.get("sheets") or {}, dict):
        raise InputError([Fault(file.name, 0, "holds no `sheets`; delete it, and a new one is made")])
    if not isinstance(data.get("names") or {}, dict):
        raise InputError([Fault(file.name, 0, "`names` holds no partner for each name; write {Police: PSNI}")])
    sheets = {str(name): _sheet(file.name, str(name), sheet) for name, sheet in (data.get("sheets") or {}).items()}
    names = {str(name): str(partner or "") for name, partner in (data.get("names") or {}).items()}
    return Mapping(str(data.get("workbook") or ""), sheets, names)


def meanings(table: str) -> tuple[str, ...]:
    """Return everything that a column of a table can hold."""
    own = next(found for found in tables() if found.name == table).columns
    return tuple(dict.fromkeys([*synonyms().get(table, {}), *(column.name for column in own)]))


def _holdable(table: str) -> Iterator[str]:
    """Yield everything that a column of a table can hold, as it is written in a mapping."""
    yield from meanings(table)
    if table == "tasks":
        yield f"{ROLE}PSNI"
    if table in {"indicators", "performance"}:
        yield from (f"{VALUE}2025/26", f"{TARGET}2025/26")


def sheet_mapping(headings: Headings) -> SheetMapping:
    """Return how a sheet is read, by what its headings look like."""
    pairs = zip(unique(headings.names), headings.meanings, strict=True)
    return SheetMapping(headings.table, {heading: meaning for heading, meaning in pairs if heading})


def unique(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return headings with a number behind each that was there before; empty ones stay empty.

    Examples
    --------
    >>> unique(("L", "I", "L", "", ""))
    ('L', 'I', 'L #2', '', '')
    """
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(f"{name} #{seen[name]}" if name and seen[name] > 1 else name)
    return tuple(found)


def _sheet(file: str, name: str, data: Any) -> SheetMapping:
    known = [table.name for table in tables() if len(table.path) == 1]
    table = str(data.get("table")) if isinstance(data, dict) else ""
    if table not in known:
        raise InputError([Fault(file, 0, f'sheet {name}: table "{table}" is not known; {did_you_mean(table, known)}')])
    if not isinstance(data.get("columns") or {}, dict):
        raise InputError([Fault(file, 0, f"sheet {name}: `columns` does not say what each heading holds")])
    columns = {str(heading): str(meaning or "").strip() for heading, meaning in (data.get("columns") or {}).items()}
    faults = [
        Fault(
            file, 0, f'sheet {name}, heading "{heading}": "{meaning}" is not a column; {_column_meant(meaning, table)}'
        )
        for known in [meanings(table)]
        for heading, meaning in columns.items()
        if meaning and meaning not in known and not meaning.startswith((ROLE, VALUE, TARGET))
    ]
    dates = str(data.get("dates") or "")
    if dates not in {"", "day first", "month first"}:
        faults.append(Fault(file, 0, f'sheet {name}: dates "{dates}" is not day first or month first'))
    struck_out = str(data.get("struck_out") or "")
    if struck_out not in {"", *STRUCK_OUT}:
        faults.append(Fault(file, 0, f'sheet {name}: struck_out "{struck_out}" is not {" or ".join(STRUCK_OUT)}'))
    if faults:
        raise InputError(faults)
    return SheetMapping(table, columns, str(data.get("scale") or ""), str(data.get("by") or ""), dates, struck_out)


def _column_meant(word: str, table: str) -> str:
    meant = meaning_meant(word, table)
    return f'did you mean "{meant}"?' if meant else did_you_mean(word, meanings(table))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _flow(names: Names[str, str]) -> str:
    return "{" + ", ".join(f"{_quoted(name)}: {_quoted(partner)}" for name, partner in names.items()) + "}"
