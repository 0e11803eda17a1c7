"""The kernel of a person's notebook: ipykernel's own application, in a process that has its imports done."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import Any

from ipykernel import kernelapp


def serve(request: dict[str, Any], _: list[int]) -> int:
    """Be a person's kernel, in a process that the fork server has just forked.

    Parameters
    ----------
    request
        ``argv``, ``cwd`` and ``env``.
    """
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    launcher = find_spec("ipykernel_launcher")
    sys.argv = [str(launcher and launcher.origin), *request["argv"]]
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # what native code writes past the kernel's own capture
        os.dup2(silence, stream)
    os.close(silence)
    app: Any = kernelapp.IPKernelApp.instance()
    app.initialize(request["argv"])
    if widgets := sys.modules.get("ipywidgets"):  # imported ahead of the kernel, to which it could not speak then
        widgets.register_comm_target()
    app.start()
    return 0
