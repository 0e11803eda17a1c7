"""Which self-assessment tools are known here, supplied or described by the partnership, and their bands (¶4.11)."""

from __future__ import annotations

from partnerlab.guide import Band, Instrument, instruments
from partnerlab.methods.instruments import band_for
from partnerlab.partnership import Partnership


def get_instrument(partnership: Partnership, name: str) -> Instrument | None:
    """Return the instrument of that name, the partnership's own or a supplied one; None when it is not known.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}], instruments=[{"id": "ours",
    ...     "title": "Ours", "scored_as": "tcrp-106", "items": [{"id": str(number)} for number in range(20)]}])
    >>> get_instrument(hub, "ours").items, get_instrument(hub, "ours").bands[2].label
    (20, 'healthy')
    """
    supplied = {row.id: row for row in instruments()}
    own = next((row for row in partnership.instruments if row.id == name), None)
    if own is None:
        return supplied.get(name)
    tool = supplied.get(own.scored_as or "")
    if tool is None and (own.lowest is None or own.highest is None):
        return None
    bands = [Band(**band.model_dump(exclude={"note", "source"})) for band in own.bands]
    return Instrument(
        id=own.id,
        paragraph="¶4.11",
        text=own.title,
        certainty="verified" if tool else "chosen",
        source=f"not in the guide: {own.source or (tool.source if tool else own.title)}",
        title=own.title,
        bands=tool.bands if tool else tuple(bands),
        items=len(own.items),
        lowest=tool.lowest if tool else own.lowest or 0,
        highest=tool.highest if tool else own.highest or 0,
        for_each_item=tool.for_each_item if tool else own.for_each_item,
    )


def band_of(instrument: Instrument | None, total: float) -> str | None:
    """Return the label of the band that a total falls in; None when it is off the scale or no band is known."""
    if instrument is None or not instrument.bands or not on_scale(instrument, total):
        return None
    score = total
    if instrument.for_each_item:
        if not instrument.items:
            return None
        score = total / instrument.items
    band = band_for(score, instrument.bands)
    return band.label if band else None


def on_scale(instrument: Instrument | None, total: float) -> bool:
    """Whether an instrument can give a total; True where the number of its items varies or it is not known here."""
    if instrument is None or not instrument.items:
        return True
    return instrument.items * instrument.lowest <= total <= instrument.items * instrument.highest
