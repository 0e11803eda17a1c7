"""A name that is not known leads to where it belongs."""

from __future__ import annotations

import pytest

from partnerlab.partnership.hints import way_out
from partnerlab.partnership.risks import Risk

OWN = sorted(Risk.model_fields)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("likelyhood", 'did you mean "likelihood"? It belongs under `ratings`'),
        ("likelihood", "it belongs under `ratings`"),
        ("likly", 'did you mean "likely"?'),
        ("owner", "it belongs under `owners`"),
        ("controls", "it belongs under `controls`"),
        ("titel", 'did you mean "title"?'),
    ],
)
def test_what_somebody_wrote_on_a_risk_leads_to_where_it_belongs(name: str, hint: str) -> None:
    assert way_out(name, OWN) == hint


def test_a_name_like_nothing_is_told_with_all_that_are_known() -> None:
    assert way_out("colour", ["a", "b"]) == "known are a, b"
    assert way_out("colour", ["a", "b"], otherwise="take it out") == "take it out"
