"""Signals on why the partnership exists and what it is for."""

from __future__ import annotations

from partnerlab.analysis.evaluation.signals.signal import Signal, Signals, expected
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest
from partnerlab.wording import counted, listed


def reason_is_written(partnership: Partnership) -> Signals:
    """Yield whether the reason for the partnership is written down; its absence counts from building on."""
    if partnership.rationale:
        yield Signal(False, fact("the reason for the partnership is written down", partnership, "rationale"), "scoping")
    elif expected(partnership, "building"):
        yield Signal(True, fact("no reason for the partnership is written down"), "scoping")


def reason_is_accepted(partnership: Partnership) -> Signals:
    """Yield how many partners accept the reason in full, and who was not asked once building has begun."""
    members = {row.id for row in partnership.current_partners}
    asked = [row for row in latest(partnership.acceptances, lambda row: row.by) if row.by in members]
    short = [row for row in asked if row.accepted == "no" or row.understood == "no"]
    if asked:
        text = f"{counted(len(short), 'partner')} of {len(asked)} asked do not accept or understand the reason"
        yield Signal(bool(short), fact(text, (short or asked)[0], "accepted"), "scoping")
    silent = members - {row.by for row in asked}
    if silent and expected(partnership, "building"):
        text = f"{listed(sorted(silent))} never asked to accept the reason"
        yield Signal(True, fact(text), "scoping")


def outcome_is_named(partnership: Partnership) -> Signals:
    """Yield whether an outcome is named; its absence counts from building on."""
    named = partnership.outcomes.aligned
    if named:
        text = f"{counted(len(named), 'outcome')} named"
        yield Signal(False, fact(text, partnership.outcomes, "aligned"), "scoping")
    elif expected(partnership, "building"):
        yield Signal(True, fact("no outcome is named"), "scoping")


def partners_contribute(partnership: Partnership) -> Signals:
    """Yield how many partners contribute to a named outcome."""
    contributions = partnership.outcomes.contributions
    members = [row.id for row in partnership.current_partners]
    if contributions and members:
        idle = [name for name in members if name not in {row.partner for row in contributions}]
        text = (
            f"no contribution to an outcome from {listed(idle)}" if idle else "every partner contributes to an outcome"
        )
        yield Signal(2 * len(idle) > len(members), fact(text, contributions[0], "contributions"), "scoping")


def limits_are_answered(partnership: Partnership) -> Signals:
    """Yield whether something is done about each limit on taking part."""
    for row in partnership.constraints:
        if row.kind in {"participation", "statutory duty"} and row.lifted is None:
            said = row.response or "nothing is done about it"
            yield Signal(row.response is None, fact(f"{row.kind}: {row.text}: {said}", row, "response"), "scoping")
