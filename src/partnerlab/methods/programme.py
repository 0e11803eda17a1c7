"""The mixed-integer programme behind an allocation: each bundle of risks goes to exactly one partner.

Solved with HiGHS through scipy. Three facts keep it quick and provable:

- The linear relaxation gives a lower bound and, for every pairing, a reduced cost: the least that the
  total must rise above the bound if that pairing is used.
- So a programme restricted to pairings with small reduced cost (its core) is quick to solve, and any
  allocation outside the core costs at least the bound plus the largest reduced cost kept.
- The smaller of that number and the core's own bound is a proven bound for the whole programme.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy import sparse
    from scipy.optimize import LinearConstraint

Floats = NDArray[np.float64]

EXACT_PAIRINGS = 400  # up to so many pairings every question is solved to proof; not in the guide
TOLERANCE = 1e-6  # the solver's own feasibility and integrality tolerance, relative to the dearest pairing
FIRST_CORE = 3e-4  # the first core keeps reduced costs up to this share of the bound
CORE_GROWTH = 4.0


@dataclass(frozen=True, eq=False)
class Limit:
    """The most that one partner may carry: `use` by each bundle it leads adds up to no more than `most`."""

    kind: str
    partner: int
    use: Floats
    most: float


@dataclass(frozen=True, eq=False)
class Programme:
    """Bundles × partners: what each pairing costs, which are allowed, what each partner may carry."""

    cost: Floats
    allowed: NDArray[np.bool_]
    limits: tuple[Limit, ...] = ()

    def forced(self, bundle: int, partner: int) -> Programme:
        """Return the same programme with one bundle given to one partner."""
        allowed = self.allowed.copy()
        allowed[bundle] = False
        allowed[bundle, partner] = self.allowed[bundle, partner]
        return replace(self, allowed=allowed)

    def without(self, *dropped: Limit) -> Programme:
        """Return the same programme with some limits lifted."""
        return replace(self, limits=tuple(limit for limit in self.limits if limit not in dropped))

    @property
    def reachable(self) -> NDArray[np.bool_]:
        """Allowed pairings that no single limit rules out by itself."""
        reachable = self.allowed.copy()
        # Passed by as little as the solver lets pass; a limit of nothing, of which there is no share, by a little too.
        for limit in self.limits:
            reachable[:, limit.partner] &= limit.use <= limit.most * (1 + TOLERANCE) + TOLERANCE**2
        return reachable

    def total(self, choice: NDArray[np.intp]) -> float:
        """Return what an allocation costs."""
        return float(self.cost[np.arange(len(choice)), choice].sum())


@dataclass(frozen=True, eq=False)
class Solution:
    """What solving a programme yields; `choice` is None when no allocation was found.

    `bound` is proven: no allocation costs less. `infeasible` says that there is proof that none exists.
    `reduced` and `prices` come from the linear relaxation (bundle × partner; one for each limit).
    """

    choice: NDArray[np.intp] | None
    value: float
    bound: float
    infeasible: bool
    relaxation: float
    reduced: Floats
    prices: Floats

    @property
    def gap(self) -> float:
        """Proven gap as a share of the value: 0 when the best allocation is proven."""
        if self.choice is None:
            return float("inf")
        return relative_gap(self.value, self.bound)


@dataclass(frozen=True, eq=False)
class _Columns:
    """The reachable pairings as columns of the solver's matrices."""

    bundle: NDArray[np.intp]
    partner: NDArray[np.intp]
    cost: Floats
    once: sparse.csc_array
    carried: sparse.csc_array
    most: Floats

    def kept(self, which: NDArray[np.bool_]) -> _Columns:
        return _Columns(
            self.bundle[which],
            self.partner[which],
            self.cost[which],
            self.once[:, which],
            self.carried[:, which],
            self.most,
        )


def relative_gap(value: float, bound: float) -> float:
    """Return how far a value may be above the best, as a share of the value; no cost is below 0, so 0 is the best.

    Examples
    --------
    >>> relative_gap(110.0, 99.0), relative_gap(0.0, -5e-16)
    (0.1, 0.0)
    """
    slack = value - max(bound, 0.0)
    return 0.0 if slack <= TOLERANCE * abs(value) else slack / abs(value)


