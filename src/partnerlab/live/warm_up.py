"""What the first notebook of a person has to do once, done ahead: imports, a review, the guide's data."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from partnerlab.display.warm_up import warm_up as warm_up_display
from partnerlab.errors import PartnerlabError


def warm_up(file: str | Path) -> None:
    """Review a partnership and throw the review away; one whose file is faulty is told of later, by the notebook.

    Parameters
    ----------
    file
        A partnership's file.
    """
    import_module("partnerlab.live.panel")
    try:
        warm_up_display(file)
    except PartnerlabError:
        return
