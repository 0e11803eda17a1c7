"""Status over time: the light of each risk at each review, the rule printed beside it, and what has moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from partnerlab.analysis.caching import as_it_stood, cached
from partnerlab.analysis.frames import frame_of
from partnerlab.analysis.risk_allocation.ratings import Rating, find_open_risks, find_rating
from partnerlab.analysis.risk_allocation.register import find_lead
from partnerlab.analysis.risk_allocation.scales import find_appetite, find_light
from partnerlab.partnership import Partnership

MOVES = ("worse", "better", "same", "first rated", "not rated", "closed")
"""How a risk moved from one review to the next."""

Moment = tuple[date | None, Partnership]


@cached
def find_moments(partnership: Partnership) -> tuple[Moment, ...]:
    """Return the partnership as it stood at each past review, oldest first, and as it stands now."""
    as_at = partnership.as_at
    before = sorted({review.on for review in partnership.reviews if as_at is not None and review.on < as_at})
    return (*((on, as_it_stood(partnership, on)) for on in before), (as_at, partnership))


@dataclass(frozen=True)
class StatusRow:
    """The light of one risk at one review; a row of `assess_status`.

    Attributes
    ----------
    risk, title
        Id and title.
    on
        Date of the review; None when nothing in the file is dated.
    light
        red, amber, green or unknown; None when closed.
    likelihood, impact, product
        The residual rating; missing without one.
    rule
        The light explained; None when closed.
    move
        worse, better, same, first rated or not rated: against the review before, by likelihood times impact; closed at
        the first review after the risk was closed.
    lead
        Id of who led then; None when nobody did.
    """

    risk: str
    title: str
    on: date | None
    light: str | None
    likelihood: int | None
    impact: int | None
    product: int | None
    rule: str | None
    move: str
    lead: str | None


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
    for on, seen in find_moments(partnership):
        present = {risk.id for risk in find_open_risks(seen)}
        for risk in seen.risks:
            if risk.id not in present:
                if risk.id in before:
                    rows.append(StatusRow(risk.id, risk.title, on, None, None, None, None, None, "closed", None))
                    del before[risk.id]
                continue
            rating = find_rating(seen, risk.id)
            likelihood, impact = (rating.likelihood, rating.impact) if rating else (None, None)
            light = find_light(seen, likelihood, impact, find_appetite(seen, risk))
            rows.append(
                StatusRow(
                    risk=risk.id,
                    title=risk.title,
                    on=on,
                    light=light.colour,
                    likelihood=likelihood,
                    impact=impact,
                    product=rating.product if rating else None,
                    rule=light.rule,
                    move=find_move(before.get(risk.id), rating),
                    lead=find_lead(seen, risk.id),
                )
            )
            before[risk.id] = rating
    frame = frame_of(rows, StatusRow)
    frame = frame.assign(now=_is_now(frame, partnership.as_at))
    red, amber = partnership.thresholds.red_product, partnership.thresholds.amber_product
    frame.attrs["rule"] = (
        f"Red from a product of {red}, amber from {amber} or past the risk's own appetite, green below, "
        "cannot tell without a residual rating."
    )
    return frame


def _is_now(frame: pd.DataFrame, as_at: date | None) -> pd.Series:
    return frame["on"].isna() if as_at is None else frame["on"] == as_at


def find_move(before: Rating | None, now: Rating | None) -> str:
    """Say how a rating moved: worse, better or same by likelihood times impact; first rated; or not rated.

    Examples
    --------
    >>> find_move(None, None)
    'not rated'
    """
    if now is None:
        return "not rated"
    if before is None:
        return "first rated"
    change = now.product - before.product
    return "worse" if change > 0 else "better" if change < 0 else "same"


@cached
def find_worsened(partnership: Partnership) -> pd.DataFrame:
    """Return the risks whose residual product has risen since the last review, most first.

    Returns
    -------
    pandas.DataFrame
        `risk`, `title`, `before` and `after` (likelihood × impact, in words), `rise` (of the product), `light_before`,
        `light`, `since` (date of the last review). Empty when nothing rose or there is no earlier review.
    """
    rows = []
    since = partnership.last_review
    earlier = as_it_stood(partnership, since) if since is not None else None
    for risk in find_open_risks(partnership):
        old = find_rating(earlier, risk.id) if earlier is not None else None
        new = find_rating(partnership, risk.id)
        if earlier is None or old is None or new is None or new.product <= old.product:
            continue
        appetite = find_appetite(partnership, risk)
        rows.append(
            {
                "risk": risk.id,
                "title": risk.title,
                "before": f"{old.likelihood} × {old.impact} = {old.product}",
                "after": f"{new.likelihood} × {new.impact} = {new.product}",
                "rise": new.product - old.product,
                "light_before": find_light(earlier, old.likelihood, old.impact, appetite).colour,
                "light": find_light(partnership, new.likelihood, new.impact, appetite).colour,
                "since": since,
            }
        )
    columns = ["risk", "title", "before", "after", "rise", "light_before", "light", "since"]
    return pd.DataFrame(rows, columns=columns).sort_values("rise", ascending=False, kind="stable", ignore_index=True)
