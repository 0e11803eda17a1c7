"""RA208: whether the status of each risk stands, whatever those who have not rated it would say (¶4.3)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, rule
from partnerlab.analysis.risk_allocation.ratings import latest_rating, list_open_risks
from partnerlab.analysis.risk_allocation.rules.ways import RATERS, RATING, ask
from partnerlab.analysis.risk_allocation.silence import doubt_ratings
from partnerlab.analysis.silence import judge_silence
from partnerlab.partnership import Partnership


@rule(
    "RA208",
    "¶4.3",
    capability="likelihood-and-impact",
    question="Does the status of each risk stand, whatever those who have not rated it would say?",
    why="A red risk that one rating could turn green, or a green one that could be red, is not settled.",
    remedy="Ask first those whose rating could change most.",
    stage="planning",
    basis="ours",
    strength="mentions",
)
def the_status_of_risks_stands(partnership: Partnership) -> Judgements:
    """Try every status that partners which carry a risk and have not rated it could give it.

    Risks that nobody has rated are asked for by RA201; those that all rated together rest on nobody's silence.
    """
    found, risks = doubt_ratings(partnership), list_open_risks(partnership)
    if risks and not any(latest_rating(partnership, risk.id) for risk in risks):
        yield ask(RATING, "no open risk is rated", count=len(risks))
    yield from judge_silence(partnership, found, "the status of risks", way=RATERS)
