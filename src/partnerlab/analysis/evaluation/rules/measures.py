"""EV2, first part: what is measured, and whether anyone is better off (¶2.8 box, ¶4.1-4.2, ¶4.9)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, has_reached, in_place, rule
from partnerlab.analysis.evaluation.performance import KINDS, read_measures, state_of_target
from partnerlab.analysis.evaluation.series import read_series, values_of
from partnerlab.analysis.findings import fact
from partnerlab.dates import months_between
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, measured

Judgements = Iterator[Judgement]


@rule(
    "EV202",
    "¶4.2, ¶4.9",
    capability="report-cards",
    question="Do performance measures ask how much, how well, and whether anyone is better off?",
    severity="amber",
    why="Counts alone cannot show effect; performance management is to be set up as early as possible.",
    remedy="Add a measure of the missing kind, above all one of whether anyone is better off.",
    stage="planning",
)
def three_questions_are_asked(partnership: Partnership) -> Judgements:
    """Look for measures of all three kinds; with none on being better off the finding is red once work is under way."""
    rows = partnership.performance
    found = {row.kind for row in rows}
    missing = [kind for kind in KINDS if kind not in found]
    working = has_reached(partnership, "implementing")
    if not rows and not working:
        yield cannot_tell("no performance measure is named yet")
    elif "better off" in missing:
        text = "No performance measure asks whether anyone is better off"
        text += (
            f"; {counted(len(rows), 'measure')} ask {listed(kind for kind in KINDS if kind in found)}." if rows else "."
        )
        facts = [fact(f"{row.title}: {row.kind}", row, "kind") for row in rows]
        yield at_fault(text, *facts, severity="red" if working else "amber")
    elif missing:
        facts = [fact(f"{row.title}: {row.kind}", row, "kind") for row in rows]
        yield at_fault(f"No performance measure asks {listed(missing)}.", *facts)
    else:
        facts = [fact(f"{row.title}: {row.kind}", row, "kind") for row in rows if row.kind == "better off"]
        yield in_place(f"{counted(len(rows), 'performance measure')} ask all three questions.", *facts)


@rule(
    "EV203",
    "¶1.5, ¶4.9",
    capability="report-cards",
    question="Does each measure of benefit help to move an indicator of the population?",
    severity="amber",
    why="The two report cards are to be kept apart and linked: services contribute to outcomes.",
    remedy="Name the indicator that the measure should help to move.",
    stage="implementing",
)
def services_lead_to_outcomes(partnership: Partnership) -> Judgements:
    """Look at measures of whether anyone is better off: each should name an indicator."""
    rows = [row for row in partnership.performance if row.kind == "better off"]
    loose = [row for row in rows if row.indicator is None]
    if not rows:
        yield cannot_tell("no measure of whether anyone is better off is named")
    for row in loose:
        yield at_fault(
            f"“{row.title}” names no indicator it should move.", fact(row.id, row, "indicator"), subject=row.id
        )
    if rows and not loose:
        facts = [fact(f"{row.title}: {row.indicator}", row, "indicator") for row in rows]
        yield in_place(f"{counted(len(rows), 'measure')} of benefit each name the indicator they should move.", *facts)


@rule(
    "EV208",
    "¶4.11",
    capability="report-cards",
    question="Are the partnership's own figures up to date?",
    severity="amber",
    why="Systematic collection means that the next figure comes when it should.",
    remedy="Ask the partner who collects it for the figures of the periods that have passed.",
    stage="implementing",
)
def figures_are_fresh(partnership: Partnership) -> Judgements:
    """Compare the end of each measure's latest period with the review date and `thresholds.review_months`."""
    as_at, limit = partnership.as_at, partnership.thresholds.review_months
    ends = {}
    for row in partnership.performance:
        observed = read_series(row)
        known = [period for period, _ in observed] if observed else []
        if known:
            ends[row.id] = (row, known[-1])
    if as_at is None or not ends:
        yield cannot_tell("no performance measure has a value" if as_at else "the partnership is seen at no date")
        return
    old = {name: pair for name, pair in ends.items() if months_between(pair[1].end, as_at) > limit}
    for name, (row, period) in old.items():
        months = months_between(period.end, as_at)
        whose = f", collected by {row.owner}" if row.owner else ""
        text = f"The latest figure for “{row.title}” is for {period.label}, which ended {months} months ago{whose}."
        yield at_fault(text, fact(f"{name}: {period.label}", values_of(row)[-1], "period"), subject=name)
    if not old:
        yield in_place(f"{counted(len(ends), 'measure')} have a figure that is at most {limit} months old.")