def solve(programme: Programme, *, gap: float = 0.0, time_limit: float = 10.0) -> Solution:
    """Give each bundle to one partner at the least total cost, within the limits.

    Parameters
    ----------
    programme
        Costs, allowed pairings and limits.
    gap
        Stop when the proven gap is at most this share of the total; 0 asks for proof.
    time_limit
        Seconds after which the best allocation so far is returned with its proven gap.
    """
    columns = _columns(programme)
    relaxed = relax(programme, columns)
    if relaxed.infeasible:
        return relaxed
    # Bounds the search only, not how long a busy machine takes to get there; no result holds a time.
    stop_at = time.perf_counter() + time_limit
    # A pairing whose reduced cost exceeds the gap between the relaxation and a solution in hand is in no better one. So
    # the search begins with the few that are cheap in that sense, and grows only while proof is missing.
    reduced = relaxed.reduced[columns.bundle, columns.partner]
    # A bound of nothing has no share to begin with; all pairings are in at once.
    small = len(columns.cost) <= EXACT_PAIRINGS or relaxed.relaxation <= 0
    width = np.inf if small else FIRST_CORE * relaxed.relaxation
    best = relaxed
    while (left := stop_at - time.perf_counter()) > 0:
        width = np.inf if width >= reduced.max() else width  # all pairings are in: the core's proof is the whole's
        found = _solve_core(programme, columns.kept(reduced <= width), relaxed.relaxation + width, gap, left)
        improves = found[0] is not None and (best.choice is None or found[1] < best.value)
        choice, value = (found[0], found[1]) if improves else (best.choice, best.value)
        bound = min(max(best.bound, found[2]), value)  # a bound above the value is rounding, and would be a gap below 0
        best = replace(best, choice=choice, value=value, bound=bound)
        if width == np.inf or best.gap <= gap:
            break
        # Within this width lies everything that could beat the value in hand, so that one more round is proof.
        beyond = (value - relaxed.relaxation) * (1 + TOLERANCE)
        width = max(width * CORE_GROWTH, 0.0) if choice is None else max(beyond, width * CORE_GROWTH)
    return replace(best, infeasible=best.choice is None and best.bound == np.inf)


def solve_whole(programme: Programme, *, time_limit: float) -> Solution:
    """Solve a small programme to proof, without its relaxation: for questions that need the total alone."""
    columns = _columns(programme)
    choice, value, bound = _solve_core(programme, columns, np.inf, 0.0, time_limit)
    unknown = np.empty((0, 0))
    infeasible = choice is None and bound == np.inf
    return Solution(choice, value, min(bound, value), infeasible, -np.inf, unknown, unknown)


def relax(programme: Programme, columns: _Columns | None = None) -> Solution:
    """Solve the linear relaxation: a bound on the total, reduced costs and the price of each limit."""
    from scipy.optimize import linprog

    columns = columns or _columns(programme)
    bundles = len(programme.cost)
    reduced = np.full(programme.cost.shape, np.inf)
    prices = np.zeros(len(programme.limits))
    none = Solution(None, np.inf, np.inf, True, np.inf, reduced, prices)
    if len(np.unique(columns.bundle)) < bundles:  # a bundle that nobody may have: no solver is needed to see it
        return none
    scale = _scale(programme)
    result = linprog(  # type: ignore[call-overload]  # takes sparse matrices, which its stubs do not know
        columns.cost / scale,
        A_ub=columns.carried if programme.limits else None,
        b_ub=columns.most if programme.limits else None,
        A_eq=columns.once,
        b_eq=np.ones(bundles),
        bounds=(0, None),
        method="highs",
    )
    if result.status != 0:
        return none
    # At the optimum of a least cost no reduced cost is below 0; the solver's rounding may leave one a little below.
    reduced[columns.bundle, columns.partner] = np.maximum(result.lower.marginals, 0) * scale
    if programme.limits:
        # The solver tells what room for one unit more changes the cost by, which is never up: a price is what it saves.
        prices = -np.asarray(result.ineqlin.marginals) * scale
    bound = float(result.fun) * scale
    return Solution(None, np.inf, bound, False, bound, reduced, prices)


def earliest(programme: Programme, total: float, *, time_limit: float) -> NDArray[np.intp] | None:
    """Among allocations that cost no more than `total`, find the one that prefers the earliest partners."""
    from scipy import sparse
    from scipy.optimize import LinearConstraint

    columns = _columns(programme)
    dearest = sparse.csr_array((columns.cost / _scale(programme))[None, :])
    # Of several cheapest allocations a solver returns whichever it meets first, which differs between its versions: a
    # second question, under the total as a limit, makes it the same everywhere.
    rows = [LinearConstraint(dearest, -np.inf, total / _scale(programme) * (1 + 1e-9))]
    return _integers(columns, columns.partner.astype(float), rows, 0.0, time_limit)[0]


def locate_clash(programme: Programme, *, time_limit: float) -> tuple[list[Limit], list[tuple[Limit, float]]]:
    """Say which limits cannot hold together, and the smallest loosening that would make room.

    Elastic filtering (Chinneck 2008, *Feasibility and Infeasibility in Optimization*, chapter 6): every
    limit may be passed at a price in proportion; those passed are made firm, until no solution is left.
    """
    clash: list[Limit] = []
    smallest: list[tuple[Limit, float]] = []
    while len(clash) < len(programme.limits):
        passed = _passed_limits(programme, clash, time_limit)
        if not passed:
            break
        smallest = smallest or passed
        clash += [limit for limit, _ in passed]
    return clash, smallest


