"""The rounds of the self-assessment, and what an answer counts for (App. 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.answers import group_rounds, was_member
from partnerlab.guide import scale
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import ChecklistAnswer

SILENT = "no answer"
"""What stands for a partner that did not answer."""


def answer_value(answer: str) -> int | None:
    """Return the number of an answer: 2 in place, 1 partly, 0 not in place; None for don't know and no answer.

    Examples
    --------
    >>> answer_value("partly"), answer_value("don't know")
    (1, None)
    """
    return None if answer == SILENT else scale("answer-4").level(answer).value


@dataclass(frozen=True)
class Round:
    """One round of the self-assessment."""

    number: int
    """1 for the first."""
    on: date
    """The first day of the round."""
    answers: dict[tuple[str, int], ChecklistAnswer]
    """By partner and item; of several by one partner the last one counts."""

    def given_by(self, partner_id: str) -> dict[int, ChecklistAnswer]:
        """Return one partner's answers by item."""
        return {item: row for (partner, item), row in self.answers.items() if partner == partner_id}


@cached
def checklist_rounds(partnership: Partnership) -> tuple[Round, ...]:
    """Find the rounds of the self-assessment, earliest first.

    Answers of partners who were not members on the day count in no round: `list_outside_answers` lists them.
    """
    outside = {id(row) for row in list_outside_answers(partnership)}
    rows = sorted((row for row in partnership.checklist if id(row) not in outside), key=lambda row: row.on)
    starts = group_rounds((row.on for row in rows), partnership.thresholds.round_days)
    rounds: dict[date, dict[tuple[str, int], ChecklistAnswer]] = {}
    for row in rows:
        rounds.setdefault(starts[row.on], {})[row.by, row.item] = row
    return tuple(Round(number, on, answers) for number, (on, answers) in enumerate(sorted(rounds.items()), start=1))


@cached
def list_outside_answers(partnership: Partnership) -> tuple[ChecklistAnswer, ...]:
    """Find answers given by a partner who had left by then, or had not joined yet."""
    return tuple(row for row in partnership.checklist if not was_member(partnership, row.by, row.on))
