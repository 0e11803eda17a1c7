"""What a page carries for its script: nothing in it ends the block, and nothing in it gives orders."""

from __future__ import annotations

import json
from typing import Any

from partnerlab.page.markup import write_markup
from partnerlab.page.specifications import carry

HOSTILE = "</script><script>alert(1)</script><!--\u2028&"


def write_carried(content: dict[str, Any]) -> str:
    return write_markup(carry(content))


def test_no_text_ends_the_block_of_data_and_all_of_it_comes_back() -> None:
    rows = [{HOSTILE: HOSTILE}]
    figure = {"specification": {"title": HOSTILE, "datasets": {"d": rows}}, "choice": {"title": HOSTILE}}
    written = write_carried({"figures": [figure]})
    head, inside = written.split(">", 1)
    assert head == '<script type="application/json" class="pl-specification"'
    assert inside.count("<") == 1
    assert json.loads(inside.removesuffix("</script>")) == [figure]


def test_orders_to_whoever_embeds_a_chart_are_left_out() -> None:
    figure = {"specification": {"mark": "bar", "usermeta": {"embedOptions": {"loader": {"baseURL": "https://x.test"}}}}}
    assert "x.test" not in write_carried({"figures": [figure]})


def test_what_is_no_figure_is_left_out() -> None:
    assert write_carried({"figures": ["x", {"specification": 3}]}).endswith('>[{"specification":{}}]</script>')
    assert write_carried({}).endswith(">[]</script>")
