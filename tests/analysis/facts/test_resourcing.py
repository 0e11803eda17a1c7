"""The level that the hours entered bear, counted by hand."""

from __future__ import annotations

from partnerlab.analysis.facts.resourcing import assess_pair_resources, assess_resourcing, hours_for_partnering

NEEDED = {"collaboration": [{"on": "2025-02-01", "needed": 3}]}


def partner(name: str, *resources: dict, hours_a_month: float | None = None) -> dict:
    seat = [{"role": "Head", "hours_a_month": hours_a_month}]
    return {"id": name, "name": f"The {name}", "resources": list(resources), "representatives": seat}


def tie(by: str, about: str, needed: int) -> dict:
    return {"by": by, "with": about, "on": "2025-06-01", "needed": needed}


def hours(amount: float) -> dict:
    return {"kind": "time", "amount": amount}


def test_time_seats_and_money_for_support_are_hours_and_money_for_the_service_is_not(hub):
    support = {"kind": "money", "amount": 300, "purpose": "administration"}
    service = {"kind": "money", "amount": 9000}
    made = hub(partners=[partner("A", hours(20), support, service, hours_a_month=2)])
    assert hours_for_partnering(made.current_partners[0], 30.0) == 20 + 24 + 10


def test_nothing_recorded_is_not_nothing_given(hub):
    made = hub(partners=[partner("A", {"kind": "in kind", "what": "a room"}), partner("B", hours(0))], **NEEDED)
    found = assess_resourcing(made)
    assert found.hours == {"A": None, "B": 0.0}
    assert (found.known, found.borne) == (1, 0)


def test_each_level_takes_twice_the_hours_of_the_one_below(hub):
    def borne(each: float) -> int | None:
        return assess_resourcing(hub(partners=[partner("A", hours(each)), partner("B", hours(each))], **NEEDED)).borne

    assert [borne(each) for each in (5, 6, 12, 24, 48, 96)] == [0, 1, 2, 3, 4, 5]


def test_how_much_a_level_takes_can_be_changed(hub):
    partners = [partner("A", hours(24)), partner("B", hours(24))]
    assert assess_resourcing(hub(partners=partners, thresholds={"level_hours": 24}, **NEEDED)).borne == 1


def test_a_partners_hours_are_divided_among_its_pairs_by_what_they_need(hub):
    ties = [tie("A", "B", 3), tie("A", "C", 2), tie("B", "C", 0)]
    partners = [partner("A", hours(36)), partner("B", hours(100)), partner("C", hours(11))]
    table = assess_pair_resources(hub(partners=partners, relationships=ties)).set_index(["first", "second"])
    assert table.loc[("A", "B")].tolist() == [3, 24.0, 3, "enough"]
    assert table.loc[("A", "C")].tolist() == [2, 11.0, 1, "too little"]
    assert table.loc[("B", "C")].tolist() == [0, 0.0, 0, "enough"]
    assert table.index[0] == ("A", "C")


def test_a_pair_of_which_one_has_no_hours_recorded_cannot_be_told(hub):
    partners = [partner("A", hours(36)), partner("B")]
    row = assess_pair_resources(hub(partners=partners, **NEEDED)).iloc[0]
    assert row["state"] == "cannot tell"
    assert row["needed"] == 3


def test_one_partner_has_no_pair(hub):
    made = hub(partners=[partner("A", hours(36))], **NEEDED)
    assert assess_pair_resources(made).empty
    assert assess_resourcing(made).borne is None
