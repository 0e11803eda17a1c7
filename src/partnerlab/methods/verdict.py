"""One answer to "has the curve turned?", in the shape that all methods share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from partnerlab.errors import MethodError

Direction = Literal["up", "down"]
Movement = Literal["better", "worse", "same", "both", "unknown"]

NOT_ENOUGH = "not enough data"


@dataclass(frozen=True)
class Verdict:
    """What one method says about one series.

    Parameters
    ----------
    method
        Name of the method as a reader sees it, such as "official rule".
    verdict
        The method's own word, such as "no change"; "not enough data" (the official rule says
        "insufficient") below the method's stated minimum.
    movement
        The same in a word that methods share: better, worse, same, both (signals either way) or
        unknown (cannot tell).
    n
        Number of observed values the method used; missing values do not count.
    assumption
        What must hold for the verdict to mean what it says.
    numbers
        Numbers behind the verdict, by name, in the unit of the series; None where one cannot be had.
    sentence
        The verdict in one sentence with its numbers.

    Examples
    --------
    >>> refuse("official rule", n=1, assumption="two values", sentence="There is one value.").enough
    False
    """

    method: str
    verdict: str
    movement: Movement
    n: int
    assumption: str
    numbers: Mapping[str, float | None]
    sentence: str

    @property
    def enough(self) -> bool:
        """Whether the data sufficed for a verdict."""
        return self.movement != "unknown"


def refuse(
    method: str,
    *,
    n: int,
    assumption: str,
    sentence: str,
    word: str = NOT_ENOUGH,
    numbers: Mapping[str, float | None] | None = None,
) -> Verdict:
    """Return the verdict that there are not enough data, which is a proper result.

    Parameters
    ----------
    method, n, assumption, sentence
        As in :class:`Verdict`; the sentence says what is missing.
    word
        The method's own word for it.

    Examples
    --------
    >>> refuse("against forecast", n=3, assumption="", sentence="3 values; 8 are needed.").verdict
    'not enough data'
    """
    return Verdict(method, word, "unknown", n, assumption, dict(numbers or {}), sentence)


def judge_movement(difference: float, good_direction: Direction) -> Movement:
    """Return whether a difference is better, worse or the same, given which way is good.

    Parameters
    ----------
    difference
        Later minus earlier, or actual minus expected.
    good_direction
        "up" when more is better, "down" when less is.

    Examples
    --------
    >>> judge_movement(-1.4, "down")
    'better'
    """
    check_direction(good_direction)
    if difference == 0:
        return "same"
    return "better" if (difference > 0) == (good_direction == "up") else "worse"


def check_direction(good_direction: str) -> None:
    """Refuse a direction that is neither up nor down.

    Raises
    ------
    MethodError
        When the direction is any other word.

    Examples
    --------
    >>> check_direction("down")
    """
    if good_direction not in ("up", "down"):
        message = f'good_direction is {good_direction!r}; write "up" when more is better or "down" when less is'
        raise MethodError(message)
