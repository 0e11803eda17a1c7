"""Exports of survey tools, in the shapes that their makers describe and that published files have.

Qualtrics: "Understanding Your Dataset" on qualtrics.com/support (three rows of headings; Status: IP Address, Survey
Preview, Spam; Finished). KoBoToolbox: parameters of its exports (`group_sep`, `;` between cells). Microsoft Forms and
SurveyMonkey: headings and dates as in published exports (ID or Id, Start time, Completion time, Email, Name, Last
modified time, m/d/yy; Respondent ID to Custom Data 1, then a row of Response or Open-Ended Response). The answers are
made up.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from answered import export
from partnerlab import read_partnership
from partnerlab.errors import InputError
from partnerlab.exchange import survey_columns
from partnerlab.exchange.partners import partner_ids
from partnerlab.exchange.questions import all_questions
from partnerlab.exchange.survey_columns import Ways
from partnerlab.exchange.surveys import Survey, read_survey
from partnerlab.sheets import read_sheets

COVERS = ("partnerlab.exchange.survey_columns",)

HUB = read_partnership("parameters/riverside-support-hub.yaml")
QUESTIONS = all_questions(HUB)


def read(path: Path, **ways: object) -> Survey:
    said = {"matches": {}, **ways}
    return read_survey(read_sheets(path)[0], QUESTIONS, partner_ids(HUB, {}), Ways(**said))  # type: ignore[arg-type]


def answers(survey: Survey) -> list[tuple[str, date | None, dict[str, object]]]:
    return [
        (reply.who, reply.on, {name: given.value for name, given in reply.answers.items()}) for reply in survey.replies
    ]


def test_microsoft_forms_writes_about_the_reply_first_and_dates_with_the_month_first(tmp_path: Path):
    path = export(
        tmp_path,
        ["ID", "Start time", "Completion time", "Email", "Name", "Which organisation are you from?",
         QUESTIONS["checklist_1"].text, "How likely is it? [risk_R1_likelihood]", "Anything else?"],
        ["1", "11/3/2026 9:05:12", "11/3/2026 9:15:40", "j@example.org", "J Smith", "PSNI", "In place",
         "4 – likely", "No"],
    )  # fmt: skip
    survey = read(path)
    assert survey.tool == "Microsoft Forms"
    assert answers(survey) == [
        ("PSNI", date(2026, 11, 3), {"checklist_1": "In place", "risk_R1_likelihood": "4 – likely"})
    ]
    assert survey.columns[-1].meaning == ""


def test_microsoft_forms_as_a_workbook_holds_true_dates(tmp_path: Path):
    with xlsxwriter.Workbook(tmp_path / "forms.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["ID", "Start time", "Completion time", "Email", "Name", "Partner", "[checklist_1]"])
        sheet.write_row(1, 0, [1])
        sheet.write_datetime(
            1, 2, datetime.fromisoformat("2026-11-03T09:15"), book.add_format({"num_format": "m/d/yy h:mm:ss"})
        )
        sheet.write_row(1, 3, ["anonymous", None, "PSNI", "partly"])
    assert answers(read(tmp_path / "forms.xlsx")) == [("PSNI", date(2026, 11, 3), {"checklist_1": "partly"})]


def test_surveymonkey_has_two_rows_of_headings_and_comments_beside_a_question(tmp_path: Path):
    path = export(
        tmp_path,
        ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
         "Last Name", "Custom Data 1", "Your organisation", "[checklist_1]", "", "Levels", ""],
        ["", "", "", "", "", "", "", "", "", "Response", "Response", "Other (please specify)",
         "[with_NIHE_needed]", "[with_NIHE_actual]"],
        ["1", "2", "2026-11-03 09:05:12", "2026-11-03 09:15:12", "", "", "", "", "", "PSNI", "Partly",
         "see minutes", "3", "2"],
    )  # fmt: skip
    survey = read(path)
    assert survey.tool == "SurveyMonkey"
    assert answers(survey) == [
        ("PSNI", date(2026, 11, 3), {"checklist_1": "Partly", "with_NIHE_needed": "3", "with_NIHE_actual": "2"})
    ]
    assert survey.columns[11].meaning == ""


def test_qualtrics_has_three_rows_of_headings_and_rows_that_are_no_replies(tmp_path: Path):
    path = export(
        tmp_path,
        ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished",
         "RecordedDate", "ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail",
         "ExternalReference", "LocationLatitude", "LocationLongitude", "DistributionChannel", "UserLanguage",
         "Q1", "Q2", "checklist_3"],
        ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Duration (in seconds)", "Finished",
         "Recorded Date", "Response ID", "Recipient Last Name", "Recipient First Name", "Recipient Email",
         "External Data Reference", "Location Latitude", "Location Longitude", "Distribution Channel",
         "User Language", "Which partner?", QUESTIONS["checklist_2"].text, "Third"],
        [*(json.dumps({"ImportId": name, "timeZone": "Europe/London"}) for name in ("startDate", "endDate")),
         *(json.dumps({"ImportId": name}) for name in ("status", "ipAddress", "progress", "duration", "finished")),
         '{"ImportId":"recordedDate","timeZone":"Europe/London"}', '{"ImportId":"_recordId"}',
         *(json.dumps({"ImportId": name}) for name in (
             "recipientLastName", "recipientFirstName", "recipientEmail", "externalDataReference",
             "locationLatitude", "locationLongitude", "distributionChannel", "userLanguage", "QID1", "QID2", "QID3"))],
        reply("IP Address", "True", "NIHE", "in place", "partly"),
        reply("Survey Preview", "True", "PSNI", "partly", "partly"),
        reply("Spam", "True", "PSNI", "partly", "partly"),
        reply("IP Address", "False", "PSNI", "partly", ""),
    )  # fmt: skip
    survey = read(path)
    assert survey.tool == "Qualtrics"
    assert answers(survey) == [
        ("NIHE", date(2026, 11, 3), {"checklist_2": "in place", "checklist_3": "partly"}),
        ("PSNI", date(2026, 11, 3), {"checklist_2": "partly"}),
    ]
    assert survey.notes == (
        "row 5 is a try of the survey: left out",
        "row 6 is marked as spam: left out",
        "row 7 was not finished; its answers were taken",
    )


def reply(status: str, finished: str, *answered: str) -> list[str]:
    """A row of a Qualtrics export."""
    return [
        "2026-11-03 09:05:12", "2026-11-03 09:15:12", status, "", "100", "600", finished, "2026-11-03 09:15:13", "R_1",
        "", "", "", "", "54.6", "-5.9", "anonymous", "EN-GB", *answered,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "day"),
    [("7/27/26 19:06:23", date(2026, 7, 27)), ("10/9/2024 11:02", date(2024, 10, 9))],
)
def test_microsoft_forms_writes_years_with_two_digits_as_well(tmp_path: Path, written: str, day: date):
    path = export(
        tmp_path,
        ["Id", "Start time", "Completion time", "Email", "Name", "Last modified time", "Partner", "[checklist_1]"],
        ["1", written, written, "anonymous", "", "", "PSNI", "partly"],
    )
    assert answers(read(path)) == [("PSNI", day, {"checklist_1": "partly"})]


def test_surveymonkey_writes_the_half_of_the_day_and_the_order_is_asked(tmp_path: Path):
    path = export(
        tmp_path,
        ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
         "Last Name", "Custom Data 1", "Your organisation", "[checklist_1]"],
        ["", "", "", "", "", "", "", "", "", "Open-Ended Response", "Response"],
        ["114", "2", "11/03/2026 09:05:12 AM", "11/03/2026 01:15:12 PM", "", "", "", "", "", "PSNI", "Partly"],
    )  # fmt: skip
    with pytest.raises(InputError, match="may have the day or the month first; use --dates"):
        read(path)
    survey = read(path, dates="month first")
    assert (survey.tool, survey.replies[0].at) == ("SurveyMonkey", "2026-11-03 13:15:12")


def test_kobo_parts_cells_by_semicolons_and_adds_columns_of_its_own(tmp_path: Path):
    headings = [
        "start", "end", "partner", "checklist/checklist_1", "_id", "_uuid", "_submission_time", "_validation_status",
        "_notes", "_status", "_submitted_by", "__version__", "_tags", "_index",
    ]  # fmt: skip
    row = [
        "2026-11-03T09:05:12.000+00:00", "2026-11-03T09:15:12.000+00:00", "PSNI", "not_in_place", "71", "x",
        "2026-11-03T09:15:20", "", "", "submitted_via_web", "", "vA1", "", "1",
    ]  # fmt: skip
    text = "".join(";".join(f'"{cell}"' for cell in cells) + "\n" for cells in (headings, row))
    (tmp_path / "kobo.csv").write_text(text, encoding="utf-8-sig")
    survey = read(tmp_path / "kobo.csv")
    assert survey.tool == "KoBo or ODK"
    assert answers(survey) == [("PSNI", date(2026, 11, 3), {"checklist_1": "not_in_place"})]


@pytest.mark.parametrize("join", ["/", "-"])
def test_kobo_and_odk_put_the_group_before_a_question(tmp_path: Path, join: str):
    path = export(
        tmp_path,
        ["start", "end", "partner", f"checklist{join}checklist_1", f"relationships{join}with_NIHE_actual", "_uuid",
         "_submission_time"],
        ["2026-11-03T09:05:12.000+00:00", "2026-11-03T09:15:12.000+00:00", "PSNI", "not_in_place",
         "2", "x", "2026-11-04"],
    )  # fmt: skip
    survey = read(path)
    assert survey.tool == "KoBo or ODK"
    assert answers(survey) == [("PSNI", date(2026, 11, 3), {"checklist_1": "not_in_place", "with_NIHE_actual": "2"})]


def test_a_heading_that_is_only_like_a_question_is_proposed_and_not_taken(tmp_path: Path):
    heading = "1. Did we work out together which goals we share and what drives them?"
    path = export(tmp_path, ["Partner", heading], ["PSNI", "partly"])
    survey = read(path, on=date(2026, 11, 3))
    assert (survey.columns[1].meaning, survey.columns[1].proposal) == ("", "checklist_1")
    assert answers(survey)[0][2] == {}
    assert answers(read(path, on=date(2026, 11, 3), accept=True))[0][2] == {"checklist_1": "partly"}
    assert answers(read(path, on=date(2026, 11, 3), matches={"B": "checklist_2"}))[0][2] == {"checklist_2": "partly"}


def test_who_answers_is_found_by_the_names_in_a_column_or_asked(tmp_path: Path):
    named = export(tmp_path, ["Team", "[checklist_1]"], ["Glenside Community Advice", "partly"])
    assert answers(read(named, on=date(2026, 11, 3)))[0][0] == "Glenside Community Advice"
    two = export(tmp_path, ["Sent by", "Sent to", "[checklist_1]"], ["PSNI", "NIHE", "partly"], name="two.csv")
    with pytest.raises(InputError, match="columns A, B may each say who answers"):
        read(two, on=date(2026, 11, 3))
    assert answers(read(two, on=date(2026, 11, 3), who="b"))[0][0] == "NIHE"


def test_all_that_is_wrong_with_an_export_is_told_at_once(tmp_path: Path):
    path = export(tmp_path, ["Team", "a [checklist_1]", "b [checklist_1]"], ["?", "partly", "partly"])
    with pytest.raises(InputError) as caught:
        read(path)
    told = str(caught.value)
    assert "no column says which partner answers" in told
    assert "columns B and C both hold checklist_1" in told
    assert "no column says when" in told


@pytest.mark.parametrize(
    ("shown", "day"),
    [("13/04/2026 10:00", date(2026, 4, 3)), ("04/13/2026 10:00", date(2026, 3, 4))],
    ids=["day first", "month first"],
)
def test_one_day_above_twelve_shows_the_order_of_its_column(tmp_path: Path, shown: str, day: date):
    path = export(
        tmp_path,
        ["Partner", "Completed", "[checklist_1]"],
        ["PSNI", "03/04/2026 10:00", "partly"],
        ["NIHE", shown, "partly"],
    )
    assert answers(read(path))[0][1] == day


def test_a_day_whose_order_cannot_be_told_is_asked(tmp_path: Path):
    path = export(tmp_path, ["Partner", "Completed", "[checklist_1]"], ["PSNI", "03/04/2026 10:00", "partly"])
    with pytest.raises(InputError, match="column B: dates such as 03/04/2026"):
        read(path)
    assert answers(read(path, dates="day first"))[0][1] == date(2026, 4, 3)


def test_an_export_without_replies_is_told(tmp_path: Path):
    with pytest.raises(InputError, match="holds no replies"):
        read(export(tmp_path, ["Partner", "[checklist_1]"]))


def test_a_proposal_for_a_question_that_another_column_holds_is_none(tmp_path: Path):
    heading = "1. Did we work out together which goals we share and what drives them?"
    path = export(tmp_path, ["Partner", heading, "checklist_1"], ["PSNI", "old", "partly"])
    survey = read(path, on=date(2026, 11, 3), accept=True)
    assert [(column.meaning, column.proposal) for column in survey.columns[1:]] == [("", ""), ("checklist_1", "")]


def test_what_turns_text_round_in_a_reply_is_told_by_cell(tmp_path: Path):
    path = export(
        tmp_path,
        ["Completion time", "Which organisation are you from?", QUESTIONS["checklist_1"].text],
        ["2026-03-11 9:15:40", "PSNI", "In \u202eplace"],
    )
    survey = read(path)
    assert [note.partition(" ")[0].partition("!")[2] for note in survey.notes] == ["C2"]
    assert answers(survey)[0][2] == {"checklist_1": "In place"}


def test_dates_that_do_not_fit_the_order_say_how_they_were_read(tmp_path: Path):
    heading = ["ID", "Start time", "Completion time", "Partner", "[checklist_1]"]
    path = export(tmp_path, heading, ["1", "", "13/11/2026 9:05:12", "PSNI", "partly"])
    with pytest.raises(InputError, match=r"export\.csv!C2: .* it was read with the month first, use --dates"):
        read(path)
    assert read(path, dates="day first").dates == "day first"


def test_each_question_is_made_plain_once_however_many_columns_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain: list[str] = []
    monkeypatch.setattr(survey_columns, "without_signs", lambda text: plain.append(str(text)) or str(text).casefold())
    columns = [f"column {number}" for number in range(300)]
    read(export(tmp_path, ["Partner", "Completed", "[checklist_1]", *columns], ["PSNI", "2026-11-03", "partly"]))
    asked = {question.text for question in QUESTIONS.values()}
    assert len([text for text in plain if text in asked]) <= len(QUESTIONS)
