"""A word that only holds a place, such as TBC, is no answer: the field counts as missing."""

from __future__ import annotations

import pytest

from partnerlab.analysis.facts.bodies import owner_in_post
from partnerlab.analysis.review import find_findings
from partnerlab.analysis.scoping.founders import holder_of
from partnerlab.characters import says_nothing
from partnerlab.partnership import read_partnership

FILE = """
name: Hub
purpose: {purpose}
stage: [{{stage: managing, on: 2026-01-01}}]
rationale: {held}
partners:
  A: {{name: Alpha, representatives: [{{role: Head, deputy: {held}}}]}}
governance:
  b: {{name: Board, kind: committee, chair: {held}}}
communication: [{{audience: Staff, message: {held}, owner: {held}, channel: {held}, frequency: {held}}}]
constraints: [{{kind: budget, text: Fixed, response: {held}}}]
agreements: [{{kind: MoU, why: {held}, on: 2026-01-01}}]
initiator: {{organisation: {held}}}
outcomes: {{sro: {{organisation: {held}, role: {held}}}}}
actions: [{{id: X, title: Sign, owner: {held}}}]
"""


@pytest.fixture
def read(tmp_path):
    def write(held: str, purpose: str = "Reach people early"):
        place = tmp_path / "hub.yaml"
        place.write_text(FILE.format(held=held, purpose=purpose), encoding="utf-8")
        return read_partnership(place)

    return write


@pytest.mark.parametrize("held", ["TBC", "tbd", '"To be confirmed."', '"?"', '"..."', '"-"'])
def test_a_text_that_may_be_missing_is_missing(read, held):
    hub = read(held)
    assert hub.rationale is None
    assert hub.partners[0].representatives[0].deputy is None
    assert hub.governance[0].chair is None
    assert (hub.communication[0].owner, hub.constraints[0].response, hub.agreements[0].why) == (None, None, None)
    assert hub.actions[0].owner is None
    assert holder_of(hub, "initiator") is None
    assert owner_in_post(hub) is None


@pytest.mark.parametrize("said", ["'n = 4'", "Tbilisi council", "to be continued", "to be named"])
def test_what_says_something_stays(read, said):
    assert read(said).governance[0].chair == said.strip("'")


@pytest.mark.parametrize("held", ["TBC", "'...'", "To be agreed"])
def test_a_purpose_that_only_holds_its_place_is_asked_for(read, held):
    hub = read("Council", purpose=held)
    assert not hub.has_purpose
    ((light, message),) = [(row.severity.value, row.message) for row in find_findings(hub) if row.code == "SC107"]
    assert light == "unknown"
    assert held.strip("'") in message


def test_a_stand_in_is_known_by_its_words_alone():
    assert says_nothing("  TBA… ")
    assert not says_nothing("TBC by the council")
