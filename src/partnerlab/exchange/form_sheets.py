"""The same questions as sheets: an Excel form for one partner, and an XLSForm for KoBo and ODK."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter.worksheet import Worksheet

from partnerlab.exchange.book import new_book
from partnerlab.exchange.questions import (
    SECTIONS,
    Choice,
    Question,
    all_questions,
    last_answers,
    questions_for,
    version_of,
)
from partnerlab.partnership import Partnership

MARK = "partnerlab form 1"
"""What the first cell of an Excel form says below its title."""

FIRST = 8
"""Row of the headings of an Excel form, counted from 0."""

COLUMNS = ("question", "your answer", "needed", "help", "paragraph", "name")
"""Headings of an Excel form."""

LONGEST_LIST = 255
"""Letters that a drop-down may hold in a workbook."""

WHO = "partner"
"""Name of the XLSForm's question that says who answers."""


def write_excel_form(path: Path, partnership: Partnership, partner: str) -> None:
    """Write the form of one partner as a workbook of one sheet, with drop-downs, filled in with its latest answers.

    Parameters
    ----------
    path
        Where to write it; what stands there is replaced.
    """
    asked, last = questions_for(partnership, partner), last_answers(partnership, partner)
    name = partnership.name_of(partner)
    with new_book(path) as book:
        book.set_properties({"title": f"{name}: answers for {partnership.name}"})
        sheet = book.add_worksheet("answers")
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        plain, bold = book.add_format({"valign": "top"}), book.add_format({"bold": True, "font_size": 14})
        day = book.add_format({"num_format": "yyyy-mm-dd", "border": 1, "align": "left"})
        answer = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
        heading = book.add_format({"bold": True, "bottom": 2, "text_wrap": True})
        for place, width in enumerate((52, 30, 10, 70, 16, 26)):
            sheet.set_column(place, place, width)
        sheet.write_string(0, 0, f"{name}: answers for {partnership.name}", bold)
        sheet.write_string(
            1, 0, "Answer in the second column; a cell has a list where there is one. Then send it back."
        )
        for row, (label, value) in enumerate(
            (("Form", MARK), ("Partnership", partnership.slug), ("Partner", partner), ("Version", version_of(asked))), 2
        ):
            sheet.write_string(row, 0, label, plain)
            sheet.write_string(row, 1, value, plain)
        sheet.write_string(6, 0, "Answered on (needed, such as 2026-03-31)", plain)
        sheet.write_blank(6, 1, None, day)
        for row, question in enumerate(asked, FIRST + 1):
            needed = "required" if question.required else "optional"
            texts = (question.text, None, needed, question.help, question.paragraph, question.name)
            for place, text in enumerate(texts):
                if text:
                    sheet.write_string(row, place, text, wrapped)
            sheet.write_string(row, 1, _shown(question, last.get(question.name, "")), answer)
            _validate(sheet, row, question)
        headings = [{"header": column, "header_format": heading} for column in COLUMNS]
        options = {"name": "answers", "columns": headings, "style": None, "autofilter": False}
        sheet.add_table(FIRST, 0, FIRST + len(asked), len(COLUMNS) - 1, options)
        sheet.freeze_panes(FIRST + 1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)


def _shown(question: Question, value: str) -> str:
    return next((choice.label for choice in question.choices if choice.value == value), value)


def _validate(sheet: Worksheet, row: int, question: Question) -> None:
    options: dict[str, Any] = {"validate": "any", "input_message": question.help[:255]}
    if question.choices:
        labels = [choice.label for choice in question.choices]
        if sum(map(len, labels)) + len(labels) > LONGEST_LIST or any("," in label for label in labels):
            labels = [choice.value for choice in question.choices]
        options |= {"validate": "list", "source": labels, "error_message": "Choose from the list."}
    sheet.data_validation(row, 1, row, 1, options)


def write_xlsform(path: Path, partnership: Partnership) -> None:
    """Write the form of all partners as an XLSForm: who answers is the first question, the others follow from it.

    What stands at the path is replaced.

    Notes
    -----
    XLSForm, https://xlsform.org: sheets `survey`, `choices` and `settings`.
    """
    asked_of = {partner.id: questions_for(partnership, partner.id) for partner in partnership.current_partners}
    asked = tuple(all_questions(partnership).values())
    lists: dict[tuple[Choice, ...], str] = {}
    for question in asked:
        if question.choices and question.choices not in lists:
            lists[question.choices] = f"list_{len(lists) + 1}"
    survey = [
        {"type": "start", "name": "start"},
        {"type": "end", "name": "end"},
        {"type": "select_one partners", "name": WHO, "label": "Which partner do you answer for?", "required": "yes"},
        {"type": "date", "name": "answered_on", "label": "On which day do you answer?", "required": "yes"},
    ]
    for section in SECTIONS:
        own = [question for question in asked if question.section == section.name]
        if not own:
            continue
        hint = f"{section.text} ({section.paragraph})"
        survey += [
            {"type": "begin_group", "name": section.name, "label": section.title},
            {"type": "note", "name": f"{section.name}_note", "label": hint},
        ]
        survey += [_survey_row(question, lists, asked_of) for question in own]
        survey.append({"type": "end_group", "name": section.name})
    choices = [
        {"list_name": "partners", "name": choice_name(partner.id), "label": partner.name}
        for partner in partnership.current_partners
    ]
    choices += [
        {"list_name": name, "name": choice_name(choice.value), "label": choice.label}
        for held, name in lists.items()
        for choice in held
    ]
    settings = {
        "form_title": f"{partnership.name}: answers of partners",
        "form_id": re.sub(r"[^A-Za-z0-9_]", "_", f"partnerlab_{partnership.slug}"),
        "version": version_of(asked),
        "default_language": "English (en)",
    }
    with new_book(path) as book:
        for name, rows in (("survey", survey), ("choices", choices), ("settings", [settings])):
            _rows(book.add_worksheet(name), rows)


def choice_name(value: str) -> str:
    """Return the name of a choice in an XLSForm, which may hold no blank.

    Examples
    --------
    >>> choice_name("not in place"), choice_name("don't know"), choice_name("4")
    ('not_in_place', 'dont_know', '4')
    """
    return re.sub(r"\W+", "_", value.replace("'", "")).strip("_")


def _survey_row(
    question: Question, lists: Mapping[tuple[Choice, ...], str], asked_of: Mapping[str, Sequence[Question]]
) -> dict[str, str]:
    asked = [partner for partner, questions in asked_of.items() if question in questions]
    without = [partner for partner in asked_of if partner not in asked]
    some = " or ".join(f"${{{WHO}}} = '{choice_name(partner)}'" for partner in asked)
    others = " and ".join(f"${{{WHO}}} != '{choice_name(partner)}'" for partner in without)
    return {
        "type": f"select_one {lists[question.choices]}" if question.choices else "text",
        "name": question.name,
        "label": question.text,
        "hint": " ".join(filter(None, (question.help, f"({question.paragraph})"))),
        "required": "yes" if question.required else "",
        "relevant": others if len(without) <= len(asked) else some,
    }


def _rows(sheet: Worksheet, rows: Sequence[Mapping[str, str]]) -> None:
    headings = [*dict.fromkeys(name for row in rows for name in row)]
    for place, name in enumerate(headings):
        sheet.write_string(0, place, name)
        for number, row in enumerate(rows, 1):
            if text := row.get(name):
                sheet.write_string(number, place, text)
