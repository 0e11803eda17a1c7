"""One partnership as it is seen: how it stood on a date, what it is called, who leads; its parts are in `contents`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

from pydantic import PrivateAttr

from partnerlab.characters import says_nothing
from partnerlab.partnership.cache import Cache
from partnerlab.partnership.case import StageName
from partnerlab.partnership.contents import Contents
from partnerlab.partnership.evaluation import Indicator, PerformanceMeasure, days_known, names_later_year
from partnerlab.partnership.members import Partner, Stakeholder
from partnerlab.partnership.naming import party_called, short_names
from partnerlab.partnership.people import leave_out, list_people
from partnerlab.partnership.records import dates_known, nested_fields, value_at
from partnerlab.partnership.risks import Risk, RiskLead, RiskOwner


@dataclass(frozen=True, order=True)
class Input:
    """A file that was read, with the SHA-256 of its bytes in hexadecimal."""

    file: str
    sha256: str


SERIES = ("indicators", "performance")
"""Tables of series: of their rows, what was known on a date depends on when the partnership began, too."""
_making_cache = Lock()

PLACEHOLDER_PURPOSE = "What are we for? One sentence."
"""What stands for the purpose in a new file until somebody answers it; it is not a purpose."""


class Partnership(Contents):
    """Everything one partnership answers. Only name, purpose and stage are needed; the rest may be missing.

    Examples
    --------
    >>> hub = Partnership(name="Riverside Support Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> hub.current_stage, hub.partners
    ('scoping', ())
    """

    # A slot, not a private attribute: it takes no part in copies, comparisons, pickles and JSON.
    __slots__ = ("_cache",)
    if TYPE_CHECKING:
        _cache: Cache

    _slug: str = PrivateAttr(default="")
    _as_at: date | None = PrivateAttr(default=None)
    _whole: Partnership | None = PrivateAttr(default=None)
    _inputs: tuple[Input, ...] = PrivateAttr(default=())
    _unread: tuple[str, ...] = PrivateAttr(default=())
    _redaction: str = PrivateAttr(default="")

    @property
    def slug(self) -> str:
        """Name of the file without its ending; names the folder of its reviews."""
        return self._slug

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The files read, each with its SHA-256."""
        return self._inputs

    @property
    def unread(self) -> tuple[str, ...]:
        """What stands in the files and was not read, such as comments on the cells of a workbook, in sentences."""
        return self._unread

    @property
    def has_purpose(self) -> bool:
        """Whether the purpose is more than the question that a new file begins with, or a word that holds its place."""
        asks = self.purpose.strip().casefold() == PLACEHOLDER_PURPOSE.casefold()
        return not asks and not says_nothing(self.purpose)

    @property
    def as_at(self) -> date | None:
        """The date on which the partnership is seen; None when nothing in it is dated."""
        return self._as_at

    @property
    def whole(self) -> Partnership:
        """The partnership with everything known to the file, whatever the date."""
        return self._whole or self

    @property
    def cache(self) -> Cache:
        """What has been worked out of this very partnership; copies and equal ones have their own."""
        try:
            return self._cache
        except AttributeError:
            cache = Cache() if self._whole is None else Cache(self._whole.cache.lock)
            with _making_cache:
                if not hasattr(self, "_cache"):
                    object.__setattr__(self, "_cache", cache)
            return self._cache

    @property
    def current_stage(self) -> StageName:
        """The latest stage reached."""
        return max(enumerate(self.stages), key=lambda row: (row[1].on or date.min, row[0]))[1].stage

    @property
    def current_partners(self) -> tuple[Partner, ...]:
        """Partners that have not left."""
        return tuple(partner for partner in self.partners if partner.left is None)

    @property
    def last_review(self) -> date | None:
        """The latest review before the date on which the partnership is seen; None when there was none."""
        before = [review.on for review in self.reviews if self.as_at is None or review.on < self.as_at]
        return max(before, default=None)

    def partner(self, partner_id: str) -> Partner:
        """Return the partner with an id.

        Raises
        ------
        KeyError
            When no partner has that id.
        """
        return {partner.id: partner for partner in self.partners}[partner_id]

    def risk(self, risk_id: str) -> Risk:
        """Return the risk with an id; KeyError when there is none."""
        return {risk.id: risk for risk in self.risks}[risk_id]

    def name_of(self, organisation_id: str) -> str:
        """Return the full name of a partner or stakeholder; the id itself when it is neither."""
        row = self.organisation_called(organisation_id)
        return organisation_id if row is None else row.name

    def short_name_of(self, organisation_id: str) -> str:
        """Return the short name of a partner or stakeholder; the full one where it has none, the id when it is neither.

        Examples
        --------
        >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
        ...     partners=[{"id": "a", "name": "Police Service of Northern Ireland", "short_name": "PSNI"}])
        >>> hub.short_name_of("a"), hub.short_name_of("b")
        ('PSNI', 'b')
        """
        row = self.organisation_called(organisation_id)
        return organisation_id if row is None else row.short_name or row.name

    def organisation_called(self, name: str) -> Partner | Stakeholder | None:
        """Return the partner or stakeholder with an id, or else with a name of its own; None when no single one has it.

        Who does something is typed in words, where an id in small letters or a name means its organisation as well.
        """
        return party_called(name, self.partners, self.stakeholders)

    @property
    def short_names(self) -> dict[str, str]:
        """What charts call each organisation, by its id: its short name, and the id where another has that too."""
        return short_names((*self.partners, *self.stakeholders))

    @property
    def titles(self) -> dict[str, str]:
        """What readers call each risk, indicator, task and milestone, by its kind and id.

        An organisation that charts call by a short name has its full name here, by that short name.

        Examples
        --------
        >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
        ...     partners=[{"id": "A", "name": "Department of Health", "short_name": "DoH"}],
        ...     risks=[{"id": "R1", "title": "Delay"}])
        >>> hub.titles
        {'organisation DoH': 'Department of Health', 'risk R1': 'Delay'}
        """
        rows: tuple[Partner | Stakeholder, ...] = (*self.partners, *self.stakeholders)
        titles = {f"organisation {self.short_names[row.id]}": row.name for row in rows if row.short_name}
        titles |= {f"risk {row.id}": row.title for row in self.risks}
        titles |= {f"indicator {row.id}": row.title for row in self.indicators}
        titles |= {f"task {row.id}": row.name for row in self.tasks}
        return titles | {f"milestone {row.id}": row.name for row in self.milestones}

    @property
    def languages(self) -> dict[str, str]:
        """The language of each name that is not in English.

        Examples
        --------
        >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
        ...     partners=[{"id": "a", "name": "Foras na Gaeilge", "name_language": "ga"}])
        >>> hub.languages
        {'Foras na Gaeilge': 'ga'}
        """
        rows: tuple[Partnership | Partner | Stakeholder, ...] = (self, *self.partners, *self.stakeholders)
        return {row.name: row.name_language for row in rows if row.name_language}

    def lead_of(self, risk_id: str) -> RiskLead | None:
        """Return who leads on a risk now, one or several together; None when nobody does."""
        rows = [lead for lead in self.leads if lead.risk == risk_id]
        latest = max(enumerate(rows), key=lambda row: (row[1].on or date.min, row[0]), default=None)
        return latest[1] if latest is not None and latest[1].leads else None

    def owner_of(self, risk_id: str) -> RiskOwner | None:
        """Return the person who owns a risk now; None when nobody is recorded."""
        rows = [owner for owner in self.owners if owner.risk == risk_id and owner.end is None]
        latest = max(enumerate(rows), key=lambda row: (row[1].start or date.min, row[0]), default=None)
        return latest[1] if latest is not None else None

    def at(self, as_at: date | None) -> Self:
        """Return the partnership as it stood on a date: later facts left out, later endings not yet known.

        Rows that name nobody, since a word such as `TBC` holds the place, are left out; for no date, these alone.

        A value of a series that says no date of publication was known, at the earliest, when its period was over, and
        a rule of change when the period of its base was. Undated words are left out where they name a later year.
        Plans, such as targets, may lie ahead; undated, they count from the first dated stage on.

        Examples
        --------
        >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[
        ...     {"stage": "scoping", "on": "2025-01-10"}, {"stage": "building", "on": "2025-06-01"}])
        >>> hub.at(date(2025, 3, 1)).current_stage
        'scoping'
        """
        whole = self.whole
        # Tables that hold nothing are let be, so that a copy still knows which fields its file named.
        held = (name for name in nested_fields(Partnership) if getattr(whole, name) or name in SERIES)
        known = {name: whole._seen_at(name, as_at) for name in held}
        if as_at is not None and whole.rationale_stated is not None and whole.rationale_stated > as_at:
            known |= {"rationale": None, "rationale_stated": None}
        if as_at is not None and names_later_year(whole.story, as_at):
            known["story"] = None
        seen = whole.model_copy(update=known)
        return seen._with(whole=whole, as_at=as_at)  # type: ignore[return-value]  # a copy keeps the class

    def _seen_at(self, name: str, as_at: date | None) -> Any:
        """Return one table, or record, of the whole as it stood on a date; each by itself, and series with stages."""
        seen = value_at(getattr(self, name), as_at)
        if name == "stages":
            return seen or self.stages[:1]
        if name not in SERIES or as_at is None:
            return seen
        begun = min((row.on for row in self.stages if row.on is not None), default=None)
        return tuple(row.known_on(as_at, begun) for row in seen)

    def replace(self, **fields: object) -> Self:
        """Return the partnership with fields replaced in everything that is known, seen at the same date.

        Parameters
        ----------
        fields
            New values by name, as records: whole tables, not rows. They are taken as they are, unchecked; what is
            dated after `as_at` is not seen.

        Examples
        --------
        >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping", "on": "2025-01-10"}])
        >>> hub.replace(purpose="Reach people early").purpose
        'Reach people early'
        """
        whole, as_at = self.whole.model_copy(update=fields), self.as_at
        # Of stages alone others hang: an undated target counts from the first of them on.
        if as_at is None or not fields.keys() <= {*nested_fields(Partnership)} - {"stages"}:
            return whole.at(as_at)  # type: ignore[return-value]  # the same class
        # The other tables stand as they do here, and whoever compares the two sees that they are the same.
        touched = (*fields, *(SERIES if "stages" in fields else ()))
        seen = self.model_copy(update={name: whole._seen_at(name, as_at) for name in touched})
        return seen._with(whole=whole, as_at=as_at)

    def newest_date(self) -> date | None:
        """Return the latest date since when anything in the file is known; None when nothing is dated.

        A value that says no date of publication counts from the end of its period on.
        """
        return max(self._days_known(), default=None)

    def newest_entry(self) -> date | None:
        """Return since when the newest entry is known of those that can be seen on `as_at`; None when none is dated."""
        days = (day for day in self._days_known() if self.as_at is None or day <= self.as_at)
        return max(days, default=None)

    def _days_known(self) -> Iterator[date]:
        """Yield since when each dated entry is known, whatever the day of the review."""
        yield from dates_known(self.whole)
        for values in [row.values for row in self.whole.indicators] + [row.values for row in self.whole.performance]:
            yield from (day for day in days_known(values) if day is not None)

    @property
    def undated_plans(self) -> tuple[int, int]:
        """How many targets, and starts of actions, say no date on which they were set, and so are taken as known."""
        rows: tuple[Indicator | PerformanceMeasure, ...] = (*self.indicators, *self.performance)
        targets = sum(row.target is not None and row.target.on is None for row in rows)
        starts = sum(row.action_from is not None and row.action_set is None for row in self.indicators)
        return targets, starts

    def redacted(self) -> Self:
        """Return the partnership without contact details, free-text notes and, wherever typed, its people's names."""
        people = list_people(self.whole)
        return leave_out(self, people)._with(whole=leave_out(self.whole, people), as_at=self.as_at)

    @property
    def redaction(self) -> str:
        """What was left out before it was shared, and what was not, in words; empty when nothing was."""
        return self._redaction

    def shared_from(self, whole: Partnership, redaction: str) -> Self:
        """Return this partnership, made of a whole one by leaving something out, knowing what was left out."""
        copy = self.read_from(whole.slug, whole.inputs, whole.unread)
        copy._redaction = redaction
        return copy

    def read_from(self, slug: str, inputs: Iterable[Input], unread: Iterable[str] = ()) -> Self:
        """Return the partnership, knowing which files it was read from, and what in them was not read."""
        copy = self.model_copy()
        copy._slug = slug
        copy._inputs = tuple(inputs)
        copy._unread = tuple(unread)
        return copy

    def _with(self, *, whole: Partnership, as_at: date | None) -> Self:
        copy = self.model_copy()
        copy._slug, copy._inputs, copy._redaction = whole.slug, whole.inputs, whole.redaction
        copy._unread = whole.unread
        copy._whole, copy._as_at = whole, as_at
        return copy
