"""How likely and how bad: ratings by partner, where they differ, and the path from inherent to target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.risk_allocation.scales import appetite_of, band_for, judge_light, multiply, value_of
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Risk, RiskRating
from partnerlab.wording import listed, verb

Kind = Literal["inherent", "residual", "target"]
KINDS: tuple[Kind, ...] = ("inherent", "residual", "target")
"""inherent: before anything is done; residual: as things stand; target: what the partners aim for."""


@dataclass(frozen=True)
class Opinion:
    """One partner's rating of one risk, in numbers of the scales."""

    likelihood: int | float
    impact: int | float
    """Numbers of the scales; between two steps for a mean."""
    record: RiskRating
    """As it was given."""
    stands_for: str | None = None
    """The partner for which a rating agreed by all stands, once another partner has given a later one; else None."""

    @property
    def by(self) -> str | None:
        """The partner; None for a rating agreed by all that still stands for everybody."""
        return self.stands_for or self.record.by

    @property
    def agreed(self) -> bool:
        """Whether it was agreed by all together."""
        return self.record.by is None

    @property
    def on(self) -> date:
        """When it was given."""
        return self.record.on

    @property
    def product(self) -> int | float:
        """Likelihood times impact."""
        return multiply(self.likelihood, self.impact)


@dataclass(frozen=True)
class Rating:
    """What the partners together make of one risk: one of the ratings that they gave."""

    likelihood: int | float
    impact: int | float
    """Those of one rating: the middle one by likelihood × impact (of two middle ones the higher), or the highest where
    `risk_settings.combine` says so; of two with the same product the one with the greater impact.
    """
    on: date
    """When the newest of the ratings was given."""
    opinions: tuple[Opinion, ...]
    """The latest of each current partner; never empty."""
    held: tuple[Opinion, ...] = ()
    """Those of partners that have left, which count until the risk is rated again: that somebody leaves changes nothing
    about a risk.
    """

    @property
    def product(self) -> int | float:
        """Likelihood times impact; shown only beside both."""
        return multiply(self.likelihood, self.impact)

    @property
    def apart(self) -> int | float:
        """Largest difference between two current partners, in steps, of likelihood or of impact."""
        levels = [row.likelihood for row in self.opinions], [row.impact for row in self.opinions]
        gap = round(max(max(side) - min(side) for side in levels), 2)
        return int(gap) if float(gap).is_integer() else gap

    @property
    def range(self) -> tuple[int | float, int | float]:
        """Lowest and highest product that a rating in it has."""
        products = [row.product for row in (*self.opinions, *self.held)]
        return min(products), max(products)

    def tell(self, call: Callable[[str], str] = str) -> str:
        """Say what stands behind the one rating: the range, and who has left; empty when there is nothing.

        `call` says what a partner is called, by its id.
        """
        (low, high), gone = self.range, [call(str(row.by)) for row in self.held]
        given = len({(row.record.by, row.on) for row in (*self.opinions, *self.held)})
        told = [f"{given} ratings from {low} to {high}"] if low < high else []
        if gone:
            still = verb(len(gone), "has left and counts", "have left and count")
            told.append(f"{listed(gone)} {still} until the risk is rated again")
        return "; ".join(told)


