"""EV838: what could turn each curve is known, and what was chosen rests on evidence (¶2.8 box)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, cannot_tell, in_place, part_met, rule
from partnerlab.analysis.evaluation.rules.ways import INDICATORS
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, each_of, listed, verb


@rule(
    "EV838",
    "¶2.8 box",
    basis="asked",
    strength="demands",
    capability="turning-the-curve",
    question="Is it known for each indicator what could turn its curve, and does what was chosen rest on evidence?",
    why="Finding out what works is one of the key steps of outcome-based accountability.",
    remedy="List what could turn the curve, those that cost little among it, and find what shows that each works.",
    stage="measuring",
)
def what_works_is_known(partnership: Partnership) -> Judgements:
    """Look under `what_works` for options of each indicator, and for evidence of those that were chosen.

    An option has evidence where `evidence` says what it is and `strength` is not `none`. Which strength is enough is
    for the partners to say.
    """
    indicators, options = partnership.indicators, partnership.what_works
    if not indicators:
        yield cannot_tell("no indicator is recorded", way=INDICATORS)
        return
    chosen = [row for row in options if row.chosen]
    bare = [row for row in chosen if not row.evidence or row.strength == "none"]
    if bare:
        part = f"{len(bare)} of {counted(len(chosen), 'option')} chosen {verb(len(bare), 'has', 'have')}"
        facts = [fact(f"{row.title}: {row.strength or 'strength not recorded'}", row, "evidence") for row in bare]
        yield part_met(
            f"{part} no evidence recorded that it works: {listed((row.title for row in bare), 2)}.",
            *facts[:12],
            subject="chosen options",
        )
    served = {row.indicator for row in options}
    blank = [row for row in indicators if row.id not in served]
    if blank:
        part = f"{len(blank)} of {counted(len(indicators), 'indicator')} {verb(len(blank), 'has', 'have')}"
        yield cannot_tell(
            f"{part} no option recorded that could turn the curve",
            way=Way(
                "what_works.indicator",
                "Ask front-line staff and look at studies for what could turn each curve, at little cost too.",
            ),
            count=len(blank),
        )
    elif not bare:
        cheap = sum(row.low_cost is True or row.cost == 0 for row in options)
        low = f"{counted(cheap, 'option') if cheap else 'none'} at little or no cost"
        facts = [fact(row.title, row, "indicator") for row in options]
        yield in_place(
            f"Options are recorded for {each_of(len(indicators), 'indicator')}, {low}; {len(chosen)} chosen.",
            *facts[:12],
        )
