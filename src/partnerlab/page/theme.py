"""The look of the page as data: its colours, the name and the logo of whoever publishes it."""

from __future__ import annotations

import base64
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from partnerlab.errors import Fault, InputError
from partnerlab.page.colour import GRAPHIC_CONTRAST, TEXT_CONTRAST, contrast_ratio, is_colour

STATUSES = ("red", "amber", "green", "unknown")
_SERIES = tuple(f"series_{number}" for number in range(1, 7))
_MODES = ("light", "dark")

TEXT_PAIRS = tuple(
    [(text, behind) for text in ("ink", "muted", "accent") for behind in ("paper", "page", "panel")]
    + [("band_ink", "band")]
    + [(text, f"{status}_tint") for status in STATUSES for text in ("ink", "muted", "accent")]
    + [("ink", "ramp_1"), ("ink", "ramp_2"), ("ink", "ramp_3"), ("paper", "ramp_4"), ("paper", "ramp_5")]
)
"""Colours of text and what they stand on: each pair needs 4.5:1."""

GRAPHIC_PAIRS = tuple(
    [(status, behind) for status in STATUSES for behind in ("paper", "panel", f"{status}_tint")]
    + [(series, "paper") for series in _SERIES]
    + [("edge", "paper"), ("focus", "paper"), ("focus", "page"), ("focus", "panel")]
)
"""Colours of graphics and what they stand on: each pair needs 3:1."""

LOGO_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
LOGO_LIMIT = 60_000
"""Largest logo in bytes: it is carried inside every page."""


@dataclass(frozen=True)
class Theme:
    """How a page looks.

    Examples
    --------
    >>> default_theme().light["ink"]
    '#16212b'
    """

    light: Mapping[str, str]
    dark: Mapping[str, str]
    """Colour by purpose, for light and for dark screens; the purposes stand in ``palettes.toml``."""
    name: str = ""
    """Who publishes the page, shown at its head; empty for nobody."""
    logo: str = field(default="", repr=False)
    """Picture as a ``data:`` address, shown beside the name; empty for none."""

    @property
    def digest(self) -> str:
        """SHA-256 of all that a page shows of it."""
        told = (sorted(self.light.items()), sorted(self.dark.items()), self.name, self.logo)
        return sha256(repr(told).encode()).hexdigest()


@cache
def default_theme() -> Theme:
    """Theme of a page when nobody asks for another.

    Examples
    --------
    >>> sorted(default_theme().light) == sorted(default_theme().dark)
    True
    """
    text = resources.files("partnerlab.page").joinpath("palettes.toml").read_text("utf-8")
    palettes = tomllib.loads(text)
    return Theme(light=MappingProxyType(palettes["light"]), dark=MappingProxyType(palettes["dark"]))


@cache
def name_colours() -> Mapping[str, str]:
    """Purpose by colour of the light half, by which a drawing follows the page's own colours.

    Examples
    --------
    >>> name_colours()["#16212b"]
    'ink'
    """
    return {colour: purpose for purpose, colour in reversed(list(default_theme().light.items()))}


def list_weak_contrasts(colours: Mapping[str, str]) -> Iterator[str]:
    """Say which colours cannot be told from what is behind them.

    Yields
    ------
    str
        One sentence for each pair whose contrast is below what WCAG 2.2 AA asks.

    Examples
    --------
    >>> list(list_weak_contrasts(default_theme().light))
    []
    >>> next(list_weak_contrasts({**default_theme().light, "ink": "#999999"}))
    'ink #999999 on paper #ffffff has contrast 2.85:1; it needs 4.5:1, so choose a darker or lighter colour'
    """
    needed = [(pair, TEXT_CONTRAST) for pair in TEXT_PAIRS] + [(pair, GRAPHIC_CONTRAST) for pair in GRAPHIC_PAIRS]
    for (front, behind), least in needed:
        ratio = contrast_ratio(colours[front], colours[behind])
        if ratio < least:
            yield (
                f"{front} {colours[front]} on {behind} {colours[behind]} has contrast {ratio:.2f}:1; "
                f"it needs {least:g}:1, so choose a darker or lighter colour"
            )


