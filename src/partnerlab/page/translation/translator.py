"""A text of a page in another language: found as a message, else by its parts; what stays English is counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from partnerlab.page.translation.catalogue import Catalogue, Message
from partnerlab.page.translation.dates import Dates
from partnerlab.page.translation.patterns import WORD, Index, Pattern
from partnerlab.wording import with_capital, without_capital

ENGLISH, OWN, END = "\uf8f0", "\uf8f1", "\uf8f2"
"""Letters that begin what stays in English, and a text of the partnership's own; and the one that ends both."""
KEPT = 0xF0000
"""The first of the letters that stand for texts of the partnership's own while a sentence is read."""
MOST_TRIED = 25
"""Messages that a text is held against, those with most fixed text first."""
MOST_PLACES = 6
"""Places at which a text is held in two, one after another."""
DEEPEST = 9
"""Parts within parts beyond which a text stays as it is."""
_PARTS = (
    re.compile(r"((?<=[.?!:…])[\"”’)]?\s+)"),
    re.compile(r"(;\s+)"),
    re.compile(r"(:\s+|\s+[–·—]\s+|\s*[()“”\[\]\"]\s*|\s*/\s+|\s*→\s*)"),
    re.compile(r"(,\s+)"),
    re.compile("(\\s*[\ue000-\uefff]\\s*)"),
)
"""Where a text falls into parts: sentences first, then what stands between semicolons, and so on."""
_LISTS = (
    re.compile(r"(\s+(?:and|or)\s+)"),
    re.compile(r"(\s+)(?=(?:and|or|but)\s)"),
    re.compile("(\\s*[\U000f0000-\U000ffffd]\\s*)"),
    re.compile(r"((?:^|(?<=\s))[^\W_a-zA-Z]*\d[\d.,:%×+−/-]*(?=\s|$))"),
)
"""Where a list falls into its items, and a label from its number; only where nothing of them stays in English."""
_BEFORE, _AFTER = re.compile(r"[\s.:;,·–—…]*"), re.compile(r"(?<![\s.:;,?!…·–—])[\s.:;,?!…·–—]*\Z")
_NUMBERS = re.compile(  # each begins where a word does, or a long one would be read again from each of its letters
    r"(?<!\w)\w*\d[\w.,:/%-]*|(?<![\w./-])[\w./-]*[/_][\w./-]+"
    r"|(?<![\w-])[\w-]+\.(?:yaml|csv|xlsx|json|ipynb|html)\b|[a-z]\w{0,200}(?:\.[a-z]\w*)+|`[^`]*`|\b[A-Za-z]\b"
)
"""What every language writes alike: numbers, codes, names of files and fields, single letters."""


@dataclass(frozen=True)
class Said:
    """A text in the language, how many of its words were translated, and how many stayed in English."""

    text: str
    translated: int
    left: int


