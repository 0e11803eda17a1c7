"""Memory that was let go of, given back to the system: a process that is measured by its peak keeps no empty rooms."""

from __future__ import annotations

import ctypes
import gc
import sys

MANY = 100
"""Things let go of, from which it is worth it to look for what can be given back."""


def give_back(of: int = MANY) -> None:
    """Give back to the system what was freed between what is still in use.

    Python and its libraries keep freed memory for their next need, often tens of megabytes after a search or a large
    table. Where the C library cannot give it back (it can on most kinds of Linux), only rubbish is collected.

    Parameters
    ----------
    of
        How many things were let go of, such as reviews that were read. After few there is nothing to give back, and
        the search, of all that is in use, would take longer than the work itself.

    Examples
    --------
    >>> give_back()
    """
    if of < MANY:
        return
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
