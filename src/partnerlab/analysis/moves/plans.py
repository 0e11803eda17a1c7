"""Decisions on what is agreed and planned: the agreement, measures on risks, dates, responses, appetite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from partnerlab.analysis.facts.actions import is_overdue
from partnerlab.analysis.facts.agreements import agreement_that_counts
from partnerlab.analysis.facts.leads import is_led
from partnerlab.analysis.mapping.agreement import assess_clauses
from partnerlab.analysis.moves.candidate import Candidate, day_after, number_of
from partnerlab.analysis.moves.people import BOARD
from partnerlab.analysis.moves.steps import Step
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.analysis.risk_allocation.rules.ways import of_risk
from partnerlab.analysis.risk_allocation.standing import light_of
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Agreement
from partnerlab.partnership.risks import Risk
from partnerlab.wording import counted, listed, say_day, verb


def sign(partnership: Partnership) -> Candidate | None:
    """Bring the agreement that founds the partnership to signature."""
    agreement = agreement_that_counts(partnership)
    if agreement is None or partnership.as_at is None:
        return None
    current = [partner.id for partner in partnership.current_partners]
    if agreement.signed is not None and not set(current) - set(agreement.signatories):
        return None
    at = f"agreements.{number_of(partnership.whole.agreements, agreement)}"
    steps = [Step("set", f"{at}.signatories", current)]
    if agreement.signed is None:
        steps.insert(0, Step("set", f"{at}.signed", partnership.as_at))
    open_steps = (*steps, *_done(partnership, agreement))
    name = say_agreement(agreement)
    what = f"Sign {name}" if agreement.signed is None else f"Ask for the signatures that {name} still lacks"
    owner = f"each of {len(current)} partners" if len(current) > 1 else BOARD
    drafted = f"It has been a draft since {say_day(agreement.on)}." if agreement.on else "It is a draft."
    missing = sum(name not in agreement.signatories for name in current)
    lacking = f"{missing} of {counted(len(current), 'partner')} {verb(missing, 'has', 'have')} not signed."
    return Candidate("signature", what, lacking if agreement.signed else drafted, owner, steps=open_steps)


def say_agreement(agreement: Agreement) -> str:
    """Return the agreement that founds the partnership in two words."""
    return {"MoU": "the memorandum"}.get(agreement.kind, f"the {agreement.kind}")


def _done(partnership: Partnership, agreement: Agreement) -> list[Step]:
    """Return what is done once the agreement is signed: actions that say that they are about it."""
    if agreement.signed is not None:
        return []
    return [
        Step("set", f"actions.{row.id}.done", partnership.as_at)
        for row in partnership.actions
        if row.done is None and row.subject == "agreement"
    ]


def add_clauses(partnership: Partnership) -> Candidate | None:
    """Settle each clause on which something recorded rests, and that the agreement lacks or has only in part."""
    agreement = agreement_that_counts(partnership)
    if agreement is None:
        return None
    table = assess_clauses(partnership)
    wanted = table[(table["covers"] != "") & table["in_guide"].astype(bool) & (table["state"] != "yes")]
    if wanted.empty:
        return None
    held = [clause.id for clause in agreement.clauses]
    at = f"agreements.{number_of(partnership.whole.agreements, agreement)}.clauses"
    steps = tuple(
        Step("set", f"{at}.{name}.in_place", "yes")
        if name in held
        else Step("add", at, {"id": name, "in_place": "yes"})
        for name in wanted["clause"]
    )
    what = f"Settle {counted(len(wanted), 'clause')} that {say_agreement(agreement)} lacks"
    why = f"What is recorded rests on {verb(len(wanted), 'it', 'them')}: {listed(wanted['title'], 2)}."
    return Candidate("clauses", what, why, BOARD, steps=steps)


def ask_for_measures(partnership: Partnership) -> Candidate | None:
    """Ask for one measure, with an owner and a date, on each red risk without a dated measure on time."""
    as_at = partnership.as_at
    due = day_after(partnership, partnership.moves.days_of(partnership.moves.effort_of("measures")))
    bare = [
        risk
        for risk in list_open_risks(partnership)
        if light_of(partnership, risk) == "red" and not _is_acted_on(partnership, risk)
    ]
    if not bare or as_at is None:
        return None
    taken = {row.id for row in partnership.whole.actions}
    steps = []
    for risk in bare:
        action = {
            "id": _free_id(f"M-{risk.id}", taken),
            "title": f"Bring a measure on “{risk.title}” to the board, and start it",
            "subject": of_risk(risk),
            "owner": _choose_owner(partnership, risk),
            "due": due,
            "on": as_at,
        }
        steps.append(Step("add", "actions", action))
    what = f"Ask for a measure on {counted(len(bare), 'red risk')}, with owner and date"
    red = sum(light_of(partnership, risk) == "red" for risk in list_open_risks(partnership))
    has = verb(len(bare), "has", "have")
    why = f"{len(bare)} of {counted(red, 'red risk')} {has} no dated measure on time."
    return Candidate("measures", what, why, "the lead of each risk", steps=tuple(steps))


def _is_acted_on(partnership: Partnership, risk: Risk) -> bool:
    as_at = partnership.as_at
    controls = [row.due for row in partnership.controls if row.risk == risk.id and row.done is None]
    actions = [row.due for row in partnership.actions if row.subject == of_risk(risk) and row.done is None]
    return any(due is not None and (as_at is None or due >= as_at) for due in (*controls, *actions))


def _choose_owner(partnership: Partnership, risk: Risk) -> str:
    lead = partnership.lead_of(risk.id)
    if lead is not None and lead.lead is not None and is_led(partnership, risk.id):
        return lead.lead
    return "the lead that the board names"


def _free_id(wanted: str, taken: set[str]) -> str:
    name = wanted
    while name in taken:
        name += "-2"
    taken.add(name)
    return name


def answer_constraints(partnership: Partnership) -> Candidate | None:
    """Agree what is done about each open constraint to which no response is recorded."""
    open_rows = [row for row in partnership.constraints if row.lifted is None and not row.response]
    if not open_rows:
        return None
    steps = tuple(
        Step("set", f"constraints.{number_of(partnership.whole.constraints, row)}.response", "as the board decides")
        for row in open_rows
    )
    ahead = min((row.until for row in open_rows if row.until is not None), default=None)
    ends = f"; the first ends on {say_day(ahead)}" if ahead else ""
    lasting = sum(row.lifted is None for row in partnership.constraints)
    why = f"Nothing is agreed about {len(open_rows)} of {counted(lasting, 'constraint')}{ends}."
    what = f"Agree a response to {counted(len(open_rows), 'constraint')}"
    return Candidate("responses", what, why, BOARD, steps=steps)


def redate_actions(partnership: Partnership) -> Candidate | None:
    """Give each overdue action an owner and a date that holds, or drop it."""
    late = [row for row in partnership.actions if is_overdue(row, partnership.as_at)]
    due = day_after(partnership, partnership.moves.days_of(partnership.moves.effort_of("actions")))
    if not late or due is None:
        return None
    steps = [Step("set", f"actions.{row.id}.due", due) for row in late]
    steps += [Step("set", f"actions.{row.id}.owner", "the owner that the board names") for row in late if not row.owner]
    them = verb(len(late), "it", "them")
    which = f"“{late[0].title}”" if len(late) == 1 else counted(len(late), "overdue action")
    what = f"Give {which} an owner and a date that holds, or drop {them}"
    return Candidate("actions", what, _say_late(partnership, [row.due for row in late]), BOARD, steps=tuple(steps))


def redate_milestones(partnership: Partnership) -> Candidate | None:
    """Agree a new date, and record why, for each milestone past its date."""
    late = [row for row in partnership.milestones if is_overdue(row, partnership.as_at)]
    due = day_after(partnership, partnership.moves.days_of("large"))
    if not late or due is None:
        return None
    steps = tuple(Step("set", f"milestones.{row.id}.due", due) for row in late)
    which = f"“{late[0].name}”" if len(late) == 1 else f"{len(late)} milestones past their date"
    what = f"Agree a new date, with the reason, for {which}"
    return Candidate("milestones", what, _say_late(partnership, [row.due for row in late]), BOARD, steps=steps)


def _say_late(partnership: Partnership, dates: Sequence[date | None]) -> str:
    """Say how late the latest of some dates is; the partnership is seen at a date."""
    as_at = partnership.as_at
    days = max((as_at - due).days for due in dates if due is not None and as_at is not None)
    late = f"{counted(days, 'day')} late"
    return f"It is {late}." if len(dates) == 1 else f"The longest overdue is {late}."


def set_reviews(partnership: Partnership) -> Candidate | None:
    """Review each risk whose review is overdue, and set the next date."""
    as_at = partnership.as_at
    late = [
        risk
        for risk in list_open_risks(partnership)
        if as_at is not None and risk.review_by is not None and risk.review_by < as_at
    ]
    due = day_after(partnership, partnership.moves.days_of("large"))
    if not late:
        return None
    steps = tuple(Step("set", f"risks.{risk.id}.review_by", due) for risk in late)
    what = f"Review {counted(len(late), 'risk')} whose review is overdue, and set the next date"
    why = _say_late(partnership, [risk.review_by for risk in late])
    return Candidate("reviews", what, why, "the lead of each risk", steps=steps)


def agree_appetite(partnership: Partnership) -> Candidate | None:
    """Agree how much risk the partnership accepts, where nothing says so.

    The number is the board's. What is tried is the threshold from which a risk is amber, so that a risk that would
    exceed it is amber or red already.
    """
    settings = partnership.risk_settings
    if not partnership.risks or settings.appetite is not None or all(row.appetite for row in partnership.risks):
        return None
    step = Step("set", "risk_settings.appetite", int(partnership.thresholds.amber_product))
    why = "No limit is recorded, so nobody can say which risk exceeds it."
    return Candidate("appetite", "Agree how much risk the partnership accepts", why, BOARD, steps=(step,))
