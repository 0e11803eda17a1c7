"""Today's leads beside the best ones and the rule of thumb, with every difference in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable

import pandas as pd

from partnerlab.amounts import say_pounds, say_pounds_apart, say_share, write_number
from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.names import name_risks
from partnerlab.analysis.risk_allocation.allocation import RiskAllocation, allocate_risks
from partnerlab.analysis.risk_allocation.pairings import Pairings
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.methods.pairing import irwin_order
from partnerlab.partnership import Partnership
from partnerlab.wording import counted


@cached
def compare_leads(partnership: Partnership) -> pd.DataFrame:
    """Set today's leads beside the best ones and the rule of thumb, with the difference in words.

    Returns
    -------
    pandas.DataFrame
        One row for each open risk, those first whose best lead is not today's, dearest first: `risk`, `title`, `lead`
        (today's), `best_lead`, `rule_lead` (Irwin's order: who controls the likelihood, then the impact, then who
        absorbs), `decided_by` (the step that decided it), `cost`, `best_cost` (£ expected in a year under today's and
        the best lead), `extra` (cost − best_cost), `agrees` (yes, no, cannot tell, or shared where several decided to
        lead together), `why` (the differences in words). Partners are ids; what cannot be told is missing.
    """
    allocation = allocate_risks(partnership)
    thumb, short = get_rule_leads(allocation.pairings), partnership.short_name_of
    rows: list[dict[str, object]] = []
    for risk, title in allocation.pairings.risks["title"].items():
        name = str(risk)
        today, best = allocation.today.get(name), allocation.best_lead(name)
        rule_lead, decided_by = thumb.get(name, (None, "cannot tell"))
        rows.append(
            {
                "risk": name,
                "title": title,
                "lead": allocation.name_today(name),
                "best_lead": best,
                "rule_lead": rule_lead,
                "decided_by": decided_by,
                "cost": allocation.cost_of(name, today),
                "best_cost": allocation.cost_of(name, best),
                "agrees": _agrees(allocation, name),
                "why": " ".join(
                    filter(
                        None, (explain_lead(allocation, name, short), _why_not_by_rule(allocation, name, thumb, short))
                    )
                ),
            }
        )
    frame = pd.DataFrame(rows, columns=[name for name in _COMPARED if name != "extra"])
    frame = frame.astype({"cost": float, "best_cost": float})
    frame = frame.assign(extra=frame["cost"] - frame["best_cost"], place=frame["agrees"].map(_ORDER))
    frame = frame.sort_values(["place", "extra"], ascending=[True, False], kind="stable", ignore_index=True)
    return frame[list(_COMPARED)]


def _agrees(allocation: RiskAllocation, risk: str) -> str:
    best = allocation.best_lead(risk)
    if risk in allocation.shared:
        return "shared"
    return "cannot tell" if best is None else "yes" if allocation.today.get(risk) == best else "no"


_ORDER = {"no": 0, "shared": 1, "cannot tell": 2, "yes": 3}


_COMPARED = (
    *("risk", "title", "lead", "best_lead", "rule_lead", "decided_by"),
    *("cost", "best_cost", "extra", "agrees", "why"),
)


Name = Callable[[str], str]
"""What a partner is called in a sentence, by its id."""

RuleLeads = dict[str, tuple[str | None, str]]


def get_rule_leads(pairings: Pairings) -> RuleLeads:
    """Return, by risk, the lead that Irwin's order suggests and the step that decided it."""
    if pairings.cost.empty:
        return {}
    table = irwin_order(
        pairings.control_likelihood, pairings.control_impact, pairings.absorbing, eligible=pairings.eligible
    )
    return {str(risk): (row["lead"], row["decided_by"]) for risk, row in table.to_dict("index").items()}


