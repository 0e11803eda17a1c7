"""Who is left behind: gaps between groups of people, whether they close, and who cannot be judged."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.evaluation import read_groups, rules
from partnerlab.partnership import Partnership

COVERS = ("partnerlab.analysis.evaluation.rules.groups",)

LEVEL = (10.0,) * 9
CATCHING_UP = (27.0, 25.0, 23.0, 21.0, 19.0, 17.0, 15.0, 13.0, 11.0)
FALLING_BEHIND = (11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0, 18.0, 19.0)
UNSTEADY = (14.0, 12.0, 13.0) * 3


def series(values, first: int = 2015) -> list[dict[str, object]]:
    return [{"period": str(first + place), "value": value} for place, value in enumerate(values)]


def group(values, name: str = "Carers", **more) -> dict[str, object]:
    return {"name": name, "values": series(values), **more}


def hub(*groups, whole=LEVEL, unit: str = "%", good: str = "down", stage: str = "measuring", **more) -> Partnership:
    lonely = {"id": "lonely", "title": "Lonely", "unit": unit, "good_direction": good, "values": series(whole)}
    row = {"stage": stage, "on": "2024-01-01"}
    made = Partnership(
        name="Hub", purpose="Reach people", stage=[row], indicators=[lonely | {"groups": groups, **more}]
    )
    return made.at(date(2026, 6, 30))


def states(*groups, **more) -> list[tuple[str, str]]:
    return [(row.gap_state, row.own_state) for row in read_groups(hub(*groups, **more))]


def found(code: str, seen: Partnership) -> dict[str, tuple[str, str]]:
    rule = next(row for row in rules_in(rules) if row.code == code)
    return {row.subject: (row.severity.value, row.message) for row in rule.findings(seen)}


def test_a_group_that_gains_two_points_a_year_on_a_level_whole_catches_up_by_two_a_year():
    (row,) = read_groups(hub(group(CATCHING_UP)))
    assert (row.gap_state, row.own_state) == ("closing", "better")
    assert (row.gap.a_year, row.gap.low, row.gap.high, row.gap.n) == (-2, -2, -2, 9)
    assert row.sentence == (
        "Carers: 11% in 2023 (everybody: 10%). It is 1 point behind, after 17 points in 2015. Between values "
        "measured alike the gap moves by -2 a year (interval -2 to -2)."
    )


def test_a_group_that_gets_worse_beside_a_level_whole_falls_behind():
    assert states(group(FALLING_BEHIND)) == [("widening", "worse")]


def test_where_up_is_good_the_same_figures_say_the_opposite():
    assert states(group(FALLING_BEHIND), good="up") == [("not behind", "better")]
    assert states(group([30 - value for value in FALLING_BEHIND]), whole=(20.0,) * 9, good="up") == [
        ("widening", "worse")
    ]


def test_a_group_that_is_alike_or_better_at_the_latest_value_is_not_behind():
    assert states(group(LEVEL)) == [("not behind", "no clear change")]
    assert states(group([28 - value for value in FALLING_BEHIND])) == [("not behind", "better")]


def test_a_gap_without_a_steady_movement_shows_no_clear_change():
    assert states(group(UNSTEADY)) == [("no clear change", "no clear change")]


def test_what_moves_at_a_break_alone_is_no_movement():
    stepped = (12.0, 12.1, 12.0, 12.1, 16.0, 16.1, 16.0, 16.1, 16.0)
    by_telephone = [{"period": "2019", "reason": "by telephone"}]
    assert states(group(stepped), breaks=by_telephone) == [("no clear change", "no clear change")]


def test_few_values_since_a_break_cannot_tell_and_say_how_many_there_are():
    (row,) = read_groups(hub(group(CATCHING_UP[:3]), breaks=[{"period": "2016", "reason": "by telephone"}]))
    assert (row.gap_state, row.own_state) == ("cannot tell", "cannot tell")
    assert row.sentence.endswith("2 values measured alike are too few to judge.")


def test_one_value_cannot_be_compared():
    (row,) = read_groups(hub(group(CATCHING_UP[:1])))
    assert (row.gap_state, row.own_state) == ("cannot tell", "cannot tell")
    assert (
        row.sentence == "Carers: 27% in 2015 (everybody: 10%). It is 17 points behind; no two values can be compared."
    )


def test_a_group_without_a_value_says_so():
    (row,) = read_groups(hub(group((None,) * 9)))
    assert row.gap_state == "cannot tell"
    assert row.sentence == "Carers: no period has a value for it and for everybody."
    assert row.missing == tuple(str(year) for year in range(2015, 2024))


def test_a_gap_that_closes_in_points_and_widens_in_proportion_says_both():
    """By half a point a year the gap falls from 12 to 8; twice as many become five times as many."""
    whole = [12.0 - 1.25 * place for place in range(9)]
    (row,) = read_groups(hub(group([one + 12 - place / 2 for place, one in enumerate(whole)]), whole=whole))
    assert row.gap_state == "closing"
    assert row.sentence.endswith("In proportion it widens: 2 times then, 5 times now.")


def test_a_group_is_compared_with_the_one_it_names_and_that_one_is_not_compared_itself():
    pair = (group(CATCHING_UP, "Worst off", against="Best off"), group((5.0,) * 9, "Best off"))
    worst, best = read_groups(hub(*pair))
    assert (worst.against, worst.latest.behind, worst.gap_state) == ("Best off", 6.0, "closing")
    assert best.gap_state == "not compared"


@pytest.mark.parametrize("named", ["Nobody", "Carers"])
def test_a_group_that_names_no_other_group_is_not_compared(named):
    (row,) = read_groups(hub(group(CATCHING_UP, against=named)))
    assert row.gap_state == "cannot tell"
    assert f"compared with {named}, which is no other group" in row.sentence


@pytest.mark.parametrize(("number", "state"), [(1, "widening"), (8, "cannot tell")])
def test_all_groups_share_one_chance_in_twenty(number, state):
    """An unbroken rise of six values is rare enough for one group, and not for eight."""
    groups = [group(FALLING_BEHIND[:6], f"Group {place}") for place in range(number)]
    assert {row.gap_state for row in read_groups(hub(*groups))} == {state}


def test_values_with_fewer_people_than_the_threshold_are_left_out():
    rows = [row | {"numerator": 3, "denominator": 99} for row in series(CATCHING_UP)]
    (row,) = read_groups(hub({"name": "Carers", "values": rows}))
    assert (row.points, len(row.small)) == ((), 9)
    assert row.sentence == "Carers: too few people are behind each of its values to say."


def small(name: str, **more: object) -> dict[str, object]:
    """Build a group of two people."""
    return {"name": name, "values": [row | {"numerator": 1, "denominator": 2} for row in series(LEVEL)]} | more


def test_a_group_compared_with_one_of_too_few_people_says_whose_they_are():
    beside, _ = read_groups(hub(group(CATCHING_UP, against="Farmers"), small("Farmers")))
    assert beside.gap_state == "cannot tell"
    assert beside.sentence == "Carers: too few people are behind each value of Farmers to compare it."
    assert beside.own_state == "better"


def test_two_groups_of_one_name_are_not_taken_for_each_other():
    rows = read_groups(hub(group(CATCHING_UP), group(FALLING_BEHIND)))
    assert {(row.gap_state, row.own_state) for row in rows} == {("cannot tell", "cannot tell")}
    assert rows[0].sentence == "Carers: its name is that of another group of the indicator; give each its own."


def test_a_lag_that_stays_while_all_rises_closes_in_proportion_and_the_numbers_show_it():
    """Five points behind throughout: 25 of 20 are 1.25 times as many, 33 of 28 are 1.18 times."""
    whole = [20.0 + place for place in range(9)]
    (row,) = read_groups(hub(group([one + 5 for one in whole]), whole=whole))
    assert row.gap_state == "no clear change"
    assert row.sentence.endswith("In proportion it closes: 1.25 times then, 1.18 times now.")


def counted(*pairs) -> list[dict[str, object]]:
    return [
        {"period": str(2018 + place), "value": 100 * cases / of, "numerator": cases, "denominator": of}
        for place, (cases, of) in enumerate(pairs)
    ]


def test_where_people_were_counted_two_values_suffice():
    """Newcombe's 48 of 80 against 56 of 70, and a gap that moves by the same 20 points beside a large whole."""
    groups = ({"name": "A", "values": counted((480, 800), (560, 700)), "against": "B"},
              {"name": "B", "values": counted((500_000, 1_000_000), (500_000, 1_000_000))})  # fmt: skip
    worst, _ = read_groups(hub(*groups))
    assert worst.gap_state == "widening"
    assert worst.gap.a_year == pytest.approx(20)


