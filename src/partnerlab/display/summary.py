"""A board's two pages as people read them: short lists, each line with its light, its owner and its date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from partnerlab.display.findings import show_light
from partnerlab.display.results import Shown
from partnerlab.display.shortening import cut_short
from partnerlab.display.table import write_keys, write_text
from partnerlab.page.handover import page_of
from partnerlab.page.parts import render
from partnerlab.page.theme import default_theme
from partnerlab.wording import with_capital

if TYPE_CHECKING:
    from partnerlab.analysis.review import Review
    from partnerlab.analysis.summary import (
        Agreed,
        ChangesSince,
        Decisions,
        OpenQuestions,
        Purpose,
        RisksAtStake,
        TopicLine,
    )

REVIEWS = {
    "scoping": "01-scoping",
    "mapping": "02-mapping",
    "risk_allocation": "03-risk-allocation",
    "evaluation": "04-evaluation",
}
"""Notebook of each topic, whose page a line of the summary leads to."""
LONGEST = 18
"""Words of a sentence that a summary quotes; the review that it leads to has it whole."""
WIDE, HIGH, EDGE = 120, 28, 3
"""Size of a small line in pixels, and the room around it."""
_EFFORT = {"small": "small effort", "medium": "medium effort", "large": "large effort"}


def purpose(described: Purpose, review: Review) -> Shown:
    """Show what the partnership is for and whether anyone is better off, and hand on which partnership it is."""
    curves = [
        {
            "title": curve.title,
            "line": draw_line(curve.values, f"{curve.title}: {curve.latest}"),
            "latest": curve.latest,
            "verdict": curve.verdict,
            "light": curve.light,
        }
        for curve in described.curves
    ]
    more = f"{described.more} more in the evaluation." if described.more else ""
    html = render(
        "summary-purpose",
        purpose=described.purpose,
        benefit=described.benefit,
        curves=curves,
        more=more,
        illustrative=review.partnership.illustrative,
    )
    about = review.for_machines()["partnership"]
    text = "\n".join(filter(None, [described.purpose, described.benefit]))
    return Shown(html, text, results={"partnership": about})


def topics(lines: Sequence[TopicLine]) -> Shown:
    """Show how each topic stands in one sentence, with a link to its review."""
    rows = [
        {
            "name": line.topic.replace("_", " ").capitalize(),
            "address": page_of(REVIEWS[line.topic]),
            "light": show_light(line.light),
            "text": _say_topic(line),
        }
        for line in lines
    ]
    text = "\n".join(f"{row['name']}: {row['text']}" for row in rows)
    return Shown(render("summary-topics", rows=rows), text)


def _say_topic(line: TopicLine) -> str:
    red, amber, unknown, green = (line.counts[light] for light in line.counts)
    counts = [(red, "to act on"), (amber, "to attend to"), (unknown, "unknown")]
    told = ", ".join(f"{number} {words}" for number, words in counts if number)
    if not told:
        return f"{green} in place." if green else "Nothing is asked yet."
    return f"{told}."


def decisions(proposed: Decisions) -> Shown:
    """Show the decisions asked of the board: each with why, who, by when, and what it would settle."""
    rows = [
        {
            "decision": row.decision,
            "detail": row.detail,
            "why": row.why,
            "who": with_capital(row.owner),
            "due": write_text(row.due) if row.due else "no date yet",
            "effort": _EFFORT[row.effort],
            "settles": row.settles,
        }
        for row in proposed.rows
    ]
    still = [cut_short(text, LONGEST) for text in proposed.still]
    text = "\n".join(f"{row['decision']} ({row['who']}, {row['due']}): settles {row['settles']}." for row in rows)
    html = render("summary-decisions", rows=rows, together=proposed.together, still=still, more=proposed.more)
    return Shown(html, "\n".join([text or proposed.together, *still]))


def changed(since: ChangesSince) -> Shown:
    """Show what has changed since the last board: the three that matter."""
    rows = [{"change": row.change, "text": cut_short(row.text, LONGEST)} for row in since.rows]
    told = f"Since {write_text(since.since)}: {since.told}." if since.since else since.told
    text = "\n".join([told, *(f"{row['change']}: {row['text']}" for row in rows)])
    return Shown(render("summary-changes", told=told, rows=rows), text)


def at_stake(risks: RisksAtStake) -> Shown:
    """Show the risks that matter, with their leads and the money at stake."""
    rows = [
        {"title": row.title, "light": row.light, "word": row.state.capitalize(), "lead": row.lead, "stake": row.stake}
        for row in risks.rows
    ]
    text = "\n".join(
        f"{row['title']}: {row['lead'] or 'nobody leads'}; {row['stake'] or 'cost not known'}" for row in rows
    )
    return Shown(render("summary-risks", rows=rows, told=risks.told), "\n".join(filter(None, [text, risks.told])))


def open_questions(questions: OpenQuestions) -> Shown:
    """Show what cannot be told, and what to find out first."""
    rows = [{"text": write_keys(text), "settles": settles} for text, settles in questions.rows]
    text = "\n".join([questions.told, *(f"{text} Settles {settles}." for text, settles in questions.rows)])
    return Shown(render("summary-questions", rows=rows, told=questions.told), text)


def agreed(found: Agreed) -> Shown:
    """Show who agreed what last time, and what became of it."""
    rows = [
        {"what": cut_short(row.what, LONGEST), "owner": row.owner or "nobody", "became": row.became, "late": row.late}
        for row in found.rows
    ]
    text = "\n".join([found.told, *(f"{row['what']} ({row['owner']}): {row['became']}" for row in rows)])
    return Shown(render("summary-agreed", rows=rows, told=found.told), text)


def draw_line(values: Sequence[float], said: str) -> Markup:
    """Draw values as a small line with a dot on the last; nothing for fewer than two.

    Examples
    --------
    >>> "<polyline" in draw_line([1, 3, 2], "Loneliness: 2% in 2024"), draw_line([1], "")
    (True, Markup(''))
    """
    if len(values) < 2:
        return Markup("")
    low, high = min(values), max(values)
    across = (WIDE - 2 * EDGE) / (len(values) - 1)
    up = (HIGH - 2 * EDGE) / (high - low or 1)
    points = [(EDGE + number * across, HIGH - EDGE - (value - low) * up) for number, value in enumerate(values)]
    colour = default_theme().light["series_1"]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    last = points[-1]
    return Markup(  # noqa: S704 - numbers, a colour of our own, and escaped words
        f'<svg width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}"><title>{escape(said)}</title>'
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="3" fill="{colour}"/></svg>'
    )
