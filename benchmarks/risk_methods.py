"""How long allocation and simulation take at the largest size asked for, beside plain ways to do the same.

Run with `python benchmarks/risk_methods.py`. Prints seconds, memory and ratios; asserts nothing about them.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse, stats
from scipy.optimize import Bounds, LinearConstraint, milp

from partnerlab.methods.allocation import allocate_leads
from partnerlab.methods.programme import Programme, solve
from partnerlab.methods.simulation import simulate_exposure
from partnerlab.methods.terms import read_terms

RISKS, PARTNERS, DRAWS = 200, 40, 100_000
CAPACITY = 6  # risks a partner
SHARE = 0.05  # of the total, a partner
GAP_ALLOWED, SECONDS_ALLOCATION = 0.01, 5.0
SECONDS_SIMULATION, MEGABYTES = 2.0, 500.0
RESOLVED = 12  # pairings solved anew for the plain way to price overrides

Floats = NDArray[np.float64]


def make_costs(seed: int) -> pd.DataFrame:
    """Risks of different size, partners within half of each other."""
    generator = np.random.default_rng(seed)
    size = generator.lognormal(3, 0.7, (RISKS, 1))
    cost = size * generator.uniform(0.5, 1.5, (RISKS, PARTNERS))
    return pd.DataFrame(cost, [f"R{number}" for number in range(RISKS)], [f"P{number}" for number in range(PARTNERS)])


def make_risks(seed: int) -> tuple[pd.DataFrame, Floats]:
    """Risks with skewed costs and a correlation matrix of five common causes."""
    generator = np.random.default_rng(seed)
    low = generator.lognormal(2, 1, RISKS)
    risks = pd.DataFrame(
        {
            "probability": generator.uniform(0.05, 0.6, RISKS),
            "low": low,
            "likely": low * generator.uniform(1, 2, RISKS),
            "high": low * generator.uniform(2, 5, RISKS),
        },
        index=[f"R{number}" for number in range(RISKS)],
    )
    causes = generator.normal(size=(RISKS, 5))
    covariance = causes @ causes.T + 3 * np.eye(RISKS)
    scale = np.sqrt(np.diag(covariance))
    return risks, covariance / np.outer(scale, scale)


def timed(call: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def worked(call: Callable[[], object]) -> float:
    """Seconds of processor time of one call, which other programs on the machine do not lengthen much."""
    start = time.process_time()
    call()
    return time.process_time() - start


def plain_allocation(cost: Floats, most: float) -> float:
    """Solve the whole programme in one go, without overrides or prices, and return its total."""
    risks, partners = cost.shape
    once = sparse.kron(sparse.eye_array(risks), np.ones((1, partners)), format="csr")
    counted = sparse.kron(np.ones((1, risks)), sparse.eye_array(partners), format="csr")
    carried = sparse.csr_array(counted.multiply(cost.ravel()[None, :]))
    result = milp(
        cost.ravel(),
        integrality=np.ones(cost.size, dtype=int),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(once, 1, 1),
            LinearConstraint(counted, -np.inf, CAPACITY),
            LinearConstraint(carried, -np.inf, most),
        ],
        options={"mip_rel_gap": GAP_ALLOWED, "time_limit": 120},
    )
    return float(result.fun or np.nan)


def plain_simulation(risks: pd.DataFrame, correlation: Floats) -> float:
    """Draw all scores at once and look every cost up in its distribution, in double precision."""
    generator = np.random.default_rng(1)
    scores = generator.multivariate_normal(np.zeros(RISKS), correlation, size=DRAWS, method="cholesky")
    place = stats.norm.cdf(scores)
    p, low, likely, high = (risks[column].to_numpy() for column in ("probability", "low", "likely", "high"))
    within = (place - (1 - p)) / p
    mode = (likely - low) / (high - low)
    cost = stats.beta.ppf(np.clip(within, 0, 1), 1 + 4 * mode, 5 - 4 * mode, loc=low, scale=high - low)
    total = np.where(within > 0, cost, 0).sum(axis=1)
    return float(np.quantile(total, 0.95))


def make_programme(cost: pd.DataFrame, *, fairness: float | None) -> Programme:
    """The integer programme alone, as `allocate_leads` builds it."""
    terms = read_terms(
        cost,
        capacity=CAPACITY,
        load=None,
        eligible=None,
        fairness=fairness,
        share_of="cost",
        groups=None,
        fixed=None,
    )
    return terms.programme()


def show_allocation() -> None:
    """Print times for three seeds and both kinds of fair share."""
    print(f"allocation: {RISKS} risks × {PARTNERS} partners, capacity {CAPACITY}, fair share {SHARE:.0%}")
    for seed in (1, 2, 3):
        cost = make_costs(seed)
        for share_of in ("load", "cost"):
            start = time.perf_counter()
            best = allocate_leads(cost, capacity=CAPACITY, fairness=SHARE, share_of=share_of)
            seconds = time.perf_counter() - start
            met = best.gap <= GAP_ALLOWED and seconds < SECONDS_ALLOCATION
            exact = float((best.override_basis == "exact").to_numpy().mean())
            print(
                f"  seed {seed}, share of {share_of}: {seconds:.2f} s with all prices, proven gap {best.gap:.3%}, "
                f"{exact:.0%} of overrides exact ({'met' if met else 'MISSED'})"
            )
        values = cost.to_numpy()
        most = SHARE * values.min(axis=1).sum()
        plain = timed(partial(plain_allocation, values, most))
        programme = make_programme(cost, fairness=SHARE)
        core = timed(partial(solve, programme, gap=GAP_ALLOWED))
        print(f"    leads alone: by core {core:.2f} s, whole programme {plain:.2f} s, {plain / core:.1f} times")


def show_overrides() -> None:
    """Print what pricing every pairing by solving anew would take."""
    cost = make_costs(1)
    priced = timed(lambda: allocate_leads(cost, capacity=CAPACITY))
    programme = make_programme(cost, fairness=None)
    start = time.perf_counter()
    for number in range(RESOLVED):
        solve(programme.forced(number, (number * 7) % PARTNERS))
    anew = (time.perf_counter() - start) / RESOLVED * cost.size
    print(f"all {cost.size:,} overrides under capacity, exact: {priced:.2f} s; solved anew about {anew:,.0f} s")


def show_simulation() -> None:
    """Print time and peak memory, and those of the plain way."""
    risks, correlation = make_risks(1)
    print(f"simulation: {DRAWS:,} draws of {RISKS} risks, correlation matrix")
    seconds = min(timed(lambda: simulate_exposure(risks, correlation=correlation)) for _ in range(5))
    busy = min(worked(lambda: simulate_exposure(risks, correlation=correlation)) for _ in range(3))
    plain = timed(lambda: plain_simulation(risks, correlation))
    peaks = []
    for call in (
        lambda: simulate_exposure(risks, correlation=correlation),
        lambda: plain_simulation(risks, correlation),
    ):
        tracemalloc.start()
        call()
        peaks.append(tracemalloc.get_traced_memory()[1] / 1e6)
        tracemalloc.stop()
    met = seconds < SECONDS_SIMULATION and peaks[0] < MEGABYTES
    print(
        f"  {seconds:.2f} s ({busy:.2f} s of processor time), {peaks[0]:.0f} MB at most ({'met' if met else 'MISSED'})"
    )
    print(
        f"  plain way: {plain:.2f} s, {peaks[1]:.0f} MB; {plain / seconds:.1f} times the time, "
        f"{peaks[1] / peaks[0]:.1f} times the memory"
    )


if __name__ == "__main__":
    show_allocation()
    show_overrides()
    show_simulation()
