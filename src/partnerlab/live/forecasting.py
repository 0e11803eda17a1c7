"""An indicator's base, target and what comes next as controls: verdicts, curve and sentence follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from partnerlab.analysis.evaluation.supposition import STORIES, Supposition, get_curve, list_bases, list_curves, suppose
from partnerlab.display import charts
from partnerlab.display.table import table
from partnerlab.errors import ChangeError
from partnerlab.exchange.content import shown
from partnerlab.live.draft import Draft
from partnerlab.live.figures import write_figure
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import Target

FIRST_STORY = "history_continues"


def offer_forecast(partnership: Partnership, indicator: str = "") -> dict[str, Any]:
    """Return the indicators, what one of them may be compared with, and what follows as it is; empty without values."""
    curve = get_curve(partnership, indicator)
    if curve is None:
        return {}
    target = curve.indicator.target
    now = {
        "base": curve.base or "",
        "target": shown(target.value) if target else "",
        "period": target.period if target else "",
        "story": FIRST_STORY,
    }
    return {
        "indicator": curve.indicator.id,
        "indicators": [[row.indicator.id, row.indicator.title] for row in list_curves(partnership)],
        "unit": curve.indicator.unit,
        "bases": list(list_bases(curve)),
        "stories": [[key, words] for key, words in STORIES.items()],
        "now": now,
        **tell_forecast(partnership, curve.indicator.id, now),
    }


def tell_forecast(partnership: Partnership, indicator: str, tried: Mapping[str, str]) -> dict[str, Any]:
    """Return what follows from a base, a target and a story: a sentence, and verdicts and curve as HTML.

    Raises
    ------
    ChangeError
        When the indicator has no value, half a target is given, or one that is no number.
    """
    curve = get_curve(partnership, indicator)
    if curve is None:
        raise ChangeError("no indicator has a value, so there is nothing to try")
    if curve.indicator.id != indicator:
        raise ChangeError(f"{indicator} has no value as at this date; choose another indicator")
    if tried["base"] and tried["base"] not in {*list_bases(curve), curve.base}:
        raise ChangeError(f"{tried['base']} is no period with a value before the latest; choose one from the list")
    if tried["story"] not in STORIES:
        raise ChangeError(f'"{tried["story"]}" is not one of the stories; choose one from the list')
    target = _read_target(tried)
    found = suppose(partnership, curve, base=tried["base"] or None, target=target, story=tried["story"])
    told = found.trajectory.target.sentence if target and tried["story"] == FIRST_STORY else found.sentence
    return {"sentence": told, "html": _show(found)}


def _show(found: Supposition) -> str:
    curve = found.trajectory.curve
    verdicts = pd.DataFrame(
        [(row.method, row.verdict, row.sentence) for row in curve.verdicts], columns=["method", "verdict", "why"]
    )
    base = f"since {curve.base}" if curve.base else "without a base"
    told = table(verdicts, caption=f"Has the curve turned {base}?", empty="There is nothing to compare.")
    return f"{told.html}{write_figure(charts.curve(found.trajectory))}"


def _read_target(tried: Mapping[str, str]) -> Target | None:
    value, period = tried["target"].strip(), tried["period"].strip()
    if not value and not period:
        return None
    if not value or not period:
        raise ChangeError("a target needs both a value and a period")
    try:
        return Target(value=float(value.replace(",", "")), period=period)
    except ValueError:
        raise ChangeError(f'"{value}" is not a number') from None


def type_forecast(draft: Draft, indicator: str, tried: Mapping[str, str]) -> None:
    """Type base and target into the indicator, as one step.

    Raises
    ------
    ChangeError
        When the indicator has no rule of change, whose base it would be, or is gone.
    """
    rows = draft.rows("indicators")
    row = next((row for row in rows if row.cells.get("id") == indicator), None)
    if row is None:
        raise ChangeError(f"{indicator} is gone from the table indicators; choose another indicator")
    cells = dict(row.cells)
    if tried["target"].strip():
        cells |= {"target.value": tried["target"].strip(), "target.period": tried["period"].strip()}
    if "rule.base" in cells and tried["base"]:
        cells["rule.base"] = tried["base"]
    if cells == dict(row.cells):
        raise ChangeError(
            "there is nothing to type: the target is as recorded, and a base is recorded only with a rule of change"
        )
    draft.put("indicators", tuple(replace(other, cells=cells) if other is row else other for other in rows))
