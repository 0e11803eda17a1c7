"""Partners' replies gathered into a partnership's files: who answered, who has not, who did twice, and new rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from partnerlab.errors import Fault, InputError
from partnerlab.exchange.form_sheets import choice_name
from partnerlab.exchange.partners import partner_ids, partner_meant
from partnerlab.exchange.questions import DONT_KNOW, Question, all_questions, chosen, questions_for
from partnerlab.exchange.replies import (
    Given,
    Reply,
    is_excel_form,
    read_answer_file,
    read_excel_form,
    sheets_or_answers,
)
from partnerlab.exchange.survey_columns import Ways
from partnerlab.exchange.surveys import Survey, read_survey
from partnerlab.partnership import Edit, Partnership, reading
from partnerlab.suggestions import did_you_mean
from partnerlab.wording import counted, listed

TABLES = {"checklist": "checklist", "practices": "practices", "ratings": "ratings", "relationships": "relationships"}
"""Table of each section's rows; readiness stands with the partner."""

ABOUT = {"checklist": "item", "practices": "practice", "ratings": "risk", "relationships": "with"}
"""Column that says what a row of a section is about."""

WHOLE = {"ratings": ("likelihood", "impact"), "checklist": ("answer",), "practices": ("holds",)}
"""Columns that a row cannot do without."""


NAMED = {"holds": "an answer"}
"""What a sentence calls a column whose name says little to a person."""


@dataclass(frozen=True)
class Counted:
    """A reply that is understood: whose it is, and what it answers by question."""

    reply: Reply
    """As it was read."""
    partner: str
    """Id of the partner."""
    values: Mapping[str, str]
    """Values of choices, and texts, by the name of the question."""

    def __str__(self) -> str:
        on = self.reply.on.isoformat() if self.reply.on else "no day"
        return f"{self.reply.place}, {on}: {counted(len(self.values), 'answer')}"


@dataclass
class Collected:
    """What came of collecting."""

    surveys: list[Survey] = field(default_factory=list)
    """Exports, with how their columns were read."""
    counted: dict[str, Counted] = field(default_factory=dict)
    """Replies whose answers count, by partner."""
    missing: tuple[str, ...] = ()
    """Partners who have not answered."""
    twice: dict[str, list[Counted]] = field(default_factory=dict)
    """Partners who answered more than once, with each reply in the order of time."""
    notes: list[str] = field(default_factory=list)
    """What was not taken, and why."""
    unchanged: int = 0
    """How many rows the files hold already."""

    @property
    def is_open(self) -> bool:
        """Whether somebody must say which of several replies counts."""
        return any(partner not in self.counted for partner in self.twice)


def collect(
    files: Sequence[Path],
    edit: Edit,
    *,
    ways: Ways,
    names: Mapping[str, str],
    latest: bool = False,
) -> Collected:
    """Read answers from files and add them to an edit as dated rows.

    Parameters
    ----------
    files
        Answer files, Excel forms and exports of surveys.
    edit
        The partnership's files; rows are added to it, and nothing is written.
    ways
        What a person says about exports.
    names
        Ids of partners by other names that answers use.
    latest
        Whether the later of two replies of one partner counts; otherwise none of them does.

    Raises
    ------
    InputError
        With every fault of every file; no row is added.
    """
    partnership = edit.partnership
    questions = all_questions(partnership)
    # An XLSForm cannot hold every id as it is.
    plain_ids = {choice_name(partner.id): partner.id for partner in partnership.current_partners}
    partners = partner_ids(partnership, {**plain_ids, **names})
    found = Collected()
    faults: list[Fault] = []
    replies: list[Reply] = []
    for file in files:
        try:
            replies += _read(file, questions, partners, ways, found)
        except InputError as error:
            faults += error.faults
    if ways.on is not None:
        replies = [replace(reply, on=ways.on) for reply in replies]
    else:
        faults += _days_to_come(replies)
    understood = [
        reply
        for each in replies
        if (reply := _understand(each, partnership, questions, partners, found=found, faults=faults))
    ]
    if faults:
        raise InputError(faults)
    _choose(understood, found, latest=latest)
    found.missing = tuple(
        partner.id for partner in partnership.current_partners if partner.id not in {*found.counted, *found.twice}
    )
    for reply in found.counted.values():
        _add(reply, questions, edit, found)
    return found


def _days_to_come(replies: Sequence[Reply]) -> Iterator[Fault]:
    """Yield a fault for each reply of a day after today, which would move every review to that day."""
    last = reading.today()
    for reply in replies:
        if reply.on is not None and reply.on > last:
            message = f"{reply.on.isoformat()} is after today, {last.isoformat()}; say the day with --on YYYY-MM-DD"
            yield Fault(reply.place, 0, message)


def _read(
    file: Path, questions: Mapping[str, Question], partners: Mapping[str, str], ways: Ways, found: Collected
) -> Iterator[Reply]:
    sheets = [sheet for sheet in sheets_or_answers(file) if not sheet.hidden and sheet.rows]
    if not sheets:
        yield read_answer_file(file)
        return
    forms = [*filter(is_excel_form, sheets)]
    for sheet in forms or sheets[:1]:
        found.notes += [f"{file.name}, {place}: {told}" for _, place, told in sheet.unread_below(-1)]
    yield from map(read_excel_form, forms)
    if forms:
        return
    survey = read_survey(sheets[0], questions, partners, ways)
    found.surveys.append(survey)
    found.notes += [
        f"{file.name}: sheet {sheet.name} was not read; replies must be in the first" for sheet in sheets[1:]
    ]
    yield from survey.replies


