"""EV4: early warnings, evaluation and the action plan (¶4.11)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.evaluation.curve import assess_curves
from partnerlab.analysis.evaluation.failure_reasons import find_early_warnings
from partnerlab.analysis.facts.actions import assess_actions
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.leadership import evaluation_has_a_home
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, say_day

Judgements = Iterator[Judgement]


@rule(
    "EV401",
    "¶4.11 list",
    capability="reasons-for-failure",
    question="Does any of the seven common reasons for failure show in the data?",
    severity="red",
    why="The guide lists them as the pitfalls that progress monitoring is there to avoid.",
    remedy="Take the warnings one by one: each names what it rests on, and the review that goes into it.",
    stage="scoping",
)
def failure_shows_no_sign(partnership: Partnership) -> Judgements:
    """Gather signals for each reason from the rest of the data.

    Red when `thresholds.failure_share` of the signals that can tell warn, and at least `thresholds.failure_signals` do;
    amber when some warn; in place when none does. Which signal bears on which reason, and both numbers, are ours.
    """
    for found in find_early_warnings(partnership):
        subject = found.reason.title.lower()
        if found.state == "cannot tell":
            yield cannot_tell(f"nothing in the data bears on “{subject}”", subject=subject)
        elif found.state == "no sign":
            yield in_place(found.sentence, *[signal.fact for signal in found.signals], subject=subject)
        else:
            severity = "red" if found.state == "warning" else "amber"
            yield at_fault(found.sentence, *[row.fact for row in found.warnings], subject=subject, severity=severity)


@rule(
    "EV402",
    "¶4.10, ¶4.11",
    capability="self-assessment",
    question="Is there somebody, and something, for evaluation?",
    severity="amber",
    why="Evaluation needs planned, consistent collection of data; nobody does it beside everything else.",
    remedy="Name a body or a role that evaluates, and set money or time aside for it.",
    stage="planning",
)
def evaluation_is_provided_for(partnership: Partnership) -> Judgements:
    """Look for a body of kind `evaluation`, or a resource whose purpose it is."""
    signal = evaluation_has_a_home(partnership)
    text = f"{signal.text[0].upper()}{signal.text[1:]}."
    if signal.supports:
        yield in_place(text, *signal.evidence)
    elif signal.contradicts:
        yield at_fault(text, *signal.evidence)
    else:
        yield cannot_tell(signal.text, *signal.evidence)


@rule(
    "EV403",
    "¶4.11",
    capability="action-plan",
    question="Is no action overdue?",
    severity="amber",
    why="The guide asks for a commitment to act if things do not go well; an action past its date is none.",
    remedy="Do it, give it a new date and a reason, or drop it and say why.",
    stage="scoping",
)
def actions_are_on_time(partnership: Partnership) -> Judgements:
    """Look for open actions past their date: amber, and red when a review has already found them open past it."""
    records = {row.id: row for row in partnership.actions}
    table = assess_actions(partnership)
    overdue = table[table["state"] == "overdue"]
    if table.empty:
        yield cannot_tell("no action is recorded")
    for row in overdue.itertuples():
        record = records[str(row.action)]
        last = partnership.last_review
        again = last is not None and record.due is not None and record.due < last
        whose = record.owner or "nobody"
        late = counted(int(str(row.days_late)), "day")
        text = f"“{record.title}” ({whose}) was due on {say_day(record.due)}: {late} ago."
        severity = "red" if again else "amber"
        yield at_fault(
            text, fact(f"due {record.due}, not done", record, "due"), subject=f"action {record.id}", severity=severity
        )
    if len(table) and overdue.empty:
        pending = int(table["done"].isna().sum())
        yield in_place(f"None of {counted(pending, 'open action')} is overdue.")


@rule(
    "EV404",
    "¶4.11",
    capability="action-plan",
    question="Has each open action somebody who does it and a date?",
    severity="amber",
    why="What nobody owns by no date is a wish.",
    remedy="Name a partner or a role, and a day.",
    stage="scoping",
)
def actions_have_owner_and_date(partnership: Partnership) -> Judgements:
    """Look at each open action: who and by when."""
    pending = [row for row in partnership.actions if row.done is None]
    if not pending:
        yield cannot_tell("no action is recorded") if not partnership.actions else in_place("No action is open.")
        return
    weak = [row for row in pending if row.owner is None or row.due is None]
    for row in weak:
        lacking = listed([word for word, value in (("owner", row.owner), ("date", row.due)) if value is None])
        text = f"“{row.title}” has no {lacking.replace(' and ', ' and no ')}."
        yield at_fault(text, fact(row.title, row, "owner" if row.owner is None else "due"), subject=f"action {row.id}")
    if not weak:
        yield in_place(f"Each of {counted(len(pending), 'open action')} has an owner and a date.")


@rule(
    "EV405",
    "¶4.8, ¶4.11",
    capability="action-plan",
    question="Does each open action come from a finding, or say what it is about?",
    severity="amber",
    why="Planning is to be tied to action: an action that answers nothing found cannot be shown to have helped.",
    remedy="Name the code of the finding under `finding`, or what it is about under `subject`.",
    stage="managing",
)
def actions_answer_findings(partnership: Partnership) -> Judgements:
    """Look at each open action for the finding that it answers, its subject or its indicator."""
    pending = [row for row in partnership.actions if row.done is None]
    loose = [row for row in pending if not (row.finding or row.subject or row.indicator)]
    if not pending:
        yield cannot_tell("no action is open")
    for row in loose:
        text = f"“{row.title}” does not say which finding it answers."
        yield at_fault(text, fact(row.title, row, "finding"), subject=f"action {row.id}")
    if pending and not loose:
        coded = sum(row.finding is not None for row in pending)
        count = counted(len(pending), "open action")
        text = f"Each of {count} says what it is about; {coded} of them by a finding's code."
        yield in_place(
            text, *[fact(f"{row.id}: {row.finding or row.subject or row.indicator}", row) for row in pending]
        )


@rule(
    "EV406",
    "¶4.11",
    capability="action-plan",
    question="Were the actions that the last review left open done since?",
    severity="amber",
    why="Actions carried from review to review show that monitoring does not lead to acting.",
    remedy="Decide at this review: do it with help, change it, or stop it.",
    stage="managing",
)
def actions_do_not_linger(partnership: Partnership) -> Judgements:
    """Look at what became of the actions that stood open at the last review; carried past two reviews is a fault."""
    table = assess_actions(partnership)
    before = table[table["became"].isin(["done", "carried over"])] if len(table) else table
    if partnership.last_review is None or before.empty:
        missing = (
            "there was no earlier review" if partnership.last_review is None else "the last review left no action open"
        )
        yield cannot_tell(missing)
        return
    records = {row.id: row for row in partnership.actions}
    lingering = before[(before["became"] == "carried over") & (before["carried_over"].astype(int) > 1)]
    for row in lingering.itertuples():
        record = records[str(row.action)]
        text = f"“{record.title}” stood open at {row.carried_over} reviews before this one."
        yield at_fault(text, fact(f"agreed {record.on}, not done", record, "done"), subject=f"action {record.id}")
    if lingering.empty:
        done = int((before["became"] == "done").sum())
        text = f"Of {counted(len(before), 'action')} that the last review left open, {done} done since; none lingers."
        yield in_place(text)


@rule(
    "EV407",
    "¶4.11",
    capability="action-plan",
    question="Is an action looked at again when the indicator it should move gets worse?",
    severity="amber",
    why="Evaluation is to tell whether to correct the course or to stop what does not work.",
    remedy="Ask whether the action reaches those who drive the curve; change it, or stop it and say so.",
    stage="measuring",
)
def ineffective_actions_are_questioned(partnership: Partnership) -> Judgements:
    """Look at actions done that name an indicator: at fault when it got worse in periods in which they could show."""
    curves = {curve.indicator.id: curve for curve in assess_curves(partnership)}
    rows = [row for row in partnership.actions if row.done is not None and row.indicator in curves]
    if not rows:
        yield cannot_tell("no action done names the indicator that it should move")
    for row in rows:
        curve, subject = curves[row.indicator or ""], f"action {row.id}"
        evidence = fact(f"{row.title}: done {row.done}, should move {row.indicator}", row, "indicator")
        title = curve.indicator.title
        if not curve.values_since_start:
            yield cannot_tell(
                f"“{row.title}” should move “{title}”: {curve.timing.rstrip('.')}", evidence, subject=subject
            )
        elif curve.answer == "worse":
            yield at_fault(
                f"“{row.title}” should move “{title}”, which got worse. {curve.timing}", evidence, subject=subject
            )
        else:
            text = f"“{row.title}” should move “{title}”: {curve.answer}. {curve.timing}"
            yield in_place(text, evidence, subject=subject)
