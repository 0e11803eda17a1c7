"""Findings and rules as lines for a terminal, the way a linter prints them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from partnerlab.analysis.findings import Finding, Severity

if TYPE_CHECKING:
    from partnerlab.analysis.catalogue import Rule
    from partnerlab.analysis.review import Review

_COLOURS = {Severity.RED: "red", Severity.AMBER: "yellow", Severity.UNKNOWN: "blue", Severity.GREEN: "green"}


def review_lines(review: Review, *, file: str, width: int = 100, with_green: bool = False) -> Iterator[str]:
    """Yield one partnership's findings as lines: heading, findings worst first, count.

    Parameters
    ----------
    review
        The review to print.
    file
        The partnership's file as the user named it.
    width
        Columns of the terminal.
    with_green
        Whether to print what is in place as well.
    """
    seen = review.partnership
    as_at = f", as at {seen.as_at.isoformat()}" if seen.as_at else ""
    illustrative = ", illustrative" if seen.illustrative else ""
    yield click.style(f"{seen.name}", bold=True) + f" ({file}{as_at}{illustrative})"
    for finding in review.findings:
        if with_green or finding.severity is not Severity.GREEN:
            yield from finding_lines(finding, width=width)
    yield f"  {summarise_counts(review)}"


def finding_lines(finding: Finding, *, width: int = 100) -> Iterator[str]:
    """Yield one finding: code, severity, subject, message and paragraph; its evidence; its remedy."""
    severity = click.style(f"{finding.severity.word.lower():<11}", fg=_COLOURS[finding.severity])
    about = "" if finding.subject == "partnership" else f"{finding.subject}: "
    message = finding.message.removeprefix(f"{finding.severity.word}: ")
    first, *rest = textwrap.wrap(f"{about}{message} ({finding.paragraph})", width - 21)
    yield f"  {finding.code}  {severity} {first}"
    yield from (f"{'':21}{line}" for line in rest)
    for fact in finding.evidence[:3]:
        where = f"{fact.file}:{fact.line}: " if fact.file else ""
        yield from (f"{'':21}{line}" for line in textwrap.wrap(f"{where}{fact.text}", width - 21))
    if finding.remedy:
        yield from textwrap.wrap(finding.remedy, width, initial_indent=f"{'':21}→ ", subsequent_indent=f"{'':23}")


def summarise_counts(review: Review) -> str:
    """Return how many findings there are of each severity, in words: `2 act now, 5 attend to, …`."""
    return ", ".join(f"{count} {severity.word.lower()}" for severity, count in review.counts().items())


def rule_lines(rule: Rule, *, whole: bool = False, width: int = 100) -> Iterator[str]:
    """Yield one rule: a line of the list, or everything about it when `whole`."""
    yield f"{rule.code}  {rule.severity.value:<6} {rule.paragraph:<15} {rule.question}"
    if whole:
        for label, text in {
            "what it checks": rule.help_text,
            "why this severity": rule.why,
            "how to satisfy it": rule.remedy,
            "asked from": f"the stage of {rule.stage}",
        }.items():
            yield from textwrap.wrap(f"{label}: {text}", width, initial_indent="  ", subsequent_indent="    ")
