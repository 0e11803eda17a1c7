from __future__ import annotations

import numpy as np
import pytest

from partnerlab.methods import programme as searching
from partnerlab.methods.programme import Limit, Programme, locate_clash, relative_gap, relax, solve, solve_whole


def programme(bundles: int, partners: int, *, share: float, seed: int = 1) -> Programme:
    """Costs that differ much between bundles, each partner's part of the lowest total capped."""
    generator = np.random.default_rng(seed)
    cost = generator.uniform(1, 50, (bundles, 1)) * generator.uniform(0.5, 1.5, (bundles, partners))
    most = share * cost.min(axis=1).sum()
    limits = tuple(Limit("fairness", partner, cost[:, partner], most) for partner in range(partners))
    return Programme(cost, np.ones(cost.shape, dtype=bool), limits)


def test_the_core_and_the_whole_programme_have_the_same_best_value() -> None:
    large = programme(60, 8, share=0.16)
    by_core = solve(large, time_limit=60)
    whole = solve_whole(large, time_limit=60)
    assert by_core.gap == 0
    assert by_core.value == pytest.approx(whole.value, rel=1e-6)


def test_the_bound_never_passes_the_value() -> None:
    for seed in range(5):
        found = solve(programme(50, 9, share=0.15, seed=seed), gap=0.02)
        assert found.relaxation <= found.bound + 1e-9 <= found.value + 1e-6
        assert found.gap <= 0.02


def test_reduced_costs_bound_what_a_forced_pairing_costs() -> None:
    small = programme(8, 4, share=0.4)
    found = solve(small)
    for bundle in range(8):
        for partner in range(4):
            forced = solve_whole(small.forced(bundle, partner), time_limit=10)
            assert forced.value >= found.relaxation + found.reduced[bundle, partner] - 1e-6


def test_a_limit_that_costs_something_in_the_relaxation_has_a_price() -> None:
    cost = np.array([[1.0, 5.0], [1.0, 3.0]])
    limits = (Limit("capacity", 0, np.ones(2), 1.0), Limit("capacity", 1, np.ones(2), 2.0))
    relaxed = relax(Programme(cost, np.ones((2, 2), dtype=bool), limits))
    assert relaxed.relaxation == pytest.approx(4)
    assert relaxed.prices == pytest.approx([2, 0])


def test_a_programme_that_cannot_be_met_is_proven_so() -> None:
    cost = np.ones((2, 1))
    none = solve(Programme(cost, np.ones((2, 1), dtype=bool), (Limit("capacity", 0, np.ones(2), 1.0),)))
    assert none.infeasible
    assert none.choice is None


def test_a_programme_whose_relaxation_fits_but_whose_bundles_do_not_is_proven_so() -> None:
    limits = tuple(Limit("capacity", partner, np.full(3, 2.0), 3.0) for partner in range(2))
    none = solve(Programme(np.ones((3, 2)), np.ones((3, 2), dtype=bool), limits))
    assert none.infeasible


def test_a_clash_leaves_out_limits_that_have_nothing_to_do_with_it() -> None:
    allowed = np.array([[True, False, False], [True, False, False], [False, True, True]])
    limits = tuple(Limit("capacity", partner, np.ones(3), 1.0) for partner in range(3))
    clash, loosening = locate_clash(Programme(np.ones((3, 3)), allowed, limits), time_limit=10)
    assert [limit.partner for limit in clash] == [0]
    assert [(limit.partner, used) for limit, used in loosening] == [(0, 2.0)]


def test_no_clash_is_found_where_there_is_none() -> None:
    feasible = Programme(np.ones((1, 1)), np.ones((1, 1), dtype=bool), (Limit("capacity", 0, np.ones(1), 1.0),))
    assert locate_clash(feasible, time_limit=10) == ([], [])


def test_a_gap_below_the_solvers_tolerance_is_none() -> None:
    assert relative_gap(100.0, 100.0 - 1e-5) == 0
    assert relative_gap(100.0, 99.0) == pytest.approx(0.01)
    assert relative_gap(0.0, 0.0) == 0


def test_how_long_the_machine_takes_to_begin_is_not_counted(monkeypatch):
    now = [0.0]
    begin = searching.relax

    def begin_slowly(*asked):
        now[0] += 60
        return begin(*asked)

    monkeypatch.setattr(searching.time, "perf_counter", lambda: now[0])
    monkeypatch.setattr(searching, "relax", begin_slowly)
    found = solve(Programme(np.array([[1.0, 2.0]]), np.ones((1, 2), dtype=bool), ()), time_limit=10)
    assert found.choice is not None
    assert (found.choice.tolist(), found.value, found.gap) == ([0], 1.0, 0.0)
