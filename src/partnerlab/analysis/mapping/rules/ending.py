"""MA82: who takes on money, staff, agreements, data and the people served when a partnership ends (¶2.13, App. 4)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, rule
from partnerlab.analysis.handing_over import judge_handover
from partnerlab.partnership import Partnership


@rule(
    "MA821",
    "¶2.13, ¶2.16",
    capability="resources-and-spending",
    basis="follows",
    strength="advises",
    question="Is it settled who takes on the money that is left?",
    why="A public body stays answerable for public money, also for what is left when the work ends.",
    remedy="Agree who takes on unspent money and open commitments, and enter it under `handovers`.",
    stage="ending",
)
def the_money_is_settled(partnership: Partnership) -> Judgements:
    """Set money that partners bring, and money by year, against `handovers` of the kind money.

    In ¶2.16 a public body must stay accountable where it engages external partners. The guide does not speak of money
    that is left, whosever it is: this follows, and is not demanded. ¶2.13 only calls openness about money important.
    """
    yield from judge_handover(
        partnership, "money", "the money that is left", "Agree who takes on unspent money.", expected=True
    )


@rule(
    "MA822",
    "¶2.13",
    capability="resources-and-spending",
    basis="ours",
    strength="mentions",
    question="Is it settled where the staff go?",
    why="People whose time was given need to know where they go. The guide does not mention it; we ask.",
    remedy="Agree with each employer what its staff do next.",
    stage="ending",
)
def the_staff_are_settled(partnership: Partnership) -> Judgements:
    """Set staff time that partners bring against `handovers` of the kind staff."""
    yield from judge_handover(
        partnership, "staff", "the staff", "Ask each employer what its staff do next.", expected=False
    )


@rule(
    "MA823",
    "App. 4, ¶3.5",
    capability="written-agreement",
    basis="follows",
    strength="mentions",
    question="Is each agreement ended or handed over?",
    why="A memorandum can be ended. One that nobody ends still says what each has to do.",
    remedy="End each agreement by its own terms and enter the day under `ended`, or say who takes it on.",
    stage="ending",
)
def agreements_are_ended(partnership: Partnership) -> Judgements:
    """Set signed agreements that have not ended against `handovers` of the kind agreement."""
    yield from judge_handover(
        partnership, "agreement", "the agreements in force", "Agree when each agreement ends.", expected=True
    )


@rule(
    "MA824",
    "¶3.4",
    capability="written-agreement",
    basis="ours",
    strength="mentions",
    question="Is it settled which data are kept, and by whom?",
    why="Personal data that nobody looks after can be lost or misused. The guide does not mention it; we ask.",
    remedy="Agree who keeps which records, for how long, and what is deleted.",
    stage="ending",
)
def the_data_are_settled(partnership: Partnership) -> Judgements:
    """Set agreements on data sharing against `handovers` of the kind data."""
    yield from judge_handover(
        partnership, "data", "the data that were shared", "Agree who keeps which records, and what is deleted.",
        expected=False,
    )  # fmt: skip


@rule(
    "MA825",
    "¶3.2 box",
    capability="service-pathway",
    basis="ours",
    strength="mentions",
    question="Is it settled where the people served go next?",
    why="People on the pathway still need its next step. The guide does not mention its end; we ask.",
    remedy="Agree which organisation takes on each step of the pathway.",
    stage="ending",
)
def the_people_served_are_settled(partnership: Partnership) -> Judgements:
    """Set the steps of the pathway against `handovers` of the kind service."""
    yield from judge_handover(
        partnership, "service", "the people served", "Ask who serves the people on the pathway next.", expected=False
    )
