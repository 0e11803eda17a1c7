"""A signal: something in the data that reassures or warns, with the place it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from partnerlab.analysis.catalogue import has_reached
from partnerlab.analysis.evaluation.checklist import answer_value, find_checklist_rounds
from partnerlab.analysis.findings import Fact, fact
from partnerlab.guide import checklist
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest


@dataclass(frozen=True)
class Signal:
    """Something in the data that bears on how a partnership works.

    Attributes
    ----------
    warns
        True when it speaks for trouble, False when against.
    fact
        What the data say, and where.
    review
        The review that goes into it: scoping, mapping, risk_allocation or evaluation.
    """

    warns: bool
    fact: Fact
    review: str


Signals = Iterator[Signal]
Source = Callable[[Partnership], Signals]


def gather(partnership: Partnership, sources: Iterable[Source]) -> tuple[Signal, ...]:
    """Gather what several sources say of a partnership; a source that finds no data says nothing."""
    return tuple(signal for source in sources for signal in source(partnership))


def checklist_says(number: int) -> Source:
    """Return a source: what the partners answered on one item of the checklist in the latest round."""

    def source(partnership: Partnership) -> Signals:
        rounds = find_checklist_rounds(partnership)
        rows = [row for (_, item), row in rounds[-1].answers.items() if item == number] if rounds else []
        known = [row for row in rows if answer_value(row.answer) is not None]
        lacking = [row for row in known if row.answer == "not in place"]
        if known:
            title = checklist()[number - 1].title
            text = f"checklist item {number} ({title}): {len(lacking)} of {len(known)} partners say not in place"
            yield Signal(bool(lacking), fact(text, (lacking or known)[0], "answer"), "evaluation")

    return source


def condition_says(condition: str, about: str) -> Source:
    """Return a source: whether one of Figure 3's conditions was last judged to hold."""

    def source(partnership: Partnership) -> Signals:
        rows = [row for row in partnership.conditions if row.condition == condition]
        for row in latest(rows, lambda row: row.by):
            who = f", says {row.by}" if row.by else ""
            yield Signal(row.holds == "no", fact(f"Figure 3, {about}: {row.holds}{who}", row, "holds"), "scoping")

    return source


def sustaining_says(condition: str) -> Source:
    """Return a source: whether one of the four conditions of lasting was last judged to hold."""

    def source(partnership: Partnership) -> Signals:
        rows = [row for row in partnership.sustainability if row.condition == condition]
        for row in latest(rows, lambda row: row.by):
            who = f", says {row.by}" if row.by else ""
            yield Signal(row.holds == "no", fact(f"{condition}: {row.holds}{who}", row, "holds"), "evaluation")

    return source


def expected(partnership: Partnership, stage: str) -> bool:
    """Whether something missing may be held against a partnership: only from a stage on."""
    return has_reached(partnership, stage)