def read_theme(file: Path) -> Theme:
    """Read the name, logo and colours of a page from a settings file.

    Parameters
    ----------
    file
        TOML file with, all optional, ``name``, ``logo`` (a PNG or JPEG beside the file, at most 60 KB)
        and the tables ``[light]`` and ``[dark]`` with colours by purpose, such as ``accent = "#0b5c7d"``.

    Returns
    -------
    Theme
        The default look with what the file changes.

    Raises
    ------
    InputError
        If the file cannot be read, names something unknown, or a contrast would fail.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp(), "theme.toml")
    >>> _ = file.write_text('name = "Audit Office"')
    >>> read_theme(file).name
    'Audit Office'
    """
    try:
        text = file.read_text("utf-8")
        settings = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError([Fault(file.name, 0, f"cannot be read as TOML settings: {_reason(error)}")]) from error
    faults = [Fault(file.name, _line_of(text, place), message) for place, message in _find_faults(settings, file)]
    if faults:
        raise InputError(faults)
    default = default_theme()
    return Theme(
        light={**default.light, **settings.get("light", {})},
        dark={**default.dark, **settings.get("dark", {})},
        name=settings.get("name", ""),
        logo=_embed_logo(file.parent / settings["logo"]) if settings.get("logo") else "",
    )


def _reason(error: Exception) -> str:
    return error.strerror or type(error).__name__ if isinstance(error, OSError) else str(error)


def _line_of(text: str, place: str) -> int:
    """Line of a setting, such as ``name``, ``[dark]`` or ``[dark] ink``; that of its table when it is not found."""
    table, _, key = place.rpartition("] ") if place.startswith("[") else ("", "", place)
    inside, of_table = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if found := re.match(r"\s*\[\s*(\w+)", line):
            inside = f"[{found[1]}"
            of_table = of_table or number * (inside == (table or place.rstrip("]")))
        elif inside == table and re.match(rf"\s*[\"']?{re.escape(key)}\b", line):
            return number
    return of_table


def _find_faults(settings: Mapping[str, object], file: Path) -> Iterator[tuple[str, str]]:
    for key, value in settings.items():
        if key not in ("name", "logo", *_MODES):
            yield key, f'"{key}" is not a setting; settings are name, logo, [light] and [dark]'
        elif key in ("name", "logo") and not isinstance(value, str):
            yield key, f"{key} is {value!r}; write it as text in quotes"
        elif key == "logo" and value:
            yield from ((key, fault) for fault in _find_logo_faults(file.parent / str(value)))
        elif key in _MODES:
            yield from _find_colour_faults(key, value)


def _find_logo_faults(logo: Path) -> Iterator[str]:
    if logo.suffix.lower() not in LOGO_TYPES:
        yield f"logo {logo.name} is not a PNG or JPEG picture; save it as one"
    elif not logo.is_file():
        yield f"logo {logo.name} is not there; put it beside the settings file or remove the line"
    elif logo.stat().st_size > LOGO_LIMIT:
        yield f"logo {logo.name} has {logo.stat().st_size} bytes; at most {LOGO_LIMIT}, so save it smaller"


def _find_colour_faults(mode: str, colours: object) -> Iterator[tuple[str, str]]:
    default = getattr(default_theme(), mode)
    if not isinstance(colours, dict):
        yield mode, f"{mode} is not a table of colours; write [{mode}] and a colour on each line below it"
        return
    wrong = False
    for purpose, colour in colours.items():
        if purpose not in default:
            wrong = True
            yield (
                f"[{mode}] {purpose}",
                f'"{purpose}" is no purpose of a colour; purposes are {", ".join(sorted(default))}',
            )
        elif not is_colour(colour):
            wrong = True
            yield (
                f"[{mode}] {purpose}",
                f'{purpose} is {colour!r}; write a colour as six hexadecimal digits, such as "#0b5c7d"',
            )
    if not wrong:
        for sentence in list_weak_contrasts({**default, **colours}):
            purpose = next((word for word in sentence.split() if word in colours), "")
            yield f"[{mode}] {purpose}", f"[{mode}] {sentence}"


def _embed_logo(logo: Path) -> str:
    content = base64.b64encode(logo.read_bytes()).decode("ascii")
    return f"data:{LOGO_TYPES[logo.suffix.lower()]};base64,{content}"
