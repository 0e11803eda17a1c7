"""What would settle a question about risks: one key and one instruction for each fact, so that questions gather."""

from __future__ import annotations

from collections.abc import Iterable

from partnerlab.analysis.catalogue import Judgement, Way, at_fault, cannot_tell
from partnerlab.analysis.facts.names import name_risks, named
from partnerlab.analysis.findings import Consequence, Fact
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.analysis.risk_allocation.standing import light_of
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Risk, RiskLead

RISKS = Way("risks", "Ask each partner for the three risks it fears most.")
CLASS = Way("risks.class", "Say of each risk whether it is one partner's own, shared, or a risk of working together.")
STAGE = Way("risks.stage", "Say to which stage of the work each risk belongs.")
BEARER = Way("risks.shared_by", "Name the one partner that carries each own risk.")
OUTCOMES = Way("outcomes.aligned", "Agree which outcome the partnership should help to move.")
DESCRIPTION = {
    "cause": Way("risks.cause", "Ask why each risk could happen."),
    "event": Way("risks.event", "Ask what would happen."),
    "consequence": Way("risks.consequence", "Ask what would follow for the outcome."),
}
RATING = Way("ratings.likelihood", "Have partners rate the likelihood and impact of each risk as things stand.")
RATERS = Way("ratings.by", "Have the other partners that carry the risk rate it as things stand.")
KIND = Way(
    "ratings.kind", "Have partners rate each risk with nothing done (inherent), and as they aim for it (target)."
)
APPETITE = Way("risk_settings.appetite", "Agree the highest risk score that the partnership accepts.")
LEAD = Way("leads.lead", "Ask which organisation leads on each risk.")
AUTHORITY = Way(
    "partners.representatives.authority",
    "Ask each representative whether they are authorised to commit their organisation.",
)
ACCEPTED = Way("leads.accepted", "Ask each lead whether it has agreed to lead.")
CAPACITY = Way("partners.risk_capacity", "Ask each lead how many risks it can lead on at once.")
INFLUENCE = Way(
    "influences.over_likelihood", "Ask each partner what share of likelihood and of impact it could remove."
)
CLAUSE = Way("agreements.clauses.in_place", "Look up in the agreement whether it says how risks are managed.")
CHANCE = Way("risks.probability", "Estimate with the lead how likely the risk is to happen in a year.")
COST = Way("risks.likely", "Estimate with the lead a low, a likely and a high cost, however roughly.")
DELAY = Way("risks.days_likely", "Estimate with the lead low, likely and high days of delay; 0 where there is none.")
MONEY = Way("partners.resources.amount", "Ask each partner what it brings in a year.")
CORRELATION = Way("risk_settings.correlation", "Choose how far risks happen together; 0 is not at all.")
REVIEWS = Way("reviews.on", "Look up when the partnership last reviewed its risks.")
REVIEW_BY = Way("risks.review_by", "Set the date by which each risk is reviewed again.")
CONTROL = Way("controls.control", "Ask each lead what is done to keep the risk down.")
CONTROL_OWNER = Way("controls.owner", "Ask who keeps up each control.")
CONTROL_DUE = Way("controls.due", "Ask by when each control must be in place.")
PROXIMITY = Way("risks.proximity", "Ask each lead when the risk could happen at the earliest.")
DISPUTES = Way("disputes.name", "Ask how differences between partners are settled, step by step.")
DISPUTE_OWNER = Way("disputes.owner", "Ask who must settle a dispute at each step.")
DISPUTE_DAYS = Way("disputes.days", "Agree after how many days a dispute passes on, or must be decided.")

NO_RISKS = "no risk is recorded yet"
"""What most rules say of a partnership without a register."""
NO_OPEN_RISKS = "no open risk is recorded"


def ask(way: Way, missing: str, *evidence: Fact, subject: str = "partnership", count: int | None = None) -> Judgement:
    """Say what is missing, and what would settle it; see `cannot_tell`."""
    return cannot_tell(missing, *evidence, subject=subject, way=way, count=count)


def ask_for_risks(partnership: Partnership) -> Judgement:
    """Say that there is no risk to judge."""
    return ask(RISKS, NO_OPEN_RISKS if partnership.risks else NO_RISKS)


def ask_for_ratings(partnership: Partnership) -> Judgement:
    """Say that no open risk is rated, or that there is none."""
    risks = list_open_risks(partnership)
    return ask(RATING, "no open risk is rated", count=len(risks)) if risks else ask_for_risks(partnership)


def without_charge(
    partnership: Partnership, risk: Risk, message: str, *evidence: Fact, subject: str | None = None
) -> Judgement:
    """Say that nobody can act on a risk as its lead: to attend to, and red where the risk itself stands red.

    It stands red by the ratings of `thresholds.least_raters` of those who carry it, or of all together.
    """
    if light_of(partnership, risk) != "red":
        return at_fault(f"{message}.", *evidence, subject=subject or of_risk(risk))
    told = f"{message}; the risk is red."
    return at_fault(told, *evidence, subject=subject or of_risk(risk), consequence=Consequence.NOBODY)


def name_lead(partnership: Partnership, lead: RiskLead) -> str:
    """Return whoever leads by name: one, or several `together`."""
    return named(partnership, lead.leads) + (" together" if lead.shared else "")


def of_risk(risk: Risk | str) -> str:
    """Return the subject of a finding about one risk."""
    return f"risk {risk if isinstance(risk, str) else risk.id}"


def list_risks(partnership: Partnership, risks: Iterable[Risk]) -> str:
    """Return risks as a list in a sentence: title, and the id by which the register holds it."""
    return name_risks(partnership, [risk.id for risk in risks])
