"""What every record of a partnership has in common: frozen, strict, dated, and knowing where it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr
from pydantic.fields import FieldInfo

from partnerlab.characters import says_nothing


@dataclass(frozen=True, order=True)
class Place:
    """Where something was written: a file's name as the user knows it and a line counted from 1."""

    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True)
class Refers:
    """Marks a text field as the id of a row in one of the tables, checked when the file is read."""

    tables: tuple[str, ...]


@dataclass(frozen=True)
class AsItStands:
    """Marks a needed text of which no word is refused: a name on a scale, such as `none`, or what the review asks for.

    Any other needed text that only holds a place, such as `TBC`, is a fault.
    """


@dataclass(frozen=True)
class Private:
    """Marks a field that is left out of what is shared when a review is redacted."""


Language = Literal["ga", "sco", "cy", "gd"]
"""A language that a name may be in: Irish, Ulster Scots, Welsh, Scottish Gaelic."""

PartnerId = Annotated[str, Refers(("partners",))]
"""The id of a partner, as chosen by the user under `partners`."""

OrganisationId = Annotated[str, Refers(("partners", "stakeholders"))]
"""The id of a partner or of a stakeholder."""

RiskId = Annotated[str, Refers(("risks",))]
"""The id of a risk."""

IndicatorId = Annotated[str, Refers(("indicators",))]
"""The id of an indicator."""

OutcomeId = Annotated[str, Refers(("outcomes",))]
"""The id of an outcome in the partnership's framework."""

ConditionId = Annotated[str, Refers(("conditions",))]
"""The id of one of Figure 3's assumptions or risks, such as `assumption-1`."""

PracticeId = Annotated[str, Refers(("practices",))]
"""The id of a practice that the guide asks for, such as `environment`."""

PromptId = Annotated[str, Refers(("prompts",))]
"""The id of a risk that the guide names, such as `risk-1` or `failure-1`."""

InstrumentId = Annotated[str, Refers(("instruments",))]
"""The id of an instrument whose bands are known."""

SchemeId = Annotated[str, Refers(("schemes",))]
"""The name of a scheme of levels of collaboration, supplied or one's own scale."""

MilestoneId = Annotated[str, Refers(("milestones",))]
"""The id of a milestone."""

CriterionId = Annotated[str, Refers(("criteria",))]
"""The id of something that options are judged by."""

StepId = Annotated[str, Refers(("pathway",))]
"""The id of a step of the service pathway."""

Period = Annotated[str, BeforeValidator(lambda value: str(value) if isinstance(value, int) else value)]
"""A year `2019`, financial year `2010/11`, range `2014-18`, quarter `2019Q1` or month `2019-03`."""

Assent = Literal["yes", "partly", "no"]
"""How far something holds."""

FreeText = Annotated[str, Private()]
"""Words typed by people, left out of redacted reviews."""


class Record(BaseModel):
    """One row of what a partnership answers.

    Attributes
    ----------
    known_from
        Name of the date field that says since when the row is known; empty for rows without a date.
    ends
        Names of date fields that close something: later than the review date, they are not known yet.
    shorthand
        Name of the field that a bare value fills (`stage: building`); empty when there is none.
    own_file
        Whether a row may stand in a YAML file of its own, named in its place.
    named_by
        Name of the text field that says who holds, gets or did something; empty when there is none. While it only
        holds a place, such as `TBC`, the row names nobody and is not known yet.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)

    known_from: ClassVar[str] = ""
    ends: ClassVar[tuple[str, ...]] = ()
    shorthand: ClassVar[str] = ""
    own_file: ClassVar[bool] = False
    named_by: ClassVar[str] = ""

    source: str | None = Field(None, description="Where it comes from, such as `board minute 12, item 4`.")
    note: FreeText | None = Field(None, description="Anything worth remembering; left out of redacted reviews.")

    _place: Place = PrivateAttr(default_factory=Place)
    _fields: dict[str, Place] | None = PrivateAttr(default=None)

    @property
    def place(self) -> Place:
        """Where the record was written; empty for records made in code."""
        return self._place

    def place_of(self, field: str) -> Place:
        """Where a field was written, by the file's own word; a row of a table stands in one place."""
        return (self._fields or {}).get(field, self._place)

    def places(self) -> tuple[Place, ...]:
        """Where the record and its fields were written."""
        return (self._place, *(self._fields or {}).values())

    @property
    def names_nobody(self) -> bool:
        """Whether the row is about somebody, and only holds the place of who that is."""
        return bool(self.named_by) and says_nothing(getattr(self, self.named_by))

    def parts(self) -> Iterator[tuple[str, Any]]:
        """Yield name and value of each field."""
        for name in type(self).model_fields:
            yield name, getattr(self, name)


