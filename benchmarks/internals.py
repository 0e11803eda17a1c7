"""What each private part of ipykernel, jupyter_client and nbclient gains, with the others in place.

Run ``python benchmarks/internals.py`` in the project's folder. A plan of small notebooks runs once as it is and once
with each use of `partnerlab.runner.kernel.internals` switched off, by turns, several rounds; the ratio is that of the
median time of a notebook without the use to that with it. A use under 1.03 is not worth its keep, but for
`OutputThread`, which keeps a port closed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

import nbformat

from partnerlab.runner import Plan, Subject, run
from partnerlab.runner.events import Event, Finished

INTERNALS = "import partnerlab.runner.kernel.internals as i, partnerlab.runner.kernel.application as a"
WITHOUT = {
    "as it is": "pass",
    "OutputThread": f"{INTERNALS}; a.send_outputs_without_port = lambda inlet: None",
    "open_context": (
        "import zmq.asyncio, partnerlab.runner.kernel.manager as m\n"
        "def open_context(client):\n"
        "    client._created_context = True\n"
        "    return zmq.asyncio.Context()\n"
        "m.open_context = open_context"
    ),
    "OutputStream": f"{INTERNALS}; del i.OutputStream.flush",
    "Kernel": f"{INTERNALS}; del i.Kernel.__init__",
    "run_exit_handlers": f"import atexit; {INTERNALS}; a.run_exit_handlers = lambda app: atexit._run_exitfuncs()",
    "with_dates": "import partnerlab.runner.kernel.manager as m; m.with_dates = lambda unpack: unpack",
    "take_text": "import partnerlab.runner.kernel.client as c; c.take_text = lambda *_: False",
    "KernelApp.parse_command_line": f"{INTERNALS}; del a.KernelApp.parse_command_line",
}
"""Use to the Python that switches it off in all that is forked, done as the plan's warm-up."""
NOTEBOOKS = 20
ROUNDS = 3
CELL = (
    'from IPython.display import HTML, display\nprint("two risks")\ndisplay(HTML("<p>" + "a finding " * 200 + "</p>"))'
)


def write_notebook(folder: Path) -> Path:
    """Write a notebook of a parameters cell and ten cells, each of which prints and shows something."""
    cells = [nbformat.v4.new_code_cell('name: str = ""', metadata={"tags": ["parameters"]})]
    cells += [nbformat.v4.new_code_cell(CELL) for _ in range(10)]
    path = folder / "01-small.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def time_notebooks(warm_up: str) -> list[float]:
    """Run the plan in a folder of its own; return the seconds of each notebook but the first."""
    seconds: list[float] = []

    def listen(event: Event) -> None:
        if isinstance(event, Finished):
            assert event.failure is None, event.failure  # noqa: S101 - a benchmark of failures measures nothing
            seconds.append(event.seconds)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "source.yaml"
        source.write_text("x", encoding="utf-8")
        subjects = [Subject(f"s{number}", source, {"name": f"{number}"}) for number in range(NOTEBOOKS)]
        plan = Plan((write_notebook(folder),), subjects, warm_up=warm_up)
        run(plan, outputs=folder / "outputs", folder=folder, jobs=1, on_event=listen)
    return seconds[1:]


def main() -> None:
    """Measure and print the table of RESULTS.md."""
    times: dict[str, list[float]] = {use: [] for use in WITHOUT}
    for _ in range(ROUNDS):
        for use, warm_up in WITHOUT.items():
            times[use] += time_notebooks(warm_up)
            print(".", end="", file=sys.stderr, flush=True)
    whole = median(times["as it is"])
    print("\n| without | a notebook takes |\n| --- | --- |")
    for use, seconds in times.items():
        print(f"| {use} | {median(seconds) / whole:.2f} |")


if __name__ == "__main__":
    main()
