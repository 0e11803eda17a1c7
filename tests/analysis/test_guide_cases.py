"""What the guide's own words say must change a review: dates moved, hours and resources gone, a chair gone, an ending.

Each case is one that a newcomer makes by editing a file. What should change was written down from the guide's
paragraphs: a date from ¶2.1 to ¶4.6, time and resources from ¶2.13, a chair from ¶2.9 and ¶2.12, an ending from ¶4.11.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from analysis.made import samples
from partnerlab.analysis.facts.agreements import FOUNDING
from partnerlab.analysis.facts.holders import list_holders, same_post
from partnerlab.analysis.facts.moments import began
from partnerlab.analysis.findings import Finding
from partnerlab.analysis.review import find_findings
from partnerlab.analysis.rulebook import read_rules
from partnerlab.guide import stages
from partnerlab.partnership import Partnership
from partnerlab.partnership.case import Stage

ORDER = [row.id for row in stages()]
ALL = {row.slug: row for row in samples()}
LAUNCHED = [slug for slug, row in ALL.items() if began(row, "implementing") is not None]
FAULTS = {"red", "amber"}

Changed = dict[tuple[str, str], tuple[str | None, str | None]]


def found(seen: Partnership) -> dict[tuple[str, str], Finding]:
    return {row.key: row for row in find_findings(seen)}


def changes(before: Partnership, after: Partnership) -> Changed:
    """Findings whose light differs: how each stood before and after, None for not at all."""
    was, now = ({key: row.severity.value for key, row in found(seen).items()} for seen in (before, after))
    return {key: (was.get(key), now.get(key)) for key in was | now if was.get(key) != now.get(key)}


def codes(changed: Changed) -> set[str]:
    return {code for code, _ in changed}


def dated(table: str) -> Callable[[Partnership, object], Partnership]:
    def move(seen: Partnership, day: object) -> Partnership:
        rows = tuple(row.model_copy(update={"on": day}) for row in getattr(seen.whole, table))
        return seen.replace(**{table: rows})

    return move


def signed(seen: Partnership, day: object) -> Partnership:
    rows = (
        row.model_copy(update={"signed": day}) if row.kind in FOUNDING and row.signed else row
        for row in seen.whole.agreements
    )
    return seen.replace(agreements=tuple(rows))


def asked(seen: Partnership, day: object) -> Partnership:
    partners = (
        row.model_copy(update={"readiness": tuple(one.model_copy(update={"on": day}) for one in row.readiness)})
        for row in seen.whole.partners
    )
    return seen.replace(partners=tuple(partners))


LATE: dict[str, tuple[Callable[[Partnership, object], Partnership], str]] = {
    "agreement signed": (signed, "MA811"),  # ¶2.10, ¶3.4
    "governance": (dated("governance"), "MA814"),  # ¶3.2: early attention
    "risks": (dated("risks"), "RA811"),  # ¶2.11: early in the planning
    "milestones": (dated("milestones"), "MA812"),  # ¶2.13: systems established early
    "disputes": (dated("disputes"), "RA812"),  # ¶4.6: at an early stage
    "communication": (dated("communication"), "MA815"),  # ¶3.3: at the beginning
    "engagement": (dated("engagement"), "MA813"),  # ¶2.14: before or just after launch
    "options": (dated("options"), "SC814"),  # ¶2.5: prior to making a decision
    "collaboration": (dated("collaboration"), "SC811"),  # ¶2.1: in advance
    "readiness": (asked, "SC812"),  # ¶2.5: preliminary discussions
}
"""What is recorded last month instead of in time, and the one rule that asks for it by a time."""


@pytest.mark.parametrize("slug", LAUNCHED)
@pytest.mark.parametrize("what", LATE)
def test_what_is_first_recorded_last_month_is_late_and_nothing_else_changes(slug, what):
    move, code = LATE[what]
    seen = ALL[slug]
    later = move(seen, seen.as_at - timedelta(days=10))
    changed = changes(seen, later)
    assert codes(changed) <= {code}
    judged = [row for row in found(seen).values() if row.code == code]
    late = [row for row in found(later).values() if row.code == code and row.severity.value == "amber"]
    assert bool(late) == bool(judged)  # where it is not judged, nothing of it is recorded


def test_without_a_launch_nothing_is_late():
    (slug,) = set(ALL) - set(LAUNCHED)
    for move, _ in LATE.values():
        assert changes(ALL[slug], move(ALL[slug], ALL[slug].as_at)) == {}


@pytest.mark.parametrize("slug", ALL)
def test_a_reason_that_is_reworded_last_month_is_late_and_asks_for_new_answers(slug):
    seen = ALL[slug]
    changed = changes(seen, seen.replace(rationale_stated=seen.as_at - timedelta(days=10)))
    assert codes(changed) <= {"SC103", "SC813"}  # ¶2.6: articulated at the first meeting, understood and accepted
    assert {after for _, after in changed.values()} <= {"amber"}


def without_hours(seen: Partnership) -> Partnership:
    def blank(rows):
        return tuple(row.model_copy(update={"hours_a_month": None}) for row in rows)

    whole = seen.whole
    partners = (row.model_copy(update={"representatives": blank(row.representatives)}) for row in whole.partners)
    bodies = (row.model_copy(update={"other_members": blank(row.other_members)}) for row in whole.governance)
    return seen.replace(
        partners=tuple(partners),
        governance=tuple(bodies),
        initiator=blank(whole.initiator),
        broker=blank(whole.broker),
        outcomes=whole.outcomes.model_copy(update={"sro": blank(whole.outcomes.sro)}),
    )


TIME = {"MA840", "MA842", "RA405", "SC839"}
"""Time that each can give (¶2.13, App. 3 item 4), what sitting costs, whether it is worth it (¶2.15), the level that
the resources bear (¶2.1)."""


@pytest.mark.parametrize("slug", ALL)
def test_hours_removed_are_no_longer_known_and_nothing_else_changes(slug):
    seen = ALL[slug]
    recorded = any(seat.hours_a_month is not None for row in seen.partners for seat in row.representatives)
    changed = changes(seen, without_hours(seen))
    assert codes(changed) <= TIME
    assert {after for _, after in changed.values()} <= {"unknown"}
    assert ("MA840" in codes(changed)) == recorded


MEANS = TIME | {
    "MA701", "MA702", "MA703",  # who brings what, confirmed in writing, for administration too (¶2.10, ¶2.13, App. 3)
    "RA402", "RA403",  # money against a bad year; what each carries against what it brings (App. 2 item 10)
    "EV101", "EV401",  # transparent finance (Fig. 2); inadequate resourcing (¶4.11 list)
    "SC306",  # the bodies that fund are known by what they bring (¶2.5)
}  # fmt: skip


@pytest.mark.parametrize("slug", ALL)
def test_resources_emptied_are_asked_for_and_nothing_gets_better(slug):
    seen = ALL[slug]
    recorded = any(row.resources for row in seen.current_partners)
    emptied = seen.replace(partners=tuple(row.model_copy(update={"resources": ()}) for row in seen.whole.partners))
    changed = changes(seen, emptied)
    assert codes(changed) <= MEANS - {"MA840"}
    assert {after for _, after in changed.values()} <= {"amber", "unknown"}
    assert changed.get(("MA701", "partnership"), ("", "unknown"))[1] == "unknown"
    assert ("MA701" in codes(changed)) == recorded


CHAIRED = {slug: row for slug, row in ALL.items() if any(body.chair for body in row.governance)}
SEAT = {"MA601", "MA602", "MA603", "MA605", "RA301"}
"""Authority, a named representative, turnover and cover (¶2.12); authority of leads (¶2.11)."""
CHAIR = {"MA512", "EV101", "EV401", "MA861"}
"""A nominated chair (¶3.2), strong leaders (¶2.9, Fig. 2), failure to lead (¶4.11), papers that name who left."""


def leave(seen: Partnership, role: str, partner: str) -> Partnership:
    """Return the partnership in whose file somebody's seat has an end, and nothing else is changed."""
    return seen.replace(
        partners=tuple(
            row.model_copy(
                update={
                    "representatives": tuple(
                        seat.model_copy(update={"end": seen.as_at})
                        if seat.end is None and same_post(seat.role, role)
                        else seat
                        for seat in row.representatives
                    )
                }
            )
            if row.id == partner
            else row
            for row in seen.whole.partners
        )
    )


