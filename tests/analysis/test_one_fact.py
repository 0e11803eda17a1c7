"""One fact has one verdict: over all samples and two hundred partnerships made by chance."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import pytest

from analysis.made import make_partnerships, samples
from once import once
from partnerlab.analysis import evaluation, scoping
from partnerlab.analysis.catalogue import RETIRED, code_in_use
from partnerlab.analysis.evaluation import features, life_cycle, sustainability
from partnerlab.analysis.review import TOPICS, Review, find_by_rule, find_findings, review_partnership, rules
from partnerlab.analysis.rulebook import get_rule
from partnerlab.analysis.signals.signal import Signal
from partnerlab.partnership import Partnership
from partnerlab.partnership.thresholds import Thresholds
from sources import all_sources

JUDGED_TWICE = {
    "reason-is-written": "SC101",
    "reason-is-accepted": "SC102",
    "partners-work-at-the-level-needed": "SC202",
    "resources-bear-the-level": "SC203",
    "pairs-work-as-needed": "SC204",
    "pairs-see-alike": "SC205",
    "outcome-is-named": "SC401",
    "an-owner-answers": "SC403",
    "outcomes-are-measured": "SC404",
    "partners-contribute": "SC406",
    "members-bed-in": "SC506",
    "a-body-steers": "MA511",
    "all-partners-steer": "MA515",
    "members-may-commit": "MA601",
    "members-stay": "MA603",
    "partners-attend": "MA604",
    "resources-are-confirmed": "MA702",
    "spending-can-be-followed": "MA706",
    "levels-are-engaged": "MA804",
    "an-agreement-is-signed": "MA901",
    "risks-are-recorded": "RA101",
    "evaluation-has-a-home": "EV402",
}
"""Signals that a rule turns into findings as well: the two may never say opposite things."""

IN_FULL = {"partners-contribute", "resources-are-confirmed"}
"""Signals that speak for a practice from a share on, whose rule calls it in place only when all meet it."""

ASK_OTHERWISE = {
    "EV501 EV508": "what partners say of an item; whether the record shows it",
    "EV402 MA514": "whether a body evaluates; whether all kinds of body that the guide suggests are there",
    "MA511 MA514": "whether a body gives direction; the same",
    "MA515 MA516": "whether each partner has a seat; whether the owner of the outcome has, partner or not",
    "MA811 MA901": "whether the agreement was signed in time; whether it is signed",
    "MA821 RA402": "who takes on the money when the partnership ends; whether it covers a bad year",
    "SC103 SC813": "whether partners answered on the present reason; whether it was written down in time",
    "SC201 SC839": "whether the level needed is named; whether resources are enough for it",
    "SC401 SC405": "whether outcomes are named; whether somebody contributes to each",
    "SC811 SC823": "whether the level was recorded in time; whether it was judged again",
}
"""Rules that may rest on the same entries and speak for and against, since they ask different things of them."""

MADE = 200


@dataclass(frozen=True)
class Reading:
    """What is said of one partnership, worked out once."""

    review: Review
    signals: dict[str, Signal]
    shown: tuple[Signal, ...]

    def lights(self, code: str) -> set[str]:
        """Severities of the findings of a rule."""
        return {row.severity.value for row in self.review.findings if row.code == code}


def read(partnership: Partnership) -> Reading:
    shown = (
        *(signal for row in scoping.gather_scoping_conditions(partnership) for signal in row.signals),
        *(signal for row in evaluation.gather_early_warnings(partnership) for signal in row.signals),
        *(signal for row in features.gather_features(partnership) for signal in row.signals),
        *(signal for row in sustainability.gather_lasting_conditions(partnership) for signal in row.signals),
        *(row.signal for row in life_cycle.assess_life_cycle(partnership).signals),
    )
    signals = {source.name: source(partnership) for source in all_sources()}
    return Reading(review_partnership(partnership), signals, shown)


@pytest.fixture(scope="module")
def readings() -> Iterator[tuple[Reading, ...]]:
    with once("readings", lambda: tuple(map(read, (*samples(), *make_partnerships(MADE))))) as made:
        yield made


def test_the_partnerships_differ_in_what_is_known(readings):
    for source in all_sources():
        assert len({reading.signals[source.name].polarity for reading in readings}) > 1, source.name


def test_a_signal_of_one_name_says_one_thing_on_every_page(readings):
    for reading in readings:
        said: dict[str, set[tuple[object, ...]]] = {}
        for signal in (*reading.shown, *reading.signals.values()):
            said.setdefault(signal.name, set()).add((signal.polarity, signal.value, signal.n, signal.of, signal.text))
        assert {name for name, verdicts in said.items() if len(verdicts) > 1} == set()


@pytest.mark.parametrize("name", JUDGED_TWICE)
def test_a_rule_and_a_signal_about_one_fact_never_disagree(name, readings):
    met = Counter[str]()
    for reading in readings:
        lights, signal = reading.lights(JUDGED_TWICE[name]), reading.signals[name]
        met[signal.polarity.value] += bool(lights)
        if signal.supports and name in IN_FULL:
            assert "red" not in lights, signal.text
            assert not lights or ("amber" in lights) is (signal.value < 1), signal.text
        elif signal.supports:
            assert not lights & {"red", "amber"}, signal.text
        if signal.contradicts:
            assert "green" not in lights, signal.text
        if name in IN_FULL:
            assert "green" not in lights or signal.value == 1, signal.text
    assert met["supports"] + met["contradicts"] > 0


LOWERED = {
    "partners_steering": ("all-partners-steer", "MA515"),
    "pairs_meeting_need": ("pairs-work-as-needed", "SC204"),
    "pairs_alike": ("pairs-see-alike", "SC205"),
}
"""Thresholds that a rule names as its own: the signal that weighs by them, and the rule."""


@pytest.mark.parametrize("name", LOWERED)
def test_a_rule_follows_the_threshold_that_it_names(name):
    signal, code = LOWERED[name]
    (source,) = (row for row in all_sources() if row.name == signal)
    (rule,) = (row for row in rules() if row.code == code)
    spared = []
    for partnership in (*samples(), *make_partnerships(60)):
        lower = partnership.model_copy(update={"thresholds": Thresholds(**{name: 0.25})})
        lights = {row.severity.value for row in find_by_rule(lower, rule)}
        if source(lower).supports:
            assert not lights & {"red", "amber"}
            spared += ["green"] * (source(partnership).contradicts and lights == {"green"})
        if source(lower).contradicts:
            assert "green" not in lights
    assert spared


def test_one_rule_says_one_thing_of_one_subject(readings):
    for reading in readings:
        keys = Counter((row.key, row.severity) for row in reading.review.findings)
        assert len({key for key, _ in keys}) == len(keys)


def test_rules_that_rest_on_the_same_entries_do_not_say_opposite_things_of_one_subject(readings):
    opposed: dict[str, str] = {}
    for reading in readings:
        resting = defaultdict(list)
        for row in reading.review.findings:
            entries = frozenset((fact.file, fact.line, fact.field) for fact in row.evidence if fact.line)
            resting[row.subject, entries].append(row)
        for (_, entries), rows in resting.items():
            for one, other in combinations(rows if entries else (), 2):
                lights = {one.severity.value, other.severity.value}
                if "green" in lights and lights & {"red", "amber"}:
                    opposed[" ".join(sorted((one.code, other.code)))] = f"{one.message} | {other.message}"
    assert {pair: said for pair, said in opposed.items() if pair not in ASK_OTHERWISE} == {}
    assert opposed


def test_no_finding_says_how_many_of_how_many_of_something_else(readings):
    said = [row.message for reading in readings for row in reading.review.findings]
    assert [text for text in said if re.search(r"\bof (?:the )?\d[\d,.]* of (?:the )?\d", text)] == []


def test_figures_of_one_name_are_one_figure(readings):
    for reading in readings:
        names = Counter((row.name, row.subject) for row in reading.review.measures)
        assert [name for name, times in names.items() if times > 1] == []


def test_what_is_counted_is_what_is_found(readings):
    for reading in readings:
        value = {(row.name, row.subject): row.value for row in reading.review.measures}
        at_fault = Counter(row.code for row in reading.review.findings if row.severity.value in {"red", "amber"})
        if value["milestones_overdue", ""] is not None and reading.lights("MA705"):
            assert at_fault["MA705"] == value["milestones_overdue", ""]
        assert at_fault["EV403"] == value["actions_overdue", ""]
        if reading.signals["members-stay"].value is not None:
            assert reading.signals["members-stay"].value == value["turnover", ""]


def test_a_finding_counts_once_and_is_shown_where_it_matters():
    for partnership in samples():
        own = [row for topic in TOPICS for row in review_partnership(partnership, topic).findings]
        assert sorted(row.key for row in own) == sorted(row.key for row in find_findings(partnership))
        page = review_partnership(partnership, "evaluation")
        assert {row.code for row in page.from_elsewhere} <= {"SC404", "SC506", "MA704", "MA705", "MA706"}
        assert set(page.shown) == {*page.findings, *page.from_elsewhere}
        assert len(page.for_machines()["findings"]) == len(page.findings)


def test_a_retired_code_leads_to_the_rule_that_took_its_place():
    codes = {row.code for row in rules()}
    for code, row in RETIRED.items():
        assert code not in codes
        assert row.replaced_by in codes
        assert get_rule(code).code == code_in_use(code) == row.replaced_by
        assert row in get_rule(code).replaces
