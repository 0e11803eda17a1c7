"""Sliders of weights: what is offered, what is told, what is typed."""

from __future__ import annotations

from partnerlab.analysis.scoping.weighing import points_of
from partnerlab.live.weighing import offer_weights, read_weights, tell_weights
from partnerlab.live.workbook import Workbook
from partnerlab.partnership import read_partnership


def test_weights_are_offered_in_points_of_a_hundred_as_the_file_has_them(hub):
    offered = offer_weights(read_partnership(hub))
    assert [row[2] for row in offered["criteria"]] == [33, 25, 25, 17]
    assert offered["sentence"].startswith("Riverside") or "comes first" in offered["sentence"]


def test_another_weight_makes_another_option_come_first(hub):
    case = read_partnership(hub)
    only_cost = tell_weights(case, {**dict.fromkeys(points_of(case), 0.0), "cost": 100.0}, "closely")
    best = max(case.options, key=lambda row: row.scores["cost"])
    assert only_cost["sentence"].startswith(f"{best.name} comes first")
    assert "Turns at" in only_cost["html"]


def test_all_weights_at_none_are_told_and_never_typed(hub):
    book = Workbook(hub)
    nothing = dict.fromkeys(points_of(book.partnership), 0)
    book.do({"do": "weigh", "weights": nothing, "closeness": "roughly"})
    assert book.explorer.weighed["sentence"] == "Nothing comes first: every weight is 0."
    book.do({"do": "type_weights", "weights": nothing})
    assert "every weight is 0" in book.said
    assert book.draft.alterations == ()


def test_weights_are_typed_as_one_step_and_the_review_follows(hub):
    book = Workbook(hub)
    book.do({"do": "weights"})
    book.do({"do": "type_weights", "weights": {"reach": 10, "cost": 70}})
    assert [row.weight for row in book.partnership.criteria] == [10, 25, 25, 70]
    assert {row.table for row in book.draft.alterations} == {"criteria"}
    book.do({"do": "undo"})
    assert book.draft.alterations == ()


def test_what_is_sent_stays_within_the_slider(hub):
    read = read_weights({"reach": 400, "cost": -3, "nonsense": 1}, read_partnership(hub))
    assert (read["reach"], read["cost"]) == (100.0, 0.0)
    assert "nonsense" not in read


def test_without_options_there_is_nothing_to_weigh(tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text("name: Small\npurpose: Small things\nstage: scoping\n", encoding="utf-8")
    book = Workbook(file)
    book.do({"do": "weights"})
    assert book.explorer.weighed == {"none": True}
    assert book.said == "There are no two options with scores, so there are no weights to try."
