"""Forms that ask one partner: a page that works from an e-mail attachment, without a network."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from partnerlab.exchange.questions import SECTIONS, Question, Section, last_answers, questions_for, version_of
from partnerlab.guide import practices
from partnerlab.page.style import write_policy, write_style
from partnerlab.page.theme import default_theme
from partnerlab.partnership import Partnership


@dataclass(frozen=True)
class Heading:
    """What some questions are about: a risk, another partner."""

    title: str
    text: str = ""
    """What explains it; empty for nothing."""


def file_of(partnership: Partnership, partner: str) -> str:
    """Return the name of a partner's form without its ending."""
    return f"{partnership.slug}-{_safe(partner)}"


def write_form(partnership: Partnership, partner: str, *, library: str) -> str:
    """Write the form of one partner as one page that asks for nothing else and runs one script, named by its hash.

    Parameters
    ----------
    library
        Version of this library, for the foot of the form.

    Returns
    -------
    str
        HTML, filled in with the partner's latest answers.

    Examples
    --------
    >>> from partnerlab import read_partnership
    >>> form = write_form(read_partnership("parameters/northern-food-network.yaml"), "Larder", library="1")
    >>> "Independent Grocers&#39; Circle" in form, "http:" in form
    (True, False)
    """
    asked, last = questions_for(partnership, partner), last_answers(partnership, partner)
    style = write_style(default_theme(), marking=partnership.marking or "") + _read("form.css")
    script = _read("form.js")
    intro = (
        "The answers you gave last are filled in. Look at each, and change what has changed: what you save counts as "
        "your answer of that day."
        if last
        else "Answer for your organisation. Where you cannot say, don't know is an answer."
    )
    return (
        _environment()
        .get_template("form.html.jinja")
        .render(
            title=partnership.name,
            slug=partnership.slug,
            partner=partnership.name_of(partner),
            partner_id=partner,
            partner_file=_safe(partner),
            marking=partnership.marking or "",
            version=version_of(asked),
            library=library,
            intro=intro,
            last=last,
            on="",
            required=[question.name for question in asked if question.required],
            sections=[*_sections(partnership, asked)],
            policy=write_policy(style, (script,)),
            style=Markup(style),  # noqa: S704  # our own files; the policy names them by their hash
            script=Markup(script),  # noqa: S704  # as above
        )
    )


def _sections(
    partnership: Partnership, asked: Sequence[Question]
) -> list[tuple[Section, list[tuple[Heading, list[Question]]]]]:
    found = []
    for section in SECTIONS:
        own = [question for question in asked if question.section == section.name]
        groups = [
            (heading_of(partnership, section.name, about), [*rows])
            for about, rows in groupby(own, lambda row: row.about)
        ]
        if groups:
            found.append((section, groups))
    return found


def heading_of(partnership: Partnership, section: str, about: str) -> Heading:
    """Return what questions of a section are about, in words."""
    if section == "ratings":
        risk = partnership.risk(about)
        parts = {"Cause": risk.cause, "What would happen": risk.event, "What would follow": risk.consequence}
        return Heading(f"{risk.id}. {risk.title}", " ".join(f"{name}: {text}." for name, text in parts.items() if text))
    if section == "practices":
        practice = practices().row(about)
        return Heading(practice.title, practice.text)
    return Heading(partnership.name_of(about) if section == "relationships" else about)


def _safe(text: str) -> str:
    return re.sub(r"[^\w-]+", "-", text).strip("-") or "partner"


def _read(name: str) -> str:
    return resources.files("partnerlab.exchange").joinpath("templates", name).read_text("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("partnerlab.exchange", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
