"""A finished page in another language: its runs of text, what is read aloud of it, its drawings and its style."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

from partnerlab.page.markup import escape_text, escape_value
from partnerlab.page.style import quote_for_style, write_source
from partnerlab.page.translation.patterns import CLOSES, OPENS, WORD
from partnerlab.page.translation.runs import Part, Run, change_runs
from partnerlab.page.translation.translator import END, ENGLISH, OWN, Said, Translator

ELEMENT = 0xE000
"""The first of the letters that stand for whole elements."""
MOST_ELEMENTS = 0x3FF
_READ_ALOUD = re.compile(r'(\s(?:aria-label|alt|title)=")([^"]*)(")')
_DRAWN = re.compile(r"<(title|desc|text)((?:\"[^\"]*\"|[^\">/])*)>(.*?)</\1>", re.DOTALL)
_LINE = re.compile(r"(<tspan(?:\"[^\"]*\"|[^\">])*>)(.*?)(</tspan>)", re.DOTALL)
_MARKED = re.compile(f"{ENGLISH}(.*?){END}", re.DOTALL)
_MARK = '<span lang="en">'
_CODE = re.compile(r"`([^`]+)`")
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SAID_IN_STYLE = re.compile(r'(content:|--head:)"((?:[^"\\]|\\[0-9a-f]+ )+)"')
_HIDDEN_MARK = re.compile(r"(<(title|option)\b[^>]*>)(.*?)(</\2>)", re.DOTALL)
LETTER = 6.5
"""Width of a letter of a drawing, about."""
_SQUEEZED = 1.2
"""Times its length that a text of a drawing may have before it is narrowed to what there was room for."""


@dataclass
class TranslatedPage:
    """A page in another language.

    Attributes
    ----------
    html
        The page.
    translated, left
        How many words were translated, and how many stayed in English; texts of the partnership's own count as neither.
    texts
        What stayed in English, and how often it stands there.
    """

    html: str = ""
    translated: int = 0
    left: int = 0
    texts: Counter[str] = field(default_factory=Counter)


def translate_page(html: str, translator: Translator) -> TranslatedPage:
    """Say a finished page in the language of a translator.

    What stays in English is marked as such, so that a screen reader says it so. Code, data and scripts stay as they
    are.
    """
    return _Pass(translator).translate(html)


def encode(run: Run) -> str:
    """Write a run as one text, a letter for the begin and the end of each element in it.

    Examples
    --------
    >>> bold = Part(opens="<b>", closes="</b>", inside=[Part(text="one")])
    >>> encode([Part(text="Only "), bold, Part(text=" lead")]) == f"Only {chr(OPENS + 1)}one{chr(CLOSES + 1)} lead"
    True
    """
    return _Encoded(run).through


class _Encoded:
    """A run as a text, once with what is in its elements and once with a letter for each."""

    def __init__(self, run: Run) -> None:
        self.wholes: list[Part] = []
        self.elements: list[Part] = []
        self.has_code = False
        self.through = _tidy(self._write(run, through=True))
        self.apart = _tidy(self._write(run, through=False))

    def _write(self, run: Run, *, through: bool) -> str:
        written = []
        for part in run:
            if not part.is_element:
                written.append(unescape(part.text))
            elif part.opens.startswith("<code>"):
                self.has_code = True
                written.append(f"`{unescape(part.opens[6:-7])}`")
            elif part.inside and through and " lang=" not in part.opens:
                self.elements.append(part)
                number = len(self.elements)
                written.append(f"{chr(OPENS + number)}{self._write(part.inside, through=True)}{chr(CLOSES + number)}")
            else:
                written.append(chr(ELEMENT + len(self.wholes)))
                self.wholes.append(part)
        return "".join(written)


def _tidy(text: str) -> str:
    return re.sub(r"[ \t\n\r]+", " ", text)


class _Pass:
    def __init__(self, translator: Translator) -> None:
        self.translator = translator
        self.page = TranslatedPage()

    def translate(self, html: str) -> TranslatedPage:
        language = escape_value(self.translator.catalogue.language)
        changed = change_runs(self._restyle(html), self._say_run, self._say_tag, self._say_drawing)
        changed = re.sub(r'<html lang="[^"]*"', f'<html lang="{language}"', changed, count=1)
        self.page.html = _HIDDEN_MARK.sub(
            lambda found: f"{found[1]}{found[3].replace(_MARK, '').replace('</span>', '')}{found[4]}", changed
        )
        return self.page

    def _count(self, said: Said) -> None:
        self.page.translated += said.translated
        self.page.left += said.left
        for found in _MARKED.finditer(said.text):
            self.page.texts[re.sub("[\ue000-\uefff]", "", found[1]).strip()] += 1

    def _say_run(self, run: Run) -> str:
        if not any(part.write().strip() for part in run):
            return "".join(part.write() for part in run)
        encoded = _Encoded(run)
        if len(encoded.elements) + len(encoded.wholes) > MOST_ELEMENTS:
            return "".join(self._say_run([part]) if not part.is_element else self._say_inside(part) for part in run)
        through = self.translator.say(encoded.through)
        chosen = through
        if encoded.elements and (through.left or not _is_balanced(through.text)):
            apart = self.translator.say(encoded.apart)
            inside = [self.translator.say(encode(part.inside)) for part in encoded.wholes if part.inside]
            left = apart.left + sum(each.left for each in inside)
            if left <= through.left or not _is_balanced(through.text):
                chosen = apart
        self._count(chosen)
        return self._decode(chosen.text, encoded)

    def _say_inside(self, part: Part) -> str:
        if not part.inside or " lang=" in part.opens:  # a name in a language of its own
            return part.write()
        return f"{part.opens}{self._say_run(part.inside)}{part.closes}"

    def _decode(self, text: str, encoded: _Encoded) -> str:
        """Write a text with its elements again, and mark what stays in English as such."""
        written: list[str] = []
        english = 0
        for piece in filter(None, re.split(f"([\ue000-\uefff{ENGLISH}{OWN}{END}])", text)):
            number = ord(piece[0])
            if piece in (ENGLISH, OWN):
                english += 1
            elif piece == END:
                english -= 1
            elif CLOSES <= number < CLOSES + MOST_ELEMENTS:
                written.append(encoded.elements[number - CLOSES - 1].closes)
            elif OPENS <= number < OPENS + MOST_ELEMENTS:
                written.append(encoded.elements[number - OPENS - 1].opens)
            elif ELEMENT <= number < OPENS:
                written.append(self._say_inside(encoded.wholes[number - ELEMENT]))
            else:
                told = escape_text(piece)
                told = _CODE.sub(r"<code>\1</code>", told) if encoded.has_code else told
                written.append(f"{_MARK}{told}</span>" if english and WORD.search(piece) else told)
        return "".join(written)

    def _say_plain(self, text: str) -> Said:
        said = self.translator.say(unescape(text))
        self._count(said)
        return Said(_without_marks(said.text), said.translated, said.left)

    def _say_tag(self, tag: str) -> str:
        return _READ_ALOUD.sub(lambda found: f"{found[1]}{escape_value(self._say_plain(found[2]).text)}{found[3]}", tag)

    def _say_drawing(self, svg: str) -> str:
        return _DRAWN.sub(self._say_drawn, svg)

    def _say_drawn(self, found: re.Match[str]) -> str:
        name, attributes, inside = found[1], found[2], found[3]
        if _LINE.search(inside):
            lines = [unescape(line[2]) for line in _LINE.finditer(inside)]
            joined = self.translator.say(" ".join(lines))
            if not joined.left:
                self._count(joined)
                again = iter(_wrap(_without_marks(joined.text), len(lines)) if joined.translated else lines)
                told = _LINE.sub(lambda line: f"{line[1]}{escape_text(next(again))}{line[3]}", inside)
                return f"<{name}{attributes}>{told}</{name}>"
            told = _LINE.sub(lambda line: f"{line[1]}{escape_text(self._say_plain(line[2]).text)}{line[3]}", inside)
            return f"<{name}{attributes}>{told}</{name}>"
        said = self._say_plain(inside)
        if said.left and not said.translated and "lang=" not in attributes:
            attributes += ' lang="en"'
        room = _SQUEEZED * len(unescape(inside)) + 4
        if name == "text" and said.translated and len(said.text) > room:
            attributes += f' textLength="{LETTER * room:.0f}" lengthAdjust="spacingAndGlyphs"'
        return f"<{name}{attributes}>{escape_text(said.text)}</{name}>"

    def _restyle(self, html: str) -> str:
        """Say what a style sheet puts on the page, and name the style anew in the policy that allows it."""
        found = _STYLE.search(html)
        if found is None:
            return html
        style = _SAID_IN_STYLE.sub(
            lambda said: f"{said[1]}{quote_for_style(self._say_plain(_unquote(said[2])).text)}", found[1]
        )
        changed = html[: found.start(1)] + style + html[found.end(1) :]
        before, after = (write_source(each).strip("'") for each in (found[1], style))  # quotes are escaped there
        return changed.replace(before, after)


def _without_marks(text: str) -> str:
    return re.sub(f"[{ENGLISH}{OWN}{END}]", "", text)


def _wrap(text: str, lines: int) -> list[str]:
    """Break a text into so many lines of about one length."""
    words, broken = text.split(), [""]
    for word in words:
        room = len(text) * len(broken) / lines
        if len(broken) < lines and sum(map(len, broken)) + len(broken) + len(word) / 2 > room and broken[-1]:
            broken.append(word)
        else:
            broken[-1] = f"{broken[-1]} {word}".strip()
    return [*broken, *[""] * (lines - len(broken))]


def _unquote(text: str) -> str:
    return re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), text)


def _is_balanced(text: str) -> bool:
    """Whether the elements in a text end in the order in which they began."""
    waiting: list[int] = []
    for letter in text:
        number = ord(letter)
        if OPENS <= number < OPENS + MOST_ELEMENTS:
            waiting.append(number - OPENS)
        elif CLOSES <= number < CLOSES + MOST_ELEMENTS and (not waiting or waiting.pop() != number - CLOSES):
            return False
    return not waiting
