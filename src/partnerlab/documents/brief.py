"""The board brief: what the summary says, as a paper that a secretariat can edit."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis import summary
from partnerlab.analysis.grades import Severity
from partnerlab.documents.paper import Block, Gap, Heading, Paper, Paragraph, Table, bullets
from partnerlab.documents.record import paper_of
from partnerlab.partnership import Partnership
from partnerlab.wording import listed, say_day

_TOPICS = {"scoping": "Scoping", "mapping": "Mapping", "risk_allocation": "Risk allocation", "evaluation": "Evaluation"}

_COUNTED = ((Severity.RED, "act now"), (Severity.AMBER, "attend to"), (Severity.UNKNOWN, "cannot tell"))


def write_brief(partnership: Partnership) -> Paper:
    """Return the board brief: state, decisions, changes, risks, questions, what became of actions, and what was tried.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> [block.text for block in write_brief(hub).blocks if isinstance(block, Heading)][:2]
    ['The answer in short', 'What this board is asked to decide']
    """
    seen = summary.prepare(partnership)
    parts = (_answer, _decisions, _changes, _risks, _questions, _actions, _others)
    return paper_of(partnership, "Board brief", [block for part in parts for block in part(seen)])


def _answer(partnership: Partnership) -> Iterator[Block]:
    yield Heading("The answer in short")
    found = summary.describe_purpose(partnership)
    yield Paragraph(found.purpose) if found.purpose else Gap("the purpose, in one sentence")
    yield Paragraph(found.benefit)
    yield from bullets([f"{curve.title}: {curve.latest}; {curve.verdict}." for curve in found.curves])
    rows = tuple((_TOPICS[line.topic], _say_counts(line.counts)) for line in summary.describe_topics(partnership))
    yield Table("Findings by topic", ("Topic", "Findings"), rows, (1, 2))


def _say_counts(counts: dict[Severity, int]) -> str:
    said = [f"{counts.get(severity, 0)} {word}" for severity, word in _COUNTED if counts.get(severity, 0)]
    return listed(said, none="nothing to act on, to attend to or to find out")


def _decisions(partnership: Partnership) -> Iterator[Block]:
    yield Heading("What this board is asked to decide")
    proposed = summary.propose_decisions(partnership)
    for number, row in enumerate(proposed.rows, 1):
        yield Heading(f"{number}. {row.decision}", 2)
        due = f", by {say_day(row.due)}" if row.due else ""
        yield from bullets(
            [
                *([row.detail] if row.detail else []),
                f"Why: {row.why}",
                f"Who: {row.owner}{due}; {row.effort} effort (our estimate)",
                *([] if row.due else [Gap("by when")]),
                f"Settles: {row.settles}",
                Gap("what the board decided"),
            ]
        )
    yield Paragraph(proposed.together)
    if proposed.still:
        more = f", with {proposed.more} more in the reviews" if proposed.more else ""
        yield Paragraph(f"Still to act on now{more}:")
        yield from bullets(proposed.still)


def _changes(partnership: Partnership) -> Iterator[Block]:
    yield Heading("What has changed since the last board")
    since = summary.rank_changes(partnership)
    day = f"Since {say_day(since.since)}: " if since.since else ""
    yield Paragraph(f"{day}{since.told.rstrip('.')}.")
    yield from bullets([f"{row.change.capitalize()}: {row.text}" for row in since.rows])


def _risks(partnership: Partnership) -> Iterator[Block]:
    yield Heading("The risks that matter")
    found = summary.list_risks(partnership)
    rows = tuple((row.title, row.state, row.lead or Gap("who leads"), row.stake or "not known") for row in found.rows)
    if rows:
        yield Table("Risks, worst first", ("Risk", "Status", "Leads", "Cost if it happens"), rows, (5, 2, 4, 3))
    yield Paragraph(found.told)


def _questions(partnership: Partnership) -> Iterator[Block]:
    yield Heading("What we cannot tell")
    found = summary.list_questions(partnership)
    yield Paragraph(found.told)
    yield from bullets([f"{question} Settles {count}." for question, count in found.rows])


def _actions(partnership: Partnership) -> Iterator[Block]:
    yield Heading("What was agreed last time")
    found = summary.follow_up(partnership)
    yield Paragraph(found.told)
    rows = tuple((row.what, row.owner or Gap("owner"), row.became) for row in found.rows)
    if rows:
        yield Table("Actions", ("Action", "Owner", "What became of it"), rows, (6, 4, 4))


def _others(partnership: Partnership) -> Iterator[Block]:
    yield Heading("Also tried, not proposed")
    others = summary.propose_decisions(partnership).others
    if not others:
        yield Paragraph("No other decision was tried.")
        return
    yield Paragraph("What each would settle by itself. Its word under moves: exclude keeps it from being proposed.")
    rows = tuple((row.decision, row.settles, row.kind) for row in others)
    yield Table("Decisions tried", ("Decision", "Settles", "Word"), rows, (6, 5, 2))
