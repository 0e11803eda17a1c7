from __future__ import annotations

import pytest

from partnerlab import guide
from partnerlab.errors import GuideError

PLACES = [
    *(f"¶1.{number}" for number in range(1, 8)),
    *(f"¶2.{number}" for number in range(1, 18)),
    *(f"¶3.{number}" for number in range(1, 6)),
    *(f"¶4.{number}" for number in range(1, 12)),
    *(f"App. {number}" for number in range(1, 5)),
    *(f"App. 2 item {number}" for number in range(1, 11)),
    *(f"App. 3 item {number}" for number in range(1, 9)),
    *("Fig. 1", "Fig. 1.a", "Fig. 1.b", "Fig. 2", "Fig. 3", "Fig. 4", "Fig. 4.a", "Fig. 5"),
    *("¶2.4 box", "¶2.8 box", "¶3.2 box", "¶3.3 box", "¶4.6 box", "¶4.11 list"),
]


@pytest.mark.parametrize("place", PLACES)
def test_each_place_of_the_guide_has_its_line(place: str) -> None:
    assert guide.paragraph(place).endswith((".", "?"))


def test_nothing_but_the_places_of_the_guide_has_a_line() -> None:
    assert sorted(guide.paragraphs().ids) == sorted(PLACES)


def test_a_checklist_item_is_told_in_one_place_only() -> None:
    assert guide.paragraph("App. 2 item 10") == guide.checklist()[9].text


@pytest.mark.parametrize(
    ("citation", "places"),
    [
        ("¶4.4", ("¶4.4",)),
        ("¶2.2-2.4", ("¶2.2", "¶2.3", "¶2.4")),
        ("¶2.15–¶2.17", ("¶2.15", "¶2.16", "¶2.17")),
        ("App. 2 items 1-2", ("App. 2 item 1", "App. 2 item 2")),
        ("App. 2 items 4 and 7", ("App. 2 item 4", "App. 2 item 7")),
        ("¶3.2 box, Fig. 1.b", ("¶3.2 box", "Fig. 1.b")),
        ("¶4.4, ¶4.4", ("¶4.4",)),
    ],
)
def test_a_citation_names_its_places_once_and_in_order(citation: str, places: tuple[str, ...]) -> None:
    assert guide.cited(citation).ids == places


@pytest.mark.parametrize(
    "nowhere", ["", "¶9.9", "¶2.6-2.2", "¶2.2-2.99", "App. 2 item 11", "4.4", "see above", "Fig. 6"]
)
def test_a_place_that_the_guide_does_not_have_is_refused(nowhere: str) -> None:
    with pytest.raises(GuideError, match="is not a place in the guide"):
        guide.cited(nowhere)
