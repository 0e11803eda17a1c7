"""What the levels of a scale are called: a partnership's own scale goes before a supplied one."""

from __future__ import annotations

import pytest

from partnerlab.errors import GuideError
from partnerlab.partnership.scales import Scale, levels_of

OWN = Scale(id="ours", source="board paper 3", levels=[{"value": 2, "label": "much"}, {"value": 1, "label": "little"}])


def test_an_own_scale_keeps_the_order_in_which_it_is_written():
    assert list(levels_of([OWN], "ours").items()) == [(2, "much"), (1, "little")]


def test_a_supplied_scale_and_a_scheme_of_levels_are_found_by_name():
    assert levels_of([OWN], "likelihood-5")[4] == "likely"
    assert levels_of([OWN], "frey", of_scheme=True)[3] == "coordination"


@pytest.mark.parametrize(("name", "of_scheme"), [("frey", False), ("likelihood-5", True), ("theirs", False)])
def test_a_name_of_neither_is_refused(name: str, of_scheme: bool):
    with pytest.raises(GuideError):
        levels_of([OWN], name, of_scheme=of_scheme)
