"""The four questions of an evaluation, each answered in a few sentences as far as the data go (¶4.11)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.checklist import assess_checklist_agreement, summarise_checklist
from partnerlab.analysis.evaluation.failure_reasons import summarise_warnings
from partnerlab.analysis.evaluation.life_cycle import assess_life_cycle
from partnerlab.analysis.evaluation.performance import summarise_benefit
from partnerlab.analysis.evaluation.verdicts import summarise_curves
from partnerlab.analysis.facts.actions import assess_actions, summarise_actions
from partnerlab.analysis.facts.milestones import summarise_milestones
from partnerlab.partnership import Partnership
from partnerlab.wording import listed, say_day

FIRST_ACTIONS = 3
"""How many open actions the answer names; the rest stand in the plan."""


@cached
def answer_questions(partnership: Partnership) -> pd.DataFrame:
    """Answer the four questions of an evaluation in words, with the uncertainty said aloud.

    Returns
    -------
    pandas.DataFrame
        Four rows. Columns `question`, `answer` (sentences with their numbers), `codes` (of the rules behind it).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> answer_questions(hub)["answer"].tolist()[1]
    'No performance measure is named yet, so we cannot tell whether anyone is better off.'
    """
    rows = [
        ("Is the partnership in good order?", _say_order(partnership), "EV101, EV401, EV501 to EV509, MA704 to MA706"),
        ("Is anyone better off?", summarise_benefit(partnership), "EV202, EV206, EV209"),
        ("Has the curve turned, or is it too early to say?", summarise_curves(partnership), "EV221 to EV224"),
        ("What is to be done next?", _say_next(partnership), "EV301, EV403 to EV406"),
    ]
    columns = ["question", "answer", "codes"]
    return pd.DataFrame(rows, columns=columns)


def _say_order(partnership: Partnership) -> str:
    found = assess_checklist_agreement(partnership)
    alike = f" {found.sentence} It is not a pass mark." if found is not None else ""
    order, warnings = summarise_checklist(partnership), summarise_warnings(partnership)
    return f"{order}{alike} {warnings} {summarise_milestones(partnership)}"


def _say_next(partnership: Partnership) -> str:
    """The first open actions by name, then what the group's stage asks for."""
    table, cycle = assess_actions(partnership), assess_life_cycle(partnership)
    first = table[table["done"].isna()].head(FIRST_ACTIONS).to_dict("records")
    named = [f"“{row['what']}” ({_say_who_and_when(partnership, row['owner'], row['due'])})" for row in first]
    text = summarise_actions(partnership)
    if named:
        text += f" First: {'; '.join(named)}."
    text += f" {cycle.sentence}"
    if cycle.stage is not None:
        text += f" What helps then, from a public fact sheet and not the guide: {listed(cycle.stage.strategies)}."
    return text


def _say_who_and_when(partnership: Partnership, owner: str | None, due: date | None) -> str:
    """Who does an action and by when, within brackets."""
    who = partnership.name_of(owner) if owner else "nobody yet"
    return f"{who}, by {say_day(due)}" if due else f"{who}, no date yet"
