"""EV2, second part: whether the figures themselves can be trusted (¶4.11)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.evaluation.series import Measured, SeriesFault, find_series_faults, values_of
from partnerlab.analysis.findings import Fact, fact
from partnerlab.partnership import Partnership
from partnerlab.wording import counted

Judgements = Iterator[Judgement]

RATIO_KINDS = frozenset({"ratio does not fit", "half a ratio"})
UNIT_KINDS = frozenset({"unit changes", "unit doubtful", "out of range"})
REFERENCE_KINDS = frozenset({"base not in the series", "start cannot be read"})
EXTENT_KINDS = frozenset({"no value", "one value", "all equal"})


def _report(partnership: Partnership, kinds: frozenset[str], sound: str, **severities: str) -> Judgements:
    """Report series faults of some kinds, or say that there is none."""
    faults = [fault for fault in find_series_faults(partnership) if fault.kind in kinds]
    for fault in faults:
        severity = severities.get(fault.kind.replace(" ", "_"))
        yield at_fault(fault.message, _evidence(fault), subject=fault.subject, severity=severity)
    if not faults:
        rows: tuple[Measured, ...] = (*partnership.indicators, *partnership.performance)
        yield in_place(
            sound, *[fact(f"{row.id}: {counted(len(values_of(row)), 'value')}", row, "values") for row in rows]
        )


def _has_values(partnership: Partnership) -> bool:
    rows: tuple[Measured, ...] = (*partnership.indicators, *partnership.performance)
    return any(values_of(row) for row in rows)


def _evidence(fault: SeriesFault) -> Fact:
    return fact(f"{fault.subject}: {fault.kind}", fault.record, "value")


@rule(
    "EV204",
    "¶4.11",
    capability="report-cards",
    question="Can each series be read: every period once, all of one kind?",
    severity="red",
    why="A shared system of measurement is the ground of every judgement; a series that cannot be read gives none.",
    remedy="Correct the rows named; where a value was revised, add the date of publication to each.",
    stage="planning",
)
def series_can_be_read(partnership: Partnership) -> Judgements:
    """Look for periods given twice without dates of publication, mixed kinds of period, and labels that are none."""
    if not _has_values(partnership):
        yield cannot_tell("no series has a value yet")
        return
    yield from _report(
        partnership, frozenset({"period given twice", "period cannot be read"}), "Every series can be put in order."
    )


@rule(
    "EV205",
    "¶4.11",
    capability="report-cards",
    question="Is each series in one unit, and possible in it?",
    severity="amber",
    why="A unit that changes midway makes a change where there is none.",
    remedy="Give every value in the unit of the series, or split it in two.",
    stage="planning",
)
def units_hold(partnership: Partnership) -> Judgements:
    """Look for values in another unit, percentages outside 0 to 100, and shares of 1 among percentages."""
    if not _has_values(partnership):
        yield cannot_tell("no series has a value yet")
        return
    yield from _report(partnership, UNIT_KINDS, "Every value is in the unit of its series.", unit_changes="red")


@rule(
    "EV206",
    "¶4.11",
    capability="report-cards",
    question="Do numerator and denominator give each percentage?",
    severity="amber",
    why="A percentage without its people cannot be checked, and nobody can say what is chance.",
    remedy="Give how many of how many beside each percentage, and correct the one that does not fit.",
    stage="implementing",
)
def ratios_fit(partnership: Partnership) -> Judgements:
    """Divide numerator by denominator and compare with the value, allowing for its rounding."""
    shares = [row for row in partnership.performance if row.unit == "%" and values_of(row)]
    if not shares:
        yield cannot_tell("no performance measure in per cent has a value")
        return
    faults = [fault for fault in find_series_faults(partnership) if fault.kind in RATIO_KINDS]
    for fault in faults:
        severity = "red" if fault.kind == "ratio does not fit" else "amber"
        evidence = fact(f"{fault.subject}: {fault.kind}", fault.record, "numerator")
        yield at_fault(fault.message, evidence, subject=fault.subject, severity=severity)
    bare = [row for row in shares if all(v.numerator is None and v.denominator is None for v in values_of(row))]
    for row in bare:
        text = f"“{row.title}” is in per cent, and it is not said of how many."
        yield at_fault(text, fact(f"{row.id}: no denominator", values_of(row)[-1], "denominator"), subject=row.id)
    if not faults and not bare:
        facts = [fact(f"{row.id}: {counted(len(values_of(row)), 'value')} checked", row, "values") for row in shares]
        yield in_place(f"Numerators and denominators give the values of {counted(len(shares), 'measure')}.", *facts)


@rule(
    "EV207",
    "¶4.11",
    capability="turning-the-curve",
    question="Is there something to compare with: a base in the series, and values that vary?",
    severity="amber",
    why="One value, or the same value throughout, shows no movement; a base outside the series compares with nothing.",
    remedy="Choose a base that the series holds, collect the next value, and ask the source about values all alike.",
    stage="planning",
)
def series_can_be_compared(partnership: Partnership) -> Judgements:
    """Look for bases and starting periods that are not of the series, single values, and values all equal."""
    if not partnership.indicators and not partnership.performance:
        yield cannot_tell("no indicator and no measure is named yet")
        return
    faults = [fault for fault in find_series_faults(partnership) if fault.kind in REFERENCE_KINDS | EXTENT_KINDS]
    for fault in faults:
        evidence = fact(f"{fault.subject}: {fault.kind}", fault.record)
        if fault.kind in {"no value", "one value"}:
            yield cannot_tell(
                fault.message.rstrip(".")[0].lower() + fault.message.rstrip(".")[1:], evidence, subject=fault.subject
            )
        else:
            severity = "red" if fault.kind in REFERENCE_KINDS else "amber"
            yield at_fault(fault.message, evidence, subject=fault.subject, severity=severity)
    if not faults:
        yield in_place("Every series holds its base and has values that can be compared.")
