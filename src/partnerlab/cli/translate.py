"""Finished pages in another language: translate."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnerlab.cli.partnerships import FILES, partnership_files
from partnerlab.cli.places import is_here
from partnerlab.wording import counted

if TYPE_CHECKING:
    from partnerlab.page.translation.catalogue import Catalogue

MOST_LISTED = 20
"""Texts that stay in English and are named; `--list` names all."""


@click.command()
@click.argument("catalogue", type=click.Path(path_type=Path))
@FILES
@click.option(
    "-i",
    "--pages",
    default="outputs",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder where `partnerlab run` left the pages. Default: outputs.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the translated pages. Default: outputs/LANGUAGE.",
)
@click.option("--list", "with_all", is_flag=True, help="Name every text that stays in English, and how often.")
def translate(catalogue: Path, files: tuple[Path, ...], pages: Path, output: Path | None, *, with_all: bool) -> None:
    """Write finished pages in the language of a CATALOGUE, such as ga.po.

    FILES are partnerships' files; default: all in parameters/, and the portfolio. Their names, titles and notes stay
    as they are. The pages of `partnerlab run` stay too: translated copies land in outputs/<language>. What has no
    translation stays in English, marked for screen readers, and is counted. `docs/translating.md` says how to write a
    catalogue.
    """
    from partnerlab.page.translation.catalogue import read_catalogue

    read = read_catalogue(catalogue)
    target = output or pages / read.language
    left = _translate_all(read, partnership_files(files), pages, target, with_index=not files)
    if not left:
        return
    shown = left.most_common(None if with_all else MOST_LISTED)
    click.echo(f"{counted(len(left), 'text stays', 'texts stay')} in English; each with how often it is on the pages:")
    for text, times in shown:
        click.echo(f"{times:>6}  {text}")
    if len(shown) < len(left):
        click.echo(f"{len(left) - len(shown):,} more; --list names all.")


def _translate_all(
    catalogue: Catalogue, files: tuple[Path, ...], pages: Path, target: Path, *, with_index: bool
) -> Counter[str]:
    """Translate each partnership's pages, then those about all; say how much of them, and return what is left."""
    from partnerlab.files import write_whole
    from partnerlab.page.translation.page import translate_page
    from partnerlab.page.translation.translator import Translator
    from partnerlab.partnership import read_partnership
    from partnerlab.partnership.texts import list_own_texts

    if not all(map(is_here, files)):
        raise click.UsageError("translate works on this machine only; give files that are here")
    own = {file.stem: list_own_texts(read_partnership(file)) for file in files}
    batches = [(sorted((pages / slug).glob("*.html")), texts) for slug, texts in own.items()]
    if with_index:
        about_all = [*pages.glob("*.html"), *pages.glob("[0-9]*-*/*.html")]
        batches.append((sorted(about_all), frozenset().union(*own.values())))
    number = sum(len(batch) for batch, _ in batches)
    if not number:
        message = f"there is no page of these partnerships in {pages.as_posix()}; `partnerlab run` makes them"
        raise click.UsageError(message)
    left: Counter[str] = Counter()
    words = done = 0
    for batch, texts in batches:
        translator = Translator(catalogue, texts)
        for page in batch:
            told = translate_page(page.read_text(encoding="utf-8"), translator)
            write_whole(target / page.relative_to(pages), told.html.encode())
            left += told.texts
            words, done = words + told.translated + told.left, done + told.translated
    for file in [*pages.glob("[0-9]*-*/*.csv"), *pages.glob("[0-9]*-*/*.xlsx")] if with_index else []:
        shutil.copyfile(file, target / file.relative_to(pages))  # pages link to them
    share = f"{done / words:.1%}" if words else "none"
    click.echo(f"{counted(number, 'page')} in {target.as_posix()}: {share} of {words:,} words translated.")
    return left
