"""RA4xx: the money and the time at stake, and whose they are (¶4.3, App. 2 item 10)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.carriers import assess_fairness
from partnerlab.analysis.risk_allocation.exposure import assess_exposure
from partnerlab.analysis.risk_allocation.ratings import find_open_risks
from partnerlab.analysis.risk_allocation.stakes import TIME
from partnerlab.partnership import Partnership
from partnerlab.wording import say_pounds

Judgements = Iterator[Judgement]


@rule(
    "RA401",
    "¶4.3",
    capability="exposure",
    question="Is it known what each risk would cost?",
    severity="amber",
    why="the money at stake is understated by every risk without a cost",
    remedy="Estimate low, likely and high cost with the lead, however roughly, and say so.",
    stage="implementing",
)
def costs_are_estimated(partnership: Partnership) -> Judgements:
    """Check that each open risk has a chance and a low, likely and high cost."""
    risks = find_open_risks(partnership)
    uncounted = assess_exposure(partnership).uncounted
    for row in uncounted.to_dict("records"):
        risk = partnership.risk(row["risk"])
        message = f"what “{row['title']}” would cost: {row['missing']} is not recorded"
        yield cannot_tell(message, fact(row["title"], risk, "likely"), subject=f"risk {row['risk']}")
    if not risks:
        yield cannot_tell("no open risk is recorded")
    elif len(uncounted) < len(risks):
        yield in_place(f"Chance and cost are recorded for {len(risks) - len(uncounted)} of {len(risks)} open risks.")


@rule(
    "RA402",
    "¶4.3",
    capability="exposure",
    question="Could the partnership bear a bad year?",
    severity="amber",
    why="losses beyond what the partners bring fall on somebody who has not agreed to bear them",
    remedy="Agree who would bear losses beyond this, set a reserve aside, or reduce the risks that drive the total.",
    stage="implementing",
)
def exposure_is_covered(partnership: Partnership) -> Judgements:
    """Check that the exposure at P80 is no more than the money that the partners bring in a year.

    Money that is confirmed counts; time and help in kind do not pay for losses. That P80 is set against a year's money
    is our choice, not the guide's.
    """
    exposure = assess_exposure(partnership)
    amount = exposure.amount_at()
    offers = [row for partner in partnership.current_partners for row in partner.resources if row.kind == "money"]
    money = sum(row.amount or 0.0 for row in offers if row.confirmed)
    settings = partnership.risk_settings
    if amount is None and exposure.counted:
        correlation = fact(f"correlation {settings.correlation:g}", settings, "correlation")
        yield cannot_tell(
            exposure.problem, correlation, remedy="Change `risk_settings.correlation`; 0 is independence."
        )
    elif amount is None:
        yield cannot_tell(exposure.problem)
    elif not offers:
        yield cannot_tell(
            f"{exposure.write_at()} is at stake at P80, but what money the partners bring is not recorded"
        )
    else:
        evidence = [
            fact(f"{say_pounds(row.amount)} confirmed", row, "amount") for row in offers if row.confirmed and row.amount
        ]
        at_stake = exposure.write_at()
        words = f"{at_stake[:1].upper()}{at_stake[1:]} is at stake at P80 in a year"
        words += f"; the partners bring {say_pounds(money)} of confirmed money"
        low, high = exposure.interval_at() or (amount, amount)
        if exposure.jumps_at() and low <= money < high:
            yield cannot_tell(f"{words[:1].lower()}{words[1:]}", *evidence)
        else:
            yield at_fault(f"{words}.", *evidence) if amount > money else in_place(f"{words}.", *evidence)


@rule(
    "RA403",
    "App. 2 item 10",
    capability="exposure",
    question="Is what each partner carries in proportion to what it brings?",
    severity="amber",
    why="a partner that carries much more than it brings, or expects, will leave or defend itself",
    remedy="Talk about whose losses these are: move a lead, share the loss in the agreement, or say why it is fair.",
    stage="implementing",
)
def exposure_is_in_proportion(partnership: Partnership) -> Judgements:
    """Check that no partner's share of the worst losses passes its share of resources by `thresholds.share_apart`."""
    table = assess_fairness(partnership)
    known = table.dropna(subset=["apart"])
    heavy = known[known["apart"] > partnership.thresholds.share_apart]
    for row in heavy.to_dict("records"):
        message = (
            f"{row['partner']} carries {row['share_of_tail']:.0%} of the worst losses and brings "
            f"{row['share_of_resources']:.0%} of the resources."
        )
        yield at_fault(message, fact(message, partnership.partner(row["partner"]), "resources"), subject=row["partner"])
    if known.empty:
        unknown = table.attrs["unknown"]
        names = ", ".join(unknown)
        brought = f"what these partners bring in a year is not recorded in full, and a share needs the sum: {names}"
        yield cannot_tell(brought if unknown else "whose the worst losses are cannot be simulated")
    elif heavy.empty:
        yield in_place(f"What {len(known)} partners carry is in proportion to what they bring.")


@rule(
    "RA404",
    "¶4.3",
    capability="exposure",
    question="Is it known how long each risk would delay?",
    severity="amber",
    why="a risk that costs little money can cost the year in which the outcome was due",
    remedy="Estimate low, likely and high days of delay with the lead, however roughly; 0 where it delays nothing.",
    stage="implementing",
)
def delays_are_estimated(partnership: Partnership) -> Judgements:
    """Check that each open risk has a chance and low, likely and high days of delay."""
    risks = find_open_risks(partnership)
    unknown = assess_exposure(partnership, stake=TIME).uncounted
    if not risks:
        yield cannot_tell("no open risk is recorded")
    elif len(unknown):
        names = ", ".join(unknown["risk"])
        yield cannot_tell(
            f"for {len(unknown)} of {len(risks)} open risks a chance or days of delay are missing: {names}"
        )
    else:
        yield in_place(f"Chance and days of delay are recorded for all {len(risks)} open risks.")