HAPPENED = frozenset({"done", "closed", "settled"})
"""Of what closes something, that which is only written down once it has happened; an end may be set beforehand."""


class Dated(Record):
    """A row that is known from the date in its field `on`."""

    known_from: ClassVar[str] = "on"


RecordType = TypeVar("RecordType", bound=Record)


def is_known(record: Record, as_at: date | None) -> bool:
    """Whether a record was known on a date; records without a date always were. Of no date, all that says who it is."""
    since = getattr(record, record.known_from) if record.known_from else None
    return not record.names_nobody and (since is None or as_at is None or since <= as_at)


@cache
def nested_fields(model: type[Record]) -> tuple[str, ...]:
    """Names of the fields that hold records, one or a list of them."""
    return tuple(name for name, field in model.model_fields.items() if _holds_records(field.annotation))


def choices_of(model: type[Record], field: str) -> tuple[str, ...]:
    """Return the words that a field may hold, in the order in which its record names them.

    Examples
    --------
    >>> from partnerlab.partnership.evaluation import PerformanceMeasure
    >>> choices_of(PerformanceMeasure, "kind")
    ('how much', 'how well', 'better off')
    """
    return tuple(_words_in(model.model_fields[field].annotation))


def _words_in(annotation: Any) -> Iterator[str]:
    for part in get_args(annotation):
        yield from [part] if isinstance(part, str) else _words_in(part)


def _holds_records(annotation: Any) -> bool:
    is_record = isinstance(annotation, type) and issubclass(annotation, Record)
    return is_record or any(map(_holds_records, get_args(annotation)))


def stand_at(record: RecordType, as_at: date | None) -> RecordType:
    """Return a record as it stood on a date: later rows left out, later endings not known yet; all for no date."""
    changes: dict[str, Any] = {}
    for name in record.ends:
        value = getattr(record, name)
        if isinstance(value, date) and as_at is not None and value > as_at:
            changes[name] = None
    for name in nested_fields(type(record)):
        value = getattr(record, name)
        if value:
            changes[name] = value_at(value, as_at)
    return record.model_copy(update=changes) if changes else record


def value_at(value: Any, as_at: date | None) -> Any:
    """Return a record or a table of them as it stood on a date; None for a record that was not known yet."""
    if isinstance(value, Record):
        return stand_at(value, as_at) if is_known(value, as_at) else None
    return tuple(stand_at(row, as_at) for row in value if is_known(row, as_at)) if value else value


def redact(record: RecordType) -> RecordType:
    """Return a record without people's names, contact details and free-text notes."""
    changes: dict[str, Any] = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if is_left_out(field):
            changes[name] = None
        elif isinstance(value, Record):
            changes[name] = redact(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            changes[name] = tuple(redact(row) for row in value)
    return record.model_copy(update=changes)


def is_left_out(field: FieldInfo) -> bool:
    """Whether a field is left out of redacted reviews."""
    return any(isinstance(mark, Private) for mark in field.metadata) or is_private(field.annotation)


def is_private(annotation: Any) -> bool:
    """Whether a field's type is marked as private, on its own or as one choice of several."""
    marks = getattr(annotation, "__metadata__", ())
    choices = getattr(annotation, "__args__", ()) if not marks else ()
    return any(isinstance(mark, Private) for mark in marks) or any(map(is_private, choices))


@cache
def _dating_fields(model: type[Record]) -> tuple[str, ...]:
    known = (model.known_from,) if model.known_from else ()
    return known + tuple(name for name in model.ends if name in HAPPENED)


def dates_known(record: Record) -> Iterator[date]:
    """Yield the dates since when each row of a record is known, and on which it was done."""
    for name in _dating_fields(type(record)):
        if (day := getattr(record, name)) is not None:
            yield day
    for name in nested_fields(type(record)):
        value = getattr(record, name)
        for row in value if isinstance(value, tuple) else (value,):
            if row is not None:
                yield from dates_known(row)
