"""Why a text is no YAML, in the words of somebody who has never seen any: where, what it looks like, what to write."""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError

from partnerlab.characters import explain_unfit, find_unfit

CAUSES = {
    "mapping values are not allowed": (
        "there is a second colon with a space in one line",
        'quote a text that holds a colon and a space, as `purpose: "Early: reach all"`',
    ),
    "cannot start any token": (
        "a text begins with a character that means something else in YAML",
        "quote a text that begins with this character",
    ),
    "while scanning a quoted scalar": (
        "a quote is opened and never closed",
        "close the quote; an apostrophe inside '…' is written twice, as in 'it''s'",
    ),
    "could not find expected ':'": (
        "a name is not followed by a colon and a space",
        "write `name: value`, with a space after the colon, or quote the whole text",
    ),
    "expected <block end>": (
        "this line is not in the same column as the lines it belongs to, or text follows a closing quote",
        "begin what belongs together in one column; quote a whole text, not a part of it",
    ),
    "expected ',' or": (
        "a bracket or brace is not closed, or a comma is missing",
        "close the bracket, and quote a text in it that holds a comma, bracket or brace",
    ),
    "expected alphabetic or numeric character": (
        "a text begins with a character that means something else in YAML",
        "quote a text that begins with this character",
    ),
    "mapping keys are not allowed": (
        "a text begins with a character that means something else in YAML",
        "quote a text that begins with this character",
    ),
    "undefined alias": (
        "`*` repeats a part that is named elsewhere, and none has this name",
        "quote a text that begins with `*`",
    ),
    "not allowed in this context": (
        "a list begins behind something else",
        "begin a list on a line of its own, one `- ` a line",
    ),
    "sequence entries are not allowed": (
        "a text begins with a dash and a space, or a list behind something else",
        "quote a text that begins so; begin a list on a line of its own",
    ),
    "expected a comment or a line break": (
        "a text begins with `>` or `|`, which mean something else in YAML",
        "quote a text that begins with this character",
    ),
    "special characters are not allowed": ("it holds an invisible character", "delete the invisible character"),
    "unacceptable character": ("it holds an invisible character", "delete the invisible character"),
    "chr() arg": ("an escape such as \\UFFFFFFFF means no character", "delete it"),
    "too large to convert": ("an escape such as \\UFFFFFFFF means no character", "delete it"),
}
"""What a parser's words mean, and what to do."""

_APOSTROPHE = re.compile(r"^[^'\"#]*(?:[:\-,\[{]\s+)'[^']*'\w")
"""A text in single quotes that an apostrophe ends early."""


SLIPS = (
    (
        re.compile(r"\s*[–—•·]\s"),
        "a line begins with a long dash or a bullet, as word processors make them",
        "begin a row of a list with a short dash and a space: `- `",
    ),
    (
        re.compile(r"\s*-[{\[\w\"'][^\n]*:"),
        "there is no space after a dash",
        "write `- {id: R1, title: …}`, with a space after the dash",
    ),
    (
        re.compile(r"[^\"'#]*:\s+[“”‘’]"),
        "curly quotes are no quotes in YAML",
        'put the text in straight ones, as `purpose: "Early: reach all"`',
    ),
    (
        re.compile(r"\s*[\w-]+:[^\s:/\\][^:]*$"),
        "there is no space after a colon",
        "write `name: value`, with a space after the colon",
    ),
)
"""What a line looks like behind which a parser meets a colon that it did not expect, and what to do."""


def explain_yaml(error: Exception, text: str) -> tuple[int, str]:
    """Return the line on which a text is no YAML, 0 when nobody knows; and what is wrong there, and what to do."""
    whole = " ".join(str(error).split())
    found = next((words for words in CAUSES if words in whole), None)
    if (unfit := find_unfit(text)) and found in {"special characters are not allowed", "unacceptable character"}:
        return len(text[: unfit.start() + 1].splitlines()), explain_unfit(unfit[0])
    line = _line(error, text, found)
    here = next(iter(text.splitlines()[line - 1 : line]), "") if line else ""
    problem, way_out = CAUSES.get(found or "", (getattr(error, "problem", None) or whole, ""))
    if here.lstrip(" ").startswith("\t") or (found == "cannot start any token" and "'\\t'" in whole):
        problem, way_out = "a line begins with a tab", "indent with spaces, never with tabs"
    elif _APOSTROPHE.match(here):
        problem = "an apostrophe ends the quoted text early"
        way_out = "write it twice, as in 'it''s', or put the text in double quotes"
    elif found == "mapping values are not allowed" and (slip := _slip(text, line)):
        line, problem, way_out = slip
    elif found == "mapping values are not allowed" and here.startswith(" ") and len(re.findall(r":(?: |$)", here)) == 1:
        problem = "this line is indented more than the one above, which is already complete"
        way_out = "begin what belongs together in one column"
    return line, f"is not YAML: {problem}{f'; {way_out}' if way_out else ''}"


def _slip(text: str, line: int) -> tuple[int, str, str] | None:
    """Return what is wrong with the line where a colon was met, or with the one above it; None when neither tells."""
    lines = text.splitlines()
    for number in (line, line - 1):
        here = lines[number - 1] if 1 <= number <= len(lines) else ""
        for looks, problem, way_out in SLIPS:
            if looks.match(here):
                return number, problem, way_out
    return None


def _line(error: Exception, text: str, found: str | None) -> int:
    """Return the line on which something begins that is not closed, or that on which the parser stopped."""
    if isinstance(error, MarkedYAMLError):
        begins = found in {"while scanning a quoted scalar", "could not find expected ':'"}
        marks = (error.context_mark, error.problem_mark)
        mark = next((mark for mark in (marks if begins else marks[::-1]) if mark is not None), None)
        return mark.line + 1 if mark is not None else 0
    for escape in re.finditer(r"\\U([0-9A-Fa-f]{8})", text):
        if int(escape[1], 16) > 0x10FFFF:
            return text.count("\n", 0, escape.start()) + 1
    return 0
