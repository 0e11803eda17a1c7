"""Settling differences: the ladder of rungs with owners and clocks, and the guide's four tips on conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.findings import Fact, Severity, fact
from partnerlab.dates import months_before
from partnerlab.guide import assumptions, collaboration_risks, conflict_tips
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest
from partnerlab.partnership.governance import Rung
from partnerlab.partnership.records import Record


@dataclass(frozen=True)
class TipAnswer:
    """What the data say of one of the guide's tips on conflict.

    Attributes
    ----------
    tip
        Its title in a few words.
    light
        green when the data show it followed, amber when they show it is not, unknown when they say nothing.
    message
        Why, with the values.
    """

    tip: str
    light: Severity
    message: str
    evidence: tuple[Fact, ...] = ()


@cached
def find_ladder(partnership: Partnership) -> tuple[Rung, ...]:
    """Return the rungs as last agreed, lowest first: of two with one number, the later counts."""
    latest: dict[int, Rung] = {}
    for row in sorted(partnership.disputes, key=lambda row: row.on or date.min):
        latest[row.rung] = row
    return tuple(latest[number] for number in sorted(latest))


@cached
def assess_ladder(partnership: Partnership) -> pd.DataFrame:
    """Return the ladder by which disputes are settled and what each rung lacks (¶4.6).

    Returns
    -------
    pandas.DataFrame
        One row for each rung: `rung` (1 is where a dispute starts), `name`, `owner`, `days` (until it passes on),
        `days_so_far` (days gone when it leaves this rung; missing from the first rung without a clock), `next` (number
        of the next rung), `final` (whether it decides for good), `lacks` (in words; empty when sound).
    """
    ladder = find_ladder(partnership)
    reached = find_reached(ladder)
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
                "lacks": "; ".join(find_gaps(rung, ladder, reached)),
            }
        )
    columns = ["rung", "name", "owner", "days", "days_so_far", "next", "final", "lacks"]
    return pd.DataFrame(rows, columns=columns)


def find_gaps(rung: Rung, ladder: Iterable[Rung], reached: frozenset[int]) -> list[str]:
    """Say what a rung lacks: an owner, a clock, or a way on that exists.

    Examples
    --------
    >>> find_gaps(Rung(rung=1, name="Talk", days=5, next=3), [Rung(rung=1, name="Talk")], frozenset({1}))
    ['no owner', 'leads to rung 3, which is not there']
    """
    numbers = {row.rung for row in ladder}
    gaps = []
    if rung.owner is None:
        gaps.append("no owner")
    if rung.days is None:
        gaps.append("no clock")
    if rung.next is None and not rung.final:
        gaps.append("no next rung and no final word" if rung.rung == max(numbers) else "no next rung")
    if rung.next is not None and rung.next not in numbers:
        gaps.append(f"leads to rung {rung.next}, which is not there")
    if rung.next is not None and rung.next in numbers and rung.next <= rung.rung:
        gaps.append(f"leads back to rung {rung.next}")
    if rung.rung not in reached:
        gaps.append("never reached from the first rung")
    return gaps


def find_reached(ladder: tuple[Rung, ...]) -> frozenset[int]:
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
    checks: tuple[Callable[[Partnership, str], TipAnswer], ...] = (_interdependence, _information, _trust, _fairness)
    return tuple(check(partnership, tip.title) for check, tip in zip(checks, conflict_tips(), strict=True))


def _judge(tip: str, rows: Sequence[Record], missing: str, subject: str) -> TipAnswer:
    """Judge by the least favourable of the latest answers, each `yes`, `partly` or `no` under `holds`."""
    if not rows:
        return TipAnswer(tip, Severity.UNKNOWN, missing)
    facts = tuple(fact(_answer(row), row, "holds") for row in rows)
    doubts = [_answer(row) for row in rows if row.holds != "yes"]  # type: ignore[attr-defined]  # rows of answers
    if not doubts:
        return TipAnswer(tip, Severity.GREEN, f"{subject}: every answer is yes ({len(rows)})", facts)
    return TipAnswer(tip, Severity.AMBER, f"{subject}: {', '.join(doubts)}", facts)


def _answer(row: Record) -> str:
    said = f"{row.holds} by {row.by or 'all'}"  # type: ignore[attr-defined]  # rows of answers
    asked = _questions().get(row.condition)  # type: ignore[attr-defined]  # as above
    return f"{said} ({asked})" if asked else said


@cache
def _questions() -> dict[str, str]:
    """Return Figure 3's conditions by id, as an answer to them reads."""
    held = {row.id: f"“{row.title}”" for row in assumptions()}
    return held | {row.id: f"“{row.title}” is guarded against" for row in collaboration_risks()}


