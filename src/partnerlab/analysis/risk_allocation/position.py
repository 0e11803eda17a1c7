"""What to say in the board room: alerts, shared risks, leads, what has worsened, what is at stake, and whose it is."""

from __future__ import annotations

import pandas as pd

from partnerlab.amounts import say_limit, say_share
from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.leads import is_led
from partnerlab.analysis.facts.names import name_risks
from partnerlab.analysis.risk_allocation.alerts import count_alerts, say_no_alert
from partnerlab.analysis.risk_allocation.allocation import allocate_risks
from partnerlab.analysis.risk_allocation.carriers import ALLOCATIONS, HEAVY, NOBODY, assess_fairness, compare_carriers
from partnerlab.analysis.risk_allocation.comparison import compare_leads
from partnerlab.analysis.risk_allocation.exposure import (
    AT_STAKE,
    RiskExposure,
    assess_exposure,
    measure_coverage,
    write_amount,
)
from partnerlab.analysis.risk_allocation.register import assess_register
from partnerlab.analysis.risk_allocation.stakes import MONEY, TIME, Stake
from partnerlab.analysis.risk_allocation.standing import NOT_RATED, TOO_FEW, say_state
from partnerlab.analysis.risk_allocation.status import compare_with_last_review, list_worsened
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, verb, verb_of, with_capital

RARE = 0.95
"""P95, told after P80: one year in twenty costs more."""
NO_RISK = "Cannot tell: no open risk is recorded."
PENNY = 0.005
"""Pounds a year below which two leads cost the same."""
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
        ("Who carries the loss?", _whose(partnership)),
    ]
    return pd.DataFrame(rows, columns=["question", "answer"])


def _alerts(partnership: Partnership) -> str:
    counts = count_alerts(partnership)
    kinds = [
        f"{row['kind']}: {name_risks(partnership, row['risks'], 1)}"
        for row in counts.to_dict("records")
        if row["alerts"]
    ]
    if not kinds:
        return say_no_alert(partnership)
    told, red = "; ".join(kinds), counts["red"].sum()
    return f"Alerts: {counts['alerts'].sum()}, {red or 'none'} to act on now. {with_capital(told)}."


def _shared(partnership: Partnership) -> str:
    register = assess_register(partnership)
    if register.empty:
        return NO_RISK
    shared = register[register["class"] != "own"]
    own = len(register) - len(shared)
    if shared.empty:
        return f"None: {verb(own, 'the one open risk is', f'all {own} open risks are')} a partner's own."
    known = shared[shared["class"].notna()]
    states = [say_state(partnership, partnership.risk(risk)) for risk in known["risk"]]
    order = ("red", "amber", "green", NOT_RATED, TOO_FEW)
    counts = ", ".join(f"{states.count(state)} {state}" for state in order if state in states)
    said, every = int(shared["class"].notna().sum()), len(register)
    unsaid = len(shared) - said
    lacking = f"{unsaid} of {counted(every, 'open risk')} {verb(unsaid, 'has', 'have')} no class"
    if not said:
        return f"Cannot tell: {lacking}. Partners' own: {own}."
    come = verb(said, "is shared or comes", "are shared or come")
    found = f"{counted(said, 'open risk')} {come} from working together: {counts}"
    unsure = f" {lacking}, so more may be shared." if unsaid else ""
    return f"{found}. Partners' own: {own}.{unsure}{_highest(known)}"


def _highest(shared: pd.DataFrame) -> str:
    """Name the risks with the highest scores, and how many more tie with the last; empty when none is rated."""
    rated = shared[shared["product"].notna()]
    if rated.empty:
        return ""
    top = rated.head(NAMED)
    named = "; ".join(f"“{row['title']}” ({row['risk']}), {row['product']:g}" for row in top.to_dict("records"))
    tied = int((rated["product"] == top["product"].iloc[-1]).sum() - (top["product"] == top["product"].iloc[-1]).sum())
    more = f"; and {tied} more with {top['product'].iloc[-1]:g}" if tied else ""
    return f" Highest risk {verb(len(top), 'score', 'scores')}: {named}{more}."


def _leads(partnership: Partnership) -> str:
    table, register = compare_leads(partnership), assess_register(partnership)
    if table.empty:
        return NO_RISK
    shared = register[register["class"] != "own"]
    have = sum(is_led(partnership, str(risk)) for risk in shared["risk"])
    has = verb_of(have, len(shared), "has", "have")
    led = f"{have} of {counted(len(shared), 'open risk')}, own risks apart, {has} a lead"
    led = led if len(shared) else "No open risk is shared"
    joint = len(allocate_risks(partnership).shared)
    led += f"; on {counted(joint, 'open risk')} several lead together by decision" if joint else ""
    known = table[table["agrees"].isin(["yes", "no"]) & table["lead"].notna()]
    same = int(((known["agrees"] == "yes") | (known["extra"].abs() < PENNY)).sum())  # another may cost as little
    of = f"{same or 'none'} of {counted(len(known), 'lead')}"
    best = f"{of} that can be weighed {verb_of(same, len(known), 'is', 'are')} the best"
    return f"{led}; {best if len(known) else 'which leads are the best is not known'}; {_fair(partnership)}."


