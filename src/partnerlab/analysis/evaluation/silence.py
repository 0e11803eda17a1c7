"""Whose silence could change the answer: conclusions that rest on missing partners, and which could flip (App. 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.checklist import judge_answers
from partnerlab.analysis.evaluation.sustainability import gather_lasting_conditions, judge_holds
from partnerlab.analysis.facts.acceptance import STATES, assess_acceptance
from partnerlab.analysis.facts.checklist import checklist_rounds
from partnerlab.analysis.practices import Answered, gather_practice, is_stale
from partnerlab.analysis.silence import SilentConclusion
from partnerlab.guide import checklist, practices
from partnerlab.methods.silence import bound_conclusion
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import ASSENTS
from partnerlab.partnership.evaluation import ChecklistAnswer
from partnerlab.partnership.records import choices_of

REASON, CHECKLIST, LASTING, PRACTICES = TABLES = ("acceptances", "checklist", "sustainability", "practices")
"""Where in the file the answers are."""

POSSIBLE: dict[str, Sequence[str]] = {
    REASON: tuple(STATES.values()),
    CHECKLIST: choices_of(ChecklistAnswer, "answer"),
    LASTING: ASSENTS,
    PRACTICES: ("yes, shown", *ASSENTS),
}
"""What a partner could answer."""


@cached
def doubt_answers(partnership: Partnership) -> tuple[SilentConclusion, ...]:
    """Find what each conclusion from partners' answers could become if those who are silent answered.

    Each possible answer of each of them is tried, so what stands does stand. Conclusions that nobody has answered for
    yet are left out: they rest on nobody. So are those that the partners gave together.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     partners=[{"id": name, "name": name} for name in "ABC"], checklist=[
    ...         {"on": "2026-03-01", "by": name, "item": 7, "answer": "in place"} for name in "AB"])
    >>> (row,) = doubt_answers(hub)
    >>> row.about, row.silent, row.bounds.now
    ('Settling disputes', ('C',), 'cannot tell')
    >>> sorted(row.bounds.one)
    ['cannot tell', 'in place', 'not in place in full', 'partners differ']
    """
    return (*_reason(partnership), *_items(partnership), *_conditions(partnership), *_practices(partnership))


def _conclude(
    partnership: Partnership,
    table: str,
    about: str,
    given: Mapping[str, str],
    judge: Callable[[Sequence[str]], str],
    *,
    asked: Sequence[str] | None = None,
) -> Iterator[SilentConclusion]:
    """Yield what could become of one conclusion; nothing when nobody has answered for it. All are asked by default."""
    partners = [row.id for row in partnership.current_partners] if asked is None else asked
    silent = tuple(name for name in partners if name not in given)
    if given:
        bounds = bound_conclusion(tuple(given.values()), len(silent), POSSIBLE[table], judge)
        yield SilentConclusion(table, about, len(given), silent, bounds)


def _reason(partnership: Partnership) -> Iterator[SilentConclusion]:
    """Whether all accept the reason, as SC102 judges it."""
    table, members = assess_acceptance(partnership), len(partnership.current_partners)
    asked = table[table["state"] != "no answer"]
    given = dict(zip(asked["partner"], asked["state"], strict=True))

    def judge(states: Sequence[str]) -> str:
        worst = next((state for state in ("not accepted", "accepted in part") if state in states), "accepted")
        return "cannot tell" if worst == "accepted" and len(states) < members else worst

    yield from _conclude(partnership, REASON, "The reason for the partnership", given, judge)


def _items(partnership: Partnership) -> Iterator[SilentConclusion]:
    """Whether each item of the checklist is in place, and whether partners differ, as EV501 and EV502 judge it."""
    rounds, members = checklist_rounds(partnership), partnership.current_partners
    answers = rounds[-1].answers if rounds else {}

    def judge(said: Sequence[str]) -> str:
        return judge_answers(said, len(members), partnership.thresholds)

    for item in checklist():
        given = {row.id: answers[row.id, item.number].answer for row in members if (row.id, item.number) in answers}
        yield from _conclude(partnership, CHECKLIST, item.title, given, judge)


def _conditions(partnership: Partnership) -> Iterator[SilentConclusion]:
    """Whether each condition of lasting holds, as EV302 judges it."""
    members = len(partnership.current_partners)

    def judge(said: Sequence[str]) -> str:
        return judge_holds(said, members, partnership.thresholds)

    for row in gather_lasting_conditions(partnership):
        given = {answer.by: answer.holds for answer in row.answers if answer.by is not None}
        if len(given) == len(row.answers):
            yield from _conclude(partnership, LASTING, row.name.capitalize(), given, judge)


def _practices(partnership: Partnership) -> Iterator[SilentConclusion]:
    """Whether each practice that partners answer one by one is in place, as `practices.judge_practice` judges it."""
    for practice in practices():
        row = gather_practice(partnership, practice.id)
        if practice.asked_of == "together" or row.by_all:
            continue
        given = {
            str(answer.by): "yes, shown" if answer.holds == "yes" and answer.evidence else answer.holds
            for answer in row.answers
        }
        yield from _conclude(
            partnership, PRACTICES, practice.title, given, partial(_judge_practice, partnership, row), asked=row.asked
        )


def _judge_practice(partnership: Partnership, row: Answered, said: Sequence[str]) -> str:
    """Judge what is said of a practice; one more answer makes old ones count again, since the newest says how old."""
    is_old = len(said) == len(row.answers) and is_stale(partnership, row)
    if is_old or len(said) < min(partnership.thresholds.least_answers, len(row.asked)):
        return "cannot tell"
    if {"partly", "no"} & set(said):
        return "in doubt"
    return "in place" if len(said) == len(row.asked) and "yes, shown" in said else "cannot tell"
