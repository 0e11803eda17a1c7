"""Finished pages, checked before they are published."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("outputs", default="outputs", type=click.Path(path_type=Path))
@click.option(
    "--largest",
    default=400_000,
    metavar="BYTES",
    help="Most bytes of a page. Default: 400000; interactive ones may have 1.3 million more.",
)
@click.option("--no-browser", is_flag=True, help="Leave out the accessibility rules that need a browser.")
def audit(outputs: Path, largest: int, no_browser: bool) -> None:
    """Check finished pages before publishing them.

    OUTPUTS is a folder of pages or one page. It checks: offline, no script but that of `run --interactive`,
    structure, names, alternatives and size. With Chromium, Chrome or Edge it also checks axe-core's WCAG rules.
    Exit codes: 0, 1 (a page is at fault).
    """
    from partnerlab.page.audit.pages import audit_pages

    found = audit_pages(outputs, largest=largest, with_browser=not no_browser)
    for fault in found.faults:
        click.echo(str(fault))
    click.echo(found.browser, err=True)
    click.echo(f"{len(found.pages)} pages checked, {len(found.faults)} faults.", err=True)
    sys.exit(1 if found.faults else 0)
