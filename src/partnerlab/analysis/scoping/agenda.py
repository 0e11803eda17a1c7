"""The first meeting: eight items, filled with what is known and what is still open (¶2.6, App. 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.agreements import agreements_on_partnership
from partnerlab.analysis.facts.alignment import outcome_titles
from partnerlab.analysis.facts.bodies import steering_bodies
from partnerlab.analysis.facts.levels import get_level_gap, ladder_of
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.scoping.instruments import choose_instrument
from partnerlab.guide import agenda
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, say_day, verb

Point = tuple[bool, str]
"""Whether something is known, and the sentence that says it."""

Points = Iterator[Point]


def introductions(partnership: Partnership) -> Points:
    """Yield who is there, who represents whom, and who chairs (item 1)."""
    partners = partnership.current_partners
    if not partners:
        yield False, "which organisations should take part"
        return
    yield True, f"{counted(len(partners), 'organisation')}: {named(partnership, [row.id for row in partners])}"
    absent = [row.id for row in partners if all(post.end is not None for post in row.representatives)]
    if absent:
        yield False, f"who represents {named(partnership, absent)}"
    chairs = [row.chair for row in steering_bodies(partnership) if row.chair]
    yield (True, f"chaired by {partnership.name_of(chairs[0])}") if chairs else (False, "who should chair")
    needed = [row.id for row in partnership.stakeholders if row.needed]
    if needed:
        yield False, f"whether {named(partnership, needed)} should join"


def objectives(partnership: Partnership) -> Points:
    """Yield what success means for the population and for the service (item 2)."""
    titles = outcome_titles(partnership)
    yield (True, f"outcome: {'; '.join(titles.values())}") if titles else (False, "which outcome it should serve")
    if partnership.indicators:
        yield True, f"for the population: {'; '.join(row.title for row in partnership.indicators)}"
    else:
        yield False, "what success means for the whole population, and which indicator shows it"
    better = [row.title for row in partnership.performance if row.kind == "better off"]
    if better:
        yield True, f"for the service: {'; '.join(better)}"
    else:
        yield False, "what success means for the people a service reaches"


def timescales(partnership: Partnership) -> Points:
    """Yield the dates at which something must be decided (item 3)."""
    as_at = partnership.as_at or date.min
    coming = sorted((row.due, row.name) for row in partnership.milestones if row.done is None and row.due >= as_at)
    limits = sorted(
        (row.until, row.text) for row in partnership.constraints if row.until is not None and row.until >= as_at
    )
    for day, what in [*coming, *limits]:
        yield True, f"{say_day(day)}: {what}"
    if not coming:
        yield False, "milestones with a date"
    if not any(row.kind == "budget" for row in partnership.constraints):
        yield False, "when budgets are approved"


def resources(partnership: Partnership) -> Points:
    """Yield who brings what (item 4)."""
    given = [row.id for row in partnership.current_partners if row.resources]
    silent = [row.id for row in partnership.current_partners if not row.resources]
    if given:
        yield True, f"resources named by {named(partnership, given)}"
    if silent or not partnership.current_partners:
        yield False, f"what {named(partnership, silent)} can bring" if silent else "who brings what"
    offered = [row for partner in partnership.current_partners for row in partner.resources]
    support = [row for row in offered if row.purpose == "administration"]
    yield (
        (True, f"administration: {'; '.join(filter(None, (row.what for row in support))) or 'offered'}")
        if support
        else (False, "who supports administration")
    )
    timed = sum(
        any(post.end is None and post.hours_a_month is not None for post in row.representatives)
        for row in partnership.current_partners
    )
    if timed < len(partnership.current_partners):
        yield False, f"how much time {counted(len(partnership.current_partners) - timed, 'partner')} can give"


def governance(partnership: Partnership) -> Points:
    """Yield the level, the bodies and the agreement that suit (item 5)."""
    needed = get_level_gap(partnership).needed
    if needed is None:
        yield False, "which level of collaboration the issue needs"
    else:
        yield True, f"level needed: {ladder_of(partnership).label(needed)}"
    bodies = [row.name for row in partnership.governance if row.ended is None]
    yield (True, f"bodies: {'; '.join(bodies)}") if bodies else (False, "who steers and decides")
    held = agreements_on_partnership(partnership)
    if held:
        yield True, f"agreement: {held[0].kind}, {'signed' if held[0].signed else 'drafted'}"
    else:
        advice = listed(choose_instrument(partnership).query("advice == 'use'")["instrument"], last="or", none="")
        yield False, f"which agreement to write{f'; the data suggest {advice}' if advice else ''}"


def evaluation(partnership: Partnership) -> Points:
    """Yield what is measured, by whom (item 6)."""
    owned = [row for row in partnership.performance if row.owner]
    without = [row.title for row in partnership.performance if not row.owner]
    if owned:
        yield True, f"{counted(len(owned), 'performance measure')} with an owner"
    if without:
        yield False, f"who captures {'; '.join(without)}"
    if not partnership.performance:
        yield False, "which outputs are measured, and by whom"
    sourced = [row for row in partnership.indicators if row.values]  # noqa: PD011 - a series of the record, not a data frame
    if sourced:
        yield True, f"{counted(len(sourced), 'population indicator')} with values"
    else:
        yield False, "which data on the population are available"


def support(partnership: Partnership) -> Points:
    """Yield who has been won over, and who can step in (item 7)."""
    levels = {row.level for row in partnership.engagement}
    for level in ("leaders", "managers", "front line"):
        yield (True, f"{level} engaged") if level in levels else (False, f"how to engage {level}")
    sitting = [row for partner in partnership.current_partners for row in partner.representatives if row.end is None]
    covered = sum(row.deputy is not None for row in sitting)
    if sitting:
        has = verb(max(covered, 1), "has", "have")
        text = f"{covered or 'none'} of {counted(len(sitting), 'representative')} {has} a named deputy"
        yield (covered == len(sitting)), text if covered == len(sitting) else f"who steps in: {text}"


def contacts(partnership: Partnership) -> Points:
    """Yield when partners meet and report, and who leads for each (item 8)."""
    meets = [f"{row.name} meets {row.meets}" for row in partnership.governance if row.meets and row.ended is None]
    yield (True, "; ".join(meets)) if meets else (False, "how often to meet and report")
    plan = [row for row in partnership.communication if row.owner]
    yield (
        (True, f"{counted(len(plan), 'line')} of the communication plan with an owner")
        if plan
        else (False, "how the wider team keeps in touch")
    )
    leads = sum(any(post.end is None for post in row.representatives) for row in partnership.current_partners)
    if leads < len(partnership.current_partners) or not leads:
        yield False, "a project lead from each partner"


ITEMS: tuple[Callable[[Partnership], Points], ...] = (
    introductions,
    objectives,
    timescales,
    resources,
    governance,
    evaluation,
    support,
    contacts,
)
"""What fills each of the eight items, in order."""


@cached
def assess_agenda(partnership: Partnership) -> pd.DataFrame:
    """Fill the first meeting's eight items with what is known from the data, and what is still open (App. 3).

    Returns
    -------
    pandas.DataFrame
        One row for each point. Columns `item` (1 to 8), `title`, `state` (known, open), `text`, `owner` (who settles
        it, where the file names one), `source` (notes: written down at the meeting; data: read from the rest of the
        file). Notes come first.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     agenda=[{"item": 1, "known": "All three know each other", "owner": "Council"}])
    >>> assess_agenda(hub)[["item", "state", "text"]].values.tolist()[:2]
    [[1, 'known', 'All three know each other'], [1, 'open', 'which organisations should take part']]
    """
    rows: list[tuple[object, ...]] = []
    for item, fill in zip(agenda(), ITEMS, strict=True):
        notes = [row for row in partnership.agenda if row.item == item.number]
        rows += [
            (item.number, item.title, state, getattr(row, state), row.owner, "notes")
            for state in ("known", "open")
            for row in notes
            if getattr(row, state)
        ]
        rows += [
            (item.number, item.title, "known" if known else "open", text, None, "data")
            for known, text in fill(partnership)
        ]
    columns = ["item", "title", "state", "text", "owner", "source"]
    return pd.DataFrame(rows, columns=columns, dtype=object)
