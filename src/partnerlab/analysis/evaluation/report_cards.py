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
    """How one indicator stands; a row of `assess_population`."""

    indicator: str
    title: str
    outcome: str | None
    unit: str
    good_direction: str
    """Id, title, id of the outcome, unit, and whether up or down is better."""
    base: str | None
    base_value: float | None
    latest: str | None
    value: float | None
    """Periods, each with its value in the unit; None without one."""
    change: float | None
    """Latest minus base, in the unit."""
    movement: str
    """better, worse or same by direction alone; unknown without a base."""
    official: str | None
    """The official rule's word; None when the indicator cannot be judged."""
    answer: str
    """What the four verdicts say together."""
    target: float | None
    target_period: str | None
    """The target and its period, where one is set."""
    target_state: str
    """reached, missed, within reach, out of reach, cannot tell or no target."""
    outlook: str
    """The same in a sentence."""
    start: str
    """Whether values could show the partnership's actions."""
    timing: str
    """The same in a sentence."""
    source: str | None
    """Where the values come from; None when not said."""
    faults: str
    """What is wrong with the series; empty for nothing."""


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
