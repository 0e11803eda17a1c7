"""The four verdicts stand side by side, on the official series too; too early is said as such."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from partnerlab.analysis.evaluation.curve import assess_curves, assess_indicator, compare_verdicts, summarise_curves
from partnerlab.analysis.evaluation.targets import assess_target
from partnerlab.partnership import Partnership, read_partnership
from partnerlab.partnership.evaluation import Indicator

PARAMETERS = Path(__file__).parents[3] / "parameters"

OFFICIAL = {  # the statistics agency's own verdicts, as its dashboard showed them in 2025
    ("lough-mental-health", "ghq12"): "no change",
    ("lough-mental-health", "lonely"): "improving",
    ("lough-mental-health", "preventable"): "worsening",
    ("lough-mental-health", "inactive"): "improving",
    ("riverside-support-hub", "crime"): "worsening",
    ("harbour-regeneration", "recycling"): "no change",
    ("harbour-regeneration", "emissions"): "improving",
}


@pytest.mark.parametrize(("slug", "name"), OFFICIAL)
def test_the_official_rule_says_of_the_samples_what_the_agency_says(slug, name):
    partnership = read_partnership(PARAMETERS / f"{slug}.yaml")
    curve = next(row for row in assess_curves(partnership) if row.indicator.id == name)
    assert curve.verdicts[0].verdict == OFFICIAL[slug, name]


def test_on_official_figures_no_change_by_the_rule_is_worse_than_the_history_led_one_to_expect():
    partnership = read_partnership(PARAMETERS / "glens-health-alliance.yaml")
    (curve,) = assess_curves(partnership)
    rule, forecast = curve.verdicts[:2]
    assert (rule.verdict, rule.numbers["change"], rule.numbers["threshold"]) == ("no change", 4.0, 4.8)
    assert (forecast.verdict, forecast.numbers["latest"]) == ("worse", 173.0)
    assert forecast.numbers["high"] < 173.0
    assert curve.answer == "methods differ"
    assert "official rule says no change and against forecast says worse" in curve.summary
    assert "where the history was heading" in curve.summary


def indicator(values: dict[str, float], **more) -> Indicator:
    rows = [{"period": period, "value": value} for period, value in values.items()]
    return Indicator(
        **{"id": "I", "title": "Lonely", "unit": "index", "good_direction": "down", "values": rows, **more}
    )


LINE = {str(year): 20.0 + (year % 2) / 5 for year in range(2010, 2024)}


def test_values_before_the_actions_began_are_too_early_to_credit():
    curve = assess_indicator(indicator(LINE, action_from="2025"))
    assert curve.values_since_start == 0
    assert curve.timing == (
        "It is too early to say whether the partnership turned it: the latest value is for 2023, and its actions could "
        "show from 2025 on."
    )


def test_without_a_start_nothing_is_credited():
    curve = assess_indicator(indicator(LINE))
    assert curve.values_since_start is None
    assert "no change can be credited" in curve.timing


def test_values_after_the_start_are_counted():
    assert assess_indicator(indicator(LINE, action_from="2022")).values_since_start == 2


def test_without_a_rule_the_last_value_before_the_actions_is_the_base():
    curve = assess_indicator(indicator(LINE, action_from="2022"))
    assert (curve.base, curve.base_from) == ("2021", "the last value before actions could show")


def test_a_base_that_is_not_there_does_not_hide_the_series():
    curve = assess_indicator(indicator(LINE, rule={"base": "1999", "interval": 1}))
    assert curve.base is None
    assert curve.verdicts[0].verdict == "insufficient"
    assert curve.faults


@pytest.mark.parametrize(
    ("last", "answer"), [({"2024": 10.0, "2025": 9.0}, "better"), ({"2024": 31.0, "2025": 32.0}, "worse")]
)
def test_verdicts_that_agree_give_one_answer(last, answer):
    assert assess_indicator(indicator({**LINE, **last}, rule={"base": "2023", "interval": 1})).answer == answer


def test_a_series_without_values_cannot_tell():
    curve = assess_indicator(indicator({}))
    assert (curve.answer, curve.latest, curve.verdicts) == ("cannot tell", None, ())


def test_one_value_cannot_tell():
    assert assess_indicator(indicator({"2020": 4.0}, rule={"base": "2020", "interval": 1})).verdicts[1].enough is False


TARGETS = [
    ({"period": "2022", "value": 25}, "reached"),
    ({"period": "2022", "value": 15}, "missed"),
    ({"period": "2024", "value": 20}, "within reach"),
    ({"period": "2024", "value": 5}, "out of reach"),
    ({"period": "2024/25", "value": 5}, "cannot tell"),
    (None, "no target"),
]


@pytest.mark.parametrize(("target", "state"), TARGETS, ids=[state for _, state in TARGETS])
def test_a_target_is_set_beside_where_the_history_is_heading(target, state):
    found = assess_target(assess_indicator(indicator(LINE, target=target)))
    assert found.state == state
    assert found.sentence.endswith(".")


def test_a_target_cannot_be_told_from_a_short_history():
    short = indicator({"2022": 4.0, "2023": 3.0}, target={"period": "2025", "value": 2})
    assert assess_target(assess_indicator(short)).state == "cannot tell"


def test_the_verdicts_are_four_a_series_with_n_and_assumption():
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}], indicators=[indicator(LINE)])
    table = compare_verdicts(hub)
    assert table["method"].tolist() == ["official rule", "against forecast", "process signal", "intervention estimate"]
    assert (table["n"] == len(LINE)).all()
    assert table["assumption"].str.len().gt(10).all()


def test_the_summary_says_worse_first_and_too_early_last():
    hub = Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "measuring"}],
        indicators=[
            indicator(LINE, action_from="2030").model_copy(update={"title": "Flat", "id": "F"}),
            indicator({**LINE, "2024": 31.0, "2025": 32.0}, rule={"base": "2023", "interval": 1}, action_from="2030"),
        ],
    )
    text = summarise_curves(hub)
    assert text.startswith("“Lonely” has got worse")
    assert "For all it is too early" in text


def test_no_indicator_is_said_as_such():
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    assert summarise_curves(hub) == (
        "No indicator of the population is named yet, so it cannot be told whether a curve has turned."
    )


def test_sample_values_are_read_as_they_stand_in_their_files():
    with (PARAMETERS / "harbour-regeneration" / "recycling.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    partnership = read_partnership(PARAMETERS / "harbour-regeneration.yaml")
    curve = next(row for row in assess_curves(partnership) if row.indicator.id == "recycling")
    assert [str(value) for _, value in curve.observations] == [
        row["value"] + ("" if "." in row["value"] else ".0") for row in rows
    ]
