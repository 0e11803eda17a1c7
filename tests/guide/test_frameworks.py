from __future__ import annotations

from hashlib import sha256

import pytest

from partnerlab import guide
from partnerlab.errors import GuideError

OFFICIAL = "a935244cdc63869fc770df5b1dd9efe9636e6f88f8a613b1a31f8d75c23878ea"
"""Of the names, directions, base periods, change intervals and codes of the 51 official indicators."""


def test_the_2018_plan_has_twelve_outcomes_and_49_indicators() -> None:
    plan = guide.framework("odp-2018-19")
    assert [outcome.id for outcome in plan.outcomes] == [f"outcome-{number}" for number in range(1, 13)]
    assert len({indicator.id for indicator in plan.indicators}) == len(plan.indicators) == 49


def test_the_fifth_and_ninth_outcomes_have_five_indicators_as_reported_in_2019() -> None:
    plan = guide.framework("odp-2018-19")
    assert len(plan.outcome("outcome-5").links) == len(plan.outcome("outcome-9").links) == 5
    assert {link.certainty for link in plan.outcome("outcome-5").links} == {"verified"}


def test_what_was_only_recalled_is_marked() -> None:
    plan = guide.framework("odp-2018-19")
    assert plan.indicator("nation-brands-index").certainty == "recalled"
    assert plan.indicator("reoffending-rate").certainty == "verified"
    [link] = [link for link in plan.outcome("outcome-7").links if link.indicator == "reoffending-rate"]
    assert link.certainty == "recalled"


def test_a_link_is_never_surer_than_the_name_of_its_indicator() -> None:
    for framework in guide.frameworks():
        for outcome in framework.outcomes:
            for link in outcome.links:
                if framework.indicator(link.indicator).certainty == "recalled":
                    assert link.certainty == "recalled"


def test_the_2024_framework_has_ten_domains_and_51_indicators_each_in_one_domain() -> None:
    wellbeing = guide.framework("wellbeing-2024")
    assert len(wellbeing.outcomes) == 10
    assert len(wellbeing.indicators) == 51
    fed = [link.indicator for domain in wellbeing.outcomes for link in domain.links]
    assert sorted(fed) == sorted(indicator.id for indicator in wellbeing.indicators)


def test_the_2018_plan_gave_way_to_the_2024_framework() -> None:
    plan, wellbeing = guide.framework("odp-2018-19"), guide.framework("wellbeing-2024")
    assert plan.superseded_by == wellbeing.id
    assert plan.superseded == wellbeing.published == "2024-09"
    assert wellbeing.superseded_by is None


@pytest.mark.parametrize("framework", guide.frameworks(), ids=lambda framework: framework.id)
def test_every_indicator_feeds_an_outcome_and_every_link_leads_to_an_indicator(framework: guide.Framework) -> None:
    linked = {link.indicator for outcome in framework.outcomes for link in outcome.links}
    assert linked == {indicator.id for indicator in framework.indicators}


@pytest.mark.parametrize("framework", guide.frameworks(), ids=lambda framework: framework.id)
def test_outcomes_are_numbered_in_order_and_ids_are_their_own(framework: guide.Framework) -> None:
    assert [outcome.number for outcome in framework.outcomes] == list(range(1, len(framework.outcomes) + 1))
    ids = [outcome.id for outcome in framework.outcomes] + [indicator.id for indicator in framework.indicators]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("indicator", "direction"),
    [
        ("childrens-social-care", "up"),
        ("greenhouse-gas-emissions", "down"),
        ("recycled-waste", "up"),
        ("mental-health", "down"),
        ("preventable-deaths", "down"),
        ("economic-inactivity", "down"),
        ("crime-prevalence-rate", "down"),
        ("loneliness", "down"),
        ("trust-in-the-media", "up"),
        ("self-efficacy", "down"),
    ],
)
def test_the_good_direction_is_the_official_one(indicator: str, direction: str) -> None:
    assert guide.framework("wellbeing-2024").indicator(indicator).good_direction == direction


