"""Who asked for this analysis, who made it, who checked it and who approved it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.frames import frame_of
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import AssuranceStep
from partnerlab.partnership.records import choices_of

PARTS = choices_of(AssuranceStep, "part")
"""The parts in the order of the work, after the Aqua Book, second edition (2025)."""


@dataclass(frozen=True)
class AssuranceRow:
    """One part of the assurance; a row of `assess_assurance`."""

    part: str
    who: str | None
    """The post or organisation; None when nobody is recorded."""
    on: date | None
    assumptions: str | None
    """Version of the assumptions that it was about."""


@cached
def assess_assurance(partnership: Partnership) -> pd.DataFrame:
    """Return who took each part in the assurance of this analysis, the latest of each.

    An `AssuranceRow` for each of the four parts, in the order of the work.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}],
    ...     assurance=[{"part": "analyst", "who": "Data team", "on": "2026-03-01"}])
    >>> assess_assurance(hub)["who"].tolist()
    [None, 'Data team', None, None]
    """
    latest: dict[str, AssuranceStep] = {row.part: row for row in sorted(partnership.assurance, key=lambda row: row.on)}
    found = [
        AssuranceRow(part, partnership.name_of(row.who), row.on, row.assumptions)
        if (row := latest.get(part))
        else AssuranceRow(part, None, None, None)
        for part in PARTS
    ]
    return frame_of(found, AssuranceRow)
