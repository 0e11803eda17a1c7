"""Signals on working relationships: as close as needed, seen alike, valued (¶2.1, ¶2.8, ¶3.2 box)."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.facts.levels import count_apart, count_below, current_level, get_level_gap, ladder_of
from partnerlab.analysis.facts.relationships import answers_between_partners
from partnerlab.analysis.findings import Fact, fact
from partnerlab.analysis.signals.signal import Polarity, Signal, not_recorded, source, weigh_share
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, verb_of

NO_BOTH_SIDES = {
    "both ways": "no pair of partners has answered from both sides",
    "one way": "ties run one way, so that the two answers of a pair are about two ties",
}
"""Why nothing can be said of how two partners see their relationship, by the direction of ties."""


@source("scoping", "relationships.needed")
def pairs_work_as_needed(partnership: Partnership) -> Signal:
    """Weigh how many pairs work together as closely as they need (¶2.8 sets relationships above any structure)."""
    judged, below = count_below(partnership)
    if judged.empty:
        return not_recorded(partnership, "no pair of partners has said which level it needs and has", expected=None)
    work = verb_of(len(below), len(judged), "works", "work")
    text = f"{len(below)} of {counted(len(judged), 'pair')} {work} together less closely than needed"
    wanted, least = partnership.thresholds.pairs_meeting_need, partnership.thresholds.least_answers
    evidence = _facts(partnership, below if len(below) else judged)
    n = len(judged)
    return weigh_share(n - len(below), n, wanted, text, evidence, least=_fewest(partnership, least))


@source("scoping", "relationships.actual")
def pairs_see_alike(partnership: Partnership) -> Signal:
    """Weigh how many pairs see their relationship alike, of those that answered from both sides (¶2.1)."""
    both, apart = count_apart(partnership)
    if both.empty:
        return not_recorded(partnership, NO_BOTH_SIDES[partnership.network_settings.direction], expected=None)
    see = verb_of(len(apart), len(both), "sees its", "see their")
    text = f"{len(apart)} of {counted(len(both), 'pair')} {see} relationship"
    text += f" {partnership.thresholds.answers_apart} or more steps apart"
    wanted, least = partnership.thresholds.pairs_alike, partnership.thresholds.least_answers
    evidence = _facts(partnership, apart if len(apart) else both)
    n = len(both)
    return weigh_share(n - len(apart), n, wanted, text, evidence, least=_fewest(partnership, least))


@source("mapping", "relationships.current_value")
def partners_value_each_other(partnership: Partnership) -> Signal:
    """Weigh how many answers give the relationship more than a low value."""
    limits = partnership.thresholds
    known = [row for row in answers_between_partners(partnership) if row.current_value is not None]
    if not known:
        return not_recorded(partnership, "no relationship is valued", expected=None)
    low = [row for row in known if (row.current_value or 0) <= limits.low_value]
    give = verb_of(len(low), len(known), "gives", "give")
    text = f"{len(low)} of {counted(len(known), 'answer')} {give} the relationship a low value"
    short = partnership.short_name_of
    evidence = [
        fact(f"{short(row.by)} about {short(row.about)}: {row.current_value}", row, "current_value")
        for row in low or known
    ]
    n = len(known)
    return weigh_share(n - len(low), n, limits.relationships_valued, text, evidence, least=limits.least_answers)


@source("scoping", "collaboration.actual")
def partners_work_at_the_level_needed(partnership: Partnership) -> Signal:
    """Weigh whether the whole works at the level of collaboration that is needed (¶2.1)."""
    gap, ladder = get_level_gap(partnership), ladder_of(partnership)
    if gap.lacking is None:
        return not_recorded(partnership, "the level needed or the actual level is not judged", expected=None)
    _, row = current_level(partnership, "actual")
    text = f"level {ladder.label(gap.needed)} is needed, partners work at level {ladder.label(gap.actual)}"
    polarity = Polarity.SUPPORTS if gap.lacking == 0 else Polarity.CONTRADICTS
    return Signal(polarity, text, float(gap.lacking), 1, 1, (fact(text, row, "actual"),))


def _fewest(partnership: Partnership, least: int) -> int:
    """The least number of pairs: two partners can make one pair only."""
    partners = len(partnership.current_partners)
    return min(least, partners * (partners - 1) // 2)


def _facts(partnership: Partnership, pairs: pd.DataFrame) -> list[Fact]:
    rows = {(row.by, row.about): row for row in answers_between_partners(partnership)}
    short, ends = partnership.short_name_of, pairs[["first", "second"]].itertuples(index=False)
    return [
        fact(f"{short(first)} and {short(second)}", rows.get((first, second), rows.get((second, first))), "actual")
        for first, second in ends
    ]
