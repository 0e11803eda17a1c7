"""A piece of a page as a widget, where what has been shown cannot be changed in another way."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any

import anywidget
import traitlets


class Piece(anywidget.AnyWidget):
    """One thing that a cell has shown.

    Parameters
    ----------
    bundle
        What it says, by MIME type.
    """

    html = traitlets.Unicode("").tag(sync=True)

    def __init__(self, bundle: Mapping[str, Any]) -> None:
        super().__init__(html=_html_of(bundle))

    @property
    def _esm(self) -> str:
        return resources.files("partnerlab.live").joinpath("piece.js").read_text("utf-8")

    def update(self, bundle: Mapping[str, Any], **_: Any) -> None:
        """Say something else, as a display's handle does."""
        self.html = _html_of(bundle)


def _html_of(bundle: Mapping[str, Any]) -> str:
    return str(bundle.get("text/html", ""))
