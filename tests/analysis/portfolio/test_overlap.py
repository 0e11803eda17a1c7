"""Pairs of partnerships that share members: none is lost, however many there are."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

from partnerlab.analysis.portfolio import compare_partnerships, read_portfolio
from reviewed import leave, partner


def test_twins_planted_at_random_are_all_found(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - a fixed seed for a test, no secret
    bodies = [f"Body {number}" for number in range(150)]
    weights = [1 / rank for rank in range(1, 151)]
    twins = set()
    for number in range(240):
        members = sorted({*chance.choices(bodies, weights, k=chance.randint(3, 9)), chance.choice(bodies)})
        leave(tmp_path, f"p{number:03}", [partner(name) for name in members], (f"outcome {number % 7}",))
        if number % 12 == 0:
            leave(tmp_path, f"twin{number:03}", [partner(name) for name in members], (f"outcome {number % 7}",))
            twins.add((f"P{number:03}", f"Twin{number:03}"))
    pairs = compare_partnerships(read_portfolio(tmp_path))
    found = {(row.first, row.second) for row in pairs.itertuples() if row.candidate}
    assert twins <= found
    assert len(twins) == 20


def test_every_pair_that_shares_half_is_listed_as_by_comparing_all_with_all(tmp_path: Path) -> None:
    chance, members = random.Random(8), {}  # noqa: S311 - a fixed seed for a test, no secret
    for number in range(120):
        members[f"P{number:03}"] = set(chance.sample("abcdefghijkl", chance.randint(1, 6)))
        leave(tmp_path, f"p{number:03}", [partner(name) for name in sorted(members[f"P{number:03}"])])
    known = {
        (one, other)
        for one, other in combinations(sorted(members), 2)
        if len(members[one] & members[other]) / len(members[one] | members[other]) >= 0.5
    }
    pairs = compare_partnerships(read_portfolio(tmp_path))
    assert {(row.first, row.second) for row in pairs.itertuples()} == known
    assert len(known) > 100


def test_a_pair_says_what_it_shares_and_that_outcomes_are_not_known(tmp_path: Path) -> None:
    leave(tmp_path, "hub", [partner("A"), partner("B")])
    leave(tmp_path, "town", [partner("A"), partner("B")], ())
    (pair,) = compare_partnerships(read_portfolio(tmp_path)).itertuples()
    assert pair.evidence == (
        "They share 2 of their members (100% of all in either); the outcomes of one or both are not known."
    )


def test_the_register_says_how_much_makes_a_candidate(tmp_path: Path) -> None:
    leave(tmp_path, "hub", [partner("A"), partner("B")], ("safe",))
    leave(tmp_path, "town", [partner("A"), partner("C")], ("safe",))
    register = tmp_path / "organisations.yaml"
    for much, candidate in ((0.3, True), (0.4, False)):  # one member of three is shared
        register.write_text(f"much_shared: {much}\n", encoding="utf-8")
        (pair,) = compare_partnerships(read_portfolio(tmp_path, organisations=register)).itertuples()
        assert bool(pair.candidate) is candidate