def explain_lead(allocation: RiskAllocation, risk: str, call: Name = str) -> str:
    """Say in words why the best lead is best, or why today's lead is not it; `call` gives a partner's name."""
    lead, today = allocation.best_lead(risk), allocation.today.get(risk)
    if lead is None:
        missing = allocation.problem or "a chance, a cost range or an influence is not recorded"
        return f"Cannot tell: {missing}."
    reason = _why_not_cheapest(allocation, risk, lead, call)
    if today == lead:
        return reason or f"{call(lead)} {_strength(allocation.pairings, risk, lead, None, call)}."
    least, cost = allocation.pairings.costs(risk)[lead], allocation.cost_of(risk, today)
    money, more = say_pounds_apart(least, least if cost is None else cost)
    named = f"{money} a year under {call(lead)}"
    if today is None:
        reason = reason or f"{call(lead)} {_strength(allocation.pairings, risk, lead, None, call)}."
        together = allocation.name_today(risk, call)
        decided = f"It was decided that {together} lead, which cannot be priced" if together else "Nobody leads"
        return f"{decided}; {named}{' alone' if together else ''}. {reason}"
    if today not in allocation.pairings.may_lead(risk):
        bar = "may not lead" if today in allocation.pairings.cost.columns else "has left the partnership"
        return f"{call(today)} {bar}; {named}. {reason}".strip()
    if cost is None:
        return f"{named}; what {call(today)} could do is not judged. {reason}".strip()
    reason = reason or f"{call(lead)} {_strength(allocation.pairings, risk, lead, today, call)}."
    return f"{named}, {more} under {call(today)}. {reason}"


_RULE_WORDS = {
    "control over likelihood": "it controls the likelihood most",
    "control over impact": "it controls the impact most, and no one the likelihood more",
    "cost of absorbing": "it absorbs the loss at the lowest cost, and no one controls more",
}


def _why_not_by_rule(allocation: RiskAllocation, risk: str, thumb: RuleLeads, call: Name) -> str:
    """Say why the rule of thumb names another lead than the sum does; empty when it does not."""
    best, (lead, decided_by) = allocation.best_lead(risk), thumb.get(risk, (None, ""))
    if best is None or lead is None or lead == best:
        return ""
    cost = allocation.cost_of(risk, lead)
    money = "" if cost is None or lead == allocation.today.get(risk) else f" ({say_pounds(cost, rounded=True)} a year)"
    why = _RULE_WORDS.get(decided_by, "it comes first among equals")
    return f"The rule of thumb says {call(lead)}{money}: {why}."


def _why_not_cheapest(allocation: RiskAllocation, risk: str, lead: str, call: Name) -> str:
    """Say why the cheapest partner is not the best lead; empty when it is."""
    candidates = allocation.pairings.candidates(risk)
    cheapest, least = next(iter(candidates.items()))
    if candidates[lead] <= least:
        return ""
    group = allocation.group_of(risk)
    room = allocation.best is None or allocation.best.load["capacity"].get(cheapest, 1.0) != 0
    places = "its places are better used on other risks" if room else "it has no place for another risk"
    reason = f"all of group {group} goes to one lead" if group else places
    return f"{call(cheapest)} would be cheapest here ({say_pounds(least, rounded=True)}), but {reason}."


def _strength(pairings: Pairings, risk: str, lead: str, other: str | None, call: Name) -> str:
    """Say what makes a lead cheap: the part of the expected cost that sets it apart most."""
    other = other or next((partner for partner in pairings.candidates(risk) if partner != lead), None)
    if other is None:
        return "is the only one that may lead and was judged"
    parts: dict[str, dict[Hashable, float]] = {
        "likelihood": (1 - pairings.control_likelihood.loc[risk]).to_dict(),
        "impact": (1 - pairings.control_impact.loc[risk]).to_dict(),
        "absorbing": pairings.absorbing.loc[risk].to_dict(),
    }
    ratios = {name: values[lead] / values[other] if values[other] else 1.0 for name, values in parts.items()}
    best = min(ratios, key=lambda name: ratios[name])
    mine, others = parts[best][lead], parts[best][other]
    if ratios[best] >= 1:
        return f"costs no more than {call(other)}"
    if best == "absorbing":
        return f"absorbs a pound of loss at £{mine:.2f} against £{others:.2f} for {call(other)}"
    return f"removes {say_share(1 - mine)} of the {best} against {say_share(1 - others)} for {call(other)}"