@pytest.mark.parametrize("slug", CHAIRED)
def test_a_chair_who_holds_six_things_leaves_a_seat_and_a_chair_empty(slug):
    seen = CHAIRED[slug]
    holds = {holder: {one.kind for one in holder.holdings} for holder in list_holders(seen)}
    chair = next(holder for holder, kinds in holds.items() if {"seat", "chair"} <= kinds)
    assert len(chair.holdings) >= 6
    left = leave(seen, chair.role, chair.partner)
    changed = changes(seen, left)
    assert codes(changed) <= SEAT | CHAIR | {"MA842"}  # what sitting costs is no longer known where nobody sits
    assert changed["MA602", chair.partner] == (None, "amber")
    assert any(code == "MA512" and after == "amber" for (code, _), (_, after) in changed.items())
    assert chair.role not in {holder.role for holder in list_holders(left)}


@pytest.mark.parametrize("slug", [slug for slug in LAUNCHED if ALL[slug].current_stage != "ending"])
def test_an_ending_asks_for_what_later_stages_ask_and_takes_nothing_back(slug):
    seen = ALL[slug]
    stage = {rule.code: rule.stage for rule in read_rules()}
    ended = seen.replace(stages=(*seen.whole.stages, Stage(stage="ending", on=seen.as_at)))
    changed = changes(seen, ended)
    new = {key for key, (before, _) in changed.items() if before is None}
    assert all(ORDER.index(stage[code]) > ORDER.index(seen.current_stage) for code, _ in new)
    assert codes({key: row for key, row in changed.items() if key not in new}) <= {"SC303"}  # reviewed in each phase
    expected = {"EV821", "EV822", "EV823", "RA821", "MA821"}  # on evidence, lessons, thanks, open risks, money
    in_force = any(row.signed for row in seen.agreements)
    assert codes(changed) >= expected | ({"MA823"} if in_force else set())
    assert not any(after == "red" for _, after in changed.values())
