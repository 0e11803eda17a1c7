"""Who set the partnership up: initiator, broker and senior responsible owner, reviewed at each phase (¶2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.catalogue import has_reached
from partnerlab.analysis.frames import frame_of
from partnerlab.characters import says_nothing
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Post


@dataclass(frozen=True)
class FounderRow:
    """One of the founding roles and who holds it; a row of `assess_founders`."""

    founder: str
    """initiator, broker or senior responsible owner."""
    organisation: str | None
    role: str | None
    """Of who holds it now; None when nobody does."""
    since: date | None
    """When they took it on; None when not known."""
    reviewed: date | None
    """Date of the last review; None when there was none."""
    state: str
    """reviewed in this phase; no review in this phase recorded; named; has handed over; vacant; not named."""


FOUNDERS = ("initiator", "broker", "senior responsible owner")
"""The roles of ¶2.4, in its order."""
REVIEWED = ("initiator", "broker")
"""Those whose need the guide asks to review in each phase (¶2.4 box)."""


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


def has_handed_over(partnership: Partnership) -> bool:
    """Whether the initiator left once the partnership was at work, when nobody need follow."""
    left = holder_of(partnership, "initiator") is None and bool(partnership.initiator)
    return left and has_reached(partnership, "planning")


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
        A `FounderRow` for each of the three roles.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", broker=[{"organisation": "Council"}],
    ...     stage=[{"stage": "scoping", "on": "2025-01-10"}, {"stage": "building", "on": "2025-06-01"}])
    >>> assess_founders(hub)[["founder", "state"]].values.tolist()[1]
    ['broker', 'no review in this phase recorded']
    """
    rows = []
    for founder in FOUNDERS:
        post = holder_of(partnership, founder)
        rows.append(
            FounderRow(
                founder=founder,
                organisation=post.organisation if post and not says_nothing(post.organisation) else None,
                role=post.role if post else None,
                since=post.start if post else None,
                reviewed=post.reviewed if post else None,
                state=_state(partnership, founder, post),
            )
        )
    return frame_of(rows, FounderRow)


def _state(partnership: Partnership, founder: str, post: Post | None) -> str:
    if post is None:
        if founder == "initiator" and has_handed_over(partnership):
            return "has handed over"
        return "vacant" if posts_of(partnership, founder) else "not named"
    reviewed = is_reviewed(partnership, post) if founder in REVIEWED else None
    return {None: "named", True: "reviewed in this phase", False: "no review in this phase recorded"}[reviewed]
