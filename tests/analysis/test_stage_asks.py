"""What each stage asks has its light, from whichever review, and no more is asked than the stage allows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from partnerlab.analysis.review import rules
from partnerlab.analysis.stage_asks import ANSWERED_BY, assess_stages
from partnerlab.guide import stages
from partnerlab.partnership import Partnership, read_partnership

RIVERSIDE = Path(__file__).parents[2] / "parameters" / "riverside-support-hub.yaml"


def make(stage: str, **facts) -> Partnership:
    whole = Partnership(name="Hub", purpose="Help", stage=[{"stage": stage, "on": "2026-01-05"}], **facts)
    return whole.at(date(2026, 3, 31))


def test_no_more_is_asked_than_the_present_stage_allows():
    table = assess_stages(make("building"))
    asked = table.groupby("position", sort=False)["stage"].unique().map(list).to_dict()
    assert asked["passed"] == ["Scoping"]
    assert asked["now"] == ["Building"]
    assert table.loc[table["position"] == "ahead", "light"].isna().all()


def test_every_point_of_every_stage_is_answered_by_a_rule():
    assert {stage.id: len(stage.asks) for stage in stages()} == {name: len(rows) for name, rows in ANSWERED_BY.items()}
    assert all(codes for rows in ANSWERED_BY.values() for codes in rows)


def test_the_rules_that_answer_a_stage_exist_and_matter_by_then():
    known = {row.code: row for row in rules()}
    order = stages().ids
    late = {
        code
        for name, rows in ANSWERED_BY.items()
        for codes in rows
        for code in codes
        if order.index(known[code].stage) > order.index(name)
    }
    # The point is asked; these judge it once a stage that follows has begun.
    assert late == {"SC811", "SC812", "SC814", "SC817", "MA811", "MA815", "MA704", "MA706"}


def test_the_light_of_a_point_is_the_worst_of_its_findings():
    table = assess_stages(make("building", rationale="Need is clear"))
    assert table.loc[0, ["light", "codes"]].tolist() == ["unknown", "SC101, SC104, SC814"]


def test_each_ask_of_a_running_partnership_has_a_light_and_its_findings():
    table = assess_stages(read_partnership(RIVERSIDE))
    reached = table[table["position"] != "ahead"]
    assert len(reached) == 20
    assert reached["light"].notna().all()
    assert all(reached["findings"])


@pytest.mark.parametrize("light", ["red", "amber", "unknown", "green"])
def test_a_point_names_the_worst_finding_of_each_rule(light):
    for found, worst in assess_stages(read_partnership(RIVERSIDE))[["findings", "light"]].itertuples(index=False):
        if worst == light:
            assert light in {row.severity for row in found}
            assert len({row.code for row in found}) == len(found)
