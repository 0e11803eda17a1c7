"""Rules on controls: whether each has an owner who is still there, and is in place when it should be (¶4.4)."""

from __future__ import annotations

from datetime import date

from partnerlab.analysis.catalogue import Judgement, Judgements, at_fault, in_place, rule
from partnerlab.analysis.facts.names import name_risks
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.analysis.risk_allocation.rules.ways import CONTROL, CONTROL_DUE, CONTROL_OWNER, ask, ask_for_risks
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Control, Risk
from partnerlab.wording import all_of, counted, say_day, verb


def is_past(partnership: Partnership, due: date | None) -> bool:
    """Whether a day has passed on the date of the review; False where either is not known."""
    return due is not None and partnership.as_at is not None and due < partnership.as_at


def _controls(partnership: Partnership) -> list[tuple[Risk, Control]]:
    risks = {risk.id: risk for risk in list_open_risks(partnership)}
    return [(risks[row.risk], row) for row in partnership.controls if row.risk in risks]


def _about(risk: Risk, row: Control) -> str:
    return f"control of {risk.id}: {row.control}"


@rule(
    "RA505",
    "¶4.4",
    capability="risk-monitoring",
    question="Has each control an owner who is still there?",
    why="a control that nobody owns may not be kept up",
    remedy="Name the partner or the role that keeps this control.",
    stage="planning",
    basis="ours",
    strength="mentions",
)
def controls_have_an_owner(partnership: Partnership) -> Judgements:
    """Check that each control of an open risk has an owner, and that an owner which is a partner has not left.

    The guide does not speak of controls: an owner that is not recorded is asked for.
    """
    controls = _controls(partnership)
    left = {partner.id for partner in partnership.partners if partner.left is not None}
    unsaid = [(risk, row) for risk, row in controls if row.owner is None]
    gone = [(risk, row) for risk, row in controls if row.owner in left]
    for risk, row in gone:
        who = partnership.name_of(str(row.owner))
        message = f"{who}, which has left, owns a control of “{risk.title}”: {row.control}."
        yield at_fault(message, fact(row.control, row, "owner"), subject=_about(risk, row))
    if unsaid:
        facts = [fact(row.control, row, "owner") for _, row in unsaid]
        lack = f"{len(unsaid)} of {counted(len(controls), 'control')} {verb(len(unsaid), 'has', 'have')}"
        which = name_risks(partnership, dict.fromkeys(risk.id for risk, _ in unsaid))
        yield ask(CONTROL_OWNER, f"{lack} no owner on record: controls of {which}", *facts, count=len(unsaid))
    if not controls:
        yield _ask_for_controls(partnership)
    elif not unsaid and not gone:
        which = all_of(len(controls), "control of an open risk", "controls of open risks")
        yield in_place(f"{which} {verb(len(controls), 'has', 'have')} an owner.")


def _ask_for_controls(partnership: Partnership) -> Judgement:
    known = bool(list_open_risks(partnership))
    return ask(CONTROL, "no control of an open risk is recorded") if known else ask_for_risks(partnership)


@rule(
    "RA506",
    "¶4.4",
    capability="risk-monitoring",
    question="Are controls in place when they should be?",
    why="a control that is late leaves the risk as it was",
    remedy="Ask the owner for a new date, or what prevents it.",
    stage="planning",
    basis="ours",
    strength="mentions",
)
def controls_are_on_time(partnership: Partnership) -> Judgements:
    """Check that no control of an open risk is past its date and not done."""
    controls = _controls(partnership)
    dated = [(risk, row) for risk, row in controls if row.due is not None or row.done is not None]
    late = [(risk, row) for risk, row in dated if row.done is None and is_past(partnership, row.due)]
    for risk, row in late:
        message = f"A control of “{risk.title}” was due by {say_day(row.due)}: {row.control}."
        yield at_fault(message, fact(row.control, row, "due"), subject=_about(risk, row))
    if not controls:
        yield _ask_for_controls(partnership)
    elif len(dated) < len(controls):
        lack = len(controls) - len(dated)
        some = f"{lack} of {counted(len(controls), 'control')} {verb(lack, 'has', 'have')}"
        yield ask(CONTROL_DUE, f"{some} no date by which to be in place", count=lack)
    elif not late:
        which = all_of(len(controls), "control of an open risk", "controls of open risks")
        yield in_place(f"{which} {verb(len(controls), 'is', 'are')} in place or not yet due.")
