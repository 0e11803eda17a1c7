"""A partnership given another file name or folder, with all that belongs to it: tables, scenarios and history."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from partnerlab.errors import ChangeError, InputError
from partnerlab.files import way_out, write_whole
from partnerlab.parameters import YAML, partnerships_in
from partnerlab.partnership.history import carry_history, history_of, lock_of
from partnerlab.partnership.reading import read_whole
from partnerlab.partnership.replacing import alone, difference
from partnerlab.partnership.sources import Folder


@dataclass(frozen=True)
class Relocation:
    """What is to be moved, and what of it names the folder of tables and has to name it anew."""

    file: Path
    """The partnership's file."""
    target: Path
    """Where it is to be."""
    moves: tuple[tuple[Path, Path], ...]
    """Each file or folder that is moved, and where to."""
    texts: dict[str, bytes]
    """New bytes of each file that names the folder, by its name beside the partnership's file as it is now."""

    def preview(self) -> str:
        """Return what would be moved, and the difference of the files."""
        now = {name: (self.file.parent / name).read_bytes() for name in self.texts}
        lines = [f"{source.as_posix()} -> {target.as_posix()}" for source, target in self.moves]
        return "\n".join([*lines, *filter(None, [difference(now, self.texts)])])


def plan_relocation(file: Path, target: Path) -> Relocation:
    """Look what has to be moved so that a partnership's file can be at another place; nothing is changed.

    Raises
    ------
    ChangeError
        When something is there already, or when another partnership rests on the same tables.
    """
    pairs = ((file, target), (_tables(file), _tables(target)), (history_of(file), history_of(target)))
    moves = tuple((source, to) for source, to in pairs if source.exists())
    if there := [to.as_posix() for _, to in pairs if to.exists()]:
        raise ChangeError(f"{there[0]} is there already; choose another name, or move that away; nothing changed")
    mention = re.compile(rb"(?<![\w./-])" + re.escape(file.stem.encode()) + rb"(?=/)")
    for other in partnerships_in(file.parent):
        if other != file and mention.search(other.read_bytes()):
            message = f"{other.name} names tables in {file.stem}/, too; give it copies of its own first"
            raise ChangeError(f"{message}; nothing changed")
    # The file itself stands in remarks alone, such as the commands that a new file begins with.
    remark = re.compile(rb"(?m)^([ \t]*#.*[ /])" + re.escape(file.stem.encode()) + rb"(?=\.ya?ml\b)")
    texts: dict[str, bytes] = {}
    if file.stem != target.stem:
        for path in _yaml_files(file):
            before = path.read_bytes()
            after = mention.sub(lambda _: target.stem.encode(), before)
            after = remark.sub(lambda found: found[1] + target.stem.encode(), after)
            if after != before:
                texts[path.relative_to(file.parent).as_posix()] = after
    return Relocation(file, target, moves, texts)


def relocate(plan: Relocation, command: str) -> None:
    """Move a partnership's files; afterwards they say what they said before, and their history is kept.

    Raises
    ------
    ChangeError
        When something cannot be moved, or would not say the same there; all is as it was then.
    """
    said = _content(plan.file)
    history = carry_history(plan.file, plan.target, command)
    changed = {plan.file.parent / name: (plan.file.parent / name).read_bytes() for name in plan.texts}
    done: list[tuple[Path, Path]] = []
    with alone(lock_of(plan.file)):
        try:
            for name, text in plan.texts.items():
                write_whole(plan.file.parent / name, text)
            for source, target in plan.moves:
                target.parent.mkdir(parents=True, exist_ok=True)
                source.rename(target)
                done.append((source, target))
            if said is not None and _content(plan.target) != said:
                raise ChangeError(f"{plan.target.as_posix()} would not say what {plan.file.name} says; nothing changed")
            write_whole(history_of(plan.target), history)
        except (OSError, ChangeError) as error:
            for source, target in reversed(done):
                target.rename(source)
            for path, content in changed.items():
                write_whole(path, content)
            if isinstance(error, ChangeError):
                raise
            named = os.fsdecode(error.filename or plan.file)
            way = way_out(error, "close it elsewhere")
            raise ChangeError(f"{named} cannot be moved ({error.strerror}); {way}; nothing changed") from error
    with suppress(OSError):
        lock_of(plan.file).unlink(missing_ok=True)


def _tables(file: Path) -> Path:
    """Return the folder of a partnership's tables, scenarios and mappings of headings."""
    return file.parent / file.stem


def _yaml_files(file: Path) -> Iterator[Path]:
    yield file
    yield from sorted(path for path in _tables(file).rglob("*") if path.suffix.lower() in YAML)


def _content(file: Path) -> dict[str, Any] | None:
    """Return what a partnership's file says, whatever it and its tables are called; None for a faulty one."""
    try:
        whole = read_whole(Folder(file.parent), file.name).partnership
    except InputError:
        return None
    return whole.model_dump()
