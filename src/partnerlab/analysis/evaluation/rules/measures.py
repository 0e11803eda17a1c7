"""EV2, first part: what is measured, and whether anyone is better off (¶2.8 box, ¶4.1-4.2, ¶4.9)."""

from __future__ import annotations

from partnerlab.amounts import measured
from partnerlab.analysis.catalogue import (
    Judgement,
    Judgements,
    at_fault,
    cannot_tell,
    has_reached,
    in_place,
    part_met,
    rule,
)
from partnerlab.analysis.evaluation.performance import KINDS, Reading, read_measures, state_of_target
from partnerlab.analysis.evaluation.rules.ways import (
    BENEFIT_AIMS,
    DENOMINATORS,
    MEASURE_TARGETS,
    MEASURE_VALUES,
    MEASURES,
    REVIEWS,
)
from partnerlab.analysis.evaluation.series import read_series, values_of
from partnerlab.analysis.findings import fact
from partnerlab.dates import is_longer_ago, months_between
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, verb

ASKS = {"how much": "how much is done", "how well": "how well", "better off": "whether anyone is better off"}
"""What a measure of each kind asks, in words that can stand in a sentence."""


@rule(
    "EV202",
    "¶4.2, ¶4.9",
    capability="report-cards",
    question="Do performance measures ask how much, how well, and whether anyone is better off?",
    why="The guide finds it important that partners can measure impact; counts alone cannot show it.",
    remedy="Add a measure of the missing kind, above all one of whether anyone is better off.",
    stage="planning",
    basis="follows",
    strength="advises",
)
def three_questions_are_asked(partnership: Partnership) -> Judgements:
    """Look for measures of all three kinds; a record is expected once work is under way.

    Impact is the guide's word; the three questions are those of outcome-based accountability, which it follows.
    """
    rows = partnership.performance
    found = {row.kind for row in rows}
    missing = [kind for kind in KINDS if kind not in found]
    facts = [fact(f"{row.title}: {row.kind}", row, "kind") for row in rows]
    count = counted(len(rows), "performance measure")
    if not rows and not has_reached(partnership, "implementing"):
        yield cannot_tell("no performance measure is recorded", way=MEASURES)
    elif not rows:
        yield at_fault("No performance measure is recorded.")
    elif missing:
        asked = listed(ASKS[kind] for kind in KINDS if kind in found)
        text = f"{count} {verb(len(rows), 'asks', 'ask')} {asked}; none asks {listed(ASKS[kind] for kind in missing)}."
        remedy = "Add a measure of the missing kind." if "better off" in found else None
        yield part_met(text, *facts, remedy=remedy)
    else:
        yield in_place(f"{count} ask all three questions between them.", *facts)


@rule(
    "EV203",
    "¶1.5, ¶4.9",
    capability="report-cards",
    question="Is it said which indicator of the population each measure of benefit should move?",
    why="The guide shows performance measures and indicators as linked: services contribute to outcomes.",
    remedy="Name the indicator that the measure should help to move.",
    stage="implementing",
    basis="follows",
    strength="mentions",
)
def services_lead_to_outcomes(partnership: Partnership) -> Judgements:
    """Look at measures of whether anyone is better off: each should name an indicator.

    One that is not recorded is asked for: the paragraphs expect no such record.
    """
    rows = [row for row in partnership.performance if row.kind == "better off"]
    loose = [row for row in rows if row.indicator is None]
    if not rows:
        yield cannot_tell("no measure of whether anyone is better off is recorded", way=MEASURES)
    if loose:
        none = verb(len(loose), "has no indicator recorded that it", "have no indicator recorded that they")
        text = f"{len(loose)} of {counted(len(rows), 'measure')} of benefit {none} should help to move"
        text = f"{text}: {listed(f'“{row.title}”' for row in loose)}"
        facts = [fact(f"{row.title}: no indicator recorded", row, "indicator") for row in loose]
        yield cannot_tell(text, *facts, count=len(loose), way=BENEFIT_AIMS)
    elif rows:
        titles = {row.id: row.title for row in partnership.indicators}
        facts = [
            fact(f"{row.title}: {titles.get(row.indicator or '', row.indicator)}", row, "indicator") for row in rows
        ]
        one, several = "names the indicator it should move", "each name the indicator they should move"
        yield in_place(f"{counted(len(rows), 'measure')} of benefit {verb(len(rows), one, several)}.", *facts)


