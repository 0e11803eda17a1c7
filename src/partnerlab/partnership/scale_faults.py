"""What is wrong with scales of one's own, and with what is rated on a scale: levels off it, an appetite above it."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import Any

from partnerlab.characters import look_of
from partnerlab.errors import GuideError
from partnerlab.guide import bands, level_scheme, level_schemes, scale, scales
from partnerlab.partnership.risks import RiskSettings
from partnerlab.partnership.unchecked import Found, is_number, rows_of
from partnerlab.suggestions import did_you_mean


def find_scale_faults(data: dict[str, Any]) -> Found:
    """Yield each fault of the file's own scales, of ratings and appetites, and of levels of collaboration.

    Parameters
    ----------
    data
        The file's content in the shape of the records; what is of the wrong type is passed over, for it is told
        elsewhere.
    """
    yield from chain(_faults_of_scales(data), _faults_of_ratings(data), _faults_of_levels(data))


def _faults_of_scales(data: dict[str, Any]) -> Found:
    for number, row in rows_of(data, "scales"):
        if _is_supplied(str(row.get("id"))):
            told = f'id "{row["id"]}" is that of a supplied scale, too; choose another'
            yield ("scales", number, "id"), f"{told}, and name that under `risk_settings` or `levels`"
        levels = rows_of(row, "levels")
        if not levels and isinstance(row.get("levels"), list):
            yield ("scales", number), f'scale "{row.get("id")}" has no levels; list them under `levels`'
        for name in ("value", "label"):
            seen: set[str] = set()
            for level, inner in levels:
                text = look_of(str(inner.get(name))).casefold()
                if inner.get(name) is not None and text in seen:
                    where = ("scales", number, "levels", level, name)
                    yield where, f'scale "{row.get("id")}" has two levels of {name} {inner[name]}; keep one'
                seen.add(text)
        chances = sorted(
            (inner["value"], inner["probability"])
            for _, inner in levels
            if is_number(inner.get("value")) and is_number(inner.get("probability"))
        )
        for (lower, before), (higher, chance) in pairwise(chances):
            if chance < before and lower < higher:
                told = f"level {higher} has probability {chance:g}, less than level {lower} with {before:g}"
                yield ("scales", number), f'scale "{row.get("id")}": {told}; higher is more'


def _is_supplied(name: str) -> bool:
    """Whether a scale, a scheme of levels or a set of bands of that name is supplied."""
    if name in {*scales().ids, *level_schemes().ids}:
        return True
    try:
        bands(name)
    except GuideError:
        return False
    return True


def _steps(data: dict[str, Any], name: Any) -> list[tuple[Any, str]] | None:
    """Return value and label of each step of a scale of risk; None when there is none of that name."""
    own = next((row for _, row in rows_of(data, "scales") if row.get("id") == name), None)
    if own is not None:
        return [(level.get("value"), str(level.get("label"))) for _, level in rows_of(own, "levels")]
    try:
        return [(level.value, level.label) for level in scale(str(name)).levels]
    except GuideError:
        return None


def _faults_of_ratings(data: dict[str, Any]) -> Found:
    given = data.get("risk_settings")
    settings: dict[str, Any] = given if isinstance(given, dict) else {}
    own = [str(row.get("id")) for _, row in rows_of(data, "scales")]
    highest: list[Any] = []
    for what in ("likelihood", "impact"):
        name = settings.get(f"{what}_scale", RiskSettings.model_fields[f"{what}_scale"].default)
        steps = _steps(data, name)
        if steps is None:
            hint = did_you_mean(str(name), [*own, *scales().ids])
            yield ("risk_settings", f"{what}_scale"), f'{what}_scale "{str(name)[:60]}" is not known; {hint}'
            continue
        numbers = [value for value, _ in steps if is_number(value)]
        labels = [label for value, label in steps if is_number(value)]
        highest += [max(numbers)] if numbers else []
        for number, row in rows_of(data, "ratings"):
            level = row.get(what)
            if (isinstance(level, int | float) and level < 1) or isinstance(level, list | dict):
                continue  # the record says so
            if numbers and level is not None and not _is_on(level, numbers, labels):
                where = ("ratings", number, what)
                yield where, f"{what} {level} is off the scale {name}, {_span(numbers, labels)}"
    if len(highest) == 2:
        yield from _faults_of_appetite(data, *highest)
    name = settings.get("bands", RiskSettings.model_fields["bands"].default)
    if name not in own:
        try:
            bands(str(name))
        except GuideError as error:
            yield ("risk_settings", "bands"), f"bands: {error}"


def _faults_of_appetite(data: dict[str, Any], likeliest: Any, worst: Any) -> Found:
    rows: list[tuple[tuple[Any, ...], Any]] = [(("risk_settings",), data.get("risk_settings"))]
    rows += [(("risks", number), row) for number, row in rows_of(data, "risks")]
    for location, row in rows:
        appetite = row.get("appetite") if isinstance(row, dict) else None
        if is_number(appetite) and appetite > likeliest * worst:
            told = f"appetite {appetite} is above the highest risk score, {likeliest} × {worst}"
            yield (*location, "appetite"), told


def _is_on(level: Any, numbers: list[Any], labels: list[str]) -> bool:
    """Whether a level lies on a scale: a number between its ends, or a label or the beginning of one only."""
    try:
        return bool(min(numbers) <= float(level) <= max(numbers))
    except (TypeError, ValueError):
        text = str(level).strip().casefold()
    alike = [label.casefold() for label in labels]
    return text in alike or sum(label.startswith(text) for label in alike) == 1


def _span(numbers: list[Any], labels: list[str]) -> str:
    return f"which runs from {min(numbers)} to {max(numbers)} ({', '.join(labels[:12])})"


def _faults_of_levels(data: dict[str, Any]) -> Found:
    name = data.get("levels", "frey")
    steps = _steps(data, name) if name not in level_schemes().ids else None
    if steps is None and name in level_schemes().ids:
        steps = [(level.value, level.label) for level in level_scheme(name).levels]
    numbers = [value for value, _ in steps or () if is_number(value)]
    if not numbers:
        return
    for table, fields in (
        ("relationships", ("needed", "actual")),
        ("collaboration", ("needed", "actual", "resourced")),
    ):
        for number, row in rows_of(data, table):
            for field in fields:
                level = row.get(field)
                if is_number(level) and not min(numbers) <= level <= max(numbers):
                    span = _span(numbers, [label for _, label in steps or ()])
                    yield (table, number, field), f"{field} {level} is off the scheme {name}, {span}"
