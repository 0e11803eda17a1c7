from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from partnerlab.cli import main
from partnerlab.cli.places import is_here, name_of, place_at


def test_a_path_and_the_address_of_a_file_here_are_the_same_place(tmp_path: Path) -> None:
    assert place_at(str(tmp_path)) == place_at(tmp_path.as_uri()) == tmp_path
    assert is_here(place_at("parameters"))


def test_an_address_elsewhere_is_named_as_it_was_written_but_for_secrets() -> None:
    pytest.importorskip("upath", reason="needs the extra `remote`")
    place = place_at("memory://place/parameters")
    assert not is_here(place)
    assert name_of(place) == "memory://place/parameters"


def test_without_the_extra_the_way_to_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "upath", None)
    with pytest.raises(click.UsageError, match=r"pip install partnerlab\[remote\]"):
        place_at("s3://bucket/parameters")


def test_an_address_that_nothing_can_read_is_refused_without_giving_its_password_away() -> None:
    pytest.importorskip("upath", reason="needs the extra `remote`")
    with pytest.raises(click.BadParameter, match=r"nowhere://host/x cannot be reached \(.*; check the address") as told:
        place_at("nowhere://user:secret@host/x")
    assert "secret" not in told.value.message


@pytest.mark.parametrize(
    "words",
    [
        ("run", "{}"),
        ("check", "{}"),
        ("thresholds", "{}"),
        ("set", "{}", "stage", "scoping"),
        ("log", "{}"),
        ("undo", "{}"),
        ("workbook", "{}"),
        ("actions", "{}"),
        ("form", "{}"),
        ("network", "{}"),
        ("collect", "register.csv", "--into", "{}"),
        ("import", "register.csv", "{}"),
    ],
)
def test_a_path_that_leads_nowhere_is_told_as_typed_with_the_nearest(place: Path, words: tuple[str, ...]) -> None:
    for file in ("parameters/glen-safety-hub.yaml", "register.csv"):
        (place / file).write_text("a,b\n", encoding="utf-8")
    typed = [word.format("parameters/glen-saftey-hub.yaml") for word in words]
    done = CliRunner().invoke(main, typed)
    told = "there is no file parameters/glen-saftey-hub.yaml; did you mean parameters/glen-safety-hub.yaml?\n"
    assert (done.exit_code, done.output.startswith(told)) == (3, True)


def test_a_path_with_nothing_near_is_told_to_be_checked(place: Path) -> None:
    assert (
        "there is no file nowhere/x.yaml; check its name\n"
        in CliRunner().invoke(main, ["log", "nowhere/x.yaml"]).output
    )


@pytest.mark.parametrize(
    "words", [("check", "{}"), ("log", "{}"), ("workbook", "{}", "-o", "out.xlsx"), ("set", "{}", "stage", "scoping")]
)
def test_a_partnership_may_be_called_by_its_name_in_parameters(place: Path, words: tuple[str, ...]) -> None:
    def call(name: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, [word.format(name) for word in words])
        return done.exit_code, done.output.replace("hub.yaml", "hub")

    assert call("hub")[0] == 0
    assert call("hub") == call("parameters/hub.yaml")
    code, told = call("hbu")
    assert (code, told.splitlines()[0]) == (3, "there is no file hbu; did you mean parameters/hub?")


@pytest.mark.parametrize("name", ["port.yml", "Port (2019) v2.YAML"])
def test_no_file_is_passed_over_for_the_way_its_ending_is_written(place: Path, name: str) -> None:
    (place / "parameters" / name).write_text("name: Port\npurpose: Move\nstage: scoping\n", encoding="utf-8")
    for words in ((), (name.rpartition(".")[0],)):
        assert f"(parameters/{name}" in CliRunner().invoke(main, ["check", *words]).output


def test_a_name_with_a_slip_is_answered_with_the_nearest_file_however_its_ending_is_written(place: Path) -> None:
    (place / "parameters" / "harbour-renewal.yml").touch()
    told = CliRunner().invoke(main, ["log", "harbour-renewl"]).output
    assert "did you mean parameters/harbour-renewal.yml?" in told
