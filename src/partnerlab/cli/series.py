"""Official statistics as the values of an indicator: series."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from partnerlab.cli import terminal
from partnerlab.cli.places import check_there
from partnerlab.methods.periods import Kind

if TYPE_CHECKING:
    from datetime import date

    from partnerlab.exchange.cubes import Cube, Series
    from partnerlab.exchange.dimensions import Dimension


@click.command()
@click.argument("source")
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="The CSV file for the values.")
@click.option("--pick", "picks", multiple=True, metavar="DIMENSION=CATEGORY", help="By name or code; once for each.")
@click.option("--time", metavar="DIMENSION", help="The dimension of time, where the source does not say.")
@click.option("--periods", "kind", type=click.Choice(get_args(Kind)), help="What the periods are, where that is open.")
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="When it was published. Default: as the source says.",
)
@click.option("--good", type=click.Choice(["up", "down"]), help="The direction in which the indicator should move.")
@click.option("--write", is_flag=True, help="Write the file. Without it, the difference is shown only.")
def series(
    source: str,
    target: Path | None,
    picks: tuple[str, ...],
    time: str | None,
    kind: Kind | None,
    published: datetime | None,
    good: str | None,
    write: bool,
) -> None:
    """Take a series of official statistics: SOURCE is a saved file, or an address, of JSON-stat 2.0 or SDMX-CSV.

    Without a series picked, it lists what there is. As in: series INDLONEEQ.json --pick "Equality Groups=Northern
    Ireland" --to parameters/hub/lonely.csv
    """
    from partnerlab.exchange.statistics import describe, read_statistics

    if write and target is None:
        raise click.UsageError("--write needs --to, the CSV file for the values")
    if "://" not in source:
        check_there(Path(source))
    cube = read_statistics(source)
    chosen = _pairs(picks)
    along = cube.dimension(time) if time else cube.time
    if along is None:
        click.echo("\n".join(describe(cube, None)))
    still = cube.open(chosen, along) if along is not None and all(map(cube.dimension, chosen)) else ()
    if still:
        if not terminal.is_somebody_there():
            click.echo("\n".join(describe(cube, along)))
            wanted = " ".join(f'--pick "{each.id}=…"' for each in still)
            if target is None and not chosen:
                click.echo(f"\nTo take one series, add: {wanted}")
                return
            raise click.UsageError(f"pick a series; still to be picked: {wanted}")
        click.echo("\n".join(describe(cube, along)))
        chosen |= {dimension.id: _ask(dimension) for dimension in still}
    picked = cube.pick(chosen, time=time, kind=kind)
    _show(picked)
    day = published.date() if published else picked.origin.updated
    is_new = target is not None and not target.exists()
    _propose(cube, picked, target, day, kind, write)
    if target is not None:
        click.echo(f"\n{_snippet(picked, target, good) if is_new else _source_now(picked)}")


def _propose(cube: Cube, picked: Series, target: Path | None, day: date | None, kind: Kind | None, write: bool) -> None:
    from partnerlab.exchange.revisions import add_to_file, first_file
    from partnerlab.partnership.replacing import create_file, difference, list_changed, replace_files

    if target is None:
        click.echo(first_file(picked, cube.name, day).after.decode(), nl=False)
        click.echo("Nothing was written; add --to parameters/hub/indicator.csv, say, to keep it.")
        return
    is_there = target.exists()
    update = add_to_file(picked, target, day, kind) if is_there else first_file(picked, target.name, day)
    click.echo("\n".join(update.words))
    if not update.is_changed:
        click.echo("Nothing would change.")
        return
    before = {target.name: update.before or b""}
    click.echo(difference(before, {target.name: update.after}))
    if not write:
        click.echo("Nothing was written; add --write to write it.")
        return
    if not is_there:
        create_file(target, update.after)
    elif list_changed(target.parent, before):
        raise click.ClickException(f"{target.name} changed while it was read; nothing was written. Try again")
    else:
        replace_files(target.parent, {target.name: update.after})
    click.echo(f"Written: {target.as_posix()}")


def _show(picked: Series) -> None:
    click.echo(picked.statistic)
    for dimension, category in picked.picked:
        if dimension.role != "metric":
            click.echo(f"  {dimension.label}: {category.label}")
    decimals = "not stated" if picked.decimals is None else picked.decimals
    click.echo(f"  unit: {picked.unit or 'not stated'}; decimals: {decimals}")
    for status, periods in picked.statuses.items():
        from partnerlab.wording import listed

        click.echo(f"  status {status}: {listed(periods)}")
    click.echo("")


def _ask(dimension: Dimension) -> str:
    """Return the code of the category that a person at a terminal chooses by number, code or name."""

    def chosen(text: str) -> str:
        category = dimension.category(text)
        by_number = text.isdigit() and 1 <= int(text) <= len(dimension.categories)
        if by_number:
            return dimension.categories[int(text) - 1].code
        if category is None:
            raise click.BadParameter(f'"{text}" is none of them; give the number before one, or its name')
        return category.code

    answer: Any = click.prompt(f"\nWhich {dimension.label}? Its number or name", value_proc=chosen)
    return str(answer)


def _snippet(picked: Series, target: Path, good: str | None) -> str:
    """Return the lines of an indicator that takes its values from the file, ready to paste."""
    from partnerlab.characters import slug_of
    from partnerlab.exchange.revisions import source_line

    heading, values, own = _where(target)
    there = _LISTED.search(own.read_text(encoding="utf-8-sig")) if own is not None else None
    name = slug_of(target.stem, none="indicator")
    indent = there["indent"] if there else "  "
    fields = [
        f"title: {_quoted(picked.statistic)}",
        f"unit: {_quoted(picked.unit or '')}{'' if picked.unit else '  # not stated by the source: give it'}",
        f"good_direction: {good or '  # up or down: the direction in which it should move'}",
        *([f"population: {_quoted(picked.population)}"] if picked.population else []),
        f"source: {_quoted(source_line(picked))}",
        f"values: {_quoted(values)}",
    ]
    lines = [
        f"{heading}, below the line `indicators:` that it has:" if there else f"{heading}:",
        *([] if there else ["indicators:"]),
        f"{indent}- id: {name}" if there and there["dash"] else f"{indent}{name}:",
        *(f"{indent}  {field}" for field in fields),
    ]
    return "\n".join(lines)


_LISTED = re.compile(
    r"^indicators:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*(?P<indent>[ \t]*)(?P<dash>- )?\S", re.MULTILINE
)
"""Indicators that a file has already: whether each begins with a dash, and how far in."""


def _where(target: Path) -> tuple[str, str, Path | None]:
    """Return which file the lines belong in, the path of the values as seen from its folder, and the file where known.

    Values in `parameters/hub/` belong to `parameters/hub.yaml`, where there is one.
    """
    folder = target.parent
    own = folder.parent / f"{folder.name}.yaml"
    if folder.name not in {"", ".."} and own.is_file():
        return f"To paste into {own.as_posix()}", f"{folder.name}/{target.name}", own
    is_beside = any(not file.name.endswith(".mapping.yaml") for file in folder.glob("*.yaml"))
    root = folder if is_beside or folder.name in {"", ".."} else folder.parent
    place = "this folder" if root == Path() else f"{root.as_posix()}/"
    heading = f"To paste into a partnership's file in {place} (the path of the values is relative to the file's folder)"
    return heading, target.relative_to(root).as_posix(), None


def _source_now(picked: Series) -> str:
    from partnerlab.exchange.revisions import source_line

    return f"Let the indicator in the partnership's file say\n    source: {_quoted(source_line(picked))}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _pairs(picks: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for pick in picks:
        name, equals, category = pick.partition("=")
        if not equals or not name.strip() or name.strip() in pairs:
            raise click.UsageError(
                f'--pick "{pick}" names no category, or a dimension named before; write DIMENSION=CATEGORY, each once'
            )
        pairs[name.strip()] = category.strip()
    return pairs
