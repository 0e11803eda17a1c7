"""EV82: what a review and an ending decide, learn and recognise (¶4.8, ¶4.11)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, at_fault, cannot_tell, has_reached, in_place, part_met, rule
from partnerlab.analysis.evaluation.rules.ways import DECISIONS, LESSONS, THANKS
from partnerlab.analysis.facts.endings import latest_decision
from partnerlab.analysis.facts.moments import began
from partnerlab.analysis.findings import fact
from partnerlab.dates import months_since
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, say_day, verb

CLOSING = ("stop", "hand over")


@rule(
    "EV821",
    "¶4.11",
    capability="action-plan",
    basis="follows",
    strength="advises",
    question="Was it decided, on evidence, whether to go on, change or stop?",
    why="Evaluation is to tell whether the partnership is on track, needs to act, or should stop something.",
    remedy="Put the evidence before the board, and enter what it decides under `decisions`.",
    stage="reviewing",
)
def the_course_is_decided(partnership: Partnership) -> Judgements:
    """Look for the latest of `decisions`, and what it rests on.

    At the reviewing stage a decision is expected `thresholds.review_months` after the stage began. At the ending stage
    it is a decision to stop or to hand over. The guide asks for no such decision: it follows from what evaluation is
    for. Evaluation is at the heart of success in ¶4.11, which is advice; essential there are monitoring and acting.
    """
    latest, ending = latest_decision(partnership), has_reached(partnership, "ending")
    since = began(partnership, "reviewing")
    if latest is None:
        age = months_since(since, partnership.as_at)
        if ending:
            yield at_fault("The partnership is ending, and no decision to stop or to hand over is recorded.")
        elif age is not None and age > partnership.thresholds.review_months:
            text = f"No decision to go on, change or stop is recorded since reviewing began on {say_day(since)}."
            yield at_fault(text)
        else:
            yield cannot_tell("no decision to go on, change or stop is recorded", count=1, way=DECISIONS)
        return
    said = f"It was decided on {say_day(latest.on)} to {latest.decision}"
    evidence = fact(f"{latest.decision}: {latest.evidence or 'no evidence recorded'}", latest, "decision")
    if ending and latest.decision not in CLOSING:
        yield at_fault(f"{said}, yet the partnership is at the ending stage.", evidence)
    elif not ending and since is not None and latest.on < since:
        yield at_fault(f"{said}, before reviewing began on {say_day(since)}; nothing later is recorded.", evidence)
    elif not latest.evidence:
        yield part_met(f"{said}. What the decision is based on is not recorded.", evidence)
    else:
        yield in_place(f"{said}, based on: {latest.evidence}.", evidence)


@rule(
    "EV822",
    "¶4.8",
    capability="sustainability",
    basis="follows",
    strength="demands",
    question="Is it recorded what was learned?",
    why="Lasting needs partners who learn. What is not written down goes with the people who know it.",
    remedy="Ask each partner what it would do differently, and enter it under `lessons`.",
    stage="reviewing",
)
def lessons_are_recorded(partnership: Partnership) -> Judgements:
    """Look under `lessons`; a record is expected at the ending stage, where lessons are also shared."""
    rows, ending = partnership.lessons, has_reached(partnership, "ending")
    facts = [fact(row.lesson, row, "lesson") for row in rows]
    shared = sum(row.shared_with is not None for row in rows)
    count = f"{counted(len(rows), 'lesson')} {verb(len(rows), 'is', 'are')} recorded"
    if not rows and ending:
        yield at_fault("The partnership is ending, and nothing that was learned is recorded.")
    elif not rows:
        yield cannot_tell("nothing that was learned is recorded", way=LESSONS)
    elif ending and shared < len(rows):
        said = f"{shared} of {len(rows)} {verb(shared, 'was', 'were')}" if shared else "none was"
        remedy = "Share each lesson with those whom it would help, and record with whom under `lessons.shared_with`."
        yield part_met(f"{count}; {said} shared with others.", *facts, remedy=remedy)
    else:
        yield in_place(f"{count}, the last on {say_day(max(row.on for row in rows))}.", *facts)


@rule(
    "EV823",
    "¶4.8",
    capability="sustainability",
    basis="follows",
    strength="demands",
    question="Is it recorded whose part was recognised?",
    why="Lasting needs partners who are recognised and rewarded. A record shows who was.",
    remedy="Thank those who took part, and enter it under `thanks`.",
    stage="reviewing",
)
def parts_are_recognised(partnership: Partnership) -> Judgements:
    """Look under `thanks`; what is not recorded may have been done, so it is only asked for."""
    rows = partnership.thanks
    if not rows:
        yield cannot_tell("it is not recorded whose part was recognised", way=THANKS)
        return
    facts = [fact(f"{partnership.name_of(row.whom)}: {row.how or 'thanked'}", row, "whom") for row in rows]
    last = max(rows, key=lambda row: row.on)
    yield in_place(f"{partnership.name_of(last.whom)} was thanked on {say_day(last.on)}.", *facts)
