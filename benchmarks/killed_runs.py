"""Kill runs at random moments, and see whether repeating the command ends in the bytes of an undisturbed run.

Run ``python benchmarks/killed_runs.py`` in the project's folder. Each round starts the command line on a copy of
samples and notebooks, kills (SIGKILL) its parent, a worker, a kernel or the fork server by turns, up to three times in
a row, then repeats the command until it ends well. Every other round starts from nothing; the rest remake, by
``--force``, what stands already. After every kill nothing of the run may still be alive, and every page in the outputs
must be whole; at the end the outputs must be the same to the byte, ``run.json`` aside, with nothing left over. It needs
Linux.
"""

from __future__ import annotations

import argparse
import contextlib
import filecmp
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
VICTIMS = ("parent", "worker", "kernel", "fork server")
VARYING = ("run.json", "summary.txt")
COMMAND = "import os, tempfile; tempfile.tempdir = os.environ['TMPDIR']\nfrom partnerlab.cli import main; main()"
"""``partnerlab``, told the place of temporary files.

Else Python tries with a file of its own whether it can be written, and leaves it when killed at that moment.
"""
IN_A_ROW = 3
MOST_REPETITIONS = 4
MOST_MISSED = 5
PATIENCE_SECONDS = 120.0
GONE_SECONDS = 1.0
"""Within which everything that a run started is gone once its parent is, on a machine with nothing else to do."""
LIGHT = "import time\nfrom pathlib import Path\ntext = Path({name}).read_text()\ntime.sleep(0.2)\nprint(text[:400])"
GATHERING = (
    "from pathlib import Path\nfor p in sorted(Path(results_folder).glob('*/results.json')): print(p.read_text())"
)


