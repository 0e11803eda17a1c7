from __future__ import annotations

from itertools import product
from typing import Literal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerlab.errors import MethodError
from partnerlab.methods.allocation import allocate_leads
from partnerlab.methods.pairing import expected_cost, irwin_order, lead_stability

Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]


def one_risk(**ratings: tuple[float, float, float]) -> Tables:
    """One risk of 100 with probability 0.4; for each partner control of likelihood, of impact, absorbing."""
    risks = pd.DataFrame({"probability": [0.4], "cost": [100.0]}, index=["R1"])
    tables = [pd.DataFrame({name: [row[place]] for name, row in ratings.items()}, index=["R1"]) for place in range(3)]
    return risks, tables[0], tables[1], tables[2]


def drawn(risks: int, partners: int, seed: int) -> Tables:
    generator = np.random.default_rng(seed)
    names = [f"R{number}" for number in range(risks)]
    columns = list("ABCDE"[:partners])
    table = pd.DataFrame(
        {"probability": generator.uniform(0.1, 0.9, risks), "cost": generator.uniform(10, 99, risks)}, index=names
    )
    likelihood, impact = (
        pd.DataFrame(generator.integers(0, 5, (risks, partners)) / 4, names, columns) for _ in range(2)
    )
    absorbing = pd.DataFrame(generator.integers(8, 13, (risks, partners)) / 10, names, columns)
    return table, likelihood, impact, absorbing


def test_cost_is_probability_after_control_times_cost_after_control_times_absorbing() -> None:
    cost = expected_cost(*one_risk(A=(0.5, 0.25, 1.2)), likelihood_reach=0.4, impact_reach=0.8)
    assert cost.loc["R1", "A"] == pytest.approx(0.4 * 0.8 * 100 * 0.8 * 1.2)


def test_cost_of_absorbing_in_money_is_added_to_each_occurrence() -> None:
    cost = expected_cost(*one_risk(A=(0.0, 0.0, 7.0)), absorbing_in="money")
    assert cost.loc["R1", "A"] == pytest.approx(0.4 * 107)


def test_without_reach_nobody_makes_a_difference() -> None:
    cost = expected_cost(*one_risk(A=(1, 1, 1), B=(0, 0, 1)), likelihood_reach=0, impact_reach=0)
    assert cost.loc["R1"].tolist() == [40, 40]


