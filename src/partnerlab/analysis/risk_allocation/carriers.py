"""Who carries how much: the same losses under today's leads, the best leads and equal shares; and is it fair."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.risk_allocation.allocation import allocate_risks
from partnerlab.analysis.risk_allocation.exposure import assess_exposure
from partnerlab.analysis.risk_allocation.register import find_bearers
from partnerlab.analysis.risk_allocation.stakes import MONEY, Stake
from partnerlab.methods.exposure import Exposure, shares_under
from partnerlab.partnership import Partnership

NOBODY = "nobody"
"""Stands where a partner would: losses of risks that nobody leads on."""
ALLOCATIONS = ("today's leads", "best leads", "equal shares")
"""Three ways to carry the same losses: by today's leads, by the cheapest ones, by all that bear each risk alike."""


def share_equally(partnership: Partnership, risks: tuple[str, ...]) -> pd.DataFrame:
    """Return the share of each risk that each partner carries when all that bear it carry alike.

    Returns
    -------
    pandas.DataFrame
        Risk × partner, each row adding up to 1; a risk that no current partner bears falls on `nobody`.
    """
    rows: dict[str, dict[str, float]] = {}
    for risk in risks:
        bearers = find_bearers(partnership, partnership.risk(risk)) or (NOBODY,)
        rows[risk] = {partner: 1 / len(bearers) for partner in bearers}
    return pd.DataFrame.from_dict(rows, orient="index").fillna(0.0)


@cached
def compare_carriers(partnership: Partnership, stake: Stake = MONEY) -> pd.DataFrame:
    """Return who carries the exposure under today's leads, the best leads and equal shares.

    The losses are the same in all three: what differs is whose they are. The best leads are those that cost least.

    Parameters
    ----------
    stake
        `MONEY` or `TIME`.

    Returns
    -------
    pandas.DataFrame
        One row for each allocation and partner: `allocation` (today's leads, best leads, equal shares), `partner` (id,
        or `nobody`), `risks` (carried; parts of risks under equal shares), `expected` (£ or days a year), `tail_loss`
        (in the worst one year in twenty), `share_of_mean`, `share_of_tail` (0 to 1), `p80` (the partner's own; does not
        add up). Empty when nothing can be simulated.
    """
    exposure = assess_exposure(partnership, stake=stake)
    if exposure.simulated is None:
        return pd.DataFrame(columns=list(_CARRIED))
    allocation = allocate_risks(partnership)
    equally = share_equally(partnership, exposure.counted)
    ways: list[Mapping[str, str] | pd.DataFrame] = [
        find_present_leads(partnership, allocation.today),
        find_present_leads(partnership, allocation.leads),
        equally,
    ]
    frames = [
        find_shares(exposure.simulated, way).assign(allocation=name)
        for name, way in zip(ALLOCATIONS, ways, strict=True)
    ]
    order = {partner.id: place for place, partner in enumerate(partnership.current_partners)}
    frame = pd.concat(frames, ignore_index=True)[list(_CARRIED)]
    places = frame["partner"].map(order).fillna(len(order))
    rank = frame["allocation"].map({name: place for place, name in enumerate(ALLOCATIONS)})
    return frame.assign(a=rank, b=places).sort_values(["a", "b"]).drop(columns=["a", "b"]).reset_index(drop=True)


_CARRIED = ("allocation", "partner", "risks", "expected", "tail_loss", "share_of_mean", "share_of_tail", "p80")


def find_present_leads(partnership: Partnership, leads: Mapping[str, str]) -> dict[str, str]:
    """Leave out leads that have left the partnership: what they led on, nobody leads on now."""
    here = {partner.id for partner in partnership.current_partners}
    return {risk: lead for risk, lead in leads.items() if lead in here}


def find_shares(simulated: Exposure, leads: Mapping[str, str] | pd.DataFrame) -> pd.DataFrame:
    """Return each partner's part of the exposure: `partner`, `risks`, `expected`, `tail_loss`, shares, `p80`."""
    if not isinstance(leads, pd.DataFrame):
        leads = {risk: leads.get(risk, NOBODY) for risk in simulated.risks.index}
    return shares_under(simulated, leads).rename_axis("partner").reset_index()


@cached
def summarise_carriers(partnership: Partnership, stake: Stake = MONEY) -> pd.DataFrame:
    """Return each partner's share of the worst losses, or delays, under each allocation: one row for each partner.

    Returns
    -------
    pandas.DataFrame
        `partner` (id, or `nobody`) and a column of shares (0 to 1) for each of `ALLOCATIONS`, each adding up to 1.
        Empty when nothing can be simulated.
    """
    long = compare_carriers(partnership, stake)
    wide = long.pivot_table(index="partner", columns="allocation", values="share_of_tail", sort=False)
    columns = pd.Index(ALLOCATIONS)
    return wide.reindex(columns=columns).fillna(0.0).sort_values([*columns], ascending=False).reset_index()


