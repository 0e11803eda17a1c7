"""Every text that pages show, as a template for translators: `python -m supply.messages`.

It is read from the source: an f-string is a message with placeholders, `counted`, `each_of` and `any_of` are messages
with a plural, `verb`, `verb_of` and a choice between two texts are two messages. A page is translated by finding these
messages in it.
"""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from babel.messages.pofile import normalize

from supply.expressions import read_texts
from supply.markup import read_notebook, read_template

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "partnerlab"
TEMPLATE = SOURCE / "page" / "translation" / "partnerlab.pot"
READ = ("analysis", "display", "guide", "methods", "page", "wording.py")
"""What pages are made from."""
NOT_READ = ("page/audit", "page/translation")
APART = (
    *("our own check", "near", "MoU", "SLA", "App. {number}", "Fig. {number}", "item {number}"),
    *("{gap} before {what}", "{gap} after {what}", "the day when {what}", "series breaks in {periods}"),
    *("{what} up", "{what} down"),
)
"""Texts that code cuts from longer ones, or puts together from words alone."""
_HEADER = r"""# Every text of partnerlab's pages. docs/translating.md says how a translator begins.
# This file is written by `python -m supply.messages`; a test holds it up to date.
msgid ""
msgstr ""
"Project-Id-Version: partnerlab\n"
"Language: \n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""

_COLUMN = re.compile(r"[a-z]+(?:_[a-z]+)+")
_NOT_SAID = re.compile(
    r"</|<\w+[ >]|\\[wsdb]|\(\?|datum\.|pl-|^\.|;\}|\w\(\)|^https?:|^[\w/.-]+/[\w/.-]+$|^#|==|&&|^--|\w_\w"
)
_ALONE = re.compile(r"[“(‘]?[A-Z]?[a-zé]+(?:[-’'][a-z]+)?[.?!:…,;)”’]*|[A-Z]{2,5}|\{\w+\}.*|.*\{\w+\}")
"""A word by itself, such as a heading; names in code are written otherwise."""


@dataclass(frozen=True)
class Message:
    """A text as it is written in the source, with its plural or an empty text, and the file that it stands in."""

    text: str
    several: str
    place: str


def read_module(path: Path) -> Iterator[Message]:
    """Read the messages of a module."""
    place, tree = path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
    yield from (Message(text, several, place) for text, several, _ in read_texts(tree))


def read_choices(path: Path) -> Iterator[Message]:
    """Read the words among which a field of a module's records has one, and the names of a partnership's lists."""
    place = path.relative_to(SOURCE).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and node.name == "Contents":
            fields = [ast.unparse(each.target) for each in node.body if isinstance(each, ast.AnnAssign)]
            yield from (Message(name.replace("_", " "), "", place) for name in fields)
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
            words = [each.value for each in ast.walk(node.slice) if isinstance(each, ast.Constant)]
            yield from (Message(word.replace("_", " "), "", place) for word in words if isinstance(word, str))


def read_data() -> Iterator[Message]:
    """Read the guide's data, reworded and our own, and the words of the lights."""
    for path in sorted((SOURCE / "guide" / "data").iterdir()):
        text = path.read_text(encoding="utf-8")
        rows = yaml.safe_load(text) if path.suffix == ".yaml" else list(csv.DictReader(text.splitlines()))
        yield from (Message(said, "", f"guide/data/{path.name}") for said in _walk(rows))
    lights = tomllib.loads((SOURCE / "page" / "shapes.toml").read_text(encoding="utf-8"))
    for light in lights.values():
        yield from (Message(said, "", "page/shapes.toml") for key, said in light.items() if key != "path")


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (said for key, each in value.items() if key not in _SILENT for said in _walk(each))
    elif isinstance(value, list):
        yield from (said for each in value for said in _walk(each))
    elif isinstance(value, str):
        yield value


_SILENT = frozenset({"id", "certainty", "paragraph", "source"})


def read_all() -> Iterator[Message]:
    """Read every message, wherever it stands, in the order of the source."""
    for top in READ:
        for path in [SOURCE / top] if top.endswith(".py") else sorted((SOURCE / top).rglob("*.py")):
            if not path.relative_to(SOURCE).as_posix().startswith(NOT_READ):
                yield from read_module(path)
    for top in ("partnership", "analysis"):
        for path in sorted((SOURCE / top).rglob("*.py")):
            yield from read_choices(path)
    for path in sorted((SOURCE / "page" / "templates").glob("*.jinja")):
        place = path.relative_to(SOURCE).as_posix()
        yield from (Message(text, several, place) for text, several in read_template(path))
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        yield from (Message(text, "", f"notebooks/{path.name}") for text in read_notebook(path))
    yield from read_data()
    yield from (Message(text, "", "supply/messages.py") for text in APART)


def read_messages() -> list[Message]:
    """Read each message once, with all files in which it stands; a text that is counted somewhere has its plural."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for message in read_all():
        text, several = re.sub(r"\s+", " ", message.text), re.sub(r"\s+", " ", message.several)
        if _COLUMN.fullmatch(text) and message.place.startswith(("analysis/", "display/", "methods/")):
            text = text.replace("_", " ")  # a table names a column so that has no other heading
        if is_said(text) or text in APART:
            found.setdefault((text, several), {})[message.place] = None
    plural: dict[str, str] = {}
    for text, several in found:
        plural[text] = plural.get(text) or several
    kept = [(text, several, places) for (text, several), places in found.items() if plural[text] == several]
    return [Message(text, several, " ".join(places)) for text, several, places in kept]


def is_said(text: str) -> bool:
    """Whether a text may be read by somebody, and is no name in code, no address, no pattern and no style.

    Examples
    --------
    >>> [is_said(text) for text in ("{n} partners", "Lead", "pl-lead", "{low}: {high}", "xAxis")]
    [True, True, False, False, False]
    """
    bare = re.sub(r"\{\w+\}|</?\d+>|`[^`]*`", " ", text)
    if not re.search(r"[^\W\d_]{2}", bare) or _NOT_SAID.search(bare):
        return False
    return " " in text.strip() or bool(_ALONE.fullmatch(text.strip()))


def write_template(messages: list[Message]) -> str:
    """Write messages as a template of gettext; words by themselves come last, since few of them are on a page."""
    parts = [_HEADER]
    for message in sorted(messages, key=lambda each: " " not in each.text.strip()):
        lines = [f"#: {message.place}"]
        lines += ["#, python-brace-format"] if re.search(r"\{\w+\}", message.text) else []
        lines += [f"msgid {normalize(message.text, width=0)}"]
        lines += [f"msgid_plural {normalize(message.several, width=0)}"] if message.several else []
        lines += ['msgstr[0] ""', 'msgstr[1] ""'] if message.several else ['msgstr ""']
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    TEMPLATE.write_text(write_template(read_messages()), encoding="utf-8", newline="\n")
