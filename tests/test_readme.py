"""The README is true: its tree, its layers, and its list of commands with their options."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path

import click
import pytest

from partnerlab.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SOURCE = ROOT / "src" / "partnerlab"


def block(holding: str) -> list[str]:
    """Lines of the README's code block that holds a line."""
    return next(lines for each in README.split("```")[1::2] if holding in (lines := each.strip("\n").split("\n")))


def commands() -> dict[str, click.Command]:
    """Each command by its name."""
    assert isinstance(main, click.Group)
    return {name: main.get_command(click.Context(main), name) for name in main.list_commands(click.Context(main))}


def test_the_tree_names_each_room_of_the_source_once_and_no_other():
    lines = block("src/partnerlab/")
    named = [line.split()[0].rstrip("/") for line in lines[lines.index("src/partnerlab/") + 1 :] if line[:1] == " "]
    rooms = {each.stem if each.is_dir() else each.name for each in SOURCE.iterdir() if is_room(each)}
    assert sorted(named) == sorted(rooms)


def is_room(path: Path) -> bool:
    """Whether a path is a package, or a module that is more than the package's own front door."""
    return (path / "__init__.py").exists() or (path.suffix == ".py" and not path.stem.startswith("__"))


def test_the_folders_in_the_tree_exist():
    named = [line.split()[0] for line in block("src/partnerlab/") if re.match(r"[\w/]+/(\s|$)", line)]
    assert {"notebooks/", "parameters/", "outputs/", "tests/"} <= set(named)
    assert [name for name in named if name != "outputs/" and not (ROOT / name).is_dir()] == []


def test_the_layers_are_those_that_are_held():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    held = next(
        contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract.get("containers") == ["partnerlab"]
    )
    drawn = [{name.strip() for name in line.split("·")} for line in block("analysis · exchange")]
    assert drawn == [{name.strip() for name in layer.split("|")} for layer in held]


def rows() -> list[tuple[str, str]]:
    """The table of commands: what is typed, and what is said of it."""
    return re.findall(r"^\| (`partnerlab .*?) \| (.*) \|$", README, flags=re.MULTILINE)


def test_each_command_has_its_row():
    named = [name for typed, _ in rows() for name in re.findall(r"`(?:partnerlab )?(\w+)", typed)]
    assert sorted(named) == sorted(commands())


@pytest.mark.parametrize(("typed", "said"), rows())
def test_the_options_that_are_named_exist(typed: str, said: str):
    names = re.findall(r"`(?:partnerlab )?(\w+)", typed)
    known = {option for name in names for parameter in commands()[name].params for option in parameter.opts}
    assert set(re.findall(r"`(--?[\w-]+)", said)) <= known


PARTS = ("src", "tests", "benchmarks", "supply", "docs")
PAGES = sorted([*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")])
HISTORY = ROOT / "CHANGELOG.md"
"""It tells what was, under the names of its time."""
WORD = re.compile(r"[A-Za-z_]\w*")
NAMED_FILE = re.compile(r"`((?:[\w-]+/)*\w+\.py)`")
NAMED_VERB = re.compile(
    r"`((?:assess|score|allocate|compare|summarise|find|get|list|gather|say|name|write|choose|read|measure)_\w+)`"
)


@functools.cache
def homes() -> list[str]:
    """Paths of all Python files of the project."""
    return [f"/{file.relative_to(ROOT).as_posix()}" for part in PARTS for file in (ROOT / part).rglob("*.py")]


@functools.cache
def words_of_the_source() -> set[str]:
    return {word for file in SOURCE.rglob("*.py") for word in WORD.findall(file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("page", [page for page in PAGES if page != HISTORY], ids=lambda page: page.name)
def test_files_and_functions_that_a_page_names_are_there(page: Path):
    text = page.read_text(encoding="utf-8")
    assert [name for name in NAMED_FILE.findall(text) if not any(home.endswith(f"/{name}") for home in homes())] == []
    assert sorted({*NAMED_VERB.findall(text)} - words_of_the_source()) == []
