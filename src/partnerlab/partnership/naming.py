"""Which organisation is meant by a name: an id, a full or short name or another one, in capitals or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from partnerlab.characters import plain_name
from partnerlab.partnership.members import Party

Member = TypeVar("Member", bound=Party)
Outsider = TypeVar("Outsider", bound=Party)

_CALLED = ("id", "name", "short_name", "aliases")
"""Fields that hold what an organisation is called, the strongest first."""


def ids_by_name(rows: Iterable[Party | Mapping[str, Any]]) -> dict[str, str]:
    """Return the id of each organisation by all that it is called, without regard to case and to spaces.

    An id means its organisation whatever another is called, a full name whatever another is called in short, and so on.
    What two are called alike means neither.

    Parameters
    ----------
    rows
        Organisations, as records or as plain values with an `id`, as they are typed.

    Examples
    --------
    >>> lagan = {"id": "LBC", "name": "Lagan  Council", "short_name": "Council", "aliases": ["LCC", "Trust"]}
    >>> ids_by_name([lagan, {"id": "Trust", "name": "Care Trust", "aliases": ["LCC"]}])["trust"]
    'Trust'
    >>> sorted(ids_by_name([lagan, {"id": "RDC", "name": "River Council", "short_name": "Council"}]))
    ['lagan council', 'lbc', 'lcc', 'rdc', 'river council', 'trust']
    """
    typed = [row if isinstance(row, Mapping) else vars(row) for row in rows]
    known: dict[str, str | None] = {}
    for field in reversed(_CALLED):
        meant: dict[str, str | None] = {}
        for row in typed:
            for name in map(plain_name, _texts(row.get(field))):
                meant[name] = row["id"] if meant.get(name, row["id"]) == row["id"] else None
        known |= meant
    return {name: meant for name, meant in known.items() if name and meant is not None}


def party_called(name: str, members: Sequence[Member], outside: Sequence[Outsider]) -> Member | Outsider | None:
    """Return the organisation with an id, or else with a name of its own; None when no single one has it.

    Parameters
    ----------
    members, outside
        Where one outside is called as a member is, the member is meant.

    Examples
    --------
    >>> council = Party(id="Council", name="Lagan Borough Council")
    >>> party_called("lagan borough council", [council], []) == party_called("council", [council], []) == council
    True
    """
    rows: dict[str, Member | Outsider] = {row.id: row for row in outside}
    rows |= {row.id: row for row in members}
    return rows.get(name) or rows.get((ids_by_name(outside) | ids_by_name(members)).get(plain_name(name), ""))


def short_names(rows: Iterable[Party]) -> dict[str, str]:
    """Return what charts call each organisation, by its id: its short name, and the id where another has that too.

    Examples
    --------
    >>> short_names([Party(id="a", name="Council"), Party(id="b", name="Council"), Party(id="c", name="PSNI")])
    {'a': 'Council (a)', 'b': 'Council (b)', 'c': 'PSNI'}
    """
    names: dict[str, str] = {}
    for row in rows:
        names.setdefault(row.id, row.short_name or row.name)
    count = Counter(names.values())
    return {key: f"{name} ({key})" if count[name] > 1 else name for key, name in names.items()}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(part for part in (value if isinstance(value, list | tuple) else (value,)) if isinstance(part, str))
