"""Signals on milestones: set, kept, closed (¶2.13, ¶4.11)."""

from __future__ import annotations

from partnerlab.analysis.facts.milestones import assess_milestones
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.signal import Signal, not_recorded, source, weigh_records, weigh_share
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, verb_of


@source("mapping", "milestones")
def milestones_are_set(partnership: Partnership) -> Signal:
    """Weigh whether milestones are set; a record is expected from planning on (¶2.13)."""
    rows = partnership.milestones
    text = f"{counted(len(rows), 'milestone')} set"
    return weigh_records(partnership, rows, text, "no milestone is recorded", "name", expected="planning")


@source("mapping", "milestones")
def milestones_are_kept(partnership: Partnership) -> Signal:
    """Weigh how many milestones that fell due were reached in time, against `thresholds.milestones_kept`."""
    table, limits = assess_milestones(partnership), partnership.thresholds
    due = table[table["state"].isin(["reached in time", "reached late", "overdue"])]
    if due.empty:
        missing = "no milestone has fallen due" if len(table) else "no milestone is recorded"
        return not_recorded(partnership, missing, expected=None)
    late = due[due["state"] != "reached in time"]
    records = {row.id: row for row in partnership.milestones}
    evidence = [
        fact(f"{records[name].name}: {state}", records[name], "due")
        for name, state in (late if len(late) else due)[["milestone", "state"]].itertuples(index=False)
    ]
    are = verb_of(len(late), len(due), "is", "are")
    text = f"{len(late)} of {counted(len(due), 'milestone')} that fell due came late or {are} overdue"
    n = len(due)
    return weigh_share(n - len(late), n, limits.milestones_kept, text, evidence, least=limits.least_milestones)


@source("mapping", "milestones.done")
def milestones_are_closed(partnership: Partnership) -> Signal:
    """Weigh whether every milestone is reached, which marks the end of the work (Fig. 4)."""
    rows = partnership.milestones
    if not rows:
        return not_recorded(partnership, "no milestone is recorded", expected=None)
    pending = [row for row in rows if row.done is None]
    text = f"{len(pending)} of {counted(len(rows), 'milestone')} still open"
    evidence = [fact(row.name, row, "done") for row in pending or rows]
    return weigh_share(len(rows) - len(pending), len(rows), 1, text, evidence)
