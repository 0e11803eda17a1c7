"""What the charts of risk allocation would draw, and what they say when there is nothing to draw."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from labels import find_overlaps, read_labels
from partnerlab.analysis import risk_allocation
from partnerlab.display import charts
from partnerlab.display.charts.risks import fold_ids, name_risk
from partnerlab.display.figure import Figure
from partnerlab.display.grid import Grid
from partnerlab.display.results import Shown
from partnerlab.partnership import Partnership

COVERS = (
    "partnerlab.display.charts.exposure",
    "partnerlab.display.charts.leads",
    "partnerlab.display.charts.risks",
    "partnerlab.display.charts.watching",
)

COUNT = 40
TODAY = date(2026, 6, 30)
PARTNERS = [
    {"id": key, "name": key, "benefit": 1, "resources": [{"kind": "money", "amount": 1000, "confirmed": True}]}
    for key in ("A", "B", "C")
]


def rating(number, by, on="2026-06-01", kind="residual", step=0):
    levels = {"likelihood": min(1 + (number + step) % 5, 5), "impact": 1 + number // 2 % 5}
    return {"risk": f"R{number}", "by": by, "on": on, "kind": kind, **levels}


@pytest.fixture(scope="module")
def large():
    """A partnership of three partners with forty risks, reviewed twice before."""
    numbers = range(COUNT)
    return Partnership(
        name="Large",
        purpose="Reach people",
        stage=[{"stage": "implementing"}],
        partners=PARTNERS,
        risks=[
            {
                "id": f"R{n}",
                "title": f"A risk with a rather long name, number {n}",
                "class": "shared",
                "on": "2025-01-01",
                "low": 100,
                "likely": 200 + n,
                "high": 900,
                "appetite": 9,
            }
            for n in numbers
        ],
        ratings=[
            row
            for n in numbers
            for row in (
                rating(n, "A"),
                rating(n, "B", step=2),
                rating(n, None, on="2025-02-01", step=1),
                rating(n, None, kind="inherent"),
                rating(n, None, kind="target"),
            )
        ],
        leads=[{"risk": f"R{n}", "lead": "AB"[n % 2], "on": "2025-01-01"} for n in range(30)],
        influences=[
            {"risk": f"R{n}", "partner": key, "over_likelihood": (n + m) % 4 / 10, "over_impact": 0.1, "absorbing": 1}
            for n in numbers
            for m, key in enumerate("ABC")
        ],
        disputes=[{"rung": 1, "name": "Talk", "days": 5, "next": 2}, {"rung": 2, "name": "Board", "owner": "A"}],
        reviews=[{"on": "2025-03-01"}, {"on": "2026-01-01"}],
    ).at(TODAY)


def drawn(partnership):
    return {
        "matrix": charts.risk_matrix(risk_allocation.assess_matrix(partnership)),
        "path": charts.risk_path(risk_allocation.assess_path(partnership)),
        "spread": charts.rating_spread(risk_allocation.assess_ratings(partnership)),
        "ranks": charts.rank_ranges(risk_allocation.score_stability_of_ranks(partnership)),
        "costs": charts.lead_costs(
            risk_allocation.assess_costs(partnership), risk_allocation.list_overrides(partnership)
        ),
        "move": charts.lead_move(risk_allocation.move_lead(partnership)),
        "curve": charts.exceedance_curve(risk_allocation.exceedance_of(partnership)),
        "drivers": charts.exposure_drivers(risk_allocation.assess_drivers(partnership)),
        "carriers": charts.tail_carriers(risk_allocation.compare_carriers(partnership)),
        "fair": charts.fair_shares(risk_allocation.assess_fairness(partnership)),
        "timeline": charts.status_timeline(risk_allocation.assess_status(partnership)),
        "ladder": charts.dispute_ladder(risk_allocation.assess_ladder(partnership)),
    }


@pytest.fixture(scope="module")
def figures(large):
    return drawn(large)


def datasets(figure):
    frames = [pd.DataFrame(rows) for rows in figure.specification["datasets"].values()]
    return pd.concat(frames, ignore_index=True)


@pytest.mark.parametrize("name", ["W" * 32, "Lough Shores Borough Council", "A"])
@pytest.mark.parametrize("worst", [2, 13, 25])
def test_who_rates_a_risk_how_never_meets_the_name_of_a_risk(name, worst):
    rows = [(f"R{n}", by, 1, p, p) for n in range(9) for by, p in ((f"{name}1", 1), (f"{name}2", worst))]
    rows += [("R9", "A", 1, 1, 1), ("R9", "B", 1, 1, 1)]
    ratings = pd.DataFrame(rows, columns=["risk", "by", "likelihood", "impact", "product"])
    ratings = ratings.assign(title="A risk with a long name " * 9, light="red", on=TODAY)
    ratings["apart"] = ratings.groupby("risk")["product"].transform(lambda column: column.max() - column.min())
    figure = charts.rating_spread(ratings)
    assert find_overlaps(figure.svg) == []
    labels = read_labels(figure.svg)
    named = [label for label in labels if label.words.startswith(name)]
    risks = [label for label in labels if label.words.startswith("R1 ")]
    assert min(label.left for label in named) >= max(label.right for label in risks)


def test_every_chart_of_forty_risks_is_a_figure_that_can_be_read(figures):
    for name, figure in figures.items():
        assert isinstance(figure, Figure), name
        assert 'role="img"' in figure.html or isinstance(figure.chart, Grid), name


def test_without_data_every_chart_says_what_is_missing():
    first = Partnership(name="New", purpose="Begin", stage=[{"stage": "scoping"}])
    for name, shown in drawn(first).items():
        assert isinstance(shown, Shown), name
        assert shown.text.endswith("."), name


def test_every_risk_stands_in_its_cell_by_name_or_in_a_count(figures):
    cells = datasets(figures["matrix"])
    assert cells["count"].sum() == COUNT
    assert cells["ids"].str.split("\n").map(len).max() <= 3
    widest = max(len(line) for ids in cells["ids"] for line in ids.split("\n"))
    assert widest <= 18


def test_a_crowded_cell_says_how_many_more_there_are():
    matrix = pd.DataFrame(
        {
            "likelihood": [4],
            "impact": [4],
            "likelihood_label": ["likely"],
            "impact_label": ["major"],
            "product": [16],
            "band": ["very high"],
            "light": ["red"],
            "risks": [", ".join(f"R{n}" for n in range(1, 41))],
            "ids": [tuple(f"R{n}" for n in range(1, 41))],
            "count": [40],
        }
    )
    ids = datasets(charts.risk_matrix(matrix))["ids"].iloc[0]
    lines = ids.split("\n")
    named = sum(len(line.strip(", ").split(", ")) for line in lines[:2])
    assert lines[2] == f"and {40 - named} more"


def test_the_matrix_names_the_risks_with_the_highest_score_and_counts_the_rest():
    def describe(*names: str) -> str:
        cell = {"likelihood": 4, "impact": 4, "likelihood_label": "likely", "impact_label": "major", "product": 16}
        row = {**cell, "band": "high", "light": "red", "risks": ", ".join(names), "ids": names, "count": len(names)}
        return str(charts.risk_matrix(pd.DataFrame([row])).description)

    assert "The highest cell score is 16: R8." in describe("R8")
    assert "The highest cell score is 16: R8 and R9." in describe("R8", "R9")
    assert "The highest cell score is 16: R8, R9 and 2 others." in describe("R8", "R9", "R10", "R11")


def test_lights_are_told_by_word_and_shape_not_by_colour_alone(figures):
    grid = figures["timeline"].chart
    lit = [cell for cell in grid.cells if cell.word != "closed"]
    assert all(cell.word.split()[0].lower() == cell.tone for cell in lit)
    assert not grid.shapes_alone
    assert "Red from a risk score of 16" in figures["timeline"].how_to_read


def test_the_timeline_has_a_column_for_each_review_and_for_now(figures):
    assert list(figures["timeline"].chart.columns) == ["1 March 2025", "1 January 2026", "30 June 2026"]


def test_the_curve_marks_three_quantiles_in_pounds(figures, large):
    words = datasets(figures["curve"])["words"].dropna()
    p80 = risk_allocation.assess_exposure(large).amount_at(0.8)
    assert sorted(word.split()[0] for word in words) == ["P50", "P80", "P95"]
    assert p80 < 100_000
    assert f"P80 £{float(f'{p80:.3g}'):,.0f}" in figures["curve"].description


def test_the_data_behind_the_curve_can_be_read_aloud(figures):
    told = figures["curve"].table
    assert set(told.loc[told["mark"] != "", "mark"]) == {"P50", "P80", "P95"}
    assert {0.95, 0.5, 0.05, 0.001} <= set(told["probability"].round(3))
    assert len(told) == 19 + 3 + 1  # every twentieth, the marked among them, three that are rare, and the first


def test_the_tail_is_drawn_three_ways_with_nobody_among_the_carriers(figures):
    rows = datasets(figures["carriers"])
    assert set(rows["allocation"]) == {"today's leads", "best leads", "equal shares"}
    assert "nobody" in set(rows["partner"])
    assert rows.groupby("allocation")["share_of_tail"].sum().round(6).eq(1).all()


def test_todays_lead_is_framed_and_the_cheapest_stands_first(figures):
    rows = datasets(figures["costs"]).drop_duplicates(["risk", "partner"])
    first = rows[rows["place"] == 1]
    assert (first["cost"] == first["least"]).all()
    assert rows["leads"].sum() == 30


def test_the_data_behind_costs_hold_the_price_of_each_override(figures):
    table = figures["costs"].table
    prices = table.set_index(["risk", "partner"])["override"]
    assert (prices == "best lead").groupby("risk").sum().eq(1).all()
    costs = table[table["risk"] == "R0"].set_index("partner")["cost"]
    apart = costs["A"] - costs.min()  # without limits an override costs the difference within its row
    assert prices["R0", "A"] == ("best lead" if apart == 0 else f"{apart:,.0f}")


@pytest.mark.parametrize(
    ("ties", "said"),
    [
        ([False, False], ""),
        ([True, False], "B could lead on R1 at no extra cost: the choice is yours."),
        ([True, True], "Another lead would cost no more than the best one on R1 and R2: the choice is yours."),
    ],
)
def test_a_lead_that_would_do_as_well_is_told(ties, said):
    rows = [(f"R{n}", partner, 10.0, n == 1) for n in (1, 2) for partner in "AB"]
    costs = pd.DataFrame(rows, columns=["risk", "partner", "cost", "cheapest"]).assign(
        title="Delay", probability=0.5, cost_if=20.0, over_likelihood=0.0, over_impact=0.0
    )
    costs = costs.assign(absorbing=1.0, eligible=True, leads=costs["partner"] == "A", together=False)
    overrides = pd.DataFrame({"risk": ["R1", "R2"], "best_lead": "A", "partner": "B", "extra": 0.0, "basis": "exact"})
    figure = charts.lead_costs(costs, overrides.assign(ties=ties))
    assert figure.description.endswith(said)
    assert ("the choice is yours" in figure.description) is any(ties)
    told = figure.table[figure.table["partner"] == "B"]["override"].to_list()
    assert told == ["0 (does as well)" if tie else "0" for tie in ties]


def test_todays_lead_is_drawn_even_when_many_are_cheaper():
    costs = pd.DataFrame(
        {
            "risk": "R1",
            "title": "Delay",
            "partner": list("ABCDEFG"),
            "probability": 0.5,
            "cost_if": 100.0,
            "over_likelihood": 0.0,
            "over_impact": 0.0,
            "absorbing": 1.0,
            "cost": [10.0, 20, 30, 40, 50, 60, 70],
            "eligible": True,
            "cheapest": [True] + [False] * 6,
            "leads": [False] * 6 + [True],
            "together": False,
        }
    )
    rows = datasets(charts.lead_costs(costs))
    assert rows.sort_values("place")["partner"].tolist() == ["A", "B", "C", "D", "G"]


ALIKE_RISKS = [
    {"id": f"R{n}", "title": f"Loss {n}", "class": "shared", "probability": 0.5, "low": 100, "likely": 100, "high": 100}
    for n in (1, 2, 3)
]
JUDGED = [
    {"risk": f"R{n}", "partner": key, "over_likelihood": share, "over_impact": 0, "absorbing": 1}
    for n in (1, 2, 3)
    for key, share in (("A", 0.5), ("B", 0.2))
]


def made_of_coins(*leads):
    stage = [{"stage": "planning"}]
    parts = {"partners": PARTNERS, "risks": ALIKE_RISKS, "influences": JUDGED, "leads": leads}
    return Partnership(name="H", purpose="P", stage=stage, **parts)


@pytest.mark.parametrize(
    ("leads", "told"),
    [
        ([], "No risk has a lead of known cost. Of 3 risks that can be weighed, 0 have a lead of known cost."),
        (
            [{"risk": "R1", "lead": "B"}, {"risk": "R2", "shared": ["A", "B"]}],
            "The one lead of known cost is not the cheapest. Of 3 risks that can be weighed, 1 has a lead of known "
            "cost; on 1 several lead together.",
        ),
        (
            [{"risk": "R1", "shared": ["A", "B"]}, {"risk": "R2", "shared": ["A", "C"]}],
            "No risk has a lead of known cost. Of 3 risks that can be weighed, 0 have a lead of known cost; on 2 "
            "several lead together.",
        ),
    ],
)
def test_a_lead_that_several_share_is_no_lead_of_known_cost(leads, told):
    figure = charts.lead_costs(risk_allocation.assess_costs(made_of_coins(*leads)))
    assert (
        figure.description == f"{told} Even under their cheapest leads, R1, R2 and 1 other cost most: £25 a year each."
    )


def test_the_curve_of_losses_that_happen_or_not_claims_no_chance_of_more_than_the_most():
    """Of three fair coins of £100 one year in eight costs £300, and none more."""
    figure = charts.exceedance_curve(risk_allocation.exceedance_of(made_of_coins()))
    assert figure.description == (
        "Four years in five cost £200 or less. P50 between £100 and £200; P80 exactly £200; P95 exactly £300."
    )


def test_the_curve_says_how_many_risks_it_leaves_out():
    stage = [{"stage": "planning"}]
    risks = [*ALIKE_RISKS, {"id": "R8", "title": "No cost", "probability": 0.5}, {"id": "R9", "title": "Nothing"}]
    hub = Partnership(name="H", purpose="P", stage=stage, partners=PARTNERS, risks=risks)
    description = charts.exceedance_curve(risk_allocation.exceedance_of(hub)).description
    assert description.endswith(f"2 of {len(risks)} open risks are left out: no chance or no cost.")
    hub = Partnership(name="H", purpose="P", stage=stage, partners=PARTNERS, risks=risks[:-1])
    description = charts.exceedance_curve(risk_allocation.exceedance_of(hub)).description
    assert description.endswith(f"1 of {len(risks) - 1} open risks is left out: no chance or no cost.")


def test_no_risk_is_said_to_move_a_total_that_its_cost_does_not_move():
    figure = charts.exposure_drivers(risk_allocation.assess_drivers(made_of_coins()))
    assert figure.description.startswith("No single cost range moves the total at P80. Over 3 risks")


def test_costs_are_drawn_where_none_of_the_judged_may_lead():
    barred = [
        {"risk": "R1", "partner": key, "over_likelihood": 0, "over_impact": 0, "absorbing": 1, "eligible": False}
        for key in "AB"
    ]
    risks = [{"id": "R1", "title": "Delay", "probability": 0.5, "low": 1, "likely": 2, "high": 3}]
    stage = [{"stage": "planning"}]
    hub = Partnership(name="H", purpose="P", stage=stage, partners=PARTNERS, risks=risks, influences=barred)
    figure = charts.lead_costs(risk_allocation.assess_costs(hub))
    assert figure.description.endswith("No partner that was judged may lead on any of them.")


def test_the_ladder_says_what_each_rung_lacks(figures):
    assert "step 1: no owner" in figures["ladder"].description
    assert "no time limit" in figures["ladder"].description


def test_moving_a_lead_draws_today_and_after(figures):
    rows = datasets(figures["move"])
    assert set(rows["when"]) == {"today", "after the move", "not changed"}
    assert len(rows[rows["when"] != "not changed"]) == 4  # two partners, before and after


def test_partners_that_differ_in_levels_but_not_in_product_are_named_once():
    levels = [("A", 3, 4), ("B", 4, 3)]
    ratings = pd.DataFrame(
        [
            {"risk": "R1", "title": "Delay", "by": by, "likelihood": up, "impact": across, "product": 12, "apart": 1}
            for by, up, across in levels
        ]
    ).assign(light="amber", on=TODAY)
    rows = datasets(charts.rating_spread(ratings)).drop_duplicates()
    assert rows["by"].tolist() == ["A, B"]


def test_charts_that_draw_some_of_the_risks_say_of_how_many(figures):
    for name in ("spread", "ranks", "drivers"):
        assert " of 40; the data have all." in figures[name].how_to_read, name
    assert set(figures["spread"].table["risk"]) == {f"R{n}" for n in range(COUNT)}


def test_long_titles_stand_on_more_lines_and_none_is_cut():
    assert name_risk("R1", "Short") == "R1 Short"
    assert (
        name_risk("R1", "Information about a person is shared without need")
        == "R1 Information about a person is shared without\nneed"
    )


def test_ids_that_do_not_fit_are_counted_whole() -> None:
    assert fold_ids(()) == ""
    assert fold_ids(["R1", "R2", "R3"]) == "R1, R2, R3"
    assert fold_ids(["R0 with a long id of its own", "R5 with a long id of its own"]) == (
        "R0 with a long id\nof its own\nand 1 more"
    )
    assert fold_ids(["R" * 90, "R2"]) == "R" * 18 + " …\nand 1 more"
    lines = fold_ids([f"R{number}" for number in range(1, 41)]).splitlines()
    assert fold_ids(["R0, the first of its kind", "R5, the other, which is long too"]).splitlines()[-1] == "and 1 more"
    shown = sum(len([name for name in line.split(",") if name.strip()]) for line in lines[:-1])
    assert lines[-1] == f"and {40 - shown} more"


def test_a_risk_with_a_low_score_is_called_green_and_not_in_place(figures):
    for name in ("matrix", "timeline"):
        told = set(figures[name].table["light"].dropna())
        assert told <= {"Red", "Amber", "Green", "Not rated"}
        assert told
