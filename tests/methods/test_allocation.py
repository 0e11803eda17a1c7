from __future__ import annotations

import math
import re
from dataclasses import FrozenInstanceError
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from partnerlab.errors import MethodError
from partnerlab.methods.allocation import allocate_leads, compare_leads

COVERS = (
    "partnerlab.methods.terms",
    "partnerlab.methods.pricing",
)


def table(rows: list[list[float]]) -> pd.DataFrame:
    """Risks R1, R2, … by partners A, B, …"""
    risks = [f"R{number}" for number in range(1, len(rows) + 1)]
    return pd.DataFrame(rows, index=risks, columns=list("ABCDEFGHIJKLMNOP"[: len(rows[0])]), dtype=float)


def try_everything(
    cost: pd.DataFrame,
    *,
    load: dict[str, float] | pd.DataFrame,
    capacity: dict[str, float],
    fairness: dict[str, float],
    share_of: str,
    eligible: pd.DataFrame,
    groups: dict[str, str],
    fixed: dict[str, str] | None = None,
    forced: tuple[str, str] | None = None,
    base: float | None = None,
) -> float:
    """The least total over every way to name leads (one group at most); infinite when none meets the limits."""
    if base is None:
        base = fair_base(cost, load, share_of, eligible, groups)
    taken = {(r, p): load[r] if isinstance(load, dict) else float(load.loc[r, p]) for r in cost.index for p in cost}
    price = {(r, p): float(cost.loc[r, p]) for r in cost.index for p in cost if eligible.loc[r, p]}
    caps = {p: share * base for p, share in fairness.items()}
    best = math.inf
    for leads in product(cost.columns, repeat=len(cost)):
        chosen = list(zip(cost.index, leads, strict=True))
        if (forced and forced not in chosen) or any(pair not in price for pair in chosen):
            continue
        if any((fixed or {}).get(risk, lead) != lead for risk, lead in chosen):
            continue
        if len({lead for risk, lead in chosen if risk in groups}) > 1:
            continue
        loads = {p: sum(taken[pair] for pair in chosen if pair[1] == p) for p in cost}
        costs = {p: sum(price[pair] for pair in chosen if pair[1] == p) for p in cost}
        shared = loads if share_of == "load" else costs
        fits = all(loads[p] <= most + 1e-9 for p, most in capacity.items())
        if fits and all(shared[p] <= most + 1e-9 for p, most in caps.items()):
            best = min(best, sum(costs.values()))
    return best


def fair_base(
    cost: pd.DataFrame,
    load: dict[str, float] | pd.DataFrame,
    share_of: str,
    eligible: pd.DataFrame,
    groups: dict[str, str],
) -> float:
    """What a fair share is a share of: the least that all bundles can come to, each led by one who may."""
    if share_of == "load" and isinstance(load, dict):
        return sum(load.values())
    table = load if share_of == "load" else cost
    bundles: dict[str, list[str]] = {}
    for risk in cost.index:
        bundles.setdefault(groups.get(risk, risk), []).append(risk)
    return sum(
        min((table.loc[members, p].sum() for p in cost if eligible.loc[members, p].all()), default=math.inf)
        for members in bundles.values()
    )


@st.composite
def cases(draw: st.DrawFn) -> dict[str, object]:
    """Small problems with every kind of limit; whole numbers, so that ties are common."""
    risks, partners = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    whole = st.integers(0, 9)
    cost = table([[draw(whole) for _ in range(partners)] for _ in range(risks)])
    some = st.sets(st.sampled_from(list(cost.columns)))
    grouped = draw(st.sets(st.sampled_from(list(cost.index)), max_size=3))
    each = {risk: draw(st.integers(1, 3)) if draw(st.booleans()) else 1 for risk in cost.index}
    by_lead = cost.map(lambda _: draw(st.integers(0, 3))).astype(float)
    decided = draw(st.sets(st.sampled_from(list(cost.index)), max_size=2)) if draw(st.booleans()) else set()
    return {
        "cost": cost,
        "load": by_lead if draw(st.booleans()) else each,
        "fixed": {risk: draw(st.sampled_from(list(cost.columns))) for risk in sorted(decided)},
        "capacity": {partner: draw(st.integers(0, 6)) for partner in sorted(draw(some))},
        "fairness": {partner: draw(st.sampled_from([0.3, 0.5, 0.75, 1.0])) for partner in sorted(draw(some))},
        "share_of": draw(st.sampled_from(["load", "cost"])),
        "eligible": cost.map(lambda _: draw(st.integers(0, 4)) > 0).astype(bool),
        "groups": dict.fromkeys(sorted(grouped), "G") if len(grouped) > 1 else {},
    }


