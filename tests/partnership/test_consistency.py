"""What a file says that cannot hold together is refused where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.partnership import read_partnership

COVERS = (
    "partnerlab.partnership.scale_faults",
    "partnerlab.partnership.series_faults",
    "partnerlab.partnership.unchecked",
)

START = "name: Hub\npurpose: Reach people\nstage: scoping\npartners: [{id: A, name: A}, {id: B, name: B}]\n"

DISCUSSED = "prompt: risk-1, on: 2026-01-01"

Told = Callable[[str], list[str]]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Return the lines that are printed for what follows purpose, stage and two partners; none when all is well."""

    def lines(text: str) -> list[str]:
        (tmp_path / "hub.yaml").write_text(START + text, encoding="utf-8")
        try:
            read_partnership(tmp_path / "hub.yaml")
        except InputError as error:
            return error.lines()
        return []

    return lines


def test_a_tie_of_a_partner_with_itself_is_refused(told: Told) -> None:
    assert told("relationships:\n  - {by: A, with: B, on: 2026-01-01, actual: 3}\n") == []
    (fault,) = told("relationships:\n  - {by: A, with: A, on: 2026-01-01, actual: 3}\n")
    assert fault == "hub.yaml:6: A answers about itself; name another partner under `with`"


@pytest.mark.parametrize(
    ("table", "row", "other"),
    [
        ("relationships", "by: A, with: B, on: 2026-01-01, actual: 3", "by: B, with: A, on: 2026-01-01, actual: 3"),
        ("acceptances", "by: A, on: 2026-01-01, accepted: yes", "by: A, on: 2026-01-02, accepted: yes"),
        ("life_cycle", "by: A, on: 2026-01-01, stage: forming", "by: B, on: 2026-01-01, stage: forming"),
        ("decisions", "on: 2026-01-01, decision: change", "on: 2026-01-02, decision: change"),
        (
            "assurance",
            "part: analyst, who: A, on: 2026-01-01",
            "part: assurer, who: A, on: 2026-01-01",
        ),
        (
            "checklist",
            "by: A, on: 2026-01-01, item: 1, answer: partly",
            "by: A, on: 2026-01-01, item: 2, answer: partly",
        ),
    ],
)
def test_two_answers_of_one_day_by_one_partner_on_one_thing_are_refused(
    table: str, row: str, other: str, told: Told
) -> None:
    assert told(f"{table}:\n  - {{{row}}}\n  - {{{other}}}\n") == []
    (fault,) = told(f"{table}:\n  - {{{row}}}\n  - {{{row}}}\n")
    assert fault.startswith(f"hub.yaml:7: {table}: two answers for ")
    assert "here and at hub.yaml:6; keep one" in fault


@pytest.mark.parametrize(
    ("fine", "wrong", "says"),
    [
        (
            f"guide_risks: [{{{DISCUSSED}, answer: ours, risk: R1}}]\nrisks: [{{id: R1, title: Delay}}]",
            f"guide_risks: [{{{DISCUSSED}, answer: not ours, risk: R1}}]\nrisks: [{{id: R1, title: Delay}}]",
            "the answer is `not ours`, yet risk R1 is named; keep one",
        ),
        (
            "risk_settings: {appetite: 25}",
            "risk_settings: {appetite: 26}",
            "appetite 26 is above the highest risk score, 5 × 5",
        ),
        (
            "risks: [{id: R1, title: Delay, appetite: 25}]",
            "risks: [{id: R1, title: Delay, appetite: 30}]",
            "appetite 30 is above the highest risk score, 5 × 5",
        ),
    ],
)
def test_two_answers_in_one_row_and_an_appetite_off_the_scale_are_refused(
    fine: str, wrong: str, says: str, told: Told
) -> None:
    assert told(f"{fine}\n") == []
    assert told(f"{wrong}\n") == [f"hub.yaml:5: {says}"]


