"""Make the fonts from the widths of a font that has them: ``python -m partnerlab.page.letters.make LiberationSans``.

What is given is the beginning of the path of two font files, which ``-Regular.ttf`` and ``-Bold.ttf`` complete. This
needs fontTools and is done once; the fonts it makes stand beside it.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Mapping
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from partnerlab.page.letters import FAMILY, PAIRED, RANGES, STYLES, font_file

UNKNOWN = ".notdef"
HEIGHT = 0.7
MADE = 3_660_681_600
"""When the fonts say that they were made, in seconds from 1904: always the first day of 2020."""


def read_widths(font: Path) -> tuple[int, dict[int, int]]:
    """Read how wide a font's characters are.

    Returns
    -------
    tuple of int and dict
        Units in an em, and width in such units by character.
    """
    with TTFont(font) as opened:
        glyphs, widths = opened.getBestCmap(), opened["hmtx"]
        known = {code: widths[glyphs[code]][0] for start, end in RANGES for code in range(start, end) if code in glyphs}
        return opened["head"].unitsPerEm, known


def write_font(path: Path, style: str, units: int, widths: Mapping[int, int]) -> None:
    """Write a font of triangles, with one for each pair of small letters, so that a word is half as much to look up.

    Parameters
    ----------
    units
        Units in an em.
    widths
        Width of each character in such units.
    """
    names = {code: f"u{code:04X}" for code in sorted(widths)}
    pairs = {f"{names[a]}_{names[b]}": (a, b) for a, b in itertools.product(map(ord, PAIRED), repeat=2)}
    known = {UNKNOWN: units // 2} | {names[code]: widths[code] for code in names}
    known |= {name: widths[a] + widths[b] for name, (a, b) in pairs.items()}
    font = FontBuilder(units, isTTF=True)
    font.setupGlyphOrder(list(known))
    font.setupCharacterMap({code: names[code] for code in names})
    font.setupGlyf({name: _triangle(width, int(units * HEIGHT)) for name, width in known.items()})
    font.setupHorizontalMetrics({name: (width, 0) for name, width in known.items()})
    font.setupHorizontalHeader(ascent=int(units * 0.905), descent=-int(units * 0.212))
    whole = f"{FAMILY} {style}"
    labels = {"familyName": FAMILY, "styleName": style, "fullName": whole, "psName": whole.replace(" ", "")}
    font.setupNameTable({**labels, "uniqueFontIdentifier": whole, "version": "Version 1.0"})
    font.setupOS2(usWeightClass=STYLES[style], sTypoAscender=int(units * 0.728))
    font.setupPost(keepGlyphNames=False)
    rules = "".join(f"sub {names[a]} {names[b]} by {name};" for name, (a, b) in pairs.items())
    font.addOpenTypeFeatures(f"feature liga {{{rules}}} liga;")
    font.font["head"].created = font.font["head"].modified = MADE
    font.font.recalcTimestamp = False
    font.save(path)


def _triangle(width: int, height: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((width, 0))
    pen.lineTo((width, height))
    pen.closePath()
    return pen.glyph()


def main() -> None:
    """Make the fonts."""
    for style in STYLES:
        write_font(font_file(style), style, *read_widths(Path(f"{sys.argv[1]}-{style}.ttf")))


if __name__ == "__main__":
    main()
