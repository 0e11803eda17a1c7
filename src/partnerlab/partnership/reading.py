"""From a file to a partnership: every value checked, every fault named with its line, nothing half read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from partnerlab.errors import Fault, InputError
from partnerlab.names import read_names
from partnerlab.partnership.consistency import find_inconsistencies
from partnerlab.partnership.explanations import explain
from partnerlab.partnership.instruments import find_instrument_faults
from partnerlab.partnership.nodes import Scalar
from partnerlab.partnership.partnership import Input, Partnership
from partnerlab.partnership.records import Record, RecordType, nested_fields
from partnerlab.partnership.redaction import share
from partnerlab.partnership.references import find_reference_faults
from partnerlab.partnership.shaping import FIRST_YEAR, LAST_YEAR, Location, Shaper
from partnerlab.partnership.sources import Folder
from partnerlab.partnership.yaml_files import read_yaml
from partnerlab.wording import say_day


def read_partnership(
    file: str | Path, *, as_at: str | date | None = None, redact: bool = False, redact_names: str | Path | None = None
) -> Partnership:
    r"""Read one partnership's file and the tables it names.

    Parameters
    ----------
    file
        Path of the YAML file, here or, as a path of universal_pathlib, elsewhere. Tables that it names lie below
        its folder.
    as_at
        The date on which to see the partnership, as a date, `YYYY-MM-DD` or `today`; None or empty for the
        newest date in the data.
    redact
        Whether to leave out people's names in fields of their own, contact details and free text.
    redact_names
        List of names to strike out wherever they stand, a text file with one name a line; None or empty for none.

    Returns
    -------
    Partnership
        The partnership as it stood on that date; `.whole` holds everything the file says.

    Raises
    ------
    InputError
        With every fault of the file and its tables: file, line, value, rule and way out.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "hub.yaml")
    ...     _ = path.write_text("name: Hub\npurpose: Reach people early\nstage: scoping\n", encoding="utf-8")
    ...     read_partnership(path).name
    'Hub'
    """
    path = Path(file) if isinstance(file, str) else file
    day = read_day(as_at)
    whole = read_whole(Folder(path.parent), path.name).partnership
    names = read_names(Path(redact_names)) if redact_names else None
    shared = share(whole, redacted=redact, names=names) if redact or names else whole
    return shared.at(day or whole.newest_date())


@dataclass(frozen=True)
class Reading:
    """What a file says in each shape that it takes on the way to a partnership."""

    data: dict[str, Any]
    """Its content as JSON values, in the shape of the records."""
    shaper: Shaper
    """Where each part was written."""
    partnership: Partnership
    """The whole partnership, whatever the date."""


def read_whole(folder: Folder, name: str) -> Reading:
    """Read a partnership's file and its tables, keeping where each part was written.

    Raises
    ------
    InputError
        With every fault of the file and its tables.
    """
    root = read_yaml(folder, name)
    if root is None:
        raise InputError(folder.faults)
    shaper = Shaper(folder)
    data = shaper.record(root, Partnership, ())
    inputs = (Input(file, sha) for file, sha in sorted(folder.inputs.items()))
    return Reading(
        data, shaper, _validate(data, shaper).read_from(Path(name).stem, inputs, dict.fromkeys(folder.unread))
    )


def locations_at(folder: Folder, name: str, faults: Sequence[Fault]) -> dict[Fault, tuple[Location, ...]]:
    """Return, for each fault, what of a partnership's content is written in its line: from the whole to its parts."""
    root = read_yaml(folder, name)
    if root is None:
        return {}
    shaper = Shaper(folder)
    shaper.record(root, Partnership, ())
    written: dict[tuple[str, int], list[Location]] = {}
    for at, place in shaper.places.items():
        written.setdefault((place.file, place.line), []).append(at)
    return {fault: tuple(written.get((fault.file, fault.line), ())) for fault in faults if fault.line}


def read_day(as_at: str | date | None) -> date | None:
    """Return the day that a date, `YYYY-MM-DD` or `today` means; None for none.

    Raises
    ------
    InputError
        For what is no date, or lies in no year that a series can have.

    Examples
    --------
    >>> read_day("2026-03-31").year, read_day("")
    (2026, None)
    """
    if not as_at:
        return None
    try:
        day = today() if as_at == "today" else as_at if isinstance(as_at, date) else date.fromisoformat(as_at)
    except ValueError:
        text = f'"{as_at}" is not a date; write YYYY-MM-DD, such as 2026-03-31, or today'
        raise InputError([Fault("as_at", 0, text)]) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        text = (
            f'"{day.isoformat()}" is not a date a review can be made for; choose one from {FIRST_YEAR} to {LAST_YEAR}'
        )
        raise InputError([Fault("as_at", 0, text)])
    return day


