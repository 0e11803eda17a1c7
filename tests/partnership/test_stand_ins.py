"""A word that only holds a place, such as TBC, is no answer: the field counts as missing."""

from __future__ import annotations

import pytest

from partnerlab.analysis.facts.assurance import assess_assurance
from partnerlab.analysis.facts.bodies import owner_in_post
from partnerlab.analysis.facts.holders import list_holders
from partnerlab.analysis.review import find_findings
from partnerlab.analysis.scoping.founders import holder_of
from partnerlab.characters import says_nothing
from partnerlab.errors import InputError
from partnerlab.partnership import read_partnership
from partnerlab.partnership.members import Post, Representative

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


@pytest.mark.parametrize(
    "held", ["TBC", "tbd", '"To be confirmed."', '"?"', '"..."', '"-"', "n/a", "N/A", "vacant", "not known yet"]
)
def test_a_text_that_may_be_missing_is_missing(read, held):
    hub = read(held)
    assert hub.rationale is None
    assert hub.partners[0].representatives[0].deputy is None
    assert hub.governance[0].chair is None
    assert (hub.communication[0].owner, hub.constraints[0].response, hub.agreements[0].why) == (None, None, None)
    assert hub.actions[0].owner is None
    assert holder_of(hub, "initiator") is None
    assert owner_in_post(hub) is None


@pytest.mark.parametrize(
    "said", ["'n = 4'", "Tbilisi council", "to be continued", "to be named", "none of ours", "Unknown Pleasures", "NIA"]
)
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


NAMED = """
name: {name}
purpose: Reach people early
stage: [{{stage: managing{on}}}]
scales: [{{id: own, source: ours, levels: [{{value: 1, label: None}}, {{value: 2, label: unknown}}]}}]
partners:
  A: {{name: {partner}, short_name: Alpha, representatives: [{{role: {role}, hours_a_month: 4{more}}}]}}
stakeholders: {{S: {{name: {stakeholder}}}}}
risks: {{R1: {{title: {title}, class: shared}}}}
leads: [{{risk: R1, lead: A}}]
indicators: {{I: {{title: {title}, unit: people, good_direction: up, values: [{{period: 2020, value: 1}}]}}}}
thanks: [{{on: 2026-01-01, whom: {whom}}}]
assurance: [{{part: analyst, who: {whom}, on: 2026-01-01}}]
accountabilities: [{{dimension: collective, to: {whom}}}]
"""
SAID = {"name": "Hub", "on": ", on: 2026-01-01", "partner": "Alpha", "role": "Head", "more": "", "whom": "Board",
        "stakeholder": "Carers", "title": "Delay"}  # fmt: skip


@pytest.fixture
def read_named(tmp_path):
    def write(**said: str):
        place = tmp_path / "hub.yaml"
        place.write_text(NAMED.format(**(SAID | said)), encoding="utf-8")
        return read_partnership(place)

    return write


def faults_of(read_named, **said: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_named(**said)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("held", ["TBC", '"?"', "to be confirmed", "n/a", "Unknown"])
def test_a_needed_name_or_title_that_only_holds_a_place_is_refused_with_file_line_value_rule_and_way_out(
    read_named, held
):
    value, rule = held.strip('"'), "only holds a place; write it, or leave the row out until it is known"
    assert faults_of(read_named, partner=held) == [f'hub.yaml:7: name: "{value}" {rule}']
    assert faults_of(read_named, stakeholder=held) == [f'hub.yaml:8: name: "{value}" {rule}']
    assert faults_of(read_named, title=held) == [f'hub.yaml:9: title: "{value}" {rule}', f'hub.yaml:11: title: "{value}" {rule}']  # fmt: skip  # noqa: E501  # two faults in two lines
    assert faults_of(read_named, name=held) == [
        f'hub.yaml:2: name: "{value}" only holds a place; write it, or a working title'
    ]


def test_words_of_a_scale_are_taken_as_they_are(read_named):
    assert [level.label for level in read_named().scales[0].levels] == ["None", "unknown"]


@pytest.mark.parametrize("on", [", on: 2026-01-01", ""])
@pytest.mark.parametrize("held", ["TBC", '"?"', "vacant"])
def test_a_seat_that_nobody_holds_yet_is_empty_and_nothing_hangs_on_it(read_named, held, on):
    hub = read_named(role=held, on=on)
    assert hub.partners[0].representatives == ()
    assert list_holders(hub) == ()
    ((light, message),) = [(row.severity.value, row.message) for row in find_findings(hub) if row.code == "MA601"]
    assert light == "unknown"
    assert held.strip('"') not in message
    assert [row.role for row in hub.whole.partners[0].representatives] == [held.strip('"')]  # the file is as it was


def test_a_person_whose_post_only_holds_its_place_is_asked_for_it(read_named):
    assert faults_of(read_named, role="TBC", more=", name: Ann Lee") == [
        'hub.yaml:7: role: "TBC" only holds a place; write it for the person who is named here'
    ]
    assert read_named(role="TBC", more=', name: "?"').partners[0].representatives == ()


def test_whom_nobody_is_named_for_is_not_recorded(read_named):
    hub, told = read_named(whom="TBC"), read_named()
    assert (len(told.thanks), len(told.assurance), len(told.accountabilities)) == (1, 1, 1)
    assert (hub.thanks, hub.assurance, hub.accountabilities) == ((), (), ())
    assert assess_assurance(hub)["who"].tolist() == [None] * 4


def test_a_post_is_somebodys_by_its_role_or_its_organisation():
    posts = [Post(organisation="TBC"), Post(organisation="TBC", role="Director"), Post(organisation="Council")]
    assert [post.names_nobody for post in posts] == [True, False, False]
    assert [Representative(role=role).names_nobody for role in ("tbc", "Head")] == [True, False]
