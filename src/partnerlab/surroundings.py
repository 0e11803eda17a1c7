"""Who is in front of what we show: a person at a notebook, or nobody, as in a batch."""

from __future__ import annotations

import os
import sys
from typing import Any

SERVED_LIVE = "voila"
"""How a server begins its name that runs a notebook for people to use, without cells."""


def current_shell() -> Any | None:
    """Return IPython's shell, in whose process this is; None outside IPython."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None and hasattr(ipython, "get_ipython") else None


def is_served_alone() -> bool:
    """Whether a server runs the notebook for people to use without cells; it changes only widgets once they are shown.

    Examples
    --------
    >>> is_served_alone()
    False
    """
    return os.environ.get("SERVER_SOFTWARE", "").casefold().startswith(SERVED_LIVE)


def live_shell() -> Any | None:
    """Return IPython's shell where a person's notebook is running a cell; None in a batch and outside notebooks.

    A notebook in front of a person names the cell that it runs; papermill, nbconvert and our runner name none.

    Examples
    --------
    >>> live_shell() is None
    True
    """
    shell = current_shell()
    if shell is None or not hasattr(shell, "get_parent"):
        return None
    asked = shell.get_parent() or {}
    names_cell = "cellId" in (asked.get("metadata") or {})
    is_control = str((asked.get("header") or {}).get("msg_type", "")).startswith("comm_")
    return shell if is_served_alone() or names_cell or is_control else None
