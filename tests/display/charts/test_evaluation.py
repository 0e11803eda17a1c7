"""Charts of the evaluation: what they would draw, what they say in words, and what they say when there is nothing."""

from __future__ import annotations

import json
from datetime import date

import pytest

from partnerlab.analysis import evaluation
from partnerlab.display import charts
from partnerlab.display.figure import Figure
from partnerlab.display.grid import PLAIN, Grid
from partnerlab.display.results import Shown
from partnerlab.partnership import Partnership, read_partnership
from partnerlab.partnership.evaluation import Indicator
from samples import ROOT, SAMPLES

COVERS = (
    "partnerlab.display.charts.delivery",
    "partnerlab.display.charts.early_warnings",
    "partnerlab.display.charts.instruments",
    "partnerlab.display.charts.report_cards",
    "partnerlab.display.charts.scenarios",
    "partnerlab.display.charts.self_assessment",
    "partnerlab.display.charts.trajectory",
    "partnerlab.display.charts.verdicts",
)

PARAMETERS = ROOT / "parameters"
EMPTY = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])


@pytest.fixture(scope="module")
def samples() -> dict[str, Partnership]:
    return {slug: read_partnership(PARAMETERS / f"{slug}.yaml") for slug in SAMPLES}


def draw_all(partnership: Partnership) -> dict[str, object]:
    return {
        "answers": charts.checklist_answers(evaluation.assess_checklist(partnership)),
        "items": charts.checklist_items(
            evaluation.compare_answers(partnership), evaluation.assess_checklist_agreement(partnership)
        ),
        "surveys": charts.instrument_results(
            evaluation.assess_surveys(partnership),
            evaluation.score_partners(partnership),
            evaluation.compare_items(partnership),
        ),
        "features": charts.partnership_features(evaluation.assess_features(partnership)),
        "performance": charts.performance_card(evaluation.read_measures(partnership)),
        "population": charts.population_card(evaluation.assess_population(partnership)),
        "verdicts": charts.curve_verdicts(evaluation.compare_verdicts(partnership)),
        "scenarios": charts.curve_scenarios(evaluation.compare_scenarios(partnership)),
        "back-tests": charts.back_tests(evaluation.assess_back_tests(partnership)),
        "life cycle": charts.life_cycle_signals(evaluation.assess_life_cycle(partnership)),
        "lasting": charts.sustaining_conditions(evaluation.assess_sustainability(partnership)),
        "warnings": charts.failure_warnings(evaluation.assess_failure_reasons(partnership)),
        "actions": charts.action_timeline(evaluation.assess_actions(partnership), partnership.as_at),
        "questions": charts.four_answers(evaluation.answer_questions(partnership)),
        **{way.curve.indicator.id: charts.curve(way) for way in evaluation.assess_trajectories(partnership)},
    }


@pytest.mark.parametrize("slug", SAMPLES)
def test_every_chart_of_every_sample_is_specified_or_says_what_is_missing(slug, samples):
    for shown in draw_all(samples[slug]).values():
        drawn = isinstance(shown, Figure) and not isinstance(shown.chart, Grid)
        assert shown.specification if drawn else shown.html


def test_the_largest_sample_is_drawn_without_a_script(samples):
    drawn = draw_all(samples["lough-mental-health"])
    for name in ("answers", "performance", "verdicts", "actions"):
        html = drawn[name]._repr_mimebundle_()["text/html"]
        assert "<svg" in html
        assert "<script" not in html


def test_curves_stand_one_after_another_or_a_sentence_stands_for_none(samples):
    shown = charts.curves(evaluation.assess_trajectories(samples["riverside-support-hub"]))
    assert shown.html.count("<svg") == 2
    assert "no curve to draw" in charts.curves([]).text