@dataclass
class Campaign:
    """A place to run in, what an undisturbed run leaves there, and what the kills came to."""

    folder: Path
    scratch: Path
    moments: random.Random
    undisturbed: Path
    seconds: float = 0.0
    kills: Counter[str] = field(default_factory=Counter)
    missed: int = 0
    repetitions: Counter[int] = field(default_factory=Counter)
    outlived: list[float] = field(default_factory=list)
    """Seconds that something of a run still lived after its parent, for each kill."""
    faults: list[str] = field(default_factory=list)

    @property
    def outputs(self) -> Path:
        """Where the runs write."""
        return self.folder / "outputs"

    def start(self, *options: str) -> subprocess.Popen[bytes]:
        """Begin a run in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-c", COMMAND, "run", "--jobs", "2", *options],
            cwd=self.folder,
            env=os.environ | {"TMPDIR": str(self.scratch)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def prepare(self) -> None:
        """Run undisturbed, and keep what it leaves and, of a second run, how long it took."""
        for options in ((), ("--force",)):
            began = time.monotonic()
            if self.start(*options).wait():
                raise SystemExit("the undisturbed run fails already")
            self.seconds = time.monotonic() - began
        shutil.copytree(self.outputs, self.undisturbed)

    def play(self, number: int, turns: Iterator[str]) -> None:
        """One round: kill up to three times in a row, repeat until it ends well, compare."""
        forced = ("--force",) if number % 2 else ()
        if not forced:
            shutil.rmtree(self.outputs)
        for _ in range(self.moments.randint(1, IN_A_ROW)):
            victim, missed = next(turns), 0
            while not self.disturb(victim, forced) and missed < MOST_MISSED:
                missed += 1
                if not forced:
                    shutil.rmtree(self.outputs)
        again = 1
        while self.start().wait() and again < MOST_REPETITIONS:
            again += 1
        self.repetitions[again] += 1
        self.compare(f"round {number}")

    def disturb(self, victim: str, options: tuple[str, ...]) -> bool:
        """Begin a run, kill one of its processes at a random moment, and see everything else of it end.

        False when the run had ended by then.
        """
        run, began = self.start(*options), time.monotonic()
        moment = began + self.moments.uniform(0, self.seconds)
        chosen = None
        while chosen is None and run.poll() is None:
            time.sleep(0.01)
            chosen = self.choose(run, victim) if time.monotonic() > moment else None
        if chosen is None:
            self.missed += 1
            if "--force" in options:  # it did all that there is to do
                self.seconds = min(self.seconds, time.monotonic() - began)
        else:
            with contextlib.suppress(psutil.NoSuchProcess):
                chosen.send_signal(signal.SIGKILL)
                self.kills[victim] += 1
        try:
            run.wait(self.seconds * 3 + PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.faults.append(f"a run whose {victim} was killed does not end")
            run.kill()
            run.wait()
        self.look_for_the_living(victim)
        self.look_for_damage(victim)
        return chosen is not None

    def choose(self, run: subprocess.Popen[bytes], victim: str) -> psutil.Process | None:
        """One of a run's processes of some kind, if it has one at this moment."""
        found: list[psutil.Process] = []
        with contextlib.suppress(psutil.Error):
            parent = psutil.Process(run.pid)
            if victim == "parent":
                return parent if run.poll() is None else None
            servers = parent.children()
            if victim == "fork server":
                found = servers
            for child in (child for server in servers for child in server.children()):
                with contextlib.suppress(psutil.Error):
                    is_kernel = any("/k-ipc" in str(each.laddr) for each in child.net_connections("unix"))
                    found += [child] if (victim == "kernel") == is_kernel and victim != "fork server" else []
        return self.moments.choice(found) if found else None

    def helpers(self) -> list[psutil.Process]:
        """Processes whose temporary files go to our folder: all of the campaign's and nobody else's."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.environ().get("TMPDIR", "").startswith(str(self.scratch)):
                    found.append(process)
        return found

    def look_for_the_living(self, victim: str) -> None:
        """Nothing that a run started may outlive it by long."""
        began = time.monotonic()
        while (alive := self.helpers()) and time.monotonic() < began + PATIENCE_SECONDS:
            time.sleep(0.05)
        self.outlived.append(time.monotonic() - began)
        for process in alive:
            self.faults.append(f"after the {victim} was killed, process {process.pid} still runs")
            with contextlib.suppress(psutil.Error):
                process.kill()

    def look_for_damage(self, victim: str) -> None:
        """Each notebook and page that stands in the outputs must be whole and right, whatever has happened."""
        for path in self.outputs.glob("*/*"):
            if path.suffix in {".html", ".ipynb"} and not path.name.startswith(".") and ".failed" not in path.name:
                good = self.undisturbed / path.relative_to(self.outputs)
                if path.read_bytes() != good.read_bytes():
                    self.faults.append(f"after the {victim} was killed, {path.name} is damaged")

    def compare(self, when: str) -> None:
        """The outputs must be those of the undisturbed run, and nothing else may be left."""
        ours, theirs = (set(_files(folder)) for folder in (self.outputs, self.undisturbed))
        self.faults += [f"{when}: {name} is left or lacking" for name in sorted(ours ^ theirs)]
        same = [name for name in sorted(ours & theirs) if Path(name).name not in VARYING]
        _, different, unreadable = filecmp.cmpfiles(self.outputs, self.undisturbed, same, shallow=False)
        self.faults += [f"{when}: {name} differs" for name in different + unreadable]
        if not json.loads((self.outputs / VARYING[0]).read_text(encoding="utf-8"))["complete"]:
            self.faults.append(f"{when}: run.json says that the run is not complete")
        self.faults += [f"{when}: {path.name} is left in the temporary folder" for path in self.scratch.iterdir()]

    def tell(self, given: argparse.Namespace) -> str:
        """What came of it, as a row of the table of ``RESULTS.md``, and what the kills hit."""
        kills = self.kills.total()
        hit = ", ".join(f"{what} {self.kills[what]}" for what in VICTIMS)
        runs = ", ".join(f"{n}: {count} times" for n, count in sorted(self.repetitions.items()))
        kind = "light" if given.light else "real"
        return (
            f"| a run killed at random moments, {given.rounds} rounds, {kind} notebooks, {given.samples} samples, "
            f"seed {given.seed} | {kills} kills, {len(self.faults)} faults | the same bytes, nothing left |\n\n"
            f"killed: {hit}; {self.missed} runs ended before their moment. Runs needed afterwards: {runs}. "
            f"Undisturbed: {self.seconds:.1f} s. What a run had started outlived it by "
            f"{statistics.median(self.outlived):.2f} s in the middle, {max(self.outlived):.2f} s at most."
        )


def _files(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def write_light(folder: Path) -> None:
    """Notebooks of a few lines in place of the real ones."""
    for number in range(1, 4):
        cells = ['partnership_file: str = ""\nas_at: str = ""', LIGHT.format(name="partnership_file")]
        _write_notebook(folder / f"0{number}-light.ipynb", cells)
    _write_notebook(folder / "05-all.ipynb", ['results_folder: str = ""', GATHERING])


def _write_notebook(path: Path, sources: list[str]) -> None:
    tags = [["parameters"], *([[]] * (len(sources) - 1))]
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {"tags": tag}, "source": source, "outputs": []}
        | {"execution_count": None}
        for n, (tag, source) in enumerate(zip(tags, sources, strict=True))
    ]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")


@contextlib.contextmanager
def working_place(samples: int, light: bool, seed: int) -> Iterator[Campaign]:
    """A copy of notebooks and samples, and a temporary folder with a name short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="kill") as name, tempfile.TemporaryDirectory(prefix="k") as scratch:
        folder = Path(name) / "place"
        (folder / "parameters").mkdir(parents=True)
        files = sorted((ROOT / "parameters").glob("*.yaml"), key=lambda path: path.stat().st_size)[:samples]
        for file in files:
            shutil.copy(file, folder / "parameters")
            if file.with_suffix("").is_dir():
                shutil.copytree(file.with_suffix(""), folder / "parameters" / file.stem)
        if light:
            (folder / "notebooks").mkdir()
            write_light(folder / "notebooks")
        else:
            shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
        yield Campaign(folder, Path(scratch), random.Random(seed), Path(name) / "undisturbed")  # noqa: S311 - moments, no secrets


def main() -> None:
    """Play the rounds and print what came of them; exit with 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--samples", type=int, default=2)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--light", action="store_true", help="notebooks of a few lines in place of the real ones")
    parser.add_argument("--idle", action="store_true", help="nothing else runs: hold that all is gone within a second")
    given = parser.parse_args()
    with working_place(given.samples, given.light, given.seed) as campaign:
        campaign.prepare()
        turns = cycle(VICTIMS)
        for number in range(given.rounds):
            campaign.play(number, turns)
            print(f"round {number + 1} of {given.rounds}: {len(campaign.faults)} faults", flush=True)
    late = [seconds for seconds in campaign.outlived if seconds > GONE_SECONDS]
    if given.idle and late:
        campaign.faults.append(f"after {len(late)} kills something lived for more than {GONE_SECONDS:g} s")
    print(campaign.tell(given))
    print("\n".join(campaign.faults) or "no fault found")
    sys.exit(1 if campaign.faults else 0)


if __name__ == "__main__":
    main()
