"""Decisions that close an ending: who takes on the open risks, and who takes on all else that the partnership holds."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import has_reached
from partnerlab.analysis.facts.actions import is_overdue
from partnerlab.analysis.facts.endings import CALLED, HELD, handovers_of, lacks_taker, risks_left
from partnerlab.analysis.moves.candidate import Candidate, day_after, number_of
from partnerlab.analysis.moves.people import BOARD, MOST_NAMED, TO_NAME
from partnerlab.analysis.moves.steps import Step
from partnerlab.partnership import Partnership
from partnerlab.partnership.ending import Holding
from partnerlab.partnership.risks import Risk
from partnerlab.wording import counted, listed, verb


def hand_over_risks(partnership: Partnership) -> Candidate | None:
    """Agree who takes on each open risk when the partnership ends: its lead, where it has one."""
    left = risks_left(partnership) if has_reached(partnership, "ending") else ()
    if not left:
        return None
    due = day_after(partnership, partnership.moves.days_of(partnership.moves.effort_of("open risks")))
    named = [(risk, _choose_heir(partnership, risk)) for risk in left]
    steps = tuple(
        Step(
            "add",
            "handovers",
            {"kind": "risk", "what": risk.title, "risk": risk.id, "to": to or TO_NAME, "on": partnership.as_at,
             "due": due},
        )
        for risk, to in named
    )  # fmt: skip
    which = f"“{left[0].title}”" if len(left) == 1 else counted(len(left), "open risk")
    open_risks = sum(risk.closed is None for risk in partnership.risks)
    why = f"Nobody is recorded who goes on with {len(left)} of {counted(open_risks, 'open risk')}."
    heirs = dict.fromkeys(partnership.name_of(to) for _, to in named if to)
    detail = f"Proposed: {listed(heirs, MOST_NAMED)}, which {verb(len(heirs), 'leads', 'lead')} today." if heirs else ""
    return Candidate("open risks", f"Agree who takes on {which} at the end", why, BOARD, detail, steps)


def _choose_heir(partnership: Partnership, risk: Risk) -> str | None:
    """Return the one lead of today, if still a partner; None where there is none, or several."""
    lead = partnership.lead_of(risk.id)
    here = {partner.id for partner in partnership.current_partners}
    return None if lead is None or lead.shared or lead.lead not in here else lead.lead


def hand_over(partnership: Partnership) -> Candidate | None:
    """Agree who takes on money, staff, data, agreements and the people served, and by when.

    What nobody takes on gets somebody, what is overdue a new date; what the record does not show is left alone.
    """
    if not has_reached(partnership, "ending"):
        return None
    steps = {kind: tuple(_settle(partnership, kind)) for kind in CALLED}
    found = [kind for kind in CALLED if steps[kind]]
    if not found:
        return None
    held = sum(bool(HELD[kind](partnership) or handovers_of(partnership, kind)) for kind in CALLED)
    what = f"Agree who takes on {listed((CALLED[kind] for kind in found), MOST_NAMED)}, and by when"
    why = f"{len(found)} of {counted(held, 'kind')} of what the partnership holds {verb(len(found), 'is', 'are')} open."
    return Candidate("handovers", what, why, BOARD, steps=tuple(step for kind in found for step in steps[kind]))


def _settle(partnership: Partnership, kind: Holding) -> Iterator[Step]:
    """Yield what would settle one kind: a handover where there is none, a name or a date where one lacks it."""
    due = day_after(partnership, partnership.moves.days_of(partnership.moves.effort_of("handovers")))
    rows, held = handovers_of(partnership, kind), HELD[kind](partnership)
    if held and not rows:
        what = held[0].text if len(held) == 1 else f"{CALLED[kind]}: {counted(len(held), 'entry', 'entries')}"
        row = {"kind": kind, "what": what, "to": TO_NAME, "on": partnership.as_at, "due": due}
        yield Step("add", "handovers", row)
    for handover in rows:
        at = f"handovers.{number_of(partnership.whole.handovers, handover)}"
        if lacks_taker(handover):
            yield Step("set", f"{at}.to", TO_NAME)
        if is_overdue(handover, partnership.as_at) and due is not None:
            yield Step("set", f"{at}.due", due)
