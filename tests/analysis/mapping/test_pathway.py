"""The client's way: hand-offs, what supports them, and where to draw the steps."""

from __future__ import annotations

import pytest

from partnerlab.analysis.mapping import assess_pathway
from partnerlab.analysis.mapping.layers import place_in_layers

COVERS = ("partnerlab.analysis.mapping.layers",)

STEPS = [
    {"id": "call", "name": "I call", "organisation": "A", "wait_days": 1, "next": ["visit"]},
    {"id": "visit", "name": "I am visited", "organisation": "B", "wait_days": 9},
]


@pytest.mark.parametrize(
    ("actual", "sharing", "lacks", "unknown"),
    [
        (3, "yes", "", ""),
        (1, "yes", "working relationship", ""),
        (3, "partly", "data-sharing agreement", ""),
        (0, "no", "working relationship, data-sharing agreement", ""),
        (None, None, "", "working relationship, data-sharing agreement"),
    ],
)
def test_a_handoff_lacks_what_the_partners_say_it_lacks(hub, tie, *, actual, sharing, lacks, unknown):
    seen = assess_pathway(hub("A", "B", pathway=STEPS, relationships=[tie("A", "B", actual, data_sharing=sharing)]))
    assert seen.handoffs[["lacks", "unknown"]].to_numpy().tolist() == [[lacks, unknown]]


def test_a_signed_data_sharing_agreement_settles_it_and_a_draft_does_not(hub, tie):
    said = [tie("A", "B", data_sharing="no")]
    signed = {"kind": "data sharing", "signatories": ["A", "B"], "signed": "2025-01-01"}
    assert assess_pathway(hub("A", "B", pathway=STEPS, relationships=said, agreements=[signed])).handoffs[
        "data_sharing"
    ].tolist() == [True]
    draft = {"kind": "data sharing", "signatories": ["A", "B"]}
    assert assess_pathway(hub("A", "B", pathway=STEPS, relationships=said, agreements=[draft])).handoffs[
        "data_sharing"
    ].tolist() == [False]


def test_a_move_within_one_organisation_is_no_handoff(hub):
    steps = [STEPS[0], {**STEPS[1], "organisation": "A"}]
    assert assess_pathway(hub("A", pathway=steps)).handoffs.empty


def test_waits_add_up_along_the_slowest_way(hub):
    assert assess_pathway(hub("A", "B", pathway=STEPS)).traced.wait_longest == 10


def test_a_step_that_is_not_there_is_named(hub):
    assert assess_pathway(hub("A", pathway=[{**STEPS[0], "next": ["nowhere"]}])).lost == ("nowhere",)


def test_a_step_that_is_not_known_yet_on_the_date_is_left_out(hub):
    later = {**STEPS[1], "on": "2026-06-01"}
    seen = assess_pathway(hub("A", "B", pathway=[STEPS[0], later]))
    assert (seen.steps["step"].tolist(), len(seen.moves), seen.lost) == (["call"], 0, ())


def test_no_pathway_is_an_empty_one(hub):
    seen = assess_pathway(hub("A"))
    assert (seen.traced, len(seen.steps), len(seen.handoffs)) == (None, 0, 0)


def test_each_step_stands_below_those_that_lead_to_it():
    moves = [("a", "b"), ("b", "c"), ("a", "c")]
    drawn = place_in_layers(["a", "b", "c"], moves)
    assert [drawn.places[step][0] for step in "abc"] == [0, 1, 2]
    assert [layer for layer, _ in drawn.routes["a", "c"]] == [0, 1, 2]


def test_a_line_past_a_layer_runs_beside_its_steps():
    drawn = place_in_layers(["a", "b", "c"], [("a", "b"), ("b", "c"), ("a", "c")])
    assert drawn.routes["a", "c"][1] != drawn.places["b"]


def test_a_circle_does_not_stop_the_drawing():
    assert [layer for layer, _ in place_in_layers(["a", "b"], [("a", "b"), ("b", "a")]).places.values()] == [0, 1]


def test_lines_that_need_not_cross_do_not():
    drawn = place_in_layers(["a", "b", "y", "x"], [("a", "x"), ("b", "y")])
    across = {step: across for step, (_, across) in drawn.places.items()}
    assert (across["a"] < across["b"]) == (across["x"] < across["y"])
