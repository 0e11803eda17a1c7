"""JSON-stat 2.0 read into a cube, in the stricter and the looser ways in which statistical offices write it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from partnerlab.errors import Fault, InputError
from partnerlab.exchange.cubes import Cube, Observation, Origin
from partnerlab.exchange.dimensions import Category, Dimension
from partnerlab.exchange.foreign import first_of, on_one_line, once_each, read_number
from partnerlab.wording import listed

HOW_TO_GET = "save the dataset as JSON-stat 2.0; NISRA's portal serves it at …ReadDataset/<MATRIX>/JSON-stat/2.0/en"
"""What to do about a file that is no dataset in JSON-stat 2.0."""


def read_json_stat(text: str, name: str) -> Cube:
    """Read a dataset in JSON-stat 2.0, alone or within the answer of a portal (JSON-RPC).

    Parameters
    ----------
    name
        The file or address, as the user knows it.

    Raises
    ------
    InputError
        With every fault of the dataset.

    Notes
    -----
    The format is described at https://json-stat.org/full/. Beyond it, a text is accepted where a list of one is asked
    for (`role.time`, `category.index`), as NISRA's portal writes them.

    Examples
    --------
    >>> cube = read_json_stat(
    ...     '{"class": "dataset", "id": ["Y"], "size": [2], "value": [1.5, null], "role": {"time": ["Y"]},'
    ...     ' "dimension": {"Y": {"category": {"index": ["2022", "2023"]}}}}', "a.json")
    >>> [(period.label, each.value) for period, each in zip(cube.pick({}).periods, cube.pick({}).observations)]
    [('2022', Decimal('1.5')), ('2023', None)]
    """
    return _Reader(name, _dataset(text, name)).cube()


def _dataset(text: str, name: str) -> Mapping[str, Any]:
    try:
        # Numbers stay as they are typed: 13.0 is not 13, and no digit is lost.
        data = json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=str, object_pairs_hook=once_each)
    except json.JSONDecodeError as error:
        message = f"is not JSON: {error.msg} in column {error.colno}; {HOW_TO_GET}"
        raise InputError([Fault(name, error.lineno, message)]) from None
    except RecursionError:
        raise InputError([Fault(name, 0, f"is nested too deep; {HOW_TO_GET}")]) from None
    except ValueError as error:
        raise InputError([Fault(name, 0, f"{error}; {HOW_TO_GET}")]) from None
    if isinstance(data, dict) and "jsonrpc" in data:
        if data.get("error"):
            message = (
                f"is a portal's message, not statistics: {on_one_line(data['error'])}; check the name of the matrix"
            )
            raise InputError([Fault(name, 0, message)])
        data = data.get("result")
    if not isinstance(data, dict):
        raise InputError([Fault(name, 0, f"holds no dataset; {HOW_TO_GET}")])
    kind = data.get("class", "dataset" if "value" in data else "")
    if kind != "dataset" or "id" not in data:
        what = f"is a JSON-stat {on_one_line(kind, 40)}, not a dataset" if kind else "holds no dataset in JSON-stat 2.0"
        raise InputError([Fault(name, 0, f"{what}; {HOW_TO_GET}")])
    return data


class _Reader:
    """Reads one dataset, noting all that is wrong with it."""

    def __init__(self, name: str, data: Mapping[str, Any]) -> None:
        self.name = name
        self.data = data
        self.faults: list[str] = []

    def cube(self) -> Cube:
        ids = self._names("id", self.data.get("id"))
        if not ids:
            self.faults.append("id names no dimension")
        if len(set(ids)) < len(ids):
            self.faults.append("id names a dimension twice")
        roles = self._roles()
        dimensions = tuple(self._dimension(each, roles.get(each, "")) for each in ids)
        sizes = [len(dimension.categories) for dimension in dimensions]
        stated = self.data.get("size")
        if not isinstance(stated, list) or stated != sizes:
            self.faults.append(
                f"size is {on_one_line(_shown(stated), 80)}, but the dimensions hold {_shown(sizes)} categories"
            )
        observations = self._observations(dimensions, math.prod(sizes)) if not self.faults else {}
        if self.faults:
            told = [Fault(self.name, 0, f"{fault}; download it again, or ask its publisher") for fault in self.faults]
            raise first_of(told)
        return Cube(self.name, dimensions, observations, self._origin())

    def _roles(self) -> dict[str, str]:
        roles = self._mapping("role", self.data.get("role"))
        return {
            each: role for role in ("geo", "metric", "time") for each in self._names(f"role.{role}", roles.get(role))
        }

    def _dimension(self, name: str, role: str) -> Dimension:
        where = f'dimension "{on_one_line(name, 60)}"'
        every = self._mapping("dimension", self.data.get("dimension"))
        if name not in every:
            self.faults.append(f"{where} is named under id and not described")
        body = self._mapping(where, every.get(name))
        category = self._mapping(f"{where}: category", body.get("category"))
        labels = self._mapping(f"{where}: category.label", category.get("label"))
        units = self._mapping(f"{where}: category.unit", category.get("unit"))
        codes = self._codes(where, category.get("index"), labels)
        found = tuple(self._category(where, code, labels, units) for code in codes)
        if not found:
            self.faults.append(f"{where} has no categories")
        return Dimension(name, on_one_line(body.get("label") or name), found, role)

    def _codes(self, where: str, index: object, labels: Mapping[str, Any]) -> list[str]:
        if isinstance(index, dict):
            places = sorted(index.values(), key=str)
            if sorted(places, key=lambda each: (str(type(each)), each)) != [*map(Decimal, range(len(index)))]:
                self.faults.append(f"{where}: category.index does not count its categories from 0")
                return [*index]
            return self._printable(where, sorted(index, key=lambda code: index[code]))
        if index is None:
            if len(labels) > 1:  # the format leaves the order of several without an index open
                self.faults.append(f"{where}: category.index is missing, so the order of its categories is not known")
            return self._printable(where, [*labels])
        codes = self._names(f"{where}: category.index", index)
        if len(set(codes)) < len(codes):
            self.faults.append(f"{where} names a category twice")
        return codes

    def _category(self, where: str, code: str, labels: Mapping[str, Any], units: Mapping[str, Any]) -> Category:
        unit = self._mapping(f"{where}: unit of {on_one_line(code, 60)}", units.get(code))
        decimals = unit.get("decimals")
        label = unit.get("label") or unit.get("symbol") or unit.get("base")
        return Category(
            code,
            on_one_line(labels.get(code) or code),
            on_one_line(label) if label else None,
            int(decimals) if isinstance(decimals, Decimal) and decimals.is_finite() and 0 <= decimals < 20 else None,
        )

    def _observations(self, dimensions: tuple[Dimension, ...], count: int) -> dict[tuple[str, ...], Observation]:
        values = self._cells("value", self.data.get("value"), count)
        status = self.data.get("status")
        statuses = dict.fromkeys(values, status) if isinstance(status, str) else {}
        if status is not None and not isinstance(status, str):
            statuses = self._cells("status", status, count)
        codes = [[category.code for category in dimension.categories] for dimension in dimensions]
        found = {}
        for number in sorted({*values, *statuses}):
            rest, key = number, []
            for each in reversed(codes):
                rest, place = divmod(rest, len(each))
                key.append(each[place])
            found[tuple(reversed(key))] = self._observation(number, values.get(number), statuses.get(number))
        return found

    def _observation(self, number: int, value: object, status: object) -> Observation:
        words = on_one_line(status, 60) if status else None
        if isinstance(value, str):  # a number as text, or a sign that stands in its place, such as ".."
            read = read_number(value)
            return Observation(read, words if read is not None else words or on_one_line(value, 60) or None)
        if value is None or (isinstance(value, Decimal) and abs(value.adjusted()) < 300):
            return Observation(value, words)
        self.faults.append(f"value {number + 1} is {on_one_line(_shown(value), 40)}, which is not a number")
        return Observation(None)

    def _cells(self, what: str, cells: object, count: int) -> dict[int, Any]:
        """Return the cells of a list, or of the sparse form that leaves empty ones out, by number."""
        if isinstance(cells, list):
            if len(cells) != count and not (what == "status" and len(cells) == 1):
                self.faults.append(f"{what} holds {len(cells)} cells, where the dimensions have {count}")
                return {}
            return dict(enumerate(cells)) if len(cells) == count else dict.fromkeys(range(count), cells[0])
        if not isinstance(cells, dict):
            self.faults.append(f"{what} is missing or is not a list")
            return {}
        wrong = [key for key in cells if not (key.isascii() and key.isdigit() and len(key) < 12 and int(key) < count)]
        if wrong:
            named = listed([f'"{on_one_line(key, 20)}"' for key in wrong])
            self.faults.append(f"{what} has cells numbered {named}, where the dimensions have 0 to {count - 1}")
            return {}
        return {int(key): cell for key, cell in cells.items()}

    def _origin(self) -> Origin:
        extension = self._lenient("extension", self.data)
        rights = self._lenient("copyright", extension)
        licence = self.data.get("license") or extension.get("license") or extension.get("licence")
        href = f" ({on_one_line(rights['href'])})" if rights.get("href") else ""
        licence = licence or (f"{rights['name']}{href}" if rights.get("name") else None)
        notes = self.data.get("note") or []
        publisher = self.data.get("source") or rights.get("code")
        return Origin(
            on_one_line(self.data.get("label") or ""),
            on_one_line(publisher) if publisher else None,
            on_one_line(extension["matrix"]) if extension.get("matrix") else None,
            on_one_line(licence) if licence else None,
            read_day(self.data.get("updated")),
            tuple(
                line
                for note in (notes if isinstance(notes, list) else [notes])
                for part in str(note).splitlines()
                if (line := on_one_line(part, 2000))
            ),
        )

    @staticmethod
    def _lenient(name: str, around: Mapping[str, Any]) -> Mapping[str, Any]:
        found = around.get(name)
        return found if isinstance(found, dict) else {}

    def _mapping(self, where: str, value: object) -> Mapping[str, Any]:
        if value is not None and not isinstance(value, dict):
            self.faults.append(f"{where} holds no names and values")
        return value if isinstance(value, dict) else {}

    def _names(self, where: str, value: object) -> list[str]:
        """Return a list of names, of which a text is one."""
        names = [value] if isinstance(value, str) else value if value is not None else []
        if not isinstance(names, list) or not all(isinstance(each, str) for each in names):
            self.faults.append(f"{where} is not a list of names")
            return []
        return self._printable(where, names)

    def _printable(self, where: str, names: list[str]) -> list[str]:
        """Return codes, noting those that would steer the terminal on which they are shown."""
        if odd := [each for each in names if not each.isprintable()]:
            self.faults.append(f'{where} holds "{on_one_line(odd[0], 60)}" with characters that cannot be shown')
        return names


def read_day(text: object) -> date | None:
    """Return the day of a moment written as ISO 8601; None when it cannot be read.

    Examples
    --------
    >>> read_day("2025-05-08T9:30:00.000Z"), read_day("last week")
    (datetime.date(2025, 5, 8), None)
    """
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def _shown(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value[:12]))}{', …' if len(value) > 12 else ''}]"
    return str(value)
