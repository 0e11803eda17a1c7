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
    """One step of a scale."""

    value: int
    """Its number; more is worse."""
    label: str
    meaning: str | None = None
    """What it means; None when the scale does not say."""
    probability: float | None = None
    """The chance in a year that stands for it, 0 to 1; None where it stands for none."""


@dataclass(frozen=True)
class Light:
    """The light of a risk with the rule that gave it, as printed beside it."""

    colour: str
    """red, amber, green or unknown."""
    rule: str
    """The rule in words, with the numbers that it was applied to."""


@cached
def get_steps(partnership: Partnership, which: str) -> tuple[Step, ...]:
    """Return the steps of a scale in use, lowest first.

    Empty when `risk_settings` names a scale that is neither supplied nor the partnership's own.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}])
    >>> [step.label for step in get_steps(hub, "impact")][-2:]
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


def value_of(partnership: Partnership, which: str, given: int | float | str) -> int | float | None:
    """Return the number that a rating stands for: itself, or that of the step whose label it is.

    A label may be shortened as far as it begins no other label, and capitals do not matter. Whole numbers are returned
    as such, others to two decimals; None when `given` lies off the scale or is no label of it.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}])
    >>> value_of(hub, "likelihood", "Likely"), value_of(hub, "impact", "maj"), value_of(hub, "impact", 3.4)
    (4, 4, 3.4)
    >>> value_of(hub, "impact", "m") is value_of(hub, "impact", 7) is None  # minor, moderate or major?
    True
    """
    steps = get_steps(partnership, which)
    number = _number(given)
    if number is not None:
        within = not steps or steps[0].value <= number <= steps[-1].value
        return number if within else None
    text = str(given).strip().casefold()
    exact = [step.value for step in steps if step.label.casefold() == text]
    begun = [step.value for step in steps if text and step.label.casefold().startswith(text)]
    return exact[0] if exact else begun[0] if len(begun) == 1 else None


def _number(given: int | float | str) -> int | float | None:
    try:
        number = round(float(given), 2)
    except ValueError:
        return None
    return int(number) if number.is_integer() else number


def multiply(likelihood: int | float, impact: int | float) -> int | float:
    """Return likelihood times impact, to two decimals; a whole number as such."""
    product = round(likelihood * impact, 2)
    return int(product) if float(product).is_integer() else product


def nearest_step_of(steps: tuple[Step, ...], value: int | float) -> Step:
    """Return the step nearest to a number; the higher one half-way between two."""
    return min(steps, key=lambda step: (abs(step.value - value), -step.value))


def probability_of(partnership: Partnership, likelihood: int | float) -> float | None:
    """Return the chance in a year that stands for a likelihood, in proportion between two steps; None when unknown.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}])
    >>> probability_of(hub, 4), probability_of(hub, 3.5)
    (0.65, 0.5)
    """
    steps = get_steps(partnership, "likelihood")
    below = [step for step in steps if step.value <= likelihood][-1:]
    above = [step for step in steps if step.value >= likelihood][:1]
    if not below or not above or below[0].probability is None or above[0].probability is None:
        return None
    if below == above:
        return below[0].probability
    part = (likelihood - below[0].value) / (above[0].value - below[0].value)
    return round(below[0].probability + part * (above[0].probability - below[0].probability), 6)


def band_for(partnership: Partnership, product: float | None) -> str | None:
    """Return the name of the band in which a product of likelihood and impact lies; None when in none.

    The bands are those named under `risk_settings`: supplied ones, or a scale of your own whose numbers are the
    lowest product of each band. A product between two whole numbers lies in the band of the lower one.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}])
    >>> band_for(hub, 12)
    'high'
    """
    name = partnership.risk_settings.bands
    if product is None:
        return None
    if any(row.id == name for row in partnership.scales):
        reached = [step.label for step in _steps(partnership, name) if product >= step.value]
        return reached[-1] if reached else None
    try:
        band = bands(name).band(int(product))
    except GuideError:
        return None
    return band.label if band else None


def appetite_of(partnership: Partnership, risk: Risk) -> int | None:
    """Return the highest product accepted for a risk: its own, else the partnership's; None when neither is set."""
    return risk.appetite if risk.appetite is not None else partnership.risk_settings.appetite


def judge_light(
    partnership: Partnership, likelihood: float | None, impact: float | None, appetite: int | None
) -> Light:
    """Return the light of a residual rating and the rule behind it.

    Red from `thresholds.red_product`; amber from `thresholds.amber_product` or above the risk appetite; green below.
    The guide names traffic lights (¶4.4) and no thresholds: these are a common convention and can be changed.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}])
    >>> judge_light(hub, 4, 4, None)
    Light(colour='red', rule='4 × 4 = 16, red from 16')
    >>> judge_light(hub, 2, 4, 6).rule
    '2 × 4 = 8, above the risk appetite of 6'
    """
    if likelihood is None or impact is None:
        return Light("unknown", "no residual rating")
    red, amber = partnership.thresholds.red_product, partnership.thresholds.amber_product
    product = multiply(likelihood, impact)
    sum_ = f"{likelihood} × {impact} = {product}"
    if product >= red:
        return Light("red", f"{sum_}, red from {red}")
    if product >= amber:
        return Light("amber", f"{sum_}, amber from {amber}")
    if appetite is not None and product > appetite:
        return Light("amber", f"{sum_}, above the risk appetite of {appetite}")
    return Light("green", f"{sum_}, below {amber}")
