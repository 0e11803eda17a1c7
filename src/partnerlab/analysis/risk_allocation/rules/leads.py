"""RA3xx: whether leads may lead, have agreed to, are still there and are the best."""

from __future__ import annotations

from partnerlab.amounts import say_limit
from partnerlab.analysis.catalogue import Judgement, Judgements, Way, at_fault, in_place, part_met, rule
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.findings import Consequence, fact
from partnerlab.analysis.risk_allocation.comparison import compare_leads
from partnerlab.analysis.risk_allocation.pairings import latest_influences, list_undecided
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.analysis.risk_allocation.rules.ways import (
    ACCEPTED,
    AUTHORITY,
    CHANCE,
    COST,
    INFLUENCE,
    LEAD,
    ask,
    ask_for_risks,
    list_risks,
    name_lead,
    of_risk,
    without_charge,
)
from partnerlab.analysis.risk_allocation.standing import light_of
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Representative
from partnerlab.partnership.risks import Influence, Risk, RiskLead
from partnerlab.wording import all_of, counted, each_of, without_capital

NO_LEADS = "no open risk has a lead"


def list_led(partnership: Partnership) -> list[tuple[Risk, RiskLead]]:
    """Return the open risks that have a lead, each with it."""
    rows = [(risk, partnership.lead_of(risk.id)) for risk in list_open_risks(partnership)]
    return [(risk, lead) for risk, lead in rows if lead is not None]


def ask_for_leads(partnership: Partnership) -> Judgement:
    """Say that there is no lead to judge."""
    risks = list_open_risks(partnership)
    return ask(LEAD, NO_LEADS, count=len(risks)) if risks else ask_for_risks(partnership)


def _subject(risk: Risk, row: RiskLead, name: str) -> str:
    return f"risk {risk.id}, {name}" if row.shared else of_risk(risk)


@rule(
    "RA301",
    "¶2.11",
    capability="lead-for-each-risk",
    question="Has each lead the authority to lead?",
    why="a lead that cannot decide leads in name only",
    remedy="Give the risk to a partner that is authorised to decide on it, or give this lead the authority in writing.",
    stage="planning",
    basis="follows",
    strength="mentions",
)
def leads_have_authority(partnership: Partnership) -> Judgements:
    """Check that no lead is recorded as lacking the authority to lead on its risk.

    Looks at `influences.eligible`, and at whether the lead has a current representative who may commit it (¶2.12). A
    lead without authority on a risk that stands red is red: nobody may decide.
    """
    led = [(risk, row, name) for risk, row in list_led(partnership) for name in row.leads]
    unable: set[str] = set()
    unknown: list[tuple[str, str]] = []
    for risk, row, name in led:
        subject, who = _subject(risk, row, name), partnership.name_of(name)
        eligible, sitting = _authority(partnership, risk.id, name)
        commits = any(seat.authority == "commits" for seat in sitting)
        if eligible is not None and eligible.eligible is False:
            unable.add(risk.id)
            message = f"{who} leads on “{risk.title}” without the authority to"
            evidence = fact("eligible: false", eligible, "eligible")
            if row.shared:
                yield at_fault(f"{message}.", evidence, subject=subject)
            else:
                yield without_charge(partnership, risk, message, evidence, subject=subject)
        elif sitting and not commits and all(seat.authority for seat in sitting):
            unable.add(risk.id)
            none = (
                "its representative is not" if len(sitting) == 1 else f"none of its {len(sitting)} representatives is"
            )
            message = f"{who} leads on “{risk.title}”, but {none} authorised to commit it."
            evidence = fact(f"{sitting[0].role}: {sitting[0].authority}", sitting[0], "authority")
            yield at_fault(message, evidence, subject=subject)
        elif not commits and not (eligible is not None and eligible.eligible):
            unknown.append((risk.id, name))
    risks, unsure = {risk.id for risk, _, _ in led}, {risk for risk, _ in unknown}
    able = risks - unable - unsure
    if unknown:
        bodies = list(dict.fromkeys(name for _, name in unknown))
        share = f"{len(unsure)} of {counted(len(risks), 'led risk')}"
        message = f"whether {named(partnership, bodies)} may decide is not recorded, for {share}"
        yield ask(AUTHORITY, message, subject="authority of leads", count=len(bodies))
    if not led:
        yield ask_for_leads(partnership)
    elif able == risks:
        yield in_place(f"On {each_of(len(risks), 'led risk')}, whoever leads is authorised to decide.")
    elif able and unable:
        yield part_met(f"On {len(able)} of {len(risks)} led risks, whoever leads is known to be authorised to decide.")


