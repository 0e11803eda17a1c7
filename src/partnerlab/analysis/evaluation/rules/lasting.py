"""EV3: life cycle and sustainability (¶4.7, Fig. 4, ¶4.8)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.evaluation.life_cycle import assess_life_cycle, latest_placings
from partnerlab.analysis.evaluation.sustainability import find_conditions
from partnerlab.analysis.findings import fact
from partnerlab.dates import months_between
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, say_day

Judgements = Iterator[Judgement]


@rule(
    "EV301",
    "¶4.7, Fig. 4",
    capability="life-cycle",
    question="Do partners agree where the group stands in its life cycle, and do the data bear them out?",
    severity="amber",
    why="Strategies follow from the stage; partners who see different stages will want different things.",
    remedy="Talk about what each sees; start with what the earlier of the two stages asks for.",
    stage="planning",
)
def the_stage_is_understood(partnership: Partnership) -> Judgements:
    """Compare partners' answers with each other, and with the stage that most of its signals speak for.

    At fault when partners' answers lie `thresholds.stages_apart` stages apart or more, or when most partners see a
    later stage than the signals do. The stage's name is Tuckman's; the signals are our choice.
    """
    cycle, rows = assess_life_cycle(partnership), latest_placings(partnership)
    if not rows or cycle.stage is None:
        yield cannot_tell("no partner was asked where the group stands" if not rows else cycle.sentence.rstrip("."))
        return
    facts = [fact(f"{row.by or 'all'}: {row.stage}", row, "stage") for row in rows]
    most = max(sorted(cycle.said), key=lambda stage: cycle.said[stage])
    later = int(cycle.table.set_index("stage")["number"][most]) - cycle.stage.number
    if cycle.partners_apart >= partnership.thresholds.stages_apart:
        text = f"Partners see stages {cycle.partners_apart} steps apart. {cycle.sentence}"
        yield at_fault(text, *facts, subject="life cycle")
    elif later > 0:
        yield at_fault(
            f"Most partners see a later stage than the data do. {cycle.sentence}", *facts, subject="life cycle"
        )
    else:
        yield in_place(cycle.sentence, *facts, subject="life cycle")


@rule(
    "EV302",
    "¶4.8",
    capability="sustainability",
    question="Do the four conditions of lasting hold?",
    severity="red",
    why="The guide says that success depends on sustaining the partnership.",
    remedy="Agree what would make the condition hold, and who starts.",
    stage="managing",
)
def conditions_of_lasting_hold(partnership: Partnership) -> Judgements:
    """Look at the latest answer of each who answered: the least favourable counts. No is red, partly amber."""
    for found in find_conditions(partnership):
        facts = [
            fact(f"{row.by or 'all'}: {row.holds} {row.evidence or ''}".strip(), row, "holds") for row in found.answers
        ]
        shown = "; ".join(row.evidence for row in found.answers if row.evidence)
        because = f" ({shown})" if shown else ""
        if found.holds is None:
            yield cannot_tell(f"nobody was asked about {found.name}", subject=found.name)
        elif found.holds == "yes":
            yield in_place(f"{found.text} This holds{because}.", *facts, subject=found.name)
        else:
            who = listed(row.by or "the partners" for row in found.answers if row.holds == found.holds)
            said = "This holds in part" if found.holds == "partly" else "This does not hold"
            text = f"{found.text} {said}, as seen by {who}{because}."
            yield at_fault(text, *facts, subject=found.name, severity="red" if found.holds == "no" else "amber")


@rule(
    "EV303",
    "¶4.8",
    capability="sustainability",
    question="Do the data bear out what partners say of lasting?",
    severity="amber",
    why="A condition that is said to hold and does not show elsewhere is a hope.",
    remedy="Look at both together, and correct the answer or what it speaks of.",
    stage="managing",
)
def lasting_is_borne_out(partnership: Partnership) -> Judgements:
    """Set each answer beside what the rest of the data say: relationships, communication, actions, reviews."""
    for found in find_conditions(partnership):
        against = [signal.fact for signal in found.signals if signal.contradicts]
        if found.holds is None or not found.signals:
            missing = "nobody was asked about" if found.holds is None else "nothing else in the data bears on"
            yield cannot_tell(f"{missing} {found.name}", subject=found.name)
        elif found.holds == "yes" and against:
            text = f"It is said to hold, and the data speak against it: {'; '.join(row.text for row in against)}."
            yield at_fault(text, *against, subject=found.name)
        elif found.holds == "no" and not against:
            facts = [signal.fact for signal in found.signals]
            yield cannot_tell(
                f"partners say that {found.name} does not hold, and the data do not show why",
                *facts,
                subject=found.name,
            )
        else:
            text = f"Partners say {found.holds}; the data speak {found.data_say}."
            yield in_place(text, *[signal.fact for signal in found.signals], subject=found.name)


@rule(
    "EV304",
    "¶4.8, ¶4.11",
    capability="sustainability",
    question="Is the partnership reviewed regularly?",
    severity="amber",
    why="Ongoing monitoring and regular reports keep relationships, support and enthusiasm.",
    remedy="Set the date of the next review, and list it under `reviews`.",
    stage="managing",
)
def reviews_are_regular(partnership: Partnership) -> Judgements:
    """Look at the time between reviews, the present one included, against `thresholds.review_months`."""
    as_at, limit = partnership.as_at, partnership.thresholds.review_months
    past = sorted((row for row in partnership.reviews if as_at is None or row.on <= as_at), key=lambda row: row.on)
    if not past or as_at is None:
        yield cannot_tell("no review is recorded" if not past else "the partnership is seen at no date")
        return
    gap = months_between(past[-1].on, as_at)
    between = max((months_between(a.on, b.on) for a, b in pairwise(past)), default=0)
    evidence = fact(f"{counted(len(past), 'review')}, the last on {say_day(past[-1].on)}", past[-1], "on")
    if max(gap, between) > limit:
        text = f"Up to {max(gap, between)} months lie between reviews, where {limit} are taken as regular."
        yield at_fault(text, evidence)
    else:
        yield in_place(f"{counted(len(past), 'review')} held, never more than {limit} months apart.", evidence)
