"""The script of an interactive page."""

from __future__ import annotations

import subprocess
import sys

from partnerlab.page.live import write_script
from partnerlab.page.style import write_source


def test_the_script_can_stand_in_a_page_and_asks_for_nothing() -> None:
    script = write_script()
    assert "</script" not in script.lower()
    assert "<!--" not in script
    assert "pl-specification" in script
    assert 600_000 < len(script) < 1_100_000


def test_the_script_is_the_same_in_another_process() -> None:
    code = "from partnerlab.page.live import write_script; from partnerlab.page.style import write_source; "
    code += "print(write_source(write_script()))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == write_source(write_script())


def test_making_the_script_says_nothing_that_a_notebook_would_show() -> None:
    code = "from partnerlab.page.live import write_script; write_script()"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (told.stdout, told.stderr) == ("", "")
