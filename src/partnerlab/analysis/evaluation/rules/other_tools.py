"""EV5, second part: other bodies' self-assessment tools, in their own bands (¶4.11)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from partnerlab.amounts import write_number
from partnerlab.analysis.catalogue import Judgements, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.evaluation.instruments import band_of, get_instrument
from partnerlab.analysis.evaluation.rules.ways import OTHER_TOOLS, OWN_BANDS, RATINGS
from partnerlab.analysis.evaluation.surveys import EVERYBODY, Total, assess_surveys, list_totals
from partnerlab.analysis.facts.answers import all_heard
from partnerlab.analysis.facts.members import is_member
from partnerlab.analysis.facts.names import NAMED, OTHERS
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.wording import all_of, listed, some_of, without_capital


@rule(
    "EV509",
    "¶4.11",
    capability="self-assessment",
    question="What does another body's tool say, in its own bands?",
    why="A tool that many have used has bands that mean something; the guide has none.",
    remedy="Look at what the band asks for, and ask the partners at the low end what they see.",
    stage="building",
    basis="ours",
    strength="mentions",
)
def instruments_are_healthy(partnership: Partnership) -> Judgements:
    """Read the latest mean total of each instrument in its own bands: in place in the best one, amber below it.

    Neither is told of fewer totals than `thresholds.least_answers`, or than `thresholds.least_coverage` of the
    partners, unless one is given by all together. In place also needs totals by `thresholds.heard_in_full` of the
    partners, or that one, and none in the lowest band. Who is not counted is named. A total that the instrument cannot
    give is left out and reported. An answer that lacks items has no total, unless the instrument says from how many on
    it is scaled up.
    """
    table, totals = assess_surveys(partnership), list_totals(partnership)
    if table.empty:
        yield cannot_tell("no total of another tool is recorded", way=OTHER_TOOLS)
        return
    for row in totals:
        if row.state == "off the scale":
            who = partnership.name_of(row.by)
            text = f"{write_number(row.total)} by {who} is not a total that {row.instrument} can give; it is left out."
            yield at_fault(text, fact(f"{row.total:g}", row.record, row.field), subject=row.instrument)
    for name, rows in table.groupby("instrument", sort=False):
        on = rows.iloc[-1]["on"]
        given = [row for row in totals if row.instrument == name and row.on == on]
        yield from _judge_instrument(partnership, rows.iloc[-1].to_dict(), given)


def _judge_instrument(partnership: Partnership, last: dict[Hashable, Any], given: list[Total]) -> Judgements:
    name, n = str(last["instrument"]), int(last["n"])
    members = max(n, sum(is_member(partner, last["on"]) for partner in partnership.partners))  # of that round
    facts = [
        fact(f"{partnership.short_name_of(row.by)}: {write_number(row.total)}", row.record, row.field)
        for row in given
        if row.counts
    ]
    short = [row for row in given if row.state == "not enough data"]
    who = listed(
        [f"{partnership.short_name_of(row.by)} ({row.answered} of {row.items})" for row in short], NAMED, rest=OTHERS
    )
    if short:
        lacking = [
            fact(f"{partnership.short_name_of(row.by)}: {row.answered} of {row.items} items", row.record, row.field)
            for row in short
        ]
        missing = sum((row.items or 0) - (row.answered or 0) for row in short)
        text = f"not enough items answered by {who}"
        yield cannot_tell(text, *lacking, subject=f"{name}, incomplete answers", count=missing, way=RATINGS)
    if not n:
        return
    instrument = get_instrument(partnership, name)
    if last["band"] is None or instrument is None:
        yield cannot_tell(f"no band is known for the totals of {name}", *facts, subject=name, way=OWN_BANDS)
        return
    together = any(row.by == EVERYBODY for row in given if row.counts)
    apart = "; partners fall in different bands" if last["bands_apart"] > 1 else ""
    left_out = f" Not counted, because items are missing: {who}." if short else ""
    text = f"{_say_mean(last['mean'], n - together, members, together=together)}: {last['band']}{apart}.{left_out}"
    labels = [band.label for band in instrument.bands]
    own = {band_of(instrument, row.total) for row in given if row.counts and row.total is not None}
    limits = partnership.thresholds
    few = n < max(min(limits.least_answers, members), limits.least_coverage * members) and not together
    if few:
        yield cannot_tell(without_capital(text.rstrip(".")), *facts, subject=name, count=members - n, way=OTHER_TOOLS)
    elif last["band"] != labels[-1] or labels[0] in own:
        yield at_fault(text, *facts, subject=name)
    elif not together and not all_heard(partnership, n, members):
        way = RATINGS if short else OTHER_TOOLS
        yield cannot_tell(without_capital(text.rstrip(".")), *facts, subject=name, count=members - n, way=way)
    else:
        yield in_place(text, *facts, subject=name)


def _say_mean(mean: float, heard: int, members: int, *, together: bool) -> str:
    """Say what totals come to on average, and who gave them: some partners, all, one, or all together."""
    who = all_of(heard, "partner") if heard == members else some_of(heard, members, "partner")
    if not together:
        return f"{who} gave {f'a total of {mean:.1f}' if heard == 1 else f'totals, {mean:.1f} on average'}"
    if not heard:
        return f"All partners together gave a total of {mean:.1f}"
    return f"All partners together gave a total, and {without_capital(who)} gave their own: {mean:.1f} on average"
