"""Dates are written as a language writes them."""

from __future__ import annotations

import pytest

from partnerlab.page.translation.dates import Dates


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31 March 2026", "31 Márta 2026"),
        ("March 2026", "Márta 2026"),
        ("31 March", "31 Márta"),
        ("March", "Márta"),
        ("31 February 2026", "31 February 2026"),  # there is no such day
        ("May", ""),  # more often a verb
        ("2026-03-31", ""),
        ("on 31 March 2026", ""),
    ],
)
def test_a_date_is_said_in_irish(text: str, said: str):
    assert Dates("ga").find(text) == said


def test_a_language_that_babel_does_not_know_leaves_dates():
    assert Dates("en-XA").find("31 March 2026") == "31 March 2026"
