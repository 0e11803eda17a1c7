"""What each pairing of a risk and a partner costs: who controls the likelihood, who the impact, who absorbs the loss.

The expected cost of a year in which a partner leads on a risk is

    chance × (1 − share of the likelihood it removes)
    × average cost if it happens × (1 − share of the impact it removes)
    × what one pound of loss costs that partner.

Chance and cost are those of the risk as it stands; the three shares are the partners' own judgements under
`influences`. That they multiply is an assumption of this project and not in the guide.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.frames import frame_of
from partnerlab.analysis.risk_allocation.ratings import latest_rating, list_open_risks
from partnerlab.analysis.risk_allocation.scales import probability_of
from partnerlab.analysis.risk_allocation.standing import bearers_of
from partnerlab.methods.pairing import expected_cost
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Influence, Risk

WHOLE = 1.0
"""`influences` say the share that a partner could remove outright, so a share is taken whole (not in the guide)."""


@dataclass(frozen=True, eq=False)
class Pairings:
    """Open risks × current partners."""

    risks: pd.DataFrame
    """Indexed by risk: `title`, `probability` (chance in a year, 0 to 1), `cost` (£ on average if it happens) and
    `group`.
    """
    control_likelihood: pd.DataFrame
    control_impact: pd.DataFrame
    """Share that the partner could remove, 0 to 1; missing where nobody judged it."""
    absorbing: pd.DataFrame
    """What one pound of loss costs the partner; missing where nobody judged it."""
    eligible: pd.DataFrame
    """Whether the partner may lead: false where it lacks the authority, or where the risk is another partner's own."""
    cost: pd.DataFrame
    """Expected cost of a year under that lead, in pounds; missing where any part is missing."""

    @property
    def decidable(self) -> tuple[str, ...]:
        """Risks that at least one partner may lead on at a known cost."""
        return tuple(risk for risk in self.cost.index if self.candidates(risk))

    def costs(self, risk: str) -> dict[str, float]:
        """Return the expected cost of a year under each partner, in pounds; partners without one are left out."""
        return self._known_costs[risk]

    def may_lead(self, risk: str) -> frozenset[str]:
        """Return the partners that may lead on a risk."""
        return self._may_lead[risk]

    @cached_property
    def _known_costs(self) -> dict[str, dict[str, float]]:
        rows = self.cost.to_dict("index")
        return {str(risk): {str(p): float(c) for p, c in row.items() if pd.notna(c)} for risk, row in rows.items()}

    @cached_property
    def _may_lead(self) -> dict[str, frozenset[str]]:
        rows = self.eligible.to_dict("index")
        return {str(risk): frozenset(str(p) for p, may in row.items() if may) for risk, row in rows.items()}

    def candidates(self, risk: str) -> dict[str, float]:
        """Return what a year costs under each partner that may lead, cheapest first; empty when nothing is known."""
        may = self.may_lead(risk)
        known = {partner: cost for partner, cost in self.costs(risk).items() if partner in may}
        return dict(sorted(known.items(), key=lambda item: item[1]))


@cached
def chance_of(partnership: Partnership, risk: Risk) -> float | None:
    """Return the chance in a year that a risk occurs, 0 to 1.

    The risk's own `probability`; else what the likelihood scale gives for its residual rating; None when neither is
    known.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     risks=[{"id": "R1", "title": "Delay"}],
    ...     ratings=[{"risk": "R1", "on": "2026-01-01", "likelihood": 4, "impact": 4}])
    >>> chance_of(hub, hub.risk("R1"))
    0.65
    """
    if risk.probability is not None:
        return risk.probability
    rating = latest_rating(partnership, risk.id)
    return probability_of(partnership, rating.likelihood) if rating else None


def mean_cost_of(risk: Risk) -> float | None:
    """Return what a risk costs on average if it happens, in pounds; None unless low, likely and high are all known.

    PERT: (low + 4 likely + high) / 6; triangular: (low + likely + high) / 3.

    Examples
    --------
    >>> mean_cost_of(Risk(id="R1", title="Delay", low=10, likely=20, high=60))
    25.0
    """
    if risk.low is None or risk.likely is None or risk.high is None:
        return None
    if risk.distribution == "pert":
        return (risk.low + 4 * risk.likely + risk.high) / 6
    return (risk.low + risk.likely + risk.high) / 3


def latest_influences(partnership: Partnership) -> dict[tuple[str, str], Influence]:
    """Return the latest judgement of each partner's influence on each risk, by (risk, partner)."""
    rows = sorted(partnership.influences, key=lambda row: row.on or date.min)
    return {(row.risk, row.partner): row for row in rows}