@settings(deadline=None, max_examples=100)
@given(case=cases())
def test_equals_the_best_of_every_way_to_name_leads(case: dict[str, object]) -> None:
    least = try_everything(**case)  # type: ignore[arg-type]  # drawn to fit
    if math.isinf(least):
        with pytest.raises(MethodError):
            allocate_leads(**case)  # type: ignore[arg-type]  # drawn to fit
        return
    best = allocate_leads(**case)  # type: ignore[arg-type]  # drawn to fit
    assert best.total_cost == pytest.approx(least, abs=1e-6)
    assert best.optimal


@settings(deadline=None, max_examples=50)
@given(case=cases())
def test_each_override_costs_what_the_best_of_every_way_with_that_pairing_costs(case: dict[str, object]) -> None:
    least = try_everything(**case)  # type: ignore[arg-type]  # drawn to fit
    if math.isinf(least):
        return
    best = allocate_leads(**case)  # type: ignore[arg-type]  # drawn to fit
    for risk, partner in product(best.overrides.index, best.overrides.columns):
        extra = try_everything(**case, forced=(risk, partner)) - least  # type: ignore[arg-type]  # drawn to fit
        if math.isinf(extra):
            assert np.isnan(best.overrides.loc[risk, partner])
            why = ("not eligible", "no allocation meets every limit", *(["decided by hand"] if case["fixed"] else []))
            in_group = risk in case["groups"]  # type: ignore[operator]  # a mapping
            why += ("cannot lead on all of its group",) if in_group and case["eligible"].loc[risk, partner] else ()  # type: ignore[attr-defined]  # a table
            assert best.override_basis.loc[risk, partner] in why
        else:
            as_good = extra == 0 and partner != best.leads[risk]
            assert (partner in best.ties.get(risk, ())) == as_good
            assert best.overrides.loc[risk, partner] == pytest.approx(extra, abs=1e-5)
            assert best.override_basis.loc[risk, partner] == "exact"


@settings(deadline=None, max_examples=50)
@given(case=cases())
def test_each_limit_is_priced_by_leaving_it_out(case: dict[str, object]) -> None:
    least = try_everything(**case)  # type: ignore[arg-type]  # drawn to fit
    if math.isinf(least):
        return
    base = fair_base(*(case[key] for key in ("cost", "load", "share_of", "eligible", "groups")))  # type: ignore[arg-type]  # drawn to fit
    best = allocate_leads(**case)  # type: ignore[arg-type]  # drawn to fit
    for row in best.limits.itertuples():
        if row.kind in ("capacity", "fairness") and not row.subject.startswith("all"):
            rest = {name: most for name, most in case[row.kind].items() if name != row.subject}  # type: ignore[attr-defined]  # a mapping
            without = try_everything(**(case | {row.kind: rest}), base=base)  # type: ignore[arg-type]  # drawn to fit
        elif row.kind == "group":
            without = try_everything(**(case | {"groups": {}}), base=base)  # type: ignore[arg-type]  # drawn to fit
        else:
            continue
        assert row.saving == pytest.approx(least - without, abs=1e-5)
        assert row.binding == (row.saving > 0)


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 10_000))
def test_without_limits_it_is_the_cheapest_partner_row_by_row(risks: int, partners: int, seed: int) -> None:
    cost = table(np.random.default_rng(seed).uniform(0, 100, (risks, partners)).tolist())
    best = allocate_leads(cost)
    assert best.leads.tolist() == cost.idxmin(axis=1).tolist()
    assert best.total_cost == pytest.approx(cost.min(axis=1).sum())


