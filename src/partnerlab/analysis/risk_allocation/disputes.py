"""Settling differences: escalation steps with owners and time limits, and the guide's four tips on conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.names import NAMED, OTHERS, named, who_says
from partnerlab.analysis.facts.steps import get_ladder
from partnerlab.analysis.findings import Fact, Severity, fact
from partnerlab.dates import months_before
from partnerlab.guide import assumptions, collaboration_risks, conflict_tips
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest
from partnerlab.partnership.case import ConditionAnswer
from partnerlab.partnership.evaluation import SustainabilityAnswer
from partnerlab.partnership.governance import Rung
from partnerlab.partnership.relationships import Relationship
from partnerlab.wording import counted, listed, say_day, some_of, verb

_Answer = ConditionAnswer | SustainabilityAnswer

NO_OWNER, NO_CLOCK = "no owner", "no time limit"
"""What a step may lack that only a record can settle."""


@dataclass(frozen=True)
class TipAnswer:
    """What the data say of one of the guide's tips on conflict."""

    tip: str
    """Its title in a few words."""
    light: Severity
    """green when the data show it followed, amber when they show it is not, unknown when they say nothing."""
    message: str
    """Why, with the values."""
    evidence: tuple[Fact, ...] = ()
    enter: str = ""
    find_out: str = ""
    """Key in the file that would settle it, and what to find out."""


@cached
def assess_ladder(partnership: Partnership) -> pd.DataFrame:
    """Return the ladder by which disputes are settled and what each step lacks (¶4.6).

    Returns
    -------
    pandas.DataFrame
        One row for each rung: `rung` (1 is where a dispute starts), `name`, `owner`, `days` (until it passes on),
        `days_so_far` (days gone when it leaves this rung; missing from the first rung without a clock), `next` (number
        of the next rung), `final` (whether it makes the final decision), `lacks` (in words; empty when sound).
    """
    ladder = get_ladder(partnership)
    reached = list_reached(ladder)
    rows = []
    so_far: int | None = 0
    for rung in ladder:
        so_far = None if so_far is None or rung.days is None else so_far + rung.days
        rows.append(
            {
                "rung": rung.rung,
                "name": rung.name,
                "owner": rung.owner,
                "days": rung.days,
                "days_so_far": so_far,
                "next": rung.next,
                "final": rung.final,
                "lacks": "; ".join(list_gaps(rung, ladder, reached)),
            }
        )
    columns = ["rung", "name", "owner", "days", "days_so_far", "next", "final", "lacks"]
    return pd.DataFrame(rows, columns=columns)


def list_gaps(rung: Rung, ladder: Iterable[Rung], reached: frozenset[int]) -> list[str]:
    """Say what a step lacks: an owner, a time limit, or a way on that exists.

    Examples
    --------
    >>> list_gaps(Rung(rung=1, name="Talk", days=5, next=3), [Rung(rung=1, name="Talk")], frozenset({1}))
    ['no owner', 'leads to step 3, which is not there']
    """
    numbers = {row.rung for row in ladder}
    gaps = []
    if rung.owner is None:
        gaps.append(NO_OWNER)
    if rung.days is None:
        gaps.append(NO_CLOCK)
    if rung.next is None and not rung.final:
        gaps.append("no next step and no final decision" if rung.rung == max(numbers) else "no next step")
    if rung.next is not None and rung.next not in numbers:
        gaps.append(f"leads to step {rung.next}, which is not there")
    if rung.next is not None and rung.next in numbers and rung.next <= rung.rung:
        gaps.append(f"leads back to step {rung.next}")
    if rung.rung not in reached:
        gaps.append("never reached from the first step")
    return gaps


def list_reached(ladder: tuple[Rung, ...]) -> frozenset[int]:
    """Return the numbers of the rungs that a dispute starting at the lowest one can reach."""
    by_number = {row.rung: row for row in ladder}
    reached: set[int] = set()
    number = min(by_number, default=None)
    while number in by_number and number not in reached:
        reached.add(number)
        number = by_number[number].next
    return frozenset(reached)


@cached
def assess_tips(partnership: Partnership) -> tuple[TipAnswer, ...]:
    """Check the guide's four tips on conflict (¶4.6) against what the data say elsewhere.

    Which data speak to which tip is our choice, not the guide's: interdependence by the answers on sustaining the
    partnership; information by who came to the meetings of the last months; trust by whether working relationships
    rose or fell; fair decisions by the answers to three of Figure 3's conditions.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}])
    >>> [answer.light.value for answer in assess_tips(hub)]
    ['unknown', 'unknown', 'unknown', 'unknown']
    """
    checks: tuple[Callable[[Partnership], TipAnswer], ...] = (_interdependence, _information, _trust, _fairness)
    return tuple(replace(check(partnership), tip=tip.title) for check, tip in zip(checks, conflict_tips(), strict=True))


def _judge(partnership: Partnership, rows: Sequence[_Answer], missing: str, subject: str) -> TipAnswer:
    """Judge by the least favourable of the latest answers; one partner's answer alone says too little."""
    least = partnership.thresholds.least_answers
    voices = len({row.by for row in rows})
    if not rows or (voices < least and all(row.by is not None for row in rows)):
        found = f"; answers by {counted(voices, 'partner')}, of at least {least}" if rows else ""
        return TipAnswer("", Severity.UNKNOWN, f"{missing}{found}")
    facts = tuple(fact(_say(partnership, row), row, "holds") for row in rows)
    doubts = [_say(partnership, row) for row in rows if row.holds != "yes"]
    if not doubts:
        told = f"{subject}: " + (
            f"all {len(rows)} answers are yes" if len(rows) > 1 else "the one answer, of all, is yes"
        )
        return TipAnswer("", Severity.GREEN, told, facts)
    return TipAnswer(
        "",
        Severity.AMBER,
        f"{subject}, {len(doubts)} of {counted(len(rows), 'answer')} in doubt: {', '.join(doubts)}",
        facts,
    )


