"""What matters most: findings of one cause as one matter, ranked by what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from partnerlab.analysis.caching import cached
from partnerlab.analysis.catalogue import TOPICS
from partnerlab.analysis.findings import Finding, Severity
from partnerlab.analysis.grades import Basis
from partnerlab.analysis.weights import weigh
from partnerlab.guide import stages
from partnerlab.partnership import Partnership, Record

AGREEMENT = "agreement"
"""Cause of all that is found on the written agreement."""


@dataclass(frozen=True)
class Matter:
    """Findings that have one cause."""

    cause: str
    """`risk R3`, `partner PSNI`, `agreement` and the like; code and subject of the finding where it stands alone."""
    findings: tuple[Finding, ...]
    """Faults, the one that matters most first."""
    weight: float
    """How much it matters among matters of its light: that of its first finding, and a little for each other one."""

    @property
    def first(self) -> Finding:
        """The finding that stands for all."""
        return self.findings[0]

    @property
    def severity(self) -> Severity:
        """The worst light among its findings."""
        return self.first.severity


def gather_matters(partnership: Partnership, found: Iterable[Finding]) -> tuple[Matter, ...]:
    """Gather the faults among findings by their cause, what matters most first.

    Which findings have one cause is read from what they are about: a risk, an organisation, the agreement, a milestone,
    a task, an indicator; and where that says nothing, from the one thing in the record that all of the evidence stands
    in. How much a matter weighs is set under `priorities`; none of it is in the guide.

    Examples
    --------
    >>> from partnerlab.analysis.review import find_findings
    >>> from partnerlab.partnership import read_partnership
    >>> harbour = read_partnership("parameters/harbour-regeneration.yaml")
    >>> matters = {matter.cause: matter for matter in gather_matters(harbour, find_findings(harbour))}
    >>> [finding.code for finding in matters["risk H3"].findings]
    ['RA104', 'RA504', 'RA501', 'RA203', 'RA204', 'RA502', 'RA503']
    """
    gathered: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.severity.is_fault:
            gathered.setdefault(name_cause(partnership, finding), []).append(finding)
    weights = partnership.priorities
    matters = []
    for cause, findings in gathered.items():
        findings.sort(key=lambda row: (row.severity.rank, -weigh(row, weights), row.code, row.subject))
        weight = weigh(findings[0], weights) + weights.rests * (len(findings) - 1)
        matters.append(Matter(cause, tuple(findings), round(weight, 6)))
    return tuple(sorted(matters, key=lambda row: (row.severity.rank, -row.weight, row.first.code, row.cause)))


def choose_first(partnership: Partnership, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what is to be looked at first, one finding of each matter, then what is not known from the first stage on.

    Of what is not known, what the guide asks for comes before what follows from it, and that before our own checks.

    Examples
    --------
    >>> from partnerlab.analysis.review import find_findings
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> [finding.code for finding in choose_first(hub, find_findings(hub))][:2]
    ['SC101', 'SC102']
    """
    findings = tuple(found)
    reached, asks, topics = [row.id for row in stages()], [*Basis], [*TOPICS]
    unknown = [row for row in findings if row.severity is Severity.UNKNOWN]
    unknown.sort(key=lambda row: (reached.index(row.stage), asks.index(row.basis), topics.index(row.code[:2]), row.key))
    return (*(matter.first for matter in gather_matters(partnership, findings)), *unknown)


def name_cause(partnership: Partnership, finding: Finding) -> str:
    """Return what a finding comes from; its code and subject where nothing in the record stands behind it alone."""
    named = _causes_by_subject(partnership)
    subject = finding.subject.removeprefix("control of ").partition(":")[0]
    for name in (finding.subject, subject, f"risk {subject}"):
        if name in named:
            return named[name]
    if finding.subject.startswith("clause ") or finding.subject in {"signatures given", "other clauses"}:
        return AGREEMENT
    places = _causes_by_place(partnership)
    behind = {places.get((fact.file, fact.line)) for fact in finding.evidence if fact.file}
    (only,) = behind if len(behind) == 1 else (None,)
    return only or f"{finding.code} {finding.subject}"


@cached
def _causes_by_subject(partnership: Partnership) -> dict[str, str]:
    return {
        **{row.id: f"partner {row.id}" for row in partnership.partners},
        **{f"risk {row.id}": f"risk {row.id}" for row in partnership.risks},
        **{f"milestone {row.id}": f"milestone {row.id}" for row in partnership.milestones},
        **{f"task {row.id}": f"task {row.id}" for row in partnership.tasks},
        **{row.id: f"task {row.id}" for row in partnership.tasks},
        **{row.id: f"indicator {row.id}" for row in partnership.indicators},
        **{f"action {row.id}": _of_action(partnership, row.id) for row in partnership.actions},
        **{row.title or row.kind: AGREEMENT for row in partnership.agreements},
    }


def _of_action(partnership: Partnership, action: str) -> str:
    """Return what an action is about, where it says so and it is in the record."""
    subject = next(row.subject for row in partnership.actions if row.id == action)
    if subject == AGREEMENT and partnership.agreements:
        return AGREEMENT
    risks = {f"risk {row.id}" for row in partnership.risks}
    return subject if subject in risks else f"action {action}"


@cached
def _causes_by_place(partnership: Partnership) -> dict[tuple[str, int], str]:
    """Return what stands at each place of the files."""
    owned: list[tuple[Record, str]] = [(row, AGREEMENT) for row in partnership.agreements]
    owned += [(row, f"partner {row.id}") for row in partnership.partners]
    owned += [(row, f"milestone {row.id}") for row in partnership.milestones]
    owned += [(row, f"risk {row.id}") for row in partnership.risks]
    for table in (partnership.ratings, partnership.leads, partnership.owners, partnership.controls):
        owned += [(row, f"risk {row.risk}") for row in table]
    owned += [(row, f"indicator {row.id}") for row in partnership.indicators]
    return {
        (inner.place.file, inner.place.line): cause
        for row, cause in owned
        for inner in _inside(row)
        if inner.place.line
    }


def _inside(record: Record) -> Iterator[Record]:
    yield record
    for name in _nested(type(record)):
        for row in getattr(record, name):
            if isinstance(row, Record):
                yield from _inside(row)


@cache
def _nested(record: type[Record]) -> tuple[str, ...]:
    return tuple(name for name, field in record.model_fields.items() if "tuple" in str(field.annotation))
