"""Where a partnership stands: the eight stages of its work, and the life cycle of the group that does it."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.guide.reading import supplied
from partnerlab.guide.rows import Row, Rows


@dataclass(frozen=True, kw_only=True)
class Stage(Row):
    """A stage of a partnership's work (¶1.7); what is asked of it depends on the stage it has reached.

    Parameters
    ----------
    number
        Its place in the order, 1 (scoping) to 8 (ending).
    part
        Part of the guide that deals with it, 2 to 4; None for ending, which the guide does not treat as a stage.

    Examples
    --------
    >>> stage("managing").part
    3
    """

    number: int
    title: str
    part: int | None
    asks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LifeCycleStage(Row):
    """A stage of the life cycle of a group (Fig. 4, after Tuckman and Jensen 1977).

    Parameters
    ----------
    number
        1 (forming) to 5 (adjourning).

    Examples
    --------
    >>> life_cycle().row("storming").number
    2
    """

    number: int
    title: str
    challenges: tuple[str, ...]
    strategies: tuple[str, ...]


def stages() -> Rows[Stage]:
    """Eight stages of a partnership's work, in order (¶1.7).

    Examples
    --------
    >>> stages().ids
    ('scoping', 'building', 'planning', 'managing', 'implementing', 'measuring', 'reviewing', 'ending')
    """
    return supplied("stages.yaml", Stage)


def stage(key: str) -> Stage:
    """Return the stage of that name.

    Raises
    ------
    GuideError
        When there is no such stage.

    Examples
    --------
    >>> stage("reviewing").number > stage("building").number
    True
    """
    return stages().row(key)


def life_cycle() -> Rows[LifeCycleStage]:
    """Five stages of a group's life cycle, in order (Fig. 4); what each asks for is inferred, not the guide's figure.

    Examples
    --------
    >>> [phase.title for phase in life_cycle()]
    ['Forming', 'Storming', 'Norming', 'Performing', 'Adjourning']
    """
    return supplied("life-cycle.yaml", LifeCycleStage)
