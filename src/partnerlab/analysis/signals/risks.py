"""Signals on risks: recorded, and led (¶2.11, ¶4.4)."""

from __future__ import annotations

from partnerlab.analysis.facts.leads import is_led
from partnerlab.analysis.facts.names import name_risks
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.signal import Signal, not_before, not_recorded, source, weigh_records, weigh_share
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, verb_of


@source("risk_allocation", "risks")
def risks_are_recorded(partnership: Partnership) -> Signal:
    """Weigh whether risks are recorded; a record is expected from planning on (¶2.11)."""
    rows = partnership.risks
    text = f"{counted(len(rows), 'risk')} recorded"
    return weigh_records(partnership, rows, text, "no risk is recorded", "id", expected="planning")


@source("risk_allocation", "leads")
def shared_risks_are_led(partnership: Partnership) -> Signal:
    """Weigh how many open risks, own risks apart, have a lead (¶4.4); a record is expected from planning on."""
    shared = [row for row in partnership.risks if row.closed is None and row.kind != "own"]
    if not shared:
        return not_recorded(partnership, "no open shared risk is recorded", expected=None)
    alone = [row for row in shared if not is_led(partnership, row.id)]
    rest = f"; not {name_risks(partnership, [row.id for row in alone])}" if alone else ""
    led = len(shared) - len(alone)
    has = verb_of(led, len(shared), "has", "have")
    text = f"{led} of {counted(len(shared), 'open risk')}, own risks apart, {has} a lead{rest}"
    evidence = [fact(row.title, row, "id") for row in alone or shared]
    found = weigh_share(led, len(shared), partnership.thresholds.risks_led, text, evidence)
    return not_before(partnership, found, "planning")
