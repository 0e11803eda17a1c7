"""One wide row of a risk register taken apart: the risk, its ratings, its lead, its controls and its actions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from partnerlab.exchange.body import Body, Row
from partnerlab.exchange.identities import Identities
from partnerlab.exchange.mapping import ALL
from partnerlab.exchange.partners import PARTS, partner_meant, partners_meant
from partnerlab.exchange.report import Report
from partnerlab.partnership import Partnership
from partnerlab.partnership.columns import Column, table_named
from partnerlab.partnership.records import choices_of
from partnerlab.partnership.risks import RiskRating
from partnerlab.partnership.scales import levels_of
from partnerlab.sheets.spreadsheet import Cell
from partnerlab.sheets.values import Levels, UnreadError, is_nothing, is_open, pieces, read_number, read_text

KINDS = choices_of(RiskRating, "kind")
"""The kinds of ratings; a register that has one and does not name it tells how risks stand now: residual."""

CALCULATED = {
    "rag": "the colour follows from likelihood and impact",
    "status": "a date in `closed` says that a risk is closed",
}
"""What registers hold that a partnership's files do not, and why."""

NEAR = 0.51
"""By how much a score may differ from likelihood times impact by rounding of means."""

MOST_LEVELS = 10
"""Levels that a scale of likelihood has at most; a higher number may be a percentage without its sign."""

DIRECTIONS = {
    "rising": {"rising", "up", "increasing", "increased", "increase", "worse", "worsening", "higher", *"↑▲⬆↗"},
    "steady": {"steady", "same", "stable", "static", "unchanged", "no change", "level", "=", *"→↔►➡"},
    "falling": {"falling", "down", "decreasing", "decreased", "decrease", "better", "improving", "lower", *"↓▼⬇↘"},
}
"""How registers write the direction of travel of a risk."""

ROLES = re.compile(
    r"\b(?:head|director|manager|officer|chief|lead|chair|coordinator|co-ordinator|inspector|superintendent|sergeant|"
    r"principal|secretary|commander|clerk|treasurer|adviser|advisor|supervisor|board|team|group|committee|sro|ceo|"
    r"assistant|deputy)\b",
    re.IGNORECASE,
)
"""Words by which an owner is taken to be a post; anything else is kept as a name, which is redacted."""

_BODY = re.compile(
    r"^[A-Z&]{2,}$|\b(?:[Cc]ouncil|[Tt]rust|[Dd]epartment|[Ee]xecutive|[Ss]ervice|[Pp]olice|[Aa]gency|[Aa]uthority|[Ff]orum|"
    r"[Nn]etwork|[Aa]ssociation|[Cc]harity|[Cc]ollege|[Uu]niversity|[Ll]td|[Aa]ll)\b"
)
"""What is an organisation that is no partner, and so neither a post nor a person."""

_PERSON = re.compile(r"\b(?:mr|mrs|ms|miss|dr|cllr|prof|sir|dame)\b|\b[A-Z]\.? [A-Z]", re.IGNORECASE)

_DAY = Column("on", "date", "")


@dataclass(frozen=True)
class Wanted:
    """A row that a workbook asks for."""

    table: str
    """Where it belongs, such as `controls`."""
    row: Mapping[str, Any]
    """Its values; what the workbook leaves empty is not in it."""
    place: str
    """Where it stands in the workbook."""


@dataclass(frozen=True)
class Asked:
    """What somebody has said about a workbook on top of its mapping."""

    on: str
    """As at when, `YYYY-MM-DD`; empty when nobody has said."""
    partners: Mapping[str, str]
    """Ids of partners by every name they go by, in small letters."""
    reserved: frozenset[str] = frozenset()
    """References of the table in all sheets that are read: a row without one is numbered by none of them."""


