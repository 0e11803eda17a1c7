"""Members: who came, who left, who may commit, counted by hand."""

from __future__ import annotations

import pytest

from partnerlab.analysis.facts.members import assess_attendance, assess_members, list_terms, measure_turnover

SEATS = [
    {"role": "Head", "from": "2024-01-01", "to": "2025-06-30", "authority": "commits"},
    {"role": "Clerk", "from": "2025-07-01", "authority": "refers back", "deputy": "Typist"},
]


def test_who_sits_now_is_shown_with_authority_and_cover(hub):
    seen = assess_members(hub(partners=[{"id": "A", "name": "Alpha", "representatives": SEATS}])).iloc[0]
    assert seen[["representative", "authority", "deputy", "changes"]].tolist() == ["Clerk", "refers back", "Typist", 1]


def test_an_empty_seat_has_no_representative(hub):
    seen = assess_members(hub(partners=[{"id": "A", "name": "Alpha", "representatives": SEATS[:1]}])).iloc[0]
    assert seen["representative"] is None


def test_deputies_count_as_attendance_and_meetings_before_joining_do_not(hub):
    partners = [{"id": "A", "name": "A", "joined": "2025-03-01"}, {"id": "B", "name": "B"}]
    meetings = [
        {"on": "2025-02-01", "present": ["B"]},
        {"on": "2025-04-01", "present": ["B"], "by_deputy": ["A"]},
        {"on": "2025-05-01", "present": ["B"]},
    ]
    seen = assess_members(hub(partners=partners, meetings=meetings)).set_index("partner")
    assert seen[["meetings", "attended", "by_deputy"]].to_numpy().tolist() == [[2, 1, 1], [3, 3, 0]]
    assert seen["attendance"].tolist() == [0.5, 1.0]


def test_meetings_longer_ago_than_the_months_asked_for_do_not_count(hub):
    meetings = [{"on": "2024-12-01", "present": ["A"]}, {"on": "2025-12-01", "present": ["A"]}]
    assert assess_members(hub("A", meetings=meetings)).iloc[0]["meetings"] == 1
    longer = hub("A", meetings=meetings, thresholds={"looking_back_months": 24})
    assert assess_members(longer).iloc[0]["meetings"] == 2


def test_a_meeting_without_attendance_recorded_was_not_missed(hub):
    meetings = [{"on": "2025-11-01"}, {"on": "2025-12-01", "present": ["A"]}]
    assert assess_members(hub("A", meetings=meetings)).iloc[0][["attended", "meetings"]].tolist() == [1, 1]
    assert assess_attendance(hub("A", meetings=meetings))["state"].tolist() == ["present"]


def test_without_a_meeting_attendance_cannot_be_told(hub):
    assert assess_members(hub("A"))["attendance"].isna().all()


def test_a_partner_that_left_is_listed_while_it_was_a_member(hub):
    partners = [{"id": "A", "name": "A", "left": "2025-04-15"}]
    meetings = [{"on": "2025-04-01", "present": ["A"]}, {"on": "2025-05-01"}]
    seen = assess_attendance(hub(partners=partners, meetings=meetings))
    assert seen[["state", "left"]].to_numpy().tolist() == [["present", True]]


def test_turnover_is_leavers_over_the_mean_number_sitting(hub):
    partners = [
        {"id": "A", "name": "A", "representatives": SEATS},
        {"id": "B", "name": "B", "representatives": [{"role": "Head", "from": "2024-01-01"}]},
        {"id": "C", "name": "C", "representatives": [{"role": "Head", "from": "2024-01-01", "to": "2025-08-01"}]},
    ]
    turnover = measure_turnover(hub(partners=partners))
    assert (turnover.left, turnover.seats, turnover.share) == (2, 2.5, 0.8)


def test_turnover_without_dates_cannot_be_told(hub):
    assert (
        measure_turnover(hub(partners=[{"id": "A", "name": "A", "representatives": [{"role": "Head"}]}])).share is None
    )


@pytest.mark.parametrize(("as_at", "sitting"), [("2025-06-01", [True]), ("2025-08-01", [False, True])])
def test_terms_are_seen_as_at_the_date(hub, as_at, sitting):
    partnership = hub(partners=[{"id": "A", "name": "A", "representatives": SEATS}], as_at=as_at)
    assert list_terms(partnership)["sitting"].tolist() == sitting