def test_an_appetite_is_held_to_a_scale_of_ones_own(told: Told) -> None:
    scale = "scales: [{id: four, source: ours, levels: [{value: 1, label: low}, {value: 4, label: high}]}]\n"
    settings = "risk_settings: {{likelihood_scale: four, impact_scale: four, bands: four, appetite: {}}}\n"
    assert told(scale + settings.format(16)) == []
    assert told(scale + settings.format(17)) == ["hub.yaml:6: appetite 17 is above the highest risk score, 4 × 4"]


def test_two_stages_that_begin_on_one_day_are_refused(tmp_path: Path) -> None:
    stages = "stage: [{stage: scoping, on: 2025-01-01}, {stage: building, on: DAY}, {stage: planning}]"
    file = tmp_path / "hub.yaml"
    file.write_text(START.replace("stage: scoping", stages.replace("DAY", "2025-02-01")), encoding="utf-8")
    read_partnership(file)
    file.write_text(START.replace("stage: scoping", stages.replace("DAY", "2025-01-01")), encoding="utf-8")
    with pytest.raises(InputError, match="stage: two answers for on 2025-01-01"):
        read_partnership(file)


def test_a_rating_of_each_kind_may_be_of_one_day(told: Told) -> None:
    rating = "  - {risk: R1, by: A, on: 2026-01-01, likelihood: 2, impact: 3, kind: %s}\n"
    risks = "risks: [{id: R1, title: Floods}]\nratings:\n"
    assert told(risks + rating % "inherent" + rating % "residual") == []
    (fault,) = told(risks + (rating % "residual").replace(", kind: residual", "") + rating % "residual")
    assert "two answers for risk R1, kind residual, by A, on 2026-01-01" in fault


@pytest.mark.parametrize(
    ("level", "fine"),
    [
        ("1", True),
        ("5", True),
        ("3.4", True),
        ("likely", True),
        ("lik", True),
        ("5.1", False),
        ("9", False),
        ("soon", False),
    ],
)
def test_ratings_lie_on_their_scale(level: str, fine: bool, told: Told) -> None:
    found = told(
        f"risks: [{{id: R1, title: x}}]\nratings:\n  - {{risk: R1, on: 2026-01-01, likelihood: {level}, impact: 2}}\n"
    )
    assert (found == []) is fine
    assert all(
        f"likelihood {level} is off the scale likelihood-5, which runs from 1 to 5 (rare" in fault for fault in found
    )


def test_ratings_are_held_to_a_scale_of_ones_own(told: Told) -> None:
    text = (
        "scales: [{id: ours, source: us, levels: [{value: 1, label: low}, {value: 3, label: high}]}]\n"
        "risk_settings: {impact_scale: ours}\nrisks: [{id: R1, title: x}]\n"
        "ratings: [{risk: R1, on: 2026-01-01, likelihood: 2, impact: 4}]\n"
    )
    assert told(text) == ["hub.yaml:8: impact 4 is off the scale ours, which runs from 1 to 3 (low, high)"]
    assert told(text.replace("impact: 4", "impact: high")) == []
    assert told(text.replace("scale: ours", "scale: hours")) == [
        'hub.yaml:6: impact_scale "hours" is not known; did you mean "ours"?'
    ]


def test_levels_of_collaboration_lie_on_their_scheme(told: Told) -> None:
    (fault,) = told("relationships: [{by: A, with: B, on: 2026-01-01, needed: 5, actual: 6}]\n")
    assert "actual 6 is off the scheme frey, which runs from 0 to 5" in fault


@pytest.mark.parametrize(
    ("levels", "says"),
    [
        ("[]", 'scale "own" has no levels'),
        ("[{value: 1, label: a}, {value: 1, label: b}]", 'scale "own" has two levels of value 1'),
        ("[{value: 1, label: a}, {value: 2, label: A}]", 'scale "own" has two levels of label A'),
        ("[{value: 1, label: a}, {value: 2, label: 'a '}]", 'scale "own" has two levels of label a'),
        (
            "[{value: 2, label: b, probability: 0.1}, {value: 1, label: a, probability: 0.9}]",
            "level 2 has probability 0.1, less than level 1 with 0.9",
        ),
    ],
)
def test_a_scale_has_levels_and_each_once(levels: str, says: str, told: Told) -> None:
    (fault,) = told(f"scales: [{{id: own, source: us, levels: {levels}}}]\n")
    assert says in fault


