"""What the frameworks in use say of a partnership's outcomes: missions, priorities, official rules and codes (¶1.5)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.alignment import frameworks_of, outcome_titles
from partnerlab.analysis.frames import frame_of
from partnerlab.guide import Framework, Outcome
from partnerlab.partnership import Partnership

KINDS = {"fixed": "in all", "per_year": "for each year since the base"}
"""How an official interval counts, in words."""


def programmes_of(partnership: Partnership) -> tuple[Framework, ...]:
    """Return the programmes, which have missions, among the frameworks that the partnership serves."""
    return tuple(row for row in frameworks_of(partnership) if row.missions)


@dataclass(frozen=True)
class PriorityRow:
    """A priority that the partnership serves; a row of `list_priorities`."""

    priority: str
    """Its title; the id as written where no programme in the file has it."""
    through: str
    """Title of the outcome that leads to it."""
    mission: str | None
    """The mission to which that outcome belongs; None where no source says."""
    why: str | None
    """How one leads to the other; None when it is not recorded."""
    known: bool
    """Whether a programme named in the file has the priority, and the partnership serves the outcome."""


@cached
def list_priorities(partnership: Partnership) -> pd.DataFrame:
    """List the priorities of the government's programme that the partnership serves, and through which outcome.

    Which priority serves which outcome no source says, so it is the partnership's own word.

    Returns
    -------
    pandas.DataFrame
        A `PriorityRow` for each, in the file's order.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}], outcomes={
    ...     "framework": "wellbeing-2024", "other_frameworks": ["programme-2024-27"], "aligned": ["healthier-lives"],
    ...     "priorities": [{"priority": "priority-waiting-times", "through": "healthier-lives"}]})
    >>> list_priorities(hub)[["priority", "mission"]].values.tolist()
    [['Shorter health waiting times', 'People']]
    """
    priorities = {row.id: row.title for programme in programmes_of(partnership) for row in programme.outcomes}
    supplied = _supplied(partnership)
    titles = {key: row.title for key, row in supplied.items()} | outcome_titles(partnership)
    rows = []
    for row in partnership.outcomes.priorities:
        domain = supplied.get(row.through)
        known = row.priority in priorities and row.through in outcome_titles(partnership)
        title = priorities.get(row.priority, row.priority)
        rows.append(
            PriorityRow(title, titles.get(row.through, row.through), domain.mission if domain else None, row.why, known)
        )
    return frame_of(rows, PriorityRow)


@dataclass(frozen=True)
class OfficialRow:
    """An indicator that a framework reports for an outcome; a row of `list_official`."""

    outcome: str
    mission: str | None
    indicator: str
    """Titles of the outcome and the indicator, and the mission that the outcome belongs to."""
    base: str | None
    """The official base period; None when the source gives none."""
    interval: float
    """The least change that officially counts, in the indicator's unit."""
    counts: str
    """Whether that is in all, or for each year since the base."""
    codes: str
    """Codes of its data on the official portal; empty for none."""
    in_file: str | None
    """Title of the indicator in the file whose source names one of these codes; None when there is none."""


@cached
def list_official(partnership: Partnership) -> pd.DataFrame:
    """List the official indicators of the outcomes that the partnership serves, with their rules and codes.

    Returns
    -------
    pandas.DataFrame
        An `OfficialRow` for each indicator with an official rule, in the framework's order.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     outcomes={"framework": "wellbeing-2024", "aligned": ["caring-society"]})
    >>> print(*list_official(hub).loc[1, ["indicator", "base", "interval"]])
    Loneliness 2021/22 2.0
    """
    served = set(outcome_titles(partnership))
    rows = []
    for framework in frameworks_of(partnership):
        for outcome in (row for row in framework.outcomes if row.id in served):
            for found in framework.indicators_of(outcome.id):
                rule, codes = found.rule, found.matrices.codes
                if rule is None:
                    continue
                change = (rule.base, rule.interval, KINDS[rule.kind])
                held = next((row.title for row in partnership.indicators if _names(row.source, codes)), None)
                rows.append(OfficialRow(outcome.title, outcome.mission, found.title, *change, ", ".join(codes), held))
    return frame_of(rows, OfficialRow)


def _names(source: str | None, codes: tuple[str, ...]) -> bool:
    return any(code in (source or "") for code in codes)


def _supplied(partnership: Partnership) -> dict[str, Outcome]:
    return {row.id: row for framework in frameworks_of(partnership) for row in framework.outcomes}
