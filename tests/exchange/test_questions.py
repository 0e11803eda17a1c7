from __future__ import annotations

import pytest

from partnerlab import read_partnership
from partnerlab.exchange.questions import all_questions, chosen, last_answers, questions_for, version_of
from partnerlab.partnership import Partnership

HUB = "parameters/riverside-support-hub.yaml"


def named(partner: str) -> list[str]:
    return [question.name for question in questions_for(read_partnership(HUB), partner)]


def test_everybody_answers_the_ten_items_with_evidence_and_readiness():
    names = named("NIFRS")
    assert [name for name in names if name.startswith("checklist")] == [
        name for number in range(1, 11) for name in (f"checklist_{number}", f"checklist_{number}_evidence")
    ]
    assert {"readiness_ready", "readiness_willing", "readiness_able", "readiness_evidence"} <= set(names)


def test_practices_that_partners_answer_each_are_asked_of_each_and_two_only_outside_government():
    # The guide asks 12 of each partner, and ¶2.16 two more of the voluntary, community and private sectors.
    def practices(partner: str) -> set[str]:
        return {
            question.about for question in questions_for(read_partnership(HUB), partner)
            if question.section == "practices" and question.part == "holds"
        }  # fmt: skip

    assert len(practices("PSNI")) == 12
    assert practices("Advice") - practices("PSNI") == {"workable-terms", "bureaucracy-spared"}
    assert not practices("Advice") & {"users-needs", "environment"}  # which partners answer together


def test_asked_are_the_open_risks_that_a_partner_shares():
    # R3 is shared by NIHE and the council only, R7 is the trust's own, R9 is closed.
    asked = {name.split("_")[1] for name in named("NIFRS") if name.startswith("risk_")}
    assert asked == {"R1", "R5", "R6", "R8"}
    assert "risk_R3_impact" in named("NIHE")


def test_a_partner_is_asked_about_each_other_one_and_not_about_itself():
    assert {name.split("_")[1] for name in named("NIFRS") if name.startswith("with_")} == {
        "PSNI", "Council", "NIHE", "WHSCT", "PBNI", "Advice",
    }  # fmt: skip


def test_no_two_questions_have_one_name_or_one_text():
    questions = all_questions(read_partnership(HUB))
    assert len({question.text for question in questions.values()}) == len(questions)


def test_ids_that_differ_by_a_sign_give_names_that_differ():
    hub = Partnership.model_validate(
        {
            "name": "Hub",
            "purpose": "Reach people",
            "stage": [{"stage": "scoping"}],
            "partners": [{"id": "A", "name": "Alpha"}],
            "risks": [{"id": "R-1", "title": "Loss"}, {"id": "R.1", "title": "Delay"}],
        }
    )
    names = [question.name for question in questions_for(hub, "A") if question.section == "ratings"]
    assert len(set(names)) == 4
    assert all(name.replace("_", "").isalnum() for name in names)


def test_the_last_answers_are_those_of_the_newest_day():
    last = last_answers(read_partnership(HUB), "WHSCT")
    # Readiness of June 2024 was "partly, yes, partly", of September 2025 "yes, yes, partly".
    assert [last[f"readiness_{word}"] for word in ("ready", "willing", "able")] == ["yes", "yes", "partly"]


@pytest.mark.parametrize("said", ["in place", "In place", "in_place", " IN PLACE "])
def test_a_choice_is_known_however_it_is_written(said):
    question = all_questions(read_partnership(HUB))["checklist_1"]
    assert chosen(question, said) == "in place"


@pytest.mark.parametrize("said", ["don't know", "Don’t know", "dont_know"])
def test_not_knowing_is_an_answer(said):
    assert chosen(all_questions(read_partnership(HUB))["risk_R1_impact"], said) == "don't know"


def test_a_form_has_another_version_when_it_asks_something_else():
    hub = read_partnership(HUB)
    assert version_of(questions_for(hub, "PSNI")) == version_of(questions_for(hub, "PSNI"))
    assert version_of(questions_for(hub, "PSNI")) != version_of(questions_for(hub, "NIHE"))
