"""Resources, added up by hand."""

from __future__ import annotations

from partnerlab.analysis.mapping import administration_share, assess_resources, list_resources

COVERS = ("partnerlab.analysis.mapping.resources",)


def test_money_time_and_kind_are_kept_apart_without_a_rate(hub):
    brought = [{"kind": "money", "amount": 500}, {"kind": "time", "amount": 20}, {"kind": "in kind", "amount": 100}]
    partners = [{"id": "A", "name": "A", "resources": brought}]
    plain = assess_resources(hub(partners=partners)).iloc[0]
    assert plain[["money", "in_kind", "time"]].tolist() == [500, 100, 20]
    assert plain.isna()["worth"]
    assert assess_resources(hub(partners=partners), pounds_an_hour=10).iloc[0]["worth"] == 800


def test_what_nobody_said_is_missing_and_not_nothing(hub):
    row = assess_resources(hub("A")).iloc[0]
    assert row[["money", "in_kind", "time", "sitting", "worth"]].isna().all()


def test_administration_is_a_share_of_pounds(hub):
    brought = [{"kind": "money", "amount": 75}, {"kind": "in kind", "amount": 25, "purpose": "administration"}]
    assert administration_share(hub(partners=[{"id": "A", "name": "A", "resources": brought}])) == 0.25
    assert administration_share(hub("A")) is None


def test_a_resource_without_an_amount_is_listed(hub):
    partners = [{"id": "A", "name": "A", "resources": [{"kind": "in kind", "what": "a room"}]}]
    assert list_resources(hub(partners=partners))["amount"].isna().tolist() == [True]
