"""A partnership given another file name or folder, with all that belongs to it: tables, scenarios and history."""

from __future__ import annotations

import glob
import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from partnerlab.errors import ChangeError, InputError
from partnerlab.files import ANY_RANDOM, LONGEST_NAME, TEMPORARY, way_out, write_whole
from partnerlab.parameters import YAML, partnerships_in
from partnerlab.partnership.history import carry_history, history_of, lock_of, moved_from, read_history
from partnerlab.partnership.reading import read_whole
from partnerlab.partnership.replacing import alone, difference, list_changed
from partnerlab.partnership.sources import Folder
from partnerlab.wording import listed


@dataclass(frozen=True)
class Relocation:
    """What is to be moved, and what of it names the folder of tables and has to name it anew."""

    file: Path
    """The partnership's file."""
    target: Path
    """Where it is to be."""
    moves: tuple[tuple[Path, Path], ...]
    """Each file or folder of the partnership that is moved, and where to."""
    texts: dict[str, bytes]
    """New bytes of each file that names the folder, by its name beside the partnership's file as it is now."""
    read: dict[str, bytes]
    """Bytes of the same files as they were read."""
    meant: Mapping[str, bytes] = field(default_factory=dict)
    """New bytes of files that are changed besides, as they would be at the old place."""
    along: tuple[tuple[Path, Path], ...] = ()
    """Each folder that goes along and can be made again, and where to."""

    def preview(self) -> str:
        """Return what would be moved, and the difference of the files."""
        moves = (*self.moves, *self.along)
        lines = [f"{source.as_posix()} -> {target.as_posix()}" for source, target in moves]
        return "\n".join([*lines, *filter(None, [difference(self.read, self.texts)])])

    def contents(self) -> dict[Path, bytes]:
        """Return what each file is to hold where it is moved to; the history of changes is not among them."""
        named = {self.file.parent / name: text for name, text in self.texts.items()}
        tables = _tables(self.file)
        inside = (path for path in tables.rglob("*") if path.is_file())
        found = {self.target: self.file, **{_tables(self.target) / path.relative_to(tables): path for path in inside}}
        return {to: named[path] if path in named else path.read_bytes() for to, path in found.items()}


def plan_relocation(file: Path, target: Path, meant: Mapping[str, bytes] | None = None) -> Relocation:
    """Look what has to be moved so that a partnership's file can be at another place; nothing is changed.

    Parameters
    ----------
    meant
        New bytes of files that the move is to change besides, by their names beside the partnership's file.

    Raises
    ------
    ChangeError
        When something is there already, but for what a move that was killed left there, or when another partnership
        rests on the same tables.
    """
    pairs = tuple(zip(_places(file), _places(target), strict=True))
    mention = re.compile(rb"(?<![\w./-])((?:\./+)*)" + re.escape(file.stem.encode()) + rb"(?=/)")
    for other in partnerships_in(file.parent):
        if other != file and other.exists() and mention.search(other.read_bytes()):
            message = f"{other.name} names tables in {file.stem}/, too; give it copies of its own first"
            raise ChangeError(f"{message}; nothing changed")
    # The file itself stands in remarks alone, such as the commands that a new file begins with.
    remark = re.compile(rb"(?m)^([ \t]*#.*[ /])" + re.escape(file.stem.encode()) + rb"(?=\.ya?ml\b)")
    meant = meant or {}
    texts, read = dict(meant), {name: (file.parent / name).read_bytes() for name in meant}
    if file.stem != target.stem:
        for path in _yaml_files(file):
            name, before = path.relative_to(file.parent).as_posix(), path.read_bytes()
            after = mention.sub(lambda found: found[1] + target.stem.encode(), meant.get(name, before))
            after = remark.sub(lambda found: found[1] + target.stem.encode(), after)
            if after != before:
                texts[name], read[name] = after, before
    moves = tuple((source, to) for source, to in pairs if source.exists())
    plan = Relocation(file, target, moves, texts, read, meant)
    _refuse_what_is_there(plan, [to for _, to in pairs if to.exists() or to.is_symlink()])
    for link in (file, _tables(file)):
        if link.is_symlink():
            message = f"{link.as_posix()} is a link; put what it leads to in its place, or move that by hand"
            raise ChangeError(f"{message}; nothing changed")
    return plan


