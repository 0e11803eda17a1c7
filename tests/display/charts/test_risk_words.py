"""What the risk charts say in words is true at the edges: one, all, ties, unknown."""

from __future__ import annotations

import pandas as pd
import pytest

from partnerlab.display.charts import exposure, risks, watching
from partnerlab.methods.agreement import kendall_w

STEP = {"rung": 1, "name": "Talk", "owner": "A", "days": 1, "days_so_far": 1, "next": None, "final": True, "lacks": ""}


@pytest.mark.parametrize(
    ("ladder", "told"),
    [
        (
            [STEP],
            "The one escalation step is complete. It has an owner, a time limit and a way on. It takes 1 day at most.",
        ),
        (
            [{**STEP, "next": 2, "final": False}, {**STEP, "rung": 2, "days_so_far": 2}],
            "Each of 2 escalation steps is complete. Each has an owner, a time limit and a way on. "
            "It takes 2 days at most.",
        ),
        ([{**STEP, "lacks": "no owner"}], "1 of 1 escalation step is incomplete. What is missing: step 1: no owner."),
    ],
)
def test_the_steps_of_a_dispute(ladder, told):
    assert watching.dispute_ladder(pd.DataFrame(ladder)).description == told


def path(**products):
    rows = [
        {"risk": "R1", "title": "x", "kind": kind, "likelihood": 1, "impact": value, "product": value, "band": "low"}
        for kind, value in products.items()
        if kind != "appetite"
    ]
    return pd.DataFrame(rows).assign(appetite=products.get("appetite"), on=pd.Timestamp("2026-01-01"))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (path(residual=4), "No risk has an inherent rating, target or appetite."),
        (
            path(residual=4, appetite=3),
            "The one risk exceeds the risk appetite. Above the risk appetite: 1 of 1 with one (R1).",
        ),
        (
            path(residual=4, appetite=4),
            "No risk exceeds the risk appetite. Above the risk appetite: 0 of 1 with one.",
        ),
        (
            path(inherent=9, residual=4, target=4),
            "Lower than with nothing done: 1 of 1 with both ratings; at or below the target: 1 of 1 with both ratings.",
        ),
    ],
)
def test_a_path_counts_only_what_is_rated(rows, told):
    assert risks.risk_path(rows).description == told


