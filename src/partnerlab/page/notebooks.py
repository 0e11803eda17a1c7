"""How a piece of a page looks in a notebook that a person has open: the page's own styles, within the cell's output.

Notebook software has styles of its own and shows many outputs in one document: so each output brings its style along,
which reaches nothing but itself, follows the software's light or dark theme, and needs no script.
"""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from partnerlab.page.handover import ASIDE, PIECE
from partnerlab.page.parts import name_content, read_text
from partnerlab.page.style import declare, shorten
from partnerlab.page.theme import default_theme

_SCOPE = f".{PIECE}" * 3
"""Named three times over, so as to go before what notebook software says of tables in general."""
_DARK = ('[data-jp-theme-light="false"]', "[data-theme=dark]", ".vscode-dark", ".vscode-high-contrast")
"""What the document of JupyterLab, Notebook and Voilà, of other software, and of VS Code bears with a dark theme."""
_CITATION = re.compile(r'<a href="#(guide-[\w-]+)" title="([^"]*)">([^<]*)</a>')
_BUTTON = '<button type="button" class="pl-ask" popovertarget="{place}">{words}</button>'
_ASKED = '<div popover id="{place}"><p><strong>{words}</strong></p><p>{text}</p></div>'
_AFTER = ".pl-about{display:block}.pl-figure{border-top:0;padding-top:0}"
"""What a page says elsewhere, or needs between its parts."""


@cache
def write_piece_style() -> str:
    """Write the style of a piece, which holds for nothing around it.

    Examples
    --------
    >>> write_piece_style().startswith(".pl-piece.pl-piece.pl-piece{")
    True
    """
    theme = default_theme()
    frame, *parts = (shorten(read_text(file)) for file in ("notebooks.css", "pieces.css", "live.css"))
    dark = ",".join(f"{mark} {_SCOPE}" for mark in _DARK)
    return (
        f"{_SCOPE}{{{declare(theme.light)};color-scheme:light;{frame}\n{chr(10).join(parts)}\n{_AFTER}}}\n"
        f"{dark}{{{declare(theme.dark)};color-scheme:dark}}"
    )


def dress(html: str, carried: str = "") -> Markup:
    """Write a piece of a page as a notebook shows it: with its style, and what the guide asks where it is cited.

    Parameters
    ----------
    html
        The piece, escaped already.
    carried
        Data for a script that upgrades figures in it; empty for none.

    Returns
    -------
    Markup
        The piece in an element of its own. A citation is a button that opens the guide's paragraph over the notebook.

    Examples
    --------
    >>> '<button type="button" class="pl-ask"' in dress('<a href="#guide-2-5" title="Talk first.">¶2.5</a>')
    True
    """
    body = open_citations(html)
    style = write_piece_style()
    return Markup(  # noqa: S704 - as it was given
        f'<{PIECE} class="{PIECE}"><style>{style}</style><div>{body}</div>{carried}</{PIECE}>'
    )


def open_citations(html: str) -> Markup:
    """Let each citation in a piece open what the guide asks there, which is written at the piece's end.

    Examples
    --------
    >>> open_citations("<p>Two risks</p>")
    Markup('<p>Two risks</p>')
    """
    name = name_content(html)
    cited = dict.fromkeys(_CITATION.findall(html))
    places = {citation: f"{name}-{number}" for number, citation in enumerate(cited)}
    body = _CITATION.sub(lambda found: _BUTTON.format(place=places[found.groups()], words=found[3]), html)
    opened = "".join(_ASKED.format(place=place, words=words, text=text) for (_, text, words), place in places.items())
    aside = f"<{ASIDE}>{opened}</{ASIDE}>" if opened else ""
    return Markup(body + aside)  # noqa: S704 - as it was given
