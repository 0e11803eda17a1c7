"""A board's two pages in words and HTML: short, escaped, with a light said in words, and links to the reviews."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis import summary
from partnerlab.analysis.review import review_partnership
from partnerlab.display import tables
from partnerlab.display.summary import REVIEWS, draw_line
from partnerlab.partnership import Partnership
from samples import NOTEBOOKS


@pytest.fixture
def hub() -> Partnership:
    stage = [{"stage": "managing", "on": "2026-01-01"}]
    risks = [{"id": "R1", "title": "Delay <b>", "low": 5, "likely": 9, "high": 12}]
    return Partnership(name="Hub", purpose="Reach <b>people</b>", stage=stage, risks=risks).at(date(2026, 6, 1))


def test_each_topic_leads_to_its_review(hub: Partnership) -> None:
    html = tables.topics(summary.describe_topics(hub)).html
    assert {path.stem for path in NOTEBOOKS} >= set(REVIEWS.values())
    assert all(f'href="{page}.html"' in html for page in REVIEWS.values())


def test_what_a_file_says_is_escaped(hub: Partnership) -> None:
    purpose = tables.purpose(summary.describe_purpose(hub), review_partnership(hub, measured=False))
    risks = tables.at_stake(summary.list_risks(hub))
    assert "<b>" not in purpose.html + risks.html
    assert purpose.results["partnership"]["name"] == "Hub"


def test_a_risk_says_its_light_lead_and_cost_in_words(hub: Partnership) -> None:
    text = tables.at_stake(summary.list_risks(hub)).html
    assert all(word in text for word in ("Not rated", "Nobody leads", "£5 to £12"))


def test_every_part_has_something_to_say_where_nothing_is_recorded() -> None:
    empty = Partnership(name="Hub", purpose="What are we for? One sentence.", stage=[{"stage": "scoping"}])
    parts = [
        tables.purpose(summary.describe_purpose(empty), review_partnership(empty, measured=False)),
        tables.topics(summary.describe_topics(empty)),
        tables.decisions(summary.propose_decisions(empty)),
        tables.changed(summary.rank_changes(empty)),
        tables.at_stake(summary.list_risks(empty)),
        tables.open_questions(summary.list_questions(empty)),
        tables.agreed(summary.follow_up(empty)),
    ]
    assert all(part.text.strip() for part in parts)
    assert "not recorded yet" in parts[0].html
    assert "no date yet" in parts[2].html


def test_a_small_line_rises_with_its_values_and_names_itself() -> None:
    line = draw_line([1.0, 2.0, 3.0], "Crime: 3% in <2024>")
    points = [tuple(map(float, pair.split(","))) for pair in line.split('points="')[1].split('"')[0].split()]
    assert [y for _, y in points] == sorted((y for _, y in points), reverse=True)
    assert "&lt;2024&gt;" in line
    assert draw_line([2.0, 2.0], "flat").count("25.0") >= 2


def test_what_no_decision_clears_is_listed_below_the_decisions(hub: Partnership) -> None:
    shown = tables.decisions(summary.propose_decisions(hub))
    assert "Still to act on now" in shown.html
    assert "<li>No way of settling differences is recorded.</li>" in shown.html
    assert "No way of settling differences is recorded." in shown.text
