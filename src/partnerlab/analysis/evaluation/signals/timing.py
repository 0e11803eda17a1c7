"""Signals on time: to bed in, to reach milestones, to meet."""

from __future__ import annotations

from partnerlab.analysis.evaluation.signals.signal import Signal, Signals, expected
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed


def milestones_are_kept(partnership: Partnership) -> Signals:
    """Yield how many milestones that fell due came late or are overdue; half of them warns, our measure."""
    as_at = partnership.as_at
    due = [row for row in partnership.milestones if row.done is not None or (as_at is not None and row.due < as_at)]
    late = [row for row in due if row.done is None or row.done > row.due]
    if due:
        text = f"{len(late)} of {counted(len(due), 'milestone')} that fell due came late or are overdue"
        yield Signal(2 * len(late) >= len(due), fact(text, (late or due)[0], "due"), "evaluation")


def members_bed_in(partnership: Partnership) -> Signals:
    """Yield whether the partners have met as often as it takes to bed in (`thresholds.bedding_meetings`)."""
    need, held = partnership.thresholds.bedding_meetings, partnership.meetings
    if held and expected(partnership, "planning"):
        last = max(held, key=lambda row: row.on)
        text = f"{counted(len(held), 'meeting')} held; {need} are taken as enough to bed in"
        yield Signal(len(held) < need, fact(text, last, "on"), "mapping")


def newcomers_bed_in(partnership: Partnership) -> Signals:
    """Yield partners who joined so lately that they have not bedded in."""
    need, held = partnership.thresholds.bedding_meetings, partnership.meetings
    if not held:
        return
    since = {row: sum(row.id in meeting.present for meeting in held) for row in partnership.current_partners}
    raw = [row for row, count in since.items() if row.joined is not None and count < need]
    if raw:
        text = f"{listed(row.id for row in raw)} came to fewer than {need} meetings"
        yield Signal(True, fact(text, raw[0], "joined"), "mapping")


def deadlines_are_answered(partnership: Partnership) -> Signals:
    """Yield whether something is done about each deadline."""
    for row in partnership.constraints:
        if row.kind == "deadline" and row.lifted is None:
            said = row.response or "nothing is done about it"
            yield Signal(row.response is None, fact(f"deadline: {row.text}: {said}", row, "response"), "scoping")