def say_ahead(partnership: Partnership) -> str:
    """Say that a partnership is seen at a date that lies ahead, for its data hold one; empty otherwise.

    Where nobody chooses a date, the newest one in the data counts: a slip of the pen would move the whole review. Of
    data that are made up nothing is said.
    """
    seen, day = partnership.as_at, today()
    if seen is None or seen <= day or seen != partnership.newest_date() or partnership.illustrative:
        return ""
    ahead = f"The newest date in the data, {say_day(seen)}, is after today, {say_day(day)}"
    return f"{ahead}: check it, or choose a date to see it at."


def say_before(partnership: Partnership) -> str:
    """Say that a partnership is seen at a date before its first stage, of which its first stage is shown all the same.

    Empty where a stage is not dated, since it may have been reached long before.
    """
    days = [row.on for row in partnership.whole.stages]
    dated = [day for day in days if day is not None]
    if partnership.as_at is None or len(dated) < len(days) or min(dated) <= partnership.as_at:
        return ""
    return f"Its first stage is dated {say_day(min(dated))}, which is later: on this date it may not have begun."


def today() -> date:
    """Return the day it is where the program runs."""
    return datetime.now().astimezone().date()


def _validate(data: dict[str, Any], shaper: Shaper) -> Partnership:
    faults, told = list(shaper.folder.faults), set(shaper.told)
    try:
        whole = Partnership.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        whole = None
        details = error.errors(include_url=False)
        told |= {detail["loc"] for detail in details}
        repeated = _find_repeated(details, data, shaper)
        faults += [
            Fault(place.file, place.line, explain(detail, quoted=_is_quoted(shaper, detail["loc"])))
            for detail in details
            if detail["type"] != "extra_forbidden" and detail["loc"] not in shaper.told | repeated
            # A list of faulty rows alone counts as empty; the rows' own faults say what to mend.
            if detail["type"] != "too_short" or not any(_is_within(at, detail["loc"]) for at in told)
            for place in [shaper.place_of(detail["loc"])]
        ]
    faults += find_reference_faults(data, shaper.references, shaper.place_of, told, shaper.unread)
    faults += find_instrument_faults(data, shaper.place_of)
    faults += find_inconsistencies(data, shaper.place_of, told)
    if faults or whole is None:
        raise InputError(faults)
    return _placed(whole, shaper, ())


def _find_repeated(details: Sequence[Any], data: dict[str, Any], shaper: Shaper) -> set[Location]:
    """Find where every row of a table of columns lacks the same field, but for the first row: one column is missing.

    The first is found too where a heading was not known for which the field was meant: that is the cause.
    """
    missing: dict[tuple[str, str], list[Location]] = defaultdict(list)
    for detail in details:
        match detail["type"], detail["loc"]:
            case "missing", (str(table), int(), str(field)):
                missing[table, field].append(detail["loc"])
    found: set[Location] = set()
    for (table, field), places in missing.items():
        if len(places) == len(data[table]) > 1 and _is_of_columns(shaper, places[0][:2]):
            file, meant = shaper.place_of(places[0]).file, f'did you mean "{field}"?'
            caused = any(fault.file == file and fault.message.endswith(meant) for fault in shaper.folder.faults)
            found.update(places if caused else places[1:])
    return found


def _is_of_columns(shaper: Shaper, row: Location) -> bool:
    """Whether a row was written under headings, in a CSV file or a sheet."""
    within = (node for at, node in shaper.nodes.items() if _is_within(at, row))
    return any(isinstance(node, Scalar) and node.cell for node in within)


def _is_within(inner: tuple[Any, ...], outer: tuple[Any, ...]) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _is_quoted(shaper: Shaper, location: tuple[Any, ...]) -> bool:
    """Whether what stands at a location was typed in quotes."""
    node = shaper.nodes.get(location)
    return isinstance(node, Scalar) and not node.plain and not node.cell


def _placed(record: RecordType, shaper: Shaper, at: Location) -> RecordType:
    """Tell every part of a record that has just been made where it was written; return the record."""
    for name, key in _nested(type(record)):
        value = getattr(record, name)
        here = (*at, key)
        if isinstance(value, Record):
            _placed(value, shaper, here)
        elif value:
            for number, row in enumerate(value):
                _placed(row, shaper, (*here, number))
    record._place = shaper.place_of(at)
    if not any(isinstance(part, int) for part in at):  # what stands once in a file is long: each field has its line
        words = (field.alias or name for name, field in type(record).model_fields.items())
        record._fields = {word: shaper.places[*at, word] for word in words if (*at, word) in shaper.places}
    return record


@cache
def _nested(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """Name of each field that holds records, and the name under which it stands in a file."""
    return tuple((name, model.model_fields[name].alias or name) for name in nested_fields(model))