def test_values_whose_periods_overlap_count_once():
    """Nine three-year averages hold three periods that share no year: too few."""
    rows = [{"period": f"{2006 + place}-{2008 + place}", "value": 30.0 - place} for place in range(9)]
    whole = [row | {"value": 10.0} for row in rows]
    (row,) = read_groups(hub({"name": "Carers", "values": rows}, values=whole))
    assert row.gap.n == 3
    assert row.gap_state == "cannot tell"


def test_another_unit_is_named():
    (row,) = read_groups(hub(group(CATCHING_UP), unit="per 1,000"))
    assert "It is 1 per 1,000 behind" in row.sentence
    (other,) = read_groups(hub({"name": "Carers", "values": [{"period": "2015", "value": 3, "unit": "people"}]}))
    assert other.sentence == "Carers: its values cannot be read as one series in the unit of the indicator."


def test_a_value_that_was_not_published_yet_is_not_seen():
    rows = [row | {"published": "2025-01-01"} for row in series(CATCHING_UP)]
    seen = hub({"name": "Carers", "values": rows})
    assert len(read_groups(seen)[0].points) == 9
    assert read_groups(seen.at(date(2024, 12, 31)))[0].points == ()


@pytest.mark.parametrize(
    ("groups", "severity", "message"),
    [
        ([], "unknown", "Cannot tell: the one indicator is not known by group, so who is left behind may be hidden."),
        ([group((None,) * 9)], "unknown", "Cannot tell: the one indicator is not known by group"),
        ([small("Carers")], "unknown", "Cannot tell: the one indicator is not known by group, so who"),
        ([small("Farmers"), group(LEVEL)], "green", "The one indicator is known by 1 group."),
    ],
)
def test_an_indicator_is_known_by_group_when_one_group_has_a_value(groups, severity, message):
    ((light, said),) = found("EV861", hub(*groups)).values()
    assert (light, said[: len(message)]) == (severity, message)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("NISRA data portal, INDLONEEQ", "council (INDLONELGD), by Assembly area (INDLONEAA) and by equality group"),
        ("NISRA data portal, INDMHEALTHEQ", "the official portal gives it by equality group (INDMHEALTHEQ)"),
        ("NISRA data portal, INDGREENHGNI", None),  # the framework's own file has it for the whole alone
        ("our own count", None),
        (None, None),
    ],
)
def test_an_indicator_without_groups_is_told_where_the_official_portal_has_them(source, said):
    (judged,) = next(row for row in rules_in(rules) if row.code == "EV861").findings(hub(source=source))
    (told,) = (row.text for row in judged.evidence)
    assert told.startswith("Lonely: groups not recorded")
    assert (said in told) if said else told == "Lonely: groups not recorded"


