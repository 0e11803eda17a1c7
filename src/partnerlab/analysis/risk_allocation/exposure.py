"""What is at stake: what the open risks may cost and delay together in a year, and which of them drive it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.amounts import say_pounds
from partnerlab.analysis.caching import cached
from partnerlab.analysis.risk_allocation.pairings import chance_of, latest_influences
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.analysis.risk_allocation.stakes import MONEY, TIME, Stake
from partnerlab.errors import MethodError
from partnerlab.methods.exposure import (
    ATOM,
    JUMP,
    QUANTILES,
    SMOOTH,
    Exposure,
    amounts_at,
    largest_losses,
    loss_correlation,
    quantile_name,
    tornado_table,
)
from partnerlab.methods.simulation import TWICE, simulate_exposure
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, verb

DRAWS = 50_000
"""Years simulated: enough for an error of about one per cent at P80; not in the guide."""
SEED = 2019
"""The same seed gives each risk the same years, so that two reviews differ only where their data do."""
WORST = "worst years"
"""The mean of the worst one year in twenty, among the numbers of `summarise_exposure`."""
SAME = 1e-6
"""Totals that differ by less than this part of them are one amount, added up in single precision."""
AT_STAKE = 0.8
"""P80, the quantile that pages and results name; `thresholds.at_stake` is the one that rules judge by."""


@dataclass(frozen=True, eq=False)
class RiskExposure:
    """What the open risks may cost, or delay, together in a year."""

    simulated: Exposure | None
    """The simulation; None when nothing can be simulated."""
    problem: str
    """Why nothing can be simulated, in words; empty when something was."""
    counted: tuple[str, ...]
    """Ids of the risks that are in it."""
    uncounted: pd.DataFrame
    """Open risks that are not, with what is missing: `risk`, `title`, `missing`."""
    correlation: float = 0.0
    """Between the normal scores of any two risks: `risk_settings.correlation`."""

    def amount_at(self, probability: float = AT_STAKE) -> float | None:
        """Return the pounds or days that are not passed with a probability; None when unknown.

        Known are 0.5, 0.8, 0.95 and `thresholds.at_stake`.

        Where the total jumps there, `interval_at` holds both sides and this is one of them: see `write_at`.
        """
        return None if self.simulated is None else float(self._quantiles[probability]["amount"])

    def interval_at(self, probability: float = AT_STAKE) -> tuple[float, float] | None:
        """Return the 95% Monte-Carlo interval of `amount_at`, what other seeds would give, or both sides of a jump.

        None when the amount is unknown, and when it is exact, since all years around it come to the same.
        """
        if self.simulated is None:
            return None
        row = self._quantiles[probability]
        return None if row["where"] == ATOM else (float(row["low"]), float(row["high"]))

    def jumps_at(self, probability: float = AT_STAKE) -> bool:
        """Return whether the total jumps there, so that it can only be said between what it lies."""
        return self.simulated is not None and self._quantiles[probability]["where"] == JUMP

    def is_smooth_at(self, probability: float = AT_STAKE) -> bool:
        """Return whether amounts lie close there, so that just the rest of the years exceed it; also when unknown.

        Where many years come to one amount, or amounts leave a gap, fewer do.
        """
        return self.simulated is None or self._quantiles[probability]["where"] == SMOOTH

    def write_at(
        self, probability: float = AT_STAKE, stake: Stake = MONEY, *, error: bool = False, rounded: bool = False
    ) -> str:
        """Return `amount_at` in words: an amount, both sides of a jump, or an exact amount; empty when unknown.

        Parameters
        ----------
        probability
            0.5, 0.8, 0.95 or `thresholds.at_stake`.
        rounded
            Whether an amount that has an error is said in round numbers.
        error
            Whether to add the simulation error of an amount that has one, unless rounding hides it.

        Examples
        --------
        With a chance of one in five, exactly four years in five cost nothing:

        >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
        ...     risks=[{"id": "R1", "title": "Delay", "probability": 0.2, "low": 9, "likely": 9, "high": 9}])
        >>> assess_exposure(hub).write_at(0.8), assess_exposure(hub).write_at(0.5)
        ('between £0 and £9', 'exactly £0')
        """
        amount, interval = self.amount_at(probability), self.interval_at(probability)
        if amount is None:
            return ""
        if interval is None:
            return f"exactly {write_amount(amount, stake)}"
        if self.jumps_at(probability):
            return f"between {write_amount(interval[0], stake)} and {write_amount(interval[1], stake)}"
        if not error:
            return write_amount(amount, stake, rounded=rounded)
        ends = (amount, *interval)
        told, low, high = (write_amount(end, stake, rounded=rounded) for end in ends)
        if rounded and len({told, low, high}) < len(ends):
            return told  # the error is smaller than what is rounded away
        return f"{told} (simulation error: {low} to {high})"

    @cached_property
    def loss_correlation(self) -> tuple[float, float, float] | None:
        """How far losses correlate, pair by pair: mean, least and greatest; None with fewer than two that vary.

        `risk_settings.correlation` ties the normal scores behind the losses. The losses themselves correlate less.
        """
        if self.simulated is None:
            return None
        table = loss_correlation(self.simulated).to_numpy()
        pairs = table[np.triu_indices(len(table), 1)]
        pairs = pairs[~np.isnan(pairs)]
        return (float(pairs.mean()), float(pairs.min()), float(pairs.max())) if len(pairs) else None

    def largest_at(self, probability: float = AT_STAKE) -> float | None:
        """Return what the largest single loss of a year does not pass with that probability; None when unknown."""
        if self.simulated is None:
            return None
        return float(amounts_at(largest_losses(self.simulated), [probability])[0])

    @cached_property
    def _quantiles(self) -> dict[float, dict[Hashable, Any]]:
        """The rows of the simulation's quantiles, by probability; none where nothing is simulated."""
        rows = [] if self.simulated is None else self.simulated.quantiles.to_dict("records")
        return {row["probability"]: row for row in rows}


