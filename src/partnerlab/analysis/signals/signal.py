"""A signal: what one fact says of a practice, how much it rests on, and where it stands.

A signal `supports` only when the practice is met within the tolerance of `thresholds`. It `contradicts` only when the
practice is missed whatever the unknown observations would say. In between, and below the least evidence, it
`cannot tell`. What was never typed contradicts only from the stage on at which the guide expects a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from partnerlab.analysis.caching import cached
from partnerlab.analysis.catalogue import has_reached
from partnerlab.analysis.findings import Fact, fact
from partnerlab.partnership import Partnership, Record
from partnerlab.partnership.thresholds import Thresholds

ROUNDING = 1e-9
"""Keeps a share of exactly the threshold on the side of support, whatever the arithmetic; it decides nothing."""


class Polarity(StrEnum):
    """What a signal says of the practice that it is about."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CANNOT_TELL = "cannot tell"

    @property
    def opposite(self) -> Polarity:
        """The polarity towards the opposite practice; what cannot be told stays so."""
        opposites = {Polarity.SUPPORTS: Polarity.CONTRADICTS, Polarity.CONTRADICTS: Polarity.SUPPORTS}
        return opposites.get(self, self)


@dataclass(frozen=True)
class Signal:
    """What one fact says."""

    polarity: Polarity
    text: str
    """What the data say, in words that can stand in a sentence."""
    value: float | None = None
    """The number behind it, such as the share that meets the practice; None when it is not known."""
    n: int = 0
    of: int = 0
    """How many observations it rests on, of how many possible."""
    evidence: tuple[Fact, ...] = ()
    """Where it stands, first what decides; empty when nothing is recorded."""
    name: str = ""
    """Slug of the fact, such as `members-may-commit`; one name has one value on every page."""
    topic: str = ""
    """The review that goes into it: scoping, mapping, risk_allocation or evaluation."""

    @property
    def supports(self) -> bool:
        """Whether it speaks for the practice; False also when it cannot tell."""
        return self.polarity is Polarity.SUPPORTS

    @property
    def contradicts(self) -> bool:
        """Whether it speaks against the practice; False also when it cannot tell."""
        return self.polarity is Polarity.CONTRADICTS

    @property
    def fact(self) -> Fact:
        """What it says, at the first place where it stands."""
        return self.evidence[0].model_copy(update={"text": self.text}) if self.evidence else Fact(text=self.text)


Weigh = Callable[[Partnership], Signal]


@dataclass(frozen=True)
class Source:
    """A function that weighs one fact; asked of a partnership it gives the signal."""

    name: str
    """Slug of the fact."""
    topic: str
    """The review that goes into it."""
    enter: str
    """The key under which what it lacks is entered, in the file's own words: `tasks.accountable`."""
    weigh: Weigh = field(repr=False)

    def __call__(self, partnership: Partnership) -> Signal:
        """Weigh the fact in a partnership."""
        return replace(self.weigh(partnership), name=self.name, topic=self.topic)


def source(topic: str, enter: str) -> Callable[[Weigh], Source]:
    """Turn a function that weighs a fact into a source, whose name is the function's, with hyphens; see `Source`."""

    def made(weigh: Weigh) -> Source:
        return Source(weigh.__name__.replace("_", "-"), topic, enter, cached(weigh))

    return made


def gather(partnership: Partnership, sources: Iterable[Source]) -> tuple[Signal, ...]:
    """Return what several sources say of a partnership, those that cannot tell among them."""
    return tuple(ask(partnership) for ask in sources)


def told(found: Iterable[Signal]) -> tuple[Signal, ...]:
    """Return the signals that can tell."""
    return tuple(signal for signal in found if signal.polarity is not Polarity.CANNOT_TELL)


def speaking_against(found: Iterable[Signal]) -> tuple[Signal, ...]:
    """Return the signals that speak against the practice that they bear on."""
    return tuple(signal for signal in found if signal.contradicts)


