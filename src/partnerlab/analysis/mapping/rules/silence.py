"""MA206: whether what is found of network and hand-offs stands, whatever those who are silent would say (¶3.2 box)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, cannot_tell, rule
from partnerlab.analysis.mapping.handoffs import doubt_handoffs
from partnerlab.analysis.mapping.rules.network import ASK, NOBODY
from partnerlab.analysis.mapping.silence import doubt_network
from partnerlab.analysis.silence import judge_silence
from partnerlab.partnership import Partnership


@rule(
    "MA206",
    "¶3.2 box",
    capability="network-of-relationships",
    question="Do conclusions on the network and on hand-offs stand, whatever those who have not answered would say?",
    why="In a small network one partner's answers can bring a tie or a gap to light. The guide does not mention it.",
    remedy="Ask first those whose answer could change most.",
    stage="building",
    basis="ours",
    strength="mentions",
)
def the_network_stands(partnership: Partnership) -> Judgements:
    """Try what partners that have not answered could say of all others.

    Conclusions are whether each partner works with another (MA202), and whether its loss would cut others off (MA203).
    At each hand-off they are whether the two work together (MA302), and whether they may share data (MA303).
    """
    found = doubt_network(partnership)
    if len(partnership.current_partners) == 1:
        yield cannot_tell("only one partner is recorded", way=Way("partners", "List the partners."))
    elif not found:
        yield cannot_tell(NOBODY, way=ASK)
    yield from judge_silence(partnership, found, "working relationships", way=ASK)
    yield from judge_silence(
        partnership,
        doubt_handoffs(partnership),
        "the hand-offs",
        way=Way(
            "relationships.data_sharing",
            "Ask both sides of each hand-off how they work together, and whether they may share data.",
        ),
    )