@cached
def summarise_leads(partnership: Partnership) -> pd.DataFrame:
    """Return what today's leads, the best ones, the rule of thumb and the cheapest of all cost together.

    Only risks count whose cost is known under all four, so that the sums compare like with like. Today's leads and the
    rule of thumb may break limits that the best leads keep, or leave risks unled that take up a place, and so cost
    less.

    Returns
    -------
    pandas.DataFrame
        `leads` (today's leads, best leads, rule of thumb, cheapest of all), `cost` (£ expected in a year), `extra` (£
        above the best leads), `same` (risks with the best lead), `risks` (counted), `breaks` (limits
        broken and risks not led, in words).
        Empty when nothing can be compared. `attrs["proof"]` says what the best leads cost over all risks that they
        decide, and whether that is proven to be least.
    """
    allocation = allocate_risks(partnership)
    thumb = get_rule_leads(allocation.pairings)
    named = {risk: allocation.best_lead(risk) for risk in allocation.pairings.decidable}
    ways: dict[str, dict[str, str | None]] = {
        "today's leads": dict(allocation.today),
        "best leads": dict(named),
        "rule of thumb": {risk: lead for risk, (lead, _) in thumb.items()},
        "cheapest of all": {risk: next(iter(allocation.pairings.candidates(risk))) for risk in named},
    }
    weighed = [
        risk for risk in named if all(allocation.cost_of(risk, way.get(risk)) is not None for way in ways.values())
    ]
    columns = ["leads", "cost", "extra", "same", "risks", "breaks"]
    costs = {
        name: sum(allocation.cost_of(risk, way.get(risk)) or 0.0 for risk in weighed) for name, way in ways.items()
    }
    rows = [
        (
            name,
            costs[name],
            costs[name] - costs["best leads"],
            sum(way.get(risk) == named[risk] for risk in weighed),
            len(weighed),
            "; ".join(
                [
                    *list_broken_limits(partnership, _led(way)),
                    *_list_left_out(partnership, allocation, named, _led(way)),
                ]
            )
            or "none",
        )
        for name, way in (ways.items() if weighed else ())
    ]
    frame = pd.DataFrame(rows, columns=columns)
    frame.attrs["proof"] = _say_proof(allocation)
    return frame


def _say_proof(allocation: RiskAllocation) -> str:
    """Say what the best leads cost together, and how far it is proven that none within the limits cost less."""
    best = allocation.best
    if best is None:
        return ""
    cost = say_pounds(best.total_cost, rounded=True)
    text = f"The best leads cost {cost} a year on {counted(len(best.leads), 'risk')}"
    if best.optimal:
        return f"{text}. It is proven that no others within the limits cost less."
    return f"{text}. Others within the limits could cost at most {write_number(100 * best.gap, 2)}% less."


def list_broken_limits(partnership: Partnership, leads: dict[str, str]) -> list[str]:
    """Say which limits some leads break: capacity, fair share, authority, one lead for each group that can have one."""
    allocation = allocate_risks(partnership)
    counts, short = Counter(leads.values()), partnership.short_name_of
    broken = [
        f"{short(partner.id)} leads {counts[partner.id]}, its capacity is {partner.risk_capacity}"
        for partner in partnership.current_partners
        if partner.risk_capacity is not None and counts[partner.id] > partner.risk_capacity
    ]
    most = _get_fair_share(allocation)
    broken += [
        f"{short(lead)} leads {n}, its fair share is {most:g}" for lead, n in counts.items() if most and n > most
    ]
    groups: dict[str, set[str]] = {}
    for risk in list_open_risks(partnership):
        if risk.id in leads and leads[risk.id] not in allocation.pairings.may_lead(risk.id):
            broken.append(f"{short(leads[risk.id])} may not lead on {name_risks(partnership, [risk.id])}")
        group = allocation.group_of(risk.id)
        if group is not None and risk.id in leads:
            groups.setdefault(group, set()).add(leads[risk.id])
    return broken + [f"group {group} has {len(named)} leads" for group, named in groups.items() if len(named) > 1]


def _get_fair_share(allocation: RiskAllocation) -> float | None:
    """Return how many risks one partner may lead at most under the fair share; None when none is set."""
    if allocation.best is None:
        return None
    limits = allocation.best.limits
    most = limits.loc[limits["kind"] == "fairness", "most"].dropna()
    return None if most.empty else float(most.max())


def _led(way: dict[str, str | None]) -> dict[str, str]:
    return {risk: lead for risk, lead in way.items() if lead}


def _list_left_out(
    partnership: Partnership, allocation: RiskAllocation, named: dict[str, str | None], leads: dict[str, str]
) -> list[str]:
    """Say which risks that have a best lead are led by nobody, by several or by a partner that was never judged."""
    joint = [risk for risk in named if risk not in leads and risk in allocation.shared]
    unled = [risk for risk in named if risk not in leads and risk not in joint]
    unjudged = [
        risk
        for risk in named
        if leads.get(risk) in allocation.pairings.may_lead(risk) and allocation.cost_of(risk, leads[risk]) is None
    ]
    told = {"nobody leads on": unled, "several lead together on": joint, "never judged is the lead on": unjudged}
    return [f"{words} {name_risks(partnership, risks)}" for words, risks in told.items() if risks]
