"""A place to work in: the notebooks, the samples and an empty partnership, laid out in a folder of the user's."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

from partnerlab.characters import slug_of
from partnerlab.errors import Fault, InputError
from partnerlab.files import save
from partnerlab.partnership import partnership_schema
from partnerlab.partnership.partnership import PLACEHOLDER_PURPOSE

FOLDERS = ("notebooks", "parameters", "outputs")
"""Folders of a working place."""


def supplied(folder: str) -> Path:
    """Return the folder of notebooks or parameters that came with partnerlab.

    An installed wheel carries both beside this module; a checkout keeps them at its root.
    """
    packaged = Path(str(resources.files(__package__))) / folder
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / folder


def lay_out(place: Path) -> tuple[Path, ...]:
    """Lay out a working place: notebooks, sample partnerships, an empty folder for reviews, the schema for editors.

    What is there already is left as it is.

    Returns
    -------
    tuple of Path
        The files written, in order.
    """
    written: list[Path] = []
    for name in FOLDERS:
        (place / name).mkdir(parents=True, exist_ok=True)
    for name in ("notebooks", "parameters"):
        source = supplied(name)
        for file in sorted(path for path in source.rglob("*") if path.is_file() and not _is_litter(path)):
            target = place / name / file.relative_to(source)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                save(target, file.read_bytes())
                written.append(target)
    return (*written, *write_schema(place / "parameters"))


def write_schema(parameters: Path) -> tuple[Path, ...]:
    """Write the JSON Schema that the files' first line names; return it when it is new or changed."""
    target = parameters / "partnership.schema.json"
    text = json.dumps(partnership_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if target.exists() and target.read_text(encoding="utf-8") == text:
        return ()
    save(target, text.encode())
    return (target,)


def add_partnership(place: Path, name: str, purpose: str = "") -> Path:
    """Write an empty partnership whose comments teach the format.

    Without a purpose the file asks for one; the question does not count as an answer.

    Raises
    ------
    InputError
        When the name has no letters, or a file of that name exists.
    """
    slug = slug_of(name)
    target = place / "parameters" / f"{slug}.yaml"
    if not slug:
        raise InputError([Fault(str(target.name), 0, f'"{name}" holds no letters or digits; give it a name')])
    if target.exists():
        raise InputError([Fault(f"parameters/{slug}.yaml", 0, "exists already; choose another name or edit it")])
    return write_partnership(target, name, purpose)


def write_partnership(target: Path, name: str, purpose: str) -> Path:
    """Write an empty partnership to a file, whose comments teach the format; return the file."""
    template = resources.files(__package__).joinpath("partnership.yaml").read_text(encoding="utf-8")
    text = template.format(
        name=json.dumps(name, ensure_ascii=False),
        purpose=json.dumps(purpose or PLACEHOLDER_PURPOSE, ensure_ascii=False),
        slug=target.stem,
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    save(target, text.encode())
    return target


def _is_litter(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts[-3:])
