"""A decision tried: the record changed as it would be, and all rules asked again."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.analysis.caching import carry_over
from partnerlab.analysis.dependencies import Followed
from partnerlab.analysis.findings import Finding, Severity
from partnerlab.analysis.moves.candidate import Candidate
from partnerlab.analysis.moves.steps import take_steps
from partnerlab.analysis.review import find_findings
from partnerlab.analysis.weights import Burden, weigh_findings


@dataclass(frozen=True)
class Trial:
    """What follows when a decision is taken and carried out."""

    candidate: Candidate
    """The decision."""
    after: Followed
    """The partnership as its record would stand."""
    gain: Burden
    """How much lighter the findings weigh, as far as it counts (`moves.worth`)."""
    cleared: tuple[Finding, ...]
    """Faults that are no longer found, or are less severe; and what could not be told and would be settled. Worst
    first."""
    brought: tuple[Finding, ...]
    """Faults that are found only then, or are more severe."""

    def count(self, severity: Severity) -> int:
        """Return how many findings of a light it clears."""
        return sum(finding.severity is severity for finding in self.cleared)


def try_candidate(partnership: Followed, candidate: Candidate) -> Trial:
    """Try a decision on a partnership that is followed; no file is touched.

    A request writes nothing: what it would settle is counted, and no answer is invented.
    """
    before, worth = find_findings(partnership), partnership.moves.worth_of(candidate.kind)
    if not candidate.steps:
        settled = tuple(finding for finding in before if finding.key in candidate.settles)
        return Trial(candidate, partnership, weigh_findings(partnership, settled).times(worth), settled, ())
    after = carry_over(partnership, take_steps(partnership, candidate.steps))
    found = find_findings(after)
    gain = weigh_findings(after, found).less(weigh_findings(partnership, before)).times(worth)
    cleared, brought = compare_findings(before, found)
    return Trial(candidate, after, gain, cleared, brought)


def compare_findings(
    before: tuple[Finding, ...], after: tuple[Finding, ...]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what is cleared and what is brought, by code and subject."""
    was, now = ({finding.key: finding for finding in found} for found in (before, after))
    cleared = tuple(
        finding
        for key, finding in was.items()
        if finding.severity is not Severity.GREEN and (key not in now or now[key].severity.rank > finding.severity.rank)
    )
    brought = tuple(
        finding
        for key, finding in now.items()
        if finding.severity.is_fault and (key not in was or was[key].severity.rank > finding.severity.rank)
    )
    return cleared, brought
