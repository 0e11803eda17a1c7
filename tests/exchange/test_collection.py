from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from answered import answer_file, copied_hub, export
from partnerlab.errors import InputError
from partnerlab.exchange.collection import Collected, collect
from partnerlab.exchange.questions import last_answers
from partnerlab.exchange.survey_columns import Ways
from partnerlab.partnership import Edit, edit_partnership

PARTNERS = ("PSNI", "Council", "NIHE", "WHSCT", "PBNI", "NIFRS", "Advice")


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A partnership that a test may change."""
    return copied_hub(tmp_path)


def gather(hub: Path, *files: Path, latest: bool = False, **names: str) -> tuple[Edit, Collected]:
    edit = edit_partnership(hub)
    return edit, collect(files, edit, ways=Ways({}), names=names, latest=latest)


def test_each_section_becomes_dated_rows_of_its_table(tmp_path: Path, hub: Path):
    path = answer_file(
        tmp_path,
        "NIFRS",
        {
            "checklist_1": "partly", "checklist_1_evidence": "minute 4", "readiness_able": "yes",
            "risk_R1_likelihood": "4", "risk_R1_impact": "3 – moderate", "with_PSNI_actual": "2",
        },
    )  # fmt: skip
    edit, _ = gather(hub, path)
    edit.save()
    edit = edit_partnership(hub)
    on = "2026-11-30"
    assert edit.rows("checklist")[-1] == {
        "on": on, "by": "NIFRS", "item": 1, "answer": "partly", "evidence": "minute 4",
    }  # fmt: skip
    assert edit.rows("ratings")[-1] == {
        "risk": "R1", "by": "NIFRS", "on": on, "kind": "residual", "likelihood": 4, "impact": 3,
    }  # fmt: skip
    assert edit.rows("relationships")[-1] == {"by": "NIFRS", "with": "PSNI", "on": on, "actual": 2}
    assert edit.rows("partners.NIFRS.readiness")[-1] == {"on": on, "able": "yes"}


def test_practices_become_dated_rows_and_what_nobody_knows_becomes_none(tmp_path: Path, hub: Path):
    said = {
        "practice_roles_understood": "partly", "practice_roles_understood_evidence": "minute 9",
        "practice_model_kept": "don't know", "practice_own_performance_evidence": "a review",
    }  # fmt: skip
    edit, found = gather(hub, answer_file(tmp_path, "NIFRS", said))
    edit.save()
    edit = edit_partnership(hub)
    row = {"on": "2026-11-30", "by": "NIFRS", "practice": "roles-understood", "holds": "partly", "evidence": "minute 9"}
    assert edit.rows("practices")[-1] == row
    assert [note.partition("was not taken, ")[2] for note in found.notes] == [
        "only don't know",
        'without an answer ("evidence: a review")',
    ]
    last = last_answers(edit.partnership, "NIFRS")
    assert {name: last[name] for name in [*said][:2]} == dict([*said.items()][:2])


def test_answers_that_the_files_hold_already_are_not_repeated(tmp_path: Path, hub: Path):
    path = answer_file(tmp_path, "NIFRS", {"checklist_1": "partly", "readiness_able": "yes", "with_PSNI_actual": "2"})
    edit, _ = gather(hub, path)
    edit.save()
    edit, found = gather(hub, path)
    assert (edit.changes, found.unchanged) == ((), 3)


def test_another_answer_of_the_same_day_is_added_below(tmp_path: Path, hub: Path):
    edit, _ = gather(hub, answer_file(tmp_path, "NIFRS", {"checklist_1": "partly"}))
    edit.save()
    edit, found = gather(hub, answer_file(tmp_path, "NIFRS", {"checklist_1": "in place"}))
    assert (len(edit.changes), found.unchanged) == (1, 0)


def test_it_says_who_has_answered_and_who_has_not(tmp_path: Path, hub: Path):
    files = [answer_file(tmp_path, partner, {"checklist_1": "partly"}) for partner in PARTNERS[:5]]
    _, found = gather(hub, *files)
    assert (tuple(found.counted), found.missing) == (PARTNERS[:5], PARTNERS[5:])
    files += [answer_file(tmp_path, partner, {"checklist_1": "partly"}) for partner in PARTNERS[5:]]
    assert gather(hub, *files)[1].missing == ()


def test_of_two_answers_none_counts_until_the_later_is_asked_for(tmp_path: Path, hub: Path):
    late = answer_file(tmp_path, "PSNI", {"checklist_1": "in place"}, on="2026-12-02", name="a")
    early = answer_file(tmp_path, "PSNI", {"checklist_1": "partly"}, on="2026-12-01", name="b")
    edit, found = gather(hub, late, early)
    assert [reply.reply.place for reply in found.twice["PSNI"]] == ["b.json", "a.json"]
    assert (found.counted, edit.changes, found.is_open) == ({}, (), True)
    edit, found = gather(hub, late, early, latest=True)
    assert not found.is_open
    assert [change.after for change in edit.changes] == [
        {"on": "2026-12-02", "by": "PSNI", "item": 1, "answer": "in place"}
    ]


def test_the_same_file_twice_counts_once(tmp_path: Path, hub: Path):
    one = answer_file(tmp_path, "PSNI", {"checklist_1": "partly"})
    _, found = gather(hub, one, answer_file(tmp_path, "PSNI", {"checklist_1": "partly"}, name="copy"))
    assert not found.twice
    assert found.notes == ["copy.json: says the same as PSNI.json; counted once"]


def test_which_of_two_is_later_is_never_guessed(tmp_path: Path, hub: Path):
    rows = [["Partner", "Completed", "[checklist_1]"]] + [["PSNI", "2026-12-01", word] for word in ("yes?", "partly")]
    rows[1][2] = "in place"
    _, found = gather(hub, export(tmp_path, *rows), latest=True)
    assert found.is_open
    assert "nothing says which of export.csv, row 2 and export.csv, row 3 is the later" in found.notes[0]


def test_not_knowing_is_recorded_in_the_checklist_only(tmp_path: Path, hub: Path):
    answers = {"checklist_1": "don't know", "risk_R1_likelihood": "don't know", "risk_R1_impact": "3"}
    edit, found = gather(hub, answer_file(tmp_path, "PSNI", answers))
    assert [change.path for change in edit.changes] == ["checklist"]
    assert found.notes == ['PSNI.json: ratings R1 of PSNI was not taken, without likelihood ("impact: 3")']


def test_an_answer_to_what_is_not_asked_is_told_with_what_it_says(tmp_path: Path, hub: Path):
    _, found = gather(
        hub, answer_file(tmp_path, "PSNI", {"risk_R9_impact": "4", "risk_R3_impact": "2", "checklist_1": "partly"})
    )
    assert found.notes == [
        'PSNI.json, risk_R9_impact: risk_R9_impact is not a question here (any more); not taken: "4"',
        'PSNI.json, risk_R3_impact: risk_R3_impact is not asked of PSNI; not taken: "2"',
    ]


def test_all_faults_of_all_files_are_told_at_once_by_row_and_column(tmp_path: Path, hub: Path):
    survey = export(
        tmp_path,
        ["Partner", "end", "[checklist_1]", "[risk_R1_impact]"],
        ["PSNI", "2026-11-30", "perhaps", "3"],
        ["NIHE", "2026-11-30", "partly", "9"],
        ["Advise", "2026-11-30", "partly", "3"],
    )
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        gather(hub, survey, broken)
    told = sorted(str(fault) for fault in caught.value.faults)
    assert [line.partition(":")[0] for line in told if line.startswith("export")] == [
        "export.csv, export.csv!A4", "export.csv, export.csv!C2", "export.csv, export.csv!D3",
    ]  # fmt: skip
    assert any(line.startswith("broken.json") for line in told)
    assert any('did you mean "Advice"?' in line for line in told)


def test_another_name_of_a_partner_can_be_said(tmp_path: Path, hub: Path):
    survey = export(tmp_path, ["Partner", "end", "[checklist_1]"], ["The Glenside people", "2026-11-30", "partly"])
    _, found = gather(hub, survey, **{"The Glenside people": "Advice"})
    assert tuple(found.counted) == ("Advice",)


def test_an_answer_for_another_partnership_is_refused(tmp_path: Path, hub: Path):
    path = answer_file(tmp_path, "PSNI", {"checklist_1": "partly"})
    path.write_text(path.read_text("utf-8").replace("riverside-support-hub", "elsewhere"), encoding="utf-8")
    with pytest.raises(InputError, match='is an answer for "elsewhere"'):
        gather(hub, path)


def test_a_partner_is_known_by_the_name_that_an_xlsform_gives_it(tmp_path: Path, hub: Path):
    edit = edit_partnership(hub).add("partners", {"id": "St. Jude's", "name": "St. Jude's Hostel"})
    edit.save()
    survey = export(tmp_path, ["end", "partner", "checklist/checklist_1"], ["2026-11-30", "St_Judes", "not_in_place"])
    edit, found = gather(hub, survey)
    assert tuple(found.counted) == ("St. Jude's",)
    assert edit.changes[0].after["answer"] == "not in place"


@pytest.mark.parametrize("sample", sorted(Path("parameters").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_last_answer_that_a_form_is_filled_in_with_can_be_sent_back(tmp_path: Path, sample: Path):
    edit = edit_partnership(sample)
    files = []
    for partner in edit.partnership.current_partners:
        path = tmp_path / f"{partner.id}.json"
        answers = {**last_answers(edit.partnership, partner.id), "checklist_1": "in place"}
        content = {"partnerlab": "answers 1", "partnership": sample.stem, "partner": partner.id, "on": "2030-01-01"}
        path.write_text(json.dumps({**content, "answers": answers}), encoding="utf-8")
        files.append(path)
    found = collect(files, edit, ways=Ways({}), names={})
    assert (len(found.counted), found.missing, found.notes) == (len(files), (), [])
    edit.propose()


def test_a_day_to_come_is_refused_unless_the_day_is_said(tmp_path: Path, hub: Path):
    late = answer_file(tmp_path, "PSNI", {"checklist_1": "partly"}, on="2999-01-01")
    survey = export(tmp_path, ["Partner", "end", "[checklist_1]"], ["NIHE", "2030-01-02", "partly"])
    with pytest.raises(InputError) as caught:
        gather(hub, late, survey)
    assert [str(fault) for fault in caught.value.faults] == [
        "PSNI.json: 2999-01-01 is after today, 2030-01-01; say the day with --on YYYY-MM-DD",
        "export.csv, row 2: 2030-01-02 is after today, 2030-01-01; say the day with --on YYYY-MM-DD",
    ]
    edit = edit_partnership(hub)
    collect([late], edit, ways=Ways({}, on=date(2029, 12, 31)), names={})
    assert [change.after["on"] for change in edit.changes] == ["2029-12-31"]
    edit, _ = gather(hub, answer_file(tmp_path, "PSNI", {"checklist_1": "partly"}, on="2030-01-01"))
    assert [change.after["on"] for change in edit.changes] == ["2030-01-01"]