def combine_opinions(opinions: tuple[Opinion, ...], how: str = "middle") -> Opinion:
    """Return the one of several ratings that stands for them all: the middle one by product, or the `highest`.

    Likelihood and impact stay the pair that somebody gave. Taken apart, the middles of 4 × 4 and 5 × 3 would be 5 × 4,
    which nobody said and which is above both.

    Of an even number the middle one is the higher of the two in the middle.
    """
    ranked = sorted(opinions, key=lambda row: (row.product, row.impact))
    return ranked[-1] if how == "highest" else ranked[len(ranked) // 2]


@cached
def list_open_risks(partnership: Partnership) -> tuple[Risk, ...]:
    """Return the risks that are not closed, in the order of the register."""
    return tuple(risk for risk in partnership.risks if risk.closed is None)


@cached
def latest_opinions(partnership: Partnership, risk_id: str, kind: Kind = "residual") -> tuple[Opinion, ...]:
    """Return the latest rating of one risk by each current partner.

    A rating agreed by all (`by` empty) replaces what partners said on that day or before. It stands for each partner
    that had joined by then until that partner gives a later one. Ratings outside the scale and those of organisations
    that have left are left out.
    """
    here = {partner.id: partner for partner in partnership.current_partners}
    rows = [row for row in _latest(partnership, risk_id, kind) if row.by is None or row.by in here]
    later = {row.by for row in rows if row.by is not None}
    agreed = next((row for row in rows if row.by is None), None)
    if agreed is None or not later:
        return tuple(rows)
    silent = [key for key, row in here.items() if key not in later and (row.joined is None or row.joined <= agreed.on)]
    stands = [replace(agreed, stands_for=key) for key in silent]
    return (*stands, *(row for row in rows if row.by is not None))


def _latest(partnership: Partnership, risk_id: str, kind: Kind) -> list[Opinion]:
    """Return the latest rating by each partner, present or past, that no rating agreed by all has replaced."""
    rows = _opinions(partnership).get((risk_id, kind), ())
    agreed = max((row.on for row in rows if row.by is None), default=None)
    latest: dict[str | None, Opinion] = {}
    for opinion in rows:
        if agreed is None or opinion.on > agreed or (opinion.by is None and opinion.on == agreed):
            latest[opinion.by] = opinion
    return list(latest.values())


@cached
def _opinions(partnership: Partnership) -> Mapping[tuple[str, str], tuple[Opinion, ...]]:
    """Return every rating on the scale, by risk and kind, earliest first."""
    found: defaultdict[tuple[str, str], list[Opinion]] = defaultdict(list)
    for row in sorted(partnership.ratings, key=lambda row: row.on):
        likelihood, impact = (value_of(partnership, which, getattr(row, which)) for which in ("likelihood", "impact"))
        if likelihood is not None and impact is not None:
            found[row.risk, row.kind].append(Opinion(likelihood, impact, row))
    return {key: tuple(rows) for key, rows in found.items()}


def _list_held(partnership: Partnership, risk_id: str, kind: Kind, present: tuple[Opinion, ...]) -> tuple[Opinion, ...]:
    """Return ratings of partners that have left since anybody present last rated the risk."""
    left = {partner.id: partner.left for partner in partnership.partners if partner.left is not None}
    newest = max(row.on for row in present)
    rows = _latest(partnership, risk_id, kind)
    return tuple(row for row in rows if row.by is not None and row.by in left and newest <= left[row.by])


@cached
def latest_rating(partnership: Partnership, risk_id: str, kind: Kind = "residual") -> Rating | None:
    """Return what the partners together make of a risk; None when no current partner has rated it.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "A"}, {"id": "B", "name": "B"}], risks=[{"id": "R1", "title": "Delay"}],
    ...     ratings=[{"risk": "R1", "by": "A", "on": "2026-01-01", "likelihood": 4, "impact": 4},
    ...              {"risk": "R1", "by": "B", "on": "2026-01-01", "likelihood": 5, "impact": 3}])
    >>> rating = latest_rating(hub, "R1")
    >>> rating.likelihood, rating.impact, rating.apart, rating.tell()
    (4, 4, 1, '2 ratings from 15 to 16')
    """
    rows = latest_opinions(partnership, risk_id, kind)
    if not rows:
        return None
    held = _list_held(partnership, risk_id, kind, rows)
    chosen = combine_opinions((*rows, *held), partnership.risk_settings.combine)
    return Rating(chosen.likelihood, chosen.impact, max(row.on for row in rows), rows, held)


@dataclass(frozen=True)
class Comparison:
    """How a risk moved between two dates, as those see it who rated it at both."""

    before: Opinion | None
    after: Opinion | None
    """The rating that stands for those who rated both times; None for both where nobody did."""
    left_out: str
    """Who is not counted, in words; empty when the same partners rated both times."""

    @property
    def move(self) -> str:
        """Worse, better, same (by likelihood × impact), or `other raters` when nobody rated both times."""
        if self.before is None or self.after is None:
            return "other raters"
        change = self.after.product - self.before.product
        return "worse" if change > 0 else "better" if change < 0 else "same"


def compare_ratings(before: Rating, after: Rating, how: str = "middle", call: Callable[[str], str] = str) -> Comparison:
    """Compare two ratings of one risk by those who gave both, so that it moves by what is said and not by who says it.

    A rating agreed by all stands for everybody and is compared as it is.

    Parameters
    ----------
    before, after
        The ratings at the two dates.
    how
        `risk_settings.combine`.
    call
        What a partner is called, by its id.
    """
    old, new = ({row.by: row for row in (*rating.opinions, *rating.held)} for rating in (before, after))
    if None in old or None in new:
        return Comparison(combine_opinions(tuple(old.values()), how), combine_opinions(tuple(new.values()), how), "")
    both = [name for name in old if name in new]
    gone, come = ([call(str(name)) for name in side if name not in both] for side in (old, new))
    told = [f"{listed(names)} rated only {when}" for names, when in ((gone, "before"), (come, "now")) if names]
    left_out = "; ".join(told)
    if not both:
        return Comparison(None, None, left_out)
    first, last = (combine_opinions(tuple(side[name] for name in both), how) for side in (old, new))
    return Comparison(first, last, left_out)


@cached
def assess_ratings(partnership: Partnership) -> pd.DataFrame:
    """Return every partner's latest residual rating of every open risk, and how far the partners are apart.

    Returns
    -------
    pandas.DataFrame
        One row for each risk and partner that rated it: `risk`, `title`, `by` (a partner's id, or `all` where one
        agreed by all stands for everybody), `agreed` (whether it was agreed by all), `likelihood`, `impact` (steps of
        their scales), `product`, `light`, `on` (date given), `apart` (steps between the two partners furthest apart on
        that risk, 0 and up), `lights_differ` (whether partners would show different lights).
        Risks that nobody has rated have no row.
    """
    rows = []
    for risk in list_open_risks(partnership):
        rating = latest_rating(partnership, risk.id)
        if rating is None:
            continue
        appetite = appetite_of(partnership, risk)
        lights = [judge_light(partnership, row.likelihood, row.impact, appetite).colour for row in rating.opinions]
        rows += [
            {
                "risk": risk.id,
                "title": risk.title,
                "by": row.by or "all",
                "agreed": row.agreed,
                "likelihood": row.likelihood,
                "impact": row.impact,
                "product": row.product,
                "light": light,
                "on": row.on,
                "apart": rating.apart,
                "lights_differ": len(set(lights)) > 1,
            }
            for row, light in zip(rating.opinions, lights, strict=True)
        ]
    columns = [
        *("risk", "title", "by", "agreed", "likelihood", "impact", "product", "light", "on"),
        *("apart", "lights_differ"),
    ]
    return pd.DataFrame(rows, columns=columns)


@cached
def list_differences(partnership: Partnership) -> pd.DataFrame:
    """Return the risks that partners rate apart, widest first, with what each said in words.

    Returns
    -------
    pandas.DataFrame
        One row for each risk whose partners are `thresholds.answers_apart` steps or more apart: `risk`, `title`,
        `apart` (steps), `on` (likelihood or impact, where they are furthest apart), `lowest` and `highest` on that (who
        said what; of several the first by id), `lights_differ`.
    """
    rows = []
    rated = assess_ratings(partnership)
    wide = rated[rated["apart"] >= partnership.thresholds.answers_apart]
    for risk_id, group in wide.groupby("risk", sort=False):
        on = widest_of(group)
        ordered = group.sort_values([on, "by"], ascending=[True, True])
        low, high = ordered.iloc[0], ordered[ordered[on] == ordered[on].max()].iloc[0]
        ends = (_said(partnership, row) for row in (low, high))
        rows.append((risk_id, low["title"], low["apart"], on, *ends, bool(low["lights_differ"])))
    frame = pd.DataFrame(rows, columns=["risk", "title", "apart", "on", "lowest", "highest", "lights_differ"])
    return frame.sort_values(["apart", "risk"], ascending=[False, True]).reset_index(drop=True)


def widest_of(ratings: pd.DataFrame) -> str:
    """Return on which of likelihood and impact the ratings of one risk are furthest apart; likelihood when on both.

    Examples
    --------
    >>> widest_of(pd.DataFrame({"likelihood": [1, 2], "impact": [1, 5]}))
    'impact'
    """
    likelihood, impact = (ratings[which].max() - ratings[which].min() for which in ("likelihood", "impact"))
    return "impact" if impact > likelihood else "likelihood"


def _said(partnership: Partnership, row: pd.Series) -> str:
    """Write one rating; of one that stands for a partner, that it was agreed by all."""
    agreed = ", as agreed by all" if row["agreed"] and row["by"] != "all" else ""
    return f"{partnership.short_name_of(row['by'])}: {row['likelihood']} × {row['impact']}{agreed}"


@cached
def assess_path(partnership: Partnership) -> pd.DataFrame:
    """Return the way of each open risk from inherent over residual to target.

    Returns
    -------
    pandas.DataFrame
        One row for each risk and kind that is rated: `risk`, `title`, `kind` (inherent, residual, target),
        `likelihood`, `impact`, `product`, `band`, `appetite` (highest product accepted; missing when not set), `on`.
    """
    rows = []
    for risk in list_open_risks(partnership):
        for kind in KINDS:
            rating = latest_rating(partnership, risk.id, kind)
            if rating is not None:
                rows.append(
                    {
                        "risk": risk.id,
                        "title": risk.title,
                        "kind": kind,
                        "likelihood": rating.likelihood,
                        "impact": rating.impact,
                        "product": rating.product,
                        "band": band_for(partnership, rating.product),
                        "appetite": appetite_of(partnership, risk),
                        "on": rating.on,
                    }
                )
    columns = ["risk", "title", "kind", "likelihood", "impact", "product", "band", "appetite", "on"]
    return pd.DataFrame(rows, columns=columns)
