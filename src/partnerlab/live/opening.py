"""A partnership opened in a notebook: with controls before a person, read and no more in a batch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from partnerlab.commands import write_place
from partnerlab.partnership import Partnership, read_partnership
from partnerlab.surroundings import live_shell

if TYPE_CHECKING:
    from partnerlab.live.following import Following
    from partnerlab.live.workbook import Workbook


class _Opened:
    """The one workbook of a kernel, and the cells that follow it."""

    workbook: Workbook | None = None
    following: Following | None = None
    panel: Any = None


def open_partnership(file: str | Path, *, as_at: str = "", redact: bool = False, redact_names: str = "") -> Partnership:
    """Return a partnership; before a person, show the controls by which to choose, change and save.

    What stands below follows what is chosen and changed there: each cell below that shows a part of a review shows it
    anew, in its place.

    Parameters
    ----------
    file
        Path of the YAML file.
    as_at
        The date on which to see the partnership, `YYYY-MM-DD`; empty for the newest date in the data.
    redact
        Whether to leave out people's names, contact details and free-text notes.
    redact_names
        A list of names to strike out everywhere; empty for none. What is struck out cannot be changed, so that there
        are no controls then.

    Raises
    ------
    InputError
        With every fault of the file and its tables.

    Examples
    --------
    >>> open_partnership("parameters/northern-food-network.yaml").slug
    'northern-food-network'
    """
    shell = live_shell()
    if shell is None or redact_names:
        return read_partnership(file, as_at=as_at, redact=redact, redact_names=redact_names)
    if _Opened.following is not None and _Opened.following.again and _Opened.workbook is not None:
        return _Opened.workbook.partnership
    return _open(shell, str(file), as_at, redact)


def _open(shell: Any, file: str, as_at: str, redact: bool) -> Partnership:
    # Only here: a batch does without widgets, and they take time to import.
    from partnerlab.live.following import Following  # noqa: PLC0415 - as said
    from partnerlab.live.panel import Panel  # noqa: PLC0415 - as said
    from partnerlab.live.warm_up import open_workbook  # noqa: PLC0415 - as said

    named = {"partnership_file": write_place(Path(file)), "as_at": as_at}
    known = _Opened.workbook
    if known is None or known.redact != redact or named not in (known.named, known.parameters()):
        _Opened.workbook = open_workbook(Path(file), as_at, redact)
        if _Opened.following is not None:
            _Opened.following.end()
        _Opened.following = Following(shell)
        _Opened.following.begin()
    assert _Opened.workbook is not None  # noqa: S101 - made above
    assert _Opened.following is not None  # noqa: S101 - made above
    _Opened.workbook.named = named
    if _Opened.panel is None:
        _Opened.panel = Panel(_Opened.workbook, _Opened.following.run_again)
    else:  # the same one: where the notebook is open twice, both show and change the same
        _Opened.panel.show(_Opened.workbook, _Opened.following.run_again)
    parent = shell.get_parent() or {}
    source = str(parent.get("content", {}).get("code", ""))
    _Opened.following.begin_with(source, str(parent.get("metadata", {}).get("cellId", source)))
    _show(_Opened.panel)
    return _Opened.workbook.partnership


def _show(panel: Any) -> None:
    from IPython.display import display  # noqa: PLC0415 - there is a shell, so it is there

    display(panel)  # type: ignore[no-untyped-call] # IPython is partly typed