@dataclass(frozen=True)
class Coverage:
    """How many of the open risks a sum of money rests on."""

    known: int
    of: int
    """Risks with a chance and a cost, and open risks."""
    share: float
    least: int
    """Share and number of them that are needed: `thresholds.risks_costed` and `thresholds.least_risks`."""

    @property
    def enough(self) -> bool:
        """Whether sums can be told."""
        return self.known > 0 and self.known >= self.share * self.of

    @property
    def several(self) -> bool:
        """Whether shares of sums can be told: of a single risk somebody always carries all."""
        return self.enough and self.known >= self.least

    @property
    def complete(self) -> bool:
        """Whether every open risk is in the sum."""
        return self.known == self.of

    @property
    def words(self) -> str:
        """The same in words."""
        return f"{self.known} of {counted(self.of, 'open risk')} {verb(self.known, 'has', 'have')} a chance and a cost"


def measure_coverage(partnership: Partnership) -> Coverage:
    """Return how many of the open risks have a chance and a cost."""
    of, thresholds = len(list_open_risks(partnership)), partnership.thresholds
    known = len(assess_exposure(partnership).counted)
    return Coverage(known, of, thresholds.risks_costed, thresholds.least_risks)


def write_amount(amount: float, stake: Stake, *, rounded: bool = False) -> str:
    """Return an amount with its unit: £1,200, or 1,200 days; money in round numbers where a sentence wants them."""
    if stake is MONEY:
        return say_pounds(amount, simulated=rounded)
    return f"{amount:,.0f} {verb(round(amount), 'day', 'days')}"


@cached
def assess_exposure(
    partnership: Partnership, leads: Mapping[str, str] | None = None, stake: Stake = MONEY
) -> RiskExposure:
    """Simulate what the open risks may cost together in a year, in pounds, or delay, in days.

    Each risk occurs with its chance and then takes a three-point amount. `risk_settings.correlation` ties the normal
    scores behind the losses; how far the losses then correlate stands in `loss_correlation`. Risks without a chance or
    a complete range are left out and listed.

    Parameters
    ----------
    leads
        Risk → lead that puts its whole influence to use, so that chance and cost fall by the shares it can remove.
        None: the risks as they are rated today.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     risks=[{"id": "R1", "title": "Delay", "probability": 1, "low": 100, "likely": 100, "high": 100}])
    >>> assess_exposure(hub).amount_at(0.8)
    100.0
    """
    rows, uncounted = [], []
    eased = _eased(partnership, leads)
    for risk in list_open_risks(partnership):
        chance = chance_of(partnership, risk)
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
    levels = tuple(sorted({*QUANTILES, partnership.thresholds.at_stake}))
    simulated, problem = _simulate(tuple(rows), partnership.risk_settings.correlation, levels)
    return RiskExposure(simulated, problem, counted, left_out, partnership.risk_settings.correlation)


def _eased(partnership: Partnership, leads: Mapping[str, str] | None) -> dict[str, tuple[float, float]]:
    """Return the shares of likelihood and of impact that each lead removes; nothing where it was never judged."""
    if not leads:
        return {}
    judged = latest_influences(partnership)
    rows = {risk: judged[risk, lead] for risk, lead in leads.items() if (risk, lead) in judged}
    return {risk: (row.over_likelihood or 0.0, row.over_impact or 0.0) for risk, row in rows.items()}


