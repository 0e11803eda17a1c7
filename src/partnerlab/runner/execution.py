"""One task, from notebook to page: run it through papermill, take the traces out, render, write."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePath
from typing import Any

import nbformat
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from papermill.translators import translate_parameters

import partnerlab
from partnerlab.files import write_all
from partnerlab.memory import give_back
from partnerlab.page.attachments import Further, FurtherPage, take_attachments, unpack
from partnerlab.page.render.attachments import further_notebook
from partnerlab.page.render.cells import hide_places
from partnerlab.page.render.charts import Drawings, draw_apart, draw_charts, keep_drawings
from partnerlab.page.render.exporter import ReviewExporter, render_page
from partnerlab.page.theme import Theme
from partnerlab.runner.evidence import evidence_names, notice, plain_page
from partnerlab.runner.failure import INJECTED, Failure, explain_failure
from partnerlab.runner.kernel.client import Session
from partnerlab.runner.kernel.engine import Engine
from partnerlab.runner.outputs import remove_undue
from partnerlab.runner.task import Outcome, RunContext, Task, as_given, as_recorded
from partnerlab.runner.traces import name_cells, places_of, remove_traces

EMPTY: dict[str, Any] = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def execute(task: Task, context: RunContext) -> Outcome:
    """Run one task to its page, or to the evidence of its failure.

    Returns
    -------
    Outcome
        Never raises for what a notebook does; an earlier good output is replaced only by a good one.
    """
    started = time.monotonic()
    session = Session(
        context.fork_server, context.scratch / f"k{time.monotonic_ns():x}", context.limits, context.is_wanted
    )
    try:
        document = _run(task, context, session)
        beside = take_attachments(output for cell in document.cells for output in cell.get("outputs", []))
        drawings = _draw(session, draw_apart if task.gathers_much else draw_charts)
        page = render(document, task, context.theme, drawings)
        keep_drawings(document, drawings)
        outputs = _write(context.outputs, {f"{task.stem}.ipynb": _as_bytes(document), task.page: page.encode()})
        outputs |= _write_beside(beside, document, task, context)
        _remove_evidence(task, context)
        return _outcome(started, outputs)
    except Exception as error:  # whatever fails in one notebook stops no other
        failure = explain_failure(error, session.document, session.last_words, session.cell)
        failure, outputs = _leave_evidence(task, context, session, failure)
        return _outcome(started, outputs, failure)


def _outcome(started: float, written: Mapping[str, _Written], failure: Failure | None = None) -> Outcome:
    sizes = {name: size for name, (size, _) in written.items()}
    digests = {name: digest for name, (_, digest) in written.items()}
    return Outcome(time.monotonic() - started, sizes, failure, digests)


def _run(task: Task, context: RunContext, session: Session) -> Any:
    """Have papermill run the notebook; return it without traces."""
    _register()
    # Step by step, since papermill's `execute_notebook` would write the notebook twice more, for nobody.
    document: Any = load_notebook_node(str(task.notebook))
    name_cells(document)
    session.document = document
    kernel = {"engine_name": "partnerlab", "kernel_name": "python3"}
    if given := as_given(task.parameters, context):
        document = parameterize_notebook(document, given, language="python", **kernel)
        session.document = document
    try:
        papermill_engines.execute_notebook_with_engine(
            nb=document,
            progress_bar=False,
            autosave_cell_every=0,
            session=session,
            folder=context.folder,
            **kernel,
        )
        raise_for_execution_errors(session.document, None)
    except PapermillExecutionError:
        if _broke_off(session.document):
            raise
    finally:
        _record(session.document, task, context)
    session.cell = None
    return session.document


def _draw(session: Session, draw: Callable[[Any], Drawings]) -> Drawings:
    """Draw the charts that the notebook hands on; one that cannot be drawn is a failure of the cell that shows it."""
    drawings = session.drawings = draw(session.document)
    if drawings.faults:
        session.cell = drawings.faults[0].cell
        drawings.check()
    return drawings


def _broke_off(document: Any) -> bool:
    """Whether an error stopped the notebook; one in a cell tagged ``raises-exception``, or a plain exit, does not."""
    for cell in document.cells:
        if cell.metadata.get("papermill", {}).get("exception"):
            errors = [output for output in cell.get("outputs", []) if output["output_type"] == "error"]
            return not errors or any(e["ename"] != "SystemExit" or e["evalue"] not in ("", "0") for e in errors)
    return False


def _record(document: Any, task: Task, context: RunContext) -> None:
    """Take the traces out and write down where the notebook comes from."""
    names = as_recorded(task.parameters, context)
    places = places_of(outputs=context.outputs, **{"~": Path.home()})
    places |= dict.fromkeys(places_of(here=context.folder), ".")
    handed = as_given(task.parameters, context)
    places |= {handed[name]: names[name] for name in names if PurePath(str(handed[name])).is_absolute()}
    remove_traces(document, places)
    for cell in document.cells:
        if INJECTED in cell.metadata.get("tags", []):
            cell["source"] = translate_parameters("python3", "python", names, "Parameters")
    document.metadata["partnerlab"] = {
        "notebook": task.name,
        "subject": task.subject,
        "parameters": names,
        "inputs": [{"file": name, "sha256": digest} for name, digest in task.inputs],
        "version": partnerlab.__version__,
        "command": task.command,
        "siblings": list(task.siblings),
    }


def _register() -> None:
    """Make the engine known to papermill where the entry points are not installed."""
    papermill_engines.register("partnerlab", Engine)
    logging.getLogger("papermill").setLevel(logging.CRITICAL)


def render(document: Any, task: Task, theme: Theme | None = None, drawings: Drawings | None = None) -> str:
    """The page of a notebook that has run.

    Parameters
    ----------
    theme
        How it looks; None for the usual.
    drawings
        Its charts where they are not yet in the notebook itself; None when all are.
    """
    resources = {
        "metadata": {"name": task.name, "path": str(task.notebook.parent)},
        "theme": theme,
        "marking": task.marking,
        "drawings": drawings,
        "pictures": dict(task.pictures),
    }
    page, _ = _exporter().from_notebook_node(document, resources)
    return str(page)


@functools.cache
def _exporter() -> ReviewExporter:
    """The exporter, kept because making its templates ready takes longer than rendering a page.

    The steps that nbconvert would take before are its users' to switch on, and not for a batch.
    """
    return ReviewExporter(default_preprocessors=[])  # type: ignore[no-untyped-call] # nbconvert is untyped


def prepare() -> None:
    """Do once what the first page would have to wait for; the fork server calls it before it forks workers."""
    render_page(nbformat.from_dict(EMPTY), name="")  # type: ignore[no-untyped-call] # it is untyped


def _as_bytes(document: Any) -> bytes:
    text = str(nbformat.v4.writes(document))  # type: ignore[no-untyped-call] # it is untyped; outputs were checked as they came
    return (text if text.endswith("\n") else text + "\n").encode()


_Written = tuple[int, str]
"""Size in bytes and SHA-256 of a file."""


def _write(outputs: Path, files: Mapping[str, bytes]) -> dict[str, _Written]:
    write_all({outputs / name: content for name, content in files.items()})
    return {name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in files.items()}


LARGE_PAGE = 1_000_000
"""Letters of a further page from which it is worth it to give memory back before it is made."""


def _write_beside(beside: Iterable[str], document: Any, task: Task, context: RunContext) -> dict[str, _Written]:
    """Write further pages and files, one by one, into a folder named after the notebook; remove what is not due."""
    written: dict[str, _Written] = {}
    for each in chain.from_iterable(map(unpack, beside)):
        if isinstance(each, FurtherPage) and len(each.body) > LARGE_PAGE:
            give_back()  # what drew the notebook's own page, before what takes as much again
        content = _content_of(each, document, task, context)
        written |= _write(context.outputs, {f"{task.stem}/{each.name}": content})
    remove_undue(context.outputs / task.stem, {name.rpartition("/")[2] for name in written})
    return written


def _content_of(each: Further, document: Any, task: Task, context: RunContext) -> bytes:
    """A file as it is; a page with the markings of the notebook that it comes from."""
    if not isinstance(each, FurtherPage):
        return each.content
    further = further_notebook(each, document, back=f"../{task.page}")
    return render(further, task, context.theme).encode()


def _remove_evidence(task: Task, context: RunContext) -> None:
    for name in evidence_names(task):
        (context.outputs / name).unlink(missing_ok=True)


def _leave_evidence(
    task: Task, context: RunContext, session: Session, failure: Failure
) -> tuple[Failure, dict[str, _Written]]:
    """Write the partly run notebook and a page that says what failed, beside any earlier good output."""
    notebook, page = evidence_names(task)
    failure = replace(failure, evidence=page)
    told = replace(failure, cause=hide_places(failure.cause))
    inputs = [name for name, _ in task.inputs]
    files = {page: plain_page(told, task, inputs).encode()}
    if session.document is not None:
        with contextlib.suppress(Exception):  # the plain page says the same
            drawings = session.drawings or draw_charts(session.document)
            session.document.cells.insert(0, notice(told, task.subject, task.name, inputs))
            files[page] = render(session.document, task, context.theme, drawings).encode()
            keep_drawings(session.document, drawings)
            files[notebook] = _as_bytes(session.document)
    try:
        return failure, _write(context.outputs, files)
    except OSError:
        return replace(failure, evidence=""), {}
