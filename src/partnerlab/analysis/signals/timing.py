"""Signals on time: to bed in, and how far the work has come (¶1.7, ¶2.8)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import has_reached
from partnerlab.analysis.facts.meetings import assess_bedding
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.signal import Polarity, Signal, not_recorded, source
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, say_day


@source("scoping", "meetings.on")
def members_bed_in(partnership: Partnership) -> Signal:
    """Weigh whether the members have met as often as it takes since the newest joined (¶2.8: several meetings).

    Too few meetings contradict once the planning has begun; before that the members are still bedding in. Of fewer
    recorded meetings than `thresholds.least_meetings` in all it cannot be told.
    """
    bedding = assess_bedding(partnership)
    if bedding.meetings is None:
        return not_recorded(partnership, "no meeting is recorded", expected=None)
    newest = partnership.name_of(bedding.newest) if bedding.newest else ""
    after = f" since {newest} joined on {say_day(bedding.since)}" if newest and bedding.since else ""
    text = f"{counted(bedding.meetings, 'meeting')} held{after}; our threshold for bedding in is {bedding.needed}"
    last = max(partnership.meetings, key=lambda row: row.on)
    several = len(partnership.meetings) >= partnership.thresholds.least_meetings
    due = several and has_reached(partnership, "planning")
    early = Polarity.CONTRADICTS if due else Polarity.CANNOT_TELL
    n = bedding.meetings
    polarity = Polarity.SUPPORTS if bedding.enough else early
    return Signal(polarity, text, float(n), n, n, (fact(f"a meeting on {say_day(last.on)}", last, "on"),))


@source("scoping", "stage")
def the_work_has_begun(partnership: Partnership) -> Signal:
    """Weigh whether the partnership has come as far as planning (¶1.7)."""
    return _stage(partnership, "planning")


@source("scoping", "stage")
def the_work_ends(partnership: Partnership) -> Signal:
    """Weigh whether the partnership is at the stage of ending (¶1.7)."""
    return _stage(partnership, "ending")


def _stage(partnership: Partnership, stage: str) -> Signal:
    reached = has_reached(partnership, stage)
    text = f"the work is at the {partnership.current_stage} stage"
    polarity = Polarity.SUPPORTS if reached else Polarity.CONTRADICTS
    return Signal(polarity, text, float(reached), 1, 1, (fact(text, partnership.stages[-1], "stage"),))
