"""Scales and bands as named data: the guide has no number, so each one says where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.guide.reading import supplied
from partnerlab.guide.rows import Row, Rows, Strict, row_called


@dataclass(frozen=True, kw_only=True)
class ScaleLevel(Strict):
    """One level of a scale.

    Parameters
    ----------
    label
        Its name, as written in a partnership's file.
    value
        Its number; None for an answer that is none, such as "don't know".
    probability
        For a likelihood: the chance in a year that stands for it, 0 to 1; None elsewhere.

    Examples
    --------
    >>> scale("answer-4").levels[3].value is None
    True
    """

    label: str
    value: int | None
    meaning: str | None = None
    probability: float | None = None


@dataclass(frozen=True, kw_only=True)
class Scale(Row):
    """A named scale, its levels in order.

    Examples
    --------
    >>> [level.label for level in scale("likelihood-5").levels]
    ['rare', 'unlikely', 'possible', 'likely', 'almost certain']
    """

    title: str
    levels: tuple[ScaleLevel, ...]

    def level(self, key: str | int) -> ScaleLevel:
        """Return the level of that name or number.

        Raises
        ------
        GuideError
            When the scale has no such level.

        Examples
        --------
        >>> scale("answer-4").level("partly").value, scale("impact-5").level(3).label
        (1, 'moderate')
        """
        return row_called(self.levels, key, "label", "value")


@dataclass(frozen=True, kw_only=True)
class Band(Strict):
    """A range of a score with a name. Both ends belong to it unless said otherwise.

    Parameters
    ----------
    low, high
        Its ends.
    above_low, below_high
        True when the low or the high end itself does not belong to it.

    Examples
    --------
    >>> Band(label="low", low=1, high=4).holds(4)
    True
    """

    label: str
    low: float
    high: float
    above_low: bool = False
    below_high: bool = False
    meaning: str | None = None

    def holds(self, score: float) -> bool:
        """Whether a score lies in the band.

        Examples
        --------
        >>> Band(label="middle", low=2.5, high=3.75, above_low=True, below_high=True).holds(2.5)
        False
        """
        over = score > self.low if self.above_low else score >= self.low
        under = score < self.high if self.below_high else score <= self.high
        return over and under


@dataclass(frozen=True, kw_only=True)
class BandSet(Row):
    """Named bands of a score, lowest first.

    Examples
    --------
    >>> bands("risk-5x5").band(12).label
    'high'
    """

    title: str
    bands: tuple[Band, ...]

    def band(self, score: float) -> Band | None:
        """Return the band that a score lies in; None when it lies in none of them.

        Examples
        --------
        >>> bands("risk-5x5").band(0) is None
        True
        """
        return next((band for band in self.bands if band.holds(score)), None)


@dataclass(frozen=True, kw_only=True)
class Instrument(BandSet):
    """Another body's self-assessment tool: its ratings and bands, never the text of its items, which is copyright.

    Parameters
    ----------
    items
        How many items it has; None when that varies.
    lowest, highest
        Ends of the rating of one item.
    for_each_item
        Whether the bands are stated for one item, so that a total is divided by the number of items first.

    Examples
    --------
    >>> instruments().row("vichealth").band(125.1).label
    'right direction'
    """

    items: int | None
    lowest: int
    highest: int
    for_each_item: bool = False


def scales() -> Rows[Scale]:
    """All supplied scales; none is in the guide, save the words of the traffic light and of the checklist's question.

    Examples
    --------
    >>> {"likelihood-5", "impact-5", "answer-4"} <= set(scales().ids)
    True
    """
    return supplied("scales.yaml", Scale)


def scale(key: str) -> Scale:
    """Return the scale of that name.

    Raises
    ------
    GuideError
        When there is no such scale.

    Examples
    --------
    >>> scale("likelihod-5")
    Traceback (most recent call last):
    partnerlab.errors.GuideError: "likelihod-5" is not known here; did you mean "likelihood-5"?
    """
    return scales().row(key)


def bands(key: str) -> BandSet:
    """Return the set of bands of that name, such as `risk-5x5` for likelihood times impact.

    Raises
    ------
    GuideError
        When there is no such set.

    Examples
    --------
    >>> [(band.low, band.high) for band in bands("risk-5x5").bands]
    [(1.0, 4.0), (5.0, 9.0), (10.0, 15.0), (16.0, 25.0)]
    """
    return supplied("bands.yaml", BandSet).row(key)


def instruments() -> Rows[Instrument]:
    """Other bodies' self-assessment tools whose totals can be imported, with their own bands.

    Examples
    --------
    >>> instruments().ids
    ('vichealth', 'tcrp-106')
    """
    return supplied("instruments.yaml", Instrument)