def test_one_id_is_not_a_partners_and_a_stakeholders(told: Told) -> None:
    (fault,) = told("stakeholders: [{id: A, name: Another}]\n")
    assert 'id "A" is that of a partner, too' in fault


@pytest.mark.parametrize(("taken", "whose"), [("A", "a partner"), ("S", "a stakeholder")])
def test_a_body_has_an_id_of_its_own(taken: str, whose: str, told: Told) -> None:
    text = "stakeholders: [{{id: S, name: Another}}]\ngovernance: [{{id: {}, name: Board, kind: committee}}]\n"
    (fault,) = told(text.format(taken))
    assert fault == (
        f'hub.yaml:6: id "{taken}" is that of {whose}, too; choose another for the body, '
        "and name that under `reports_to`"
    )
    assert told(text.format("board")) == []


@pytest.mark.parametrize("name", ["likelihood-5", "frey", "risk-5x5"])
def test_a_scale_of_ones_own_does_not_take_the_place_of_a_supplied_one(name: str, told: Told) -> None:
    text = "scales: [{{id: {}, source: us, levels: [{{value: 1, label: low}}, {{value: 9, label: high}}]}}]\n"
    (fault,) = told(text.format(name))
    assert fault == (
        f'hub.yaml:5: id "{name}" is that of a supplied scale, too; choose another, and name that under '
        "`risk_settings` or `levels`"
    )
    assert told(text.format("our-scale")) == []


def test_an_id_of_a_stakeholder_does_not_look_like_a_partners(told: Told) -> None:
    (fault,) = told('stakeholders: [{id: "\\u0410", name: Another}]\n')
    assert "looks the same as that of a partner, but is typed with other characters" in fault


@pytest.mark.parametrize("level", ["[1]", "{a: 1}"])
def test_a_rating_of_another_shape_is_told_by_its_record_alone(level: str, told: Told) -> None:
    text = f"risks: [{{id: R1, title: x}}]\nratings: [{{risk: R1, on: 2026-01-01, likelihood: {level}, impact: 2}}]\n"
    assert not any("off the scale" in fault for fault in told(text))


@pytest.mark.parametrize("row_id", ['""', '" "'])
def test_a_blank_id_is_refused(row_id: str, told: Told) -> None:
    assert told(f"risks: [{{id: {row_id}, title: x}}]\n") == ["hub.yaml:5: id is blank; fill it in"]


def test_thresholds_do_not_cross_even_one_with_the_default_of_the_other(told: Told) -> None:
    assert told("thresholds: {amber_product: 16}\n") == []
    (fault,) = told("thresholds: {amber_product: 17}\n")
    assert "amber_product 17 is above red_product 16" in fault
    assert told("thresholds: {amber_product: 17, red_product: 20}\n") == []


def test_a_rung_stands_once(told: Told) -> None:
    (fault,) = told("disputes: [{rung: 1, name: Talk}, {rung: 1, name: Chair}]\n")
    assert "step 1 is twice among the escalation steps" in fault


@pytest.mark.parametrize("number", [4, 0, -1])
def test_a_step_leads_to_one_that_is_listed(number: int, told: Told) -> None:
    steps = "disputes:\n  - {{rung: 1, name: Talk, next: {}}}\n  - {{rung: 2, name: Chairs, final: true}}\n"
    assert told(steps.format(2)) == []
    assert told(steps.format(number)) == [f"hub.yaml:6: next {number} is not an escalation step; known are 1 and 2"]