@settings(deadline=None, max_examples=15)
@given(st.integers(2, 8), st.integers(0, 10_000))
def test_one_risk_each_equals_the_classical_assignment(size: int, seed: int) -> None:
    cost = table(np.random.default_rng(seed).uniform(0, 100, (size, size)).tolist())
    rows, columns = linear_sum_assignment(cost.to_numpy())
    assert allocate_leads(cost, capacity=1).total_cost == pytest.approx(cost.to_numpy()[rows, columns].sum())


def test_published_optimum_of_scipys_assignment_example() -> None:
    assert allocate_leads(table([[4, 1, 3], [2, 0, 5], [3, 2, 2]]), capacity=1).total_cost == 5


def test_published_optimum_of_five_workers_and_four_tasks() -> None:
    # OR-Tools, "Solving an assignment problem": least cost 265
    workers = [[90, 80, 75, 70], [35, 85, 55, 65], [125, 95, 90, 95], [45, 110, 95, 115], [50, 100, 90, 100]]
    best = allocate_leads(table(workers).T, capacity=1)
    assert best.total_cost == 265


def test_published_optimum_with_task_sizes() -> None:
    # OR-Tools, "Assignment with task sizes": ten workers, each up to size 15, least cost 326
    workers = [
        [90, 76, 75, 70, 50, 74, 12, 68],
        [35, 85, 55, 65, 48, 101, 70, 83],
        [125, 95, 90, 105, 59, 120, 36, 73],
        [45, 110, 95, 115, 104, 83, 37, 71],
        [60, 105, 80, 75, 59, 62, 93, 88],
        [45, 65, 110, 95, 47, 31, 81, 34],
        [38, 51, 107, 41, 69, 99, 115, 48],
        [47, 85, 57, 71, 92, 77, 109, 36],
        [39, 63, 97, 49, 118, 56, 92, 61],
        [47, 101, 71, 60, 88, 109, 52, 90],
    ]
    cost = table(workers).T
    sizes = dict(zip(cost.index, [10, 7, 3, 12, 15, 4, 11, 5], strict=True))
    best = allocate_leads(cost, capacity=15, load=sizes)
    assert best.total_cost == 326
    assert (best.load["load"] <= 15).all()


def test_all_risks_of_a_group_go_to_one_lead() -> None:
    cost = table([[1, 9], [9, 2], [1, 9]])
    best = allocate_leads(cost, groups={"R1": "pair", "R2": "pair"})
    assert best.leads.to_dict() == {"R1": "A", "R2": "A", "R3": "A"}
    group = best.limits.set_index("kind").loc["group"]
    assert (group["subject"], group["saving"]) == ("pair", 7)
    assert best.overrides.loc["R1", "B"] == best.overrides.loc["R2", "B"] == 1


def test_whoever_may_lead_on_a_risk_and_not_on_its_group_is_told_so() -> None:
    cost = table([[1, 2, 3], [1, 2, math.nan], [1, 2, 3]])
    eligible = pd.DataFrame([[True, True, True], [True, False, True], [True, True, False]], cost.index, cost.columns)
    best = allocate_leads(cost, eligible=eligible, groups={"R1": "pair", "R2": "pair"})
    whole = "cannot lead on all of its group"
    assert best.override_basis.loc[["R1", "R2", "R3"], ["B", "C"]].to_numpy().tolist() == [
        [whole, whole],
        ["not eligible", "no cost given"],
        ["exact", "not eligible"],
    ]


def test_a_group_may_bear_the_name_of_a_risk() -> None:
    best = allocate_leads(table([[1, 2], [1, 2], [3, 1]]), groups={"R1": "R3", "R2": "R3"})
    assert best.leads.to_dict() == {"R1": "A", "R2": "A", "R3": "B"}


