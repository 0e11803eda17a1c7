"""Ties of a network as answers of partners: who says it, about whom, and on which scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from partnerlab.errors import Fault
from partnerlab.exchange.cubes import MOST_NAMED
from partnerlab.exchange.foreign import MOST_FAULTS, first_of, folded, on_one_line, read_number
from partnerlab.exchange.networks import LEVELS, organisations
from partnerlab.exchange.ties import Tie, Ties
from partnerlab.partnership.partnership import Partnership
from partnerlab.partnership.scales import levels_of
from partnerlab.suggestions import did_you_mean
from partnerlab.wording import counted, listed

OURS = ("current_value", "potential_value", "data_sharing")
"""What is taken as it is where a file calls it just so, as our own files do."""

Speaker = Literal["source", "target", "both"]


@dataclass(frozen=True)
class Meaning:
    """What the ties of a file mean, as whoever brings them declares."""

    columns: Mapping[str, str]
    """What the file calls each level, by `needed` and `actual`."""
    on: date | None = None
    """When it was answered, for ties without a column `on`; None when each tie says."""
    speaker: Speaker | None = None
    """Which end of a tie answers; `both` where a tie has no direction, and its source where it has one. None when every
    tie has a direction, which then leads from who answers.
    """
    scale: tuple[int, int] | None = None
    """Lowest and highest number on the file's scale; None when `levels` says it all."""
    strongest: Literal["high", "low"] | None = None
    """Whether the `high` or the `low` end of that scale is the strongest."""
    levels: Mapping[int, int] = field(default_factory=dict)
    """The partnership's level for each number of the file, where its scale is another."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Ids of organisations by other names that the file has for them."""


@dataclass(frozen=True)
class Answers:
    """Rows of `relationships` that a file adds."""

    rows: tuple[dict[str, Any], ...]
    """The rows, as the partnership's file names their values."""
    words: tuple[str, ...]
    """What was taken, what was not, and why."""


def scheme_levels(partnership: Partnership) -> dict[int, str]:
    """Return the levels of the partnership's scheme: number and name, lowest first.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}], levels="partner-4")
    >>> [*scheme_levels(hub)]
    [1, 2, 3, 4]
    """
    return dict(sorted(levels_of(partnership.scales, partnership.levels, of_scheme=True).items()))


def missing_meaning(ties: Ties, partnership: Partnership, meaning: Meaning) -> list[str]:
    """Return what has still to be declared before the ties can be taken, in sentences that name the options."""
    levels = scheme_levels(partnership)
    low, high = min(levels), max(levels)
    known = listed([on_one_line(name, 40) for name in ties.attributes], MOST_NAMED) if ties.attributes else "nothing"
    found = []
    if not meaning.columns:
        found.append(f"which column holds the level: --actual or --needed COLUMN (its ties say {known})")
    found += [
        f'"{name}", which none of its ties says: give --{what} one of {known}'
        for what, name in meaning.columns.items()
        if name not in ties.attributes
    ]
    if meaning.on is None and any("on" not in tie.said for tie in ties.ties):
        found.append("when it was answered: --on YYYY-MM-DD")
    if meaning.speaker is None and not all(tie.is_directed for tie in ties.ties):
        found.append("who answers where a tie has no direction: --says source, target or both")
    if not meaning.levels:
        if meaning.scale is None:
            found.append(f"its scale: --scale {low}-{high}, or --level THEIRS=OURS for each number of another scale")
        elif meaning.scale != (low, high):
            wanted = listed([f"{number} {label}" for number, label in levels.items()], MOST_NAMED)
            found.append(
                f"what {meaning.scale[0]} to {meaning.scale[1]} are on the partnership's scale ({wanted}): "
                "--level THEIRS=OURS for each number"
            )
        if meaning.strongest is None:
            found.append("which end of its scale is the strongest: --strongest high or low")
    return found


def take_answers(ties: Ties, partnership: Partnership, meaning: Meaning) -> Answers:
    """Return the rows of `relationships` that ties, whose meaning is wholly declared, add to a partnership.

    Raises
    ------
    InputError
        With every organisation, level and date that cannot be taken, and every answer that contradicts another.
    """
    return _Taking(ties, partnership, meaning).answers()


