"""The level of collaboration that the resources entered bear: of the whole, and of each pair of partners (¶2.1).

The guide says that more integration takes more resource, and gives no number. Ours is hours a year that each of two
partners gives to working with the other, more at each level (`thresholds.level_hours`, `thresholds.level_growth`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.levels import compare_pairs, current_level, ladder_of
from partnerlab.analysis.facts.members import current_representative
from partnerlab.methods.levels import hours_of_level, level_borne
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Partner, Resource

COLUMNS = ("first", "second", "needed", "hours", "borne", "state")
"""Columns of `assess_pair_resources`."""


@dataclass(frozen=True)
class Resourcing:
    """What the resources entered bear.

    Attributes
    ----------
    hours
        Hours a year that each current partner has for working with the others; None when nothing of it is recorded.
    pairs
        Pairs of current partners.
    borne
        Highest level that the hours recorded bear if each pair works at one level; None when no hours are recorded, or
        there are fewer than two partners.
    needed
        The level needed; None when it is not recorded.
    """

    hours: dict[str, float | None]
    pairs: int
    borne: int | None
    needed: int | None

    @property
    def known(self) -> int:
        """How many partners have hours recorded."""
        return sum(hours is not None for hours in self.hours.values())

    @property
    def total(self) -> float:
        """All hours recorded."""
        return sum(hours for hours in self.hours.values() if hours is not None)


def brings_anything(partnership: Partnership) -> bool:
    """Whether any current partner has a resource recorded."""
    return any(row.resources for row in partnership.current_partners)


def hours_for_partnering(partner: Partner, pounds_an_hour: float) -> float | None:
    """Return the hours a year that a partner has for working with others; None when nothing of it is recorded.

    Counted are staff time, the hours of its representative, and money or help in kind for administration and
    evaluation, at so many pounds an hour. Money for delivery pays for the service and not for working together.
    """
    seat = current_representative(partner)
    sitting = [seat.hours_a_month * 12] if seat and seat.hours_a_month is not None else []
    parts = [hours for row in partner.resources if (hours := _hours_in(row, pounds_an_hour)) is not None]
    return sum((*sitting, *parts)) if sitting or parts else None


def _hours_in(resource: Resource, pounds_an_hour: float) -> float | None:
    if resource.amount is None:
        return None
    if resource.kind == "time":
        return resource.amount
    if resource.purpose == "delivery" or not pounds_an_hour:
        return None
    return resource.amount / pounds_an_hour


@cached
def assess_resourcing(partnership: Partnership) -> Resourcing:
    """Assess which level of collaboration the resources entered bear for the whole (¶2.1).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "A", "name": "Alpha", "resources": [{"kind": "time", "amount": 24}]},
    ...               {"id": "B", "name": "Beta", "resources": [{"kind": "time", "amount": 24}]}])
    >>> assess_resourcing(hub).borne, assess_resourcing(hub).total
    (3, 48.0)
    """
    partners, numbers = partnership.current_partners, partnership.thresholds
    hours = {row.id: hours_for_partnering(row, numbers.pounds_an_hour) for row in partners}
    pairs = len(partners) * (len(partners) - 1) // 2
    total = sum(given for given in hours.values() if given is not None)
    borne = None
    if pairs and any(given is not None for given in hours.values()):
        borne = level_borne(total / (2 * pairs), numbers.level_hours, numbers.level_growth, _highest(partnership))
    return Resourcing(hours, pairs, borne, current_level(partnership, "needed")[0])


@cached
def assess_pair_resources(partnership: Partnership) -> pd.DataFrame:
    """Assess which level the resources entered bear for each pair of current partners.

    Each partner's hours are divided among its pairs in proportion to the hours that their needed levels take. A pair
    has the hours of the one of the two that has fewer. Where the two differ on the level needed, the higher counts;
    where neither said any, the level needed of the whole.

    Returns
    -------
    pandas.DataFrame
        One row a pair, what lacks most first. Columns `first`, `second` (ids), `needed` (level; missing when not
        recorded), `hours` (a year, of each of the two; missing when either has none recorded), `borne` (level that they
        bear), `state`: enough, too little, or cannot tell.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     collaboration=[{"on": "2025-02-01", "needed": 3}],
    ...     partners=[{"id": "A", "name": "Alpha", "resources": [{"kind": "time", "amount": 24}]},
    ...               {"id": "B", "name": "Beta", "resources": [{"kind": "time", "amount": 10}]}])
    >>> assess_pair_resources(hub).values.tolist()
    [['A', 'B', 3, 10.0, 1, 'too little']]
    """
    numbers, found = partnership.thresholds, assess_resourcing(partnership)
    needed = _levels_needed(partnership)
    wanted = {
        pair: hours_of_level(level, numbers.level_hours, numbers.level_growth)
        for pair, level in needed.items()
        if level is not None
    }
    asked = {name: sum(hours for pair, hours in wanted.items() if name in pair) for name in found.hours}
    rows = []
    for pair, level in needed.items():
        shares = [
            None if (hours := found.hours[name]) is None or not asked[name] else hours * wanted[pair] / asked[name]
            for name in pair
            if pair in wanted
        ]
        known = [share for share in shares if share is not None]
        hours = min(known) if len(known) == len(pair) else None
        borne = None
        if hours is not None:
            borne = level_borne(hours, numbers.level_hours, numbers.level_growth, _highest(partnership))
        state = "cannot tell" if level is None or borne is None else "enough" if borne >= level else "too little"
        rows.append((*pair, level, hours, borne, state))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table = table.astype({"needed": "Int64", "hours": "Float64", "borne": "Int64"})
    lacking = (table["needed"] - table["borne"]).astype("Float64").fillna(-1.0)
    return table.assign(lacking=lacking).sort_values(
        ["lacking", "first", "second"], ascending=[False, True, True], ignore_index=True
    )[list(COLUMNS)]


def _highest(partnership: Partnership) -> int:
    return max(ladder_of(partnership).labels, default=0)


def _levels_needed(partnership: Partnership) -> dict[tuple[str, str], int | None]:
    """Level needed of each pair of current partners: the higher of what the two say, or that of the whole.

    What is said on a scale on which the lowest is the closest is no level of the whole's: then that of the whole.
    """
    whole = current_level(partnership, "needed")[0]
    turned = partnership.network_settings.strongest == "lowest"
    said = {
        (first, second): int(high)
        for first, second, high in compare_pairs(partnership)[["first", "second", "needed_high"]].itertuples(
            index=False
        )
        if not pd.isna(high) and not turned
    }
    names = sorted(row.id for row in partnership.current_partners)
    return {pair: said.get(pair, said.get((pair[1], pair[0]), whole)) for pair in combinations(names, 2)}
