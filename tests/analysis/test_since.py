"""What changed for you: counted from the last meeting a partner came to, and told to whom it concerns."""

from __future__ import annotations

from datetime import date

from partnerlab.analysis.since import Update, update_partners
from partnerlab.partnership import Partnership

HUB = {
    "name": "Hub",
    "purpose": "Reach people",
    "stage": [{"stage": "managing", "on": "2025-01-01"}],
    "partners": [
        {"id": "A", "name": "Alpha", "representatives": [{"role": "Head", "from": "2025-01-01"}]},
        {"id": "B", "name": "Beta", "joined": "2025-01-01"},
    ],
    "meetings": [{"on": "2025-02-01", "present": ["A", "B"]}, {"on": "2025-04-01", "present": ["B"]}],
}


def updates(**tables) -> dict[str, Update]:
    seen = Partnership(**(HUB | tables)).at(date(2025, 6, 1))
    return {row.partner: row for row in update_partners(seen)}


def rated(score: tuple[int, int], on: str) -> dict[str, object]:
    return {"risk": "R1", "on": on, "likelihood": score[0], "impact": score[1]}


RISK = {"id": "R1", "title": "Delay", "class": "shared", "on": "2025-01-01"}
LEAD = {"risk": "R1", "lead": "A", "on": "2025-01-15"}


def test_it_is_counted_from_the_last_meeting_each_came_to_itself_or_by_a_deputy():
    found = updates(meetings=[*HUB["meetings"], {"on": "2025-05-01", "present": ["B"], "by_deputy": ["A"]}])
    assert [row.since for row in found.values()] == [date(2025, 5, 1), date(2025, 5, 1)]
    assert updates()["A"].reason == "Alpha last came to the meeting on 1 February 2025; 1 meeting was held since."
    assert updates()["B"].reason == ("Beta last came to the meeting on 1 April 2025; no meeting is recorded since.")


def test_who_came_to_none_counts_from_joining_and_without_that_nothing_is_compared():
    found = updates(meetings=[{"on": "2025-04-01", "present": ["C"]}])
    assert found["B"].reason == (
        "Beta has come to no meeting that is recorded. It joined on 1 January 2025; 1 meeting was held since."
    )
    assert (found["A"].since, found["A"].changed) == (None, ())
    assert found["A"].reason == "When Alpha last came to a meeting is not recorded, nor when it joined."


def test_nothing_has_changed_where_nothing_is_dated_later():
    assert all((row.concerns, row.changed, row.figures, row.asked) == ((), (), (), ()) for row in updates().values())


def test_a_risk_that_worsened_concerns_who_leads_on_it_and_is_told_to_all():
    ratings = [rated((2, 3), "2025-01-20"), rated((4, 3), "2025-05-01")]
    found = updates(risks=[RISK], leads=[LEAD], ratings=ratings)
    text = "The risk “Delay” (R1) has worsened: its score went from 6 to 12."
    assert (found["A"].concerns, found["A"].changed) == ((text,), ())
    assert (found["B"].concerns, found["B"].changed) == ((), (text,))


def test_what_changed_before_a_partner_last_came_is_not_told_again():
    ratings = [rated((2, 3), "2025-01-20"), rated((4, 3), "2025-03-01")]
    found = updates(risks=[RISK], leads=[LEAD], ratings=ratings)
    assert found["A"].concerns != ()
    assert found["B"].changed == ()


def test_a_lead_that_moves_concerns_who_had_it_and_who_has_it():
    found = updates(risks=[RISK], leads=[LEAD, {"risk": "R1", "lead": "B", "on": "2025-05-01"}])
    assert found["A"].concerns == found["B"].concerns == ("Beta now leads on “Delay” (R1).",)
    gone = updates(risks=[RISK], leads=[LEAD, {"risk": "R1", "on": "2025-05-01"}])
    assert gone["A"].concerns == ("Nobody now leads on “Delay” (R1).",)


