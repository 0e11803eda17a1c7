"""An answer is worked out once for each partnership, whoever asks and from whichever thread, and goes with it."""

import copy
import functools
import gc
import pickle
import threading
import types
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changed import OPERATIONS, change, tables_of
from partnerlab.analysis.caching import as_it_stood, cached, carry_over, know_only
from partnerlab.analysis.changes import compare_reviews
from partnerlab.analysis.dependencies import Followed, follow, noting
from partnerlab.analysis.review import Review, find_by_rule, review_partnership, rules
from partnerlab.partnership import Partnership, read_partnership
from partnerlab.partnership.members import Partner
from partnerlab.partnership.risks import RiskLead
from samples import ROOT, SAMPLES
from workplaces import PATIENCE

EARLIER = date(2025, 3, 1)


@pytest.fixture
def hub() -> Partnership:
    return Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping", "on": "2025-01-10"}])


def counting(answer: Callable[[], object]) -> tuple[Callable[..., object], list[str]]:
    asked: list[str] = []

    @cached
    def ask(partnership: Partnership, *about: object) -> object:
        asked.append(partnership.name)
        return answer()

    return ask, asked


def test_an_answer_is_worked_out_once_for_each_question(hub: Partnership) -> None:
    ask, asked = counting(object)
    assert ask(hub) is ask(hub)
    assert ask(hub, "risks") is not ask(hub, "money")
    assert len(asked) == 3


def test_a_question_that_cannot_be_hashed_is_answered_each_time(hub: Partnership) -> None:
    ask, asked = counting(object)
    ask(hub, ["risks"])
    ask(hub, ["risks"])
    assert len(asked) == 2


def test_an_error_is_not_kept(hub: Partnership) -> None:
    answers = iter([ValueError("not yet"), None])

    @cached
    def ask(partnership: Partnership) -> str:
        if error := next(answers):
            raise error
        return partnership.name

    with pytest.raises(ValueError, match="not yet"):
        ask(hub)
    assert ask(hub) == "Hub"


def test_who_changes_a_table_changes_only_theirs(hub: Partnership) -> None:
    ask, _ = counting(lambda: pd.DataFrame({"risk": ["R1", "R2"], "cost": [1.0, 2.0]}))
    mine = ask(hub)
    assert isinstance(mine, pd.DataFrame)
    mine.loc[0, "cost"] = 9.0
    mine["cost"] += 1
    mine.index.name = "row"
    mine.columns = ["a", "b"]
    mine.attrs["mine"] = True
    theirs = ask(hub)
    assert isinstance(theirs, pd.DataFrame)
    assert theirs.to_dict("list") == {"risk": ["R1", "R2"], "cost": [1.0, 2.0]}
    assert (theirs.index.name, theirs.attrs) == (None, {})


def test_answers_are_no_part_of_what_a_partnership_holds(hub: Partnership) -> None:
    ask, asked = counting(object)
    before = hub.model_dump_json()
    answer = ask(hub)
    others = [copy.copy(hub), copy.deepcopy(hub), hub.model_copy(), pickle.loads(pickle.dumps(hub))]  # noqa: S301 - our own
    assert all(other == hub and hash(other) == hash(hub) for other in others)
    assert hub.model_dump_json() == before
    assert all(ask(other) is not answer for other in others)
    assert len(asked) == 5


def test_answers_go_with_their_partnership() -> None:
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping", "on": "2025-01-10"}])
    review = weakref.ref(review_partnership(hub, "scoping"))
    gc.collect()
    assert review() is not None
    del hub
    gc.collect()
    assert review() is None


def test_the_earlier_state_is_the_same_to_everybody(hub: Partnership) -> None:
    with ThreadPoolExecutor(4) as threads:
        states = list(threads.map(lambda _: as_it_stood(hub, EARLIER), range(8)))
    assert all(state is states[0] for state in states)
    assert states[0] == hub.at(EARLIER)


def test_of_two_threads_that_ask_at_once_one_works_it_out(hub: Partnership) -> None:
    both, started, go_on = threading.Barrier(2), threading.Event(), threading.Event()
    asked: list[str] = []

    @cached
    def ask(partnership: Partnership) -> object:
        asked.append(partnership.name)
        started.set()
        go_on.wait(PATIENCE)
        return object()

    def wait_and_ask(_: int) -> object:
        both.wait(PATIENCE)
        return ask(hub)

    with ThreadPoolExecutor(2) as threads:
        answers = threads.map(wait_and_ask, range(2))
        assert started.wait(PATIENCE)
        go_on.set()
        first, second = answers
    assert first is second
    assert asked == ["Hub"]


