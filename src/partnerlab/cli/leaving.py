"""What hangs on one person, and what would be found if they left tomorrow: leaving."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnerlab.cli.findings import answering_at_once
from partnerlab.cli.partnerships import AS_AT
from partnerlab.cli.places import ExistingFile
from partnerlab.cli.terminal import columns_of_terminal
from partnerlab.suggestions import did_you_mean
from partnerlab.wording import counted

if TYPE_CHECKING:
    from partnerlab.analysis.facts.holders import Holder
    from partnerlab.analysis.moves.leaving import Leaving
    from partnerlab.partnership import Partnership


@click.command()
@click.argument("file", type=ExistingFile())
@click.argument("post", required=False)
@AS_AT
@answering_at_once()
def leaving(file: Path, post: str | None, as_at: str) -> None:
    """Say what hangs on each person, or what would be found if the one with a POST left tomorrow.

    As in: leaving parameters/hub.yaml "Hub coordinator". No file is changed.
    """
    from partnerlab.analysis.dependencies import follow
    from partnerlab.analysis.facts.holders import list_holders, same_post
    from partnerlab.analysis.moves.leaving import try_leaving
    from partnerlab.partnership import read_partnership

    partnership = follow(read_partnership(file, as_at=as_at))
    holders = list_holders(partnership)
    if not holders:
        click.echo("No person is recorded who holds anything; enter who represents each partner.")
        return
    if post is None:
        for holder in holders:
            click.echo(_headline(partnership, holder))
        posts = sum(not holder.is_either for holder in holders)
        click.echo(f"{counted(posts, 'post')} {'holds' if posts == 1 else 'hold'} anything.")
        return
    chosen = [holder for holder in holders if same_post(holder.role, post)]
    if not chosen:
        message = f'no post "{post}" holds anything now; {did_you_mean(post, [holder.role for holder in holders])}'
        raise click.UsageError(message)
    for holder in chosen:
        click.echo("\n".join(_lines(partnership, try_leaving(partnership, holder))))


def _headline(partnership: Partnership, holder: Holder) -> str:
    body = f", {partnership.short_name_of(holder.partner)}" if holder.partner else ""
    held = counted(len(holder.holdings), "thing")
    return (
        f"{holder.role}{body}{holder.which}: {held}, {len(holder.uncovered) or 'none'} that nobody is recorded to cover"
    )


def _lines(partnership: Partnership, found: Leaving) -> Iterator[str]:
    width = columns_of_terminal()
    yield _headline(partnership, found.holder)
    for holding in found.holder.holdings:
        covered = f"covered by {holding.cover}" if holding.cover else "nobody is recorded to cover it"
        yield from textwrap.wrap(f"{holding.what}: {covered}", width, initial_indent="  ", subsequent_indent="    ")
    yield (
        "If they left tomorrow and nobody took over, this would be found:"
        if found.brought
        else ("If they left tomorrow and nobody took over, nothing more would be found at fault.")
    )
    for finding in found.brought:
        yield from textwrap.wrap(
            f"{finding.code} {finding.severity.value}: {finding.message}",
            width,
            initial_indent="  ",
            subsequent_indent="    ",
        )
