"""Signals from what partners answered: the checklist, Figure 3's conditions, the conditions of lasting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from partnerlab.analysis.facts.checklist import answer_value, checklist_rounds
from partnerlab.analysis.facts.names import named, who_says
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.signal import Polarity, Signal, Source, not_recorded, weigh_share
from partnerlab.guide import checklist
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest, least
from partnerlab.partnership.case import ConditionAnswer
from partnerlab.partnership.evaluation import SustainabilityAnswer
from partnerlab.wording import counted, verb_of


def checklist_says(number: int) -> Source:
    """Return a source: how many partners said in the latest round that an item of the checklist is in place.

    It contradicts when too few would say so even if those who say partly did; partly alone cannot tell.
    """

    def weigh(partnership: Partnership) -> Signal:
        rounds, limits = checklist_rounds(partnership), partnership.thresholds
        current = {row.id for row in partnership.current_partners}
        answers = rounds[-1].answers if rounds else {}
        rows = [row for (by, item), row in answers.items() if item == number and by in current]
        known = sorted(
            (row for row in rows if answer_value(row.answer) is not None), key=lambda row: row.answer == "in place"
        )
        about = f"checklist item {number} ({checklist()[number - 1].title})"
        if not known:
            return not_recorded(partnership, f"{about}: no view is recorded", expected=None)
        held = sum(row.answer == "in place" for row in known)
        say = verb_of(held, len(known), "says", "say")
        text = f"{about}: {held} of {counted(len(known), 'partner')} with a view {say} in place"
        evidence = [fact(f"{who_says(partnership, row.by)}: {row.answer}", row, "answer") for row in known]
        n, lacking = len(known), sum(row.answer == "not in place" for row in known)
        if n < min(limits.least_answers, len(current)):
            return Signal(Polarity.CANNOT_TELL, text, held / n, n, len(current), tuple(evidence))
        signal = weigh_share(held, held + lacking, limits.checklist_in_place, text, evidence, of=n)
        return replace(signal, value=held / n, n=n, of=len(current))

    return Source(f"checklist-item-{number}", "evaluation", "checklist.answer", weigh)


def condition_says(condition: str, about: str) -> Source:
    """Return a source: what the present partners last said of one of Figure 3's conditions."""

    def weigh(partnership: Partnership) -> Signal:
        rows = [row for row in partnership.conditions if row.condition == condition]
        return _say(partnership, f"Figure 3, {about}", rows)

    return Source(condition, "scoping", "conditions.holds", weigh)


def sustaining_says(condition: str) -> Source:
    """Return a source: what the present partners last said of one of the conditions of lasting."""

    def weigh(partnership: Partnership) -> Signal:
        rows = [row for row in partnership.sustainability if row.condition == condition]
        return _say(partnership, condition, rows)

    return Source(f"lasting-{condition.replace(' ', '-')}", "evaluation", "sustainability.holds", weigh)


def _say(partnership: Partnership, about: str, rows: Sequence[ConditionAnswer | SustainabilityAnswer]) -> Signal:
    """The least favourable of the latest answers decides: yes supports, no contradicts, partly cannot tell.

    One partner's answer is not enough, where there are several partners, unless all together gave it.
    """
    members = [partner.id for partner in partnership.current_partners]
    current = {None, *members}
    given = latest([row for row in rows if row.by in current], lambda row: row.by)
    worst = least(row.holds for row in given)
    if worst is None:
        return not_recorded(partnership, f"{about}: no answer is recorded", expected=None)
    decisive = [row for row in given if row.holds == worst]
    who = "the partners together"
    if not any(row.by is None for row in decisive):
        who = named(partnership, [row.by for row in decisive if row.by])
    say = "says" if len(decisive) == 1 and decisive[0].by else "say"
    yes = sum(row.holds == "yes" for row in given)
    evidence = tuple(fact(f"{who_says(partnership, row.by)}: {row.holds}", row, "holds") for row in decisive)
    words = {"yes": Polarity.SUPPORTS, "no": Polarity.CONTRADICTS}
    together = any(row.by is None for row in given)
    enough = together or len(given) >= min(partnership.thresholds.least_answers, len(members))
    polarity = words.get(worst, Polarity.CANNOT_TELL) if enough else Polarity.CANNOT_TELL
    asked = "" if together else f" ({len(given)} of {counted(len(members), 'partner')} answered)"
    of = len(given) if together else len(members)
    return Signal(polarity, f"{about}: {worst}, {say} {who}{asked}", yes / len(given), len(given), of, evidence)
