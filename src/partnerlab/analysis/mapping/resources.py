"""Resources: who brings what, what administration gets, what partnering costs each partner (¶2.13, App. 3 item 4)."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.members import current_representative
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Resource
from partnerlab.partnership.records import choices_of

KINDS = choices_of(Resource, "kind")
"""What partners bring: pounds a year, hours a year, value in pounds a year."""


@cached
def list_resources(partnership: Partnership) -> pd.DataFrame:
    """List what each current partner brings.

    Returns
    -------
    pandas.DataFrame
        One row a resource: `partner` (id), `name`, `kind` (money, time, in kind), `purpose` (delivery,
        administration, evaluation), `amount` (pounds, hours or pounds' worth a year; missing when not said), `what`,
        `confirmed`.
    """
    rows = [
        (partner.id, partner.name, row.kind, row.purpose, row.amount, row.what, row.confirmed)
        for partner in partnership.current_partners
        for row in partner.resources
    ]
    columns = ["partner", "name", "kind", "purpose", "amount", "what", "confirmed"]
    return pd.DataFrame(rows, columns=columns).astype({"amount": "Float64", "confirmed": "bool"})


@cached
def assess_resources(partnership: Partnership, *, pounds_an_hour: float | None = None) -> pd.DataFrame:
    """Assess what each current partner brings and what sitting in the partnership costs it.

    Parameters
    ----------
    partnership
        The partnership.
    pounds_an_hour
        What an hour is worth, to add time to money; None keeps them apart. There is no rate in the guide.

    Returns
    -------
    pandas.DataFrame
        Columns `partner` (id), `name`, `money`, `in_kind` (pounds a year), `time` (hours a year), each missing when
        nothing of the kind is written down; `administration` (pounds of it for administration), `unconfirmed` (number
        of resources not confirmed), `sitting` (hours a year promised by its representative; missing when not said),
        `worth` (all of it in pounds) and `sitting_share` (cost of sitting over `worth`, 0 to 1), both missing
        without `pounds_an_hour` as far as hours matter.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}], partners=[
    ...     {"id": "A", "name": "Alpha",
    ...      "resources": [{"kind": "money", "amount": 900}, {"kind": "time", "amount": 10}],
    ...      "representatives": [{"role": "Head", "hours_a_month": 2}]}])
    >>> assess_resources(hub, pounds_an_hour=10.0)[["worth", "sitting", "sitting_share"]].values.tolist()
    [[1000.0, 24.0, 0.24]]
    """
    rows = []
    for partner in partnership.current_partners:
        own = partner.resources
        sums = {kind: _sum_known(row.amount for row in own if row.kind == kind) for kind in KINDS}
        pounds = _sum_known(row.amount for row in own if row.kind != "time" and row.purpose == "administration")
        seat = current_representative(partner)
        sitting = seat.hours_a_month * 12 if seat and seat.hours_a_month is not None else None
        loose = sum(not row.confirmed for row in own)
        worth = _add_up(sums, pounds_an_hour)
        share = None
        if worth and sitting is not None and pounds_an_hour is not None:
            share = sitting * pounds_an_hour / worth
        rows.append(
            (
                partner.id,
                partner.name,
                sums["money"],
                sums["in kind"],
                sums["time"],
                pounds,
                loose,
                sitting,
                worth,
                share,
            )
        )
    columns = ["partner", "name", "money", "in_kind", "time", "administration", "unconfirmed"]
    columns += ["sitting", "worth", "sitting_share"]
    numbers = ["money", "in_kind", "time", "administration", "sitting", "worth", "sitting_share"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(numbers, "Float64"))


@cached
def compare_sitting(partnership: Partnership) -> pd.DataFrame:
    """Compare what sitting costs each current partner with what it brings, at `thresholds.pounds_an_hour`.

    Returns
    -------
    pandas.DataFrame
        Columns `partner` (id), `name`, `sitting` (hours a year of its representative), `sitting_cost` (pounds),
        `worth` (all that it brings, in pounds a year), `sitting_share` (0 to 1; can be more), each missing when it is
        not recorded; the largest share first. `attrs["rate"]` holds the pounds an hour, which are ours.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}], partners=[
    ...     {"id": "A", "name": "Alpha", "resources": [{"kind": "money", "amount": 1440}],
    ...      "representatives": [{"role": "Head", "hours_a_month": 2}]}])
    >>> compare_sitting(hub)[["sitting_cost", "worth", "sitting_share"]].values.tolist()
    [[720.0, 1440.0, 0.5]]
    """
    rate = partnership.thresholds.pounds_an_hour
    table = assess_resources(partnership, pounds_an_hour=rate)
    table = table.assign(sitting_cost=table["sitting"] * rate)
    table = table[["partner", "name", "sitting", "sitting_cost", "worth", "sitting_share"]]
    ordered = table.sort_values("sitting_share", ascending=False, kind="stable", ignore_index=True)
    ordered.attrs["rate"] = rate
    return ordered


def _sum_known(amounts: Iterable[float | None]) -> float | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _add_up(sums: dict[str, float | None], pounds_an_hour: float | None) -> float | None:
    pounds, hours = (sums["money"], sums["in kind"]), sums["time"]
    if hours is None:
        return _sum_known(pounds)
    return None if pounds_an_hour is None else _sum_known((*pounds, hours * pounds_an_hour))


@cached
def administration_share(partnership: Partnership) -> float | None:
    """Return the share of all pounds brought that is for administration; None when no pounds are written down.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}], partners=[
    ...     {"id": "A", "name": "Alpha", "resources": [{"kind": "money", "amount": 900},
    ...         {"kind": "money", "amount": 100, "purpose": "administration"}]}])
    >>> administration_share(hub)
    0.1
    """
    listed = list_resources(partnership)
    pounds = listed[(listed["kind"] != "time") & listed["amount"].notna()]
    total = float(pounds["amount"].sum())
    if not total:
        return None
    return float(pounds.loc[pounds["purpose"] == "administration", "amount"].sum()) / total
