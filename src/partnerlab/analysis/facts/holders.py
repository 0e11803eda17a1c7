"""Who holds what: each person, by the post, with all that hangs on it and who would cover (¶2.12, ¶4.8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.bodies import current_bodies
from partnerlab.analysis.facts.relationships import answers_between_partners
from partnerlab.analysis.facts.steps import get_ladder
from partnerlab.characters import plain_name
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Body
from partnerlab.partnership.members import Partner, Representative
from partnerlab.wording import counted


@dataclass(frozen=True)
class Holding:
    """One thing that a person holds."""

    kind: str
    """seat, chair, vice-chair, post, risk, task, step, message, milestone, control, action or relationship."""
    what: str
    """What it is, in words."""
    cover: str | None = None
    """Who would take over; None when nobody is recorded."""
    through: bool = False
    """Whether it is the organisation's, and hangs on the person as the only one who sits for it."""


@dataclass(frozen=True)
class Holder:
    """A person, by the post, and what hangs on it.

    Attributes
    ----------
    role
        The post.
    partner
        Id of the partner the person comes from; None when that is not recorded.
    holdings
        What they hold, seats first.
    number
        Which of those who sit for the partner in this post, in the order of the file; 0 where it is the only one, or
        where it is not recorded which of them holds these things.
    among
        How many sit for the partner in this post.
    """

    role: str
    partner: str | None
    holdings: tuple[Holding, ...]
    number: int = 0
    among: int = 1

    @property
    def is_either(self) -> bool:
        """Whether it is one of several with one post, and it is not recorded which."""
        return self.among > 1 and not self.number

    @property
    def which(self) -> str:
        """Which of several with one post it is, to stand behind the post; empty for the only one."""
        return f" ({self.number or 'one'} of {self.among})" if self.among > 1 else ""

    @property
    def uncovered(self) -> tuple[Holding, ...]:
        """What would stop: nobody is recorded who would take it over."""
        return tuple(row for row in self.holdings if row.cover is None)


@cached
def list_holders(partnership: Partnership) -> tuple[Holder, ...]:
    """List who holds anything now, the one with most that nobody would cover first.

    People are known by their post: two entries are one person when they name the same post, and no different partner. A
    post that several partners have, named without a partner, is listed by itself. Where several sit for one partner in
    one post, each is listed, and once more what one of them holds by the name of the post alone.
    What an organisation leads or answers for hangs on whoever sits for it alone. Nobody covers for themselves: a deputy
    or a vice-chair of the very same post is none. Who has left by the record holds nothing, though papers may still
    name them.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "Alpha", "representatives": [{"role": "Head", "deputy": "Clerk"}]}],
    ...     governance=[{"id": "b", "name": "Board", "kind": "committee", "chair": "Head", "chair_from": "A"}])
    >>> (head,) = list_holders(hub)
    >>> head.role, [(row.kind, row.cover) for row in head.holdings]
    ('Head', [('seat', 'Clerk'), ('chair', None)])
    """
    named = (*_chairs(partnership), *_named_roles(partnership))
    rows = [*_seats(partnership), *(row for row in named if row[3].kind == "post" or not _has_left(partnership, row))]
    known: dict[str, set[str]] = {}
    among: Counter[tuple[str, str | None]] = Counter()
    for role, partner, number, _ in rows:
        known.setdefault(plain_name(role), set()).update({partner} if partner else ())
        among[plain_name(role), partner] = max(among[plain_name(role), partner], number)
    found: dict[tuple[str, str | None, int], tuple[str, list[Holding]]] = {}
    for role, partner, number, holding in rows:
        post = plain_name(role)
        only = next(iter(known[post])) if len(known[post]) == 1 else None
        found.setdefault((post, partner or only, number), (role, []))[1].append(holding)
    holders = [
        Holder(role, partner, tuple(holdings), number, among[post, partner] or 1)
        for (post, partner, number), (role, holdings) in found.items()
    ]
    return tuple(sorted(holders, key=lambda row: (-len(row.uncovered), -len(row.holdings), row.role, row.number)))


Found = Iterator[tuple[str, str | None, int, Holding]]
"""The post, the partner it belongs to, which of several with that post (0: the only one, or any), what it holds."""


def list_people(seats: Iterable[Representative]) -> list[tuple[Representative, ...]]:
    """Group seats by who holds them: two are one person's where they name the same post and the same person.

    Examples
    --------
    >>> seats = [Representative(role="Head", name=name) for name in ("Ann Lee", "Joe Orr", "ann lee")]
    >>> [len(person) for person in list_people([*seats, Representative(role="Head"), Representative(role="Head")])]
    [2, 1, 1, 1]
    """
    people: dict[object, list[Representative]] = {}
    for number, seat in enumerate(seats):
        people.setdefault((plain_name(seat.role), plain_name(seat.name) if seat.name else number), []).append(seat)
    return [tuple(rows) for rows in people.values()]


def _has_left(partnership: Partnership, row: tuple[str, str | None, int, Holding]) -> bool:
    """Whether a post sat for a partner and does so no more: what still names it names nobody."""
    role, partner, _, _ = row
    sat = [
        seat.end is None and other.left is None
        for other in partnership.partners
        for seat in other.representatives
        if partner in {None, other.id} and same_post(seat.role, role)
    ]
    return bool(sat) and not any(sat)


