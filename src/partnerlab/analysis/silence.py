"""Whose silence could change the answer: a conclusion that rests on missing partners, and what a rule says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from partnerlab.analysis.catalogue import Judgements, Way, cannot_tell, in_place
from partnerlab.analysis.facts.names import named
from partnerlab.methods.silence import Bounds
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, verb

UNKNOWN = "cannot tell"
"""What a conclusion is called that nobody can draw."""


@dataclass(frozen=True)
class SilentConclusion:
    """A conclusion that some partners have not answered for.

    Attributes
    ----------
    table
        The table of the file that holds the answers.
    about
        What it is about, in words.
    answered
        How many present partners answered.
    silent
        Ids of the present partners that did not, and whose answer bears on it.
    bounds
        The conclusion now, and what it could become.
    """

    table: str
    about: str
    answered: int
    silent: tuple[str, ...]
    bounds: Bounds[str]


def judge_silence(partnership: Partnership, rows: Sequence[SilentConclusion], name: str, way: Way) -> Judgements:
    """Judge whether conclusions stand whatever the partners that are silent would say; nothing where there are none.

    Parameters
    ----------
    rows
        Conclusions of one kind.
    name
        What a sentence calls the kind, such as `the checklist`.
    way
        What would settle it.
    """
    open_ = [row for row in rows if row.bounds.rests_on_one]
    some = f"{counted(len(rows), 'conclusion')} on {name}"
    if open_:
        silent = list(dict.fromkeys(partner for row in open_ for partner in row.silent))
        text = (
            f"{len(open_)} of {some} could change with one answer more. It may come from {named(partnership, silent)}"
        )
        yield cannot_tell(text, subject=name, count=len(silent), way=way)
    elif rows and (unknown := sum(row.bounds.now == UNKNOWN and row.bounds.stands for row in rows)):
        text = f"{unknown} of {some} {verb(unknown, 'is', 'are')} not known, whatever else partners would say"
        yield cannot_tell(text, subject=name, way=way)
    elif rows and all(row.bounds.stands for row in rows):
        text = f"{some} {verb(len(rows), 'stands', 'stand')}, whatever else partners would say."
        yield in_place(text, subject=name)
    elif rows:
        far = sum(not row.bounds.stands for row in rows)
        text = f"{far} of {some} could change with several answers more"
        yield cannot_tell(text, subject=name, way=way)