def _interdependence(partnership: Partnership, tip: str) -> TipAnswer:
    rows = [row for row in partnership.sustainability if row.condition == "interdependence"]
    answers = latest(rows, lambda row: row.by)
    missing = "no answer on interdependence is recorded"
    return _judge(tip, answers, missing, "Need for each other")


def _fairness(partnership: Partnership, tip: str) -> TipAnswer:
    asked = {"assumption-6", "assumption-7", "risk-5"}
    rows = [row for row in partnership.conditions if row.condition in asked]
    answers = latest(rows, lambda row: (row.condition, row.by))
    missing = "no answer on whether all have a say (Figure 3) is recorded"
    return _judge(tip, answers, missing, "A say for all")


def _information(partnership: Partnership, tip: str) -> TipAnswer:
    months = partnership.thresholds.review_months
    if not partnership.meetings or partnership.as_at is None:
        return TipAnswer(tip, Severity.UNKNOWN, "no meeting is recorded")
    since = months_before(partnership.as_at, months)
    held = [row for row in partnership.meetings if row.on >= since]
    came = {partner for row in held for partner in (*row.present, *row.by_deputy)}
    absent = [partner.id for partner in partnership.current_partners if partner.id not in came]
    facts = tuple(fact(f"meeting of {row.on.isoformat()}", row, "present") for row in held[-3:])
    if not held:
        return TipAnswer(tip, Severity.AMBER, f"No meeting was held in the last {months} months")
    if absent:
        message = f"{', '.join(absent)} came to no meeting of the last {months} months; meetings held: {len(held)}"
        return TipAnswer(tip, Severity.AMBER, message, facts)
    return TipAnswer(tip, Severity.GREEN, f"Every partner came to a meeting in the last {months} months", facts)


def _trust(partnership: Partnership, tip: str) -> TipAnswer:
    pairs: dict[tuple[str, str], list[Record]] = {}
    for row in sorted(partnership.relationships, key=lambda row: row.on):
        if row.actual is not None:
            pairs.setdefault((row.by, row.about), []).append(row)
    moved = [(rows[0], rows[-1]) for rows in pairs.values() if len(rows) > 1]
    if not moved:
        return TipAnswer(tip, Severity.UNKNOWN, "no working relationship has been judged twice")
    fell = [(old, new) for old, new in moved if new.actual < old.actual]  # type: ignore[attr-defined]  # relationships
    if not fell:
        return TipAnswer(tip, Severity.GREEN, f"None of {len(moved)} working relationships judged twice has fallen")
    named = ", ".join(f"{new.by} with {new.about}" for _, new in fell)  # type: ignore[attr-defined]  # relationships
    facts = tuple(fact(f"actual {old.actual}, then {new.actual}", new, "actual") for old, new in fell)  # type: ignore[attr-defined]  # as above
    return TipAnswer(
        tip, Severity.AMBER, f"{len(fell)} of {len(moved)} working relationships have fallen: {named}", facts
    )


@cached
def summarise_tips(partnership: Partnership) -> pd.DataFrame:
    """Return the four tips as a table: `tip`, `asks` (the guide's tip), `light`, `why`."""
    rows = [
        {"tip": answer.tip, "asks": tip.text, "light": answer.light.value, "why": answer.message}
        for answer, tip in zip(assess_tips(partnership), conflict_tips(), strict=True)
    ]
    return pd.DataFrame(rows, columns=["tip", "asks", "light", "why"])