def read_register(
    body: Body, partnership: Partnership, rows: Sequence[Mapping[str, Any]], asked: Asked, report: Report
) -> list[Wanted]:
    """Return the rows that a risk register asks for, in the tables where they belong.

    Parameters
    ----------
    partnership
        The partnership, whose scales count.
    rows
        The risks that it has, as plain values.
    report
        Takes what cannot be read, by cell, and what must be asked.
    """
    return _Register(body, partnership, asked, report).wanted(Identities("risks", rows, asked.reserved))


def chance_meant(cells: Iterable[Cell]) -> str:
    """Return what a column of chances holds, `likelihood` on a scale or `probability`; empty when its values fit both.

    A word, and a number from 1 to 10 where one is above 1, is a level; a percentage, and a number between 0 and 1, is a
    probability.

    Examples
    --------
    >>> chance_meant([1, 4, None]), chance_meant(["High", "Low"]), chance_meant(["5%", 0.2, 1]), chance_meant([1, 1])
    ('likelihood', 'likelihood', 'probability', '')
    >>> chance_meant([20, 50]), chance_meant([0.2, 3])
    ('', '')
    """
    is_share = is_level = is_beyond = False
    for cell in cells:
        if is_nothing(cell) or is_open(cell):
            continue
        try:
            number = read_number(cell)
        except UnreadError:
            number = None
        is_part = "%" in str(cell) or (number is not None and 0 < number < 1)
        is_share = is_share or is_part
        is_level = is_level or (not is_part and (number is None or number > 1))
        is_beyond = is_beyond or (not is_part and number is not None and number > MOST_LEVELS)
    if is_share == is_level or is_beyond:
        return ""
    return "probability" if is_share else "likelihood"


def direction_meant(cell: Cell) -> str | None:
    """Return the direction of travel that a cell tells; None when it tells none.

    Examples
    --------
    >>> direction_meant("↑"), direction_meant("No change"), direction_meant("new")
    ('rising', 'steady', None)
    """
    said = str(cell or "").strip().casefold()
    return next((direction for direction, words in DIRECTIONS.items() if said in words), None)


def owner_meant(text: str, partners: Mapping[str, str]) -> dict[str, str]:
    """Return the post and the person that a text names besides partners; what is no post is taken for a person.

    Examples
    --------
    >>> owner_meant("J Smith, Head of Housing, Council", {"council": "Council"})
    {'name': 'J Smith', 'role': 'Head of Housing'}
    >>> owner_meant("Council", {"council": "Council"}), owner_meant("Harbour Trust", {})
    ({}, {})
    """
    found: dict[str, list[str]] = {}
    for part in filter(None, (part.strip() for part in PARTS.split(text))):
        is_post = bool(ROLES.search(part)) and not _PERSON.search(part)
        if partner_meant(part, partners) is None and (is_post or not _BODY.search(part)):
            found.setdefault("role" if is_post else "name", []).append(part)
    return {kind: ", ".join(parts) for kind, parts in found.items()}


def scale_labels(partnership: Partnership, part: str) -> dict[str, int]:
    """Return the level of each label of the partnership's scale of likelihood or impact."""
    settings = partnership.risk_settings
    name = settings.likelihood_scale if part == "likelihood" else settings.impact_scale
    return {label: value for value, label in levels_of(partnership.scales, name).items()}


