"""RA1xx: what the register holds, and one lead for each shared risk."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, has_reached, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.ratings import find_open_risks
from partnerlab.analysis.risk_allocation.register import CLASSES, STAGES, find_leads, name_lead
from partnerlab.partnership import Partnership
from partnerlab.wording import listed

Judgements = Iterator[Judgement]

NO_RISKS = "no risk is recorded yet"
"""What most rules say of a partnership without a register."""


@rule(
    "RA101",
    "¶2.11",
    capability="risk-register",
    question="Have risks been identified early?",
    severity="red",
    why="without a register nothing else about risk can be allocated, watched or reported",
    remedy="Start a register: ask each partner for the three risks it fears most, and add them under `risks`.",
    stage="scoping",
)
def risks_are_identified(partnership: Partnership) -> Judgements:
    """Check that there is a risk register.

    The guide asks that risks to one body and to all are identified early in planning and looked at again regularly.
    Before planning an empty register cannot be judged; from planning on it is a fault.
    """
    risks = partnership.risks
    if risks:
        yield in_place(f"{len(risks)} risks are recorded, {len(find_open_risks(partnership))} of them open.")
    elif has_reached(partnership, "planning"):
        yield at_fault("No risk is recorded.", fact("`risks` is empty", field="risks"))
    else:
        yield cannot_tell(NO_RISKS)


@rule(
    "RA102",
    "¶4.3",
    capability="risk-register",
    question="Does the register hold own risks, shared ones and those of collaborating itself?",
    severity="amber",
    why="a class that nobody has thought about is the one that surprises",
    remedy="Go through the prompts of the empty class with all partners and record what applies.",
    stage="building",
)
def every_class_is_considered(partnership: Partnership) -> Judgements:
    """Check that the register holds risks of all three classes, and that each risk says its class."""
    if not partnership.risks:
        yield cannot_tell(NO_RISKS)
        return
    present = {risk.kind for risk in partnership.risks}
    empty = [name for name in CLASSES if name not in present]
    unsaid = [risk for risk in partnership.risks if risk.kind is None]
    for name in empty:
        if unsaid:
            yield cannot_tell(f"no risk is of the class {name}, but {len(unsaid)} do not say their class", subject=name)
        else:
            yield at_fault(f"No {name} risk has been recorded.", fact(f"no risk has class {name}"), subject=name)
    if not empty:
        yield in_place("Own risks, shared risks and risks of collaborating are all recorded.")


@rule(
    "RA103",
    "¶4.3",
    capability="risk-register",
    question="Have risks been considered through development, implementation and review?",
    severity="amber",
    why="risks change with the stage of the work",
    remedy="Ask at the next meeting what could go wrong at that stage, and record it with its stage.",
    stage="planning",
)
def every_stage_is_considered(partnership: Partnership) -> Judgements:
    """Check that each of the three stages of cross-cutting work has a risk, open or closed."""
    if not partnership.risks:
        yield cannot_tell(NO_RISKS)
        return
    counts = {stage: sum(risk.stage == stage for risk in partnership.risks) for stage in STAGES}
    unsaid = sum(risk.stage is None for risk in partnership.risks)
    for stage, count in counts.items():
        if count:
            yield in_place(f"{count} recorded for the stage of {stage}.", subject=f"stage {stage}")
        elif unsaid:
            yield cannot_tell(f"{unsaid} risks do not say their stage", subject=f"stage {stage}")
        else:
            yield at_fault(f"No risk is recorded for the stage of {stage}.", subject=f"stage {stage}")


@rule(
    "RA104",
    "¶4.4",
    capability="lead-for-each-risk",
    question="Has each shared risk one lead organisation?",
    severity="red",
    why="a risk without a lead is managed by nobody",
    remedy="Agree one lead organisation for this risk; the table of leads shows who can do it at least cost.",
    stage="planning",
)
def shared_risks_have_a_lead(partnership: Partnership) -> Judgements:
    """Check that each open risk that is shared, or of collaborating itself, has one lead organisation.

    A lead that several partners share by decision counts as one. An own risk is led by the partner whose risk it is. A
    risk whose class is not said is asked for a lead too.
    """
    risks = [risk for risk in find_open_risks(partnership) if risk.kind != "own"]
    led = [row for risk in risks if (row := partnership.lead_of(risk.id)) is not None]
    for risk in risks:
        if risk.id in {row.risk for row in led}:
            continue
        past = [lead for lead in partnership.leads if lead.risk == risk.id]
        told = " any more" if past else ""
        evidence = fact("the lead was withdrawn", past[-1], "lead") if past else fact("no lead is recorded", risk, "id")
        yield at_fault(f"Nobody leads on “{risk.title}”{told}.", evidence, subject=_name(risk.id))
    if not risks:
        yield cannot_tell("no open shared risk is recorded")
    elif led:
        facts = [
            fact(f"{row.named} lead{'' if row.shared else 's'} on {row.risk}", row, "shared" if row.shared else "lead")
            for row in led
        ]
        joint = [row.risk for row in led if row.shared]
        message = f"{len(led)} of {len(risks)} open risks that are not own risks have a lead."
        if joint:
            message += (
                f" Several lead together by decision on {listed(joint)}; the guide finds that a single lead can help."
            )
        yield in_place(message, *facts)


@rule(
    "RA105",
    "¶4.3",
    capability="risk-register",
    question="Does each risk say its cause, event and consequence?",
    severity="amber",
    why="without the three nobody can tell whether to act on the cause or on the consequence",
    remedy="Complete the risk: because of … (cause), … might happen (event), so that … (consequence).",
    stage="planning",
)
def risks_are_described(partnership: Partnership) -> Judgements:
    """Check that each open risk names its cause, the event and its consequence."""
    risks = find_open_risks(partnership)
    vague = 0
    for risk in risks:
        missing = [name for name in ("cause", "event", "consequence") if not getattr(risk, name)]
        if missing:
            vague += 1
            yield at_fault(
                f"“{risk.title}”: {listed(missing)} not said.",
                fact(risk.title, risk, missing[0]),
                subject=_name(risk.id),
            )
    if not risks:
        yield cannot_tell(NO_RISKS)
    elif not vague:
        yield in_place(f"All {len(risks)} open risks say cause, event and consequence.")


@rule(
    "RA106",
    "¶4.3",
    capability="risk-register",
    question="Is each risk seen in the light of the outcome it threatens?",
    severity="amber",
    why="a risk that threatens no outcome cannot be weighed against the others",
    remedy="Name the outcome that this risk threatens, or close the risk.",
    stage="planning",
)
def risks_are_tied_to_an_outcome(partnership: Partnership) -> Judgements:
    """Check that each open risk names an outcome, and one that the partnership serves."""
    risks = find_open_risks(partnership)
    served = set(partnership.outcomes.aligned) | {row.id for row in partnership.outcomes.own}
    loose = 0
    for risk in risks:
        if risk.outcome is None:
            loose += 1
            yield at_fault(
                f"“{risk.title}” names no outcome.", fact(risk.title, risk, "outcome"), subject=_name(risk.id)
            )
        elif served and risk.outcome not in served:
            loose += 1
            message = f"“{risk.title}” threatens {risk.outcome}, which the partnership does not serve."
            yield at_fault(message, fact(risk.outcome, risk, "outcome"), subject=_name(risk.id))
    if not risks:
        yield cannot_tell(NO_RISKS)
    elif not loose:
        yield in_place(f"Each of {len(risks)} open risks names the outcome it threatens.")


@rule(
    "RA107",
    "¶2.11",
    capability="risk-register",
    question="Does each own risk say whose it is?",
    severity="amber",
    why="an own risk that is nobody's is watched by nobody",
    remedy="Name the one partner whose risk it is under `shared_by`, or record it as shared.",
    stage="planning",
)
def own_risks_have_an_owner(partnership: Partnership) -> Judgements:
    """Check that each open own risk names exactly one partner, or at least its lead."""
    own = [risk for risk in find_open_risks(partnership) if risk.kind == "own"]
    for risk in own:
        subject = _name(risk.id)
        if len(risk.shared_by) > 1:
            named = listed(risk.shared_by)
            yield at_fault(
                f"“{risk.title}” is recorded as own but borne by {named}.",
                fact(named, risk, "shared_by"),
                subject=subject,
            )
        elif not risk.shared_by and not find_leads(partnership, risk.id):
            yield at_fault(
                f"“{risk.title}” does not say whose it is.", fact(risk.title, risk, "shared_by"), subject=subject
            )
        else:
            owner = risk.shared_by[0] if risk.shared_by else name_lead(partnership, risk.id)
            yield in_place(f"“{risk.title}” is borne by {owner}.", fact(str(owner), risk, "shared_by"), subject=subject)
    if not own:
        yield cannot_tell("no open own risk is recorded")


def _name(risk_id: str) -> str:
    return f"risk {risk_id}"
