"""Which partnerships are to be looked at for ending, because of what, and never as a verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.analysis.portfolio import Portfolio, compare_partnerships, list_endings, read_portfolio
from reviewed import finding, leave, measure, partner

PAIR = [partner("A"), partner("B")]
STOPPED = {"decided": {"on": "2026-02-28", "decision": "stop"}}
WEAK = {
    "findings": [finding("RA405", "amber"), finding("EV835", "amber")],
    "measures": [measure("attendance", 0.2) | {"n": 6}],
}
"""One sign each of worth, results and work."""
IDLE = {
    "measures": [
        measure("attendance", 0.2) | {"n": 6},
        measure("actions_open", 4),
        measure("actions_overdue", 4),
        measure("failure_reasons_warning", 3) | {"n": 7},
    ],
    "newest": "2024-12-31",
}
"""Four signs of one ground: nobody comes, so that actions are late and nothing is recorded."""


def endings(folder: Path, register: str = ""):
    file = folder / "organisations.yaml"
    file.write_text(register, encoding="utf-8")
    portfolio = read_portfolio(folder, organisations=file if register else "")
    return list_endings(portfolio, compare_partnerships(portfolio))


def test_three_grounds_or_one_sign_that_is_enough_are_a_reason_to_look(tmp_path: Path) -> None:
    leave(tmp_path, "hub", PAIR, **WEAK)
    leave(tmp_path, "town", [partner("C"), partner("D")], **STOPPED)
    leave(tmp_path, "port", [partner("E"), partner("F")], findings=WEAK["findings"])
    table = endings(tmp_path)
    assert table[["partnership", "grounds", "signs"]].to_numpy().tolist() == [["Town", 1, 1], ["Hub", 3, 3]]
    assert table["guide"].tolist() == ["¶4.11", "¶4.4, ¶2.12"]
    assert table.attrs["sentence"] == (
        "2 partnerships are to be looked at for ending, because of what is on record. The first has a sign that is "
        "enough alone. This is a reason to look and no verdict. Whether one ends is for its board and its sponsor to "
        "decide."
    )


def test_signs_of_one_cause_count_once(tmp_path: Path) -> None:
    leave(tmp_path, "idle", PAIR, **IDLE)
    leave(tmp_path, "busy", [partner("C"), partner("D")], newest="2026-03-31")
    assert endings(tmp_path).empty
    (row,) = endings(tmp_path, "ending: {least: 1}\n").to_dict("records")
    assert (row["partnership"], row["grounds"], row["signs"]) == ("Idle", 1, 4)


def test_the_strongest_come_first(tmp_path: Path) -> None:
    """One that is enough, then four grounds, then three of more signs ahead of three of fewer, then by name."""
    more = {"findings": [*WEAK["findings"], finding("EV209", "red")], "measures": WEAK["measures"]}
    four = {"findings": [*WEAK["findings"], finding("EV821", "amber")], "measures": WEAK["measures"]}
    told = {"a": WEAK, "b": WEAK, "c": more, "d": four, "e": STOPPED, "f": STOPPED | WEAK}
    for slug, about in told.items():
        leave(tmp_path, slug, [partner(f"{slug}1"), partner(f"{slug}2")], **about)
    table = endings(tmp_path)
    assert table["partnership"].tolist() == ["F", "E", "D", "C", "A", "B"]
    assert table["grounds"].tolist() == [4, 1, 4, 3, 3, 3]
    assert "record. The first 2 have a sign that is enough alone. This" in table.attrs["sentence"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ([STOPPED], "record. This"),
        ([STOPPED, STOPPED], "record. Each has a sign that is enough alone. This"),
        ([WEAK], "record. This"),
        ([WEAK, WEAK], "record. Those with most grounds stand first. This"),
    ],
)
def test_what_stands_first_is_said_where_there_are_several(tmp_path: Path, told: list[dict], said: str) -> None:
    for number, about in enumerate(told):
        leave(tmp_path, f"p{number}", [partner(f"{number}1"), partner(f"{number}2")], **about)
    assert said in endings(tmp_path).attrs["sentence"]


def test_the_register_says_how_many_grounds_it_takes(tmp_path: Path) -> None:
    leave(tmp_path, "hub", PAIR, **WEAK)
    assert endings(tmp_path, "ending: {least: 4}\n").empty
    assert len(endings(tmp_path, "ending: {least: 2}\n")) == 1


def test_one_that_is_ending_already_is_counted_and_not_proposed(tmp_path: Path) -> None:
    leave(tmp_path, "hub", PAIR, stage="ending", **STOPPED)
    table = endings(tmp_path)
    assert table.empty
    assert table.attrs["sentence"] == (
        "No partnership has signs enough on record to be looked at for ending. 1 partnership is ending already."
    )


def test_silence_is_counted_up_to_the_newest_entry_of_all(tmp_path: Path) -> None:
    leave(tmp_path, "hub", PAIR, newest="2025-03-31", **STOPPED)
    leave(tmp_path, "town", [partner("C"), partner("D")], newest="2025-04-01", **STOPPED)
    leave(tmp_path, "port", [partner("E"), partner("F")])
    said = dict(endings(tmp_path)[["partnership", "because"]].itertuples(index=False))
    assert said["Hub"].endswith(
        "Nothing new is on record since 31 March 2025, 12 months before the newest entry of all partnerships."
    )
    assert "Nothing new" not in said["Town"]


def test_a_partnership_within_another_says_which_and_the_larger_does_not(tmp_path: Path) -> None:
    leave(tmp_path, "hub", PAIR, **STOPPED)
    leave(tmp_path, "town", [*PAIR, partner("C")], **STOPPED)
    leave(tmp_path, "port", PAIR, ("warmer",), **STOPPED)
    said = dict(endings(tmp_path)[["partnership", "because"]].itertuples(index=False))
    assert said["Hub"].endswith("Town has all of its members and serves all of its outcomes.")
    assert all("has all of its members" not in said[name] for name in ("Town", "Port"))


def test_no_partnership_has_nothing_to_say() -> None:
    empty = list_endings(Portfolio(), compare_partnerships(Portfolio()))
    assert empty.empty
    assert empty.attrs["sentence"] == ""
