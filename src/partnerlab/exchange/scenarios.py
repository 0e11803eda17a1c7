"""Scenarios: named sets of changes to a partnership, each a small file that can be tried, compared and thrown away.

That of ``parameters/hub.yaml`` called *Lead moved* is ``parameters/hub/scenarios/lead-moved.yaml``. The partnership's
own files stay as they are.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from partnerlab.characters import slug_of
from partnerlab.errors import Fault, InputError
from partnerlab.exchange.alterations import Alteration, alter
from partnerlab.files import save
from partnerlab.partnership import Edit, edit_partnership
from partnerlab.partnership.columns import sheet_tables
from partnerlab.partnership.sources import Folder
from partnerlab.partnership.yaml_files import read_plain
from partnerlab.suggestions import did_you_mean

FOLDER = "scenarios"
"""Name of the folder of scenarios, in the folder of the partnership's tables."""
LARGEST = 1_000_000
"""Bytes that a scenario's file may hold."""
_KEYS = {"table", "of", "row", "set", "was", "add", "remove"}


@dataclass(frozen=True)
class Scenario:
    """A named set of changes."""

    name: str
    """What people call it."""
    alterations: tuple[Alteration, ...]
    """What is changed."""


def scenario_file(partnership: Path, name: str) -> Path:
    """Return where a scenario of a partnership is kept.

    Raises
    ------
    InputError
        When the name holds no letters or digits.

    Examples
    --------
    >>> scenario_file(Path("parameters/hub.yaml"), "Lead moved").as_posix()
    'parameters/hub/scenarios/lead-moved.yaml'
    """
    slug = slug_of(name)
    if not slug:
        raise InputError([Fault("", 0, f'"{name}" holds no letters or digits; give the scenario a name')])
    return partnership.parent / partnership.stem / FOLDER / f"{slug}.yaml"


def list_scenarios(partnership: Path) -> tuple[str, ...]:
    """Return the names of a partnership's scenarios, as its files are called."""
    folder = partnership.parent / partnership.stem / FOLDER
    return tuple(sorted(file.stem for file in folder.glob("[!.]*.yaml")))  # hidden is what a killed writer left


def write_scenario(partnership: Path, scenario: Scenario) -> Path:
    """Write a scenario; one of the same name is replaced."""
    target = scenario_file(partnership, scenario.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    written = io.StringIO()
    yaml = YAML()
    yaml.width = 1_000
    yaml.dump({"name": scenario.name, "changes": [_written(row) for row in scenario.alterations]}, written)
    save(target, written.getvalue().encode())
    return target


def drop_scenario(partnership: Path, name: str) -> None:
    """Throw a scenario away, and its folder with the last."""
    target = scenario_file(partnership, name)
    target.unlink(missing_ok=True)
    for folder in (target.parent, target.parent.parent):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def read_scenario(partnership: Path, name: str) -> Scenario:
    """Read a scenario of a partnership.

    Raises
    ------
    InputError
        When there is none of that name, or its file says what a scenario cannot.
    """
    file = scenario_file(partnership, name)
    shown = f"{partnership.stem}/{FOLDER}/{file.name}"
    if not file.is_file():
        way_out = did_you_mean(
            file.stem, list_scenarios(partnership), otherwise="scenarios are made in the live workbook: partnerlab lab"
        )
        raise InputError([Fault(shown, 0, f"there is no such scenario; {way_out}")])
    if file.stat().st_size > LARGEST:
        raise InputError([Fault(shown, 0, "is larger than a scenario can be")])
    try:
        data = read_plain(Folder(partnership.parent), shown)
        rows = data["changes"]
        return Scenario(str(data.get("name", file.stem)), tuple(_read(row) for row in rows))
    except InputError as error:
        raise InputError([_refused(shown, fault.line, fault.message) for fault in error.faults]) from None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InputError([_refused(shown, 0, str(error))]) from None


def _refused(file: str, line: int, reason: str) -> Fault:
    said = " ".join(reason.split())[:200]
    message = f"cannot be read as a scenario ({said}); it holds `name` and a list of `changes`, each with a `table`"
    return Fault(file, line, message)


def apply_scenario(partnership: Path, scenario: Scenario) -> Edit:
    """Return an edit of a partnership's files with a scenario in it; nothing is written.

    Raises
    ------
    InputError
        When the files no longer say what the scenario starts from.
    """
    edit = edit_partnership(partnership, command=f"scenario {scenario.name}")
    if left := alter(edit, scenario.alterations):
        raise InputError([Fault(f"{scenario.name}", 0, text) for text in left])
    return edit


def write_copy(partnership: Path, scenario: Scenario, folder: Path) -> tuple[Path, ...]:
    """Write a copy of a partnership's files with a scenario in them; return the copies, that of its YAML file first.

    Parameters
    ----------
    partnership
        The YAML file.
    scenario
        What is changed; the copy's name says so.
    folder
        Where the copy is written; what stands there of it is replaced.
    """
    edit = apply_scenario(partnership, scenario)
    edit.set("name", f"{edit.content['name']} (scenario: {scenario.name})")
    proposal = edit.propose()
    contents = {**edit.contents, **proposal.contents}
    for name, data in contents.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        save(target, data)
    return folder / partnership.name, *(folder / name for name in sorted({*contents} - {partnership.name}))


def _written(row: Alteration) -> dict[str, Any]:
    found: dict[str, Any] = {"table": row.table}
    if row.outer:
        found["of"] = row.outer
    if not row.row:
        return {**found, "add": dict(row.values)}
    found["row"] = dict(row.row)
    return {**found, "remove": True} if row.gone else {**found, "set": dict(row.values), "was": dict(row.was)}


def _read(row: Mapping[str, Any]) -> Alteration:
    known = {table.name for table in sheet_tables()}
    name = str(row["table"])
    if name not in known:
        raise ValueError(f'"{name}" is no table; {did_you_mean(name, sorted(known))}')
    if extra := set(row) - _KEYS:
        raise ValueError(f"{sorted(extra)[0]} is not known here")
    outer, which = str(row.get("of", "")), _texts(row.get("row", {}))
    if "add" in row:
        return Alteration(name, outer, values=_texts(row["add"]))
    if not which:
        raise ValueError("a change names its `row`, or what to `add`")
    if row.get("remove"):
        return Alteration(name, outer, which, was=which, gone=True)
    return Alteration(name, outer, which, _texts(row["set"]), _texts(row.get("was", {})))


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): "" if value is None else _text(value) for name, value in row.items()}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(map(str, value))
    return str(value)