def test_gaps_are_judged_group_by_group_and_what_is_unclear_is_said_once():
    seen = hub(group(CATCHING_UP, "A"), group(FALLING_BEHIND, "B"), group(UNSTEADY, "C"), group(LEVEL, "D"))
    lights = {subject: light for subject, (light, _) in found("EV862", seen).items()}
    assert lights == {"lonely: A": "green", "lonely: B": "amber", "lonely": "unknown"}
    assert found("EV862", seen)["lonely"][1] == "Cannot tell: whether the gap of C closes."


def test_each_group_is_judged_by_its_own_figures():
    seen = hub(group(CATCHING_UP, "A"), group(FALLING_BEHIND, "B"), group(LEVEL, "C"), group(LEVEL, "D"))
    lights = {subject: light for subject, (light, _) in found("EV863", seen).items()}
    assert lights == {"lonely: A": "green", "lonely: B": "amber", "lonely": "unknown"}
    assert found("EV863", seen)["lonely: B"][1] == (
        "From 11% in 2015 to 19% in 2023. Between values measured alike: 1 a year (interval 1 to 1), worse."
    )
    assert "whether C and D are better off." in found("EV863", seen)["lonely"][1]


def test_without_an_indicator_nothing_can_be_told_and_without_groups_they_are_asked_for_once():
    bare = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}])
    assert [light for light, _ in found("EV861", bare).values()] == ["unknown"]
    for code in ("EV862", "EV863"):
        assert found(code, bare) == found(code, hub()) == {}


@pytest.mark.parametrize("code", ["EV861", "EV862", "EV863"])
def test_before_implementing_nothing_is_asked(code):
    assert found(code, hub(group(LEVEL), stage="planning")) == {}