def _authority(
    partnership: Partnership, risk_id: str, partner_id: str
) -> tuple[Influence | None, list[Representative]]:
    """Return what says whether a partner may lead: its influence on the risk, and who sits for it now."""
    influence = latest_influences(partnership).get((risk_id, partner_id))
    partners = [partner for partner in partnership.current_partners if partner.id == partner_id]
    return influence, [row for partner in partners for row in partner.representatives if row.end is None]


@rule(
    "RA302",
    "¶2.12",
    capability="lead-for-each-risk",
    question="Has each lead agreed to lead?",
    why="a lead that never agreed may not act",
    remedy="Ask the lead to agree, or name another; record the answer with its date.",
    stage="planning",
    basis="follows",
    strength="advises",
)
def leads_have_accepted(partnership: Partnership) -> Judgements:
    """Check that each lead has agreed to lead. One that has not, on a risk that stands red, is red."""
    led = list_led(partnership)
    refused = [(risk, lead) for risk, lead in led if lead.accepted is False]
    unsaid = [(risk, lead) for risk, lead in led if lead.accepted is None]
    agreed = len(led) - len(refused) - len(unsaid)
    for risk, lead in refused:
        who, every = named(partnership, lead.leads), "both" if len(lead.leads) == 2 else "all"
        message = (
            f"{who} lead together on “{risk.title}”, but have not {every} agreed to lead"
            if lead.shared
            else f"{who} has not agreed to lead on “{risk.title}”"
        )
        evidence = fact(f"lead: {name_lead(partnership, lead)}", lead, "accepted")
        yield without_charge(partnership, risk, message, evidence)
    if unsaid:
        facts = [fact(f"lead: {name_lead(partnership, lead)}", lead, "accepted") for _, lead in unsaid]
        share = f"{len(unsaid)} of {counted(len(led), 'led risk')}"
        which = list_risks(partnership, [risk for risk, _ in unsaid])
        message = f"for {share} it is not recorded whether whoever leads has agreed to lead: {which}"
        yield ask(ACCEPTED, message, *facts, subject="agreement of leads", count=len(unsaid))
    if not led:
        yield ask_for_leads(partnership)
    elif agreed == len(led):
        yield in_place(f"On {each_of(agreed, 'led risk')}, whoever leads has agreed to lead.")
    elif agreed and refused:
        yield part_met(f"On {agreed} of {len(led)} led risks, whoever leads is known to have agreed to lead.")


@rule(
    "RA303",
    "¶4.4",
    capability="lead-for-each-risk",
    question="Is each lead still a partner?",
    why="nobody may act on a risk whose lead has left",
    remedy="Agree a new lead among the current partners.",
    stage="planning",
    basis="follows",
    strength="mentions",
)
def leads_are_still_partners(partnership: Partnership) -> Judgements:
    """Check that no open risk is led by an organisation that has left the partnership.

    Red where the risk stands red and no lead is left.
    """
    here = {partner.id for partner in partnership.current_partners}
    led = list_led(partnership)
    gone = [(risk, row, name) for risk, row in led for name in row.leads if name not in here]
    for risk, row, name in gone:
        who = partnership.name_of(name)
        message = (
            f"“{risk.title}” is led by {name_lead(partnership, row)}, and {who} has left the partnership"
            if row.shared
            else f"“{risk.title}” is led by {who}, which has left the partnership"
        )
        subject, evidence = _subject(risk, row, name), fact(f"lead: {name_lead(partnership, row)}", row, "lead")
        if here & set(row.leads):
            yield at_fault(f"{message}.", evidence, subject=subject)
        else:
            yield without_charge(partnership, risk, message, evidence, subject=subject)
    if not led:
        yield ask_for_leads(partnership)
    elif not gone:
        yield in_place(f"On {each_of(len(led), 'led risk')}, whoever leads is a partner.")


