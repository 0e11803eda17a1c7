"""Each command that the docs name exists, with the options that stand behind it."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from partnerlab.cli import main

ROOT = Path(__file__).parents[2]
TEXTS = sorted([*ROOT.glob("docs/*.md"), *ROOT.glob("*.md"), *ROOT.glob("notebooks/*.ipynb")])
IN_WORDS = re.compile(r"`partnerlab ([a-z]+)((?: [^\n`|#\\\"]+)?)")
IN_CODE = re.compile(r"^(?:\.venv/bin/)?partnerlab ([a-z]+)((?: [^\n`|#\\\"]+)?)", re.MULTILINE)


def typed(text: str) -> list[tuple[str, str]]:
    """Commands of a text, each with what follows it: those in its blocks of code, and those within sentences."""
    blocks = enumerate(text.split("```"))
    return [row for number, block in blocks for row in (IN_CODE if number % 2 else IN_WORDS).findall(block)]


def wrong(text: str) -> list[str]:
    """Commands of a text that do not exist, and options that a command does not have."""
    assert isinstance(main, click.Group)
    context, found = click.Context(main), []
    for name, rest in typed(text):
        command = main.get_command(context, name)
        known = {option for row in command.params for option in (*row.opts, *row.secondary_opts)} if command else set()
        named = re.findall(r"(?<!\S)(--[a-z][\w-]*)", rest)
        found += [name] if command is None else [f"{name} {option}" for option in named if option not in known]
    return found


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_each_command_exists_with_its_options(file: Path) -> None:
    assert wrong(file.read_text(encoding="utf-8").replace(" --help", "")) == []


def test_a_command_and_an_option_that_are_not_there_would_be_seen() -> None:
    assert wrong("`partnerlab chekc x.yaml`, `partnerlab run --onli 03`") == ["chekc", "run --onli"]
