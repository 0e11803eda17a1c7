"""Seats: who chairs each body and how, who sits on it besides partners, and what time each person can give (¶2.9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.bodies import current_bodies
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import OtherMember


@cached
def list_seats(partnership: Partnership) -> pd.DataFrame:
    """List how each body that has not ended is made up.

    Returns
    -------
    pandas.DataFrame
        In the order of the file: `body` (name), `chair` and `vice_chair` (role and the partner it comes from),
        `rotation` (how the chair passes on), `quorum` (members needed for a decision), `partners` (how many sit on it)
        and `others` (elected, independent and co-opted members now: how many, in which roles). What is not recorded is
        missing.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}], governance=[
    ...     {"id": "p", "name": "Board", "kind": "committee", "quorum": 7, "other_members": [
    ...         {"kind": "elected", "number": 10}, {"kind": "independent", "number": 9}]}])
    >>> list_seats(hub)[["body", "quorum", "others"]].values.tolist()
    [['Board', 7, '10 elected, 9 independent']]
    """
    rows = [
        (
            body.name,
            _role(partnership, body.chair, body.chair_from),
            _role(partnership, body.vice_chair, body.vice_chair_from),
            body.rotation,
            body.quorum,
            len(body.members) or None,
            _counted(row for row in body.other_members if row.end is None),
        )
        for body in current_bodies(partnership)
    ]
    columns = ["body", "chair", "vice_chair", "rotation", "quorum", "partners", "others"]
    return pd.DataFrame(rows, columns=columns).astype({"quorum": "Int64", "partners": "Int64"})


@cached
def list_time(partnership: Partnership) -> pd.DataFrame:
    """List the time that each person can give, as far as it is recorded.

    Representatives come first, then those who began, set up and own the work, then elected, independent and co-opted
    members; only who holds the place now.

    Returns
    -------
    pandas.DataFrame
        `who` (the role), `stands_for` (partner, founding role or body) and `hours_a_month`.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}], partners=[
    ...     {"id": "A", "name": "Alpha", "representatives": [{"role": "Head", "hours_a_month": 6}, {"role": "Clerk"}]}])
    >>> list_time(hub).values.tolist()
    [['Head', 'Alpha', 6.0]]
    """
    known = [row for row in _people(partnership) if row[2] is not None]
    columns = ["who", "stands_for", "hours_a_month"]
    return pd.DataFrame(known, columns=columns)


def _people(partnership: Partnership) -> Iterator[tuple[str, str, float | None]]:
    for partner in partnership.current_partners:
        for seat in partner.representatives:
            if seat.end is None:
                yield seat.role, partner.name, seat.hours_a_month
    posts = {
        "initiator": partnership.initiator,
        "broker": partnership.broker,
        "senior responsible owner": partnership.outcomes.sro,
    }
    for place, held in posts.items():
        for post in held:
            if post.end is None:
                yield post.role or partnership.name_of(post.organisation), place, post.hours_a_month
    for body in current_bodies(partnership):
        for member in body.other_members:
            if member.end is None:
                each = f" (each of {member.number})" if member.number > 1 else ""
                yield f"{member.role or f'{member.kind} member'}{each}", body.name, member.hours_a_month


def _role(partnership: Partnership, role: str | None, partner_id: str | None) -> str | None:
    partner = partnership.short_name_of(partner_id) if partner_id else None
    return f"{role} ({partner})" if role and partner else role or partner


def _counted(members: Iterable[OtherMember]) -> str | None:
    numbers: dict[str, int] = {}
    roles: dict[str, list[str]] = {}
    for member in members:
        numbers[member.kind] = numbers.get(member.kind, 0) + member.number
        if member.role and member.role not in roles.setdefault(member.kind, []):
            roles[member.kind].append(member.role)
    named = {kind: f" ({'; '.join(said)})" for kind, said in roles.items() if said}
    words = (f"{number} {kind}{named.get(kind, '')}" for kind, number in numbers.items())
    return ", ".join(words) or None
