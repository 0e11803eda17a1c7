"""The risks that the guide names, offered one by one until each is answered: ours, or not ours and why (¶4.3)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.guide import Practice, collaboration_risks, failure_reasons
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest
from partnerlab.partnership.risks import GuideRisk


@dataclass(frozen=True)
class Prompt:
    """A risk that the guide names, and what the partners say of it."""

    row: Practice
    """The guide's row: one of Figure 3's risks, or one of the reasons for failure."""
    answer: GuideRisk | None
    """The latest answer; None when it was not discussed."""


@cached
def gather_prompts(partnership: Partnership) -> tuple[Prompt, ...]:
    """Return the nine risks of Figure 3 and the seven reasons for failure, with what the partners say of each.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     guide_risks=[{"prompt": "risk-6", "on": "2025-02-01", "answer": "not ours", "because": "half are bodies"}])
    >>> found = gather_prompts(hub)
    >>> len(found), found[5].answer.answer, found[0].answer
    (16, 'not ours', None)
    """
    said = {row.prompt: row for row in latest(partnership.guide_risks, lambda row: row.prompt)}
    return tuple(Prompt(row, said.get(row.id)) for row in (*collaboration_risks(), *failure_reasons()))


@cached
def list_prompts(partnership: Partnership) -> pd.DataFrame:
    """List the risks that the guide names, those without an answer first.

    Returns
    -------
    pandas.DataFrame
        One row for each. Columns `prompt` (id), `title`, `ask` (the risk in a sentence), `paragraph`, `answer` (ours,
        not ours; None when it was not discussed), `risk` (title of the register's risk, where it is ours), `because`
        (why it is not ours), `on` (when it was discussed).
    """
    titles = {row.id: row.title for row in partnership.risks}
    rows = []
    for prompt in sorted(gather_prompts(partnership), key=lambda row: row.answer is not None):
        row, answer = prompt.row, prompt.answer
        said: tuple[object, ...] = (None, None, None, None)
        if answer is not None:
            said = (answer.answer, titles.get(answer.risk or ""), answer.because, answer.on)
        rows.append((row.id, row.title, row.text, row.paragraph, *said))
    columns = ["prompt", "title", "ask", "paragraph", "answer", "risk", "because", "on"]
    return pd.DataFrame(rows, columns=columns, dtype=object)
