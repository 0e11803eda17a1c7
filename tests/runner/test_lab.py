"""What JupyterLab is told: the place, the kernel of this interpreter, no questions, no network."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import resources
from pathlib import Path
from types import SimpleNamespace

import pytest

from partnerlab.errors import RunError
from partnerlab.runner.kernel.process import PROVISIONER
from partnerlab.runner.lab import QUIET, Lab, configuration, open_lab, prepare
from workplaces import PATIENCE

LAB = Lab(Path(), lambda: Path("notebooks/01-scoping.ipynb"))


def read(file: Path) -> dict:
    return json.loads(file.read_text(encoding="utf-8"))


def test_where_python_leaves_docstrings_out_the_way_out_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("partnerlab.runner.lab.sys", SimpleNamespace(flags=SimpleNamespace(optimize=2)))
    with pytest.raises(RunError, match="unset PYTHONOPTIMIZE, or leave out -OO"):
        open_lab(Lab(tmp_path, lambda: tmp_path), lambda _: None)


def test_the_kernel_is_that_of_this_interpreter_and_forked_where_that_is_safe(tmp_path):
    prepare(LAB, tmp_path, "there/fork-server")
    kernel = read(tmp_path / "kernels" / "python3" / "kernel.json")
    assert kernel["argv"][0] == sys.executable
    assert kernel["metadata"]["kernel_provisioner"] == {
        "provisioner_name": PROVISIONER,
        "config": {"address": "there/fork-server", "target": "interactive"},
    }


def test_elsewhere_it_starts_afresh(tmp_path):
    prepare(LAB, tmp_path, "")
    assert "kernel_provisioner" not in read(tmp_path / "kernels" / "python3" / "kernel.json")["metadata"]


def test_nothing_is_asked_of_the_network_or_of_the_user(tmp_path):
    prepare(LAB, tmp_path, "")
    settings = read(tmp_path / "settings" / "overrides.json")["@jupyterlab/apputils-extension:notification"]
    assert (settings["fetchNews"], settings["checkForUpdates"]) == ("false", False)
    told = configuration(LAB, tmp_path)["LabApp"]
    assert told["news_url"] is None
    assert told["check_for_updates_class"] == "jupyterlab.NeverCheckForUpdate"
    assert told["extension_manager"] == "readonly"


def test_what_is_pressed_goes_to_the_thread_that_runs_the_cells(tmp_path):
    prepare(LAB, tmp_path, "")
    settings = read(tmp_path / "settings" / "overrides.json")["@jupyterlab/apputils-extension:kernels-settings"]
    assert settings == {"commsOverSubshells": "disabled"}


def test_each_setting_is_one_that_jupyterlab_knows():
    schemas = Path(pytest.importorskip("jupyterlab.commands").get_app_dir()) / "schemas"
    for plugin, settings in QUIET.items():
        package, name = plugin.split(":")
        known = read(schemas / package / f"{name}.json")["properties"]
        assert settings.keys() <= known.keys()


def test_what_it_writes_for_itself_goes_into_the_private_folder(tmp_path):
    told = configuration(LAB, tmp_path)["LabApp"]
    for name in ("app_settings_dir", "workspaces_dir"):
        assert Path(told[name]).is_relative_to(tmp_path)


def test_the_place_is_its_root(tmp_path):
    assert configuration(LAB, tmp_path)["ServerApp"]["root_dir"] == str(Path().resolve())


def test_each_name_that_is_told_is_one_that_jupyterlab_knows(tmp_path):
    labapp = pytest.importorskip("jupyterlab.labapp")
    from jupyter_server.serverapp import ServerApp  # noqa: PLC0415 - slow to import

    told = configuration(LAB, tmp_path)
    assert set(told["LabApp"]) <= set(labapp.LabApp.class_trait_names())
    assert set(told["ServerApp"]) <= set(ServerApp.class_trait_names())


STOPPED_WHILE_IT_ANSWERS = """
import asyncio, sys
from pathlib import Path
from types import SimpleNamespace
import anyio.to_thread
from partnerlab.runner import lab

def launch(*_):
    async def answer():
        await anyio.to_thread.run_sync(int)
        loop.stop()
        await asyncio.Event().wait()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    answering = loop.create_task(answer())
    loop.run_forever()
    print("stopped")

lab._launch = launch
lab.open_lab(lab.Lab(Path(), lambda: Path("notebooks/01-scoping.ipynb")), print)
"""


def test_stopped_while_the_server_answers_it_ends_and_leaves_nothing(tmp_path, monkeypatch):
    pytest.importorskip("anyio")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    code = [sys.executable, "-c", STOPPED_WHILE_IT_ANSWERS]
    done = subprocess.run(code, capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert done.stdout == "stopped\n"
    assert list(tmp_path.iterdir()) == []


def test_its_extension_says_what_jupyterlab_looks_for():
    folder = resources.files("partnerlab.runner") / "lab_extension"
    package = json.loads((folder / "package.json").read_text("utf-8"))
    script = (folder / package["jupyterlab"]["_build"]["load"]).read_text("utf-8")
    assert f"_JUPYTERLAB ??= {{}}).{package['name']} =" in script
    assert "http" not in script


def test_voilas_template_fetches_nothing_and_takes_away_what_would():
    folder = resources.files("partnerlab.runner") / "voila_template"
    template = (folder / "index.html.j2").read_text("utf-8")
    assert json.loads((folder / "conf.json").read_text("utf-8")) == {"base_template": "lab"}
    assert "http" not in template
    # Voilà's style sheets from elsewhere stand in this block, and its address of MathJax in the page's data.
    assert "block notebook_css" in template
    assert "super.super()" in template
    assert 'fullMathjaxUrl: "data:text/javascript,' in template
    # Without these styles of Voilà's own the page stays blank.
    assert 'include_js("static/voila-style.js")' in template
