"""What organisations and risks are called in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from partnerlab.analysis.facts.alignment import outcome_titles
from partnerlab.characters import says_nothing
from partnerlab.guide import (
    agreement_clauses,
    assumptions,
    checklist,
    collaboration_risks,
    failure_reasons,
    instruments,
    practices,
    sustainability,
)
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Post
from partnerlab.wording import listed

NAMED = 3
"""How many a sentence names before it counts the others: more are hard to read, and the evidence names each."""
OTHERS = ("other", "others")


def named(partnership: Partnership, ids: Iterable[str], most: int = NAMED, *, none: str = "nobody") -> str:
    """Return organisations as a list in a sentence; an id that is nobody's stands for itself.

    One alone has its full name. Several have their short names, where they have one, and those past `most` are counted.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     partners=[{"id": "A", "name": "Department of Health", "short_name": "DoH"}, {"id": "B", "name": "Beta"}])
    >>> named(hub, ["A"]), named(hub, ["A", "B"]), named(hub, ["Head"]), named(hub, [])
    ('Department of Health', 'DoH and Beta', 'Head', 'nobody')
    >>> named(hub, ["A", "B"], most=1)
    'DoH and 1 other'
    """
    found = list(ids)
    name = partnership.name_of if len(found) == 1 else partnership.short_name_of
    return listed(map(name, found), most, none=none, rest=OTHERS)


def who_says(partnership: Partnership, by: str | None) -> str:
    """Return who gave an answer: the partner's short name, or that all gave it together.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     partners=[{"id": "A", "name": "Department of Health", "short_name": "DoH"}])
    >>> who_says(hub, "A"), who_says(hub, None)
    ('DoH', 'all together')
    """
    return partnership.short_name_of(by) if by else "all together"


def name_post(partnership: Partnership, post: Post) -> str:
    """Return who holds a post: the role, and the organisation unless a word such as `TBC` only holds its place.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     partners=[{"id": "A", "name": "Alpha"}])
    >>> posts = [Post(organisation="A", role="Head"), Post(organisation="A"), Post(organisation="TBC", role="Head")]
    >>> [name_post(hub, post) for post in posts]
    ['Head, Alpha', 'Alpha', 'Head']
    """
    organisation = "" if says_nothing(post.organisation) else partnership.name_of(post.organisation)
    return ", ".join(filter(None, (post.role, organisation)))


def name_subjects(partnership: Partnership) -> dict[str, str]:
    """Return what a reader knows the subject of a finding by, where that is an id: short name or title by subject.

    A subject is an id alone, or one after its kind, such as `risk R1`. An organisation's full name is that of
    `name` and its id, where it has a short one too.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "Department of Health", "short_name": "DoH"}],
    ...     risks=[{"id": "R1", "title": "Delay"}])
    >>> names = name_subjects(hub)
    >>> [names[subject] for subject in ("A", "name A", "risk R1", "item 10", "clause exit", "risk-3")]
    ['DoH', 'Department of Health', 'Delay', 'Shared risks', 'Leaving and ending', 'No clear purpose']
    """
    names = {**_guide_subjects(), **_record_subjects(partnership)}
    for row in (*partnership.stakeholders, *partnership.partners):
        names[row.id] = partnership.short_name_of(row.id)
        if row.short_name:
            names[f"name {row.id}"] = partnership.name_of(row.id)
    return {key: name for key, name in names.items() if name != key}


def name_asked(subject: str) -> str:
    """Return what the guide calls something that partners are asked; the words themselves where it has no name.

    Examples
    --------
    >>> name_asked("assumption-8"), name_asked("item 10"), name_asked("something else")
    ('Enough resources', 'Shared risks', 'something else')
    """
    return _guide_subjects().get(subject, subject)


@cache
def _guide_subjects() -> dict[str, str]:
    """Subjects that are rows of the guide, by the words of the guide."""
    names = {row.id: row.title for row in (*assumptions(), *collaboration_risks(), *failure_reasons(), *practices())}
    names |= {row.id: row.title for row in instruments()}
    names |= {row.title.lower(): row.title for row in sustainability()}
    names |= {f"item {row.number}": row.title for row in checklist()}
    return names | {f"clause {row.id}": row.title for row in agreement_clauses()}


def _record_subjects(partnership: Partnership) -> dict[str, str]:
    """Subjects that are rows of the record, by their names and titles."""
    names = {row.id: row.title for row in partnership.indicators}
    names |= {row.id: row.title for row in partnership.performance}
    names |= {row.id: row.name for row in partnership.governance}
    names |= {row.id: row.title for row in partnership.instruments}
    names |= {f"audience {row.audience}": f"“{row.audience}”" for row in partnership.communication}
    names |= {f"task {row.id}": row.name for row in partnership.tasks}
    names |= {f"milestone {row.id}": row.name for row in partnership.milestones}
    names |= {f"action {row.id}": row.title for row in partnership.actions}
    titles = {row.id: row.title for row in partnership.risks}
    names |= {f"risk {key}": title for key, title in titles.items()}
    names |= {f"control of {row.risk}: {row.control}": row.control for row in partnership.controls}
    outcomes = outcome_titles(partnership)
    return names | outcomes | {f"outcome {key}": title for key, title in outcomes.items()}


def name_risks(partnership: Partnership, ids: Iterable[str], most: int = NAMED) -> str:
    """Return risks as a list in a sentence: title, and the id by which the register holds it.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     risks=[{"id": "R1", "title": "Delay"}, {"id": "R2", "title": "Loss"}])
    >>> name_risks(hub, ["R1", "R2"]), name_risks(hub, ["R1", "R2"], most=1)
    ('“Delay” (R1) and “Loss” (R2)', '“Delay” (R1) and 1 other')
    """
    titles = {row.id: row.title for row in partnership.risks}
    return listed((f"“{titles[key]}” ({key})" if key in titles else key for key in ids), most, rest=OTHERS)
