"""Every field of a partnership's file in plain words, each with an example: written from the records themselves."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from partnerlab.partnership.columns import OF_ANY_ROW, Column, columns_of, record_type, tables
from partnerlab.partnership.partnership import Partnership
from partnerlab.partnership.records import Record
from partnerlab.partnership.thresholds import Thresholds
from partnerlab.wording import without_capital

_KINDS = {"number": "12.5", "whole": "3", "level": "4", "date": "2026-03-31", "truth": "true"}
"""An example of each kind of value."""

_REFERRED = {
    "partners": "PSNI",
    "stakeholders": "Carers",
    "risks": "R3",
    "indicators": "ghq12",
    "milestones": "M1",
    "pathway": "visit",
    "outcomes": "caring-society",
    "conditions": "assumption-1",
    "practices": "users-needs",
    "prompts": "failure-2",
    "instruments": "vichealth",
    "supplied_instruments": "vichealth",
    "schemes": "frey",
}
"""An example of an id of each table."""

_BEGINNING = """\
# Fields of a partnership's file

Every field that `parameters/<name>.yaml` may hold, in plain words, each with an example. Only `name`, `purpose` and
`stage` are needed; a field marked *needed* is needed where its row is written. Whatever is left out counts as not
known: the review says so and never guesses.

A text that only holds a place, such as `TBC`, `to be confirmed`, `?` or `n/a`, counts as left out. What depends
on the field:

- A needed name, title or description is refused, by file and line. Write it, or leave its row out until it is known.
- A row that says who counts as not there yet: a seat that nobody holds, an organisation that is still to be found.
  These fields are `partners.representatives.role`, `initiator`, `broker` and `outcomes.sro` (`organisation`),
  `accountabilities.to`, `thanks.whom` and `assurance.who`. Where such a row names a person, the field is asked for.
- A purpose is asked for, and words on a scale of your own (`scales.levels.label`) are taken as they are.

- A **list** is in the file as rows (`- {risk: R3, lead: PSNI}`), or as rows named by id (`R3: {title: …}`).
  It may also be a CSV file or a sheet of a workbook: `risks: hub/risks.csv`, `risks: register.xlsx#Risks`. The
  columns have the names of the fields here.
- A **date** is `YYYY-MM-DD`. A review as at a date knows only what was dated by then; rows without a date always count.
- **Several ids** go in brackets, `[PSNI, Council]`; in a table they are joined with `;`.
- Any row may also say where it comes from and hold a remark: `source` and `note`. Notes, people's names, contact
  details and free text are left out of a redacted review.

This page is written by `partnerlab schema --format markdown`.
"""


@dataclass(frozen=True)
class Section:
    """A part of the file: the partnership itself, a group of settings, or a list."""

    name: str
    """As in the file, such as `partners.resources`; empty for the partnership itself."""
    record: type[Record]
    """What it is, or what each of its rows is."""
    help: str
    """What it holds."""
    is_list: bool
    """Whether it has rows."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its fields, without what every row may hold."""
        found = columns_of(self.record)
        here = [column for column in found if column.help not in OF_ANY_ROW.values()]
        if self.record is Thresholds:
            return ()
        return tuple(column for column in here if self.name or "." not in column.name)


def sections() -> tuple[Section, ...]:
    """Return the parts of a partnership's file, in the order of its format.

    Examples
    --------
    >>> [section.name for section in sections()][:4]
    ['', 'stage', 'acceptances', 'criteria']
    """
    return (Section("", Partnership, "The partnership itself.", is_list=False), *_parts())


def _parts() -> Iterator[Section]:
    lists = [Section(table.name, table.record, table.help, is_list=True) for table in tables()]
    for name, field in Partnership.model_fields.items():
        label = field.alias or name
        single = record_type(field.annotation)
        if single is not None:
            yield Section(label, single, field.description or "", is_list=False)
        yield from (part for part in lists if part.name.partition(".")[0] == label)


@cache
def _examples() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("examples.toml").read_text(encoding="utf-8"))


def example_of(section: str, column: Column) -> str | None:
    """Return an example of a field as a table would hold it; None when there is none.

    It is the one kept in `examples.toml` for the table, the first in its help, one of its choices, one kept for any
    table, or one of its kind.

    Examples
    --------
    >>> from partnerlab.partnership.columns import table_named
    >>> risks = table_named("risks")
    >>> example_of("risks", risks.column("title")), example_of("risks", risks.column("on"))
    ('Data cannot be shared', '2026-03-31')
    """
    kept: Any = _examples()
    for part in (section or "partnership").split("."):
        kept = kept.get(part, {})
    own = kept.get(column.name)
    if own is not None:
        return str(own)
    if column.choices:
        return column.choices[0]
    if column.refers:
        ids = [_REFERRED[table] for table in column.refers]
        return "; ".join([*ids, "Council"]) if column.kind == "ids" and ids == ["PSNI"] else ids[0]
    in_help = re.search(r"`([^`]+)`", column.help)
    if in_help and column.kind == "text":
        return in_help[1]
    return _examples()["any"].get(column.name.rpartition(".")[2]) or _KINDS.get(column.kind)


def field_reference() -> str:
    """Return every field of a partnership's file in plain words, with an example each, as Markdown.

    Examples
    --------
    >>> "| `title` *needed* | The risk in a few words. | `Data cannot be shared` |" in field_reference()
    True
    """
    parts = [_BEGINNING, "## Contents\n", *(_entry(section) for section in sections())]
    return "\n".join([*parts, *map(_written, sections())])


def _heading(section: Section) -> str:
    return section.name or "The partnership"


def _entry(section: Section) -> str:
    anchor = re.sub(r"[^\w\- ]", "", _heading(section).casefold()).replace(" ", "-")
    indent = "  " * section.name.count(".")
    return f"{indent}- [{_heading(section)}](#{anchor}): {section.help.rstrip('.')}"


def _written(section: Section) -> str:
    lines = [f"| {_name(column)} | {_cell(_help(column))} | {_shown(section, column)} |" for column in section.columns]
    head = ["| Field | What it is | Example |", "| --- | --- | --- |"]
    return "\n".join([f"\n## {_heading(section)}\n", _about(section), "", *(head if lines else []), *lines])


def _about(section: Section) -> str:
    """Return what a part holds, and what each of its rows is."""
    if section.record is Thresholds:
        return f"{section.help} `partnerlab thresholds` lists each, with what it means and which rules use it."
    meaning = " ".join((section.record.__doc__ or "").split("\n\n")[0].split())
    if not section.is_list or not meaning:
        return section.help
    return f"{section.help} Each row: {without_capital(meaning)}"


def _name(column: Column) -> str:
    return f"`{column.name}`{' *needed*' if column.required else ''}"


def _help(column: Column) -> str:
    unsaid = [choice for choice in column.choices if choice not in column.help]
    choices = f" One of: {', '.join(column.choices)}." if unsaid else ""
    return f"{column.help}{choices}"


def _shown(section: Section, column: Column) -> str:
    example = example_of(section.name, column)
    if example is None:
        return ""
    if column.kind == "ids":
        example = f"[{', '.join(part.strip() for part in example.split(';'))}]"
    if column.kind == "truth":
        example = "true" if example in {"yes", "true"} else "false"
    if column.kind == "scores":
        example = f"{{{example.replace(';', ',')}}}"
    return f"`{_cell(example)}`"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
