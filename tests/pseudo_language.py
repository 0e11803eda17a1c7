"""A made language: English with an accent on each vowel, so that what was translated can be seen."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import normalize, read_po
from supply.messages import TEMPLATE

from partnerlab.page.translation.catalogue import PLACEHOLDER

ACCENTS = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
HEADER = 'msgid ""\nmsgstr ""\n"Language: en-XA\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def accent(text: str) -> str:
    """Accent the fixed text of a message, its placeholders apart."""
    written, end = [], 0
    for found in PLACEHOLDER.finditer(text):
        written += [text[end : found.start()].translate(ACCENTS), found[0]]
        end = found.end()
    return "".join([*written, text[end:].translate(ACCENTS)])


def write_pseudo_language(file: Path) -> None:
    """Write a catalogue that translates every message of the template."""
    parts = [HEADER]
    with TEMPLATE.open("rb") as opened:
        for message in read_po(opened):
            if isinstance(message.id, tuple):
                one, several = message.id
                parts.append(
                    f"msgid {normalize(one)}\nmsgid_plural {normalize(several)}\n"
                    f"msgstr[0] {normalize(accent(one))}\nmsgstr[1] {normalize(accent(several))}\n\n"
                )
            elif message.id:
                parts.append(f"msgid {normalize(message.id)}\nmsgstr {normalize(accent(message.id))}\n\n")
    file.write_text("".join(parts), encoding="utf-8")
