from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from partnerlab import read_partnership
from partnerlab.errors import InputError
from partnerlab.exchange.form_sheets import write_excel_form, write_xlsform
from partnerlab.exchange.questions import last_answers
from partnerlab.exchange.replies import is_excel_form, read_excel_form
from partnerlab.sheets import read_sheets

HUB = "parameters/riverside-support-hub.yaml"


def test_an_excel_form_sent_back_untouched_says_what_was_filled_in(tmp_path: Path):
    hub = read_partnership(HUB)
    write_excel_form(tmp_path / "form.xlsx", hub, "PSNI")
    (sheet,) = read_sheets(tmp_path / "form.xlsx")
    assert is_excel_form(sheet)
    reply = read_excel_form(sheet)
    assert (reply.who, reply.partnership, reply.on) == ("PSNI", "riverside-support-hub", None)
    assert set(reply.answers) == set(last_answers(hub, "PSNI"))


def test_a_formula_in_a_form_that_was_never_calculated_is_no_open_question(tmp_path: Path):
    write_excel_form(tmp_path / "form.xlsx", read_partnership(HUB), "PSNI")
    (sheet,) = read_sheets(tmp_path / "form.xlsx")
    with pytest.raises(InputError, match=r"B15: holds a formula that was never calculated; open the workbook in Excel"):
        read_excel_form(replace(sheet, uncalculated=frozenset({(14, 1), (14, 9)})))


def test_an_answer_in_a_form_that_is_turned_round_is_refused_and_a_question_is_no_answer(tmp_path: Path):
    write_excel_form(tmp_path / "form.xlsx", read_partnership(HUB), "PSNI")
    (sheet,) = read_sheets(tmp_path / "form.xlsx")
    with pytest.raises(InputError, match=r"B15: holds a character that turns text round; type it again") as caught:
        read_excel_form(replace(sheet, unfit=frozenset({(14, 1), (14, 0)})))
    assert len(caught.value.faults) == 1


def rows_of(path: Path, name: str) -> list[dict[str, object]]:
    sheet = next(sheet for sheet in read_sheets(path) if sheet.name == name)
    return [dict(zip(map(str, sheet.rows[0]), row, strict=True)) for row in sheet.rows[1:]]


def test_an_xlsform_names_each_list_and_opens_and_closes_each_group(tmp_path: Path):
    write_xlsform(tmp_path / "form.xlsx", read_partnership(HUB))
    survey, choices = rows_of(tmp_path / "form.xlsx", "survey"), rows_of(tmp_path / "form.xlsx", "choices")
    lists = {str(row["type"]).split()[1] for row in survey if str(row["type"]).startswith("select_one")}
    assert lists == {row["list_name"] for row in choices}
    kinds = [row["type"] for row in survey]
    assert kinds.count("begin_group") == kinds.count("end_group") == 5
    assert not [row for row in choices if " " in str(row["name"])]
    assert len({row["name"] for row in survey if row["type"] != "end_group"}) == kinds.__len__() - 5
    (settings,) = rows_of(tmp_path / "form.xlsx", "settings")
    assert settings["form_id"] == "partnerlab_riverside_support_hub"


def test_an_xlsform_asks_each_question_of_those_whom_it_concerns(tmp_path: Path):
    write_xlsform(tmp_path / "form.xlsx", read_partnership(HUB))
    relevant = {row["name"]: row["relevant"] for row in rows_of(tmp_path / "form.xlsx", "survey")}
    assert relevant["checklist_1"] is None
    assert relevant["with_PSNI_actual"] == "${partner} != 'PSNI'"
    assert relevant["risk_R3_impact"] == "${partner} = 'Council' or ${partner} = 'NIHE'"
