"""Notebooks as other people write them, on warm kernels and on ordinary ones: the same to the byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from partnerlab.runner.kernel.process import forking_is_safe
from workplaces import Workplace, start_run

CELLS = {
    "01-magics": [
        "%config InlineBackend.figure_format = 'svg'\n%xmode Plain\n%timeit -q -n1 -r1 pass",
        "%%capture kept\nprint('hidden')",
        "print(kept.stdout)\n!echo from the shell\nfiles = !echo a b",
        "%%writefile /dev/null\ntext",
        "print(files)\n_ = 1; __name__",
    ],
    "02-displays": [
        "from IPython.display import HTML, SVG, clear_output, display, update_display",
        "handle = display('first', display_id='d')\nhandle.update('second')",
        "display('other', display_id='e')",
        "update_display('other, later', display_id='e')",
        "print('gone'); clear_output()\nprint('kept'); clear_output(wait=True); display('last')",
        "HTML('<b>bold</b>')",
        'SVG(\'<svg xmlns="http://www.w3.org/2000/svg"><circle r="5"/></svg>\')',
    ],
    "03-streams": [
        "import sys, os, time\nfor i in range(300):\n    print('out', i)\n    print('err', i, file=sys.stderr)",
        "for i in range(5):\n    print(f'\\r{i}', end='')\n    time.sleep(0.05)",
        "os.system('echo from below')\ntime.sleep(2)",
        "import warnings\nwarnings.warn('careful')",
        "import logging\nlogging.warning('logged')",
    ],
    "04-errors-allowed": ["1 / 0", "print('still here')", "raise SystemExit(0)"],
    "05-input": ["print('ask')", "input('Your name? ')"],
    "06-async": [
        "import asyncio\nawait asyncio.sleep(0.01)\nprint('awaited')",
        "task = asyncio.create_task(asyncio.sleep(0.01, 'done'))\nawait task",
        "async def gather():\n    return await asyncio.gather(*(asyncio.sleep(0, i) for i in 'abc'))\nawait gather()",
        "import threading\nbox = []\nworker = threading.Thread(target=lambda: box.append(asyncio.run(gather())))\n"
        "worker.start(); worker.join()\nbox",
    ],
    "07-large": ["'x' * 2_000_000", "print('y' * 2_000_000)"],
    "08-letters": ["print('Größe 北 🜁 \\u202eoverride')", "'é' == 'é'", "naïve = 'Łódź'\nnaïve"],
    "09-processes": [
        "import subprocess, sys\nsubprocess.check_output([sys.executable, '-c', 'print(1)'], text=True)",
        "from concurrent.futures import ProcessPoolExecutor\nimport math, multiprocessing\n"
        "with ProcessPoolExecutor(1, multiprocessing.get_context('spawn')) as pool:\n"
        "    print(pool.submit(math.sqrt, 4).result())",
        "child = multiprocessing.get_context('fork').Process(target=print, args=['from a fork'])\n"
        "child.start(); child.join()",
        "import atexit, tempfile\natexit.register(print, 'bye')\nfolder = tempfile.mkdtemp()",
    ],
    "10-widgets": ["import ipywidgets\nslider = ipywidgets.IntSlider(3)\nslider", "slider.value = 5\nslider.value"],
    "11-main": [
        "from dataclasses import dataclass\n@dataclass\nclass Point:\n    x: int\nimport pickle",
        "pickle.loads(pickle.dumps(Point(3)))",
        "import sys\n(sys.argv[0].rsplit('/')[-1], __name__, sys.modules['__main__'].Point is Point)",
        "import random, numpy\n[random.random() == random.random(), numpy.random.rand() == numpy.random.rand()]",
    ],
    "12-not-python": [
        "%%bash\necho from bash",
        "%%html\n<b>bold</b>",
        "%%latex\n$x^2$",
        "print('a\\x00b\\x1b[31mred')",
    ],
}
FAILING = {"05-input": "StdinNotImplementedError"}
SHOWN = {
    "01-magics": ["hidden", "from the shell", "['a b']"],
    "02-displays": ["second", "other, later", "last"],
    "03-streams": ["out 299", "err 299", "4", "from below", "UserWarning: careful", "WARNING:root:logged"],
    "04-errors-allowed": ["still here"],
    "06-async": ["awaited", "'done'", "['a', 'b', 'c']", "[['a', 'b', 'c']]"],
    "08-letters": ["Größe 北 🜁", "'Łódź'"],
    "09-processes": ["'1\\n'", "2.0", "from a fork"],
    "10-widgets": ["5"],
    "11-main": ["Point(x=3)", "'__main__', True", "[False, False]"],
    "12-not-python": ["from bash", "<IPython.core.display.Latex object>", "red"],
}


def fill(workplace: Workplace, names: list[str]) -> None:
    for name in names:
        path = workplace.add_notebook(name, *CELLS[name])
        if name == "04-errors-allowed":
            document = nbformat.read(path, 4)
            document.cells[2].metadata["tags"] = ["raises-exception"]
            nbformat.write(document, path)
    workplace.add_subject("s")


def check(workplace: Workplace, report: Any, names: list[str]) -> None:
    assert set(report.failures) == {f"s/{name}" for name in names if name in FAILING}
    for name in names:
        if name in FAILING:
            assert FAILING[name] in report.failures[f"s/{name}"]
        else:
            text = workplace.texts(f"s/{name}.ipynb")
            assert not [words for words in SHOWN.get(name, []) if words not in text]
            assert (workplace.outputs / "s" / f"{name}.html").exists()


@pytest.mark.slow
def test_other_peoples_notebooks_run_alike_on_warm_and_on_ordinary_kernels(
    workplace: Workplace, tmp_path: Path, nothing_left: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # where it is set, kernels leave out what comes from below Python
    names = list(CELLS)
    fill(workplace, names)
    check(workplace, workplace.run(), names)
    nothing_left()
    if not forking_is_safe():
        pytest.skip("warm kernels need Linux")
    ordinary = Workplace(tmp_path / "ordinary")
    ordinary.folder.mkdir()
    fill(ordinary, names)
    check(ordinary, ordinary.run(warm=False), names)
    ours, theirs = workplace.files(), ordinary.files()
    different = [name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)]
    assert not different


STARTS = "import sys\nprint(display, __debug__, 'marked' in globals())\nimport json"
SETTINGS = {
    "ipython/profile_default/startup/00-own.py": "marked = display = None\nprint('own')\nraise SystemExit(3)",
    "ipython/profile_default/ipython_config.py": "c.InteractiveShellApp.exec_lines = ['marked = 1', '1/0']",
    "ipython/profile_default/ipython_kernel_config.py": "c.Session.packer = c.Session.unpacker = 'pickle'",
    "jupyter/jupyter_config.py": "c.ConnectionFileMixin.transport = 'tcp'\nc.Session.packer = 'pickle'\n1 / 0",
    "jupyter/jupyter_nbconvert_config.py": "c.Exporter.preprocessors = ['none.Such']",
    "start.py": "raise SystemExit(4)",
}


@pytest.mark.slow
@pytest.mark.parametrize("warm", [True, False])
def test_a_users_own_settings_and_start_up_files_neither_break_nor_change_a_notebook(
    workplace: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, warm: bool
) -> None:
    workplace.add_notebook("01-starts", STARTS)
    workplace.add_subject("s")
    assert workplace.run().exit_code == 0
    assert "True False" in workplace.texts("s/01-starts.ipynb")
    before = workplace.files()
    for name, text in SETTINGS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "jupyter"))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "start.py"))
    assert workplace.run(force=True, warm=warm).exit_code == 0
    assert workplace.files() == before


@pytest.mark.slow
@pytest.mark.parametrize(("option", "warm"), [("-O", True), ("-OO", True), ("-O", False)])
def test_python_without_assertions_and_docstrings_makes_the_same_outputs(
    workplace: Workplace, option: str, warm: bool
) -> None:
    workplace.add_notebook("01-starts", STARTS)
    workplace.add_subject("s")
    run = start_run(workplace, options=(option,), warm=warm)
    run.communicate(timeout=300)
    assert run.returncode == 0
    made = workplace.files()
    assert workplace.run(force=True).exit_code == 0
    assert made == workplace.files()


@pytest.mark.slow
@pytest.mark.parametrize("warm", [True, False])
def test_surroundings_that_ask_for_no_docstrings_make_the_same_outputs(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, warm: bool
) -> None:
    workplace.add_notebook("01-asks", "def f():\n    'told'\nprint(__debug__, f.__doc__)", "import altair")
    workplace.add_subject("s")
    assert workplace.run(warm=warm).exit_code == 0
    before = workplace.files()
    monkeypatch.setenv("PYTHONOPTIMIZE", "2")
    assert workplace.run(force=True, warm=warm).exit_code == 0
    assert workplace.files() == before
    assert "True told" in str(workplace.texts("s/01-asks.ipynb"))


def test_displays_that_change_stand_as_they_were_last_seen(workplace: Workplace, nothing_left: Any) -> None:
    fill(workplace, ["02-displays"])
    check(workplace, workplace.run(), ["02-displays"])
    assert "gone" not in workplace.texts("s/02-displays.ipynb")
    nothing_left()


@pytest.mark.slow
@pytest.mark.skipif(not forking_is_safe(), reason="needs Linux")
def test_what_a_notebook_runs_in_the_background_lasts_as_long_as_it_does(
    workplace: Workplace, nothing_left: Any
) -> None:
    look = "import os, subprocess, time\nfrom pathlib import Path"
    start = (
        "words = \"setsid sh -c 'setsid sleep 600 & exec sleep 600' >/dev/null 2>&1 & echo $!\"\n"
        "process = int(subprocess.check_output(words, shell=True))\nPath('started').touch()"
    )
    wait = "while not Path('{}').exists(): time.sleep(0.1)"
    workplace.add_notebook("01-long", look, start, wait.format("outputs/s/02-short.html"), "os.kill(process, 0)")
    workplace.add_notebook("02-short", look, wait.format("started"))
    workplace.add_subject("s")
    assert not workplace.run().failures
    nothing_left()


def test_what_papermill_wrote_into_a_notebook_that_failed_is_not_run_on(workplace: Workplace) -> None:
    path = workplace.add_notebook("01-again", "print('ran')")
    notebook = nbformat.read(path, 4)
    error = nbformat.v4.new_markdown_cell(
        "An exception was encountered", metadata={"tags": ["papermill-error-cell-tag"]}
    )
    given = nbformat.v4.new_code_cell("subject_file = 'old'", metadata={"tags": ["injected-parameters"]})
    notebook.cells = [error, *notebook.cells[:2], given, *notebook.cells[2:]]
    nbformat.write(notebook, path)
    workplace.add_subject("one")
    assert not workplace.run().failures
    written = (workplace.outputs / "one" / "01-again.ipynb").read_text(encoding="utf-8")
    assert "ran" in written
    assert "An exception was encountered" not in written
    assert "'old'" not in written


def test_a_kernel_of_a_batch_does_not_sleep_after_each_cell(workplace: Workplace) -> None:
    workplace.add_notebook("01-sleep", "get_ipython().kernel._execute_sleep")
    workplace.add_subject("one")
    assert not workplace.run().failures
    assert workplace.texts("one/01-sleep.ipynb") == "0.0"
