"""Seven common reasons why partnerships fail, as early warnings from what the data say elsewhere (¶4.11 list)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.signals.answers import checklist_says, condition_says, sustaining_says
from partnerlab.analysis.signals.constraints import (
    budget_pressure_is_answered,
    deadlines_are_answered,
    limits_are_answered,
)
from partnerlab.analysis.signals.leadership import (
    a_body_steers,
    a_chair_leads,
    an_agreement_is_signed,
    an_owner_answers,
    tasks_are_answered_for,
)
from partnerlab.analysis.signals.members import members_may_commit, members_stay, partners_attend, partners_stay
from partnerlab.analysis.signals.milestones import milestones_are_kept
from partnerlab.analysis.signals.network import pairs_work_as_needed, partners_value_each_other
from partnerlab.analysis.signals.purpose import (
    outcome_is_named,
    partners_contribute,
    reason_is_accepted,
    reason_is_written,
)
from partnerlab.analysis.signals.resources import (
    resources_are_confirmed,
    resources_bear_the_level,
    support_is_resourced,
)
from partnerlab.analysis.signals.risks import shared_risks_are_led
from partnerlab.analysis.signals.signal import Signal, Source, gather, rest_on_enough, speaking_against, told
from partnerlab.analysis.signals.spending import milestones_keep_to_budget
from partnerlab.analysis.signals.timing import members_bed_in
from partnerlab.guide import Practice, failure_reasons
from partnerlab.partnership import Partnership
from partnerlab.partnership.thresholds import Thresholds
from partnerlab.wording import counted, listed, verb, verb_of, with_capital

SOURCES: dict[str, tuple[Source, ...]] = {
    "failure-1": (reason_is_written, reason_is_accepted, checklist_says(1), checklist_says(2)),
    "failure-2": (
        members_bed_in,
        deadlines_are_answered,
        milestones_are_kept,
        condition_says("assumption-9", "realistic time"),
    ),
    "failure-3": (
        pairs_work_as_needed,
        partners_value_each_other,
        partners_attend,
        sustaining_says("interdependence"),
        partners_contribute,
    ),
    "failure-4": (
        outcome_is_named,
        checklist_says(3),
        checklist_says(8),
        limits_are_answered,
        condition_says("risk-3", "guard against an unclear purpose"),
    ),
    "failure-5": (
        members_may_commit,
        a_body_steers,
        tasks_are_answered_for,
        an_agreement_is_signed,
        condition_says("assumption-5", "authority to decide"),
    ),
    "failure-6": (
        a_chair_leads,
        an_owner_answers,
        shared_risks_are_led,
        checklist_says(6),
        members_stay,
        partners_stay,
    ),
    "failure-7": (
        resources_bear_the_level,
        resources_are_confirmed,
        support_is_resourced,
        budget_pressure_is_answered,
        milestones_keep_to_budget,
        condition_says("assumption-8", "sufficient resources"),
    ),
}
"""Where the signals for each reason come from; our choice, not the guide's."""

STATES = {
    "warning": ("warns", "warn"),
    "watch": ("needs watching", "need watching"),
    "no sign": ("shows no sign", "show no sign"),
    "cannot tell": ("is not known", "are not known"),
}
"""What can be said of a reason for failure, gravest first, and what a sentence says of one and of several."""