def _fair(partnership: Partnership) -> str:
    """Say whether losses are in proportion to what partners bring, over how many risks, or why it is not known."""
    fairness = assess_fairness(partnership)
    if (fairness["verdict"] == "cannot tell").all():
        unknown = [partnership.name_of(partner) for partner in fairness.attrs["unknown"]]
        few = not measure_coverage(partnership).several
        why = fairness.attrs["nothing"] or fairness.attrs["unled"]
        if unknown:
            why = f"what these bring is not recorded in full: {listed(unknown)}"
        why = fairness.attrs["coverage"] if few else why
        return "whether the load is fair is not known" + (f", for {why}" if why else "")
    heavy = list(fairness.loc[fairness["verdict"] == HEAVY, "name"])
    points = say_limit(partnership.thresholds.share_apart).removesuffix("%")
    over = f"by more than {points} percentage points ({fairness.attrs['coverage']})"
    if not heavy:
        return f"no partner's share of the worst losses exceeds its share of resources {over}"
    carry = verb(len(heavy), "carries more than it brings", "carry more than they bring")
    return f"{listed(heavy)} {carry} {over}"


def _worse(partnership: Partnership) -> str:
    if partnership.last_review is None:
        return "Cannot tell: no earlier review is recorded to compare with."
    worse, compared = list_worsened(partnership), len(compare_with_last_review(partnership))
    of = f"{counted(compared, 'risk')} that the same partners rated both times"
    if not compared:
        return "Cannot tell: no open risk was rated by the same partners at the last review and now."
    if worse.empty:
        return f"None of {of}." if compared > 1 else "Not the one risk that the same partners rated both times."
    named = "; ".join(
        f"“{row['title']}” ({row['risk']}) from {row['before']} to {row['after']}"
        for row in worse.head(NAMED).to_dict("records")
    )
    rest = f"; and {len(worse) - NAMED} more" if len(worse) > NAMED else ""
    return f"{len(worse)} of {of}, since the last review: {named}{rest}."


def _stake(partnership: Partnership) -> str:
    cost, delay = assess_exposure(partnership), assess_exposure(partnership, stake=TIME)
    told = [] if delay.simulated is None and delay.problem == cost.problem else [_delay(delay)]
    return " ".join([_cost(cost), *told])


def _cost(exposure: RiskExposure) -> str:
    if exposure.simulated is None:
        return f"Cannot tell: {exposure.problem}."
    left_out = len(exposure.uncounted)
    are = f"{counted(left_out, 'open risk')} {verb(left_out, 'is', 'are')} not in it"
    missing = f" {are}: chance or cost is not recorded." if left_out else ""
    p80, p95 = (exposure.write_at(level, error=level == AT_STAKE, rounded=True) for level in (AT_STAKE, RARE))
    return (
        f"{with_capital(p80)} at P80: four years in five cost no more. {with_capital(p95)} at P95. "
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
        f" Risks are correlated at {exposure.correlation:g} between their normal scores; the losses themselves then "
        f"correlate at {mean:.2f} on average{span}."
    )


def _delay(exposure: RiskExposure) -> str:
    if exposure.simulated is None:
        return f"Delay is not known: {exposure.problem}."
    of = len(exposure.counted) + len(exposure.uncounted)
    return (
        f"Delay at P80: {write_amount(exposure.largest_at() or 0.0, TIME)} where all work goes on side by side, "
        f"{exposure.write_at(AT_STAKE, TIME)} where each waits for the one before, "
        f"over {len(exposure.counted)} of {counted(of, 'open risk')}."
    )


def _whose(partnership: Partnership) -> str:
    losses, delays = _carriers(partnership, MONEY), _carriers(partnership, TIME)
    if not losses and not delays:
        return "Cannot tell: nothing can be simulated."
    told = {"losses": losses, "delays": delays}
    return " ".join(f"Of the worst {what}, under today's leads: {words}" for what, words in told.items() if words)


def _carriers(partnership: Partnership, stake: Stake) -> str:
    """Say who carries most of the worst losses or delays, over how many risks; empty when nothing is simulated."""
    carriers = compare_carriers(partnership, stake)
    today = carriers[carriers["allocation"] == ALLOCATIONS[0]].sort_values("share_of_tail", ascending=False)
    if today.empty:
        return ""
    partners = today[(today["partner"] != NOBODY) & (today["share_of_tail"] > 0)]
    named = [
        f"{partnership.name_of(row['partner'])} {say_share(row['share_of_tail'])}"
        for row in partners.head(NAMED).to_dict("records")
    ]
    rest = len(partners) - len(named)
    others = f" and {counted(rest, 'other')} {say_share(partners['share_of_tail'].iloc[NAMED:].sum())}" if rest else ""
    unled = float(today.loc[today["partner"] == NOBODY, "share_of_tail"].sum())
    nobody = f" {say_share(unled).capitalize()} is led by nobody." if unled > 0 else ""
    exposure = assess_exposure(partnership, stake=stake)
    of = len(exposure.counted) + len(exposure.uncounted)
    over = f"(over {len(exposure.counted)} of {counted(of, 'open risk')})"
    none = "they come to nothing" if today["share_of_tail"].isna().all() else "no partner carries any"
    return f"{', '.join(named) or none}{others} {over}.{nobody}"
