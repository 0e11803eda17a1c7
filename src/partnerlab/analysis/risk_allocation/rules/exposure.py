"""RA4xx: the money and the time at stake, and whose they are (¶4.3, App. 2 item 10)."""

from __future__ import annotations

import pandas as pd

from partnerlab.amounts import say_limit, say_pounds, say_share
from partnerlab.analysis.catalogue import Judgements, Way, at_fault, in_place, rule
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.carriers import HEAVY, assess_fairness
from partnerlab.analysis.risk_allocation.exposure import assess_exposure, measure_coverage
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.analysis.risk_allocation.rules.ways import (
    CHANCE,
    CORRELATION,
    COST,
    DELAY,
    LEAD,
    MONEY,
    ask,
    ask_for_risks,
    list_risks,
)
from partnerlab.analysis.risk_allocation.stakes import TIME
from partnerlab.methods.exposure import quantile_name
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, each_of, verb, without_capital


@rule(
    "RA401",
    "¶4.3",
    capability="exposure",
    question="Is it known what each risk would cost?",
    why="the money at stake is understated by every risk without a cost",
    remedy="Estimate low, likely and high cost with the lead, however roughly, and say so.",
    stage="implementing",
    basis="ours",
    strength="advises",
)
def costs_are_estimated(partnership: Partnership) -> Judgements:
    """Check that each open risk has a chance and a low, likely and high cost."""
    yield from _ask_for_estimates(partnership, assess_exposure(partnership).uncounted, COST, "cost")


@rule(
    "RA404",
    "¶4.3",
    capability="exposure",
    question="Is it known how long each risk would delay?",
    why="a risk that costs little money can cost the year in which the outcome was due",
    remedy="Estimate low, likely and high days of delay with the lead, however roughly; 0 where it delays nothing.",
    stage="implementing",
    basis="ours",
    strength="advises",
)
def delays_are_estimated(partnership: Partnership) -> Judgements:
    """Check that each open risk has a chance and low, likely and high days of delay."""
    yield from _ask_for_estimates(partnership, assess_exposure(partnership, stake=TIME).uncounted, DELAY, "delay")


def _ask_for_estimates(partnership: Partnership, uncounted: pd.DataFrame, way: Way, what: str) -> Judgements:
    """Ask for chances and for amounts apart, so that each is asked once; in place when all are there."""
    risks = list_open_risks(partnership)
    missing = dict(zip(uncounted["risk"], uncounted["missing"], strict=True))
    chance = [risk for risk in risks if "its chance" in missing.get(risk.id, "")]
    amount = [risk for risk in risks if what in missing.get(risk.id, "")]
    asked = {"chance": (chance, CHANCE, "chance of happening"), what: (amount, way, f"full range of {what}")}
    for subject, (lacking, how, words) in asked.items():
        if lacking:
            facts = [fact(risk.title, risk, how.enter.rpartition(".")[2]) for risk in lacking]
            some = f"{len(lacking)} of {counted(len(risks), 'open risk')} {verb(len(lacking), 'has', 'have')}"
            message = f"{some} no {words} on record: {list_risks(partnership, lacking)}"
            yield ask(how, message, *facts, subject=subject, count=len(lacking))
    if not risks:
        yield ask_for_risks(partnership)
    elif not missing:
        yield in_place(f"Chance and {what} are recorded for {each_of(len(risks), 'open risk')}.")


