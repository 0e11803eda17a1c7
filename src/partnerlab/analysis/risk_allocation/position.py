"""What to say in the board room: alerts, shared risks, leads, what has worsened, what is at stake, and whose it is."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.risk_allocation.alerts import count_alerts
from partnerlab.analysis.risk_allocation.allocation import allocate_risks
from partnerlab.analysis.risk_allocation.carriers import ALLOCATIONS, NOBODY, assess_fairness, compare_carriers
from partnerlab.analysis.risk_allocation.comparison import compare_leads
from partnerlab.analysis.risk_allocation.exposure import AT_STAKE, RiskExposure, assess_exposure, write_amount
from partnerlab.analysis.risk_allocation.ratings import find_open_risks
from partnerlab.analysis.risk_allocation.register import assess_register
from partnerlab.analysis.risk_allocation.stakes import MONEY, TIME, Stake
from partnerlab.analysis.risk_allocation.status import find_worsened
from partnerlab.partnership import Partnership
from partnerlab.wording import listed

MOST_IDS = 5
"""Ids named for one kind of alert; the table of alerts has all."""
NAMED = 3
"""Risks or partners named in a sentence; the figures and tables have all."""


@cached
def summarise_position(partnership: Partnership) -> pd.DataFrame:
    """Return the position on risk in six short answers, each with its numbers.

    Returns
    -------
    pandas.DataFrame
        `question` and `answer`: what partners must be alerted to, which risks we share, who leads and whether that is
        fair, what has got worse, the money and time at stake, and whose they are. An answer that cannot be given says
        what is missing.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> summarise_position(hub)["answer"].iloc[0]
    'Cannot tell: no open risk is recorded.'
    """
    rows = [
        ("What needs an alert?", _alerts(partnership)),
        ("Which risks do we share?", _shared(partnership)),
        ("Who leads on each, and is that fair?", _leads(partnership)),
        ("What has got worse?", _worse(partnership)),
        ("How much money and time is at stake?", _stake(partnership)),
        ("Whose is it?", _whose(partnership)),
    ]
    return pd.DataFrame(rows, columns=["question", "answer"])


def _alerts(partnership: Partnership) -> str:
    if not find_open_risks(partnership):
        return "Cannot tell: no open risk is recorded."
    counts = count_alerts(partnership)
    kinds = [f"{row['kind']}: {listed(row['risks'], MOST_IDS)}" for row in counts.to_dict("records") if row["alerts"]]
    if not kinds:
        return "Nothing at present."
    told = "; ".join(kinds)
    return f"Alerts: {counts['alerts'].sum()}, {counts['red'].sum()} to act on now. {told[:1].upper()}{told[1:]}."


def _shared(partnership: Partnership) -> str:
    register = assess_register(partnership)
    if register.empty:
        return "Cannot tell: no open risk is recorded."
    shared = register[register["class"] != "own"]
    lights = shared["light"].value_counts()
    words = {"red": "red", "amber": "amber", "green": "green", "unknown": "not rated"}
    counts = ", ".join(f"{lights[light]} {word}" for light, word in words.items() if light in lights)
    top = shared[shared["product"].notna()].head(NAMED)
    named = "; ".join(f"“{title}” ({risk})" for title, risk in zip(top["title"], top["risk"], strict=True))
    worst = f" The highest are {named}." if named else ""
    own = len(register) - len(shared)
    return f"{len(shared)} open risks are shared or come from collaborating: {counts}. Partners' own: {own}.{worst}"


def _leads(partnership: Partnership) -> str:
    table = compare_leads(partnership)
    register = assess_register(partnership)
    if table.empty:
        return "Cannot tell: no open risk is recorded."
    shared = register[register["class"] != "own"]
    led = f"{int(shared['lead'].notna().sum())} of {len(shared)} shared risks have a lead"
    joint = len(allocate_risks(partnership).shared)
    led += f", {joint} of all open risks several together by decision" if joint else ""
    known = table[table["agrees"].isin(["yes", "no"]) & table["lead"].notna()]
    best = f"{int((known['agrees'] == 'yes').sum())} of {len(known)} leads that can be weighed are the best ones"
    fairness = assess_fairness(partnership)
    heavy = list(fairness.loc[fairness["verdict"] == "carries more than it brings", "partner"])
    if fairness["apart"].isna().all():
        unknown = fairness.attrs["unknown"]
        why = f", for it is not recorded in full what these partners bring: {', '.join(unknown)}" if unknown else ""
        fair = f"whether the load is fair cannot be told{why}"
    else:
        fair = (
            f"{', '.join(heavy)} carries more than it brings"
            if heavy
            else "no partner carries much more than it brings"
        )
    return f"{led}; {best if len(known) else 'which leads are the best cannot be told'}; {fair}."


def _worse(partnership: Partnership) -> str:
    if partnership.last_review is None:
        return "Cannot tell: there is no earlier review to compare with."
    worse = find_worsened(partnership)
    if worse.empty:
        return "No rated risk has worsened since the last review."
    named = "; ".join(
        f"“{row['title']}” ({row['risk']}) from {row['before']} to {row['after']}"
        for row in worse.head(NAMED).to_dict("records")
    )
    rest = f"; and {len(worse) - NAMED} more" if len(worse) > NAMED else ""
    return f"{len(worse)} since the last review: {named}{rest}."


def _stake(partnership: Partnership) -> str:
    cost, delay = assess_exposure(partnership), assess_exposure(partnership, stake=TIME)
    told = [] if delay.simulated is None and delay.problem == cost.problem else [_delay(delay)]
    return " ".join([_cost(cost), *told])


def _cost(exposure: RiskExposure) -> str:
    if exposure.simulated is None:
        return f"Cannot tell: {exposure.problem}."
    left_out = len(exposure.uncounted)
    missing = f" {left_out} open risks are not in it: their chance or cost is not recorded." if left_out else ""
    p80, p95 = (exposure.write_at(level, error=level == AT_STAKE, rounded=True) for level in (AT_STAKE, 0.95))
    return (
        f"{p80[:1].upper()}{p80[1:]} at P80: four years in five cost no more. {p95[:1].upper()}{p95[1:]} at P95. "
        f"An average year costs {write_amount(exposure.simulated.expected, MONEY, rounded=True)}."
        f"{missing}{_tied(exposure)}"
    )


def _tied(exposure: RiskExposure) -> str:
    """Say what the correlation is of, and what becomes of it; empty where risks strike independently."""
    if not exposure.correlation or exposure.loss_correlation is None:
        return ""
    mean, low, high = exposure.loss_correlation
    span = "" if f"{low:.2f}" == f"{high:.2f}" else f", from {low:.2f} to {high:.2f} by pair"
    return (
        f" Risks are tied at {exposure.correlation:g} between their normal scores; the losses themselves then "
        f"correlate at {mean:.2f} on average{span}."
    )


def _delay(exposure: RiskExposure) -> str:
    if exposure.simulated is None:
        return f"Delay cannot be told: {exposure.problem}."
    of = len(exposure.counted) + len(exposure.uncounted)
    return (
        f"Delay at P80: {exposure.largest_at():,.0f} days where all work goes on side by side, "
        f"{exposure.write_at(0.8, TIME)} where each waits for the other, over {len(exposure.counted)} of {of} open "
        "risks."
    )


def _whose(partnership: Partnership) -> str:
    losses, delays = _carriers(partnership, MONEY), _carriers(partnership, TIME)
    if not losses and not delays:
        return "Cannot tell: nothing can be simulated."
    told = {"losses": losses, "delays": delays}
    return " ".join(f"Of the worst {what}, under today's leads: {words}" for what, words in told.items() if words)


def _carriers(partnership: Partnership, stake: Stake) -> str:
    carriers = compare_carriers(partnership, stake)
    today = carriers[carriers["allocation"] == ALLOCATIONS[0]].sort_values("share_of_tail", ascending=False)
    if today.empty:
        return ""
    partners = today[today["partner"] != NOBODY].head(NAMED)
    named = ", ".join(f"{row['partner']} {row['share_of_tail']:.0%}" for row in partners.to_dict("records"))
    unled = float(today.loc[today["partner"] == NOBODY, "share_of_tail"].sum())
    nobody = f" {unled:.0%} is led by nobody." if unled > 0 else ""
    return f"{named or 'no partner leads'}.{nobody}"
