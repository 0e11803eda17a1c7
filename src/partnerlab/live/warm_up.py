"""What the first notebook of a person has to do once, done ahead: imports, the partnership read and reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from partnerlab.display.warm_up import warm_up as warm_up_display
from partnerlab.errors import PartnerlabError
from partnerlab.live.unsaved import signs_of
from partnerlab.live.workbook import Workbook
from partnerlab.partnership.replacing import list_changed


class _Kept:
    """The workbook that was made ahead, for the processes that are forked from this one."""

    workbook: Workbook | None = None
    signs: tuple[tuple[str, int, int], ...] = ()


def warm_up(file: str | Path, as_at: str = "", topics: Mapping[str, str | None] | None = None) -> None:
    """Open a partnership and review it; one whose file is faulty is told of later, by the notebook.

    Parameters
    ----------
    file
        A partnership's file.
    as_at
        Date of the review, `YYYY-MM-DD`; empty for the newest in the data.
    topics
        The topic that is looked at first, by the stage that the partnership is in; None in it, and where a stage is not
        named, for all topics.
    """
    import_module("partnerlab.live.panel")
    path = Path(file)
    try:
        workbook = Workbook(path, as_at)
        warm_up_display(workbook.partnership, (topics or {}).get(workbook.partnership.current_stage or ""))
    except (PartnerlabError, OSError):
        return
    _Kept.workbook, _Kept.signs = workbook, signs_of(path)


def open_workbook(file: Path, as_at: str, redact: bool) -> Workbook:
    """Return a workbook: the one that was made ahead, where it is the same and its files are as they were then."""
    kept = _Kept.workbook
    _Kept.workbook = None  # it is one person's from here on
    if kept is None or (kept.file.resolve(), kept.as_at, kept.redact) != (file.resolve(), as_at, redact):
        return Workbook(file, as_at, redact)
    if signs_of(file) != _Kept.signs or list_changed(kept.file.parent, kept.draft.edit.contents):
        return Workbook(file, as_at, redact)
    kept.look_elsewhere()
    return kept
