"""Numbers that the risk review leaves for the portfolio, spreadsheets and other tools."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.catalogue import has_reached
from partnerlab.analysis.facts.leads import is_led
from partnerlab.analysis.findings import Measure
from partnerlab.analysis.risk_allocation.alerts import ALERTS, count_alerts
from partnerlab.analysis.risk_allocation.carriers import ALLOCATIONS, assess_fairness, compare_carriers
from partnerlab.analysis.risk_allocation.comparison import compare_leads
from partnerlab.analysis.risk_allocation.exposure import DRAWS, RiskExposure, assess_exposure
from partnerlab.analysis.risk_allocation.ratings import list_differences, list_open_risks
from partnerlab.analysis.risk_allocation.register import assess_register
from partnerlab.analysis.risk_allocation.stakes import MONEY, TIME, Stake
from partnerlab.methods.exposure import quantile_name
from partnerlab.partnership import Partnership

Measures = Iterator[Measure]


@cached
def take_measures(partnership: Partnership) -> tuple[Measure, ...]:
    """Return the measures of the topic; a value of None cannot be told.

    Alerts are asked for from planning on; before it they are missing, not none.

    For the whole: `risks_open`, `risks_red`, `risks_amber`, `risks_without_lead`, `risks_rated_apart`; `risk_alerts`,
    `risk_alerts_red`, and `risk_alerts_…` for each kind of alert; of money, `exposure_mean`, `exposure_p50`,
    `exposure_p80`, `exposure_p95` (£ a year; the mean is exact, the others have their Monte-Carlo intervals), and
    `exposure_at_stake` (at the chance that `thresholds.at_stake` sets, which its `method` names),
    `exposure_p80_largest` (of the largest single loss), `exposure_correlation` (of the losses), `exposure_uncounted`;
    of time, the same beginning with `delay` (days); `lead_cost`, `lead_cost_best`, `lead_cost_extra` (£ a year, over
    the risks whose cost is known under both); `tail_to_move`. For each partner by id: `risks_led`, `tail_share`,
    `delay_tail_share`.
    """
    return (
        *_counts(partnership),
        *_at_stake(partnership, "exposure", MONEY),
        *_at_stake(partnership, "delay", TIME),
        *_leads(partnership),
        *_by_partner(partnership),
    )


_NAMED_BEFORE = {"red with too little under way": "red with nothing under way"}
"""What an alert was called when its measure was named: the name for machines stays, for past boards hold it."""


def _counts(partnership: Partnership) -> Measures:
    register = assess_register(partnership)
    known = bool(partnership.risks)
    shared = register[register["class"] != "own"]
    alerts = count_alerts(partnership)
    asked = all(has_reached(partnership, rule.stage) for rule in ALERTS)
    rows: list[tuple[str, int, str]] = [
        ("risks_open", len(register), "¶4.3"),
        ("risks_red", int((register["light"] == "red").sum()), "¶4.4"),
        ("risks_amber", int((register["light"] == "amber").sum()), "¶4.4"),
        ("risks_without_lead", sum(not is_led(partnership, str(risk)) for risk in shared["risk"]), "¶4.4"),
        ("risks_rated_apart", len(list_differences(partnership)), "¶4.3"),
        ("risk_alerts", int(alerts["alerts"].sum()), "¶4.4"),
        ("risk_alerts_red", int(alerts["red"].sum()), "¶4.4"),
    ]
    rows += [
        (f"risk_alerts_{_NAMED_BEFORE.get(kind, kind).replace(' ', '_')}", int(count), "¶4.4")
        for kind, count in zip(alerts["kind"], alerts["alerts"], strict=True)
    ]
    for name, value, paragraph in rows:
        yield Measure(
            name=name,
            value=float(value) if known and (asked or not name.startswith("risk_alerts")) else None,
            unit="count",
            n=len(partnership.risks),
            paragraph=paragraph,
        )


def _at_stake(partnership: Partnership, name: str, stake: Stake) -> Measures:
    exposure = assess_exposure(partnership, stake=stake)
    simulated = exposure.simulated
    known = {"unit": stake.unit, "n": len(exposure.counted), "paragraph": "¶4.3"}
    method = "exact: chance × mean amount if it happens, added up over the risks"
    yield Measure(name=f"{name}_mean", value=None if simulated is None else simulated.expected, method=method, **known)
    chosen = partnership.thresholds.at_stake
    for level, probability in (("p50", 0.5), ("p80", 0.8), ("p95", 0.95), ("at_stake", chosen)):
        low, high = exposure.interval_at(probability) or (None, None)
        method = _how_known(exposure, probability)
        if level == "at_stake":
            method = f"{quantile_name(chosen)}, as thresholds.at_stake says; {method}"
        value = exposure.amount_at(probability)
        yield Measure(name=f"{name}_{level}", value=value, low=low, high=high, method=method, **known)
    tied = exposure.loss_correlation
    yield Measure(
        name=f"{name}_correlation",
        value=None if tied is None else tied[0],
        n=len(exposure.counted),
        method=f"mean correlation of two risks' {'losses' if name == 'exposure' else 'delays'}; their normal scores "
        f"are tied at {partnership.risk_settings.correlation:g}",
        paragraph="¶4.3",
    )
    known["method"] = f"simulation of {DRAWS:,} years"
    yield Measure(name=f"{name}_p80_largest", value=exposure.largest_at(), **known)
    yield Measure(
        name=f"{name}_uncounted",
        value=float(len(exposure.uncounted)) if partnership.risks else None,
        unit="count",
        n=len(list_open_risks(partnership)),
        method=f"open risks without a chance or a {stake.name} range",
        paragraph="¶4.3",
    )


def _how_known(exposure: RiskExposure, probability: float) -> str:
    """Say how a quantile was found, and what its two ends are."""
    method = f"simulation of {DRAWS:,} years"
    if exposure.jumps_at(probability):
        return f"{method}; the total jumps here, low and high are its two sides"
    if exposure.amount_at(probability) is not None and exposure.interval_at(probability) is None:
        return f"{method}; exact, all years around it come to the same"
    return f"{method}, 95% Monte-Carlo interval"


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
    known = bool(partnership.risks)
    delays = compare_carriers(partnership, TIME).set_index(["allocation", "partner"])["share_of_tail"]
    fairness = assess_fairness(partnership)
    yield Measure(
        name="tail_to_move",
        value=fairness.attrs["to_move"],
        unit="share",
        n=len(fairness),
        method="part of the worst losses that would have to change hands to be in proportion to resources",
        paragraph="App. 2 item 10",
    )
    for row in fairness.to_dict("records"):
        partner = row["partner"]
        led = float(row["risks_led"]) if known else None
        yield Measure(
            name="risks_led",
            value=led,
            unit="count",
            subject=partner,
            n=int(fairness["risks_led"].sum()),
            method="open risks led, alone or together with others",
            paragraph="¶4.4",
        )
        late = delays.get((ALLOCATIONS[0], partner), 0.0) if len(delays) else None
        shares = (("tail_share", row["share_of_tail"], MONEY), ("delay_tail_share", late, TIME))
        for name, share, stake in shares:
            yield Measure(
                name=name,
                value=None if pd.isna(share) else float(share),
                unit="share",
                subject=partner,
                n=len(assess_exposure(partnership, stake=stake).counted),
                method="mean contribution in the worst one year in twenty (Euler), under today's leads",
                paragraph="App. 2 item 10",
            )
