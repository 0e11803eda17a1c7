"""Organisations have their short names wherever one can stand, in frames, records and lists, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pytest

from drawn import drawn_with
from partnerlab.analysis import mapping
from partnerlab.display.naming import HELD_IN, call_by_name, call_by_title, named_in_context
from partnerlab.partnership import read_partnership

NAMES = {"lsc": "Lough Council", "psni": "PSNI", "people": "People helped"}


@dataclass(frozen=True)
class Found:
    members: tuple[str, ...]
    bridges: frozenset[tuple[str, str]]
    unit: str
    table: pd.DataFrame


@pytest.mark.parametrize(
    ("held", "called"),
    [
        ("lsc", "Lough Council"),
        ("lsc, psni and people", "Lough Council, PSNI and People helped"),
        ("lsc and psni together", "Lough Council and PSNI together"),
        ("nobody", "nobody"),
        ("lsc and 6 more", "Lough Council and 6 more"),
        ("", ""),
        (None, None),
        (("lsc", "psni"), ("Lough Council", "PSNI")),
        ({"lsc": 3}, {"Lough Council": 3}),
    ],
)
def test_an_id_and_a_list_of_ids_become_names(held, called):
    assert call_by_name(held, NAMES, holds=True) == called


def test_a_unit_that_is_written_as_an_id_stays():
    frame = pd.DataFrame({"partner": ["people", None], "unit": ["people", "people"], "value": [1.0, 2.0]}, dtype=object)
    told = call_by_name(frame, NAMES)
    assert told["partner"].tolist() == ["People helped", None]
    assert told["unit"].tolist() == ["people", "people"]
    assert frame["partner"].tolist() == ["people", None]


def test_records_are_made_anew_and_what_holds_no_organisation_is_the_same():
    table = pd.DataFrame({"lead": ["lsc"]})
    found = Found(("lsc",), frozenset({("lsc", "psni")}), "people", table)
    told = call_by_name(found, NAMES)
    assert (told.members, told.bridges, told.unit) == (
        ("Lough Council",),
        frozenset({("Lough Council", "PSNI")}),
        "people",
    )
    assert told.table["lead"].tolist() == ["Lough Council"]
    assert found.members == ("lsc",)


def test_a_chart_is_handed_names_where_the_context_has_them_and_ids_where_it_has_none():
    chart = named_in_context(lambda frame, **more: (frame["partner"].tolist(), more))
    frame = pd.DataFrame({"partner": ["lsc"]})
    assert chart(frame, other=["lsc"]) == (["lsc"], {"other": ["lsc"]})
    with drawn_with(names=NAMES):
        assert chart(frame) == (["Lough Council"], {})
    assert chart(frame) == (["lsc"], {})


def test_no_column_that_can_hold_something_else_is_among_those_of_organisations():
    assert not HELD_IN & {"unit", "answer", "item", "risk", "name", "title", "text"}


def test_a_network_whose_places_are_found_is_drawn_there_under_the_names_of_its_members_too() -> None:
    hub = read_partnership("parameters/harbour-regeneration.yaml")
    network = mapping.assess_network(hub).placed
    named = call_by_name(network, hub.short_names).places.set_index("member")[["x", "y"]]
    expected = network.places.set_index("member")[["x", "y"]].rename(index=hub.short_names)
    assert named.loc[expected.index].equals(expected)
    rest = call_by_name(mapping.remove_partner(network), hub.short_names).network.places.set_index("member")
    assert rest[["x", "y"]].equals(expected.loc[rest.index])


def test_what_something_is_about_is_named_in_full():
    frame = pd.DataFrame({"subject": ["EA", "risk R1", "B"]})
    with drawn_with(titles={"organisation EA": "Education Authority", "risk R1": "Delay"}):
        assert call_by_title(frame)["subject"].tolist() == ["Education Authority", "Delay", "B"]
