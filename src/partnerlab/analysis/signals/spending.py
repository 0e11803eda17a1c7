"""Signals on spending: within budget, and followed to what it bought (¶2.13, App. 2 item 9)."""

from __future__ import annotations

from dataclasses import replace

from partnerlab.amounts import say_pounds
from partnerlab.analysis.facts.milestones import OVERSPENT, assess_milestones, summarise_spending
from partnerlab.analysis.facts.names import NAMED, OTHERS
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.resources import offered
from partnerlab.analysis.signals.signal import (
    Polarity,
    Signal,
    not_recorded,
    reaches,
    source,
    weigh_records,
    weigh_share,
)
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, say_day, verb_of


@source("mapping", "milestones.budget")
def milestones_keep_to_budget(partnership: Partnership) -> Signal:
    """Weigh which milestones keep to their budget: neither over it nor, while open, used up."""
    table = assess_milestones(partnership)
    judged = table[~table["spending"].isin(["no budget", "nothing recorded"])]
    if judged.empty:
        return not_recorded(partnership, "no milestone has both a budget and spending", expected=None)
    over = judged[judged["spending"].isin(OVERSPENT)]
    records = {row.id: row for row in partnership.milestones}
    named = [
        f"“{records[name].name}” ({state})" for name, state in over[["milestone", "spending"]].itertuples(index=False)
    ]
    rest = f"; not {listed(named, NAMED, rest=OTHERS)}" if named else ""
    kept = len(judged) - len(over)
    keep = verb_of(kept, len(judged), "keeps", "keep")
    text = f"{kept} of {counted(len(judged), 'milestone')} {keep} to the budget{rest}"
    evidence = [
        fact(f"{records[name].name}: {state}", records[name], "budget")
        for name, state in (over if len(over) else judged)[["milestone", "spending"]].itertuples(index=False)
    ]
    found = weigh_share(kept, len(judged), partnership.thresholds.milestones_in_budget, text, evidence)
    return replace(found, of=int(table["budget"].notna().sum()))


@source("mapping", "spending")
def spending_can_be_followed(partnership: Partnership) -> Signal:
    """Weigh how much of the spending can be traced to a milestone or to support; expected from implementing on."""
    whole, rows = summarise_spending(partnership), partnership.spending
    if whole.spent is None:
        return not_recorded(partnership, "no spending is recorded", expected="implementing")
    gross, loose = (sum(abs(row.amount) for row in some) for some in (rows, whole.loose))
    moved = "spent" if all(row.amount >= 0 for row in rows) else "in payments and refunds"
    spent = f"{say_pounds(gross)} {moved} can be traced to"
    untied = f"{say_pounds(loose)} of {spent} neither a milestone nor support"
    text = untied if whole.loose else f"the {spent} a milestone or support"
    evidence = tuple(
        fact(f"{say_pounds(row.amount)} on {say_day(row.on)}", row, "milestone") for row in whole.loose or rows
    )
    followed = 1 - loose / gross if gross else 1.0
    enough = reaches(followed, 1, partnership.thresholds.spending_followed)
    polarity = Polarity.SUPPORTS if enough else Polarity.CONTRADICTS
    return Signal(polarity, text, followed, len(rows), len(rows), evidence)


@source("mapping", "milestones.budget")
def money_is_planned(partnership: Partnership) -> Signal:
    """Weigh whether milestones have budgets; a record is expected from implementing on (App. 2 item 9)."""
    rows = [row for row in partnership.milestones if row.budget is not None]
    text = f"{counted(len(rows), 'milestone')} with a budget"
    money = [row for row in offered(partnership) if row.kind == "money"]
    missing = "no milestone has a budget recorded" if money else "neither a budget nor anybody's money is recorded"
    return weigh_records(partnership, rows, text, missing, "budget", expected="implementing")