def test_a_fair_share_of_risks_moves_the_cheapest_ones_away() -> None:
    best = allocate_leads(table([[1, 2], [1, 5], [1, 3], [1, 9]]), fairness=0.5)
    assert best.leads.tolist() == ["B", "A", "B", "A"]
    assert best.load.loc["A", "share_of_risks"] == 0.5


def test_a_fair_share_of_cost_is_measured_against_the_lowest_possible_total() -> None:
    cost = table([[4, 5], [4, 9]])  # lowest possible total 8; half of it is 4
    best = allocate_leads(cost, fairness={"A": 0.5}, share_of="cost")
    assert best.leads.tolist() == ["B", "A"]
    assert best.load.loc["A", "share_of_cost"] <= 0.5


def test_what_is_decided_by_hand_is_kept_and_said() -> None:
    best = allocate_leads(table([[1, 5], [1, 5]]), fixed={"R2": "B"})
    assert best.leads.to_dict() == {"R1": "A", "R2": "B"}
    assert best.override_basis.loc["R2", "A"] == "decided by hand"


def test_a_price_of_several_overrides_together_is_the_difference_in_total() -> None:
    cost = table([[1, 2], [3, 1], [2, 2]])
    best = allocate_leads(cost, capacity=2)
    moved = allocate_leads(cost, capacity=2, fixed={"R1": "B", "R2": "A"})
    assert moved.total_cost - best.total_cost == 3


def test_ties_go_to_the_partner_named_first_and_are_listed() -> None:
    best = allocate_leads(table([[2, 2, 3], [5, 1, 1]]))
    assert best.leads.tolist() == ["A", "B"]
    assert best.ties == {"R1": ("B",), "R2": ("C",)}


def test_ties_under_limits_go_to_the_partners_named_first() -> None:
    best = allocate_leads(table([[1, 1, 1], [1, 1, 1], [1, 1, 1]]), capacity=2)
    assert sorted(best.leads) == ["A", "A", "B"]


def test_a_pairing_that_nobody_rated_cannot_lead_and_says_so() -> None:
    best = allocate_leads(table([[float("nan"), 5], [1, 2]]))
    assert best.leads.to_dict() == {"R1": "B", "R2": "A"}
    assert best.override_basis.loc["R1", "A"] == "no cost given"


def test_one_partner_leads_on_everything() -> None:
    best = allocate_leads(table([[3], [4]]))
    assert best.leads.tolist() == ["A", "A"]
    assert (best.total_cost, best.ties) == (7, {})


def test_risks_that_cost_nothing_are_allocated_too() -> None:
    best = allocate_leads(table([[0, 0], [0, 0]]), capacity=1)
    assert (best.total_cost, best.gap, best.optimal) == (0, 0, True)


def test_amounts_in_millions_and_in_pence_give_the_same_leads() -> None:
    cost = table(np.random.default_rng(3).uniform(1, 9, (8, 4)).tolist())
    for factor in (1e-6, 1e9):
        scaled = allocate_leads(cost * factor, capacity=2, fairness=0.4, share_of="cost")
        plain = allocate_leads(cost, capacity=2, fairness=0.4, share_of="cost")
        assert scaled.leads.equals(plain.leads)
        assert scaled.total_cost == pytest.approx(plain.total_cost * factor)


def test_load_table_adds_up() -> None:
    best = allocate_leads(table([[1, 2], [3, 4], [5, 6]]), capacity={"A": 2})
    assert best.load["risks"].sum() == 3
    assert best.load["share_of_cost"].sum() == pytest.approx(1)
    assert best.load.loc["A", "spare"] == 0
    assert math.isnan(best.load.loc["B", "capacity"])


def test_large_problems_state_bounds_instead_of_silence() -> None:
    generator = np.random.default_rng(1)
    cost = table((generator.uniform(1, 100, (60, 1)) * generator.uniform(0.5, 1.5, (60, 12))).tolist())
    best = allocate_leads(cost, capacity=7, fairness=0.15, share_of="cost")
    assert best.gap <= 0.01
    known = {"exact", "at least", "no allocation meets every limit", "cannot tell: smaller than the proven gap"}
    assert set(best.override_basis.to_numpy().ravel()) <= known
    forced = allocate_leads(cost, capacity=7, fairness=0.15, share_of="cost", fixed={"R1": "L"}, gap=0.0001)
    lowest = best.overrides.loc["R1", "L"]
    assert math.isnan(lowest) or forced.total_cost >= best.total_cost + lowest - 1e-6


