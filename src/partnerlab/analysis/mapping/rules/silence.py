"""MA206: whether what is found of the network stands, whatever those who have not answered would say (¶3.2 box)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, cannot_tell, rule
from partnerlab.analysis.mapping.rules.network import ASK, NOBODY
from partnerlab.analysis.mapping.silence import assess_silence
from partnerlab.analysis.silence import judge_silence
from partnerlab.partnership import Partnership


@rule(
    "MA206",
    "¶3.2 box",
    capability="network-of-relationships",
    question="Do conclusions on the network stand, whatever those who have not answered would say?",
    severity="amber",
    why="In a small network one partner's answers can bring a tie or a gap to light. The guide does not mention it.",
    remedy="Ask first those whose answer could change most.",
    stage="building",
    basis="ours",
    strength="mentions",
)
def the_network_stands(partnership: Partnership) -> Iterator[Judgement]:
    """Try what partners that have not answered could say of all others.

    Conclusions are whether each partner works with another (MA202), and whether its loss would cut others off (MA203).
    """
    found = assess_silence(partnership)
    if len(partnership.current_partners) == 1:
        yield cannot_tell("only one partner is recorded", enter="partners", find_out="List the partners.")
    elif not found:
        yield cannot_tell(NOBODY, enter="relationships.actual", find_out=ASK)
    yield from judge_silence(partnership, found, "working relationships", enter="relationships.actual", find_out=ASK)
