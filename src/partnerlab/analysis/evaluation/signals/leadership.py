"""Signals on authority and leadership: who decides, who leads, who answers."""

from __future__ import annotations

from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.signals.signal import Signal, Signals, expected
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Body
from partnerlab.wording import counted, listed

STEERING = frozenset({"leadership group", "committee"})
"""Kinds of body that steer a partnership (¶3.2, ¶4.10)."""


@cached
def steering_bodies(partnership: Partnership) -> tuple[Body, ...]:
    """Return the bodies that steer and have not ended."""
    return tuple(row for row in partnership.governance if row.kind in STEERING and row.ended is None)


def a_body_steers(partnership: Partnership) -> Signals:
    """Yield whether a body steers the partnership; its absence counts from planning on."""
    found = steering_bodies(partnership)
    if found:
        yield Signal(False, fact(f"steered by {listed(row.name for row in found)}", found[0], "name"), "mapping")
    elif expected(partnership, "planning"):
        yield Signal(True, fact("no leadership group or committee steers"), "mapping")


def a_chair_leads(partnership: Partnership) -> Signals:
    """Yield whether each body that steers has a chair."""
    for row in steering_bodies(partnership):
        said = f"is chaired by {row.chair}" if row.chair else "has no chair"
        yield Signal(row.chair is None, fact(f"{row.name} {said}", row, "chair"), "mapping")


def an_owner_answers(partnership: Partnership) -> Signals:
    """Yield whether a senior responsible owner is named; absence counts from planning on."""
    held = [row for row in partnership.outcomes.sro if row.end is None]
    if held:
        text = f"the senior responsible owner is {held[-1].role or held[-1].organisation}"
        yield Signal(False, fact(text, held[-1], "organisation"), "scoping")
    elif expected(partnership, "planning"):
        yield Signal(True, fact("no senior responsible owner is named"), "scoping")


def shared_risks_are_led(partnership: Partnership) -> Signals:
    """Yield how many open shared risks have a lead."""
    shared = [row for row in partnership.risks if row.closed is None and row.kind != "own"]
    alone = [row for row in shared if partnership.lead_of(row.id) is None]
    if shared:
        text = (
            f"no lead for {listed(row.id for row in alone)}" if alone else f"all {len(shared)} shared risks have a lead"
        )
        yield Signal(2 * len(alone) >= len(shared), fact(text, (alone or shared)[0], "id"), "risk_allocation")


def tasks_are_answered_for(partnership: Partnership) -> Signals:
    """Yield how many tasks have one partner who answers, or several declared to answer jointly."""
    rows = partnership.tasks
    clear = [row for row in rows if len(row.accountable) == 1 or (row.joint and len(row.accountable) > 1)]
    if rows:
        first = next((row for row in rows if row not in clear), rows[0])
        text = f"{len(clear)} of {counted(len(rows), 'task')} have somebody who answers for them"
        yield Signal(3 * len(clear) < 2 * len(rows), fact(text, first, "accountable"), "mapping")
    elif expected(partnership, "implementing"):
        yield Signal(True, fact("no task is given to anybody"), "mapping")


def an_agreement_is_signed(partnership: Partnership) -> Signals:
    """Yield whether an agreement on the partnership is signed; its absence counts from managing on."""
    rows = [row for row in partnership.agreements if row.kind != "data sharing" and row.ended is None]
    signed = [row for row in rows if row.signed is not None]
    if signed:
        yield Signal(False, fact(f"{signed[-1].kind} signed on {signed[-1].signed}", signed[-1], "signed"), "mapping")
    elif expected(partnership, "managing"):
        text = "the agreement is a draft, not signed" if rows else "there is no agreement"
        yield Signal(True, fact(text, rows[-1] if rows else None, "signed" if rows else ""), "mapping")


def accountability_is_complete(partnership: Partnership) -> Signals:
    """Yield which of the three dimensions of accountability is not documented."""
    rows = partnership.accountabilities
    documented = {row.dimension for row in rows if row.documented}
    missing = [name for name in ("horizontal", "vertical", "collective") if name not in documented]
    if rows:
        text = (
            f"not documented: {listed(missing)} accountability"
            if missing
            else "three lines of accountability documented"
        )
        yield Signal(len(missing) > 1, fact(text, rows[0], "dimension"), "mapping")
    elif expected(partnership, "implementing"):
        yield Signal(True, fact("no line of accountability is recorded"), "mapping")
