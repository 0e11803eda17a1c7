"""Which organisation is meant by a name."""

from __future__ import annotations

import pytest

from partnerlab.exchange.partners import partner_ids
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Party
from partnerlab.partnership.naming import ids_by_name, party_called

COUNCIL = {"id": "LBC", "name": "Lagan Borough Council", "short_name": "Council", "aliases": ["Lagan", "The council"]}
POLICE = {"id": "PSNI", "name": "Police Service of Northern Ireland", "short_name": "Police"}
HUB = Partnership(name="Hub", purpose="Meet", stage=[{"stage": "planning"}], partners=[COUNCIL, POLICE])


@pytest.mark.parametrize("name", ["LBC", "lbc", "LAGAN borough  council", "council", "Lagan", "the council"])
def test_whatever_it_is_called_means_one_organisation_in_the_record_and_in_a_workbook(name: str):
    called = HUB.organisation_called(name)
    assert called is not None
    assert called.id == partner_ids(HUB, {})[" ".join(name.split()).casefold()] == "LBC"


@pytest.mark.parametrize("name", ["", " ", "Mayor", "Borough Council", "Lagan Borough Council, Mayor"])
def test_other_words_mean_nobody(name: str):
    assert HUB.organisation_called(name) is None
    assert " ".join(name.split()).casefold() not in partner_ids(HUB, {})


@pytest.mark.parametrize("field", ["name", "short_name", "aliases"])
def test_what_two_are_called_alike_means_neither(field: str):
    shared = ["Trust"] if field == "aliases" else "Trust"
    rows = [Party(**({"id": key, "name": f"Name of {key}"} | {field: shared})) for key in ("A", "B")]
    assert party_called("trust", rows, []) is None
    assert "trust" not in ids_by_name(rows)


def test_an_id_comes_before_a_name_before_a_short_one_before_others():
    fields = {"id": "Trust", "name": "Trust", "short_name": "Trust", "aliases": ["Trust"]}
    rows = [
        {"id": f"P{number}", "name": f"Body {number}"} | {field: fields[field]} for number, field in enumerate(fields)
    ]
    while rows:
        assert ids_by_name(reversed(rows))["trust"] == ids_by_name(rows)["trust"] == rows[0]["id"]
        del rows[0]


def test_an_exact_id_comes_first_and_a_partner_before_one_outside():
    inside, outside = (
        Party(id="trust", name="Care Trust"),
        Party(id="TRUST", name="Road Trust", short_name="Care Trust"),
    )
    assert party_called("TRUST", [inside], [outside]) is outside
    assert party_called("Trust", [inside], [outside]) is inside
    assert party_called("care trust", [inside], [outside]) is inside
    assert party_called("road trust", [inside], [outside]) is outside
