"""What the mapping review leaves for machines and the portfolio."""

from __future__ import annotations

from partnerlab.analysis import portfolio
from partnerlab.analysis.mapping import take_measures


def test_what_the_portfolio_adds_up_is_there(hub):
    names = {measure.name for measure in take_measures(hub("A"))}
    assert {"spent", "budget", "milestones_overdue"} <= names & set(portfolio.MEASURES)


def test_without_data_a_measure_is_missing_and_not_nothing(hub):
    values = {(measure.name, measure.subject): measure.value for measure in take_measures(hub())}
    known = {name for (name, _), value in values.items() if value is not None}
    assert known == {"partners"}


def test_density_has_its_band(hub, tie):
    rows = [tie("A", "B"), tie("B", "A"), tie("C", "A")]
    density = next(row for row in take_measures(hub("A", "B", "C", relationships=rows)) if row.name == "density")
    assert (density.value, density.low, density.high, density.n) == (2 / 3, 0.0, 1.0, 3)


def test_attendance_is_given_for_each_partner_and_for_all(hub):
    partnership = hub("A", "B", meetings=[{"on": "2025-12-01", "present": ["A"]}])
    shares = {row.subject: row.value for row in take_measures(partnership) if row.name == "attendance"}
    assert shares == {"A": 1.0, "B": 0.0, "": 0.5}
