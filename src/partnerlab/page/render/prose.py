"""Text cells: Markdown as HTML, with formulas as they were typed."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import Any

import mistune
from mistune.plugins.math import math

from partnerlab.page.render.sanitise import TAGS

_PLUGINS = ("table", "strikethrough", "def_list")
_TAG = re.compile(r"</?([a-zA-Z][\w-]*)")


def write_prose(source: str, *, spelled_out: bool = True) -> str:
    r"""Write Markdown as HTML, which is still to be read by the list of what is allowed.

    Parameters
    ----------
    source
        The Markdown. Formulas between dollar signs stay as they are, and so do entities; comments stay comments.
    spelled_out
        Whether a tag that no page has is shown as it was typed; otherwise it is left to the reader of the HTML.

    Examples
    --------
    >>> write_prose("H<sub>2</sub>O is <wet>, $a*b*c$")
    '<p>H<sub>2</sub>O is &lt;wet&gt;, <span>$a*b*c$</span></p>\n'
    """
    return str(_markdown(spelled_out)(source))


class _Renderer(mistune.HTMLRenderer):
    """Lets through tags that a page may have, and comments, which its reader leaves out."""

    def __init__(self, spelled_out: bool) -> None:
        super().__init__(escape=False)
        self._spelled_out = spelled_out

    def inline_html(self, html: str) -> str:
        return html if self._is_known(html) else escape(html)

    def block_html(self, html: str) -> str:
        return f"{html}\n" if self._is_known(html) else f"<p>{escape(html.strip())}</p>\n"

    def _is_known(self, html: str) -> bool:
        tag = _TAG.match(html.lstrip())
        return not self._spelled_out or html.lstrip().startswith("<!--") or (tag is not None and tag[1].lower() in TAGS)


@cache
def _markdown(spelled_out: bool) -> mistune.Markdown:
    renderer = _Renderer(spelled_out)
    markdown = mistune.create_markdown(renderer=renderer, plugins=[*_PLUGINS, math])
    renderer.register("inline_math", _write_formula)
    renderer.register("block_math", _write_display)
    return markdown


def _write_formula(_: Any, text: str) -> str:
    return f"<span>${escape(text)}$</span>"


def _write_display(_: Any, text: str) -> str:
    return f"<p>$${escape(text)}$$</p>\n"
