"""How a risk stands: who leads on it, who carries it, how many of them have rated it, and its light (¶4.3, ¶4.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from partnerlab.analysis.caching import cached
from partnerlab.analysis.risk_allocation.ratings import latest_rating
from partnerlab.analysis.risk_allocation.scales import Light, appetite_of, judge_light
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Risk
from partnerlab.wording import counted, verb

NOT_RATED, TOO_FEW = "not rated", "rated by too few"
"""What a count of risks says of those without a light: nobody has rated it, or too few of those that carry it."""


def leads_of(partnership: Partnership, risk_id: str) -> tuple[str, ...]:
    """Return the ids of whoever leads on a risk: one, several that decided to lead together, or nobody."""
    row = partnership.lead_of(risk_id)
    return row.leads if row is not None else ()


def name_lead(partnership: Partnership, risk_id: str) -> str | None:
    """Return who leads on a risk, in words: an id, or `A and B together`; None when nobody does."""
    row = partnership.lead_of(risk_id)
    return row.named if row is not None else None


@cached
def bearers_of(partnership: Partnership, risk: Risk) -> tuple[str, ...]:
    """Return the partners that bear a risk, in the order of the file.

    A shared risk or one of collaborating names nobody when all bear it; an own risk that names nobody is borne by its
    lead. Partners that have left bear nothing any more.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "A"}, {"id": "B", "name": "B"}],
    ...     risks=[{"id": "R1", "title": "Delay", "class": "shared"}])
    >>> bearers_of(hub, hub.risk("R1"))
    ('A', 'B')
    """
    here = tuple(partner.id for partner in partnership.current_partners)
    named = tuple(partner for partner in here if partner in risk.shared_by)
    if named or (risk.kind != "own" and not risk.shared_by):
        return named or here
    return tuple(lead for lead in leads_of(partnership, risk.id) if lead in here)


@dataclass(frozen=True)
class Raters:
    """How many of the partners that carry a risk have rated it as it stands."""

    given: int
    of: int
    """Partners that have rated it, of those that carry it or have rated it."""
    wanted: int
    """How many are needed to judge its status: `thresholds.least_raters`, or all where fewer carry it."""
    enough: bool
    """Whether its status can be judged by: so many have rated it, or all together."""


def count_raters(partnership: Partnership, risk: Risk, since: date | None = None) -> Raters:
    """Count who has rated a risk as it stands; only ratings of a date or later where one is given.

    Ratings of partners that have left count as long as they do in the rating: that somebody leaves changes nothing
    about a risk.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "A"}, {"id": "B", "name": "B"}],
    ...     risks=[{"id": "R1", "title": "Delay", "class": "shared"}],
    ...     ratings=[{"risk": "R1", "by": "A", "on": "2026-01-01", "likelihood": 5, "impact": 5}])
    >>> count_raters(hub, hub.risk("R1"))
    Raters(given=1, of=2, wanted=2, enough=False)
    """
    rating = latest_rating(partnership, risk.id)
    every = (*rating.opinions, *rating.held) if rating is not None else ()
    opinions = [row for row in every if since is None or row.on >= since]
    raters = {row.by for row in opinions if row.by is not None}
    could = raters | set(bearers_of(partnership, risk))
    wanted = max(min(partnership.thresholds.least_raters, len(could)), 1)
    together = any(row.agreed for row in opinions)
    return Raters(len(raters), len(could), wanted, together or len(raters) >= wanted)


@cached
def judge_standing(partnership: Partnership, risk: Risk) -> Light:
    """Return the light of a risk as it stands, and why: unknown without a rating, or with too few of them.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "A"}, {"id": "B", "name": "B"}],
    ...     risks=[{"id": "R1", "title": "Delay", "class": "shared"}],
    ...     ratings=[{"risk": "R1", "by": "A", "on": "2026-01-01", "likelihood": 4, "impact": 5}])
    >>> judge_standing(hub, hub.risk("R1"))
    Light(colour='unknown', rule='4 × 5 = 20, red from 16; rated by 1 of 2 partners that carry it, 2 are needed')
    """
    rated, raters = judge_rating(partnership, risk), count_raters(partnership, risk)
    if rated.colour == "unknown" or raters.enough:
        return rated
    some = f"{raters.given} of {counted(raters.of, 'partner')} that {verb(raters.of, 'carries', 'carry')} it"
    return Light("unknown", f"{rated.rule}; rated by {some}, {raters.wanted} are needed")


def judge_rating(partnership: Partnership, risk: Risk) -> Light:
    """Return the light of the rating of a risk, by however few; `judge_standing` says whether it is to be held so."""
    rating = latest_rating(partnership, risk.id)
    likelihood, impact = (rating.likelihood, rating.impact) if rating else (None, None)
    return judge_light(partnership, likelihood, impact, appetite_of(partnership, risk))


def light_of(partnership: Partnership, risk: Risk) -> str:
    """Return the RAG status of a risk as it stands: red, amber, green, or unknown; see `judge_standing`."""
    return judge_standing(partnership, risk).colour


def say_state(partnership: Partnership, risk: Risk) -> str:
    """Return the light of a risk as a count of risks calls it: red, amber, green, `NOT_RATED` or `TOO_FEW`."""
    light = light_of(partnership, risk)
    if light != "unknown":
        return light
    return NOT_RATED if latest_rating(partnership, risk.id) is None else TOO_FEW