def test_how_to_read_a_curve_tells_only_of_what_is_drawn(samples):
    ways = evaluation.assess_trajectories(samples["lough-mental-health"])
    read = {way.curve.indicator.title: charts.curve(way).how_to_read for way in ways}
    lonely = read["People who feel lonely often, always or some of the time"]  # too short for a forecast
    assert "fan" not in lonely
    assert "dotted lines" not in lonely
    assert "dotted upright line" in lonely
    deaths = read["Preventable deaths, age-standardised"]
    assert "The grey fan is the forecast from the base" in deaths
    assert "The dotted lines after the latest value" in deaths
    assert "dotted upright line" not in deaths


def test_with_nothing_to_show_each_chart_says_so():
    for name, shown in draw_all(EMPTY).items():
        text = shown._repr_mimebundle_()["text/plain"] if not hasattr(shown, "empty") else str(shown.html)
        assert any(word in text for word in ("No", "cannot", "not", "Nothing", "forming")), name


INDICATOR = Indicator(
    id="I",
    title="Lonely",
    unit="%",
    good_direction="down",
    rule={"base": "2021", "interval": 1},
    action_from="2026",
    target={"period": "2027", "value": 15},
    values=[{"period": str(year), "value": 20 + (year % 3) / 4} for year in range(2008, 2025) if year != 2012],
)


@pytest.fixture(scope="module")
def way() -> evaluation.Trajectory:
    return evaluation.assess_trajectory(evaluation.assess_indicator(INDICATOR))


def test_the_curve_says_its_verdicts_and_that_it_is_too_early(way):
    figure = charts.curve(way)
    assert isinstance(figure, Figure)
    drawn = json.dumps(figure.specification, ensure_ascii=False)
    for words in (
        "official rule: ",
        "against forecast: ",
        "process signal: ",
        "base 2021",
        "effects possible from 2026",
    ):
        assert words in drawn
    assert "too early to say" in figure.description
    assert figure.units == "%; lower is better"


def test_story_breaks_and_comparator_stand_with_the_curve():
    elsewhere = [{"name": "England", "values": [{"period": "2008", "value": 30}, {"period": "2009", "value": 31}]}]
    told = {"story": "Distance\n keeps people apart", "comparators": elsewhere}
    told["breaks"] = [{"period": "2015", "reason": "asked by telephone"}, {"period": "2020", "reason": "asked anew"}]
    seen = Indicator(**{**INDICATOR.model_dump(exclude_none=True), **told})
    figure = charts.curve(evaluation.assess_trajectory(evaluation.assess_indicator(seen)))
    assert figure.description.endswith("Story: Distance keeps people apart")
    assert "The series breaks in 2015: asked by telephone. The series breaks in 2020: asked anew." in figure.description
    drawn = json.dumps(figure.specification, ensure_ascii=False)
    for words in ("series breaks in 2015", "series breaks in 2020", "England"):
        assert words in drawn
    assert figure.table["elsewhere"].tolist()[:3] == [30, 31, pytest.approx(float("nan"), nan_ok=True)]
    assert "The thin grey line is England." in figure.how_to_read


def test_upright_lines_are_named_above_the_curve_and_none_on_the_row_of_another():
    breaks = [{"period": "2015", "reason": "by telephone"}, {"period": "2020", "reason": "anew"}]
    seen = Indicator(**{**INDICATOR.model_dump(exclude_none=True), "breaks": breaks})
    figure = charts.curve(evaluation.assess_trajectory(evaluation.assess_indicator(seen)))
    named = {}
    for layer in figure.specification["layer"]:
        words = layer["encoding"].get("text", {}).get("value", "")
        if words.startswith(("base", "effects", "series")):
            named[words] = (layer["encoding"]["y"]["value"], layer["mark"]["align"])
    heights = [height for height, _ in named.values()]
    assert max(heights) < 0
    assert len(set(heights)) == len(heights) == 4
    order = sorted(named, key=lambda words: named[words][0])
    assert order == ["effects possible from 2026", "series breaks in 2015", "series breaks in 2020", "base 2021"]
    assert [named[words][1] for words in order] == ["right", "left", "left", "left"]


