"""EV3: life cycle and sustainability (¶4.7, Fig. 4, ¶4.8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from partnerlab.analysis.catalogue import Judgement, Judgements, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.evaluation.life_cycle import assess_life_cycle, latest_placings
from partnerlab.analysis.evaluation.rules.ways import LASTING, LIFE_CYCLE, REVIEWS
from partnerlab.analysis.evaluation.sustainability import SOURCES, Condition, gather_lasting_conditions, judge_holds
from partnerlab.analysis.facts.answers import all_heard
from partnerlab.analysis.facts.names import named, who_says
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.signal import Signal, rest_on_enough, say_open
from partnerlab.dates import is_longer_ago, months_between
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import SustainabilityAnswer
from partnerlab.wording import counted, listed, say_day, verb


@rule(
    "EV301",
    "¶4.7, Fig. 4",
    capability="life-cycle",
    question="Do partners agree on the stage of the life cycle, and do the data agree with them?",
    why="Knowing the challenges of its stage helps a group to find strategies that sustain it.",
    remedy="Discuss what each partner sees; start with what the earlier of the two stages needs.",
    stage="planning",
    basis="ours",
    strength="mentions",
)
def the_stage_is_understood(partnership: Partnership) -> Judgements:
    """Compare partners' answers with each other, and with the stage that most of its signals speak for.

    At fault when partners' answers lie `thresholds.stages_apart` stages apart or more, or when all of the stages
    that most partners see are later than the signals'. Fewer than `thresholds.least_answers` partners cannot be
    compared. In place needs `thresholds.heard_in_full` of the partners asked. The stages' names are Tuckman's; the
    signals are our choice, and what helps at a stage is from a public sheet.
    """
    cycle, rows = assess_life_cycle(partnership), latest_placings(partnership)
    facts = [fact(f"{who_says(partnership, row.by)}: {row.stage}", row, "stage") for row in rows]
    members = len(partnership.current_partners)
    least = min(partnership.thresholds.least_answers, members)
    together = any(row.by is None for row in rows)
    if not rows or (len(rows) < least and not together):
        count = members - len(rows)
        some = f"only {len(rows)} of {counted(members, 'partner')} {verb(len(rows), 'says', 'say')}"
        missing = f"{some if rows else 'no partner is recorded as saying'} where the group stands"
        yield cannot_tell(missing, *facts, count=count or None, subject="life cycle", way=LIFE_CYCLE)
        return
    if cycle.stage is None:
        yield cannot_tell(cycle.sentence.rstrip("."), *facts, subject="life cycle", way=LIFE_CYCLE)
        return
    most = [stage for stage, count in cycle.said.items() if count == max(cycle.said.values())]
    numbers = cycle.table.set_index("stage")["number"]
    later = min(int(numbers[stage]) for stage in most) - cycle.stage.number
    if cycle.partners_apart >= partnership.thresholds.stages_apart:
        text = f"Partners see stages {counted(cycle.partners_apart, 'step')} apart. {cycle.sentence}"
        yield at_fault(text, *facts, subject="life cycle")
    elif later > 0:
        yield at_fault(f"Partners see a later stage than the data show. {cycle.sentence}", *facts, subject="life cycle")
    elif together or all_heard(partnership, len(rows)):
        yield in_place(cycle.sentence, *facts, subject="life cycle")
    else:
        some = f"{len(rows)} of {counted(members, 'partner')} {verb(len(rows), 'says', 'say')} where the group stands"
        text = f"{some}, no later than the data show. {cycle.sentence}".rstrip(".")
        yield cannot_tell(text, *facts, subject="life cycle", count=members - len(rows), way=LIFE_CYCLE)


@rule(
    "EV302",
    "¶4.8",
    capability="sustainability",
    strength="demands",
    basis="asked",
    question="Do the four conditions of lasting hold?",
    severity="red",
    why="The guide says that success depends on sustaining the partnership.",
    remedy="Agree what would make the condition hold, and who starts.",
    stage="managing",
)
def conditions_of_lasting_hold(partnership: Partnership) -> Judgements:
    """Look at the latest answer of each who answered: the least favourable counts.

    Nothing is told of fewer answers by single partners than `thresholds.least_answers`.
    Red when `thresholds.lasting_red` of those who answered say no, or when all together do and the rest of the data
    bears them out; amber when fewer do, or when it holds in part. Red needs answers by `thresholds.least_coverage` of
    the partners and more than one observation (`thresholds.least_observed`), in place answers by
    `thresholds.heard_in_full`, or one by all together, and no data against it.
    """
    members = len(partnership.current_partners)
    for found in gather_lasting_conditions(partnership):
        yield _judge_condition(partnership, found, members)


def _judge_condition(partnership: Partnership, found: Condition, members: int) -> Judgement:
    if found.holds is None:
        missing = f"no answer is recorded on {found.name}"
        return cannot_tell(missing, subject=found.name, count=members or None, way=LASTING)
    facts = [
        fact(f"{who_says(partnership, row.by)}: {row.holds}{_because([row])}", row, "holds") for row in found.answers
    ]
    together = any(row.by is None for row in found.answers)
    asked = len(found.answers)
    because = _because(found.answers)
    of = "as the partners say together" if together else f"as {asked} of {counted(members, 'partner')} answered"
    if found.holds == "yes":
        if text := _say_few(partnership, found):
            said = verb(asked, "says", "say")
            text = f"{text}, and {said} that it holds{because}"
            return cannot_tell(text, *facts, subject=found.name, count=members - asked, way=LASTING)
        if seen := [row for row in found.against if row.n]:
            text = f"{found.text} This is said to hold, {of}. Against it: {first_of(seen)}"
            return cannot_tell(text, *facts, subject=found.name, way=LASTING)
        return in_place(f"{found.text} This holds, {of}{because}.", *facts, subject=found.name)
    worst = [row for row in found.answers if row.holds == found.holds]
    all_say = any(row.by is None for row in worst)
    who = "the partners together" if all_say else named(partnership, [row.by for row in worst if row.by])
    said = "This holds in part" if found.holds == "partly" else "This does not hold"
    count = f", {len(worst)} of {counted(asked, 'answer')}" if asked > 1 else ""
    one = len(worst) == 1 and worst[0].by is not None
    because = _because(worst)
    text = f"{found.text} {said}, {'says' if one else 'say'} {who}{count}{because}."
    limits = partnership.thresholds
    seen = [row for row in found.against if row.n]
    said_by = [row.holds for row in found.answers]
    judged = judge_holds(said_by, members, limits, together=all_say, borne_out=bool(seen))
    if judged == "cannot tell":
        few = f"{asked} of {counted(members, 'partner')} answered about {found.name}"
        return cannot_tell(f"{few}: {text.rstrip('.')}", *facts, subject=found.name, count=members - asked, way=LASTING)
    if judged == "denied" and all_say:
        text = f"{text} The data support it: {first_of(seen)}." if seen else text
    return at_fault(text, *facts, subject=found.name, severity="red" if judged == "denied" else "amber")


def _because(answers: Iterable[SustainabilityAnswer]) -> str:
    """What those who gave some answers say shows it, in brackets; empty where they say nothing."""
    shown = "; ".join(row.evidence for row in answers if row.evidence)
    return f" ({shown})" if shown else ""


def first_of(found: Sequence[Signal]) -> str:
    """Say the first of some signals, and how many more there are."""
    return listed([row.text for row in found], 1, rest=("more signal", "more signals"))


def _say_few(partnership: Partnership, found: Condition) -> str:
    """Say that not all partners answered, so that a yes does not stand for all; empty when they did, or together."""
    asked = len(found.answers)
    if all_heard(partnership, asked) or any(row.by is None for row in found.answers):
        return ""
    return f"{asked} of {counted(len(partnership.current_partners), 'partner')} answered about {found.name}"


@rule(
    "EV303",
    "¶4.8",
    capability="sustainability",
    question="Do the data support what partners say about lasting?",
    why="A condition that partners say holds, with nothing else to show it, is only a hope.",
    remedy="Look at both together, and correct the answer or the record.",
    stage="managing",
    basis="ours",
    strength="mentions",
)
def lasting_is_borne_out(partnership: Partnership) -> Judgements:
    """Set each answer beside what the rest of the data say: relationships, communication, actions, reviews.

    In place when partners say yes and nothing in the data speaks against it. That partners and data agree on a
    condition that does not hold is no practice: EV302 tells of it. Fewer observations against it than
    `thresholds.least_observed` are not held against it.
    """
    for found in gather_lasting_conditions(partnership):
        against = [signal.fact for signal in found.against]
        facts = [signal.fact for signal in found.signals]
        if found.holds is None:
            yield cannot_tell(f"no answer is recorded on {found.name}", subject=found.name, way=LASTING)
        elif not found.signals:
            remedy = say_open(partnership, SOURCES[found.name])
            yield cannot_tell(
                f"nothing else in the data says anything about {found.name}", subject=found.name, remedy=remedy
            )
        elif found.holds == "yes" and against and not rest_on_enough(found.against, partnership.thresholds):
            text = f"it is said to hold, and one observation alone counts against it: {against[0].text}"
            yield cannot_tell(text, *against, subject=found.name, remedy=say_open(partnership, SOURCES[found.name]))
        elif found.holds == "yes" and against:
            told = "; ".join(row.text for row in against)
            count = f"{len(against)} of {counted(len(facts), 'signal')} {verb(len(against), 'counts', 'count')}"
            text = f"It is said to hold, and {count} against it: {told}."
            yield at_fault(text, *against, subject=found.name)
        elif found.holds == "yes" and (few := _say_few(partnership, found)):
            yield cannot_tell(few, *facts, subject=found.name, way=LASTING)
        elif found.holds == "yes":
            count = f"{counted(len(facts), 'signal')} {verb(len(facts), 'supports', 'support')}"
            yield in_place(f"It is said to hold, and {count} it.", *facts, subject=found.name)
        elif found.holds == "no" and not against:
            text = f"partners say that {found.name} does not hold, and the data do not show why"
            yield cannot_tell(text, *facts, subject=found.name, remedy="Ask those who say so what they see.")


@rule(
    "EV304",
    "¶4.8, ¶4.11",
    capability="sustainability",
    question="Is the partnership reviewed regularly?",
    why="The guide calls monitoring of progress essential. Regular reports help to keep support and enthusiasm.",
    remedy="Set the date of the next review, and list it under `reviews`.",
    stage="managing",
    basis="follows",
    strength="demands",
)
def reviews_are_regular(partnership: Partnership) -> Judgements:
    """Look at the time between reviews, the present one included, against `thresholds.review_months`, which is ours.

    Fewer reviews than `thresholds.least_reviews` cannot be called regular.
    """
    as_at, limit, least = (
        partnership.as_at, partnership.thresholds.review_months, partnership.thresholds.least_reviews,
    )  # fmt: skip
    past = sorted((row for row in partnership.reviews if as_at is None or row.on <= as_at), key=lambda row: row.on)
    if not past or as_at is None:
        missing = "no review is recorded" if not past else "the partnership is seen at no date"
        yield cannot_tell(missing, way=REVIEWS)
        return
    gap = months_between(past[-1].on, as_at)
    between = max((months_between(a.on, b.on) for a, b in pairwise(past)), default=0)
    evidence = fact(f"{counted(len(past), 'review')}, the last on {say_day(past[-1].on)}", past[-1], "on")
    allowed = counted(limit, "month")
    if is_longer_ago(past[-1].on, as_at, limit):
        ago = f"{'over ' if gap == limit else ''}{counted(gap, 'month')} ago"
        text = f"The last review was {ago}; our limit for regular reviews is {allowed}."
        yield at_fault(text, evidence)
    elif any(is_longer_ago(a.on, b.on, limit) for a, b in pairwise(past)):
        passed = f"{'Over' if between == limit else 'Up to'} {counted(between, 'month')}"
        text = f"{passed} passed between reviews; our limit for regular reviews is {allowed}."
        yield at_fault(text, evidence)
    elif len(past) < least:
        text = f"{counted(len(past), 'review')} {verb(len(past), 'is', 'are')} recorded, too few to be called regular"
        yield cannot_tell(text, evidence, way=REVIEWS)
    else:
        held = f"{counted(len(past), 'review')} held"
        apart = f", never more than {allowed} apart" if len(past) > 1 else f", at most {allowed} ago"
        yield in_place(f"{held}{apart}.", evidence)
