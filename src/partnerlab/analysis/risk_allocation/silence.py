"""Which risks' status rests on partners that carry them and have not rated them (¶4.3)."""

from __future__ import annotations

from collections.abc import Sequence

from partnerlab.analysis.caching import cached
from partnerlab.analysis.risk_allocation.ratings import latest_opinions, latest_rating, list_open_risks
from partnerlab.analysis.risk_allocation.scales import appetite_of, get_steps, judge_light
from partnerlab.analysis.risk_allocation.standing import bearers_of, light_of
from partnerlab.analysis.silence import SilentConclusion
from partnerlab.methods.silence import Bounds, bound_conclusion
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Risk

RATINGS = "ratings"
"""Where in the file the answers are."""

UNKNOWN = "cannot tell"
LIGHTS = ("green", "amber", "red")
"""From the least risk score to the greatest; the status of a risk never falls as its score rises."""


@cached
def doubt_ratings(partnership: Partnership) -> tuple[SilentConclusion, ...]:
    """Find what the status of each open risk could become if all that carry it rated it as it stands.

    The rating that counts is the middle one, or the highest, and the status rises with the score. So which statuses are
    said, and by how many, is all that matters, and each is tried. Below `thresholds.least_raters` the status cannot be
    told. Risks that nobody has rated are left out, and so are those that all rated together.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": name, "name": name} for name in "ABC"], risks=[{"id": "R1", "title": "Delay",
    ...         "class": "shared"}], ratings=[
    ...         {"risk": "R1", "by": "A", "on": "2026-01-01", "likelihood": 5, "impact": 5},
    ...         {"risk": "R1", "by": "B", "on": "2026-01-01", "likelihood": 1, "impact": 1}])
    >>> (row,) = doubt_ratings(hub)
    >>> row.bounds.now, sorted(row.bounds.one), row.silent
    ('Red', ['Amber', 'Green', 'Red'], ('C',))
    """
    return tuple(row for risk in list_open_risks(partnership) if (row := _assess(partnership, risk)) is not None)


def _assess(partnership: Partnership, risk: Risk) -> SilentConclusion | None:
    opinions, rating = latest_opinions(partnership, risk.id), latest_rating(partnership, risk.id)
    if rating is None or any(row.by is None for row in opinions):
        return None
    appetite, bearers = appetite_of(partnership, risk), bearers_of(partnership, risk)

    def light(likelihood: float, impact: float) -> str:
        return judge_light(partnership, likelihood, impact, appetite).colour

    now = light_of(partnership, risk)
    given = [light(row.likelihood, row.impact) for row in opinions]
    rated = {row.by for row in opinions}
    silent = tuple(name for name in bearers if name not in rated)
    together, could = any(row.agreed for row in opinions), len(rated | set(bearers))
    wanted = min(partnership.thresholds.least_raters, could)

    def judge(lights: Sequence[str]) -> str:
        if len(lights) == len(given):
            return now.capitalize() if now != "unknown" else UNKNOWN
        if not together and len(lights) < max(wanted, 1):
            return UNKNOWN
        ranked = sorted(lights, key=LIGHTS.index)
        chosen = ranked[-1] if partnership.risk_settings.combine == "highest" else ranked[len(ranked) // 2]
        return chosen.capitalize()

    bounds: Bounds[str] = bound_conclusion(given, len(silent), _possible(partnership, appetite), judge)
    return SilentConclusion(RATINGS, f"Status of “{risk.title}”", len(given), silent, bounds)


def _possible(partnership: Partnership, appetite: int | None) -> list[str]:
    """Return the statuses that some rating on the scales gives."""
    likelihoods, impacts = (get_steps(partnership, which) for which in ("likelihood", "impact"))
    found = {
        judge_light(partnership, first.value, second.value, appetite).colour
        for first in likelihoods
        for second in impacts
    }
    return [name for name in LIGHTS if name in found]
