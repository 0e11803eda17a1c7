"""Who set the partnership up: initiator, broker and senior responsible owner, reviewed at each phase (¶2.4)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Post

COLUMNS = ("founder", "organisation", "role", "since", "reviewed", "stage_since", "state")
"""Columns of `assess_founders`."""

FOUNDERS = ("initiator", "broker", "senior responsible owner")
"""The roles of ¶2.4, in its order."""


def posts_of(partnership: Partnership, founder: str) -> tuple[Post, ...]:
    """Return who has held one of the founding roles, now and before."""
    return {
        "initiator": partnership.initiator,
        "broker": partnership.broker,
        "senior responsible owner": partnership.outcomes.sro,
    }[founder]


def holder_of(partnership: Partnership, founder: str) -> Post | None:
    """Return who holds a founding role now; None when it is vacant or nobody is named."""
    return next((post for post in reversed(posts_of(partnership, founder)) if post.end is None), None)


def stage_since(partnership: Partnership) -> date | None:
    """Return since when the present stage lasts; None when the file gives no date."""
    return max((row.on for row in partnership.stages if row.on is not None), default=None)


def is_reviewed(partnership: Partnership, post: Post) -> bool | None:
    """Whether a role was reviewed, or filled, since the present phase began (¶2.4 box).

    None in the first phase, when there is nothing to review yet, and when the phase has no date.
    """
    since = stage_since(partnership)
    if since is None or partnership.current_stage == "scoping":
        return None
    return any(day is not None and day >= since for day in (post.reviewed, post.start))


@cached
def assess_founders(partnership: Partnership) -> pd.DataFrame:
    """Assess whether initiator, broker and senior responsible owner are named and reviewed in this phase (¶2.4).

    Returns
    -------
    pandas.DataFrame
        One row for each of the three roles. Columns `founder`, `organisation`, `role`, `since`, `reviewed` (date of
        the last review), `stage_since` (since when the present stage lasts), `state` (reviewed in this phase; not
        reviewed in this phase; named; vacant; not named).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", broker=[{"organisation": "Council"}],
    ...     stage=[{"stage": "scoping", "on": "2025-01-10"}, {"stage": "building", "on": "2025-06-01"}])
    >>> assess_founders(hub)[["founder", "state"]].values.tolist()[1]
    ['broker', 'not reviewed in this phase']
    """
    rows = []
    for founder in FOUNDERS:
        post = holder_of(partnership, founder)
        details = (post.organisation, post.role, post.start, post.reviewed) if post else (None,) * 4
        rows.append((founder, *details, stage_since(partnership), _state(partnership, founder, post)))
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _state(partnership: Partnership, founder: str, post: Post | None) -> str:
    if post is None:
        return "vacant" if posts_of(partnership, founder) else "not named"
    reviewed = is_reviewed(partnership, post)
    return {None: "named", True: "reviewed in this phase", False: "not reviewed in this phase"}[reviewed]
