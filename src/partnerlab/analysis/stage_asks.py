"""What each stage asks for, and what of it is in place: no more is asked than the present stage allows (¶1.7)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.catalogue import has_reached
from partnerlab.analysis.findings import Finding
from partnerlab.analysis.review import find_by_rule, rules
from partnerlab.guide import stages
from partnerlab.partnership import Partnership

ANSWERED_BY: dict[str, tuple[tuple[str, ...], ...]] = {
    "scoping": (("SC101", "SC104", "SC814"), ("SC401",), ("SC301", "SC302"), ("SC304", "SC306", "SC812", "SC817")),
    "building": (("SC504", "SC837"), ("SC201", "SC811"), ("MA601",), ("SC601",)),
    "planning": (
        ("MA101", "MA204", "MA301"),
        ("MA401", "MA402", "MA501", "MA502", "MA503"),
        ("MA901", "MA811", "SC603"),
        ("MA801", "MA815"),
    ),
    "managing": (
        ("MA511", "MA512", "MA832"),
        ("MA704", "MA705", "MA706"),
        ("MA603", "MA604", "MA605"),
        ("MA802", "MA803", "MA804"),
    ),
    "implementing": (("RA104",), ("RA310", "RA504", "RA831"), ("RA601", "RA604", "RA812", "RA834"), ("EV202", "EV811")),
    "measuring": (("SC404", "EV203"), ("EV208", "EV402", "EV834"), ("EV221", "EV222")),
    "reviewing": (
        ("EV504", "EV506"),
        ("EV401",),
        ("EV407", "EV835"),
        ("EV403", "EV404"),
        ("SC303", "SC823"),
        ("EV821",),
        ("EV822", "EV823"),
    ),
    "ending": (
        ("EV821",),
        ("RA821",),
        ("MA821",),
        ("MA822",),
        ("MA823",),
        ("MA824",),
        ("MA825",),
        ("EV823",),
        ("EV822",),
    ),
}
"""Which rules answer what each stage asks, in the order of its points, from whichever review. Our choice."""


@cached
def assess_stages(partnership: Partnership) -> pd.DataFrame:
    """Assess what each stage asks for, as far as the partnership has come (¶1.7).

    Returns
    -------
    pandas.DataFrame
        One row for each point that a stage asks for. Columns `stage` (its title), `position` (passed, now, ahead),
        `since` (date; None when not known), `asks`, `light` (the worst of the findings that answer it: red, amber,
        unknown, green; None when it is not asked yet, or the record holds nothing that it is about), `codes` (of the
        rules that answer it, as words), `findings` (the worst finding of each of these rules).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}], rationale="Need is clear")
    >>> assess_stages(hub)[["stage", "position", "light"]].values.tolist()[0]
    ['Scoping', 'now', 'unknown']
    """
    since: dict[str, date | None] = {row.stage: row.on for row in partnership.stages}
    rows = []
    for stage in stages():
        here = stage.id == partnership.current_stage
        position = "now" if here else "passed" if has_reached(partnership, stage.id) else "ahead"
        for ask, codes in zip(stage.asks, ANSWERED_BY[stage.id], strict=True):
            found = _worst(partnership, codes) if position != "ahead" else ()
            light = min(found, key=lambda row: row.severity.rank).severity.value if found else None
            rows.append((stage.title, position, since.get(stage.id), ask, light, ", ".join(codes), found))
    columns = ["stage", "position", "since", "asks", "light", "codes", "findings"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _worst(partnership: Partnership, codes: tuple[str, ...]) -> tuple[Finding, ...]:
    """The worst finding of each rule that finds something."""
    found = [find_by_rule(partnership, row) for row in rules() if row.code in codes]
    return tuple(min(rows, key=lambda row: row.severity.rank) for rows in found if rows)
