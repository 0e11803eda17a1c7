"""Is it worth it: ranges that hold whatever the amounts within them are, and no answer that they do not give."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.risk_allocation import rules
from partnerlab.analysis.risk_allocation.worth import Span, assess_worth, list_worth, say_span
from partnerlab.errors import InputError
from partnerlab.partnership import Partnership
from partnerlab.partnership.case import Option

COVERS = ("partnerlab.analysis.risk_allocation.rules.worth",)

HEAD = {"role": "Head", "hours_a_month": 5}
MONEY = {"kind": "money", "amount": 10_000, "confirmed": True}
RISK = {"id": "R1", "title": "Delay", "class": "shared", "probability": 1, "low": 500, "likely": 500, "high": 500}


def hub(*, benefit=(None, None), alone=None, **tables) -> Partnership:
    options = [{"id": "p", "name": "Hub", "form": "partnership", "benefit_low": benefit[0], "benefit_high": benefit[1]}]
    if alone is not None:
        low, high, cost_low, cost_high = alone
        options.append({"id": "a", "name": "Alone", "form": "one body alone", "benefit_low": low, "benefit_high": high,
                        "cost_low": cost_low, "cost_high": cost_high})  # fmt: skip
    partners = [{"id": "A", "name": "Alpha", "representatives": [HEAD], "resources": [MONEY]}]
    made = {"name": "Hub", "purpose": "Reach", "stage": [{"stage": "planning"}], "partners": partners,
            "risks": [RISK], "options": options, **tables}  # fmt: skip
    return Partnership(**made).at(date(2026, 6, 30))


def test_costs_are_contributions_time_and_what_risks_may_cost():
    """10,000 pounds, 5 hours of 12 months at 30 pounds, and a risk that is certain to cost 500."""
    worth = assess_worth(hub())
    assert [line.span for line in worth.costs] == [Span(10_000, 10_000), Span(1800, 1800), Span(500, 500)]
    assert worth.cost == Span(12_300, 12_300)


@pytest.mark.parametrize(
    ("benefit", "words"),
    [
        ((20_000, 30_000), "It is worth more than it costs, by £7,700 to £17,700 a year."),
        ((5_000, 9_000), "It costs more than it is worth, by £3,300 to £7,300 a year."),
        ((9_000, 20_000), "Cannot tell whether it is worth it: what is left is -£3,300 to £7,700 a year."),
        ((12_300, 20_000), "Cannot tell whether it is worth it: what is left is £0 to £7,700 a year."),
        ((None, None), "Cannot tell whether it is worth it: not enough is recorded of its benefit."),
        ((20_000, None), "It is worth more than it costs, by £7,700 or more a year."),
        ((None, 5_000), "It costs more than it is worth, by £7,300 or more a year."),
    ],
)
def test_it_is_worth_it_only_when_the_whole_range_says_so(benefit, words):
    assert assess_worth(hub(benefit=benefit)).sentence == f"{words} Nothing is recorded of one body alone."


@pytest.mark.parametrize(
    ("alone", "words"),
    [
        ((3_000, 4_000, 1_000, 2_000), "It does better than one body alone, by £4,700 to £16,700 a year."),
        ((30_000, 40_000, 1_000, 2_000), "It does worse than one body alone, by £10,300 to £31,300 a year."),
        ((10_000, 12_000, 1_000, 2_000), "Cannot tell whether it does better than one body alone: the ranges overlap."),
        ((10_000, 12_000, None, None), "Cannot tell whether it does better than one body alone."),
    ],
)
def test_one_body_alone_is_beaten_only_when_no_amounts_within_the_ranges_say_otherwise(alone, words):
    assert assess_worth(hub(benefit=(20_000, 30_000), alone=alone)).sentence.endswith(words)


def test_the_range_of_what_is_left_is_that_of_every_combination_of_ends():
    """Brute force over the ends of four ranges."""
    ours, cost, theirs, spent = Span(20, 30), Span(5, 9), Span(4, 11), Span(1, 2)
    every = [
        (a - b) - (c - d) for a, b, c, d in product(*((span.low, span.high) for span in (ours, cost, theirs, spent)))
    ]
    left = ours.less(cost).less(theirs.less(spent))
    assert (left.low, left.high) == (min(every), max(every))


def test_what_is_not_confirmed_widens_the_range_and_what_has_no_amount_leaves_it_open():
    offered = [MONEY, {"kind": "time", "amount": 10}]
    partner = {"id": "A", "name": "Alpha", "representatives": [HEAD]}
    assert assess_worth(hub(partners=[{**partner, "resources": offered}])).costs[0].span == Span(10_000, 10_300)
    unknown = assess_worth(hub(partners=[{**partner, "resources": [MONEY, {"kind": "money"}]}])).costs[0]
    assert (unknown.span, unknown.basis) == (Span(10_000, None), "1 of 2 resources has an amount")


def test_what_sitting_costs_has_no_upper_bound_while_hours_are_missing():
    people = [HEAD, {"role": "Clerk"}]
    worth = assess_worth(hub(partners=[{"id": "A", "name": "Alpha", "representatives": people, "resources": [MONEY]}]))
    assert worth.costs[1].span == Span(1800, None)
    assert worth.costs[1].basis == "hours recorded for 1 of 2 people who sit"


def test_elected_members_count_each():
    board = {"id": "b", "name": "Board", "kind": "committee", "other_members": [
        {"kind": "elected", "number": 2, "hours_a_month": 1}]}  # fmt: skip
    assert assess_worth(hub(governance=[board])).costs[1].span == Span(1800 + 720, 1800 + 720)


def test_too_few_risks_with_a_cost_leave_the_costs_open():
    bare = [{"id": f"R{number}", "title": "Loss", "class": "shared"} for number in (2, 3)]
    worth = assess_worth(hub(benefit=(20_000, 30_000), risks=[RISK, *bare]))
    assert worth.costs[2].span == Span(0, None)
    assert worth.sentence.startswith(
        "Cannot tell whether it is worth it: not enough is recorded of what risks may cost"
    )


def test_the_lines_add_up_from_costs_to_advantage():
    names = [what for what, _, _ in list_worth(assess_worth(hub(benefit=(1, 2), alone=(1, 2, 0, 0))))]
    assert names == [
        "what partners bring", "time spent sitting", "what risks may cost", "all costs", "its benefit", "what is left",
        "one body alone, its cost taken off", "advantage over one body alone",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("span", "words"), [(Span(None, None), "any amount"), (Span(None, 5), "£5 or less"), (Span(2, 2), "£2")]
)
def test_a_range_without_a_bound_says_so(span, words):
    assert say_span(span) == words


def test_a_least_amount_above_the_most_is_refused():
    with pytest.raises((InputError, ValueError), match="benefit_low must not be above benefit_high"):
        Option(id="p", name="Hub", form="partnership", benefit_low=2, benefit_high=1)


def found(seen) -> dict[str, tuple[str, str]]:
    rule = next(row for row in rules_in(rules) if row.code == "RA405")
    return {row.subject: (row.severity.value, row.message) for row in rule.findings(seen)}


NO_OTHER = {"one body alone": ("unknown", "Cannot tell: no benefit is recorded of one body alone.")}


@pytest.mark.parametrize(
    ("benefit", "finding"),
    [
        ((20_000, 30_000), ("green", "What is left of its benefit after all costs is £7,700 to £17,700 a year.")),
        ((5_000, 9_000), ("amber", "It costs more than it is worth, by £3,300 to £7,300 a year.")),
        ((9_000, 20_000), ("unknown", "Cannot tell: costs and benefit overlap, so that -£3,300 to £7,700 a year is "
                           "left.")),
        ((12_300, 20_000), ("unknown", "Cannot tell: costs and benefit overlap, so that £0 to £7,700 a year is left.")),
    ],
)  # fmt: skip
def test_the_rule_answers_only_when_the_whole_range_does(benefit, finding):
    assert found(hub(benefit=benefit)) == {"partnership": finding} | NO_OTHER


def test_without_a_benefit_it_is_asked_for_once():
    assert found(hub()) == {"partnership": ("unknown", "Cannot tell: not enough is recorded of its benefit.")}


def test_what_is_missing_is_named_and_one_body_alone_is_compared_all_the_same():
    bare = [{"id": f"R{number}", "title": "Loss", "class": "shared"} for number in (2, 3)]
    seen = found(hub(benefit=(20_000, 30_000), alone=(3_000, 4_000, 1_000, 2_000), risks=[RISK, *bare]))
    assert seen == {
        "partnership": ("unknown", "Cannot tell: not enough is recorded of what risks may cost."),
        "one body alone": (
            "unknown",
            "Cannot tell: not enough is recorded of what risks may cost to compare it with one body alone.",
        ),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("alone", "finding"),
    [
        ((3_000, 4_000, 1_000, 2_000), ("green", "It does better than one body alone, by £4,700 to £16,700 a year.")),
        ((30_000, 40_000, 1_000, 2_000), ("amber", "It does worse than one body alone, by £10,300 to £31,300 a "
                                          "year.")),
        ((10_000, 12_000, 1_000, 2_000), ("unknown", "Cannot tell: what is left and what one body alone would leave "
                                          "overlap.")),
    ],
)  # fmt: skip
def test_one_body_alone_is_beaten_only_when_the_whole_range_says_so(alone, finding):
    assert found(hub(benefit=(20_000, 30_000), alone=alone))["one body alone"] == finding


def test_before_planning_nobody_is_asked():
    assert found(hub(stage=[{"stage": "building"}])) == {}


FREE = {
    "partners": [{"id": "A", "name": "Alpha", "representatives": [HEAD | {"hours_a_month": 0}],
                  "resources": [MONEY | {"amount": 0}]}],
    "risks": [RISK | {"low": 0, "likely": 0, "high": 0}],
}  # fmt: skip
"""What costs nothing at all, and is known to."""


def judged(seen: Partnership) -> list[tuple[str, str, str | None]]:
    rule = next(row for row in rules_in(rules) if row.code == "RA405")
    return [(row.severity.value, row.message, row.enter.field if row.enter else None) for row in rule.findings(seen)]


def test_what_leaves_nothing_is_worth_what_it_costs_and_no_better_than_the_same_alone():
    seen = hub(benefit=(0, 0), alone=(0, 0, 0, 0), **FREE)
    assert assess_worth(seen).sentence == "It is worth as much as it costs. It does as well as one body alone."
    assert [(light, enter) for light, _, enter in judged(seen)] == [("green", None), ("amber", None)]


def test_where_only_the_cost_of_one_body_alone_is_missing_that_is_asked_for():
    (_, (light, message, enter)) = judged(hub(benefit=(100, 100), alone=(10, 10, None, None), **FREE))
    assert (light, enter) == ("unknown", "options.cost_low")
    assert message == "Cannot tell: not enough is recorded of what one body alone would cost and bring."


def test_nobody_and_nothing_are_told_as_such():
    seen = hub(benefit=(1, 1), partners=[{"id": "A", "name": "Alpha"}], risks=[])
    assert [basis for _, _, basis in list_worth(assess_worth(seen))][:3] == [
        "no resource is recorded", "nobody is recorded who sits", "no open risk is recorded",
    ]  # fmt: skip
