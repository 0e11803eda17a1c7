"""The guide line by line: no paragraph, box, figure or appendix is left without a line."""

from __future__ import annotations

import re

import pytest

from partnerlab import guide


@pytest.mark.parametrize("place", guide.paragraphs().ids)
def test_every_place_of_the_guide_has_a_line(place):
    assert any(place in guide.cited(row.paragraph).ids for row in guide.lines())


def test_every_row_of_the_guides_own_lists_is_a_line():
    ids = set(guide.lines().ids)
    lists = (guide.checklist(), guide.agenda(), guide.failure_reasons(), guide.assumptions(), guide.role_points())
    assert [row.id for rows in lists for row in rows if row.id not in ids] == []


def test_no_two_lines_and_no_practice_share_an_id():
    ids = [*guide.lines().ids, *guide.practices().ids]
    assert sorted({name for name in ids if ids.count(name) > 1}) == []


def test_lines_stand_in_the_order_of_the_guide():
    chapters = [row.paragraph for row in guide.lines() if re.fullmatch(r"¶[0-9.]+", row.paragraph)]
    numbers = [tuple(map(int, place[1:].split("."))) for place in chapters]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("practice", guide.practices(), ids=lambda row: row.id)
def test_a_practice_says_whom_it_is_asked_of_how_to_find_out_and_what_would_show_it(practice):
    assert guide.cited(practice.paragraph)
    assert practice.asked_of in {"together", "each", "outside"}
    assert practice.find_out.endswith(".")
    assert practice.evidence
    assert practice.in_guide
