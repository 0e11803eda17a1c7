"""What is at stake: what the open risks may cost and delay together in a year, and which of them drive it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.risk_allocation.pairings import find_chance, find_influences
from partnerlab.analysis.risk_allocation.ratings import find_open_risks
from partnerlab.analysis.risk_allocation.stakes import MONEY, TIME, Stake
from partnerlab.errors import MethodError
from partnerlab.methods.exposure import Exposure, find_amounts, largest_losses, tornado_table
from partnerlab.methods.simulation import simulate_exposure
from partnerlab.partnership import Partnership

DRAWS = 50_000
"""Years simulated: enough for an error of about one per cent at P80; not in the guide."""
SEED = 2019
"""The same seed gives the same years, so that two reviews differ only where their data do."""
AT_STAKE = 0.8
"""The quantile that a board is told first, P80: usual in public-sector cost estimates; not in the guide."""
TWICE = 1.96
"""Standard errors either side of an estimate that hold it in 95 of 100 runs."""


@dataclass(frozen=True, eq=False)
class RiskExposure:
    """What the open risks may cost, or delay, together in a year.

    Attributes
    ----------
    simulated
        The simulation; None when nothing can be simulated.
    problem
        Why nothing can be simulated, in words; empty when something was.
    counted
        Ids of the risks that are in it.
    uncounted
        Open risks that are not, with what is missing: `risk`, `title`, `missing`.
    """

    simulated: Exposure | None
    problem: str
    counted: tuple[str, ...]
    uncounted: pd.DataFrame

    def amount_at(self, probability: float = AT_STAKE) -> float | None:
        """Return the pounds or days that are not passed with a probability of 0.5, 0.8 or 0.95; None when unknown."""
        return None if self.simulated is None else self._quantile(self.simulated, probability)[0]

    def interval_at(self, probability: float = AT_STAKE) -> tuple[float, float] | None:
        """Return the 95 % Monte-Carlo interval of `amount_at`: what other seeds would give. None when unknown."""
        if self.simulated is None:
            return None
        amount, error = self._quantile(self.simulated, probability)
        return amount - TWICE * error, amount + TWICE * error

    def largest_at(self, probability: float = AT_STAKE) -> float | None:
        """Return what the largest single loss of a year does not pass with that probability; None when unknown."""
        if self.simulated is None:
            return None
        return float(find_amounts(largest_losses(self.simulated), [probability])[0])

    @staticmethod
    def _quantile(simulated: Exposure, probability: float) -> tuple[float, float]:
        rows = simulated.quantiles.to_dict("records")
        row = next(row for row in rows if row["probability"] == probability)
        return float(row["amount"]), float(row["error"])


@cached
def assess_exposure(
    partnership: Partnership, leads: Mapping[str, str] | None = None, stake: Stake = MONEY
) -> RiskExposure:
    """Simulate what the open risks may cost together in a year, in pounds, or delay, in days.

    Each risk occurs with its chance and then takes a three-point amount; risks depend on each other as
    `risk_settings.correlation` says. Risks without a chance or a complete range are left out and listed.

    Parameters
    ----------
    leads
        Risk → lead that puts its whole influence to use, so that chance and cost fall by the shares it can remove.
        None: the risks as they are rated today.
    stake
        `MONEY` or `TIME`.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     risks=[{"id": "R1", "title": "Delay", "probability": 1, "low": 100, "likely": 100, "high": 100}])
    >>> assess_exposure(hub).amount_at(0.8)
    100.0
    """
    rows, uncounted = [], []
    eased = _eased(partnership, leads)
    for risk in find_open_risks(partnership):
        chance = find_chance(partnership, risk)
        missing = [*(["its chance"] if chance is None else []), *stake.lacking(risk)]
        if missing:
            uncounted.append({"risk": risk.id, "title": risk.title, "missing": ", ".join(missing)})
            continue
        fewer, smaller = eased.get(risk.id, (0.0, 0.0))
        low, likely, high = ((estimate or 0.0) * (1 - smaller) for estimate in stake.estimates(risk))
        rows.append((risk.id, float(chance or 0.0) * (1 - fewer), low, likely, high, risk.distribution))
    left_out = pd.DataFrame(uncounted, columns=["risk", "title", "missing"])
    counted = tuple(row[0] for row in rows)
    if not rows:
        why = f"no open risk has a chance and a {stake.name} range" if len(left_out) else "no open risk is recorded"
        return RiskExposure(None, why, counted, left_out)
    simulated, problem = _simulate(tuple(rows), partnership.risk_settings.correlation)
    return RiskExposure(simulated, problem, counted, left_out)


def _eased(partnership: Partnership, leads: Mapping[str, str] | None) -> dict[str, tuple[float, float]]:
    """Return the shares of likelihood and of impact that each lead removes; nothing where it was never judged."""
    if not leads:
        return {}
    judged = find_influences(partnership)
    rows = {risk: judged[risk, lead] for risk, lead in leads.items() if (risk, lead) in judged}
    return {risk: (row.over_likelihood or 0.0, row.over_impact or 0.0) for risk, row in rows.items()}


@lru_cache(maxsize=8)
def _simulate(
    rows: tuple[tuple[str, float, float, float, float, str], ...], correlation: float
) -> tuple[Exposure | None, str]:
    """Simulate risks given as plain values, so that one question is answered once."""
    columns = ["risk", "probability", "low", "likely", "high", "distribution"]
    table = pd.DataFrame(rows, columns=columns).set_index("risk")
    try:
        return simulate_exposure(table, correlation=correlation, draws=DRAWS, seed=SEED), ""
    except MethodError as error:
        return None, str(error)


@cached
def summarise_exposure(partnership: Partnership) -> pd.DataFrame:
    """Return what a year may cost and delay, in a few numbers.

    Returns
    -------
    pandas.DataFrame
        `what` (mean, standard deviation, P50, P80, P95), `cost` (£) and `delay` (days, added up over the risks), each
        with the ends of its 95 % Monte-Carlo interval (`cost_low`, `cost_high`, `delay_low`, `delay_high`),
        `longest_delay` (days of the longest single one), `meaning` (in words). Missing when it cannot be simulated;
        empty when neither can.
    """
    found = {stake: assess_exposure(partnership, stake=stake).simulated for stake in (MONEY, TIME)}
    sides = [_in_numbers(simulated).add_prefix(stake.name) for stake, simulated in found.items()]
    frame = pd.concat([*sides, _longest(found[TIME])], axis=1).rename_axis("what").reset_index()
    passed = {
        name: f"{name}, passed in {100 - float(name[1:]):g}% of years" for name in frame["what"] if name[1:].isdigit()
    }
    return frame.assign(meaning=frame["what"].map(_MEANINGS | passed))


_MEANINGS = {"mean": "mean, an average year", "standard deviation": "standard deviation, how far years differ"}


def _in_numbers(simulated: Exposure | None) -> pd.DataFrame:
    """Return mean, spread and quantiles with the ends of their intervals, to be prefixed by what they are of."""
    if simulated is None:
        return pd.DataFrame(columns=["", "_low", "_high"], dtype=float)
    rows = {
        "mean": (simulated.mean, simulated.mean_error),
        "standard deviation": (simulated.standard_deviation, simulated.standard_deviation_error),
    }
    rows |= {row["name"]: (row["amount"], row["error"]) for row in simulated.quantiles.to_dict("records")}
    ends = {what: (amount, amount - TWICE * error, amount + TWICE * error) for what, (amount, error) in rows.items()}
    return pd.DataFrame.from_dict(ends, orient="index", columns=["", "_low", "_high"])


def _longest(simulated: Exposure | None) -> pd.Series[float]:
    if simulated is None:
        return pd.Series(name="longest_delay", dtype=float)
    days, levels = largest_losses(simulated), simulated.quantiles["probability"].tolist()
    rows = {"mean": days.mean(), "standard deviation": days.std(ddof=1)}
    rows |= dict(zip(simulated.quantiles["name"], find_amounts(days, levels), strict=True))
    return pd.Series(rows, name="longest_delay")


@cached
def find_exceedance(partnership: Partnership, stake: Stake = MONEY) -> pd.DataFrame:
    """Return how likely it is that a year costs, or delays, more than an amount.

    Returns
    -------
    pandas.DataFrame
        `amount` (£ or days), `probability` (0 to 1) that the total passes it, `mark` (P50, P80 or P95 where the amount
        is that quantile; empty elsewhere). Empty when nothing can be simulated.
    """
    simulated = assess_exposure(partnership, stake=stake).simulated
    if simulated is None:
        return pd.DataFrame(columns=["amount", "probability", "mark"])
    curve = simulated.exceedance[["amount", "probability"]].assign(mark="")
    marks = simulated.quantiles.assign(probability=1 - simulated.quantiles["probability"], mark=lambda t: t["name"])
    both = pd.concat([curve, marks[["amount", "probability", "mark"]]], ignore_index=True)
    return both.sort_values(["amount", "probability"], ascending=[True, False], ignore_index=True)


@cached
def assess_drivers(partnership: Partnership, probability: float = AT_STAKE, stake: Stake = MONEY) -> pd.DataFrame:
    """Return what each risk does to the total at a quantile: were it absent, at its low and at its high end.

    Returns
    -------
    pandas.DataFrame
        Widest first: `risk`, `title`, `absent`, `at_low`, `at_high`, `total` (£ or days at the quantile), `swing`
        (at_high − at_low), `share_of_mean`, `share_of_tail` (0 to 1; the worst one year in twenty). Empty when nothing
        can be simulated.
    """
    simulated = assess_exposure(partnership, stake=stake).simulated
    columns = ["risk", "title", "absent", "at_low", "at_high", "total", "swing", "share_of_mean", "share_of_tail"]
    if simulated is None:
        return pd.DataFrame(columns=columns)
    table = _drivers(simulated, probability).join(simulated.risks[["share_of_mean", "share_of_tail"]])
    titles = {risk.id: risk.title for risk in partnership.risks}
    return table.rename_axis("risk").reset_index().assign(title=lambda t: t["risk"].map(titles))[columns]


@lru_cache(maxsize=6)
def _drivers(simulated: Exposure, probability: float) -> pd.DataFrame:
    return tornado_table(simulated, quantile=probability)
