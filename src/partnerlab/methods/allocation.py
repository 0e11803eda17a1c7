"""Who leads on which risk: one lead organisation for each risk or group of risks, at least expected cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import MethodError
from partnerlab.methods.pricing import (
    AT_MOST,
    EXACT,
    NOT_ELIGIBLE,
    NOT_FOR_GROUP,
    NOT_RATED,
    Overrides,
    price_lifting,
    price_overrides,
    worth_lifting,
)
from partnerlab.methods.programme import (
    EXACT_PAIRINGS,
    TOLERANCE,
    Programme,
    Solution,
    earliest,
    locate_clash,
    relative_gap,
    solve,
)
from partnerlab.methods.terms import Terms, known_labels, read_terms

DECIDED = "decided by hand"
LARGE_GAP = 0.01  # beyond EXACT_PAIRINGS pairings the search stops at this proven gap; not in the guide
NOT_RULED_OUT = "and none was ruled out"  # in the message where time was up, so that limits may still be met


@dataclass(frozen=True, eq=False)
class Prices:
    """What departing from the best leads costs.

    Parameters
    ----------
    overrides
        Risk × partner: extra cost of forcing that one pairing, everything else arranged again at its best.
        NaN where impossible or unknown. For a member of a group: forcing the whole group.
    override_basis
        Risk × partner, in words: "exact"; "at least" (a proven lower bound); or why there is no number:
        "not eligible", "no cost given", "cannot lead on all of its group", "decided by hand",
        "no allocation meets every limit", "cannot tell: …".
    limits
        One row for each rule given: `kind` (capacity, fairness, eligibility, group), `subject`, `most`,
        `used`, `saving` (what the total would fall by without this rule), `basis` ("exact", "at most"),
        `binding` (saving above 0). Rows "all …" lift every rule of a kind together.
    ties
        Risk → other partners that would do as well at no extra cost; risks without any are left out.
    """

    overrides: pd.DataFrame
    override_basis: pd.DataFrame
    limits: pd.DataFrame
    ties: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Allocation:
    """The lead for each risk, and what it would cost to decide otherwise.

    Parameters
    ----------
    leads
        Risk → partner that leads.
    costs
        Risk → expected cost under that lead, in the unit of the cost table.
    total_cost
        Sum of `costs`.
    gap
        By what part of `total_cost` an allocation that meets every limit may still cost less; 0 when the best is
        proven.
    optimal
        Whether the best is proven (to one part in a million, the solver's tolerance).
    load
        One row for each partner: `risks`, `load`, `cost`, `share_of_risks`, `share_of_load`,
        `share_of_cost`, `capacity` and `spare` (NaN when there is no capacity limit).
    find_prices
        Works out `prices`, which take about ten times as long as the leads: asked for once, and only by who wants them.
    """

    leads: pd.Series[str]
    costs: pd.Series[float]
    total_cost: float
    gap: float
    optimal: bool
    load: pd.DataFrame
    find_prices: Callable[[], Prices] = field(repr=False)

    @cached_property
    def prices(self) -> Prices:
        """What each override and each limit costs, and which leads tie."""
        return self.find_prices()

    @property
    def overrides(self) -> pd.DataFrame:
        """Extra cost of each single pairing; see `Prices`."""
        return self.prices.overrides

    @property
    def override_basis(self) -> pd.DataFrame:
        """How well each extra cost is known, or why there is none; see `Prices`."""
        return self.prices.override_basis

    @property
    def limits(self) -> pd.DataFrame:
        """What each rule costs; see `Prices`."""
        return self.prices.limits

    @property
    def ties(self) -> Mapping[str, tuple[str, ...]]:
        """Who would do as well at no extra cost; see `Prices`."""
        return self.prices.ties


def allocate_leads(
    cost: pd.DataFrame,
    *,
    capacity: float | Mapping[str, float] | None = None,
    load: Mapping[str, float] | pd.Series[float] | pd.DataFrame | None = None,
    eligible: pd.DataFrame | None = None,
    fairness: float | Mapping[str, float] | None = None,
    share_of: Literal["load", "cost"] = "load",
    groups: Mapping[str, str] | pd.Series[str] | None = None,
    fixed: Mapping[str, str] | None = None,
    time_limit: float = 10.0,
    gap: float | None = None,
) -> Allocation:
    """Give each risk, or group of risks, to a single lead organisation at the least expected cost (¶4.4).

    Parameters
    ----------
    cost
        Risk × partner: expected cost if that partner leads, 0 or more, in any one unit (see
        `partnerlab.methods.pairing.expected_cost`). A missing cell is a pairing that nobody rated: that
        partner cannot lead on that risk until somebody does.
    capacity
        The most load that each partner can lead on: one number for all, or partner → number; partners left
        out have no limit. None: no limits.
    load
        Risk → load, 0 or more (working days a month, say), or a risk × partner table where the same risk takes more
        of one partner than of another. None: each risk counts 1, so that `capacity` is a number of risks.
    eligible
        Risk × partner, true where the partner has the authority to lead. None: everyone may.
    fairness
        The largest share, above 0 and up to 1, that a partner may carry: one number or partner → share.
    share_of
        What the share is of. "load": the least possible total load, which is the total itself unless it depends on
        who leads (the number of risks when no `load` is given).
        "cost": the lowest possible total cost (each risk with its cheapest eligible partner). That
        denominator is fixed on purpose: with the actual total below the line, a cap could be met by making
        the risks of others dearer. A partner's actual share is never above the cap.
    groups
        Risk → name of its group; all risks of a group go to one lead. Risks left out stand alone.
    fixed
        Risk → partner decided by hand. The difference in total cost is the price of these decisions
        together.
    time_limit
        Seconds for the search, and as many again for prices; a search cut short returns the best found
        and its proven gap, prices cut short become "at least" and "at most".
    gap
        Stop at this proven gap, a share of the total. None: a proven best for up to 400 pairings, 1%
        beyond (neither number is in the guide).

    Returns
    -------
    Allocation
        With ties broken in favour of partners that stand earlier in the columns, and listed.

    Raises
    ------
    MethodError
        For tables that do not fit together, and when no allocation meets every limit: the message names
        the limits that clash and the smallest loosening that would do.

    Notes
    -----
    A generalised assignment problem, solved as a mixed-integer programme with HiGHS
    (`scipy.optimize.milp`; Huangfu and Hall 2018). Without limits it is the cheapest partner, row by row.
    Every override and every rule is priced against the best allocation under all the other rules; how
    exactly stands in `override_basis` and `limits`. The same input gives the same result, unless
    `time_limit` cuts the search short.

    Examples
    --------
    Both risks are cheapest with the council, which can lead on one:

    >>> import pandas as pd
    >>> cost = pd.DataFrame({"council": [1.0, 2.0], "police": [4.0, 3.0]}, index=["R1", "R2"])
    >>> best = allocate_leads(cost, capacity={"council": 1})
    >>> best.leads.to_dict(), best.total_cost, best.optimal
    ({'R1': 'council', 'R2': 'police'}, 4.0, True)
    >>> float(best.overrides.loc["R1", "police"])  # then the council takes R2
    2.0
    >>> best.limits.loc[0, ["kind", "subject"]].to_list(), float(best.limits.loc[0, "saving"])
    (['capacity', 'council'], 1.0)
    """
    terms = read_terms(
        cost,
        capacity=capacity,
        load=load,
        eligible=eligible,
        fairness=fairness,
        share_of=share_of,
        groups=groups,
        fixed=fixed,
    )
    programme = terms.programme()
    small = programme.cost.size <= EXACT_PAIRINGS
    target = (0.0 if small else LARGE_GAP) if gap is None else gap
    solution = solve(programme, gap=target, time_limit=time_limit)
    if solution.choice is None:
        raise MethodError(_why_not(terms, programme, solution, time_limit))
    if small and solution.gap == 0.0:
        first = earliest(programme, solution.value, time_limit=time_limit)
        if first is not None and relative_gap(programme.total(first), solution.value) == 0.0:
            solution = replace(solution, choice=first)
    return _result(terms, programme, solution, time_limit)


def compare_leads(cost: pd.DataFrame, leads: Mapping[str, str], best: Allocation) -> pd.DataFrame:
    """Set the leads that stand today beside the best ones.

    Parameters
    ----------
    cost
        The risk × partner table given to `allocate_leads`.
    leads
        Risk → today's lead; missing (None, NaN or left out) where a risk has none.

    Returns
    -------
    pandas.DataFrame
        One row for each risk: `lead`, `best_lead`, `cost`, `best_cost`, `extra` (cost of today's lead above
        the best one's, risk by risk; may be negative where a limit makes the best total dearer here),
        `same`. Costs and `extra` are NaN for a risk without a lead or a pairing without a cost.

    Raises
    ------
    MethodError
        When a lead is not a partner of the cost table.

    Examples
    --------
    >>> import pandas as pd
    >>> cost = pd.DataFrame({"council": [1.0, 2.0], "police": [4.0, 3.0]}, index=["R1", "R2"])
    >>> table = compare_leads(cost, {"R1": "police"}, allocate_leads(cost))
    >>> table.loc["R1", ["lead", "best_lead"]].to_list(), float(table.loc["R1", "extra"])
    (['police', 'council'], 3.0)
    """
    today = pd.Series({risk: leads.get(risk) for risk in cost.index}, dtype=object)
    known_labels(today.dropna().tolist(), cost.columns, "leads", "partner")
    column = cost.columns.get_indexer(pd.Index(today))
    now = np.where(column < 0, np.nan, cost.to_numpy(dtype=float)[np.arange(len(cost)), column])
    table = pd.DataFrame({"lead": today, "best_lead": best.leads, "cost": now, "best_cost": best.costs})
    table["extra"] = table["cost"] - table["best_cost"]
    table["same"] = table["lead"] == table["best_lead"]
    return table


def _tied(solution: Solution, overrides: Overrides) -> NDArray[np.bool_]:
    exact = overrides.basis == EXACT
    return np.asarray(exact & (overrides.extra <= TOLERANCE * max(abs(solution.value), 1e-300)))


def _result(terms: Terms, programme: Programme, solution: Solution, time_limit: float) -> Allocation:
    choice = solution.choice
    assert choice is not None  # noqa: S101 - the caller has refused a solution without a choice
    cost = terms.cost
    partner = choice[terms.member]
    leads = pd.Series(cost.columns.to_numpy()[partner], index=cost.index, dtype=object, name="lead")
    costs = pd.Series(cost.to_numpy()[np.arange(len(cost)), partner], index=cost.index, name="cost")
    total = float(costs.sum())
    return Allocation(
        leads=leads,
        costs=costs,
        total_cost=total,
        gap=solution.gap,
        optimal=solution.gap == 0.0,
        load=_carried_load(terms, leads, costs),
        find_prices=lambda: _priced(terms, programme, solution, partner, time_limit),
    )


def _priced(
    terms: Terms, programme: Programme, solution: Solution, partner: NDArray[np.intp], time_limit: float
) -> Prices:
    cost = terms.cost
    stop_at = time.perf_counter() + time_limit  # ends pricing; no result holds a time
    overrides = price_overrides(programme, solution, stop_at=stop_at)
    tied = _tied(solution, overrides)[terms.member]
    tied[np.arange(len(cost)), partner] = False
    return Prices(
        overrides=pd.DataFrame(overrides.extra[terms.member], cost.index, cost.columns),
        override_basis=pd.DataFrame(_reasons(terms, overrides), cost.index, cost.columns),
        limits=_priced_limits(terms, programme, solution, stop_at),
        ties={risk: tuple(cost.columns[row]) for risk, row in zip(cost.index, tied, strict=True) if row.any()},
    )


def _reasons(terms: Terms, overrides: Overrides) -> NDArray[np.object_]:
    """Say for each risk why a pairing is closed: by authority, for want of a rating, by its group, or by decision."""
    basis = overrides.basis[terms.member]
    closed = basis == NOT_ELIGIBLE
    unrated, eligible = np.isnan(terms.cost.to_numpy()), terms.eligible.to_numpy()
    basis[closed & unrated & eligible] = NOT_RATED
    basis[closed & ~unrated & eligible] = NOT_FOR_GROUP
    basis[closed & terms.bundle_allowed()[terms.member]] = DECIDED
    return basis


def _carried_load(terms: Terms, leads: pd.Series[str], costs: pd.Series[float]) -> pd.DataFrame:
    partners = terms.cost.columns
    taken = terms.load.to_numpy()[np.arange(len(leads)), partners.get_indexer(pd.Index(leads))]
    each = pd.DataFrame({"risks": 1, "load": taken, "cost": costs}, index=terms.cost.index)
    table: pd.DataFrame = each.groupby(leads.to_numpy()).sum().reindex(partners, fill_value=0)
    for column in ("risks", "load", "cost"):
        total = float(table[column].sum())
        table[f"share_of_{column}"] = table[column] / total if total > 0 else np.nan
    table["capacity"] = terms.capacity
    table["spare"] = table["capacity"] - table["load"]
    return table


def _priced_limits(terms: Terms, programme: Programme, solution: Solution, stop_at: float) -> pd.DataFrame:
    """One row for each rule, with what lifting it alone would save."""
    choice = solution.choice
    assert choice is not None  # noqa: S101 - the caller has refused a solution without a choice
    worth = worth_lifting(programme, solution)
    rows: list[tuple[str, str, float, float, Programme | None]] = []
    for limit in programme.limits:
        used = float(limit.use[choice == limit.partner].sum())
        lifted = programme.without(limit) if limit in worth else None
        rows.append((limit.kind, terms.cost.columns[limit.partner], limit.most, used, lifted))
    rows += [(kind, subject, np.nan, np.nan, lifted) for kind, subject, lifted in terms.lifted(programme)]
    table = []
    for kind, subject, most, used, lifted in rows:
        nothing = (0.0, AT_MOST if solution.gap else EXACT)
        saving, basis = nothing if lifted is None else price_lifting(solution, lifted, stop_at=stop_at)
        table.append((kind, subject, most, used, saving, basis, saving > 0))
    columns = ["kind", "subject", "most", "used", "saving", "basis", "binding"]
    return pd.DataFrame(table, columns=columns)


def _why_not(terms: Terms, programme: Programme, solution: Solution, time_limit: float) -> str:
    """Say which limits clash, whom they leave without a lead, and the smallest loosening that would do."""
    if not solution.infeasible:
        return (
            f"no allocation was found within {time_limit:g} seconds, {NOT_RULED_OUT}; allow more time or loosen a limit"
        )
    if (shortage := terms.shortage()) is not None:
        return shortage
    clash, loosening = locate_clash(programme, time_limit=time_limit)
    if not clash:
        return "no allocation meets every limit; loosen capacity, fairness or eligibility"
    names = "; ".join(terms.limit_text(limit) for limit in clash)
    raised = [f"{terms.limit_name(limit)} raised to {terms.amount_text(limit, used)}" for limit, used in loosening]
    enough = "; ".join(raised)
    return f"these limits clash: {names}{terms.confined(clash)}. The smallest change that would do: {enough}"
