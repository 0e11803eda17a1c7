"""Which conclusions on the network and on hand-offs rest on partners that have not spoken of others (¶3.2 box)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.relationships import answers_between_partners
from partnerlab.analysis.mapping.handoffs import RELATIONSHIPS, doubt_handoffs
from partnerlab.analysis.mapping.network import tie_partners
from partnerlab.analysis.silence import SilentConclusion
from partnerlab.methods.silence import Bounds, Ends, bound_cut
from partnerlab.partnership import Partnership

TIED, ALONE, UNKNOWN = "works with another", "works with nobody", "cannot tell"
CUTS, HOLDS = "others would be cut off", "nobody would be cut off"
TRIAD = 3
"""Fewer partners have no others to cut off."""


@dataclass(frozen=True)
class _Heard:
    """What partners have said of their working relationships."""

    names: tuple[str, ...]
    """Ids of all present partners."""
    said: frozenset[tuple[str, str]]
    """Who has spoken of whom, with a level."""
    tied: frozenset[Ends]
    """Pairs that at least one side puts at a tie."""
    told: frozenset[str]
    """Who has answered at all."""

    @property
    def unsaid(self) -> dict[str, frozenset[Ends]]:
        """Of each partner that has answered nothing, the pairs without a tie that it could speak of."""
        return {
            name: frozenset(frozenset((name, other)) for other in self.names if other != name) - self.tied
            for name in self.names
            if name not in self.told
        }


@cached
def doubt_mapping(partnership: Partnership) -> tuple[SilentConclusion, ...]:
    """Find what each conclusion on the network and on hand-offs could become if those who have not answered did.

    The network first, then hand-offs; see `doubt_network` and `handoffs.doubt_handoffs`.
    """
    return (*doubt_network(partnership), *doubt_handoffs(partnership))


@cached
def doubt_network(partnership: Partnership) -> tuple[SilentConclusion, ...]:
    """Find what each conclusion on the network could become if those who have not answered did.

    A partner that answered and left another one out says that there is no tie, as everywhere.

    Conclusions are two for each partner: whether it works with another, as MA202 judges it, and whether its loss would
    cut others off, as MA203 does. Nothing is concluded before anybody has answered, nor of a partner alone.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": name, "name": name} for name in "ABCDE"], relationships=[
    ...         {"by": by, "with": other, "on": "2025-02-01", "actual": 3}
    ...         for by, other in ("BA", "BC", "BD", "BE", "CB", "DB", "EB")])
    >>> loss = next(row for row in doubt_network(hub) if row.about == "If B left")
    >>> loss.bounds.now, sorted(loss.bounds.one), loss.silent
    ('others would be cut off', ['nobody would be cut off', 'others would be cut off'], ('A',))
    """
    return tuple(
        SilentConclusion(RELATIONSHIPS, found.about.format(partnership.short_name_of(found.name)), *found.rest)
        for found in _bound(partnership)
    )


@dataclass(frozen=True)
class _Bounded:
    """A conclusion about a partner by its id: in words that want its name, from how many answers, whose silence."""

    about: str
    name: str
    answered: int
    silent: tuple[str, ...]
    bounds: Bounds[str]

    @property
    def rest(self) -> tuple[int, tuple[str, ...], Bounds[str]]:
        return self.answered, self.silent, self.bounds


@cached
def _bound(partnership: Partnership) -> tuple[_Bounded, ...]:
    """Bound each conclusion, whatever partners are called."""
    heard = _listen(partnership)
    if not heard.told or len(heard.names) < 2:
        return ()
    rows = [*_ties(partnership, heard)]
    if len(heard.names) >= TRIAD:
        rows += _losses(partnership, heard)
    return tuple(rows)


def _listen(partnership: Partnership) -> _Heard:
    network = tie_partners(partnership)
    answers = answers_between_partners(partnership)
    return _Heard(
        tuple(network.members["member"]),
        frozenset((row.by, row.about) for row in answers if row.actual is not None),
        frozenset(map(frozenset, network.edges[["first", "second"]].to_numpy().tolist())),
        frozenset(row.by for row in answers),
    )


def _ties(partnership: Partnership, heard: _Heard) -> Iterator[_Bounded]:
    """Whether each partner works with another, as MA202 judges it."""
    for name in heard.names:
        free = not any(name in pair for pair in heard.tied)
        silent = tuple(who for who, pairs in heard.unsaid.items() if free and any(name in pair for pair in pairs))
        now = _judge_tie(partnership, heard, name, ())
        one = {now}
        for who in silent:
            one |= {TIED, _judge_tie(partnership, heard, name, (who,))}
        all_ = one | ({_judge_tie(partnership, heard, name, silent)} if silent else set())
        bounds = Bounds(now, frozenset(one), frozenset(all_))
        answered = len({by for by, other in heard.said if name in {by, other}})
        yield _Bounded("Whether {} has a tie", name, answered, silent, bounds)


def _judge_tie(partnership: Partnership, heard: _Heard, name: str, denying: Collection[str]) -> str:
    """Judge whether a partner works with another, where some say of all they have not spoken of that there is none."""
    if any(name in pair for pair in heard.tied):
        return TIED
    said = {pair for pair in heard.said if name in pair}
    for who in denying:
        others = [name] if who != name else [other for other in heard.names if other != name]
        said |= {(who, other) for other in others}
    known, limits = {by if about == name else about for by, about in said}, partnership.thresholds
    enough = len(said) >= limits.least_answers and len(known) >= limits.least_coverage * (len(heard.names) - 1)
    return ALONE if enough else UNKNOWN


def _losses(partnership: Partnership, heard: _Heard) -> Iterator[_Bounded]:
    """Whether the loss of each partner would cut others off, as MA203 judges it."""
    wanted = partnership.thresholds.response * len(heard.names)
    more = heard.unsaid
    every = frozenset(pair for pairs in more.values() for pair in pairs)
    silent = tuple(who for who, pairs in more.items() if pairs or len(heard.told) < wanted)
    words = {True: CUTS, False: HOLDS}
    for name in heard.names:

        def reach(pairs: Collection[Ends], told: int, name: str = name) -> tuple[str, set[str]]:
            now, possible = bound_cut(name, heard.names, heard.tied, pairs)
            enough = told >= wanted
            return (words[now], {words[row] for row in possible}) if enough else (UNKNOWN, {UNKNOWN})

        now, _ = reach((), len(heard.told))
        one = {now}.union(*(reach(pairs, len(heard.told | {who}))[1] for who, pairs in more.items()))
        all_ = one | reach(every, len(heard.told | set(more)))[1]
        bounds = Bounds(now, frozenset(one), frozenset(all_))
        yield _Bounded("If {} left", name, len(heard.told), silent, bounds)
