"""Two report cards from one data set: the whole population, and the partnership's own services (¶2.8 box, ¶4.9)."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.curve import assess_curves
from partnerlab.analysis.evaluation.targets import assess_target
from partnerlab.methods.verdict import judge_movement
from partnerlab.partnership import Partnership

POPULATION_COLUMNS = (
    "indicator", "title", "outcome", "unit", "good_direction", "base", "base_value", "latest", "value", "change",
    "movement", "official", "answer", "target", "target_period", "target_state", "outlook", "start", "timing",
    "source", "faults",
)  # fmt: skip
"""Columns of `assess_population`."""


@cached
def assess_population(partnership: Partnership) -> pd.DataFrame:
    """Assess the report card of the whole population: the indicators.

    Returns
    -------
    pandas.DataFrame
        One row for each indicator. Columns `indicator` (id), `title`, `outcome` (id), `unit`, `good_direction`, `base`
        and `latest` (periods), `base_value`, `value`, `change` (latest minus base, in the unit), `movement` (better,
        worse, same by direction alone; unknown without a base), `official` (the official rule's word), `answer` (what
        the four verdicts say together), `target`, `target_period`, `target_state` (reached, missed, within reach, out
        of reach, cannot tell, no target), `outlook` (the same in a sentence), `start` (whether values could show the
        partnership's actions), `timing` (the same in a sentence), `source`, `faults` (what is wrong with the series).

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
        rows.append(
            {
                "indicator": indicator.id,
                "title": indicator.title,
                "outcome": indicator.outcome,
                "unit": indicator.unit,
                "good_direction": indicator.good_direction,
                "base": curve.base,
                "base_value": None if start is None else float(start),
                "latest": latest[0].label if latest else None,
                "value": latest[1] if latest else None,
                "change": change,
                "movement": "unknown" if change is None else judge_movement(change, indicator.good_direction),
                "official": curve.verdicts[0].verdict if curve.verdicts else None,
                "answer": curve.answer,
                "target": indicator.target.value if indicator.target else None,
                "target_period": indicator.target.period if indicator.target else None,
                "target_state": assess_target(curve).state,
                "outlook": assess_target(curve).sentence,
                "start": curve.start_note,
                "timing": curve.timing,
                "source": indicator.source,
                "faults": " ".join(curve.faults),
            }
        )
    return pd.DataFrame(rows, columns=list(POPULATION_COLUMNS))
