"""Other bodies' self-assessment tools, described by those who use them: items, scale, bands, and the responses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import chain, islice, pairwise
from typing import Annotated, Any, ClassVar

from pydantic import Field

from partnerlab.errors import Fault
from partnerlab.guide import instruments
from partnerlab.partnership.records import AsItStands, Dated, PartnerId, Place, Record, Refers
from partnerlab.partnership.sources import MOST_FAULTS
from partnerlab.partnership.unchecked import Found, is_number, rows_of

SuppliedInstrumentId = Annotated[str, Refers(("supplied_instruments",))]
"""The id of an instrument that is supplied, such as `vichealth`."""


class InstrumentItem(Record):
    """One item of an instrument, in words of the user's own: the publisher's may be copyright."""

    shorthand: ClassVar[str] = "label"

    id: str = Field(description="Its number or a short id.")
    label: str | None = Field(None, description="A short label in your own words.")
    reverse: bool = Field(default=False, description="true when a high rating is unfavourable.")


class InstrumentBand(Record):
    """A range of the total, as its publisher prints it. Both ends belong to it unless said otherwise."""

    label: Annotated[str, AsItStands()] = Field(description="Its name.")
    low: float = Field(description="Where it begins.")
    high: float = Field(description="Where it ends.")
    above_low: bool = Field(default=False, description="true when it begins just above `low`.")
    meaning: str | None = Field(None, description="What it asks for.")


class InstrumentResponse(Dated):
    """A partner's rating of one item in one round."""

    on: date = Field(description="Date of the round; YYYY-MM-DD.")
    by: PartnerId | None = Field(None, description="The partner who answers; empty for all together.")
    item: str = Field(description="Id of the item.")
    value: float | None = Field(None, description="The rating; empty when the item was not answered.")


class OwnInstrument(Record):
    """A self-assessment tool whose items, scale and bands are written down here (¶4.11; not in the guide)."""

    own_file: ClassVar[bool] = True

    id: str = Field(description="A short id of your choice.")
    title: str = Field(description="Its name.")
    source: str | None = Field(None, description="Who publishes it, and where.")
    scored_as: SuppliedInstrumentId | None = Field(
        None, description="Id of a supplied tool whose scale, number of items and bands hold, such as `vichealth`."
    )
    lowest: int | None = Field(None, description="Lowest rating of an item.")
    highest: int | None = Field(None, description="Highest rating of an item.")
    items: tuple[InstrumentItem, ...] = Field((), description="Its items, by id.")
    bands: tuple[InstrumentBand, ...] = Field((), description="Bands of the total, lowest first.")
    for_each_item: bool = Field(default=False, description="true when bands are stated for the mean rating of an item.")
    fewest: int | None = Field(
        None,
        ge=1,
        description="Fewest answers for which its publisher scales a total up; without it, every item is needed.",
    )
    responses: tuple[InstrumentResponse, ...] = Field((), description="Ratings of items, by partner and round.")


def find_instrument_faults(data: Any, place_of: Callable[[tuple[Any, ...]], Place]) -> list[Fault]:
    """Return a fault for each instrument that cannot be scored, and each response that it does not allow.

    Parameters
    ----------
    data
        The file's content in the shape of the records; what is of the wrong type is passed over, for it is told
        elsewhere.
    """
    faults = []
    for number, row in rows_of(data, "instruments"):
        found = islice(chain(_faults_of_scale(row), _faults_of_bands(row), _faults_of_responses(row)), MOST_FAULTS)
        for location, message in found:
            place = place_of(("instruments", number, *location))
            faults.append(Fault(place.file, place.line, f'instrument "{row.get("id")}": {message}'))
    return faults