@lru_cache(maxsize=8)
def _simulate(
    rows: tuple[tuple[str, float, float, float, float, str], ...], correlation: float, levels: tuple[float, ...]
) -> tuple[Exposure | None, str]:
    """Simulate risks given as plain values, so that one question is answered once."""
    columns = ["risk", "probability", "low", "likely", "high", "distribution"]
    table = pd.DataFrame(rows, columns=columns).set_index("risk")
    try:
        return simulate_exposure(table, correlation=correlation, draws=DRAWS, seed=SEED, quantiles=levels), ""
    except MethodError as error:
        return None, str(error)


@cached
def summarise_exposure(partnership: Partnership) -> pd.DataFrame:
    """Return what a year may cost and delay, in a few numbers.

    Returns
    -------
    pandas.DataFrame
        `what` (mean, standard deviation, P50, P80, P95, worst years), `cost` (£) and `delay` (days, added up over the
        risks), each with the ends of its 95% Monte-Carlo interval (`cost_low`, `cost_high`, `delay_low`, `delay_high`:
        both sides where the total jumps; missing where the number is exact, as the mean is, and for the worst years)
        and in words (`cost_told`, `delay_told`), `longest_delay` (days of the longest single one; missing for the worst
        years), `meaning` (in words). Missing when it cannot be simulated; empty when neither can.
        `attrs["at_least_one"]` says in how many years one of the risks happens.
    """
    found = {stake: assess_exposure(partnership, stake=stake) for stake in (MONEY, TIME)}
    sides = [_in_numbers(exposure, stake).add_prefix(stake.name) for stake, exposure in found.items()]
    frame = pd.concat([*sides, _longest(found[TIME].simulated)], axis=1).rename_axis("what").reset_index()
    levels = sorted({*QUANTILES, partnership.thresholds.at_stake})
    passed = {quantile_name(level): _say_passed(level, found.values()) for level in levels}
    frame = frame.assign(meaning=frame["what"].map(_MEANINGS | passed))
    frame.attrs["at_least_one"] = _say_occurrence(found[MONEY])
    return frame


_MEANINGS = {
    "mean": "mean, an average year",
    "standard deviation": "standard deviation, how far years differ",
    WORST: "mean of the worst one year in twenty",
}


def _say_passed(level: float, exposures: Iterable[RiskExposure]) -> str:
    """Say in how many years a quantile is exceeded: fewer than its name says where many years come to that amount."""
    most = "" if all(exposure.is_smooth_at(level) for exposure in exposures) else "at most "
    return f"{quantile_name(level)}, exceeded in {most}{100 * (1 - level):.10g}% of years"


def _say_occurrence(exposure: RiskExposure) -> str:
    """Say in how many years at least one of the risks happens whose cost is known; empty when that cannot be told."""
    if exposure.simulated is None:
        return ""
    share, count = exposure.simulated.at_least_one, len(exposure.counted)
    years = f"about {100 * share:.0f} of 100 years"
    if share == 1:
        years = "every year"
    elif share > 0.995:  # what would be written as all of them
        years = "more than 99 of 100 years"
    elif share < 0.005:
        years = "fewer than 1 of 100 years"
    if count == 1:
        return f"The one risk with a chance and a cost happens in {years}."
    return f"Of {counted(count, 'risk')} with a chance and a cost, at least one happens in {years}."


def _in_numbers(exposure: RiskExposure, stake: Stake) -> pd.DataFrame:
    """Return mean, spread and quantiles with their intervals, to be prefixed by what they are of."""
    simulated, columns = exposure.simulated, ["", "_low", "_high"]
    if simulated is None:
        return pd.DataFrame(columns=columns, dtype=float).assign(_told=pd.Series(dtype=object))
    spread, error = simulated.standard_deviation, TWICE * simulated.standard_deviation_error
    rows = {
        "mean": (simulated.expected, np.nan, np.nan),
        "standard deviation": (spread, max(spread - error, 0.0), spread + error),
    }
    told = {what: write_amount(row[0], stake) for what, row in rows.items()}
    for name, level in zip(simulated.quantiles["name"], simulated.quantiles["probability"], strict=True):
        rows[name] = (exposure.amount_at(level) or 0.0, *(exposure.interval_at(level) or (np.nan, np.nan)))
        told[name] = exposure.write_at(level, stake)
    rows[WORST] = (simulated.tail_mean, np.nan, np.nan)
    told[WORST] = f"about {write_amount(simulated.tail_mean, stake, rounded=True)}"
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).assign(_told=pd.Series(told))


