"""Findings without notebooks, and the rules behind them: check, rules."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from partnerlab.cli.partnerships import AS_AT, FILES, partnership_files
from partnerlab.cli.places import name_of
from partnerlab.cli.terminal import columns_of_terminal, is_read_here
from partnerlab.errors import Fault, InputError


@contextmanager
def answering_at_once() -> Iterator[None]:
    """Leave out what a short command need not wait for.

    Garbage is looked for a hundred times less often: imports make much that stays, and the search takes a twentieth.
    Linear algebra takes one thread, as in a run: starting others takes longer than they save.
    """
    usual, threads = gc.get_threshold(), os.environ.get("OPENBLAS_NUM_THREADS")
    gc.set_threshold(100 * usual[0], *usual[1:])
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        if threads is None:
            os.environ.pop("OPENBLAS_NUM_THREADS", None)


@click.command()
@FILES
@AS_AT
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@click.option(
    "--fail-on",
    type=click.Choice(["red", "amber", "never"]),
    default="never",
    help="Exit with 1 when there is a finding this bad or worse.",
)
@click.option("--all", "with_green", is_flag=True, help="Print what is in place as well.")
@click.option("--full", is_flag=True, help="Print every finding on a terminal, too.")
@click.option("--topic", type=click.Choice(["scoping", "mapping", "risk_allocation", "evaluation"]), help="One topic.")
@answering_at_once()
def check(
    files: tuple[Path, ...], as_at: str, shape: str, fail_on: str, with_green: bool, full: bool, topic: str | None
) -> None:
    """Print the findings of partnerships, worst first, without running a notebook.

    A terminal shows how many there are, and the first few of them. With --full or --all every one is printed. So it is
    in a file or for another program.

    FILES are partnerships' files; default: all in parameters/. Exit codes: 0, 1 (--fail-on), 2 (usage), 3 (input).
    """
    from partnerlab.analysis.grades import Severity
    from partnerlab.analysis.matters import choose_first
    from partnerlab.analysis.review import review_partnership
    from partnerlab.display.console import ROOM, overview_lines, review_lines

    chosen = partnership_files(files)
    reviews = [
        (file, review_partnership(partnership, topic, measured=shape == "json"))
        for file, partnership in _read_all(chosen, as_at)
    ]
    if shape == "json":
        click.echo(json.dumps([review.for_machines() for _, review in reviews], indent=1, ensure_ascii=False))
    elif is_read_here() and not full and not with_green:
        width = columns_of_terminal()
        for file, review in reviews:
            first = choose_first(review.partnership, review.findings)
            room = ROOM if len(reviews) == 1 else 0
            click.echo("\n".join(overview_lines(review, first, file=name_of(file), width=width, room=room)) + "\n")
        click.echo(
            "Every finding: add --full. Those of one topic: --topic mapping. What a rule asks: partnerlab rules SC101."
        )
    else:
        width = columns_of_terminal()
        blocks = (
            review_lines(review, file=name_of(file), width=width, with_green=with_green) for file, review in reviews
        )
        click.echo("\n\n".join("\n".join(block) for block in blocks))
    bad = {"red": {Severity.RED}, "amber": {Severity.RED, Severity.AMBER}, "never": set()}[fail_on]
    if any(finding.severity in bad for _, review in reviews for finding in review.findings):
        sys.exit(1)


@click.command()
@click.argument("codes", nargs=-1)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "markdown", "map"]),
    default="text",
    help="How to print; map: the guide line by line, each with its rules, fields and figures.",
)
def rules(codes: tuple[str, ...], shape: str) -> None:
    """List the rules, or explain those with the given CODES, such as RA104 or RA."""
    from partnerlab.analysis.rulebook import get_rule, read_rules
    from partnerlab.display.console import rule_lines, rules_document

    if shape == "map":
        click.echo(_map_of_the_guide(), nl=False)
        return
    chosen = []
    for code in codes:
        begins = [rule for rule in read_rules() if rule.code.startswith(code.upper())]
        try:
            chosen += begins or [get_rule(code)]
        except KeyError as error:
            raise click.UsageError(str(error.args[0])) from None
    listed = chosen or list(read_rules())
    if shape == "markdown":
        click.echo(rules_document(listed), nl=False)
        return
    if shape == "json":
        keys = (
            *("code", "paragraph", "capability", "topic", "question", "severity", "basis", "strength"),
            *("why", "remedy", "stage", "help_text", "shown_in"),
        )
        click.echo(
            json.dumps(
                [
                    {key: getattr(rule, key) for key in keys} | {"replaces": [row.code for row in rule.replaces]}
                    for rule in listed
                ],
                indent=1,
                ensure_ascii=False,
            )
        )
        return
    for rule in listed:
        click.echo("\n".join(rule_lines(rule, whole=bool(codes))))


def _map_of_the_guide() -> str:
    from partnerlab import guide
    from partnerlab.analysis.guide_map import lines_at, other_rules
    from partnerlab.display.guide_map import guide_document

    places = [(row.id, row.text) for row in guide.paragraphs()]
    return guide_document(places, lines_at, other_rules, guide.practices())


def _read_all(files: tuple[Path, ...], as_at: str) -> list[tuple[Path, Any]]:
    """Read every file before anything else happens; all faults of all files are raised at once."""
    from partnerlab.partnership import read_partnership

    partnerships: list[tuple[Path, Any]] = []
    faults: list[Fault] = []
    for file in files:
        try:
            partnerships.append((file, read_partnership(file, as_at=as_at)))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return partnerships
