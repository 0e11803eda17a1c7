"""The sample partnerships: they read without fault, their figures are the published ones, and they name nobody."""

from __future__ import annotations

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from partnerlab.analysis.evaluation.curve import assess_indicator
from partnerlab.guide import agreement_clauses
from partnerlab.partnership import Partnership, read_partnership

COVERS = ("partnerlab.partnership.evaluation",)

PARAMETERS = Path(__file__).parents[2] / "parameters"
HUB, LOUGH, HARBOUR, NETWORK, GLENS = (
    "riverside-support-hub",
    "lough-mental-health",
    "harbour-regeneration",
    "northern-food-network",
    "glens-health-alliance",
)
SAMPLES = (HUB, LOUGH, HARBOUR, NETWORK, GLENS)
OFFICIAL = {
    (HUB, "crime"): "INDCRIMEEQ, updated 2024-06-10",
    (HUB, "towns"): "INDSAFETOWNEQ, updated 2025-02-05",
    (LOUGH, "ghq12"): "INDMHEALTHEQ, updated 2025-05-20",
    (LOUGH, "lonely"): "INDLONEEQ, updated 2025-03-11",
    (LOUGH, "preventable"): "INDPREVDTHEQ, updated 2024-06-10",
    (LOUGH, "inactive"): "INDECONINACTEQ, updated 2024-12-20",
    (HARBOUR, "recycling"): "INDRECWSTENI, updated 2025-02-24",
    (HARBOUR, "emissions"): "INDGREENHGNI, updated 2024-09-17",
    (HARBOUR, "care-leavers"): "INDCHSCLGD, updated 2025-05-08",
    (GLENS, "preventable"): "INDPREVDTHEQ, updated 2024-06-10",
}
"""Each indicator's data set on the NISRA data portal and when it was last updated."""

PUBLISHED = [
    (HUB, "crime", {"2006/07": 14.2, "2019/20": 6.9, "2021/22": 3.8, "2022/23": 5.1}),
    (HUB, "towns", {"2014": 53.9, "2018": 66.7, "2022": 42.5, "2023": 44.9}),
    (LOUGH, "ghq12", {"2010/11": 19.6, "2012/13": None, "2020/21": 26.9, "2023/24": 18.8}),
    (LOUGH, "lonely", {"2017/18": 17.3, "2021/22": 20.2, "2023/24": 17.8}),
    (LOUGH, "preventable", {"2001-05": 205, "2014-18": 168, "2018-22": 179}),
    (LOUGH, "inactive", {"2006": 22.3, "2019": 19.7, "2023": 18.3}),
    (HARBOUR, "recycling", {"2006/07": 27.7, "2019/20": 51.9, "2023/24": 51.1}),
    (GLENS, "preventable", {"2001-05": 205, "2014-18": 168, "2015-19": 169, "2016-20": 173}),
    (HARBOUR, "care-leavers", {"2012/13-2014/15": 61, "2017/18-2019/20": 68, "2020/21-2022/23": 62}),
    (HARBOUR, "emissions", {"1990": 29, "1995": 28.9, "2018": 22.4, "2022": 21.3}),
]
"""Northern Ireland's values as read on the NISRA data portal; Crown copyright, Open Government Licence v3.0."""

OFFICIAL_RULES = {
    (HUB, "crime"): ("2021/22", 1.1, "fixed"),
    (LOUGH, "ghq12"): ("2019/20", 1.3, "fixed"),
    (LOUGH, "lonely"): ("2021/22", 2.0, "fixed"),
    (LOUGH, "preventable"): ("2014-18", 4.8, "fixed"),
    (LOUGH, "inactive"): ("2019", 1.4, "fixed"),
    (HARBOUR, "recycling"): ("2019/20", 0.5, "per_year"),
    (HARBOUR, "emissions"): ("2018", 0.275, "per_year"),
}
"""Base, interval and kind from the wellbeing dashboard of Northern Ireland; the one for INDSAFETOWNEQ is left out."""

OWN_BASES = ((GLENS, "preventable"), (HARBOUR, "care-leavers"))
"""Indicators with the dashboard's interval and a base of the partnership's own."""

DATES = [date(2024, 1, 1), date(2024, 9, 30), date(2025, 4, 30), date(2025, 10, 31), date(2026, 4, 30)]


@cache
def sample(slug: str) -> Partnership:
    return read_partnership(PARAMETERS / f"{slug}.yaml")


def indicator(slug: str, key: str):
    return next(row for row in sample(slug).indicators if row.id == key)


def test_there_are_these_four():
    assert {file.stem for file in PARAMETERS.glob("*.yaml")} >= set(SAMPLES)


@pytest.mark.parametrize("slug", SAMPLES)
def test_each_reads_without_fault_and_says_that_it_is_illustrative(slug):
    partnership = sample(slug)
    assert partnership.slug == slug
    assert partnership.illustrative