@rule(
    "EV208",
    "¶4.11",
    capability="report-cards",
    strength="demands",
    question="Are the partnership's own figures up to date?",
    why="Evaluation requires systematic collection, so that the next figure comes when it is due.",
    remedy="Ask the partner that collects it for the figures of the periods that have passed.",
    stage="implementing",
    basis="follows",
)
def figures_are_fresh(partnership: Partnership) -> Judgements:
    """Compare the end of each measure's latest period with the review date and `thresholds.review_months`, ours.

    A question of data quality: nothing is said of figures that are up to date.
    """
    as_at, limit, rows = partnership.as_at, partnership.thresholds.review_months, partnership.performance
    ends = {}
    for row in rows:
        known = [period for period, _ in read_series(row) or ()]
        if known:
            ends[row.id] = (row, known[-1])
    if as_at is None:
        yield cannot_tell("the partnership is seen at no date", way=REVIEWS)
        return
    if not ends:
        missing = "performance measure has a value" if rows else "performance measure is recorded"
        yield cannot_tell(f"no {missing}", way=MEASURE_VALUES if rows else MEASURES, count=len(rows) or None)
        return
    old = {name: pair for name, pair in ends.items() if is_longer_ago(pair[1].end, as_at, limit)}
    for name, (row, period) in old.items():
        passed = months_between(period.end, as_at)
        months = f"{'over ' if passed == limit else ''}{counted(passed, 'month')}"
        whose = f"; {partnership.name_of(row.owner)} collects it" if row.owner else ""
        text = f"The latest figure for “{row.title}” is for {period.label}, which ended {months} ago{whose}."
        yield at_fault(text, fact(f"{row.title}: {period.label}", values_of(row)[-1], "period"), subject=name)
    if not old and len(ends) < len(rows):
        text = f"{len(ends)} of {counted(len(rows), 'measure')} {verb(len(ends), 'has', 'have')} a figure"
        yield part_met(f"{text} that is at most {counted(limit, 'month')} old; the rest have none.")


@rule(
    "EV209",
    "¶4.9, ¶4.11",
    capability="report-cards",
    strength="demands",
    question="Do the services' own measures show that anyone is better off?",
    why="Performance information is to say whether the partnership is on track or needs to act.",
    remedy="Find out with front-line staff why, and change or stop what does not work.",
    stage="implementing",
    basis="follows",
)
def someone_is_better_off(partnership: Partnership) -> Judgements:
    """Test each measure of benefit against chance.

    Better and worse are said only when the interval leaves out no change; worse is then red, for people are worse off.
    No clear change is "cannot tell", for few people give wide intervals. A measure without numerators and denominators
    is judged by direction: to the worse it is to be attended to, to the better it cannot be told.
    """
    readings = [reading for reading in read_measures(partnership) if reading.measure.kind == "better off"]
    if not readings:
        yield cannot_tell("no measure of whether anyone is better off is recorded", way=MEASURES)
    for reading in readings:
        yield _judge_benefit(reading)


def _judge_benefit(reading: Reading) -> Judgement:
    evidence = fact(reading.sentence, reading.latest or reading.measure, "value")
    measure, told = reading.measure, f"{reading.measure.title}: {reading.sentence}"
    if reading.movement == "worse":
        consequence = "people worse off" if reading.beyond_chance else None
        return at_fault(told, evidence, subject=measure.id, consequence=consequence)
    if reading.movement == "better" and reading.beyond_chance:
        return in_place(told, evidence, subject=measure.id)
    tested = reading.n < 2 or reading.beyond_chance or measure.unit != "%"
    way = MEASURE_VALUES if tested else DENOMINATORS
    return cannot_tell(told.rstrip("."), evidence, subject=measure.id, way=way)


@rule(
    "EV210",
    "¶2.8 box, ¶4.2",
    capability="report-cards",
    question="Does each performance measure have a target, and is it met when due?",
    why="A target lets partners share one idea of what success is.",
    remedy="Agree a target with a date, or say what prevented the one that was missed.",
    stage="implementing",
    basis="follows",
    strength="mentions",
)
def targets_are_met(partnership: Partnership) -> Judgements:
    """Compare the latest value with the target; one that is not due yet is not a fault."""
    readings = read_measures(partnership)
    states = {reading.measure.id: state_of_target(reading) for reading in readings}
    if not readings:
        yield cannot_tell("no performance measure is recorded", way=MEASURES)
        return
    for reading in readings:
        measure, target = reading.measure, reading.measure.target
        if states[measure.id] == "missed" and target is not None:
            due = next((point for point in reading.points if point.period == target.period), None)
            value = f": {measured(due.value, measure.unit)}" if due else ""
            goal = f"{measured(target.value, measure.unit)} for {target.period}"
            evidence = fact(f"{measure.title}{value}, target {goal}", target, "value")
            yield at_fault(f"“{measure.title}” missed its target of {goal}{value}.", evidence, subject=measure.id)
    without = [reading.measure for reading in readings if states[reading.measure.id] == "no target"]
    unknown = [reading.measure for reading in readings if states[reading.measure.id] == "cannot tell"]
    if without:
        text = f"{len(without)} of {counted(len(readings), 'performance measure')} {verb(len(without), 'has', 'have')}"
        yield cannot_tell(
            f"{text} no target recorded: {listed(f'“{row.title}”' for row in without)}",
            *[fact(f"{row.title}: no target recorded", row, "target") for row in without],
            subject="targets of measures",
            count=len(without),
            way=MEASURE_TARGETS,
        )
    if unknown:
        text = f"{len(unknown)} of {counted(len(readings), 'performance measure')} {verb(len(unknown), 'has', 'have')}"
        yield cannot_tell(
            f"{text} no value to compare with its target: {listed(f'“{row.title}”' for row in unknown)}",
            subject="targets without a value",
            count=len(unknown),
            way=MEASURE_VALUES,
        )
    if not without and not unknown and "missed" not in states.values():
        reached = sum(state == "reached" for state in states.values())
        rest = len(states) - reached
        later = f", {rest} not due yet" if rest else ""
        yield in_place(f"{reached} of {counted(len(states), 'target')} reached{later}, none missed.")
