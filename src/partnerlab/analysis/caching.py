"""Answers that follow from a partnership are kept with it, so that rules, measures and charts may each ask for them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable
from datetime import date
from typing import Concatenate, ParamSpec, TypeVar, cast

import pandas as pd

from partnerlab.partnership import Partnership

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")


def cached(
    verb: Callable[Concatenate[Partnership, Rest], Answer],
) -> Callable[Concatenate[Partnership, Rest], Answer]:
    """Let a function of a partnership work out each answer once.

    A partnership never changes, so neither does what follows from it. The answers belong to the partnership in hand
    and go when it goes; an equal one has its own. Of several threads that ask the same at once, one works it out and
    the others wait. A table is handed out as a copy that shares its values until somebody changes theirs; other
    answers are frozen.

    Parameters
    ----------
    verb
        A pure function; what it is asked beside the partnership can be hashed, or it is worked out each time.

    Examples
    --------
    >>> asked = []
    >>> @cached
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
        cache = partnership.cache
        try:
            answer = cache.answers[question]
        except TypeError:  # something among what is asked cannot be hashed
            return verb(partnership, *args, **kwargs)
        except KeyError:
            with cache.lock:
                if question not in cache.answers:
                    cache.answers[question] = verb(partnership, *args, **kwargs)
            answer = cache.answers[question]
        return cast(Answer, answer.copy(deep=False)) if isinstance(answer, pd.DataFrame) else answer

    return ask


@cached
def as_it_stood(partnership: Partnership, on: date) -> Partnership:
    """Return the partnership as it stood on a date, the same one to everybody who asks.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping", "on": "2025-01-10"}])
    >>> as_it_stood(hub, date(2025, 3, 1)) is as_it_stood(hub, date(2025, 3, 1))
    True
    """
    return partnership.at(on)
