"""Verdicts of different methods can be compared, and a refusal is a verdict too."""

from __future__ import annotations

import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.verdict import check_direction, judge_movement, refuse


@pytest.mark.parametrize(
    ("difference", "direction", "movement"),
    [
        (1.0, "up", "better"),
        (-1.0, "up", "worse"),
        (1.0, "down", "worse"),
        (-1.0, "down", "better"),
        (0.0, "up", "same"),
    ],
)
def test_which_way_is_good_decides(difference: float, direction: str, movement: str) -> None:
    assert judge_movement(difference, direction) == movement  # type: ignore[arg-type]  # both are directions


def test_a_refusal_is_a_verdict_that_cannot_tell_and_keeps_what_is_known() -> None:
    verdict = refuse("process signal", n=3, assumption="six values", sentence="Three values.", numbers={"mean": 2.0})
    assert (verdict.verdict, verdict.movement, verdict.enough) == ("not enough data", "unknown", False)
    assert verdict.numbers == {"mean": 2.0}


def test_any_other_direction_is_refused() -> None:
    with pytest.raises(MethodError, match="'higher'"):
        check_direction("higher")
