"""What partners make of a risk, apart and together."""

from __future__ import annotations

from datetime import date
from statistics import median_high

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerlab.analysis.risk_allocation.pairings import chance_of
from partnerlab.analysis.risk_allocation.ratings import (
    Opinion,
    assess_path,
    assess_ratings,
    combine_opinions,
    compare_ratings,
    latest_opinions,
    latest_rating,
    list_differences,
)
from partnerlab.analysis.risk_allocation.register import assess_matrix, assess_register
from partnerlab.analysis.risk_allocation.stability import score_stability_of_ranks
from partnerlab.analysis.rulebook import get_rule
from partnerlab.partnership.risks import RiskRating

COVERS = ("partnerlab.analysis.risk_allocation.stability",)

RISKS = [{"id": "R1", "title": "Delay"}, {"id": "R2", "title": "Loss"}]
THREE = [{"id": key, "name": key} for key in "ABC"]


def test_the_latest_rating_of_each_partner_counts(made, rated):
    hub = made(risks=RISKS, ratings=[rated("R1", 2, 2, "A", on="2026-01-01"), rated("R1", 4, 3, "A")])
    assert [(row.likelihood, row.impact) for row in latest_opinions(hub, "R1")] == [(4, 3)]


def test_a_rating_agreed_by_all_replaces_what_was_said_before_and_not_what_is_said_after(made, rated):
    ratings = [
        rated("R1", 5, 5, "A", on="2026-01-01"),
        rated("R1", 2, 2, on="2026-02-01"),
        rated("R1", 3, 2, "B", on="2026-03-01"),
    ]
    hub = made(risks=RISKS, ratings=ratings)
    assert [(row.by, row.likelihood) for row in latest_opinions(hub, "R1")] == [("A", 2), ("B", 3)]


def test_a_rating_agreed_by_all_stands_for_each_partner_until_it_gives_one_of_its_own(made, rated):
    agreed, later = rated("R1", 4, 5, on="2026-02-01"), rated("R1", 1, 1, "B", on="2026-03-01")
    hub = made(partners=THREE, risks=RISKS, ratings=[agreed, later])
    rating = latest_rating(hub, "R1")
    assert [(row.by, row.product, row.agreed) for row in rating.opinions] == [
        ("A", 20, True),
        ("C", 20, True),
        ("B", 1, False),
    ]
    assert (rating.product, rating.tell()) == (20, "2 ratings from 1 to 20")
    [found] = get_rule("RA203").findings(hub)
    assert found.message.endswith("(B: 1 × 1; A: 4 × 5, as agreed by all), enough to change the RAG status.")


def test_a_rating_agreed_by_all_is_gone_once_each_partner_has_given_a_later_one(made, rated):
    own = [rated("R1", 1, 1, by, on="2026-03-01") for by in "AB"]
    hub = made(risks=RISKS, ratings=[rated("R1", 4, 5, on="2026-02-01"), *own])
    rating = latest_rating(hub, "R1")
    assert (rating.apart, rating.range, [row.by for row in rating.opinions]) == (0, (1, 1), ["A", "B"])


def test_a_rating_agreed_by_all_does_not_stand_for_a_partner_that_joined_later(made, rated):
    late = [*THREE[:2], {"id": "C", "name": "C", "joined": "2026-02-15"}]
    ratings = [rated("R1", 4, 5, on="2026-02-01"), rated("R1", 1, 1, "B", on="2026-03-01")]
    hub = made(partners=late, risks=RISKS, ratings=ratings)
    assert [row.by for row in latest_opinions(hub, "R1")] == ["A", "B"]


def test_partners_that_have_left_have_no_say(made, rated):
    partners = [{"id": "A", "name": "A"}, {"id": "B", "name": "B", "left": "2026-03-01"}]
    hub = made(partners=partners, risks=RISKS, ratings=[rated("R1", 2, 2, "A"), rated("R1", 5, 5, "B")])
    assert latest_rating(hub, "R1").product == 4