def test_overrides_of_large_counting_problems_are_exact() -> None:
    cost = table(np.random.default_rng(5).uniform(1, 100, (60, 12)).tolist())
    best = allocate_leads(cost, capacity=6, gap=0.0)
    for risk, partner in (("R1", "L"), ("R20", "C"), ("R60", "G")):
        forced = allocate_leads(cost, capacity=6, fixed={risk: partner}, gap=0.0)
        assert best.overrides.loc[risk, partner] == pytest.approx(forced.total_cost - best.total_cost, abs=1e-4)


def test_the_same_input_gives_the_same_result() -> None:
    cost = table(np.random.default_rng(2).integers(1, 4, (10, 5)).tolist())
    first, second = (allocate_leads(cost, capacity=3, fairness=0.3) for _ in range(2))
    assert first.leads.equals(second.leads)
    assert first.overrides.equals(second.overrides)


def test_a_result_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        allocate_leads(table([[1]])).total_cost = 2  # type: ignore[misc]  # the point of the test


def test_leads_of_today_are_set_beside_the_best() -> None:
    cost = table([[1, 4], [2, 3], [5, 6]])
    compared = compare_leads(cost, {"R1": "B", "R2": "A", "R3": None}, allocate_leads(cost))  # type: ignore[dict-item]  # a risk without lead
    assert compared["extra"].tolist()[:2] == [3, 0]
    assert math.isnan(compared.loc["R3", "extra"])
    assert compared["same"].tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"capacity": 1}, "capacity of all partners together is 2, but the risks need 3"),
        ({"fairness": 0.4}, "fair shares of all partners add up to 80% of the load"),
        ({"capacity": {"Z": 1}}, "capacity names Z, which is no partner here; there are A and B"),
        ({"capacity": {"A": -1}}, "capacity of A is -1; it must be 0 or more"),
        ({"fairness": {"A": 0}}, "fairness of A is 0; it must be a share above 0 and up to 1"),
        ({"fairness": 30}, "fairness of A is 30; it must be a share above 0 and up to 1"),
        ({"load": {"R1": 1}}, "load of R2 and R3 is missing or below 0"),
        ({"groups": {"R9": "G"}}, "groups names R9, which is no risk here"),
        ({"fixed": {"R1": "Z"}}, "fixed names Z, which is no partner here"),
        ({"share_of": "euros"}, 'share_of is "euros"'),
    ],
)
def test_arguments_that_do_not_fit_say_what_would(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        allocate_leads(table([[1, 2], [3, 4], [5, 6]]), **arguments)  # type: ignore[arg-type]  # the point of the test


@pytest.mark.parametrize(
    ("cost", "message"),
    [
        (pd.DataFrame(), "nothing to allocate"),
        (table([[1, -2]]), "the cost of R1 led by B is -2"),
        (table([[1, math.inf]]), "the cost of R1 led by B is inf"),
        (pd.DataFrame({"A": ["dear"]}, index=["R1"]), "not a number"),
        (pd.DataFrame({"A": [1, 2]}, index=["R1", "R1"]), "risk R1 is given twice"),
        (pd.DataFrame({"A": [math.nan]}, index=["R1"]), "R1 has no partner who may lead on it and has a cost"),
    ],
)
def test_cost_tables_that_do_not_fit_say_what_would(cost: pd.DataFrame, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        allocate_leads(cost)


def test_risks_that_nobody_may_lead_are_all_named() -> None:
    cost = table([[1, 2], [3, 4], [5, 6]])
    eligible = pd.DataFrame({"A": [True, False, False], "B": [True, False, False]}, index=cost.index)
    with pytest.raises(MethodError, match=r"R2 has no partner.*; R3 has no partner"):
        allocate_leads(cost, eligible=eligible)


def test_a_group_that_no_one_partner_may_lead_is_named() -> None:
    cost = table([[1, 2], [3, 4]])
    eligible = pd.DataFrame({"A": [True, False], "B": [False, True]}, index=cost.index)
    with pytest.raises(MethodError, match="group G has no partner who may lead on all of R1 and R2"):
        allocate_leads(cost, eligible=eligible, groups={"R1": "G", "R2": "G"})


def test_limits_that_clash_are_named_with_the_smallest_way_out() -> None:
    cost = table([[1, 2, 3]] * 3)
    eligible = pd.DataFrame({"A": [True] * 3, "B": [False] * 3, "C": [False, False, True]}, index=cost.index)
    with pytest.raises(MethodError) as error:
        allocate_leads(cost, eligible=eligible, capacity={"A": 1, "B": 5})
    assert str(error.value) == (
        "these limits clash: capacity of A (1); only A may lead on R1 and R2. "
        "The smallest change that would do: capacity of A raised to 2"
    )


def test_two_kinds_of_limits_that_clash_are_both_named() -> None:
    cost = table([[1, 1]] * 4)
    with pytest.raises(MethodError, match="fair share of A") as error:
        allocate_leads(cost, capacity={"B": 1}, fairness={"A": 0.5})
    assert "capacity of B (1)" in str(error.value)
    assert "smallest change that would do" in str(error.value)


def test_a_fair_share_that_clashes_is_told_with_what_it_is_a_share_of() -> None:
    load = pd.DataFrame({"A": [2, 2, 1], "B": [3, 3, 3]}, index=["R1", "R2", "R3"])
    eligible = pd.DataFrame({"A": [True] * 3, "B": [False, False, True]}, index=load.index)
    with pytest.raises(MethodError) as error:  # the least possible load is 2 + 2 + 1; half of it is not enough for two
        allocate_leads(table([[1, 2]] * 3), load=load, eligible=eligible, fairness={"A": 0.5, "B": 1.0})
    assert str(error.value) == (
        "these limits clash: fair share of A (2.5 of 5); only A may lead on R1 and R2. "
        "The smallest change that would do: fair share of A raised to 4 of 5"
    )


@settings(deadline=None, max_examples=60)
@given(case=cases())
def test_the_loosening_that_is_named_would_do(case: dict[str, object]) -> None:
    try:
        allocate_leads(**case)  # type: ignore[arg-type]  # drawn to fit
    except MethodError as error:
        raised = re.findall(r"(capacity|fair share) of (\w) raised to ([\d.]+)(?: of ([\d.]+))?", str(error))
        enough = {"capacity": dict(case["capacity"]), "fairness": dict(case["fairness"])}  # type: ignore[call-overload]  # mappings
        for kind, partner, most, of in raised:
            if of and not float(of):
                return  # a share of nothing is nothing, however large
            enough["fairness" if of else kind][partner] = float(most) / float(of or 1)
        assert not raised or not math.isinf(try_everything(**(case | enough)))  # type: ignore[arg-type]  # drawn to fit


def test_a_partner_fixed_without_authority_is_refused() -> None:
    cost = table([[1, 2]])
    with pytest.raises(MethodError, match="R1 is fixed to B, who may not lead on it"):
        allocate_leads(cost, eligible=pd.DataFrame({"A": [True], "B": [False]}, index=cost.index), fixed={"R1": "B"})


def test_a_group_fixed_to_two_partners_is_refused() -> None:
    cost = table([[1, 2], [1, 2]])
    with pytest.raises(MethodError, match="a group has one lead"):
        allocate_leads(cost, groups={"R1": "G", "R2": "G"}, fixed={"R1": "A", "R2": "B"})


def test_a_table_of_who_may_lead_with_gaps_is_refused() -> None:
    cost = table([[1, 2]])
    with pytest.raises(MethodError, match="true or false in every cell"):
        allocate_leads(cost, eligible=pd.DataFrame({"A": [True], "B": [None]}, index=cost.index))


def test_a_search_without_time_says_so() -> None:
    cost = table(np.random.default_rng(1).uniform(1, 9, (5, 3)).tolist())
    with pytest.raises(MethodError, match="no allocation was found within"):
        allocate_leads(cost, capacity=2, time_limit=0.0)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000))
