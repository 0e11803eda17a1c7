"""A candidate is dated by its effort, as the file has it; rows seen at a date are found again in the file."""

from __future__ import annotations

from datetime import date

from partnerlab.analysis.moves.candidate import Candidate, dated, day_after, number_of
from partnerlab.partnership import Partnership


def hub(**fields: object) -> Partnership:
    whole = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning", "on": "2026-01-01"}], **fields)
    return whole.at(date(2026, 6, 1))


def test_more_effort_gets_more_time() -> None:
    efforts = {kind: dated(hub(), Candidate(kind, "Do it", "", "the board")) for kind in ("leads", "money", "clauses")}
    assert {kind: row.effort for kind, row in efforts.items()} == {
        "leads": "small",
        "money": "medium",
        "clauses": "large",
    }
    assert [row.due for row in efforts.values()] == [date(2026, 7, 1), date(2026, 7, 31), date(2026, 9, 29)]


def test_the_file_says_otherwise() -> None:
    changed = hub(moves={"large_effort": ["leads"], "days_large": 10})
    row = dated(changed, Candidate("leads", "Do it", "", "the board"))
    assert (row.effort, row.due) == ("large", date(2026, 6, 11))


def test_without_a_date_there_is_no_date() -> None:
    undated = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}])
    assert day_after(undated, 30) is None


def test_a_row_whose_end_is_not_known_yet_is_found_in_the_file() -> None:
    seats = [
        {"role": "Head", "from": "2025-01-01", "to": "2026-02-01"},
        {"role": "Head", "from": "2026-02-02", "to": "2026-12-31"},
    ]
    seen = hub(partners=[{"id": "A", "name": "Alpha", "representatives": seats}])
    rows = seen.partners[0].representatives
    assert rows[1].end is None
    assert [number_of(seen.whole.partners[0].representatives, row) for row in rows] == [1, 2]