def test_ratings_off_the_scale_are_left_out(made, rated):
    hub = made(risks=RISKS, ratings=[rated("R1", 7, 2, "A")])
    assert latest_rating(hub, "R1") is None


def test_the_rating_that_stands_is_one_that_somebody_gave(made, rated):
    hub = made(partners=THREE, risks=RISKS, ratings=[rated("R1", 4, 4, "A"), rated("R1", 5, 3, "B")])
    rating = latest_rating(hub, "R1")
    assert (rating.likelihood, rating.impact, rating.product) == (4, 4, 16)  # not 5 × 4 = 20, which nobody said
    assert (rating.range, rating.tell()) == ((15, 16), "2 ratings from 15 to 16")


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=7))
def test_the_middle_rating_has_as_many_products_at_most_as_high_as_at_least_as_high(pairs):
    opinions = tuple(Opinion(*pair, RiskRating(risk="R1", on="2026-01-01", likelihood=1, impact=1)) for pair in pairs)
    chosen, highest = combine_opinions(opinions), combine_opinions(opinions, "highest")
    products = sorted(likelihood * impact for likelihood, impact in pairs)
    assert (chosen.likelihood, chosen.impact) in pairs
    assert chosen.product == median_high(products)
    assert highest.product == products[-1]
    assert combine_opinions(opinions[::-1]).product == chosen.product


def test_equal_products_are_decided_by_the_greater_impact_whatever_the_order(made, rated):
    for first, second in (((4, 5), (5, 4)), ((5, 4), (4, 5))):
        hub = made(risks=RISKS, ratings=[rated("R1", *first, "A"), rated("R1", *second, "B")])
        assert (latest_rating(hub, "R1").likelihood, latest_rating(hub, "R1").impact) == (4, 5)


def test_the_partnership_may_let_the_highest_rating_stand(made, rated):
    ratings = [rated("R1", 1, 2, "A"), rated("R1", 2, 2, "B"), rated("R1", 4, 4, "C")]
    assert latest_rating(made(partners=THREE, risks=RISKS, ratings=ratings), "R1").product == 4
    hub = made(partners=THREE, risks=RISKS, ratings=ratings, risk_settings={"combine": "highest"})
    assert latest_rating(hub, "R1").product == 16


def test_means_of_a_workshop_and_labels_count_as_numbers_of_the_scale(made, rated):
    hub = made(risks=RISKS, ratings=[rated("R1", 3.4, "Major"), rated("R2", "almost", 2.5)])
    first, second = latest_rating(hub, "R1"), latest_rating(hub, "R2")
    assert (first.likelihood, first.impact, first.product) == (3.4, 4, 13.6)
    assert (second.likelihood, second.impact, second.product) == (5, 2.5, 12.5)
    register = assess_register(hub).set_index("risk")
    assert register["light"].to_dict() == {"R1": "amber", "R2": "amber"}
    matrix = assess_matrix(hub).set_index(["likelihood", "impact"])["risks"]
    assert (matrix[3, 4], matrix[5, 3]) == ("R1", "R2")  # the nearest cell; half-way, the higher
    assert chance_of(hub, hub.risk("R1")) == pytest.approx(0.35 + 0.4 * 0.3)
    assert score_stability_of_ranks(hub)["rank"].tolist() == [1, 2]


def test_a_label_of_no_step_is_left_out_and_named(made, rated):
    hub = made(risks=RISKS, ratings=[rated("R1", "often", 2, "A")])
    assert latest_rating(hub, "R1") is None
    message = next(row.message for row in get_rule("RA206").findings(hub))
    assert message == (
        "A rated the likelihood of “Delay” (R1) often; "
        "the scale's labels are rare, unlikely, possible, likely, almost certain."
    )


