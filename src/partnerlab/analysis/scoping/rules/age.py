"""SC81, SC82: whether stages are dated, and what partners once judged is still current (¶1.7, ¶2.1, ¶2.5-2.6)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, in_place, part_met, rule
from partnerlab.analysis.facts.moments import began
from partnerlab.analysis.findings import fact
from partnerlab.analysis.scoping.readiness import is_current, latest_readiness
from partnerlab.dates import months_since
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest
from partnerlab.partnership.case import Acceptance, ConditionAnswer
from partnerlab.partnership.members import Readiness
from partnerlab.partnership.relationships import Collaboration
from partnerlab.wording import counted, listed, say_day, verb

Answer = Readiness | Acceptance | Collaboration | ConditionAnswer


@rule(
    "SC815",
    "¶1.7",
    capability="first-meeting",
    basis="ours",
    strength="mentions",
    question="Is it recorded when each stage began?",
    why="Whether something was done early enough shows only against the day when a stage began.",
    remedy="Enter the day on which each stage began.",
)
def stages_are_dated(partnership: Partnership) -> Judgements:
    """Look for `on` under `stage`. Dated stages are no practice, so nothing is said of them."""
    undated = [row for row in partnership.stages if row.on is None]
    if undated:
        total = counted(len(partnership.stages), "stage")
        text = f"{len(undated)} of {total} {verb(len(undated), 'has', 'have')} no date: "
        yield cannot_tell(
            text + listed(row.stage for row in undated),
            *(fact(row.stage, row, "stage") for row in undated),
            way=Way("stage.on", "Find out when each stage began."),
            count=len(undated),
        )


@rule(
    "SC816",
    "¶2.1, ¶2.5-2.6, Fig. 3",
    capability="conditions-for-partnership",
    basis="ours",
    strength="mentions",
    question="Are the partners' answers still current?",
    why="People and circumstances change. An old answer is about another time.",
    remedy="Ask again, and date the new answers.",
)
def answers_are_current(partnership: Partnership) -> Judgements:
    """Look at the age of the latest answers on readiness, the reason, the level and Figure 3's conditions.

    Old is more than `thresholds.current_months`, which is ours. Recent answers are no practice.
    """
    months = counted(partnership.thresholds.current_months, "month")
    for subject, answers in _latest_answers(partnership).items():
        old = sorted((row for row in answers if not is_current(partnership, row.on)), key=lambda row: row.on)
        if old:
            facts = [fact(f"answered on {say_day(row.on)}", row, "on") for row in old]
            count = f"{len(old)} of {counted(len(answers), 'answer')} on {subject} {verb(len(old), 'is', 'are')}"
            age = f"more than {months} old; the oldest is of {say_day(old[0].on)}"
            yield part_met(f"{count} {age}.", *facts, subject=subject)


def _latest_answers(partnership: Partnership) -> dict[str, list[Answer]]:
    """The latest answers by what they are about: of each partner where each answers for itself."""
    current = {partner.id for partner in partnership.current_partners}
    readiness = [row for partner in partnership.current_partners if (row := latest_readiness(partner))]
    return {
        "readiness": [*readiness],
        "the reason": [*latest([row for row in partnership.acceptances if row.by in current], lambda row: row.by)],
        "the level of collaboration": [*latest(partnership.collaboration, lambda _: "level")],
        "the conditions of Figure 3": [*latest(partnership.conditions, lambda row: (row.condition, row.by))],
    }


@rule(
    "SC823",
    "¶2.1",
    capability="level-of-collaboration",
    basis="follows",
    strength="demands",
    question="Was the level of collaboration judged again when the partnership was reviewed?",
    why="Relationships must be responsive to changing requirements, so a review asks whether the level still fits.",
    remedy="Judge again which level the issue needs, which one the partners work at, and which one the money allows.",
    stage="reviewing",
)
def the_level_is_looked_at_again(partnership: Partnership) -> Judgements:
    """Compare the latest `on` under `collaboration` with the beginning of reviewing.

    It is expected `thresholds.review_months` after that. Of a level that was never recorded SC201 tells.
    """
    since = began(partnership, "reviewing")
    last = max(partnership.collaboration, key=lambda row: row.on, default=None)
    if last is None or since is None:
        return
    evidence = fact(f"level judged on {say_day(last.on)}", last, "on")
    age = months_since(since, partnership.as_at)
    text = f"{say_day(last.on)}, before reviewing began on {say_day(since)}"
    if last.on >= since:
        yield in_place(f"The level was judged again on {say_day(last.on)}.", evidence)
    elif age is not None and age > partnership.thresholds.review_months:
        yield at_fault(f"The level was last judged on {text}.", evidence)
    else:
        find_out = "Ask the partners whether the level still fits."
        yield cannot_tell(
            f"the level was last judged on {text}", evidence, way=Way("collaboration.on", find_out), count=1
        )
