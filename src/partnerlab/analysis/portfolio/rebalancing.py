"""Who is relieved of seats and leads, by whom, at which cost: the allocation of one partnership, across all (¶2.12)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate

import pandas as pd

from partnerlab.analysis.portfolio.organisations import list_seats
from partnerlab.analysis.portfolio.reading import Portfolio
from partnerlab.methods.relief import Relief, relieve
from partnerlab.wording import counted, verb, write_number

MOST_TAKERS = 4
"""Organisations that are considered for one seat, or its leads: those with most hours to spare."""
LEAST_HOURS = 0.05
"""Hours a month below which nothing is over: the solver's tolerance."""
MOST_RELIEVED = 25
"""Organisations that are relieved at once: those furthest beyond their limit."""
MOST_SEATS = 2_000
"""Seats that may move at once: of those organisations, as many as have no more together, and the first in any case."""


@dataclass(frozen=True, eq=False)
class Rebalance:
    """What could move between organisations so that fewer hours pass their limits.

    Parameters
    ----------
    moves
        Columns `organisation` (relieved), `partnership`, `what`, `to`, `hours` (a month), most hours first.
    load
        Columns `organisation`, `before`, `after`, `limit` (hours a month), of all who give or take.
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
    """
    seats = _sum_seats(list_seats(portfolio).dropna(subset=["hours"]))
    seats["post"] = seats["slug"] + "\x1f" + seats["organisation"]
    lead_hours = portfolio.register.hours_a_lead
    fitting = (seats["hours"] // lead_hours if lead_hours > 0 else seats["hours"] * 0).astype(float)
    posts = pd.DataFrame(
        {
            "post": seats["post"],
            "holder": seats["organisation"],
            "hours": seats["hours"].astype(float),
            "parts": seats["risks_led"].fillna(0).astype(float).clip(upper=fitting).astype(int),
            "hours_a_part": lead_hours,
        }
    )
    sums = {str(name): float(hours) for name, hours in posts.groupby("holder")["hours"].sum().items()}
    limits = {name: portfolio.hours_limit(name) for name in sums}
    over = {name for name, hours in sums.items() if hours > limits[name]}
    ranked = sorted(over, key=lambda name: (limits[name] - sums[name], name))[:MOST_RELIEVED]
    together = accumulate(int((posts["holder"] == name).sum()) for name in ranked)
    first = {
        name
        for number, (name, held) in enumerate(zip(ranked, together, strict=True))
        if not number or held <= MOST_SEATS
    }
    limits |= dict.fromkeys(over - first, 0.0)  # they are left as they are, and take nothing on
    spare = sorted((name for name in sums if name not in over), key=lambda name: (sums[name] - limits[name], name))
    members: dict[str, list[str]] = defaultdict(list)
    sectors: dict[str, set[str]] = defaultdict(set)
    for slug, name, sector in zip(seats["slug"], seats["organisation"], seats["sector"], strict=True):
        members[slug].append(name)
        if pd.notna(sector):
            sectors[name].add(sector)
    in_sector: dict[str, list[str]] = defaultdict(list)
    for name in spare:
        for sector in sectors[name]:
            in_sector[sector].append(name)
    whole, parts = {}, {}
    for row in seats[seats["organisation"].isin(first)].to_dict("records"):
        here = members[row["slug"]]
        fit = (name for name in in_sector.get(row["sector"], ()) if name not in here)
        whole[row["post"]] = [name for name, _ in zip(fit, range(MOST_TAKERS), strict=False)]
        able = sorted((name for name in here if name not in over), key=lambda name: (sums[name] - limits[name], name))
        parts[row["post"]] = able[:MOST_TAKERS]
    touched = posts[posts["holder"].isin(first | set(sums) - over)]
    found = relieve(touched, limits, for_whole=whole, for_parts=parts, time_limit=time_limit)
    named = seats.set_index("post")
    rows = [
        (row["holder"], named.loc[row["post"], "partnership"], _what(row["parts"]), row["to"], row["hours"])
        for row in found.moves.to_dict("records")
    ]
    moves = pd.DataFrame(rows, columns=["organisation", "partnership", "what", "to", "hours"])
    moves = moves.sort_values(
        ["hours", "organisation", "partnership"], ascending=[False, True, True], ignore_index=True
    )
    return Rebalance(moves, found.load, _say(len(sums), (len(over), len(first)), moves, found))


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


def _say(known: int, over: tuple[int, int], moves: pd.DataFrame, found: Relief) -> str:
    if not known:
        return "No file says how many hours a month anybody gives, so overload is not known."
    if not over[0]:
        return "No organisation gives more hours a month than its limit, where hours are known."
    beyond = f"{counted(over[0], 'organisation gives', 'organisations give')} more hours a month than the limit."
    if over[1] < over[0]:
        beyond += f" Looked at {verb(over[1], 'is the one that is', f'are the {over[1]} that are')} furthest beyond it."
    few = over[1] < over[0]
    if moves.empty:
        theirs = " of theirs" if few else ""
        none = f"No move of a seat or lead{theirs} would change that."
        return f"{beyond} {none if found.optimal else 'No move was found in the time given.'}"
    rest = "All would be within their limits."
    if found.over >= LEAST_HOURS:
        among = " among those looked at" if few else ""
        rest = f"{_hours(found.over)} would still be over the limit{among}."
    elif few:
        rest = "Those looked at would be within their limits."
    best = "" if found.optimal else " The search was cut short; a better way may exist."
    together = " together" if len(moves) > 1 else ""
    moved = f"{counted(len(moves), 'move')} of {_hours(moves['hours'].sum())}{together} would help."
    return f"{beyond} {moved} {rest}{best}"
