"""If this person left tomorrow: the record without them, and what all rules would find then (¶2.12, ¶4.8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from partnerlab.analysis.caching import carry_over
from partnerlab.analysis.dependencies import Followed
from partnerlab.analysis.facts.holders import Holder, list_people, same_post
from partnerlab.analysis.findings import Finding
from partnerlab.analysis.moves.trial import compare_findings
from partnerlab.analysis.review import find_findings
from partnerlab.partnership import Partnership, Record
from partnerlab.partnership.members import Partner, Post, Representative
from partnerlab.partnership.risks import RiskOwner

Row = TypeVar("Row", bound=Record)


@dataclass(frozen=True)
class Leaving:
    """What follows when one person leaves and nobody takes over."""

    holder: Holder
    """The person, by the post, with what they hold."""
    brought: tuple[Finding, ...]
    """Faults that are found only then, or are more severe, worst first."""


def try_leaving(partnership: Followed, holder: Holder) -> Leaving:
    """Ask all rules again of the record without one person: nobody takes over, not even who would cover."""
    after = carry_over(partnership, take_leave(partnership, holder))
    _, brought = compare_findings(find_findings(partnership), find_findings(after))
    return Leaving(holder, brought)


def take_leave(partnership: Partnership, holder: Holder) -> Partnership:
    """Return the partnership as its record would be without one person, who leaves on the day of the review.

    Their seat and their posts end; at a partnership without a date nothing does. Chairs are empty, and what they own in
    name has no owner.

    Examples
    --------
    >>> from datetime import date
    >>> from partnerlab.analysis.facts.holders import list_holders
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "Alpha", "representatives": [{"role": "Head"}]}],
    ...     disputes=[{"rung": 1, "name": "Talk", "owner": "Head"}])
    >>> hub = hub.at(date(2026, 6, 30))
    >>> left = take_leave(hub, list_holders(hub)[0])
    >>> str(left.partners[0].representatives[0].end), left.disputes[0].owner
    ('2026-06-30', None)
    """
    whole, role, day = partnership.whole, holder.role, partnership.as_at
    named = {row.kind for row in holder.holdings if not row.through}
    fields: dict[str, Any] = {
        name: tuple(_without(row, owner=same_post(row.owner, role)) for row in getattr(whole, name))
        for name, kind in OWNED.items()
        if kind in named
    }
    if "risk" in named:
        fields["owners"] = _ended(whole.owners, [row for row in whole.owners if _holds(row, role, day)], day)
    if "post" in named:
        fields |= {name: _left(partnership, getattr(whole, name), holder) for name in ("initiator", "broker")}
        sro = _left(partnership, whole.outcomes.sro, holder)
        fields["outcomes"] = whole.outcomes.model_copy(update={"sro": sro})
    if "seat" in named:
        fields["partners"] = tuple(
            row.model_copy(update={"representatives": _ended(row.representatives, _seats(row, holder, day), day)})
            if row.id == holder.partner
            else row
            for row in whole.partners
        )
    if named & {"chair", "vice-chair"}:
        fields["governance"] = tuple(
            _without(
                row,
                chair=_is_theirs(holder, row.chair, row.chair_from),
                vice_chair=_is_theirs(holder, row.vice_chair, row.vice_chair_from),
            )
            for row in whole.governance
        )
    return partnership.replace(**fields)


OWNED = {
    "disputes": "step",
    "communication": "message",
    "milestones": "milestone",
    "controls": "control",
    "actions": "action",
}
"""Tables whose rows have an owner, and what a holding in each is called."""


def _ended(rows: Iterable[Row], theirs: Iterable[Record], day: date | None) -> tuple[Row, ...]:
    ending = {id(row) for row in theirs}
    return tuple(row.model_copy(update={"end": day}) if id(row) in ending else row for row in rows)


def _seats(partner: Partner, holder: Holder, day: date | None) -> Iterable[Record]:
    """Return the seats that the one who leaves holds for a partner: of several with one post, theirs alone."""
    people = list_people(row for row in partner.representatives if _holds(row, holder.role, day))
    return (seat for number, seats in enumerate(people, 1) if holder.number in {0, number} for seat in seats)


def _left(partnership: Partnership, posts: Iterable[Post], holder: Holder) -> tuple[Post, ...]:
    """Return posts, of which those that one person holds have ended: a post of another partner is somebody else's."""
    current = {partner.id for partner in partnership.current_partners}
    return tuple(
        row.model_copy(update={"end": partnership.as_at})
        if _is_in_post(row, partnership.as_at)
        and same_post(row.role or partnership.name_of(row.organisation), holder.role)
        and (row.organisation == holder.partner or row.organisation not in current)
        else row
        for row in posts
    )


def _holds(row: Representative | RiskOwner, role: str, day: date | None) -> bool:
    return same_post(row.role, role) and _is_in_post(row, day)


def _is_in_post(row: Representative | RiskOwner | Post, day: date | None) -> bool:
    """Whether a row is seen on a day as one that lasts: begun by then, and its end, if one is known, still ahead."""
    begun = row.start is None or day is None or row.start <= day
    return begun and (row.end is None or (day is not None and row.end > day))


def _is_theirs(holder: Holder, role: str | None, partner: str | None) -> bool:
    return same_post(role, holder.role) and (partner is None or holder.partner in {None, partner})


def _without(row: Row, **gone: bool) -> Row:
    """Return a row without the values that are gone; the very row where none is."""
    empty: dict[str, Any] = {name: None for name, is_gone in gone.items() if is_gone}
    return row.model_copy(update=empty) if empty else row
