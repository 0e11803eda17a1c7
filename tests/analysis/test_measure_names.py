"""Every measure of a review has a name in words, and no name is one for machines."""

from __future__ import annotations

import re

import pytest

from analysis.made import make_partnerships, samples
from partnerlab.analysis.measure_names import ONE, WHOLE, name_measure
from partnerlab.analysis.review import review_partnership
from partnerlab.partnership import Partnership

EMPTY = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
MACHINE = re.compile(r"_|[a-z][A-Z]|\b[a-z]+\d|\bp\d\d\b")
"""What only a machine would write: `snake_case`, `camelCase`, `p80`."""


def taken() -> set[tuple[str, bool]]:
    """Name of each measure that reviews take, and whether it is about one thing."""
    seen = (EMPTY, *samples(), *make_partnerships(20))
    return {(row.name, bool(row.subject)) for one in seen for row in review_partnership(one).measures}


def test_exactly_the_measures_that_reviews_take_have_names():
    found = taken()
    assert {name for name, about_one in found if not about_one} == set(WHOLE)
    assert {name for name, about_one in found if about_one} == set(ONE)


@pytest.mark.parametrize("words", [*WHOLE.values(), *ONE.values()])
def test_no_name_is_one_for_machines(words):
    assert not MACHINE.search(words)
    assert len(words.split()) <= 15


@pytest.mark.parametrize("words", ["exposure p80 largest", "risks_led", "riskLed"])
def test_a_name_for_machines_would_be_seen(words):
    assert MACHINE.search(words)


def test_no_two_measures_of_the_whole_have_one_name():
    assert len(set(WHOLE.values())) == len(WHOLE)


def test_a_measure_of_one_thing_names_it():
    assert all("{}" in words for words in ONE.values())
    assert name_measure("attendance") == "mean attendance at meetings"
    assert name_measure("attendance", "PSNI") == "attendance of PSNI at meetings"
