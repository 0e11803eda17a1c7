"""What each stage asks for, and what of it is in place: no more is asked than the present stage allows (¶1.7)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.catalogue import has_reached, rules_in
from partnerlab.analysis.findings import Severity
from partnerlab.analysis.scoping import rules
from partnerlab.guide import stages
from partnerlab.partnership import Partnership

COLUMNS = ("stage", "position", "since", "asks", "light", "asked_in", "codes")
"""Columns of `assess_stages`."""

ANSWERED_BY: dict[tuple[str, int], tuple[str, ...]] = {
    ("scoping", 0): ("SC101", "SC104"),
    ("scoping", 1): ("SC401",),
    ("scoping", 2): ("SC301", "SC302"),
    ("scoping", 3): ("SC304", "SC306"),
    ("building", 0): ("SC504",),
    ("building", 1): ("SC201",),
    ("building", 3): ("SC601",),
}
"""Which rules of this review answer what the first two stages ask, by the number of the point; the rest is asked in
the other reviews. Our choice, not the guide's."""


@cached
def assess_stages(partnership: Partnership) -> pd.DataFrame:
    """Assess what each stage asks for, as far as the partnership has come (¶1.7).

    Returns
    -------
    pandas.DataFrame
        One row for each point that a stage asks for. Columns `stage` (its title), `position` (passed, now, ahead),
        `since` (date; None when not known), `asks`, `light` (the worst of the findings that answer it: red, amber,
        unknown, green; None when it is asked in another review or not yet), `asked_in` (this review, another review,
        not asked yet), `codes` (of the rules that answer it; empty when none).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}], rationale="Need is clear")
    >>> assess_stages(hub)[["stage", "position", "asked_in"]].drop_duplicates().values.tolist()[:2]
    [['Scoping', 'now', 'this review'], ['Building', 'ahead', 'not asked yet']]
    """
    lights = _worst_lights(partnership)
    since: dict[str, date | None] = {row.stage: row.on for row in partnership.stages}
    rows = []
    for stage in stages():
        here = stage.id == partnership.current_stage
        position = "now" if here else "passed" if has_reached(partnership, stage.id) else "ahead"
        for number, ask in enumerate(stage.asks):
            codes = ANSWERED_BY.get((stage.id, number), ())
            found = [lights[code] for code in codes if code in lights] if position != "ahead" else []
            light = min(found, key=lambda severity: severity.rank).value if found else None
            where = "not asked yet" if position == "ahead" else "this review" if found else "another review"
            rows.append((stage.title, position, since.get(stage.id), ask, light, where, ", ".join(codes)))
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _worst_lights(partnership: Partnership) -> dict[str, Severity]:
    wanted = {code for codes in ANSWERED_BY.values() for code in codes}
    found = {
        row.code: [finding.severity for finding in row.findings(partnership)]
        for row in rules_in(rules)
        if row.code in wanted
    }
    return {code: min(lights, key=lambda light: light.rank) for code, lights in found.items() if lights}
