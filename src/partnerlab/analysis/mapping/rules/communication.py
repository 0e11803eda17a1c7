"""MA8: the communication plan, and engagement from the top to the front line (¶2.14, ¶3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.communication import LEVELS, assess_engagement, gaps_of, is_among_partners
from partnerlab.analysis.mapping.rules.timing import absent
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, verb

Judgements = Iterator[Judgement]

UNPLANNED = "there is no communication plan"


@rule(
    "MA801",
    "¶3.3",
    capability="communication-and-engagement",
    question="Is there a communication plan, each line with message, owner, channel and rhythm?",
    severity="amber",
    why="Good communication does not happen by itself; the guide asks for a plan and a process.",
    remedy="Write down who is told what, by whom, how and how often.",
    stage="scoping",
)
def the_plan_is_complete(partnership: Partnership) -> Judgements:
    """Look at each row under `communication` for what it leaves out."""
    rows = partnership.communication
    if not rows:
        yield absent(partnership, "There is no communication plan.", f"{UNPLANNED} yet", due="planning")
        return
    weak = [row for row in rows if gaps_of(row)]
    for row in weak:
        message = f"The plan's line for {row.audience!r} has no {listed(gaps_of(row), last='or')}."
        yield at_fault(message, fact(row.audience, row, gaps_of(row)[0]), subject=f"audience {row.audience}")
    if not weak:
        yield in_place(
            f"Each of {counted(len(rows), 'line')} of the communication plan is complete.", fact("plan", rows[0])
        )


@rule(
    "MA802",
    "¶3.3 box",
    capability="communication-and-engagement",
    question="Is somebody responsible for communication between the partners?",
    severity="amber",
    why="The guide asks to identify who it is.",
    remedy="Add a line for the partners to the plan, with an owner.",
    stage="planning",
)
def communication_between_partners_has_an_owner(partnership: Partnership) -> Judgements:
    """Look in the plan for a line whose audience names partners, with an owner."""
    if not partnership.communication:
        yield cannot_tell(UNPLANNED)
        return
    rows = [row for row in partnership.communication if is_among_partners(row)]
    owned = [row for row in rows if row.owner]
    if owned:
        owners = list(dict.fromkeys(str(row.owner) for row in owned))
        facts = [fact(f"{row.audience}: {row.owner}", row, "owner") for row in owned]
        yield in_place(
            f"{listed(owners)} {verb(len(owners), 'sees', 'see')} to communication between partners.",
            *facts,
        )
    else:
        gap = "has no owner" if rows else "is not in the plan"
        yield at_fault(
            f"Communication between the partners {gap}.", *[fact(row.audience, row, "owner") for row in rows]
        )


@rule(
    "MA803",
    "¶3.3 box",
    capability="communication-and-engagement",
    question="Is it agreed which information goes to whom?",
    severity="amber",
    why="The guide asks to identify what has to be shared and with whom.",
    remedy="Say in the plan what is shared with each audience, such as the risk register with the partners.",
    stage="planning",
)
def what_is_shared_is_agreed(partnership: Partnership) -> Judgements:
    """Look for `shares` on at least one line of the plan."""
    if not partnership.communication:
        yield cannot_tell(UNPLANNED)
        return
    rows = [row for row in partnership.communication if row.shares]
    if rows:
        facts = [fact(f"{row.audience}: {row.shares}", row, "shares") for row in rows]
        yield in_place(f"What is shared is agreed for {counted(len(rows), 'audience')}.", *facts)
    else:
        yield at_fault(
            "The plan does not say which information goes to whom.",
            fact("plan", partnership.communication[0], "shares"),
        )


@rule(
    "MA804",
    "¶2.14",
    capability="communication-and-engagement",
    question="Have all levels been engaged, from leaders to the front line?",
    severity="amber",
    why="Engagement at all levels maintains the common purpose and lets problems on the ground be seen.",
    remedy="Plan something for the level that was left out.",
    stage="managing",
)
def all_levels_are_engaged(partnership: Partnership) -> Judgements:
    """Look under `engagement` for each level: leaders, managers, front line, public."""
    if not partnership.engagement:
        yield cannot_tell("no engagement is written down")
        return
    table = assess_engagement(partnership)
    silent = table.loc[table["times"] == 0, "level"].tolist()
    facts = [fact(f"{row.level}: {row.how}", row, "level") for row in partnership.engagement]
    if silent:
        yield at_fault(
            f"{listed(silent)} {verb(len(silent), 'has', 'have')} not been engaged.".capitalize(), *facts[:6]
        )
    else:
        yield in_place(f"All {len(LEVELS)} levels have been engaged.", *facts[:6])
