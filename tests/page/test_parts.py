"""Parts of the page escape what they are given."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from partnerlab.page.parts import name_content, read_lights, render

HOSTILE = '"><script>alert(1)</script>'


def test_a_value_is_text() -> None:
    assert "<script" not in render("note", text=HOSTILE)
    assert "&lt;script&gt;" in render("note", text=HOSTILE)


def test_a_value_that_is_forgotten_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("note")


def test_every_light_has_a_word_and_a_shape_of_its_own() -> None:
    lights = read_lights().values()
    assert len({light["word"] for light in lights}) == len({light["path"] for light in lights}) == 4


def test_a_light_says_its_word_beside_a_hidden_shape() -> None:
    shown = render("light", status="red")
    assert "Act now" in shown
    assert 'aria-hidden="true"' in shown


def test_names_follow_from_content_alone() -> None:
    assert name_content("a", "b") == name_content("a", "b")
    assert name_content("a", "b") != name_content("ab", "")
