"""Lines of time: what was due, what was done, and milestones with their money, in true words at every edge."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import pytest
import vl_convert

from partnerlab.analysis.facts.milestones import assess_milestones
from partnerlab.analysis.facts.moments import assess_moments
from partnerlab.display import charts
from partnerlab.display.charts.drawing import layered
from partnerlab.display.charts.timing import draw_spans
from partnerlab.display.figure import Figure
from partnerlab.partnership import Partnership

STAGES = [{"stage": "planning", "on": "2025-03-03"}, {"stage": "implementing", "on": "2025-06-02"}]


def make(**facts) -> Partnership:
    return Partnership(name="Hub", purpose="Help", stage=STAGES, **facts).at(date(2026, 1, 1))


def data_of(figure: Figure, column: str) -> list[object]:
    return [row[column] for rows in figure.specification["datasets"].values() for row in rows if column in row]


def steps(*days: str) -> list[dict[str, object]]:
    return [{"rung": 1, "name": "Talk", "on": day} for day in days]


@pytest.mark.parametrize(
    ("facts", "headline"),
    [
        ({"disputes": steps("2025-05-01")}, "No practice due by a time came late"),
        ({"disputes": steps("2025-09-01")}, "The one practice due by a time came late"),
        (
            {
                "disputes": steps("2025-09-01"),
                "milestones": [{"id": "M", "name": "M", "due": "2026-01-01", "on": "2025-05-01"}],
            },
            "1 of 2 practices due by a time came late",
        ),
    ],
)
def test_the_headline_counts_what_came_late(facts, headline):
    assert charts.line_of_time(assess_moments(make(**facts)), date(2026, 1, 1)).headline == headline


def test_the_drawing_has_the_day_due_the_day_done_and_the_stages():
    figure = charts.line_of_time(assess_moments(make(disputes=steps("2025-09-01"))), date(2026, 1, 1))
    assert set(data_of(figure, "begin")) == {"2025-06-02"}
    assert set(data_of(figure, "end")) == {"2025-09-01"}
    assert list(dict.fromkeys(data_of(figure, "stage"))) == ["planning", "implementing"]
    assert "2 months after the launch" in figure.description


def test_a_thing_done_without_a_known_launch_is_drawn_and_not_judged():
    hub = Partnership(name="Hub", purpose="Help", stage=[{"stage": "implementing"}], disputes=steps("2025-05-01"))
    figure = charts.line_of_time(assess_moments(hub))
    assert figure.description.startswith("Nothing here can be judged")


SPAN = ["label", "begin", "end", "done", "light", "word"]


def test_without_any_day_it_says_so():
    assert charts.line_of_time(assess_moments(make())).text == "Nothing that is due by a time is recorded with its day."


def milestone(key: str, due: str, **more: object) -> dict[str, object]:
    return {"id": key, "name": f"Milestone {key}", "due": due, **more}


def test_a_milestone_runs_from_the_day_due_to_the_day_reached_or_to_today_while_overdue():
    rows = [
        milestone("A", "2025-05-01", done="2025-04-01"),
        milestone("B", "2025-06-01", done="2025-08-01"),
        milestone("C", "2025-07-01"),
        milestone("D", "2026-07-01"),
    ]
    figure = charts.milestones(assess_milestones(make(milestones=rows)), date(2026, 1, 1))
    assert data_of(figure, "end") == ["2025-04-01", "2025-08-01", "2026-01-01", "2026-07-01"]
    assert figure.headline == "1 of 4 milestones is overdue"


def test_money_stands_beside_the_line_only_where_some_is_recorded():
    bare = charts.milestones(assess_milestones(make(milestones=[milestone("A", "2025-05-01")])))
    paid = charts.milestones(assess_milestones(make(milestones=[milestone("A", "2025-05-01", budget=100)])))
    assert "hconcat" not in bare.specification
    assert len(paid.specification["hconcat"]) == 2


@pytest.mark.parametrize(
    ("first", "last", "marks"),
    [
        ("2025-01-01", "2025-06-30", ["Jan 2025", "Feb 2025", "Mar 2025", "Apr 2025", "May 2025", "Jun 2025"]),
        ("2025-04-01", "2026-01-15", ["May 2025", "Jul 2025", "Sep 2025", "Nov 2025", "Jan 2026"]),
        (
            "2025-03-31",
            "2027-02-28",
            ["Apr 2025", "Jul 2025", "Oct 2025", "Jan 2026", "Apr 2026", "Jul 2026", "Oct 2026", "Jan 2027"],
        ),
        ("2024-02-01", "2026-11-01", ["Jul 2024", "Jan 2025", "Jul 2025", "Jan 2026", "Jul 2026"]),
        ("2020-03-31", "2025-02-28", ["Jan 2021", "Jan 2022", "Jan 2023", "Jan 2024", "Jan 2025"]),
    ],
)
def test_a_line_of_time_names_months_quarters_half_years_or_years_between_its_ends(first, last, marks):
    """Steps are counted from January; a month's name takes 40 of 330 pixels, so that eight have room."""
    spans = pd.DataFrame([("A", first, last, None, "green", "done")], columns=SPAN)
    drawing = layered(*draw_spans(spans, None), width=330, height=36)
    drawn = vl_convert.vegalite_to_svg(drawing.to_dict())
    words = re.findall(r">([A-Z][a-z]{2}|\d{4})<", drawn)
    assert [" ".join(pair) for pair in zip(words[::2], words[1::2], strict=True)] == marks
