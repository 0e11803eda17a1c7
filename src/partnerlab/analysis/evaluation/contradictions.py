"""Answers to the checklist beside the record: what partners say is in place and the record does not show (App. 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.checklist import answer_value, find_checklist_rounds
from partnerlab.analysis.evaluation.signals.leadership import STEERING
from partnerlab.analysis.findings import Fact, fact
from partnerlab.guide import accountability_dimensions, checklist
from partnerlab.partnership import Partnership
from partnerlab.wording import listed

SAY_SO = 0.5
"""Share of those who answered that must say an item is in place before the record is asked; ours."""


@dataclass(frozen=True)
class Contradiction:
    """An item that partners say is in place and the record does not show.

    Attributes
    ----------
    item
        1 to 10.
    title
        Its title.
    said, told
        How many say in place, of how many with a view.
    lacking
        What the record lacks.
    in_part
        Whether the record has some of it.
    """

    item: int
    title: str
    said: int
    told: int
    lacking: Fact
    in_part: bool


@cached
def find_contradictions(partnership: Partnership) -> tuple[Contradiction, ...]:
    """Find items that half of the partners or more say are in place and the record does not show.

    Items 1 and 2 are left to the scoping review, for what shows them is agreement itself.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     partners=[{"id": "PSNI", "name": "Police"}],
    ...     checklist=[{"on": "2026-03-31", "by": "PSNI", "item": 7, "answer": "in place"}])
    >>> [(row.item, row.lacking.text) for row in find_contradictions(hub)]
    [(7, 'no way of settling disputes is recorded')]
    """
    rounds = find_checklist_rounds(partnership)
    answers = rounds[-1].answers if rounds else {}
    lacking: dict[int, tuple[Fact, bool]] = {}
    for item, missing, in_part in _gaps(partnership):
        lacking.setdefault(item, (missing, in_part))
    found = []
    for row in checklist():
        given = [answer for (_, item), answer in answers.items() if item == row.number]
        told = [answer for answer in given if answer_value(answer.answer) is not None]
        said = sum(answer.answer == "in place" for answer in told)
        if told and said >= SAY_SO * len(told) and row.number in lacking:
            missing, in_part = lacking[row.number]
            found.append(Contradiction(row.number, row.title, said, len(told), missing, in_part))
    return tuple(found)


def _gaps(partnership: Partnership) -> Iterator[tuple[int, Fact, bool]]:
    """Yield what the record lacks for each item, the gravest first, and whether it has some of it."""
    yield from _agreement_gaps(partnership)
    yield from _governance_gaps(partnership)
    yield from _outcome_gaps(partnership)
    yield from _risk_gaps(partnership)


def _agreement_gaps(partnership: Partnership) -> Iterator[tuple[int, Fact, bool]]:
    rows = [row for row in partnership.agreements if row.kind != "data sharing" and row.ended is None]
    if not any(row.signed for row in rows):
        if rows:
            yield 4, fact("the agreement is not signed", rows[-1], "signed"), True
        elif not partnership.tasks:
            yield 4, fact("neither an agreement nor tasks are recorded"), False
        else:
            yield 4, fact("no agreement is recorded"), True


def _governance_gaps(partnership: Partnership) -> Iterator[tuple[int, Fact, bool]]:
    rows = partnership.accountabilities
    documented = {row.dimension for row in rows if row.documented}
    missing = [row.id for row in accountability_dimensions() if row.id not in documented]
    if missing:
        text = f"{listed(missing)} accountability is not documented"
        yield 5, fact(text, rows[0] if rows else None, "documented" if rows else ""), len(missing) < 3
    if not any(row.kind in STEERING | {"lead organisation"} and row.ended is None for row in partnership.governance):
        yield 6, fact("no lead organisation, committee or leadership group is recorded"), False
    if not partnership.disputes:
        yield 7, fact("no way of settling disputes is recorded"), False
    elif not any(row.final for row in partnership.disputes):
        yield 7, fact("no rung of the ladder decides for good", partnership.disputes[-1], "final"), True


def _outcome_gaps(partnership: Partnership) -> Iterator[tuple[int, Fact, bool]]:
    if not partnership.outcomes.aligned:
        yield 3, fact("no outcome is named"), False
        yield 8, fact("no outcome is named"), False
    elif not partnership.indicators:
        yield 8, fact("no indicator measures the outcome", partnership.outcomes, "aligned"), True
    budgets = [row for row in partnership.milestones if row.budget is not None]
    money = [row for partner in partnership.current_partners for row in partner.resources if row.kind == "money"]
    if not budgets and not money:
        yield 9, fact("neither a budget nor anybody's money is recorded"), False
    elif not budgets:
        yield 9, fact("no milestone has a budget", money[0], "amount"), True


def _risk_gaps(partnership: Partnership) -> Iterator[tuple[int, Fact, bool]]:
    rows = [row for row in partnership.risks if row.closed is None]
    alone = [row for row in rows if row.kind != "own" and partnership.lead_of(row.id) is None]
    if not rows:
        yield 10, fact("no risk is recorded"), False
    elif alone:
        text = f"{listed(row.id for row in alone)} {'has' if len(alone) == 1 else 'have'} no lead"
        yield 10, fact(text, alone[0], "id"), True
