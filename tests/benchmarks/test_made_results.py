"""Results made up for measuring are such as reviews leave, and differ."""

from __future__ import annotations

from made_results import Country

from partnerlab.analysis.results import Results

COUNTRY = Country(200)


def test_each_is_what_a_review_leaves_and_the_same_again() -> None:
    for number in range(0, 200, 40):
        made = COUNTRY.results(number)
        assert Results.model_validate(made).slug == f"made-{number:05}"
        assert Country(200).results(number) == made


def test_a_twin_has_the_members_and_outcomes_of_the_other() -> None:
    assert len(COUNTRY.twins) == 1
    for twin, other in COUNTRY.twins.items():
        assert COUNTRY.members(twin)[:2] == COUNTRY.members(other)[:2]


def test_a_few_organisations_sit_in_many_partnerships_and_most_in_few() -> None:
    seats = [name for number in range(200) for name, _ in COUNTRY.members(number)[0]]
    times = sorted((seats.count(name) for name in set(seats)), reverse=True)
    assert times[0] > 40
    assert times[len(times) // 2] <= 2