def test_an_action_is_asked_of_whoever_owns_it_by_name_or_by_post():
    actions = [
        {"id": "a", "title": "Sign", "owner": "Head", "on": "2025-03-01", "due": "2025-05-01"},
        {"id": "b", "title": "Write", "owner": "B", "on": "2025-01-10", "due": "2025-07-01"},
        {"id": "c", "title": "Call", "owner": "B", "on": "2025-01-10", "done": "2025-05-05"},
    ]
    found = updates(actions=actions)
    assert found["A"].concerns == ("New action: “Sign”, due on 1 May 2025.",)
    assert found["A"].asked == ("Your action “Sign” was due on 1 May 2025.",)
    assert found["B"].concerns == ("Done on 5 May 2025: the action “Call”.",)
    assert found["B"].asked == ("Your action “Write” is due on 1 July 2025.",)


def test_members_stage_and_signature_are_told_to_all():
    found = updates(
        stage=[*HUB["stage"], {"stage": "implementing", "on": "2025-05-01"}],
        partners=[*HUB["partners"], {"id": "C", "name": "Gamma", "joined": "2025-05-02"}],
        agreements=[{"kind": "MoU", "on": "2025-01-01", "signed": "2025-05-03"}],
    )
    assert found["B"].changed == (
        "The partnership has reached the stage of implementing.",
        "Gamma joined.",
        "Signed on 3 May 2025: MoU.",
    )


def test_the_newest_figure_is_told_where_it_is_new():
    values = [{"period": "2024Q4", "value": 3}, {"period": "2025Q1", "value": 4, "published": "2025-05-01"}]
    measure = {"id": "m", "title": "Visits", "kind": "how much", "unit": "visits", "values": values}
    assert updates(performance=[measure])["B"].figures == ("Visits: 4 visits in 2025Q1.",)
    assert updates(performance=[measure | {"values": values[:1]}])["B"].figures == ()


def test_who_is_silent_is_asked_and_told_what_the_answer_could_change():
    answers = [{"on": "2025-05-01", "by": "A", "item": item, "answer": "in place"} for item in (7, 10)]
    found = updates(checklist=answers)
    assert found["B"].asked == (
        "You have not answered on 2 matters: “Settling disputes” and “Shared risks”. Your answer alone could change "
        "what is said of 2.",
    )
    assert found["A"].asked == ()


def test_who_has_not_said_how_it_works_with_the_others_is_asked():
    partners = [*HUB["partners"], {"id": "C", "name": "Gamma", "joined": "2025-01-01"}]
    ties = [{"by": by, "with": other, "on": "2025-05-01", "actual": 3 if {by, other} == {"A", "B"} else 1}
            for by in "AB" for other in "ABC" if other != by]  # fmt: skip
    found = updates(partners=partners, relationships=ties, thresholds={"response": 0.5})
    assert found["C"].asked == (
        "You have not said how you work with the others. Your answer alone could change 3 conclusions on the network.",
    )
    assert found["A"].asked == ()


def test_who_carries_a_risk_that_others_rated_is_asked_for_its_rating():
    found = updates(risks=[RISK], ratings=[rated((5, 5), "2025-02-01") | {"by": "A"}])
    assert found["B"].asked == (
        "You have not rated 1 risk that you carry: “Delay”. Your rating alone could change the status of 1.",
    )
    assert found["A"].asked == ()


def test_who_is_to_do_it_may_be_typed_as_a_name_or_a_post_in_other_capitals():
    def asked(owner: str) -> list[str]:
        action = {"id": "X", "title": "Sign", "owner": owner, "on": "2025-03-01", "due": "2025-09-01"}
        return [name for name, row in updates(actions=[action]).items() if row.asked]

    assert [asked(owner) for owner in ("a", "ALPHA", "head", "Headmaster")] == [["A"], ["A"], ["A"], []]
