"""The coming periods under plain stories, beside the target; and what such forecasts would have missed."""

from __future__ import annotations

import pytest

from partnerlab.analysis.evaluation.scenarios import assess_back_tests, compare_scenarios
from partnerlab.partnership import Partnership

RISING = [{"period": str(2010 + t), "value": 10.0 + t + (t % 2) / 10} for t in range(13)]


def hub(values: list[dict[str, object]], **more: object) -> Partnership:
    made = {"id": "I", "title": "Reached", "unit": "people", "good_direction": "up", "values": values, **more}
    return Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "reviewing"}], indicators=[made])


def test_the_plain_stories_start_from_the_latest_value() -> None:
    table = compare_scenarios(hub(RISING))
    assert table["period"].tolist() == ["2023", "2024", "2025"]
    assert table["no_change"].tolist() == pytest.approx([22.0] * 3)
    assert table["straight_line"].tolist() == pytest.approx([23.0, 24.0, 25.0])  # from 10 in 2010 to 22 in 2022
    assert (table["low_95"] < table["history_continues"]).all()


def test_the_target_stands_in_its_period_only() -> None:
    table = compare_scenarios(hub(RISING, target={"period": "2025", "value": 30}))
    assert table.set_index("period")["target"].dropna().to_dict() == {"2025": 30.0}


def test_misses_of_the_past_are_those_of_a_straight_line_by_hand() -> None:
    table = assess_back_tests(hub(RISING)).set_index("step")
    assert table.loc[1, "errors"] == 9  # after the 4th to the 12th of thirteen values
    assert table.loc[1, "no_change"] == pytest.approx(1.0, abs=0.11)
    assert table.loc[3, "no_change"] == pytest.approx(3.0, abs=0.11)


def test_a_short_history_has_no_story_and_nothing_to_check() -> None:
    short = hub(RISING[:5])
    assert compare_scenarios(short).empty
    assert assess_back_tests(short).empty


def test_far_ahead_only_the_period_of_the_target_has_a_row() -> None:
    months = [{"period": f"{2018 + t // 12}-{t % 12 + 1:02d}", "value": 20 + t % 5} for t in range(60)]
    table = compare_scenarios(hub(months, target={"period": "Jun 2024", "value": 30}))
    assert len(table) == 13
    assert table["target"].notna().tolist() == [False] * 12 + [True]
