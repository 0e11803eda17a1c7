"""What the frameworks in use say of a partnership's outcomes: missions, priorities, official rules and codes (¶1.5)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.alignment import frameworks_of, outcome_titles
from partnerlab.analysis.frames import frame_of
from partnerlab.guide import Framework, Indicator, IndicatorLink, frameworks
from partnerlab.partnership import Partnership
from partnerlab.wording import listed

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
        A `PriorityRow` for each, in the file's order. `attrs["missions"]` names the missions of the programmes, and
        what runs across them.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}], outcomes={
    ...     "framework": "wellbeing-2024", "other_frameworks": ["programme-2024-27"], "aligned": ["healthier-lives"],
    ...     "priorities": [{"priority": "priority-waiting-times", "through": "healthier-lives"}]})
    >>> list_priorities(hub)[["priority", "mission"]].values.tolist()
    [['Shorter health waiting times', 'People']]
    """
    priorities = {row.id: row.title for programme in programmes_of(partnership) for row in programme.outcomes}
    supplied = {row.id: row for framework in frameworks_of(partnership) for row in framework.outcomes}
    titles = {key: row.title for key, row in supplied.items()} | outcome_titles(partnership)
    rows = []
    for row in partnership.outcomes.priorities:
        domain = supplied.get(row.through)
        known = row.priority in priorities and row.through in outcome_titles(partnership)
        title = priorities.get(row.priority, row.priority)
        rows.append(
            PriorityRow(title, titles.get(row.through, row.through), domain.mission if domain else None, row.why, known)
        )
    frame = frame_of(rows, PriorityRow)
    frame.attrs["missions"] = " ".join(map(_say_missions, programmes_of(partnership)))
    return frame


def _say_missions(programme: Framework) -> str:
    across = f", with {programme.across} across them" if programme.across else ""
    return f"{programme.title} has the missions {listed(programme.missions)}{across}."


@dataclass(frozen=True)
class OfficialRow:
    """An indicator that a framework reports for an outcome; a row of `list_official`."""

    outcome: str
    mission: str | None
    indicator: str
    """Titles of the outcome and the indicator, and the mission that the outcome belongs to."""
    base: str | None
    """The official base period; None when the source gives none."""
    interval: float | None
    """The least change that officially counts, in the indicator's unit; None when no source gives one."""
    counts: str | None
    """Whether that is in all, or for each year since the base; None without a rule."""
    codes: str
    """Codes of its data on the official portal; empty for none."""
    in_file: str | None
    """Title of the indicator in the file whose source names one of these codes; None when there is none."""
    remark: str
    """Whether its name or its link to the outcome was not verified, and whether it had no data when it was named."""


@cached
def list_official(partnership: Partnership) -> pd.DataFrame:
    """List the official indicators of the outcomes that the partnership serves, with their rules and codes.

    Returns
    -------
    pandas.DataFrame
        An `OfficialRow` for each indicator, in the framework's order.

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
            for link in outcome.links:
                found = framework.indicator(link.indicator)
                rule, codes = found.rule, found.matrices.codes
                rows.append(
                    OfficialRow(
                        outcome=outcome.title,
                        mission=outcome.mission,
                        indicator=found.title,
                        base=rule.base if rule else None,
                        interval=rule.interval if rule else None,
                        counts=KINDS[rule.kind] if rule else None,
                        codes=", ".join(codes),
                        in_file=next((row.title for row in partnership.indicators if _names(row.source, codes)), None),
                        remark=_remark(found, link),
                    )
                )
    return frame_of(rows, OfficialRow)


def say_breakdowns(source: str | None) -> str:
    """Say by which groups the official portal gives an indicator whose source names one of its codes; empty for none.

    Examples
    --------
    >>> say_breakdowns("NISRA data portal, INDRECWSTENI, updated 2025-02-24"), say_breakdowns("our own count")
    ('the official portal gives it by council (INDRECWSTELGD)', '')
    """
    official = (row for framework in frameworks() for row in framework.indicators if _names(source, row.matrices.codes))
    found = next((row.matrices for row in official), None)
    if found is None:
        return ""
    ways = {"council": found.council, "Assembly area": found.assembly_area, "equality group": found.equality}
    told = [f"by {way} ({code})" for way, code in ways.items() if code]
    return f"the official portal gives it {listed(told)}" if told else ""


def _remark(found: Indicator, link: IndicatorLink) -> str:
    doubts = {
        "name not found in a public source": found.certainty == "recalled",
        "link to the outcome not found in a public source": link.certainty == "recalled",
        "without data when it was named": found.in_development,
    }
    return "; ".join(words for words, holds in doubts.items() if holds)


def _names(source: str | None, codes: tuple[str, ...]) -> bool:
    return any(code in (source or "") for code in codes)
