"""Tables of the risk review show what matters of a result, and say so when there is nothing to show."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.risk_allocation import compare_leads, summarise_risks
from partnerlab.display.charts.risk_lists import (
    MOST_CARRIERS,
    allocations_compared,
    delay_carriers,
    leads_compared,
    limit_prices,
    risk_alerts,
    risk_register,
    risks_by_class,
)
from partnerlab.partnership import Partnership

LIMITS = pd.DataFrame(
    {
        "limit": ["A leads on at most 2", "B leads on at most 9"],
        "saving": [1200.0, 0.0],
        "basis": ["agreement", "agreement"],
        "binding": [True, False],
    }
)


def test_only_limits_that_bind_have_a_price():
    page = limit_prices(LIMITS)._repr_mimebundle_()["text/html"]
    assert "A leads on at most 2" in page
    assert "£1,200" in page
    assert "B leads on at most 9" not in page


def test_where_no_limit_binds_it_is_said():
    assert (
        "No limit is known to cost anything."
        in limit_prices(LIMITS[~LIMITS["binding"]])._repr_mimebundle_()["text/html"]
    )


def test_classes_without_a_risk_are_one_sentence_and_one_risk_makes_them_a_table():
    counts = pd.DataFrame({"class": ["shared", "own"], "review": [0, 0], "total": [0, 0]})
    assert "No open risk is recorded, in any class." in risks_by_class(counts).html
    assert "own" in risks_by_class(counts.assign(total=[1, 0])).html


def test_why_there_is_no_alert_is_told_on_the_page():
    alerts = pd.DataFrame(columns=["severity", "subject", "alert", "code", "paragraph"])
    alerts.attrs["none"] = "Not checked at the scoping stage. In the register: 1 red."
    page = risk_alerts(alerts)._repr_mimebundle_()["text/html"]
    assert "In the register: 1 red." in page
    assert "nothing" not in page.lower()


SUMMED = pd.DataFrame(
    {
        "allocation": ["today's leads", "best leads"],
        "p80": [1000.0, 1000.0],
        "p80_used": [900.0, 600.0],
        "largest": ["A", None],
        "largest_share": [0.5, None],
        "nobodys": [0.5, 0.0],
    }
)


def test_the_ways_to_share_say_who_carries_most_what_nobody_does_and_what_influence_would_save():
    page = allocations_compared(SUMMED)._repr_mimebundle_()["text/html"]
    assert "As the risks are rated today P80 is £1,000 a year, whoever leads." in page
    for cell in ("900", "600", "50%", "0%"):
        assert cell in page


def test_where_nothing_can_be_simulated_the_ways_to_share_say_so():
    assert "Nothing can be simulated yet." in allocations_compared(SUMMED[:0])._repr_mimebundle_()["text/html"]


def test_those_who_carry_less_of_the_delay_are_left_out():
    partners = [f"partner-{number:02}" for number in range(MOST_CARRIERS + 1)]
    page = delay_carriers(pd.DataFrame({"partner": partners, "today": 0.1}))._repr_mimebundle_()["text/html"]
    assert [partner in page for partner in partners] == [True] * MOST_CARRIERS + [False]
    assert "10%" in page


def test_a_risk_without_a_lead_has_a_dash_and_extra_cost_is_in_pounds():
    compared = pd.DataFrame(
        {
            "risk": ["R1"],
            "lead": [None],
            "best_lead": ["A"],
            "rule_lead": ["B"],
            "extra": [12345.0],
            "why": ["nobody leads"],
            "other": ["not shown"],
        }
    )
    page = leads_compared(compared)._repr_mimebundle_()["text/html"]
    assert "Extra cost today (£)" in page
    assert "12,345" in page
    assert "–" in page
    assert "not shown" not in page


def test_without_a_risk_the_tables_say_so():
    bare = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    assert "No open risk is recorded." in risk_register(summarise_risks(bare)).html
    assert "No open risk is recorded, so there is nothing to lead on." in leads_compared(compare_leads(bare)).html