class Translator:
    """Says texts in another language.

    Parameters
    ----------
    kept
        Texts of the partnership's own, which stay as they are: names, titles, notes.

    Examples
    --------
    >>> irish = Catalogue("ga", (Message("{name} has no lead", "", ("níl ceann ar {name}",)),), lambda number: 0)
    >>> Translator(irish, ["The quay stays closed"]).say("The quay stays closed has no lead.").text
    'Níl ceann ar \uf8f1The quay stays closed\uf8f2.'
    """

    def __init__(self, catalogue: Catalogue, kept: Collection[str] = ()) -> None:
        self.catalogue = catalogue
        self._plain = {message.one: message.said[0] for message in catalogue.messages if not message.several}
        bare = [each for message in catalogue.messages for each in (strip_ends(message), *_as_addition(message))]
        for message in bare:
            if not message.several:
                self._plain.setdefault(message.one, message.said[0])
        self._index = Index(bare)
        self._dates = Dates(catalogue.language)
        self._kept = {text.strip() for text in kept if WORD.search(text)}
        self._long: dict[str, list[str]] = defaultdict(list)
        for text in sorted((each for each in self._kept if " " in each), key=len, reverse=True):
            self._long[WORD.search(text)[0]].append(text)  # type: ignore[index]  # each holds a word
        self._texts: list[str] = []
        self._places: dict[str, str] = {}
        self._known: dict[str, Said] = {}

    def say(self, text: str) -> Said:
        """Say a text in the language.

        Returns
        -------
        Said
            With letters around what stays in English, `ENGLISH` or `OWN`, and `END`.
        """
        hidden = self._hide(text)
        said = self._say(hidden, 0)
        if said.left and hidden != text:
            bare = self._say(text, 0)
            said = bare if bare.left < said.left else said
        return Said(self._show(_begin(said.text, text)), said.translated, said.left)

    def _hide(self, text: str) -> str:
        """Put one letter in the place of each text of the partnership's own."""
        if text.strip() in self._plain:
            return text
        text = re.sub(r"`[^`]*`", lambda found: self._letter_for(found[0]), text)
        parts, end = [], 0
        for found in WORD.finditer(text):
            if found.start() < end:
                continue
            for own in self._long.get(found[0], ()):
                begin = found.start() - own.index(found[0])
                if begin >= end and text.startswith(own, begin) and not text[begin + len(own) :][:1].isalnum():
                    parts += [text[end:begin], self._letter_for(own)]
                    end = begin + len(own)
                    break
        return "".join([*parts, text[end:]])

    def _letter_for(self, own: str) -> str:
        if own not in self._places:
            self._places[own] = chr(KEPT + len(self._texts))
            self._texts.append(own)
        return self._places[own]

    def _show(self, text: str) -> str:
        return re.sub(r"[\U000f0000-\U000ffffd]", lambda found: _mark_own(self._texts[ord(found[0]) - KEPT]), text)

    def _say(self, text: str, depth: int) -> Said:
        if text not in self._known:
            before, core, after = _split_ends(text)
            whole = self._plain.get(text.strip())
            if text.strip() in self._kept:
                said = Said(_mark_own(core + after.rstrip()), 0, 0)
                after = after[len(after.rstrip()) :]
            elif whole is not None:
                before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
                said = Said(whole, _count(text), 0)
            else:
                said = self._say_core(core, depth) if core else Said("", 0, 0)
            self._known[text] = Said(f"{before}{said.text}{after}", said.translated, said.left)
        return self._known[text]

    def _say_core(self, text: str, depth: int) -> Said:
        if text in self._kept:
            return Said(_mark_own(text), 0, 0)
        if not self._has_words(text):
            return Said(text, 0, 0)
        if dated := self._dates.find(text):
            return Said(dated, 1, 0)
        if (found := self._match_plain(text)) is not None:
            return Said(found, _count(text), 0)
        best = self._leave(text)
        if depth >= DEEPEST:
            return best
        matched = self._match(text, depth)
        if matched and matched.left < best.left:
            best = matched
        if best.left:
            best = self._split(text, best, _PARTS, depth, whole=False)
        if best.left:
            best = self._split(text, best, _LISTS, depth, whole=True)
        return best

    def _match_plain(self, text: str) -> str | None:
        if text in self._plain:
            return self._plain[text]
        for other, again in ((without_capital(text), with_capital), (with_capital(text), without_capital)):
            if other in self._plain:
                return again(self._plain[other])
        return None

    def _match(self, text: str, depth: int) -> Said | None:
        """Say a text as the message that leaves least of it in English."""
        best: Said | None = None
        for pattern, found in islice(self._index.find(text), MOST_TRIED):
            for way in (found, pattern.match_most(text)):
                said = self._fill(pattern, way, depth, best.left if best else _count(text)) if way else None
                best = said or best
                if best is not None and best.left == 0:
                    return best
        return best

    def _fill(self, pattern: Pattern, found: re.Match[str], depth: int, most: int) -> Said | None:
        """Say a text as a message; None as soon as no less of it stays in English than `most`."""
        inside: dict[str, Said] = {}
        left = 0
        for name in [name for name in found.groupdict() if name[0] != "_"]:
            value = found[name]
            inside[name] = self._say(value, depth + 1)
            left += inside[name].left
            if left >= most or (left and pattern.is_weak):
                return None
        number = int((found.groupdict().get("n") or "1").replace(",", ""))
        said = pattern.message.said
        text = said[min(self.catalogue.plural(number), len(said) - 1)]
        for name, what in pattern.marks.items():
            text = text.replace(what, found[name])
        for name, each in inside.items():
            text = text.replace(f"{{{name}}}", each.text)
        if pattern.form[:1].isalpha() and found[0][:1] != pattern.form[:1]:
            text = with_capital(text) if found[0][:1].isupper() else without_capital(text)
        fixed = _count(re.sub(r"\{\w+\}", " ", pattern.form))
        return Said(text, fixed + sum(each.translated for each in inside.values()), left)

    def _split(self, text: str, best: Said, ways: Iterable[re.Pattern[str]], depth: int, *, whole: bool) -> Said:
        """Say a text by its parts: all of one kind, else two at each place where it falls into parts."""
        for parts in (parts for way in ways if len(parts := way.split(text)) > 1):
            twos = [["".join(parts[:at]), parts[at], "".join(parts[at + 1 :])] for at in range(1, len(parts), 2)]
            for chosen in [parts, *(twos if 1 < len(twos) <= MOST_PLACES else [])]:
                joined = self._join(chosen, depth)
                if joined.left < best.left and not (whole and joined.left):
                    best = joined
                if not best.left:
                    return best
        return best

    def _join(self, parts: Iterable[str], depth: int) -> Said:
        """Say parts one by one, and what stands between them."""
        texts, translated, left = [], 0, 0
        for part in parts:
            said = self._say(part, depth + 1)
            texts.append(said.text)
            translated, left = translated + said.translated, left + said.left
        return Said("".join(texts), translated, left)

    def _leave(self, text: str) -> Said:
        left = [word for word in WORD.findall(_NUMBERS.sub(" ", text)) if word not in self._kept]
        return Said(f"{ENGLISH}{text}{END}" if left else text, 0, len(left))

    def _has_words(self, text: str) -> bool:
        return bool(WORD.search(_NUMBERS.sub(" ", text)))


