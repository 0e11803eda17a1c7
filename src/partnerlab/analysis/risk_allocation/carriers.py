"""Who carries how much: the same losses under today's leads, the best leads and equal shares; and is it fair."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.names import OTHERS
from partnerlab.analysis.risk_allocation.allocation import allocate_risks
from partnerlab.analysis.risk_allocation.exposure import assess_exposure, measure_coverage
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.analysis.risk_allocation.stakes import MONEY, Stake
from partnerlab.analysis.risk_allocation.standing import bearers_of, leads_of
from partnerlab.methods.exposure import Exposure, shares_under
from partnerlab.methods.fairness import score_fairness
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed

NOBODY = "nobody"
"""Stands where a partner would: losses of risks that nobody leads on."""
ALLOCATIONS = ("today's leads", "best leads", "equal shares")
"""Three ways to carry the same losses: by today's leads, by the cheapest ones, by all that bear each risk alike."""


ALIKE = 0.0005
"""Difference of two shares below which they read the same: a twentieth of a percentage point."""
HEAVY = "carries more than it brings"
UNLED = "no partner leads on an open risk with a chance and a cost"
"""Why nobody can be said to carry its share or more: what nobody leads on is nobody's."""
"""Verdict on a partner whose share of the worst losses is well above its share of resources."""


def share_equally(partnership: Partnership, risks: tuple[str, ...]) -> pd.DataFrame:
    """Return the share of each risk that each partner carries when all that bear it carry alike.

    Risk × partner, each row adding up to 1; a risk that no current partner bears falls on `nobody`.
    """
    rows: dict[str, dict[str, float]] = {}
    for risk in risks:
        bearers = bearers_of(partnership, partnership.risk(risk)) or (NOBODY,)
        rows[risk] = {partner: 1 / len(bearers) for partner in bearers}
    return pd.DataFrame.from_dict(rows, orient="index").fillna(0.0)


@cached
def compare_carriers(partnership: Partnership, stake: Stake = MONEY) -> pd.DataFrame:
    """Return who carries the exposure under today's leads, the best leads and equal shares.

    The losses are the same in all three: what differs is whose they are. The best leads are those that cost least; they
    are left out where they are not known.

    Returns
    -------
    pandas.DataFrame
        One row for each allocation and partner: `allocation` (today's leads, best leads, equal shares), `partner` (id,
        or `nobody`), `risks` (carried; parts of risks under equal shares), `expected` (£ or days a year), `tail_loss`
        (in the worst one year in twenty), `share_of_mean`, `share_of_tail` (0 to 1), `p80` (the partner's own; does not
        add up). Empty when nothing can be simulated. `attrs["over"]` says over how many of the open risks,
        `attrs["most"]` the rows of those that carry most of the tail under each allocation: all whose share differs by
        no more than the simulation can tell; `attrs["heaviest"]` the same among partners, without `nobody` and those
        that carry nothing.
    """
    exposure = assess_exposure(partnership, stake=stake)
    if exposure.simulated is None:
        return pd.DataFrame(columns=list(_CARRIED))
    allocation = allocate_risks(partnership)
    today, best, equal = ALLOCATIONS
    led = {today: allocation.today} | ({} if allocation.best is None else {best: allocation.leads})
    by_name = {
        name: share_among_leads(partnership, exposure.counted, {**allocation.shared, **leads})
        for name, leads in led.items()
    }
    by_name[equal] = share_equally(partnership, exposure.counted)
    frames = [get_shares(exposure.simulated, way).assign(allocation=name) for name, way in by_name.items()]
    order = {partner.id: place for place, partner in enumerate(partnership.current_partners)}
    frame = pd.concat(frames, ignore_index=True)[list(_CARRIED)]
    places = frame["partner"].map(order).fillna(len(order))
    rank = frame["allocation"].map({name: place for place, name in enumerate(ALLOCATIONS)})
    ordered = frame.assign(a=rank, b=places).sort_values(["a", "b"]).drop(columns=["a", "b"]).reset_index(drop=True)
    groups = ordered.groupby("allocation", sort=False)
    carrying = (ordered["partner"] != NOBODY) & (ordered["share_of_tail"] > 0)
    for told, among in {"most": ordered.index, "heaviest": ordered.index[carrying]}.items():
        ordered.attrs[told] = [
            row
            for name, group in groups
            for row in _most(group.loc[group.index.intersection(among)], by_name[str(name)], exposure.simulated)
        ]
    ordered.attrs["over"] = f"{len(exposure.counted)} of {counted(len(list_open_risks(partnership)), 'open risk')}"
    return ordered


