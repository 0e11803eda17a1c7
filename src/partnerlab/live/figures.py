"""A figure among the controls: the same picture as on the page, which answers to the pointer in the same way."""

from __future__ import annotations

from markupsafe import Markup

from partnerlab.display.figure import Figure
from partnerlab.display.results import Shown


def write_figure(figure: Figure | Shown) -> Markup:
    """Write a figure with what lets it answer to a pointer, where a notebook is open; a sentence in its place as it is.

    The drawing stands at once, and stays for screen readers and for when the script is not there yet.
    """
    shown = figure.shown if isinstance(figure, Figure) else figure
    return Markup("<div>{}</div>{}").format(shown.html, shown.carried)