def test_a_risk_does_not_fall_because_the_partner_that_rated_it_highest_left(made, rated):
    partners = [{"id": "A", "name": "A", "left": "2026-06-15"}, {"id": "B", "name": "B"}]
    ratings = [rated("R1", 5, 5, "A", on="2026-01-01"), rated("R1", 2, 2, "B", on="2026-01-01")]
    hub = made(partners=partners, risks=RISKS, ratings=ratings)
    rating = latest_rating(hub, "R1")
    assert (rating.product, [row.by for row in rating.held]) == (25, ["A"])
    assert rating.tell() == "2 ratings from 4 to 25; A has left and counts until the risk is rated again"
    again = made(partners=partners, risks=RISKS, ratings=[*ratings, rated("R1", 2, 2, "B", on="2026-06-20")])
    assert (latest_rating(again, "R1").product, latest_rating(again, "R1").held) == (4, ())


def test_ratings_are_compared_over_those_who_rated_both_times(made, rated):
    early = [rated("R1", 5, 5, "A", on="2026-01-01"), rated("R1", 3, 3, "B", on="2026-01-01")]
    partners = [{"id": "A", "name": "A", "left": "2026-03-01"}, *({"id": key, "name": key} for key in "BC")]
    late = [rated("R1", 3, 4, "B"), rated("R1", 1, 1, "C")]
    hub = made(partners=partners, risks=RISKS, ratings=[*early, *late])
    seen = compare_ratings(latest_rating(hub.at(date(2026, 2, 1)), "R1"), latest_rating(hub, "R1"))
    assert (seen.move, seen.before.product, seen.after.product) == (
        "worse",
        9,
        12,
    )  # as B sees it; all would say 25 to 12
    assert seen.left_out == "A rated only before; C rated only now"


def test_other_raters_cannot_be_compared(made, rated):
    first = made(risks=RISKS, ratings=[rated("R1", 5, 5, "A")])
    second = made(risks=RISKS, ratings=[rated("R1", 1, 1, "B")])
    agreed = made(risks=RISKS, ratings=[rated("R1", 2, 2)])
    assert compare_ratings(latest_rating(first, "R1"), latest_rating(second, "R1")).move == "other raters"
    assert compare_ratings(latest_rating(first, "R1"), latest_rating(agreed, "R1")).move == "better"


def test_the_middle_of_three_is_the_one_in_the_middle(made, rated):
    hub = made(partners=THREE, risks=RISKS, ratings=[rated("R1", n, 3, by) for n, by in ((1, "A"), (2, "B"), (5, "C"))])
    assert latest_rating(hub, "R1").likelihood == 2


def test_differences_name_who_said_what_widest_first(made, rated):
    ratings = [rated("R1", 2, 3, "A"), rated("R1", 4, 3, "B"), rated("R2", 1, 2, "A"), rated("R2", 4, 5, "B")]
    table = list_differences(made(risks=RISKS, ratings=ratings))
    assert table[["risk", "apart", "lowest", "highest"]].to_numpy().tolist() == [
        ["R2", 3, "A: 1 × 2", "B: 4 × 5"],
        ["R1", 2, "A: 2 × 3", "B: 4 × 3"],
    ]
    assert table["lights_differ"].tolist() == [True, True]  # green and red; green (6) and amber (12)


def test_ratings_stand_partner_by_partner_with_their_own_light(made, rated):
    table = assess_ratings(made(risks=RISKS, ratings=[rated("R1", 4, 4, "A"), rated("R1", 3, 3, "B")]))
    assert table[["by", "product", "light"]].to_numpy().tolist() == [["A", 16, "red"], ["B", 9, "green"]]


def test_the_path_runs_from_inherent_over_residual_to_target_and_leaves_closed_risks_out(made, rated):
    risks = [{"id": "R1", "title": "Delay", "appetite": 6}, {"id": "R2", "title": "Loss", "closed": "2026-01-01"}]
    ratings = [
        rated("R1", 5, 4, kind="inherent"),
        rated("R1", 3, 4),
        rated("R1", 2, 3, kind="target"),
        rated("R2", 1, 1),
    ]
    path = assess_path(made(risks=risks, ratings=ratings))
    assert path[["kind", "product", "band"]].to_numpy().tolist() == [
        ["inherent", 20, "very high"],
        ["residual", 12, "high"],
        ["target", 6, "moderate"],
    ]
    assert set(path["appetite"]) == {6}
