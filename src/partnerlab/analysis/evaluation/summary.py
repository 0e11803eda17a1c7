"""The four questions of an evaluation, each answered in a few sentences as far as the data go (¶4.11)."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.evaluation.action_plan import summarise_actions
from partnerlab.analysis.evaluation.checklist import assess_agreement, summarise_checklist
from partnerlab.analysis.evaluation.curve import summarise_curves
from partnerlab.analysis.evaluation.failure_reasons import summarise_warnings
from partnerlab.analysis.evaluation.life_cycle import assess_life_cycle
from partnerlab.analysis.evaluation.milestones import summarise_milestones
from partnerlab.analysis.evaluation.performance import summarise_benefit
from partnerlab.partnership import Partnership

COLUMNS = ("question", "answer", "codes")
"""Columns of `answer_questions`."""


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
    'No performance measure is named yet, so it cannot be told whether anyone is better off.'
    """
    found = assess_agreement(partnership)
    alike = f" {found.sentence} It is no pass mark." if found is not None else ""
    order = f"{summarise_checklist(partnership)}{alike} {summarise_warnings(partnership)}"
    stage = assess_life_cycle(partnership).sentence
    ahead = f"{summarise_actions(partnership)} {summarise_milestones(partnership)} {stage}"
    rows = [
        ("Is the partnership in good order?", order, "EV101, EV401, EV501 to EV509"),
        ("Is anyone better off?", summarise_benefit(partnership), "EV202, EV206, EV209"),
        ("Has the curve turned, or is it too early to say?", summarise_curves(partnership), "EV221 to EV224"),
        ("What is to be done next?", ahead, "EV102, EV301, EV403 to EV406"),
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))
