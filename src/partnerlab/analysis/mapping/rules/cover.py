"""MA86: whether somebody would cover if a person moved on (¶2.12, App. 3 item 7)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, cannot_tell, in_place, rule
from partnerlab.analysis.facts.holders import list_holders, same_post
from partnerlab.analysis.facts.members import current_representative
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, each_of, verb


@rule(
    "MA862",
    "¶2.12, App. 3 item 7",
    capability="members",
    question="Would somebody cover if a person moved on?",
    why="The guide suggests asking at the first meeting who provides cover, so that momentum is kept.",
    remedy="Agree who would take over what each person holds, and record a deputy or a vice-chair.",
    stage="planning",
    basis="asked",
    strength="mentions",
)
def somebody_would_cover(partnership: Partnership) -> Judgements:
    """Look at what hangs on each person: seats, chairs, posts, leads, tasks, steps, messages, milestones, actions.

    A seat is covered by a deputy or another representative, a chair by a vice-chair. What is not recorded is asked for
    and is never a fault.
    """
    holders = list_holders(partnership)
    bare = [row for row in holders if row.uncovered]
    if not holders:
        yield cannot_tell(
            "no person is recorded who holds anything",
            way=Way("partners.representatives.role", "Ask each partner who represents it."),
        )
    elif bare:
        most, count = bare[0], len(bare[0].uncovered)
        of = f"for {len(bare)} of {counted(sum(not row.is_either for row in holders), 'person', 'people')}"
        text = f"{of} it is not recorded who would cover everything they hold"
        alike = [row for row in holders if same_post(row.role, most.role)]
        whose = f", {partnership.short_name_of(most.partner)}" if most.partner and len(alike) > 1 else ""
        hangs = f"{counted(count, 'thing')} {verb(count, 'hangs', 'hang')} on {most.role}{whose}{most.which} alone"
        yield cannot_tell(
            f"{text}; {hangs}",
            *(fact(f"{row.role}: {one.what}") for row in bare for one in row.uncovered),
            way=Way("partners.representatives.deputy", "Ask who would take over from each person."),
            count=len(bare),
        )
    elif empty := [row for row in partnership.current_partners if current_representative(row) is None]:
        of = f"{len(empty)} of {counted(len(partnership.current_partners), 'partner')}"
        yield cannot_tell(
            f"{of} {verb(len(empty), 'has', 'have')} no representative recorded",
            way=Way("partners.representatives.role", "Ask each partner who represents it."),
            count=len(empty),
        )
    else:
        each = each_of(sum(not row.is_either for row in holders), "person", "people")
        yield in_place(f"Somebody is recorded to cover what {each} holds.")
