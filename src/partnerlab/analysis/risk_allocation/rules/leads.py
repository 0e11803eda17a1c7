"""RA3xx: whether leads may lead, have accepted, are still there and are the best (¶4.4, App. 2 item 10)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.comparison import compare_leads
from partnerlab.analysis.risk_allocation.pairings import find_influences, find_undecided
from partnerlab.analysis.risk_allocation.ratings import find_open_risks
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Representative
from partnerlab.partnership.risks import Influence, Risk, RiskLead

Judgements = Iterator[Judgement]
NO_LEADS = "no open risk has a lead"


def find_led(partnership: Partnership) -> list[tuple[Risk, RiskLead]]:
    """Return the open risks that have a lead, each with it."""
    rows = [(risk, partnership.lead_of(risk.id)) for risk in find_open_risks(partnership)]
    return [(risk, lead) for risk, lead in rows if lead is not None]


@rule(
    "RA301",
    "¶4.4",
    capability="lead-for-each-risk",
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
    led = [(risk, row, name) for risk, row in find_led(partnership) for name in row.leads]
    able = 0
    for risk, row, name in led:
        subject = f"risk {risk.id}" if not row.shared else f"risk {risk.id}, {name}"
        eligible, sitting = _authority(partnership, risk.id, name)
        commits = any(seat.authority == "commits" for seat in sitting)
        if eligible is not None and eligible.eligible is False:
            message = f"{name} leads on “{risk.title}” without the authority to."
            yield at_fault(message, fact("eligible: false", eligible, "eligible"), subject=subject)
        elif sitting and not commits and all(seat.authority for seat in sitting):
            message = f"{name} leads on “{risk.title}”, but its representative {sitting[0].authority}."
            evidence = fact(sitting[0].role, sitting[0], "authority")
            yield at_fault(message, evidence, subject=subject, severity="amber")
        elif commits or (eligible is not None and eligible.eligible):
            able += 1
        else:
            yield cannot_tell(f"whether {name} may decide on “{risk.title}” is not recorded", subject=subject)
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
    capability="lead-for-each-risk",
    question="Has each lead accepted to lead?",
    severity="amber",
    why="a lead that never agreed will not act",
    remedy="Ask the lead to accept, or name another; record the answer with its date.",
    stage="planning",
)
def leads_have_accepted(partnership: Partnership) -> Judgements:
    """Check that each lead has accepted; one that has refused is red."""
    led = find_led(partnership)
    for risk, lead in led:
        evidence, subject = fact(f"lead {lead.named}", lead, "accepted"), f"risk {risk.id}"
        have = "have" if lead.shared else "has"
        if lead.accepted is False:
            message = f"{lead.named} {have} not accepted to lead on “{risk.title}”."
            yield at_fault(message, evidence, subject=subject, severity="red")
        elif lead.accepted is None:
            message = f"whether {lead.named} {have} accepted to lead on “{risk.title}” is not recorded"
            yield cannot_tell(message, evidence, subject=subject)
    accepted = [lead for _, lead in led if lead.accepted]
    if not led:
        yield cannot_tell(NO_LEADS)
    elif accepted:
        yield in_place(f"{len(accepted)} of {len(led)} leads have accepted to lead.")


@rule(
    "RA303",
    "¶4.4",
    capability="lead-for-each-risk",
    question="Is each lead still a partner?",
    severity="red",
    why="nobody acts on a risk whose lead has left",
    remedy="Agree a new lead among the current partners.",
    stage="planning",
)
def leads_are_still_partners(partnership: Partnership) -> Judgements:
    """Check that no open risk is led by an organisation that has left the partnership."""
    here = {partner.id for partner in partnership.current_partners}
    gone = [(risk, row, name) for risk, row in find_led(partnership) for name in row.leads if name not in here]
    for risk, row, name in gone:
        message = f"“{risk.title}” is led by {name}, which has left the partnership."
        subject = f"risk {risk.id}" if not row.shared else f"risk {risk.id}, {name}"
        yield at_fault(message, fact(f"lead {row.named}", row, "lead"), subject=subject)
    if not find_led(partnership):
        yield cannot_tell(NO_LEADS)
    elif not gone:
        yield in_place(f"All leads of {len(find_led(partnership))} risks are current partners.")


@rule(
    "RA306",
    "¶4.4",
    capability="lead-for-each-risk",
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
            way_out = "Give one of them the authority to lead, or find out what another partner could do."
            evidence = fact(row["title"], risk, "id")
            yield at_fault(message, evidence, subject=f"risk {row['risk']}", severity="red", remedy=way_out)
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
    capability="lead-for-each-risk",
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