@dataclass(frozen=True)
class EarlyWarning:
    """What the data say of one reason for failure."""

    reason: Practice
    """The guide's row."""
    signals: tuple[Signal, ...]
    """Everything found that bears on it and can tell, warnings first."""
    of: int
    """How many signals bear on it, those that cannot tell among them."""
    limits: Thresholds
    """The partnership's thresholds: `failure_*`, `signals_told` and `least_observed`, all ours."""

    @property
    def warnings(self) -> tuple[Signal, ...]:
        """Signals that speak for trouble."""
        return speaking_against(self.signals)

    @property
    def state(self) -> str:
        """`warning`, `watch`, `no sign` or `cannot tell`; the first and the third need enough signals that can tell.

        To watch needs a few, and more than one observation, so that one fact alone is never held against a
        partnership. A warning rests on what is recorded: what is missing where the guide expects a record is watched.
        """
        enough = bool(self.signals) and len(self.signals) >= self.limits.signals_told * self.of
        if not self.warnings:
            return "no sign" if enough else "cannot tell"
        if len(self.signals) < self.limits.failure_told or not rest_on_enough(self.warnings, self.limits):
            return "cannot tell"
        observed = sum(signal.n > 0 for signal in self.warnings)
        return "warning" if enough and self._are_many(observed) else "watch"

    def _are_many(self, warnings: int) -> bool:
        return warnings >= max(self.limits.failure_share * len(self.signals), self.limits.failure_signals)

    @property
    def sentence(self) -> str:
        """What the state rests on."""
        told, warn = len(self.signals), len(self.warnings)
        if not warn:
            heard = f"{told} of {counted(self.of, 'signal')} can tell"
            return f"{heard}, and none warns of it." if told else f"{heard}."
        named = "; ".join(signal.text for signal in self.warnings)
        few = "" if rest_on_enough(self.warnings, self.limits) else " by one observation alone"
        can_tell, rest = ("", "") if told == self.of else (" that can tell", f"; {self.of - told} cannot tell")
        of = f"{warn} of {counted(told, 'signal')}{can_tell} {verb_of(warn, told, 'warns', 'warn')} of it{few}{rest}"
        missing = sum(signal.n == 0 for signal in self.warnings)
        kept = ""
        if self.state == "watch" and missing and self._are_many(warn):
            records = verb(missing, "is a missing record", "are missing records")
            kept = f" Of these {missing} {records}: no more than a reason to watch."
        return f"{of}. {with_capital(named)}.{kept}"


@cached
def gather_early_warnings(partnership: Partnership) -> tuple[EarlyWarning, ...]:
    """Find what the data say of each of the seven reasons, in the order of the guide.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}], rationale="None can alone")
    >>> [warning.state for warning in gather_early_warnings(hub)][:2]
    ['cannot tell', 'cannot tell']
    """
    found, limits = [], partnership.thresholds
    for reason in failure_reasons():
        signals = told(gather(partnership, SOURCES[reason.id]))
        ordered = tuple(sorted(signals, key=lambda signal: signal.supports))
        found.append(EarlyWarning(reason, ordered, len(SOURCES[reason.id]), limits))
    return tuple(found)


@cached
def assess_failure_reasons(partnership: Partnership) -> pd.DataFrame:
    """Assess the seven reasons for failure.

    Returns
    -------
    pandas.DataFrame
        Seven rows in the order of the guide. Columns `reason` (id), `number`, `title`, `text`, `state` (warning:
        enough of the signals warn; watch: some warn; no sign: none does; cannot tell: too few can tell), `warning` and
        `signals` (how many of how many that can tell), `warnings` and `against` (what they say), `reviews` (which
        reviews go into the warnings).
    """
    rows = [
        {
            "reason": found.reason.id,
            "number": number,
            "title": found.reason.title,
            "text": found.reason.text,
            "state": found.state,
            "warning": len(found.warnings),
            "signals": len(found.signals),
            "warnings": "; ".join(signal.text for signal in found.warnings),
            "against": "; ".join(signal.text for signal in found.signals if signal.supports),
            "reviews": listed(dict.fromkeys(signal.topic.replace("_", " ") for signal in found.warnings))
            if found.warnings
            else "",
        }
        for number, found in enumerate(gather_early_warnings(partnership), start=1)
    ]
    return pd.DataFrame(rows)


def summarise_warnings(partnership: Partnership) -> str:
    """Say in a sentence or two how many of the seven reasons warn."""
    table = assess_failure_reasons(partnership)
    counts = {state: int((table["state"] == state).sum()) for state in STATES}
    said = [f"{counts[state]} {verb(counts[state], *words)}" for state, words in STATES.items() if counts[state]]
    text = f"Of seven common reasons for failure, {listed(said)}."
    gravest = table[table["state"] == "warning"]["title"]
    return f"{text} Warnings: {listed(title.lower() for title in gravest)}." if len(gravest) else text
