"""The data of figures that a page carries for its script, which may be charts' specifications with anything in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from partnerlab.page.markup import DATA

DATA_TYPE = "application/json"
CARRIER = "pl-specification"
"""Class of the data blocks from which the script reads; they hold no script."""
_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


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
