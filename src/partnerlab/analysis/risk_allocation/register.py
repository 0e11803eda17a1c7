"""The risk register: own risks, shared ones and those of collaborating itself, through every stage of the work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.alignment import outcome_titles
from partnerlab.analysis.risk_allocation.ratings import latest_rating, list_open_risks
from partnerlab.analysis.risk_allocation.scales import appetite_of, band_for, get_steps, judge_light, nearest_step_of
from partnerlab.analysis.risk_allocation.stakes import MONEY, TIME
from partnerlab.analysis.risk_allocation.standing import bearers_of, judge_standing, name_lead
from partnerlab.partnership import Partnership
from partnerlab.partnership.records import choices_of
from partnerlab.partnership.risks import Risk
from partnerlab.wording import say_month

CLASSES = ("shared", "collaborating", "own")
"""Classes of risk (¶2.11, ¶4.3): to several partners, of collaborating itself, to one partner."""
STAGES = choices_of(Risk, "stage")
"""Stages of cross-cutting work through which risks are watched (¶4.3)."""


def latest_direction(partnership: Partnership, risk_id: str) -> str | None:
    """Return the direction of travel of a risk as it was last recorded; None when it never was.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     risks=[{"id": "R1", "title": "Delay"}], ratings=[{"risk": "R1", "on": "2026-03-31", "likelihood": 3,
    ...         "impact": 4, "direction": "rising"}])
    >>> latest_direction(hub, "R1")
    'rising'
    """
    rows = [row for row in partnership.ratings if row.risk == risk_id and row.direction is not None]
    latest = max(enumerate(rows), key=lambda row: (row[1].on, row[0]), default=None)
    return latest[1].direction if latest is not None else None


@cached
def assess_register(partnership: Partnership) -> pd.DataFrame:
    """Return the register of open risks, worst first.

    Returns
    -------
    pandas.DataFrame
        `risk`, `title`, `class` (shared, collaborating, own; missing when not said), `stage` (development,
        implementation, review), `cause`, `event`, `consequence`, `outcome` (id), `shared_by` (ids, joined), `lead` (id,
        or `A and B together`; missing when nobody leads), `owner` (the person, as a role), `direction` (of travel, as
        recorded: rising, steady, falling), `likelihood`, `impact` (residual, as the partners together see it),
        `product`, `product_low` and `product_high` (range of the ratings behind it), `band`, `light`, `rule` (why it
        shows that light, the range, and who has left), `appetite` (highest product accepted), `proximity` (earliest
        date), `days_away` (days from the review date to `proximity`, 0 when past), `review_by`, `low`, `likely`, `high`
        (£, if it happens), `days_low`, `days_likely`, `days_high` (days of delay). What is not recorded is missing.
    """
    rows = [_register_row(partnership, risk) for risk in list_open_risks(partnership)]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    return frame.sort_values("product", ascending=False, kind="stable", na_position="last").reset_index(drop=True)


_COLUMNS = (
    *("risk", "title", "class", "stage", "cause", "event", "consequence", "outcome", "shared_by", "lead"),
    *("owner", "direction"),
    *("likelihood", "impact", "product", "product_low", "product_high", "band", "light", "rule", "appetite"),
    *("proximity", "days_away", "review_by", *MONEY.fields, *TIME.fields),
)


def _register_row(partnership: Partnership, risk: Risk) -> dict[str, object]:
    rating = latest_rating(partnership, risk.id)
    likelihood, impact = (rating.likelihood, rating.impact) if rating else (None, None)
    light = judge_standing(partnership, risk)
    away = (risk.proximity - partnership.as_at).days if risk.proximity and partnership.as_at else None
    return {
        "risk": risk.id,
        "title": risk.title,
        "class": risk.kind,
        "stage": risk.stage,
        "cause": risk.cause,
        "event": risk.event,
        "consequence": risk.consequence,
        "outcome": risk.outcome,
        "shared_by": ", ".join(bearers_of(partnership, risk)),
        "lead": name_lead(partnership, risk.id),
        "owner": owner.named if (owner := partnership.owner_of(risk.id)) is not None else None,
        "direction": latest_direction(partnership, risk.id),
        "likelihood": likelihood,
        "impact": impact,
        "product": rating.product if rating else None,
        "band": band_for(partnership, rating.product if rating else None),
        "light": light.colour,
        "rule": "; ".join(filter(None, [light.rule, rating.tell(partnership.short_name_of) if rating else ""])),
        "product_low": rating.range[0] if rating else None,
        "product_high": rating.range[1] if rating else None,
        "appetite": appetite_of(partnership, risk),
        "proximity": risk.proximity,
        "days_away": None if away is None else max(away, 0),
        "review_by": risk.review_by,
        **{name: getattr(risk, name) for name in (*MONEY.fields, *TIME.fields)},
    }


@cached
def summarise_risks(partnership: Partnership) -> pd.DataFrame:
    """Return the register of open risks in words, worst first.

    Returns
    -------
    pandas.DataFrame
        `risk` (id and title), `statement` (cause → event → consequence), `about` (class, stage, outcome, and when it
        could happen at the earliest), `lead` (id), `owner` (the person, as a role), `direction` (of travel, as
        recorded). What is not recorded is missing, in a statement that says some of it not said.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     risks=[{"id": "R1", "title": "Delay", "class": "shared", "cause": "no agreement", "event": "no referral"}])
    >>> summarise_risks(hub).iloc[0].to_list()
    ['R1 Delay', 'no agreement → no referral → not said', 'shared', None, None, None]
    """
    titles = outcome_titles(partnership)
    rows = [
        (
            f"{row['risk']} {row['title']}",
            _statement(*(row[part] for part in ("cause", "event", "consequence"))),
            ", ".join(filter(None, _about(row, titles))),
            row["lead"],
            row["owner"],
            row["direction"],
        )
        for row in assess_register(partnership).astype(object).replace({float("nan"): None}).to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["risk", "statement", "about", "lead", "owner", "direction"])


def _about(row: Mapping[Any, Any], titles: Mapping[str, str]) -> tuple[str | None, ...]:
    """Class, stage and outcome of a risk, and when it could happen at the earliest."""
    return row["class"], row["stage"], titles.get(row["outcome"], row["outcome"]), _earliest(row["proximity"])


def _statement(*parts: str | None) -> str | None:
    return " → ".join(part or "not said" for part in parts) if any(parts) else None


def _earliest(day: date | None) -> str:
    return f"from {say_month(day)}" if day else ""


@cached
def assess_matrix(partnership: Partnership) -> pd.DataFrame:
    """Return every cell of the matrix of likelihood and impact, and the open risks that stand in it.

    Returns
    -------
    pandas.DataFrame
        One row for each cell: `likelihood`, `impact` (steps), `likelihood_label`, `impact_label`, `product`, `band`,
        `light` (by the product alone; a risk's appetite may make it amber earlier), `risks` (ids, joined), `ids`
        (the same, one by one: an id may hold a comma), `count`. A rating between two steps stands at the nearest,
        half-way at the higher.
        Without a risk that is rated every `count` is 0. Empty when a scale is not known.
    """
    standing: dict[tuple[int, int], list[str]] = {}
    for risk in list_open_risks(partnership):
        rating = latest_rating(partnership, risk.id)
        if rating is not None:
            up, across = (get_steps(partnership, which) for which in ("likelihood", "impact"))
            if up and across:
                cell = nearest_step_of(up, rating.likelihood).value, nearest_step_of(across, rating.impact).value
                standing.setdefault(cell, []).append(risk.id)
    rows = [
        {
            "likelihood": likelihood.value,
            "impact": impact.value,
            "likelihood_label": likelihood.label,
            "impact_label": impact.label,
            "product": likelihood.value * impact.value,
            "band": band_for(partnership, likelihood.value * impact.value),
            "light": judge_light(partnership, likelihood.value, impact.value, None).colour,
            "risks": ", ".join(standing.get((likelihood.value, impact.value), [])),
            "ids": tuple(standing.get((likelihood.value, impact.value), ())),
            "count": len(standing.get((likelihood.value, impact.value), [])),
        }
        for likelihood in get_steps(partnership, "likelihood")
        for impact in get_steps(partnership, "impact")
    ]
    return pd.DataFrame(rows, columns=list(_CELL))


_CELL = (
    *("likelihood", "impact", "likelihood_label", "impact_label"),
    *("product", "band", "light", "risks", "ids", "count"),
)


@cached
def summarise_register(partnership: Partnership) -> pd.DataFrame:
    """Return how many open risks there are of each class at each stage of the work (¶4.3).

    Returns
    -------
    pandas.DataFrame
        One row for each class: `class`, a column for each stage (development, implementation, review), `not_said`
        (no stage recorded) and `total`. Risks without a class stand in the last row, `not said`, if there are any.
    """
    risks = list_open_risks(partnership)
    unsaid = any(risk.kind is None for risk in risks)
    rows = []
    for name in (*CLASSES, *((None,) if unsaid else ())):
        stages = [risk.stage for risk in risks if risk.kind == name]
        counts: dict[str, object] = {stage: stages.count(stage) for stage in STAGES}  # type: ignore[arg-type]  # literals
        rows.append({"class": name or "not said", **counts, "not_said": stages.count(None), "total": len(stages)})
    return pd.DataFrame(rows, columns=["class", *STAGES, "not_said", "total"])
