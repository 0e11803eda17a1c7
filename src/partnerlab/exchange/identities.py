"""Ids for rows of anybody's table: the sheet's own, that of the same thing in the partnership, or a new one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from partnerlab.characters import slug_of
from partnerlab.exchange.foreign import without_signs
from partnerlab.sheets.values import UnreadError

PREFIXES = {"risks": "R", "actions": "A", "tasks": "T", "milestones": "M", "indicators": "I"}
"""What stands before the number of a new id; other tables take a short form of the name."""

UNLIKE = 0.4
"""How alike two titles are at most, from 0 to 1, for one id to stand for two things. Our judgement."""


LONGEST = 24
"""Characters of an id that is made of a name."""


class Identities:
    """Gives each row of a sheet an id, and no id to two of them.

    Parameters
    ----------
    table
        Name of the table.
    rows
        Rows that the partnership has.
    reserved
        References that other rows are called by, so that no row without one is numbered by them.
    """

    def __init__(self, table: str, rows: Sequence[Mapping[str, Any]], reserved: Iterable[str] = ()) -> None:
        self._table = table
        self._by_id = {str(row["id"]): str(row.get("title") or row.get("name") or "") for row in rows}
        self._titles = {without_signs(row.get("title") or row.get("name") or ""): str(row["id"]) for row in rows}
        self._known = {str(row["id"]) for row in rows}
        self._given: set[str] = set()
        self._reserved = set(reserved)
        self._numbered: dict[str, int] = {}  # by what stands before it, the last number that was given

    def of(self, ref: str | None, title: str) -> str:
        """Return the id of a row from what the sheet has for one, None when it has none, and from its title or name.

        Raises
        ------
        UnreadError
            When another row of the sheet has the id already, or the partnership has it for another thing.

        Examples
        --------
        >>> known = Identities("risks", [{"id": "R1", "title": "Fire"}])
        >>> known.of(None, "Fire."), known.of(None, "Flood"), known.of("R7", "Theft")
        ('R1', 'R2', 'R7')
        """
        found = ref if ref in self._known else self._titles.get(without_signs(title)) if title else None
        row_id = found or ref or self._new(title)
        if row_id in self._given:
            raise UnreadError(f'"{title or row_id}" has the reference {row_id}, as a row above; give it one of its own')
        if ref in self._known and title and not _is_alike(self._by_id[row_id], title):
            raise UnreadError(
                f'{row_id} is "{self._by_id[row_id]}" in the partnership\'s file and "{title}" here. If they are one, '
                "change the title in the file; otherwise give one of them another reference"
            )
        self._given.add(row_id)
        return row_id

    def _new(self, title: str) -> str:
        prefix = PREFIXES.get(self._table)
        if prefix is None:
            short = re.search(r"\(([A-Z][\w&-]{1,11})\)", title)
            prefix = short[1] if short else _short_form(title, self._table)
            if not self._is_taken(prefix):
                return prefix
            prefix += "-"
        number = self._numbered.get(prefix, 1)  # what is taken stays so: no number below is free again
        while self._is_taken(f"{prefix}{number}"):
            number += 1
        self._numbered[prefix] = number
        return f"{prefix}{number}"

    def _is_taken(self, row_id: str) -> bool:
        return row_id in self._known or row_id in self._given or row_id in self._reserved


def _short_form(title: str, none: str) -> str:
    """Return a name as an id that can be typed: in small letters, and where that is long, its capitals.

    Examples
    --------
    >>> _short_form("Road Safe Charity", ""), _short_form("Northern Ireland Fire and Rescue Service", "")
    ('road-safe-charity', 'NIFRS')
    """
    whole = slug_of(title, none=none)
    capitals = "".join(re.findall(r"\b[A-Z]", title))
    return capitals if len(whole) > LONGEST and len(capitals) > 1 else whole[:LONGEST].strip("-")


def _is_alike(one: str, other: str) -> bool:
    """Whether two titles can be two wordings of one thing."""
    first, second = without_signs(one), without_signs(other)
    shared = {word for word in first.split() if len(word) > 3} & set(second.split())
    return not first or bool(shared) or difflib.SequenceMatcher(None, first, second).ratio() > UNLIKE
