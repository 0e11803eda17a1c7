"""Hostile files end in faults: a process of its own with little time and memory reads each.

The limits are ten times what it takes on a quiet machine, so that they tell a hang from a busy one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SECONDS, MEGABYTES = 20, 350
"""Time of the processor and memory that reading may take, Python and its libraries among them."""

READER = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from partnerlab.errors import InputError
from partnerlab.partnership import read_partnership
try:
    read_partnership(sys.argv[1])
    print("read")
except InputError as error:
    print(len(error.lines()), max(map(len, error.lines())))
try:  # what ran before in this process, a large copy of its parent, counts into ru_maxrss on Linux
    with open("/proc/self/status", encoding="ascii") as status:
        print(int(status.read().split("VmHWM:")[1].split()[0]) // 1024)
except OSError:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // {unit})
"""

START = "name: Hub\npurpose: Reach people\nstage: scoping\n"
BOTH = START + "partners: [{id: A, name: A}, {id: B, name: B}]\n"


def table(text: str) -> Callable[[Path], None]:
    return lambda folder: files(folder, START + "risks: t.csv\n", text)


def file(text: str) -> Callable[[Path], None]:
    return lambda folder: files(folder, text)


def files(folder: Path, text: str, cells: str | None = None) -> None:
    (folder / "hub.yaml").write_text(text, encoding="utf-8")
    if cells is not None:
        (folder / "t.csv").write_text(cells, encoding="utf-8")


def pipe(folder: Path) -> None:
    files(folder, START + "risks: t.csv\n")
    os.mkfifo(folder / "t.csv")


def pipe_itself(folder: Path) -> None:
    os.mkfifo(folder / "hub.yaml")


def device(folder: Path) -> None:
    (folder / "hub.yaml").symlink_to("/dev/zero")


def circle(folder: Path) -> None:
    files(folder, START + "risks: t.csv\n")
    (folder / "t.csv").symlink_to("t.csv")


def circle_itself(folder: Path) -> None:
    (folder / "hub.yaml").symlink_to("hub.yaml")


def named_by_itself(folder: Path) -> None:
    files(folder, START + f"instruments: [{','.join(['i.yaml'] * 1000)}]\n")
    (folder / "i.yaml").write_text("id: i\ntitle: t\nitems: i.yaml\nresponses: i.yaml\n", encoding="utf-8")


def table_in_each_row(folder: Path) -> None:
    rows = "".join(f"- {{id: p{number}, name: n, resources: t.csv}}\n" for number in range(20_000))
    files(folder, START + "partners:\n" + rows, "kind,amount\n" + "money,1\n" * 20_000)


def no_text(folder: Path) -> None:
    (folder / "hub.yaml").write_bytes(bytes(range(255, -1, -1)) * 38_000)


def name_beyond_utf8(folder: Path) -> None:
    files(folder, START + "risks: t.csv\n")
    (folder / os.fsdecode(b"t\xff.csv")).write_text("id,title\n", encoding="utf-8")


HOSTILE: dict[str, Callable[[Path], None]] = {
    "a pipe as a table": pipe,
    "a pipe as the file": pipe_itself,
    "a device as the file": device,
    "a table that leads to itself": circle,
    "a file that leads to itself": circle_itself,
    "an instrument named by itself, a thousand times": named_by_itself,
    "a large table in each of many rows": table_in_each_row,
    "10 MB that are no text": no_text,
    "a file beside it whose name is not UTF-8": name_beyond_utf8,
    "a list of 9.8 MB": file(START + "risks:\n" + "- a\n" * 2_450_000),
    "100,000 partners": file(START + "partners:\n" + "".join(f"- {{id: p{n}, name: n}}\n" for n in range(100_000))),
    "100,000 risks in a table": table("id,title\n" + "".join(f"R{n},x\n" for n in range(100_000))),
    "40,000 rows that lack all": file(START + "risks:\n" + "- {}\n" * 40_000),
    "140,000 unknown names": file(START + "".join(f"likelyhood{n}: 1\n" for n in range(140_000))),
    "a million columns": table(",".join(f"c{n}" for n in range(1_000_000)) + "\n"),
    "five million ids in cells": table("id,title,shared_by\n" + f"R,x,{'A;' * 6000}\n" * 800),
    "a long text through aliases": file(
        f"name: &n {'x' * 1_000_000}\npurpose: *n\nstage: scoping\nrisks:\n" + "- {id: *n, title: *n}\n" * 2000
    ),
    "aliases of aliases": file(
        START
        + "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(8))
    ),
    "brackets without end": file(START + "story: " + "[" * 100_000),
    "an escape beyond all characters": file(START + 'story: "\\UFFFFFFFF"\n'),
    "half a million digits": file(BOTH + f"risks: [{{id: R, title: t, appetite: '{'9' * 500_000}'}}]\n"),
    "numbers beyond 64 bits and near 1e308": file(
        BOTH + "risks: [{id: R, title: t, low: 99999999999999999999999, likely: 1e308, high: 1.7e308}]\n"
    ),
    "a name of 5,000 characters": file(START + f"risks: {'a' * 5000}.csv\n"),
    "a name that no file can have": file(START + 'risks: "a\\0.csv"\n'),
    "the end of time": file(START + "reviews: [9999-12-31]\n"),
    "a cell of 9 MB": table('id,title\nR1,"' + "x" * 9_000_000 + "\n"),
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="limits of time and memory, pipes and devices are POSIX's")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_few_short_faults(name: str, tmp_path: Path) -> None:
    HOSTILE[name](tmp_path)
    reader = READER.format(seconds=SECONDS, unit=1024**2 if sys.platform == "darwin" else 1024)
    ended = subprocess.run(
        [sys.executable, "-c", reader, str(tmp_path / "hub.yaml")],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ended.stderr == ""
    told, size = ended.stdout.splitlines()
    lines, longest = map(int, told.split())
    assert lines <= 57
    assert longest <= 700
    assert int(size) < MEGABYTES
