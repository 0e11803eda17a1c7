"""A scenario's copies stand beside its pages; where names are left out they go, even when a run fails or is stopped."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from partnerlab.cli.copies import scenario_copies
from partnerlab.exchange.alterations import Alteration
from partnerlab.exchange.scenarios import Scenario, write_scenario

HUB = "name: Hub\npurpose: Reach people\nstage: scoping\nrisks: hub/risks.csv\n"


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    (tmp_path / "parameters" / "hub").mkdir(parents=True)
    (tmp_path / "parameters" / "hub" / "risks.csv").write_text("id,title\nR1,Ann Lee leaves\n", encoding="utf-8")
    file = tmp_path / "parameters" / "hub.yaml"
    file.write_text(HUB, encoding="utf-8")
    change = Alteration("risks", row={"id": "R1"}, values={"title": "Data"}, was={"title": "Ann Lee leaves"})
    write_scenario(file, Scenario("Moved", (change,)))
    return file


def test_without_a_scenario_the_files_themselves_are_run(hub: Path) -> None:
    with scenario_copies((hub,), "", hub.parent / "out", hidden=True) as (place, asked):
        assert (place, asked) == (hub.parent / "out", {hub: hub})
    assert hub.exists()


def test_copies_stay_where_nothing_is_left_out(hub: Path, tmp_path: Path) -> None:
    with scenario_copies((hub,), "Moved", tmp_path / "out", hidden=False) as (place, asked):
        assert place == tmp_path / "out" / "scenarios" / "moved"
        assert asked == {place / "parameters" / "hub.yaml": hub}
    assert (place / "parameters" / "hub" / "risks.csv").read_text(encoding="utf-8") == "id,title\nR1,Data\n"


@pytest.mark.parametrize("failure", [None, KeyboardInterrupt, SystemExit])
def test_copies_are_taken_away_where_names_are_left_out(
    hub: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], failure: type[BaseException] | None
) -> None:
    def run() -> None:
        with scenario_copies((hub,), "Moved", tmp_path / "out", hidden=True) as (place, _):
            (place / "hub").mkdir()
            (place / "hub" / "page.html").write_text("kept", encoding="utf-8")
            if failure is not None:
                raise failure

    if failure is None:
        run()
    else:
        with pytest.raises(failure):
            run()
    left = [file.name for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert left == ["page.html"]
    assert not (tmp_path / "out" / "scenarios" / "moved" / "parameters").exists()
    assert "was removed" in capsys.readouterr().err
    assert hub.exists()


def test_what_somebody_else_put_beside_the_copies_stays(hub: Path, tmp_path: Path) -> None:
    with scenario_copies((hub,), "Moved", tmp_path / "out", hidden=True) as (place, _):
        (place / "parameters" / "other.yaml").write_text("kept", encoding="utf-8")
    assert (place / "parameters" / "other.yaml").exists()


def test_a_scenario_is_for_this_machine(hub: Path) -> None:
    with (
        pytest.raises(click.UsageError, match="on this machine"),
        scenario_copies((hub,), "Moved", object(), hidden=False),
    ):
        pass
