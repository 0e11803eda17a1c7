"""Text cells: Markdown as HTML, with formulas as MathML."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import Any

import mistune
from mistune.plugins.math import math

from partnerlab.page.render.formulas import ENVIRONMENTS, write_formula
from partnerlab.page.render.pictures import ATTACHED
from partnerlab.page.render.sanitise import TAGS

_PLUGINS = ("table", "strikethrough", "def_list")
_ENVIRONMENT = (
    rf"^ {{0,3}}(?P<latex_text>\\begin\{{(?P<latex_name>{ENVIRONMENTS})\*?\}}[\s\S]{{0,4000}}?"
    r"\\end\{(?P=latex_name)\*?\})[ \t]*(?:\n|$)"
)
_PASSED_OVER = frozenset(
    "address article aside big center font footer header main nav nobr strike tt".split()  # noqa: SIM905 - words read better as words
)
"""Tags of HTML that a page has none of, of which what is in them is shown and not the tag."""
_TAG = re.compile(r"</?([a-zA-Z][\w-]*)")


def write_prose(source: str, *, spelled_out: bool = True) -> str:
    r"""Write Markdown as HTML, which is still to be read by the list of what is allowed.

    Parameters
    ----------
    source
        The Markdown. Formulas between dollar signs become MathML; entities stay as they are, comments stay comments.
    spelled_out
        Whether a tag that no page has is shown as it was typed; otherwise it is left to the reader of the HTML.

    Examples
    --------
    >>> write_prose("H<sub>2</sub>O is <wet>")
    '<p>H<sub>2</sub>O is &lt;wet&gt;</p>\n'
    """
    return str(_markdown(spelled_out)(source))


class _Renderer(mistune.HTMLRenderer):
    """Lets through tags that a page may have, and comments, which its reader leaves out."""

    def __init__(self, spelled_out: bool) -> None:
        super().__init__(escape=False, allow_harmful_protocols=[ATTACHED])
        self._spelled_out = spelled_out

    def inline_html(self, html: str) -> str:
        return html if self._is_known(html) else escape(html)

    def block_html(self, html: str) -> str:
        return f"{html}\n" if self._is_known(html) else f"<p>{escape(html.strip())}</p>\n"

    def _is_known(self, html: str) -> bool:
        tag = _TAG.match(html.lstrip())
        known = tag is not None and tag[1].lower() in TAGS | _PASSED_OVER
        return not self._spelled_out or html.lstrip().startswith("<!--") or known


@cache
def _markdown(spelled_out: bool) -> mistune.Markdown:
    renderer = _Renderer(spelled_out)
    markdown = mistune.create_markdown(renderer=renderer, plugins=[*_PLUGINS, math])
    markdown.block.register("environment", _ENVIRONMENT, _take_environment, before="list")
    renderer.register("inline_math", lambda _, text: write_formula(text))
    renderer.register("block_math", lambda _, text: write_formula(text, display=True))
    return markdown


def _take_environment(_: Any, found: re.Match[str], state: Any) -> int:
    """Take an environment for a formula, as Jupyter does where there are no dollar signs around it."""
    state.append_token({"type": "block_math", "raw": found["latex_text"].strip()})
    return found.end()
