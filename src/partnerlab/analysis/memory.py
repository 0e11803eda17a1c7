"""What has been worked out of a partnership is kept, so that rules, measures and charts may each ask for it."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import pandas as pd

from partnerlab.partnership import Partnership

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")

KEPT = 6
"""How many partnerships are remembered: one as it stands, as at its last review, and a few that are compared."""

_Known = dict[Hashable, Any]
_memories: OrderedDict[int, tuple[Partnership, _Known]] = OrderedDict()


def remembered(
    verb: Callable[Concatenate[Partnership, Rest], Answer],
) -> Callable[Concatenate[Partnership, Rest], Answer]:
    """Let a function of a partnership work out each answer once.

    A partnership never changes, so neither does what follows from it. A table is handed out as a copy, and whoever
    asks may change theirs; other answers are frozen. The partnerships asked about last are remembered, and told apart
    by who they are, not by what they hold: comparing two costs more than most answers.

    Parameters
    ----------
    verb
        A pure function; what it is asked beside the partnership can be hashed, or it is worked out each time.

    Examples
    --------
    >>> asked = []
    >>> @remembered
    ... def name_length(partnership: Partnership) -> int:
    ...     asked.append(partnership.name)
    ...     return len(partnership.name)
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> name_length(hub), name_length(hub), asked
    (3, 3, ['Hub'])
    """

    @functools.wraps(verb)
    def ask(partnership: Partnership, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
        question: Hashable = (verb, args, tuple(sorted(kwargs.items())))
        known = _recall(partnership)
        try:
            answer = known[question]
        except KeyError:
            answer = known[question] = verb(partnership, *args, **kwargs)
        except TypeError:  # something among what is asked cannot be hashed
            return verb(partnership, *args, **kwargs)
        return cast(Answer, answer.copy()) if isinstance(answer, pd.DataFrame) else answer

    return ask


def _recall(partnership: Partnership) -> _Known:
    """What is known of a partnership; the one asked about longest ago is forgotten."""
    _, known = _memories.setdefault(id(partnership), (partnership, {}))
    _memories.move_to_end(id(partnership))
    while len(_memories) > KEPT:
        _memories.popitem(last=False)
    return known


@remembered
def as_it_stood(partnership: Partnership, on: date) -> Partnership:
    """Return the partnership as it stood on a date, the same one to everybody who asks.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping", "on": "2025-01-10"}])
    >>> as_it_stood(hub, date(2025, 3, 1)) is as_it_stood(hub, date(2025, 3, 1))
    True
    """
    return partnership.at(on)
