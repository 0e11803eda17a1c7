"""What each pairing of a risk and a partner costs, which lead a rule of thumb suggests, how firm a lead is."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import MethodError
from partnerlab.methods.allocation import Allocation

Floats = NDArray[np.float64]

LIKELIHOOD_REACH = 0.5  # a partner in full control halves the probability; not in the guide
IMPACT_REACH = 0.5  # a partner in full control halves the cost; not in the guide
CONTROL_STEP = 0.25  # one step of a five-point control rating (0, ¼, ½, ¾, 1); not in the guide
ABSORBING_STEP = 0.1  # one step of the cost of absorbing; not in the guide


def expected_cost(
    risks: pd.DataFrame,
    control_likelihood: pd.DataFrame,
    control_impact: pd.DataFrame,
    absorbing: pd.DataFrame,
    *,
    likelihood_reach: float = LIKELIHOOD_REACH,
    impact_reach: float = IMPACT_REACH,
    absorbing_in: Literal["multiplier", "money"] = "multiplier",
) -> pd.DataFrame:
    """Expected cost of each risk if each partner leads on it.

    For risk r and partner p::

        probability(r) × (1 - likelihood_reach × control_likelihood(r, p))
          × cost(r) × (1 - impact_reach × control_impact(r, p))
          × absorbing(r, p)

    or, with the cost of absorbing in money, … × (cost after control + absorbing(r, p)).

    Parameters
    ----------
    risks
        One row for each risk: `probability` that it occurs (0-1, before the lead acts) and `cost` if it
        does (0 or more, any unit).
    control_likelihood
        Risk × partner, 0-1: how far the partner can control whether the risk occurs. 0 none, 1 full.
    control_impact
        Risk × partner, 0-1: how far the partner can control what the risk costs once it occurs.
    absorbing
        Risk × partner, 0 or more: what bearing the cost means for the partner. As a multiplier: 1 at face
        value, 1.2 when each pound lost costs this partner a fifth more (reserves, credit, reputation).
        As money: added to each occurrence.
    likelihood_reach
        0-1: the share of the probability that a partner in full control removes. Default 0.5.
    impact_reach
        0-1: the share of the cost that a partner in full control removes. Default 0.5.
    absorbing_in
        How `absorbing` is given.

    Returns
    -------
    pandas.DataFrame
        Risk × partner, in the unit of `cost`; missing where any of its ratings is missing.

    Raises
    ------
    MethodError
        When tables do not share their labels or a number is outside its range.

    Notes
    -----
    The three criteria are those of Irwin (2007), *Government Guarantees*, World Bank, pp. 56-62; that
    they multiply, and both reaches, are assumptions of this project and not in the guide. Read the result
    as "which partner makes this risk cheapest, on these ratings", not as a forecast.

    Examples
    --------
    A likely risk of 100 (thousand pounds); the police control half of its likelihood, the council nothing:

    >>> import pandas as pd
    >>> risks = pd.DataFrame({"probability": [0.4], "cost": [100.0]}, index=["R1"])
    >>> none = pd.DataFrame({"police": [0.0], "council": [0.0]}, index=["R1"])
    >>> likelihood = pd.DataFrame({"police": [0.5], "council": [0.0]}, index=["R1"])
    >>> expected_cost(risks, likelihood, none, none + 1).round(6).loc["R1"].to_dict()
    {'police': 30.0, 'council': 40.0}
    """
    inputs = _Inputs.read(risks, control_likelihood, control_impact, absorbing)
    cost = inputs.cost(likelihood_reach, impact_reach, absorbing_in)
    return pd.DataFrame(cost, index=inputs.risks, columns=inputs.partners)


def irwin_order(
    control_likelihood: pd.DataFrame,
    control_impact: pd.DataFrame,
    absorbing: pd.DataFrame,
    *,
    eligible: pd.DataFrame | None = None,
    tolerance: float = 0.0,
) -> pd.DataFrame:
    """Lead that the rule of thumb suggests: who controls the likelihood, then the impact, then who absorbs.

    Parameters
    ----------
    control_likelihood, control_impact, absorbing
        Risk × partner, as for `expected_cost`; a missing rating leaves its partner out of that step.
    eligible
        Risk × partner, true where the partner may lead. None: everyone may.
    tolerance
        Ratings no further apart than this count as equal. 0 or more; default 0.

    Returns
    -------
    pandas.DataFrame
        One row for each risk: `lead` (missing when nobody is rated or eligible); `decided_by`
        ("control over likelihood", "control over impact", "cost of absorbing", "only candidate",
        "tie", "cannot tell"); `contenders` (the partners still equal at the end, in column order). In a
        tie the first of them is the lead.

    Raises
    ------
    MethodError
        When the tables do not share their labels or a rating is outside its range.

    Notes
    -----
    Irwin (2007), *Government Guarantees*, World Bank, pp. 56-62, names the three criteria in this order;
    reading them strictly one after the other is the rule of thumb, `allocate_leads` weighs them together.
    A step where nobody has any control decides nothing.

    Examples
    --------
    >>> import pandas as pd
    >>> control = pd.DataFrame({"police": [0.5], "council": [0.5]}, index=["R1"])
    >>> impact = pd.DataFrame({"police": [0.2], "council": [0.6]}, index=["R1"])
    >>> irwin_order(control, impact, control * 0 + 1).loc["R1", ["lead", "decided_by"]].to_list()
    ['council', 'control over impact']
    """
    if tolerance < 0:
        raise MethodError(f"tolerance is {tolerance:g}; it must be 0 or more")
    blank = pd.DataFrame(
        {"probability": 0.0, "cost": 0.0}, index=control_likelihood.index
    )  # the rule of thumb looks at neither
    inputs = _Inputs.read(blank, control_likelihood, control_impact, absorbing)
    may: NDArray[np.bool_] = np.ones(inputs.likelihood.shape, dtype=np.bool_)
    if eligible is not None:
        may = eligible.reindex(index=inputs.risks, columns=inputs.partners, fill_value=False).to_numpy(bool)
    steps = (
        ("control over likelihood", inputs.likelihood),
        ("control over impact", inputs.impact),
        ("cost of absorbing", -inputs.absorbing),
    )
    rows = [
        _first_that_decides([(name, rating[row]) for name, rating in steps], may[row], tolerance)
        for row in range(len(inputs.risks))
    ]
    names = inputs.partners.to_numpy()
    return pd.DataFrame(
        {
            "lead": [names[left[0]] if len(left) else None for _, left in rows],
            "decided_by": [step for step, _ in rows],
            "contenders": [tuple(names[left]) for _, left in rows],
        },
        index=inputs.risks,
        dtype=object,
    )


def lead_stability(
    risks: pd.DataFrame,
    control_likelihood: pd.DataFrame,
    control_impact: pd.DataFrame,
    absorbing: pd.DataFrame,
    *,
    allocation: Allocation | None = None,
    control_step: float = CONTROL_STEP,
    likelihood_reach: float = LIKELIHOOD_REACH,
    impact_reach: float = IMPACT_REACH,
) -> pd.DataFrame:
    """Share of one-step rating changes under which each lead stays best.

    Every rating of every partner that could lead moves one step up and one step down, one at a time.
    Control ratings stop at 0 and 1, the cost of absorbing at 0; a rating that cannot move is no change.

    Parameters
    ----------
    risks, control_likelihood, control_impact, absorbing, likelihood_reach, impact_reach
        As for `expected_cost`; the cost of absorbing as a multiplier.
    allocation
        The allocation whose leads are tried, made from these costs. None: the cheapest partner of each row.
    control_step
        How far one step of a control rating goes. Above 0.

    Returns
    -------
    pandas.DataFrame
        One row for each risk: `lead`; `changes` tried; `kept` (changes under which the lead stays best);
        `share` (kept / changes, missing without changes); `rival` (the partner that could take over at the
        least extra cost, missing when there is none); `margin` (that extra cost).

    Raises
    ------
    MethodError
        As for `expected_cost`, and when a step is not above 0.

    Notes
    -----
    Exact, without solving anything anew: changing one rating changes the cost of one pairing, by d say.
    The best total with that pairing moves by d and the best total without it stays, so a rival takes over
    just when its override costs less than the fall, and a lead loses just when its own rise exceeds the
    smallest override in its row. Where an override is only known as "at least", a lead may be firmer than
    shown; pairings whose override cannot be told are not tried. With `share_of="cost"` the fair shares
    are held at their amounts. A rival that equals the lead does not displace it.

    Examples
    --------
    >>> import pandas as pd
    >>> risks = pd.DataFrame({"probability": [0.5], "cost": [100.0]}, index=["R1"])
    >>> level = pd.DataFrame({"police": [1.0], "council": [0.0]}, index=["R1"])
    >>> lead_stability(risks, level, level, level * 0 + 1)[["changes", "kept"]].to_numpy().tolist()
    [[8, 8]]
    """
    if control_step <= 0:
        raise MethodError("a step must be above 0; ratings that do not move cannot show how firm a lead is")
    inputs = _Inputs.read(risks, control_likelihood, control_impact, absorbing)
    cost = inputs.cost(likelihood_reach, impact_reach)
    lead, extra = _leads_and_extra(inputs, cost, allocation)
    rows = np.arange(len(lead))
    led = lead >= 0
    others = extra.copy()
    others[rows[led], lead[led]] = np.nan
    margin = np.where(np.isnan(others), np.inf, others).min(axis=1)
    room = -np.where(np.isnan(extra), np.inf, extra)  # a rival must fall by more than its override
    room[rows[led], lead[led]] = np.inf
    tolerance = 1e-9 * np.nanmax(cost, initial=0.0)
    changes, kept = np.zeros(len(lead), dtype=int), np.zeros(len(lead), dtype=int)
    for moved in inputs.one_step_away(control_step, ABSORBING_STEP):
        change = moved.cost(likelihood_reach, impact_reach) - cost
        tried = moved.differs_from(inputs) & ~np.isnan(change) & ~np.isnan(extra)
        holds = change >= room - tolerance
        holds[rows[led], lead[led]] = (change[rows, lead] <= margin + tolerance)[led]
        changes += tried.sum(axis=1)
        kept += (tried & holds).sum(axis=1)
    names = inputs.partners.to_numpy()
    rival = np.where(np.isfinite(margin), np.where(np.isnan(others), np.inf, others).argmin(axis=1), -1)
    return pd.DataFrame(
        {
            "lead": pd.Series([names[p] if p >= 0 else None for p in lead], dtype=object),
            "changes": np.where(led, changes, 0),
            "kept": np.where(led, kept, 0),
            "share": np.where(led & (changes > 0), kept / np.maximum(changes, 1), np.nan),
            "rival": pd.Series([names[p] if p >= 0 else None for p in rival], dtype=object),
            "margin": np.where(np.isfinite(margin), margin, np.nan),
        }
    ).set_axis(inputs.risks)


def _leads_and_extra(inputs: _Inputs, cost: Floats, allocation: Allocation | None) -> tuple[NDArray[np.intp], Floats]:
    """Return the column of each lead (-1 for none) and the extra cost of every other pairing."""
    if allocation is None:
        filled = np.where(np.isnan(cost), np.inf, cost)
        lead = np.where(np.isfinite(filled.min(axis=1)), filled.argmin(axis=1), -1)
        return lead.astype(np.intp), cost - np.where(np.isnan(cost), np.inf, cost).min(axis=1)[:, None]
    leads = allocation.leads.reindex(inputs.risks)
    extra = allocation.overrides.reindex(index=inputs.risks, columns=inputs.partners)
    return inputs.partners.get_indexer(pd.Index(leads)), extra.to_numpy(dtype=float)


def _first_that_decides(
    steps: list[tuple[str, Floats]], may: NDArray[np.bool_], tolerance: float
) -> tuple[str, NDArray[np.intp]]:
    """Narrow the candidates step by step; a step without ratings, or where all are equal, decides nothing."""
    rated = may & ~np.isnan(np.vstack([rating for _, rating in steps])).all(axis=0)
    left = np.flatnonzero(rated)
    if len(left) <= 1:
        return ("only candidate" if len(left) else "cannot tell"), left
    for name, rating in steps:
        known = left[~np.isnan(rating[left])]
        if len(known) and rating[known].any():
            left = known[rating[known] >= rating[known].max() - tolerance - 1e-12]
        if len(left) == 1:
            return name, left
    return "tie", left


class _Inputs:
    """The four tables as arrays with the same labels, checked."""

    def __init__(
        self,
        labels: tuple[pd.Index, pd.Index],
        risk: tuple[Floats, Floats],
        ratings: tuple[Floats, Floats, Floats],
    ) -> None:
        self.risks, self.partners = labels
        self.probability, self.loss = risk
        self.likelihood, self.impact, self.absorbing = ratings

    @classmethod
    def read(
        cls,
        risks: pd.DataFrame,
        control_likelihood: pd.DataFrame,
        control_impact: pd.DataFrame,
        absorbing: pd.DataFrame,
    ) -> _Inputs:
        labels = (risks.index, control_likelihood.columns)
        named = {
            "control over likelihood": (control_likelihood, 1.0),
            "control over impact": (control_impact, 1.0),
            "cost of absorbing": (absorbing, np.inf),
        }
        read = [_table(table, name, *labels, highest=highest) for name, (table, highest) in named.items()]
        columns = []
        for column, highest in (("probability", 1.0), ("cost", np.inf)):
            if column not in risks:
                raise MethodError(f'the table of risks has no column "{column}"')
            columns.append(_table(risks[[column]], column, risks.index, pd.Index([column]), highest=highest))
        return cls(labels, (columns[0], columns[1]), (read[0], read[1], read[2]))

    def cost(self, likelihood_reach: float, impact_reach: float, absorbing_in: str = "multiplier") -> Floats:
        for name, reach in (("likelihood_reach", likelihood_reach), ("impact_reach", impact_reach)):
            if not 0 <= reach <= 1:
                raise MethodError(f"{name} is {reach:g}; it is a share from 0 to 1")
        probability = self.probability * (1 - likelihood_reach * self.likelihood)
        loss = self.loss * (1 - impact_reach * self.impact)
        if absorbing_in == "money":
            return np.asarray(probability * (loss + self.absorbing))
        if absorbing_in == "multiplier":
            return np.asarray(probability * loss * self.absorbing)
        raise MethodError(f'absorbing_in is "{absorbing_in}"; it must be "multiplier" or "money"')

    def one_step_away(self, control_step: float, absorbing_step: float) -> list[_Inputs]:
        """Return the inputs with one kind of rating a step up or down; each cell is read as one change."""
        labels, risk = (self.risks, self.partners), (self.probability, self.loss)
        moved = []
        for up in (1, -1):
            likelihood = np.clip(self.likelihood + up * control_step, 0, 1)
            impact = np.clip(self.impact + up * control_step, 0, 1)
            absorbing = np.maximum(self.absorbing + up * absorbing_step, 0)
            moved += [
                _Inputs(labels, risk, (likelihood, self.impact, self.absorbing)),
                _Inputs(labels, risk, (self.likelihood, impact, self.absorbing)),
                _Inputs(labels, risk, (self.likelihood, self.impact, absorbing)),
            ]
        return moved

    def differs_from(self, other: _Inputs) -> NDArray[np.bool_]:
        return np.asarray(
            (self.likelihood != other.likelihood) | (self.impact != other.impact) | (self.absorbing != other.absorbing)
        )


def _table(table: pd.DataFrame, name: str, risks: pd.Index, columns: pd.Index, *, highest: float) -> Floats:
    lacking = [str(label) for label in risks.difference(table.index).union(columns.difference(table.columns))]
    if lacking:
        raise MethodError(f"the table of {name} lacks {', '.join(lacking)}; leave cells missing, not rows")
    try:
        values = table.loc[risks, columns].to_numpy(dtype=float)
    except (TypeError, ValueError) as error:
        raise MethodError(f"the table of {name} holds something that is not a number: {error}") from error
    wrong = (values < 0) | (values > highest) | np.isinf(values)
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        rule = "from 0 to 1" if highest == 1 else "0 or more"
        where = f"{risks[row]}" + (f", {columns[column]}" if len(columns) > 1 else "")
        raise MethodError(f"{name} of {where} is {values[row, column]:g}; it must be {rule}")
    return values