def _begin(text: str, like: str) -> str:
    """Begin a text with a capital where another does so; a name begins as it does."""
    letter, other = (re.search(rf"[^\W\d_]|[{OWN}\U000f0000-\U000ffffd]", each) for each in (text, like))
    if letter and other and letter[0].islower() and not other[0].islower():
        return text[: letter.start()] + letter[0].upper() + text[letter.end() :]
    return text


def _mark_own(text: str) -> str:
    """Mark a text of several words; a name in one word is said in any language."""
    return f"{OWN}{text}{END}" if " " in text and text[0] != "`" else text


def strip_ends(message: Message) -> Message:
    """Return a message without the marks at its ends, which stand where a text has its own.

    Examples
    --------
    >>> strip_ends(Message(", and nobody leads.", "", (", agus níl ceann air.",))).said
    ('agus níl ceann air',)
    """
    return Message(_core(message.one), _core(message.several), tuple(map(_core, message.said)))


def _as_addition(message: Message) -> Iterator[Message]:
    """Yield a message that is added to others, with a place for them: it begins or ends with a space or a comma."""
    before = "{before}" if message.one[:1] in tuple(" ,;") else ""
    after = "{after}" if message.one[-1:] == " " else ""
    if before or after:
        one, several, *said = (
            f"{before}{text}{after}" if text else "" for text in (message.one, message.several, *message.said)
        )
        yield Message(one, several, tuple(said))


def _core(text: str) -> str:
    return _split_ends(text)[1]


def _count(text: str) -> int:
    return len(WORD.findall(text))


def _split_ends(text: str) -> tuple[str, str, str]:
    begin = _BEFORE.match(text)
    before = begin[0] if begin else ""
    rest = text.removeprefix(before)
    after = _AFTER.search(rest)
    return before, rest[: after.start()] if after else rest, after[0] if after else ""
