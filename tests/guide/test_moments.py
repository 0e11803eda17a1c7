"""What is due by a time names its stage, and never passes the day off as the guide's."""

from __future__ import annotations

from typing import get_args

from partnerlab.guide import moments, stages
from partnerlab.guide.moments import Due


def test_each_thing_is_due_by_a_time_that_is_known_and_in_the_order_of_time():
    order = get_args(Due)
    due = [order.index(row.due) for row in moments()]
    assert due == sorted(due, key=lambda place: (place != 0, place != 1, place))
    assert {"building", "planning"} <= set(stages().ids)


def test_the_guide_says_when_in_words_only_so_every_due_date_is_our_choice():
    assert {row.certainty for row in moments()} == {"chosen"}
    assert not any(row.in_guide for row in moments())


def test_the_nine_places_where_the_guide_says_when_are_all_there():
    cited = " ".join(row.paragraph for row in moments())
    assert [
        name
        for name in ("¶2.1", "¶2.5", "¶2.11", "¶2.13", "¶2.14", "¶3.2", "¶3.3", "¶4.2", "¶4.6")
        if name not in cited
    ] == []