def test_a_partnership_and_its_earlier_state_never_wait_for_each_other(hub: Partnership) -> None:
    """Each side holds on to its own answer until the other side has begun, or could not: then each asks the other."""
    earlier = as_it_stood(hub, EARLIER)
    begun = {hub.as_at: threading.Event(), earlier.as_at: threading.Event()}

    @cached
    def name_of(partnership: Partnership) -> str:
        return partnership.name

    @cached
    def ask_other(partnership: Partnership) -> str:
        begun[partnership.as_at].set()
        other = earlier if partnership is hub else hub
        begun[other.as_at].wait(0.2)
        return name_of(other)

    threads = [threading.Thread(target=ask_other, args=(side,), daemon=True) for side in (hub, earlier)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)


def test_threads_find_what_one_finds_alone() -> None:
    alone, shared = (read_partnership(ROOT / "parameters" / "riverside-support-hub.yaml") for _ in range(2))
    topics = ["scoping", "mapping", "risk_allocation", "evaluation", None]
    with ThreadPoolExecutor(5) as threads:
        reviews = list(threads.map(lambda topic: review_partnership(shared, topic), topics))
    for topic, review in zip(topics, reviews, strict=True):
        assert review.for_machines() == review_partnership(alone, topic).for_machines()


# What is carried over after a change


@functools.cache
def followed(name: str) -> Followed:
    """Return a sample that was reviewed, now and as it stood at its last review, and knows what each answer read."""
    partnership = follow(read_partnership(ROOT / "parameters" / f"{name}.yaml"))
    review_partnership(partnership)
    compare_reviews(partnership)
    return partnership


def said(review: Review) -> tuple[object, ...]:
    return review.findings, review.measures, review.from_elsewhere


STEP = st.tuples(st.integers(0, 40), st.sampled_from(OPERATIONS), st.integers(0, 40))


@settings(max_examples=20, derandomize=True)
@given(st.sampled_from(SAMPLES), st.lists(STEP, min_size=1, max_size=2))
def test_what_is_carried_over_is_what_would_be_found_anew(name: str, steps: list[tuple[int, str, int]]) -> None:
    plain = read_partnership(ROOT / "parameters" / f"{name}.yaml")
    before = followed(name)
    tables = tables_of(plain)
    for number, operation, at in steps:
        step = tables[number % len(tables)], operation, at
        plain, before = change(plain, *step), carry_over(before, change(before, *step))
    assert said(review_partnership(before)) == said(review_partnership(plain))


@pytest.mark.parametrize("name", SAMPLES)
def test_once_a_partner_is_called_otherwise_all_is_said_as_anew(name: str) -> None:
    """Each partner in turn: by its name, its short name, its aliases, and by the name of another one."""
    plain, before = read_partnership(ROOT / "parameters" / f"{name}.yaml"), followed(name)
    rows = plain.whole.partners
    for at, row in enumerate(rows):
        called = (
            {"name": "An Other Name", "short_name": "AON"},
            {"short_name": None},
            {"aliases": (*row.aliases, "Formerly So")},
            {"name": rows[at - 1].name, "short_name": rows[at - 1].short_name},
        )[at % 4]
        changed = (*rows[:at], row.model_copy(update=called), *rows[at + 1 :])
        after = carry_over(before, before.replace(partners=changed))
        fresh = plain.replace(partners=changed)
        assert said(review_partnership(after)) == said(review_partnership(fresh))
        assert compare_reviews(after).to_dict("list") == compare_reviews(fresh).to_dict("list")


@pytest.mark.parametrize("name", ["lough-mental-health", "riverside-support-hub"])
def test_once_a_partner_brings_or_says_otherwise_all_is_said_as_anew(name: str) -> None:
    """Each partner in turn: who represents it, what it brings, and on which terms it reports."""
    plain, before = read_partnership(ROOT / "parameters" / f"{name}.yaml"), followed(name)
    rows = plain.whole.partners
    for at, row in enumerate(rows):
        settled = [each.model_copy(update={"confirmed": not each.confirmed}) for each in row.resources]
        authorised = [each.model_copy(update={"authority": "commits"}) for each in row.representatives]
        said_otherwise = (
            {"representatives": tuple(authorised)},
            {"resources": tuple(settled)},
            {"reporting_terms": "no" if row.reporting_terms == "yes" else "yes"},
            {"representatives": (), "resources": rows[at - 1].resources, "reporting_terms": None},
        )[at % 4]
        changed = (*rows[:at], row.model_copy(update=said_otherwise), *rows[at + 1 :])
        after = carry_over(before, before.replace(partners=changed))
        fresh = plain.replace(partners=changed)
        assert said(review_partnership(after)) == said(review_partnership(fresh))
        assert compare_reviews(after).to_dict("list") == compare_reviews(fresh).to_dict("list")


def test_what_asks_who_partners_are_outlives_what_they_say() -> None:
    before = followed("lough-mental-health")
    rows = before.whole.partners
    changed = (rows[0].model_copy(update={"reporting_terms": "no", "resources": ()}), *rows[1:])
    questions: list[Any] = list(carry_over(before, before.replace(partners=changed)).cache.answers)
    kept = {question[0].__name__ for question in questions}
    assert {"assess_network", "tie_partners", "assess_exposure", "allocate_risks"} <= kept
    assert not {"assess_terms", "assess_resources"} & kept


