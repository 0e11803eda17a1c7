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


def test_many_are_looked_at_in_turns_the_worst_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Police is 15 hours over, the Trust 5; the Club has 15 to spare, which the Police's seat in the port takes."""
    monkeypatch.setattr("partnerlab.analysis.portfolio.rebalancing.MOST_SEATS", 3)
    both = {"Police": 75.0, "Trust": 75.0}
    leave(tmp_path, "hub", [partner(name, hours=hours, sector="public") for name, hours in both.items()])
    leave(tmp_path, "port", [partner("Police", hours=15.0, sector="public")])
    leave(tmp_path, "town", [partner("Trust", hours=5.0, sector="public")])
    leave(tmp_path, "camp", [partner("Club", hours=60.0, sector="public")])
    found = rebalance(read_portfolio(tmp_path))
    assert found.moves.to_numpy().tolist() == [["Police", "Port", "its seat", "Club", 15]]
    assert found.load.to_numpy().tolist() == [["Police", 90, 75, 75], ["Trust", 80, 80, 75], ["Club", 60, 75, 75]]
    assert found.sentence == (
        "2 organisations give more hours a month than the limit. 1 move of 15 hours a month would help. 5 hours a "
        "month would still be over the limit. They were looked at in 2 turns, the worst first; another order may do "
        "better."
    )


def test_who_is_beyond_the_last_turn_is_not_looked_at_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Police is 15.5 hours over and the Trust 5; then the Police's lead in the port, of 4 hours, moves to the Club."""
    monkeypatch.setattr("partnerlab.analysis.portfolio.rebalancing.MOST_RELIEVED", 1)
    monkeypatch.setattr("partnerlab.analysis.portfolio.rebalancing.MOST_TURNS", 1)
    leave(tmp_path, "hub", [partner("Police", hours=90.5), partner("Trust", hours=80.0)])
    told = rebalance(read_portfolio(tmp_path))
    assert told.sentence == (
        "2 organisations give more hours a month than the limit. Looked at is the one that is furthest beyond it. "
        "No move of a seat or lead of theirs would change that."
    )
    assert told.load["after"].isna().tolist() == [False, True]
    club = [partner("Police", hours=4.0), partner("Club", hours=71.0)]
    leave(tmp_path, "port", club, measures=[measure("risks_led", 1, "Police")])
    assert rebalance(read_portfolio(tmp_path)).sentence.endswith(
        "1 move of 4 hours a month would help. 15.5 hours a month would still be over the limit among those looked at."
    )


def test_in_turns_nobody_is_taken_beyond_a_limit_and_hours_add_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("partnerlab.analysis.portfolio.rebalancing.MOST_RELIEVED", 2)
    for number in range(12):
        seats = [partner(f"Big {place}", hours=20.0, sector="public") for place in range(5)]
        leave(tmp_path, f"p{number:02}", [*seats, partner(f"Small {number}", hours=40.0, sector="public")])
    found = rebalance(read_portfolio(tmp_path))
    load = found.load.set_index("organisation")
    assert load["after"].sum() == load["before"].sum() == 5 * 240 + 12 * 40
    assert (load.loc[[name for name in load.index if name.startswith("Small")], "after"] <= 75).all()
    assert len(found.moves) == 12  # each small one has 35 hours to spare, and so takes one seat of 20
    assert not found.moves.duplicated(["organisation", "partnership"]).any()


def test_for_many_seats_as_many_takers_are_considered_as_are_needed(tmp_path: Path) -> None:
    """Ten seats of 70 hours each, and ten bodies that can take one: four alone could take four."""
    for number in range(10):
        leave(tmp_path, f"p{number}", [partner("Police", hours=70.0, sector="public")])
        leave(tmp_path, f"q{number}", [partner(f"Body {number}", hours=5.0, sector="public")])
    found = rebalance(read_portfolio(tmp_path))
    assert (len(found.moves), found.load.set_index("organisation").loc["Police", "after"]) == (9, 70)


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
