"""SC5: conditions, first meeting, constraints and time to bed in (Fig. 3, App. 3, ¶2.3, ¶2.8)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, has_reached, in_place, rule
from partnerlab.analysis.facts.constraints import assess_constraints
from partnerlab.analysis.facts.meetings import assess_bedding
from partnerlab.analysis.findings import Fact, fact
from partnerlab.analysis.scoping.agenda import assess_agenda
from partnerlab.analysis.scoping.conditions import Condition, find_conditions
from partnerlab.dates import months_since
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, each_of, say_day

Judgements = Iterator[Judgement]


def _answered(partnership: Partnership, kind: str, holds: str, fails: str) -> Judgements:
    conditions = [row for row in find_conditions(partnership) if row.kind == kind]
    answered = [row for row in conditions if row.answer is not None]
    weak = [row for row in answered if row.answer != "yes"]
    for row in weak:
        answer = next(answer for answer in row.answers if answer.holds == row.answer)
        shown = f": {answer.evidence}" if answer.evidence else ""
        degree = "only partly " if row.answer == "partly" else "not "
        said = f'"{row.practice.title}" {fails.format(degree=degree)}{shown}'
        evidence = fact(said, answer, "holds")
        yield at_fault(f"{said}.", evidence, *(signal.fact for signal in row.against), subject=row.practice.id)
    if len(answered) < len(conditions):
        silent = ", ".join(row.practice.title for row in conditions if row.answer is None)
        count = f"{len(conditions) - len(answered)} of {len(conditions)} {kind}s"
        yield cannot_tell(f"{count} of Figure 3 were not judged ({silent})")
    elif not weak:
        facts = [fact(f"{row.practice.title}: yes", row.answers[0], "holds") for row in answered]
        yield in_place(f"All {len(conditions)} {kind}s of Figure 3 {holds}.", *facts)


@rule(
    "SC501",
    "Fig. 3, ¶3.1",
    capability="conditions-for-partnership",
    question="Do Figure 3's nine assumptions hold?",
    severity="amber",
    why="Working in partnership rests on them; where one does not hold, what is built on it is weak.",
    remedy="Agree what would make the assumption hold, and who sees to it.",
)
def assumptions_hold(partnership: Partnership) -> Judgements:
    """Look at the latest answers on the nine assumptions under `conditions`; the least favourable counts."""
    yield from _answered(partnership, "assumption", "are said to hold", "is said {degree}to hold")


@rule(
    "SC502",
    "Fig. 3, ¶3.1",
    capability="conditions-for-partnership",
    question="Are Figure 3's nine risks guarded against?",
    severity="amber",
    why="They are the ways in which partnerships go wrong of themselves.",
    remedy="Agree what guards against the risk, and who sees to it.",
)
def risks_of_partnering_are_guarded(partnership: Partnership) -> Judgements:
    """Look at the latest answers on the nine risks under `conditions`; the least favourable counts."""
    yield from _answered(partnership, "risk", "are said to be guarded against", "is said {degree}to be guarded against")


@rule(
    "SC503",
    "Fig. 3",
    capability="conditions-for-partnership",
    question="Do the data agree with what partners say of Figure 3's conditions?",
    severity="amber",
    why="A condition that is said to hold while the file says otherwise is one that nobody is looking after.",
    remedy="Look at both together: either the answer or what the file says needs correcting.",
)
def conditions_agree_with_the_data(partnership: Partnership) -> Judgements:
    """Set each condition answered `yes` against what the data say elsewhere; which data bear on it is our choice."""
    said = [row for row in find_conditions(partnership) if row.answer == "yes" and row.signals]
    doubted = [row for row in said if row.against]
    if not said:
        yield cannot_tell("no condition was answered yes on which the data have something to say")
    for row in doubted:
        yield at_fault(_doubt(row), *_facts(row), subject=row.practice.id)
    if said and not doubted:
        facts = [signal.fact for row in said for signal in row.behind[:1]]
        yield in_place(f"The data agree with {each_of(len(said), 'condition')} said to hold.", *facts)


def _doubt(row: Condition) -> str:
    state = "hold" if row.kind == "assumption" else "be guarded against"
    against = "; ".join(signal.text for signal in row.against)
    return f'"{row.practice.title}" is said to {state}, but {against}.'


def _facts(row: Condition) -> list[Fact]:
    return [fact(f"{row.practice.title}: yes", row.answers[0], "holds"), *(signal.fact for signal in row.against)]


@rule(
    "SC504",
    "¶2.6, App. 3",
    capability="first-meeting",
    question="Were the eight items of the first meeting dealt with?",
    severity="amber",
    why="The first meeting sets the level of collaboration; what it leaves open comes back later.",
    remedy="Settle the points still open under the item, or name who will.",
)
def the_first_meeting_is_complete(partnership: Partnership) -> Judgements:
    """Count the items of App. 3 of which nothing is known, neither from the notes nor from the rest of the file.

    While scoping they are simply still open; from building on, an item of which nothing is known is a fault.
    """
    table = assess_agenda(partnership)
    known = set(table.loc[table["state"] == "known", "item"])
    titles = table.drop_duplicates("item").set_index("item")["title"].to_dict()
    blank = [f"{item} {title}" for item, title in titles.items() if item not in known]
    pending = int((table["state"] == "open").sum())
    text = f"{len(known)} of 8 items have something known, {counted(pending, 'point')} still open"
    noted = [fact(f"item {row.item} noted", row, "item") for row in partnership.agenda]
    if blank and has_reached(partnership, "building"):
        yield at_fault(f"Nothing is known of {', '.join(blank)} ({text}).", *noted)
    elif blank:
        yield cannot_tell(f"nothing is known yet of {', '.join(blank)} ({text})", *noted)
    else:
        yield in_place(
            f"Something is known of each of the eight items; {counted(pending, 'point')} still open.", *noted
        )


@rule(
    "SC505",
    "¶2.3, ¶4.11 list",
    capability="constraints",
    question="Is something done about each constraint?",
    severity="amber",
    why="Under pressure of budgets and deadlines partners protect themselves first; not to see it leads to failure.",
    remedy="Agree what is done about the constraint, and who sees to it.",
)
def constraints_are_answered(partnership: Partnership) -> Judgements:
    """Look for a `response` to each constraint that was not lifted, and for a date that has not passed."""
    table = assess_constraints(partnership)
    if table.empty:
        yield cannot_tell("no constraint is named: neither budget, deadline, duty nor limit on taking part")
        return
    rows = {row.text: row for row in partnership.constraints}
    weak = table[table["state"].isin(["unanswered", "past"])]
    for kind, text, state, until in weak[["kind", "constraint", "state", "until"]].itertuples(index=False):
        said = f"its date, {say_day(until)}, has passed" if state == "past" else "nothing is done about it"
        row = rows[text]
        yield at_fault(f"{kind.capitalize()}: {text}: {said}.", fact(said, row, "response"), subject=text)
    if weak.empty:
        facts = [fact(f"{row.kind}: {row.response or 'lifted'}", row, "response") for row in partnership.constraints]
        yield in_place(f"Something is done about {each_of(len(table), 'constraint')}.", *facts)


@rule(
    "SC506",
    "¶2.8, ¶4.11 list",
    capability="constraints",
    question="Have the members had time to bed in?",
    severity="amber",
    why="It takes several meetings, and underestimating that time is one of the guide's seven reasons for failure.",
    remedy="Hold the meetings first, or move the date.",
    stage="building",
    shown_in=("evaluation",),
)
def members_have_bedded_in(partnership: Partnership) -> Judgements:
    """Count the meetings since the newest partner joined against `thresholds.bedding_meetings` (not in the guide).

    Too few are a fault once the work has begun, or when something falls due within `thresholds.review_months`;
    before that the members are still bedding in.
    """
    bedding = assess_bedding(partnership)
    if bedding.enough is None or bedding.meetings is None:
        yield cannot_tell("no meeting is written down")
        return
    after = f" since {bedding.newest} joined on {say_day(bedding.since)}" if bedding.newest and bedding.since else ""
    text = f"{counted(bedding.meetings, 'meeting')}{after}"
    evidence = fact(text, partnership.meetings[-1], "on")
    left = months_since(partnership.as_at, bedding.first_due)
    soon = left is not None and left < partnership.thresholds.review_months
    if bedding.enough:
        yield in_place(f"{text}: enough to bed in (at least {bedding.needed}).", evidence)
    elif has_reached(partnership, "implementing") or soon:
        due = (
            f", and {bedding.due_what} is due on {say_day(bedding.first_due)}"
            if soon and bedding.first_due
            else ", and the work has begun"
        )
        yield at_fault(f"Only {text}{due}; {bedding.needed} are taken as enough.", evidence)
    else:
        yield cannot_tell(f"the members are still bedding in: {text}, {bedding.needed} are taken as enough", evidence)
