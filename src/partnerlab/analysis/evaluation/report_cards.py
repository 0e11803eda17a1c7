"""Two report cards from one data set: the whole population, and the partnership's own services (¶2.8 box, ¶4.9)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.curve import assess_curves
from partnerlab.analysis.evaluation.targets import assess_target
from partnerlab.analysis.frames import frame_of
from partnerlab.methods.verdict import judge_movement
from partnerlab.partnership import Partnership


@dataclass(frozen=True)
class IndicatorRow:
    """How one indicator stands; a row of `assess_population`.

    Attributes
    ----------
    indicator, title, outcome, unit, good_direction
        Id, title, id of the outcome, unit, and whether up or down is better.
    base, latest
        Periods; None without one.
    base_value, value
        Values in them, in the unit.
    change
        Latest minus base, in the unit.
    movement
        better, worse or same by direction alone; unknown without a base.
    official
        The official rule's word; None when the indicator cannot be judged.
    answer
        What the four verdicts say together.
    target, target_period
        The target and its period, where one is set.
    target_state
        reached, missed, within reach, out of reach, cannot tell or no target.
    outlook
        The same in a sentence.
    start
        Whether values could show the partnership's actions.
    timing
        The same in a sentence.
    source
        Where the values come from; None when not said.
    faults
        What is wrong with the series; empty for nothing.
    """

    indicator: str
    title: str
    outcome: str | None
    unit: str
    good_direction: str
    base: str | None
    base_value: float | None
    latest: str | None
    value: float | None
    change: float | None
    movement: str
    official: str | None
    answer: str
    target: float | None
    target_period: str | None
    target_state: str
    outlook: str
    start: str
    timing: str
    source: str | None
    faults: str


@cached
def assess_population(partnership: Partnership) -> pd.DataFrame:
    """Assess the report card of the whole population: the indicators.

    Returns
    -------
    pandas.DataFrame
        An `IndicatorRow` for each indicator.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}], indicators=[
    ...     {"id": "lonely", "title": "Lonely", "unit": "%", "good_direction": "down", "values": [
    ...         {"period": "2022/23", "value": 19.4}, {"period": "2023/24", "value": 17.8}],
    ...      "rule": {"base": "2022/23", "interval": 1}}])
    >>> assess_population(hub)[["base", "latest", "change", "movement", "official"]].values.tolist()
    [['2022/23', '2023/24', -1.6, 'better', 'improving']]
    """
    rows = []
    for curve in assess_curves(partnership):
        indicator, latest, observed = curve.indicator, curve.latest, curve.observations
        start = observed.value(observed.find(curve.base)) if observed and curve.base else None
        change = round(latest[1] - float(start), 6) if latest and start is not None else None
        goal = assess_target(curve)
        rows.append(
            IndicatorRow(
                indicator=indicator.id,
                title=indicator.title,
                outcome=indicator.outcome,
                unit=indicator.unit,
                good_direction=indicator.good_direction,
                base=curve.base,
                base_value=None if start is None else float(start),
                latest=latest[0].label if latest else None,
                value=latest[1] if latest else None,
                change=change,
                movement="unknown" if change is None else judge_movement(change, indicator.good_direction),
                official=curve.verdicts[0].verdict if curve.verdicts else None,
                answer=curve.answer,
                target=indicator.target.value if indicator.target else None,
                target_period=indicator.target.period if indicator.target else None,
                target_state=goal.state,
                outlook=goal.sentence,
                start=curve.start_note,
                timing=curve.timing,
                source=indicator.source,
                faults=" ".join(curve.faults),
            )
        )
    return frame_of(rows, IndicatorRow)