@rule(
    "RA306",
    "¶4.4",
    capability="lead-for-each-risk",
    question="Is it known who could do what about each risk?",
    why="without it a lead is chosen by habit",
    remedy="Ask each partner what share of likelihood and impact it could remove, and record it under `influences`.",
    stage="planning",
    basis="ours",
    strength="mentions",
)
def influence_is_judged(partnership: Partnership) -> Judgements:
    """Check that each open risk has a partner that may lead and whose influence and cost are known.

    A risk that stands red, on which partners were judged and none may lead, is red: nobody may decide.
    """
    risks = list_open_risks(partnership)
    if not risks:
        yield ask_for_risks(partnership)
        return
    undecided = list_undecided(partnership)
    missing = {row["risk"]: row["missing"] for row in undecided.to_dict("records")}
    barred = [risk for risk in risks if "a partner that may lead" in missing.get(risk.id, "")]
    for risk in barred:
        way_out = "Give one of them the authority to lead, or find out what another partner could do."
        red = light_of(partnership, risk) == "red"
        yield at_fault(
            f"None of the partners judged on “{risk.title}” may lead on it.",
            fact(risk.title, risk, "id"),
            subject=of_risk(risk),
            remedy=way_out,
            consequence=Consequence.NOBODY if red else None,
        )
    for word, (way, what) in _LACKING.items():
        lacking = [risk for risk in risks if risk not in barred and word in missing.get(risk.id, "")]
        if lacking:
            facts = [fact(risk.title, risk, "id") for risk in lacking]
            told = f"for {len(lacking)} of {counted(len(risks), 'open risk')} {what}"
            message = f"{told}: {list_risks(partnership, lacking)}"
            yield ask(way, message, *facts, subject=word, count=len(lacking))
    if undecided.empty:
        yield in_place(f"Who could lead at which cost is known for {each_of(len(risks), 'open risk')}.")


_LACKING: dict[str, tuple[Way, str]] = {
    "its chance": (CHANCE, "no chance of happening is recorded"),
    "its cost range": (COST, "no full range of costs is recorded"),
    "any partner's influence": (INFLUENCE, "no partner's influence is recorded"),
    "a complete judgement": (INFLUENCE, "no partner's influence is recorded in full"),
}
"""What may be missing to weigh leads, as `list_undecided` names it: what would settle it, and how to say it."""


@rule(
    "RA307",
    "App. 2 item 10",
    capability="lead-for-each-risk",
    question="Is each risk led by the partner that can manage it best?",
    why="a risk that another partner leads may cost everybody more",
    remedy="Compare today's lead with the best one and say why it should stay, or move it.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def leads_are_the_best(partnership: Partnership) -> Judgements:
    """Check that today's leads do not cost much more than the best ones.

    A lead is at fault when it costs more than the best lead by `thresholds.lead_extra`. There may be good reasons to
    keep it, which the calculation does not know: the finding asks for them. In place needs all leads to be weighed but
    those that several share by decision, which have no cost.
    """
    table, limit = compare_leads(partnership), partnership.thresholds.lead_extra
    known = table.dropna(subset=["cost", "best_cost"])
    worse = known[known["extra"] > limit * known["best_cost"]]
    for row in worse.to_dict("records"):
        lead = partnership.lead_of(row["risk"])
        evidence = fact(f"lead: {name_lead(partnership, lead) if lead else 'nobody'}", lead, "lead")
        yield at_fault(f"“{row['title']}”: {row['why']}", evidence, subject=of_risk(row["risk"]))
    if table.empty:
        yield ask_for_risks(partnership)
    elif known.empty:
        led = table["lead"].notna().any()
        way = INFLUENCE if led else LEAD
        yield ask(way, "no open risk has a lead, a best lead and a known cost under both", count=len(table))
    elif worse.empty:
        dear = f"none costs more than {say_limit(limit)} above the best one"
        joint = int((table["agrees"] == "shared").sum())
        left = table[(table["agrees"] != "shared") & ~table.index.isin(known.index)]
        aside = f" On {counted(joint, 'risk')} several lead together, which cannot be weighed." if joint else ""
        if len(left):
            some = f"leads were weighed on {len(known)} of {counted(len(table), 'open risk')}"
            way = LEAD if left["lead"].isna().all() else INFLUENCE
            yield ask(way, f"{some}; of these {dear}", count=len(left))
        else:
            which = all_of(len(known), f"{'other ' if joint else ''}open risk")
            yield in_place(f"Leads were weighed on {without_capital(which)}; {dear}.{aside}")
