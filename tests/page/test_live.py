"""The script of an interactive page and the data that it reads."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from partnerlab.page.live import carry, write_script
from partnerlab.page.markup import write_markup
from partnerlab.page.style import write_source


def write_carried(content: dict[str, Any]) -> str:
    return write_markup(carry(content))


HOSTILE = "</script><script>alert(1)</script><!--\u2028&"


def test_the_script_can_stand_in_a_page_and_asks_for_nothing() -> None:
    script = write_script()
    assert "</script" not in script.lower()
    assert "<!--" not in script
    assert "pl-specification" in script
    assert 600_000 < len(script) < 1_100_000


def test_the_script_is_the_same_in_another_process() -> None:
    code = "from partnerlab.page.live import write_script; from partnerlab.page.style import write_source; "
    code += "print(write_source(write_script()))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == write_source(write_script())


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
