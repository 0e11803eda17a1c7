"""Who is relieved of seats and leads, by whom, at which cost: the allocation of one partnership, across all (¶2.12)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import pandas as pd

from partnerlab.amounts import write_number
from partnerlab.analysis.portfolio.organisations import list_seats
from partnerlab.analysis.portfolio.reading import Portfolio
from partnerlab.memory import give_back
from partnerlab.methods.relief import relieve
from partnerlab.own_process import call_apart
from partnerlab.wording import counted, verb

MOST_TAKERS = 4
"""Organisations that are considered for one seat, or its leads: those with most hours to spare."""
LEAST_HOURS = 0.05
"""Hours a month below which nothing is over: the solver's tolerance."""
MOST_RELIEVED = 25
"""Organisations that are relieved at once, in one turn: those furthest beyond their limit first."""
MOST_SEATS = 2_000
"""Seats that may move in one turn: of those organisations, as many as have no more together, and the first always."""
MOST_TURNS = 100
"""Turns; whoever is left after them is not looked at, and is named."""


@dataclass(frozen=True, eq=False)
class Rebalance:
    """What could move between organisations so that fewer hours pass their limits.

    Parameters
    ----------
    moves
        Columns `organisation` (relieved), `partnership`, `what`, `to`, `hours` (a month), most hours first.
    load
        Columns `organisation`, `before`, `after` (missing where it was not looked at), `limit` (hours a month), of all
        who are beyond their limit, those furthest first, and then of all who take something on.
    sentence
        What it says together, in words.
    """

    moves: pd.DataFrame
    load: pd.DataFrame
    sentence: str


def rebalance(portfolio: Portfolio, *, time_limit: float = 120.0) -> Rebalance:
    """Move seats and leads away from organisations that give more hours than their limit.

    A lead on risks moves to another member of the same partnership; a seat moves, with its leads, to an organisation of
    the same sector that does not sit there yet. Hours are those that the partnerships' files promise; seats without
    hours move nothing. Whether somebody can take on what is proposed is for people to say.

    Where many are beyond their limit they are looked at in turns, the worst first. Each turn is searched for the best,
    with what the turns before it left; whether another order would do better is not searched.

    Parameters
    ----------
    time_limit
        Seconds for the search of one turn, which a machine that works at all does not need.
    """
    seats = _sum_seats(list_seats(portfolio).dropna(subset=["hours"]))
    seats["post"] = seats["slug"] + "\x1f" + seats["organisation"]
    summed = {str(name): float(hours) for name, hours in seats.groupby("organisation")["hours"].sum().items()}
    limits = {name: portfolio.register.hours_limit(name) for name in summed}
    over = [name for name, hours in summed.items() if hours > limits[name]]
    over.sort(key=lambda name: (limits[name] - summed[name], name))
    turns = list(_turns(over, Counter(seats["organisation"])))
    asked = _Asked(_posts(seats, portfolio.register.hours_a_lead), summed, limits, turns[:MOST_TURNS], frozenset(over))
    # Many turns in a process of their own, which takes what the solver needs along when it ends.
    found = _take_turns(asked, time_limit) if len(turns) < 2 else call_apart(_take_turns, asked, time_limit)
    named = seats.set_index("post")["partnership"]
    rows = [(holder, named[post], _what(parts), to, hours) for post, holder, to, parts, hours in found.moves]
    moves = pd.DataFrame(rows, columns=["organisation", "partnership", "what", "to", "hours"]).astype({"hours": float})
    moves = moves.sort_values(
        ["hours", "organisation", "partnership"], ascending=[False, True, True], ignore_index=True
    )
    seen = {name for turn in turns[:MOST_TURNS] for name in turn}
    takers = sorted(set(moves["to"]))
    load = pd.DataFrame(
        [
            (name, summed[name], found.sums[name] if name in seen or name in takers else None, limits[name])
            for name in [*over, *takers]
        ],
        columns=["organisation", "before", "after", "limit"],
    ).astype({"before": "Float64", "after": "Float64", "limit": "Float64"})
    left = sum(max(0.0, found.sums[name] - limits[name]) for name in seen)
    said = _Said(len(summed), len(over), len(seen), len(turns[:MOST_TURNS]), left, found.optimal)
    return Rebalance(moves, load, said.sentence(moves))


