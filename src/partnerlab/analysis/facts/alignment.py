"""Line of sight: from each outcome through its indicators to the partners that contribute (¶1.5, ¶2.4, App. 1)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.errors import GuideError
from partnerlab.guide import Framework, framework, frameworks
from partnerlab.partnership import Partnership
from partnerlab.partnership.case import Contribution
from partnerlab.partnership.evaluation import Indicator


def framework_of(partnership: Partnership) -> Framework | None:
    """Return the supplied framework that the partnership reports under; None when it has its own or none."""
    name = partnership.outcomes.framework
    if name is None:
        return None
    try:
        return framework(name)
    except GuideError:
        return None


def frameworks_of(partnership: Partnership) -> tuple[Framework, ...]:
    """Return the supplied frameworks that the partnership serves, the one that it reports under first."""
    first = framework_of(partnership)
    others = [framework(name) for name in partnership.outcomes.other_frameworks if name in frameworks().ids]
    return tuple({row.id: row for row in (*([first] if first else []), *others)}.values())


def outcome_titles(partnership: Partnership) -> dict[str, str]:
    """Return the titles of the outcomes that the partnership serves, by id, in the file's order.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     outcomes={"framework": "wellbeing-2024", "aligned": ["caring-society"]})
    >>> outcome_titles(hub)
    {'caring-society': 'Caring Society'}
    """
    known = {row.id: row.title for supplied in frameworks_of(partnership) for row in supplied.outcomes}
    known |= {row.id: row.name for row in partnership.outcomes.own}
    listed = partnership.outcomes.aligned or tuple(row.id for row in partnership.outcomes.own)
    return {outcome: known.get(outcome, outcome) for outcome in listed}


def indicators_of(partnership: Partnership, outcome: str) -> tuple[Indicator, ...]:
    """Return the indicators in the partnership's file that measure an outcome."""
    named = {row.indicator for row in partnership.outcomes.contributions if row.outcome == outcome}
    return tuple(row for row in partnership.indicators if row.outcome == outcome or row.id in named)


def contributions_to(partnership: Partnership, outcome: str) -> tuple[Contribution, ...]:
    """Return what current partners contribute to an outcome."""
    current = {partner.id for partner in partnership.current_partners}
    return tuple(row for row in partnership.outcomes.contributions if row.outcome == outcome and row.partner in current)


def offered_indicators(partnership: Partnership, outcome: str) -> tuple[str, ...]:
    """Return the titles of the frameworks' own indicators of an outcome; empty when it has none or is the user's."""
    serving = [row for row in frameworks_of(partnership) if outcome in {found.id for found in row.outcomes}]
    return tuple(row.title for supplied in serving for row in supplied.indicators_of(outcome))


@cached
def assess_alignment(partnership: Partnership) -> pd.DataFrame:
    """Assess the line of sight from each outcome to its indicators and the partners that should move them.

    Returns
    -------
    pandas.DataFrame
        One row for each line outcome, indicator, partner. Columns `outcome`, `outcome_title`, `indicator` and
        `indicator_title` (None when the outcome has no indicator or the contribution names none), `partner` (id;
        None when nobody contributes), `how`, `gap` (what is missing: `no indicator`, `no partner`, `no indicator
        named`, `outcome not known`; empty when the line is whole). Empty when no outcome is named. A partner without
        any contribution has a row of its own with the gap `no outcome`.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     outcomes={"framework": "wellbeing-2024", "aligned": ["caring-society"]})
    >>> assess_alignment(hub)["gap"].tolist()
    ['no partner and no indicator']
    """
    rows: list[tuple[str | None, ...]] = []
    for outcome, title in outcome_titles(partnership).items():
        rows += [(outcome, title, *line) for line in _lines(partnership, outcome)]
    if rows:
        rows += [(None, None, None, None, partner, None, "no outcome") for partner in idle_partners(partnership)]
    columns = ["outcome", "outcome_title", "indicator", "indicator_title", "partner", "how", "gap"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


@cached
def assess_delivery(partnership: Partnership) -> pd.DataFrame:
    """Assess which performance measures and actions should help to move each indicator (¶1.5, Fig. 1).

    Returns
    -------
    pandas.DataFrame
        One row for each measure and each action tied to an indicator, or one for an indicator with neither. Columns
        `indicator` (id), `indicator_title`, `measure` and `action` (titles; one of the two, None where there is none)
        and `gap` (`no measure`, `no action`, `no measure and no action`; empty when nothing is missing). Measures and
        actions that name no indicator are left out. Empty when no indicator is recorded.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}], indicators=[
    ...     {"id": "i", "title": "Well", "unit": "%", "good_direction": "up"}],
    ...     actions=[{"id": "A1", "title": "Visit", "indicator": "i"}])
    >>> assess_delivery(hub)[["indicator_title", "measure", "action", "gap"]].values.tolist()
    [['Well', None, 'Visit', ''], ['Well', None, None, 'no measure']]
    """
    rows: list[tuple[str | None, ...]] = []
    for row in partnership.indicators:
        measures = [each.title for each in partnership.performance if each.indicator == row.id]
        actions = [each.title for each in partnership.actions if each.indicator == row.id]
        rows += [(row.id, row.title, title, None, "") for title in measures]
        rows += [(row.id, row.title, None, title, "") for title in actions]
        gap = " and ".join(f"no {kind}" for kind, found in (("measure", measures), ("action", actions)) if not found)
        if gap:
            rows.append((row.id, row.title, None, None, gap))
    return pd.DataFrame(rows, columns=["indicator", "indicator_title", "measure", "action", "gap"], dtype=object)


def idle_partners(partnership: Partnership) -> tuple[str, ...]:
    """Return the ids of current partners for which no contribution to any outcome is written down."""
    busy = {row.partner for row in partnership.outcomes.contributions}
    return tuple(partner.id for partner in partnership.current_partners if partner.id not in busy)


Line = tuple[str | None, str | None, str | None, str | None, str]


def _lines(partnership: Partnership, outcome: str) -> list[Line]:
    indicators = {row.id: row.title for row in indicators_of(partnership, outcome)}
    given = contributions_to(partnership, outcome)
    lines: list[Line] = []
    for row in given:
        gap = "" if row.indicator else "no indicator named" if indicators else "no indicator"
        lines.append((row.indicator, indicators.get(row.indicator or ""), row.partner, row.how, gap))
    moved = {row.indicator for row in given}
    lines += [(key, title, None, None, "no partner") for key, title in indicators.items() if key not in moved]
    return lines or [(None, None, None, None, "no partner and no indicator")]


@dataclass(frozen=True)
class Sight:
    """How much of the line of sight is whole.

    Attributes
    ----------
    outcomes
        Outcomes named.
    measured
        Of these, outcomes with an indicator in the file.
    served
        Of these, outcomes to which a current partner contributes.
    idle
        Ids of current partners without a contribution.
    """

    outcomes: tuple[str, ...]
    measured: tuple[str, ...]
    served: tuple[str, ...]
    idle: tuple[str, ...]


@cached
def summarise_alignment(partnership: Partnership) -> Sight:
    """Count which outcomes are measured and served, and which partners contribute to none.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     outcomes={"framework": "wellbeing-2024", "aligned": ["caring-society"]})
    >>> summarise_alignment(hub)
    Sight(outcomes=('caring-society',), measured=(), served=(), idle=())
    """
    listed = tuple(outcome_titles(partnership))
    return Sight(
        listed,
        tuple(outcome for outcome in listed if indicators_of(partnership, outcome)),
        tuple(outcome for outcome in listed if contributions_to(partnership, outcome)),
        idle_partners(partnership),
    )
