"""What departing from the best allocation costs: another lead for one bundle, or one limit fewer."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from partnerlab.methods.programme import (
    EXACT_PAIRINGS,
    TOLERANCE,
    Floats,
    Limit,
    Programme,
    Solution,
    relative_gap,
    relax,
    solve_whole,
)

EXACT = "exact"
AT_LEAST = "at least"
AT_MOST = "at most"
NOT_ELIGIBLE = "not eligible"
NOT_FOR_GROUP = "cannot lead on all of its group"
NOT_RATED = "no cost given"
NO_ROOM = "no allocation meets every limit"
WITHIN_GAP = "cannot tell: smaller than the proven gap"


@dataclass(frozen=True, eq=False)
class Overrides:
    """Extra cost of each single pairing, bundle × partner, and how well it is known.

    `extra` is NaN where the pairing is not possible or nothing can be said; `basis` has the reason.
    """

    extra: Floats
    basis: NDArray[np.object_]


def price_overrides(programme: Programme, solution: Solution, *, stop_at: float) -> Overrides:
    """Price each pairing: the least total with that pairing, minus the least total.

    Three ways, the first that fits:

    1. no limits: the difference within the row;
    2. limits that only count bundles: the shortest chain of moves that makes room (see `_chains`);
    3. otherwise the linear relaxation's reduced cost bounds it from below and a direct move, where there
       is room for one, from above; what stays open is solved anew for programmes of up to
       `EXACT_PAIRINGS` pairings and reported as "at least" beyond.

    `stop_at` is the reading of `time.perf_counter` at which solving anew ends.
    """
    choice = solution.choice
    if choice is None:
        raise AssertionError("only a solved programme can be priced")
    proven = solution.gap == 0.0
    direct = programme.cost - programme.cost[np.arange(len(choice)), choice][:, None]
    places = _places(programme)
    if not programme.limits:
        extra = np.where(programme.allowed, direct, np.nan)
    elif places is not None and proven:
        extra = _chains(programme, choice, direct, places)
    else:
        return _bounded(programme, solution, choice, direct, stop_at)
    return Overrides(extra, _basis(programme, extra, EXACT))


def price_lifting(solution: Solution, lifted: Programme, *, stop_at: float) -> tuple[float, str]:
    """Return what the total would fall by if some rules were lifted, and how well that is known."""
    negligible = TOLERANCE * max(abs(solution.value), 1e-300)
    best, basis = relax(lifted).relaxation, AT_MOST  # which proves at once that most rules cost nothing
    left = stop_at - time.perf_counter()
    small = lifted.allowed.size <= EXACT_PAIRINGS and solution.gap == 0.0
    if solution.value - best > negligible and small and left > 0:
        without = solve_whole(lifted, time_limit=left)
        best, basis = (without.value, EXACT) if without.gap == 0.0 else (max(without.bound, best), AT_MOST)
    saving = solution.value - best
    return (saving, basis) if saving > negligible else (0.0, EXACT)


def worth_lifting(programme: Programme, solution: Solution) -> list[Limit]:
    """Limits whose lifting could save anything: all in small programmes, else those that the relaxation prices."""
    if programme.allowed.size <= EXACT_PAIRINGS:
        return list(programme.limits)
    return [
        limit
        for limit, price in zip(programme.limits, solution.prices, strict=True)
        if price > TOLERANCE * max(solution.relaxation, 0.0)
    ]


def _places(programme: Programme) -> NDArray[np.float64] | None:
    """How many bundles each partner has room for, when every limit is such a count; else None."""
    places = np.full(programme.cost.shape[1], np.inf)
    for limit in programme.limits:
        if np.ptp(limit.use) > 0:
            return None
        if limit.use[0] > 0:
            room = np.floor(limit.most / limit.use[0] * (1 + TOLERANCE))
            places[limit.partner] = min(places[limit.partner], room)
    return places


def _chains(programme: Programme, choice: NDArray[np.intp], direct: Floats, places: Floats) -> Floats:
    """Price overrides by shortest chains: the newcomer displaces a bundle, that another, and so on.

    From partner p to partner q it costs the cheapest move of one of p's bundles. A chain may be broken where there is
    room, and begin again at any partner, for the newcomer's own move made room too; it ends at the partner that the
    newcomer left. An optimal allocation has no chain of negative cost that leads back to its start, so the shortest
    chains (Floyd-Warshall) are exact.
    """
    partners = programme.cost.shape[1]
    room = partners  # stands for all empty places
    step = np.full((partners + 1, partners + 1), np.inf)
    moves = np.where(programme.allowed, direct, np.inf)
    np.minimum.at(step[:, :partners], choice, moves)
    step[:partners, room] = np.where(np.bincount(choice, minlength=partners) < places, 0.0, np.inf)
    step[room] = 0.0
    np.fill_diagonal(step, 0.0)
    for middle in range(partners + 1):
        step = np.minimum(step, step[:, [middle]] + step[[middle], :])
    possible = programme.allowed & (places > 0)
    extra = np.where(possible, direct + step[:partners, choice].T, np.inf)
    extra[np.arange(len(choice)), choice] = 0.0
    return np.where(np.isfinite(extra), np.maximum(extra, 0.0), np.nan)


def _bounded(
    programme: Programme,
    solution: Solution,
    choice: NDArray[np.intp],
    direct: Floats,
    stop_at: float,
) -> Overrides:
    reachable = programme.reachable
    low = np.where(reachable, np.maximum(solution.relaxation + solution.reduced, solution.bound), np.inf)
    low = low - solution.value
    high = np.where(reachable & _has_room(programme, choice), direct, np.inf)
    own = (np.arange(len(choice)), choice)
    low[own] = high[own] = 0.0
    close = TOLERANCE * max(abs(solution.value), 1e-300)
    extra = np.where(reachable, np.maximum(low, 0.0), np.nan)
    basis = _basis(programme, extra, AT_LEAST)
    basis[reachable & (low <= 0)] = WITHIN_GAP
    exact = reachable & (high <= low + close)
    extra[exact], basis[exact] = np.maximum(high[exact], 0.0), EXACT
    if reachable.size <= EXACT_PAIRINGS and solution.gap == 0.0:
        for bundle, partner in np.argwhere(reachable & ~exact):
            if (left := stop_at - time.perf_counter()) <= 0:
                break
            forced = solve_whole(programme.forced(int(bundle), int(partner)), time_limit=left)
            extra[bundle, partner], basis[bundle, partner] = _priced(forced, solution.value)
    extra[basis == WITHIN_GAP] = np.nan
    return Overrides(extra, basis)


def _priced(forced: Solution, value: float) -> tuple[float, str]:
    if forced.infeasible:
        return np.nan, NO_ROOM
    if forced.gap == 0.0:
        extra = 0.0 if relative_gap(forced.value, value) == 0.0 else forced.value - value
        return extra, EXACT
    return max(forced.bound - value, 0.0), AT_LEAST


def _has_room(programme: Programme, choice: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Where a bundle can simply move to a partner, nothing else moving."""
    room = np.ones(programme.cost.shape, dtype=np.bool_)
    for limit in programme.limits:
        used = limit.use[choice == limit.partner].sum()
        room[:, limit.partner] &= used + limit.use <= limit.most * (1 + TOLERANCE)
    return room


def _basis(programme: Programme, extra: Floats, known: str) -> NDArray[np.object_]:
    basis = np.full(extra.shape, known, dtype=object)
    basis[np.isnan(extra)] = NO_ROOM
    basis[~programme.allowed] = NOT_ELIGIBLE
    return basis