def test_a_difference_has_reached_a_step_that_is_listed(told: Told) -> None:
    difference = "differences: [{id: D1, matter: Who pays, on: 2026-01-01, step: 3}]\n"
    assert told(difference) == []  # no step is recorded yet
    assert told(difference + "disputes: [{rung: 1, name: Talk, final: true}]\n") == [
        "hub.yaml:5: step 3 is not an escalation step; known are 1"
    ]


def test_a_step_whose_next_is_not_recorded_is_for_the_review(told: Told) -> None:
    assert told("disputes: [{rung: 1, name: Talk}, {rung: 2, name: Chairs, final: true}]\n") == []


def test_steps_that_lead_nowhere_are_all_told_and_a_faulty_number_once(told: Told, tmp_path: Path) -> None:
    (tmp_path / "steps.csv").write_text("rung,name,next\n1,Talk,5\n2,Chairs,6\n", encoding="utf-8")
    assert told("disputes: steps.csv\n") == [
        "steps.csv:2: next 5 is not an escalation step; known are 1 and 2",
        "steps.csv:3: next 6 is not an escalation step; known are 1 and 2",
    ]
    (tmp_path / "steps.csv").write_text("rung,name,next\n1,Talk,2\nb,Chairs,\n", encoding="utf-8")
    (fault,) = told("disputes: steps.csv\n")
    assert fault.startswith("steps.csv:3: ")


@pytest.mark.parametrize("number", ["[1]", "{a: 1}", "[]"])
def test_a_number_of_a_step_that_is_none_is_told_once(number: str, told: Told) -> None:
    (fault,) = told(f"disputes: [{{rung: {number}, name: Talk, next: 2}}]\n")
    assert fault.startswith("hub.yaml:5: disputes row 1, rung: a ")


@pytest.mark.parametrize(("number", "rule"), [("2.5", "a whole number"), ("0", "at least 1"), ("9" * 20, "too large")])
def test_a_step_that_has_a_fault_of_its_own_is_not_told_again(number: str, rule: str, told: Told) -> None:
    difference = f"differences: [{{id: D1, matter: Who pays, on: 2026-01-01, step: {number}}}]\n"
    (fault,) = told("disputes: [{rung: 1, name: Talk, final: true}]\n" + difference)
    assert rule in fault


@pytest.mark.parametrize(
    ("row", "first", "second"),
    [
        ("risks: [{{id: R1, title: x, on: {}, closed: {}}}]", "on", "closed"),
        ("risks: [{{id: R1, title: x}}]\nowners: [{{risk: R1, role: x, from: {}, to: {}}}]", "from", "to"),
        ("broker: {{organisation: A, from: {}, to: {}}}", "from", "to"),
        ("outcomes: {{sro: {{organisation: A, from: {}, to: {}}}}}", "from", "to"),
        ("governance: [{{id: b, name: Board, kind: committee, on: {}, ended: {}}}]", "on", "ended"),
        (
            "governance: [{{id: b, name: x, kind: committee, other_members: [{{kind: elected, from: {}, to: {}}}]}}]",
            "from",
            "to",
        ),
        ("agreements: [{{kind: MoU, on: {}, signed: {}}}]", "on", "signed"),
        ("agreements: [{{kind: MoU, signed: {}, ended: {}}}]", "signed", "ended"),
        ("differences: [{{id: D1, matter: x, on: {}, settled: {}}}]", "on", "settled"),
        ("constraints: [{{kind: budget, text: x, on: {}, lifted: {}}}]", "on", "lifted"),
    ],
)
def test_nothing_ends_before_it_begins(row: str, first: str, second: str, told: Told) -> None:
    assert told(row.format("2026-01-02", "2026-01-02") + "\n") == []
    (fault,) = told(row.format("2026-01-02", "2026-01-01") + "\n")
    assert fault.endswith(f": {second}: 2026-01-01 is before 2026-01-02, under `{first}`; correct one of them")


