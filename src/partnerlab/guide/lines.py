"""The guide line by line: what each paragraph, box, figure and appendix says, and what only partners can answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from partnerlab.guide.agreements import agreement_types
from partnerlab.guide.practice import (
    Practice,
    accountability_dimensions,
    agenda,
    assumptions,
    checklist,
    collaboration_risks,
    communication_points,
    conflict_tips,
    failure_reasons,
    features,
    founding_roles,
    governance_elements,
    mapping_tasks,
    outcome_steps,
    role_points,
    sustainability,
)
from partnerlab.guide.reading import supplied
from partnerlab.guide.rows import Row, Rows
from partnerlab.guide.stages import life_cycle, stages


@dataclass(frozen=True, kw_only=True)
class Line(Row):
    """One thing that a paragraph or a figure says, in our words.

    Examples
    --------
    >>> lines().row("line-2.4-3").text
    'The owner can provide resources to find and broker partnerships.'
    """


@dataclass(frozen=True, kw_only=True)
class AskedPractice(Practice):
    """A practice that the guide asks for and only partners can say of themselves.

    Parameters
    ----------
    asked_of
        `together`: the partners give one answer; `each`: each partner answers; `outside`: each partner outside
        government answers.
    find_out
        How to find it out, as an instruction. Ours.
    evidence
        What would show it. Ours: the guide names no evidence.

    Examples
    --------
    >>> practices().row("workable-terms").asked_of
    'outside'
    """

    asked_of: Literal["together", "each", "outside"]
    find_out: str
    evidence: tuple[str, ...]


@cache
def practices() -> Rows[AskedPractice]:
    """Practices that partners answer with what shows it, in the order of the guide.

    Examples
    --------
    >>> practices()[0].id
    'users-needs'
    """
    return supplied("practices.yaml", AskedPractice)


_LISTS: tuple[Callable[[], Iterable[Row]], ...] = (
    *(stages, founding_roles, features, outcome_steps, assumptions, collaboration_risks, accountability_dimensions),
    *(mapping_tasks, role_points, communication_points, conflict_tips, life_cycle, sustainability),
    *(governance_elements, failure_reasons, checklist, agenda, agreement_types),
)
"""The guide's own lists: each of their rows is a line."""


@cache
def lines() -> Rows[Row]:
    """Every line of the guide, in its order: what its paragraphs say, and each row of its lists.

    Examples
    --------
    >>> "checklist-10" in lines().ids, "line-2.5-2" in lines().ids
    (True, True)
    """
    found = [*supplied("asks.csv", Line), *(row for shelf in _LISTS for row in shelf())]
    return Rows(sorted(found, key=lambda row: _order(row.paragraph)))


def _order(citation: str) -> tuple[int, ...]:
    """Order of the guide: paragraphs, then figures, then appendices, each by number, boxes after their paragraph."""
    first = citation.partition(",")[0]
    kind = 0 if first.startswith("¶") else 1 if first.startswith("Fig") else 2
    numbers = [int(number) for number in re.findall(r"\d+", first.partition("-")[0])]
    return kind, *numbers, *([1000] if first.endswith(("box", "list")) else [])
