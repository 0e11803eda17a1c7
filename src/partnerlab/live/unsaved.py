"""What is typed and not saved, kept where it outlives the kernel: one file for all who have a partnership open.

The file of ``parameters/hub.yaml`` is ``parameters/.history/hub.draft.json``. Each kernel knows what of it is its own.
What another one typed there stays, is shown, and can be taken up: nobody writes over it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from partnerlab.exchange.alterations import Alteration
from partnerlab.files import remove_leftovers, write_whole
from partnerlab.partnership.columns import table_named
from partnerlab.partnership.history import FOLDER

Alterations = tuple[Alteration, ...]


def draft_of(file: Path) -> Path:
    """Return where what is typed into a partnership's file is kept."""
    return file.parent / FOLDER / f"{file.stem}.draft.json"


@dataclass
class Unsaved:
    """What is typed into one partnership, by whomever."""

    file: Path
    _own: Alterations = ()
    """What was last written of one's own."""

    def read(self) -> Alterations:
        """Return all that is kept; empty when there is nothing, or nothing that can be read."""
        try:
            rows = json.loads(draft_of(self.file).read_text(encoding="utf-8"))
            found = tuple(Alteration(**row) for row in rows)
            return found if all(table_named(row.table) for row in found) else ()
        except (OSError, ValueError, TypeError, KeyError):
            return ()

    def others(self, own: Sequence[Alteration]) -> Alterations:
        """Return what is kept of others, and not typed here as well: an earlier session's, or another notebook's."""
        return tuple(row for row in _without(self.read(), self._own) if row not in own)

    def has_own(self) -> bool:
        """Whether all is kept that was last written; another notebook writing in the same moment may have lost it."""
        return len(_without(self.read(), self._own)) + len(self._own) == len(self.read())

    def keep(self, own: Sequence[Alteration], others: Sequence[Alteration]) -> None:
        """Write what is typed here beside what others typed; where there is nothing, nothing is left behind.

        Raises
        ------
        OSError
            It could not be written; what was kept before still is.
        """
        target, kept = draft_of(self.file), [*others, *own]
        if kept:
            text = json.dumps([asdict(alteration) for alteration in kept], ensure_ascii=False, indent=1)
            write_whole(target, text.encode("utf-8"))
        else:
            target.unlink(missing_ok=True)
            remove_leftovers(target.parent, target.name)
        self._own = tuple(own)  # only now: as long as it could not be written, what stands there of one's own is older


def signs_of(file: Path) -> tuple[tuple[str, int, int], ...]:
    """Return name, size and time of a partnership's file and of all in its folder of tables; less of what is gone."""
    found: list[tuple[str, int, int]] = []
    for path in (file, *sorted(file.with_suffix("").rglob("*"))):
        with suppress(OSError):  # somebody took it away in this moment
            stat = path.stat()
            found.append((path.name, stat.st_size, stat.st_mtime_ns))
    return tuple(found)


def _without(all_of_it: Sequence[Alteration], some: Sequence[Alteration]) -> list[Alteration]:
    """Leave each of some out once: two new rows may say the same."""
    left = list(all_of_it)
    for row in some:
        if row in left:
            left.remove(row)
    return left
