"""Every package of `constraints.txt`: its version, its licence, what it needs, and whether users need it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parent.parent
CONSTRAINTS = ROOT / "constraints.txt"
ELSEWHERE = Path(__file__).with_name("elsewhere.toml")
"""What is known of packages that this machine has no use for, such as those for Windows alone."""

_CLASSES = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""Names of licences by what classifiers call them; `BSD` does not say which of its forms."""

_WORDS = {
    "apache 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd 3-clause license": "BSD-3-Clause",
    "bsd 2-clause license": "BSD-2-Clause",
    "2-clause bsd": "BSD-2-Clause",
    "isc license": "ISC",
    "mit license": "MIT",
    "psfl": "PSF-2.0",
}
"""Names of licences by what people write in their place."""

_NAMED = re.compile(r"[A-Za-z]+-[\w.-]+( (AND|OR) [A-Za-z][\w.-]*)*|MIT|ISC|BSD|PSF")

Need = Literal["always", "on request", "for development"]
"""When a package is installed: with partnerlab, with one of its extras, or by those who work on it."""


@dataclass(frozen=True)
class Pin:
    """A package at the version that partnerlab is tested with.

    Parameters
    ----------
    name, version
        As in `constraints.txt`.
    licence
        Its SPDX identifier, or the nearest that its makers say; empty when they say none.
    requires
        Names of the packages of `constraints.txt` that it needs, in the form of `key_of`.
    need
        Who needs it.
    """

    name: str
    version: str
    licence: str
    requires: tuple[str, ...]
    need: Need

    @property
    def key(self) -> str:
        """Its name as registries compare it."""
        return key_of(self.name)


def key_of(name: str) -> str:
    """Return a package's name as registries compare it.

    Examples
    --------
    >>> key_of("ruamel.yaml"), key_of("Flask")
    ('ruamel-yaml', 'flask')
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def read_versions(constraints: Path = CONSTRAINTS) -> dict[str, str]:
    """Return the version of each package by its name, as `constraints.txt` gives them."""
    lines = constraints.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {name.strip(): version.strip() for name, version in pairs}


@cache
def read_pins() -> tuple[Pin, ...]:
    """Return every package of `constraints.txt`, by name.

    Raises
    ------
    LookupError
        One is neither installed here at that version nor described in `elsewhere.toml`.
    """
    versions = read_versions()
    known = {key_of(name) for name in versions}
    described = {name: _described(name, version) for name, version in versions.items()}
    needs = {key_of(name): tuple(sorted({*requires} & known)) for name, (_, requires) in described.items()}
    wanted = _wanted(needs)
    return tuple(
        Pin(name, versions[name], licence, needs[key_of(name)], wanted.get(key_of(name), "for development"))
        for name, (licence, _) in sorted(described.items(), key=lambda item: key_of(item[0]))
    )


def licence_of(about: metadata.PackageMetadata) -> str:
    """Return a package's licence by its SPDX identifier where its makers give one, else as they call it."""
    fields: Mapping[str, str] = {key: about[key] for key in ("License-Expression", "License") if key in about}
    if expression := fields.get("License-Expression"):
        return expression
    said = fields.get("License", "").strip().splitlines()
    first = said[0].strip(" .-") if said else ""
    if known := _WORDS.get(first.lower()):
        return known
    classes = [_CLASSES.get(kind, kind) for kind in _classifiers(about)]
    if _NAMED.fullmatch(first) and first not in {"BSD", "UNKNOWN"}:
        return first
    return " OR ".join(classes) or first


def _classifiers(about: metadata.PackageMetadata) -> Iterator[str]:
    for line in about.get_all("Classifier") or ():
        if line.startswith("License ::"):
            yield line.rpartition(" :: ")[2]


def _described(name: str, version: str) -> tuple[str, tuple[str, ...]]:
    elsewhere = tomllib.loads(ELSEWHERE.read_text(encoding="utf-8"))
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        if elsewhere.get(name, {}).get("version") == version:
            return elsewhere[name]["licence"], ()
        raise LookupError(f"{name} {version} is neither installed nor in {ELSEWHERE.name}") from None
    if found.version != version:
        raise LookupError(f"{name} {found.version} is installed, {version} is in {CONSTRAINTS.name}; install that one")
    return licence_of(found.metadata), tuple(_required(found.requires))


def _required(requirements: list[str] | None) -> Iterator[str]:
    """Yield the names of what a package needs whatever is asked of it; on other machines too."""
    for line in requirements or ():
        if "extra ==" not in line:
            yield key_of(re.split(r"[\s\[(<>=!~;]", line)[0])


def _wanted(needs: Mapping[str, tuple[str, ...]]) -> dict[str, Need]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [line for name, lines in extras.items() if name != "test" for line in lines]
    wanted: dict[str, Need] = {}
    for need, lines in (("on request", asked), ("always", project["dependencies"])):
        for name in _reached([*_required(lines)], needs):
            wanted[name] = need  # type: ignore[assignment]  # one of the two above
    return wanted


def _reached(names: list[str], needs: Mapping[str, tuple[str, ...]]) -> set[str]:
    reached: set[str] = set()
    while names:
        name = names.pop()
        if name in needs and name not in reached:
            reached.add(name)
            names += needs[name]
    return reached
