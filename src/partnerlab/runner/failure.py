"""What failed, where, why, and what to do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from partnerlab.files import WAYS_OUT
from partnerlab.page.printed import clean_text

LINE = re.compile(r"Cell In\[\d+\], line (\d+)")
LONGEST_SOURCE = 200
"""Characters of a line of a notebook that its failure tells."""
INJECTED = "injected-parameters"

LATE = "CellTimeoutError"
OUT_OF_TIME = "the time allowed for the cell or the notebook ran out"
UNKNOWN = "no reason was given"
STOPPED = "the run was stopped"
"""The cause where nothing is wrong with a notebook: it ran when the whole run was ended."""

ADVICE = {
    "MemoryError": "give the kernel more memory, or let the notebook work on less data",
    "DeadKernelError": "look for what ends the process: memory, a native library, `os._exit`; then run again",
    "CellTimeoutError": "find out why it takes so long, or allow more time",
    "OutputLimitError": "let the cell show less, or allow more output (`--output-limit`)",
    "ModuleNotFoundError": "install what is missing, or take the import out",
}
"""Kind of failure to what a person does about it; for faults of the machine `files.WAYS_OUT` says it."""


@dataclass(frozen=True)
class Failure:
    """Why a notebook failed."""

    kind: str
    """Name of the exception."""
    cause: str
    """What it says, in one line."""
    cell: int = 0
    """Which cell of the notebook as its author wrote it, counted from 1; 0 when it was none."""
    line: int = 0
    """Line within that cell; 0 when unknown."""
    source: str = ""
    """That line, its beginning where it is long."""
    advice: str = ""
    """What to do."""
    evidence: str = ""
    """Where the partly run notebook and its page are, under the outputs; "" when they could not be written."""

    def __str__(self) -> str:
        place = f"cell {self.cell}" if self.cell else ""
        place += f", line {self.line}" if self.line else ""
        source = f" `{self.source}`" if self.source else ""
        return f"{place}{source}: {self.kind}: {self.cause}".removeprefix(": ")


def explain_failure(error: BaseException, document: Any, last_words: str = "", cell: int | None = None) -> Failure:
    """Say what failed from the exception and the notebook as far as it ran.

    Parameters
    ----------
    document
        The notebook as far as it ran; None when it did not begin.
    last_words
        What a kernel that died wrote to standard error.
    cell
        Place, from 0, of the cell that ran last.
    """
    kind = type(error).__name__
    if document is not None and cell is not None:
        place, number = document.cells[cell], _number_of(document, cell)
        for output in place.get("outputs", []):
            if output["output_type"] == "error":
                failure = _explain_error(output, place, number)
                return replace(failure, kind=kind, cause=OUT_OF_TIME, advice=ADVICE[kind]) if kind == LATE else failure
        cause = OUT_OF_TIME if kind == LATE else _one_line(_last_words(last_words) or str(error))
        return Failure(kind, cause or UNKNOWN, number, 0, _first_line(place.source), _advise(kind, error))
    return Failure(kind, _one_line(_words(error)) or UNKNOWN, advice=_advise(kind, error))


def _number_of(document: Any, place: int) -> int:
    """Number of a cell without the one that papermill puts in."""
    return sum(INJECTED not in cell.metadata.get("tags", []) for cell in document.cells[: place + 1])


def _explain_error(output: Any, cell: Any, number: int) -> Failure:
    trace = clean_text("\n".join(output.get("traceback", [])))
    found = LINE.search(trace)
    line = int(found.group(1)) if found else 0
    lines = cell["source"].splitlines()
    source = _first_line(lines[line - 1]) if 0 < line <= len(lines) else ""
    kind = _one_line(output["ename"])
    return Failure(kind, _one_line(output["evalue"]), number, line, source, _advise(kind, None))


def _advise(kind: str, error: BaseException | None) -> str:
    if isinstance(error, OSError) and error.errno in WAYS_OUT:
        return f"{WAYS_OUT[error.errno]}, then run again; what was there before is unharmed"
    return ADVICE.get(kind, "read the error below the cell, correct the data or the notebook, and run again")


def _words(error: BaseException) -> str:
    """What an exception says, without the folders of a file: outputs hold no machine's path."""
    if isinstance(error, OSError) and isinstance(error.filename, str) and error.strerror:
        return f"{Path(error.filename).name}: {error.strerror}"
    return str(error)


def _one_line(text: str) -> str:
    return " ".join(clean_text(text).split())[:400]


def _first_line(source: str) -> str:
    line = next((line.strip() for line in clean_text(source).splitlines() if line.strip()), "")
    return line if len(line) <= LONGEST_SOURCE else f"{line[:LONGEST_SOURCE]} …"


def _last_words(text: str) -> str:
    """The telling line of what a dying process wrote: the first that names a fatal error, or else the last."""
    lines = [line for line in text.splitlines() if line.strip()]
    return next((line for line in lines if line.startswith("Fatal")), lines[-1] if lines else "")
