"""Signals on what partners bring (¶2.1, ¶2.10, ¶2.13)."""

from __future__ import annotations

from partnerlab.analysis.facts.levels import current_level, get_level_gap, ladder_of
from partnerlab.analysis.facts.resourcing import brings_anything
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.signal import (
    Polarity,
    Signal,
    not_before,
    not_recorded,
    source,
    weigh_records,
    weigh_share,
)
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Resource
from partnerlab.wording import counted, listed, verb_of


def offered(partnership: Partnership) -> tuple[Resource, ...]:
    """Return what the current partners bring."""
    return tuple(row for partner in partnership.current_partners for row in partner.resources)


@source("scoping", "collaboration.resourced")
def resources_bear_the_level(partnership: Partnership) -> Signal:
    """Weigh whether resources bear the level of collaboration that is needed (¶2.1)."""
    gap, ladder = get_level_gap(partnership), ladder_of(partnership)
    if gap.unfunded is None:
        missing = "the level needed or the level that resources are enough for is not judged"
        return not_recorded(partnership, missing, expected=None)
    _, row = current_level(partnership, "resourced")
    if gap.unfunded <= 0 and not brings_anything(partnership):
        said = f"resources are said to be enough for level {ladder.label(gap.resourced)}, and no resource is recorded"
        return Signal(Polarity.CANNOT_TELL, said, None, 0, 1, (fact(said, row, "resourced"),))
    text = f"resources are enough for level {ladder.label(gap.resourced)}, level {ladder.label(gap.needed)} is needed"
    polarity = Polarity.SUPPORTS if gap.unfunded <= 0 else Polarity.CONTRADICTS
    return Signal(polarity, text, float(gap.unfunded), 1, 1, (fact(text, row, "resourced"),))


@source("mapping", "partners.resources")
def resources_are_confirmed(partnership: Partnership) -> Signal:
    """Weigh how many resources are confirmed in writing; they are expected from implementing on (¶2.10).

    That one is not recorded as confirmed counts from managing on.
    """
    rows = offered(partnership)
    if not rows:
        return not_recorded(partnership, "no resource is recorded", expected="implementing")
    loose = [row for row in rows if not row.confirmed]
    held = len(rows) - len(loose)
    are = verb_of(held, len(rows), "is", "are")
    text = f"{held} of {counted(len(rows), 'resource')} {are} recorded as confirmed in writing"
    evidence = [fact(f"{row.what or row.kind}", row, "confirmed") for row in loose or rows]
    found = weigh_share(held, len(rows), partnership.thresholds.resources_confirmed, text, evidence)
    return not_before(partnership, found, "managing")


@source("mapping", "partners.resources.purpose")
def support_is_resourced(partnership: Partnership) -> Signal:
    """Weigh whether anybody provides for administration; expected from managing on (¶2.13)."""
    rows = [row for row in offered(partnership) if row.purpose == "administration"]
    named = listed(f"“{row.what}”" if row.what else row.kind for row in rows)
    text = f"for administration: {named}"
    expected = "managing" if offered(partnership) else None
    return weigh_records(
        partnership, rows, text, "no resource for administration is recorded", "purpose", expected=expected
    )
