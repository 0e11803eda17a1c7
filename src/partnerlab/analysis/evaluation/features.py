"""Features of an effective partnership, each with what in the data speaks for and against it (Fig. 2, ¶2.8-2.14)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.signals.engagement import levels_are_engaged
from partnerlab.analysis.signals.leadership import (
    a_body_steers,
    a_chair_leads,
    accountability_is_complete,
    an_owner_answers,
    tasks_are_answered_for,
)
from partnerlab.analysis.signals.learning import services_are_measured
from partnerlab.analysis.signals.members import members_may_commit, members_stay, partners_attend, partners_stay
from partnerlab.analysis.signals.purpose import outcome_is_named, partners_contribute, reason_is_accepted
from partnerlab.analysis.signals.resources import resources_are_confirmed
from partnerlab.analysis.signals.signal import Signal, Source, gather, rest_on_enough, speaking_against, told
from partnerlab.analysis.signals.spending import milestones_keep_to_budget, spending_can_be_followed
from partnerlab.guide import Practice, features
from partnerlab.partnership import Partnership
from partnerlab.partnership.thresholds import Thresholds

SOURCES: dict[str, tuple[Source, ...]] = {
    "feature-outcome": (outcome_is_named, reason_is_accepted, partners_contribute),
    "feature-leadership": (a_body_steers, a_chair_leads, an_owner_answers),
    "feature-accountability": (tasks_are_answered_for, accountability_is_complete, services_are_measured),
    "feature-commitment": (members_stay, partners_stay, partners_attend, members_may_commit),
    "feature-finance": (spending_can_be_followed, milestones_keep_to_budget, resources_are_confirmed),
    "feature-engagement": (levels_are_engaged,),
}
"""Where the signals for each feature come from; our choice, not the guide's."""


@dataclass(frozen=True)
class Feature:
    """What the data say of one feature."""

    practice: Practice
    """The guide's row."""
    signals: tuple[Signal, ...]
    """Everything found that bears on it and can tell."""
    of: int
    """How many signals bear on it, those that cannot tell among them."""
    limits: Thresholds
    """The partnership's: `signals_told` of the signals must be able to tell for it to be seen; `failure_told` of them,
    where there are so many, and `least_observed` for one to be held against it. All are ours."""

    @property
    def against(self) -> tuple[Signal, ...]:
        """Signals that speak against it."""
        return speaking_against(self.signals)

    @property
    def state(self) -> str:
        """`seen`, `seen in part`, `not seen` or `cannot tell`."""
        known, limits = len(self.signals), self.limits
        if known < min(limits.failure_told, self.of) or not rest_on_enough(self.against, limits):
            return "cannot tell"
        if not self.against:
            return "seen" if known >= limits.signals_told * self.of else "cannot tell"
        return "not seen" if len(self.against) == len(self.signals) else "seen in part"


@cached
def gather_features(partnership: Partnership) -> tuple[Feature, ...]:
    """Find what the data say of each feature, in the order of the guide."""
    limits = partnership.thresholds
    return tuple(
        Feature(row, told(gather(partnership, SOURCES[row.id])), len(SOURCES[row.id]), limits) for row in features()
    )


@cached
def assess_features(partnership: Partnership) -> pd.DataFrame:
    """Assess the six features of an effective partnership.

    Returns
    -------
    pandas.DataFrame
        Six rows. Columns `feature` (id), `title`, `text`, `paragraph`, `state` (seen: all that can tell speak for
        it; seen in part; not seen: none does; cannot tell: too few can), `for_it` and `signals` (how many of how many),
        `supports` and `contradicts` (what they say). The figure itself is missing from the guide's text; its features
        are taken from the headings that follow it.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> set(assess_features(hub)["state"])
    {'cannot tell'}
    """
    rows = [
        {
            "feature": found.practice.id,
            "title": found.practice.title,
            "text": found.practice.text,
            "paragraph": found.practice.paragraph,
            "state": found.state,
            "for_it": len(found.signals) - len(found.against),
            "signals": len(found.signals),
            "supports": "; ".join(signal.text for signal in found.signals if signal.supports),
            "contradicts": "; ".join(signal.text for signal in found.against),
        }
        for found in gather_features(partnership)
    ]
    return pd.DataFrame(rows)
