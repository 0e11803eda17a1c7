"""What a review leaves for machines: a name of a measure means one thing, wherever it stands."""

from __future__ import annotations

from collections import Counter

import pytest

from analysis.made import sample
from partnerlab.analysis.portfolio import MEASURES
from partnerlab.analysis.review import review_partnership
from samples import SAMPLES

OF_THEIR_OWN = {"indicator_value", "performance_value"}  # each in the unit of what it measures
ALIKE = ({"spend", "spent"}, {"milestones_missed", "milestones_overdue"}, {"actions_open", "actions_pending"})


def measures(slug: str):
    return review_partnership(sample(slug)).measures


@pytest.mark.parametrize("slug", SAMPLES)
def test_each_measure_of_each_subject_is_left_by_one_topic_only(slug: str) -> None:
    counts = Counter((row.name, row.subject) for row in measures(slug))
    assert [key for key, count in counts.items() if count > 1] == []


def test_a_name_has_one_unit_and_one_paragraph_everywhere() -> None:
    rows = [row for slug in SAMPLES for row in measures(slug) if row.name not in OF_THEIR_OWN]
    units: dict[str, set[str]] = {}
    for row in rows:
        units.setdefault(row.name, set()).add(row.unit)
    assert {name: found for name, found in units.items() if len(found) > 1} == {}


def test_no_two_names_mean_one_thing_and_the_portfolio_shows_names_that_are_left() -> None:
    names = {row.name for slug in SAMPLES for row in measures(slug)}
    assert all(len(names & alike) <= 1 for alike in ALIKE)
    assert set(MEASURES) <= names
