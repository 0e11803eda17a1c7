"""The map of the guide as a document: each line with its rules, fields and figures, or why it has none."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from partnerlab.display.charts.practices import CAPTION, SHOWS
from partnerlab.display.stages import TOPICS
from partnerlab.display.summary import REVIEWS
from partnerlab.wording import counted, verb

if TYPE_CHECKING:
    from partnerlab.analysis.catalogue import Rule
    from partnerlab.analysis.guide_map import MappedLine
    from partnerlab.guide import AskedPractice

HEAD = """\
# The map of the guide

Every paragraph, box, figure and appendix of *Making Partnerships Work*, line by line, in our words. Each line names the
rules that check it, the fields of a partnership's file that answer it, and the figures that show it. A line that no
rule checks says why.

- A rule is *asked* by the guide, *follows* from it, or is *ours*: see [the rules](rules.md).
- A field is a key in a partnership's file: see [the fields](fields.md). `practices:environment` is a practice that only
  partners can answer. It goes under `practices`, with the id after the colon; the end of this page lists all of them.
- A figure is on the page of the review that is named with it. A dash says that no figure shows the line: what rules
  find on it is among the review's findings.

`partnerlab rules --format map` makes this page.
"""

PRACTICES = """\
## Practices that partners answer

Some of what the guide asks for leaves no trace in registers and minutes: only the partners can say it. Each such
practice has an id. An answer is a row under `practices`, with a date and what shows it. What to find out, and what
could show it, are ours.

```yaml
practices:
  - {practice: environment, on: 2026-03-10, holds: yes, evidence: "session of 10 March, paper 3"}
  - {practice: inclusive-process, on: 2026-03-10, by: PSNI, holds: partly, evidence: "papers come late"}
```
"""

WHOM = {"together": "partners together", "each": "each partner", "outside": "each partner outside government"}

PAGES = {letters: REVIEWS[topic] for letters, topic in TOPICS.items()}
"""Page of a rule's topic."""

ELSEWHERE = {
    "line_of_time": "01-scoping",
    "line_of_delivery": "01-scoping",
    "population_card": "04-evaluation",
    "ending_handovers": "04-evaluation",
}
"""Page of each chart that shows findings of another topic's rules than its own page's."""


@cache
def figures_of() -> dict[str, tuple[str, ...]]:
    """Return the figures and tables that show each rule's findings, as the charts say with `shows`: title and page.

    Examples
    --------
    >>> figures_of()["MA604"], figures_of()["RA811"]
    (('Who came to the meetings (02-mapping)',), ('What was done when, and by when it was due (01-scoping)',))
    """
    found: dict[str, list[str]] = {}
    for file in sorted(files("partnerlab.display.charts").iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".py"):
            continue
        for function in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(function, ast.FunctionDef):
                for title, code in _codes_shown(function):
                    page = ELSEWHERE.get(function.name, PAGES.get(code[:2]))
                    found.setdefault(code, []).append(f"{title} ({page})")
    for codes in SHOWS.values():
        for code in codes:
            found.setdefault(code, []).append(f"{CAPTION} ({PAGES[code[:2]]})")
    return {code: tuple(dict.fromkeys(names)) for code, names in found.items()}


def _codes_shown(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """Yield the title of each figure or table of a chart, and a code that it shows.

    A title that depends on what is drawn is told by the name of the chart.
    """
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        said = {word.arg: word.value for word in call.keywords}
        shows = said.get("shows")
        if not isinstance(shows, ast.Tuple):
            continue
        title = said.get("title", call.args[1] if len(call.args) > 1 else None)
        words = title.value if isinstance(title, ast.Constant) else function.name.replace("_", " ").capitalize()
        yield from ((str(words), code) for code in _read_codes(shows))


def _read_codes(codes: ast.Tuple) -> Iterator[str]:
    """Yield the codes of a tuple as it is written, those of tuples within it among them."""
    for part in codes.elts:
        inner = part.value if isinstance(part, ast.Starred) else part
        if isinstance(inner, ast.Tuple):
            yield from _read_codes(inner)
        elif isinstance(inner, ast.Constant):
            yield str(inner.value)


def guide_document(
    places: Iterable[tuple[str, str]],
    mapped: Callable[[str], Iterable[MappedLine]],
    others: Callable[[str], Iterable[Rule]],
    practices: Iterable[AskedPractice],
) -> str:
    """Return the map of the guide as Markdown.

    Parameters
    ----------
    places
        Each place of the guide, such as `¶2.4`, and what it says in one line.
    mapped, others
        Give the lines of a place, and the rules that cite it and that none of its lines names.
    practices
        What partners answer themselves.
    """
    parts = [HEAD]
    told: dict[str, str] = {}
    for place, text in places:
        rows = list(mapped(place))
        parts.append(f"## {place}\n\n{text}\n")
        fresh = [row for row in rows if told.setdefault(row.line.id, place) == place]
        if fresh:
            parts.append("| what it says | rules | fields | figures |\n| --- | --- | --- | --- |")
            parts += [_row(row) for row in fresh]
            parts.append("")
        elsewhere = dict.fromkeys(told[row.line.id] for row in rows if told[row.line.id] != place)
        if elsewhere:
            parts.append(f"Also: lines of {', '.join(elsewhere)}, which name this place too.\n")
        beside = list(others(place))
        if beside:
            noun = verb(len(beside), "rule cites", "rules cite")
            parts.append(f"Besides, {counted(len(beside), noun, noun)} it ({_by_basis(beside)}).\n")
    parts.append(PRACTICES)
    parts.append("| id | guide | what is asked | of whom | what to find out | what could show it |")
    parts.append("| --- | --- | --- | --- | --- | --- |")
    parts += [
        f"| `{row.id}` | {row.paragraph} | {row.text} | {WHOM[row.asked_of]} | {row.find_out} | "
        f"{'; '.join(row.evidence)} |"
        for row in practices
    ]
    return "\n".join(parts) + "\n"


def _by_basis(rules: Iterable[Rule]) -> str:
    """Name rules by their mark, such as `ours: RA202, RA203; follows: RA833`."""
    codes: dict[str, list[str]] = {}
    for rule in rules:
        codes.setdefault(rule.basis.value, []).append(rule.code)
    return "; ".join(f"{basis}: {', '.join(named)}" for basis, named in codes.items())


def _row(row: MappedLine) -> str:
    rules = "<br>".join(f"{rule.code} {rule.question}" for rule in row.rules) or f"none ({row.reason})"
    fields = ", ".join(f"`{field}`" for field in row.fields)
    shown = dict.fromkeys(figure for rule in row.rules for figure in figures_of().get(rule.code, ()))
    cells = (row.line.text, rules, fields or "–", ", ".join(shown) or "–")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