@pytest.mark.parametrize("slug", SAMPLES)
def test_each_file_opens_with_its_schema_and_a_comment_that_tells_what_is_invented(slug):
    first, *rest = (PARAMETERS / f"{slug}.yaml").read_text(encoding="utf-8").splitlines()
    assert first == "# yaml-language-server: $schema=partnership.schema.json"
    heading = " ".join(line for line in rest[:20] if line.startswith("#"))
    assert "ILLUSTRATIVE" in heading
    assert "invented" in heading


@pytest.mark.parametrize("slug", SAMPLES)
def test_people_appear_as_roles_only(slug):
    partnership = sample(slug).whole
    owned = (*partnership.initiator, *partnership.broker, *partnership.outcomes.sro)
    people = [*owned, *(row for partner in partnership.partners for row in partner.representatives)]
    assert all(person.role for person in people)
    assert not any(person.name or person.contact for person in people)


@pytest.mark.parametrize("slug", SAMPLES)
def test_no_file_holds_an_address_or_a_telephone_number(slug):
    files = [PARAMETERS / f"{slug}.yaml", *(PARAMETERS / slug).glob("*.csv")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    assert not re.search(r"\S@\S|\b(?:\+44|028|07\d{3})[\d ]{6,}", text)


@pytest.mark.parametrize("slug", SAMPLES)
def test_each_table_of_a_folder_is_used(slug):
    tables = {file.relative_to(PARAMETERS).as_posix() for file in (PARAMETERS / slug).rglob("*") if file.is_file()}
    assert {row.file for row in sample(slug).inputs} == {f"{slug}.yaml", *tables}


@pytest.mark.parametrize(("slug", "key", "values"), PUBLISHED)
def test_indicators_hold_the_published_values(slug, key, values):
    series = {row.period: row.value for row in indicator(slug, key).values}
    assert {period: series[period] for period in values} == values


@pytest.mark.parametrize(("place", "data_set"), OFFICIAL.items())
def test_indicators_name_source_date_and_licence_and_date_their_newest_value(place, data_set):
    row = indicator(*place)
    assert row.source == f"NISRA data portal, {data_set}, Crown copyright, Open Government Licence v3.0"
    newest = [date.fromisoformat(data_set[-10:])] if place[0] != GLENS else []  # cut before the newest value
    assert [value.published for value in row.values if value.published] == newest
    assert (row.values[-1].published is not None) == bool(newest)


def test_an_alliance_of_2020_takes_the_dashboards_interval_from_a_base_of_its_own_and_the_figures_known_in_2022():
    row, later = indicator(GLENS, "preventable"), indicator(LOUGH, "preventable")
    assert (row.rule.interval, row.rule.kind) == (later.rule.interval, later.rule.kind)
    pairs = [(value.period, value.value) for value in later.values]
    assert [(value.period, value.value) for value in row.values] == pairs[: pairs.index(("2016-20", 173.0)) + 1]


def test_one_indicator_is_set_beside_the_same_elsewhere_and_gets_a_fifth_verdict():
    compared = {
        (slug, row.id): row.comparators for slug in SAMPLES for row in sample(slug).indicators if row.comparators
    }
    ((place, (there,)),) = compared.items()
    assert place == (HARBOUR, "care-leavers")
    values = {row.period: row.value for row in there.values}
    assert (values["2012/13-2014/15"], values["2017/18-2019/20"], values["2020/21-2022/23"]) == (68, 67, 78)
    verdict = assess_indicator(indicator(*place)).verdicts[-1]
    assert (verdict.method, verdict.verdict) == ("comparison", "no clear difference")


def test_each_official_rule_is_the_dashboards():
    found = {
        (slug, row.id): (row.rule.base, row.rule.interval, row.rule.kind)
        for slug in SAMPLES
        for row in sample(slug).indicators
        if row.rule is not None and (slug, row.id) not in OWN_BASES
    }
    assert found == OFFICIAL_RULES
    assert all(indicator(*place).rule.source for place in found)


def test_the_only_gap_in_an_official_series_is_one_that_was_not_collected():
    gaps = [
        (slug, row.id, value.period)
        for slug in SAMPLES
        for row in sample(slug).indicators
        for value in row.values
        if value.value is None
    ]
    assert gaps == [(LOUGH, "ghq12", "2012/13")]


def test_one_indicator_is_given_by_group_in_the_published_figures():
    given = {(slug, row.id): row.groups for slug in SAMPLES for row in sample(slug).indicators if row.groups}
    ((place, groups),) = given.items()
    assert place == (HUB, "crime")
    series = {row.name: {value.period: value.value for value in row.values} for row in groups}
    ends = {name: (values["2006/07"], values["2022/23"]) for name, values in series.items()}
    assert ends == {
        "Most deprived fifth": (19.2, 7.3),
        "Least deprived fifth": (12.6, 5.3),
        "Urban": (16.9, 6.6),
        "Rural": (11, 3),
        "With a disability": (14.4, 6.2),
        "Without a disability": (14.2, 4.7),
        "Aged 16 to 24": (22.5, 8.4),
    }
    lacking = [(name, period) for name, values in series.items() for period, value in values.items() if value is None]
    assert lacking == [("Aged 16 to 24", "2020/21")]  # fewer than 100 people answered
    assert all(f"NISRA data portal, {OFFICIAL[place]}, Crown copyright" in row.source for row in groups)


@pytest.mark.parametrize("slug", [HUB, LOUGH, HARBOUR])
def test_percentages_of_performance_follow_from_what_was_counted(slug):
    counted = [
        (value.value, value.numerator / value.denominator)
        for row in sample(slug).performance
        for value in row.values
        if value.numerator is not None and value.denominator is not None
    ]
    assert all(value == pytest.approx(100 * share, abs=0.05) for value, share in counted)


@pytest.mark.parametrize("slug", SAMPLES)
@pytest.mark.parametrize("as_at", DATES)
def test_each_can_be_seen_as_it_stood_on_an_earlier_date(slug, as_at):
    earlier = sample(slug).at(as_at)
    assert earlier.as_at == as_at
    assert all(rating.on <= as_at for rating in earlier.ratings)
    assert len(earlier.ratings) <= len(earlier.whole.ratings)


@pytest.mark.parametrize("slug", [HUB, LOUGH, HARBOUR])
def test_something_has_changed_since_the_last_review(slug):
    partnership = sample(slug)
    assert len(partnership.reviews) >= 2
    earlier = partnership.at(partnership.last_review)
    assert len(earlier.ratings) < len(partnership.ratings)
    assert len(earlier.checklist) < len(partnership.checklist)
    assert [row.lead for row in earlier.leads] != [row.lead for row in partnership.leads]


def test_a_rating_and_a_lead_of_the_hub_have_moved_since_spring():
    hub = sample(HUB)
    spring = hub.at(hub.last_review)
    latest = {
        seen.as_at: [row for row in seen.ratings if (row.risk, row.by) == ("R8", "PSNI")][-1] for seen in (spring, hub)
    }
    assert [row.likelihood for row in latest.values()] == [3, 4]
    assert (spring.lead_of("R2").lead, hub.lead_of("R2").lead) == ("PSNI", "WHSCT")


def test_the_hub_is_small_and_the_lough_large():
    hub, lough = sample(HUB), sample(LOUGH)
    assert len(hub.current_partners) == 7
    assert len(lough.current_partners) == 15
    assert len({row.sector for row in lough.current_partners}) == 7
    assert len(lough.risks) == 28
    assert len({row.on for row in lough.ratings if row.kind == "residual"}) == 4


@pytest.mark.parametrize("slug", [HUB, LOUGH, HARBOUR])
def test_nobody_rates_answers_or_comes_before_joining_or_after_leaving(slug):
    partnership = sample(slug)
    stay = {row.id: (row.joined, row.left or date.max) for row in partnership.partners}
    words = (*partnership.ratings, *partnership.relationships, *partnership.checklist, *partnership.surveys)
    said = [(row.by, row.on) for row in words if row.by is not None]
    came = [(partner, meeting.on) for meeting in partnership.meetings for partner in meeting.present]
    assert [(who, on) for who, on in said + came if not stay[who][0] <= on <= stay[who][1]] == []


@pytest.mark.parametrize("slug", [HUB, LOUGH, HARBOUR])
def test_who_came_by_deputy_is_counted_as_present(slug):
    assert all(set(meeting.by_deputy) <= set(meeting.present) for meeting in sample(slug).meetings)


@pytest.mark.parametrize("slug", [HUB, LOUGH, HARBOUR])
def test_clauses_are_those_that_the_guide_layer_lists(slug):
    known = {clause.id for clause in agreement_clauses()}
    used = {clause.id for agreement in sample(slug).agreements for clause in agreement.clauses}
    assert used <= known


def test_the_harbour_is_in_trouble():
    harbour = sample(HARBOUR)
    assert not any(agreement.signed for agreement in harbour.agreements)
    assert [row.id for row in harbour.partners if row.left] == ["Shore"]
    led = {row.id for row in harbour.risks if harbour.lead_of(row.id)}
    assert {"H3", "H6", "H8", "H9", "H10"}.isdisjoint(led)
    late = [row.id for row in harbour.milestones if row.done is None and row.due < harbour.as_at]
    assert late == ["M1", "M4", "M5", "M6", "M7"]
    assert next(row for row in harbour.governance if row.id == "board").chair is None


def test_the_network_at_its_first_meeting_has_hardly_anything():
    network = sample(NETWORK)
    assert network.current_stage == "scoping"
    assert len(network.partners) == 3
    tables = (network.risks, network.indicators, network.agreements, network.checklist, network.tasks)
    assert not any(tables)
    assert network.last_review is None


@pytest.mark.parametrize("slug", SAMPLES)
def test_tables_are_plain_text_that_a_spreadsheet_opens(slug):
    for file in (PARAMETERS / slug).glob("*.csv"):
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        widths = {len(row) for row in csv.reader(lines)}
        assert len(widths) == 1, file.name