def _say(partnership: Partnership, row: _Answer) -> str:
    said = f"{who_says(partnership, row.by)} {'says' if row.by else 'say'} {row.holds}"
    asked = _questions().get(row.condition)
    return f"{said} ({asked})" if asked else said


@cache
def _questions() -> dict[str, str]:
    """Return Figure 3's conditions by id, as an answer to them reads."""
    held = {row.id: f"“{row.title}”" for row in assumptions()}
    return held | {row.id: f"“{row.title}” is guarded against" for row in collaboration_risks()}


def _interdependence(partnership: Partnership) -> TipAnswer:
    rows = [row for row in partnership.sustainability if row.condition == "interdependence"]
    missing = "too few answers on whether members need each other are recorded"
    found = _judge(partnership, latest(rows, lambda row: row.by), missing, "Need for each other")
    way_out = "Ask each partner whether members need each other to reach the outcome."
    return replace(found, enter="sustainability.holds", find_out=way_out)


def _fairness(partnership: Partnership) -> TipAnswer:
    asked = {"assumption-6", "assumption-7", "risk-5"}
    rows = [row for row in partnership.conditions if row.condition in asked]
    missing = "too few answers on whether all have a say (Figure 3) are recorded"
    found = _judge(partnership, latest(rows, lambda row: (row.condition, row.by)), missing, "A say for all")
    return replace(found, enter="conditions.holds", find_out="Ask each partner whether all have a say.")


def _information(partnership: Partnership) -> TipAnswer:
    months, least = partnership.thresholds.review_months, partnership.thresholds.least_meetings
    time = counted(months, "month")
    way_out = "Look up in the minutes which meetings were held and who came."
    unknown = TipAnswer("", Severity.UNKNOWN, "no meeting is recorded", enter="meetings.present", find_out=way_out)
    if not partnership.meetings or partnership.as_at is None:
        return unknown
    since = months_before(partnership.as_at, months)
    held = [row for row in partnership.meetings if row.on >= since]
    if not held:
        return replace(unknown, message=f"no meeting is recorded for the last {time}")
    came = {partner for row in held for partner in (*row.present, *row.by_deputy)}
    missed = {
        partner.id: sum(partner.joined is None or row.on >= partner.joined for row in held)
        for partner in partnership.current_partners
        if partner.id not in came
    }
    facts = tuple(fact(f"meeting of {say_day(row.on)}", row, "present") for row in held[-3:])
    meetings = counted(len(held), "meeting")
    if len(held) < least:
        return replace(unknown, message=f"{meetings} recorded for the last {time}, fewer than {least}")
    throughout = [name for name, number in missed.items() if number == len(held)]
    later = {name: number for name, number in missed.items() if least <= number < len(held)}
    told = [f"{named(partnership, throughout)} came to none of the {meetings} recorded for the last {time}"]
    told = told if throughout else []
    told += [
        f"{partnership.name_of(name)} came to none of the {counted(number, 'meeting')} since it joined"
        for name, number in later.items()
    ]
    if told:
        return TipAnswer("", Severity.AMBER, "; ".join(told), facts)
    if missed:
        joined = f"{named(partnership, missed)} joined before fewer than {least} of the {meetings}"
        return replace(unknown, message=f"{joined} recorded for the last {time}, too few to tell")
    return TipAnswer("", Severity.GREEN, f"Every partner came to a meeting in the last {time} ({meetings} held)", facts)


def _trust(partnership: Partnership) -> TipAnswer:
    pairs: dict[tuple[str, str], list[Relationship]] = {}
    for row in sorted(partnership.relationships, key=lambda row: row.on):
        if row.actual is not None:
            pairs.setdefault((row.by, row.about), []).append(row)
    moved = [(rows[0], rows[-1]) for rows in pairs.values() if len(rows) > 1]
    if len(moved) < partnership.thresholds.least_answers:
        judged = counted(len(moved), "working relationship", none="no")
        told = f"{judged} {verb(len(moved), 'has', 'have')} been judged twice"
        way_out = "Ask partners again how closely they work with each other."
        return TipAnswer("", Severity.UNKNOWN, told, enter="relationships.actual", find_out=way_out)
    closer = -1 if partnership.network_settings.strongest == "lowest" else 1
    fell = [(old, new) for old, new in moved if closer * (new.actual or 0) < closer * (old.actual or 0)]
    if not fell:
        none = some_of(0, len(moved), "working relationship")
        return TipAnswer("", Severity.GREEN, f"{none} judged twice has fallen")
    short = partnership.short_name_of
    pairs_fallen = listed([f"{short(new.by)} with {short(new.about)}" for _, new in fell], NAMED, rest=OTHERS)
    facts = tuple(fact(f"actual {old.actual}, then {new.actual}", new, "actual") for old, new in fell)
    has = verb(len(fell), "has", "have")
    message = f"{len(fell)} of {len(moved)} working relationships judged twice {has} fallen: {pairs_fallen}"
    return TipAnswer("", Severity.AMBER, message, facts)


@cached
def summarise_tips(partnership: Partnership) -> pd.DataFrame:
    """Return the four tips as a table: `tip`, `asks` (the guide's tip), `light`, `why`."""
    rows = [
        {"tip": answer.tip, "asks": tip.text, "light": answer.light.value, "why": answer.message}
        for answer, tip in zip(assess_tips(partnership), conflict_tips(), strict=True)
    ]
    return pd.DataFrame(rows, columns=["tip", "asks", "light", "why"])
