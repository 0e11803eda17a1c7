"""A partnership that notes which of its fields an answer reads, so that the answer can outlive a change elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from threading import local
from typing import Any, Self

from pydantic import ConfigDict

from partnerlab.partnership import Partnership
from partnerlab.partnership.cache import Read
from partnerlab.partnership.members import Partner

FIELDS = frozenset({*Partnership.model_fields, "inputs"})
"""What an answer can read. The date and the name of the file are not among them: they stay the same."""

NAMED: Read = (None, "what partners are called")
APART: Mapping[str, Read] = {
    **dict.fromkeys(("name", "name_language", "short_name", "aliases"), NAMED),
    "representatives": (None, "who represents partners"),
    "resources": (None, "what partners bring"),
    "reporting_terms": (None, "on which terms partners report"),
}
"""Fields of a partner whose reading is noted apart from that of the rest of it, and as what.

What a partner is called matters to sentences, and to nothing that is calculated by id. The others are what decisions
change, and few answers read them, while most read who the partners are.
"""

_AT_ONCE = frozenset({"__dict__", "__pydantic_serializer__", "__iter__"})
"""Ways to read all fields at once, as comparing, copying and writing as JSON do."""
_ALL_APART = frozenset(APART.values())
_NOTED = {
    **{name: frozenset({read}) for name, read in APART.items()},
    **dict.fromkeys((*_AT_ONCE, "model_fields_set"), _ALL_APART),
}
"""What is noted apart where something of a partner is read."""


class _Notes(local):
    """What each thread is reading for, innermost last."""

    def __init__(self) -> None:
        self.open: list[set[Read]] = []


_notes = _Notes()


@contextmanager
def noting() -> Iterator[set[Read]]:
    """Collect what this thread reads of followed partnerships; whoever is collecting around it collects it too."""
    reads: set[Read] = set()
    _notes.open.append(reads)
    try:
        yield reads
    finally:
        _notes.open.pop()
        note(reads)


def note(reads: Iterable[Read]) -> None:
    """Add to what this thread is collecting, if it is."""
    if _notes.open:
        _notes.open[-1].update(reads)


@contextmanager
def _unnoted() -> Iterator[None]:
    _notes.open.append(set())
    try:
        yield
    finally:
        _notes.open.pop()


class FollowedPartner(Partner):
    """A partner of a followed partnership. To read its name, say, is another thing than to read the rest of it."""

    __slots__ = ()
    model_config = ConfigDict(defer_build=True)

    def __getattribute__(self, name: str) -> Any:
        if (noted := _NOTED.get(name)) and (open_notes := _notes.open):
            open_notes[-1].update(noted)
        return super().__getattribute__(name)


class Followed(Partnership):
    """A partnership that notes which fields are read. Made by `follow`, never read from a file."""

    __slots__ = ()
    model_config = ConfigDict(defer_build=True)

    def __getattribute__(self, name: str) -> Any:
        if name in FIELDS and (open_notes := _notes.open):
            # Past pydantic's own way to a private attribute, which takes longer than all else here.
            private = object.__getattribute__(self, "__pydantic_private__")
            open_notes[-1].add((private["_as_at"], name))
        elif name in _AT_ONCE and _notes.open:
            seen = self._as_at
            note([*_ALL_APART, *((seen, field) for field in FIELDS)])
        return super().__getattribute__(name)

    def at(self, as_at: date | None) -> Self:
        """Return the partnership as it stood on a date, which is followed as well.

        Making it reads every field. That is no reading: what is then read of it is noted, as at its date.
        """
        with _unnoted():
            return super().at(as_at)

    def replace(self, **fields: object) -> Self:
        """Return the partnership with fields replaced; what is then read of it is noted."""
        with _unnoted():
            return super().replace(**fields)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy; what is then read of it is noted as if it were read here."""
        with _unnoted():
            if update and "partners" in update:
                update = {**update, "partners": tuple(map(_followed_partner, update["partners"]))}
            return super().model_copy(update=update, deep=deep)


def follow(partnership: Partnership) -> Followed:
    """Return the same partnership, whose answers from now on note what they read.

    Only who wants to ask again after a change needs it: noting makes a review about a fifth slower.

    Examples
    --------
    >>> hub = follow(Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}]))
    >>> with noting() as reads:
    ...     hub.current_stage
    'scoping'
    >>> reads
    {(None, 'stages')}
    """
    if isinstance(partnership, Followed):
        return partnership
    seen = _followed(partnership)
    if partnership.whole is not partnership:
        seen._whole = _followed(partnership.whole)
    return seen


def _followed(partnership: Partnership) -> Followed:
    copy = partnership.model_copy(update={"partners": tuple(map(_followed_partner, partnership.partners))})
    object.__setattr__(copy, "__class__", Followed)
    assert isinstance(copy, Followed)  # noqa: S101 - tells the type checker
    return copy


def _followed_partner(partner: Partner) -> Partner:
    if not isinstance(partner, FollowedPartner):
        partner = partner.model_copy()
        object.__setattr__(partner, "__class__", FollowedPartner)
    return partner
