"""Official statistics as they are published: values by several dimensions, of which a series is picked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from partnerlab.errors import Fault, InputError, MethodError
from partnerlab.exchange.dimensions import Category, Dimension
from partnerlab.exchange.foreign import folded
from partnerlab.methods.periods import Kind, Period, parse_periods
from partnerlab.suggestions import did_you_mean
from partnerlab.wording import listed

MOST_NAMED = 12
"""Categories that a message names; a dimension may hold thousands."""


@dataclass(frozen=True)
class Observation:
    """One value of a cube."""

    value: Decimal | None
    """The value as it is given, to the last digit; None when there is none."""
    status: str | None = None
    """What the source says of it, such as `p` or `provisional`; None when nothing."""
    unit: str | None = None
    """Its unit, where the source states one with each value."""
    decimals: int | None = None
    """Decimals to which it is given, where stated with each value."""


@dataclass(frozen=True)
class Origin:
    """Where statistics come from, as far as they say."""

    title: str = ""
    """What they are about."""
    publisher: str | None = None
    """Who publishes them."""
    code: str | None = None
    """What the publisher calls the table."""
    licence: str | None = None
    """The licence or copyright stated."""
    updated: date | None = None
    """When they were last updated, as the publisher says, or else the server."""
    notes: tuple[str, ...] = ()
    """What their publisher adds."""
    address: str | None = None
    """Where they were fetched; None for a saved file."""


@dataclass(frozen=True)
class Series:
    """One series picked from a cube."""

    picked: tuple[tuple[Dimension, Category], ...]
    """Category by dimension, without that of time."""
    periods: tuple[Period, ...]
    """Periods in order of time, each labelled so that it can be read."""
    observations: tuple[Observation, ...]
    """The value of each period."""
    unit: str | None
    """The unit; None when not stated."""
    decimals: int | None
    """Decimals; None when not stated."""
    origin: Origin
    """Where it comes from."""

    @property
    def statistic(self) -> str:
        """What is measured, in the words of the source."""
        metric = [category.label for dimension, category in self.picked if dimension.role == "metric"]
        return metric[0] if metric else self.origin.title

    @property
    def population(self) -> str:
        """The area and group that were picked, in the words of the source."""
        return ", ".join(category.label for dimension, category in self.picked if dimension.role != "metric")

    @property
    def statuses(self) -> dict[str, list[str]]:
        """Periods by what the source says of their values."""
        found: dict[str, list[str]] = {}
        for period, observation in zip(self.periods, self.observations, strict=True):
            if observation.status:
                found.setdefault(observation.status, []).append(period.label)
        return found


@dataclass(frozen=True)
class Cube:
    """Values by several dimensions.

    Examples
    --------
    >>> years = Dimension("TIME", "Year", (Category("2022", "2022"), Category("2023", "2023")), "time")
    >>> sexes = Dimension("SEX", "Sex", (Category("1", "Male"), Category("2", "Female")))
    >>> values = {("2022", "2"): Observation(Decimal("19.4")), ("2023", "2"): Observation(None)}
    >>> cube = Cube("lonely.json", (years, sexes), values, Origin("Lonely"))
    >>> series = cube.pick({"sex": "female"})
    >>> [(period.label, each.value) for period, each in zip(series.periods, series.observations)]
    [('2022', Decimal('19.4')), ('2023', None)]
    """

    name: str
    """The file or address, as the user knows it."""
    dimensions: tuple[Dimension, ...]
    """What the values are told apart by."""
    observations: Mapping[tuple[str, ...], Observation]
    """Values by the codes of their categories, in the order of the dimensions; what is missing has no value."""
    origin: Origin = field(default_factory=Origin)
    """Where they come from."""

    @property
    def time(self) -> Dimension | None:
        """The dimension of time: the one that says so, else the only one whose categories all are periods."""
        named = [dimension for dimension in self.dimensions if dimension.role == "time"]
        if named:
            return named[0]
        fitting = [dimension for dimension in self.dimensions if dimension.categories and _read(dimension, None)]
        return fitting[0] if len(fitting) == 1 else None

    def dimension(self, name: str) -> Dimension | None:
        """Return the dimension of an id or, failing that, of a label, capitals aside; None when there is none."""
        wanted = folded(name)
        by_id = [dimension for dimension in self.dimensions if folded(dimension.id) == wanted]
        found = by_id or [dimension for dimension in self.dimensions if folded(dimension.label) == wanted]
        return found[0] if len(found) == 1 else None

    def open(self, picks: Mapping[str, str], time: Dimension | None) -> tuple[Dimension, ...]:
        """Return the dimensions other than time of which a category has still to be picked."""
        chosen = {dimension.id for name in picks if (dimension := self.dimension(name)) is not None}
        return tuple(
            dimension
            for dimension in self.dimensions
            if dimension is not time and dimension.id not in chosen and len(dimension.categories) > 1
        )

    def pick(self, picks: Mapping[str, str], *, time: str | None = None, kind: Kind | None = None) -> Series:
        """Return the series of the categories picked.

        Parameters
        ----------
        picks
            Category by dimension, each by code or label; a dimension with one category needs none.
        time
            The dimension of time, where the source does not say.
        kind
            What sort of periods they are, when the labels do not tell.

        Raises
        ------
        InputError
            With everything that is not known, not picked, or cannot be read.
        """
        faults: list[str] = []
        along = self.dimension(time) if time else self.time
        if along is None:
            ids = [dimension.id for dimension in self.dimensions]
            wanted = f'time is "{time}", which is not a dimension' if time else "does not say which dimension is time"
            faults.append(f"{wanted}; name it with --time, one of {listed(ids, MOST_NAMED, last='or')}")
        chosen, wrong = self._chosen(picks, along)
        for dimension in self.open(picks, along) if along is not None else ():
            names = listed([f'"{each.label}"' for each in dimension.categories], MOST_NAMED, last="or")
            wrong.append(f'pick one of {dimension}, such as --pick "{dimension.id}=…": {names}')
        faults += wrong
        if along is not None and not faults:
            along = self._observed(chosen, along)
            if not _read(along, kind):
                faults.append(_unreadable(along, kind))
        if faults or along is None:
            raise InputError([Fault(self.name, 0, fault) for fault in faults])
        return self._series(chosen, along, _read(along, kind))

    def _key(self, chosen: Mapping[str, Category], time: Dimension, category: Category) -> tuple[str, ...]:
        return tuple(category.code if each.id == time.id else chosen[each.id].code for each in self.dimensions)

    def _observed(self, chosen: Mapping[str, Category], time: Dimension) -> Dimension:
        """Return time without what lies before and after the series, or between its periods when kinds are mixed."""
        given = [self._key(chosen, time, each) in self.observations for each in time.categories]
        ends = [number for number, is_given in enumerate(given) if is_given]
        if not ends:
            return time
        whole = replace(time, categories=time.categories[ends[0] : ends[-1] + 1])
        if _read(whole, None):
            return whole
        return replace(time, categories=tuple(time.categories[number] for number in ends))

    def _chosen(self, picks: Mapping[str, str], time: Dimension | None) -> tuple[dict[str, Category], list[str]]:
        chosen = {each.id: each.categories[0] for each in self.dimensions if len(each.categories) == 1}
        faults = []
        for name, wanted in picks.items():
            dimension = self.dimension(name)
            if dimension is None:
                ids = [each.id for each in self.dimensions] + [each.label for each in self.dimensions]
                known = f"known are {listed([each.id for each in self.dimensions], MOST_NAMED)}"
                faults.append(f'"{name}" is not a dimension; {did_you_mean(name, ids, otherwise=known)}')
            elif dimension is time:
                faults.append(f"{dimension} is time, of which every period is taken; leave it out of --pick")
            elif (category := dimension.category(wanted)) is None:
                faults.append(_unknown(dimension, wanted))
            else:
                chosen[dimension.id] = category
        return chosen, faults

    def _series(self, chosen: Mapping[str, Category], time: Dimension, periods: tuple[Period, ...]) -> Series:
        rows = []
        for category, period in zip(time.categories, periods, strict=True):
            key = self._key(chosen, time, category)
            rows.append((period, self.observations.get(key, Observation(None))))
        rows.sort(key=lambda row: row[0].position)
        doubled = [after[0].label for before, after in pairwise(rows) if before[0].same_time_as(after[0])]
        if doubled:
            message = f"{time} holds {listed(doubled)} twice, written in two ways; ask the publisher which one counts"
            raise InputError([Fault(self.name, 0, message)])
        picked = tuple((each, chosen[each.id]) for each in self.dimensions if each.id != time.id)
        units = [category.unit for _, category in picked if category.unit]
        units += [row.unit for _, row in rows if row.unit]
        decimals = [category.decimals for _, category in picked if category.decimals is not None]
        decimals += [row.decimals for _, row in rows if row.decimals is not None]
        if len(set(units)) > 1:
            message = f"the unit changes within the series ({listed(sorted(set(units)))}); pick one unit"
            raise InputError([Fault(self.name, 0, message)])
        return Series(
            picked,
            tuple(period for period, _ in rows),
            tuple(row for _, row in rows),
            units[0] if units else None,
            max(decimals, default=None),
            self.origin,
        )


def _unknown(dimension: Dimension, wanted: str) -> str:
    same = [category for category in dimension.categories if folded(category.label) == folded(wanted)]
    if len(same) > 1:
        codes = listed([category.code for category in same], MOST_NAMED)
        return f'{dimension} has several categories called "{wanted}"; pick one by its code: {codes}'
    names = [
        *dict.fromkeys([each.label for each in dimension.categories] + [each.code for each in dimension.categories])
    ]
    known = f"known are {listed([each.label for each in dimension.categories], MOST_NAMED)}"
    return f'{dimension} has no category "{wanted}"; {did_you_mean(wanted, names, otherwise=known)}'


def _read(time: Dimension, kind: Kind | None) -> tuple[Period, ...]:
    """Return the periods of a dimension by its labels, else by its codes; nothing when neither can be read."""
    for names in ([each.label for each in time.categories], [each.code for each in time.categories]):
        try:
            return parse_periods(names, kind)
        except MethodError:
            continue
    return ()


def _unreadable(time: Dimension, kind: Kind | None) -> str:
    labels: Iterable[str] = [each.label for each in time.categories]
    try:
        parse_periods(labels, kind)
    except MethodError as error:
        return f'{time} cannot be read as periods: {error}; or say what they are, as in --periods "financial year"'
    return f"{time} holds no periods"