def relocate(plan: Relocation, command: str, changes: tuple[str, ...] = ()) -> None:
    """Move a partnership's files; afterwards they say what they said before, and their history is kept.

    All of it stands whole at the new place before anything goes at the old one. So a move that is killed loses nothing:
    the same command goes on with it for as long as the old file is there.

    Raises
    ------
    ChangeError
        When something cannot be moved, would not say the same there, or was changed since it was planned; all is as it
        was then.
    """
    with alone(lock_of(plan.file)):
        if changed := list_changed(plan.file.parent, plan.read):
            raise ChangeError(f"{listed(sorted(changed))} changed meanwhile; nothing was moved; try again")
        back: list[tuple[Path, Path]] = []
        new = [place for place in _places(plan.target) if not place.exists()]
        try:
            for source, target in plan.along:
                _move(source, target, back)
            said = _content(plan.file, plan.meant)
            _write_copy(plan, carry_history(plan.file, plan.target, command, changes))
            if said is not None and _content(plan.target) != said:
                raise ChangeError(f"{plan.target.as_posix()} would not say what {plan.file.name} says; nothing changed")
            old = [(source, _set_aside(source)) for source, _ in plan.moves]
            for source, aside in old:
                _move(source, aside, back)
        except BaseException as error:
            for source, target in reversed(back):
                target.rename(source)
            for place in new:
                _remove(place)
            if not isinstance(error, OSError):
                raise
            named = os.fsdecode(error.filename or plan.file)
            way = way_out(error, "close it elsewhere")
            raise ChangeError(f"{named} cannot be moved ({error.strerror}); {way}; nothing changed") from error
        for _, aside in old:
            _remove(aside)
    with suppress(OSError):
        lock_of(plan.file).unlink(missing_ok=True)


def _refuse_what_is_there(plan: Relocation, there: list[Path]) -> None:
    """Refuse to take the place of anything but of what this very move left when it was killed."""
    target = plan.target
    for other in partnerships_in(target.parent):
        # Of two names that differ in capitals only, runs refuse both.
        if other not in {plan.file, target} and _plain(other.stem) == _plain(target.stem):
            raise ChangeError(f"{other.as_posix()} is there already; choose another name; nothing changed")
    meant = plan.contents()
    inside = [path for place in there if place == _tables(target) for path in place.rglob("*") if path.is_file()]
    files = [*inside, *(place for place in there if place.is_file() and place != history_of(target))]
    is_left = not any(map(Path.is_symlink, there)) and all(path.read_bytes() == meant.get(path) for path in files)
    if _tables(target) in there:  # built aside, a folder of tables was whole when it came there
        is_left &= _tables(plan.file).is_dir() and {*inside} == meant.keys() - {target}
    if history_of(target) in there:
        *kept, _ = carry_history(plan.file, target, "").splitlines()
        is_left &= history_of(target).read_bytes().splitlines()[:-1] == kept and _tells_move(plan)
    if there and not is_left:
        raise ChangeError(
            f"{there[0].as_posix()} is there already; choose another name, or move that away; nothing changed"
        )


def _tells_move(plan: Relocation) -> bool:
    """Whether the history at the new place ends with this move."""
    entries = read_history(plan.target)
    return bool(entries) and entries[-1].changes[-1] == moved_from(plan.file, plan.target)


def _write_copy(plan: Relocation, history: bytes) -> None:
    """Write all of a partnership to its new place, its file last; what is there is what a killed move left."""
    tables, target = _tables(plan.file), _tables(plan.target)
    for left in target.parent.glob(f"{TEMPORARY}{ANY_RANDOM}-{glob.escape(_end(target))}~"):
        _remove(left)
    contents = plan.contents()
    if tables.is_dir() and not target.exists():
        building = _set_aside(target)
        try:
            found = {path: building / path.relative_to(tables) for path in (tables, *sorted(tables.rglob("*")))}
            for path, to in found.items():
                if path.is_symlink() and path.relative_to(plan.file.parent).as_posix() not in plan.texts:
                    to.symlink_to(path.readlink())
                elif path.is_dir():
                    to.mkdir(parents=True, exist_ok=True)
                else:
                    write_whole(to, contents[target / path.relative_to(tables)])
            for path, to in reversed(found.items()):  # a folder that nobody may write to is filled by now
                shutil.copystat(path, to, follow_symlinks=False)
            building.rename(target)
        except BaseException:
            _remove(building)
            raise
    write_whole(history_of(plan.target), history)
    write_whole(plan.target, contents[plan.target])
    shutil.copymode(plan.file, plan.target)


def _set_aside(path: Path) -> Path:
    """Return a name beside a file or folder that nobody takes for a partnership or its tables."""
    return path.with_name(f"{TEMPORARY}{secrets.token_hex(4)}-{_end(path)}~")


def _end(path: Path) -> str:
    return path.name[-LONGEST_NAME // 4 :]


def _move(source: Path, target: Path, done: list[tuple[Path, Path]]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
    done.append((source, target))


def _remove(path: Path) -> None:
    """Remove a file or a folder, where it is there and can be removed."""
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _plain(stem: str) -> str:
    return unicodedata.normalize("NFC", stem).casefold()


def _tables(file: Path) -> Path:
    """Return the folder of a partnership's tables, scenarios and mappings of headings."""
    return file.parent / file.stem


def _places(file: Path) -> tuple[Path, Path, Path]:
    """Return where all of a partnership is: its file, tables and history."""
    return file, _tables(file), history_of(file)


def _yaml_files(file: Path) -> Iterator[Path]:
    yield file
    yield from sorted(path for path in _tables(file).rglob("*") if path.suffix.lower() in YAML)


def _content(file: Path, meant: Mapping[str, bytes] | None = None) -> dict[str, Any] | None:
    """Return what a partnership's file says, whatever it and its tables are called; None for a faulty one."""
    try:
        whole = read_whole(Folder(file.parent, meant=meant or {}), file.name).partnership
    except InputError:
        return None
    return whole.model_dump()
