"""Past boards: kept small, and the same for the same data."""

from __future__ import annotations

from pathlib import Path

from partnerlab.analysis.portfolio import History, add_board, compare_boards, list_boards, read_history, read_portfolio
from partnerlab.analysis.portfolio import say_changes as say
from reviewed import finding, leave, partner


def board(folder: Path, history: History, on: str, **reds: int) -> History:
    for slug, number in reds.items():
        found = [finding("RA1", "red", f"risk {place}") for place in range(number)]
        leave(folder / on, slug, [partner("A")], as_at=on, findings=found)
    return add_board(history, read_portfolio(folder / on))


def keep(folder: Path, history: History) -> History:
    (folder / "05-portfolio").mkdir(exist_ok=True)
    (folder / "05-portfolio" / "history.json").write_bytes(history.as_json())
    return read_history(folder)


def test_what_changed_since_the_last_board_is_told(tmp_path: Path) -> None:
    first = keep(tmp_path, board(tmp_path, History(), "2026-03-31", hub=1, town=3, port=0))
    second = board(tmp_path, first, "2026-06-30", hub=2, town=1, new=0)
    changed = compare_boards(second)
    rows = {row.partnership: row.change for row in changed.itertuples()}
    assert rows == {"Hub": "worse", "Town": "better", "New": "new", "Port": "gone"}
    assert say(second) == (
        "Since 31 March 2026: 1 partnership stands worse, 1 partnership stands better, 1 partnership is new, "
        "1 partnership is gone."
    )
    assert list_boards(second)["red"].tolist() == [3, 4]


def test_made_again_on_the_same_data_nothing_changes(tmp_path: Path) -> None:
    once = board(tmp_path, History(), "2026-03-31", hub=1)
    again = add_board(keep(tmp_path, once), read_portfolio(tmp_path / "2026-03-31"))
    assert again.as_json() == once.as_json()
    assert "no earlier board" in say(again)


def test_of_older_boards_only_the_totals_are_kept(tmp_path: Path) -> None:
    history = History()
    for month in range(1, 8):
        history = board(tmp_path, history, f"2026-{month:02}-01", hub=month)
    assert [bool(one.each) for one in history.boards] == [False] * 5 + [True] * 2
    assert [one.red for one in keep(tmp_path, history).boards] == [1, 2, 3, 4, 5, 6, 7]


def test_a_history_that_cannot_be_read_begins_anew_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "05-portfolio").mkdir()
    (tmp_path / "05-portfolio" / "history.json").write_text("{", encoding="utf-8")
    assert "starts again" in say(read_history(tmp_path))


def test_seen_at_an_earlier_day_the_later_boards_are_kept(tmp_path: Path) -> None:
    history = History()
    for month, number in ((1, 1), (3, 3), (6, 6)):
        history = keep(tmp_path, board(tmp_path, history, f"2026-{month:02}-01", hub=number))
    back = board(tmp_path, history, "2026-04-01", hub=4)
    assert list_boards(back)["red"].tolist() == [4, 3, 1]
    assert say(back) == "Since 1 March 2026: 1 partnership stands worse."
    again = add_board(keep(tmp_path, back), read_portfolio(tmp_path / "2026-06-01"))
    assert list_boards(again)["red"].tolist() == [6, 4, 3, 1]
    assert say(again) == "Since 1 April 2026: 1 partnership stands worse."


def test_a_partnership_whose_file_was_renamed_is_neither_gone_nor_new(tmp_path: Path) -> None:
    first = board(tmp_path, History(), "2026-03-31", hub=1, town=1)
    leave(tmp_path / "2026-06-30", "hub-2", [partner("A")], as_at="2026-06-30", name="Hub")
    second = board(tmp_path, first, "2026-06-30", town=1)
    assert compare_boards(second)[["partnership", "change"]].to_numpy().tolist() == [["Hub", "better"]]


def test_one_that_is_seen_at_an_earlier_day_than_at_the_last_board_is_not_compared(tmp_path: Path) -> None:
    """As at its own newest day it lacks what fell due since: fewer findings, and nothing is better."""
    for place, on in (("first", "2026-06-30"), ("second", "2022-06-30")):
        found = [finding("RA1", "red", f"risk {number}") for number in range(2 if place == "first" else 1)]
        leave(tmp_path / place, "ended", [partner("A")], as_at=on, findings=found)
        leave(tmp_path / place, "hub", [partner("A")], as_at="2026-06-30" if place == "first" else "2026-10-31")
    first = keep(tmp_path, add_board(History(), read_portfolio(tmp_path / "first")))
    second = add_board(first, read_portfolio(tmp_path / "second"))
    changed = compare_boards(second)
    assert changed[["partnership", "change", "red_before", "red_after"]].to_numpy().tolist() == [
        ["Ended", "not compared", 2, 1]
    ]
    assert say(second) == (
        "Nothing that is counted here has changed since 30 June 2026. 1 partnership is not compared, since it is "
        "reviewed as at an earlier day than at that board."
    )


def test_what_a_change_for_the_better_or_worse_rests_on_is_beside_it(tmp_path: Path) -> None:
    attend = [finding("RA1", "amber", f"risk {number}") for number in range(2)]
    leave(tmp_path / "first", "hub", [partner("A")], as_at="2026-03-31", findings=attend)
    leave(tmp_path / "second", "hub", [partner("A")], as_at="2026-06-30", findings=attend[:1])
    history = add_board(add_board(History(), read_portfolio(tmp_path / "first")), read_portfolio(tmp_path / "second"))
    (row,) = compare_boards(history).to_dict("records")
    assert (row["change"], row["amber_before"], row["amber_after"]) == ("better", 2, 1)


def test_two_of_one_name_that_came_and_went_are_not_taken_for_one_another(tmp_path: Path) -> None:
    first = board(tmp_path, History(), "2026-03-31", hub=1)
    for slug in ("a", "b"):
        leave(tmp_path / "2026-06-30", slug, [partner("A")], as_at="2026-06-30", name="Hub")
    second = add_board(first, read_portfolio(tmp_path / "2026-06-30"))
    assert sorted(compare_boards(second)["change"]) == ["gone", "new", "new"]
