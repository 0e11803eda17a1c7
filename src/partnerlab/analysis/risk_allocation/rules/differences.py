"""RA834: differences between partners are settled within the time that their steps allow (¶4.6)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, in_place, part_met, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.differences import assess_differences
from partnerlab.analysis.risk_allocation.rules.ways import ask
from partnerlab.dates import months_since
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Difference
from partnerlab.wording import counted, say_day, verb

LIMITS = Way("disputes.days", "Agree how many days each escalation step may take.")


@rule(
    "RA834",
    "¶4.6",
    basis="ours",
    strength="mentions",
    capability="managing-conflict",
    question="Is each difference that was raised settled within the time that its steps allow?",
    why="a process that is not followed settles nothing; the time limits are the partners' own",
    remedy="Take it to the next step, or settle it, and record how.",
    stage="managing",
)
def differences_are_settled_in_time(partnership: Partnership) -> Judgements:
    """Compare how long each difference under `differences` is open with the `days` of the steps up to the one reached.

    None recorded may mean that there was none, so nothing is said. One settled late counts for
    `thresholds.looking_back_months`.
    """
    table = assess_differences(partnership)
    if table.empty:
        return
    records = {row.id: row for row in partnership.differences}
    late = table[table["state"] == "open too long"]
    for name, matter, days, limit in late[["difference", "matter", "days", "limit"]].itertuples(index=False):
        text = f"“{matter}” is open for {counted(int(days), 'day')}; its steps allow {int(limit)}"
        yield at_fault(f"{text}.", fact(text, records[name], "on"), subject=f"difference {name}")
    blind = table[table["state"].eq("open") & table["limit"].isna()]
    if len(blind):
        some = f"{len(blind)} of {counted(len(table), 'difference')} {verb(len(blind), 'is', 'are')} open"
        yield ask(LIMITS, f"{some} on a step without a time limit", count=len(blind))
    tardy = [records[name] for name in table.loc[table["state"] == "settled late", "difference"]]
    tardy = [row for row in tardy if _is_recent(partnership, row)]
    if tardy:
        text = f"{len(tardy)} of {counted(len(table), 'difference')} recorded {verb(len(tardy), 'was', 'were')}"
        facts = [fact(f"{row.matter}: settled on {say_day(row.settled)}", row, "settled") for row in tardy]
        yield part_met(f"{text} settled later than the steps allow.", *facts[:12], subject="settled late")
    elif late.empty and blind.empty:
        still = int(table["state"].eq("open").sum())
        rest = f"{still} open within the time allowed" if still else "all settled" if len(table) > 1 else "and settled"
        facts = [fact(row.matter, row, "settled") for row in partnership.differences]
        yield in_place(f"{counted(len(table), 'difference')} recorded, {rest}.", *facts[:12])


def _is_recent(partnership: Partnership, row: Difference) -> bool:
    months = months_since(row.settled, partnership.as_at)
    return months is not None and months < partnership.thresholds.looking_back_months
