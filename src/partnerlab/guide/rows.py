"""What every row of the guide's data has in common: an id, our wording, where it comes from and how sure we are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeVar

from pydantic import ConfigDict

from partnerlab.errors import GuideError
from partnerlab.suggestions import did_you_mean

Certainty = Literal["verified", "inferred", "recalled", "chosen"]
"""How sure a row is.

``verified``: read in the guide or in a public source; ``inferred``: concluded from them; ``recalled``: from memory,
to be shown as unverified; ``chosen``: this project's own choice, which nothing can verify and every user may change.
"""

NOT_IN_THE_GUIDE = "not in the guide"


@dataclass(frozen=True, kw_only=True)
class Strict:
    """What the guide's data hold: a key that has no meaning is a mistake, and is refused."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True)
class Row(Strict):
    """One row of the guide's data.

    Parameters
    ----------
    id
        Short, stable name: `checklist-10`, `managing`, `likelihood-5`. Unique among all rows.
    paragraph
        Place in the guide that the row rests on or serves, such as `¶4.4` or `App. 2 item 10`.
    text
        What is meant, in our own words.
    certainty
        `verified`, `inferred`, `recalled` (show as unverified) or `chosen` (ours).
    source
        Where the words or numbers come from. It begins with "not in the guide" for whatever the guide does not say.

    Examples
    --------
    >>> from partnerlab import guide
    >>> guide.failure_reasons()[4].id, guide.failure_reasons()[4].paragraph
    ('failure-5', '¶4.11 list')
    """

    id: str
    paragraph: str
    text: str
    certainty: Certainty
    source: str

    @property
    def in_guide(self) -> bool:
        """Whether the guide itself says so; False for what this project or another source adds."""
        return not self.source.startswith(NOT_IN_THE_GUIDE)


R = TypeVar("R", bound=Row)
Called = TypeVar("Called")


class Rows(tuple[R, ...]):
    """Rows in the order of the guide: a tuple that can also be asked for one row by its id.

    Examples
    --------
    >>> from partnerlab import guide
    >>> guide.checklist().row("checklist-10").paragraph
    'App. 2 item 10'
    >>> guide.checklist().ids[:2]
    ('checklist-1', 'checklist-2')
    >>> guide.checklist().row("cheklist-10")
    Traceback (most recent call last):
    partnerlab.errors.GuideError: "cheklist-10" is not known here; did you mean "checklist-10"?
    """

    __slots__ = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all rows, in order."""
        return tuple(row.id for row in self)

    def row(self, key: str) -> R:
        """Return the row with this id.

        Raises
        ------
        GuideError
            When no row has that id; the message names the nearest.

        Examples
        --------
        >>> from partnerlab import guide
        >>> guide.stages().row("managing").number
        4
        """
        return row_called(self, key, "id")


def row_called(rows: Iterable[Called], key: object, *fields: str) -> Called:
    """Return the first row of which a field is a key; the first field names the rows where none is.

    Raises
    ------
    GuideError
        When no row is called so.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> levels = [SimpleNamespace(label="low", value=1), SimpleNamespace(label="high", value=2)]
    >>> row_called(levels, 2, "label", "value").label, row_called(levels, "low", "label", "value").value
    ('high', 1)
    """
    known: list[str] = []
    for row in rows:
        if any(getattr(row, field) == key for field in fields):
            return row
        known.append(getattr(row, fields[0]))
    raise unknown(key, known)


def unknown(key: object, known: Iterable[str]) -> GuideError:
    """Say that a name is not known and which known one comes nearest, or name all when none does.

    Examples
    --------
    >>> print(unknown("manging", ["planning", "managing"]))
    "manging" is not known here; did you mean "managing"?
    """
    return GuideError(f'"{key}" is not known here; {did_you_mean(str(key), known)}')
