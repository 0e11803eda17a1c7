"""RA1xx: what the register holds, and one lead for each shared risk."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgement, Judgements, at_fault, has_reached, in_place, part_met, rule
from partnerlab.analysis.facts.leads import is_led
from partnerlab.analysis.facts.names import name_risks, named
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.analysis.risk_allocation.register import CLASSES, STAGES
from partnerlab.analysis.risk_allocation.rules.ways import (
    BEARER,
    CLASS,
    DESCRIPTION,
    OUTCOMES,
    RISKS,
    STAGE,
    ask,
    ask_for_risks,
    list_risks,
    name_lead,
    of_risk,
    without_charge,
)
from partnerlab.analysis.risk_allocation.standing import leads_of
from partnerlab.partnership import Partnership
from partnerlab.wording import all_of, counted, verb

EXPECTED = {"development": "planning", "implementation": "implementing", "review": "reviewing"}
"""Stage of the partnership from which a risk of each stage of the work is expected."""
CLASS_WORDS = {"own": "own risk", "shared": "shared risk", "collaborating": "risk of working together"}


@rule(
    "RA101",
    "¶2.11",
    capability="risk-register",
    basis="asked",
    question="Have risks been identified?",
    why="without a register nothing else about risk can be allocated, watched or reported",
    remedy="Start a register: ask each partner for the three risks it fears most, and add them under `risks`.",
    strength="advises",
)
def risks_are_identified(partnership: Partnership) -> Judgements:
    """Check that there is a risk register.

    The guide finds it better to identify risks to one body and to all early in planning, and to look at them again
    regularly. Before planning an empty register cannot be judged; from planning on a record is expected.
    """
    risks = partnership.risks
    if risks:
        still = len(list_open_risks(partnership))
        most = "both" if still == 2 else "all"
        told = f"{most if still == len(risks) else still or 'none'} of them {verb(max(still, 1), 'is', 'are')} open"
        alone = "it is open" if still else "it is closed"
        told = alone if len(risks) == 1 else told
        yield in_place(f"{counted(len(risks), 'risk')} {verb(len(risks), 'is', 'are')} recorded; {told}.")
    elif has_reached(partnership, "planning"):
        yield at_fault("No risk is recorded.", fact("`risks` is empty", field="risks"))
    else:
        yield ask_for_risks(partnership)


@rule(
    "RA102",
    "¶4.3",
    capability="risk-register",
    basis="asked",
    question="Does the register hold own risks, shared ones and those of working together?",
    why="a class that nobody has thought about is the one that surprises",
    remedy="Go through the prompts of the empty class with all partners and record what applies.",
    stage="building",
    strength="advises",
)
def every_class_is_considered(partnership: Partnership) -> Judgements:
    """Check that the register holds risks of all three classes, and that each risk says its class.

    Of fewer risks than `thresholds.least_risks`, ours, it cannot be told.
    """
    risks = partnership.risks
    if not risks:
        yield ask_for_risks(partnership)
        return
    present = {risk.kind for risk in risks}
    unsaid = [risk for risk in risks if risk.kind is None]
    for name in (name for name in CLASSES if name not in present):
        what = CLASS_WORDS[name]
        if unsaid:
            told = f"{len(unsaid)} of {counted(len(risks), 'risk')} {verb(len(unsaid), 'does', 'do')} not say"
            yield ask(CLASS, f"no {what} is recorded, but {told} the class", subject=name, count=len(unsaid))
        elif len(risks) < partnership.thresholds.least_risks:
            yield ask_more(partnership, subject=name)
        else:
            yield at_fault(f"No {what} is recorded.", fact(f"no {what} is recorded"), subject=name)
    if present >= set(CLASSES):
        yield in_place("Own risks, shared risks and risks of working together are all recorded.")


def ask_more(partnership: Partnership, *, subject: str) -> Judgement:
    """Say that too few risks are recorded to say which kind is missing."""
    few = len(partnership.risks)
    return ask(RISKS, f"only {counted(few, 'risk')} {verb(few, 'is', 'are')} recorded", subject=subject)


@rule(
    "RA103",
    "¶4.3",
    capability="risk-register",
    question="Have risks been considered through development, implementation and review?",
    why="risks change with the stage of the work",
    remedy="Ask at the next meeting what could go wrong at that stage, and record it with its stage.",
    stage="planning",
    basis="follows",
    strength="advises",
)
def every_stage_is_considered(partnership: Partnership) -> Judgements:
    """Check that each stage of the work that the partnership has reached has a risk, open or closed.

    A risk of implementation is expected from implementing on, one of review from reviewing on. Of fewer risks than
    `thresholds.least_risks`, ours, it cannot be told.
    """
    risks = partnership.risks
    if not risks:
        yield ask_for_risks(partnership)
        return
    unsaid = sum(risk.stage is None for risk in risks)
    for stage in STAGES:
        count, subject = sum(risk.stage == stage for risk in risks), f"stage {stage}"
        if count:
            yield in_place(f"{counted(count, 'risk')} recorded for the {stage} stage.", subject=subject)
        elif not has_reached(partnership, EXPECTED[stage]):
            continue
        elif unsaid:
            told = f"{unsaid} of {counted(len(risks), 'risk')} {verb(unsaid, 'does', 'do')} not say the stage"
            yield ask(STAGE, f"none is recorded for {stage}, but {told}", subject=subject, count=unsaid)
        elif len(risks) < partnership.thresholds.least_risks:
            yield ask_more(partnership, subject=subject)
        else:
            yield at_fault(f"No risk is recorded for the {stage} stage.", subject=subject)


@rule(
    "RA104",
    "¶4.4",
    capability="lead-for-each-risk",
    basis="asked",
    question="Has each shared risk a lead organisation?",
    why="a risk without a lead may be managed by nobody",
    remedy="Agree one lead organisation for this risk; the table of leads shows who can do it at the lowest cost.",
    stage="planning",
    strength="mentions",
)
def shared_risks_have_a_lead(partnership: Partnership) -> Judgements:
    """Check that each open risk, own risks apart, has a lead on record.

    The guide finds that a single lead can help. A lead that several partners share by decision counts as one. A risk
    whose class is not said is asked for a lead too. A risk that stands red without a lead is red: nobody is in charge.
    """
    risks = [risk for risk in list_open_risks(partnership) if risk.kind != "own"]
    led = [row for risk in risks if (row := partnership.lead_of(risk.id)) is not None]
    for risk in risks:
        if risk.id in {row.risk for row in led}:
            continue
        past = [lead for lead in partnership.leads if lead.risk == risk.id]
        message = f"The lead on “{risk.title}” was withdrawn" if past else f"No lead is recorded for “{risk.title}”"
        evidence = fact("the lead was withdrawn", past[-1], "lead") if past else fact("no lead is recorded", risk, "id")
        yield without_charge(partnership, risk, message, evidence)
    titles = {risk.id: risk.title for risk in risks}
    kept = [row for row in led if is_led(partnership, row.risk)]
    facts = [
        fact(f"{name_lead(partnership, row)} on “{titles[row.risk]}”", row, "shared" if row.shared else "lead")
        for row in kept
    ]
    joint = [row.risk for row in kept if row.shared]
    if not risks:
        yield ask(RISKS, "no open risk is shared or comes from working together")
    elif len(kept) == len(risks):
        which = all_of(len(risks), "open risk that is not an own risk", "open risks that are not own risks")
        message = f"{which} {verb(len(risks), 'has', 'have')} a lead."
        if joint:
            message += f" Several lead together on {name_risks(partnership, joint)}; a single lead can help."
        yield in_place(message, *facts)
    elif kept:
        one_here = "have a lead that is still a partner" if len(kept) > 1 else "has a lead that is still a partner"
        yield part_met(f"{len(kept)} of {len(risks)} open risks that are not own risks {one_here}.", *facts)


@rule(
    "RA105",
    "¶4.3",
    capability="risk-register",
    question="Does each risk say its cause, event and consequence?",
    why="without the three nobody can tell whether to act on the cause or on the consequence",
    remedy="Complete the risk: because of … (cause), … might happen (event), so that … (consequence).",
    stage="planning",
    basis="ours",
    strength="advises",
)
def risks_are_described(partnership: Partnership) -> Judgements:
    """Check that each open risk names its cause, the event and its consequence. What is not typed is asked for.

    A question of data quality: nothing is said of risks that are described in full.
    """
    risks = list_open_risks(partnership)
    if not risks:
        yield ask_for_risks(partnership)
        return
    vague = {part: [risk for risk in risks if not getattr(risk, part)] for part in DESCRIPTION}
    for part, rows in vague.items():
        if rows:
            told = f"{len(rows)} of {counted(len(risks), 'open risk')} {verb(len(rows), 'does', 'do')} not say"
            facts = [fact(risk.title, risk, part) for risk in rows]
            message = f"{told} the {part}: {list_risks(partnership, rows)}"
            yield ask(DESCRIPTION[part], message, *facts, subject=part, count=len(rows))


@rule(
    "RA106",
    "¶4.3",
    capability="risk-register",
    question="Does each risk name the outcome it threatens?",
    why="a risk that threatens no outcome cannot be weighed against the others",
    remedy="Name the outcome that this risk threatens, or close the risk.",
    stage="planning",
    basis="follows",
    strength="advises",
)
def risks_are_tied_to_an_outcome(partnership: Partnership) -> Judgements:
    """Check that each open risk names an outcome, and one that the partnership serves.

    The guide finds it important to consider risks in the context of the outcome, so a record is expected. In place is
    that each names an outcome that the partnership serves, and says what would come of the risk.
    """
    risks = list_open_risks(partnership)
    served = set(partnership.outcomes.aligned) | {row.id for row in partnership.outcomes.own}
    loose = 0
    for risk in risks:
        if risk.outcome is None:
            loose += 1
            message = f"No outcome is recorded for “{risk.title}”."
            yield at_fault(message, fact(risk.title, risk, "outcome"), subject=of_risk(risk))
        elif served and risk.outcome not in served:
            loose += 1
            message = f"“{risk.title}” threatens {risk.outcome}, which is not among the partnership's outcomes."
            yield at_fault(message, fact(risk.outcome, risk, "outcome"), subject=of_risk(risk))
    if loose:
        return
    if not risks:
        yield ask_for_risks(partnership)
    elif not served:
        yield ask(OUTCOMES, "which outcomes the partnership serves is not recorded")
    elif unsaid := [risk for risk in risks if not risk.consequence]:
        told = f"{len(unsaid)} of {counted(len(risks), 'open risk')} {verb(len(unsaid), 'does', 'do')} not say"
        facts = [fact(risk.title, risk, "consequence") for risk in unsaid]
        message = f"{told} what would come of it for the outcome: {list_risks(partnership, unsaid)}"
        yield ask(DESCRIPTION["consequence"], message, *facts, count=len(unsaid))
    else:
        name = verb(
            len(risks), "names the outcome threatened and says its", "name the outcome threatened and say their"
        )
        yield in_place(f"{all_of(len(risks), 'open risk')} {name} consequence.")


@rule(
    "RA107",
    "¶2.11",
    capability="risk-register",
    question="Does each own risk say whose it is?",
    why="nobody watches an own risk that belongs to no partner",
    remedy="Name the one partner whose risk it is under `shared_by`, or record it as shared.",
    stage="planning",
    basis="follows",
    strength="advises",
)
def own_risks_have_an_owner(partnership: Partnership) -> Judgements:
    """Check that each open own risk names exactly one partner, or at least its lead. None recorded is asked for."""
    own = [risk for risk in list_open_risks(partnership) if risk.kind == "own"]
    several = [risk for risk in own if len(risk.shared_by) > 1]
    unsaid = [risk for risk in own if not risk.shared_by and not leads_of(partnership, risk.id)]
    for risk in several:
        who = named(partnership, risk.shared_by)
        message = f"“{risk.title}” is recorded as one partner's own, but {who} carry it."
        yield at_fault(message, fact(who, risk, "shared_by"), subject=of_risk(risk))
    if unsaid:
        facts = [fact(risk.title, risk, "shared_by") for risk in unsaid]
        told = f"{len(unsaid)} of {counted(len(own), 'open own risk')} {verb(len(unsaid), 'does', 'do')} not say"
        yield ask(BEARER, f"{told} whose: {list_risks(partnership, unsaid)}", *facts, count=len(unsaid))
    if not own:
        yield ask_for_risks(partnership) if not partnership.risks else ask(RISKS, "no open own risk is recorded")
    elif not several and not unsaid:
        says = verb(len(own), "says whose it is", "say whose they are")
        yield in_place(f"{all_of(len(own), 'open own risk')} {says}.")
