"""What to find out first."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.analysis.findings import Severity
from partnerlab.analysis.review import review_partnership
from partnerlab.partnership import Partnership
from partnerlab.wording import counted

MOST_QUESTIONS = 3
"""Rows that fit, with all other parts, on two sheets of paper."""


@dataclass(frozen=True)
class OpenQuestions:
    """What to find out first, with how many findings each would settle, and how many cannot be told, in a sentence.

    Each stands for all that are entered under the same key, which may ask other things, too.
    """

    rows: tuple[tuple[str, int], ...]
    told: str


def list_questions(partnership: Partnership) -> OpenQuestions:
    """List what cannot be told by the entry that would settle most of it.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> list_questions(hub).rows[0]
    ('List the partners.', 6)
    """
    review = review_partnership(partnership, measured=False)
    frame = review.questions()
    unknown = review.counts()[Severity.UNKNOWN]
    first = frame.head(MOST_QUESTIONS)
    rows = tuple(zip(first["first"].tolist(), first["settles"].tolist(), strict=True))
    told = f"{counted(unknown, 'finding')} not known." if unknown else "Every question could be answered."
    return OpenQuestions(rows, told)
