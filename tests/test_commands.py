"""Commands that can be pasted."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from partnerlab.commands import write_command, write_place

WORDS = ["run", "Care & Co (2026).yaml", "it's", "", "naïve.yaml", "a;b|c<d>e*?", "-p", "x=1", "~/a", "#1"]
MEANT = ['say "so"', "$HOME", "`id`", "back\\slash and space", "100 %", "now!"]


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_a_command_is_quoted_alike_for_every_shell(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    command = write_command(*WORDS)
    assert shlex.split(command) == WORDS
    assert command.startswith('run "Care & Co (2026).yaml" "it\'s" ""')


def test_a_word_that_means_something_within_quotes_is_quoted_for_the_shell_of_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert shlex.split(write_command(*MEANT)) == MEANT
    monkeypatch.setattr(sys, "platform", "win32")
    assert write_command(*MEANT) == subprocess.list2cmdline(MEANT)


def test_a_place_is_seen_from_a_folder_with_the_slashes_of_notebooks(tmp_path: Path) -> None:
    assert write_place(tmp_path / "parameters" / "hub.yaml", tmp_path / "notebooks") == "../parameters/hub.yaml"
    assert write_place(tmp_path / "hub.yaml", tmp_path) == "hub.yaml"
