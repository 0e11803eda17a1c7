"""MA8: the communication plan, and engagement from the top to the front line (¶2.14, ¶3.3)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, in_place, part_met, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.communication import assess_engagement, gaps_of, is_among_partners
from partnerlab.analysis.mapping.rules.timing import absent
from partnerlab.analysis.signals.engagement import LEVELS
from partnerlab.partnership import Partnership
from partnerlab.wording import each_of, listed, verb

UNPLANNED = "no communication plan is recorded"
PLAN = Way("communication", "Agree who is told what, by whom, how and how often.")


@rule(
    "MA801",
    "¶3.3 box, ¶3.3",
    capability="communication-and-engagement",
    basis="asked",
    question="Is there a communication plan, each line with message, owner, channel and frequency?",
    why="Communication should be established early, and the guide advises a plan and a process.",
    remedy="Record who is told what, by whom, how and how often.",
    strength="advises",
)
def the_plan_is_complete(partnership: Partnership) -> Judgements:
    """Look at each row under `communication` for what it leaves out."""
    rows = partnership.communication
    if not rows:
        message = "No communication plan is recorded."
        yield absent(partnership, message, UNPLANNED, due="planning", way=PLAN)
        return
    weak = [row for row in rows if gaps_of(row)]
    for row in weak:
        message = f"The plan's line for “{row.audience}” has no {listed(gaps_of(row), last='or')} recorded."
        yield at_fault(message, fact(row.audience, row, gaps_of(row)[0]), subject=f"audience {row.audience}")
    if not weak:
        yield in_place(f"The communication plan is complete in {each_of(len(rows), 'line')}.", fact("plan", rows[0]))


@rule(
    "MA802",
    "¶3.3 box",
    capability="communication-and-engagement",
    basis="asked",
    question="Is it recorded who is responsible for communication between the partners?",
    why="The guide advises partners to identify who it is.",
    remedy="Add a line for the partners to the plan, with an owner.",
    stage="planning",
    strength="advises",
)
def communication_between_partners_has_an_owner(partnership: Partnership) -> Judgements:
    """Look in the plan for a line whose audience names partners, with an owner."""
    if not partnership.communication:
        yield cannot_tell(UNPLANNED, way=PLAN)
        return
    rows = [row for row in partnership.communication if is_among_partners(row)]
    owned = [row for row in rows if row.owner]
    if owned:
        owners = list(dict.fromkeys(partnership.name_of(str(row.owner)) for row in owned))
        facts = [fact(f"{row.audience}: {partnership.name_of(str(row.owner))}", row, "owner") for row in owned]
        yield in_place(
            f"{listed(owners)} {verb(len(owners), 'is', 'are')} responsible for communication between the partners.",
            *facts,
        )
    else:
        gap = "has no owner recorded" if rows else "has no line in the plan recorded"
        yield at_fault(
            f"Communication between the partners {gap}.", *[fact(row.audience, row, "owner") for row in rows]
        )


@rule(
    "MA803",
    "¶3.3 box",
    capability="communication-and-engagement",
    basis="asked",
    question="Is it recorded which information goes to whom?",
    why="The guide advises partners to identify what has to be shared and with whom.",
    remedy="Record in the plan what is shared with each audience, such as the risk register with the partners.",
    stage="planning",
    strength="advises",
)
def what_is_shared_is_agreed(partnership: Partnership) -> Judgements:
    """Look for `shares` on each line of the plan; on some of them it is met in part."""
    if not partnership.communication:
        yield cannot_tell(UNPLANNED, way=PLAN)
        return
    rows = [row for row in partnership.communication if row.shares]
    facts = [fact(f"{row.audience}: {row.shares}", row, "shares") for row in rows]
    total = len(partnership.communication)
    if len(rows) == total:
        yield in_place(f"What is shared is recorded for {each_of(total, 'audience')}.", *facts)
    elif rows:
        yield part_met(f"What is shared is recorded for {len(rows)} of {total} audiences.", *facts)
    else:
        yield at_fault(
            "Which information goes to whom is not recorded in the plan.",
            fact("plan", partnership.communication[0], "shares"),
        )


@rule(
    "MA804",
    "¶2.14",
    capability="communication-and-engagement",
    basis="asked",
    question="Have all levels been engaged, from leaders to the front line?",
    why="Staff and stakeholders should be engaged at all levels. It helps to maintain the common purpose.",
    remedy="Plan something for the level that was left out.",
    stage="managing",
    strength="advises",
)
def all_levels_are_engaged(partnership: Partnership) -> Judgements:
    """Look under `engagement` for each level: leaders, managers, front line, public."""
    if not partnership.engagement:
        find_out = "Ask who has been engaged, from leaders to the front line."
        yield cannot_tell("no engagement is recorded", way=Way("engagement", find_out))
        return
    table = assess_engagement(partnership)
    silent = table.loc[table["times"] == 0, "level"].tolist()
    facts = [fact(f"{row.level}: {row.how}", row, "level") for row in partnership.engagement]
    if silent:
        told = len(LEVELS) - len(silent)
        levels = f"{told} of {len(LEVELS)} levels {verb(told, 'has', 'have')} engagement recorded"
        yield part_met(f"{levels}; not recorded: {listed(silent)}.", *facts[:6])
    else:
        yield in_place(f"Engagement is recorded at all {len(LEVELS)} levels.", *facts[:6])
