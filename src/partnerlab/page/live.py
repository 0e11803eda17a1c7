"""The one script that a page may hold, and only on request: Vega, and the few lines that upgrade figures with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from partnerlab.page.markup import DATA
from partnerlab.page.parts import read_text

DATA_TYPE = "application/json"
CARRIER = "pl-specification"
"""Class of the data blocks from which the script reads; they hold no script."""
_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@cache
def write_script() -> str:
    """Write the script of a page: the same text for the same version of vl-convert, some 900,000 bytes.

    It holds Vega, Vega-Lite, Vega's interpreter of expressions, which needs no ``unsafe-eval``, and ``live.js``.
    """
    # Drawing machines must not be started ahead of a fork; and most pages want no script.
    import vl_convert  # noqa: PLC0415 - as said

    script: str = vl_convert.javascript_bundle(read_text("live.js"))
    return f'"use strict";(()=>{{{script}}})();'.replace("</script", "<\\/script")


def carry(content: Mapping[str, Any]) -> Element:
    r"""Put the specifications of figures into a block of data for the page's script; nothing in it can end the block.

    Parameters
    ----------
    content
        ``figures``, each as ``partnerlab.display.interaction.describe_interaction`` gives it; ``usermeta``, with which
        a specification could tell Vega how to embed it, is left out.

    Examples
    --------
    >>> carry({"figures": [{"specification": {"title": "</script>", "usermeta": {}}}]}).text
    '[{"specification":{"title":"\\u003c/script\\u003e"}}]'
    """
    figures = [figure for figure in content.get("figures", ()) if isinstance(figure, Mapping)]
    told = [{**figure, "specification": _without_orders(figure.get("specification"))} for figure in figures]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    for letter, escaped in _ESCAPED.items():
        text = text.replace(letter, escaped)
    block = Element(DATA, {"type": DATA_TYPE, "class": CARRIER})
    block.text = text
    return block


def _without_orders(specification: Any) -> dict[str, Any]:
    held = specification if isinstance(specification, Mapping) else {}
    return {key: value for key, value in held.items() if key != "usermeta"}
