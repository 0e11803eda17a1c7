"""Practices that only partners can say of themselves: what they answered, and how a rule judges it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from partnerlab import guide
from partnerlab.analysis.caching import cached
from partnerlab.analysis.catalogue import Judgement, Judgements, Way, at_fault, cannot_tell, in_place, part_met
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.findings import Fact, fact
from partnerlab.dates import months_since
from partnerlab.guide import AskedPractice
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import ASSENTS, latest, least
from partnerlab.partnership.case import PracticeAnswer
from partnerlab.partnership.sectors import is_outside_government
from partnerlab.wording import counted, listed, say_day, verb

WHOM = {"together": "the partners together", "each": "each partner", "outside": "each partner outside government"}
"""Who answers, in words."""

OF_TOPIC = {
    "scoping": (
        *("users-needs", "environment", "brokering-resourced", "cultures-understood"),
        *("workable-terms", "bureaucracy-spared", "value-for-money"),
        *("people-chosen", "success-described", "timing-known", "strengths-known", "funding-terms-read", "data-found"),
        *("challenge-expected", "cover-known", "project-leads"),
    ),
    "mapping": (
        *("management-model", "model-kept", "able-chair", "inclusive-process", "operational-leads"),
        *("roles-understood", "duplication-avoided", "roles-flexible", "opportunities-valued", "agreement-pays"),
    ),
    "risk_allocation": ("conflict-used",),
    "evaluation": (
        *("more-together", "own-performance", "joint-performance", "differences-handled", "measures-joint"),
        *("shared-measurement", "ineffective-stopped"),
    ),
}
"""Practices that each topic's rules judge."""

SAID = {"no": "no", "partly": "only partly"}
"""What stands in a sentence for an answer that is not yes."""


@dataclass(frozen=True)
class Answered:
    """One practice, whom it is asked of, and what they answered last."""

    practice: AskedPractice
    asked: tuple[str, ...]
    """The partners that it is asked of."""
    answers: tuple[PracticeAnswer, ...]
    """The latest answer of each, and of all together."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What a reader knows those who answered by, by their ids."""

    @property
    def by_all(self) -> bool:
        """Whether the partners gave one answer together."""
        return any(row.by is None for row in self.answers)

    @property
    def silent(self) -> int:
        """How many answers are missing: of partners one by one, or the one that they give together."""
        if self.by_all or (self.answers and self.practice.asked_of == "together"):
            return 0
        return 1 if self.practice.asked_of == "together" else len(self.asked) - len(self.answers)

    @property
    def answer(self) -> str | None:
        """The least favourable latest answer: yes, partly or no; None when nobody answered."""
        return least(row.holds for row in self.answers)

    @property
    def facts(self) -> list[Fact]:
        """What each answered, those that say no first."""
        rows = sorted(self.answers, key=lambda row: ASSENTS.index(row.holds))
        title = self.practice.title
        told = [f"{title}, {self.names[row.by]}" if row.by else title for row in rows]
        return [fact(f"{who}: {row.holds}", row, "holds") for who, row in zip(told, rows, strict=True)]


@cached
def gather_practice(partnership: Partnership, practice: str) -> Answered:
    """Return what is answered on one practice; answers of those it is not asked of are left out.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     practices=[{"practice": "environment", "on": "2025-02-01", "holds": "partly"}])
    >>> gather_practice(hub, "environment").answer, gather_practice(hub, "users-needs").answer
    ('partly', None)
    """
    row = guide.practices().row(practice)
    outside = row.asked_of == "outside"
    partners = partnership.current_partners
    asked = tuple(each.id for each in partners if not outside or is_outside_government(each.sector))
    given = [answer for answer in partnership.practices if answer.practice == practice]
    known = {*asked, *([None] if asked or not outside else [])}
    answers = latest([answer for answer in given if answer.by in known], lambda answer: answer.by)
    names = {answer.by: partnership.short_name_of(answer.by) for answer in answers if answer.by}
    return Answered(row, asked, answers, names)


@cached
def assess_practices(partnership: Partnership, topic: str) -> pd.DataFrame:
    """Assess what partners say of the practices that only they can answer.

    Parameters
    ----------
    topic
        `scoping`, `mapping`, `risk_allocation` or `evaluation`, whose rules judge them.

    Returns
    -------
    pandas.DataFrame
        One row for each practice that the topic judges. Columns `practice` (id), `title`, `paragraph`,
        `asked_of`, `answer` (the least favourable latest answer: yes, partly, no; None when nobody answered),
        `answers` and `of` (how many answered of how many asked; 1 of 1 for an answer given together), `on` (date of
        the newest answer), `evidence` (None without any), `meaning`. What is asked of partners outside government is
        left out where there are none. `attrs["topic"]` names the topic.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     practices=[{"practice": "environment", "on": "2025-02-01", "holds": "yes"}])
    >>> assess_practices(hub, "scoping").loc[1, ["title", "answer", "answers", "of"]].tolist()
    ['Environment known', 'yes', 1, 1]
    """
    found = [gather_practice(partnership, practice) for practice in OF_TOPIC[topic]]
    rows = [
        (
            row.practice.id,
            row.practice.title,
            row.practice.paragraph,
            WHOM[row.practice.asked_of],
            row.answer,
            len(row.answers),
            len(row.answers) + row.silent,
            max((answer.on for answer in row.answers), default=None),
            "; ".join(dict.fromkeys(answer.evidence for answer in row.answers if answer.evidence)) or None,
            row.practice.text,
        )
        for row in found
        if row.asked or row.practice.asked_of != "outside"
    ]
    columns = ["practice", "title", "paragraph", "asked_of", "answer", "answers", "of", "on", "evidence", "meaning"]
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    table.attrs["topic"] = topic
    return table