def _longest(simulated: Exposure | None) -> pd.Series[float]:
    if simulated is None:
        return pd.Series(name="longest_delay", dtype=float)
    days, levels = largest_losses(simulated), simulated.quantiles["probability"].tolist()
    rows = {"mean": days.mean(dtype=np.float64), "standard deviation": days.std(ddof=1)}
    rows |= dict(zip(simulated.quantiles["name"], amounts_at(days, levels), strict=True))
    return pd.Series(rows, name="longest_delay")


@cached
def exceedance_of(partnership: Partnership, stake: Stake = MONEY) -> pd.DataFrame:
    """Return how likely it is that a year costs, or delays, more than an amount.

    Returns
    -------
    pandas.DataFrame
        `amount` (£ or days), `probability` (0 to 1) that the total passes it, `mark` (P50, P80 or P95 where the amount
        is that quantile, both of two that are the same; empty elsewhere). Empty when nothing can be simulated.
        `attrs["told"]` says each quantile in words by its name, `attrs["smooth"]` whether P80 is passed one year in
        five rather than less often, `attrs["most"]` what four years in five do not pass, `attrs["left_out"]` how many
        open risks are not in it, for want of a chance or of a cost, and of how many.

    Examples
    --------
    Of a certain cost no year costs more:

    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     risks=[{"id": "R1", "title": "Delay", "probability": 1, "low": 9, "likely": 9, "high": 9}])
    >>> exceedance_of(hub).to_dict("records")
    [{'amount': 9.0, 'probability': 0.0, 'mark': 'P50, P80 and P95'}]
    """
    exposure = assess_exposure(partnership, stake=stake)
    simulated = exposure.simulated
    if simulated is None:
        return pd.DataFrame(columns=["amount", "probability", "mark"])
    marks = simulated.quantiles.groupby("amount")["name"].agg(listed)
    amounts = np.union1d(simulated.exceedance["amount"], marks.index)
    totals = np.sort(simulated.losses.sum(axis=0, dtype=np.float64))
    within = np.searchsorted(totals, amounts * (1 + SAME), side="right")
    frame = pd.DataFrame({"amount": amounts, "probability": 1 - within / len(totals)})
    frame["mark"] = frame["amount"].map(marks).fillna("")
    levels = zip(simulated.quantiles["name"], simulated.quantiles["probability"], strict=True)
    frame.attrs["told"] = {name: exposure.write_at(level, stake, rounded=True) for name, level in levels}
    interval = exposure.interval_at()
    frame.attrs["smooth"] = interval is not None and not exposure.jumps_at()
    frame.attrs["most"] = interval[1] if interval is not None and exposure.jumps_at() else exposure.amount_at()
    frame.attrs["left_out"] = len(exposure.uncounted), len(exposure.uncounted) + len(exposure.counted)
    return frame


@cached
def assess_drivers(partnership: Partnership, probability: float = AT_STAKE, stake: Stake = MONEY) -> pd.DataFrame:
    """Return what each risk does to the total at a quantile: were it absent, at its low and at its high end.

    Returns
    -------
    pandas.DataFrame
        Widest first: `risk`, `title`, `absent`, `at_low`, `at_high`, `total` (£ or days at the quantile), `swing`
        (at_high − at_low), `share_of_mean`, `share_of_tail` (0 to 1; the worst one year in twenty). Empty when nothing
        can be simulated. `attrs["told"]` says both sides of the total where it jumps at the quantile; else it is empty.
        `attrs["widest"]` are the risks whose swing is the widest, as far as the simulation can tell.
    """
    exposure = assess_exposure(partnership, stake=stake)
    simulated = exposure.simulated
    columns = ["risk", "title", "absent", "at_low", "at_high", "total", "swing", "share_of_mean", "share_of_tail"]
    if simulated is None:
        return pd.DataFrame(columns=columns)
    table = _drivers(simulated, probability).join(simulated.risks[["share_of_mean", "share_of_tail"]])
    titles = {risk.id: risk.title for risk in partnership.risks}
    frame = table.rename_axis("risk").reset_index().assign(title=lambda t: t["risk"].map(titles))[columns]
    frame.attrs["told"] = exposure.write_at(probability, stake) if exposure.jumps_at(probability) else ""
    frame.attrs["widest"] = table.index[table["widest"]].tolist()
    return frame


@lru_cache(maxsize=6)
def _drivers(simulated: Exposure, probability: float) -> pd.DataFrame:
    return tornado_table(simulated, quantile=probability)
