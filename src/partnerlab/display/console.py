"""Findings and rules as lines for a terminal, the way a linter prints them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from partnerlab.analysis.grades import Basis, Severity

if TYPE_CHECKING:
    from partnerlab.analysis.catalogue import Rule
    from partnerlab.analysis.findings import Finding
    from partnerlab.analysis.review import Review

_BASIS_HEADINGS = {
    Basis.ASKED: "What the guide asks",
    Basis.FOLLOWS: "What follows from the guide",
    Basis.OURS: "Our own checks",
}
_DOCUMENT_HEAD = """# The rules, by who asks for them

Each rule cites the paragraph of the guide that it rests on.

- *Asked*: the paragraph says so.
- *Follows*: the paragraph asks for something that cannot be had without it.
- *Ours*: a check of this project on a subject of the paragraph. The guide does not ask it.

*Strength* is how strongly the paragraph speaks. Only what the guide demands is red by itself. Any other rule is red
by its consequence alone: see [severity](severity.md). `partnerlab rules --format markdown` makes this page.
"""
WIDTH = 100
"""Columns of a terminal of which nobody knows how wide it is."""
_COLOURS = {Severity.RED: "red", Severity.AMBER: "yellow", Severity.UNKNOWN: "blue", Severity.GREEN: "green"}
ROOM = 15
"""Lines of findings in an overview: with heading, count and what to do next, they fill a terminal of 24 lines."""


def review_lines(review: Review, *, file: str, width: int = WIDTH, with_green: bool = False) -> Iterator[str]:
    """Yield one partnership's findings as lines: heading, findings worst first, count.

    Parameters
    ----------
    file
        The partnership's file as the user named it.
    width
        Columns of the terminal.
    with_green
        Whether to print what is in place as well.
    """
    yield from _heading(review, file, width)
    for finding in review.findings:
        if with_green or finding.severity is not Severity.GREEN:
            yield from finding_lines(finding, width=width)
    yield f"  {summarise_counts(review)}"


def overview_lines(
    review: Review, first: Sequence[Finding], *, file: str, width: int = WIDTH, room: int = ROOM
) -> Iterator[str]:
    """Yield one partnership's findings in a few lines: heading, count, and what to look at first.

    Parameters
    ----------
    first
        Findings in the order in which they are to be looked at.
    room
        Lines that findings, and remarks on the whole review, may take; the first finding is told however long it is.
    """
    head = [*_heading(review, file, width)]
    yield from head
    yield f"  {summarise_counts(review)}"
    told, room = 0, room - len(head) + 1
    for finding in first:
        lines = [*finding_lines(finding, width=width, evidence=0)]
        if told and len(lines) > room:
            break
        yield from lines
        room -= len(lines)
        told += 1
    left = sum(finding.severity is not Severity.GREEN for finding in review.findings) - told
    if left > 0:
        yield f"  and {left} more"


def _heading(review: Review, file: str, width: int) -> Iterator[str]:
    seen = review.partnership
    as_at = f", as at {seen.as_at.isoformat()}" if seen.as_at else ""
    illustrative = ", illustrative" if seen.illustrative else ""
    yield click.style(f"{seen.name}", bold=True) + f" ({file}{as_at}{illustrative})"
    for remark in review.remarks:
        yield from textwrap.wrap(remark, width, initial_indent="  ", subsequent_indent="  ")


def finding_lines(finding: Finding, *, width: int = WIDTH, evidence: int = 3) -> Iterator[str]:
    """Yield one finding: code, severity, subject, message and paragraph; its evidence, the first of it; its remedy."""
    severity = click.style(f"{finding.severity.word.lower():<11}", fg=_COLOURS[finding.severity])
    about = "" if finding.subject == "partnership" else f"{finding.subject}: "
    message = finding.message.removeprefix(f"{finding.severity.word}: ")
    first, *rest = textwrap.wrap(f"{about}{message} ({finding.basis.word} {finding.paragraph})", width - 21)
    yield f"  {finding.code}  {severity} {first}"
    yield from (f"{'':21}{line}" for line in rest)
    for fact in finding.evidence[:evidence]:
        where = f"{fact.file}:{fact.line}: " if fact.file else ""
        yield from (f"{'':21}{line}" for line in textwrap.wrap(f"{where}{fact.text}", width - 21))
    if finding.remedy:
        yield from textwrap.wrap(finding.remedy, width, initial_indent=f"{'':21}→ ", subsequent_indent=f"{'':23}")


def summarise_counts(review: Review) -> str:
    """Return how many findings there are of each severity, in words: `2 act now, 5 attend to, …`."""
    return ", ".join(f"{count} {severity.word.lower()}" for severity, count in review.counts().items())


def rule_lines(rule: Rule, *, whole: bool = False) -> Iterator[str]:
    """Yield one rule: a line of the list, or everything about it when `whole`."""
    yield f"{rule.code}  {rule.severity.value:<6} {rule.basis.value:<8} {rule.paragraph:<15} {rule.question}"
    if whole:
        for label, text in {
            "what it checks": rule.help_text,
            "who asks": f"{rule.basis.word} {rule.paragraph}, which {rule.strength} it",
            "why this severity": rule.why,
            "how to satisfy it": rule.remedy,
            "applies from": rule.stage,
        }.items():
            yield from textwrap.wrap(f"{label}: {text}", WIDTH, initial_indent="  ", subsequent_indent="    ")
        for retired in rule.replaces:
            text = f"takes the place of {retired.code}, which is no longer in use: {retired.why}."
            yield from textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")


def rules_document(rules: Collection[Rule]) -> str:
    """Return all rules as a Markdown document, by whose demand they are, then by paragraph."""
    parts = [_DOCUMENT_HEAD]
    for basis in Basis:
        rows = sorted(
            (row for row in rules if row.basis is basis), key=lambda row: (by_paragraph(row.paragraph), row.code)
        )
        parts.append(f"## {_BASIS_HEADINGS[basis]} ({len(rows)})\n")
        parts.append(
            "| guide | strength | rule | red or amber | question | why |\n| --- | --- | --- | --- | --- | --- |"
        )
        for row in rows:
            cells = (row.paragraph, str(row.strength), row.code, row.severity.value, row.question, row.why)
            parts.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        parts.append("")
    return "\n".join(parts)


def by_paragraph(paragraph: str) -> tuple[int, ...]:
    """Order of the guide: paragraphs, then figures, then appendices, each by number.

    Examples
    --------
    >>> sorted(["App. 2 item 10", "¶4.4", "Fig. 3", "¶2.12", "¶2.3"], key=by_paragraph)
    ['¶2.3', '¶2.12', '¶4.4', 'Fig. 3', 'App. 2 item 10']
    """
    kind = 0 if paragraph.startswith("¶") else 1 if paragraph.startswith("Fig") else 2
    return kind, *(int(number) for number in re.findall(r"\d+", paragraph))
