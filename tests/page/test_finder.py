"""The script of a table that can be searched: always the same, and only where there is such a table."""

from __future__ import annotations

from partnerlab.page.finder import holds_finder, write_finder
from partnerlab.page.render.sanitise import read_html


def test_the_script_ends_no_element_and_asks_for_nothing() -> None:
    script = write_finder()
    assert "</" not in script
    assert not [word for word in ("fetch(", "eval(", "innerHTML", "XMLHttp", "import(", "Function(") if word in script]


def test_only_a_table_of_its_class_asks_for_it() -> None:
    assert holds_finder(read_html('<div><table class="pl-own pl-find"></table></div>'))
    assert not holds_finder(read_html('<div class="pl-find"><table class="pl-own pl-finder"></table></div>'))