@rule(
    "RA402",
    "¶4.3",
    capability="exposure",
    question="Could the partnership bear a bad year?",
    why="losses beyond what the partners bring fall on somebody who has not agreed to bear them",
    remedy="Agree who would bear losses beyond this, set a reserve aside, or reduce the risks that drive the total.",
    stage="implementing",
    basis="ours",
    strength="advises",
)
def exposure_is_covered(partnership: Partnership) -> Judgements:
    """Check that a bad year costs no more than the money that the partners bring in a year.

    How bad is `thresholds.at_stake`: at 0.8, four years in five cost no more. Money that is confirmed counts; time and
    help in kind do not pay for losses. Cannot tell while fewer than `thresholds.risks_costed` of the open risks have a
    cost, nor that the money falls short while what fewer than `thresholds.least_coverage` of the partners bring is
    known. In place only when all risks have a cost, since those without are not in the sum.
    """
    exposure, level = assess_exposure(partnership), partnership.thresholds.at_stake
    coverage = measure_coverage(partnership)
    amount, settings = exposure.amount_at(level), partnership.risk_settings
    partners = partnership.current_partners
    offers = [row for partner in partners for row in partner.resources if row.kind == "money"]
    confirmed = [row for row in offers if row.confirmed]
    if not list_open_risks(partnership):
        yield ask_for_risks(partnership)
        return
    if amount is None and exposure.counted:
        evidence = fact(f"correlation {settings.correlation:g}", settings, "correlation")
        yield ask(CORRELATION, exposure.problem, evidence)
        return
    if amount is None or not coverage.enough:
        yield ask(COST, coverage.words, count=len(exposure.uncounted))
        return
    level_name = quantile_name(level)
    if not offers or any(row.amount is None for row in confirmed):
        lack = "what money the partners bring is not recorded" + (" in full" if offers else "")
        yield ask(MONEY, f"a bad year ({level_name}) costs {exposure.write_at(level, rounded=True)}, but {lack}")
        return
    silent = [row for row in partners if not row.resources or any(one.amount is None for one in row.resources)]
    told = len(partners) - len(silent)
    money = sum(row.amount or 0.0 for row in confirmed)
    facts = [fact(f"{say_pounds(row.amount)} confirmed", row, "amount") for row in confirmed if row.amount]
    offered = sum(row.amount or 0.0 for row in offers if not row.confirmed)
    rounded = say_pounds(money, rounded=True) != say_pounds(amount, rounded=True)
    more = f", {say_pounds(offered, rounded=rounded)} more is not confirmed" if offered else ""
    words = f"A bad year ({level_name}) costs {exposure.write_at(level, rounded=rounded)}"
    words += f"; partners bring {say_pounds(money, rounded=rounded)} of confirmed money{more}"
    if silent:
        rest = named(partnership, [row.id for row in silent])
        words += f". This counts {told} of {counted(len(partners), 'partner')}; what {rest} "
        words += f"{verb(len(silent), 'brings', 'bring')} is not known in full"
    words += f". {coverage.words}"
    low, high = exposure.interval_at(level) or (amount, amount)
    if exposure.jumps_at(level) and low <= money < high:
        yield ask(CHANCE, without_capital(words), *facts)
    elif amount > money and told < partnership.thresholds.least_coverage * len(partners):
        yield ask(MONEY, without_capital(words), *facts, count=len(silent))
    elif amount > money:
        yield at_fault(f"{words}.", *facts)
    elif coverage.complete:
        yield in_place(f"{words}.", *facts)
    else:
        yield ask(COST, without_capital(words), *facts, count=len(exposure.uncounted))


@rule(
    "RA403",
    "App. 2 item 10",
    capability="exposure",
    question="Is what each partner carries in proportion to what it brings?",
    why="a partner that carries much more than it brings may leave or defend itself",
    remedy="Discuss whose losses these are: move a lead, share the loss in the agreement, or say why it is fair.",
    stage="implementing",
    basis="ours",
    strength="advises",
)
def exposure_is_in_proportion(partnership: Partnership) -> Judgements:
    """Check that no partner's share of the worst losses passes its share of resources by `thresholds.share_apart`.

    Cannot tell with a cost on fewer than `thresholds.least_risks` risks, or on a smaller share of the open ones than
    `thresholds.risks_costed`.
    """
    exposure, coverage = assess_exposure(partnership), measure_coverage(partnership)
    table = assess_fairness(partnership)
    heavy = table[table["verdict"] == HEAVY]
    if not list_open_risks(partnership):
        yield ask_for_risks(partnership)
    elif not coverage.several:
        yield ask(COST, coverage.words, count=len(exposure.uncounted))
    elif exposure.simulated is None:
        yield ask(CORRELATION, f"whose the worst losses are cannot be simulated: {exposure.problem}")
    elif table.attrs["nothing"]:
        yield ask(MONEY, table.attrs["nothing"], count=len(table))
    elif table["apart"].isna().all():
        unknown = table.attrs["unknown"]
        brought = "what these partners bring in a year is not recorded in full, and a share needs the sum"
        yield ask(MONEY, f"{brought}: {named(partnership, unknown)}", count=len(unknown))
    elif not table["risks_led"].any():
        yield ask(LEAD, "no partner leads on an open risk, so whose the losses are is not known")
    elif table.attrs["unled"]:
        yield ask(LEAD, f"{table.attrs['unled']}, so whose the losses are is not known")
    elif heavy.empty:
        points = say_limit(partnership.thresholds.share_apart).removesuffix("%")
        most = f"more than {points} percentage points above its share of resources"
        yield in_place(f"No partner's share of the worst losses is {most}. {coverage.words}.")
    for row in heavy.to_dict("records"):
        carries = f"{row['name']} carries {say_share(row['share_of_tail'])} of the worst losses"
        message = f"{carries} and brings {say_share(row['share_of_resources'])} of the resources. {coverage.words}."
        evidence = fact(carries, partnership.partner(row["partner"]), "resources")
        yield at_fault(message, evidence, subject=row["partner"])
