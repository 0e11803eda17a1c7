"""Relationships to and from tools for networks: network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from partnerlab.cli import terminal
from partnerlab.cli.changes import finish
from partnerlab.cli.partnerships import AS_AT
from partnerlab.cli.places import ExistingFile
from partnerlab.commands import write_command

if TYPE_CHECKING:
    from partnerlab.exchange.answers import Meaning
    from partnerlab.exchange.ties import Ties
    from partnerlab.partnership import Partnership

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=ExistingFile())
@click.option("--to", "target", type=FILE, help="Write the network there: .csv, .graphml, .gexf or .json (Kumu).")
@click.option("--into", type=ExistingFile(), help="Take the ties of FILE into this partnership's file.")
@AS_AT
@click.option("--actual", metavar="COLUMN", help="What FILE calls the level at present. Default: actual.")
@click.option("--needed", metavar="COLUMN", help="What FILE calls the level needed. Default: needed.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="When it was answered. Default: FILE's column `on`.",
)
@click.option(
    "--says", type=click.Choice(["source", "target", "both"]), help="Who answers; `both`: where a tie has no direction."
)
@click.option("--scale", metavar="LOW-HIGH", help="The scale of FILE, such as 0-5.")
@click.option("--strongest", type=click.Choice(["high", "low"]), help="Which end of the scale is the strongest.")
@click.option("--level", "levels", multiple=True, metavar="THEIRS=OURS", help="A number of FILE's other scale as ours.")
@click.option("--name", "names", multiple=True, metavar="THEIRS=ID", help="What FILE calls an organisation of that id.")
@click.option("--write", is_flag=True, help="Write what is taken in, or replace a file that is there already.")
def network(
    file: Path,
    target: Path | None,
    into: Path | None,
    as_at: str,
    actual: str | None,
    needed: str | None,
    on: datetime | None,
    says: Any,
    scale: str | None,
    strongest: Any,
    levels: tuple[str, ...],
    names: tuple[str, ...],
    write: bool,
) -> None:
    """Write the relationships of a partnership's FILE for a tool for networks (--to), or take in one's FILE (--into).

    As in: network parameters/hub.yaml --to ties.graphml. Or: network ties.csv --into parameters/hub.yaml
    --actual weight --on 2026-03-31 --scale 0-5 --strongest high. What comes in is shown first; --write writes it.
    """
    if (target is None) == (into is None):
        raise click.UsageError("give either --to (out) or --into (in)")
    if target is not None:
        _out(file, target, as_at, write)
        return
    assert into is not None  # noqa: S101  # one of the two is given
    from partnerlab.exchange.answers import Meaning, find_level_faults, take_answers
    from partnerlab.exchange.ties import read_ties
    from partnerlab.partnership import edit_partnership

    ties = read_ties(file)
    edit = edit_partnership(
        into, command=write_command("partnerlab", "network", file.as_posix(), "--into", into.as_posix())
    )
    known = ties.attributes
    asked = {"needed": needed or "needed" * ("needed" in known), "actual": actual or "actual" * ("actual" in known)}
    meaning = Meaning(
        columns={level: column for level, column in asked.items() if column},
        on=on.date() if on else None,
        speaker=says,
        scale=_scale(scale) if scale else None,
        strongest=strongest,
        levels={_whole(theirs): _whole(ours) for theirs, ours in _pairs("--level", levels).items()},
        names=_pairs("--name", names),
    )
    if meaning.levels and (scale or strongest):
        raise click.UsageError("--level says all of a scale; leave out --scale and --strongest, or --level")
    if wrong := find_level_faults(meaning.levels, edit.partnership):
        raise click.UsageError("; ".join(wrong))
    meaning = _completed(ties, edit.partnership, meaning)
    answers = take_answers(ties, edit.partnership, meaning)
    click.echo("\n".join(answers.words))
    if not answers.rows:
        click.echo("Nothing would change.")
        return
    finish(edit.add("relationships", *answers.rows), write)


def _out(file: Path, target: Path, as_at: str, write: bool) -> None:
    from partnerlab.exchange.networks import latest_relationships, write_network
    from partnerlab.partnership import read_partnership
    from partnerlab.partnership.replacing import create_file, replace_files
    from partnerlab.wording import counted

    partnership = read_partnership(file, as_at=as_at)
    data = write_network(partnership, target)
    if not target.exists():
        create_file(target, data)
    elif target.read_bytes() == data:
        click.echo(f"{target.as_posix()} holds the same already.")
        return
    elif not write:
        message = f"{target.as_posix()} is there already, with other content; add --write to replace it"
        raise click.ClickException(message)
    else:
        replace_files(target.parent, {target.name: data})
    number = counted(len(latest_relationships(partnership)), "tie")
    click.echo(f"Written: {target.as_posix()}, {number}, each from who answers to whom the answer is about.")


def _completed(ties: Ties, partnership: Partnership, meaning: Meaning) -> Meaning:
    """Return the meaning of ties with what only a person can say, asked for at a terminal, else told all at once."""
    from partnerlab.exchange.answers import missing_meaning, scheme_levels

    missing = missing_meaning(ties, partnership, meaning)
    if missing and terminal.is_somebody_there() and not meaning.levels:
        levels = scheme_levels(partnership)
        names = ", ".join(f"{number} {label}" for number, label in levels.items())
        if not meaning.columns and ties.attributes:
            column = click.prompt("Which holds the level at present?", type=click.Choice(ties.attributes))
            meaning = replace(meaning, columns={"actual": column})
        if meaning.on is None and any("on" not in tie.said for tie in ties.ties):
            day = click.prompt("When was it answered? YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]))
            meaning = replace(meaning, on=day.date())
        if meaning.speaker is None and not all(tie.is_directed for tie in ties.ties):
            asked: Any = click.prompt("Who answers?", type=click.Choice(["source", "target", "both"]))
            meaning = replace(meaning, speaker=asked)
        if meaning.scale is None:
            meaning = replace(meaning, scale=_scale(click.prompt(f"Its scale, LOW-HIGH? (Ours: {names})")))
        if meaning.strongest is None and meaning.scale == (min(levels), max(levels)):
            asked = click.prompt("Which end is the strongest?", type=click.Choice(["high", "low"]))
            meaning = replace(meaning, strongest=asked)
        missing = missing_meaning(ties, partnership, meaning)
    if missing:
        raise click.UsageError(f"{ties.name} does not say:\n" + "\n".join(f"- {each}" for each in missing))
    return meaning


def _scale(text: str) -> tuple[int, int]:
    ends = re.fullmatch(r"\s*(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})\s*", text)
    if ends is None or int(ends[1]) >= int(ends[2]):
        raise click.BadParameter(f'"{text}" is not a scale; write its lowest and highest number, such as 0-5')
    return int(ends[1]), int(ends[2])


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,3}", text):
        raise click.UsageError(f'"{text}" is not a whole number; write --level THEIRS=OURS, such as --level 1=5')
    return int(text)


def _pairs(option: str, values: tuple[str, ...]) -> Mapping[str, str]:
    pairs: dict[str, str] = {}
    for value in values:
        theirs, equals, ours = (part.strip() for part in value.rpartition("="))
        if not equals or not theirs or not ours or theirs in pairs:
            message = f'{option} "{value}" names no pair, or one named before; write THEIRS=OURS, each once'
            raise click.UsageError(message)
        pairs[theirs] = ours
    return pairs
