"""The evidence of a failure: what stands in the outputs in place of a review that did not finish."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any

from partnerlab.page.handover import NOTICE_TAG
from partnerlab.runner.failure import Failure
from partnerlab.runner.task import Task

EVIDENCE = ".failed"
"""Stands before the ending of each file of evidence, so that an earlier good one keeps its name."""


def evidence_names(task: Task) -> tuple[str, str]:
    """Names, under the outputs, of the notebook and the page that a failed task leaves."""
    return f"{task.stem}{EVIDENCE}.ipynb", f"{task.stem}{EVIDENCE}.html"


def notice(failure: Failure, subject: str, notebook: str, inputs: Iterable[str] = ()) -> Any:
    """A cell that tells, at the head of the evidence, what failed; the subject is "" for a closing notebook."""
    from nbformat import from_dict  # noqa: PLC0415 - the process that plans does without

    whom = f" for {subject}" if subject else ""
    rows = _tell(failure, inputs)
    listed = "".join(f"<dt>{name}</dt><dd>{html.escape(text)}</dd>" for name, text in rows)
    text = (
        f"# This review did not finish\n\n"
        f"The notebook {html.escape(notebook)}{html.escape(whom)} stopped before its end. "
        f"What it had done by then follows; an earlier finished review, if there is one, is still beside it.\n\n"
        f"<dl>{listed}</dl>"
    )
    return from_dict(  # type: ignore[no-untyped-call] # it is untyped
        {"cell_type": "markdown", "id": NOTICE_TAG, "metadata": {"tags": [NOTICE_TAG]}, "source": text}
    )


def plain_page(failure: Failure, task: Task, inputs: Iterable[str] = ()) -> str:
    """A page of evidence for when the notebook cannot be rendered: the frame of every page, and what failed."""
    from markupsafe import Markup  # noqa: PLC0415 - the process that plans does without these

    from partnerlab import __version__  # noqa: PLC0415 - as above
    from partnerlab.page.handover import link_siblings  # noqa: PLC0415 - as above
    from partnerlab.page.parts import render  # noqa: PLC0415 - as above
    from partnerlab.page.style import write_policy, write_style  # noqa: PLC0415 - as above
    from partnerlab.page.theme import default_theme  # noqa: PLC0415 - as above

    title = f"{task.name} did not finish" + (f" for {task.subject}" if task.subject else "")
    theme = default_theme()
    style = write_style(theme, marking=task.marking, running_title=title)
    nothing: dict[str, Any] = {"review": True, "script": False, "as_at": "", "illustrative": False}
    nothing |= {"redaction": "", "folded": False, "body": ""}
    lists: dict[str, Any] = {"facts": [], "contents": [], "words": [], "guide": [], "inputs": []}
    page = render(
        "review",
        policy=write_policy(style),
        style=Markup(style),  # noqa: S704 - the style's only foreign text is quoted letter by letter
        version=__version__,
        window_title=title,
        theme=theme,
        kicker="Partnership review",
        title=title,
        failure=_tell(failure, inputs),
        marking=task.marking,
        command=task.command or "partnerlab run",
        siblings=link_siblings(task.siblings, task.name),
        **nothing,
        **lists,
    )
    return f"{page}\n"


def _tell(failure: Failure, inputs: Iterable[str]) -> list[tuple[str, str]]:
    """What a reader of the evidence needs: which cell, which input, why, and what to do."""
    rows = [
        ("Where", _place(failure) or "before its first cell"),
        ("Input", ", ".join(inputs) or "none is named"),
        ("Cause", f"{failure.kind}: {failure.cause}"),
        ("What to do", failure.advice),
    ]
    return [(name, text) for name, text in rows if text]


def _place(failure: Failure) -> str:
    parts = [f"cell {failure.cell}" if failure.cell else "", f"line {failure.line}" if failure.line else ""]
    return ", ".join(part for part in parts if part) + (f": {failure.source}" if failure.source else "")
