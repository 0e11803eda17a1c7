"""What may have been meant by a name that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

LONGEST_NAME = 100
"""Characters of a word for which the nearest known one is sought."""


def no_such_file(name: str, folder: str, beside: Iterable[str]) -> str:
    """Return what to say about a file that is not there.

    Parameters
    ----------
    name
        Its name.
    folder
        Where it was looked for, as its user wrote it; empty for the folder where the program runs.
    beside
        Names of files of its kind that are there; its own name among them is that of a link.

    Examples
    --------
    >>> no_such_file("hbu.yaml", "parameters/", ["hub.yaml", "ring.yaml"])
    'there is no file parameters/hbu.yaml; did you mean parameters/hub.yaml?'
    >>> no_such_file("hub.yaml", "", [])
    'there is no file hub.yaml; check its name'
    >>> no_such_file("hub.yaml", "", ["hub.yaml"])
    'hub.yaml is a link that leads nowhere or to itself; name the file itself'
    """
    beside = [*beside]
    if name in beside:
        return f"{folder}{name[:LONGEST_NAME]} is a link that leads nowhere or to itself; name the file itself"
    near = nearest(name, beside)
    way_out = f"did you mean {folder}{near}?" if near else "check its name"
    return f"there is no file {folder}{name[:LONGEST_NAME]}; {way_out}"


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str | None = None, cutoff: float = 0.6) -> str:
    """Return the way out for somebody who wrote a name that is not known: the nearest one, or all that are.

    Parameters
    ----------
    otherwise
        What to say when none is near; None names all.
    cutoff
        How alike two names are at least, from 0 to 1, as `difflib.get_close_matches` measures it.

    Examples
    --------
    >>> did_you_mean("manging", ["planning", "managing"]), did_you_mean("zzz", ["planning", "managing"])
    ('did you mean "managing"?', 'known are planning, managing')
    """
    names = list(known)
    near = nearest(word, names, cutoff=cutoff)
    if near is not None:
        return f'did you mean "{near}"?'
    return f"known are {', '.join(names)}" if otherwise is None else otherwise


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the known name that is nearest to a word, capitals or not; None when none is alike enough.

    Examples
    --------
    >>> nearest("manging", ["planning", "managing"]), nearest("manging", ["planning", "managing"], cutoff=0.95)
    ('managing', None)
    >>> nearest("psni", ["PBNI", "PSNI"])
    'PSNI'
    """
    if len(word) > LONGEST_NAME:
        return None
    names = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), names, n=1, cutoff=cutoff)
    return names[near[0]] if near else None
