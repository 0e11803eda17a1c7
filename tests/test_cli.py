"""The commands, run as a user runs them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from partnerlab.cli import main

COVERS = (
    "partnerlab.cli.audit",
    "partnerlab.cli.findings",
    "partnerlab.cli.partnerships",
    "partnerlab.cli.workplace",
)

GOOD = "name: Hub\npurpose: Reach people early\nstage: scoping\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "parameters").mkdir()
    return tmp_path


def call(*arguments: str):
    return CliRunner().invoke(main, arguments)


def test_check_prints_findings_by_partnership_with_their_remedy(place):
    (place / "parameters" / "hub.yaml").write_text(GOOD, encoding="utf-8")
    done = call("check")
    assert done.exit_code == 0
    assert "Hub (parameters/hub.yaml)" in done.output
    assert "cannot tell" in done.output
    assert "→" in done.output


def test_on_a_terminal_check_counts_first_and_fits_a_screen_and_elsewhere_all_is_printed(place, monkeypatch):
    (place / "parameters" / "hub.yaml").write_text(GOOD, encoding="utf-8")
    every, machines = call("check").output, call("check", "--format", "json").output
    monkeypatch.setattr("partnerlab.cli.findings.is_read_here", lambda: True)
    short = call("check").output.splitlines()
    count = next(line for line in every.splitlines() if "in place" in line and "act now" in line)
    assert short[1] == count
    assert len(short) <= 23  # of 24, with the prompt
    told = [line for line in short if re.match(r"  [A-Z]{2}\d{3}  ", line)]
    rest = next(line for line in short if line.startswith("  and "))
    assert len(told) + int(rest.split()[1]) == int(re.search(r"(\d+) cannot tell", count)[1])
    assert told[0].startswith("  SC101 ")  # why a partnership is needed comes before who is in it
    assert "--full" in short[-1]
    assert call("check", "--full").output == every
    assert call("check", "--format", "json").output == machines
    assert set(every.splitlines()) <= set(call("check", "--all").output.splitlines())


def test_on_a_terminal_what_calls_for_action_comes_first_and_nothing_is_said_to_be_left_of_none(place, monkeypatch):
    refusal = "partners: {A: {name: A}}\nacceptances: [{on: 2026-01-01, by: A, accepted: no}]\n"
    (place / "parameters" / "hub.yaml").write_text(GOOD.replace("scoping", "implementing") + refusal, encoding="utf-8")
    (place / "parameters" / "other.yaml").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr("partnerlab.cli.findings.is_read_here", lambda: True)
    hub, other = call("check").output.split("\n\n")[:2]
    assert re.search(r"\n  [A-Z]{2}\d{3}  act now ", hub)
    for block in (hub, other):
        assert len(re.findall(r"\n  [A-Z]{2}\d{3}  ", block)) == 1  # of several files, the first thing of each


def test_check_prints_json_for_machines(place):
    (place / "parameters" / "hub.yaml").write_text(GOOD, encoding="utf-8")
    (review,) = json.loads(call("check", "--format", "json").output)
    assert review["partnership"]["slug"] == "hub"
    told = {"code", "severity", "paragraph", "subject", "message", "evidence", "remedy", "capability", "stage"}
    assert set(review["findings"][0]) == told | {"basis", "strength", "consequence", "enter"}


def test_check_fails_only_when_asked_to(place):
    refusal = "partners: {A: {name: A}}\nacceptances: [{on: 2026-01-01, by: A, accepted: no}]\n"
    text = GOOD.replace("scoping", "implementing") + refusal
    (place / "parameters" / "hub.yaml").write_text(text, encoding="utf-8")
    assert call("check").exit_code == 0
    assert call("check", "--fail-on", "red").exit_code == 1


@pytest.mark.parametrize("command", ["check", "run"])
def test_all_faults_of_all_files_are_told_and_nothing_runs(place, command):
    (place / "parameters" / "a.yaml").write_text("name: A\npurpose: B\nstage: dreaming\n", encoding="utf-8")
    (place / "parameters" / "b.yaml").write_text("name: A\nstage: scoping\n", encoding="utf-8")
    done = call(command)
    assert done.exit_code == 3
    assert "a.yaml:3: stage" in done.stderr
    assert "b.yaml:1: purpose is missing" in done.stderr
    assert not list((place / "outputs").glob("*/*")) if (place / "outputs").exists() else True


def test_without_partnerships_the_way_out_is_named(place):
    done = call("check")
    assert done.exit_code == 2
    assert "partnerlab new" in done.stderr


def test_two_files_of_one_name_are_refused(place):
    other = place / "other"
    other.mkdir()
    for folder in (place / "parameters", other):
        (folder / "hub.yaml").write_text(GOOD, encoding="utf-8")
    assert call("check", "parameters/hub.yaml", "other/hub.yaml").exit_code == 2


def test_a_rule_is_explained_with_paragraph_and_way_out(place):
    done = call("rules", "SC101")
    assert done.exit_code == 0
    assert "¶" in done.output
    assert "how to satisfy it" in done.output


def test_an_unknown_rule_names_the_closest(place):
    done = call("rules", "SC1O1")
    assert done.exit_code == 2
    assert 'did you mean "SC' in done.stderr


def test_at_least_twenty_five_rules_cover_all_four_notebooks(place):
    listed = json.loads(call("rules", "--format", "json").output)
    assert len(listed) >= 25
    assert {rule["topic"] for rule in listed} == {"scoping", "mapping", "risk_allocation", "evaluation"}
    assert all(rule["paragraph"] and rule["remedy"] and rule["help_text"] and rule["why"] for rule in listed)


def test_schemas_are_printed(place):
    assert json.loads(call("schema").output)["required"] == ["name", "purpose", "stage"]
    assert "findings" in json.loads(call("schema", "--results").output)["properties"]


def test_fields_are_told_in_plain_words(place):
    assert "| `title` *needed* | The risk in a few words." in call("schema", "--format", "markdown").output
    assert call("schema", "--format", "markdown", "--results").exit_code == 2


def test_new_writes_a_partnership_that_can_be_checked_at_once(place):
    done = call("new", "Sólás Network", "--purpose", 'Reach "older" people: early')
    assert done.exit_code == 0
    assert call("check", "parameters/solas-network.yaml").exit_code == 0
    assert (place / "parameters" / "partnership.schema.json").exists()


def test_new_overwrites_nothing(place):
    call("new", "Hub")
    (place / "parameters" / "hub.yaml").write_text(GOOD, encoding="utf-8")
    done = call("new", "Hub")
    assert done.exit_code == 3
    assert "exists already" in done.stderr
    assert (place / "parameters" / "hub.yaml").read_text(encoding="utf-8") == GOOD


def test_every_line_of_the_taught_file_is_true_once_uncommented(place):
    call("new", "Hub")
    file = place / "parameters" / "hub.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("stage:"))
    # a taught line is `# key:` or a continuation with deeper indent; prose starts with a capital letter
    taught = [line[2:] if re.match(r"# (\s|[a-z_]+:)", line) else line for line in lines[start:]]
    file.write_text("\n".join(lines[:start] + taught) + "\n", encoding="utf-8")
    done = call("check", "parameters/hub.yaml")
    assert done.exit_code == 0, done.stderr


def test_new_lays_out_a_working_place(place):
    done = call("new")
    assert done.exit_code == 0
    assert (place / "notebooks" / "05-portfolio.ipynb").exists()
    assert (place / "parameters" / "riverside-support-hub.yaml").exists()
    assert (place / "outputs").is_dir()


def test_a_wrong_date_is_refused_before_anything_is_read(place):
    assert "YYYY-MM-DD" in call("run", "--as-at", "31.3.2026").stderr
    assert "choose one from 1801 to 2199" in call("run", "--as-at", "0001-01-01").stderr


def test_a_retired_code_is_explained_by_the_rule_that_took_its_place():
    done = call("rules", "EV104")
    assert done.exit_code == 0
    assert done.output.startswith("MA706")
    assert "takes the place of EV104, which is no longer in use" in done.output
    (row,) = json.loads(call("rules", "ev104", "--format", "json").output)
    assert (row["code"], row["replaces"], row["shown_in"]) == ("MA706", ["EV104"], ["evaluation"])


def test_the_list_of_commands_says_whole_what_each_is_for():
    listed = CliRunner().invoke(main, ["--help"]).output.partition("Commands:")[2]
    assert "..." not in listed
    assert "Print the findings of partnerships, worst first, without running a notebook." in " ".join(listed.split())