@rule(
    "EV209",
    "¶4.9, ¶4.11",
    capability="report-cards",
    question="Is anyone better off, as far as the services' own measures tell?",
    severity="red",
    why="It is what the partnership is for; performance information is to say whether to go on or to change course.",
    remedy="Find out with front-line staff why, and change or stop what does not work.",
    stage="implementing",
)
def someone_is_better_off(partnership: Partnership) -> Judgements:
    """Test each measure of benefit against chance.

    Better and worse are said only when the interval leaves out no change. No clear change is "cannot tell", for few
    people give wide intervals. A measure without numerators and denominators is judged by direction, and says so.
    """
    readings = [reading for reading in read_measures(partnership) if reading.measure.kind == "better off"]
    if not readings:
        yield cannot_tell("no measure of whether anyone is better off is named")
    for reading in readings:
        evidence = fact(reading.sentence, reading.latest or reading.measure, "value")
        subject = reading.measure.id
        if reading.movement == "better":
            yield in_place(f"{reading.measure.title}: {reading.sentence}", evidence, subject=subject)
        elif reading.movement == "worse":
            severity = "red" if reading.beyond_chance else "amber"
            yield at_fault(f"{reading.measure.title}: {reading.sentence}", evidence, subject=subject, severity=severity)
        else:
            said = reading.sentence.rstrip(".")
            yield cannot_tell(
                f"{reading.measure.title}: {said}",
                evidence,
                subject=subject,
                remedy="Go on measuring; ask more of the people reached, so that chance can be told from change.",
            )


@rule(
    "EV210",
    "¶2.8 box, ¶4.2",
    capability="report-cards",
    question="Does each performance measure have a target, and is it met when due?",
    severity="amber",
    why="Targets let partners share one idea of what success is.",
    remedy="Agree a target with a date, or say what stands in the way of the one that was missed.",
    stage="implementing",
)
def targets_are_met(partnership: Partnership) -> Judgements:
    """Compare the latest value with the target; one that is not due yet is not a fault."""
    readings = read_measures(partnership)
    states = {reading.measure.id: state_of_target(reading) for reading in readings}
    if not readings:
        yield cannot_tell("no performance measure is named")
        return
    for reading in readings:
        measure, target = reading.measure, reading.measure.target
        if states[measure.id] == "missed" and target is not None and reading.latest is not None:
            value = measured(reading.latest.value, measure.unit)
            goal = f"{measured(target.value, measure.unit)} for {target.period}"
            evidence = fact(f"{measure.id}: {value}, target {goal}", target, "value")
            yield at_fault(f"“{measure.title}” missed its target of {goal}: {value}.", evidence, subject=measure.id)
    without = [reading.measure for reading in readings if states[reading.measure.id] == "no target"]
    if without:
        facts = [fact(f"{row.id}: no target", row, "target") for row in without]
        text = f"{len(without)} of {counted(len(readings), 'performance measure')} have no target"
        yield cannot_tell(f"{text}: {listed(row.id for row in without)}", *facts, subject="targets")
    if not without and "missed" not in states.values():
        reached = sum(state == "reached" for state in states.values())
        yield in_place(f"{reached} of {counted(len(states), 'target')} reached, none missed.")
