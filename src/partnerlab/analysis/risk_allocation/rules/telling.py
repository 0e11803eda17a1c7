"""RA831: whether partners were told of a risk that worsened (¶4.4)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, in_place, part_met, rule
from partnerlab.analysis.facts.names import name_risks
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.rules.ways import ask, of_risk
from partnerlab.analysis.risk_allocation.status import list_worsened
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import RiskRating
from partnerlab.wording import counted, say_day, verb

TOLD = Way("ratings.told", "Find out when the partners that carry the risk were told.")


@rule(
    "RA831",
    "¶4.4",
    basis="asked",
    strength="demands",
    capability="risk-monitoring",
    question="Were the partners told of each risk that worsened?",
    why="the guide says that changes in risk have to be communicated, so that partners can correct",
    remedy="Tell the partners that carry the risk, and record when under `told` of its rating.",
    stage="planning",
)
def partners_were_told(partnership: Partnership) -> Judgements:
    """Look for `told` on a rating, since the last review, of each risk that has worsened.

    More than `thresholds.days_to_tell` days after the rating is late. Where no risk has worsened there is nothing to
    tell, and nothing is said.
    """
    since, told, late = partnership.last_review, dict[str, RiskRating](), 0
    worse = list_worsened(partnership)["risk"].tolist() if since is not None else []
    for risk in worse:
        fresh = [row for row in partnership.ratings if row.risk == risk and since is not None and row.on > since]
        given = [row for row in fresh if row.told is not None]
        if given:
            told[risk] = min(given, key=lambda row: (row.told or row.on, row.on))
    for risk, row in told.items():
        days = ((row.told or row.on) - row.on).days
        if days > partnership.thresholds.days_to_tell:
            late += 1
            text = f"Partners were told of “{partnership.risk(risk).title}” {counted(days, 'day')} after it was rated."
            yield part_met(text, fact(f"told on {say_day(row.told)}", row, "told"), subject=of_risk(risk))
    silent = [risk for risk in worse if risk not in told]
    if silent:
        some = f"{len(silent)} of {counted(len(worse), 'risk')} that worsened since the last review"
        has = f"{verb(len(silent), 'has', 'have')} no day recorded on which partners were told"
        yield ask(TOLD, f"{some} {has}: {name_risks(partnership, silent)}", count=len(silent))
    elif worse and not late:
        facts = [
            fact(f"{partnership.risk(risk).title}: told on {say_day(row.told)}", row, "told")
            for risk, row in told.items()
        ]
        these = "the one risk" if len(worse) == 1 else f"all {len(worse)} risks"
        yield in_place(f"Partners were told of {these} that worsened since the last review.", *facts)
