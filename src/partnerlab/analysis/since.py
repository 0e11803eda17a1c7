"""What changed for one partner since it last attended: what concerns it, what changed for all, what is asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from partnerlab.amounts import measured
from partnerlab.analysis import mapping, risk_allocation
from partnerlab.analysis.caching import as_it_stood
from partnerlab.analysis.evaluation.silence import doubt_answers
from partnerlab.analysis.facts.actions import is_overdue
from partnerlab.analysis.facts.members import has_attendance, was_there
from partnerlab.analysis.facts.names import name_risks
from partnerlab.analysis.risk_allocation.register import assess_register
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import Action, Value
from partnerlab.partnership.governance import Milestone
from partnerlab.partnership.risks import Control
from partnerlab.wording import counted, listed, say_day, verb


@dataclass(frozen=True)
class Update:
    """What one partner should know."""

    partner: str
    """Its id."""
    since: date | None
    """The day counted from: the last meeting it came to, or when it joined; None when neither is recorded."""
    reason: str
    """Why that day, in a sentence."""
    concerns: tuple[str, ...]
    """What concerns it: leads, tasks, risks it leads on, its actions and milestones."""
    changed: tuple[str, ...]
    """What else changed for all."""
    figures: tuple[str, ...]
    """New figures, one an indicator or measure."""
    asked: tuple[str, ...]
    """What is asked of it."""


def update_partners(partnership: Partnership) -> tuple[Update, ...]:
    """Return what each current partner should know, in the order of the file.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing", "on": "2025-01-01"}],
    ...     partners=[{"id": "A", "name": "Alpha"}], meetings=[{"on": "2025-02-01", "present": ["A"]}],
    ...     actions=[{"id": "X", "title": "Sign", "owner": "A", "on": "2025-03-01", "due": "2025-05-01"}])
    >>> (update,) = update_partners(hub.at(date(2025, 6, 1)))
    >>> update.reason
    'Alpha last came to the meeting on 1 February 2025; no meeting is recorded since.'
    >>> update.asked
    ('Your action “Sign” was due on 1 May 2025.',)
    """
    return tuple(_update(partnership, partner.id) for partner in partnership.current_partners)


def _update(partnership: Partnership, partner: str) -> Update:
    since, reason = _since(partnership, partner)
    concerns: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    if since is not None and partnership.as_at is not None:
        before = as_it_stood(partnership, since)
        told = [*_risks(before, partnership), *_leads(before, partnership), *_plans(before, partnership)]
        concerns = tuple(text for text, whose in told if partner in whose)
        others = tuple(text for text, whose in told if partner not in whose)
        changed, figures = (*others, *_membership(before, partnership)), tuple(_figures(before, partnership))
    return Update(partner, since, reason, concerns, changed, figures, tuple(_asked(partnership, partner)))


def _since(partnership: Partnership, partner: str) -> tuple[date | None, str]:
    name, joined = partnership.name_of(partner), partnership.partner(partner).joined
    held = sorted(row.on for row in partnership.meetings if has_attendance(row))
    came = [row.on for row in partnership.meetings if was_there(row, partner)]
    day = max(came, default=joined)
    if day is None:
        return None, f"When {name} last came to a meeting is not recorded, nor when it joined."
    later = sum(meeting > day for meeting in held)
    more = (
        f"{counted(later, 'meeting')} {verb(later, 'was', 'were')} held since"
        if later
        else "no meeting is recorded since"
    )
    start = "last came to the meeting" if came else "has come to no meeting that is recorded. It joined"
    return day, f"{name} {start} on {say_day(day)}; {more}."


Told = Iterator[tuple[str, frozenset[str]]]
"""A sentence, and the partners that it concerns."""


def _leads(before: Partnership, now: Partnership) -> Told:
    for risk in now.risks:
        was, leads = (frozenset(row.leads) if (row := seen.lead_of(risk.id)) else frozenset() for seen in (before, now))
        if was != leads and risk.closed is None:
            who = listed(map(now.short_name_of, sorted(leads)), none="Nobody")
            yield f"{who} now {verb(len(leads) or 1, 'leads', 'lead')} on {name_risks(now, [risk.id])}.", was | leads


def _risks(before: Partnership, now: Partnership) -> Told:
    """Risks that worsened, are new, closed or eased, in this order; they concern who leads on them or carries them."""
    known = {risk.id: risk for risk in before.risks}
    scores: list[dict[str, Any]] = [
        dict(zip(frame["risk"], frame["product"].astype(object).where(frame["product"].notna(), None), strict=True))
        for frame in map(assess_register, (before, now))
    ]
    found: list[tuple[int, str, frozenset[str]]] = []
    for risk in now.risks:
        lead, name = now.lead_of(risk.id), name_risks(now, [risk.id])
        whose = frozenset((*(lead.leads if lead else ()), *risk.shared_by))
        was, score = (seen.get(risk.id) for seen in scores)
        if risk.id not in known:
            found.append((1, f"New risk: {name}.", whose))
        elif risk.closed is not None and known[risk.id].closed is None:
            found.append((2, f"The risk {name} was closed on {say_day(risk.closed)}.", whose))
        elif was is not None and score is not None and was != score:
            turned, place = ("worsened", 0) if score > was else ("eased", 3)
            found.append((place, f"The risk {name} has {turned}: its score went from {was:g} to {score:g}.", whose))
    yield from ((text, whose) for _, text, whose in sorted(found, key=lambda row: row[0]))


def _plans(before: Partnership, now: Partnership) -> Told:
    """Tasks, actions and milestones: new, and done; they concern who answers for them."""
    known = {(table, row.id) for table in ("tasks", "actions", "milestones") for row in getattr(before, table)}
    open_ = {
        (table, row.id) for table in ("actions", "milestones") for row in getattr(before, table) if row.done is None
    }
    for task in now.tasks:
        if ("tasks", task.id) not in known and task.on is not None:
            yield f"New task: “{task.name}”.", frozenset((*task.responsible, *task.accountable))
    for action in now.actions:
        whose = _whose(now, action.owner)
        if action.done is not None and ("actions", action.id) in open_:
            yield f"Done on {say_day(action.done)}: the action “{action.title}”.", whose
        elif ("actions", action.id) not in known:
            by = f", due on {say_day(action.due)}" if action.due else ""
            yield f"New action: “{action.title}”{by}.", whose
    for milestone in now.milestones:
        whose = _whose(now, milestone.owner)
        if milestone.done is not None and ("milestones", milestone.id) in open_:
            yield f"Reached on {say_day(milestone.done)}: the milestone “{milestone.name}”.", whose
        elif ("milestones", milestone.id) not in known:
            yield f"New milestone: “{milestone.name}”, due on {say_day(milestone.due)}.", whose


def _whose(partnership: Partnership, owner: str | None) -> frozenset[str]:
    """Return the partners an owner stands for: itself, or those that a person with that post represents."""
    if owner is None:
        return frozenset()
    called, post = partnership.organisation_called(owner), owner.casefold()
    return frozenset(
        partner.id
        for partner in partnership.current_partners
        if partner is called
        or any(row.end is None and row.role and row.role.casefold() == post for row in partner.representatives)
    )


def _membership(before: Partnership, now: Partnership) -> Iterator[str]:
    """Stage, who joined and left, and what was signed."""
    if before.current_stage != now.current_stage:
        yield f"The partnership has reached the stage of {now.current_stage}."
    was = {partner.id for partner in before.current_partners}
    here = {partner.id for partner in now.current_partners}
    yield from (f"{now.name_of(name)} joined." for name in sorted(here - was))
    yield from (f"{now.name_of(name)} left." for name in sorted(was - here))
    for partner in now.current_partners:
        sat, sits = (
            {
                row.role
                for one in seen.partners
                if one.id == partner.id
                for row in one.representatives
                if row.end is None
            }
            for seen in (before, now)
        )
        if partner.id in was and sits - sat:
            yield f"{listed(sorted(sits - sat))} now represents {now.short_name_of(partner.id)}."
    signed = {(row.kind, row.title) for row in before.agreements if row.signed}
    for row in now.agreements:
        if row.signed is not None and (row.kind, row.title) not in signed:
            yield f"Signed on {say_day(row.signed)}: {row.title or row.kind}."


def _figures(before: Partnership, now: Partnership) -> Iterator[str]:
    """The newest figure of each indicator and measure, where it is new."""
    for table in ("indicators", "performance"):
        was = {row.id: _newest(row.values) for row in getattr(before, table)}
        for row in getattr(now, table):
            newest = _newest(row.values)
            if newest is not None and newest != was.get(row.id):
                yield f"{row.title}: {measured(newest.value, row.unit)} in {newest.period}."


def _newest(values: tuple[Value, ...]) -> Value | None:
    return next((row for row in reversed(values) if row.value is not None), None)


def _asked(partnership: Partnership, partner: str) -> Iterator[str]:
    """What is due from the partner, and what it has not answered."""
    dated: list[tuple[str, Action | Milestone | Control]] = []
    dated += [(f"action “{row.title}”", row) for row in partnership.actions]
    dated += [(f"milestone “{row.name}”", row) for row in partnership.milestones]
    dated += [(f"control “{row.control}”", row) for row in partnership.controls]
    for what, row in dated:
        if row.done is None and row.due is not None and partner in _whose(partnership, row.owner):
            passed = is_overdue(row, partnership.as_at)
            yield f"Your {what} {'was' if passed else 'is'} due on {say_day(row.due)}."
    silent = [row for row in doubt_answers(partnership) if partner in row.silent]
    if silent:
        alone = sum(row.bounds.rests_on_one for row in silent)
        about = listed((f"“{row.about}”" for row in silent), most=3)
        could = f" Your answer alone could change what is said of {alone}." if alone else ""
        yield f"You have not answered on {counted(len(silent), 'matter')}: {about}.{could}"
    yield from _asked_of_others(partnership, partner)


def _asked_of_others(partnership: Partnership, partner: str) -> Iterator[str]:
    """What the partner has not said of the others, and of the risks that it carries, where others have."""
    network = mapping.assess_network(partnership)
    if network.whole is not None and partner in network.silent and len(network.members) > 1:
        ties = [row for row in mapping.doubt_mapping(partnership) if partner in row.silent]
        alone = sum(row.bounds.rests_on_one for row in ties)
        could = f" Your answer alone could change {counted(alone, 'conclusion')} on the network." if alone else ""
        yield f"You have not said how you work with the others.{could}"
    unrated = [row for row in risk_allocation.doubt_ratings(partnership) if partner in row.silent]
    if unrated:
        alone = sum(row.bounds.rests_on_one for row in unrated)
        could = f" Your rating alone could change the status of {alone}." if alone else ""
        which = listed((row.about.removeprefix("Status of ") for row in unrated), most=3)
        yield f"You have not rated {counted(len(unrated), 'risk')} that you carry: {which}.{could}"
