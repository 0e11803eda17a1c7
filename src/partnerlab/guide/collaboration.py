"""Levels of collaboration: named schemes, because authors disagree on the order of the levels."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.guide.reading import supplied
from partnerlab.guide.rows import Row, Rows, row_called


@dataclass(frozen=True, kw_only=True)
class CollaborationLevel:
    """One rung of a scheme. An attribute is None where the scheme's source says nothing of it.

    Parameters
    ----------
    value
        Its number in the scheme; more means more integrated, not better.
    label
        Its name.
    meaning
        What partners on it do.
    shared
        What they exchange or pool.
    goals
        How far goals are common.
    formality
        How formal the arrangement is.
    risk
        How much risk they take.
    decisions
        Who decides.
    duration
        How long it is meant to last.

    Examples
    --------
    >>> levels("continuum-4")[0].risk
    'low'
    """

    value: int
    label: str
    meaning: str
    shared: str | None = None
    goals: str | None = None
    formality: str | None = None
    risk: str | None = None
    decisions: str | None = None
    duration: str | None = None


@dataclass(frozen=True, kw_only=True)
class LevelScheme(Row):
    """A named scheme of levels of collaboration, the least integrated first.

    Examples
    --------
    >>> level_scheme("frey").level("coalition").value
    4
    """

    title: str
    levels: tuple[CollaborationLevel, ...]

    def level(self, key: str | int) -> CollaborationLevel:
        """Return the level of that number or name.

        Raises
        ------
        GuideError
            When the scheme has no such level.

        Examples
        --------
        >>> level_scheme("frey").level(2).label
        'cooperation'
        """
        return row_called(self.levels, key, "label", "value")


def level_schemes() -> Rows[LevelScheme]:
    """All schemes of levels; none is in the guide, whose own table (Fig. 1.b) is not to be had.

    Examples
    --------
    >>> level_schemes().ids
    ('frey', 'continuum-4', 'himmelman', 'partner-4')
    """
    return supplied("level-schemes.yaml", LevelScheme)


def level_scheme(key: str) -> LevelScheme:
    """Return the scheme of that name.

    Raises
    ------
    GuideError
        When there is no such scheme.

    Examples
    --------
    >>> len(level_scheme("partner-4").levels)
    4
    """
    return level_schemes().row(key)


def levels(scheme: str = "frey") -> tuple[CollaborationLevel, ...]:
    """Levels of a scheme, least integrated first.

    Examples
    --------
    >>> [level.label for level in levels("frey")]
    ['none', 'networking', 'cooperation', 'coordination', 'coalition', 'collaboration']
    """
    return level_scheme(scheme).levels
