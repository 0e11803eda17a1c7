"""What partners make of a risk, apart and together."""

from __future__ import annotations

from partnerlab.analysis.risk_allocation.ratings import (
    assess_path,
    assess_ratings,
    find_differences,
    find_opinions,
    find_rating,
)

RISKS = [{"id": "R1", "title": "Delay"}, {"id": "R2", "title": "Loss"}]
THREE = [{"id": key, "name": key} for key in "ABC"]


def test_the_latest_rating_of_each_partner_counts(made, rated):
    hub = made(risks=RISKS, ratings=[rated("R1", 2, 2, "A", on="2026-01-01"), rated("R1", 4, 3, "A")])
    assert [(row.likelihood, row.impact) for row in find_opinions(hub, "R1")] == [(4, 3)]


def test_a_rating_agreed_by_all_replaces_what_was_said_before_and_not_what_is_said_after(made, rated):
    ratings = [
        rated("R1", 5, 5, "A", on="2026-01-01"),
        rated("R1", 2, 2, on="2026-02-01"),
        rated("R1", 3, 2, "B", on="2026-03-01"),
    ]
    hub = made(risks=RISKS, ratings=ratings)
    assert [(row.by, row.likelihood) for row in find_opinions(hub, "R1")] == [(None, 2), ("B", 3)]


def test_partners_that_have_left_have_no_say(made, rated):
    partners = [{"id": "A", "name": "A"}, {"id": "B", "name": "B", "left": "2026-03-01"}]
    hub = made(partners=partners, risks=RISKS, ratings=[rated("R1", 2, 2, "A"), rated("R1", 5, 5, "B")])
    assert find_rating(hub, "R1").product == 4


def test_ratings_off_the_scale_are_left_out(made, rated):
    hub = made(risks=RISKS, ratings=[rated("R1", 7, 2, "A")])
    assert find_rating(hub, "R1") is None


def test_the_middle_is_a_level_that_somebody_gave_the_upper_of_two(made, rated):
    hub = made(partners=THREE, risks=RISKS, ratings=[rated("R1", 1, 2, "A"), rated("R1", 5, 4, "B")])
    rating = find_rating(hub, "R1")
    assert (rating.likelihood, rating.impact, rating.apart) == (5, 4, 4)
    hub = made(partners=THREE, risks=RISKS, ratings=[rated("R1", n, 3, by) for n, by in ((1, "A"), (2, "B"), (5, "C"))])
    assert find_rating(hub, "R1").likelihood == 2


def test_differences_name_who_said_what_widest_first(made, rated):
    ratings = [rated("R1", 2, 3, "A"), rated("R1", 4, 3, "B"), rated("R2", 1, 2, "A"), rated("R2", 4, 5, "B")]
    table = find_differences(made(risks=RISKS, ratings=ratings))
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