def test_a_curve_without_story_or_comparator_says_so_and_has_no_empty_column(way):
    figure = charts.curve(way)
    assert figure.description.endswith("No story is recorded.")
    assert "elsewhere" not in figure.table


def test_two_comparators_are_drawn_as_their_mean_where_both_have_a_value():
    pair = [
        {"name": name, "values": [{"period": "2008", "value": value}, *more]}
        for name, value, more in (("A", 10, []), ("B", 20, [{"period": "2009", "value": 1}]))
    ]
    seen = Indicator(**{**INDICATOR.model_dump(exclude_none=True), "comparators": pair})
    way = evaluation.assess_trajectory(evaluation.assess_indicator(seen))
    assert way.elsewhere == "mean of 2 comparators"
    assert way.points["elsewhere"].dropna().tolist() == [15]


def test_a_series_that_cannot_be_read_says_why_instead_of_a_curve():
    broken = INDICATOR.model_copy(update={"values": INDICATOR.values[:1] * 2})
    shown = charts.curve(evaluation.assess_trajectory(evaluation.assess_indicator(broken)))
    assert isinstance(shown, Shown)
    assert "given twice" in shown.text


def test_where_verdicts_differ_both_stand_in_the_figure_and_the_reason_in_its_words(samples):
    found = evaluation.assess_trajectories(samples["glens-health-alliance"])
    figure = charts.curve({way.curve.indicator.id: way for way in found}["preventable"])
    assert "official rule says no change" in figure.description
    assert "against forecast says worse" in figure.description
    assert "They answer different questions" in figure.description


def test_answers_are_told_apart_by_shape_and_a_key_says_what_each_shape_means(samples):
    figure = charts.checklist_answers(evaluation.assess_checklist(samples["riverside-support-hub"]))
    assert figure.chart.key == {"not in place": "red", "partly": "amber", "in place": "green", "don't know": "unknown"}
    assert {cell.tone for cell in figure.chart.cells if cell.word == "–"} == {PLAIN}


def test_an_answer_that_went_up_since_the_round_before_has_an_arrow(samples):
    assessed = evaluation.assess_checklist(samples["riverside-support-hub"])
    cells = charts.checklist_answers(assessed).chart.cells
    arrows = [cell.below for cell in cells]
    moved = assessed["moved"].value_counts()
    assert arrows.count("↑") == moved["forward"] == 22
    assert arrows.count("↓") == moved.get("back", 0) == 0


def test_rounds_stand_one_under_the_other_with_their_dates(samples):
    figure = charts.checklist_answers(evaluation.assess_checklist(samples["riverside-support-hub"]))
    assert list(figure.chart.parts) == ["15 October 2025", "16 October 2026"]


def test_of_many_partners_the_latest_round_is_drawn_and_the_data_hold_the_others(samples):
    assessed = evaluation.assess_checklist(samples["lough-mental-health"])
    figure = charts.checklist_answers(assessed)
    assert list(figure.chart.parts) == ["30 September 2026"]
    assert len(figure.chart.cells) == 15 * 10
    assert len(figure.table) == len(assessed) == (14 + 15) * 10
    assert figure.how_to_read.endswith("The data hold the earlier rounds, too.")


def test_no_change_has_no_light(samples):
    figure = charts.curve_verdicts(evaluation.compare_verdicts(samples["lough-mental-health"]))
    lights = {cell.word: cell.tone for cell in figure.chart.cells}
    assert lights["no change"] == PLAIN
    assert lights["worsening"] == "red"
    assert lights["improving"] == "green"


def test_the_report_card_of_services_keeps_the_three_questions_in_order(samples):
    figure = charts.performance_card(evaluation.read_measures(samples["lough-mental-health"]))
    drawn = json.dumps(figure.specification)
    assert drawn.index("How much?") < drawn.index("How well?") < drawn.index("Is anyone better off?")
    assert figure.table["kind"].tolist() == ["how much"] * 4 + ["how well"] * 2 + ["better off"] * 4


