"""The bodies that run the partnership: which are there, which steer, who sits on them, who owns the outcome (¶2.9)."""

from __future__ import annotations

from partnerlab.analysis.caching import cached
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Body
from partnerlab.partnership.members import Post

STEERING = ("leadership group", "committee", "lead organisation")
"""Kinds of body that steer: a lead body, a management committee, or both (App. 2 item 6, ¶4.10)."""


@cached
def current_bodies(partnership: Partnership) -> tuple[Body, ...]:
    """Return the bodies that have not ended."""
    return tuple(row for row in partnership.governance if row.ended is None)


@cached
def steering_bodies(partnership: Partnership) -> tuple[Body, ...]:
    """Return the bodies that steer and have not ended.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}], governance=[
    ...     {"id": "b", "name": "Board", "kind": "committee"}, {"id": "t", "name": "Team", "kind": "delivery"}])
    >>> [body.name for body in steering_bodies(hub)]
    ['Board']
    """
    return tuple(row for row in current_bodies(partnership) if row.kind in STEERING)


@cached
def seated(partnership: Partnership) -> frozenset[str]:
    """Return the ids of the partners that sit on, or chair, a body that steers."""
    seats = {name for body in steering_bodies(partnership) for name in (*body.members, body.chair_from)}
    return frozenset(name for name in seats if name is not None)


def owners_in_post(partnership: Partnership) -> tuple[Post, ...]:
    """Return the senior responsible owners in post; an outcome may have one of its own."""
    return tuple(post for post in partnership.outcomes.sro if post.end is None)


def owner_in_post(partnership: Partnership) -> Post | None:
    """Return the senior responsible owner in post, the latest where there are several; None when nobody is."""
    return next(reversed(owners_in_post(partnership)), None)
