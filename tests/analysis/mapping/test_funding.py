"""Money by year: what stands is what was offered, less what was cut, plus what was given back."""

from __future__ import annotations

from datetime import date

import pandas as pd

from partnerlab.analysis.mapping import list_funding
from partnerlab.partnership import Partnership

START = {"year": "2026/27", "from": "Fund", "to": "A", "grant": "Start"}
HUB = Partnership(
    name="Hub",
    purpose="Reach people",
    stage=[{"stage": "managing"}],
    partners=[{"id": "A", "name": "Alpha"}],
    funding=[
        {"year": "2027/28", "amount": 10, "from": "A"},
        {**START, "amount": 90, "on": "2026-01-01"},
        {**START, "amount": 40, "change": "cut", "on": "2026-05-01"},
        {**START, "amount": 15, "change": "reinstated", "on": "2026-09-01"},
        {"year": "2026/27", "amount": 5, "change": "cut", "from": "B"},
    ],
)


def test_each_year_funder_grant_and_recipient_has_a_row():
    table = list_funding(HUB)
    assert table[["year", "funder", "to"]].astype(object).where(table.notna(), None).to_numpy().tolist() == [
        ["2026/27", "Fund", "Alpha"],
        ["2026/27", "B", None],
        ["2027/28", "Alpha", None],
    ]


def test_what_stands_follows_the_date_and_is_unknown_without_an_offer():
    assert list_funding(HUB)["stands"].tolist() == [65, pd.NA, 10]
    assert list_funding(HUB.at(date(2026, 6, 1)))["stands"].tolist()[0] == 50
    assert list_funding(HUB.at(date(2026, 2, 1)))["stands"].tolist()[0] == 90


def test_without_money_there_is_no_row():
    assert list_funding(Partnership(name="Hub", purpose="Reach", stage=[{"stage": "scoping"}])).empty
