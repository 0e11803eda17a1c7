"""Decisions on people and organisations: who leads, who owns, who may decide, what each brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from partnerlab.analysis.facts.bodies import owner_in_post, steering_bodies
from partnerlab.analysis.facts.leads import is_led
from partnerlab.analysis.facts.members import current_representative
from partnerlab.analysis.moves.candidate import Candidate, number_of
from partnerlab.analysis.moves.steps import Step
from partnerlab.analysis.risk_allocation.allocation import RiskAllocation, allocate_risks
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Partner
from partnerlab.partnership.risks import Risk
from partnerlab.partnership.sectors import PUBLIC, is_outside_government
from partnerlab.wording import counted, listed, say_day, verb

TO_NAME = "to be named"
"""What stands for a post while a decision is tried; the board names it."""
BOARD = "the board"
MOST_NAMED = 3
"""Organisations, risks and the like that a decision names; the rest are counted."""


def name_leads(partnership: Partnership) -> Candidate | None:
    """Agree who leads on each open risk whose lead is missing, has left or has not agreed."""
    allocation = allocate_risks(partnership)
    shared = [risk for risk in list_open_risks(partnership) if risk.kind != "own"]
    unled = [risk for risk in shared if not _has_agreed(partnership, risk)]
    chosen = [(risk, lead) for risk in unled if (lead := _choose_lead(partnership, allocation, risk)) is not None]
    if not chosen:
        return None
    steps = tuple(
        Step("add", "leads", {"risk": risk.id, "lead": lead, "on": partnership.as_at, "accepted": True})
        for risk, lead in chosen
    )
    by_lead: dict[str, list[str]] = {}
    for risk, lead in chosen:
        by_lead.setdefault(lead, []).append(f"“{risk.title}”")
    first = [
        f"{partnership.name_of(lead)} on {titles[0] if len(titles) == 1 else counted(len(titles), 'risk')}"
        for lead, titles in by_lead.items()
    ]
    what = f"Agree one lead for {counted(len(chosen), 'risk')}"
    of_all = f"{len(unled)} of {counted(len(shared), 'open risk')}, own ones apart,"
    rest = len(unled) - len(chosen)
    open_still = f"; nobody to propose yet for {rest}" if rest else ""
    why = f"{of_all} {verb(len(unled), 'lacks', 'lack')} a lead that has agreed{open_still}."
    return Candidate("leads", what, why, BOARD, f"Proposed: {listed(first, MOST_NAMED)}.", steps)


def _has_agreed(partnership: Partnership, risk: Risk) -> bool:
    row = partnership.lead_of(risk.id)
    return is_led(partnership, risk.id) and row is not None and row.accepted is True


def _choose_lead(partnership: Partnership, allocation: RiskAllocation, risk: Risk) -> str | None:
    """Return who should lead: the best lead, or today's, whose agreement is all that is missing; None when unknown."""
    today = partnership.lead_of(risk.id)
    if today is not None and today.shared:
        return None
    best = allocation.best_lead(risk.id)
    return best or (today.lead if today is not None and is_led(partnership, risk.id) else None)


def name_senior_owner(partnership: Partnership) -> Candidate | None:
    """Name who owns the outcome."""
    if owner_in_post(partnership) is not None:
        return None
    public = [partner for partner in partnership.current_partners if partner.sector in PUBLIC]
    if not public:
        return None
    post = {"organisation": public[0].id, "role": TO_NAME, "from": partnership.as_at}
    step = Step("add", "outcomes.sro", post)
    why = "No senior responsible owner in post is recorded."
    return Candidate("senior owner", "Name the senior responsible owner of the outcome", why, BOARD, steps=(step,))


def name_chair(partnership: Partnership) -> Candidate | None:
    """Name a chair for each body that steers and has none."""
    bodies = [body for body in steering_bodies(partnership) if body.chair is None]
    if not bodies:
        return None
    steps = tuple(Step("set", f"governance.{body.id}.chair", TO_NAME) for body in bodies)
    what = f"Name a chair for {listed((body.name for body in bodies), 2)}"
    steering = len(steering_bodies(partnership))
    why = f"No chair is recorded for {len(bodies)} of {counted(steering, 'body', 'bodies')} that steer."
    return Candidate("chair", what, why, BOARD, steps=steps)