def _most(shares: pd.DataFrame, way: pd.DataFrame, simulated: Exposure) -> list[int]:
    """Return the rows of those that carry most of the tail: within two simulation errors of the largest loss."""
    if shares.empty:
        return []
    variance = way.pow(2).T @ simulated.risks["tail_error"].loc[way.index].pow(2)
    squared = shares["partner"].map(variance).to_numpy(dtype=float)
    loss = shares["tail_loss"].to_numpy(dtype=float)
    largest = int(loss.argmax())
    alike = (loss[largest] - loss) ** 2 <= 4 * (squared + squared[largest])
    return [int(row) for row in shares.index[alike]]


_CARRIED = ("allocation", "partner", "risks", "expected", "tail_loss", "share_of_mean", "share_of_tail", "p80")


def share_among_leads(
    partnership: Partnership, risks: tuple[str, ...], leads: Mapping[str, str | tuple[str, ...]]
) -> pd.DataFrame:
    """Return the share of each risk that each partner carries as its lead: all, or equal parts of a shared lead.

    What a lead that has left the partnership led on, nobody leads on now. Risk × partner, each row adding up to 1; a
    risk without a present lead falls on `nobody`.
    """
    here = {partner.id for partner in partnership.current_partners}
    rows: dict[str, dict[str, float]] = {}
    for risk in risks:
        given = leads.get(risk, ())
        named = [lead for lead in ((given,) if isinstance(given, str) else given) if lead in here] or [NOBODY]
        rows[risk] = dict.fromkeys(named, 1 / len(named))
    return pd.DataFrame.from_dict(rows, orient="index").fillna(0.0)


def get_shares(simulated: Exposure, ways: pd.DataFrame) -> pd.DataFrame:
    """Return each partner's part of the exposure: `partner`, `risks`, `expected`, `tail_loss`, shares, `p80`."""
    return shares_under(simulated, ways).rename_axis("partner").reset_index()


@cached
def summarise_carriers(partnership: Partnership, stake: Stake = MONEY) -> pd.DataFrame:
    """Return each partner's share of the worst losses, or delays, under each allocation: one row for each partner.

    Returns
    -------
    pandas.DataFrame
        `partner` (id, or `nobody`) and a column of shares (0 to 1) for each of `ALLOCATIONS`, each adding up to 1;
        missing where the best leads are not known.
        Empty when nothing can be simulated. `attrs["over"]` says over how many of the open risks.
    """
    long = compare_carriers(partnership, stake)
    wide = long.pivot_table(index="partner", columns="allocation", values="share_of_tail", sort=False)
    columns = pd.Index(ALLOCATIONS)
    table = wide.fillna(0.0).reindex(columns=columns).sort_values([*columns], ascending=False).reset_index()
    table.attrs["over"] = long.attrs.get("over", "")
    return table


@cached
def summarise_allocations(partnership: Partnership) -> pd.DataFrame:
    """Return what the three allocations cost and how evenly they spread the tail.

    Returns
    -------
    pandas.DataFrame
        `allocation`, `p80` (£ of a year as the risks are rated today; the same for all), `p80_used` (£ if every lead
        puts its whole influence to use; nobody does under equal shares), `largest` (who carries most of the tail, all
        that carry as much as far as the simulation can tell; missing where no partner carries any), `largest_share` (0
        to 1, of each), `nobodys` (share of the tail that no partner carries). All but `p80` missing of the best leads
        where they are not known.
    """
    carried = compare_carriers(partnership)
    allocation = allocate_risks(partnership)
    exposure = assess_exposure(partnership)
    used = {ALLOCATIONS[0]: allocation.today, ALLOCATIONS[1]: allocation.leads, ALLOCATIONS[2]: None}
    rows = []
    for name in ALLOCATIONS if len(carried) else ():
        group = carried[carried["allocation"] == name]
        top = group[group.index.isin(carried.attrs["heaviest"])]
        unled = group.loc[group["partner"] == NOBODY, "share_of_tail"].sum()
        known = len(group) > 0
        rows.append(
            {
                "allocation": name,
                "p80": exposure.amount_at(),
                "p80_used": assess_exposure(partnership, used[name]).amount_at() if known else None,
                "largest": listed(top["partner"], 3, rest=OTHERS) if len(top) else None,
                "largest_share": top["share_of_tail"].mean() if len(top) else None,
                "nobodys": float(unled) if known else None,
            }
        )
    return pd.DataFrame(rows, columns=["allocation", "p80", "p80_used", "largest", "largest_share", "nobodys"])


