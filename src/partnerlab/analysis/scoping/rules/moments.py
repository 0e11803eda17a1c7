"""SC81: what is due before the partners come together, join and plan, against when it was done (¶2.1, ¶2.5-2.6)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, rule
from partnerlab.analysis.lateness import RECORD, judge_moment
from partnerlab.partnership import Partnership


@rule(
    "SC811",
    "¶2.1, ¶2.6, Fig. 1.b",
    capability="level-of-collaboration",
    basis="asked",
    strength="advises",
    question="Was the level of collaboration settled before planning began?",
    why="The guide asks partners to identify the level in advance, since the resources needed follow from it.",
    remedy="Check that what was planned before then fits the level, and note it in the record.",
    stage="planning",
)
def the_level_is_settled_in_advance(partnership: Partnership) -> Judgements:
    """Compare the earliest `on` of a level needed with the beginning of planning, and `thresholds.grace_days` more."""
    yield from judge_moment(
        partnership, "moment-level", Way("collaboration.on", "Find out when the level needed was first judged.")
    )


@rule(
    "SC812",
    "¶2.5",
    capability="readiness",
    basis="asked",
    strength="advises",
    question="Was each organisation asked whether it is ready before it joined?",
    why="The guide finds it important to talk to possible partners before deciding that a partnership is wanted.",
    remedy="Ask those who joined unasked what they expected, and settle what they need.",
    stage="building",
)
def partners_are_asked_before_they_join(partnership: Partnership) -> Judgements:
    """Compare the first answer under `readiness` of each current partner with when it joined."""
    yield from judge_moment(
        partnership, "moment-readiness", Way("partners.joined", "Find out when each partner joined.")
    )


@rule(
    "SC813",
    "¶2.6",
    capability="right-form",
    basis="follows",
    strength="advises",
    question="Was the reason written down when the partners came together?",
    why="The reason has to be clear at the first meeting. One written later was not what the partners met for.",
    remedy="Ask each partner whether the reason as written is the one it joined for.",
    stage="building",
)
def the_reason_comes_first(partnership: Partnership) -> Judgements:
    """Compare `rationale_stated` with the beginning of building, and `thresholds.grace_days` after it."""
    yield from judge_moment(
        partnership, "moment-reason", Way("rationale_stated", "Find out when the reason was written down.")
    )


@rule(
    "SC814",
    "¶2.5, App. 2 item 2",
    capability="right-form",
    basis="follows",
    strength="mentions",
    question="Were other forms compared before it was decided to partner?",
    why="A comparison made after the decision can only defend it.",
    remedy="Compare the forms again, with those who were not there when it was decided.",
    stage="building",
)
def forms_are_compared_before_the_decision(partnership: Partnership) -> Judgements:
    """Compare the earliest `on` under `options` with the beginning of building."""
    yield from judge_moment(partnership, "moment-options", Way("options.on", "Find out when the forms were compared."))


@rule(
    "SC817",
    "¶2.5",
    capability="readiness",
    basis="asked",
    strength="advises",
    question="Was each funder outside the partnership talked to before it was decided to partner?",
    why="The guide finds it important to talk to funders, too, before deciding that a partnership is wanted.",
    remedy="Ask funders who came in later what they need, and whether what was decided before still holds.",
    stage="building",
)
def funders_are_talked_to_before_the_decision(partnership: Partnership) -> Judgements:
    """Compare `consulted` of each stakeholder of the sector `funder` with the beginning of building.

    Without such a stakeholder nothing is said. Funders among the partners are asked whether they are ready (SC812).
    """
    yield from judge_moment(partnership, "moment-funders", RECORD["deciding"])
