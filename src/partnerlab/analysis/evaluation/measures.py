"""Numbers that the evaluation review leaves for machines and for the portfolio."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.checklist import assess_checklist_agreement, compare_answers
from partnerlab.analysis.evaluation.curve import assess_curves
from partnerlab.analysis.evaluation.failure_reasons import STATES, gather_early_warnings
from partnerlab.analysis.evaluation.life_cycle import assess_life_cycle
from partnerlab.analysis.evaluation.performance import read_measures, state_of_target
from partnerlab.analysis.evaluation.surveys import assess_surveys
from partnerlab.analysis.facts.actions import assess_actions
from partnerlab.analysis.facts.checklist import checklist_rounds
from partnerlab.analysis.findings import Measure
from partnerlab.partnership import Partnership


@cached
def take_measures(partnership: Partnership) -> tuple[Measure, ...]:
    """Return the measures of the topic; None stands for what cannot be told.

    Notes
    -----
    Verdicts on indicators are texts (`curve_official_rule` and so on, one for each indicator); there is no overall
    score.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> {row.name: row.value for row in take_measures(hub)}["actions_open"]
    0.0
    """
    return (
        *_of_actions(partnership),
        *_of_checklist(partnership),
        *_of_curves(partnership),
        *_of_performance(partnership),
        *_of_warnings(partnership),
        *_of_surveys(partnership),
    )


def _of_actions(partnership: Partnership) -> Iterator[Measure]:
    table = assess_actions(partnership)
    pending = table[table["done"].isna()]
    carried = int((pending["became"] == "carried over").sum())
    for name, value in (
        ("actions_open", len(pending)),
        ("actions_overdue", int((pending["state"] == "overdue").sum())),
        ("actions_carried_over", carried),
        ("actions_done", len(table) - len(pending)),
    ):
        yield Measure(name=name, value=float(value), unit="actions", n=len(table), paragraph="¶4.11")


def _of_checklist(partnership: Partnership) -> Iterator[Measure]:
    if not checklist_rounds(partnership):
        return
    table = compare_answers(partnership)
    for row in table.itertuples():
        told = int(str(row.in_place)) + int(str(row.partly)) + int(str(row.not_in_place))
        yield Measure(
            name="checklist_in_place",
            value=int(str(row.in_place)) / told if told else None,
            unit="share",
            subject=f"item {row.item}",
            n=told,
            method="share of partners with a view who say in place, latest round",
            paragraph=f"App. 2 item {row.item}",
        )
    apart = float((table["state"] == "partners differ").sum())
    yield Measure(name="checklist_items_apart", value=apart, unit="items", n=len(table), paragraph="App. 2")
    found = assess_checklist_agreement(partnership)
    if found is not None:
        yield Measure(
            name="checklist_agreement",
            value=found.value,
            low=found.low,
            high=found.high,
            n=found.answers,
            method=f"{found.method}, ordinal, {found.level}% interval by resampling items; not a pass mark",
            paragraph="App. 2",
        )


def _of_curves(partnership: Partnership) -> Iterator[Measure]:
    for curve in assess_curves(partnership):
        name = curve.indicator.id
        if curve.latest is not None:
            yield Measure(
                name="indicator_value",
                value=curve.latest[1],
                unit=curve.indicator.unit,
                subject=name,
                n=curve.observations.n if curve.observations else None,
                method=f"latest value, {curve.latest[0].label}",
                paragraph="¶4.9",
            )
        for verdict in curve.verdicts:
            yield Measure(
                name=f"curve_{verdict.method.replace(' ', '_')}",
                value=verdict.verdict,
                subject=name,
                n=verdict.n,
                method=verdict.assumption,
                paragraph="¶2.8 box",
            )
        yield Measure(
            name="curve_answer",
            value=curve.answer,
            subject=name,
            n=sum(verdict.enough for verdict in curve.verdicts),
            method="what the verdicts say together; n counts those that can tell",
            paragraph="¶2.8 box",
        )


def _of_performance(partnership: Partnership) -> Iterator[Measure]:
    states = [state_of_target(reading) for reading in read_measures(partnership)]
    aimed = [state for state in states if state != "no target"]
    yield Measure(
        name="targets_reached",
        value=float(aimed.count("reached")) if aimed else None,
        unit="targets",
        n=len(aimed),
        method="targets of performance measures, those not due yet among them",
        paragraph="¶2.8 box",
    )
    for reading in read_measures(partnership):
        latest, measure = reading.latest, reading.measure
        if latest is None or latest.value is None:
            continue
        low, high = reading.interval or (None, None)
        yield Measure(
            name="performance_value",
            value=latest.value,
            unit=measure.unit,
            subject=measure.id,
            low=low,
            high=high,
            n=int(latest.denominator) if latest.denominator else None,
            method=f"{measure.kind}, {latest.period}" + (f", {reading.method}" if reading.method else ""),
            paragraph="¶4.9",
        )
        if measure.kind == "better off":
            yield Measure(
                name="performance_movement",
                value=reading.movement,
                subject=measure.id,
                n=reading.n,
                method=reading.compared,
                paragraph="¶4.9",
            )


def _of_warnings(partnership: Partnership) -> Iterator[Measure]:
    found = gather_early_warnings(partnership)
    for state in STATES:
        value = float(sum(row.state == state for row in found))
        name = f"failure_reasons_{state.replace(' ', '_')}"
        yield Measure(name=name, value=value, unit="reasons", n=len(found), paragraph="¶4.11 list")
    cycle = assess_life_cycle(partnership)
    yield Measure(
        name="life_cycle_stage",
        value=cycle.stage.id if cycle.stage else None,
        n=len(cycle.signals),
        method=f"from signals; {cycle.competing.id} competes" if cycle.competing else "from signals",
        paragraph="¶4.7",
    )


def _of_surveys(partnership: Partnership) -> Iterator[Measure]:
    table = assess_surveys(partnership)
    for name, rows in table.groupby("instrument", sort=True):
        last = rows.iloc[-1]
        yield Measure(
            name="instrument_mean",
            value=float(last["mean"]) if last["n"] else None,
            subject=str(name),
            n=int(last["n"]),
            method=f"mean total; band: {last['band'] or 'not known'}",
            paragraph="¶4.11",
        )
