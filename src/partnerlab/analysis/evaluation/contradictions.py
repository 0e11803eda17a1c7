"""Answers to the checklist beside the record: what partners say is in place and the record does not show (App. 2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.agreements import agreements_on_partnership
from partnerlab.analysis.facts.checklist import answer_value, checklist_rounds
from partnerlab.analysis.findings import Fact
from partnerlab.analysis.signals.leadership import (
    a_body_steers,
    accountability_is_complete,
    an_agreement_is_signed,
    disputes_can_be_settled,
)
from partnerlab.analysis.signals.purpose import outcome_is_named, outcomes_are_measured
from partnerlab.analysis.signals.risks import risks_are_recorded, shared_risks_are_led
from partnerlab.analysis.signals.signal import Signal, Source
from partnerlab.analysis.signals.spending import money_is_planned
from partnerlab.guide import checklist
from partnerlab.partnership import Partnership

SOURCES: dict[int, tuple[Source, ...]] = {
    3: (outcome_is_named,),
    4: (an_agreement_is_signed,),
    5: (accountability_is_complete,),
    6: (a_body_steers,),
    7: (disputes_can_be_settled,),
    8: (outcome_is_named, outcomes_are_measured),
    9: (money_is_planned,),
    10: (risks_are_recorded, shared_risks_are_led),
}
"""What the record should show of each item, the gravest first; our choice. Items 1 and 2 are agreement itself."""

HAS_SOME: dict[int, Callable[[Partnership], bool]] = {
    3: lambda _: False,
    4: lambda partnership: bool(agreements_on_partnership(partnership) or partnership.tasks),
    5: lambda partnership: any(row.documented for row in partnership.accountabilities),
    6: lambda _: False,
    7: lambda partnership: bool(partnership.disputes),
    8: lambda partnership: bool(partnership.outcomes.aligned),
    9: lambda partnership: any(r.kind == "money" for one in partnership.current_partners for r in one.resources),
    10: lambda partnership: bool(partnership.risks),
}
"""Whether the record has some of an item that it does not show in full."""


@dataclass(frozen=True)
class Contradiction:
    """An item that partners say is in place and the record does not show."""

    item: int
    """1 to 10."""
    title: str
    said: int
    told: int
    """How many say in place, of how many with a view."""
    lacking: Fact
    """What the record lacks."""
    in_part: bool
    """Whether the record has some of it."""


@cached
def find_contradictions(partnership: Partnership) -> tuple[Contradiction, ...]:
    """Find items that `thresholds.say_so` of the present partners say are in place and the record does not show.

    Items 1 and 2 are left to the scoping review, for what shows them is agreement itself.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     partners=[{"id": "PSNI", "name": "Police"}],
    ...     checklist=[{"on": "2026-03-31", "by": "PSNI", "item": 7, "answer": "in place"}])
    >>> [(row.item, row.lacking.text) for row in find_contradictions(hub)]
    [(7, 'no way of settling disputes is recorded')]
    """
    rounds = checklist_rounds(partnership)
    answers = rounds[-1].answers if rounds else {}
    say_so, current = partnership.thresholds.say_so, {row.id for row in partnership.current_partners}
    found = []
    for row in checklist():
        given = [answer for (by, item), answer in answers.items() if item == row.number and by in current]
        told = [answer for answer in given if answer_value(answer.answer) is not None]
        said = sum(answer.answer == "in place" for answer in told)
        gap = _gap(partnership, row.number) if row.number in SOURCES and told and said >= say_so * len(told) else None
        if gap is not None:
            in_part = HAS_SOME[row.number](partnership)
            found.append(Contradiction(row.number, row.title, said, len(told), gap.fact, in_part))
    return tuple(found)


def _gap(partnership: Partnership, item: int) -> Signal | None:
    """Return what the record lacks of an item, the gravest first; None when it shows the item, or cannot tell."""
    first, *others = (ask(partnership) for ask in SOURCES[item])
    if first.contradicts or not (first.supports or first.n):
        return first
    return next((signal for signal in others if signal.contradicts), None)
