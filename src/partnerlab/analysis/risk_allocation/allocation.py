"""Who should lead on which risk: the cheapest leads within capacity, authority, fairness and groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.risk_allocation.pairings import WHOLE, Pairings, get_pairings
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.analysis.risk_allocation.standing import leads_of
from partnerlab.errors import MethodError
from partnerlab.methods.allocation import Allocation, allocate_leads
from partnerlab.methods.pairing import lead_stability
from partnerlab.partnership import Partnership


@dataclass(frozen=True, eq=False)
class RiskAllocation:
    """The best leads and what they rest on."""

    pairings: Pairings
    """What each pairing costs."""
    best: Allocation | None
    """The best leads for the risks that can be decided; None when there are none or no allocation fits the limits."""
    problem: str
    """Why there is no best allocation, in words; empty when there is one."""
    apart: tuple[str, ...]
    """Groups that had to be taken apart because no one partner could lead on all of their risks within the limits;
    largest first.
    """
    today: dict[str, str]
    """Today's lead of each open risk by id; risks without a lead, and those that several lead together, are left out.
    """
    groups: dict[str, str]
    """Group of each risk that should share one lead with others; own risks stay apart."""
    shared: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By id of each open risk that several partners decided to lead together: who."""

    @property
    def leads(self) -> dict[str, str]:
        """The best lead of each risk that can be decided; today's lead, if any, of the others."""
        chosen = {} if self.best is None else {str(risk): str(lead) for risk, lead in self.best.leads.items()}
        return self.today | chosen

    def name_today(self, risk: str, call: Callable[[str], str] = str) -> str | None:
        """Return today's lead in words: an id, or `A and B together`; None when nobody leads.

        `call` gives a partner's name by its id.
        """
        if risk in self.shared:
            *others, last = map(call, self.shared[risk])
            return f"{', '.join(others)} and {last} together"
        return call(self.today[risk]) if risk in self.today else None

    def best_lead(self, risk: str) -> str | None:
        """Return the best lead of a risk; None when it is not known."""
        known = self.best is not None and risk in self.best.leads.index
        return self.leads[risk] if known else None

    def group_of(self, risk: str) -> str | None:
        """Return the group whose one lead a risk shares; None when it stands alone or its group was taken apart."""
        group = self.groups.get(risk)
        return None if group in self.apart else group

    def cost_of(self, risk: str, partner: str | None) -> float | None:
        """Return the expected cost of a pairing in pounds a year; None when it is not known."""
        if partner is None or risk not in self.pairings.cost.index:
            return None
        return self.pairings.costs(risk).get(partner)


@cached
def allocate_risks(partnership: Partnership) -> RiskAllocation:
    """Give each open risk one lead organisation at the least expected cost, within what the partners can do.

    The limits: authority (`influences.eligible`), an own risk stays with its owner, `risk_capacity` of each partner
    (risks that it leads today and that cannot be decided count against it), `risk_settings.fairness` as the largest
    share of these risks that one partner may lead, and risks of one `group` go to one lead. Where no leads meet all of
    these, groups are taken apart, the largest first, until some do; `apart` names them.

    Returns
    -------
    RiskAllocation
        With the cost of each override and of each limit in `best`.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "A"}, {"id": "B", "name": "B"}],
    ...     risks=[{"id": "R1", "title": "Delay", "probability": 0.5, "low": 100, "likely": 100, "high": 100}],
    ...     influences=[{"risk": "R1", "partner": "A", "over_likelihood": 0.5, "over_impact": 0, "absorbing": 1},
    ...                 {"risk": "R1", "partner": "B", "over_likelihood": 0.2, "over_impact": 0, "absorbing": 1}])
    >>> allocation = allocate_risks(hub)
    >>> allocation.leads, allocation.best.total_cost
    ({'R1': 'A'}, 25.0)
    """
    pairings = get_pairings(partnership)
    leads = {risk.id: leads_of(partnership, risk.id) for risk in list_open_risks(partnership)}
    today = {risk: named[0] for risk, named in leads.items() if len(named) == 1}
    shared = {risk: named for risk, named in leads.items() if len(named) > 1}
    groups = {risk.id: risk.group for risk in list_open_risks(partnership) if risk.group and risk.kind != "own"}
    if not pairings.decidable:
        missing = "no risk has a chance, a cost range and a partner's influence recorded"
        return RiskAllocation(pairings, None, missing, (), today, groups, shared)
    best, problem, apart = _solve(_Problem.read(partnership, pairings, today, groups, shared))
    return RiskAllocation(pairings, best, problem, apart, today, groups, shared)


@dataclass(frozen=True)
class _Problem:
    """Everything that the best leads depend on, as plain values, so that one question is answered once."""

    risks: tuple[str, ...]
    partners: tuple[str, ...]
    cost: tuple[tuple[float | None, ...], ...]
    eligible: tuple[tuple[bool, ...], ...]
    capacity: tuple[tuple[str, float], ...]
    fairness: float | None
    groups: tuple[tuple[str, str], ...]

    @classmethod
    def read(
        cls,
        partnership: Partnership,
        pairings: Pairings,
        today: dict[str, str],
        groups: dict[str, str],
        shared: dict[str, tuple[str, ...]],
    ) -> _Problem:
        risks = pairings.decidable
        partners = tuple(map(str, pairings.cost.columns))
        led = {risk: (lead,) for risk, lead in today.items()} | shared
        undecided = [lead for risk, named in led.items() if risk not in risks for lead in named]
        capacity = tuple(
            (partner.id, float(max(partner.risk_capacity - undecided.count(partner.id), 0)))
            for partner in partnership.current_partners
            if partner.risk_capacity is not None
        )
        fairness = partnership.risk_settings.fairness
        return cls(
            risks=risks,
            partners=partners,
            cost=tuple(tuple(map(pairings.costs(risk).get, partners)) for risk in risks),
            eligible=tuple(tuple(partner in pairings.may_lead(risk) for partner in partners) for risk in risks),
            capacity=capacity,
            fairness=None if fairness is None else max(fairness, 1 / len(risks)),
            groups=tuple((risk, groups[risk]) for risk in risks if risk in groups),
        )

    def without(self, group: str) -> _Problem:
        """Return the same problem with one group taken apart."""
        return replace(self, groups=tuple((risk, name) for risk, name in self.groups if name != group))