@cached
def assess_fairness(partnership: Partnership) -> pd.DataFrame:
    """Set each partner's share of the losses beside its share of resources and of benefit (App. 2 item 10).

    Returns
    -------
    pandas.DataFrame
        One row for each current partner: `partner`, `name`, `risks_led` (alone or with others), `capacity` (risks it
        can lead; missing when not said), `share_of_risks` (of all leads), `share_of_tail`, `best_share_of_tail` (under
        the best leads; missing where they are not known), `resources` (£ a year; time counted at
        `thresholds.pounds_an_hour`; missing when nothing, or an offer without its amount, is recorded),
        `share_of_resources`, `share_of_benefit` (each missing for all as long as one partner's part is unknown, for a
        share needs the sum), `apart` (share_of_tail − share_of_resources),
        `verdict` (in words; cannot tell where too few risks have a cost, or no partner leads on one that has). Shares
        are 0 to 1. `attrs["coverage"]` says how many open risks have a chance and a cost, `attrs["unled"]` that nobody
        leads on one of them (else it is empty), `attrs["unknown"]` holds the ids of partners whose resources are
        unknown, `attrs["nothing"]` says where all is known and there is nothing to share (else it is empty),
        `attrs["to_move"]` the part of all losses (0 to 1) that would have to change hands to match resources; None when
        that cannot be told.
    """
    carried = compare_carriers(partnership).set_index(["allocation", "partner"])["share_of_tail"]
    partners = partnership.current_partners
    leads = [lead for risk in list_open_risks(partnership) for lead in leads_of(partnership, risk.id)]
    led = [leads.count(partner.id) for partner in partners]
    resources = {partner.id: resources_of(partnership, partner.id) for partner in partners}
    benefit = {partner.id: partner.benefit for partner in partners}
    ids = [partner.id for partner in partners]
    known = carried.index.get_level_values("allocation")
    tails = [
        {name: float(carried.get((way, name), 0.0 if way in known else float("nan"))) for name in (*ids, NOBODY)}
        for way in ALLOCATIONS[:2]
    ]
    now = score_fairness(tails[0], resources=_with_nobody(resources), benefit=_with_nobody(benefit))
    frame = pd.DataFrame(
        {
            "partner": ids,
            "name": [partner.name for partner in partners],
            "risks_led": led,
            "capacity": pd.array([partner.risk_capacity for partner in partners], dtype="Int64"),
            "share_of_risks": [count / sum(led) if any(led) else None for count in led],
            "share_of_tail": [tails[0][name] for name in ids],
            "best_share_of_tail": [tails[1][name] for name in ids],
            "resources": [resources[name] for name in ids],
            "share_of_resources": now.shares.loc[ids, "resources"].to_numpy(),
            "share_of_benefit": now.shares.loc[ids, "benefit"].to_numpy(),
        }
    ).astype(dict.fromkeys(_SHARES, float))
    frame["apart"] = frame["share_of_tail"] - frame["share_of_resources"]
    limit = partnership.thresholds.share_apart
    coverage = measure_coverage(partnership)
    unled = coverage.several and carried.size > 0 and (frame["share_of_tail"] == 0).all()
    told = coverage.several and not unled
    frame["verdict"] = [_verdict(apart, limit) if told else "cannot tell" for apart in frame["apart"]]
    frame.attrs["unled"] = UNLED if unled else ""
    frame.attrs["coverage"] = coverage.words
    frame.attrs["unknown"] = [name for name in ids if resources[name] is None]
    frame.attrs["nothing"] = ""
    if not frame.attrs["unknown"] and frame["apart"].isna().all():
        what = "partners bring" if not sum(filter(None, resources.values())) else "the worst losses come to"
        frame.attrs["nothing"] = f"{what} £0 in all, of which there are no shares" if ids else "no partner is recorded"
    frame.attrs["to_move"] = now.moved_for_resources
    return frame


def _with_nobody(amounts: Mapping[str, float | None]) -> dict[str, float]:
    """Return amounts with missing ones left out, and nothing for what nobody leads on."""
    return {NOBODY: 0.0} | {name: amount for name, amount in amounts.items() if amount is not None}


_SHARES = (
    *("share_of_risks", "share_of_tail", "best_share_of_tail"),
    *("resources", "share_of_resources", "share_of_benefit"),
)


def _verdict(apart: float, limit: float) -> str:
    if pd.isna(apart):
        return "cannot tell"
    if apart > limit:
        return HEAVY
    return "carries less than it brings" if apart < -limit else "in proportion"


@cached
def resources_of(partnership: Partnership, partner_id: str) -> float | None:
    """Return what a partner brings in a year, in pounds, time included.

    None when nothing is recorded, and when an offer is recorded without its amount: then the sum is not known.
    """
    rate = partnership.thresholds.pounds_an_hour
    offers = partnership.partner(partner_id).resources
    amounts = [row.amount * (rate if row.kind == "time" else 1.0) for row in offers if row.amount is not None]
    return sum(amounts) if amounts and len(amounts) == len(offers) else None
