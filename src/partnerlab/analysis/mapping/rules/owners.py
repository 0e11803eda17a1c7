"""MA516: whether those who own the outcome take part where direction is given (¶4.10, Fig. 5)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.facts.bodies import owners_in_post, seated, steering_bodies
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.wording import listed, verb


@rule(
    "MA516",
    "¶4.10, Fig. 5",
    basis="asked",
    strength="mentions",
    capability="governance",
    question="Does the owner of the outcome have a seat where direction is given?",
    why="The structure that the guide suggests has people from the outcome's owners in its leadership group.",
    remedy="Offer the owner of the outcome a seat, or agree who speaks for it there.",
    stage="managing",
)
def owners_have_a_seat(partnership: Partnership) -> Judgements:
    """Compare the organisations under `outcomes: sro` with the members and chairs of the bodies that give direction."""
    owners, deciding = owners_in_post(partnership), steering_bodies(partnership)
    if not owners:
        yield cannot_tell(
            "no senior responsible owner is recorded in post",
            way=Way("outcomes.sro.organisation", "Find out who is the senior responsible owner of the outcome."),
            count=1,
        )
        return
    held = seated(partnership)
    blank = [row.name for row in deciding if not row.members and row.kind != "lead organisation"]
    absent = dict.fromkeys(row.organisation for row in owners if row.organisation not in held)
    if not any(row.members for row in deciding) or (absent and blank):
        which = f"the members of {listed(blank)}" if blank else "the members of the bodies that give direction"
        yield cannot_tell(
            f"{which} are not recorded",
            way=Way("governance.members", "Ask which partners sit on each body."),
            count=len(blank) or None,
        )
        return
    facts = [fact(f"{row.name}: {named(partnership, row.members)}", row, "members") for row in deciding]
    if absent:
        who, owns = (
            named(partnership, absent),
            verb(len(absent), "owns the outcome and has", "own the outcome and have"),
        )
        yield at_fault(f"{who} {owns} no seat recorded on {listed((row.name for row in deciding), last='or')}.", *facts)
    else:
        present = dict.fromkeys(row.organisation for row in owners)
        bodies = listed(row.name for row in deciding if {*row.members, row.chair_from} & present.keys())
        owns = verb(len(present), "owns the outcome and has", "own the outcome and have")
        yield in_place(f"{named(partnership, present)} {owns} a seat on {bodies}.", *facts)