def test_a_missing_rating_leaves_the_pairing_without_a_cost() -> None:
    assert expected_cost(*one_risk(A=(np.nan, 0, 1), B=(0, 0, 1))).isna().loc["R1"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        (one_risk(A=(1.5, 0, 1), B=(0, 0, 1)), "control over likelihood of R1, A is 1.5; it must be from 0 to 1"),
        (one_risk(A=(0, -0.1, 1)), "control over impact of R1 is -0.1; it must be from 0 to 1"),
        (one_risk(A=(0, 0, -1)), "cost of absorbing of R1 is -1; it must be 0 or more"),
    ],
)
def test_ratings_outside_their_range_are_refused(tables: Tables, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        expected_cost(*tables)


def test_tables_that_lack_a_partner_are_refused() -> None:
    risks, likelihood, impact, absorbing = one_risk(A=(0, 0, 1), B=(0, 0, 1))
    with pytest.raises(MethodError, match="the table of control over impact lacks B"):
        expected_cost(risks, likelihood, impact.drop(columns="B"), absorbing)
    with pytest.raises(MethodError, match='no column "probability"'):
        expected_cost(risks.drop(columns="probability"), likelihood, impact, absorbing)


@pytest.mark.parametrize("argument", ["likelihood_reach", "impact_reach"])
def test_a_reach_is_a_share(argument: str) -> None:
    with pytest.raises(MethodError, match=f"{argument} is 2; it is a share"):
        expected_cost(*one_risk(A=(0, 0, 1)), **{argument: 2})  # type: ignore[arg-type]  # the point of the test


def test_an_unknown_way_of_absorbing_is_refused() -> None:
    way: Literal["money"] = "pounds"  # type: ignore[assignment]  # the point of the test
    with pytest.raises(MethodError, match='must be "multiplier" or "money"'):
        expected_cost(*one_risk(A=(0, 0, 1)), absorbing_in=way)


@pytest.mark.parametrize(
    ("ratings", "lead", "step"),
    [
        ({"A": (0.9, 0.0, 9), "B": (0.5, 1.0, 1)}, "A", "control over likelihood"),
        ({"A": (0.5, 0.2, 1), "B": (0.5, 0.6, 9)}, "B", "control over impact"),
        ({"A": (0.5, 0.6, 3), "B": (0.5, 0.6, 2)}, "B", "cost of absorbing"),
        ({"A": (0.0, 0.0, 3), "B": (0.0, 0.0, 2)}, "B", "cost of absorbing"),
        ({"A": (0.5, 0.6, 2), "B": (0.5, 0.6, 2)}, "A", "tie"),
        ({"A": (0.5, 0.6, 2)}, "A", "only candidate"),
        ({"A": (np.nan, 0.1, 2), "B": (0.0, 0.0, 2)}, "A", "control over impact"),
        ({"A": (np.nan, 1.0, 1), "B": (0.5, 0.0, 2)}, "B", "control over likelihood"),
    ],
)
def test_irwins_order_takes_one_criterion_after_the_other(
    ratings: dict[str, tuple[float, float, float]], lead: str, step: str
) -> None:
    order = irwin_order(*one_risk(**ratings)[1:])
    assert order.loc["R1", ["lead", "decided_by"]].tolist() == [lead, step]


def test_irwins_order_names_all_that_tie() -> None:
    order = irwin_order(*one_risk(A=(0.5, 0.6, 2), B=(0.4, 0.6, 2), C=(0.5, 0.6, 2))[1:])
    assert order.loc["R1", "contenders"] == ("A", "C")


def test_ratings_within_the_tolerance_count_as_equal() -> None:
    order = irwin_order(*one_risk(A=(0.5, 0.0, 1), B=(0.45, 0.9, 1))[1:], tolerance=0.1)
    assert order.loc["R1", "lead"] == "B"
    with pytest.raises(MethodError, match="tolerance"):
        irwin_order(*one_risk(A=(0.5, 0.0, 1))[1:], tolerance=-1)


def test_irwins_order_looks_only_at_those_with_authority() -> None:
    tables = one_risk(A=(0.9, 0.0, 1), B=(0.1, 0.0, 1))[1:]
    order = irwin_order(*tables, eligible=pd.DataFrame({"A": [False], "B": [True]}, index=["R1"]))
    assert order.loc["R1", ["lead", "decided_by"]].tolist() == ["B", "only candidate"]


def test_irwins_order_cannot_tell_without_ratings() -> None:
    order = irwin_order(*one_risk(A=(np.nan, np.nan, np.nan))[1:])
    assert order.loc["R1", "lead"] is None
    assert order.loc["R1", "decided_by"] == "cannot tell"


def one_step_changes(tables: Tables) -> list[tuple[str, Tables]]:
    """Every single rating of every partner a step up and a step down, where it can move."""
    changes = []
    for place, step, highest in ((1, 0.25, 1.0), (2, 0.25, 1.0), (3, 0.1, np.inf)):
        rows, columns = tables[place].shape
        for row, column, up in product(range(rows), range(columns), (1, -1)):
            moved = tables[place].copy()
            value = float(np.clip(moved.iloc[row, column] + up * step, 0, highest))
            if value != moved.iloc[row, column]:
                moved.iloc[row, column] = value
                changed = [*tables[:place], moved, *tables[place + 1 :]]
                changes.append((str(moved.index[row]), tuple(changed)))
    return changes  # type: ignore[return-value]  # four tables each


@settings(deadline=None, max_examples=12)
@given(st.integers(1, 3), st.integers(1, 3), st.integers(0, 10_000))
def test_stability_equals_changing_every_rating_and_looking(risks: int, partners: int, seed: int) -> None:
    tables = drawn(risks, partners, seed)
    stability = lead_stability(*tables)
    leads = expected_cost(*tables).idxmin(axis=1)
    assert stability["lead"].tolist() == leads.tolist()
    changes = one_step_changes(tables)
    for risk in leads.index:
        costs = [expected_cost(*changed) for at, changed in changes if at == risk]
        kept = sum(cost.loc[risk, leads[risk]] <= cost.loc[risk].min() + 1e-9 for cost in costs)
        assert stability.loc[risk, ["changes", "kept"]].tolist() == [len(costs), kept]


@settings(deadline=None, max_examples=8)
@given(st.integers(0, 10_000))
def test_stability_under_limits_equals_trying_every_allocation_after_every_change(seed: int) -> None:
    tables = drawn(4, 3, seed)
    best = allocate_leads(expected_cost(*tables), capacity=2, groups={"R0": "G", "R1": "G"})
    allowed = [
        (first, first, third, fourth)  # the first two risks are a group; nobody leads on three
        for first, third, fourth in product(range(3), repeat=3)
        if first not in (third, fourth)
    ]
    kept = dict.fromkeys(best.leads.index, 0)
    for risk, changed in one_step_changes(tables):
        cost, place = expected_cost(*changed).to_numpy(), int(risk[1:])
        totals = {leads: cost[np.arange(4), leads].sum() for leads in allowed}
        lead = list("ABC").index(best.leads[risk])
        held = min(total for leads, total in totals.items() if leads[place] == lead)
        kept[risk] += held <= min(totals.values()) + 1e-6
    assert lead_stability(*tables, allocation=best)["kept"].to_dict() == kept


def test_the_closest_rival_and_its_margin_are_named() -> None:
    stability = lead_stability(*one_risk(A=(1, 1, 1), B=(1, 0.5, 1), C=(0, 0, 1)))
    assert stability.loc["R1", ["lead", "rival"]].tolist() == ["A", "B"]
    assert stability.loc["R1", "margin"] == pytest.approx(0.2 * 75 - 0.2 * 50)


def test_a_risk_that_nobody_is_rated_for_has_no_lead_to_be_firm() -> None:
    stability = lead_stability(*one_risk(A=(np.nan, 0, 1)))
    assert stability.loc["R1", "lead"] is None
    assert np.isnan(stability.loc["R1", "share"])


def test_one_partner_alone_stays_whatever_happens() -> None:
    stability = lead_stability(*one_risk(A=(0.5, 0.5, 1)))
    assert stability.loc["R1", "share"] == 1
    assert stability.loc["R1", "rival"] is None


def test_steps_must_move() -> None:
    with pytest.raises(MethodError, match="a step must be above 0"):
        lead_stability(*one_risk(A=(0.5, 0.5, 1)), control_step=0)
