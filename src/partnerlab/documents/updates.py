"""What changed for each partner since it last attended: a page each, to edit and send (¶4.4, ¶4.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partnerlab.analysis.since import Update, update_partners
from partnerlab.documents.paper import Block, Heading, Paper, Paragraph, bullets
from partnerlab.documents.record import paper_of
from partnerlab.partnership import Partnership
from partnerlab.wording import counted

MOST = 8
"""Points of one list on a partner's page; the others are counted, so that it stays one page."""
ROOM, LETTERS = 34, 80
"""Lines of a page that its lists may take together, and letters on a line; where points are long, fewer stand there."""


def write_updates(partnership: Partnership) -> Paper:
    """Return a paper with a page for each partner: what concerns it, what else changed, and what is asked of it.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     partners=[{"id": "A", "name": "Alpha"}])
    >>> [block.text for block in write_updates(hub).blocks if isinstance(block, Heading)]
    ['Alpha', 'What is asked of you']
    """
    blocks = [
        block
        for number, update in enumerate(update_partners(partnership))
        for block in _page(partnership, update, new_page=number > 0)
    ]
    return paper_of(partnership, "What changed for you", blocks or [Paragraph("No partner is recorded.")])


def _page(partnership: Partnership, update: Update, *, new_page: bool) -> Iterator[Block]:
    yield Heading(partnership.name_of(update.partner), new_page=new_page)
    yield Paragraph(update.reason)
    lists = [
        (
            "What is asked of you",
            update.asked,
            "Nothing due from you is recorded, and no answer of yours is known to be missing.",
        )
    ]
    if update.since is not None:
        lists = [
            ("What concerns you", update.concerns, "Nothing that concerns you alone is recorded since then."),
            ("What changed for all", update.changed, "Nothing else is recorded since then."),
            ("New figures", update.figures, "No new figure is recorded since then."),
            *lists,
        ]
    most = _most_that_fit([points for _, points, _ in lists])
    for title, points, nothing in lists:
        yield Heading(title, 2)
        if not points:
            yield Paragraph(nothing)
            continue
        more = len(points) - most
        yield from bullets([*points[:most], *([f"And {counted(more, 'other')}."] if more > 0 else [])])


def _most_that_fit(lists: Sequence[Sequence[str]]) -> int:
    """Return how many points of each list stand on one page together, with a line that counts the others."""

    def height(most: int) -> int:
        shown = [point for points in lists for point in points[:most]]
        return sum(-(-len(point) // LETTERS) for point in shown) + sum(len(points) > most for points in lists)

    return next((most for most in range(MOST, 1, -1) if height(most) <= ROOM), 1)
