from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from partnerlab.runner.processes import forking_is_safe

pytestmark = pytest.mark.skipif(not forking_is_safe(), reason="needs Linux")
CHART = json.dumps(
    {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "nominal"}}}
)
DRAW = """
import os, sys, subprocess
from pathlib import Path
from partnerlab.runner import drawing
import vl_convert
own = vl_convert.vegalite_to_svg
path = drawing.open_drawing(Path(sys.argv[1]))
pid = os.fork()
if pid == 0:
    drawing.borrow_drawing(path)
    assert vl_convert.vegalite_to_svg is not own
    Path(sys.argv[1], "borrowed").write_text(vl_convert.vegalite_to_svg(sys.argv[2]))
    try:
        vl_convert.vegalite_to_svg("no chart")
    except ValueError as error:
        Path(sys.argv[1], "error").write_text(str(error))
    vl_convert.register_font_directory(sys.argv[1])
    os._exit(0 if vl_convert.vegalite_to_svg is own else 3)
assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
Path(sys.argv[1], "own").write_text(own(sys.argv[2]))
"""


def test_a_borrowed_drawing_is_the_same_as_ones_own_and_errors_are_as_ever(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-W", "ignore", "-c", DRAW, str(tmp_path), CHART], check=True, timeout=120)
    assert (tmp_path / "borrowed").read_text() == (tmp_path / "own").read_text()
    assert (tmp_path / "error").read_text()
    assert (tmp_path / "borrowed").read_text().startswith("<svg")
