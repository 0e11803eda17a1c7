"""Where files are: paths on this machine, and addresses such as ``s3://bucket/parameters`` elsewhere."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from partnerlab.errors import Fault, InputError
from partnerlab.parameters import partnerships_in
from partnerlab.suggestions import nearest, no_such_file

PARTNERSHIPS = Path("parameters")
"""Where the partnerships of a working place are."""

OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("outputs"),
    show_default=True,
    help="Folder of the pages.",
)
"""Where the pages are that a command changes along with a partnership's files."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def place_at(text: str) -> Any:
    """Return a path here, or a place elsewhere at an address that fsspec understands.

    Raises
    ------
    click.BadParameter
        It cannot be reached.
    """
    if not _ADDRESS.match(text):
        return Path(text)
    if text.lower().startswith("file://"):
        from urllib.parse import urlsplit
        from urllib.request import url2pathname

        return Path(url2pathname(urlsplit(text).path))
    try:
        return _reach(text)
    except click.UsageError:
        raise
    except Exception as error:  # each kind of storage fails in ways of its own
        cause = " ".join(str(error).split()) or type(error).__name__
        way_out = "check the address, what reads such addresses (s3fs, say), and your right to read there"
        raise click.BadParameter(_without_secrets(f"{text} cannot be reached ({cause}); {way_out}")) from None


def _reach(address: str) -> Any:
    """Return the place at an address, having asked for it once, so that whoever mistyped it is told at once."""
    try:
        upath: Any = import_module("upath")  # an extra that few install
    except ImportError:
        raise click.UsageError("an address needs the extra `remote`: pip install partnerlab[remote]") from None
    place = upath.UPath(address)
    place.exists()
    return place


def _without_secrets(text: str) -> str:
    """Return a text without the user and the password that an address in it may hold."""
    return re.sub(r"://[^/@\s]*@", "://", text)


class ExistingFile(click.Path):
    """A file on this machine that is to be read; a path that leads to none is told as it was typed."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, dir_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, once something is there."""
        path = named_place(super().convert(value, param, ctx))
        check_there(path)
        return path


def named_place(place: Any) -> Any:
    """Return a place as it is; for the name of a partnership in parameters/ its file.

    Examples
    --------
    >>> name_of(named_place(Path("riverside-support-hub"))), name_of(named_place(Path("nothing")))
    ('parameters/riverside-support-hub.yaml', 'nothing')
    """
    if not is_here(place) or len(place.parts) != 1 or place.exists():
        return place
    return next((file for file in partnerships_in(PARTNERSHIPS) if file.stem == place.name), place)


def _is_bare(place: Any) -> bool:
    return is_here(place) and not place.suffix and len(place.parts) == 1


def check_there(*places: Any) -> None:
    """Refuse places at which nothing is, each with the nearest of the files that are in its folder.

    Raises
    ------
    InputError
        With every place at which nothing is.
    """
    if faults := [Fault("", 0, _nothing_at(place)) for place in places if not place.exists()]:
        raise InputError(faults)


def _nothing_at(place: Any) -> str:
    named = {file.stem: file for file in partnerships_in(PARTNERSHIPS)} if _is_bare(place) else {}
    if near := nearest(place.name, list(named)):
        return f"there is no file {place.name}; did you mean {name_of(named[near])}?"
    beside = sorted(other.name for other in place.parent.glob(f"*{place.suffix}")) if is_here(place) else []
    return no_such_file(place.name, name_of(place).removesuffix(place.name), beside)


def is_here(place: Any) -> bool:
    """Whether a place is on this machine."""
    return isinstance(place, Path)


def name_of(place: Any) -> str:
    """Return a place as its user would write it.

    Examples
    --------
    >>> name_of(Path("parameters") / "hub.yaml")
    'parameters/hub.yaml'
    """
    return place.as_posix() if is_here(place) else _without_secrets(str(place))
