"""How likely and how bad: ratings by partner, where they differ, and the path from inherent to target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median_high
from typing import Literal

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.risk_allocation.scales import find_appetite, find_band, find_light, find_steps
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Risk, RiskRating

Kind = Literal["inherent", "residual", "target"]
KINDS: tuple[Kind, ...] = ("inherent", "residual", "target")
"""inherent: before anything is done; residual: as things stand; target: what the partners aim for."""


@dataclass(frozen=True)
class Rating:
    """What the partners together make of one risk.

    Attributes
    ----------
    likelihood, impact
        The middle of the partners' levels, the upper of two middle ones: always a level that somebody gave.
    on
        When the newest of the ratings was given.
    opinions
        The ratings it rests on: the latest of each current partner.
    """

    likelihood: int
    impact: int
    on: date
    opinions: tuple[RiskRating, ...]

    @property
    def product(self) -> int:
        """Likelihood times impact; shown only beside both."""
        return self.likelihood * self.impact

    @property
    def apart(self) -> int:
        """Largest difference between two partners, in steps, of likelihood or of impact."""
        levels = [row.likelihood for row in self.opinions], [row.impact for row in self.opinions]
        return max(max(side) - min(side) for side in levels)


@cached
def find_open_risks(partnership: Partnership) -> tuple[Risk, ...]:
    """Return the risks that are not closed, in the order of the register."""
    return tuple(risk for risk in partnership.risks if risk.closed is None)


@cached
def find_opinions(partnership: Partnership, risk_id: str, kind: Kind = "residual") -> tuple[RiskRating, ...]:
    """Return the latest rating of one risk by each current partner.

    A rating agreed by all (`by` empty) replaces what partners said on that day or before. Ratings outside the scale
    and those of organisations that have left are left out.
    """
    here = {partner.id for partner in partnership.current_partners}
    likelihoods = {step.value for step in find_steps(partnership, "likelihood")}
    impacts = {step.value for step in find_steps(partnership, "impact")}
    rows = [
        row
        for row in partnership.ratings
        if row.risk == risk_id
        and row.kind == kind
        and (row.by is None or row.by in here)
        and (not likelihoods or row.likelihood in likelihoods)
        and (not impacts or row.impact in impacts)
    ]
    agreed = max((row.on for row in rows if row.by is None), default=None)
    latest: dict[str | None, RiskRating] = {}
    for row in sorted(rows, key=lambda row: row.on):
        if agreed is None or row.on > agreed or (row.by is None and row.on == agreed):
            latest[row.by] = row
    return tuple(latest.values())


@cached
def find_rating(partnership: Partnership, risk_id: str, kind: Kind = "residual") -> Rating | None:
    """Return what the partners together make of a risk; None when nobody has rated it.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "A"}, {"id": "B", "name": "B"}], risks=[{"id": "R1", "title": "Delay"}],
    ...     ratings=[{"risk": "R1", "by": "A", "on": "2026-01-01", "likelihood": 2, "impact": 4},
    ...              {"risk": "R1", "by": "B", "on": "2026-01-01", "likelihood": 4, "impact": 4}])
    >>> rating = find_rating(hub, "R1")
    >>> rating.likelihood, rating.impact, rating.apart
    (4, 4, 2)
    """
    rows = find_opinions(partnership, risk_id, kind)
    if not rows:
        return None
    return Rating(
        likelihood=median_high(row.likelihood for row in rows),
        impact=median_high(row.impact for row in rows),
        on=max(row.on for row in rows),
        opinions=rows,
    )


@cached
def assess_ratings(partnership: Partnership) -> pd.DataFrame:
    """Return every partner's latest residual rating of every open risk, and how far the partners are apart.

    Returns
    -------
    pandas.DataFrame
        One row for each risk and partner that rated it: `risk`, `title`, `by` (a partner's id or `all`), `likelihood`,
        `impact` (steps of their scales), `product`, `light`, `on` (date given), `apart` (steps between the two partners
        furthest apart on that risk, 0 and up), `lights_differ` (whether partners would show different lights).
        Risks that nobody has rated have no row.
    """
    rows = []
    for risk in find_open_risks(partnership):
        rating = find_rating(partnership, risk.id)
        if rating is None:
            continue
        appetite = find_appetite(partnership, risk)
        lights = [find_light(partnership, row.likelihood, row.impact, appetite).colour for row in rating.opinions]
        rows += [
            {
                "risk": risk.id,
                "title": risk.title,
                "by": row.by or "all",
                "likelihood": row.likelihood,
                "impact": row.impact,
                "product": row.likelihood * row.impact,
                "light": light,
                "on": row.on,
                "apart": rating.apart,
                "lights_differ": len(set(lights)) > 1,
            }
            for row, light in zip(rating.opinions, lights, strict=True)
        ]
    columns = ["risk", "title", "by", "likelihood", "impact", "product", "light", "on", "apart", "lights_differ"]
    return pd.DataFrame(rows, columns=columns)


@cached
def find_differences(partnership: Partnership) -> pd.DataFrame:
    """Return the risks that partners rate apart, widest first, with what each said in words.

    Returns
    -------
    pandas.DataFrame
        One row for each risk whose partners are `thresholds.answers_apart` steps or more apart: `risk`, `title`,
        `apart` (steps), `lowest` and `highest` (who said what), `lights_differ`.
    """
    rows = []
    rated = assess_ratings(partnership)
    wide = rated[rated["apart"] >= partnership.thresholds.answers_apart]
    for risk_id, group in wide.groupby("risk", sort=False):
        ordered = group.sort_values(["product", "by"])
        low, high = ordered.iloc[0], ordered.iloc[-1]
        rows.append(
            {
                "risk": risk_id,
                "title": low["title"],
                "apart": int(low["apart"]),
                "lowest": _said(low),
                "highest": _said(high),
                "lights_differ": bool(low["lights_differ"]),
            }
        )
    frame = pd.DataFrame(rows, columns=["risk", "title", "apart", "lowest", "highest", "lights_differ"])
    return frame.sort_values(["apart", "risk"], ascending=[False, True]).reset_index(drop=True)


def _said(row: pd.Series) -> str:
    return f"{row['by']}: {row['likelihood']} × {row['impact']}"


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
    for risk in find_open_risks(partnership):
        for kind in KINDS:
            rating = find_rating(partnership, risk.id, kind)
            if rating is not None:
                rows.append(
                    {
                        "risk": risk.id,
                        "title": risk.title,
                        "kind": kind,
                        "likelihood": rating.likelihood,
                        "impact": rating.impact,
                        "product": rating.product,
                        "band": find_band(partnership, rating.product),
                        "appetite": find_appetite(partnership, risk),
                        "on": rating.on,
                    }
                )
    columns = ["risk", "title", "kind", "likelihood", "impact", "product", "band", "appetite", "on"]
    return pd.DataFrame(rows, columns=columns)