@lru_cache(maxsize=64)
def _solve(problem: _Problem) -> tuple[Allocation | None, str, tuple[str, ...]]:
    apart: list[str] = []
    while True:
        best, why = _allocate(problem)
        sizes = Counter(name for _, name in problem.groups)
        if best is not None or not sizes:
            return best, why, tuple(apart)
        apart.append(max(sizes, key=lambda name: (sizes[name], name)))
        problem = problem.without(apart[-1])


def _allocate(problem: _Problem) -> tuple[Allocation | None, str]:
    cost = pd.DataFrame(problem.cost, problem.risks, problem.partners, dtype=float)
    eligible = pd.DataFrame(problem.eligible, problem.risks, problem.partners, dtype=bool)
    try:
        best = allocate_leads(
            cost,
            capacity=dict(problem.capacity) or None,
            eligible=eligible,
            fairness=problem.fairness,
            groups=dict(problem.groups) or None,
        )
    except MethodError as error:
        return None, str(error)
    return best, ""


@cached
def score_stability_of_leads(partnership: Partnership) -> pd.DataFrame:
    """Return how firm each best lead is when one judgement of influence moves a step.

    Returns
    -------
    pandas.DataFrame
        One row for each risk that can be decided, least firm first: `risk`, `title`, `lead`, `changes` (one-step
        changes tried), `kept`, `share` (kept ÷ changes; missing without changes), `rival` (who would take over most
        easily; missing when nobody could), `margin` (£ a year that the rival would cost more).
    """
    allocation = allocate_risks(partnership)
    columns = ["risk", "title", "lead", "changes", "kept", "share", "rival", "margin"]
    if allocation.best is None:
        return pd.DataFrame(columns=columns)
    pairings, risks = allocation.pairings, list(allocation.best.leads.index)
    tables = (pairings.control_likelihood, pairings.control_impact, pairings.absorbing)
    firm = lead_stability(
        pairings.risks.loc[risks],
        *(table.loc[risks] for table in tables),
        allocation=allocation.best,
        likelihood_reach=WHOLE,
        impact_reach=WHOLE,
    )
    firm = firm.assign(risk=firm.index, title=pairings.risks.loc[risks, "title"].to_numpy())
    return firm[columns].sort_values("share", kind="stable", ignore_index=True)


@cached
def list_overrides(partnership: Partnership) -> pd.DataFrame:
    """Return what each single override of the best leads costs, everything else arranged again at its best.

    Returns
    -------
    pandas.DataFrame
        One row for each risk that can be decided and partner that is not its best lead: `risk`, `title`, `best_lead`,
        `partner`, `extra` (£ a year more; missing where impossible or unknown), `basis` (exact, at least, or why there
        is no number), `ties` (whether it would do as well, to proof). Cheapest first within each risk.
    """
    allocation = allocate_risks(partnership)
    rows: list[tuple[object, ...]] = []
    if allocation.best is not None:
        titles = allocation.pairings.risks["title"].to_dict()
        basis = allocation.best.override_basis.to_dict("index")
        for risk, priced in allocation.best.overrides.to_dict("index").items():
            lead, as_good = allocation.leads[str(risk)], allocation.best.ties.get(str(risk), ())
            rows += [
                (risk, titles[risk], lead, partner, extra, basis[risk][partner], partner in as_good)
                for partner, extra in priced.items()
                if partner != lead
            ]
    frame = pd.DataFrame(rows, columns=["risk", "title", "best_lead", "partner", "extra", "basis", "ties"])
    order = {risk: place for place, risk in enumerate(frame["risk"].unique())}
    return frame.sort_values(
        ["risk", "extra"], key=lambda column: column.map(order) if column.name == "risk" else column, kind="stable"
    ).reset_index(drop=True)


@cached
def list_limits(partnership: Partnership) -> pd.DataFrame:
    """Return what each limit on the leads costs: what the expected cost would fall by without it.

    Returns
    -------
    pandas.DataFrame
        `limit` (in words), `most` and `used` (risks; missing for authority and groups), `saving` (£ a year),
        `binding` (whether lifting it would save anything), `basis` (exact or at most). Dearest first.
    """
    best = allocate_risks(partnership).best
    columns = ["limit", "most", "used", "saving", "binding", "basis"]
    if best is None:
        return pd.DataFrame(columns=columns)
    names = {
        "capacity": "capacity of {}",
        "fairness": "fair share of {}",
        "eligibility": "authority to lead on {}",
        "group": "one lead for group {}",
    }
    called = partnership.short_names
    words = [
        subject if str(subject).startswith("all ") else names[kind].format(called.get(str(subject), subject))
        for kind, subject in zip(best.limits["kind"], best.limits["subject"], strict=True)
    ]
    frame = best.limits.assign(limit=words)[columns]
    return frame.sort_values("saving", ascending=False, kind="stable").reset_index(drop=True)
