from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.page.letters import STYLES, font_file
from partnerlab.page.letters.make import read_widths, write_font

COVERS = ("partnerlab.page.letters.make",)

PUBLISHED = {
    "Regular": {" ": 278, "a": 556, "i": 222, "m": 833, "W": 944, "0": 556, ".": 278, "%": 889},
    "Bold": {" ": 278, "a": 556, "i": 278, "m": 889, "W": 944, "0": 556, ".": 278, "%": 889},
}
"""Adobe's published metrics of Helvetica and Helvetica Bold, in thousandths of an em."""


@pytest.mark.parametrize("style", STYLES)
def test_letters_are_as_wide_as_published(style: str) -> None:
    units, widths = read_widths(font_file(style))
    for letter, thousandths in PUBLISHED[style].items():
        assert widths[ord(letter)] * 1000 / units == pytest.approx(thousandths, abs=0.6), letter


@pytest.mark.parametrize("style", STYLES)
def test_the_fonts_are_what_is_made_from_their_widths(style: str, tmp_path: Path) -> None:
    made = tmp_path / "made.ttf"
    write_font(made, style, *read_widths(font_file(style)))
    assert made.read_bytes() == font_file(style).read_bytes()


def test_every_letter_of_british_and_irish_names_is_known() -> None:
    _, widths = read_widths(font_file("Regular"))
    assert not {letter for letter in "ÁÉÍÓÚáéíóúŴŶŵŷâêîôûÀÈÌÒÙ£€–—‘’“”…•·×≥≤±²" if ord(letter) not in widths}
