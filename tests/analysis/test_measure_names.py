"""Every measure of a review has a name in words, and no name is one for machines."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from synthetic import write_partnerships

from analysis.made import make_partnerships, samples
from partnerlab.analysis.measure_names import ONE, WHOLE, name_measure
from partnerlab.analysis.review import TOPICS, review_partnership
from partnerlab.partnership import Partnership, read_partnership

EMPTY = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
MACHINE = re.compile(r"_|[a-z][A-Z]|\b[a-z]+\d|\bp\d\d\b")
"""What only a machine would write: `snake_case`, `camelCase`, `p80`."""


@pytest.fixture(scope="module")
def seen() -> tuple[Partnership, ...]:
    """Return an empty partnership, the samples, and some made of them by chance."""
    return (EMPTY, *samples(), *make_partnerships(20))


def test_exactly_the_measures_that_reviews_take_have_names(seen: tuple[Partnership, ...]):
    found = {(row.name, bool(row.subject)) for one in seen for row in review_partnership(one).measures}
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


BY_SUBJECT = {"checklist_in_place": "paragraph", "indicator_value": "unit", "performance_value": "unit"}
"""What of a measure belongs to what it is about: the guide's item, the unit of the indicator."""

TELLS_MORE = {"isolates", "instrument_mean", "life_cycle_stage", "indicator_value", "performance_value",
              "performance_movement", *(name for name in ONE if name.startswith("curve_"))}  # fmt: skip
"""Measures whose `method` says what was found of this one: the band, the period, how a verdict came about."""


@pytest.fixture(scope="module")
def partnerships(seen: tuple[Partnership, ...], tmp_path_factory: pytest.TempPathFactory) -> list[Partnership]:
    """Return the same, and some made up from nothing."""
    made_up = write_partnerships(tmp_path_factory.mktemp("parameters"), 4, varied=True)
    return [*seen, *map(read_partnership, made_up)]


def test_a_measure_is_documented_in_the_same_words_wherever_it_is_taken(partnerships: list[Partnership]):
    said: dict[tuple[str, bool], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in (row for one in partnerships for row in review_partnership(one).measures):
        told = said[row.name, bool(row.subject)]
        told["unit"].add(row.unit)
        told["paragraph"].add(row.paragraph)
        told["method"].add(re.sub(r"-?\d[\d.,]*", "#", row.method).removesuffix("; # if ties fell at random"))
    two = {
        (name, part): sorted(words)
        for (name, _), parts in said.items()
        for part, words in parts.items()
        if len(words) > 1 and BY_SUBJECT.get(name) != part and not (part == "method" and name in TELLS_MORE)
    }
    assert two == {}
    assert {name for name, _ in said} >= {*BY_SUBJECT, *TELLS_MORE}


def test_words_on_delays_speak_of_no_losses(partnerships: list[Partnership]):
    rows = [row for one in partnerships for row in review_partnership(one).measures if row.name.startswith("delay_")]
    assert rows
    assert [row.method for row in rows if "loss" in row.method or "cost" in row.method] == []


def test_a_topic_and_the_whole_review_take_the_same_measures(partnerships: list[Partnership]):
    for one in partnerships:
        whole = {(row.name, row.subject): row for row in review_partnership(one).measures}
        apart = [row for topic in TOPICS for row in review_partnership(one, topic).measures]
        assert len(whole) == len(apart)
        assert {(row.name, row.subject): row for row in apart} == whole


def test_an_interval_holds_its_value(partnerships: list[Partnership]):
    rows = [row for one in partnerships for row in review_partnership(one).measures if row.low is not None]
    assert {"density", "mean_distance", "exposure_p80", "performance_value"} <= {row.name for row in rows}
    tolerance = 1e-9
    outside = [row for row in rows if not row.low - tolerance <= row.value <= row.high + tolerance]
    assert outside == []
