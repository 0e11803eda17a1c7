"""RA3xx, continued: whether leads have room, are spread, keep groups together and stand in the agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from partnerlab.amounts import say_against, say_share
from partnerlab.analysis.catalogue import Judgements, at_fault, in_place, part_met, rule
from partnerlab.analysis.facts.names import NAMED, OTHERS, named
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.allocation import allocate_risks
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.analysis.risk_allocation.rules.leads import ask_for_leads, list_led
from partnerlab.analysis.risk_allocation.rules.ways import (
    CAPACITY,
    CLAUSE,
    INFLUENCE,
    LEAD,
    ask,
    ask_for_risks,
    list_risks,
    name_lead,
)
from partnerlab.analysis.risk_allocation.standing import leads_of
from partnerlab.methods.allocation import NOT_RULED_OUT
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Risk
from partnerlab.wording import all_of, counted, itemised, listed, verb

RISK_CLAUSE = "risk"
"""Id of the clause of an agreement that says how risks are shared and reported."""


@rule(
    "RA304",
    "App. 2 item 10",
    capability="lead-for-each-risk",
    question="Does no partner lead on more risks than it can?",
    why="a lead with too many risks may watch none of them",
    remedy="Move the risk whose override costs least to a partner with room, or give this partner more time.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def leads_have_room(partnership: Partnership) -> Judgements:
    """Check that no partner leads on more open risks than its `risk_capacity`."""
    leads = [lead for risk in list_open_risks(partnership) for lead in leads_of(partnership, risk.id)]
    leading = [partner for partner in partnership.current_partners if partner.id in leads]
    unsaid = [partner for partner in leading if partner.risk_capacity is None]
    over = [
        (partner, most)
        for partner in leading
        if (most := partner.risk_capacity) is not None and leads.count(partner.id) > most
    ]
    for partner, most in over:
        can = f"can lead on {most}" if most else "cannot lead on any"
        message = f"{partner.name} leads on {counted(leads.count(partner.id), 'risk')} and {can}."
        yield at_fault(message, fact(message, partner, "risk_capacity"), subject=partner.id)
    if unsaid:
        share = f"{len(unsaid)} of {counted(len(leading), 'partner')} that {verb(len(leading), 'leads', 'lead')}"
        message = f"how many risks {share} can lead on is not recorded: {named(partnership, [p.id for p in unsaid])}"
        yield ask(CAPACITY, message, count=len(unsaid))
    if not leading:
        yield ask_for_leads(partnership)
    elif not over and not unsaid:
        which = all_of(len(leading), "partner that leads on risks", "partners that lead on risks")
        yield in_place(f"{which} {verb(len(leading), 'has', 'have')} room for them.")


@rule(
    "RA305",
    "App. 2 item 10",
    capability="lead-for-each-risk",
    question="Are leads spread over the partners?",
    why="one partner that leads on most risks can turn a partnership into a hierarchy",
    remedy="See in the table of leads who else could lead on one of these risks, and what that would cost.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def leads_are_spread(partnership: Partnership) -> Judgements:
    """Check that no partner leads on a larger share of the led risks than agreed.

    The largest share is `risk_settings.fairness`, or `thresholds.load_share` where no share was agreed. Own risks are
    left out: they stay with their owner; so are leads that several share. Of fewer led risks than
    `thresholds.least_leads`, ours, it cannot be told.
    """
    leads = [lead.lead for risk, lead in list_led(partnership) if risk.kind != "own" and lead.lead is not None]
    agreed = partnership.risk_settings.fairness
    limit = partnership.thresholds.load_share if agreed is None else agreed
    least = partnership.thresholds.least_leads
    if len(leads) < least:
        few = f"{counted(len(leads), 'risk')}, own risks apart, {verb(len(leads), 'has', 'have')} a single lead"
        yield ask(LEAD, f"{few}, fewer than {least}")
        return
    counts = {str(lead): leads.count(lead) for lead in leads}
    whose = "our threshold" if agreed is None else "the partners' limit"
    for lead, count in counts.items():
        if count > limit * len(leads):
            share, bound = say_against(count / len(leads), limit)
            message = f"{partnership.name_of(lead)} leads on {count} of {len(leads)} {_SINGLE}: {share}"
            yield at_fault(f"{message}; {whose} is {bound}.", subject=lead)
    most = max(counts.values())
    if most <= limit * len(leads):
        top = named(partnership, [lead for lead, count in counts.items() if count == most])
        share = say_share(most / len(leads))
        yield in_place(f"No partner leads on more than {most} of {len(leads)} {_SINGLE}: {share} ({top}).")


_SINGLE = "risks with a single lead, own risks apart"


@rule(
    "RA308",
    "¶4.4",
    capability="lead-for-each-risk",
    basis="asked",
    question="Has each group of risks one lead?",
    why="risks that belong together can fall between two leads",
    remedy="Give the group to one lead, or record that the risks do not belong together.",
    stage="planning",
    strength="mentions",
)
def groups_have_one_lead(partnership: Partnership) -> Judgements:
    """Check that the open risks of one group, own risks apart, have the same lead, or the same that lead together.

    Says nothing without groups, nor of a group with one open risk: it cannot have two leads.
    """
    groups: dict[str, list[Risk]] = {}
    for risk in list_open_risks(partnership):
        if risk.group and risk.kind != "own":
            groups.setdefault(risk.group, []).append(risk)
    for name, risks in groups.items():
        if len(risks) == 1:
            continue
        rows = {risk.id: partnership.lead_of(risk.id) for risk in risks}
        called: dict[frozenset[str], str] = {}  # those who lead together, in whichever order they are named
        for row in filter(None, rows.values()):
            called.setdefault(frozenset(row.leads), name_lead(partnership, row))
        leads = {risk: called[frozenset(row.leads)] if row else None for risk, row in rows.items()}
        named = list(called.values())
        lead = verb(max(map(len, called), default=1), "leads", "lead")
        unled = [risk for risk in risks if not leads[risk.id]]
        subject = f"group {name}"
        evidence = [fact(f"{leads[risk.id] or 'nobody'} on “{risk.title}”", risk, "group") for risk in risks]
        if not named:
            yield ask(LEAD, f"no risk of group {name} has a lead", subject=subject, count=len(risks))
        elif len(named) > 1:
            yield at_fault(
                f"Group {name} has more than one lead: {_say_leads(risks, leads)}.", *evidence, subject=subject
            )
        elif unled:
            led = f"{len(risks) - len(unled)} of {len(risks)} risks of group {name}"
            some = f"{named[0]} {lead} on {led}"
            yield part_met(f"{some}; nobody on {list_risks(partnership, unled)}.", *evidence, subject=subject)
        else:
            yield in_place(
                f"{named[0]} {lead} on all of group {name} ({counted(len(risks), 'risk')}).", *evidence, subject=subject
            )


def _say_leads(risks: Sequence[Risk], leads: Mapping[str, str | None]) -> str:
    """Say who leads on what of some risks, each lead with the first of its risks and how many others."""
    led: dict[str, list[str]] = {}
    for risk in risks:
        led.setdefault(leads[risk.id] or "nobody", []).append(f"“{risk.title}”")
    return itemised((f"{who} on {listed(titles, 1, rest=OTHERS)}" for who, titles in led.items()), NAMED)


@rule(
    "RA309",
    "App. 2 item 10",
    capability="lead-for-each-risk",
    question="Can the risks be allocated within the limits that the partners set?",
    why="limits that cannot all be met leave a risk without a lead",
    remedy="Raise a capacity, widen the fair share, name another partner that may lead, or take a group apart.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def limits_can_be_met(partnership: Partnership) -> Judgements:
    """Check that some allocation meets capacity, authority, fair share and groups together."""
    risks, allocation = list_open_risks(partnership), allocate_risks(partnership)
    if not risks:
        yield ask_for_risks(partnership)
    elif not allocation.pairings.decidable:
        yield ask(INFLUENCE, allocation.problem, count=len(risks))
    elif allocation.best is None and NOT_RULED_OUT in allocation.problem:
        yield ask(CAPACITY, allocation.problem)
    elif allocation.best is None:
        yield at_fault(f"No leads meet all limits: {allocation.problem}.")
    elif allocation.apart:
        groups = listed(allocation.apart)
        which = f"{verb(len(allocation.apart), 'this group is', 'these groups are')} taken apart: {groups}"
        yield at_fault(f"No leads meet all limits unless {which}.")
    else:
        led = len(allocation.best.leads)
        some = f"{led} of {counted(len(risks), 'open risk')} can be weighed"
        if led < len(risks):
            yield ask(INFLUENCE, f"{some}; with these alone all limits can be met", count=len(risks) - led)
        else:
            yield in_place(f"{some}; all limits can be met.")


@rule(
    "RA310",
    "App. 2 item 10",
    capability="lead-for-each-risk",
    basis="asked",
    question="Is it agreed in writing how risks are managed and reported?",
    why="what is not written down is remembered differently when a risk happens",
    remedy="Add a clause on risks to the agreement: shared risks, their leads, how changes are reported.",
    stage="implementing",
    strength="advises",
)
def risk_clause_is_agreed(partnership: Partnership) -> Judgements:
    """Check that an agreement in force has a clause on risks in place."""
    current = [row for row in partnership.agreements if row.ended is None]
    found = [(row, clause) for row in current for clause in row.clauses if clause.id == RISK_CLAUSE]
    signed = [(row, clause) for row, clause in found if row.signed is not None]
    if any(clause.in_place == "yes" for _, clause in signed):
        row, clause = next(pair for pair in signed if pair[1].in_place == "yes")
        yield in_place(
            f"{row.title or row.kind} has a clause on risks in place.", fact("clause risk: yes", clause, "in_place")
        )
    elif found:
        row, clause = (signed or found)[0]
        state = "is signed" if row.signed else "is not signed"
        message = f"The clause on risks is {_state(clause.in_place)} in {row.title or row.kind}, which {state}."
        yield at_fault(message, fact(f"clause risk: {clause.in_place}", clause, "in_place"))
    elif current and any(row.clauses for row in current):
        listed_in = next(row for row in current if row.clauses)
        yield at_fault(
            "None of the clauses recorded is on risks.",
            fact("clauses listed without one on risk", listed_in, "clauses"),
        )
    else:
        yield ask(CLAUSE, "no agreement with its clauses is recorded")


def _state(assent: str) -> str:
    return {"yes": "in place", "partly": "partly in place", "no": "not in place"}[assent]
