"""The parts of the page, small files beside this reader: templates that escape all they are given."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from types import MappingProxyType

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def render(part: str, **values: object) -> Markup:
    """Fill one part of the page; every value is escaped unless it is markup already.

    Parameters
    ----------
    part
        Name of a template, such as ``figure``.
    values
        What the template shows; a name that is missing is an error.

    Returns
    -------
    Markup
        HTML that can stand inside another part.

    Examples
    --------
    >>> "<b>" in render("light", status="red", note="<b>")
    False
    """
    return Markup(_environment().get_template(f"{part}.html.jinja").render(values))  # noqa: S704 - escaped in it


def prepare_parts() -> None:
    """Make every part ready ahead of time; otherwise each is when it is first filled."""
    for name in _environment().list_templates():
        _environment().get_template(name)


def read_text(name: str) -> str:
    """Text of one of the page's files, such as the stylesheet.

    Examples
    --------
    >>> "@media print" in read_text("print.css")
    True
    """
    return resources.files("partnerlab.page").joinpath(name).read_text("utf-8")


RATINGS = {"red": "Red", "amber": "Amber", "green": "Green", "unknown": "Not rated"}
"""What the light of a risk is called: one with a low score is green, which is no practice in place."""


@cache
def read_lights() -> Mapping[str, Mapping[str, str]]:
    """Word, meaning and shape of each light, worst first.

    Examples
    --------
    >>> list(read_lights())
    ['red', 'amber', 'unknown', 'green']
    >>> read_lights()["unknown"]["word"]
    'Cannot tell'
    """
    return MappingProxyType(tomllib.loads(read_text("shapes.toml")))


def name_content(*content: str) -> str:
    """Short name for what is shown, the same for the same content: ids on a page are made of it.

    Examples
    --------
    >>> name_content("Risks", "R1") == name_content("Risks", "R1") != name_content("Risks", "R2")
    True
    """
    return "p" + sha256("\x1f".join(content).encode()).hexdigest()[:8]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("partnerlab.page", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,  # else each part that is filled asks first whether its file has changed
    )
    environment.globals["lights"] = read_lights()
    return environment
