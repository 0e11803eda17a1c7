"""EV4: early warnings, evaluation and the action plan (¶4.11)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, at_fault, cannot_tell, in_place, part_met, rule
from partnerlab.analysis.evaluation.curve import assess_curves
from partnerlab.analysis.evaluation.failure_reasons import SOURCES, gather_early_warnings
from partnerlab.analysis.evaluation.rules.ways import (
    ACTION_FROM,
    ACTIONS,
    AIMS,
    DUE,
    EVALUATION,
    INDICATOR_VALUES,
    OWNERS,
    REVIEWS,
    SUBJECTS,
)
from partnerlab.analysis.facts.actions import assess_actions
from partnerlab.analysis.facts.names import OTHERS
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.leadership import evaluation_has_a_home
from partnerlab.analysis.signals.signal import say_open
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import Action
from partnerlab.wording import counted, each_of, listed, say_day, verb, with_capital


@rule(
    "EV401",
    "¶4.11 list",
    capability="reasons-for-failure",
    strength="demands",
    question="Does any of the seven common reasons for failure show in the data?",
    severity="red",
    why="The guide calls progress monitoring essential to avoid the pitfalls of partnership, and lists these.",
    remedy="Take the warnings one by one: each names its evidence, and the review with the detail.",
    basis="follows",
)
def failure_shows_no_sign(partnership: Partnership) -> Judgements:
    """Gather signals for each reason from the rest of the data.

    Red when `thresholds.failure_share` of the signals that can tell warn by what is recorded, and at least
    `thresholds.failure_signals` do. Amber when some warn, or when fewer than `thresholds.signals_told` of all its
    signals can tell. In place when that many can tell and none warns. Below `thresholds.failure_told` signals that can
    tell, or `thresholds.least_observed` observations behind those that warn, it cannot be told: one fact alone is not
    held against a partnership. Which signal bears on which reason, and the numbers, are
    ours.
    """
    for found in gather_early_warnings(partnership):
        subject, text = found.reason.title.lower(), found.sentence
        if found.state == "cannot tell":
            facts = [signal.fact for signal in found.signals]
            remedy = say_open(partnership, SOURCES[found.reason.id])
            yield cannot_tell(f"on “{subject}”, {text.rstrip('.')}", *facts, subject=subject, remedy=remedy)
        elif found.state == "no sign":
            yield in_place(text, *[signal.fact for signal in found.signals], subject=subject)
        else:
            severity = "red" if found.state == "warning" else "amber"
            yield at_fault(text, *[row.fact for row in found.warnings], subject=subject, severity=severity)


@rule(
    "EV402",
    "¶4.10, ¶4.11",
    capability="self-assessment",
    question="Are people and resources set aside for evaluation?",
    why="Evaluation requires planned collection of data; the guide's model has support and evaluation systems.",
    remedy="Name a body or a role that evaluates, and set money or time aside for it.",
    stage="planning",
    basis="follows",
    strength="demands",
)
def evaluation_is_provided_for(partnership: Partnership) -> Judgements:
    """Look for a body of kind `evaluation`, or a resource whose purpose it is."""
    signal = evaluation_has_a_home(partnership)
    text = f"{with_capital(signal.text)}."
    if signal.supports:
        yield in_place(text, *signal.evidence)
    elif signal.contradicts:
        yield at_fault(text, *signal.evidence)
    else:
        yield cannot_tell(signal.text, *signal.evidence, way=EVALUATION)


@rule(
    "EV403",
    "¶4.11",
    capability="action-plan",
    strength="demands",
    question="Is no action overdue?",
    why="The guide calls a commitment to act essential if things do not go well; an action past its date shows none.",
    remedy="Do it, give it a new date and a reason, or drop it and say why.",
    basis="follows",
)
def actions_are_on_time(partnership: Partnership) -> Judgements:
    """Look for open actions past their date: amber, and red when a review has already found them open past it."""
    records = {row.id: row for row in partnership.actions}
    table = assess_actions(partnership)
    pending = table[table["done"].isna()]
    overdue, undated = (pending[pending["state"] == state] for state in ("overdue", "no date"))
    if table.empty:
        yield cannot_tell("no action is recorded", way=ACTIONS)
        return
    for row in overdue.itertuples():
        record = records[str(row.action)]
        last = partnership.last_review
        again = last is not None and record.due is not None and record.due < last
        late = counted(int(str(row.days_late)), "day")
        text = f"“{record.title}” ({_owner(partnership, record)}) was due on {say_day(record.due)}, {late} ago."
        text += " The last review already found it open." if again else ""
        evidence = fact(f"due {say_day(record.due)}, not recorded as done", record, "due")
        yield at_fault(text, evidence, subject=f"action {record.id}", consequence="date" if again else None)
    dated = len(pending) - len(undated)
    if pending.empty:
        yield in_place(f"{counted(len(table), 'action')} done, none open.")
    elif partnership.as_at is None or not dated:
        missing = "the partnership is seen at no date" if dated else "no open action has a date"
        yield cannot_tell(missing, count=len(undated) or None, way=REVIEWS if dated else DUE)
    elif overdue.empty and undated.empty:
        yield in_place(f"{counted(dated, 'action')} open, none overdue.")
    elif overdue.empty:
        bare = f"{len(undated)} of {counted(len(pending), 'open action')} {verb(len(undated), 'has', 'have')} no date"
        yield cannot_tell(f"{bare}; none of the others is overdue", count=len(undated), way=DUE)


def _owner(partnership: Partnership, action: Action) -> str:
    return partnership.name_of(action.owner) if action.owner else "no owner recorded"


@rule(
    "EV404",
    "¶4.11",
    capability="action-plan",
    question="Has each open action somebody who does it and a date?",
    why="An action without an owner and a date is only a wish.",
    remedy="Name a partner or a role, and a day.",
    basis="ours",
    strength="mentions",
)
def actions_have_owner_and_date(partnership: Partnership) -> Judgements:
    """Look at each open action: who and by when. The guide expects no such record, so what is missing is asked for."""
    pending = [row for row in partnership.actions if row.done is None]
    if not pending:
        if not partnership.actions:
            yield cannot_tell("no action is recorded", way=ACTIONS)
        return
    weak = [row for row in pending if row.owner is None or row.due is None]
    for subject, way in (("owner", OWNERS), ("date", DUE)):
        lacking = [row for row in pending if (row.owner if subject == "owner" else row.due) is None]
        if lacking:
            facts = [fact(row.title, row, "owner" if subject == "owner" else "due") for row in lacking]
            count = f"{len(lacking)} of {counted(len(pending), 'open action')} {verb(len(lacking), 'has', 'have')}"
            which = listed([f"“{row.title}”" for row in lacking], 2, rest=OTHERS)
            text = f"{count} no {subject} recorded: {which}"
            yield cannot_tell(text, *facts, subject=subject, count=len(lacking), way=way)
    if not weak:
        each = each_of(len(pending), "open action")
        yield in_place(f"{with_capital(each)} has an owner and a date.")


@rule(
    "EV405",
    "¶4.8, ¶4.11",
    capability="action-plan",
    question="Does each open action come from a finding, or say what it is about?",
    why="Sustaining a partnership requires planning and action to go together; an action should answer something.",
    remedy="Name the code of the finding under `finding`, or what it is about under `subject`.",
    stage="managing",
    basis="ours",
    strength="mentions",
)
def actions_answer_findings(partnership: Partnership) -> Judgements:
    """Look at each open action for the finding that it answers, its subject or its indicator.

    The guide expects no such record, so what is missing is asked for. A question of data quality: nothing is said of
    actions that say it.
    """
    pending = [row for row in partnership.actions if row.done is None]
    loose = [row for row in pending if not (row.finding or row.subject or row.indicator)]
    if not pending:
        yield cannot_tell("no action is open", way=ACTIONS)
    if loose:
        facts = [fact(row.title, row, "finding") for row in loose]
        count = f"{len(loose)} of {counted(len(pending), 'open action')} {verb(len(loose), 'does', 'do')} not say"
        which = listed([f"“{row.title}”" for row in loose], 2, rest=OTHERS)
        yield cannot_tell(f"{count} which finding it answers: {which}", *facts, count=len(loose), way=SUBJECTS)


@rule(
    "EV406",
    "¶4.11",
    capability="action-plan",
    strength="demands",
    question="Were the actions that the last review left open done since?",
    why="The guide calls a commitment to act essential; actions carried from review to review show none.",
    remedy="Decide at this review: do it with help, change it, or stop it.",
    stage="managing",
    basis="follows",
)
def actions_do_not_linger(partnership: Partnership) -> Judgements:
    """Look at what became of the actions that stood open at the last review; carried past two reviews is a fault.

    When the last review left none open there is nothing to say.
    """
    table = assess_actions(partnership)
    before = table[table["became"].isin(["done", "carried over"])] if len(table) else table
    if partnership.last_review is None:
        yield cannot_tell("no earlier review is recorded", way=REVIEWS)
        return
    if before.empty:
        return
    records = {row.id: row for row in partnership.actions}
    carried = before[before["became"] == "carried over"]
    lingering = carried[carried["carried_over"].astype(int) > 1]
    for row in lingering.itertuples():
        record = records[str(row.action)]
        text = f"“{record.title}” was open at {row.carried_over} reviews before this one."
        yield at_fault(
            text,
            fact(f"agreed {say_day(record.on)}, not recorded as done", record, "done"),
            subject=f"action {record.id}",
        )
    if lingering.empty:
        done = len(before) - len(carried)
        left = counted(len(before), "action")
        text = f"The last review left {left} open: {done} done since"
        if carried.empty:
            yield in_place(f"{text}.")
        else:
            yield part_met(f"{text}, {len(carried)} carried over for the first time.")


@rule(
    "EV407",
    "¶4.11",
    capability="action-plan",
    basis="asked",
    question="Is an action reviewed when the indicator it should move gets worse?",
    why="Evaluation is to tell whether to correct the course or, perhaps, to stop what does not work.",
    remedy="Ask whether the action reaches those who drive the curve; change it, or stop it and say so.",
    stage="measuring",
    strength="mentions",
)
def ineffective_actions_are_questioned(partnership: Partnership) -> Judgements:
    """Look at actions done that name an indicator: at fault when it got worse in periods in which they could show.

    Nothing is said of an action whose indicator got better: there is nothing to question, and no proof of a cause.
    The guide only mentions this: evaluation shows whether to correct the course or, perhaps, to stop an action. What it
    calls essential in ¶4.11, to act when things do not go well, is what EV403 and EV406 look at.
    """
    curves = {curve.indicator.id: curve for curve in assess_curves(partnership)}
    done = [row for row in partnership.actions if row.done is not None]
    rows = [row for row in done if row.indicator in curves]
    if not rows:
        text = "no action done names the indicator that it should move"
        yield cannot_tell(text, count=len(done) or None, way=AIMS)
    for row in rows:
        curve, subject = curves[row.indicator or ""], f"action {row.id}"
        evidence = fact(
            f"{row.title}: done {say_day(row.done)}, should move “{curve.indicator.title}”", row, "indicator"
        )
        text = f"“{row.title}” should move “{curve.indicator.title}”"
        if not curve.values_since_start:
            way = ACTION_FROM if curve.indicator.action_from is None else INDICATOR_VALUES
            yield cannot_tell(f"{text}. {curve.timing.rstrip('.')}", evidence, subject=subject, way=way)
        elif curve.answer == "worse":
            yield at_fault(f"{text}, which got worse. {curve.timing}", evidence, subject=subject)
        elif curve.answer != "better":
            yield cannot_tell(f"{text}: {curve.doubt or curve.answer}", evidence, subject=subject, way=INDICATOR_VALUES)
