"""SC5: conditions, first meeting, constraints and time to bed in (Fig. 3, App. 3, ¶2.3, ¶2.8)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, has_reached, in_place, rule
from partnerlab.analysis.facts.constraints import assess_constraints
from partnerlab.analysis.facts.meetings import assess_bedding
from partnerlab.analysis.facts.names import NAMED, OTHERS, named
from partnerlab.analysis.findings import Fact, fact
from partnerlab.analysis.scoping.agenda import assess_agenda
from partnerlab.analysis.scoping.conditions import Condition, gather_scoping_conditions
from partnerlab.analysis.signals.signal import rest_on_enough
from partnerlab.dates import months_since
from partnerlab.partnership import Partnership
from partnerlab.partnership.case import Constraint
from partnerlab.wording import counted, each_of, listed, say_day, verb, with_capital

CONDITIONS = Way("conditions.holds", "Ask the partners about each condition of Figure 3.")
MEETINGS = Way("meetings.on", "Find out when the members have met.")


def _answered(partnership: Partnership, kind: str, holds: str, fails: str) -> Judgements:
    conditions = [row for row in gather_scoping_conditions(partnership) if row.kind == kind]
    answered = [row for row in conditions if row.answer is not None]
    partners = len(partnership.current_partners)
    few = [row for row in answered if _voices(row) and len(row.answers) < partnership.thresholds.least_answers]
    few = few if partners > 1 else []
    weak = [row for row in answered if row.answer != "yes" and row not in few]
    for row in few:
        yield cannot_tell(
            f"on “{row.practice.title}” {len(row.answers)} of {counted(partners, 'partner')} "
            f"{verb(len(row.answers), 'has', 'have')} answered",
            fact(f"{row.practice.title}: {row.answer}", row.answers[0], "holds"),
            subject=row.practice.id,
            way=Way("conditions.holds", "Ask the other partners about each condition of Figure 3."),
            count=partners - len(row.answers),
        )
    for row in weak:
        answer = next(answer for answer in row.answers if answer.holds == row.answer)
        shown = f": {answer.evidence}" if answer.evidence else ""
        degree = "only partly " if row.answer == "partly" else "not "
        said = f"“{row.practice.title}” {fails.format(degree=degree)}{_voices(row)}{shown}"
        evidence = fact(said, answer, "holds")
        yield at_fault(f"{said}.", evidence, *(signal.fact for signal in row.against), subject=row.practice.id)
    if len(answered) < len(conditions):
        silent = [row.practice.title for row in conditions if row.answer is None]
        has = verb(len(silent), "has", "have")
        yield cannot_tell(
            f"{len(silent)} of {len(conditions)} {kind}s of Figure 3 {has} no answer recorded: {listed(silent, 3)}",
            way=CONDITIONS,
            count=len(silent),
        )
    elif not weak and not few:
        facts = [fact(f"{row.practice.title}: yes", row.answers[0], "holds") for row in answered]
        yield in_place(f"All {len(conditions)} {kind}s of Figure 3 {holds}.", *facts)


def _voices(row: Condition) -> str:
    """How many of those who answered say so; nothing where the partners answered together only."""
    alone = [answer for answer in row.answers if answer.by is not None]
    same = sum(answer.holds == row.answer for answer in row.answers)
    return f" by {same} of {counted(len(row.answers), 'answer')}" if alone else ""


@rule(
    "SC501",
    "Fig. 3, ¶3.1",
    basis="follows",
    strength="advises",
    capability="conditions-for-partnership",
    question="Do Figure 3's nine assumptions hold?",
    why="Figure 3 gives them as what effective partnership working rests on.",
    remedy="Agree what would make the assumption hold, and who sees to it.",
)
def assumptions_hold(partnership: Partnership) -> Judgements:
    """Look at the latest answers on the nine assumptions under `conditions`; the least favourable counts."""
    yield from _answered(partnership, "assumption", "are said to hold", "is said {degree}to hold")


@rule(
    "SC502",
    "Fig. 3, ¶3.1",
    basis="follows",
    strength="advises",
    capability="conditions-for-partnership",
    question="Are Figure 3's nine risks guarded against?",
    why="Figure 3 gives them as the risks of working in partnership.",
    remedy="Agree what guards against the risk, and who sees to it.",
)
def risks_of_partnering_are_guarded(partnership: Partnership) -> Judgements:
    """Look at the latest answers on the nine risks under `conditions`; the least favourable counts."""
    yield from _answered(partnership, "risk", "are said to be guarded against", "is said {degree}to be guarded against")


@rule(
    "SC503",
    "Fig. 3",
    basis="ours",
    strength="mentions",
    capability="conditions-for-partnership",
    question="Do the data agree with what partners say of Figure 3's conditions?",
    why="Where the answer and the rest of the file differ, one of the two needs another look.",
    remedy="Look at both together: either the answer or what the file says needs correcting.",
)
def conditions_agree_with_the_data(partnership: Partnership) -> Judgements:
    """Set each condition answered `yes` against what the data say elsewhere; which data bear on it is our choice.

    Answers that agree with the data are no practice of their own, so nothing is said of them. Fewer observations
    against an answer than `thresholds.least_observed` leave it open.
    """
    said = [row for row in gather_scoping_conditions(partnership) if row.answer == "yes" and row.signals]
    doubted = [row for row in said if row.against]
    if not said:
        silent = sum(row.answer is None for row in gather_scoping_conditions(partnership))
        yield cannot_tell(
            "no condition is answered yes on which the rest of the file has evidence",
            way=CONDITIONS,
            count=silent or None,
        )
    for row in doubted:
        if rest_on_enough(row.against, partnership.thresholds):
            yield at_fault(_doubt(row), *_facts(row), subject=row.practice.id)
        else:
            text = f"one observation alone differs: {_doubt(row).rstrip('.')}"
            yield cannot_tell(text, *_facts(row), subject=row.practice.id, way=ASK_AGAIN)


ASK_AGAIN = Way("conditions.holds", "Look at both together, and ask the partners again.")
"""What to do where a single observation differs from what partners say."""


def _doubt(row: Condition) -> str:
    state = "hold" if row.kind == "assumption" else "be guarded against"
    against = "; ".join(signal.text for signal in row.against)
    return f"“{row.practice.title}” is said to {state}, but {against}."


def _facts(row: Condition) -> list[Fact]:
    return [fact(f"{row.practice.title}: yes", row.answers[0], "holds"), *(signal.fact for signal in row.against)]


@rule(
    "SC504",
    "¶2.6, App. 3",
    strength="advises",
    capability="first-meeting",
    basis="asked",
    question="Is something recorded on each of the eight items of the first meeting?",
    why="The first meeting sets the level of collaboration; the guide suggests eight items for it.",
    remedy="Settle the points still open under the item, or name who will.",
)
def the_first_meeting_is_complete(partnership: Partnership) -> Judgements:
    """Count the items of App. 3 on which nothing is recorded, neither in the notes nor in the rest of the file.

    While building, when the first meeting is due, that is a fault; before and after it cannot be told. In place needs
    that no point of an item is open.
    """
    table = assess_agenda(partnership)
    known = set(table.loc[table["state"] == "known", "item"])
    titles = table.drop_duplicates("item").set_index("item")["title"].to_dict()
    blank = [f"“{title}”" for item, title in titles.items() if item not in known]
    nothing = f"othing is known yet of {listed(blank, NAMED, rest=OTHERS)}"
    pending = int((table["state"] == "open").sum())
    still = f"{counted(pending, 'point', none='no')} still open"
    has = verb(len(known), "has", "have")
    text = f"{len(known)} of {len(titles)} items {has} something that is known, {still}"
    noted = [fact(f"{titles.get(row.item, f'item {row.item}')}: noted", row, "item") for row in partnership.agenda]
    if blank and partnership.current_stage == "building":
        yield at_fault(f"N{nothing}. {text}.", *noted)
    elif blank:
        yield cannot_tell(
            f"n{nothing}. {text}",
            *noted,
            way=Way("agenda.known", "Find out what was agreed on each item of the first meeting."),
            count=len(blank),
        )
    elif pending:
        yield cannot_tell(
            f"something is known of each of the {len(titles)} items, with {still}",
            *noted,
            way=Way("agenda.known", "Find out what was agreed on each point of the first meeting that is still open."),
            count=pending,
        )
    else:
        yield in_place(f"Each of the {len(titles)} items has something that is known, and no point is open.", *noted)


@rule(
    "SC505",
    "¶2.3, ¶4.11 list",
    basis="follows",
    strength="advises",
    capability="constraints",
    question="Is something done about each constraint?",
    why="Budgets and deadlines can keep partners from committing fully; not to see limits is a common failing.",
    remedy="Agree what is done about the constraint, and who sees to it.",
)
def constraints_are_answered(partnership: Partnership) -> Judgements:
    """Look for a `response` to each constraint that was not lifted, and for a date that has not passed.

    No response is red once the date has passed or is `thresholds.constraint_days` away or less. Before, and without a
    date, what was not recorded cannot be told: the guide expects no such record.
    """
    table = assess_constraints(partnership)
    if table.empty:
        yield cannot_tell(
            "no budget, deadline, duty or limit on taking part is recorded",
            way=Way("constraints.text", "Ask each partner what limits its part."),
        )
        return
    states = dict(zip(table["constraint"], table["state"], strict=True))
    open_rows = [row for row in partnership.constraints if states[row.text] in {"unanswered", "past"}]
    silent = [row for row in open_rows if row.response is None and not _is_near(partnership, row)]
    for row in [row for row in open_rows if row not in silent]:
        past = f"its date, {say_day(row.until)}, has passed" if states[row.text] == "past" else ""
        if row.response is None:
            said = f"{past}, with no response recorded" if past else ""
            said = said or f"no response is recorded; its date is {say_day(row.until)}"
        yield at_fault(
            f"“{row.text.rstrip('.')}”: {past if row.response else said}.",
            fact(row.response or "response: not recorded", row, "response"),
            subject=_subject(partnership, row),
            consequence=None if row.response else "date",
        )
    if silent:
        facts = [fact(f"{row.kind}: {row.text.rstrip('.')}", row, "response") for row in silent]
        which = listed([f"“{row.text.rstrip('.')}”" for row in silent], 2, rest=OTHERS)
        yield cannot_tell(
            f"no response is recorded to {len(silent)} of {counted(len(table), 'constraint')}: {which}",
            *facts,
            way=Way("constraints.response", "Find out what is done about each constraint, and who sees to it."),
            count=len(silent),
        )
    if not open_rows:
        facts = [fact(f"{row.kind}: {row.response or 'lifted'}", row, "response") for row in partnership.constraints]
        lifted = int((table["state"] == "lifted").sum())
        done = f"A response is recorded to {each_of(len(table) - lifted, 'constraint')}"
        gone = f"{counted(lifted, 'constraint')} {verb(lifted, 'was', 'were')} lifted"
        said = gone if lifted == len(table) else f"{done}; {gone}" if lifted else done
        yield in_place(f"{said}.", *facts)


def _is_near(partnership: Partnership, row: Constraint) -> bool:
    """Whether a constraint's date has passed, or is so near that doing nothing about it is grave."""
    if row.until is None or partnership.as_at is None:
        return False
    return (row.until - partnership.as_at).days <= partnership.thresholds.constraint_days


