"""Relief: the least movement that brings loads within limits."""

from __future__ import annotations

import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.relief import relieve


def posts(*rows: tuple[str, str, float, int, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["post", "holder", "hours", "parts", "hours_a_part"])


def test_the_smallest_post_that_is_enough_moves() -> None:
    table = posts(("a", "X", 30, 0, 0), ("b", "X", 20, 0, 0), ("c", "X", 10, 0, 0))
    takers = {key: ["Y"] for key in "abc"}
    found = relieve(table, {"X": 42, "Y": 100}, for_whole=takers, for_parts={})
    assert found.moves["post"].tolist() == ["b"]
    assert (found.over, found.optimal) == (0, True)


def test_two_small_posts_move_rather_than_one_large() -> None:
    table = posts(("a", "X", 30, 0, 0), ("b", "X", 12, 0, 0), ("c", "X", 10, 0, 0))
    found = relieve(table, {"X": 32, "Y": 100}, for_whole={key: ["Y"] for key in "abc"}, for_parts={})
    assert sorted(found.moves["post"]) == ["b", "c"]


def test_nobody_is_taken_over_a_limit_and_what_is_left_is_told() -> None:
    table = posts(("a", "X", 30, 0, 0), ("b", "X", 20, 0, 0), ("d", "Y", 15, 0, 0))
    found = relieve(table, {"X": 10, "Y": 36}, for_whole={key: ["Y"] for key in "ab"}, for_parts={})
    assert found.moves["post"].tolist() == ["b"]
    assert found.over == 20
    assert found.load.set_index("organisation")["after"].to_dict() == {"X": 30, "Y": 35}


def test_a_post_does_not_move_whole_and_in_parts() -> None:
    table = posts(("a", "X", 20, 3, 4))
    found = relieve(table, {"X": 13}, for_whole={"a": ["Y"]}, for_parts={"a": ["Y", "Z"]})
    assert found.moves["parts"].sum() == 2
    assert found.moves["hours"].sum() == 8


def test_without_takers_everything_stays() -> None:
    found = relieve(posts(("a", "X", 20, 0, 0)), {"X": 13}, for_whole={}, for_parts={})
    assert (len(found.moves), found.over) == (0, 7)


def test_a_post_is_listed_once() -> None:
    with pytest.raises(MethodError, match="listed once"):
        relieve(posts(("a", "X", 20, 0, 0), ("a", "Y", 2, 0, 0)), {}, for_whole={}, for_parts={})