@cached
def summarise_allocations(partnership: Partnership) -> pd.DataFrame:
    """Return what the three allocations cost and how evenly they spread the tail.

    Returns
    -------
    pandas.DataFrame
        `allocation`, `p80` (£ of a year as the risks are rated today; the same for all), `p80_used` (£ if every lead
        puts its whole influence to use; nobody does under equal shares), `largest` (who carries most of the tail),
        `largest_share` (0 to 1), `nobodys` (share of the tail that no partner carries).
    """
    carried = compare_carriers(partnership)
    allocation = allocate_risks(partnership)
    exposure = assess_exposure(partnership)
    used = {ALLOCATIONS[0]: allocation.today, ALLOCATIONS[1]: allocation.leads, ALLOCATIONS[2]: None}
    rows = []
    for name, group in carried.groupby("allocation", sort=False):
        partners = group[group["partner"] != NOBODY].sort_values("share_of_tail", ascending=False)
        top = partners.iloc[0] if len(partners) else None
        rows.append(
            {
                "allocation": name,
                "p80": exposure.amount_at(),
                "p80_used": assess_exposure(partnership, used[str(name)]).amount_at(),
                "largest": None if top is None else top["partner"],
                "largest_share": None if top is None else top["share_of_tail"],
                "nobodys": float(group.loc[group["partner"] == NOBODY, "share_of_tail"].sum()),
            }
        )
    return pd.DataFrame(rows, columns=["allocation", "p80", "p80_used", "largest", "largest_share", "nobodys"])


@cached
def assess_fairness(partnership: Partnership) -> pd.DataFrame:
    """Set each partner's share of the losses beside its share of resources and of benefit (App. 2 item 10).

    Returns
    -------
    pandas.DataFrame
        One row for each current partner: `partner`, `name`, `risks_led`, `capacity` (risks it can lead; missing when
        not said), `share_of_risks` (of those that have a lead), `share_of_tail`, `best_share_of_tail` (under the best
        leads), `resources` (£ a year; time counted at `thresholds.pounds_an_hour`), `share_of_resources`,
        `share_of_benefit`, `apart` (share_of_tail − share_of_resources), `verdict` (in words). Shares are 0 to 1;
        missing when nobody said anything of the kind.
    """
    carried = compare_carriers(partnership).set_index(["allocation", "partner"])["share_of_tail"]
    today = allocate_risks(partnership).today
    partners = partnership.current_partners
    led = [sum(lead == partner.id for lead in today.values()) for partner in partners]
    resources = [find_resources(partnership, partner.id) for partner in partners]
    frame = pd.DataFrame(
        {
            "partner": [partner.id for partner in partners],
            "name": [partner.name for partner in partners],
            "risks_led": led,
            "capacity": pd.array([partner.risk_capacity for partner in partners], dtype="Int64"),
            "share_of_risks": _shares([float(count) for count in led]),
            "share_of_tail": [carried.get((ALLOCATIONS[0], p.id), 0.0 if len(carried) else None) for p in partners],
            "best_share_of_tail": [
                carried.get((ALLOCATIONS[1], p.id), 0.0 if len(carried) else None) for p in partners
            ],
            "resources": resources,
            "share_of_resources": _shares(resources),
            "share_of_benefit": _shares([partner.benefit for partner in partners]),
        }
    ).astype(dict.fromkeys(_SHARES, float))
    frame["apart"] = frame["share_of_tail"] - frame["share_of_resources"]
    limit = partnership.thresholds.share_apart
    frame["verdict"] = [_verdict(apart, limit) for apart in frame["apart"]]
    return frame


_SHARES = (
    *("share_of_risks", "share_of_tail", "best_share_of_tail"),
    *("resources", "share_of_resources", "share_of_benefit"),
)


def _verdict(apart: float, limit: float) -> str:
    if pd.isna(apart):
        return "cannot tell"
    if apart > limit:
        return "carries more than it brings"
    return "carries less than it brings" if apart < -limit else "in proportion"


@cached
def find_resources(partnership: Partnership, partner_id: str) -> float | None:
    """Return what a partner brings in a year, in pounds, time included; None when nothing is recorded."""
    rate = partnership.thresholds.pounds_an_hour
    amounts = [
        row.amount * (rate if row.kind == "time" else 1.0)
        for row in partnership.partner(partner_id).resources
        if row.amount is not None
    ]
    return sum(amounts) if amounts else None


def _shares(values: list[float] | list[float | None]) -> pd.Series:
    numbers = pd.Series(values, dtype=float)
    total = numbers.sum()
    return numbers / total if total > 0 else pd.Series(float("nan"), index=numbers.index)