def _faults_of_scale(row: dict[str, Any]) -> Found:
    supplied = {tool.id: tool for tool in instruments()}
    if str(row.get("id")) in supplied:
        yield ("id",), f"this id is that of a supplied tool; choose another and write `scored_as: {row['id']}`"
    items, fewest, own = rows_of(row, "items"), row.get("fewest"), row.get("scored_as")
    if not items:
        yield (), "lists no items; give each an id under `items`, with a label in your own words"
    elif isinstance(fewest, int) and fewest > len(items):
        yield ("fewest",), f"{fewest} answers are asked for; it has {len(items)} items"
    if own is None:
        for name in ("lowest", "highest", "bands"):
            if not row.get(name) and row.get(name) != 0:
                yield (), f"{name} is missing; add it, or name a supplied tool under `scored_as`"
    elif isinstance(own, str) and own in supplied:
        for name in ("lowest", "highest", "bands", "for_each_item"):
            if name in row:
                yield (name,), f"{name} is that of {own}, named under `scored_as`; leave out one of the two"
        wanted = supplied[own].items
        if wanted and items and len(items) != wanted:
            yield ("items",), f"lists {len(items)} items; {own} has {wanted}"
    lowest, highest = ends_of(row)
    if lowest is not None and highest is not None and lowest >= highest:
        yield ("highest",), f"ratings from {lowest:g} to {highest:g} are not a scale; highest must be above lowest"


def _faults_of_bands(row: dict[str, Any]) -> Found:
    """Bands rise, do not overlap, and lie within what the ratings can give."""
    bands = [band for _, band in rows_of(row, "bands")]
    if not all(is_number(band.get(end)) for band in bands for end in ("low", "high")):
        return
    for number, band in enumerate(bands):
        if band["low"] >= band["high"]:
            yield ("bands", number), f"band {band.get('label')} runs from {band['low']:g} to {band['high']:g}; turn it"
    for number, (below, above) in enumerate(pairwise(bands), start=1):
        touches = above["low"] == below["high"] and above.get("above_low") is True
        if above["low"] <= below["high"] and not touches:
            yield (
                ("bands", number),
                f"band {above.get('label')} begins at {above['low']:g}, where {below.get('label')} still holds; let "
                "it begin later, or write `above_low: true`",
            )
    lowest, highest = ends_of(row)
    if bands and lowest is not None and highest is not None:
        times = 1 if row.get("for_each_item") is True else len(rows_of(row, "items"))
        least, most = lowest * times, highest * times
        if times and (bands[0]["low"] > least or bands[-1]["high"] < most):
            span = f"{bands[0]['low']:g} to {bands[-1]['high']:g}"
            yield ("bands",), f"bands cover {span}; ratings give {least:g} to {most:g}: no total may fall outside"


def _faults_of_responses(row: dict[str, Any]) -> Found:
    names = [item.get("id") for _, item in rows_of(row, "items")]
    known = frozenset(name for name in names if isinstance(name, str))
    lowest, highest = ends_of(row)
    seen: set[tuple[str, ...]] = set()
    for number, response in rows_of(row, "responses"):
        item, value = response.get("item"), response.get("value")
        if known and isinstance(item, str) and item not in known:
            listed = ", ".join(map(str, names[:12])) + (" …" if len(names) > 12 else "")
            yield ("responses", number, "item"), f'item "{item}" is none of its items; they are {listed}'
        if is_number(value) and lowest is not None and highest is not None and not lowest <= value <= highest:
            yield ("responses", number, "value"), f"{value:g} is off its scale; ratings run from {lowest} to {highest}"
        key = tuple(str(response.get(name)) for name in ("on", "by", "item"))
        if key in seen:
            who = response.get("by") or "all"
            yield ("responses", number), f"{who} answers item {item} twice on {response.get('on')}; keep one row"
        seen.add(key)


def ends_of(row: dict[str, Any]) -> tuple[int | None, int | None]:
    """Return the ends of the scale of an instrument as typed: its own, or those of the tool it is scored as."""
    tool = next((tool for tool in instruments() if tool.id == row.get("scored_as")), None)
    if tool is not None:
        return tool.lowest, tool.highest
    lowest, highest = row.get("lowest"), row.get("highest")
    return (lowest if isinstance(lowest, int) else None), (highest if isinstance(highest, int) else None)
