"""Numbers that the risk review leaves for the portfolio, spreadsheets and other tools."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.findings import Measure
from partnerlab.analysis.risk_allocation.alerts import count_alerts
from partnerlab.analysis.risk_allocation.allocation import allocate_risks
from partnerlab.analysis.risk_allocation.carriers import ALLOCATIONS, assess_fairness, compare_carriers
from partnerlab.analysis.risk_allocation.comparison import compare_leads
from partnerlab.analysis.risk_allocation.exposure import DRAWS, TWICE, assess_exposure
from partnerlab.analysis.risk_allocation.ratings import find_differences, find_open_risks
from partnerlab.analysis.risk_allocation.register import assess_register
from partnerlab.analysis.risk_allocation.stakes import MONEY, TIME, Stake
from partnerlab.partnership import Partnership

Measures = Iterator[Measure]


@cached
def find_measures(partnership: Partnership) -> tuple[Measure, ...]:
    """Return the measures of the topic; a value of None cannot be told.

    For the whole: `risks_open`, `risks_red`, `risks_amber`, `risks_without_lead`, `risks_rated_apart`; `risk_alerts`,
    `risk_alerts_red`, and `risk_alerts_…` for each kind of alert; of money, `exposure_mean`, `exposure_p50`,
    `exposure_p80`, `exposure_p95` (£ a year, with their Monte-Carlo intervals), `exposure_p80_largest` (of the largest
    single loss), `exposure_uncounted`; of time, the same beginning with `delay` (days); `lead_cost`, `lead_cost_best`,
    `lead_cost_extra` (£ a year, over the risks whose cost is known under both). For each partner by id: `risks_led`,
    `tail_share`, `delay_tail_share`.
    """
    return (
        *_counts(partnership),
        *_at_stake(partnership, "exposure", MONEY),
        *_at_stake(partnership, "delay", TIME),
        *_leads(partnership),
        *_by_partner(partnership),
    )


def _counts(partnership: Partnership) -> Measures:
    register = assess_register(partnership)
    known = bool(partnership.risks)
    shared = register[register["class"] != "own"]
    alerts = count_alerts(partnership)
    rows: list[tuple[str, int, str]] = [
        ("risks_open", len(register), "¶4.3"),
        ("risks_red", int((register["light"] == "red").sum()), "¶4.4"),
        ("risks_amber", int((register["light"] == "amber").sum()), "¶4.4"),
        ("risks_without_lead", int(shared["lead"].isna().sum()), "¶4.4"),
        ("risks_rated_apart", len(find_differences(partnership)), "¶4.3"),
        ("risk_alerts", int(alerts["alerts"].sum()), "¶4.4"),
        ("risk_alerts_red", int(alerts["red"].sum()), "¶4.4"),
    ]
    rows += [
        (f"risk_alerts_{kind.replace(' ', '_')}", int(count), "¶4.4")
        for kind, count in zip(alerts["kind"], alerts["alerts"], strict=True)
    ]
    for name, value, paragraph in rows:
        yield Measure(
            name=name,
            value=float(value) if known else None,
            unit="count",
            n=len(partnership.risks),
            paragraph=paragraph,
        )


def _at_stake(partnership: Partnership, name: str, stake: Stake) -> Measures:
    exposure = assess_exposure(partnership, stake=stake)
    method = f"simulation of {DRAWS:,} years, 95 % Monte-Carlo interval"
    simulated = exposure.simulated
    mean = None if simulated is None else simulated.mean
    error = 0.0 if simulated is None else TWICE * simulated.mean_error
    ends = (None, None) if mean is None else (mean - error, mean + error)
    known = {"unit": stake.unit, "n": len(exposure.counted), "method": method, "paragraph": "¶4.3"}
    yield Measure(name=f"{name}_mean", value=mean, low=ends[0], high=ends[1], **known)
    for level, probability in (("p50", 0.5), ("p80", 0.8), ("p95", 0.95)):
        low, high = exposure.interval_at(probability) or (None, None)
        yield Measure(name=f"{name}_{level}", value=exposure.amount_at(probability), low=low, high=high, **known)
    yield Measure(name=f"{name}_p80_largest", value=exposure.largest_at(), **known)
    yield Measure(
        name=f"{name}_uncounted",
        value=float(len(exposure.uncounted)) if partnership.risks else None,
        unit="count",
        n=len(find_open_risks(partnership)),
        method=f"open risks without a chance or a {stake.name} range",
        paragraph="¶4.3",
    )


def _leads(partnership: Partnership) -> Measures:
    known = compare_leads(partnership).dropna(subset=["cost", "best_cost"])
    sums = {
        "lead_cost": known["cost"].sum(),
        "lead_cost_best": known["best_cost"].sum(),
        "lead_cost_extra": known["extra"].sum(),
    }
    for name, value in sums.items():
        yield Measure(
            name=name,
            value=float(value) if len(known) else None,
            unit="£",
            n=len(known),
            method="expected cost of a year, risks known under today's and the best lead",
            paragraph="¶4.4",
        )


def _by_partner(partnership: Partnership) -> Measures:
    leads = list(allocate_risks(partnership).today.values())
    known = bool(partnership.risks)
    delays = compare_carriers(partnership, TIME).set_index(["allocation", "partner"])["share_of_tail"]
    for row in assess_fairness(partnership).to_dict("records"):
        partner = row["partner"]
        led = float(leads.count(partner)) if known else None
        yield Measure(name="risks_led", value=led, unit="count", subject=partner, n=len(leads), paragraph="¶4.4")
        late = delays.get((ALLOCATIONS[0], partner), 0.0) if len(delays) else None
        for name, share in (("tail_share", row["share_of_tail"]), ("delay_tail_share", late)):
            yield Measure(
                name=name,
                value=None if pd.isna(share) else float(share),
                unit="share",
                subject=partner,
                method="mean contribution in the worst one year in twenty (Euler), under today's leads",
                paragraph="App. 2 item 10",
            )