def _understand(
    reply: Reply,
    partnership: Partnership,
    questions: Mapping[str, Question],
    partners: Mapping[str, str],
    *,
    found: Collected,
    faults: list[Fault],
) -> Counted | None:
    """Return a reply with its partner and values; faults are added to the list."""
    partner = partner_meant(reply.who, partners)
    current = [each.id for each in partnership.current_partners]
    if reply.partnership and reply.partnership != partnership.slug:
        faults.append(Fault(reply.place, 0, f'is an answer for "{reply.partnership}", not for "{partnership.slug}"'))
        return None
    if partner is None or partner not in current:
        what = f'"{reply.who}" is not a current partner' if reply.who else "nothing says which partner answers"
        hint = did_you_mean(reply.who, [*current, *(partnership.name_of(each) for each in current)])
        faults.append(Fault(reply.who_at, 0, f'{what}; {hint}; or say whom it means: --name "{reply.who}=ID"'))
        return None
    if reply.on is None:
        faults.append(Fault(reply.place, 0, "nothing says on which day this was answered; use --on YYYY-MM-DD"))
    asked = {question.name for question in questions_for(partnership, partner)}
    values = {}
    for name, given in reply.answers.items():
        if name not in asked:
            why = f"is not asked of {partner}" if name in questions else "is not a question here (any more)"
            found.notes.append(f'{given.place}: {name} {why}; not taken: "{given.value}"')
        elif (value := _value(questions[name], given, faults)) is not None:
            values[name] = value
    return Counted(reply, partner, values)


def _value(question: Question, given: Given, faults: list[Fault]) -> str | None:
    if not question.choices:
        return _text(given)
    value = chosen(question, given.value)
    if value is None:
        known = listed((choice.label for choice in question.choices), most=9, last="or")
        faults.append(Fault(given.place, 0, f'"{given.value}" does not answer {question.name}; answers are {known}'))
    return value


def _text(given: Given) -> str:
    if isinstance(given.value, datetime | date):
        return given.value.isoformat()
    return " ".join(str(given.value).split())


def _choose(replies: Sequence[Counted], found: Collected, *, latest: bool) -> None:
    """Let one reply of each partner count; the same reply given twice counts once."""
    by_partner: dict[str, list[Counted]] = {}
    for reply in replies:
        if not reply.values:
            found.notes.append(f"{reply.reply.place}: {reply.partner} left every question open")
            continue
        before = by_partner.setdefault(reply.partner, [])
        same = next((old for old in before if (old.reply.on, old.values) == (reply.reply.on, reply.values)), None)
        if same is not None:
            found.notes.append(f"{reply.reply.place}: says the same as {same.reply.place}; counted once")
        else:
            before.append(reply)
    for partner, own in by_partner.items():
        own.sort(key=lambda reply: reply.reply.at or (reply.reply.on or date.min).isoformat())
        if len(own) == 1:
            found.counted[partner] = own[0]
            continue
        found.twice[partner] = own
        if not latest:
            continue
        if own[-1].reply.at == own[-2].reply.at:
            places = f"{own[-2].reply.place} and {own[-1].reply.place}"
            found.notes.append(f"{partner}: nothing says which of {places} is the later; leave one out")
        else:
            found.counted[partner] = own[-1]


def _add(reply: Counted, questions: Mapping[str, Question], edit: Edit, found: Collected) -> None:
    """Add the rows of one reply to the edit, save those that the files hold already."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for name, value in reply.values.items():
        question = questions[name]
        row = rows.setdefault((question.section, question.about), {})
        if value != DONT_KNOW or question.section == "checklist":
            row[question.part] = int(value) if question.choices and value.isdigit() else value
    for (section, about), parts in rows.items():
        lacking = [NAMED.get(part, part) for part in WHOLE.get(section, ()) if part not in parts]
        if lacking or not parts:
            what = f"{section} {about}".strip()
            why = f"without {listed(lacking)}" if parts else f"only {DONT_KNOW}"
            said = f' ("{"; ".join(f"{part}: {value}" for part, value in parts.items())}")' if parts else ""
            found.notes.append(f"{reply.reply.place}: {what} of {reply.partner} was not taken, {why}{said}")
            continue
        _add_row(section, about, reply, parts, edit=edit, found=found)


def _add_row(section: str, about: str, reply: Counted, parts: dict[str, Any], *, edit: Edit, found: Collected) -> None:
    key: dict[str, Any] = {"on": reply.reply.on.isoformat() if reply.reply.on else None}
    table = TABLES.get(section, f"partners.{reply.partner}.readiness")
    if section in ABOUT:
        key |= {"by": reply.partner, ABOUT[section]: int(about) if section == "checklist" else about}
    if section == "ratings":
        key["kind"] = "residual"
    before = [row for row in edit.rows(table) if all(_same(row.get(name), value) for name, value in key.items())]
    held = {name: value for name, value in before[-1].items() if name not in key} if before else None
    if held is not None and {name: str(value) for name, value in held.items()} == {k: str(v) for k, v in parts.items()}:
        found.unchanged += 1
        return
    edit.add(table, {**key, **parts})


def _same(held: Any, meant: Any) -> bool:
    return str(held if held is not None else "residual") == str(meant)
