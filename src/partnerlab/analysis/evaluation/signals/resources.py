"""Signals on money, time and what they are spent on."""

from __future__ import annotations

from partnerlab.analysis.evaluation.milestones import assess_milestones, total_spending
from partnerlab.analysis.evaluation.signals.signal import Signal, Signals, expected
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, measured


def resources_bear_the_level(partnership: Partnership) -> Signals:
    """Yield whether resources bear the level of collaboration that is needed."""
    rows = sorted(partnership.collaboration, key=lambda row: row.on)
    needed = next((row.needed for row in reversed(rows) if row.needed is not None), None)
    borne = next((row for row in reversed(rows) if row.resourced is not None), None)
    if needed is not None and borne is not None and borne.resourced is not None:
        text = f"level {needed} is needed, resources bear level {borne.resourced}"
        yield Signal(borne.resourced < needed, fact(text, borne, "resourced"), "scoping")


def resources_are_confirmed(partnership: Partnership) -> Signals:
    """Yield how many resources are confirmed in writing; half of them or fewer warns, our measure."""
    offered = [row for partner in partnership.current_partners for row in partner.resources]
    sure = [row for row in offered if row.confirmed]
    if offered:
        first = next((row for row in offered if not row.confirmed), offered[0])
        text = f"{len(sure)} of {counted(len(offered), 'resource')} confirmed in writing"
        yield Signal(2 * len(sure) <= len(offered), fact(text, first, "confirmed"), "mapping")
    elif expected(partnership, "implementing"):
        yield Signal(True, fact("no partner is seen to bring anything"), "mapping")


def support_is_resourced(partnership: Partnership) -> Signals:
    """Yield whether anybody provides for administration; its absence counts from managing on."""
    offered = [row for partner in partnership.current_partners for row in partner.resources]
    support = [row for row in offered if row.purpose == "administration"]
    if support:
        yield Signal(
            False, fact(f"{counted(len(support), 'resource')} for administration", support[0], "purpose"), "mapping"
        )
    elif offered and expected(partnership, "managing"):
        yield Signal(True, fact("nobody provides for administration", offered[0], "purpose"), "mapping")


def budget_pressure_is_answered(partnership: Partnership) -> Signals:
    """Yield whether something is done about each pressure on the budget."""
    for row in partnership.constraints:
        if row.kind == "budget" and row.lifted is None:
            said = row.response or "nothing is done about it"
            yield Signal(row.response is None, fact(f"budget: {row.text}: {said}", row, "response"), "scoping")


def milestones_keep_to_budget(partnership: Partnership) -> Signals:
    """Yield which milestones have cost more than their budget, or used it up while open."""
    table = assess_milestones(partnership)
    known = table[table["spending"] != "no budget"] if len(table) else table
    if known.empty or not partnership.spending:
        return
    over = known[known["spending"].isin(["over budget", "spent before it is reached"])]
    records = {row.id: row for row in partnership.milestones}
    text = f"over budget or used up before it is reached: {listed(over['milestone'])}" if len(over) else "within budget"
    first = records[str((over if len(over) else known)["milestone"].iloc[0])]
    yield Signal(len(over) > 0, fact(text, first, "budget"), "evaluation")


def spending_can_be_followed(partnership: Partnership) -> Signals:
    """Yield how much of the spending is tied to no milestone; more than half warns, our measure."""
    totals = total_spending(partnership)
    if partnership.spending and partnership.milestones:
        text = f"{measured(totals.untied, '£')} of {measured(totals.spent, '£')} spent is tied to no milestone"
        yield Signal(2 * totals.untied > totals.spent, fact(text, partnership.spending[0], "milestone"), "evaluation")
    elif expected(partnership, "implementing"):
        lacking = (
            "milestone" if partnership.spending else "spending" if partnership.milestones else "milestone or spending"
        )
        yield Signal(True, fact(f"no {lacking} is recorded, so money cannot be followed to results"), "evaluation")
