"""What follows when one lead is moved by hand: its cost, and who then carries the tail."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.amounts import round_pounds, say_pounds, say_pounds_apart, say_share
from partnerlab.analysis.risk_allocation.allocation import RiskAllocation, allocate_risks
from partnerlab.analysis.risk_allocation.carriers import NOBODY, get_shares, share_among_leads
from partnerlab.analysis.risk_allocation.exposure import RiskExposure, assess_exposure
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.analysis.risk_allocation.stakes import TIME
from partnerlab.methods.pricing import AT_LEAST
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, with_capital


@dataclass(frozen=True, eq=False)
class Move:
    """What follows when one lead is moved by hand."""

    risk: str
    title: str
    """The risk."""
    before: str | None
    after: str
    """Its lead today, in words (None when nobody leads) and the partner it is moved to."""
    cost_before: float | None
    cost_after: float | None
    """Expected cost under each, in pounds a year; None when not known."""
    carriers: pd.DataFrame
    """`partner`, `before`, `after` (shares of the tail, 0 to 1), `shift` (after − before), for all that carry any."""
    summary: str
    """The move in a sentence or two."""

    @property
    def extra_told(self) -> float | None:
        """What the move costs more in a year than today's lead, less than 0 when it saves; None when not known.

        It is between the costs as a sentence rounds them, so that its numbers add up.
        """
        if self.cost_before is None or self.cost_after is None:
            return None
        was, will = _round_costs(self.cost_before, self.cost_after)
        return will - was


def move_lead(partnership: Partnership, risk: str | None = None, partner: str | None = None) -> Move | None:
    """Move the lead on one risk by hand: what it costs, and who then carries the tail.

    Parameters
    ----------
    risk, partner
        The risk and its new lead. Without them the most telling move is chosen: the risk that weighs most in the tail,
        among those that somebody else may lead on at a known cost, moved to whoever else is cheapest.

    Returns
    -------
    Move or None
        None when no move can be weighed: nothing to simulate, or no other partner's influence is known.

    Raises
    ------
    KeyError
        When the risk or the partner is not one of the partnership's.
    """
    allocation = allocate_risks(partnership)
    exposure = assess_exposure(partnership)
    if risk is None or partner is None:
        chosen = _get_telling_move(allocation, exposure, risk)
        if chosen is None:
            return None
        risk, partner = chosen
    moved = partnership.risk(risk)
    partnership.partner(partner)
    before = allocation.name_today(risk)
    costs = allocation.cost_of(risk, allocation.today.get(risk)), allocation.cost_of(risk, partner)
    price = _say_price(allocation, risk, partner)
    carriers = _list_shift(partnership, exposure, risk, partner)
    delays = _list_shift(partnership, assess_exposure(partnership, stake=TIME), risk, partner)
    return Move(
        risk=risk,
        title=moved.title,
        before=before,
        after=partner,
        cost_before=costs[0],
        cost_after=costs[1],
        carriers=carriers,
        summary=_summarise_move(
            moved.title,
            (allocation.name_today(risk, partnership.short_name_of), partner),
            costs,
            carriers,
            partnership.short_name_of(partner),
        )
        + _late(delays, partner)
        + price,
    )


def _late(delays: pd.DataFrame, partner: str) -> str:
    """Say what part of the worst delays the new lead then carries; empty when days are not known."""
    row = delays[delays["partner"] == partner]
    if row.empty:
        return ""
    shares = f"{say_share(row['after'].iloc[0])}, {say_share(row['before'].iloc[0])} today"
    return f" Of the worst delays it then carries {shares} (over {delays.attrs['over']})."


def _say_price(allocation: RiskAllocation, risk: str, partner: str) -> str:
    """Say what forcing this lead costs above the best leads, everything else arranged again; empty when not known."""
    best = allocation.best
    if best is None or risk not in best.overrides.index or partner not in best.overrides.columns:
        return ""
    above, basis = best.overrides.T.to_dict()[risk][partner], best.override_basis.T.to_dict()[risk][partner]
    if partner == allocation.best_lead(risk):
        return " That is the best lead."
    if pd.notna(above):
        least = "at least " if basis == AT_LEAST else ""
        return (
            f" With all other leads at their best beside it, that is {least}{say_pounds(above, rounded=True)} above "
            "the best leads."
        )
    return f" It is not among the leads that are weighed: {basis}."


def _get_telling_move(allocation: RiskAllocation, exposure: RiskExposure, risk: str | None) -> tuple[str, str] | None:
    if exposure.simulated is None:
        return None
    for name in exposure.simulated.risks["tail_loss"].sort_values(ascending=False, kind="stable").index:
        others = [partner for partner in allocation.pairings.candidates(name) if partner != allocation.today.get(name)]
        if others and risk in (None, name):
            return str(name), others[0]
    return None


def _list_shift(partnership: Partnership, exposure: RiskExposure, risk: str, partner: str) -> pd.DataFrame:
    if exposure.simulated is None or risk not in exposure.counted:
        return pd.DataFrame(columns=["partner", "before", "after", "shift"])
    allocation = allocate_risks(partnership)
    today = allocation.shared | allocation.today
    before, after = (
        get_shares(exposure.simulated, share_among_leads(partnership, exposure.counted, leads)).set_index("partner")[
            "share_of_tail"
        ]
        for leads in (today, {**today, risk: partner})
    )
    frame = pd.DataFrame({"before": before, "after": after}).fillna(0.0)
    frame["shift"] = frame["after"] - frame["before"]
    frame = frame.sort_values("after", ascending=False, kind="stable").rename_axis("partner").reset_index()
    frame.attrs["over"] = f"{len(exposure.counted)} of {counted(len(list_open_risks(partnership)), 'open risk')}"
    return frame


def _round_costs(was: float, will: float) -> tuple[float, float]:
    """Round two costs as a sentence does, unless they would then read alike."""
    rough = round_pounds(was), round_pounds(will)
    return rough if rough[0] != rough[1] else (was, will)


def _summarise_move(
    title: str,
    ends: tuple[str | None, str],
    costs: tuple[float | None, float | None],
    carriers: pd.DataFrame,
    after: str,
) -> str:
    before = ends[0] or NOBODY
    if costs[0] is None or costs[1] is None:
        known = "" if costs[1] is None else f", {say_pounds(costs[1], rounded=True)} a year"
        money = f"what it costs today is not known{known} under {after}"
    else:
        was, will = _round_costs(costs[0], costs[1])
        told = say_pounds_apart(was, will)
        word = "more" if will >= was else "less"
        change = say_pounds(abs(will - was), rounded=True)
        money = f"the expected cost is {change} a year {word}: {told[1]} instead of {told[0]}"
        if was == will:
            money = f"the expected cost stays the same: {told[1]} a year"
    sentence = f"“{title}” moves from {before} to {after}. {with_capital(money)}."
    row = carriers[carriers["partner"] == ends[1]]
    if row.empty:
        return sentence
    shares = f"{say_share(row['after'].iloc[0])} of the worst losses, {say_share(row['before'].iloc[0])} today"
    return f"{sentence} {after} then carries {shares} (over {carriers.attrs['over']})."
