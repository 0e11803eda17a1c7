"""How much one finding matters beside another: by light first, then by what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from partnerlab.analysis.findings import Consequence, Finding, Severity, Strength
from partnerlab.partnership import Partnership
from partnerlab.partnership.moves import Priorities


def weigh(finding: Finding, weights: Priorities) -> float:
    """Return how much a finding matters among those of its light.

    None of the weights is in the guide. They are added up: what follows from the fault (money, a date, nobody in
    charge, people worse off), whether it can be undone, and whether the guide demands the practice.

    Examples
    --------
    >>> from partnerlab.analysis.review import find_findings
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "implementing"}])
    >>> max(find_findings(hub), key=lambda finding: weigh(finding, Priorities())).code
    'SC403'
    """
    follows = {
        Consequence.MONEY: weights.money,
        Consequence.DATE: weights.date,
        Consequence.NOBODY: weights.nobody,
        Consequence.PEOPLE: weights.people,
    }
    total = weights.base
    if finding.consequence is not None:
        total += follows[finding.consequence]
    if finding.strength is Strength.DEMANDS:
        total += weights.demands
    if finding.code in weights.lasting_codes:
        total += weights.lasting
    return total


class Burden(NamedTuple):
    """What findings weigh, by light; compared from the left, so that no amount of amber outweighs a red."""

    red: float
    amber: float
    unknown: float

    def less(self, other: Burden) -> Burden:
        """Return how much lighter this burden is than another."""
        return Burden(*(round(theirs - ours, 6) for ours, theirs in zip(self, other, strict=True)))

    def times(self, worth: float) -> Burden:
        """Return a share of the burden."""
        return Burden(*(round(weight * worth, 6) for weight in self))


def weigh_findings(partnership: Partnership, findings: Iterable[Finding]) -> Burden:
    """Return what findings weigh together."""
    totals = dict.fromkeys(Severity, 0.0)
    for finding in findings:
        totals[finding.severity] += weigh(finding, partnership.priorities)
    return Burden(*(round(totals[light], 6) for light in (Severity.RED, Severity.AMBER, Severity.UNKNOWN)))
