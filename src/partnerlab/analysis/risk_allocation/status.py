"""Status over time: the light of each risk at each review, the rule printed beside it, and what has moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from partnerlab.analysis.caching import as_it_stood, cached
from partnerlab.analysis.frames import frame_of
from partnerlab.analysis.risk_allocation.ratings import (
    Comparison,
    Rating,
    compare_ratings,
    latest_rating,
    list_open_risks,
)
from partnerlab.analysis.risk_allocation.scales import appetite_of, judge_light
from partnerlab.analysis.risk_allocation.standing import judge_standing, name_lead, say_state
from partnerlab.partnership import Partnership

MOVES = (
    *("worse", "better", "same", "other raters", "first rated", "no earlier review"),
    *("no longer rated", "not rated", "closed"),
)
"""How a risk moved from one review to the next."""

Moment = tuple[date | None, Partnership]


@cached
def gather_moments(partnership: Partnership) -> tuple[Moment, ...]:
    """Return the partnership as it stood at each past review, oldest first, and as it stands now."""
    as_at = partnership.as_at
    before = sorted({review.on for review in partnership.reviews if as_at is not None and review.on < as_at})
    return (*((on, as_it_stood(partnership, on)) for on in before), (as_at, partnership))


@dataclass(frozen=True)
class StatusRow:
    """The light of one risk at one review; a row of `assess_status`."""

    risk: str
    title: str
    """Id and title."""
    on: date | None
    """Date of the review; None when nothing in the file is dated."""
    light: str | None
    """red, amber, green or unknown; None when closed."""
    state: str | None
    """The light as a count of risks calls it; see `standing.say_state`; None when closed."""
    likelihood: float | None
    impact: float | None
    product: float | None
    """The residual rating; missing without one."""
    rule: str | None
    """The light explained, with the range of ratings behind it and who is not counted; None when closed."""
    move: str
    """One of `MOVES`, against the review before, by likelihood times impact over those who rated both times; `other
    raters` when nobody did; `no earlier review` at the first of all dates, with nothing to compare with; closed at the
    first review after the risk was closed.
    """
    lead: str | None
    """Who led then: an id, or `A and B together`; None when nobody did."""


@cached
def assess_status(partnership: Partnership) -> pd.DataFrame:
    """Return the light of each risk at each review and now, with the rule that gave it.

    Returns
    -------
    pandas.DataFrame
        A `StatusRow` for each risk and date on which it was open, with `now` (whether this is the latest date). A risk
        that was closed by then has a row with `move` closed and no light at the first date after it closed.
        `attrs["rule"]` holds the rule of the lights in a sentence.
    """
    rows: list[StatusRow] = []
    before: dict[str, Rating | None] = {}
    how = partnership.risk_settings.combine
    for number, (on, seen) in enumerate(gather_moments(partnership)):
        present = {risk.id for risk in list_open_risks(seen)}
        for risk in seen.risks:
            if risk.id not in present:
                if risk.id in before:
                    rows.append(StatusRow(risk.id, risk.title, on, *(None,) * 6, "closed", None))
                    del before[risk.id]
                continue
            rating = latest_rating(seen, risk.id)
            likelihood, impact = (rating.likelihood, rating.impact) if rating else (None, None)
            light = judge_standing(seen, risk)
            rows.append(
                StatusRow(
                    risk=risk.id,
                    title=risk.title,
                    on=on,
                    light=light.colour,
                    state=say_state(seen, risk),
                    likelihood=likelihood,
                    impact=impact,
                    product=rating.product if rating else None,
                    rule="; ".join(
                        filter(None, [light.rule, *_remarks(before.get(risk.id), rating, how, seen.short_name_of)])
                    ),
                    move="no earlier review" if rating and not number else move_of(before.get(risk.id), rating, how),
                    lead=name_lead(seen, risk.id),
                )
            )
            before[risk.id] = rating
    frame = frame_of(rows, StatusRow)
    frame = frame.assign(now=frame["on"].isna() if partnership.as_at is None else frame["on"] == partnership.as_at)
    red, amber = partnership.thresholds.red_product, partnership.thresholds.amber_product
    frame.attrs["rule"] = (
        f"Red from a risk score of {red}, amber from {amber} or above the risk appetite, green below. "
        "We cannot tell until enough of those that carry the risk have rated it."
    )
    return frame


def move_of(before: Rating | None, now: Rating | None, how: str = "middle") -> str:
    """Say how a rating moved by likelihood times impact, as those see it who rated both times: one of `MOVES`.

    Examples
    --------
    >>> move_of(None, None)
    'not rated'
    """
    if now is None:
        return "not rated" if before is None else "no longer rated"
    return "first rated" if before is None else compare_ratings(before, now, how).move


def _remarks(before: Rating | None, now: Rating | None, how: str, call: Callable[[str], str]) -> list[str]:
    """Say what stands behind a rating, and who is left out when it is compared with the one before."""
    if now is None:
        return []
    left_out = compare_ratings(before, now, how, call).left_out if before is not None else ""
    return [now.tell(call), f"not counted in the comparison: {left_out}" if left_out else ""]


@cached
def compare_with_last_review(partnership: Partnership) -> dict[str, Comparison]:
    """Return how each open risk moved since the last review, by id; those nobody rated at both are left out."""
    since = partnership.last_review
    if since is None:
        return {}
    earlier, how = as_it_stood(partnership, since), partnership.risk_settings.combine
    pairs = {
        risk.id: (latest_rating(earlier, risk.id), latest_rating(partnership, risk.id)) for risk in partnership.risks
    }
    seen = {
        risk.id: compare_ratings(old, new, how, partnership.short_name_of)
        for risk in list_open_risks(partnership)
        for old, new in [pairs[risk.id]]
        if old is not None and new is not None
    }
    return {risk: comparison for risk, comparison in seen.items() if comparison.move != "other raters"}


@cached
def list_worsened(partnership: Partnership) -> pd.DataFrame:
    """Return the risks whose residual product has risen since the last review, most first.

    Returns
    -------
    pandas.DataFrame
        `risk`, `title`, `before` and `after` (likelihood × impact, in words), `rise` (of the product), `light_before`,
        `light`, `since` (date of the last review), `left_out` (who rated only once and is not counted; empty when
        nobody). Compared over those who rated both times. Empty when nothing rose or there is no earlier review.
    """
    rows = []
    compared = compare_with_last_review(partnership)
    for risk in list_open_risks(partnership):
        seen = compared.get(risk.id)
        if seen is None or seen.before is None or seen.after is None or seen.move != "worse":
            continue
        appetite = appetite_of(partnership, risk)
        first, last = seen.before, seen.after
        rows.append(
            {
                "risk": risk.id,
                "title": risk.title,
                "before": f"{first.likelihood} × {first.impact} = {first.product}",
                "after": f"{last.likelihood} × {last.impact} = {last.product}",
                "rise": round(last.product - first.product, 2),
                "light_before": judge_light(partnership, first.likelihood, first.impact, appetite).colour,
                "light": judge_light(partnership, last.likelihood, last.impact, appetite).colour,
                "since": partnership.last_review,
                "left_out": seen.left_out,
            }
        )
    columns = ["risk", "title", "before", "after", "rise", "light_before", "light", "since", "left_out"]
    return pd.DataFrame(rows, columns=columns).sort_values("rise", ascending=False, kind="stable", ignore_index=True)