def _subject(partnership: Partnership, row: Constraint) -> str:
    """Return the kind, with a number from the second of its kind on: the text itself stands in the message."""
    of_kind = [other for other in partnership.constraints if other.kind == row.kind]
    number = of_kind.index(row) + 1
    return row.kind if number == 1 else f"{row.kind} {number}"


@rule(
    "SC506",
    "¶2.8, ¶4.11 list",
    strength="advises",
    capability="constraints",
    basis="asked",
    question="Have the members had time to bed in?",
    why="It takes several meetings; underestimating that time is one of the guide's common reasons for failure.",
    remedy="Hold the meetings first, or move the date.",
    stage="building",
    shown_in=("evaluation",),
)
def members_have_bedded_in(partnership: Partnership) -> Judgements:
    """Count the meetings since the newest partner joined against `thresholds.bedding_meetings` (not in the guide).

    Too few are a fault once the work has begun, or when something falls due within `thresholds.review_months`;
    before that the members are still bedding in. Of fewer meetings than `thresholds.least_meetings` in all it cannot be
    told.
    """
    bedding = assess_bedding(partnership)
    if bedding.enough is None or bedding.meetings is None:
        yield cannot_tell("no meeting is recorded", way=MEETINGS)
        return
    newest = [row.id for row in partnership.current_partners if bedding.since and row.joined == bedding.since]
    after = f" since {named(partnership, newest)} joined on {say_day(bedding.since)}" if newest else ""
    text = f"{counted(bedding.meetings, 'meeting', none='no')} recorded{after}"
    evidence = fact(text, partnership.meetings[-1], "on")
    left = months_since(partnership.as_at, bedding.first_due)
    soon = left is not None and left < partnership.thresholds.review_months
    if bedding.enough:
        yield in_place(f"{text}: enough to bed in (our threshold is {bedding.needed}).", evidence)
    elif len(partnership.meetings) < partnership.thresholds.least_meetings:
        yield cannot_tell(
            f"only {counted(len(partnership.meetings), 'meeting')} is recorded; our threshold is {bedding.needed}",
            evidence,
            way=MEETINGS,
            count=partnership.thresholds.least_meetings - len(partnership.meetings),
        )
    elif has_reached(partnership, "implementing") or soon:
        due = (
            f", and “{bedding.due_what}” is due on {say_day(bedding.first_due)}"
            if soon and bedding.first_due
            else ", and the work has begun"
        )
        few = with_capital(text) if bedding.meetings == 0 else f"Only {text}"
        yield at_fault(f"{few}{due}; our threshold is {bedding.needed}.", evidence)
    else:
        yield cannot_tell(
            f"the members are still bedding in: {text}; our threshold is {bedding.needed}",
            evidence,
            way=Way("meetings.on", "Record each meeting as it is held."),
            count=bedding.needed - bedding.meetings,
        )
