"""What each partner is asked: the guide's questions and the partnership's own risks and partners, with stable names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from partnerlab.exchange.foreign import without_signs
from partnerlab.guide import AskedPractice, checklist, paragraph, practices, scale
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import ASSENTS, latest
from partnerlab.partnership.risks import Risk
from partnerlab.partnership.scales import levels_of
from partnerlab.partnership.sectors import is_outside_government

DONT_KNOW = "don't know"
"""An answer that says that there is none; only the checklist records it."""


@dataclass(frozen=True)
class Choice:
    """One answer to choose."""

    value: str
    """What the partnership's file holds."""
    label: str
    """What a person reads."""


@dataclass(frozen=True)
class Question:
    """One question to one partner."""

    name: str
    """Its stable name: letters, digits and underscores, such as `checklist_10` or `risk_R3_impact`."""
    section: str
    """`checklist`, `readiness`, `practices`, `ratings` or `relationships`."""
    about: str
    """What it is about within the section: number of the item, id of the practice, of the risk or of the other
    partner; empty for readiness.
    """
    part: str
    """Name of the column that holds the answer."""
    text: str
    """The whole question, different from that of every other."""
    short: str
    """The question below a heading that says what it is about."""
    help: str
    """A line that helps to answer it."""
    paragraph: str
    """Where the guide asks for it."""
    choices: tuple[Choice, ...] = ()
    """Answers to choose; empty for free text."""
    required: bool = False
    """Whether a complete form answers it; `don't know` is an answer."""


@dataclass(frozen=True)
class Section:
    """One part of a form."""

    name: str
    """As in `Question.section`."""
    title: str
    paragraph: str
    """The place of the guide that it rests on."""

    @property
    def text(self) -> str:
        """What stands above it: what the guide says there."""
        return paragraph(self.paragraph)


SECTIONS = (
    Section("checklist", "Self-assessment: is it in place?", "App. 2"),
    Section("readiness", "Ready, willing and able", "¶2.5"),
    Section("practices", "What your organisation sees", "¶2.3"),
    Section("ratings", "Risks of the partnership", "¶4.3"),
    Section("relationships", "Working with the other partners", "¶3.2 box"),
)
"""Parts of a form, in their order."""


def questions_for(partnership: Partnership, partner: str) -> tuple[Question, ...]:
    """Return the questions to one partner, in the order of the form.

    Asked are the ten items, readiness, the practices that each partner answers for itself, the open risks that are not
    of one partner alone and that this partner bears, and the relationship with each other current partner. What is
    asked of partners outside government is asked of those whose sector says that they are.

    Examples
    --------
    >>> from partnerlab import read_partnership
    >>> hub = read_partnership("parameters/northern-food-network.yaml")
    >>> [question.name for question in questions_for(hub, "Larder")][-6:-4]
    ['with_Grocers_needed', 'with_Grocers_actual']
    """
    return (
        *_checklist(),
        *_readiness(),
        *_practices(is_outside=bool(is_outside_government(partnership.partner(partner).sector))),
        *(question for risk in partnership.risks if _is_asked(risk, partner) for question in _risk(partnership, risk)),
        *(
            question
            for other in partnership.current_partners
            if other.id != partner
            for question in _relationship(partnership, other.id)
        ),
    )


def all_questions(partnership: Partnership) -> dict[str, Question]:
    """Return every question to any partner, by its name."""
    asked = (questions_for(partnership, partner.id) for partner in partnership.current_partners)
    by_name = {question.name: question for questions in asked for question in questions}
    order = {section.name: place for place, section in enumerate(SECTIONS)}
    return dict(sorted(by_name.items(), key=lambda row: order[row[1].section]))


def last_answers(partnership: Partnership, partner: str) -> dict[str, str]:
    """Return a partner's latest answers by question, as the values of choices or as text."""
    rows: dict[tuple[str, str], Any] = {}
    for item in latest((row for row in partnership.checklist if row.by == partner), lambda row: row.item):
        rows["checklist", str(item.item)] = item
    for ready in latest(partnership.partner(partner).readiness, lambda _: ""):
        rows["readiness", ""] = ready
    for practice in latest((row for row in partnership.practices if row.by == partner), lambda row: row.practice):
        rows["practices", practice.practice] = practice
    own = (row for row in partnership.ratings if row.by == partner and row.kind == "residual")
    for rating in latest(own, lambda row: row.risk):
        rows["ratings", rating.risk] = rating
    for tie in latest((row for row in partnership.relationships if row.by == partner), lambda row: row.about):
        rows["relationships", tie.about] = tie
    found = {}
    for question in questions_for(partnership, partner):
        value = getattr(rows.get((question.section, question.about)), question.part, None)
        if value is None:
            continue
        text = str(value)
        if not question.choices:
            found[question.name] = text
        elif (choice := chosen(question, text)) is not None and choice != DONT_KNOW:
            found[question.name] = choice
        elif question.section == "checklist":
            found[question.name] = DONT_KNOW
    return found


def chosen(question: Question, answer: object) -> str | None:
    """Return the value of the choice that an answer means; None when it means none.

    Examples
    --------
    >>> likely = Question("q", "ratings", "R1", "likelihood", "", "", "", "", (Choice("4", "4 – likely"),))
    >>> [chosen(likely, answer) for answer in (4, "4 - Likely", "likely", "4 (likely)", "often")]
    ['4', '4', '4', '4', None]
    """
    wanted = _plain(str(answer))
    ways: dict[str, str] = {}
    for choice in question.choices:
        label = _plain(choice.label)
        for way in (_plain(choice.value), label, label.partition(" ")[2] if choice.value.isdigit() else ""):
            ways.setdefault(way, choice.value)
    return ways.get(wanted) if wanted else None