@cached
def get_pairings(partnership: Partnership) -> Pairings:
    """Return what each pairing of an open risk and a current partner costs, and what that rests on."""
    risks = list_open_risks(partnership)
    index = pd.Index([risk.id for risk in risks], name="risk", dtype=object)
    columns = pd.Index([partner.id for partner in partnership.current_partners], name="partner", dtype=object)
    latest = latest_influences(partnership)

    def read(field: str) -> pd.DataFrame:
        values = [[getattr(latest.get((row, column)), field, None) for column in columns] for row in index]
        return pd.DataFrame(values, index=index, columns=columns, dtype=float)

    likelihood, impact, absorbing = read("over_likelihood"), read("over_impact"), read("absorbing")
    frame = pd.DataFrame(
        {
            "title": pd.Series([risk.title for risk in risks], index=index, dtype=object),
            "probability": pd.Series([chance_of(partnership, risk) for risk in risks], index=index, dtype=float),
            "cost": pd.Series([mean_cost_of(risk) for risk in risks], index=index, dtype=float),
            "group": pd.Series([risk.group for risk in risks], index=index, dtype=object),
        }
    )
    may = [[_may_lead(partnership, risk, column, latest) for column in columns] for risk in risks]
    eligible = pd.DataFrame(may, index=index, columns=columns, dtype=bool)
    if index.empty or columns.empty:
        cost = pd.DataFrame(index=index, columns=columns, dtype=float)
    else:
        cost = expected_cost(frame, likelihood, impact, absorbing, likelihood_reach=WHOLE, impact_reach=WHOLE)
    return Pairings(frame, likelihood, impact, absorbing, eligible, cost)


def _may_lead(partnership: Partnership, risk: Risk, partner: str, latest: dict[tuple[str, str], Influence]) -> bool:
    row = latest.get((risk.id, partner))
    if risk.kind == "own" and partner not in bearers_of(partnership, risk):
        return False
    return row is None or row.eligible is not False


@dataclass(frozen=True)
class PairingRow:
    """What one partner would make of one risk, and what that rests on; a row of `assess_costs`."""

    risk: str
    title: str
    partner: str
    """Id and title of the risk, id of the partner."""
    probability: float | None
    """Chance in a year, 0 to 1."""
    cost_if: float | None
    """Pounds on average if it happens."""
    over_likelihood: float | None
    over_impact: float | None
    """Shares that the partner removes, 0 to 1."""
    absorbing: float | None
    """Pounds that a pound of loss costs it."""
    cost: float | None
    """Pounds expected in a year under that lead; missing when a part is."""
    eligible: bool
    cheapest: bool
    leads: bool
    """Whether it may lead, costs as little as the cheapest of those that may, and leads today, alone or with others.
    """
    together: bool
    """Whether it leads today with others, who decided so: what that costs is not known."""


@cached
def assess_costs(partnership: Partnership) -> pd.DataFrame:
    """Return the expected cost of every pairing with what it rests on, one row for each.

    Returns
    -------
    pandas.DataFrame
        A `PairingRow` for each open risk and partner.
    """
    pairings = get_pairings(partnership)
    tables = [_by_risk(table) for table in (pairings.control_likelihood, pairings.control_impact, pairings.absorbing)]
    rows = []
    for risk, facts in _by_risk(pairings.risks).items():
        lead, may = partnership.lead_of(risk), pairings.may_lead(risk)
        costs, least = pairings.costs(risk), min(pairings.candidates(risk).values(), default=None)
        for partner in pairings.cost.columns:
            judged = [table[risk][partner] for table in tables]
            rows.append(
                PairingRow(
                    risk=risk,
                    title=facts["title"],
                    partner=partner,
                    probability=facts["probability"],
                    cost_if=facts["cost"],
                    over_likelihood=judged[0],
                    over_impact=judged[1],
                    absorbing=judged[2],
                    cost=costs.get(partner),
                    eligible=partner in may,
                    cheapest=partner in may and least is not None and costs.get(partner) == least,
                    leads=lead is not None and partner in lead.leads,
                    together=lead is not None and partner in lead.shared,
                )
            )
    return frame_of(rows, PairingRow)


def _by_risk(table: pd.DataFrame) -> dict[str, dict[Hashable, Any]]:
    return {str(risk): row for risk, row in table.to_dict("index").items()}


def _missing_facts(facts: Mapping[Hashable, Any]) -> list[str]:
    parts = (("its chance", "probability"), ("its cost range", "cost"))
    return [words for words, part in parts if pd.isna(facts[part])]


@cached
def list_undecided(partnership: Partnership) -> pd.DataFrame:
    """Return the open risks for which no best lead can be told, and what is missing.

    Returns
    -------
    pandas.DataFrame
        `risk`, `title`, `missing` (in words).
    """
    pairings = get_pairings(partnership)
    rows = []
    for risk, facts in _by_risk(pairings.risks).items():
        if pairings.candidates(risk):
            continue
        missing = _missing_facts(facts)
        judged = set(pairings.control_likelihood.loc[risk].dropna().index)
        if not judged:
            missing.append("any partner's influence")
        elif not judged & pairings.may_lead(risk):
            missing.append("a partner that may lead")
        rows.append({"risk": risk, "title": facts["title"], "missing": ", ".join(missing or ["a complete judgement"])})
    return pd.DataFrame(rows, columns=["risk", "title", "missing"])
