"""Which risks matter most, who leads on each, and what all cost in a bad year."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.amounts import say_pounds, say_pounds_apart
from partnerlab.analysis.facts.leads import is_led
from partnerlab.analysis.risk_allocation.exposure import assess_exposure
from partnerlab.analysis.risk_allocation.ratings import latest_rating, list_open_risks
from partnerlab.analysis.risk_allocation.standing import leads_of, light_of, say_state
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Risk
from partnerlab.wording import counted, listed, verb

MOST_RISKS = 3
"""Rows that fit, with all other parts, on two sheets of paper."""


@dataclass(frozen=True)
class RiskLine:
    """A risk that matters: its light, who leads on it, and what it costs if it happens; None when not recorded."""

    title: str
    light: str
    state: str
    """The light in words; see `standing.say_state`."""
    lead: str | None
    stake: str | None


@dataclass(frozen=True)
class RisksAtStake:
    """The risks that matter, what all cost in a bad year, in a sentence, and how many more are open."""

    rows: tuple[RiskLine, ...]
    told: str


def list_risks(partnership: Partnership) -> RisksAtStake:
    """List the open risks that matter most: red ones first, then by score, then by the money at stake.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> list_risks(hub).told
    'No risk is recorded, so nobody knows yet what could go wrong.'
    """
    risks = list_open_risks(partnership)
    if not risks:
        recorded = "No open risk is recorded." if partnership.risks else ""
        return RisksAtStake((), recorded or "No risk is recorded, so nobody knows yet what could go wrong.")
    pressing = [risk for risk in risks if light_of(partnership, risk) != "green"]
    ranked = sorted(pressing, key=lambda risk: _rank_risk(partnership, risk))
    rows = tuple(
        RiskLine(
            risk.title,
            light_of(partnership, risk),
            say_state(partnership, risk),
            _say_leads(partnership, risk),
            _say_stake(risk),
        )
        for risk in ranked[:MOST_RISKS]
    )
    exposure = assess_exposure(partnership)
    amount = exposure.write_at(rounded=True).removeprefix("exactly ")
    most = amount if amount.startswith("between ") else f"{amount} or less"
    rest = len(risks) - len(rows)
    more = f"{counted(rest, 'further risk is', 'further risks are')} open. " if rest and rows else ""
    calm = "" if rows else "No open risk is red or amber. "
    which = _say_which(len(exposure.counted), len(risks))
    bad = f"In four years of five, {which} {most}." if amount else "Their cost is not known."
    if any(row.stake for row in rows):
        more = f"Amounts: cost if it happens. {more}"
    return RisksAtStake(rows, calm + more + bad)


def _say_which(known: int, number: int) -> str:
    if known == number:
        return "the one open risk costs" if number == 1 else f"all {number} open risks together cost"
    return f"{known} of {number} open risks {'costs' if known == 1 else 'together cost'}"


def _rank_risk(partnership: Partnership, risk: Risk) -> tuple[object, ...]:
    rating = latest_rating(partnership, risk.id)
    score = float(rating.product) if rating is not None and rating.product is not None else 0.0
    light = ("red", "amber", "unknown", "green").index(light_of(partnership, risk))
    return light, -score, -(risk.high or 0.0), risk.id


def _say_leads(partnership: Partnership, risk: Risk) -> str | None:
    leads = leads_of(partnership, risk.id)
    if not leads:
        return None
    names = listed(partnership.short_name_of(name) for name in leads)
    return names if is_led(partnership, risk.id) else f"none, since {names} {verb(len(leads), 'has', 'have')} left"


def _say_stake(risk: Risk) -> str | None:
    if risk.low is None or risk.high is None:
        return say_pounds(risk.likely, rounded=True) if risk.likely is not None else None
    low, high = say_pounds_apart(risk.low, risk.high)
    return low if low == high else f"{low} to {high}"
