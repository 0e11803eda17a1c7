"""JupyterLab opened on a working place: offline, without questions, with a kernel that has its imports done.

All that it is told goes to it from here: a private folder holds its kernel, its look and its arrangement of tabs, and
goes when it ends. Nothing of the user's own settings is read less or written more than by JupyterLab itself.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from partnerlab.errors import RunError
from partnerlab.runner import events
from partnerlab.runner.kernel.imports import postponed
from partnerlab.runner.kernel.process import KERNEL_IMPORTS, PROVISIONER
from partnerlab.runner.kernel.warm_up import WarmUp
from partnerlab.runner.scratch import PrivateFolder

KERNEL = "python3"
"""Name of the kernel that notebooks ask for; here it is that of the interpreter that runs us."""
QUIET = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "@jupyterlab/completer-extension:manager": {"autoCompletion": False},
    # Else what is pressed while the cells run can go to a thread of the kernel that is no longer there, and be lost.
    "@jupyterlab/apputils-extension:kernels-settings": {"commsOverSubshells": "disabled"},
}
"""Settings under which nothing is asked for, nothing is asked and nothing is lost; a user's own go before them."""
NOT_NEEDED = ("jupyter_lsp", "jupyter_server_terminals", "nbclassic", "notebook_shim")
"""Parts of the server that a review does without; leaving them out saves time at the start."""

LEFT_OUT = (
    "@jupyterlab/lsp-extension",
    "@jupyterlab/fileeditor-extension:language-server",
    "@jupyterlab/notebook-extension:language-server",
    "@jupyterlab/terminal-extension",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/apputils-extension:announcements",
)
"""Parts of JupyterLab that would ask the server, or the network, for what is not there."""


@dataclass(frozen=True)
class Lab:
    """What is opened.

    Parameters
    ----------
    place
        The working place, JupyterLab's root.
    notebook
        Says which notebook to open, relative to the place; asked once the kernel's imports have begun.
    imports
        Import statements that the kernel does ahead.
    parameters
        What the notebooks in that one's folder are to have in their parameters when they are opened.
    browser
        Whether a browser is opened.
    port
        Port to listen at; the next free one is taken.
    options
        Further options for JupyterLab, as on its command line.
    """

    place: Path
    notebook: Callable[[], Path]
    imports: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    browser: bool = True
    port: int = 8888
    options: Sequence[str] = ()


def open_lab(lab: Lab, tell: events.Listener) -> None:
    """Run JupyterLab until it is stopped.

    Raises
    ------
    RunError
        Python leaves docstrings out, of which JupyterLab makes its own help as it starts.
    """
    if sys.flags.optimize > 1:
        raise RunError(
            "JupyterLab cannot start where Python leaves docstrings out; unset PYTHONOPTIMIZE, or leave out -OO"
        )
    with closing(PrivateFolder()) as private:
        ahead = tuple(statement for statement in KERNEL_IMPORTS if "application" not in statement)
        warm_up = WarmUp(private, lab.imports, tell, ahead=(*ahead, "import partnerlab.runner.kernel.interactive"))
        warm_up.begin()
        with closing(warm_up):
            prepare(lab, private.path, warm_up.server.address if warm_up.server is not None else "")
            os.environ["JUPYTER_RUNTIME_DIR"] = str(private.path / "r")
            os.environ["JUPYTER_PATH"] = os.pathsep.join(
                filter(None, (str(private.path), os.environ.get("JUPYTER_PATH", "")))
            )
            _launch(lab, private.path)
    # The server reads files in threads of anyio, which end with the task that began them. Stopped while it answers a
    # browser, that task never ends: such a thread waits for work for ever, and Python waits for the thread.
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def prepare(lab: Lab, folder: Path, fork_server: str) -> None:
    """Write the kernel's specification and the settings into a private folder.

    Parameters
    ----------
    lab
        What is opened.
    folder
        The folder.
    fork_server
        Socket of the fork server; "" for kernels that start afresh.
    """
    kernel = folder / "kernels" / KERNEL
    kernel.mkdir(parents=True)
    specification: dict[str, Any] = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Python 3 (partnerlab)",
        "language": "python",
        "metadata": {"debugger": True},
    }
    if fork_server:
        config = {"address": fork_server, "target": "interactive"}
        specification["metadata"]["kernel_provisioner"] = {"provisioner_name": PROVISIONER, "config": config}
    (kernel / "kernel.json").write_text(json.dumps(specification), encoding="utf-8")
    settings = folder / "settings"
    settings.mkdir()
    (settings / "overrides.json").write_text(json.dumps(QUIET), encoding="utf-8")
    page = {
        "disabledExtensions": dict.fromkeys(LEFT_OUT, True),
        "buildCheck": False,  # it would look at each extension for a minute's work that nobody asked for
        "partnerlabRun": lab.notebook().as_posix(),
        "partnerlabOpen": json.dumps(dict(lab.parameters)),  # JupyterLab would make a list of a mapping
        "partnerlabStart": folder.name,
    }
    (settings / "page_config.json").write_text(json.dumps(page), encoding="utf-8")


def configuration(lab: Lab, folder: Path) -> dict[str, dict[str, Any]]:
    """Return what JupyterLab is told, by class and name."""
    return {
        "ServerApp": {
            "root_dir": str(lab.place.resolve()),
            "port": lab.port,
            "jpserver_extensions": dict.fromkeys(NOT_NEEDED, False),
            "terminals_enabled": False,
            "answer_yes": True,  # Ctrl-C stops it: drafts outlive it
        },
        "LabApp": {
            "app_settings_dir": str(folder / "settings"),
            "workspaces_dir": str(folder / "workspaces"),
            "extra_labextensions_path": [str(folder / "extensions")],
            "news_url": None,
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            "extension_manager": "readonly",
        },
        "KernelSpecManager": {"ensure_native_kernel": False},
        "KernelManager": {"transport": "ipc" if sys.platform != "win32" else "tcp"},
    }


def _launch(lab: Lab, folder: Path) -> None:
    with postponed("rfc3987_syntax", "is_valid_syntax"):  # a second for a grammar that nothing here needs
        from jupyterlab.labapp import LabApp  # noqa: PLC0415 - half a second that no other command waits for

    _copy(Path(str(resources.files(__package__) / "lab_extension")), folder / "extensions" / "partnerlab")
    told = folder / "jupyter_lab.json"
    told.write_text(json.dumps(configuration(lab, folder)), encoding="utf-8")
    # On the command line, since JupyterLab's own defaults go before a file.
    own = [f"--config={told}", f"--ServerApp.open_browser={lab.browser}"]
    LabApp.launch_instance(argv=[*own, *lab.options])


def _copy(source: Path, target: Path) -> None:
    for file in (path for path in source.rglob("*") if path.is_file()):
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
