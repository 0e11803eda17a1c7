"""Where users read words, and how to measure them: sources of prose, sentences, words to avoid, reading ease."""

from __future__ import annotations

import ast
import csv
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import yaml
from supply.strings import list_documented

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "partnerlab"
HOUSE = ROOT / "docs" / "plain-english.toml"

SMALL_WORDS = frozenset(
    """a an and are as at be by can cannot for from has have if in is it its no not of on or so than that the their them
    there they this to was what when where which who with you your""".split()  # noqa: SIM905 - easier to read
)
BLOCKS = frozenset(
    """p li h1 h2 h3 h4 h5 h6 td th dt dd caption figcaption summary legend label option button title div""".split()  # noqa: SIM905 - easier to read
)
SILENT = frozenset(("script", "style", "pre", "svg"))
REFERENCES = frozenset(("pl-place", "pl-cite"))
"""Classes of what stands behind a sentence and is no part of it: a place in a file, a paragraph of the guide."""
WORD = re.compile(r"[^\W\d_](?:[\w’'-]*[^\W_])?|\d[\d,.:/]*")
ABBREVIATIONS = re.compile(r"\b(?:App|Fig|No|e\.g|i\.e|vs)\.")
SENTENCE = re.compile(
    r"(?<=[.?!:])\s+(?=[“\"'(*]*[A-Z£¶]|\*\*)"  # a capital begins the next, or a bold word
    r"|(?<=[.?!][”\"')*])\s+(?=[“\"'(*]*[A-Z£¶])|(?<=[.?!]\*\*)\s+|(?<=[.?!])\s+(?=\d)|\n\s*\n"
)


@dataclass(frozen=True)
class Prose:
    """A piece of text and where a user reads it."""

    place: str
    text: str
    cell: bool = False
    """Whether it is a cell of a table, where lists may be long."""


@cache
def house() -> dict:
    """Return the house vocabulary and the bounds."""
    return tomllib.loads(HOUSE.read_text(encoding="utf-8"))


@cache
def avoided() -> list[tuple[re.Pattern[str], str, str]]:
    """Return the pattern of each word to avoid, the word, and what to write."""
    rows = house()["words"]
    return [
        (re.compile(rf"\b(?:{row.get('find', re.escape(row['not']))})\b", re.IGNORECASE), row["not"], row["write"])
        for row in rows
        if row.get("find") != ""
    ]


@cache
def _exempt() -> tuple[str, ...]:
    return tuple(row["text"] for row in house()["exempt"])


def exempt(text: str) -> bool:
    """Whether a text is one of the exceptions, each of which has a reason."""
    return any(each in text for each in _exempt())


def render_vocabulary() -> str:
    """Write the house vocabulary as the table that CONTRIBUTING.md shows."""
    rows = [f"| {row['not']} | {row['write']} |" for row in house()["words"]]
    return "\n".join(["| not | write |", "| --- | --- |", *rows])


def find_avoided(text: str) -> Iterator[tuple[str, str, str]]:
    """Find words to avoid: what is written, the entry, and what to write."""
    bare = re.sub(r"`[^`]*`", "Code", text)
    for pattern, avoid, write in avoided():
        for found in pattern.finditer(bare):
            yield found[0], avoid, write


def sentences(text: str) -> list[str]:
    """Split a text into sentences, with code as one word."""
    bare = ABBREVIATIONS.sub(lambda found: found[0][:-1], re.sub(r"`[^`]*`", "Code", text))
    return [part.strip() for part in SENTENCE.split(bare) if WORD.search(part)]


def words(sentence: str) -> list[str]:
    return WORD.findall(sentence)


def syllables(word: str) -> int:
    """Estimate the syllables of a word: groups of vowels, without a silent e."""
    bare = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", bare)))


def reading_ease(text: Iterable[str]) -> float:
    """Return Flesch's reading ease (1948) over whole sentences: 60 and more is plain, below 30 very hard."""
    whole = [words(part) for piece in text for part in sentences(piece) if part.rstrip("”\"')*").endswith((".", "?"))]
    counted = [each for each in whole if len(each) > 2]
    flat = [word for each in counted for word in each]
    return 206.835 - 1.015 * len(flat) / len(counted) - 84.6 * sum(map(syllables, flat)) / len(flat)


def is_prose(text: str) -> bool:
    """Whether a string is a sentence or part of one, and not a list of names, a pattern or a style."""
    found = [word.lower() for word in words(text)]
    if len(found) < 3 or re.search(r"\\[wsdb]|\{\{|</|^\s*<|\);|=>", text):
        return False
    return sum(word in SMALL_WORDS for word in found) >= max(1, len(found) / 9)


