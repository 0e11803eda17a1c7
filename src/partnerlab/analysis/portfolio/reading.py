"""What the reviews of all partnerships left, read once each and kept as aggregates, so that memory stays flat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from partnerlab.analysis.catalogue import TOPICS
from partnerlab.analysis.findings import Severity
from partnerlab.analysis.portfolio.reviewed import Reviewed, Seat, Step
from partnerlab.analysis.portfolio.signs import list_signs
from partnerlab.analysis.results import Results, read_result, results_files
from partnerlab.analysis.review import rules
from partnerlab.analysis.weights import weigh
from partnerlab.characters import plain_name
from partnerlab.errors import Fault, InputError
from partnerlab.guide import stages
from partnerlab.memory import give_back
from partnerlab.partnership.moves import Priorities
from partnerlab.partnership.organisations import EndingSigns, Register, read_register

MEASURES = {
    "actions_overdue": "actions past their date",
    "actions_open": "actions not done, those past their date among them",
    "exposure_mean": "mean cost of risks a year, in pounds",
    "exposure_p80": "cost of risks not exceeded in 8 years out of 10, in pounds",
    "risks_without_lead": "open risks that nobody leads on",
    "spent": "money spent, in pounds",
    "spent_on_budgets": "of it, on the milestones that have a budget",
    "budget": "budget of all milestones, in pounds",
    "milestones_overdue": "milestones past their date",
}
"""Measures of a review that the portfolio shows for each partnership, and what each means."""

USUAL = Priorities()
"""What matters more, as long as no file says otherwise: between partnerships like is compared with like."""

LISTED_STATES = ("overdue", "open")
"""States of the next steps that were agreed; what no action answers yet is counted by its finding."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a finding says where it is worst."""

    rank: tuple[int, str, str]
    """Severity, partnership and subject: the smallest is the worst, and told."""
    paragraph: str
    severity: Severity
    message: str
    remedy: str


