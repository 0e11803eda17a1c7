"""A run whose outputs still hold a listed name takes them away and fails; otherwise it reports, without a name."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from partnerlab.cli.striking import REPORT, Striking
from partnerlab.errors import InputError
from partnerlab.names import Names
from samples import run_partnerlab

FILE = """\
name: Hub
purpose: What Ann Lee asked for, and Dr Moss
stage: scoping
broker: {organisation: A, role: Manager, name: Ann Lee, contact: a@example.org, from: 2026-01-01}
partners: [{id: A, name: Agency}]
"""
STRIKING = Striking(Names(("Ann Lee", "Ben Moss")), redacted=True)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "hub.yaml").write_text(FILE, encoding="utf-8")
    (tmp_path / "outputs" / "hub").mkdir(parents=True)
    page = tmp_path / "outputs" / "hub" / "01-scoping.html"
    page.write_text("<p>[name 1] asked, and [name 1] again</p>", encoding="utf-8")
    return tmp_path


def test_the_report_counts_by_field_and_by_page_and_lists_places_to_check(place: Path) -> None:
    outputs = place / "outputs"
    assert STRIKING.close((place / "hub.yaml",), outputs, "")
    told = (outputs / REPORT).read_text(encoding="utf-8")
    assert "| `contact` | left out | 1 |" in told
    assert "| `purpose` | names struck out | 1 |" in told
    assert "| hub/01-scoping.html | 2 |" in told
    assert "- hub.yaml:1, `purpose`" in told  # Dr Moss is not listed
    assert not STRIKING.names.find(told)
    assert STRIKING.close((place / "hub.yaml",), outputs, "")
    assert (outputs / REPORT).read_text(encoding="utf-8") == told


def test_the_report_tells_by_number_how_each_name_was_written_and_which_is_nowhere(place: Path) -> None:
    typed = FILE.replace("What Ann Lee asked for, and Dr Moss", "Ann Lee and ann.lee@x.org; A. Lee; Lee, Ann")
    (place / "hub.yaml").write_text(typed, encoding="utf-8")
    Striking(Names(("Ann Lee", "Ben Moss", "Zoë Dow")), redacted=True).close(
        (place / "hub.yaml",), place / "outputs", ""
    )
    told = (place / "outputs" / REPORT).read_text(encoding="utf-8")
    assert "| Name | As listed | Otherwise spelled | By initials | Surname first |\n" in told
    assert "| name 1 | 1 | 1 | 1 | 1 |\n" in told
    assert "In nothing that stays: name 2 and name 3. Check how the list spells them.\n" in told
    assert "Dow" not in told


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Ann Lee", "Zara"), ""),
        (("Ann Lee", "Li"), "list.txt: name 2 is short, or a usual word."),
        (("Al", "Ann Lee", "Will"), "list.txt: name 1 and name 3 are short, or usual words."),
    ],
)
def test_names_that_other_words_are_written_like_are_told_by_their_numbers(names: tuple[str, ...], said: str) -> None:
    told = Striking(Names(names), redacted=True, list_name="list.txt").warn()
    assert told.startswith(said)
    assert bool(told) == bool(said)
    assert not any(name in told.split() for name in names)


def test_the_folder_of_the_portfolio_is_searched_with_its_workbook(place: Path) -> None:
    folder = place / "outputs" / "05-portfolio"
    folder.mkdir()
    (folder / "history.json").write_text('{"quarters": ["Ben Moss"]}', encoding="utf-8")
    (folder / "organisations.html").write_text("<p>none</p>", encoding="utf-8")
    with xlsxwriter.Workbook(folder / "portfolio.xlsx") as book:
        book.add_worksheet("A").write(0, 0, "Ben Moss")
    assert not STRIKING.close((place / "hub.yaml",), place / "outputs", "", "05-portfolio")
    assert [file.name for file in folder.iterdir()] == ["organisations.html"]


def test_a_faulty_file_was_set_aside_and_is_told_so_in_the_report(place: Path) -> None:
    (place / "faulty.yaml").write_text("name: Hub\n", encoding="utf-8")
    assert STRIKING.close((place / "hub.yaml", place / "faulty.yaml"), place / "outputs", "")
    told = (place / "outputs" / REPORT).read_text(encoding="utf-8")
    assert "## faulty\n\nIts files have faults, so it was set aside" in told


def test_pages_with_pictures_are_listed_since_a_name_in_a_picture_is_not_found(place: Path) -> None:
    outputs = place / "outputs"
    assert STRIKING.close((place / "hub.yaml",), outputs, "")
    assert "Pictures" not in (outputs / REPORT).read_text(encoding="utf-8")
    page = outputs / "hub" / "01-scoping.html"
    page.write_text('<img alt="Map" src="data:image/png;base64,AAAA"><p>src data:image/png</p>', encoding="utf-8")
    assert STRIKING.close((place / "hub.yaml",), outputs, "")
    assert "- hub/01-scoping.html, 1 picture\n" in (outputs / REPORT).read_text(encoding="utf-8")


def test_a_file_that_still_holds_a_name_is_taken_away_and_the_run_fails(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = place / "outputs" / "hub" / "02-mapping.html"
    left.write_text("<p>by <b>Ben</b> Moss</p>", encoding="utf-8")
    assert not STRIKING.close((place / "hub.yaml",), place / "outputs", "")
    assert not left.exists()
    assert (place / "outputs" / "hub" / "01-scoping.html").exists()
    told = capsys.readouterr().err
    assert "hub/02-mapping.html: name 2 of the list still in it, 1 time; it was removed." in told
    assert "Moss" not in told


def test_what_cannot_be_struck_is_refused_before_anything_runs(place: Path) -> None:
    STRIKING.check((place / "hub.yaml",))
    (place / "ann-lee.yaml").write_text(FILE, encoding="utf-8")
    with pytest.raises(InputError, match="name of the partnership's file holds name 1"):
        STRIKING.check((place / "ann-lee.yaml",))
    (place / "faulty.yaml").write_text("name: Hub\n", encoding="utf-8")
    STRIKING.check((place / "faulty.yaml",))  # which the run itself refuses, with every fault


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--redact-names", "none.txt"), 3, "none.txt: is not there"),
        (("--redact-names", "hub.yaml"), 3, "hub.yaml:1"),
        (("--redact-names", "ann-lee.txt"), 2, "the name of the list's file holds a listed name"),
        (
            ("--redact-names", "names.txt", "--executor", "dask", "--scheduler", "tcp://127.0.0.1:1"),
            2,
            "works on this machine only",
        ),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(place: Path, options: tuple[str, ...], code: int, said: str) -> None:
    for name in ("names.txt", "ann-lee.txt"):
        (place / name).write_text("Ann Lee\n", encoding="utf-8")
    (place / "hub.yaml").write_text(FILE + "x" * 101 + ": 1\n", encoding="utf-8")
    done = run_partnerlab(place, "run", "hub.yaml", *options)
    if "hub.yaml" in options:
        said = "hub.yaml:6: has 104 characters"
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
