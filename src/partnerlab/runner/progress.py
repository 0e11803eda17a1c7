"""Progress of a run: live on a terminal, plain lines elsewhere, JSON lines for machines."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import IO, Any

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from partnerlab.errors import RunError
from partnerlab.runner import events
from partnerlab.wording import counted

STYLES = ("auto", "rich", "plain", "json")
MOST_SHOWN = 8
REFRESH_PER_SECOND = 4


@dataclass
class Tally:
    """Where a run stands."""

    due: int = 0
    """How many notebooks were seen to be due."""
    jobs: int = 1
    """How many run at once."""
    running: dict[str, float] = field(default_factory=dict)
    """Label of each running notebook to the moment it began."""
    done: int = 0
    failed: int = 0
    skipped: int = 0
    """How many ended so."""
    spent: float = 0.0
    """Seconds that the ended ones took, together."""

    def take(self, event: events.Event) -> None:
        """Take an event into account."""
        match event:
            case events.Planned(due=due, jobs=jobs):
                self.due, self.jobs = due, jobs
            case events.Skipped():
                self.skipped += 1
            case events.Started(task=task):
                self.running[task] = time.monotonic()
            case events.Finished(task=task, seconds=seconds, failure=failure):
                self.running.pop(task, None)
                self.spent += seconds
                self.done, self.failed = self.done + (failure is None), self.failed + (failure is not None)

    @property
    def left(self) -> int:
        """How many have not ended yet."""
        return max(self.due - self.done - self.failed, len(self.running))

    def seconds_left(self) -> float | None:
        """How long the rest may take, going by those that have ended; None until one has."""
        ended = self.done + self.failed
        return self.left * self.spent / ended / self.jobs if ended else None


@contextlib.contextmanager
def display(style: str = "auto", stream: IO[str] | None = None, outputs: Any = None) -> Iterator[events.Listener]:
    """Show progress for as long as a run lasts.

    Parameters
    ----------
    style
        ``rich`` for a terminal, ``plain`` lines, ``json`` lines; ``auto`` is rich on a terminal and plain elsewhere.
    stream
        Where to; standard error unless given.
    outputs
        Folder of the outputs as a reader finds it from where he is, for the evidence of a failure.

    Yields
    ------
    callable
        To be given to `partnerlab.runner.run` as ``on_event``.

    Raises
    ------
    RunError
        There is no such style.
    """
    target = stream or sys.stderr
    if style not in STYLES:
        raise RunError(f'progress cannot be shown as "{style}"; choose one of {", ".join(STYLES)}')
    if style == "json":
        yield lambda event: _write_json(event, target)
    elif style == "rich" or (style == "auto" and target.isatty()):
        with _Screen(Console(file=target), outputs) as screen:
            yield screen
    else:
        yield _Lines(target, outputs)


def _write_json(event: events.Event, stream: IO[str]) -> None:
    content = {"event": type(event).__name__.lower()} | asdict(event)
    print(json.dumps(content, ensure_ascii=False), file=stream, flush=True)


class _Lines:
    """One line for each thing worth a line; what is skipped is counted, not listed."""

    def __init__(self, stream: IO[str], outputs: Any) -> None:
        self._stream = stream
        self._outputs = outputs
        self._tally = Tally()

    def __call__(self, event: events.Event) -> None:
        self._tally.take(event)
        if line := self._line(event):
            print(line, file=self._stream, flush=True)

    def _line(self, event: events.Event) -> str:
        if isinstance(event, events.Finished):
            number = self._tally.done + self._tally.failed
            return f"[{number}/{number + self._tally.left}] {say(event, self._outputs)}"
        return say(event)


def say(event: events.Event, outputs: Any = None) -> str:  # noqa: PLR0911 - one return for each kind of event
    """An event in words; "" when it is not worth a line of its own. The folder of outputs is for naming evidence by.

    Examples
    --------
    >>> say(events.Due("support-hub/02-mapping", "the notebook has changed"))
    'would run support-hub/02-mapping: the notebook has changed'
    """
    match event:
        case events.Planned(total=total, due=due, jobs=jobs):
            return f"{counted(total, 'notebook')}, {due} to run, {jobs} at once"
        case events.Due(task=task, reason=reason):
            return f"would run {task}: {reason}"
        case events.Finished(task=task, seconds=seconds, failure=None):
            return f"done   {task} ({seconds:.1f} s)"
        case events.Finished(task=task, failure=failure) if failure is not None:
            place = outputs / failure.evidence if outputs else failure.evidence
            way = f"see {place}" if failure.evidence else failure.advice  # no evidence where nothing can be written
            return f"FAILED {task}, {failure}{'; ' if way else ''}{way}"
        case events.Noted(text=text):
            return text
        case events.Ended(done=done, failed=failed, skipped=skipped, left=left, seconds=seconds):
            rest = f", {left} not reached" if left else ""
            return f"{done} done, {failed} failed, {skipped} up to date{rest} in {_duration(seconds)}"
    return ""


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"


class _Screen:
    """What is running, and how far the run is, redrawn in place; failures stay above."""

    def __init__(self, console: Console, outputs: Any) -> None:
        self._tally = Tally()
        self._outputs = outputs
        self._console = console
        self._live = Live(
            get_renderable=self._draw, console=console, refresh_per_second=REFRESH_PER_SECOND, transient=True
        )

    def __enter__(self) -> _Screen:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def __call__(self, event: events.Event) -> None:
        self._tally.take(event)
        routine = isinstance(event, events.Finished) and event.failure is None
        if not routine and (line := say(event, self._outputs)):
            self._console.print(Text(line))

    def _draw(self) -> Table:
        tally, now = self._tally, time.monotonic()
        table = Table.grid(padding=(0, 2))
        for task, began in list(tally.running.items())[:MOST_SHOWN]:
            table.add_row("running", task, f"{now - began:.0f} s")
        seconds = tally.seconds_left()
        rest = f", about {_duration(seconds)} left" if seconds else ""
        counts = f"{tally.done} done, {tally.failed} failed, {tally.skipped} up to date, {tally.left} to go{rest}"
        table.add_row("", counts, "")
        return table
