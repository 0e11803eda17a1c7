"""RA3xx: whether leads may lead, can lead, and are fairly allocated (¶4.4, App. 2 item 10)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.allocation import allocate_risks
from partnerlab.analysis.risk_allocation.comparison import compare_leads
from partnerlab.analysis.risk_allocation.pairings import find_influences, find_undecided
from partnerlab.analysis.risk_allocation.ratings import find_open_risks
from partnerlab.analysis.risk_allocation.register import find_lead
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Representative
from partnerlab.partnership.risks import Influence, Risk, RiskLead

Judgements = Iterator[Judgement]
NO_LEADS = "no open risk has a lead"
RISK_CLAUSE = "risk"
"""Id of the clause of an agreement that says how risks are shared and reported."""


def _led(partnership: Partnership) -> list[tuple[Risk, RiskLead]]:
    rows = [(risk, partnership.lead_of(risk.id)) for risk in find_open_risks(partnership)]
    return [(risk, lead) for risk, lead in rows if lead is not None]


@rule(
    "RA301",
    "¶4.4",
    capability="R3",
    question="Has each lead the authority to lead?",
    severity="red",
    why="a lead that cannot decide leads in name only",
    remedy="Give the risk to a partner that may decide on it, or give this lead the authority in writing.",
    stage="planning",
)
def leads_have_authority(partnership: Partnership) -> Judgements:
    """Check that no lead is recorded as lacking the authority to lead on its risk.

    Looks at `influences.eligible`, and at whether the lead has a current representative who may commit it (¶2.12).
    """
    led = _led(partnership)
    able = 0
    for risk, lead in led:
        subject = f"risk {risk.id}"
        eligible, sitting = _authority(partnership, risk.id, str(lead.lead))
        commits = any(row.authority == "commits" for row in sitting)
        if eligible is not None and eligible.eligible is False:
            message = f"{lead.lead} leads on “{risk.title}” without the authority to."
            yield at_fault(message, fact("eligible: false", eligible, "eligible"), subject=subject)
        elif sitting and not commits and all(row.authority for row in sitting):
            message = f"{lead.lead} leads on “{risk.title}”, but its representative {sitting[0].authority}."
            evidence = fact(sitting[0].role, sitting[0], "authority")
            yield at_fault(message, evidence, subject=subject, severity="amber")
        elif commits or (eligible is not None and eligible.eligible):
            able += 1
        else:
            yield cannot_tell(f"whether {lead.lead} may decide on “{risk.title}” is not recorded", subject=subject)
    if not led:
        yield cannot_tell(NO_LEADS)
    elif able:
        yield in_place(f"{able} of {len(led)} leads may decide on their risk.")


def _authority(
    partnership: Partnership, risk_id: str, partner_id: str
) -> tuple[Influence | None, list[Representative]]:
    """Return what says whether a partner may lead: its influence on the risk, and who sits for it now."""
    influence = find_influences(partnership).get((risk_id, partner_id))
    partners = [partner for partner in partnership.current_partners if partner.id == partner_id]
    return influence, [row for partner in partners for row in partner.representatives if row.end is None]


@rule(
    "RA302",
    "¶4.4",
    capability="R3",
    question="Has each lead accepted to lead?",
    severity="amber",
    why="a lead that never agreed will not act",
    remedy="Ask the lead to accept, or name another; record the answer with its date.",
    stage="planning",
)
def leads_have_accepted(partnership: Partnership) -> Judgements:
    """Check that each lead has accepted; one that has refused is red."""
    led = _led(partnership)
    for risk, lead in led:
        evidence, subject = fact(f"lead {lead.lead}", lead, "accepted"), f"risk {risk.id}"
        if lead.accepted is False:
            message = f"{lead.lead} has not accepted to lead on “{risk.title}”."
            yield at_fault(message, evidence, subject=subject, severity="red")
        elif lead.accepted is None:
            message = f"whether {lead.lead} has accepted to lead on “{risk.title}” is not recorded"
            yield cannot_tell(message, evidence, subject=subject)
    accepted = [lead for _, lead in led if lead.accepted]
    if not led:
        yield cannot_tell(NO_LEADS)
    elif accepted:
        yield in_place(f"{len(accepted)} of {len(led)} leads have accepted to lead.")


@rule(
    "RA303",
    "¶4.4",
    capability="R3",
    question="Is each lead still a partner?",
    severity="red",
    why="nobody acts on a risk whose lead has left",
    remedy="Agree a new lead among the current partners.",
    stage="planning",
)
def leads_are_still_partners(partnership: Partnership) -> Judgements:
    """Check that no open risk is led by an organisation that has left the partnership."""
    here = {partner.id for partner in partnership.current_partners}
    gone = [(risk, lead) for risk, lead in _led(partnership) if lead.lead not in here]
    for risk, lead in gone:
        message = f"“{risk.title}” is led by {lead.lead}, which has left the partnership."
        yield at_fault(message, fact(f"lead {lead.lead}", lead, "lead"), subject=f"risk {risk.id}")
    if not _led(partnership):
        yield cannot_tell(NO_LEADS)
    elif not gone:
        yield in_place(f"All {len(_led(partnership))} leads are current partners.")


@rule(
    "RA304",
    "App. 2 item 10",
    capability="R3",
    question="Does no partner lead on more risks than it can?",
    severity="amber",
    why="a lead with too many risks watches none of them",
    remedy="Move the risk whose override costs least to a partner with room, or give this partner more time.",
    stage="planning",
)
def leads_have_room(partnership: Partnership) -> Judgements:
    """Check that no partner leads on more open risks than its `risk_capacity`."""
    leads = [find_lead(partnership, risk.id) for risk in find_open_risks(partnership)]
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
    capability="R3",
    question="Are leads spread over the partners?",
    severity="amber",
    why="one partner that leads on most risks turns a partnership into a hierarchy",
    remedy="See in the table of leads who else could lead on one of these risks, and what that would cost.",
    stage="planning",
)
def leads_are_spread(partnership: Partnership) -> Judgements:
    """Check that no partner leads on a larger share of the led risks than agreed.

    The largest share is `risk_settings.fairness`, or `thresholds.load_share` where no share was agreed. Own risks are
    left out: they stay with their owner. Fewer than three led risks cannot be spread.
    """
    leads = [lead.lead for risk, lead in _led(partnership) if risk.kind != "own"]
    limit = partnership.risk_settings.fairness or partnership.thresholds.load_share
    if len(leads) < 3:
        yield cannot_tell(f"only {len(leads)} risks that are not own risks have a lead")
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
    "RA306",
    "¶4.4",
    capability="R3",
    question="Is it known who could do what about each risk?",
    severity="amber",
    why="without it a lead is chosen by habit",
    remedy="Ask each partner what share of likelihood and impact it could remove, and record it under `influences`.",
    stage="planning",
)
def influence_is_judged(partnership: Partnership) -> Judgements:
    """Check that each open risk has a partner that may lead and whose influence and cost are known.

    A risk on which every partner was judged and none may lead is red.
    """
    risks = find_open_risks(partnership)
    if not risks:
        yield cannot_tell("no open risk is recorded")
        return
    undecided = find_undecided(partnership)
    for row in undecided.to_dict("records"):
        risk = partnership.risk(row["risk"])
        if "a partner that may lead" in row["missing"]:
            message = f"No partner that was judged may lead on “{row['title']}”."
            yield at_fault(message, fact(row["title"], risk, "id"), subject=f"risk {row['risk']}", severity="red")
        else:
            message = f"Who should lead on “{row['title']}”: {row['missing']} is not recorded"
            yield cannot_tell(
                message[0].lower() + message[1:], fact(row["title"], risk, "id"), subject=f"risk {row['risk']}"
            )
    known = len(risks) - len(undecided)
    if known:
        yield in_place(f"Who could lead at which cost is known for {known} of {len(risks)} open risks.")


@rule(
    "RA307",
    "App. 2 item 10",
    capability="R3",
    question="Does each risk lie with the partner that can manage it best?",
    severity="amber",
    why="a risk that lies elsewhere costs everybody more",
    remedy="Compare today's lead with the best one and say why it should stay, or move it.",
    stage="planning",
)
def leads_are_the_best(partnership: Partnership) -> Judgements:
    """Check that today's leads do not cost much more than the best ones.

    A lead is at fault when it costs more than the best lead by `thresholds.lead_extra`. There may be good reasons to
    keep it, which the calculation does not know: the finding asks for them.
    """
    table = compare_leads(partnership)
    known = table.dropna(subset=["cost", "best_cost"])
    worse = known[known["extra"] > partnership.thresholds.lead_extra * known["best_cost"]]
    for row in worse.to_dict("records"):
        evidence = fact(f"lead {row['lead']}", partnership.lead_of(row["risk"]), "lead")
        yield at_fault(f"“{row['title']}”: {row['why']}", evidence, subject=f"risk {row['risk']}")
    if known.empty:
        yield cannot_tell("no open risk has a lead, a best lead and a known cost under both")
    elif worse.empty:
        yield in_place(f"None of {len(known)} leads costs much more than the best one.")


@rule(
    "RA308",
    "¶4.4",
    capability="R3",
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
        leads = {risk.id: find_lead(partnership, risk.id) for risk in risks}
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
            if _led(partnership)
            else cannot_tell(NO_LEADS)
        )


@rule(
    "RA309",
    "App. 2 item 10",
    capability="R3",
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
    capability="R3",
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
