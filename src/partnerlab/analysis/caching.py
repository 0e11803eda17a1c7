"""Answers that follow from a partnership are kept with it, so that rules, measures and charts may each ask for them."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import pandas as pd

from partnerlab.analysis.dependencies import APART, Followed, FollowedPartner, follow, note, noting
from partnerlab.partnership import Partnership, Record
from partnerlab.partnership.cache import Read

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")


_NOT_YET, _NEVER = object(), object()
PLAIN = frozenset({str, int, float, bool, type(None), date, pd.DataFrame})
"""Kinds of answer that hold no partnership and no partner."""


def cached(verb: Callable[Concatenate[Partnership, Rest], Answer]) -> Callable[Concatenate[Partnership, Rest], Answer]:
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
        cache, followed = partnership.cache, isinstance(partnership, Followed)
        try:
            answer = cache.answers.get(question, _NOT_YET)
        except TypeError:  # something among what is asked cannot be hashed
            answer = _NEVER
        # Below, and not where it was missed: an error of the verb's own would be told as one that followed from that.
        if answer is _NEVER:
            return verb(partnership, *args, **kwargs)
        if answer is _NOT_YET:
            with cache.lock:
                if question in cache.answers:
                    pass
                elif followed:
                    with noting() as reads:
                        answer = verb(partnership, *args, **kwargs)
                    cache.reads[question] = frozenset(reads)
                    if _holds_who(answer):
                        cache.bound.add(question)
                    cache.answers[question] = answer
                else:
                    cache.answers[question] = verb(partnership, *args, **kwargs)
            answer = cache.answers[question]
        if followed:
            note(cache.reads[question])
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


def carry_over(before: Partnership, after: Partnership) -> Followed:
    """Return a changed partnership that knows already what the change cannot have touched.

    Parameters
    ----------
    before
        The partnership that was reviewed. It must be one that `follow` returned, or this function: only then is known
        what each answer read. Of any other, nothing is carried over.
    after
        The changed one: made by `Partnership.replace`, or read again from changed files. Seen at another date, or
        under another name, nothing is carried over.

    Returns
    -------
    Followed
        `after`, holding each answer of `before` all of whose reads are the same in both, line numbers included. What
        is asked of it is what would be found anew: an answer that holds a partnership or a partner is always worked
        out again.

    Examples
    --------
    A lead is moved; only the rules that read leads are asked again.

    >>> from partnerlab.analysis.review import review_partnership
    >>> from partnerlab.partnership import read_partnership
    >>> from partnerlab.partnership.risks import RiskLead
    >>> hub = follow(read_partnership("parameters/riverside-support-hub.yaml"))
    >>> review = review_partnership(hub)
    >>> lead = RiskLead(risk="R3", lead="PSNI", on=hub.as_at)
    >>> moved = carry_over(hub, hub.replace(leads=(*hub.whole.leads, lead)))
    >>> again = review_partnership(moved)
    """
    after = follow(after)
    if isinstance(before, Followed) and (before.as_at, before.slug) == (after.as_at, after.slug):
        _hand_over(before, after, _Comparison(before, after))
    return after


def know_only(partnership: Followed, reads: frozenset[Read]) -> Followed:
    """Return the same partnership, knowing only what was found without reading anything else than `reads`.

    Who asks one thing of many changes carries over from it what that thing may ask in turn, and no more.
    """
    known = follow(partnership.model_copy())
    dates = {on for on, _ in reads}
    for question, answer in partnership.cache.answers.copy().items():
        if isinstance(answer, Followed) and answer is not partnership:
            if answer.as_at in dates:
                known.cache.answers[question] = know_only(answer, reads)
                known.cache.reads[question] = partnership.cache.reads[question]
        elif partnership.cache.reads[question] <= reads and question not in partnership.cache.bound:
            known.cache.answers[question] = answer
            known.cache.reads[question] = partnership.cache.reads[question]
    return known


class _Comparison:
    """Which fields of two partnerships are the same, as at each date; each is looked at once."""

    def __init__(self, before: Followed, after: Followed) -> None:
        self.sides = before, after
        self.known: dict[tuple[date | None, str], bool] = {}

    def finds_same(self, read: tuple[date | None, str]) -> bool:
        if read not in self.known:
            one, other = (_value(side, read) for side in self.sides)
            self.known[read] = _is_same(one, other)
        return self.known[read]


def _value(partnership: Followed, read: Read) -> Any:
    if apart := [name for name, noted in APART.items() if noted == read]:
        return tuple((row.id, *(getattr(row, name) for name in apart)) for row in partnership.whole.partners)
    return getattr(_state(partnership, read[0]), read[1])


def _state(partnership: Followed, on: date | None) -> Partnership:
    if on == partnership.as_at:
        return partnership
    return partnership.whole if on is None else as_it_stood(partnership, on)


def _hand_over(before: Followed, after: Followed, comparison: _Comparison) -> None:
    """Hand over answers, and those of earlier states; another thread may still be adding to them."""
    known, told = before.cache, after.cache
    for question, answer in known.answers.copy().items():
        if isinstance(answer, Followed):
            if answer is not before:
                earlier = as_it_stood(after, cast(date, answer.as_at))
                _hand_over(answer, cast(Followed, earlier), comparison)
        elif question not in known.bound and all(map(comparison.finds_same, known.reads[question])):
            told.reads[question] = known.reads[question]
            told.answers[question] = answer


def _holds_who(answer: Any) -> bool:
    """Whether a partnership, or a partner with its name, is anywhere in an answer.

    Looks into tuples and mappings, and into dataclasses as deep as they go.
    """
    if type(answer) in PLAIN:  # most are, and the questions below take longer
        return False
    if isinstance(answer, tuple):
        return any(map(_holds_who, answer))
    if names := _fields_of(type(answer)):  # type: ignore[arg-type] # a class can be hashed
        return any(_holds_who(getattr(answer, name)) for name in names)
    if isinstance(answer, Mapping):
        return any(map(_holds_who, answer.values()))
    return isinstance(answer, Partnership | FollowedPartner)


@functools.cache
def _fields_of(kind: Any) -> tuple[str, ...]:
    """Names of the fields of a dataclass; none for any other kind."""
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def _is_same(one: Any, other: Any) -> bool:
    """Whether two values are the same in all that can be read of them: kind, value, and where they were written.

    What is noted apart of partners, such as what they are called, is compared by itself.
    """
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, Record):
        apart = APART.keys() if isinstance(one, FollowedPartner) else frozenset()
        same_names = one.place == other.place and one.model_fields_set - apart == other.model_fields_set - apart
        return same_names and all(
            _is_same(value, getattr(other, name)) for name, value in one.parts() if name not in apart
        )
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return bool(one == other)
