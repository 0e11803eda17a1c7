"""Whom a record lists as a person, and where else that name is typed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from partnerlab.errors import InputError
from partnerlab.partnership import Input, Partnership
from partnerlab.partnership.people import list_people
from partnerlab.partnership.redaction import share

COVERS = ("partnerlab.partnership.striking",)

SEATS = {
    "partners": [{"id": "A", "name": "Agency", "representatives": [{"role": "Head", "name": "Jane Smith"}]}],
    "initiator": [{"organisation": "A", "name": "Jane Smith"}],
    "governance": [
        {"id": "b", "name": "Board", "kind": "committee", "other_members": [{"kind": "elected", "name": "Jane Smith"}]}
    ],
    "owners": [{"risk": "R1", "name": "Jane Smith"}],
    "assurance": [{"part": "analyst", "who": "Head", "name": "Jane Smith", "on": "2026-01-01"}],
}
"""Each place in a record that lists a person."""


def hub(**fields: Any) -> Partnership:
    return Partnership(**({"name": "Hub", "purpose": "Reach people", "stage": [{"stage": "planning"}]} | fields))


def struck(text: str, *names: str, **fields: Any) -> str:
    """Return a text of a redacted record whose list of owners names people."""
    owners = [{"risk": f"R{number}", "name": name} for number, name in enumerate(names)]
    whole = hub(owners=owners, area=text, **fields)
    shared = share(whole, redacted=True, names=None)
    assert shared.area == whole.redacted().area == whole.redacted().whole.area
    return str(shared.area)


@pytest.mark.parametrize("table", SEATS)
def test_a_person_listed_anywhere_is_in_no_other_words(table: str):
    typed = hub(**{table: SEATS[table]}, actions=[{"id": "A1", "title": "Ask", "owner": "Jane Smith, Chair"}])
    assert share(typed, redacted=True, names=None).actions[0].owner == "[name 1], Chair"


@pytest.mark.parametrize(
    "text",
    ["Jane Smith, Chair", "Chair: JANE  SMITH", "Smith, Jane (Chair)", "the post of jane smith's deputy", "J Smith",
     "Dr Jane Smith", "jane.smith@example.org", "Jane-Smith"],
)  # fmt: skip
def test_however_it_is_written_a_listed_name_is_struck(text: str):
    assert "smith" not in struck(text, "Jane Smith").lower()


@pytest.mark.parametrize("text", ["Jane Smithson, Chair", "Janet Smith", "Blacksmith", "Smith Street", "Jane"])
def test_other_words_stay(text: str):
    assert struck(text, "Jane Smith") == text


@pytest.mark.parametrize(
    "typed",
    ["Jane Smith OBE", "Cllr Jane Smith", "Smith, Jane", "Jane Smith, Head of Housing", "Jane Smith (PSNI)",
     "Jane Smith - PSNI", "Jane Smith and Ben Moss", "Ben Moss; Jane Smith", "Jane Smith / Ben Moss",
     "Chair: Jane Smith", "Chair - Jane Smith", "Chair, Jane Smith", "Jane Smith: Chair", "Jane Smith [Chair]",
     "Jane Smith Chair", "Chief Inspector Jane Smith", "Prof Sir Jane Smith", "Jane Smith PhD", "Jane Smith tbc",
     "Jane Smith <jane@example.org>", "Jane Smith 028 9000 0000", "Ben Moss, Jane Smith", "Ben Moss | Jane Smith",
     "PSNI Jane Smith", "Rt Hon Jane Smith MP", 'Jane "Jo" Smith', "1. Ben Moss 2. Jane Smith", ", Jane Smith",
     "Ｊａｎｅ Smith",     "Jane Smith*", "Jane Smith 2024-25", "Ben Moss then Jane Smith", "Ben Moss -> Jane Smith",
     "Ben Moss or Jane Smith", "Ben Moss with Jane Smith", "Ben Moss + Jane Smith"],
)  # fmt: skip
def test_a_name_is_known_whatever_is_typed_beside_it(typed: str):
    assert "Smith" not in struck("Jane Smith, Chair", typed)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("vacant", "A vacant post"),
        ("TBC", "Date TBC"),
        ("Policy Officer", "Policy Officer, Housing"),
        ("PSNI", "PSNI inspector"),
        ("Finance", "Finance is late"),
        ("Procurement", "Procurement, and then procurement again"),
        ("Will Young", "The board will young people invite"),
        ("Public Health", "Better public health"),
        ("Various", "Various risks"),
        ("Rotating", "Rotating chair, once a year"),
        ("T.B.C.", "Date TBC"),
        ("Not yet appointed", "Not yet appointed"),
        ("New post", "New post, unfunded"),
        ("Awaiting nomination", "Awaiting nomination by the board"),
        ("Programme Board", "To the Programme Board"),
        ("Jane Smith, Public Health", "Public Health"),
        ("Jane Smith, Western Trust", "The Western Trust"),
        ("Jane Smith - Housing Executive", "The Housing Executive"),
        ("Western Trust Chair", "The Western Trust"),
        ("A. Person", "Such as a person who asks"),
    ],
)
def test_what_is_no_name_or_is_only_spelled_like_one_stays(name: str, text: str):
    assert struck(text, name) == text


@pytest.mark.parametrize(
    ("name", "text"), [("Will Young", "Will Young, Chair"), ("Niamh", "Niamh, Chair"), ("王小明", "王小明, Chair")]
)
def test_a_name_of_usual_words_or_of_one_word_is_struck_where_it_is_a_name(name: str, text: str):
    assert struck(text, name) == "[name 1], Chair"


@pytest.mark.parametrize(
    ("organisation", "stays"),
    [
        ({"id": "A", "name": "Jane Smith Trust"}, True),
        ({"id": "A", "name": "The Friends of Jane Smith"}, True),
        ({"id": "A", "name": "Jane Smith", "sector": "private"}, True),
        ({"id": "A", "name": "Jane Smith"}, False),
        ({"id": "A", "name": "Jane Smith (a neighbour)"}, False),
    ],
)
def test_a_name_stays_within_that_of_an_organisation(organisation: dict[str, str], stays: bool):
    owners = [{"risk": "R1", "name": "Jane Smith"}]
    text = f"To ask {organisation['name']}, and Jane Smith"
    shared = hub(stakeholders=[organisation], owners=owners, area=text).redacted()
    assert ("Jane" in shared.stakeholders[0].name) is stays
    assert (organisation["name"] in str(shared.area)) is stays
    if organisation["name"] != "Jane Smith":
        assert str(shared.area).endswith("and [name 1]")


@pytest.mark.parametrize("typed", ["Ó Dochartaigh, Seán", "O Dochartaigh, Seán", "Ó Dochartaigh, Seán, Chair"])
def test_a_surname_of_two_words_may_come_first(typed: str):
    assert struck("Seán Ó Dochartaigh, Chair", typed) == "[name 1], Chair"


def test_a_given_name_in_capitals_is_not_taken_for_that_of_a_body():
    assert struck("Mary Smith, Chair", "ANN MARY SMITH") == "Mary Smith, Chair"


def test_who_has_a_given_name_like_a_part_of_a_surname_is_known_without_the_post():
    assert struck("Al Smith, Chair", "Al Smith, Chair") == "[name 1], Chair"


@pytest.mark.parametrize("typed", [",", ",,,", "-", ": ,", "1.", "()", "@x", "*"])
def test_a_field_without_a_name_strikes_nothing(typed: str):
    assert struck("Jane Smith, Chair - 1", typed) == "Jane Smith, Chair - 1"


def test_a_list_comes_first_and_counts_people_on_from_it():
    known = list_people(hub(owners=[{"risk": "R1", "name": "Jane Smith Moss"}]), ("Ben Lee", "Jane Smith"))
    assert known.strike("Jane Smith Moss, Ben Lee, Jane Smith") == "[name 3], [name 1], [name 2]"


def test_who_left_long_ago_and_who_comes_later_are_people_too():
    seats = [{"role": "Head", "name": "Jane Smith", "from": "2020-01-01", "to": "2021-01-01"},
             {"role": "Head", "name": "Ben Moss", "from": "2030-01-01"}]  # fmt: skip
    partner = {"id": "A", "name": "Agency", "representatives": seats}
    whole = hub(partners=[partner], stage=[{"stage": "planning", "on": "2025-01-01"}], sponsor="Ben Moss or Jane Smith")
    assert whole.at(date(2025, 6, 1)).redacted().sponsor == "[name 2] or [name 1]"


def test_a_file_with_a_listed_person_in_its_name_is_refused_without_telling_who():
    whole = hub(owners=[{"risk": "R1", "name": "Jane Smith"}]).read_from("jane-smith", [Input("jane-smith.yaml", "0")])
    with pytest.raises(InputError, match="holds the name of a person whom it lists") as refused:
        share(whole, redacted=True, names=None)
    assert "smith" not in str(refused.value).lower()
    assert share(whole, redacted=False, names=None).slug == "jane-smith"