class _Register:
    def __init__(self, body: Body, partnership: Partnership, asked: Asked, report: Report) -> None:
        self.body, self.partnership, self.asked, self.report = body, partnership, asked, report
        own = table_named("risks").columns
        self.values = {
            column.name: body.values(column, column.name, report) for column in own if column.name in body.columns
        }
        self.rated_on = body.values(_DAY, "rated_on", report)
        self.due = body.values(_DAY, "action_due", report)
        self.done = body.values(_DAY, "action_done", report)
        self.levels = self._levels()

    def wanted(self, identities: Identities) -> list[Wanted]:
        self._ask()
        for meaning, why in CALCULATED.items():
            if meaning in self.body.columns:
                self.report.note(
                    "not taken", self.body.place(self.body.heading, meaning), f"column of {meaning}: {why}"
                )
        found: list[Wanted] = []
        for row in self.body.rows:
            title = self._title(row)
            try:
                row_id = identities.of(read_text(self.body.cell(row.number, "id")), title)
            except UnreadError as error:
                self.report.note("not taken", self.body.place(row.number, "id"), str(error))
                continue
            place = self.body.place(row.number, "title")
            self._tell_closed(row, row_id)
            found.append(Wanted("risks", {"id": row_id, **self._risk(row, title)}, place))
            found += self._ratings(row, row_id)
            found += self._lead(row, row_id)
            found += self._controls(row, row_id)
            found += self._actions(row, row_id)
        return found

    def _ask(self) -> None:
        rated = any(f"{kind}.{part}" in self.body.columns for kind in KINDS for part in ("likelihood", "impact"))
        sheet = self.body.sheet.name or self.body.sheet.file
        settings = self.partnership.risk_settings
        if rated and not self.body.mapping.scale:
            scales = f"{settings.likelihood_scale} and {settings.impact_scale}"
            text = f"{sheet}: what do its ratings mean on the partnership's scales, {scales}?"
            self.report.ask("--scale", text, '1-5, or 5-1 where 1 is the most, or "L=1,M=3,H=5"')
        if rated and not self.body.mapping.by and "rated_by" not in self.body.columns:
            self.report.ask("--by", f"{sheet}: whose ratings are these?", "all, when agreed by all, or a partner's id")
        if rated and self.body.mapping.by not in {"", ALL, *self.asked.partners.values()}:
            known = ", ".join(sorted(set(self.asked.partners.values()))) or "none so far"
            text = f'{sheet}: "{self.body.mapping.by}" is not a partner; partners are {known}. Whose ratings are these?'
            self.report.ask("--by", text, "all, when agreed by all, or a partner's id")
        if not self.asked.on and "rated_on" not in self.body.columns:
            self.report.ask("--on", f"{sheet}: as at when?", "2026-03-31")

    def _levels(self) -> Levels | None:
        """Return what ratings mean; None, and a question, while nobody has said, or the partnership's scale differs."""
        if not self.body.mapping.scale:
            return None
        sheet = self.body.sheet.name or self.body.sheet.file
        try:
            levels = Levels.of(self.body.mapping.scale)
        except UnreadError as error:
            self.report.ask("--scale", f"{sheet}: {error}.", "1-5")
            return None
        for part in ("likelihood", "impact"):
            own = sorted(scale_labels(self.partnership, part).values())
            if levels.lowest is not None and levels.highest is not None and own:
                least, most = sorted((levels.lowest, levels.highest))
                if (least, most) != (own[0], own[-1]):
                    text = (
                        f"{sheet}: its ratings run from {least} to {most}, the partnership's scale of {part} from "
                        f"{own[0]} to {own[-1]}. Which level is each, or which scale should `risk_settings` name?"
                    )
                    each = ",".join(f"{number}={number}" for number in range(least, min(most, own[-1]) + 1))
                    self.report.ask("--scale", text, each)
                    return None
        return levels

    def _title(self, row: Row) -> str:
        words = (read_text(self.body.cell(row.number, name)) for name in ("title", "event", "cause"))
        return next(filter(None, words), "")

    def _risk(self, row: Row, title: str) -> dict[str, Any]:
        risk: dict[str, Any] = {"title": title}
        for name, values in self.values.items():
            value = values.get(row.number)
            if name in {"id", "title"} or value is None:
                continue
            if name == "shared_by":
                value = self._shared_by(row, value)
            risk[name] = " ".join(value.split()) if isinstance(value, str) else value
        return {name: value for name, value in risk.items() if value not in ([], "")}

    def _shared_by(self, row: Row, names: list[str]) -> list[str]:
        ids, unknown = partners_meant(";".join(names), self.asked.partners)
        for name in unknown:
            if name.casefold() not in {"all", "all partners"}:
                self._no_partner(row.number, "shared_by", name)
        return ids

    def _on(self, row: Row) -> str:
        return str(self.rated_on.get(row.number) or self.asked.on)

    def _ratings(self, row: Row, risk: str) -> list[Wanted]:
        found: list[Wanted] = []
        by = self._by(row)
        for kind in KINDS:
            parts = {part: self._level(row, f"{kind}.{part}") for part in ("likelihood", "impact")}
            place = self.body.place(row.number, f"{kind}.likelihood")
            self._check_score(row, kind, parts)
            if None in parts.values():
                cells = [self.body.cell(row.number, f"{kind}.{part}") for part, level in parts.items() if level is None]
                if any(parts.values()) and any(map(is_nothing, cells)):
                    self.report.note("not taken", place, f"the {kind} rating of {risk} has no likelihood or no impact")
                continue
            if not self._on(row):
                self.report.note("not taken", place, f"the {kind} rating of {risk} has no date; use --on")
                continue
            rating = {"risk": risk, **({"by": by} if by != ALL else {}), "on": self._on(row), "kind": kind, **parts}
            if by:
                found.append(Wanted("ratings", rating | self._direction(row, kind), place))
        self._tell_direction(row, found)
        return found

    def _direction(self, row: Row, kind: str) -> dict[str, str]:
        """Return the direction of travel, which a register tells of a risk as it stands now."""
        said = direction_meant(self.body.cell(row.number, "direction")) if kind == "residual" else None
        return {"direction": said} if said is not None else {}

    def _tell_direction(self, row: Row, ratings: Sequence[Wanted]) -> None:
        said = read_text(self.body.cell(row.number, "direction"))
        is_asked = self.levels is None or not (self.body.mapping.by or "rated_by" in self.body.columns)
        if said is None or is_asked or any("direction" in rating.row for rating in ratings):
            return  # while it is asked what ratings mean, there is none to keep it with
        is_read = direction_meant(said) is not None
        why = "the risk has no residual rating to keep it with" if is_read else "it is not rising, steady or falling"
        self.report.note("not taken", self.body.place(row.number, "direction"), f'direction of travel "{said}": {why}')

    def _by(self, row: Row) -> str:
        said = read_text(self.body.cell(row.number, "rated_by"))
        if said is None:
            return self.body.mapping.by
        partner = ALL if said.casefold() in {"all", "all partners"} else partner_meant(said, self.asked.partners)
        if partner is None:
            self._no_partner(row.number, "rated_by", said)
        return partner or ""

    def _level(self, row: Row, meaning: str) -> int | float | None:
        if self.levels is None or meaning not in self.body.columns:
            return None
        labels = scale_labels(self.partnership, meaning.partition(".")[2])
        try:
            level = self.levels.read(self.body.cell(row.number, meaning), labels)
            least, most = min(labels.values(), default=0), max(labels.values(), default=0)
            if level is not None and labels and not least <= level <= most:
                message = f"level {level:g} is not on the partnership's scale, which runs from {least} to {most}"
                raise UnreadError(message)
        except UnreadError as error:
            self.report.note("not taken", self.body.place(row.number, meaning), str(error))
            return None
        return level

    def _check_score(self, row: Row, kind: str, parts: Mapping[str, int | float | None]) -> None:
        meaning = f"{kind}.score"
        if meaning not in self.body.columns or self.levels is None:
            return
        try:
            score = read_number(self.body.cell(row.number, meaning))
        except UnreadError:
            return  # a word, such as `high`, which follows from the rating
        likelihood, impact = parts["likelihood"], parts["impact"]
        place = self.body.place(row.number, meaning)
        if score is None:
            return
        if likelihood is None or impact is None:
            self.report.note("not taken", place, f"score {score:g} without a likelihood and an impact that can be read")
        elif abs(score - likelihood * impact) > NEAR and not (self.levels.highest or 0) < (self.levels.lowest or 0):
            message = f"score {score:g} is not {likelihood:g} x {impact:g}; likelihood and impact were taken"
            self.report.note("taken", place, message)

    def _lead(self, row: Row, risk: str) -> list[Wanted]:
        """Return the lead organisation and the person who owns a risk, as far as its cells name them."""
        owner = self._named(row.number, "owner")
        partner = partner_meant(owner, self.asked.partners) if owner else None
        post = owner_meant(owner or "", self.asked.partners)
        for part in ("role", "name"):
            said = self._named(row.number, f"owner_{part}")
            post |= {part: said} if said else {}
        found: list[Wanted] = []
        place = self.body.place(row.number, "owner" if owner else "owner_role")
        if partner is not None:
            lead = {"risk": risk, "lead": partner, **({"on": self._on(row)} if self._on(row) else {})}
            found.append(Wanted("leads", lead, place))
        elif owner:
            self._no_partner(row.number, "owner", owner, is_kept=bool(post))
        if post:
            since = {"from": self._on(row)} if self._on(row) else {}
            found.append(Wanted("owners", {"risk": risk, **post, **since}, place))
        return found

    def _named(self, number: int, meaning: str) -> str | None:
        """Return who is named; None for nobody, and for what is still to be agreed."""
        cell = self.body.cell(number, meaning)
        return None if is_open(cell) else read_text(cell)

    def _no_partner(self, number: int, meaning: str, name: str, *, is_kept: bool = False) -> None:
        self.report.partners = tuple(sorted(set(self.asked.partners.values())))
        message = f'"{name}" is not a partner, or is more than one; say under `names` in the mapping who it is'
        if not self.report.partners:
            message = f'"{name}" is not a partner: none is recorded yet; add the partners first, then import again'
        if is_kept:
            message = f"kept as the risk's owner, no lead organisation: {message}"
        self.report.note("taken" if is_kept else "not taken", self.body.place(number, meaning), message)

    def _controls(self, row: Row, risk: str) -> list[Wanted]:
        found: list[Wanted] = []
        for number in (row.number, *row.more):
            if not self.body.is_own(number, "controls"):
                continue
            owner = self._who(number, "control_owner")
            for control in pieces(self.body.cell(number, "controls")):
                values = {"risk": risk, "control": control, "owner": owner, "on": self._on(row) or None}
                kept = {name: value for name, value in values.items() if value is not None}
                found.append(Wanted("controls", kept, self.body.place(number, "controls")))
        return found

    def _actions(self, row: Row, risk: str) -> list[Wanted]:
        found: list[Wanted] = []
        for number in (row.number, *row.more):
            if not self.body.is_own(number, "actions"):
                continue
            for title in pieces(self.body.cell(number, "actions")):
                values = {
                    "title": title,
                    "subject": f"risk {risk}",
                    "owner": self._who(number, "action_owner"),
                    "due": self.due.get(number),
                    "done": self.done.get(number),
                    "on": self._on(row) or None,
                }
                kept = {name: value for name, value in values.items() if value is not None}
                found.append(Wanted("actions", kept, self.body.place(number, "actions")))
        return found

    def _who(self, number: int, meaning: str) -> str | None:
        text = read_text(self.body.cell(number, meaning))
        return (partner_meant(text, self.asked.partners) or text) if text else None

    def _tell_closed(self, row: Row, risk: str) -> None:
        status = self.body.cell(row.number, "status")
        is_closed = not is_nothing(status) and str(status).casefold().startswith("closed")
        if is_closed and row.number not in self.values.get("closed", {}):
            message = f"{risk} is closed, but nothing says since when; set `closed` in the partnership's file"
            self.report.note("not taken", self.body.place(row.number, "status"), message)
