"""Who is relieved of what, under limits of hours."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.analysis.portfolio import History, gather_frames, read_portfolio, rebalance
from reviewed import leave, measure, partner

COVERS = ("partnerlab.analysis.portfolio.gathering",)


def test_a_lead_moves_to_another_member_before_a_seat_does(tmp_path: Path) -> None:
    members = [partner("Police", hours=80.0, sector="statutory"), partner("Trust", hours=5.0, sector="statutory")]
    leave(tmp_path, "hub", members, measures=[measure("risks_led", 4, "Police")])
    found = rebalance(read_portfolio(tmp_path))
    (move,) = found.moves.itertuples()
    assert (move.organisation, move.to, move.what, move.hours) == ("Police", "Trust", "lead on 2 risks", 8)
    assert found.sentence == (
        "1 organisation gives more hours a month than the limit. 1 move of 8 hours a month would help. "
        "All would be within their limits."
    )


def test_a_seat_goes_to_a_body_of_its_sector_with_hours_to_spare(tmp_path: Path) -> None:
    for slug, hours in {"hub": 60.0, "town": 30.0}.items():
        leave(tmp_path, slug, [partner("Police", hours=hours, sector="statutory")])
    leave(
        tmp_path,
        "port",
        [partner("Trust", hours=20.0, sector="statutory"), partner("Club", hours=1.0, sector="community")],
    )
    (move,) = rebalance(read_portfolio(tmp_path)).moves.itertuples()
    assert (move.partnership, move.to, move.what, move.hours) == ("Town", "Trust", "its seat", 30)


def test_no_more_seats_are_looked_at_than_can_be_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partnerlab.analysis.portfolio.rebalancing.MOST_SEATS", 3)
    for slug in ("hub", "town"):
        leave(tmp_path, slug, [partner(name, hours=hours) for name, hours in {"Police": 90.0, "Trust": 80.0}.items()])
    found = rebalance(read_portfolio(tmp_path))
    assert found.sentence.startswith(
        "2 organisations give more hours a month than the limit. Looked at is the one that is furthest beyond it."
    )


def test_what_is_left_over_is_said_of_those_looked_at_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Police is 15.5 hours over and the Trust 5; then the Police's lead in the port, of 4 hours, moves to the Club."""
    monkeypatch.setattr("partnerlab.analysis.portfolio.rebalancing.MOST_RELIEVED", 1)
    leave(tmp_path, "hub", [partner("Police", hours=90.5), partner("Trust", hours=80.0)])
    told = rebalance(read_portfolio(tmp_path)).sentence
    assert told.endswith("furthest beyond it. No move of a seat or lead of theirs would change that.")
    club = [partner("Police", hours=4.0), partner("Club", hours=71.0)]
    leave(tmp_path, "port", club, measures=[measure("risks_led", 1, "Police")])
    assert rebalance(read_portfolio(tmp_path)).sentence.endswith(
        "1 move of 4 hours a month would help. 15.5 hours a month would still be over the limit among those looked at."
    )


def test_two_seats_in_one_partnership_are_counted_together(tmp_path: Path) -> None:
    leave(tmp_path, "hub", [partner("Police", id="P1", hours=50.0), partner("police", id="P2", hours=26.0)])
    leave(tmp_path, "town", [partner("Trust", hours=1.0)])
    (row,) = rebalance(read_portfolio(tmp_path)).load.itertuples()
    assert (row.organisation, row.before, row.after) == ("Police", 76, 76)


def test_without_hours_nothing_is_said_to_move(tmp_path: Path) -> None:
    leave(tmp_path, "hub", [partner("Police")])
    assert "overload is not known" in rebalance(read_portfolio(tmp_path)).sentence


def test_all_tables_are_there_even_without_reviews(tmp_path: Path) -> None:
    empty = read_portfolio(tmp_path)
    frames = gather_frames(empty, rebalance(empty), History())
    assert all(frame.empty for frame in frames.values())
    assert all(len(frame.columns) > 1 for frame in frames.values())