def test_a_load_that_depends_on_who_leads_is_kept_within_capacity_at_the_least_cost(seed: int) -> None:
    generator = np.random.default_rng(seed)
    risks, partners = ["R1", "R2", "R3", "R4"], ["A", "B", "C"]
    cost = pd.DataFrame(generator.integers(1, 20, (4, 3)).astype(float), risks, partners)
    load = pd.DataFrame(generator.integers(0, 4, (4, 3)).astype(float), risks, partners)
    capacity = dict(zip(partners, generator.integers(1, 6, 3).tolist(), strict=True))
    within = {}
    for choice in product(range(3), repeat=4):
        used = np.bincount(choice, weights=load.to_numpy()[range(4), choice], minlength=3)
        if (used <= list(capacity.values())).all():
            within[choice] = cost.to_numpy()[range(4), choice].sum()
    if not within:
        with pytest.raises(MethodError):
            allocate_leads(cost, capacity=capacity, load=load)
        return
    best = allocate_leads(cost, capacity=capacity, load=load)
    assert best.total_cost == pytest.approx(min(within.values()))
    taken = {name: sum(load.loc[risk, name] for risk in risks if best.leads[risk] == name) for name in partners}
    assert best.load["load"].to_dict() == taken
    assert (best.load["load"] <= best.load["capacity"]).all()


