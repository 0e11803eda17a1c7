"""Conditions for working in partnership: what partners say, and what the data say (Fig. 3)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.signals.constraints import complexity_is_answered, deadlines_are_answered
from partnerlab.analysis.signals.engagement import (
    front_line_is_engaged,
    voluntary_bodies_steer,
    voluntary_bodies_take_part,
)
from partnerlab.analysis.signals.leadership import accountability_is_spread, all_partners_steer
from partnerlab.analysis.signals.learning import actions_are_in_time, actions_are_owned, services_are_measured
from partnerlab.analysis.signals.members import members_may_commit
from partnerlab.analysis.signals.milestones import milestones_are_kept
from partnerlab.analysis.signals.purpose import (
    options_favour_partnership,
    outcome_is_named,
    partners_contribute,
    reason_is_accepted,
    reason_is_written,
)
from partnerlab.analysis.signals.resources import resources_are_confirmed, resources_bear_the_level
from partnerlab.analysis.signals.signal import Signal, Source, gather, speaking_against, told
from partnerlab.guide import Practice, assumptions, collaboration_risks
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest, least
from partnerlab.partnership.case import ConditionAnswer

SOURCES: dict[str, tuple[Source, ...]] = {
    "assumption-1": (all_partners_steer, accountability_is_spread),
    "assumption-2": (options_favour_partnership,),
    "assumption-3": (reason_is_written, reason_is_accepted),
    "assumption-4": (outcome_is_named, partners_contribute),
    "assumption-5": (members_may_commit,),
    "assumption-6": (all_partners_steer,),
    "assumption-7": (accountability_is_spread,),
    "assumption-8": (resources_bear_the_level, resources_are_confirmed),
    "assumption-9": (milestones_are_kept, deadlines_are_answered, complexity_is_answered),
    "risk-1": (all_partners_steer, accountability_is_spread),
    "risk-2": (options_favour_partnership,),
    "risk-3": (reason_is_written, reason_is_accepted, outcome_is_named),
    "risk-4": (milestones_are_kept, deadlines_are_answered, complexity_is_answered),
    "risk-5": (all_partners_steer,),
    "risk-6": (voluntary_bodies_take_part, voluntary_bodies_steer),
    "risk-7": (front_line_is_engaged,),
    "risk-8": (services_are_measured,),
    "risk-9": (actions_are_in_time, actions_are_owned, reason_is_written, reason_is_accepted),
}
"""Which signals bear on which condition; our choice, not the guide's."""


@dataclass(frozen=True)
class Condition:
    """One of Figure 3's conditions: what was answered, and what bears on it.

    Attributes
    ----------
    practice
        The guide's row.
    kind
        `assumption`, which should hold, or `risk`, which should be guarded against.
    answers
        The latest answer of each partner, and of all together.
    signals
        What the data say of it, as far as they can tell.
    """

    practice: Practice
    kind: str
    answers: tuple[ConditionAnswer, ...]
    signals: tuple[Signal, ...]

    @property
    def answer(self) -> str | None:
        """The least favourable latest answer: yes (holds, or is guarded against), partly, no; or None."""
        return least(row.holds for row in self.answers)

    @property
    def against(self) -> tuple[Signal, ...]:
        """The signals that contradict it."""
        return speaking_against(self.signals)

    @property
    def behind(self) -> tuple[Signal, ...]:
        """The signals that support it."""
        return tuple(row for row in self.signals if row.supports)

    @property
    def verdict(self) -> str:
        """What follows, in words; see `assess_conditions`."""
        if self.answer == "yes":
            return "contradicted" if self.against else "supported" if self.behind else "on trust"
        if self.answer is not None:
            return "in part" if self.answer == "partly" else "does not hold"
        return "no answer" if self.signals else "cannot tell"


@cached
def gather_scoping_conditions(partnership: Partnership) -> tuple[Condition, ...]:
    """Return Figure 3's nine assumptions and nine risks with what was answered and what bears on them.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}], rationale="Need is clear")
    >>> [row.text for row in gather_scoping_conditions(hub)[2].signals]
    ['the reason for the partnership is written down']
    """
    current = {None, *(partner.id for partner in partnership.current_partners)}
    given = [row for row in partnership.conditions if row.by in current]
    answers = latest(given, lambda row: (row.condition, row.by))
    return tuple(
        Condition(
            practice,
            kind,
            tuple(row for row in answers if row.condition == practice.id),
            told(gather(partnership, SOURCES[practice.id])),
        )
        for kind, practices in (("assumption", assumptions()), ("risk", collaboration_risks()))
        for practice in practices
    )


@cached
def assess_conditions(partnership: Partnership) -> pd.DataFrame:
    """Assess Figure 3's conditions, each set against what the data say elsewhere.

    The guide prints nine assumptions and nine risks; which belongs to which is not established, so none are paired.

    Returns
    -------
    pandas.DataFrame
        Eighteen rows: nine assumptions, then nine risks. Columns `condition` (id), `kind` (assumption, risk),
        `title`, `meaning`, `answer` (the least favourable latest answer: yes means that the assumption holds or the
        risk is guarded against; None without an answer), `answers` (how many), `on` (latest date), `supports` and
        `contradicts` (what the data say, parted by semicolons), `verdict`: supported (yes, and data agree),
        contradicted (yes, but data speak against), on trust (yes, no data), in part, does not hold, no answer (data
        say something, nobody answered), cannot tell.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}], rationale="Need is clear",
    ...     conditions=[{"condition": "assumption-3", "on": "2025-02-01", "holds": "yes"}])
    >>> assess_conditions(hub).loc[2, ["title", "answer", "verdict"]].tolist()
    ['Clear need', 'yes', 'supported']
    """
    rows = [
        (
            row.practice.id,
            row.kind,
            row.practice.title,
            row.practice.text,
            row.answer,
            len(row.answers),
            max((answer.on for answer in row.answers), default=None),
            "; ".join(signal.text for signal in row.behind),
            "; ".join(signal.text for signal in row.against),
            row.verdict,
        )
        for row in gather_scoping_conditions(partnership)
    ]
    columns = ["condition", "kind", "title", "meaning", "answer", "answers", "on", "supports", "contradicts", "verdict"]
    return pd.DataFrame(rows, columns=columns, dtype=object)
