"""Numbers for the portfolio: names, units, intervals, and what is not known."""

from __future__ import annotations

from partnerlab.analysis.risk_allocation.measures import take_measures

COST = {"probability": 0.5, "low": 100, "likely": 100, "high": 100}


def found(partnership):
    return {(row.name, row.subject): row for row in take_measures(partnership)}


def test_counts_money_and_loads_are_measured(made, rated):
    hub = made(
        risks=[{"id": f"R{n}", "title": "x", "class": "shared", **COST} for n in (1, 2)],
        ratings=[rated("R1", 4, 4), rated("R2", 2, 2)],
        leads=[{"risk": "R1", "lead": "A", "on": "2026-01-01"}],
    )
    rows = found(hub)
    values = {key: row.value for key, row in rows.items()}
    assert values["risks_open", ""] == 2
    assert values["risks_red", ""] == 1
    assert values["risks_without_lead", ""] == 1
    assert (values["risk_alerts", ""], values["risk_alerts_red", ""]) == (2, 1)
    assert values["risk_alerts_no_lead_on_record", ""] == 1
    assert (values["risks_led", "A"], values["risks_led", "B"]) == (1, 0)
    mean = rows["exposure_mean", ""]
    assert (mean.value, mean.low, mean.high) == (100, None, None)  # exact, so there is no error to show
    assert mean.unit == "£"
    p80 = rows["exposure_p80", ""]
    assert (p80.value, p80.n) == (200, 2)
    assert (p80.low, p80.high) == (None, None)  # both strike in one year of four, so P80 is £200 and nothing else
    assert "exact" in p80.method
    assert abs(values["tail_share", "A"] - 0.5) < 0.01


def test_time_at_stake_is_measured_in_days(made):
    late = {"probability": 1.0, "days_low": 20, "days_likely": 20, "days_high": 20}
    risks = [{"id": f"R{n}", "title": "x", **facts} for n, facts in enumerate((late, late, COST))]
    rows = found(made(risks=risks, leads=[{"risk": "R0", "lead": "A", "on": "2026-01-01"}]))
    p80 = rows["delay_p80", ""]
    assert (p80.value, p80.unit, p80.n) == (40, "days", 2)
    assert rows["delay_p80_largest", ""].value == 20
    assert rows["delay_uncounted", ""].value == 1
    assert (rows["delay_tail_share", "A"].value, rows["delay_tail_share", "B"].value) == (0.5, 0)


def test_nothing_is_counted_as_nought_when_it_is_not_known(made):
    rows = found(made())
    assert {row.value for key, row in rows.items()} == {None}


def test_each_measure_is_named_once_for_each_subject(made):
    rows = take_measures(made())
    assert len({(row.name, row.subject) for row in rows}) == len(rows)


def test_a_quantile_is_what_its_name_says_whatever_the_partnership_judges_by(made):
    """£100 falls due in 15 years of 100: nothing up to P85, and £100 from there on."""
    risks = [{"id": "R1", "title": "x", "probability": 0.15, "low": 100, "likely": 100, "high": 100}]
    usual, strict = found(made(risks=risks)), found(made(risks=risks, thresholds={"at_stake": 0.9}))
    assert usual["exposure_p80", ""].value == strict["exposure_p80", ""].value == 0
    assert usual["exposure_at_stake", ""].value == 0
    assert strict["exposure_at_stake", ""].value == 100
    assert strict["exposure_at_stake", ""].method.startswith("P90, as thresholds.at_stake says")