def test_what_is_worked_out_by_id_outlives_another_name() -> None:
    before = followed("lough-mental-health")
    rows = before.whole.partners
    changed = (rows[0].model_copy(update={"name": "An Other Name"}), *rows[1:])
    questions: list[Any] = list(carry_over(before, before.replace(partners=changed)).cache.answers)
    kept = {question[0].__name__ for question in questions}
    assert {"tie_partners", "assess_exposure", "allocate_risks", "assess_ratings"} <= kept
    assert not {"assess_network", "short_names"} & kept


def test_what_changed_since_is_carried_over_as_well() -> None:
    before = followed("riverside-support-hub")
    after = carry_over(before, change(before, "ratings", "raise", 3))
    fresh = change(read_partnership(ROOT / "parameters" / "riverside-support-hub.yaml"), "ratings", "raise", 3)
    assert compare_reviews(after).to_dict("list") == compare_reviews(fresh).to_dict("list")


def test_only_what_reads_the_change_is_asked_again() -> None:
    asked: list[str] = []

    @cached
    def names(partnership: Partnership) -> str:
        asked.append("names")
        return partnership.name

    @cached
    def leads(partnership: Partnership) -> str:
        asked.append("leads")
        return f"{names(partnership)}: {len(partnership.leads)}"

    hub = follow(Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}]))
    assert leads(hub) == "Hub: 0"
    moved = carry_over(hub, hub.replace(leads=(RiskLead(risk="R1", lead="A"),)))
    assert (leads(moved), names(moved)) == ("Hub: 1", "Hub")
    assert asked == ["leads", "names", "leads"]


def test_a_row_that_moved_to_another_line_is_another_row() -> None:
    read = [read_partnership(ROOT / "parameters" / "northern-food-network.yaml") for _ in range(2)]
    before = follow(read[0])
    review_partnership(before)
    rows = [row.model_copy() for row in read[1].partners]
    rows[0]._place = type(rows[0].place)(rows[0].place.file, rows[0].place.line + 1)
    after = read[1].replace(partners=tuple(rows))
    assert said(review_partnership(carry_over(before, after))) == said(review_partnership(after))


def test_nothing_is_carried_over_to_another_date_name_or_from_what_was_not_followed(hub: Partnership) -> None:
    ask, asked = counting(object)
    for before, after in [
        (follow(hub.at(date(2025, 6, 1))), hub.at(date(2025, 7, 1))),
        (follow(hub), hub.read_from("another", ())),
        (hub, hub.replace()),
    ]:
        assert ask(before) is not ask(carry_over(before, after))
    assert len(asked) == 6


def test_threads_may_ask_and_carry_over_at_once() -> None:
    plain = read_partnership(ROOT / "parameters" / "northern-food-network.yaml")
    before = follow(plain)
    steps = [
        ("partners", "drop", 0),
        ("partners", "reverse", 0),
        ("stages", "choose", 0),
        ("risk_settings", "raise", 0),
    ]

    def ask(step: tuple[str, str, int]) -> tuple[object, ...]:
        return said(review_partnership(carry_over(before, change(before, *step))))

    with ThreadPoolExecutor(5) as threads:
        whole = threads.submit(review_partnership, before)
        found = list(threads.map(ask, steps))
    assert found == [said(review_partnership(change(plain, *step))) for step in steps]
    assert said(whole.result()) == said(review_partnership(plain))


@pytest.mark.parametrize("name", SAMPLES)
def test_no_answer_that_is_carried_over_holds_the_partnership_it_came_from(name: str) -> None:
    """An answer that did would read what was, not what is."""
    after = carry_over(followed(name), follow(read_partnership(ROOT / "parameters" / f"{name}.yaml")))
    ours = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType)
    seen: set[int] = set()
    waiting: list[object] = list(after.cache.answers.values())
    while waiting:
        value = waiting.pop()
        if id(value) not in seen and not isinstance(value, ours):
            seen.add(id(value))
            assert not isinstance(value, Partnership) or value.whole is after.whole
            assert not isinstance(value, Partner)
            waiting += gc.get_referents(value) if not isinstance(value, Partnership) else []


def test_who_asks_one_rule_of_many_changes_finds_what_would_be_found_anew() -> None:
    hub = followed("riverside-support-hub")
    for code in ("RA501", "MA705", "EV401", "SC101"):
        rule = next(rule for rule in rules() if rule.code == code)
        with noting() as reads:
            find_by_rule(hub, rule)
        known = know_only(hub, frozenset(reads))
        assert 0 < len(known.cache.answers) < len(hub.cache.answers)
        assert find_by_rule(known, rule) == find_by_rule(hub, rule)
        for table in ("ratings", "partners", "leads", "checklist"):
            changed = hub.replace(**{table: getattr(hub.whole, table)[1:]})
            assert find_by_rule(carry_over(known, changed), rule) == find_by_rule(changed, rule)