def read_source(path: Path) -> Iterator[Prose]:
    """Read the sentences that a module may say: its strings, placeholders as X, and the help of its commands."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent, place = list_documented(tree), path.relative_to(SOURCE).as_posix()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any("command" in ast.unparse(each) for each in node.decorator_list):
            silent -= {id(first.value) for first in node.body[:1] if isinstance(first, ast.Expr)}  # it is its help
        if isinstance(node, ast.JoinedStr):
            silent.update(map(id, node.values))
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        text = _text(node)
        if text is not None and re.search(r"\n(?:- |\||#)", text):
            yield from read_markdown(text, f"{place}:{getattr(node, 'lineno', 0)}")
        elif text is not None and is_prose(text):
            yield Prose(f"{place}:{getattr(node, 'lineno', 0)}", re.sub(r"\s*\n\s*(?!\n)", " ", text))


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
    return None


def read_markdown(text: str, place: str) -> Iterator[Prose]:
    """Read a Markdown text by paragraph, item and cell."""
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s|\||#)", text):
        line = block.strip()
        if line.startswith("|"):
            for cell in line.strip("|").split("|"):
                yield Prose(place, cell.strip(), cell=True)
        elif line:
            yield Prose(place, re.sub(r"\s+", " ", re.sub(r"^(?:[-*#>]+|\d+\.)\s+", "", line)))


def read_notebook(path: Path) -> Iterator[Prose]:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            yield from read_markdown("".join(cell["source"]), path.name)


def read_template(path: Path) -> Iterator[Prose]:
    """Read the fixed words of a template."""
    text = re.sub(r"\{[%#].*?[%#]\}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    yield from read_page(re.sub(r"\{\{.*?\}\}", "X", text), path.name)


def read_script(path: Path) -> Iterator[Prose]:
    """Read the strings of a script."""
    for found in re.finditer(r"\"([^\"\n]*)\"|`([^`]*)`", path.read_text(encoding="utf-8")):
        text = re.sub(r"\$\{[^}]*\}", "X", found[1] or found[2] or "")
        if is_prose(text):
            yield Prose(path.name, text)


def read_settings(path: Path) -> Iterator[Prose]:
    """Read the strings of a file of data in TOML, YAML or CSV."""
    text = path.read_text(encoding="utf-8")

    def walk(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            for each in value.values():
                yield from walk(each)
        elif isinstance(value, list):
            for each in value:
                yield from walk(each)
        elif isinstance(value, str):
            yield value

    readers = {
        ".toml": tomllib.loads,
        ".yaml": yaml.safe_load,
        ".csv": lambda text: list(csv.reader(text.splitlines())),
    }
    loaded = readers[path.suffix](text)
    for each in walk(loaded):
        if is_prose(each):
            yield Prose(path.relative_to(SOURCE).as_posix(), each)


class _Reader(HTMLParser):
    def __init__(self, place: str) -> None:
        super().__init__()
        self.place, self.silent, self.kinds, self.text = place, 0, [""], [""]
        self.references: list[bool] = []
        self.found: list[Prose] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("alt", "aria-label", "title") and value:
                self.found.append(Prose(self.place, value, cell=True))
        self.silent += tag in SILENT
        if tag in BLOCKS:
            self._end()
            self.kinds.append(tag)
        if tag == "span":
            self.references.append(bool(REFERENCES & set((dict(attrs).get("class") or "").split())))
            if self.references[-1]:
                self._end()
        if tag == "code":
            self.text.append("`")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT
        if tag in BLOCKS:
            self._end()
            self.kinds.pop() if len(self.kinds) > 1 else None
        if tag == "span" and self.references and self.references.pop():
            self._end()
        if tag == "code":
            self.text.append("`")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text.append(data)

    def _end(self) -> None:
        text = re.sub(r"\s+", " ", "".join(self.text)).strip()
        self.text = []
        if text:
            self.found.append(Prose(self.place, text, cell=self.kinds[-1] in ("td", "th", "dt", "option")))


def read_page(html: str, place: str) -> list[Prose]:
    """Read the words of an HTML page by block, with what is folded, and without scripts and drawings."""
    reader = _Reader(place)
    reader.feed(html)
    reader._end()
    return reader.found


def read_all() -> Iterator[Prose]:
    """Read all that users read apart from finished pages."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield from read_source(path)
    for path in sorted(SOURCE.rglob("*.jinja")):
        yield from read_template(path)
    for path in sorted(SOURCE.rglob("*.js")):
        if "axe" not in path.parts:
            yield from read_script(path)
    for path in sorted([*SOURCE.rglob("*.toml"), *SOURCE.rglob("*.yaml"), *SOURCE.rglob("*.csv")]):
        yield from read_settings(path)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        yield from read_notebook(path)
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        yield from read_markdown(path.read_text(encoding="utf-8"), path.name)