def test_a_table_of_loads_that_are_all_alike_is_a_column_of_loads() -> None:
    cost = pd.DataFrame({"A": [1.0, 2.0, 3.0], "B": [4.0, 4.0, 4.0]}, index=["R1", "R2", "R3"])
    each = pd.Series({"R1": 2.0, "R2": 1.0, "R3": 1.0})
    table = pd.DataFrame({"A": each, "B": each})
    one, two = (allocate_leads(cost, load=load, capacity={"A": 2}, fairness=0.75) for load in (each, table))
    assert one.leads.equals(two.leads)
    assert one.limits.equals(two.limits)


def test_a_table_of_loads_must_name_every_partner_and_every_load() -> None:
    cost = pd.DataFrame({"A": [1.0], "B": [2.0]}, index=["R1"])
    with pytest.raises(MethodError, match="no partner in the table of loads"):
        allocate_leads(cost, load=pd.DataFrame({"A": [1.0]}, index=["R1"]))
    with pytest.raises(MethodError, match="the load of R1 is missing or below 0"):
        allocate_leads(cost, load=pd.DataFrame({"A": [1.0], "B": [np.nan]}, index=["R1"]))


def test_leads_that_cost_nothing_are_the_best() -> None:
    cost = pd.DataFrame([[0, 0, 0], [0, 0, 3], [0, 0, 0], [0, 0, 1.0]], ["R1", "R2", "R3", "R4"], list("ABC"))
    eligible = pd.DataFrame([[False, False, True]] * 4, cost.index, cost.columns)
    best = allocate_leads(cost, eligible=eligible)
    assert (best.total_cost, best.gap) == (4, 0)
    lifted = best.limits[best.limits["subject"] == "all eligibility rules"]
    assert lifted["saving"].tolist() == [4]


def test_an_override_makes_room_where_it_comes_from() -> None:
    # B may lead on one risk. R2 leaves B for C at a cost of 1, and R4 takes its place, which saves 1
    cost = table([[0, 0, 0], [0, 0, 1], [0, 0, 0], [1, 0, 0]])
    eligible = pd.DataFrame([[1, 0, 0], [0, 1, 1], [0, 0, 1], [1, 1, 0]], cost.index, cost.columns).astype(bool)
    best = allocate_leads(cost, eligible=eligible, fairness={"B": 0.3})
    assert best.total_cost == 1
    assert best.overrides.loc["R2", "C"] == 0
    assert best.override_basis.loc["R2", "C"] == "exact"
