"""Scenarios: small files people can read, tried without touching the record, and thrown away without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.exchange.alterations import Alteration
from partnerlab.exchange.scenarios import (
    Scenario,
    apply_scenario,
    drop_scenario,
    list_scenarios,
    read_scenario,
    scenario_file,
    write_copy,
    write_scenario,
)
from partnerlab.partnership import edit_partnership, read_partnership

FILE = """\
name: Hub
purpose: Reach people early
stage: scoping
partners:
  PSNI: {name: Police}
  Council: {name: City Council}
risks:
  R1: {title: Data}
ratings: hub/ratings.csv
"""
MOVED = Scenario(
    "Lead moved",
    (
        Alteration("leads", values={"risk": "R1", "lead": "PSNI", "on": "2026-02-01"}),
        Alteration("risks", row={"id": "R1"}, values={"title": "Records"}, was={"title": "Data"}),
        Alteration("partners.readiness", "Council", values={"on": "2026-02-01", "able": "yes"}),
    ),
)


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    file = tmp_path / "parameters" / "hub.yaml"
    (file.parent / "hub").mkdir(parents=True)
    file.write_text(FILE, encoding="utf-8")
    ratings = "risk,by,on,likelihood,impact\nR1,PSNI,2026-01-01,4,3\n"
    (file.parent / "hub" / "ratings.csv").write_text(ratings, encoding="utf-8")
    return file


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_is_read_as_it_was_written_and_people_can_read_it(hub):
    file = write_scenario(hub, MOVED)
    assert read_scenario(hub, "Lead moved") == read_scenario(hub, "lead-moved") == MOVED
    assert file.read_text(encoding="utf-8").startswith(
        "name: Lead moved\nchanges:\n- table: leads\n  add:\n    risk: R1\n"
    )
    assert list_scenarios(hub) == ("lead-moved",)


def test_it_is_tried_without_touching_the_record(hub):
    before = everything(hub.parent)
    partnership = apply_scenario(hub, MOVED).propose().partnership
    assert partnership.lead_of("R1").lead == "PSNI"
    assert partnership.risk("R1").title == "Records"
    assert everything(hub.parent) == before


def test_it_is_thrown_away_without_a_trace(hub):
    before = everything(hub.parent), list(hub.parent.rglob("*"))
    write_scenario(hub, MOVED)
    drop_scenario(hub, "Lead moved")
    assert (everything(hub.parent), list(hub.parent.rglob("*"))) == before


def test_a_copy_says_which_scenario_it_is_and_holds_all_that_it_needs(hub, tmp_path):
    copy, *_ = write_copy(hub, MOVED, tmp_path / "copy")
    partnership = read_partnership(copy)
    assert (partnership.slug, partnership.name) == ("hub", "Hub (scenario: Lead moved)")
    assert partnership.lead_of("R1").lead == "PSNI"
    assert len(partnership.ratings) == 1
    assert read_partnership(hub).name == "Hub"


def test_a_scenario_that_no_longer_fits_is_told(hub):
    edit_partnership(hub).set("risks.R1.title", "Files").save()
    with pytest.raises(InputError, match="title is Files by now"):
        apply_scenario(hub, MOVED)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: x\n", "changes"),
        ("changes: 3\n", "cannot be read"),
        ("changes: [{table: rating, add: {risk: R1}}]\n", 'did you mean "ratings"'),
        ("changes: [{table: ratings, put: 1}]\n", "put is not known here"),
        ("changes: [{table: ratings, set: {impact: 1}}]\n", "names its `row`"),
        ("changes: [", "cannot be read"),
        ("changes: " + 3_000 * "[" + 3_000 * "]", "odd.yaml:1: cannot be read as a scenario (is nested more than"),
        ("name: a\nname: b\nchanges: []\n", 'odd.yaml:2: cannot be read as a scenario ("name" is here and on line 1'),
    ],
)
def test_what_is_no_scenario_is_refused(hub, text, words):
    file = scenario_file(hub, "odd")
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"hub/scenarios/odd\.yaml") as told:
        read_scenario(hub, "odd")
    assert words in str(told.value)


def test_an_unknown_one_is_told_with_the_nearest(hub):
    write_scenario(hub, MOVED)
    with pytest.raises(InputError, match='did you mean "lead-moved"'):
        read_scenario(hub, "lead moves")
    with pytest.raises(InputError, match="no letters or digits"):
        scenario_file(hub, "…")


def test_numbers_and_dates_that_people_type_without_quotes_are_texts(hub):
    file = scenario_file(hub, "typed")
    file.parent.mkdir(parents=True)
    change = "{table: ratings, add: {risk: R1, by: Council, on: 2026-02-01, likelihood: 2, impact: 3}}"
    file.write_text(f"changes: [{change}]\n", encoding="utf-8")
    edit = apply_scenario(hub, read_scenario(hub, "typed"))
    assert edit.propose().partnership.ratings[-1].impact == 3


@pytest.mark.parametrize(("said", "gone"), [("true", True), ("false", False)])
def test_a_row_goes_only_where_that_is_said(hub, said, gone):
    file = scenario_file(hub, "typed")
    file.parent.mkdir(parents=True)
    change = f"{{table: risks, row: {{id: R1}}, set: {{title: , area: money}}, remove: {said}}}"
    file.write_text(f"changes: [{change}]\n", encoding="utf-8")
    (row,) = read_scenario(hub, "typed").alterations
    assert row.gone is gone
    assert dict(row.values) == ({} if gone else {"title": "", "area": "money"})
