"""The map of the guide: each line with the rules that check it and the fields that answer it, or why there are none."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from io import StringIO

from partnerlab.analysis.catalogue import Rule
from partnerlab.analysis.rulebook import read_rules
from partnerlab.guide import Row, cited, lines


@dataclass(frozen=True)
class MappedLine:
    """One line of the guide, and what looks at it."""

    line: Row
    """What the guide says, in our words."""
    rules: tuple[Rule, ...]
    """The rules that check it."""
    fields: tuple[str, ...]
    """Where a partnership's file answers it: keys in the file's own words; `practices:environment` for a practice that
    partners answer."""
    reason: str
    """Why no rule checks it; empty where one does."""


@dataclass(frozen=True)
class Entry:
    """One row of the map as written: the lines it is for, and what looks at them."""

    pattern: str
    rules: tuple[str, ...]
    fields: tuple[str, ...]
    reason: str

    def is_for(self, line: Row) -> bool:
        """Whether it is for a line: by its id, or by a pattern that several ids fit."""
        return fnmatchcase(line.id, self.pattern)


@cache
def read_entries() -> tuple[Entry, ...]:
    """Return the map as it is written in `guide_lines.csv`.

    Examples
    --------
    >>> read_entries()[0].pattern
    'line-1.1-1'
    """
    text = files("partnerlab.analysis").joinpath("guide_lines.csv").read_text(encoding="utf-8")
    return tuple(
        Entry(row["line"], tuple(row["rules"].split()), tuple(row["fields"].split()), row["reason"])
        for row in csv.DictReader(StringIO(text))
    )


@cache
def map_guide() -> tuple[MappedLine, ...]:
    """Return every line of the guide with what looks at it, in the guide's order.

    Examples
    --------
    >>> found = {row.line.id: row for row in map_guide()}
    >>> [rule.code for rule in found["line-2.12-3"].rules], found["line-1.4-1"].reason
    (['MA601'], 'background: it names other guides')
    """
    known = {rule.code: rule for rule in read_rules()}
    found = []
    for line in lines():
        entries = [entry for entry in read_entries() if entry.is_for(line)]
        codes = _once(code for entry in entries for code in entry.rules)
        found.append(
            MappedLine(
                line,
                tuple(known[code] for code in codes),
                _once(field for entry in entries for field in entry.fields),
                " ".join(entry.reason for entry in entries if entry.reason),
            )
        )
    return tuple(found)


def lines_at(place: str) -> tuple[MappedLine, ...]:
    """Return the lines of one place of the guide, such as `¶2.4` or `App. 2 item 10`, with what looks at them."""
    return tuple(row for row in map_guide() if place in cited(row.line.paragraph).ids)


def other_rules(place: str) -> tuple[Rule, ...]:
    """Return the rules that cite a place of the guide and are named by none of its lines: our checks beside it.

    Examples
    --------
    >>> "MA905" in [rule.code for rule in other_rules("¶2.11")]
    True
    """
    named = {rule.code for row in lines_at(place) for rule in row.rules}
    return tuple(rule for rule in read_rules() if place in cited(rule.paragraph).ids and rule.code not in named)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
