"""Thresholds: each can be changed within its limits, and is listed with what it means."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from partnerlab.partnership import Partnership
from partnerlab.partnership.thresholds import Thresholds, list_thresholds


def test_every_threshold_is_listed_with_its_default():
    rows = list_thresholds()
    assert (
        len({row.name for row in rows}) == len(rows) == len(Thresholds.model_fields) - 2
    )  # source and note judge nothing
    assert not any(row.is_changed for row in rows)


def test_a_file_changes_what_it_names_and_nothing_else():
    hub = Partnership(name="Hub", purpose="Help", stage=[{"stage": "scoping"}], thresholds={"attendance": 0.8})
    assert [(row.name, row.value, row.default) for row in list_thresholds(hub.thresholds) if row.is_changed] == [
        ("attendance", 0.8, 0.6)
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("attendance", 1.1),
        ("attendance", -0.1),
        ("least_meetings", 0),
        ("organisation_rating", 0),
        ("organisation_rating", 6),
    ],
)
def test_what_no_share_and_no_count_can_be_is_refused(name, value):
    with pytest.raises(ValidationError):
        Thresholds(**{name: value})


def test_the_guide_asks_that_all_members_may_commit():
    assert Thresholds().members_commit == 1
