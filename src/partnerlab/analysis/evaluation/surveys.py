"""Totals on other bodies' self-assessment tools, read in their own bands; none is in the guide (¶4.11)."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.evaluation.answers import find_rounds
from partnerlab.analysis.memory import remembered
from partnerlab.guide import Instrument, instruments
from partnerlab.methods.instruments import find_band
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import SurveyAnswer

COLUMNS = ("instrument", "title", "on", "n", "mean", "lowest", "highest", "band", "meaning", "bands_apart", "off_scale")
"""Columns of `assess_surveys`."""


def find_instrument(name: str) -> Instrument | None:
    """Return the instrument of that name; None when its bands are not known here."""
    return next((row for row in instruments() if row.id == name), None)


@remembered
def assess_surveys(partnership: Partnership) -> pd.DataFrame:
    """Read the totals of each instrument, round by round, in the instrument's own bands.

    Returns
    -------
    pandas.DataFrame
        One row for each instrument and round. Columns `instrument` (id), `title`, `on` (first day of the round), `n`
        (totals on the instrument's scale), `mean`, `lowest`, `highest` (totals), `band` of the mean and its `meaning`
        (None when the bands are not known here or the number of items is needed), `bands_apart` (how many bands the
        partners' own totals fall in), `off_scale` (totals that the instrument cannot give; left out of the rest).

    Notes
    -----
    Mean totals are read as their publisher reads them: a mean between two printed bands belongs to the lower one.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     partners=[{"id": "PSNI", "name": "Police"}, {"id": "NIHE", "name": "Housing"}],
    ...     surveys=[{"instrument": "vichealth", "on": "2026-03-31", "by": "PSNI", "score": 126},
    ...              {"instrument": "vichealth", "on": "2026-03-31", "by": "NIHE", "score": 127}])
    >>> assess_surveys(hub)[["mean", "band", "bands_apart"]].values.tolist()
    [[126.5, 'right direction', 2]]
    """
    rows = []
    for name in dict.fromkeys(row.instrument for row in partnership.surveys):
        given = [row for row in partnership.surveys if row.instrument == name]
        starts = find_rounds(row.on for row in given)
        for start in sorted(set(starts.values())):
            rows.append(_round_row(name, start, [row for row in given if starts[row.on] == start]))  # noqa: PERF401 - reads better than a double comprehension
    return pd.DataFrame(rows, columns=list(COLUMNS))


def band_of(name: str, total: float) -> str | None:
    """Return the label of the band that a total falls in; None when it is off the scale or no band is known."""
    instrument = find_instrument(name)
    if instrument is None or not on_scale(name, total):
        return None
    score = total
    if instrument.for_each_item:
        if not instrument.items:
            return None
        score = total / instrument.items
    band = find_band(score, instrument.bands)
    return band.label if band else None


def on_scale(name: str, total: float) -> bool:
    """Whether an instrument can give a total; True where the number of its items varies or it is not known here."""
    instrument = find_instrument(name)
    if instrument is None or not instrument.items:
        return True
    return instrument.items * instrument.lowest <= total <= instrument.items * instrument.highest


def _round_row(name: str, start: object, given: list[SurveyAnswer]) -> dict[str, object]:
    instrument = find_instrument(name)
    totals = [row.score for row in given if on_scale(name, row.score)]
    mean = sum(totals) / len(totals) if totals else None
    band = band_of(name, mean) if mean is not None else None
    meanings = {row.label: row.meaning for row in instrument.bands} if instrument else {}
    return {
        "instrument": name,
        "title": instrument.title if instrument else name,
        "on": start,
        "n": len(totals),
        "mean": mean,
        "lowest": min(totals, default=None),
        "highest": max(totals, default=None),
        "band": band,
        "meaning": meanings.get(band or ""),
        "bands_apart": len({band_of(name, total) for total in totals} - {None}),
        "off_scale": len(given) - len(totals),
    }
