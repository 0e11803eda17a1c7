"""Finished pages are translated beside the pages of a run, and what stays in English is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from partnerlab.cli import main

HEADER = 'msgid ""\nmsgstr ""\n"Language: ga\\n"\n"Plural-Forms: nplurals=2; plural=(n!=1);\\n"\n\n'
CATALOGUE = HEADER + 'msgid "Risks"\nmsgstr "Rioscaí"\n\nmsgid "{name} leads"\nmsgstr "is é {name} an ceann"\n'
PAGE = '<html lang="en-GB"><h1>Risks</h1><p>Beta leads</p><p>New words</p><p>New words</p></html>'


@pytest.fixture
def pages(place: Path) -> Path:
    """The pages of a run, a catalogue, and a file that pages link to."""
    for page in ("outputs/hub/01-read.html", "outputs/index.html", "outputs/05-all/list.html"):
        (place / page).parent.mkdir(parents=True, exist_ok=True)
        (place / page).write_text(PAGE, encoding="utf-8")
    (place / "outputs/05-all/all.csv").write_text("a\n", encoding="utf-8")
    (place / "ga.po").write_text(CATALOGUE, encoding="utf-8")
    return place


def translate(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["translate", *arguments])
    return done.exit_code, done.output


def test_all_pages_are_translated_into_a_folder_of_the_language(pages: Path):
    code, told = translate("ga.po")
    assert code == 0
    assert told.splitlines() == [
        "3 pages in outputs/ga: 33.3% of 18 words translated.",
        "1 text stays in English; each with how often it is on the pages:",
        "     6  New words",
    ]
    made = {path.relative_to(pages / "outputs/ga").as_posix() for path in (pages / "outputs/ga").rglob("*.*")}
    assert made == {"hub/01-read.html", "index.html", "05-all/list.html", "05-all/all.csv"}
    read = (pages / "outputs/ga/hub/01-read.html").read_text(encoding="utf-8")
    assert '<html lang="ga"><h1>Rioscaí</h1><p>Is é Beta an ceann</p><p><span lang="en">New words</span></p>' in read
    assert (pages / "outputs/hub/01-read.html").read_text(encoding="utf-8") == PAGE


def test_one_partnership_is_translated_alone_and_elsewhere(pages: Path):
    code, told = translate("ga.po", "parameters/hub.yaml", "-o", "as-gaeilge")
    assert (code, told.splitlines()[0]) == (0, "1 page in as-gaeilge: 33.3% of 6 words translated.")
    assert [path.name for path in (pages / "as-gaeilge").rglob("*.html")] == ["01-read.html"]


def test_translating_twice_gives_the_same_pages(pages: Path):
    assert translate("ga.po") == translate("ga.po")


def test_a_faulty_catalogue_is_told_and_nothing_is_written(pages: Path):
    (pages / "ga.po").write_text(CATALOGUE.replace("é {name}", "é {nmae}"), encoding="utf-8")
    code, told = translate("ga.po")
    assert code == 3
    assert "ga.po:9: the translation has {nmae}" in told
    assert told.endswith("nothing was written.\n")
    assert not (pages / "outputs/ga").exists()


def test_whoever_has_run_nothing_is_told_to(place: Path):
    (place / "ga.po").write_text(CATALOGUE, encoding="utf-8")
    code, told = translate("ga.po")
    assert code == 2
    assert "`partnerlab run` makes them" in told
