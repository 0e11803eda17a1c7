"""What a conclusion could become if those who have not answered did: every possible answer is tried (¶2.6, App. 2)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Generic, TypeVar

Answer = TypeVar("Answer", bound=Hashable)
Conclusion = TypeVar("Conclusion", bound=Hashable)


@dataclass(frozen=True)
class Bounds(Generic[Conclusion]):
    """What a conclusion is, and what it could become.

    Attributes
    ----------
    now
        The conclusion from the answers given.
    one
        What it could be if one of those who are silent answered; with `now`, for that one may have no view.
    all
        What it could be if any of them answered, in whatever way.
    """

    now: Conclusion
    one: frozenset[Conclusion]
    all: frozenset[Conclusion]

    @property
    def stands(self) -> bool:
        """Whether it stays as it is whatever they would say."""
        return self.all == {self.now}

    @property
    def rests_on_one(self) -> bool:
        """Whether a single answer could change it."""
        return self.one != {self.now}


def bound_conclusion(
    given: Sequence[Answer],
    silent: int,
    possible: Sequence[Answer],
    judge: Callable[[Sequence[Answer]], Conclusion],
) -> Bounds[Conclusion]:
    """Judge the answers given together with every possible answer of those who are silent.

    Parameters
    ----------
    silent
        How many have not answered.
    possible
        What each of them could say.
    judge
        Gives the conclusion from any number of answers. It must not matter who gave which: then the combinations
        with repetition are all there is to try, 286 for ten silent partners and four answers.

    Examples
    --------
    >>> def all_agree(answers):
    ...     return "agreed" if set(answers) == {"yes"} else "not agreed"
    >>> found = bound_conclusion(["yes", "yes"], 1, ["yes", "no"], all_agree)
    >>> found.now, sorted(found.one), found.stands
    ('agreed', ['agreed', 'not agreed'], False)
    >>> bound_conclusion(["yes", "no"], 3, ["yes", "no"], all_agree).stands
    True
    """
    now = judge(given)
    reached: list[set[Conclusion]] = [{now}]
    for number in range(1, silent + 1):
        more = combinations_with_replacement(possible, number)
        reached.append({judge((*given, *answers)) for answers in more})
    return Bounds(now, frozenset({now, *(reached[1] if silent else ())}), frozenset().union(*reached))


Ends = frozenset[str]
"""The two ends of a tie."""


def bound_cut(
    member: str, members: Collection[str], ties: Collection[Ends], unsaid: Collection[Ends]
) -> tuple[bool, frozenset[bool]]:
    """Say whether the loss of a member cuts others off from one another, and whether it could with more ties.

    A tie between two others can only spare a cut, and a tie of the member itself can only bring one. So the two
    extremes are all there is to try: every such tie of the others and none of the member, and the reverse.

    Parameters
    ----------
    member, members
        Who is lost, and all there are.
    ties
        Pairs that are tied.
    unsaid
        Pairs that may be tied or not.

    Returns
    -------
    tuple of bool and frozenset
        Whether it cuts others off as things are, and what could be true.

    Examples
    --------
    >>> pairs = [frozenset(pair) for pair in ("AB", "BC")]
    >>> bound_cut("B", "ABC", pairs, [frozenset("AC")])
    (True, frozenset({False, True}))
    >>> bound_cut("A", "ABC", pairs, [frozenset("AC")])
    (False, frozenset({False}))
    """
    own = [pair for pair in unsaid if member in pair]
    others = [pair for pair in unsaid if member not in pair]
    least, most = _cuts(member, members, [*ties, *others]), _cuts(member, members, [*ties, *own])
    return _cuts(member, members, ties), frozenset({least, most})


def _cuts(member: str, members: Collection[str], ties: Collection[Ends]) -> bool:
    """Whether the neighbours of a member fall apart without it."""
    group = {name: name for name in members}

    def find(name: str) -> str:
        while group[name] != name:
            name = group[name]
        return name

    for pair in ties:
        if member not in pair:
            first, second = pair
            group[find(first)] = find(second)
    near = {find(name) for pair in ties if member in pair for name in pair if name != member}
    return len(near) > 1
