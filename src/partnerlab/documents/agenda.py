"""The first meeting's pack: Appendix 3's eight items, with what is known, what is open and who settles it."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.scoping import assess_agenda
from partnerlab.documents.paper import Block, Gap, Heading, Item, Paper, Paragraph, Table, bullets
from partnerlab.documents.record import AUTHORITY, paper_of, representatives_of, rows_of
from partnerlab.guide import agenda
from partnerlab.guide.practice import AgendaItem
from partnerlab.partnership import Partnership
from partnerlab.wording import with_capital, without_capital

BLANK_ACTIONS = 6
"""Empty rows to write down what was agreed."""


def write_agenda(partnership: Partnership) -> Paper:
    """Return the pack for the first meeting (¶2.6, App. 3).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> pack = write_agenda(hub)
    >>> pack.title, [gap.text for gap in pack.gaps][:2]
    ('First meeting: agenda and papers', ['when and where', 'who chairs'])
    """
    return paper_of(partnership, "First meeting: agenda and papers", [*_meeting(partnership), *_items(partnership)])


def _meeting(partnership: Partnership) -> Iterator[Block]:
    yield Heading("The meeting")
    chairs = [row.chair for row in partnership.governance if row.chair and row.ended is None]
    chair: Item = f"Chair: {chairs[0]}" if chairs else Gap("who chairs")
    yield from bullets([Gap("when and where"), chair, Gap("who takes the minutes")])
    rows = [
        (partner.name, role, AUTHORITY[authority] if authority else Gap("authority to decide"), "")
        for partner in partnership.current_partners
        for role, authority in representatives_of(partner)
    ]
    if rows:
        headings = ("Organisation", "Represented by", "Authority", "Present")
        yield Table("Who is invited", headings, tuple(rows), (4, 4, 3, 1.5))
    else:
        yield Gap("who is invited")
    yield Heading("What the partnership is for")
    yield Paragraph(partnership.purpose) if partnership.has_purpose else Gap("the purpose, in one sentence")


def _items(partnership: Partnership) -> Iterator[Block]:
    points = assess_agenda(partnership)
    for item in agenda():
        rows = points[points["item"] == item.number]
        yield Heading(f"{item.number}. {item.title}")
        yield from _item(partnership, item, rows_of(rows))
    yield Heading("What was agreed")
    blank = tuple((str(number), "", "", "") for number in range(1, BLANK_ACTIONS + 1))
    yield Table("Actions from this meeting", ("No.", "Action", "Owner", "Due"), blank, (1, 7, 3, 2))


def _item(partnership: Partnership, item: AgendaItem, rows: list[dict[str, object]]) -> Iterator[Block]:
    yield Paragraph(f"{item.text} (guide, {item.paragraph})", note=True)
    yield Paragraph(f"To discuss: {'; '.join(item.prompts)}.")
    for state, title in (("known", "What is known"), ("open", "What is open")):
        found = [row for row in rows if row["state"] == state]
        if not found:
            continue
        yield Heading(title, 2)
        if state == "known":
            yield from bullets([with_capital(str(row["text"])) for row in found])
        else:
            yield from bullets([Gap(_lowered(_say_open(partnership, row))) for row in found])


def _say_open(partnership: Partnership, row: dict[str, object]) -> str:
    owner = row["owner"]
    return f"{row['text']} (for {partnership.name_of(str(owner))} to settle)" if owner else str(row["text"])


def _lowered(text: str) -> str:
    return without_capital(text) if text[1:2].islower() else text
