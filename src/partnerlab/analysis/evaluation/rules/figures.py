"""EV2, second part: whether the figures themselves can be trusted (¶4.11).

These are questions of data quality: faulty figures are to be attended to, sound ones are no practice and are not told.
"""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, at_fault, cannot_tell, rule
from partnerlab.analysis.evaluation.rules.ways import DENOMINATORS, INDICATOR_VALUES, INDICATORS, MEASURE_VALUES
from partnerlab.analysis.evaluation.series import find_series_faults, values_of
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.wording import without_capital

PERIOD_KINDS = frozenset({"period given twice", "period cannot be read"})
RATIO_KINDS = frozenset({"ratio does not fit", "half a ratio"})
UNIT_KINDS = frozenset({"unit changes", "unit doubtful", "out of range", "comparator in another unit"})
REFERENCE_KINDS = frozenset({"base not in the series", "start cannot be read", "break cannot be read"})
EXTENT_KINDS = frozenset({"no value", "one value", "all equal"})


def _report(partnership: Partnership, kinds: frozenset[str]) -> Judgements:
    for fault in find_series_faults(partnership):
        if fault.kind in kinds:
            yield at_fault(fault.message, fact(fault.kind, fault.record, "value"), subject=fault.subject)


@rule(
    "EV204",
    "¶4.11",
    capability="report-cards",
    question="Can each series be read: every period once, all of one kind?",
    why="A series that cannot be read gives no ground for any judgement.",
    remedy="Correct the rows named; where a value was revised, add the date of publication to each.",
    stage="planning",
    basis="ours",
    strength="mentions",
)
def series_can_be_read(partnership: Partnership) -> Judgements:
    """Look for periods given twice without dates of publication, mixed kinds of period, and labels that are none.

    A question of data quality: nothing is said of series that can be read.
    """
    yield from _report(partnership, PERIOD_KINDS)


@rule(
    "EV205",
    "¶4.11",
    capability="report-cards",
    question="Is each series in one unit, and possible in it?",
    why="A unit that changes midway makes a change where there is none.",
    remedy="Give every value in the unit of the series, or split it in two.",
    stage="planning",
    basis="ours",
    strength="mentions",
)
def units_hold(partnership: Partnership) -> Judgements:
    """Look for values in another unit, percentages outside 0 to 100, and shares of 1 among percentages.

    A share of 1 is suspected where the middle value of the series is above `thresholds.share_contrast`. A question of
    data quality: nothing is said of units that hold.
    """
    yield from _report(partnership, UNIT_KINDS)


@rule(
    "EV206",
    "¶4.11",
    capability="report-cards",
    question="Do numerator and denominator give each percentage?",
    why="A percentage without the numbers behind it cannot be checked or tested against chance.",
    remedy="Give the numerator and denominator of each percentage, and correct any that does not fit. Leave both out "
    "where answers were weighted.",
    stage="planning",
    basis="ours",
    strength="mentions",
)
def ratios_fit(partnership: Partnership) -> Judgements:
    """Divide numerator by denominator and compare with the value, allowing for its rounding.

    Values of comparators and groups are held to it too. A rate, such as one per 100,000, is not: most are standardised
    by age, and so are not their numerator over their denominator. Where neither is given for any value of a percentage,
    it cannot be told. A question of data quality: nothing is said of ratios that fit.
    """
    yield from _report(partnership, RATIO_KINDS)
    for row in partnership.performance:
        values = values_of(row)
        if row.unit == "%" and values and all(v.numerator is None and v.denominator is None for v in values):
            yield cannot_tell(
                f"“{row.title}” is in per cent, and no denominator is recorded",
                fact(f"{row.title}: no denominator recorded", values[-1], "denominator"),
                subject=row.id,
                count=len(values),
                way=DENOMINATORS,
            )


@rule(
    "EV207",
    "¶4.11",
    capability="turning-the-curve",
    question="Is there something to compare with: a base in the series, and values that vary?",
    why="One value, or the same value throughout, shows no movement. A base outside the series cannot be used.",
    remedy="Choose a base that the series holds, collect the next value, and ask the source about values all alike.",
    stage="planning",
    basis="ours",
    strength="mentions",
)
def series_can_be_compared(partnership: Partnership) -> Judgements:
    """Look for bases, breaks and starting periods that are not of the series, single values, and values all equal.

    A question of data quality: nothing is said of series that can be compared.
    """
    if not partnership.indicators and not partnership.performance:
        yield cannot_tell("no indicator and no measure is recorded", way=INDICATORS)
    faults = find_series_faults(partnership)
    misplaced = {fault.subject for fault in faults if fault.kind in REFERENCE_KINDS}
    for fault in faults:
        evidence = fact(fault.kind, fault.record)
        if fault.kind in {"no value", "one value"}:
            if fault.subject in misplaced:  # a series says one thing here: what is wrong goes before what is missing
                continue
            text = fault.message.rstrip(".")
            named = fault.subject in {row.id for row in partnership.indicators}
            way = INDICATOR_VALUES if named else MEASURE_VALUES
            yield cannot_tell(without_capital(text), evidence, subject=fault.subject, way=way)
        elif fault.kind in REFERENCE_KINDS | EXTENT_KINDS:
            yield at_fault(fault.message, evidence, subject=fault.subject)