def ratings(*rows):
    columns = ["risk", "by", "likelihood", "impact", "apart"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(product=frame["likelihood"] * frame["impact"], title="x", light="green", on="2026-01-01")


def test_who_is_furthest_apart_is_named_where_they_are_apart():
    """A and B have the same product, and are four steps apart; C has the highest."""
    seen = ratings(("R1", "A", 1, 5, 4), ("R1", "B", 5, 1, 4), ("R1", "C", 3, 3, 4))
    assert risks.rating_spread(seen).description == (
        "1 of 1 risk rated by several is seen differently. Furthest apart is R1, on likelihood and impact: "
        "A gives 1 × 5, B 5 × 1."
    )


def test_how_far_partners_order_risks_alike_stands_under_how_to_read():
    seen = ratings(("R1", "A", 1, 5, 4), ("R1", "B", 5, 1, 4))
    frame = pd.DataFrame({"A": [1, 2, 3], "B": [2, 4, 5]})
    told = risks.rating_spread(seen, kendall_w(frame)).how_to_read
    assert "Do partners put the risks in the same order? Kendall's W is 1.00, from 6 answers by 2 raters to 3" in told
    assert told.endswith("1 is the same order, 0 no common order; it is not a pass mark.")
    few = risks.rating_spread(seen, kendall_w(frame[["A"]])).how_to_read
    assert few.endswith("at least 2 of each are needed.")
    assert "same order" not in risks.rating_spread(seen).how_to_read


def test_of_how_many_pairs_of_cells_the_matrix_is_sure_stands_under_the_ranks():
    row = {"risk": "R1", "title": "x", "likelihood": 2, "impact": 2, "product": 4, "rank": 1, "best": 1, "worst": 1}
    frame = pd.DataFrame([{**row, "holds": 1.0, "changes": 4}])
    frame.attrs["ordered"] = (108, 300)
    assert risks.rank_ranges(frame).how_to_read.endswith("its bands leave no doubt which is worse in 108 of 300 pairs.")
    frame.attrs["ordered"] = None
    assert "no doubt" not in risks.rank_ranges(frame).how_to_read


def test_ties_are_named_and_a_risk_that_one_rated_is_not_counted():
    first, second = [("R1", "A", 1, 1, 1), ("R1", "B", 2, 1, 1)], [("R2", "A", 1, 1, 1), ("R2", "B", 1, 2, 1)]
    two = ratings(*first, *second, ("R3", "A", 1, 1, 0))
    assert risks.rating_spread(two).description == (
        "2 of 2 risks rated by several are seen differently. Furthest apart, by 1 step: R1 and R2."
    )


def fairness(*rows, coverage="2 of 2 open risks have a chance and a cost"):
    columns = ["partner", "share_of_tail", "share_of_resources", "share_of_benefit", "verdict"]
    frame = pd.DataFrame(rows, columns=columns)
    frame = frame.assign(apart=frame["share_of_tail"] - frame["share_of_resources"])
    frame.attrs["coverage"] = coverage
    return frame


FAIR = "in proportion"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [("A", 0.5, 0.5, None, FAIR), ("B", 0.5, 0.5, None, FAIR)],
            "No partner carries much more than it brings. Compared are the worst losses and the resources.",
        ),
        (
            [("A", 0.0, 0.0, 0.14, FAIR), ("B", 0.0, 0.0, 0.2, FAIR)],
            "No partner carries much more than it brings. Compared are the worst losses and the resources.",
        ),
        (
            [("A", 0.6, 0.5, 0.5, FAIR), ("B", 0.4, 0.5, 0.5, FAIR)],
            "No partner carries much more than it brings. Compared are the worst losses and the resources."
            " Furthest above its share of the resources is A: 60% of the losses, 50% of the resources."
            " Furthest above its share of the benefit is A: 60% of the losses, 50% of the benefit.",
        ),
        (
            [("A", 0.4, 0.3, None, FAIR), ("B", 0.4, 0.3, None, FAIR), ("C", 0.2, 0.4, None, FAIR)],
            "No partner carries much more than it brings. Compared are the worst losses and the resources."
            " Equally far above their share of the resources: A and B.",
        ),
        (
            [("A", 0.253, 0.25, 0.25, FAIR), ("B", 0.247, 0.25, 0.25, FAIR), ("C", 0.5, 0.5, 0.5, FAIR)],
            "No partner carries much more than it brings. Compared are the worst losses and the resources.",
        ),
        (
            [("A", 0.303, 0.2, None, FAIR), ("B", 0.3, 0.2, None, FAIR), ("C", 0.397, 0.6, None, FAIR)],
            "No partner carries much more than it brings. Compared are the worst losses and the resources."
            " Equally far above their share of the resources: A and B.",
        ),
        (
            [("A", 1.0, 0.5, None, "cannot tell"), ("B", 0.0, 0.5, None, "cannot tell")],
            "Whether this is fair is not known. Too few risks have a cost.",
        ),
    ],
)
def test_nobody_is_furthest_above_who_is_not_above(rows, told):
    assert exposure.fair_shares(fairness(*rows)).description == (f"{told} 2 of 2 open risks have a chance and a cost.")


@pytest.mark.parametrize(
    ("raters", "told"),
    [
        ([("R1", "A"), ("R2", "B")], "No risk is rated by two partners, so whether they differ is not known."),
        ([("R1", "A"), ("R1", "B"), ("R2", "A")], "No two partners differ, on the one risk that several rated."),
        ([("R1", "A"), ("R1", "B"), ("R2", "A"), ("R2", "B")], "No two partners differ, on each of 2 risks"),
    ],
)
def test_partners_are_said_not_to_differ_only_on_what_several_rated(raters, told):
    seen = pd.DataFrame(raters, columns=["risk", "by"]).assign(apart=0)
    assert told in risks.rating_spread(seen).text
