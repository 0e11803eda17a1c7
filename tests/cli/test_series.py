"""Official statistics from the command line: listed, picked, shown, written, dated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from partnerlab.cli import main
from partnerlab.partnership import read_partnership

CUBE = {
    "class": "dataset", "label": "Loneliness", "updated": "2025-03-11T15:01:47.743Z", "source": "NISRA",
    "id": ["Y", "SEX"], "size": [2, 2], "role": {"time": ["Y"]}, "value": [22.1, 18.1, 20.4, 15.9],
    "dimension": {
        "Y": {"label": "Year", "category": {"index": ["2022", "2023"]}},
        "SEX": {"label": "Sex", "category": {"index": ["F", "M"], "label": {"F": "Female", "M": "Male"}}},
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lonely.json").write_text(json.dumps(CUBE), encoding="utf-8")
    return tmp_path


def call(*words: str, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(main, ["series", "lonely.json", *words], input=typed)
    return done.exit_code, done.output


def test_without_a_series_what_there_is_is_listed() -> None:
    code, output = call()
    assert code == 0
    assert "Sex (SEX): 2 categories\n    1  Female (F)\n    2  Male (M)\n" in output
    assert output.endswith('To take one series, add: --pick "SEX=…"\n')


def test_a_file_is_shown_first_and_written_when_asked_to(place: Path) -> None:
    words = ("--pick", "sex=female", "--to", "hub/lonely.csv")
    code, output = call(*words)
    assert (code, (place / "hub").exists()) == (0, False)
    assert "+2023,20.4,2025-03-11\n" in output
    assert "Nothing was written; add --write to write it." in output
    assert 'values: "hub/lonely.csv"' in output
    assert call(*words, "--write")[0] == 0
    assert (place / "hub" / "lonely.csv").read_text(encoding="utf-8").endswith("2022,22.1,\n2023,20.4,2025-03-11\n")
    assert "Nothing would change." in call(*words, "--write")[1]


def test_the_lines_to_paste_make_a_partnership_that_reads(place: Path) -> None:
    _, output = call("--pick", "sex=female", "--to", "lonely.csv", "--good", "down", "--write")
    (place / "hub.yaml").write_text(
        "name: Hub\npurpose: Meet\nstage: building\n"
        + output[output.index("indicators:") :].replace("/lonely", "lonely"),
        encoding="utf-8",
    )
    (indicator,) = read_partnership(place / "hub.yaml").indicators
    assert (indicator.id, len(indicator.values), indicator.good_direction) == ("lonely", 2, "down")


@pytest.mark.parametrize(
    ("files", "to", "heading", "values"),
    [
        (
            ("parameters/hub.yaml", "parameters/hub/x.mapping.yaml"),
            "parameters/hub/a.csv",
            "parameters/hub.yaml:",
            "hub/a.csv",
        ),
        (
            ("parameters/hub.yaml", "parameters/hub/scorecard.yaml"),
            "parameters/hub/a.csv",
            "parameters/hub.yaml:",
            "hub/a.csv",
        ),
        ((), "parameters/hub/a.csv", "a partnership's file in parameters/ (", "hub/a.csv"),
        (("parameters/hub.yaml",), "parameters/a.csv", "a partnership's file in parameters/ (", "a.csv"),
        ((), "a.csv", "a partnership's file in this folder (", "a.csv"),
    ],
)
def test_the_path_to_paste_is_that_from_the_partnerships_file(
    place: Path, files: tuple[str, ...], to: str, heading: str, values: str
) -> None:
    for file in files:
        (place / file).parent.mkdir(parents=True, exist_ok=True)
        (place / file).write_text("", encoding="utf-8")
    _, output = call("--pick", "sex=female", "--to", to)
    assert f"To paste into {heading}" in output
    assert f'values: "{values}"' in output


@pytest.mark.parametrize(
    "there",
    [
        "indicators:  # ours\n  - id: seen\n    title: Seen\n    unit: people\n    good_direction: up\n",
        "indicators:\n- {id: seen, title: Seen, unit: people, good_direction: up}\n",
        "indicators:\n  # the first\n\n    seen: {title: Seen, unit: people, good_direction: up}\n",
    ],
)
def test_what_is_to_be_pasted_fits_below_the_indicators_that_the_file_has(place: Path, there: str) -> None:
    (place / "hub").mkdir()
    file = place / "hub.yaml"
    file.write_text(f"name: Hub\npurpose: Meet\nstage: building\n{there}", encoding="utf-8")
    _, output = call("--pick", "sex=female", "--to", "hub/lonely.csv", "--write", "--good", "down")
    heading, _, lines = output[output.index("To paste into") :].partition("\n")
    assert heading == "To paste into hub.yaml, below the line `indicators:` that it has:"
    file.write_text(file.read_text(encoding="utf-8") + lines, encoding="utf-8")
    assert [row.id for row in read_partnership(file).whole.indicators] == ["seen", "lonely"]


def test_a_revision_is_told_from_what_is_new_and_added(place: Path) -> None:
    file = place / "lonely.csv"
    file.write_text("period,value\n2022,22.5\n", encoding="utf-8")
    _, output = call("--pick", "sex=female", "--to", "lonely.csv", "--write")
    assert "1 value revised: 2022 from 22.5 to 22.1." in output
    assert "1 value new: 2023 20.4." in output
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[:2] + lines[-2:] == [
        "period,value,published",
        "2022,22.5,",
        "2022,22.1,2025-03-11",
        "2023,20.4,2025-03-11",
    ]


def test_somebody_at_a_terminal_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partnerlab.cli.terminal.is_somebody_there", lambda: True)
    code, output = call(typed="woman\n2\n")
    assert code == 0
    assert '"woman" is none of them' in output
    assert "2023,15.9,2025-03-11\n" in output


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--write",), 2, "--write needs --to"),
        (("--to", "a.csv"), 2, "still to be picked"),
        (("--pick", "sex"), 2, "write DIMENSION=CATEGORY"),
        (("--pick", "sex=other"), 3, "has no category"),
        (("--time", "WHEN", "--pick", "sex=male"), 3, 'time is "WHEN", which is not a dimension'),
    ],
)
def test_what_is_missing_or_not_known_is_told(words: tuple[str, ...], code: int, says: str) -> None:
    found, output = call(*words)
    assert (found, says in output) == (code, True)