def test_an_unknown_outcome_or_indicator_is_answered_with_the_nearest() -> None:
    plan = guide.framework("odp-2018-19")
    with pytest.raises(GuideError, match='did you mean "outcome-7"'):
        plan.outcome("outcome7")
    with pytest.raises(GuideError, match='did you mean "housing-stress"'):
        plan.indicator("housing-stres")
    with pytest.raises(GuideError, match='did you mean "wellbeing-2024"'):
        guide.framework("wellbeing-2025")


def test_the_programme_has_nine_priorities_three_missions_and_peace_across_them() -> None:
    programme = guide.framework("programme-2024-27")
    assert len(programme.outcomes) == 9
    assert (programme.missions, programme.across) == (("People", "Planet", "Prosperity"), "Peace")


def test_each_domain_of_wellbeing_belongs_to_one_mission_of_the_programme() -> None:
    wellbeing = guide.framework("wellbeing-2024")
    programme = guide.framework(str(wellbeing.programme))
    held = {
        mission: sum(row.mission == mission for row in wellbeing.outcomes) for mission in (*programme.missions, "Peace")
    }
    assert held == {"People": 7, "Planet": 1, "Prosperity": 1, "Peace": 1}


def test_no_priority_is_said_to_serve_a_mission_since_no_source_says_so() -> None:
    assert {row.mission for row in guide.framework("programme-2024-27").outcomes} == {None}


@pytest.mark.parametrize(
    ("indicator", "base", "interval", "kind", "code"),
    [
        ("childrens-social-care", "2018/19", 1.0, "per_year", "INDCHSCLGD"),
        ("greenhouse-gas-emissions", "2018", 0.275, "per_year", "INDGREENHGNI"),
        ("recycled-waste", "2019/20", 0.5, "per_year", "INDRECWSTENI"),
        ("mental-health", "2019/20", 1.3, "fixed", "INDMHEALTHEQ"),
        ("preventable-deaths", "2014-18", 4.8, "fixed", "INDPREVDTHLGD"),
        ("economic-inactivity", "2019", 1.4, "fixed", "INDECONINACTLGD"),
        ("crime-prevalence-rate", "2021/22", 1.1, "fixed", "INDCRIMELGD"),
        ("loneliness", "2021/22", 2.0, "fixed", "INDLONELGD"),
        ("good-jobs", None, 1.0, "fixed", "INDGOODJOBSLGD"),
    ],
)
def test_the_official_rule_and_code_are_those_of_the_dashboard(
    indicator: str, base: str | None, interval: float, kind: str, code: str
) -> None:
    found = guide.framework("wellbeing-2024").indicator(indicator)
    assert found.rule == guide.OfficialRule(base=base, interval=interval, kind=kind)  # type: ignore[arg-type]  # as typed
    assert found.matrices.codes[0] == code


def test_breakdowns_by_equality_group_and_council_are_as_many_as_the_portal_has() -> None:
    codes = [row.matrices for row in guide.framework("wellbeing-2024").indicators]
    assert sum(row.equality is not None for row in codes) == 36
    assert sum(row.council is not None for row in codes) == 25


def test_every_rule_direction_and_code_is_that_of_the_dashboards_own_file() -> None:
    """The digest was made from that file (May 2025), row by row in its order, and not from our data."""
    words = {"up": "increase", "down": "decrease"}
    rows = []
    for row in guide.framework("wellbeing-2024").indicators:
        assert row.rule is not None
        interval = f"{row.rule.interval:g}{'c' if row.rule.kind == 'per_year' else ''}"
        codes = (row.matrices.ni, row.matrices.council, row.matrices.assembly_area, row.matrices.equality)
        parts = (
            row.title,
            words[str(row.good_direction)],
            row.rule.base or "",
            interval,
            *(code or "" for code in codes),
        )
        rows.append(f"{'|'.join(parts)}\n")
    assert sha256("".join(rows).encode()).hexdigest() == OFFICIAL