def rest_on_enough(found: Iterable[Signal], limits: Thresholds) -> bool:
    """Return whether enough observations stand behind signals for a light: `thresholds.least_observed`, ours.

    What is missing where the guide expects a record is no observation, and enough by itself. True for no signals.

    Examples
    --------
    >>> from partnerlab.partnership.thresholds import Thresholds
    >>> one, more, missing = (Signal(Polarity.CONTRADICTS, "", n=n) for n in (1, 4, 0))
    >>> [rest_on_enough(seen, Thresholds()) for seen in ([], [one], [one, one], [more], [one, missing])]
    [True, False, True, True, True]
    """
    seen = [signal.n for signal in found]
    return not all(seen) or sum(seen) >= (limits.least_observed if seen else 0)


def say_open(partnership: Partnership, sources: Iterable[Source]) -> str:
    """Say what to find out so that the sources that cannot tell yet can: what each lacks, and where it is entered."""
    weighed = [(ask(partnership), ask.enter) for ask in sources]
    silent = [f"{signal.text} (`{key}`)" for signal, key in weighed if signal.polarity is Polarity.CANNOT_TELL]
    if not silent:
        return "Ask the partners what they see, for one observation alone shows no pattern."
    return f"Find out what is open, and enter it: {'; '.join(silent)}."


def reaches(met: float, of: float, wanted: float) -> bool:
    """Whether so many of so many are the share wanted, 0 to 1, or more; what the machine rounds off does not count.

    Examples
    --------
    >>> reaches(7, 10, 0.7), reaches(6, 10, 0.7)
    (True, False)
    """
    return met >= wanted * of - ROUNDING


def weigh_share(
    met: int,
    n: int,
    wanted: float,
    text: str,
    evidence: Iterable[Fact],
    *,
    of: int | None = None,
    least: int = 1,
    coverage: float = 0.0,
    unknown: str = "",
) -> Signal:
    """Weigh a share against the one wanted.

    Parameters
    ----------
    met, n
        How many meet the practice, of how many known.
    wanted
        Share that must meet it, 0 to 1.
    text
        What the data say.
    of
        How many are possible; None when all are known.
    least, coverage
        Fewest observations, and least share of the possible ones, below which nothing is told.
    unknown
        What is said when it cannot be told, after "1 of 5"; the text itself when empty.

    Examples
    --------
    >>> weigh_share(3, 4, 0.75, "3 of 4 came", ()).polarity
    <Polarity.SUPPORTS: 'supports'>
    >>> weigh_share(1, 1, 1.0, "1 of 1 came", (), of=5, least=2, unknown="partners asked").text
    '1 of 5 partners asked'
    """
    possible = n if of is None else of
    enough = n >= max(least, 1) and reaches(n, possible, coverage)
    if enough and reaches(met, possible, wanted):
        polarity = Polarity.SUPPORTS
    elif enough and not reaches(met + possible - n, possible, wanted):
        polarity = Polarity.CONTRADICTS
    else:
        polarity = Polarity.CANNOT_TELL
        text = f"{n} of {possible} {unknown}" if unknown and n < possible else text
    return Signal(polarity, text, met / n if n else None, n, possible, tuple(evidence))


def weigh_records(
    partnership: Partnership, rows: Sequence[Record], text: str, missing: str, field: str, *, expected: str | None
) -> Signal:
    """Weigh whether something is recorded.

    Parameters
    ----------
    rows
        The records that show the practice.
    text, missing
        What is said when there are some, and when there are none.
    field
        The field that shows it.
    expected
        Stage from which the guide expects a record; before it, or with None, nothing recorded cannot be told.
    """
    if rows:
        return Signal(Polarity.SUPPORTS, text, 1.0, len(rows), len(rows), tuple(fact(text, row, field) for row in rows))
    return not_recorded(partnership, missing, expected=expected)


def not_before(partnership: Partnership, found: Signal, stage: str) -> Signal:
    """Return a signal that contradicts only from a stage on: before it, what was not recorded is not expected yet."""
    early = found.contradicts and not has_reached(partnership, stage)
    return replace(found, polarity=Polarity.CANNOT_TELL) if early else found


def not_recorded(partnership: Partnership, missing: str, *, expected: str | None) -> Signal:
    """Say that nothing is recorded: it contradicts only from the stage on at which the guide expects a record."""
    due = expected is not None and has_reached(partnership, expected)
    return Signal(Polarity.CONTRADICTS if due else Polarity.CANNOT_TELL, missing)
