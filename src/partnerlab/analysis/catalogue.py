"""The catalogue of rules: each practice that the guide asks for, as a small function that yields judgements.

What rules find is made of records that check themselves, which take a tenth of a second to import. Whoever only asks
what a rule says does not wait for that: they are imported where a finding is made.
"""

from __future__ import annotations

import functools
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from partnerlab.analysis.grades import Basis, Consequence, Severity, Strength

if TYPE_CHECKING:
    from partnerlab.analysis.findings import Entry, Fact, Finding
    from partnerlab.partnership import Partnership

TOPICS = {"SC": "scoping", "MA": "mapping", "RA": "risk_allocation", "EV": "evaluation"}
"""Letters of the codes and the topic each stands for."""

CAPABILITIES = frozenset(
    {
        "right-form", "level-of-collaboration", "readiness", "outcome-alignment", "initiator-and-broker",
        "conditions-for-partnership", "first-meeting", "constraints", "partners-outside-government",
        "choice-of-agreement",
        "who-is-involved", "network-of-relationships", "value-of-relationships", "service-pathway",
        "roles-and-responsibilities", "accountability", "governance", "members", "resources-and-spending",
        "communication-and-engagement", "written-agreement",
        "risk-register", "likelihood-and-impact", "lead-for-each-risk", "exposure", "risk-monitoring",
        "managing-conflict",
        "self-assessment", "report-cards", "turning-the-curve", "verdicts-on-change", "life-cycle", "sustainability",
        "reasons-for-failure", "features-of-effective-partnership", "action-plan", "assurance-of-the-analysis",
    }
)  # fmt: skip
"""What rules belong to: the parts of the workbook, topic by topic."""


@dataclass(frozen=True)
class Retired:
    """A code that is no longer in use: what took its place, and why."""

    code: str
    replaced_by: str
    """The old code, and that of the rule that finds the same today."""
    why: str
    """What was wrong with having both."""


RETIRED = {
    row.code: row
    for row in (
        Retired("EV102", "MA705", "both looked for milestones past their date, and differed on when that is red"),
        Retired("EV103", "MA704", "both compared spending with the budget of each milestone"),
        Retired("EV104", "MA706", "both followed payments, and differed on those for support"),
        Retired("EV105", "SC506", "both counted meetings to bed in, one of them from the first meeting on"),
        Retired("EV201", "SC404", "both looked for an indicator of each outcome"),
    )
}
"""Codes that were retired because two rules judged one fact. Files and reviews may still name them."""


def code_in_use(code: str) -> str:
    """Return the code under which a finding is made today.

    Examples
    --------
    >>> code_in_use("EV104"), code_in_use("RA104")
    ('MA706', 'RA104')
    """
    return RETIRED[code].replaced_by if code in RETIRED else code


@dataclass(frozen=True)
class Way:
    """A way out of not knowing."""

    enter: str
    """The key that would settle it, in the file's own words: `risks.cost`."""
    find_out: str
    """What to find out, as an instruction: `Estimate what each risk would cost.`"""


@dataclass(frozen=True)
class Judgement:
    """What a rule says of one subject before it becomes a finding.

    `severity` None stands for the rule's own severity.
    """

    message: str
    subject: str = "partnership"
    evidence: tuple[Fact, ...] = ()
    severity: Severity | None = None
    remedy: str | None = None
    consequence: Consequence | None = None
    enter: Entry | None = None


def at_fault(
    message: str,
    *evidence: Fact,
    subject: str = "partnership",
    severity: str | None = None,
    remedy: str | None = None,
    consequence: str | None = None,
) -> Judgement:
    """Say that the practice is missing or weak; with the rule's own severity unless another is given.

    A `consequence` makes it red; see `Consequence`.
    """
    if consequence is not None:
        return Judgement(message, subject, evidence, Severity.RED, remedy, Consequence(consequence))
    return Judgement(message, subject, evidence, Severity(severity) if severity else None, remedy)


def part_met(message: str, *evidence: Fact, subject: str = "partnership", remedy: str | None = None) -> Judgement:
    """Say that the practice is met in part, with the share in the message: to attend to, never in place."""
    return Judgement(message, subject, evidence, Severity.AMBER, remedy)


def in_place(message: str, *evidence: Fact, subject: str = "partnership") -> Judgement:
    """Say that the practice is shown to be in place."""
    return Judgement(message, subject, evidence, Severity.GREEN, "")


def cannot_tell(
    missing: str,
    *evidence: Fact,
    subject: str = "partnership",
    remedy: str | None = None,
    way: Way | None = None,
    count: int | None = None,
) -> Judgement:
    """Say what is missing, so that the practice can be neither confirmed nor denied.

    Parameters
    ----------
    missing
        What is missing, with how many of how many: `1 of 5 risks has a cost`.
    way
        What would settle it; None where no entry would, and the remedy says what to do.
    count
        How many entries are missing; None when that is not counted.
    """
    from partnerlab.analysis.findings import Entry  # noqa: PLC0415 - see the module's docstring

    settles = Entry(field=way.enter, find_out=way.find_out, missing=count) if way else None
    remedy = f"{way.find_out} Enter it under `{way.enter}`." if way else remedy
    return Judgement(f"Cannot tell: {missing}.", subject, evidence, Severity.UNKNOWN, remedy, enter=settles)


