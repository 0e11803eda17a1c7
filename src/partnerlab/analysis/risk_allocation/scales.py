"""How risks are measured here: steps of likelihood and impact, bands, lights and appetite, all of them data.

None of these numbers is in the guide. Supplied ones say so in their source; a partnership may bring its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.analysis.caching import cached
from partnerlab.errors import GuideError
from partnerlab.guide import bands, scale
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Risk


@dataclass(frozen=True)
class Step:
    """One step of a scale.

    Attributes
    ----------
    value
        Its number; more is worse.
    label
        Its name.
    meaning
        What it means; None when the scale does not say.
    probability
        The chance in a year that stands for it, 0 to 1; None where it stands for none.
    """

    value: int
    label: str
    meaning: str | None = None
    probability: float | None = None


@dataclass(frozen=True)
class Light:
    """The light of a risk with the rule that gave it, as printed beside it.

    Attributes
    ----------
    colour
        red, amber, green or unknown.
    rule
        The rule in words, with the numbers that it was applied to.
    """

    colour: str
    rule: str


@cached
def find_steps(partnership: Partnership, which: str) -> tuple[Step, ...]:
    """Return the steps of a scale in use, lowest first.

    Parameters
    ----------
    which
        `likelihood` or `impact`.

    Returns
    -------
    tuple of Step
        Empty when `risk_settings` names a scale that is neither supplied nor the partnership's own.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}])
    >>> [step.label for step in find_steps(hub, "impact")][-2:]
    ['major', 'severe']
    """
    return _steps(partnership, getattr(partnership.risk_settings, f"{which}_scale"))


def _steps(partnership: Partnership, name: str) -> tuple[Step, ...]:
    own = next((row for row in partnership.scales if row.id == name), None)
    try:
        levels = own.levels if own is not None else scale(name).levels
    except GuideError:
        return ()
    steps = (Step(row.value, row.label, row.meaning, row.probability) for row in levels if row.value is not None)
    return tuple(sorted(steps, key=lambda step: step.value))


def find_band(partnership: Partnership, product: int | None) -> str | None:
    """Return the name of the band in which a product of likelihood and impact lies; None when in none.

    The bands are those named under `risk_settings`: supplied ones, or a scale of your own whose numbers are the
    lowest product of each band.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}])
    >>> find_band(hub, 12)
    'high'
    """
    name = partnership.risk_settings.bands
    if product is None:
        return None
    if any(row.id == name for row in partnership.scales):
        reached = [step.label for step in _steps(partnership, name) if product >= step.value]
        return reached[-1] if reached else None
    try:
        band = bands(name).band(product)
    except GuideError:
        return None
    return band.label if band else None


def find_appetite(partnership: Partnership, risk: Risk) -> int | None:
    """Return the highest product accepted for a risk: its own, else the partnership's; None when neither is set."""
    return risk.appetite if risk.appetite is not None else partnership.risk_settings.appetite


def find_light(partnership: Partnership, likelihood: int | None, impact: int | None, appetite: int | None) -> Light:
    """Return the light of a residual rating and the rule behind it.

    Red from `thresholds.red_product`; amber from `thresholds.amber_product` or past the appetite; green below.
    The guide names traffic lights (¶4.4) and no thresholds: these are a common convention and can be changed.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}])
    >>> find_light(hub, 4, 4, None)
    Light(colour='red', rule='4 × 4 = 16, red from 16')
    >>> find_light(hub, 2, 4, 6).rule
    '2 × 4 = 8, past the appetite of 6'
    """
    if likelihood is None or impact is None:
        return Light("unknown", "no residual rating")
    red, amber = partnership.thresholds.red_product, partnership.thresholds.amber_product
    product = likelihood * impact
    sum_ = f"{likelihood} × {impact} = {product}"
    if product >= red:
        return Light("red", f"{sum_}, red from {red}")
    if product >= amber:
        return Light("amber", f"{sum_}, amber from {amber}")
    if appetite is not None and product > appetite:
        return Light("amber", f"{sum_}, past the appetite of {appetite}")
    return Light("green", f"{sum_}, below {amber}")