def test_a_partner_does_not_leave_before_it_joins_nor_its_representative(tmp_path: Path) -> None:
    person = "representatives: [{role: Head, from: 2026-02-02, to: 2026-02-01}]"
    partners = f"partners: [{{id: A, name: A, joined: 2026-01-02, left: 2026-01-01, {person}}}]\n"
    (tmp_path / "hub.yaml").write_text("name: Hub\npurpose: x\nstage: scoping\n" + partners, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_partnership(tmp_path / "hub.yaml")
    assert refused.value.lines() == [
        "hub.yaml:4: left: 2026-01-01 is before 2026-01-02, under `joined`; correct one of them",
        "hub.yaml:4: to: 2026-02-01 is before 2026-02-02, under `from`; correct one of them",
    ]


def test_what_was_done_before_it_was_written_down_is_read(told: Told) -> None:
    assert told("actions: [{id: A1, title: x, on: 2026-01-02, done: 2026-01-01}]\n") == []
    assert told("milestones: [{id: M1, name: x, on: 2026-01-02, due: 2026-01-01, done: 2026-01-01}]\n") == []


def test_dates_that_are_none_have_their_own_fault_only(told: Told) -> None:
    assert len(told("risks: [{id: R1, title: x, on: [2026-01-02], closed: soon}]\n")) == 2


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("accountabilities: [{dimension: horizontal, partner: A, to: A}]", "A answers to itself"),
        ("meetings: [{on: 2026-01-01, present: [A, B, A]}]", 'present names "A" twice'),
        ("collaboration: [{on: 2026-01-01, actual: 2}, {on: 2026-01-01, actual: 3}]", "two answers for on 2026-01-01"),
        ("agreements: [{kind: MoU, clauses: [{id: exit}, {id: exit, in_place: no}]}]", "two answers for id exit"),
        (
            "risks: [{id: R1, title: x}]\nowners: [{risk: R1, role: Head}, {risk: R1, role: Chair}]",
            "two answers for risk R1, here",
        ),
        (
            "outcomes: {framework: wellbeing-2024, own: [{id: caring-society, name: Care}]}",
            'id "caring-society" is that of an outcome of a framework, too',
        ),
        ("outcomes: {framework: [wellbeing-2024], aligned: [caring-society]}", "framework: a list must be text"),
        (
            "criteria: [{id: near, name: Near}]\noptions: [{id: o, name: O, form: network, scores: {far: 3}}]",
            'scores "far" is not a criterion; known are near',
        ),
        (
            "disputes: [{rung: 1, name: Talk, next: 2, final: true}, {rung: 2, name: Chairs}]",
            "step 1 makes the final decision, yet leads on to step 2; keep `final` or `next`",
        ),
        (
            "moves: {small_effort: [chair], large_effort: [money, chair]}",
            '"chair" is under small_effort and under large_effort; keep one',
        ),
        ("funding: [{year: 2019/25, amount: 5}]", "year: '2019/25' is not a period"),
    ],
)
def test_what_names_the_same_twice_or_names_nothing_is_told_once(row: str, says: str, told: Told) -> None:
    (fault,) = told(row + "\n")
    assert says in fault


def test_a_lead_of_one_partner_twice_is_told_once(told: Told) -> None:
    (fault,) = told("risks: [{id: R1, title: x}]\nleads: [{risk: R1, shared: [A, A]}]\n")
    assert "two or more different partners" in fault


def test_an_owner_who_followed_another_and_scores_ahead_of_criteria_are_read(told: Told) -> None:
    owners = "owners: [{risk: R1, role: Head, to: 2025-12-31}, {risk: R1, role: Chair}]\n"
    assert told("risks: [{id: R1, title: x}]\n" + owners) == []
    assert told("options: [{id: o, name: O, form: network, scores: {far: 3}}]\n") == []


SERIES = "indicators: [{id: i, title: t, unit: '%%', good_direction: up, values: [%s]}]\n"


@pytest.mark.parametrize("period", ["abc", "2019-13", "2019Q5", "2019/25", "-2019", "''", "2019 - 2019"])
def test_what_is_no_period_is_refused(period: str, told: Told) -> None:
    (fault,) = told(SERIES % f"{{period: {period}, value: 1}}")
    assert "is not a period; write years as 2019" in fault


