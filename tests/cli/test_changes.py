"""Changes from the command line: shown first, written when asked to, listed, taken back."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from partnerlab.cli import main

TEXT = "# the hub\nname: Hub\npurpose: Reach people\nstage: building\npartners:\n  A: {name: Alpha}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "hub.yaml"
    file.write_text(TEXT, encoding="utf-8", newline="\n")
    return file


def call(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, words)
    return done.exit_code, done.output


def test_a_value_is_shown_first_and_written_when_asked_to(file: Path) -> None:
    words = ("set", str(file), "partners.A.sector", "statutory")
    code, output = call(*words)
    assert (code, file.read_text(encoding="utf-8")) == (0, TEXT)
    assert "-  A: {name: Alpha}\n+  A: {name: Alpha, sector: statutory}\n" in output
    assert "add --write to write it" in output
    assert call(*words, "--write")[0] == 0
    assert file.read_text(encoding="utf-8") == TEXT.replace("Alpha}", "Alpha, sector: statutory}")
    assert call(*words)[1].startswith("Nothing would change.")


def test_rows_are_added_and_removed(file: Path) -> None:
    assert call("add", str(file), "criteria", "id=reach", "name=Reach", "--write")[0] == 0
    assert call("add", str(file), "options", "id=o", "name=One", "form=network", "scores.reach=5", "--write")[0] == 0
    written = (
        "criteria:\n  - {id: reach, name: Reach}\n"
        "options:\n  - id: o\n    name: One\n    form: network\n    scores: {reach: 5}\n"
    )
    assert file.read_text(encoding="utf-8") == TEXT + written
    assert call("remove", str(file), "options", "name=One", "--write")[0] == 0
    assert call("remove", str(file), "criteria", "--write")[0] == 0
    assert file.read_text(encoding="utf-8") == TEXT + "options: []\n"


def test_changes_are_listed_and_taken_back(file: Path) -> None:
    assert call("log", str(file))[1].startswith("No change by partnerlab is known")
    call("set", str(file), "name", "Other", "--write")
    output = call("log", str(file))[1]
    assert "partnerlab set" in output
    assert "name: set to Other, was Hub" in output
    written = file.read_bytes()
    code, output = call("undo", str(file))
    assert (code, file.read_bytes()) == (0, written)
    assert "-name: Other\n+name: Hub\n" in output
    assert output.endswith("Nothing was written; add --write to write it.\n")
    assert call("undo", str(file), "--write")[0] == 0
    assert file.read_text(encoding="utf-8") == TEXT
    told = call("log", str(file))[1]
    assert "(undone)" in told
    assert "     taken back: " in told.partition("undo of change")[2]
    code, output = call("undo", str(file))
    assert (code, "no change by partnerlab is left to undo" in output) == (1, True)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        (
            "partners.PSNI.name",
            '"partners" has no row "PSNI"; known are A; to add it: partnerlab add {} partners id=PSNI name=…',
        ),
        ("partners.AA.name", 'did you mean "A"? To add it: partnerlab add {} partners id=AA name=…'),
        (
            "risks.R1.title",
            '"risks" has no row "R1"; it holds no rows; to add it: partnerlab add {} risks id=R1 title=…',
        ),
        ("partners.4.name", '"partners" has no row "4"; known are A\n'),
    ],
)
def test_a_value_of_a_row_that_is_not_there_tells_how_to_add_the_row(file: Path, path: str, says: str) -> None:
    code, output = call("set", str(file), path, "Police")
    assert code == 3
    assert says.format(file.as_posix()) in output


RISKS = """risks:
  - id: R1
    title: One
  - id: R2
    title: Two
ratings:
  - {risk: R1, on: 2026-03-31, likelihood: 4, impact: 3}
  - {risk: R2, on: 2026-03-31, likelihood: 4, impact: 3}
  - {risk: R1, on: 2026-06-30, likelihood: 4, impact: 3}
