"""How closely partners must work together, do, and can afford to: the whole, and each pair (¶2.1, Fig. 1.b)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.relationships import answers_between_partners
from partnerlab.errors import GuideError
from partnerlab.guide import CollaborationLevel, level_scheme
from partnerlab.methods.levels import compare_levels
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest
from partnerlab.partnership.relationships import Collaboration

ASPECTS = ("needed", "actual", "resourced")
"""What is judged of the whole: what the issue needs, how partners work, what the resources would bear."""


@dataclass(frozen=True)
class Ladder:
    """The scheme of levels in use: authors disagree on the order, so it is named.

    Attributes
    ----------
    name
        Id of the scheme, or of the user's own scale.
    title
        Its name in words.
    source
        Where it comes from.
    labels
        Name of each level, by its number, lowest first.
    meanings
        What partners at each level do, share and risk, by its number; a level of which nothing is said is not in it.
    """

    name: str
    title: str
    source: str
    labels: dict[int, str]
    meanings: dict[int, str]

    def label(self, level: float | None) -> str:
        """Return a level's number and name, such as `3 coordination`; `not said` for None."""
        if level is None or pd.isna(level):
            return "not said"
        name = self.labels.get(int(level))
        return f"{level:g} {name}" if name and float(level).is_integer() else f"{level:g}"


@cached
def ladder_of(partnership: Partnership) -> Ladder:
    """Return the scheme of levels that the partnership uses: its own scale, a supplied one, or Frey's when unknown.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> ladder_of(hub).label(3)
    '3 coordination'
    """
    for own in partnership.scales:
        if own.id == partnership.levels:
            meanings = {row.value: row.meaning for row in own.levels if row.meaning}
            return Ladder(own.id, own.id, own.source, {row.value: row.label for row in own.levels}, meanings)
    try:
        scheme = level_scheme(partnership.levels)
    except GuideError:
        scheme = level_scheme("frey")
    labels = {row.value: row.label for row in scheme.levels}
    return Ladder(scheme.id, scheme.title, scheme.source, labels, {row.value: _explain(row) for row in scheme.levels})


def _explain(level: CollaborationLevel) -> str:
    """Say what partners at a level do, and what its scheme says of the rest."""
    parts = {
        "shared": level.shared,
        "goals": level.goals,
        "form": level.formality,
        "risk": level.risk,
        "decisions": level.decisions,
        "meant to last": level.duration,
    }
    return "; ".join([level.meaning, *(f"{name}: {words}" for name, words in parts.items() if words)])


@cached
def current_level(partnership: Partnership, aspect: str) -> tuple[int | None, Collaboration | None]:
    """Return the latest level needed, actual or resourced of the whole, and the row that says so."""
    said = [row for row in partnership.collaboration if getattr(row, aspect) is not None]
    row = next(iter(latest(said, lambda _: aspect)), None)
    return (getattr(row, aspect), row) if row else (None, None)


@cached
def assess_levels(partnership: Partnership) -> pd.DataFrame:
    """Assess the level of collaboration of the whole over time: needed, actual, resourced (¶2.1).

    Returns
    -------
    pandas.DataFrame
        One row for each level judged, oldest first. Columns `on` (date), `aspect` (needed, actual, resourced),
        `level` (number on the partnership's ladder; higher is more integrated, not better), `label`, `why`.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     collaboration=[{"on": "2025-02-01", "needed": 4, "actual": 1}])
    >>> assess_levels(hub)[["aspect", "label"]].values.tolist()
    [['needed', '4 coalition'], ['actual', '1 networking']]
    """
    ladder = ladder_of(partnership)
    rows = [
        (row.on, aspect, getattr(row, aspect), ladder.label(getattr(row, aspect)), row.why)
        for row in sorted(partnership.collaboration, key=lambda row: row.on)
        for aspect in ASPECTS
        if getattr(row, aspect) is not None
    ]
    columns = ["on", "aspect", "level", "label", "why"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


@dataclass(frozen=True)
class LevelGap:
    """The latest levels of the whole. Each is None when nobody has judged it.

    Attributes
    ----------
    needed, actual, resourced
        Levels on the ladder.
    on
        Date of the latest judgement.
    """

    needed: int | None
    actual: int | None
    resourced: int | None
    on: date | None

    @property
    def lacking(self) -> int | None:
        """Levels between what is needed and how partners work; negative when they work closer than needed."""
        return None if self.needed is None or self.actual is None else self.needed - self.actual

    @property
    def unfunded(self) -> int | None:
        """Levels between what is needed and what the resources would bear; negative when they would bear more."""
        return None if self.needed is None or self.resourced is None else self.needed - self.resourced


@cached
def get_level_gap(partnership: Partnership) -> LevelGap:
    """Return the latest levels of the whole and the gaps between them.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     collaboration=[{"on": "2025-02-01", "needed": 4, "actual": 1}, {"on": "2025-06-01", "actual": 3}])
    >>> get_level_gap(hub).lacking, get_level_gap(hub).unfunded
    (1, None)
    """
    needed, actual, resourced = (current_level(partnership, aspect) for aspect in ASPECTS)
    dates = [row.on for _, row in (needed, actual, resourced) if row is not None]
    return LevelGap(needed[0], actual[0], resourced[0], max(dates, default=None))


@cached
def compare_pairs(partnership: Partnership) -> pd.DataFrame:
    """Compare the level needed with the actual one for each pair of current partners (¶2.1).

    Returns
    -------
    pandas.DataFrame
        As `partnerlab.methods.levels.compare_levels`, worst first: `first`, `second`, `needed_low`, `needed_high`,
        `actual_low`, `actual_high`, `gap_low`, `gap_high` (levels lacking), `answers` (1 or 2), `asymmetric` (the two
        sides differ: a point for discussion), `gap` (below, met, above, disputed, cannot tell). Empty when no partner
        has answered. Where ties run one way, each answer is a row of its own, from `first` to `second`.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "PSNI", "name": "Police"}, {"id": "Trust", "name": "Health trust"}],
    ...     relationships=[{"by": "PSNI", "with": "Trust", "on": "2025-02-01", "needed": 4, "actual": 2}])
    >>> compare_pairs(hub)[["first", "second", "gap"]].values.tolist()
    [['PSNI', 'Trust', 'below']]
    """
    rows = [(row.by, row.about, row.needed, row.actual) for row in answers_between_partners(partnership)]
    answers = pd.DataFrame(rows, columns=["source", "target", "needed", "actual"])
    highest = max([*ladder_of(partnership).labels, *answers[["needed", "actual"]].max().dropna()], default=5)
    settings = partnership.network_settings
    return compare_levels(
        answers,
        scale=(0, float(highest)),
        directed=settings.direction == "one way",
        lowest_is_closest=settings.strongest == "lowest",
    )


def count_below(partnership: Partnership) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the pairs whose level can be judged against that needed, and those of them below it whoever is right."""
    pairs = compare_pairs(partnership)
    judged = pairs[pairs["gap"] != "cannot tell"]
    return judged, judged[judged["gap"] == "below"]


def count_apart(partnership: Partnership) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the pairs that answered from both sides, and those of them that lie `thresholds.answers_apart` apart.

    None where ties run one way: the two answers are then about two ties.
    """
    pairs = compare_pairs(partnership)
    both = pairs[pairs["answers"] == 2]
    low, high = (
        both[[f"needed_{end}", f"actual_{end}"]].to_numpy(dtype=float, na_value=0.0) for end in ("low", "high")
    )
    spread = (high - low).max(axis=1) if len(both) else []
    return both, both.loc[[step >= partnership.thresholds.answers_apart for step in spread]]