def test_a_break_is_at_a_period(told: Told) -> None:
    text = "indicators: [{id: i, title: t, unit: '%%', good_direction: up, breaks: [{period: %s, reason: r}]}]\n"
    assert told(text % "2019") == []
    for period in ("abc", "2019-13", "''"):
        (fault,) = told(text % period)
        assert "is not a period; write years as 2019" in fault
    for period in ("' '", "TBC", "[2019]"):
        assert len(told(text % period)) == 1


@pytest.mark.parametrize("against", ["Men", "Women"])
def test_a_group_is_compared_with_another_of_its_indicator(against: str, told: Told) -> None:
    text = "indicators: [{{id: i, title: t, unit: p, good_direction: up, groups: [{{name: Women, against: {}}}{}]}}]\n"
    assert told(text.format("Men", ", {name: Men}")) == []
    (fault,) = told(text.format(against, ", {name: Girls}"))
    assert fault.endswith(f'against "{against}" is no other group of the indicator; known are Girls')


@pytest.mark.parametrize("periods", [["2014-10", "2014-11"], ["2003-07", "2014-18"], ["2019/20", "2020/21"], ["2019"]])
def test_periods_are_read_in_the_light_of_their_series(periods: list[str], told: Told) -> None:
    assert told(SERIES % ", ".join(f"{{period: {period}, value: 1}}" for period in periods)) == []


def test_a_period_that_could_be_two_is_to_be_told_apart(told: Told) -> None:
    (fault,) = told(SERIES % "{period: 2003-07, value: 1}")
    assert "could be a range of years (2003 to 2007) or a month (Jul 2003)" in fault


def test_a_period_stands_once_unless_it_was_published_again(told: Told) -> None:
    (fault,) = told(SERIES % "{period: 2019/20, value: 1}, {period: 2019/2020, value: 2}")
    assert 'period "2019/2020" is twice in the series' in fault
    assert told(SERIES % "{period: 2019/20, value: 1}, {period: 2019/20, value: 2, published: 2021-01-01}") == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            "leads: [{risk: R1, lead: A, on: 2026-01-01}, {risk: R1, lead: B, on: 2026-01-01}]",
            "two answers for risk R1",
        ),
        ("leads: [{risk: R1, lead: A}, {risk: R1, lead: B}]", "two answers for risk R1, here"),
        ("influences: [{risk: R1, partner: A}, {risk: R1, partner: A}]", "two answers for risk R1, partner A, here"),
        ("stakeholders: [{id: 'S ', name: x}]", 'id "S " has blanks around it'),
        ('stakeholders: [{id: "\\u200b", name: x}]', "id is blank"),
    ],
)
def test_answers_of_which_one_would_be_lost_and_ids_that_look_alike_are_refused(
    tmp_path: Path, rows: str, told: str
) -> None:
    start = "name: Hub\npurpose: x\nstage: scoping\npartners: [{id: A, name: A}, {id: B, name: B}]\n"
    (tmp_path / "hub.yaml").write_text(f"{start}risks: [{{id: R1, title: t}}]\n{rows}\n", encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_partnership(tmp_path / "hub.yaml")


@pytest.mark.parametrize("denominator", [0, -5])
def test_a_share_of_nobody_is_refused_with_what_to_write(denominator: int, told: Told) -> None:
    measure = "performance:\n  - id: m\n    title: M\n    kind: better off\n    unit: '%'\n    values:\n"
    (fault,) = told(f"{measure}      - {{period: 2025Q3, numerator: 0, denominator: {denominator}}}\n")
    assert fault == (
        f'hub.yaml:11: performance row 1, values row 1, denominator: "{denominator}" must be above 0; '
        "for a period that counted nobody, leave value, numerator and denominator empty"
    )
    assert told(f"{measure}      - {{period: 2025Q3}}\n") == []
