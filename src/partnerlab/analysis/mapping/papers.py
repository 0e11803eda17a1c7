"""Whether the written papers agree: memorandum, roles, register, escalation steps and governance (¶2.10, ¶3.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.agreements import founding_agreements
from partnerlab.analysis.facts.bodies import current_bodies, owners_in_post
from partnerlab.analysis.facts.holders import departed_chair
from partnerlab.analysis.facts.members import current_representative
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.facts.steps import get_ladder
from partnerlab.analysis.findings import Fact, fact
from partnerlab.characters import plain_name
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Agreement, Body, Rung
from partnerlab.wording import counted, listed

MEMORANDUM, ROLES, REGISTER, STEPS, GOVERNANCE, ACCOUNTABILITY = PAPERS = (
    "memorandum",
    "roles",
    "risk register",
    "escalation steps",
    "governance",
    "accountability",
)
"""What is set against each other; roles are the tasks with who does and answers for each."""


@dataclass(frozen=True)
class Clash:
    """Two papers that cannot both be right.

    Attributes
    ----------
    papers
        The two, of `PAPERS`; the same twice when a paper contradicts itself.
    subject
        What it is about, by which the finding is known from one review to the next.
    sentence
        What the one says and what the other.
    evidence
        Where each says it.
    """

    papers: tuple[str, str]
    subject: str
    sentence: str
    evidence: tuple[Fact, ...]


@cached
def list_papers(partnership: Partnership) -> dict[str, int]:
    """Count what each paper holds; a paper without an entry is not recorded and left out.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     tasks=[{"id": "visit", "name": "Visit"}])
    >>> list_papers(hub)
    {'roles': 1}
    """
    held = {
        MEMORANDUM: len(_memoranda(partnership)),
        ROLES: len(partnership.tasks),
        REGISTER: sum(row.closed is None for row in partnership.risks),
        STEPS: len(get_ladder(partnership)),
        GOVERNANCE: len(current_bodies(partnership)),
        ACCOUNTABILITY: len(partnership.accountabilities),
    }
    return {paper: number for paper, number in held.items() if number}


def papers_asked(partnership: Partnership) -> tuple[str, ...]:
    """Return the papers that a partnership needs: a body that a statute created needs no memorandum (¶2.3, ¶3.4).

    Examples
    --------
    >>> board = Partnership(name="Board", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     statutory_basis={"act": "Justice Act (Northern Ireland) 2011"})
    >>> "memorandum" in papers_asked(board)
    False
    """
    by_statute = partnership.statutory_basis is not None and not _memoranda(partnership)
    return tuple(paper for paper in PAPERS if not (by_statute and paper == MEMORANDUM))


@cached
def compare_papers(partnership: Partnership) -> tuple[Clash, ...]:
    """Set the papers against each other; each contradiction once, in the order of the comparisons below.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}], governance=[
    ...         {"id": "board", "name": "Board", "kind": "committee", "chair_from": "B", "members": ["A"]}])
    >>> [clash.sentence for clash in compare_papers(hub)]
    ['The governance takes the chair of Board from Beta, which is not among its members.']
    """
    return tuple(clash for compare in COMPARISONS for clash in compare(partnership))


def _memoranda(partnership: Partnership) -> tuple[Agreement, ...]:
    """Return the signed agreements that found the partnership."""
    return tuple(row for row in founding_agreements(partnership) if row.signed)


CLAUSES: dict[str, tuple[str, str, str]] = {
    "roles": (ROLES, "who does what", "no task is recorded"),
    "risk": (REGISTER, "how risks are managed", "no open risk is recorded"),
    "dispute-resolution": (STEPS, "how differences are settled", "no escalation step is recorded"),
    "governance": (GOVERNANCE, "how the partnership is run", "no body is recorded"),
    "accountability": (ACCOUNTABILITY, "who answers to whom", "no line of account is recorded"),
}
"""For a clause of the memorandum the paper that carries it out, what it settles, and what is said where it is empty."""


def _clauses_and_papers(partnership: Partnership) -> Iterator[Clash]:
    """What the memorandum says is settled and the paper for it does not show."""
    held = list_papers(partnership)
    for agreement in _memoranda(partnership):
        for clause in agreement.clauses:
            paper, settles, empty = CLAUSES.get(clause.id, ("", "", ""))
            if clause.in_place == "yes" and paper and paper not in held:
                text = f"The memorandum says that it settles {settles}, but {empty}."
                yield Clash((MEMORANDUM, paper), f"clause {clause.id}", text, (fact(text, clause, "in_place"),))


def _signatories_and_duties(partnership: Partnership) -> Iterator[Clash]:
    """A partner with duties in the other papers that has not signed the memorandum."""
    signed = [row for row in _memoranda(partnership) if row.signatories]
    who = {name for row in signed for name in row.signatories}
    for partner in partnership.current_partners if signed else ():
        tasks = [row for row in partnership.tasks if partner.id in row.accountable]
        leads = [row for row in partnership.risks if row.closed is None and _leads(partnership, row.id, partner.id)]
        duties = [counted(len(rows), one) for rows, one in ((tasks, "task"), (leads, "risk")) if rows]
        if partner.id not in who and duties:
            text = f"{partner.name} has not signed the memorandum, but answers for {listed(duties)}."
            facts = (
                fact("signatories", signed[0], "signatories"),
                *(fact(row.name, row, "accountable") for row in tasks),
                *(fact(row.title, row, "id") for row in leads),
            )
            yield Clash((MEMORANDUM, ROLES if tasks else REGISTER), partner.id, text, facts)


def _leads(partnership: Partnership, risk: str, partner: str) -> bool:
    lead = partnership.lead_of(risk)
    return lead is not None and partner in lead.leads


def _tasks_and_seats(partnership: Partnership) -> Iterator[Clash]:
    """A partner that answers for tasks while who sits for it only observes."""
    for partner in partnership.current_partners:
        seat = current_representative(partner)
        tasks = [row for row in partnership.tasks if partner.id in row.accountable]
        if seat is not None and seat.authority == "observes" and tasks:
            text = f"{partner.name} answers for {counted(len(tasks), 'task')}, but its {seat.role} only observes."
            facts = (fact(seat.authority, seat, "authority"), *(fact(row.name, row, "accountable") for row in tasks))
            yield Clash((ROLES, GOVERNANCE), partner.id, text, facts)


def _lead_bodies_and_tasks(partnership: Partnership) -> Iterator[Clash]:
    """A lead organisation of the governance that answers for no task."""
    answering = {name for row in partnership.tasks for name in row.accountable}
    for body in current_bodies(partnership):
        leading = {*body.members, *filter(None, [body.chair_from])}
        if body.kind == "lead organisation" and answering and leading and not leading & answering:
            who = named(partnership, sorted(leading))
            text = f"The governance names {who} as lead organisation, but the roles let others answer for every task."
            yield Clash((GOVERNANCE, ROLES), body.id, text, (fact(body.name, body, "kind"),))


def _chairs_and_members(partnership: Partnership) -> Iterator[Clash]:
    """A chair that comes from no member, and a quorum that not even all members reach."""
    for body in current_bodies(partnership):
        if body.members and body.chair_from is not None and body.chair_from not in body.members:
            who = partnership.name_of(body.chair_from)
            text = f"The governance takes the chair of {body.name} from {who}, which is not among its members."
            yield Clash((GOVERNANCE, GOVERNANCE), f"{body.id}: chair", text, (fact(who, body, "chair_from"),))
        seats = len(body.members) + sum(row.number for row in body.other_members if row.end is None)
        if body.members and body.quorum is not None and body.quorum > seats:
            text = f"{body.name} needs {counted(body.quorum, 'member')} for a decision, but has {seats}."
            yield Clash((GOVERNANCE, GOVERNANCE), f"{body.id}: quorum", text, (fact(text, body, "quorum"),))


def _collective_account_and_bodies(partnership: Partnership) -> Iterator[Clash]:
    """All partners answer to a body that the governance does not know."""
    bodies = current_bodies(partnership)
    if not bodies:
        return
    known = {plain_name(name) for body in bodies for name in (body.id, body.name, body.reports_to, body.chair) if name}
    owners = owners_in_post(partnership)
    known |= {plain_name(name) for post in owners for name in (post.organisation, post.role) if name}
    known |= {plain_name(partnership.name_of(post.organisation)) for post in owners}
    for row in partnership.accountabilities:
        if row.dimension == "collective" and plain_name(row.to) not in known:
            text = f"All partners answer to “{partnership.name_of(row.to)}”, which the governance does not name."
            yield Clash((ACCOUNTABILITY, GOVERNANCE), f"collective: {row.to}", text, (fact(row.to, row, "to"),))


def _steps_and_people(partnership: Partnership) -> Iterator[Clash]:
    """A step that is for a post, partner or body that has ended; and one that goes down the line again."""
    bodies = {body.id: body for body in current_bodies(partnership)}
    gone = _named(partnership, current=False) - _named(partnership, current=True)
    before: tuple[Rung, Body] | None = None
    for rung in get_ladder(partnership):
        if rung.owner is None:
            continue
        if plain_name(rung.owner) in gone:
            who = partnership.name_of(rung.owner)
            text = f"Escalation step {rung.rung} is for “{who}”, who has left, the other papers say."
            yield Clash((STEPS, GOVERNANCE), f"step {rung.rung}", text, (fact(rung.owner, rung, "owner"),))
        body = _body_of(rung.owner, bodies)
        if body is not None and before is not None and _reports_up_to(body, before[1], bodies):
            text = (
                f"Escalation step {rung.rung} goes to {body.name}, which reports to {before[1].name}, "
                f"where step {before[0].rung} was."
            )
            yield Clash((STEPS, GOVERNANCE), f"step {rung.rung}: down", text, (fact(rung.owner, rung, "owner"),))
        before = (rung, body) if body is not None else before


def _named(partnership: Partnership, *, current: bool) -> set[str]:
    """Return the posts, bodies and organisations that papers other than the steps name, now or before."""
    names: list[str | None] = []
    for partner in partnership.partners:
        here = partner.left is None
        names += [partner.id, partner.name, partner.short_name] if here is current else []
        for seat in partner.representatives:
            names += [seat.role, seat.deputy] if (here and seat.end is None) is current else []
    for body in partnership.governance:
        chair = body.chair if departed_chair(partnership, body) is None else None
        names += [body.id, body.name, chair, body.vice_chair] if (body.ended is None) is current else []
    for post in (*partnership.initiator, *partnership.broker, *partnership.outcomes.sro):
        names += [post.role] if (post.end is None) is current else []
    names += [row.role for row in partnership.owners if (row.end is None) is current]
    return {plain_name(name) for name in names if name}


def _body_of(owner: str, bodies: dict[str, Body]) -> Body | None:
    """Return the body that an owner of a step is or chairs; None for none, or when it chairs several."""
    named_so = [row for row in bodies.values() if plain_name(owner) in {plain_name(row.id), plain_name(row.name)}]
    chaired = [row for row in bodies.values() if row.chair is not None and plain_name(owner) == plain_name(row.chair)]
    found = named_so or chaired
    return found[0] if len(found) == 1 else None


def _reports_up_to(body: Body, higher: Body, bodies: dict[str, Body]) -> bool:
    seen: set[str] = set()
    at: Body | None = body
    while at is not None and at.reports_to is not None and at.id not in seen:
        seen.add(at.id)
        if at.reports_to == higher.id:
            return True
        at = bodies.get(at.reports_to)
    return False


COMPARISONS: tuple[Callable[[Partnership], Iterator[Clash]], ...] = (
    _clauses_and_papers,
    _signatories_and_duties,
    _tasks_and_seats,
    _lead_bodies_and_tasks,
    _chairs_and_members,
    _collective_account_and_bodies,
    _steps_and_people,
)
"""What is compared; which papers can contradict each other, and how, is this review's choice."""