def test_actions_show_overdue_first_and_the_day_of_the_review(samples):
    figure = charts.action_timeline(evaluation.assess_actions(samples["harbour-regeneration"]), date(2026, 10, 31))
    assert figure.table["state"].tolist()[:2] == ["overdue", "overdue"]
    assert "2026-10-31" in json.dumps(figure.specification)


def test_warnings_count_their_signals_in_words(samples):
    figure = charts.failure_warnings(evaluation.assess_failure_reasons(samples["harbour-regeneration"]))
    assert figure.description.startswith("7 of 7 common reasons for failure warn. Warnings: reasons not shared, ")
    assert "4 of 5 signals" in {cell.word for cell in figure.chart.cells}


def test_reasons_that_do_not_warn_are_counted_beside_those_that_do(samples):
    assessed = evaluation.assess_failure_reasons(samples["harbour-regeneration"])

    def said(*states):
        return charts.failure_warnings(assessed.head(len(states)).assign(state=states)).description

    counted = "1 of 3 common reasons for failure warns. Of the others, 1 needs watching, 1 shows no sign."
    assert said("warning", "watch", "no sign") == f"{counted} Warnings: reasons not shared."
    assert said("watch", "watch", "cannot tell").endswith("failure need watching. Of the others, 1 is not known.")
    assert said("cannot tell", "cannot tell") == "We cannot tell yet which common reasons for failure warn."
    assert said("no sign", "no sign") == "None of 2 common reasons for failure warns. 2 show no sign."


def test_each_partners_total_stands_beside_its_band_and_an_incomplete_answer_says_so():
    tool: dict[str, object] = {"id": "card", "title": "Card", "scored_as": "tcrp-106"}
    tool["items"] = [{"id": "a", "label": "Clear aim"}, {"id": "b", "label": "Blame", "reverse": True}]
    given = [("A", "a", 5), ("A", "b", 1), ("B", "a", 2)]
    tool["responses"] = [{"on": "2026-06-01", "by": by, "item": item, "value": value} for by, item, value in given]
    seen = Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "reviewing"}],
        partners=[{"id": "A", "name": "A"}, {"id": "B", "name": "B"}],
        instruments=[tool],
    ).at(date(2026, 6, 30))
    text = draw_all(seen)["surveys"].text
    assert "10 (healthy)" in text
    assert "not enough data (1 of 2 items)" in text
    assert "2: B" in text  # who rates the aim lowest
    assert "Blame (high is unfavourable)" in text


def test_a_revised_value_is_told_beside_the_curve():
    rows = [{"period": "2020", "value": 23, "published": "2021-05-01"}]
    rows += [{"period": "2020", "value": 21, "published": "2022-05-01"}]
    made = {"id": "I", "title": "Lonely", "unit": "%", "good_direction": "down", "values": rows}
    drawn = charts.curve(evaluation.assess_trajectory(evaluation.assess_indicator(Indicator(**made))))
    assert "Revised since first published: 2020 (23 to 21, 2022-05-01)." in drawn.description


def test_two_indicators_of_one_title_keep_their_own_verdicts():
    made = {"title": "Lonely", "unit": "%", "good_direction": "down", "rule": {"base": "2020", "interval": 1}}
    series = {"I": (20, 18), "J": (20, 23)}
    indicators = [
        {"id": name, **made, "values": [{"period": "2020", "value": a}, {"period": "2021", "value": b}]}
        for name, (a, b) in series.items()
    ]
    hub = Partnership(name="Hub", purpose="Reach", stage=[{"stage": "reviewing"}], indicators=indicators)
    drawn = charts.curve_verdicts(evaluation.compare_verdicts(hub))
    assert list(drawn.chart.parts[""]) == ["I: Lonely", "J: Lonely"]
