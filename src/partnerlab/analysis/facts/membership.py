"""Who is in a partnership and what each brings, as the portfolio compares it with others (¶2.3, ¶2.12, ¶2.13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from partnerlab.analysis.facts.agreements import agreements_on_partnership
from partnerlab.analysis.facts.alignment import outcome_titles
from partnerlab.analysis.facts.bodies import current_bodies, owners_in_post
from partnerlab.analysis.facts.endings import latest_decision
from partnerlab.analysis.facts.names import name_post
from partnerlab.characters import plain_name
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Partner

LEAD_BODY = "lead organisation"


def summarise_membership(partnership: Partnership) -> dict[str, Any]:
    """Return what the portfolio needs to know of members, leads, funders and causes, as JSON.

    Returns
    -------
    dict
        ``outcomes`` (ids of those served), ``own_outcomes`` (id to name, of those that are its own; left out for none);
        ``area``, ``sponsor`` (a name), ``lead`` (name of the lead organisation), each None when not recorded;
        ``partners`` (id, name, sector, aliases, hours a month, pounds a year, people by code and role), ``causes`` of
        open risks, ``funders`` by name. Left out where there is none: ``owner`` (post and organisation of the senior
        responsible owner), ``decided`` (the last decision about the partnership), ``agreement_ended`` (when the last
        written agreement ended, where none is in force), ``newest`` (since when its newest entry is known).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}], area="Belfast")
    >>> summarise_membership(hub)["area"], summarise_membership(hub)["lead"]
    ('Belfast', None)
    """
    open_risks = [risk for risk in partnership.risks if risk.closed is None]
    funders = [partnership.name_of(row.funder) for row in partnership.funding if row.funder]
    served = outcome_titles(partnership)
    own = {row.id: row.name for row in partnership.outcomes.own if row.id in served}
    return {
        "outcomes": list(served),
        **({"own_outcomes": own} if own else {}),
        "area": partnership.area,
        "sponsor": partnership.name_of(partnership.sponsor) if partnership.sponsor else None,
        "lead": _lead_of(partnership),
        "partners": [_partner(row) for row in partnership.current_partners],
        "causes": _distinct(risk.cause for risk in open_risks),
        "funders": _distinct(funders),
        **{name: value for name, value in _standing(partnership) if value is not None},
    }


def _standing(partnership: Partnership) -> Iterator[tuple[str, Any]]:
    """Who owns it, what was last decided about it, whether it is still agreed on, and how new its record is."""
    named = [name_post(partnership, post) for post in owners_in_post(partnership)]
    yield "owner", "; ".join(dict.fromkeys(named)) or None
    decision = latest_decision(partnership)
    yield "decided", decision and {"on": decision.on.isoformat(), "decision": decision.decision}
    ended = [row.ended for row in partnership.agreements if row.kind != "data sharing" and row.ended is not None]
    over = bool(ended) and not agreements_on_partnership(partnership)
    yield "agreement_ended", max(ended).isoformat() if over else None
    newest = partnership.newest_entry()
    yield "newest", newest and newest.isoformat()


def _lead_of(partnership: Partnership) -> str | None:
    """Name of the organisation that the lead body stands for; None when none, or several, are named."""
    bodies = [body for body in current_bodies(partnership) if body.kind == LEAD_BODY]
    named = {name for body in bodies for name in (body.members or filter(None, [body.chair_from]))}
    return partnership.name_of(named.pop()) if len(named) == 1 else None


def _partner(partner: Partner) -> dict[str, Any]:
    sitting = [row for row in partner.representatives if row.end is None]
    promised = [row.hours_a_month for row in sitting if row.hours_a_month is not None]
    brought = [row.amount for row in partner.resources if row.kind == "money" and row.amount is not None]
    return {
        "id": partner.id,
        "name": partner.name,
        "sector": partner.sector,
        "aliases": list(partner.aliases),
        "hours": sum(promised) if promised else None,
        "money": sum(brought) if brought else None,
        "people": [{"code": code_of(row.name), "role": row.role} for row in sitting if row.name],
    }


def code_of(name: str) -> str:
    """Return a short code for a person's name, the same whatever its case and spaces.

    The code keeps the name out of a file; it keeps no secret, since whoever guesses the name can make the code.

    Examples
    --------
    >>> code_of("Ann Lee") == code_of(" ann  LEE"), code_of("Ann Lee") == code_of("Ann Leigh")
    (True, False)
    """
    return sha256(plain_name(name).encode()).hexdigest()[:16]


def _distinct(texts: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