class _Taking:
    """Turns ties into rows, noting what cannot be taken."""

    def __init__(self, ties: Ties, partnership: Partnership, meaning: Meaning) -> None:
        self.ties, self.meaning = ties, meaning
        self.known = organisations(partnership)
        self.partners = {partner.id for partner in partnership.partners}
        self.levels = scheme_levels(partnership)
        self.faults: list[Fault] = []
        self.unknown: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.rows: dict[tuple[str, str, date], dict[str, Any]] = {}
        self.held = {(row.by, row.about, row.on): row for row in partnership.relationships}
        doubled = Counter(folded(each["label"]) for each in self.known.values())
        labels = {folded(each["label"]): key for key, each in self.known.items()}
        self.by_name = {label: key for label, key in labels.items() if doubled[label] == 1}
        self.by_name |= {folded(key): key for key in self.known}
        self.by_name |= {folded(name): key for name, key in meaning.names.items()}

    def answers(self) -> Answers:
        faulty = [key for key in self.meaning.names.values() if key not in self.known]
        self.unknown.update(faulty)
        for number, tie in enumerate(self.ties.ties, 1):
            said = self._said(tie, number)
            for by, about in self._pairs(tie, number):
                self._take(by, about, said, tie, number)
        for name, times in self.unknown.most_common(MOST_FAULTS):
            names = [*self.known, *(each["label"] for each in self.known.values())]
            ids = f"organisations are {listed(self.known, MOST_NAMED)}"
            hint = did_you_mean(name, names, otherwise=ids)
            message = f'"{on_one_line(name, 60)}" ({counted(times, "time")}) is not a partner or stakeholder; {hint}'
            self._note(0, f'{message}; or --name "{on_one_line(name, 60)}=ID"')
        if self.faults:
            raise first_of(self.faults, max(len(self.unknown) - MOST_FAULTS, 0))
        columns = [f'{level} from "{on_one_line(column, 40)}"' for level, column in self.meaning.columns.items()]
        is_turned = self.meaning.strongest == "low" and not self.meaning.levels
        turned = ", turned round, since low is strongest there" if is_turned else ""
        words = [f"Levels: {listed(columns)}{turned}.", f"{counted(len(self.rows), 'answer')} to add."]
        words += [f"{counted(times, 'answer')} left out: {why}." for why, times in self.left_out.items()]
        unused = [
            name
            for name in self.ties.attributes
            if name not in {*self.meaning.columns.values(), *OURS, "on", "type", "source_name", "target_name"}
        ]
        words += [f"Not taken: {listed([on_one_line(name, 40) for name in unused], MOST_NAMED)}."] if unused else []
        return Answers(tuple(self.rows.values()), tuple(words))

    def _take(self, by: str, about: str, said: dict[str, Any], tie: Tie, number: int) -> None:
        on = self._day(tie, number)
        if on is None:
            return
        if not any(said.get(level) is not None for level in (*LEVELS, *OURS)):
            self.left_out["no level is given"] += 1
            return
        row = {"by": by, "with": about, "on": on, **said}
        key = (by, about, on)
        if key in self.rows:
            if self.rows[key] != row:
                self._note(tie.line, f"{self._which(number)}: {by} answers about {about} twice on {on}; keep one")
            else:
                self.left_out["the same answer is twice in the file"] += 1
            return
        held = self.held.get(key)
        if held is None:
            self.rows[key] = row
        elif all(getattr(held, name) == value for name, value in said.items()):
            self.left_out["the partnership has it already"] += 1
        else:
            differ = [
                f"{name} {getattr(held, name)} there, {value} here"
                for name, value in said.items()
                if getattr(held, name) != value
            ]
            message = f"the partnership has an answer of {by} about {about} on {on} already ({listed(differ)})"
            self._note(tie.line, f"{self._which(number)}: {message}; give another --on, or change that row")

    def _pairs(self, tie: Tie, number: int) -> Iterator[tuple[str, str]]:
        """Yield who answers about whom: partners alone answer."""
        ends = [self._organisation(name) for name in (tie.source, tie.target)]
        if ends[0] is None or ends[1] is None:
            return
        source, target = ends[0], ends[1]
        if source == target:
            self._note(tie.line, f"{self._which(number)} leads from {source} to itself; remove it")
            return
        speaker = self.meaning.speaker or "source"
        speaker = "source" if speaker == "both" and tie.is_directed else speaker
        pairs = [(source, target)] if speaker != "target" else []
        pairs += [(target, source)] if speaker != "source" else []
        for by, about in pairs:
            if by in self.partners:
                yield by, about
            else:
                self.left_out[f"{by} is a stakeholder, and partners alone answer"] += 1

    def _organisation(self, name: str) -> str | None:
        label = self.ties.labels.get(name, "")
        found = self.by_name.get(folded(name)) or self.by_name.get(folded(label))
        if found is None or found not in self.known:
            self.unknown[label or name] += 1
            return None
        return found

    def _said(self, tie: Tie, number: int) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for level, column in self.meaning.columns.items():
            if text := tie.said.get(column, ""):
                said[level] = self._level(text, column, tie, number)
        for name in OURS:
            if text := tie.said.get(name, ""):
                value = read_number(text)
                said[name] = int(value) if value is not None and value == int(value) else text
        return {name: value for name, value in said.items() if value is not None}

    def _level(self, text: str, column: str, tie: Tie, number: int) -> int | None:
        value = read_number(text)
        where = f'{self._which(number)}: {column} is "{on_one_line(text, 40)}"'
        if value is None or value != int(value):
            self._note(tie.line, f"{where}, which is not a whole number; round it at its source")
            return None
        if self.meaning.levels:
            if int(value) not in self.meaning.levels:
                self._note(tie.line, f"{where}, for which no level is given; add --level {int(value)}=…")
            return self.meaning.levels.get(int(value))
        low, high = min(self.levels), max(self.levels)
        level = int(value) if self.meaning.strongest != "low" else low + high - int(value)
        if level not in self.levels:
            self._note(tie.line, f"{where}, which is not a level on the scale from {low} to {high}")
            return None
        return level

    def _day(self, tie: Tie, number: int) -> date | None:
        text = tie.said.get("on", "")
        if not text or self.meaning.on is not None:
            return self.meaning.on
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._note(
                tie.line, f'{self._which(number)}: on is "{on_one_line(text, 40)}"; write the date as YYYY-MM-DD'
            )
            return None

    def _which(self, number: int) -> str:
        return f"tie {number}"

    def _note(self, line: int, message: str) -> None:
        self.faults.append(Fault(self.ties.name, line, message))


def find_level_faults(levels: Mapping[int, int], partnership: Partnership) -> Sequence[str]:
    """Return what is wrong with levels that were declared: those that the partnership's scheme does not have."""
    known = scheme_levels(partnership)
    wanted = listed([f"{number} {label}" for number, label in known.items()], MOST_NAMED)
    return [
        f"--level {theirs}={ours} leads to no level of the partnership, whose levels are {wanted}"
        for theirs, ours in levels.items()
        if ours not in known
    ]
