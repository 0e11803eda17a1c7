"""How the partnership is governed, and whether each body can see the outcome it works for (¶2.9, ¶3.2, ¶4.10)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.alignment import outcome_titles
from partnerlab.analysis.facts.bodies import STEERING, current_bodies, owner_in_post, owners_in_post, seated
from partnerlab.analysis.facts.names import name_post
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Body

TIERS = {
    "outcome owner": 0,
    "committee": 1,
    "lead organisation": 2,
    "leadership group": 2,
    "delivery": 3,
    "support": 3,
    "evaluation": 3,
}
"""Tier of each kind of body, highest first, after the description of the missing Figure 5 in ¶4.10."""

SRO = "senior responsible owner"
"""Stands for the senior responsible owner where the governance lists no outcome owner."""


@dataclass(frozen=True, eq=False)
class Governance:
    """The bodies that run the partnership and the way from each to an outcome.

    Parameters
    ----------
    bodies
        One row a body, highest tier first: `body` (id), `name`, `kind`, `tier`, `chair`, `chair_from`, `members`
        (ids), `reports_to` (id or name), `outcomes` (ids it answers for), `serves` (their titles), `sight` (ids of the
        bodies on its way to an outcome owner, itself first), `reaches` (whether it ends at an outcome owner or the
        owner's body), `meets`.
    elements
        What Figure 5 asks for: `element`, `present`, `bodies` (names).
    outcomes
        One row an outcome served: `outcome`, `delivered_by` (delivery bodies), `overseen_by` (deciding bodies),
        `owned_by` (outcome owners), `seen` (delivered, and from there a way to an owner of it).
    unseated
        Current partners that sit on no body that gives direction.
    """

    bodies: pd.DataFrame
    elements: pd.DataFrame
    outcomes: pd.DataFrame
    unseated: tuple[str, ...]


@cached
def assess_governance(partnership: Partnership) -> Governance:
    """Assess the governance: which strands are there, who chairs, and the way from each body up to an outcome owner.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "Alpha"}], governance=[
    ...         {"id": "sro", "name": "Owner", "kind": "outcome owner"},
    ...         {"id": "board", "name": "Board", "kind": "leadership group", "members": ["A"], "reports_to": "sro"}])
    >>> assess_governance(hub).bodies[["body", "sight", "reaches"]].values.tolist()
    [['sro', ('sro',), True], ['board', ('board', 'sro'), True]]
    """
    bodies, titles = current_bodies(partnership), outcome_titles(partnership)
    rows = [
        (
            *(row.id, row.name, row.kind, TIERS[row.kind], row.chair, row.chair_from, row.members, row.reports_to),
            *(row.outcomes, [titles.get(outcome, outcome) for outcome in row.outcomes]),
            *(sight := _follow(row, bodies), _ends_at_owner(partnership, sight, bodies), row.meets),
        )
        for row in sorted(bodies, key=lambda row: TIERS[row.kind])
    ]
    columns = [
        *("body", "name", "kind", "tier", "chair", "chair_from", "members", "reports_to"),
        *("outcomes", "serves", "sight", "reaches", "meets"),
    ]
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    return Governance(
        bodies=table,
        elements=_list_elements(partnership, bodies),
        outcomes=_list_outcomes(partnership, table),
        unseated=tuple(row.id for row in partnership.current_partners if row.id not in seated(partnership)),
    )


def _follow(body: Body, bodies: tuple[Body, ...]) -> tuple[str, ...]:
    """Follow who reports to whom, upwards; the last name may be outside the governance."""
    by_id = {row.id: row for row in bodies}
    way = [body.id]
    while (at := by_id.get(way[-1])) is not None and at.reports_to and at.reports_to not in way:
        way.append(at.reports_to)
    return tuple(way)


def _ends_at_owner(partnership: Partnership, sight: tuple[str, ...], bodies: tuple[Body, ...]) -> bool:
    kinds = {row.id: row.kind for row in bodies}
    owners = {name for row in owners_in_post(partnership) for name in (row.organisation, row.role)}
    return kinds.get(sight[-1]) == "outcome owner" or sight[-1] in owners


def _list_elements(partnership: Partnership, bodies: tuple[Body, ...]) -> pd.DataFrame:
    kinds = {
        "outcome owner": ("outcome owner",),
        "leadership group or committee": ("leadership group", "committee"),
        "lead organisation": ("lead organisation",),
        "delivery": ("delivery",),
        "support": ("support",),
        "evaluation": ("evaluation",),
    }
    rows = []
    for element, wanted in kinds.items():
        names = [row.name for row in bodies if row.kind in wanted]
        if element == "outcome owner" and not names and (owner := owner_in_post(partnership)) is not None:
            names = [f"{SRO}: {name_post(partnership, owner)}"]
        rows.append((element, bool(names), tuple(names)))
    return pd.DataFrame(rows, columns=["element", "present", "bodies"], dtype=object)


def _list_outcomes(partnership: Partnership, bodies: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for outcome in partnership.outcomes.aligned:
        serving = bodies.loc[[outcome in answers for answers in bodies["outcomes"]]]
        lists = [
            tuple(serving.loc[serving["kind"].isin(kinds), "body"])
            for kinds in (("delivery",), STEERING, ("outcome owner",))
        ]
        delivered = serving[serving["kind"] == "delivery"]
        rows.append((outcome, *lists, bool(delivered["reaches"].astype(bool).any())))
    columns = ["outcome", "delivered_by", "overseen_by", "owned_by", "seen"]
    return pd.DataFrame(rows, columns=columns, dtype=object)
