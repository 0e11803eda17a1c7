"""RA3xx, continued: whether leads have room, are spread, keep groups together and stand in the agreement."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.allocation import allocate_risks
from partnerlab.analysis.risk_allocation.ratings import find_open_risks
from partnerlab.analysis.risk_allocation.register import find_leads, name_lead
from partnerlab.analysis.risk_allocation.rules.leads import NO_LEADS, find_led
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Risk

Judgements = Iterator[Judgement]
RISK_CLAUSE = "risk"
"""Id of the clause of an agreement that says how risks are shared and reported."""


@rule(
    "RA304",
    "App. 2 item 10",
    capability="lead-for-each-risk",
    question="Does no partner lead on more risks than it can?",
    severity="amber",
    why="a lead with too many risks watches none of them",
    remedy="Move the risk whose override costs least to a partner with room, or give this partner more time.",
    stage="planning",
)
def leads_have_room(partnership: Partnership) -> Judgements:
    """Check that no partner leads on more open risks than its `risk_capacity`."""
    leads = [lead for risk in find_open_risks(partnership) for lead in find_leads(partnership, risk.id)]
    roomy = 0
    for partner in partnership.current_partners:
        led = leads.count(partner.id)
        if partner.risk_capacity is None:
            if led:
                yield cannot_tell(f"how many risks {partner.id} can lead at once is not recorded", subject=partner.id)
        elif led > partner.risk_capacity:
            message = f"{partner.id} leads on {led} risks and can lead on {partner.risk_capacity}."
            yield at_fault(message, fact(message, partner, "risk_capacity"), subject=partner.id)
        elif led:
            roomy += 1
    if not any(leads):
        yield cannot_tell(NO_LEADS)
    elif roomy:
        yield in_place(f"{roomy} partners that lead on risks have room for them.")


@rule(
    "RA305",
    "App. 2 item 10",
    capability="lead-for-each-risk",
    question="Are leads spread over the partners?",
    severity="amber",
    why="one partner that leads on most risks turns a partnership into a hierarchy",
    remedy="See in the table of leads who else could lead on one of these risks, and what that would cost.",
    stage="planning",
)
def leads_are_spread(partnership: Partnership) -> Judgements:
    """Check that no partner leads on a larger share of the led risks than agreed.

    The largest share is `risk_settings.fairness`, or `thresholds.load_share` where no share was agreed. Own risks are
    left out: they stay with their owner; so are leads that several share. Of fewer led risks than
    `thresholds.least_leads`, ours, it cannot be told.
    """
    leads = [lead.lead for risk, lead in find_led(partnership) if risk.kind != "own" and lead.lead is not None]
    limit = partnership.risk_settings.fairness or partnership.thresholds.load_share
    if len(leads) < partnership.thresholds.least_leads:
        yield cannot_tell(f"only {len(leads)} risks that are not own risks have a lead of their own")
        return
    counts = {str(lead): leads.count(lead) for lead in leads}
    heavy = {lead: count for lead, count in counts.items() if count > limit * len(leads)}
    for lead, count in heavy.items():
        message = (
            f"{lead} leads on {count} of {len(leads)} risks, {count / len(leads):.0%}; at most {limit:.0%} was meant."
        )
        yield at_fault(message, subject=lead)
    if not heavy:
        most = max(counts, key=lambda lead: counts[lead])
        yield in_place(f"No partner leads on more than {counts[most] / len(leads):.0%} of {len(leads)} risks ({most}).")


@rule(
    "RA308",
    "¶4.4",
    capability="lead-for-each-risk",
    question="Has each group of risks one lead?",
    severity="amber",
    why="risks that belong together fall between two leads",
    remedy="Give the group to one lead, or record that the risks do not belong together.",
    stage="planning",
)
def groups_have_one_lead(partnership: Partnership) -> Judgements:
    """Check that the open risks of one group, own risks apart, have the same lead."""
    groups: dict[str, list[Risk]] = {}
    for risk in find_open_risks(partnership):
        if risk.group and risk.kind != "own":
            groups.setdefault(risk.group, []).append(risk)
    for name, risks in groups.items():
        leads = {risk.id: name_lead(partnership, risk.id) for risk in risks}
        named = sorted({lead for lead in leads.values() if lead})
        if len(named) > 1:
            who = ", ".join(f"{risk} {lead or 'nobody'}" for risk, lead in leads.items())
            yield at_fault(
                f"Group {name} has {len(named)} leads: {who}.", fact(who, risks[0], "group"), subject=f"group {name}"
            )
        elif named:
            yield in_place(f"{named[0]} leads on group {name}.", subject=f"group {name}")
        else:
            yield cannot_tell(f"no risk of group {name} has a lead", subject=f"group {name}")
    if not groups:
        yield (
            in_place("No risks were grouped: each has a lead of its own.")
            if find_led(partnership)
            else cannot_tell(NO_LEADS)
        )


@rule(
    "RA309",
    "App. 2 item 10",
    capability="lead-for-each-risk",
    question="Can the risks be allocated within the limits that the partners set?",
    severity="amber",
    why="limits that cannot hold together leave a risk without a lead",
    remedy="Raise a capacity, widen the fair share, name another partner that may lead, or take a group apart.",
    stage="planning",
)
def limits_can_be_met(partnership: Partnership) -> Judgements:
    """Check that some allocation meets capacity, authority, fair share and groups together."""
    allocation = allocate_risks(partnership)
    if not allocation.pairings.decidable:
        yield cannot_tell(allocation.problem)
    elif allocation.best is None:
        yield at_fault(f"No leads meet all limits: {allocation.problem}.", severity="red")
    elif allocation.apart:
        groups = ", ".join(allocation.apart)
        yield at_fault(f"No leads meet all limits unless these groups are taken apart: {groups}.")
    else:
        yield in_place(f"{len(allocation.best.leads)} risks can be led within every limit.")


@rule(
    "RA310",
    "App. 2 item 10",
    capability="lead-for-each-risk",
    question="Is it agreed in writing how risks are managed and reported?",
    severity="amber",
    why="what is not written down is remembered differently when a risk occurs",
    remedy="Add a clause on risks to the agreement: shared risks, their leads, how changes are reported.",
    stage="implementing",
)
def risk_clause_is_agreed(partnership: Partnership) -> Judgements:
    """Check that an agreement in force has a clause on risks in place."""
    current = [row for row in partnership.agreements if row.ended is None]
    found = [(row, clause) for row in current for clause in row.clauses if clause.id == RISK_CLAUSE]
    signed = [(row, clause) for row, clause in found if row.signed is not None]
    if any(clause.in_place == "yes" for _, clause in signed):
        row, clause = next(pair for pair in signed if pair[1].in_place == "yes")
        yield in_place(
            f"{row.title or row.kind} says how risks are shared.", fact("clause risk: yes", clause, "in_place")
        )
    elif found:
        row, clause = (signed or found)[0]
        state = "is signed" if row.signed else "is not signed"
        message = f"The clause on risks is {_state(clause.in_place)} in {row.title or row.kind}, which {state}."
        yield at_fault(message, fact(f"clause risk: {clause.in_place}", clause, "in_place"))
    elif current and any(row.clauses for row in current):
        yield at_fault(
            "No agreement has a clause on risks.", fact("clauses listed without one on risk", current[0], "clauses")
        )
    else:
        yield cannot_tell("no agreement with its clauses is recorded")


def _state(assent: str) -> str:
    return {"yes": "in place", "partly": "partly in place", "no": "not in place"}[assent]