def _passed_limits(programme: Programme, firm: list[Limit], time_limit: float) -> list[tuple[Limit, float]]:
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    columns = _columns(replace(programme, limits=()))
    carried, most = _carried(programme.limits, columns.bundle, columns.partner)
    # Limits are rows in shares of themselves, so that one of hours and one of pounds are passed at the same price.
    slack = sparse.csc_array(-np.eye(len(programme.limits)))
    free = np.array([0.0 if limit in firm else np.inf for limit in programme.limits])
    count = len(columns.cost)
    bundles = len(programme.cost)
    nothing = sparse.csc_array((bundles, len(programme.limits)))
    result = milp(
        np.r_[np.zeros(count), np.ones(len(programme.limits))],
        integrality=np.r_[np.ones(count, dtype=int), np.zeros(len(programme.limits), dtype=int)],
        bounds=Bounds(0, np.r_[np.ones(count), free]),
        constraints=[
            LinearConstraint(sparse.hstack([columns.once, nothing]), 1, 1),
            LinearConstraint(sparse.hstack([carried, slack]), -np.inf, most),
        ],
        options={"time_limit": time_limit},
    )
    if result.x is None:
        return []
    chosen = result.x[:count] > 0.5
    passed = []
    for limit in programme.limits:
        used = float(limit.use[columns.bundle[chosen & (columns.partner == limit.partner)]].sum())
        if limit not in firm and used > limit.most + TOLERANCE * used:
            passed.append((limit, used))
    return passed


def _scale(programme: Programme) -> float:
    """Costs are handed to the solver as shares of the dearest pairing, so that its tolerances fit."""
    return float(programme.cost.max(initial=0.0, where=programme.allowed)) or 1.0


def _columns(programme: Programme) -> _Columns:
    from scipy import sparse

    bundle, partner = np.nonzero(programme.reachable)
    every = np.arange(len(bundle))
    shape = (len(programme.cost), len(bundle))
    once = sparse.csc_array((np.ones(len(bundle)), (bundle, every)), shape=shape)
    carried, most = _carried(programme.limits, bundle, partner)
    return _Columns(bundle, partner, programme.cost[bundle, partner], once, carried, most)


def _carried(
    limits: tuple[Limit, ...], bundle: NDArray[np.intp], partner: NDArray[np.intp]
) -> tuple[sparse.csc_array, Floats]:
    """One row for each limit, in shares of the limit, so that the solver's tolerances fit."""
    from scipy import sparse

    # A limit of nothing has no share; its row then stays in its own unit.
    units = [limit.most or 1.0 for limit in limits]
    where = [np.flatnonzero(partner == limit.partner) for limit in limits]
    values = [limit.use[bundle[w]] / unit for limit, unit, w in zip(limits, units, where, strict=True)]
    rows = np.repeat(np.arange(len(limits)), [len(w) for w in where])
    entries = (np.concatenate([*values, []]), (rows, np.concatenate([*where, []]).astype(int)))
    most = np.array([limit.most / unit for limit, unit in zip(limits, units, strict=True)])
    return sparse.csc_array(entries, shape=(len(limits), len(bundle))), most


def _solve_core(
    programme: Programme, core: _Columns, beyond: float, gap: float, time_limit: float
) -> tuple[NDArray[np.intp] | None, float, float]:
    """Return the core's choice, its total, and a bound that holds for the whole programme."""
    scale = _scale(programme)
    choice, bound = _integers(core, core.cost / scale, [], gap, time_limit)
    value = np.inf if choice is None else programme.total(choice)
    return choice, value, min(bound * scale, beyond)  # what was left out of the core costs at least `beyond`


def _integers(
    columns: _Columns, objective: Floats, rows: list[LinearConstraint], gap: float, time_limit: float
) -> tuple[NDArray[np.intp] | None, float]:
    from scipy.optimize import Bounds, LinearConstraint, milp

    bundles = columns.once.shape[0]
    if len(np.unique(columns.bundle)) < bundles:
        return None, np.inf
    limits = [LinearConstraint(columns.carried, -np.inf, columns.most)] if len(columns.most) else []
    result = milp(
        objective,
        integrality=np.ones(len(objective), dtype=int),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(columns.once, 1, 1), *limits, *rows],
        options={"mip_rel_gap": gap, "time_limit": max(time_limit, 0.01)},
    )
    # Status 2 is proof that none exists; out of time nothing is proven, not even that there is one.
    if result.x is None:
        return None, np.inf if result.status == 2 else -np.inf
    chosen = np.flatnonzero(result.x > 0.5)
    choice = np.empty(bundles, dtype=np.intp)
    choice[columns.bundle[chosen]] = columns.partner[chosen]
    return choice, float(result.mip_dual_bound)
