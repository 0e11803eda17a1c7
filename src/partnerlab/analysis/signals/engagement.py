"""Signals on engaging: voluntary bodies, all levels, those who are to hear of it (¶2.14-2.15, ¶3.3, ¶4.8)."""

from __future__ import annotations

from partnerlab.analysis.facts.bodies import seated, steering_bodies
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.signal import Polarity, Signal, not_recorded, source, weigh_share
from partnerlab.partnership import Partnership
from partnerlab.partnership.case import Engagement
from partnerlab.partnership.records import choices_of
from partnerlab.wording import counted, listed, verb_of

LEVELS = choices_of(Engagement, "level")
"""Levels to be engaged, from the top (¶2.14)."""

VOLUNTARY = frozenset({"voluntary", "community"})
"""Sectors that Figure 3 names as those left out of deciding."""


@source("mapping", "partners.sector")
def voluntary_bodies_take_part(partnership: Partnership) -> Signal:
    """Weigh whether voluntary or community bodies are partners (Fig. 3)."""
    partners = partnership.current_partners
    known = [row for row in partners if row.sector is not None]
    members = [row for row in known if row.sector in VOLUNTARY]
    text = f"{counted(len(members), 'voluntary or community partner', none='no')} among {len(partners)} recorded"
    evidence = tuple(
        fact(f"{partnership.short_name_of(row.id)}: {row.sector}", row, "sector") for row in members or known
    )
    polarity = Polarity.SUPPORTS if members else Polarity.CONTRADICTS
    if (not members and len(known) < len(partners)) or not partners:
        polarity, text = (
            Polarity.CANNOT_TELL,
            f"{len(known)} of {counted(len(partners), 'partner')} with a sector recorded",
        )
    return Signal(polarity, text, float(len(members)), len(known), len(partners), evidence)


@source("mapping", "governance.members")
def voluntary_bodies_steer(partnership: Partnership) -> Signal:
    """Weigh whether the voluntary and community partners have a seat where the partnership is steered (Fig. 3)."""
    members = [row for row in partnership.current_partners if row.sector in VOLUNTARY]
    if not members or not any(row.members for row in steering_bodies(partnership)):
        return not_recorded(partnership, "no seat of a voluntary or community partner is recorded", expected=None)
    out = [row for row in members if row.id not in seated(partnership)]
    of = counted(len(members), "voluntary or community partner")
    inside = len(members) - len(out)
    sit = verb_of(inside, len(members), "sits", "sit")
    text = f"{inside} of {of} {sit} on a body that steers"
    evidence = [fact(row.name, row, "id") for row in out or members]
    return weigh_share(inside, len(members), partnership.thresholds.voluntary_steering, text, evidence)


@source("mapping", "engagement")
def front_line_is_engaged(partnership: Partnership) -> Signal:
    """Weigh whether the front line is among those engaged (¶2.14, Fig. 3)."""
    rows = [row for row in partnership.engagement if row.level == "front line"]
    return _engaged(partnership, ("front line",), len(rows))


@source("mapping", "engagement")
def levels_are_engaged(partnership: Partnership) -> Signal:
    """Weigh whether all levels were engaged, from leaders to the front line and the public (¶2.14: at all levels)."""
    return _engaged(partnership, LEVELS, len(partnership.engagement))


def _engaged(partnership: Partnership, levels: tuple[str, ...], times: int) -> Signal:
    rows = partnership.engagement
    if not rows:
        return not_recorded(partnership, "no engagement is recorded", expected=None)
    missing = [level for level in levels if level not in {row.level for row in rows}]
    all_of = f"{listed(levels)} engaged, {counted(times, 'time')} recorded"
    text = f"engagement recorded, but not with {listed(missing)}" if missing else all_of
    evidence = [fact(f"{row.level}: {row.how}", row, "level") for row in reversed(rows)]
    n = len(levels)
    return weigh_share(n - len(missing), n, 1, text, evidence)


@source("mapping", "thanks")
def work_is_recognised(partnership: Partnership) -> Signal:
    """Weigh how many audiences of the communication plan hear at a set time what came of the work (¶3.3, ¶4.8)."""
    rows = partnership.communication
    if not rows:
        return not_recorded(partnership, "no communication plan is recorded", expected=None)
    silent = [row for row in rows if not row.frequency]
    told = len(rows) - len(silent)
    text = f"how often is recorded for {told} of {counted(len(rows), 'audience')}"
    evidence = [
        fact(f"{row.audience}: {row.frequency or 'how often is not recorded'}", row, "frequency")
        for row in silent or rows
    ]
    return weigh_share(told, len(rows), partnership.thresholds.audiences_told, text, evidence)
