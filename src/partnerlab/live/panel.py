"""The workbook's controls in a notebook: one widget, whose script shows what `Workbook` says and sends what is done."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import threading
from collections.abc import Callable, Collection
from importlib import resources
from typing import Any

import anywidget
import traitlets

from partnerlab.analysis.review import TOPICS, review_partnership
from partnerlab.display.results import every_citation
from partnerlab.live.explorer import PARTS
from partnerlab.live.workbook import Workbook
from partnerlab.page.live import write_script
from partnerlab.page.notebooks import write_piece_style

SCRIPTS = ("grid.js", "explore.js", "network.js", "finding.js", "panel.js")
"""The panel's script, part by part."""
AFTER = 3.0
"""Seconds after which the script of figures is made."""
PAUSE = 0.6
"""Seconds without typing after which what stands below follows."""
ALL = frozenset({"head", "sheet", "preview", "pasted", "compared", *PARTS})
"""Everything that is shown, but for what may change with every letter."""
WATCH = 2.0
"""Seconds between two looks at what is typed in other notebooks."""
BREATH = 0.01
"""Seconds between two bouts of looking, in which whatever else is asked is answered."""


def _read(name: str) -> str:
    return resources.files("partnerlab.live").joinpath(name).read_text("utf-8")


class Panel(anywidget.AnyWidget):
    """The controls of one workbook.

    Parameters
    ----------
    workbook
        What is shown and changed.
    follow
        Has what stands below follow; called when there has been a pause.
    """

    head = traitlets.Dict().tag(sync=True)
    marks = traitlets.Dict().tag(sync=True)
    sheet = traitlets.Dict().tag(sync=True)
    preview = traitlets.Dict().tag(sync=True)
    pasted = traitlets.Dict().tag(sync=True)
    compared = traitlets.Dict().tag(sync=True)
    tried = traitlets.Dict().tag(sync=True)
    weighed = traitlets.Dict().tag(sync=True)
    network = traitlets.Dict().tag(sync=True)
    forecast = traitlets.Dict().tag(sync=True)
    needed = traitlets.Dict().tag(sync=True)
    guide = traitlets.Dict().tag(sync=True)
    script = traitlets.Unicode("").tag(sync=True)

    def __init__(self, workbook: Workbook, follow: Callable[[], None]) -> None:
        self.workbook, self._follow = workbook, follow
        self._waiting: asyncio.TimerHandle | None = None
        self._looking: asyncio.TimerHandle | None = None
        self._sent = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.get_ident()
        with contextlib.suppress(RuntimeError):  # no loop runs, so nobody is there to send anything
            self._loop = asyncio.get_running_loop()
        super().__init__(**self._parts(ALL), marks=workbook.marks(), guide=every_citation())
        workbook.changed = self._soon
        self.on_msg(self._told)
        if self._loop is not None:
            self._loop.call_later(AFTER, self._send_script)
            self._loop.call_later(WATCH, self._watch)

    def _watch(self) -> None:
        """Show what is typed in another notebook on the same partnership, before anything is typed over it here."""
        assert self._loop is not None  # noqa: S101 - who else has called this
        if self.workbook.look_elsewhere():
            self._renew({"head"})
        self._loop.call_later(WATCH, self._watch)

    def show(self, workbook: Workbook, follow: Callable[[], None]) -> None:
        """Show a workbook in place of the one before, or the same one anew."""
        self.workbook, self._follow = workbook, follow
        workbook.changed = self._soon
        self._renew(ALL)

    def _send_script(self) -> None:
        """Send what lets figures answer to a pointer, once the first answer stands; it takes seconds to make."""
        assert self._loop is not None  # noqa: S101 - who else has called this
        self._loop.call_later(PAUSE, self._look_further, list(TOPICS))
        made = self._loop.run_in_executor(None, write_script)
        made.add_done_callback(lambda done: setattr(self, "script", "" if done.exception() else done.result()))

    def _look_further(self, topics: list[str]) -> None:
        """Review one topic after another that no cell has asked for, so that what would change is told at once."""
        topic = topics.pop(0)
        review_partnership(self.workbook.recorded, topic)
        if topics and self._loop is not None:
            self._loop.call_later(PAUSE, self._look_further, topics)
        else:
            gc.freeze()  # looking for rubbish in all that stands now would take longer than an answer may

    @property
    def _esm(self) -> str:
        return "".join(map(_read, SCRIPTS))

    @property
    def _css(self) -> str:
        return write_piece_style() + _read("panel.css")

    def _parts(self, names: Collection[str]) -> dict[str, Any]:
        """Return parts as they are sent, each numbered: what is as it was last sent may be otherwise on the screen."""
        self._sent += 1
        found: dict[str, Any] = {}
        for name in names:
            part = getattr(self.workbook.explorer if name in PARTS else self.workbook, name)
            found[name] = {**(part() if callable(part) else part), "version": self._sent}
        return found

    def _told(self, _: Any, content: dict[str, Any], __: Any) -> None:
        """Do what is told in the thread that runs the cells, and between them.

        JupyterLab may have messages come in a thread of their own, in which cells would be run again while they run.
        """
        if self._loop is None or threading.get_ident() == self._thread:
            self._do(content)
        else:
            self._loop.call_soon_threadsafe(self._do, content)

    def _do(self, content: dict[str, Any]) -> None:
        try:
            self._renew(self.workbook.do(content))
        except Exception as error:
            self._say(f"This could not be done ({type(error).__name__}: {error}). What was typed is kept.")
            raise  # where it was raised stands in the notebook's log

    def _say(self, words: str) -> None:
        self.marks = {**self.workbook.marks(), "said": words}

    def _renew(self, renewed: Collection[str]) -> None:
        with self.hold_sync():
            for name, value in {**self._parts(renewed), "marks": self.workbook.marks()}.items():
                setattr(self, name, value)
        if self.workbook.is_ahead:
            self._later(self._catch_up)
        if self.workbook.explorer.is_looking:
            self._look_later()

    def _look_later(self) -> None:
        if self._loop is None:
            self._look_on()
        elif self._looking is None:
            self._looking = self._loop.call_later(BREATH, self._look_on)

    def _look_on(self) -> None:
        """Look on for what it would take, between whatever else is done; show each way as it is found."""
        self._looking = None
        if self.workbook.explorer.look_on():
            self._renew({"needed"})
        elif self.workbook.explorer.is_looking:
            self._look_later()

    def _catch_up(self) -> None:
        """Read the files with what is shown ahead of that, when the person has paused."""
        self._waiting = None
        self.workbook.catch_up()
        self._renew({"sheet"})

    def _soon(self) -> None:
        """Follow when there has been a pause: whoever types on is not kept waiting."""
        self._later(self._now)

    def _later(self, act: Callable[[], None]) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            act()
            return
        self._waiting = loop.call_later(PAUSE, act)

    def _now(self) -> None:
        self._waiting = None
        try:
            self._follow()
        except Exception as error:  # what a cell raises is told where the person looks
            self._say(f"The review below could not follow: {error}")

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Show the controls; where there are none, the chosen values as text."""
        found = super()._repr_mimebundle_(**options)
        if found is None:
            return None
        data, metadata = found
        head = self.workbook.head()
        text = f"{head['name']}, as at {head['as_at'] or head['newest']}."
        return {**data, "text/plain": text}, metadata