def authorise(partnership: Partnership) -> Candidate | None:
    """Authorise each representative who may not commit their organisation."""
    found = [
        (partner, seat)
        for partner in partnership.current_partners
        if (seat := current_representative(partner)) is not None and seat.authority not in (None, "commits")
    ]
    if not found:
        return None
    steps = tuple(
        Step(
            "set",
            f"partners.{partner.id}.representatives."
            f"{number_of(partnership.whole.partner(partner.id).representatives, seat)}.authority",
            "commits",
        )
        for partner, seat in found
    )
    whose = "the representative" if len(found) == 1 else f"{len(found)} representatives"
    what = f"Authorise {whose} to commit {'its' if len(found) == 1 else 'their'} organisation"
    seats = sum(current_representative(partner) is not None for partner in partnership.current_partners)
    why = f"{len(found)} of {counted(seats, 'representative')} may not decide at the table."
    return Candidate("authority", what, why, _said(partnership, [partner for partner, _ in found]), steps=steps)


def confirm_money(partnership: Partnership) -> Candidate | None:
    """Confirm in writing what was offered and is not confirmed."""
    found = [
        (partner, number_of(partnership.whole.partner(partner.id).resources, row), row)
        for partner in partnership.current_partners
        for row in partner.resources
        if not row.confirmed
    ]
    if not found:
        return None
    steps = tuple(
        Step("set", f"partners.{partner.id}.resources.{number}.confirmed", value=True) for partner, number, _ in found
    )
    whose = list(dict.fromkeys(partner.id for partner, _, _ in found))
    what = f"Confirm in writing {counted(len(found), 'resource')} offered"
    partners = [partner for partner in partnership.current_partners if partner.id in whose]
    offered = sum(len(partner.resources) for partner in partnership.current_partners)
    why = f"{len(found)} of {counted(offered, 'resource')} offered {verb(len(found), 'is', 'are')} not confirmed."
    return Candidate("money", what, why, _said(partnership, partners), steps=steps)


def agree_terms(partnership: Partnership) -> Candidate | None:
    """Agree with each partner outside government how it reports."""
    found = [
        partner
        for partner in partnership.current_partners
        if is_outside_government(partner.sector) and partner.reporting_terms in ("no", "partly")
    ]
    if not found:
        return None
    steps = tuple(Step("set", f"partners.{partner.id}.reporting_terms", "yes") for partner in found)
    whom = found[0].name if len(found) == 1 else f"{len(found)} partners outside government"
    why = "What they report for public money is not agreed, or only in part."
    return Candidate("terms", f"Agree terms of reporting with {whom}", why, BOARD, steps=steps)


def name_accountable(partnership: Partnership) -> Candidate | None:
    """Name who answers for each task for which nobody, or no public body, does."""
    sectors = {partner.id: partner.sector for partner in partnership.current_partners}
    found = [
        (task, answers)
        for task in partnership.tasks
        if not any(sectors.get(name) in PUBLIC for name in task.accountable)
        if (answers := _choose_answering(task.responsible, sectors)) is not None
    ]
    if not found:
        return None
    steps = tuple(Step("set", f"tasks.{task.id}.accountable", [answers]) for task, answers in found)
    who = listed(dict.fromkeys(partnership.name_of(answers) for _, answers in found), MOST_NAMED)
    which = f"“{found[0][0].name}”" if len(found) == 1 else counted(len(found), "task")
    what = f"Name a public body that answers for {which}"
    why = f"No public body answers for {len(found)} of {counted(len(partnership.tasks), 'task')}."
    return Candidate("accountability", what, why, BOARD, f"Proposed: {who}.", steps)


def _choose_answering(responsible: Sequence[str], sectors: Mapping[str, str | None]) -> str | None:
    """Return the public body that does the task already, or the first one there is; None without any."""
    public = [name for name, sector in sectors.items() if sector in PUBLIC]
    return next((name for name in responsible if name in public), public[0] if public else None)


def name_broker(partnership: Partnership) -> Candidate | None:
    """Name a broker where the last one has left."""
    if not partnership.broker or any(post.end is None for post in partnership.broker):
        return None
    post = {"organisation": partnership.broker[-1].organisation, "role": TO_NAME, "from": partnership.as_at}
    why = f"The last one left on {say_day(partnership.broker[-1].end)}."
    return Candidate("broker", "Name a broker", why, BOARD, steps=(Step("add", "broker", post),))


def _said(partnership: Partnership, partners: Sequence[Partner]) -> str:
    """Return who carries a decision out: one organisation by name, several by number."""
    if len(partners) > 1:
        return f"each of {len(partners)} organisations"
    return partnership.name_of(partners[0].id)
