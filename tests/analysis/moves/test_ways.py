"""What it would take: each way clears the finding, no part of it is too much, and nothing is made up."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from partnerlab.analysis.dependencies import Followed, follow
from partnerlab.analysis.findings import Finding, Severity
from partnerlab.analysis.moves.steps import Step, take_steps
from partnerlab.analysis.moves.ways import Way, search_ways
from partnerlab.analysis.review import find_by_rule, find_findings, rules
from partnerlab.partnership import Partnership, read_partnership
from samples import ROOT


@functools.cache
def hub() -> Followed:
    return follow(read_partnership(ROOT / "parameters" / "riverside-support-hub.yaml"))


def find_ways(partnership: Partnership, finding: Finding) -> tuple[Way, ...]:
    """The ways that a search ends with."""
    *_, last = (), *(ways for ways in search_ways(partnership, finding) if ways is not None)
    return last


@functools.cache
def ways_of(code: str) -> tuple[Finding, tuple[Way, ...]]:
    finding = next(row for row in find_findings(hub()) if row.code == code and row.severity is not Severity.GREEN)
    return finding, find_ways(hub(), finding)


def codes() -> list[str]:
    found = [row.code for row in find_findings(hub()) if row.severity in (Severity.RED, Severity.AMBER)]
    return list(dict.fromkeys(found))


def judged_anew(finding: Finding, steps: Iterable[Step]) -> Severity:
    """How the one rule that finds it judges a finding once some steps are taken; green where it is gone."""
    rule = next(row for row in rules() if row.code == finding.code)
    severities = {row.key: row.severity for row in find_by_rule(take_steps(hub(), steps), rule)}
    return severities.get(finding.key, Severity.GREEN)


def test_each_way_clears_its_finding_anew_and_needs_all_of_its_steps():
    for code in codes():  # found only now: a review takes longer than tests may take to be collected
        finding, ways = ways_of(code)
        for way in ways:
            assert judged_anew(finding, way.steps) is Severity.GREEN, code
            assert finding in way.cleared, code
            for step in way.steps if len(way.steps) > 1 else ():
                others = [other for other in way.steps if other is not step]
                assert judged_anew(finding, others) is not Severity.GREEN, code
        assert [len(way.steps) for way in ways] == sorted(len(way.steps) for way in ways), code


def test_a_good_part_of_what_is_at_fault_has_a_way():
    with_ways = [code for code in codes() if ways_of(code)[1]]
    assert len(with_ways) > len(codes()) / 3


def test_a_decision_on_many_is_cut_down_to_the_one_that_is_meant():
    case = Partnership.model_validate(
        {
            "name": "Hub",
            "purpose": "Reach people",
            "stage": [{"stage": "managing", "on": "2025-01-01"}],
            "partners": [
                {"id": key, "name": name, "sector": "voluntary", "reporting_terms": "no"}
                for key, name in (("A", "Alpha"), ("B", "Beta"))
            ],
        }
    ).at(read_partnership(ROOT / "parameters" / "riverside-support-hub.yaml").as_at)
    finding = next(row for row in find_findings(case) if row.subject == "A" and "reporting" in row.message.casefold())
    assert find_ways(case, finding)[0].steps == (Step("set", "partners.A.reporting_terms", "yes"),)


def test_what_nothing_clears_has_no_way():
    case = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}])
    finding = next(row for row in find_findings(case) if row.code.startswith("EV2"))
    assert find_ways(case, finding) == ()