"""


def test_a_row_that_others_refer_to_is_not_removed_and_the_others_are_told_by_line(file: Path) -> None:
    file.write_text(TEXT + RISKS, encoding="utf-8", newline="\n")
    code, output = call("remove", str(file), "risks", "id=R1", "--write")
    told = "hub.yaml: 2 places still refer to R1: hub.yaml lines 13 and 15. Change or remove these first\n1 fault"
    assert (code, told in output) == (3, True)
    assert call("remove", str(file), "risks.R2")[1].startswith(
        "hub.yaml: 1 place still refers to R2: hub.yaml line 14."
    )
    call("remove", str(file), "ratings", "risk=R1", "--write")
    assert call("remove", str(file), "risks", "id=R1", "--write")[0] == 0


def test_a_rating_off_the_scale_is_a_fault_at_once(file: Path) -> None:
    file.write_text(TEXT + RISKS, encoding="utf-8", newline="\n")
    words = ("ratings", "risk=R1", "on=2026-09-30", "likelihood=highish", "impact=9", "--write")
    code, output = call("add", str(file), *words)
    assert (code, "likelihood highish is off the scale" in output, "impact 9 is off" in output) == (3, True, True)
    assert file.read_text(encoding="utf-8") == TEXT + RISKS


def test_a_mistyped_stage_is_told_once(file: Path) -> None:
    code, output = call("set", str(file), "stage", "implementng")
    assert (code, len(output.splitlines()), "is not one of scoping" in output) == (3, 2, True)


def test_faults_are_told_and_nothing_is_written(file: Path) -> None:
    code, output = call("set", str(file), "partners.A.sector", "charity", "--write")
    assert code == 3
    assert "hub.yaml:6" in output
    assert file.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("values", [("id",), ("id=a", "id=b"), ("=a",), ("a=1", "a.b=2")])
def test_values_that_name_nothing_or_twice_are_refused(values: tuple[str, ...], file: Path) -> None:
    assert call("add", str(file), "risks", *values)[0] == 2


@pytest.fixture
def scenario(file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scenario of the hub, one page that a run made of it, and a note of a person beside it; return their folder."""
    monkeypatch.chdir(file.parent)
    folder = Path("outputs/scenarios/lead-moved/hub")
    folder.mkdir(parents=True)
    (folder / "01-scoping.html").write_bytes(b"page")
    (folder / "notes.txt").write_bytes(b"mine")
    entry = {"outputs": {"hub/01-scoping.html": 4}}
    record = {"schema": 1, "notebooks": {"01-scoping": entry}}
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    kept = Path("hub/scenarios/lead-moved.yaml")
    kept.parent.mkdir(parents=True)
    kept.write_text("name: Lead moved\nchanges: []\n", encoding="utf-8")
    return folder


def test_a_scenario_is_listed_with_its_pages_and_thrown_away_when_asked_to(scenario: Path) -> None:
    page, note, kept = scenario / "01-scoping.html", scenario / "notes.txt", Path("hub/scenarios/lead-moved.yaml")
    code, output = call("discard", "hub.yaml", "Lead moved")
    assert (code, page.exists(), kept.exists()) == (0, True, True)
    assert output.splitlines()[0] == "Would go: hub/scenarios/lead-moved.yaml"
    assert "Would go: outputs/scenarios/lead-moved/hub/01-scoping.html\n" in output
    assert output.endswith("Nothing was removed; add --write to throw it away.\n")
    code, output = call("discard", "hub.yaml", "lead-moved", "--write")
    assert (code, page.exists(), kept.parent.parent.exists()) == (0, False, False)
    assert "Removed: outputs/scenarios/lead-moved/hub/run.json\n" in output
    assert f"Stays, since no run made it as it is: {note.as_posix()}\n" in output
    assert note.exists()
    code, output = call("discard", "hub.yaml", "Lead moved", "--write")
    assert code == 3
    assert "there is no such scenario" in output


def test_pages_whose_scenario_went_before_are_thrown_away_too(scenario: Path) -> None:
    Path("hub/scenarios/lead-moved.yaml").unlink()
    (scenario / "notes.txt").unlink()
    assert call("discard", "hub.yaml", "Lead moved", "--write")[0] == 0
    assert not Path("outputs/scenarios").exists()


def test_values_that_need_each_other_are_set_together(file: Path) -> None:
    indicator = ("id=I1", "title=Hurt", "unit=people", "good_direction=down", "--write")
    assert call("add", str(file), "indicators", *indicator)[0] == 0
    target = ("indicators.I1.target.period", "2027", "indicators.I1.target.value", "700")
    assert "period is missing" in call("set", str(file), target[2], "700")[1]
    assert "such as `{period: …, value: …}`" in call("set", str(file), "indicators.I1.target", "700")[1]
    assert call("set", str(file), *target, "--write")[0] == 0
    assert 'target: {period: "2027", value: 700}' in file.read_text(encoding="utf-8")
    assert call("set", str(file), *target[:3]) == (2, call("set", str(file), *target[:3])[1])
    assert '"indicators.I1.target.value" has no value' in call("set", str(file), *target[:3])[1]


def test_a_stage_that_is_mistyped_is_answered_with_the_nearest(file: Path) -> None:
    assert 'reviewing or ending; did you mean "managing"?' in call("set", str(file), "stage", "manging")[1]


def test_the_way_back_can_be_pasted_whatever_the_file_is_called(tmp_path: Path) -> None:
    file = tmp_path / "st-brigid's café.yaml"
    file.write_text(TEXT, encoding="utf-8", newline="\n")
    (told,) = [line for line in call("set", str(file), "name", "Other", "--write")[1].splitlines() if "undo" in line]
    words = shlex.split(told.partition("To undo this: partnerlab ")[2])
    assert words == ["undo", file.as_posix(), "--write"]
    assert call(*words)[0] == 0
    assert file.read_text(encoding="utf-8") == TEXT
