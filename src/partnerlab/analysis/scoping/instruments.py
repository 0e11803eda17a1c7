"""Which written agreement suits: memorandum, service level agreement or contract, and why (¶3.4-3.5, App. 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from partnerlab.amounts import say_pounds
from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.acceptance import assess_acceptance
from partnerlab.analysis.facts.agreements import agreements_on_partnership
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.facts.relationships import answers_between_partners
from partnerlab.analysis.scoping.terms import partners_outside
from partnerlab.guide import agreement_types
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, verb, verb_of

KINDS = {"mou": "MoU", "sla": "SLA", "contract": "contract"}
"""Ids of the guide's kinds of agreement and their names in a partnership's file."""


@dataclass(frozen=True)
class Reason:
    """Something in the data that speaks for or against a kind of agreement."""

    instrument: str
    """MoU, SLA or contract."""
    speaks_for: bool
    """True for, False against."""
    text: str
    """The reason, from the data."""


def paid_providers(partnership: Partnership) -> dict[str, float]:
    """Return the partners outside government that deliver for the partnership's money, and how many pounds.

    The pounds are what such a partner has spent for the partnership, or the budgets of the milestones it owns when
    those come to more. It is the case in which a legally binding relationship may be needed (App. 4).
    """
    pounds = {
        partner.id: max(
            sum(row.amount for row in partnership.spending if row.partner == partner.id),
            sum(row.budget or 0.0 for row in partnership.milestones if row.owner == partner.id),
        )
        for partner in partners_outside(partnership)
    }
    return {partner: amount for partner, amount in pounds.items() if amount > 0}


def gather_reasons(partnership: Partnership) -> Iterator[Reason]:
    """Yield what in the data speaks for or against each kind of agreement, by the tests of App. 4."""
    partners = partnership.current_partners
    if len(partners) > 1:
        yield Reason("MoU", True, f"{counted(len(partners), 'partner')} are recorded")
    paid = paid_providers(partnership)
    if paid:
        total = say_pounds(sum(paid.values()), rounded=True)
        text = f"{total} is spent by or budgeted for {named(partnership, paid)}, outside government"
        yield Reason("contract", True, text)
    elif partners and all(partner.sector is not None for partner in partners) and partnership.tasks:
        yield Reason("contract", False, "no partner outside government is seen to deliver for money")
    yield from _trust(partnership)
    yield from _service(partnership)


def _trust(partnership: Partnership) -> Iterator[Reason]:
    states = assess_acceptance(partnership)["state"].tolist()
    accepted = states.count("accepted")
    if states and accepted == len(states):
        yield Reason(
            "MoU",
            True,
            f"all {len(states)} partners accept the reason"
            if len(states) > 1
            else "the one partner accepts the reason",
        )
    elif "not accepted" in states:
        yield Reason("MoU", False, _refused(states))
    answered = answers_between_partners(partnership)
    rated = [(row.needed, row.actual) for row in answered if row.needed is not None and row.actual is not None]
    turned = partnership.network_settings.strongest == "lowest"
    short = sum(actual > needed if turned else actual < needed for needed, actual in rated)
    if rated:
        met = len(rated) - short
        say = verb_of(met, len(rated), "says", "say")
        share = f"{met} of {counted(len(rated), 'answer')} on a relationship {say} as close as needed"
        yield Reason("MoU", short * 2 <= len(rated), share)


def _refused(states: list[str]) -> str:
    no, asked = states.count("not accepted"), len(states) - states.count("no answer")
    return f"{no} of {counted(asked, 'partner')} asked {verb(no, 'does', 'do')} not accept the reason"


def _service(partnership: Partnership) -> Iterator[Reason]:
    measured = [row for row in partnership.performance if row.owner is not None]
    targets = [row for row in measured if row.target is not None]
    if targets:
        yield Reason("SLA", True, f"{counted(len(targets), 'performance measure')} with an owner and a target")
    elif measured:
        yield Reason("SLA", False, f"{counted(len(measured), 'performance measure')} with an owner, none with a target")


@cached
def choose_instrument(partnership: Partnership) -> pd.DataFrame:
    """Choose which kinds of written agreement suit the partnership, with reasons from its data (¶3.5, App. 4).

    A contract is advised when a partner outside government delivers for the partnership's money; a memorandum when two
    or more partners work together; a service level agreement beside either when performance measures have owners and
    targets. These tests are App. 4's words put to the data; a solicitor decides what must bind in law.

    Returns
    -------
    pandas.DataFrame
        One row for each kind, in the guide's order. Columns `instrument` (MoU, SLA, contract), `advice` (use,
        consider, not needed, cannot tell), `for` and `against` (reasons, parted by semicolons; empty when none),
        `in_file` (signed, drafted, none), `why_chosen` (the file's own reason; None when none).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "PSNI", "name": "Police"}, {"id": "Trust", "name": "Health trust"}])
    >>> choose_instrument(hub)[["instrument", "advice"]].values.tolist()
    [['MoU', 'use'], ['SLA', 'cannot tell'], ['contract', 'cannot tell']]
    """
    reasons = tuple(gather_reasons(partnership))
    rows = []
    for kind in (KINDS[row.id] for row in agreement_types()):
        pro = [reason.text for reason in reasons if reason.instrument == kind and reason.speaks_for]
        con = [reason.text for reason in reasons if reason.instrument == kind and not reason.speaks_for]
        held = [row for row in agreements_on_partnership(partnership) if row.kind == kind]
        in_file = "signed" if any(row.signed for row in held) else "drafted" if held else "none"
        why = next((row.why for row in held if row.why), None)
        rows.append((kind, _advice(pro, con), "; ".join(pro), "; ".join(con), in_file, why))
    columns = ["instrument", "advice", "for", "against", "in_file", "why_chosen"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _advice(pro: list[str], con: list[str]) -> str:
    if pro and con:
        return "consider"
    return "use" if pro else "not needed" if con else "cannot tell"
