"""Drawing for kernels: charts are drawn in their worker, which keeps the drawing machine warm.

vl-convert needs more than ten times as long for the first chart of a process as for the next, and starts threads when
it is imported, which a fork does not carry over. So the fork server puts it off, and each worker draws for its kernels:
in a forked kernel, vl-convert's two functions that draw SVG ask the worker over a socket in the private folder, and
draw by themselves when that fails. The drawings are the same, and so is what vl-convert remarks on in its log: a worker
keeps to the folders of fonts that its first notebook registered, and leaves notebooks with others to themselves.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import socket
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from partnerlab.runner.kernel.imports import Placeholder, postpone
from partnerlab.runner.kernel.messages import receive, send

MODULE = "vl_convert"
DRAWN = frozenset({"vegalite_to_svg", "vega_to_svg"})
REGISTERS = "register_font_directory"
ANSWER_SECONDS = 60.0
HEAP_MEGABYTES = 256
"""What a worker may hold to draw one chart, without which it would keep far more than it uses; what needs more is drawn
by its kernel."""
LOG = logging.getLogger(MODULE)


def postpone_drawing() -> None:
    """Let vl-convert wait in this process, and in what is forked from it, until something is drawn."""
    postpone(MODULE, (*sorted(DRAWN), REGISTERS))


@functools.cache
def start_renderer(folder: Path) -> str:
    """Begin to draw for kernels in this process.

    Parameters
    ----------
    folder
        Private folder in which the socket stands.

    Returns
    -------
    str
        Where to ask for drawings; "" where there is nothing to draw with.
    """
    if find_spec(MODULE) is None:
        return ""
    path = folder / f"d{os.getpid()}"
    # A thread is safe here: a worker forks nothing, its kernels come from the fork server.
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()
    threading.Thread(target=_draw_for_all, args=(listener,), daemon=True).start()
    return str(path)


def _draw_for_all(listener: socket.socket) -> None:
    draw = _Renderer()
    while True:
        with listener.accept()[0] as asker, contextlib.suppress(OSError, EOFError):
            asker.settimeout(ANSWER_SECONDS)  # a kernel that was stopped in between must not stop the others
            send(asker, draw(receive(asker)[0]))


class _Renderer:
    """Draws in this process, with the fonts that the first order names."""

    def __init__(self) -> None:
        self.fonts: list[str] | None = None
        self.remarks: list[tuple[int, str]] = []

    def __call__(self, order: dict[str, Any]) -> dict[str, Any]:
        """Draw; an error is left to the kernel, which meets it again when it draws by itself."""
        if order["function"] not in DRAWN:
            return {}
        try:
            module = import_module(MODULE)
            if self.fonts is None:
                module.configure(max_v8_heap_size_mb=HEAP_MEGABYTES)
                LOG.addHandler(_Listener(self.remarks))
                LOG.propagate = False
                self.fonts = order["fonts"]
                for folder in self.fonts:
                    getattr(module, REGISTERS)(folder)
            # Fonts can be registered and not taken back, and would change what the next notebook draws.
            if order["fonts"] != self.fonts:
                return {}
            self.remarks.clear()
            drawing = getattr(module, order["function"])(*order["arguments"], **order["options"])
            return {"drawing": drawing, "remarks": self.remarks}
        except Exception:
            return {}


class _Listener(logging.Handler):
    """Hears what vl-convert remarks on, for the kernel to log."""

    def __init__(self, remarks: list[tuple[int, str]]) -> None:
        super().__init__()
        self._remarks = remarks

    def emit(self, record: logging.LogRecord) -> None:
        self._remarks.append((record.levelno, record.getMessage()))


def use_renderer(path: str) -> None:
    """Let vl-convert's drawing in this process be done by the worker.

    Parameters
    ----------
    path
        Where to ask; "" changes nothing.
    """
    module = sys.modules.get(MODULE)
    if not path or module is None:
        return
    fonts: list[str] = []
    register = getattr(module, REGISTERS)

    @functools.wraps(register)
    def keep(folder: Any) -> None:
        if (name := str(Path(str(folder)).absolute())) not in fonts:
            fonts.append(name)
        if not waits():
            register(folder)

    def register_all() -> None:
        for folder in fonts:
            register(folder)

    def waits() -> bool:
        return isinstance(module, Placeholder) and module.waits

    if isinstance(module, Placeholder):
        module.afterwards.append(register_all)
    setattr(module, REGISTERS, keep)
    for name in DRAWN:
        setattr(module, name, _borrowed(path, name, getattr(module, name), fonts))


def _borrowed(path: str, name: str, own: Callable[..., str], fonts: list[str]) -> Callable[..., str]:
    @functools.wraps(own)
    def draw(*arguments: Any, **options: Any) -> str:
        failures = (OSError, EOFError, TypeError, KeyError)
        with contextlib.suppress(*failures), socket.socket(socket.AF_UNIX) as asker:
            asker.settimeout(ANSWER_SECONDS)
            asker.connect(path)
            send(asker, {"function": name, "arguments": arguments, "options": options, "fonts": fonts})
            answer = receive(asker)[0]
            drawing = str(answer["drawing"])
            for level, text in answer["remarks"]:
                LOG.log(level, "%s", text)
            return drawing
        return own(*arguments, **options)

    return draw