def version_of(questions: Iterator[Question] | tuple[Question, ...]) -> str:
    """Return a short name for a form: the same for the same questions and answers to choose."""
    told = [[question.name, question.text, [choice.value for choice in question.choices]] for question in questions]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:8]


def _plain(text: str) -> str:
    return without_signs(re.sub(r"['’`]", "", text))


def _name(*parts: str) -> str:
    """Return a name; an id that has other signs than letters and digits is told apart by a few letters of its own."""
    plain = [re.sub(r"[^A-Za-z0-9]", "_", part) for part in parts]
    marks = [
        "" if part == safe else "_" + sha256(part.encode()).hexdigest()[:4]
        for part, safe in zip(parts, plain, strict=True)
    ]
    return "_".join(safe + mark for safe, mark in zip(plain, marks, strict=True))


def _assent() -> tuple[Choice, ...]:
    return (*(Choice(word, word) for word in ASSENTS[::-1]), Choice(DONT_KNOW, DONT_KNOW))


def _levels(partnership: Partnership, name: str, *, of_scheme: bool = False) -> tuple[Choice, ...]:
    levels = levels_of(partnership.scales, name, of_scheme=of_scheme)
    known = (Choice(str(value), f"{value} – {label}" if label else str(value)) for value, label in levels.items())
    return (*known, Choice(DONT_KNOW, DONT_KNOW))


def _checklist() -> Iterator[Question]:
    choices = tuple(Choice(level.label, level.label) for level in scale("answer-4").levels)
    for item in checklist():
        number = str(item.number)
        help_line = f"{item.text} What could show it: {'; '.join(item.evidence)}."
        yield Question(
            f"checklist_{number}", "checklist", number, "answer", f"{number}. {item.question}", item.question,
            help_line, item.paragraph, choices, required=True,
        )  # fmt: skip
        yield Question(
            f"checklist_{number}_evidence", "checklist", number, "evidence",
            f"{number}. What shows it: {item.title.lower()}?", "What shows it?",
            "Such as a minute or a document, with its date.", item.paragraph,
        )  # fmt: skip


def _readiness() -> Iterator[Question]:
    for word, meaning in {
        "ready": "Is your organisation ready to work in this partnership?",
        "willing": "Is your organisation willing to work in this partnership?",
        "able": "Is your organisation able to work in this partnership?",
    }.items():
        help_line = "yes; partly, when it is with conditions; or no."
        yield Question(
            f"readiness_{word}", "readiness", "", word, meaning, meaning, help_line, "¶2.5", _assent(),
            required=True,
        )  # fmt: skip
    yield Question(
        "readiness_evidence", "readiness", "", "evidence",
        "What shows that your organisation is ready, willing and able?",
        "What shows it?", "Such as a minute of your board.", "¶2.5",
    )  # fmt: skip


def _practices(*, is_outside: bool) -> Iterator[Question]:
    for practice in practices():
        if practice.asked_of == "each" or (practice.asked_of == "outside" and is_outside):
            yield from _practice(practice)


def _practice(practice: AskedPractice) -> Iterator[Question]:
    name = "practice_" + practice.id.replace("-", "_")
    yield Question(
        name, "practices", practice.id, "holds", f"{practice.title}. {practice.text} Is it so?", "Is it so?",
        "yes; partly; or no, as your own organisation sees it.", practice.paragraph, _assent(),
    )  # fmt: skip
    yield Question(
        f"{name}_evidence", "practices", practice.id, "evidence", f"{practice.title}: what shows it?",
        "What shows it?", f"Such as {'; '.join(practice.evidence)}.", practice.paragraph,
    )  # fmt: skip


def _is_asked(risk: Risk, partner: str) -> bool:
    is_common = risk.kind != "own" and (not risk.shared_by or partner in risk.shared_by)
    return risk.closed is None and is_common


def _risk(partnership: Partnership, risk: Risk) -> Iterator[Question]:
    settings = partnership.risk_settings
    for part, name, text in (
        ("likelihood", settings.likelihood_scale, "How likely is it now, with what is in place?"),
        ("impact", settings.impact_scale, "How bad would it be now, with what is in place?"),
    ):
        yield Question(
            _name("risk", risk.id, part), "ratings", risk.id, part, f"{risk.id}, {risk.title}: {text}", text,
            "Your own organisation's view; others may see it differently.", "¶4.3",
            _levels(partnership, name), required=True,
        )  # fmt: skip


def _relationship(partnership: Partnership, other: str) -> Iterator[Question]:
    name = partnership.name_of(other)
    levels = _levels(partnership, partnership.levels, of_scheme=True)
    values = _levels(partnership, "value-5")
    for part, text, help_line, choices in (
        ("needed", "Which level of working together is needed?", "What the shared work asks for.", levels),
        ("actual", "At which level do you work together now?", "As it is, not as it is meant to be.", levels),
        ("current_value", "What is this relationship worth now?", "For the outcome that you share.", values),
        ("potential_value", "What could this relationship be worth?", "For the outcome that you share.", values),
        ("data_sharing", "Is a data-sharing agreement with them in place?", "", _assent()),
        ("evidence", "What shows it?", "Such as joint work of the last months.", ()),
    ):
        yield Question(
            _name("with", other, part), "relationships", other, part, f"{name}: {text}", text, help_line, "¶3.2 box",
            choices, required=part in {"needed", "actual"},
        )  # fmt: skip