def _turns(over: Sequence[str], held: Mapping[str, int]) -> Iterator[list[str]]:
    """Part organisations into turns, in their order: so many, with so many seats together, but one at least."""
    turn: list[str] = []
    seats = 0
    for name in over:
        if turn and (len(turn) == MOST_RELIEVED or seats + held[name] > MOST_SEATS):
            yield turn
            turn, seats = [], 0
        turn.append(name)
        seats += held[name]
    if turn:
        yield turn


@dataclass
class _Found:
    """What all turns together leave."""

    sums: dict[str, float]
    """Hours a month of each organisation."""
    moves: list[tuple[str, str, str, int | None, float]] = field(default_factory=list)
    """Post, holder, who takes it on, how many leads (None for the whole seat), hours a month."""
    optimal: bool = True
    """Whether the best was proven in each turn."""


def _posts(seats: pd.DataFrame, lead_hours: float) -> pd.DataFrame:
    """Seats as posts that can move whole, or lead by lead, with where they are."""
    fitting = (seats["hours"] // lead_hours if lead_hours > 0 else seats["hours"] * 0).astype(float)
    return pd.DataFrame(
        {
            "post": seats["post"],
            "holder": seats["organisation"],
            "hours": seats["hours"].astype(float),
            "parts": seats["risks_led"].fillna(0).astype(float).clip(upper=fitting).astype(int),
            "hours_a_part": lead_hours,
            "slug": seats["slug"],
            "sector": seats["sector"],
        }
    )


@dataclass(frozen=True, eq=False)
class _Asked:
    """What is searched: posts, hours and limits by organisation, who is relieved in which turn, all beyond theirs."""

    posts: pd.DataFrame
    summed: Mapping[str, float]
    limits: Mapping[str, float]
    turns: Sequence[Sequence[str]]
    over: frozenset[str]


@dataclass
class _Able:
    """Organisations that could take a seat on, those with most hours to spare first.

    Seats are offered to the first few until more hours were offered than these can take, then to the next few, so that
    no more are considered for one seat than can be searched, and all are for many.
    """

    ranked: Sequence[str]
    sums: Mapping[str, float]
    limits: Mapping[str, float]
    first: int = 0
    offered: float = 0.0

    def take(self, hours: float, here: set[str]) -> list[str]:
        """Who is considered for a seat of so many hours, none of those that sit there already."""
        following = self.first + MOST_TAKERS
        room = sum(self.limits[name] - self.sums[name] for name in self.ranked[self.first : following])
        if self.offered >= room and following < len(self.ranked):
            self.first, self.offered = following, 0.0
        self.offered += hours
        fit = (name for name in islice(self.ranked, self.first, None) if name not in here)
        return list(islice(fit, MOST_TAKERS))


def _take_turns(asked: _Asked, time_limit: float) -> _Found:
    """Relieve the organisations of one turn after another, each with the hours that those before it left."""
    found, posts, limits = _Found(dict(asked.summed)), asked.posts, asked.limits
    members: dict[str, set[str]] = defaultdict(set)
    in_sector: dict[str, set[str]] = defaultdict(set)
    for slug, name, sector in zip(posts["slug"], posts["holder"], posts["sector"], strict=True):
        members[slug].add(name)
        if pd.notna(sector) and name not in asked.over:
            in_sector[sector].add(name)

    def spare(name: str) -> tuple[float, str]:
        return found.sums[name] - limits[name], name

    for turn in asked.turns:
        theirs = posts[posts["holder"].isin(set(turn))]
        able = {sector: _Able(sorted(names, key=spare), found.sums, limits) for sector, names in in_sector.items()}
        whole, parts = {}, {}
        for row in theirs.to_dict("records"):
            here = members[row["slug"]]
            whole[row["post"]] = able[row["sector"]].take(row["hours"], here) if row["sector"] in able else []
            parts[row["post"]] = sorted(here - asked.over, key=spare)[:MOST_TAKERS]
        takers = sorted({name for names in (*whole.values(), *parts.values()) for name in names})
        others = pd.DataFrame({"post": takers, "holder": takers, "hours": [found.sums[name] for name in takers]})
        together = pd.concat([theirs, others.assign(parts=0, hours_a_part=0.0)], ignore_index=True)
        relief = relieve(
            together, limits, for_whole=whole, for_parts=parts, time_limit=time_limit, apart=len(asked.turns) == 1
        )
        found.optimal &= relief.optimal
        slugs = dict(zip(theirs["post"], theirs["slug"], strict=True))
        for row in relief.moves.to_dict("records"):
            number = None if pd.isna(row["parts"]) else int(row["parts"])
            found.moves.append((row["post"], row["holder"], row["to"], number, float(row["hours"])))
            found.sums[row["holder"]] -= row["hours"]
            found.sums[row["to"]] += row["hours"]
            members[slugs[row["post"]]].add(row["to"])
        give_back(len(posts))  # what one search let go of is no start for the next
    return found


def _sum_seats(seats: pd.DataFrame) -> pd.DataFrame:
    """One row for each organisation in each partnership, whatever number of seats it has there."""
    grouped = seats.groupby(["slug", "organisation"], sort=False)
    summed = grouped.agg(partnership=("partnership", "first"), sector=("sector", "first"), hours=("hours", "sum"))
    return summed.assign(risks_led=grouped["risks_led"].sum(min_count=1)).reset_index()


def _hours(number: float) -> str:
    """Hours a month in words, to one decimal at most."""
    known = round(float(number), 1)
    return f"{write_number(known)} {'hour' if known == 1 else 'hours'} a month"


def _what(parts: object) -> str:
    return "its seat" if pd.isna(parts) else f"lead on {counted(int(str(parts)), 'risk')}"  # type: ignore[call-overload]  # one cell


@dataclass(frozen=True)
class _Said:
    """What the search for relief has to say for itself."""

    known: int
    """Organisations whose hours are known."""
    over: int
    """Of them, beyond their limit."""
    seen: int
    """Of these, looked at."""
    turns: int
    left: float
    """Hours a month that those looked at still give beyond their limits."""
    optimal: bool

    def sentence(self, moves: pd.DataFrame) -> str:
        """Say who is beyond a limit, what would help, and how far the search went."""
        if not self.known:
            return "No file says how many hours a month anybody gives, so overload is not known."
        if not self.over:
            return "No organisation gives more hours a month than its limit, where hours are known."
        few = self.seen < self.over
        told = f"{counted(self.over, 'organisation gives', 'organisations give')} more hours a month than the limit."
        if few:
            furthest = verb(self.seen, "is the one that is", f"are the {self.seen:,} that are")
            told += f" Looked at {furthest} furthest beyond it."
        if moves.empty:
            theirs = " of theirs" if few else ""
            none = f"No move of a seat or lead{theirs} would change that."
            return f"{told} {none if self.optimal else 'No move was found in the time given.'}"
        together = " together" if len(moves) > 1 else ""
        told += f" {counted(len(moves), 'move')} of {_hours(moves['hours'].sum())}{together} would help."
        return f"{told} {self._rest(few)}{self._how()}"

    def _rest(self, few: bool) -> str:
        if self.left >= LEAST_HOURS:
            among = " among those looked at" if few else ""
            return f"{_hours(self.left)} would still be over the limit{among}."
        return "Those looked at would be within their limits." if few else "All would be within their limits."

    def _how(self) -> str:
        if self.turns > 1:
            longer = "" if self.optimal else ", or a longer search,"
            return f" They were looked at in {self.turns} turns, the worst first; another order{longer} may do better."
        return "" if self.optimal else " The search was cut short; a better way may exist."
