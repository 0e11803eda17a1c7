"""Lights over time and how firm the order is."""

from __future__ import annotations

from partnerlab.analysis.risk_allocation.stability import count_ordered, score_stability_of_ranks
from partnerlab.analysis.risk_allocation.status import assess_status, list_worsened
from partnerlab.display.charts.watching import status_timeline

RISKS = [
    {"id": "R1", "title": "Delay", "on": "2025-01-01"},
    {"id": "R2", "title": "Loss", "on": "2025-01-01", "closed": "2026-03-01"},
    {"id": "R3", "title": "New", "on": "2026-05-01"},
]
REVIEWS = [{"on": "2025-06-01"}, {"on": "2026-02-01"}, {"on": "2026-12-01"}]


def test_each_risk_has_its_light_at_each_review_with_the_rule_beside_it(made, rated):
    ratings = [
        rated("R1", 2, 2, on="2025-02-01"),
        rated("R1", 4, 4, on="2026-06-01"),
        rated("R2", 3, 4, on="2025-02-01"),
    ]
    table = assess_status(made(risks=RISKS, ratings=ratings, reviews=REVIEWS))
    seen = {(row["risk"], str(row["on"])): (row["light"], row["move"]) for row in table.to_dict("records")}
    assert seen[("R1", "2025-06-01")] == ("green", "no earlier review")
    assert seen[("R1", "2026-02-01")] == ("green", "same")
    assert seen[("R1", "2026-06-30")] == ("red", "worse")
    assert seen[("R2", "2026-06-30")][1] == "closed"
    assert seen[("R3", "2026-06-30")] == ("unknown", "not rated")
    assert ("R1", "2026-12-01") not in seen
    assert table.loc[table["now"] & (table["risk"] == "R1"), "rule"].item() == "4 × 4 = 16, red from 16"
    assert table.attrs["rule"].startswith("Red from a risk score of 16, amber from 10")


def test_a_risk_rated_before_is_not_called_first_rated_where_no_review_is_recorded(made, rated):
    ratings = [rated("R1", 2, 2, "A", on="2025-01-01"), rated("R1", 4, 3, "A")]
    risks = [{"id": "R1", "title": "Delay"}]
    alone = made(risks=risks, ratings=ratings)
    assert assess_status(alone)["move"].tolist() == ["no earlier review"]
    page = status_timeline(assess_status(alone)).description
    assert "There is no earlier review to compare with." in page
    assert "new" not in page
    reviewed = made(risks=risks, ratings=ratings, reviews=[{"on": "2025-06-01"}])
    assert assess_status(reviewed)["move"].tolist() == ["no earlier review", "worse"]


def test_a_risk_rated_since_the_review_before_is_first_rated(made, rated):
    hub = made(risks=[{"id": "R1", "title": "Delay"}], ratings=[rated("R1", 4, 3)], reviews=[{"on": "2025-06-01"}])
    assert assess_status(hub)["move"].tolist()[-1] == "first rated"


def test_what_has_worsened_since_the_last_review_comes_most_first(made, rated):
    risks = [{"id": key, "title": key, "on": "2025-01-01"} for key in ("R1", "R2", "R3")]
    before = [rated(key, 2, 2, on="2026-01-01") for key in ("R1", "R2", "R3")]
    table = list_worsened(
        made(risks=risks, ratings=[*before, rated("R1", 2, 3), rated("R2", 5, 5), rated("R3", 1, 2)], reviews=REVIEWS)
    )
    assert table[["risk", "rise", "light_before", "light"]].to_numpy().tolist() == [
        ["R2", 21, "green", "red"],
        ["R1", 2, "green", "green"],
    ]


def test_without_an_earlier_review_nothing_can_have_worsened(made, rated):
    assert list_worsened(made(risks=RISKS, ratings=[rated("R1", 5, 5)])).empty


def test_a_rank_far_from_its_neighbours_holds_and_equal_ones_do_not(made, rated):
    risks = [{"id": key, "title": key} for key in ("R1", "R2", "R3")]
    table = score_stability_of_ranks(
        made(risks=risks, ratings=[rated("R1", 5, 5), rated("R2", 2, 2), rated("R3", 2, 2)])
    )
    table = table.set_index("risk")
    assert table["rank"].to_dict() == {"R1": 1, "R2": 2, "R3": 2}
    assert table.loc["R1", "holds"] == 1
    # ten changes: R1 can only fall twice; R2 and R3 move four times each. R2 loses rank 2 when it falls or R3 rises.
    assert table.loc["R2", "changes"] == 10
    assert table.loc["R2", "holds"] == 0.6


def test_the_matrix_leaves_no_doubt_about_a_third_of_pairs_of_cells_and_fewer_with_coarser_bands(made):
    """Bands of 8, 7, 6 and 4 cells: 8 × 6 + 8 × 4 + 7 × 4 of the 25 × 24 / 2 pairs of different cells."""
    assert count_ordered(made()) == (108, 300)
    two = {"id": "two", "source": "ours", "levels": [{"value": 1, "label": "low"}, {"value": 16, "label": "high"}]}
    assert count_ordered(made(scales=[two], risk_settings={"bands": "two"})) == (0, 300)


def test_of_scales_of_two_lengths_or_odd_steps_no_share_is_told(made):
    scale = {"id": "odd", "source": "ours", "levels": [{"value": 1, "label": "a"}, {"value": 10, "label": "b"}]}
    assert count_ordered(made(scales=[scale], risk_settings={"impact_scale": "odd"})) is None


def test_scales_that_do_not_run_from_one_leave_stability_untold(made, rated):
    scale = {"id": "odd", "source": "ours", "levels": [{"value": 1, "label": "a"}, {"value": 10, "label": "b"}]}
    settings = {"likelihood_scale": "odd", "impact_scale": "odd"}
    hub = made(
        scales=[scale], risk_settings=settings, risks=[{"id": "R1", "title": "x"}], ratings=[rated("R1", 10, 10)]
    )
    assert score_stability_of_ranks(hub)["holds"].isna().all()
