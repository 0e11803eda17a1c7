"""Findings of one cause are one matter; what matters most comes first, by what follows from it."""

from __future__ import annotations

import pytest

from analysis.made import sample
from partnerlab.analysis.findings import Severity
from partnerlab.analysis.matters import Matter, gather_matters
from partnerlab.analysis.review import find_findings
from partnerlab.analysis.weights import weigh
from partnerlab.partnership import Partnership
from samples import SAMPLES


def matters_of(name: str) -> dict[str, Matter]:
    return {row.cause: row for row in gather_matters(sample(name), find_findings(sample(name)))}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_fault_stands_in_exactly_one_matter(name: str) -> None:
    gathered = [finding for matter in matters_of(name).values() for finding in matter.findings]
    faults = [row for row in find_findings(sample(name)) if row.severity in (Severity.RED, Severity.AMBER)]
    assert sorted(row.key for row in gathered) == sorted(row.key for row in faults)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_amber_comes_before_a_red_and_weights_fall(name: str) -> None:
    order = [(row.severity.rank, -row.weight) for row in matters_of(name).values()]
    assert order == sorted(order)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_first_finding_of_a_matter_is_its_worst(name: str) -> None:
    for matter in matters_of(name).values():
        ranks = [(row.severity.rank, -weigh(row, sample(name).priorities)) for row in matter.findings]
        assert ranks[0] == min(ranks)


def test_a_risk_without_a_lead_overdue_and_unwatched_is_one_matter() -> None:
    matter = matters_of("harbour-regeneration")["risk H3"]
    assert {"RA104", "RA502", "RA504"} <= {row.code for row in matter.findings}


def test_what_is_said_of_the_memorandum_stands_together() -> None:
    matter = matters_of("harbour-regeneration")["agreement"]
    assert {"MA901", "MA903", "EV403"} <= {row.code for row in matter.findings}
    assert {"action A1", "clause risk"} <= {row.subject for row in matter.findings}


def test_what_one_partner_lacks_stands_together() -> None:
    codes = {row.code for row in matters_of("harbour-regeneration")["partner Port"].findings}
    assert {"MA601", "MA604", "SC102", "SC304", "SC601"} <= codes


def test_more_with_the_same_cause_weighs_a_little_more() -> None:
    matter = matters_of("harbour-regeneration")["risk H3"]
    first = weigh(matter.first, sample("harbour-regeneration").priorities)
    assert matter.weight == first + 0.25 * (len(matter.findings) - 1)


def test_nothing_at_fault_is_no_matter() -> None:
    empty = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    assert gather_matters(empty, find_findings(empty)) == ()