@dataclass(frozen=True)
class Portfolio:
    """What the reviews of all partnerships left.

    Parameters
    ----------
    reviews
        In the order of the partnerships' names.
    told
        Code to what the finding says where it is worst, of those that are red or amber somewhere.
    faults
        What is wrong with results that could not be read; their partnerships are not among `reviews`.
    left_out
        Slug to reason, of the partnerships that the run left out.
    register
        Which names mean one organisation, and what is much to ask of one.
    spelled
        How each name is shown: by the register, or else as it is written first.
    """

    reviews: tuple[Reviewed, ...] = ()
    told: Mapping[str, Told] = field(default_factory=lambda: MappingProxyType({}))
    faults: tuple[Fault, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    register: Register = field(default_factory=Register)
    spelled: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def name_of(self, name: str) -> str:
        """Return the one name by which an organisation is shown, whatever a file calls it."""
        return self.spelled.get(plain_name(name)) or self.register.name_of(name)

    @property
    def partnerships(self) -> int:
        """How many partnerships there are."""
        return len(self.reviews)


def read_portfolio(
    folder: str | Path,
    *,
    left_out: Mapping[str, str] = MappingProxyType({}),
    organisations: str | Path = "",
    strict: bool = False,
) -> Portfolio:
    """Read what the reviews in a folder left, one after another, and keep of each what the portfolio shows.

    Parameters
    ----------
    left_out
        Slug to reason, of partnerships that whoever runs this left out.
    organisations
        The register of organisations; "" for none.
    strict
        Refuse the folder when a file in it is not what a review leaves, instead of setting it aside.

    Raises
    ------
    InputError
        When the register is faulty; when strict, with every file that cannot be read.
    """
    register = read_register(organisations) if organisations else Register()
    reviews: list[Reviewed] = []
    told: dict[str, Told] = {}
    faults: list[Fault] = []
    shared = _Shared()
    for file in results_files(folder):
        try:
            results = read_result(file)
        except InputError as error:
            faults += error.faults
            continue
        reviews.append(_keep(results, shared, register.ending))
        for code, finding in _worst_findings(results):
            if code not in told or finding.rank < told[code].rank:
                told[code] = finding
    give_back(len(reviews))
    if strict and faults:
        raise InputError(faults)
    sorted_reviews = sorted(reviews, key=lambda review: (review.name.casefold(), review.slug))
    ordered = tuple(_tell_apart(sorted_reviews))
    return Portfolio(ordered, told, tuple(sorted(faults)), dict(left_out), register, _spell(ordered, register))


def _spell(reviews: Iterable[Reviewed], register: Register) -> dict[str, str]:
    """One spelling for each name, whatever its case and spaces."""
    spelled: dict[str, str] = {}
    for review in reviews:
        others = (name for name in (review.lead, review.sponsor, *review.funders) if name)
        for name in (*(seat.name for seat in review.seats), *others):
            spelled.setdefault(plain_name(name), register.name_of(name))
    return spelled


def _tell_apart(reviews: list[Reviewed]) -> Iterator[Reviewed]:
    """Give partnerships of one name their slug beside it, so that no two are taken for one."""
    times = Counter(review.name for review in reviews)
    for review in reviews:
        yield replace(review, name=f"{review.name} ({review.slug})") if times[review.name] > 1 else review


def _keep(results: Results, shared: _Shared, ending: EndingSigns) -> Reviewed:
    seen = results.partnership
    signs, told = list_signs(results, ending)
    known = {name: float(value) for name in MEASURES if isinstance(value := results.measure(name), int | float)}
    counts = {level: sum(row.severity is level for row in results.findings) for level in Severity}
    bad = tuple(sorted({shared.one(finding.code) for finding in results.findings if finding.severity.is_fault}))
    red = [finding for finding in results.findings if finding.severity is Severity.RED]
    about: dict[str, Any] = {name: getattr(seen, name) if seen else None for name in _ABOUT}
    return Reviewed(
        slug=results.slug,
        name=results.name,
        complete=results.complete,
        notebooks=shared.one(results.notebooks),
        missing=shared.one(results.missing),
        illustrative=bool(seen and seen.illustrative),
        outcomes=shared.all(seen.own_outcomes.get(outcome, outcome) for outcome in seen.outcomes) if seen else (),
        causes=shared.all(seen.causes if seen else ()),
        funders=shared.all(seen.funders if seen else ()),
        seats=tuple(_seats(results, shared)),
        counts=counts,
        measures=known,
        bad=bad,
        asked=shared.one(_asked(results)),
        worst=max(red, key=lambda finding: weigh(finding, USUAL)).message if red else "",
        actions=tuple(_actions(results, shared)),
        since=results.compared_with,
        made_elsewhere=results.version or "" if results.made_elsewhere else None,
        signs=tuple(map(shared.one, signs)),
        told=told,
        **_changes(results),
        **about,
    )


def _asked(results: Results) -> tuple[str, ...]:
    """Codes of the rules that its stage has reached, in topics that were reviewed, and of all that was found."""
    found = {finding.code for finding in results.findings}
    if results.partnership is not None:
        reviewed = {name.partition("-")[2].replace("-", "_") for name in results.notebooks}
        found |= {code for topic in reviewed for code in _reached(results.partnership.stage, topic)}
    return tuple(sorted(found))


@cache
def _reached(stage: str, topic: str) -> frozenset[str]:
    """Codes of the rules of a topic that matter at a stage; a rule that has nothing to say is asked all the same."""
    order = [row.id for row in stages()]
    if stage not in order or topic not in TOPICS.values():
        return frozenset()
    return frozenset(row.code for row in rules(topic) if order.index(row.stage) <= order.index(stage))


CHANGES = ("worse", "new", "better", "resolved")
"""Changes of findings that the portfolio counts."""


def _changes(results: Results) -> dict[str, Any]:
    """Count how findings changed, and name the first that is worse; what is new counts where it is a fault."""
    told = [row for row in results.changes if row.change != "new" or (row.severity and Severity(row.severity).is_fault)]
    bad = sorted(
        (Severity(row.severity).rank, row.code, row.subject, row.message)
        for row in told
        if row.change in ("worse", "new") and row.severity is not None
    )
    counts = {change: sum(row.change == change for row in told) for change in CHANGES}
    return {"changes": counts, "first_change": bad[0][-1] if bad else ""}


_ABOUT = ("stage", "as_at", "marking", "redaction", "area", "sponsor", "lead", "owner", "newest")


Held = TypeVar("Held")


@dataclass
class _Shared:
    """One object for what is the same: thousands of reviews say the same."""

    held: dict[Any, Any] = field(default_factory=dict)

    def one(self, value: Held) -> Held:
        """Return what was held first of all that is equal."""
        found: Held = self.held.setdefault(value, value)
        return found

    def all(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return texts, each held once."""
        return tuple(map(self.one, texts))


def _seats(results: Results, shared: _Shared) -> Iterator[Seat]:
    led = {row.subject: row.value for row in results.measures if row.name == "risks_led"}
    for row in results.partnership.partners if results.partnership else ():
        texts = (shared.one(row.id), shared.one(row.name), shared.one(row.sector), shared.all(row.aliases))
        people = tuple((person.code, shared.one(person.role)) for person in row.people)
        known = led.get(row.id)
        leads = float(known) if isinstance(known, int | float) else None
        yield Seat(*texts, row.hours, row.money, people, leads)


def _actions(results: Results, shared: _Shared) -> Iterator[Step]:
    """The agreed steps, each once whatever notebooks ask for it."""
    seen = set()
    for row in results.actions:
        key = (row.state, row.due, row.what, row.owner)
        if row.state in LISTED_STATES and key not in seen:
            seen.add(key)
            owner, paragraph = shared.one(row.owner), shared.one(row.paragraph)
            what, state = shared.one(row.what), shared.one(row.state)
            yield Step(what, owner, shared.one(row.due), state, shared.one(row.code), paragraph)


def _worst_findings(results: Results) -> Iterator[tuple[str, Told]]:
    for row in results.findings:
        if row.severity.is_fault:
            rank = (row.severity.rank, results.name, row.subject)
            yield row.code, Told(rank, row.paragraph, row.severity, row.message, row.remedy)