def judge_practice(partnership: Partnership, *practices: str) -> Judgements:
    """Judge practices by the latest answers of those they are asked of.

    A practice is in place when all who are asked say yes and something shows it. Answers older than
    `thresholds.practice_months` do not count, and fewer than `thresholds.least_answers` hold nothing against anybody,
    unless the partners answered together. Of several practices, those without an answer are told in one sentence.
    What is asked of partners outside government is not asked where every sector is recorded and none is from outside.
    """
    found = [gather_practice(partnership, practice) for practice in practices]
    asked = [row for row in found if row.asked or row.practice.asked_of != "outside"]
    if not asked:
        yield from _nobody_to_ask(partnership)
        return
    silent = [row for row in asked if not row.answers]
    judged = [_judge(partnership, row, alone=len(practices) == 1) for row in asked if row.answers]
    if silent:
        yield _not_answered(silent, len(asked))
    if silent or len(practices) == 1 or any(row.remedy != "" for row in judged):
        yield from judged
    elif judged:
        facts = [each for row in asked for each in row.facts]
        titles = listed(f"“{row.practice.title}”" for row in asked)
        yield in_place(f"{titles} {verb(len(asked), 'is', 'are')} in place, as partners say.", *facts[:12])


def _nobody_to_ask(partnership: Partnership) -> Judgements:
    """Say which sectors are not recorded where no partner is known to be outside government."""
    partners = partnership.current_partners
    unknown = [row.id for row in partners if row.sector is None]
    if not partners:
        yield cannot_tell("no partner is recorded", way=Way("partners", "List the partners."))
    elif unknown:
        yield cannot_tell(
            f"{len(unknown)} of {counted(len(partners), 'partner')} {verb(len(unknown), 'has', 'have')} no sector "
            "recorded, and none is known to be outside government",
            way=Way("partners.sector", "Find out the sector of each partner."),
            count=len(unknown),
        )


def _not_answered(silent: list[Answered], possible: int) -> Judgement:
    titles = listed((f"“{row.practice.title}”" for row in silent), 3)
    text = (
        f"no answer is recorded on {titles}"
        if possible == 1
        else (f"{len(silent)} of {possible} practices {verb(len(silent), 'has', 'have')} no answer recorded: {titles}")
    )
    return cannot_tell(
        text, way=Way("practices.holds", silent[0].practice.find_out), count=sum(row.silent for row in silent) or None
    )


def _judge(partnership: Partnership, row: Answered, *, alone: bool) -> Judgement:
    """Judge one practice that was answered."""
    practice, subject = row.practice, "partnership" if alone else row.practice.id
    ask = partial(cannot_tell, subject=subject, way=Way("practices.holds", practice.find_out))
    if is_stale(partnership, row):
        newest, limit = max(answer.on for answer in row.answers), partnership.thresholds.practice_months
        return ask(
            f"the latest answer on “{practice.title}” is of {say_day(newest)}, more than {counted(limit, 'month')} ago",
            *row.facts,
        )
    doubts, voices = [answer for answer in row.answers if answer.holds != "yes"], len(row.answers)
    few = min(partnership.thresholds.least_answers, len(row.asked))
    if not row.by_all and voices < few:
        return ask(
            f"on “{practice.title}” {voices} of {counted(len(row.asked), 'partner')} asked "
            f"{verb(voices, 'has', 'have')} answered",
            *row.facts,
            count=row.silent or None,
        )
    if doubts:
        text = f"“{practice.title}”: {_who_doubts(partnership, row)}."
        all_no = all(answer.holds == "no" for answer in row.answers)
        return (at_fault if all_no else part_met)(text, *row.facts, subject=subject, remedy=practice.find_out)
    if row.silent:
        return ask(
            f"“{practice.title}”: yes, {verb(voices, 'says', 'say')} {voices} of {len(row.asked)} partners asked",
            *row.facts,
            count=row.silent,
        )
    shown = list(dict.fromkeys(answer.evidence for answer in row.answers if answer.evidence))
    if not shown:
        return cannot_tell(
            f"“{practice.title}” is said to be in place, with nothing recorded that shows it",
            *row.facts,
            subject=subject,
            way=Way("practices.evidence", f"Record what shows it, such as {practice.evidence[0]}."),
            count=voices,
        )
    return in_place(
        f"“{practice.title}” is in place, as {_who_says(row)}: {listed(shown, 2)}.", *row.facts, subject=subject
    )


def is_stale(partnership: Partnership, row: Answered) -> bool:
    """Whether the newest answer on a practice is older than `thresholds.practice_months`."""
    months = months_since(max(answer.on for answer in row.answers), partnership.as_at)
    return months is not None and months > partnership.thresholds.practice_months


def _who_says(row: Answered) -> str:
    if row.by_all or row.practice.asked_of == "together":
        return "the partners say"
    return "the one partner asked says" if len(row.asked) == 1 else f"all {len(row.asked)} partners asked say"


def _who_doubts(partnership: Partnership, row: Answered) -> str:
    """Who says no and who says only partly; how many say yes, where partners answered one by one."""
    parts = []
    for answer, words in SAID.items():
        who = [each.by for each in row.answers if each.holds == answer]
        if who:
            names = "the partners together" if None in who else named(partnership, [each for each in who if each])
            many = len(who) > 1 or None in who
            parts.append(f"{words}, {'say' if many else 'says'} {names}")
    yes = sum(each.holds == "yes" for each in row.answers)
    if yes:
        parts.append(f"yes, {verb(yes, 'says', 'say')} {yes} of {len(row.answers)} that answered")
    if row.silent:
        parts.append(f"{len(row.answers)} of {len(row.asked)} asked {verb(len(row.answers), 'has', 'have')} answered")
    return "; ".join(parts)
