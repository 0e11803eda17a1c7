"""What has changed between two dates, from the dated data alone."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis.changes import compare_reviews
from partnerlab.analysis.review import TOPICS
from partnerlab.partnership import Partnership

HUB = Partnership(
    name="Hub",
    purpose="Reach people",
    stage=[{"stage": "planning"}],
    partners=[{"id": "A", "name": "A"}, {"id": "B", "name": "B", "joined": "2025-06-01"}],
    risks=[{"id": "R1", "title": "Late data", "on": "2025-01-01"}],
    ratings=[
        {"risk": "R1", "by": "A", "on": "2025-01-01", "likelihood": 2, "impact": 3},
        {"risk": "R1", "by": "A", "on": "2025-06-01", "likelihood": 4, "impact": 3},
    ],
    leads=[{"risk": "R1", "lead": "A", "on": "2025-01-01"}, {"risk": "R1", "lead": "B", "on": "2025-06-01"}],
    actions=[{"id": "A1", "title": "Sign", "on": "2025-01-01", "done": "2025-06-01"}],
    reviews=[{"on": "2025-03-01"}, {"on": "2025-06-01"}],
)


def rows(**dates):
    frame = compare_reviews(HUB.at(date(2025, 6, 1)), **dates)
    return {row.what: (row.change, row.before, row.after) for row in frame.itertuples() if row.kind == "fact"}


def test_changes_are_counted_from_the_last_review():
    assert compare_reviews(HUB.at(date(2025, 6, 1))).attrs["since"] == date(2025, 3, 1)


def test_re_judged_facts_show_before_and_after():
    found = rows()
    assert found["rating of “Late data” (R1) by A, residual"] == (
        "changed",
        "likelihood 2, impact 3",
        "likelihood 4, impact 3",
    )
    assert found["lead on “Late data” (R1)"] == ("changed", "A", "B")


def test_facts_call_organisations_by_their_short_names():
    named = [{"id": "A", "name": "Agency", "short_name": "Ag"}, {"id": "B", "name": "Body", "joined": "2025-06-01"}]
    hub = Partnership.model_validate(HUB.model_dump() | {"partners": named}).at(date(2025, 6, 1))
    found = {row.what: (row.before, row.after) for row in compare_reviews(hub).itertuples()}
    assert found["rating of “Late data” (R1) by Ag, residual"][0] == "likelihood 2, impact 3"
    assert found["lead on “Late data” (R1)"] == ("Ag", "Body")


def test_new_and_finished_things_are_told():
    found = rows()
    assert found["partner: B"][0] == "new"
    assert found["action: Sign"] == ("changed", "open", "done 1 June 2025")


def test_two_equal_dates_differ_in_nothing():
    assert compare_reviews(HUB.at(date(2025, 6, 1)), since=date(2025, 6, 1)).empty


def test_without_an_earlier_review_there_is_nothing_to_compare():
    frame = compare_reviews(HUB.at(date(2025, 2, 1)))
    assert frame.empty
    assert frame.attrs["since"] is None


def test_any_two_dates_can_be_compared():
    frame = compare_reviews(HUB, since=date(2025, 2, 1), as_at=date(2025, 4, 1))
    assert frame.loc[frame["kind"] == "fact"].empty


def test_a_topic_tells_only_the_facts_it_looks_at():
    now = HUB.at(date(2025, 6, 1))
    told = {topic: set(compare_reviews(now, topic=topic).query("kind == 'fact'")["what"]) for topic in TOPICS}
    assert told["risk_allocation"] == {"rating of “Late data” (R1) by A, residual", "lead on “Late data” (R1)"}
    assert told["evaluation"] == {"action: Sign"}
    assert told["scoping"] == told["mapping"] == {"partner: B"}


GROUP = Partnership(
    name="Group",
    purpose="Reach people",
    stage=[{"stage": "measuring"}],
    partners=[
        {
            "id": "A",
            "name": "A",
            "representatives": [
                {"role": "Head", "from": "2024-01-01", "to": "2025-04-01"},
                {"role": "Deputy", "from": "2025-04-01"},
            ],
        },
    ],
    agreements=[{"kind": "MoU", "on": "2025-01-01", "signed": "2025-04-01"}],
    sustainability=[
        {"condition": "learning", "on": "2025-01-01", "by": "A", "holds": "yes"},
        {"condition": "learning", "on": "2025-04-01", "holds": "no"},
    ],
    surveys=[
        {"instrument": "vichealth", "on": "2025-01-01", "by": "A", "score": 90},
        {"instrument": "vichealth", "on": "2025-04-01", "by": "A", "score": 99},
    ],
    indicators=[
        {
            "id": "I",
            "title": "Lonely",
            "unit": "%",
            "good_direction": "down",
            "rule": {"base": "2022", "interval": 1},
            "values": [
                {"period": "2022", "value": 20.0, "published": "2023-01-01"},
                {"period": "2023", "value": 20.5, "published": "2024-01-01"},
                {"period": "2023", "value": 20.4, "published": "2025-04-01"},
                {"period": "2024", "value": 18.0, "published": "2025-04-01"},
            ],
        },
    ],
    reviews=[{"on": "2025-03-01"}, {"on": "2025-06-01"}],
)


def group_rows(kind: str, topic: str | None = None) -> dict[str, tuple[str, str, str]]:
    frame = compare_reviews(GROUP.at(date(2025, 6, 1)), topic=topic)
    return {row.what: (row.change, row.before, row.after) for row in frame.itertuples() if row.kind == kind}


def test_new_and_revised_values_are_told():
    found = group_rows("fact", "evaluation")
    assert found["Lonely, 2024"] == ("new", "", "18%")
    assert found["Lonely, 2023"] == ("changed", "20.5%", "20.4%")
    assert "Lonely, 2022" not in found


def test_shares_are_told_in_per_cent_one_action_in_the_singular_and_a_new_row_as_new():
    answers = [{"on": day, "by": by, "item": 3, "answer": said} for day, by, said in (
        ("2025-01-01", "A", "in place"), ("2025-01-01", "B", "partly"),
        ("2025-04-01", "A", "in place"), ("2025-04-01", "B", "in place"))]  # fmt: skip
    actions = [{"id": "X", "title": "Sign", "on": "2025-04-01", "owner": "A", "subject": "agreement"}]
    partners = [{"id": name, "name": name} for name in "AB"]
    hub = Partnership(
        name="Hub",
        purpose="Reach",
        stage=[{"stage": "reviewing"}],
        partners=partners,
        checklist=answers,
        actions=actions,
    )
    frame = compare_reviews(hub.at(date(2025, 6, 1)), since=date(2025, 3, 1), topic="evaluation")
    told = {row.what: (row.before, row.after) for row in frame.itertuples()}
    assert told["partners with a view that say “Purpose, strategy and accountability” is in place"] == (
        "50% (n = 2)",
        "100% (n = 2)",
    )
    assert told["actions open"] == ("0 actions", "1 action")
    assert told["action: Sign"] == ("", "new")


def test_a_value_that_its_source_withdrew_is_told():
    rows = [{"period": "2023", "value": 20, "published": "2024-01-01"}, {"period": "2023", "published": "2025-05-01"}]
    made = {"id": "I", "title": "Lonely", "unit": "%", "good_direction": "down", "values": rows}
    hub = Partnership(name="Hub", purpose="Reach", stage=[{"stage": "reviewing"}], indicators=[made])
    frame = compare_reviews(hub.at(date(2025, 6, 1)), since=date(2025, 1, 1), topic="evaluation")
    told = frame[frame["what"] == "Lonely, 2023"][["change", "before", "after"]].values.tolist()
    assert told == [["changed", "20%", "withdrawn"]]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (168.4, 168.1, ("168.4 per 1,000", "168.1 per 1,000")),
        (999.7, 18.0, ("999.7 per 1,000", "18 per 1,000")),
        (1234.5, 1234.9, ("1,234.5 per 1,000", "1,234.9 per 1,000")),
    ],
)
def test_a_latest_value_is_told_as_its_source_gives_it(before, after, told):
    rows = [
        {"period": "2023", "value": before, "published": "2024-01-01"},
        {"period": "2023", "value": after, "published": "2025-05-01"},
    ]
    made = {"id": "I", "title": "Lonely", "unit": "per 1,000", "good_direction": "down", "values": rows}
    hub = Partnership(name="Hub", purpose="Reach", stage=[{"stage": "reviewing"}], indicators=[made])
    frame = compare_reviews(hub.at(date(2025, 6, 1)), since=date(2025, 1, 1), topic="evaluation")
    measures = frame[frame["kind"] == "measure"]
    assert told in set(zip(measures["before"], measures["after"], strict=True))


def test_a_verdict_that_turns_is_told_by_its_name():
    found = group_rows("measure", "evaluation")
    assert found["verdict on Lonely, official rule"] == ("changed", "no change", "improving")


def test_answers_of_different_partners_are_kept_apart():
    found = group_rows("fact")
    assert found["Learning, by all"] == ("new", "", "no")
    assert "Learning, by A" not in found
    assert found["VicHealth partnerships analysis tool, total by A"] == ("changed", "90", "99")


def test_people_who_came_and_left_and_agreements_signed_are_told():
    found = group_rows("fact", "mapping")
    assert found["representative of A: Head"] == ("changed", "sits", "left 1 April 2025")
    assert found["representative of A: Deputy"] == ("new", "", "sits")
    assert found["agreement: MoU"] == ("changed", "open", "signed 1 April 2025")


def test_each_change_of_fact_rests_on_a_place_in_the_guide():
    frame = compare_reviews(GROUP.at(date(2025, 6, 1)))
    assert frame.loc[frame["kind"] == "fact", "paragraph"].ne("").all()


def test_an_owner_who_goes_leaves_nobody_or_the_next():
    hub = HUB.model_copy(
        update={
            "owners": Partnership(
                name="Hub",
                purpose="Reach",
                stage=[{"stage": "planning"}],
                owners=[
                    {"risk": "R1", "role": "Clerk", "from": "2025-01-01", "to": "2025-05-01"},
                    {"risk": "R2", "role": "Clerk", "from": "2025-01-01"},
                    {"risk": "R2", "role": "Head", "from": "2025-05-01"},
                ],
            ).owners
        }
    )
    facts = compare_reviews(hub.at(date(2025, 6, 1))).query("kind == 'fact'")
    told = {row.what: (row.before, row.after) for row in facts.itertuples() if row.what.startswith("owner")}
    assert told == {"owner of “Late data” (R1)": ("Clerk", "nobody"), "owner of R2": ("Clerk", "Head")}


P95 = "cost of risks not exceeded in 95 of 100 years (P95)"


def exposed(cost: int) -> Partnership:
    risks = [
        {
            "id": "R1",
            "title": "Late data",
            "on": "2025-01-01",
            "probability": 0.4,
            "low": 1e6,
            "likely": 2e6,
            "high": 3e6,
        },
        {
            "id": "R2",
            "title": "Fire",
            "on": "2025-05-01",
            "probability": 0.4,
            "low": cost,
            "likely": cost,
            "high": cost,
        },
    ]
    return Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "planning"}],
        risks=risks,
        reviews=[{"on": "2025-03-01"}, {"on": "2025-06-01"}],
    )


def test_what_a_simulation_gives_is_told_in_round_numbers_where_these_differ():
    def told(cost: int) -> dict[str, tuple[str, str]]:
        frame = compare_reviews(exposed(cost).at(date(2025, 6, 1)))
        return {row.what: (row.before, row.after) for row in frame.itertuples() if row.kind == "measure"}

    large, small = told(1_000_000)[P95], told(900)[P95]
    assert all(amount.endswith("m") for amount in large)
    assert small[0] != small[1]
    assert all("," in amount for amount in small)  # both come to £2.8m: said to the pound
    assert told(1_000_000)["mean cost of risks in a year"] == ("£800,000", "£1,200,000")  # exact
