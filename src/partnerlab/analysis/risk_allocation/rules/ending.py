"""RA82: who takes on the open risks when a partnership ends (¶4.3)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, at_fault, in_place, part_met, rule
from partnerlab.analysis.facts.endings import risks_left
from partnerlab.analysis.facts.names import name_risks
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, each_of, verb


@rule(
    "RA821",
    "¶4.3",
    capability="lead-for-each-risk",
    basis="follows",
    strength="advises",
    question="Does somebody take on each open risk when the partnership ends?",
    why="Risks are watched throughout the work. One that is still open at the end needs somebody who goes on.",
    remedy="Close the risk, or agree who takes it on, and enter it under `handovers`.",
    stage="ending",
)
def open_risks_are_taken_on(partnership: Partnership) -> Judgements:
    """Set open risks against `handovers` of the kind risk: by id, or one line for all.

    Without an open risk there is nothing to hand over, and nothing is said.
    """
    current = [row for row in partnership.risks if row.closed is None]
    left = risks_left(partnership)
    facts = [fact(row.title, row, "closed") for row in left]
    if not current:
        return
    if not left:
        yield in_place(f"Somebody takes on {each_of(len(current), 'open risk')}.")
    elif len(left) == len(current):
        yield at_fault(f"It is not recorded who takes on {each_of(len(current), 'open risk')}.", *facts)
    else:
        count = f"{len(left)} of {counted(len(current), 'open risk')} {verb(len(left), 'has', 'have')}"
        names = name_risks(partnership, [row.id for row in left])
        yield part_met(f"{count} nobody recorded who takes it on: {names}.", *facts)