Judgements = Iterator[Judgement]
"""What a rule yields."""

Check = Callable[["Partnership"], Iterable[Judgement]]
"""What judges a partnership by one rule."""


@dataclass(frozen=True)
class Rule:
    """One practice that the guide asks for and how it is checked."""

    code: str
    """Letters for the notebook and digits in the order of the guide; stable once released."""
    paragraph: str
    capability: str
    """The part of the workbook that it belongs to, one of `CAPABILITIES`."""
    question: str
    severity: Severity
    """red for what the guide calls critical, amber, unless said, for what weakens; `why` gives the reason."""
    why: str
    remedy: str
    stage: str
    """The stage from which it matters; before it the rule says nothing."""
    check: Check = field(repr=False)
    basis: Basis = Basis.ASKED
    """Whether the guide asks it, it follows from the guide, or it is ours."""
    strength: Strength = Strength.DEMANDS
    """How strongly the paragraph speaks. Only what it demands is red by itself; all else is red by its consequence."""
    shown_in: tuple[str, ...] = ()
    """Other topics whose page shows its findings too; they count once, in the rule's own topic."""

    def __post_init__(self) -> None:
        if self.severity is Severity.RED and not self.may_be_red:
            message = f"rule {self.code} is red, but its paragraph only {self.strength}: give the consequence instead"
            raise ValueError(message)
        if self.capability not in CAPABILITIES:
            message = f"rule {self.code} belongs to {self.capability!r}, which is not one of CAPABILITIES"
            raise ValueError(message)

    @property
    def may_be_red(self) -> bool:
        """Whether a fault is red without a consequence of its own: only what the guide demands."""
        return self.strength is Strength.DEMANDS and self.basis is not Basis.OURS

    @property
    def topic(self) -> str:
        """The topic that the rule belongs to, such as `risk_allocation`."""
        return TOPICS[self.code[:2]]

    @property
    def replaces(self) -> tuple[Retired, ...]:
        """The retired codes whose place it took."""
        return tuple(row for row in RETIRED.values() if row.replaced_by == self.code)

    @property
    def help_text(self) -> str:
        """The rule explained: the docstring of its function."""
        return inspect.getdoc(self.check) or ""

    def findings(self, partnership: Partnership) -> Iterator[Finding]:
        """Yield what the rule finds; nothing before its stage is reached."""
        from partnerlab.analysis.findings import Finding  # noqa: PLC0415 - see the module's docstring

        if not has_reached(partnership, self.stage):
            return
        for judgement in self.check(partnership):
            severity = judgement.severity or self.severity
            if severity is Severity.RED and judgement.consequence is None and not self.may_be_red:
                message = f"rule {self.code} finds red without a consequence, and its paragraph only {self.strength}"
                raise ValueError(message)
            yield Finding(
                code=self.code,
                severity=severity,
                paragraph=self.paragraph,
                capability=self.capability,
                subject=judgement.subject,
                message=judgement.message,
                evidence=judgement.evidence,
                remedy="" if severity is Severity.GREEN else judgement.remedy or self.remedy,
                stage=self.stage,
                basis=self.basis,
                strength=self.strength,
                consequence=judgement.consequence,
                enter=judgement.enter,
            )


def rule(
    code: str,
    paragraph: str,
    *,
    capability: str,
    question: str,
    severity: str = "amber",
    why: str,
    remedy: str,
    stage: str = "scoping",
    basis: str,
    strength: str,
    shown_in: tuple[str, ...] = (),
) -> Callable[[Check], Rule]:
    """Turn a function into a rule; see `Rule` for what each part means. Its docstring is the rule's help text."""

    def made(check: Check) -> Rule:
        return Rule(
            code, paragraph, capability, question, Severity(severity), why, remedy, stage, check,
            Basis(basis), Strength(strength), shown_in,
        )  # fmt: skip

    return made


@functools.cache
def rules_in(package: ModuleType) -> tuple[Rule, ...]:
    """Return the rules that the modules of a package define, in the order of their codes.

    Raises
    ------
    ValueError
        When two rules have one code.
    """
    modules = [import_module(f"{package.__name__}.{row.name}") for row in pkgutil.iter_modules(package.__path__)]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, Rule)]
    by_code: dict[str, Rule] = {}
    for row in found:
        if by_code.setdefault(row.code, row) is not row:
            message = f"two rules have the code {row.code}"
            raise ValueError(message)
    return tuple(by_code[code] for code in sorted(by_code))


def has_reached(partnership: Partnership, stage: str) -> bool:
    """Whether the partnership has reached a stage of its life.

    Examples
    --------
    >>> from partnerlab.partnership import Partnership
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}])
    >>> has_reached(hub, "scoping"), has_reached(hub, "implementing")
    (True, False)
    """
    from partnerlab.guide import stages  # noqa: PLC0415 - see the module's docstring

    order = [row.id for row in stages()]
    return order.index(partnership.current_stage) >= order.index(stage)
