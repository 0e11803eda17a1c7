"""What is tried out starts anew where it no longer fits."""

from __future__ import annotations

from html import unescape

from partnerlab.analysis import evaluation, mapping, risk_allocation, scoping
from partnerlab.display import charts
from partnerlab.live.explorer import PARTS
from partnerlab.live.weighing import offer_weights
from partnerlab.live.workbook import Workbook
from partnerlab.partnership import read_partnership


def test_another_date_and_another_partnership_void_what_was_tried(hub):
    book = Workbook(hub)
    for verb in ("weights", "network", "forecast", "risk"):
        book.do({"do": verb})
    assert all(getattr(book.explorer, name) for name in ("weighed", "network", "tried"))
    assert set(PARTS) < book.do({"do": "date", "as_at": "2026-03-31"})
    assert not any(getattr(book.explorer, name) for name in PARTS)
    book.do({"do": "weights"})
    book.do({"do": "choose", "file": "harbour-regeneration.yaml"})
    assert not any(getattr(book.explorer, name) for name in PARTS)


def test_what_is_tried_just_as_another_date_is_chosen_is_offered_whole(hub):
    book = Workbook(hub.with_name("harbour-regeneration.yaml"))
    book.do({"do": "forecast"})
    before = book.explorer.forecast
    book.do({"do": "date", "as_at": "2026-03-31"})
    book.do({"do": "suppose", "indicator": before["indicator"], **before["now"], "story": "no_change"})
    assert set(book.explorer.forecast) == set(before)
    assert book.explorer.forecast["now"]["story"] == "no_change"
    book = Workbook(hub)
    book.do({"do": "weights"})
    before = book.explorer.weighed
    weights = dict.fromkeys((key for key, _, _ in before["criteria"]), 50)
    book.do({"do": "date", "as_at": "2026-03-31"})
    book.do({"do": "weigh", "weights": weights, "closeness": before["closeness"]})
    assert set(book.explorer.weighed) == {*before, "weights"}
    assert book.explorer.weighed["weights"] == weights


def test_what_is_not_there_as_at_the_date_is_not_tried_in_the_name_of_another(hub):
    book = Workbook(hub)
    book.do({"do": "forecast"})
    book.do({"do": "suppose", "indicator": "x", "base": "", "target": "", "period": "", "story": "no_change"})
    assert book.said == "x has no value as at this date; choose another indicator"
    book.do({"do": "type_forecast", "indicator": "x", "base": "", "target": "", "period": "", "story": "no_change"})
    assert book.said == "x is gone from the table indicators; choose another indicator"
    book.do({"do": "try_risk", "risk": "R99", "likelihood": "1", "impact": "1", "lead": ""})
    assert book.said == "R99 is no open risk as at 30 October 2026; choose another"
    assert not book.draft.alterations


def test_each_part_is_dressed_for_the_screen_by_name(hub):
    assert all(isinstance(getattr(Workbook(hub).explorer, name), dict) for name in PARTS)


def test_a_batch_says_in_words_what_each_control_would_show_as_chosen_and_what_follows(hub):
    case = read_partnership(hub)
    said = charts.option_ranks(scoping.compare_options(case)).html
    for _, name, points in offer_weights(case)["criteria"]:
        assert f"{name} {points}" in unescape(said)
    network = mapping.assess_network(case)
    assert network.threshold in charts.network_map(network).html
    losses = charts.partner_losses(mapping.compare_losses(network)).html
    assert all(f">{partner.name}</th>" in losses for partner in case.current_partners)
    curves = charts.curves(evaluation.assess_trajectories(case)).html
    verdicts = charts.curve_verdicts(evaluation.compare_verdicts(case)).html
    for curve in evaluation.assess_curves(case):
        target = curve.indicator.target
        assert not curve.base or curve.base in verdicts + curves
        assert not target or target.period in curves
    register = charts.risk_register(risk_allocation.summarise_risks(case)).html
    open_risks = risk_allocation.assess_register(case)["risk"]
    assert all(f"{risk} " in register or f">{risk}<" in register for risk in open_risks)
