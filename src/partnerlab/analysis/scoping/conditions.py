"""Conditions for working in partnership: what partners say, and what the data say (Fig. 3)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.scoping.signals import SIGNALS, Signal
from partnerlab.guide import Practice, assumptions, collaboration_risks
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest, least
from partnerlab.partnership.case import ConditionAnswer

COLUMNS = ("condition", "kind", "title", "meaning", "answer", "answers", "on", "supports", "contradicts", "verdict")
"""Columns of `assess_conditions`."""


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
        What the data say for and against it.
    """

    practice: Practice
    kind: str
    answers: tuple[ConditionAnswer, ...]
    signals: tuple[Signal, ...]

    @property
    def answer(self) -> str | None:
        """The least favourable latest answer: yes (holds, or is guarded against), partly, no; None when not asked."""
        return least(row.holds for row in self.answers)

    @property
    def against(self) -> tuple[Signal, ...]:
        """The signals that contradict it."""
        return tuple(row for row in self.signals if not row.supports)

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
        return "not asked" if self.signals else "cannot tell"


@cached
def find_conditions(partnership: Partnership) -> tuple[Condition, ...]:
    """Return Figure 3's nine assumptions and nine risks with what was answered and what bears on them.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}], rationale="Need is clear")
    >>> [row.fact.text for row in find_conditions(hub)[2].signals]
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
            tuple(signal for source in SIGNALS[practice.id] for signal in source(partnership)),
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
        risk is guarded against; None when not asked), `answers` (how many), `on` (latest date), `supports` and
        `contradicts` (what the data say, parted by semicolons), `verdict`: supported (yes, and data agree),
        contradicted (yes, but data speak against), on trust (yes, no data), in part, does not hold, not asked (data
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
            "; ".join(signal.fact.text for signal in row.behind),
            "; ".join(signal.fact.text for signal in row.against),
            row.verdict,
        )
        for row in find_conditions(partnership)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
