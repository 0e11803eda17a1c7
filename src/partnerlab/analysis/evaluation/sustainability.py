"""Will it last? Interdependence, recognition, plans tied to action, learning: answers beside evidence (¶4.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.answers import stands_for_all
from partnerlab.analysis.signals.engagement import work_is_recognised
from partnerlab.analysis.signals.leadership import evaluation_has_a_home
from partnerlab.analysis.signals.learning import (
    actions_are_done,
    actions_are_in_time,
    actions_are_owned,
    partners_look_again,
    reviews_are_held,
)
from partnerlab.analysis.signals.milestones import milestones_are_kept
from partnerlab.analysis.signals.network import pairs_work_as_needed, partners_value_each_other
from partnerlab.analysis.signals.signal import Polarity, Signal, Source, gather, speaking_against, told
from partnerlab.guide import sustainability
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest, least
from partnerlab.partnership.evaluation import SustainabilityAnswer
from partnerlab.partnership.records import choices_of
from partnerlab.partnership.thresholds import Thresholds

CONDITIONS = choices_of(SustainabilityAnswer, "condition")
"""The four conditions, as they are named in a file, in the order of the guide."""

SOURCES: dict[str, tuple[Source, ...]] = {
    "interdependence": (pairs_work_as_needed, partners_value_each_other),
    "recognition": (work_is_recognised,),
    "planning to action": (actions_are_in_time, actions_are_owned, actions_are_done, milestones_are_kept),
    "learning": (evaluation_has_a_home, reviews_are_held, partners_look_again),
}
"""Where the evidence on each condition comes from; our choice, not the guide's."""


@dataclass(frozen=True)
class Condition:
    """One condition of lasting: what partners say and what the data say."""

    name: str
    text: str
    """What the guide asks, reworded."""
    answers: tuple[SustainabilityAnswer, ...]
    """The latest answer of each who answered."""
    signals: tuple[Signal, ...]
    """What in the data bears on it and can tell."""

    @property
    def holds(self) -> str | None:
        """The least favourable of the latest answers; None when nobody answered."""
        return least(row.holds for row in self.answers)

    @property
    def against(self) -> tuple[Signal, ...]:
        """Signals that speak against it."""
        return speaking_against(self.signals)

    @property
    def data_say(self) -> str:
        """`for it`, `against it`, `both ways` or `nothing`."""
        polarities = {signal.polarity for signal in self.signals}
        if len(polarities) > 1:
            return "both ways"
        words = {Polarity.SUPPORTS: "for it", Polarity.CONTRADICTS: "against it"}
        return words[polarities.pop()] if polarities else "nothing"


def judge_holds(
    holds: Sequence[str], members: int, limits: Thresholds, *, together: bool = False, borne_out: bool = False
) -> str:
    """Judge a condition by the latest answers: who gave which does not matter.

    Parameters
    ----------
    holds
        yes, partly or no of each who answered.
    members
        How many partners there are.
    together
        Whether all partners gave the worst of the answers together. Fewer answers of single partners than
        `least_answers` cannot tell.
    borne_out
        Whether the rest of the data speaks against the condition too: one answer of all together is one observation.

    Returns
    -------
    str
        `holds`, `holds in part`, `denied` (by enough to be red), `denied by some`, or `cannot tell`.

    Examples
    --------
    >>> from partnerlab.partnership.thresholds import Thresholds
    >>> [judge_holds(said, 4, Thresholds()) for said in (["yes"] * 3, ["yes"] * 4, ["yes", "partly"], ["no", "no"])]
    ['cannot tell', 'holds', 'holds in part', 'denied']
    >>> [judge_holds(["no"], 4, Thresholds(), together=True, borne_out=too) for too in (False, True)]
    ['denied by some', 'denied']
    """
    worst, asked, needed = least(holds), len(holds), min(limits.least_observed, members)
    if not together and asked < min(limits.least_answers, members):
        return "cannot tell"
    if worst == "yes":
        return "holds" if together or stands_for_all(limits, asked, members) else "cannot tell"
    if worst != "no":
        return "holds in part" if worst else "cannot tell"
    denying = sum(answer == "no" for answer in holds)
    many = asked >= limits.least_coverage * members and denying >= max(limits.lasting_red * asked, needed)
    return "denied" if many or (together and borne_out) else "denied by some"


@cached
def gather_lasting_conditions(partnership: Partnership) -> tuple[Condition, ...]:
    """Find what the present partners and the data say of each condition, in the order of the guide."""
    current = {None, *(partner.id for partner in partnership.current_partners)}
    found = []
    for name, practice in zip(CONDITIONS, sustainability(), strict=True):
        rows = [row for row in partnership.sustainability if row.condition == name and row.by in current]
        answers = latest(rows, lambda row: row.by)
        found.append(Condition(name, practice.text, answers, told(gather(partnership, SOURCES[name]))))
    return tuple(found)


@cached
def assess_sustainability(partnership: Partnership) -> pd.DataFrame:
    """Assess the four conditions of lasting.

    Returns
    -------
    pandas.DataFrame
        Four rows. Columns `condition`, `text`, `holds` (the least favourable of the latest answers: yes, partly, no;
        None when nobody answered), `answers` (how many), `on` (date of the latest), `partners_differ` (whether the
        latest answers differ; None with fewer than two), `evidence` (what those who answered name), `data` (what the
        rest of the data say: for
        it, against it, both ways, nothing), `for_it` and `signals` (how many signals speak for it, of how many that can
        tell), `supports` and `contradicts` (what they say).
    """
    rows = [
        {
            "condition": found.name,
            "text": found.text,
            "holds": found.holds,
            "answers": len(found.answers),
            "on": max((row.on for row in found.answers), default=None),
            "partners_differ": len({row.holds for row in found.answers}) > 1 if len(found.answers) > 1 else None,
            "evidence": "; ".join(row.evidence for row in found.answers if row.evidence),
            "data": found.data_say,
            "for_it": sum(signal.supports for signal in found.signals),
            "signals": len(found.signals),
            "supports": "; ".join(signal.text for signal in found.signals if signal.supports),
            "contradicts": "; ".join(signal.text for signal in found.signals if signal.contradicts),
        }
        for found in gather_lasting_conditions(partnership)
    ]
    return pd.DataFrame(rows, dtype=object)