def _seats(partnership: Partnership) -> Found:
    for partner in partnership.current_partners:
        sitting = [rows[-1] for rows in list_people(row for row in partner.representatives if row.end is None)]
        counts = Counter(plain_name(row.role) for row in sitting)
        met: Counter[str] = Counter()
        for row in sitting:
            post = plain_name(row.role)
            met[post] += 1
            number = met[post] if counts[post] > 1 else 0
            others = [
                f"another {row.role}" if same_post(other.role, row.role) else other.role
                for other in sitting
                if other is not row
            ]
            cover = next(iter(others), None) if same_post(row.deputy, row.role) or not row.deputy else row.deputy
            yield row.role, partner.id, number, Holding("seat", f"seat of {_name(partner)}", cover)
            if not others:
                for holding in _through(partnership, partner, cover):
                    yield row.role, partner.id, number, holding


def _name(partner: Partner) -> str:
    return partner.short_name or partner.name


def _through(partnership: Partnership, partner: Partner, cover: str | None) -> Iterator[Holding]:
    """What the organisation holds, which its only representative does for it."""
    for risk in partnership.risks:
        lead = partnership.lead_of(risk.id) if risk.closed is None else None
        if lead is not None and partner.id in lead.leads:
            together = len(lead.leads) > 1
            yield Holding("risk", f"lead on “{risk.title}”", "the other leads" if together else cover, through=True)
    for task in partnership.tasks:
        if partner.id in task.accountable:
            together = len(task.accountable) > 1
            yield Holding(
                "task", f"answers for “{task.name}”", "the others who answer" if together else cover, through=True
            )
    yield from (
        Holding(kind, what, cover, through=True) for kind, what, owner in _owned(partnership) if owner == partner.id
    )
    tied = {row.about for row in answers_between_partners(partnership) if row.by == partner.id}
    if tied:
        yield Holding("relationship", f"working relations with {counted(len(tied), 'partner')}", cover, through=True)


def _chairs(partnership: Partnership) -> Found:
    for body in current_bodies(partnership):
        one_person = same_post(body.chair, body.vice_chair) and (
            None in {body.chair_from, body.vice_chair_from} or body.chair_from == body.vice_chair_from
        )
        for what, post, partner, other in (
            ("chair", body.chair, body.chair_from, body.vice_chair),
            ("vice-chair", body.vice_chair, body.vice_chair_from, body.chair),
        ):
            if post:
                yield post, partner, 0, Holding(what, f"{what} of {body.name}", None if one_person else other)


def _named_roles(partnership: Partnership) -> Found:
    """What is held by name of the post: founding roles, risks, steps, messages, milestones, controls, actions."""
    posts = {
        "initiator": partnership.initiator,
        "broker": partnership.broker,
        "senior responsible owner": partnership.outcomes.sro,
    }
    current = {partner.id for partner in partnership.current_partners}
    for what, held in posts.items():
        for post in held:
            if post.end is None:
                partner = post.organisation if post.organisation in current else None
                yield post.role or partnership.name_of(post.organisation), partner, 0, Holding("post", what)
    titles = {risk.id: risk.title for risk in partnership.risks if risk.closed is None}
    for owner in partnership.owners:
        if owner.end is None and owner.risk in titles and owner.role:
            yield owner.role, None, 0, Holding("risk", f"owns “{titles[owner.risk]}”")
    organisations = {name for row in partnership.partners for name in (row.id, row.name, row.short_name)}
    bodies = {name for body in partnership.governance for name in (body.id, body.name)}
    for kind, text, role in _owned(partnership):
        if role not in organisations | bodies:
            yield role, None, 0, Holding(kind, text)


def _owned(partnership: Partnership) -> Iterator[tuple[str, str, str]]:
    """What has an owner, a partner or a post: its kind, what it is, and the owner."""
    rows: list[tuple[str, str, str | None]] = []
    rows += [("step", f"escalation step {row.rung}", row.owner) for row in get_ladder(partnership)]
    rows += [("message", f"message to {row.audience}", row.owner) for row in partnership.communication]
    rows += [("milestone", f"milestone “{row.name}”", row.owner) for row in partnership.milestones if row.done is None]
    rows += [("control", f"control “{row.control}”", row.owner) for row in partnership.controls if row.done is None]
    rows += [("action", f"action “{row.title}”", row.owner) for row in partnership.actions if row.done is None]
    yield from ((kind, what, owner) for kind, what, owner in rows if owner)


def departed_chair(partnership: Partnership, body: Body) -> tuple[Representative, Partner] | None:
    """Return who chairs a body by the record and no longer sits for the partner they come from; None where nobody left.

    A post that somebody else now holds for that partner is not vacant.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "Alpha", "representatives": [{"role": "Head", "to": "2025-03-01"}]}],
    ...     governance=[{"id": "b", "name": "Board", "kind": "committee", "chair": "Head", "chair_from": "A"}])
    >>> str(departed_chair(hub, hub.governance[0])[0].end)
    '2025-03-01'
    """
    from_there = [row for row in partnership.partners if body.chair_from in {None, row.id}]
    seats = [(seat, row) for row in from_there for seat in row.representatives if same_post(seat.role, body.chair)]
    if any(seat.end is None for seat, _ in seats):
        return None
    return max(seats, key=lambda found: found[0].end or date.min, default=None)


def same_post(one: str | None, other: str | None) -> bool:
    """Whether two entries name one post; an entry that names none is nobody's.

    Examples
    --------
    >>> same_post("Chief  Inspector", "chief inspector"), same_post(None, None)
    (True, False)
    """
    return one is not None and other is not None and plain_name(one) == plain_name(other)
