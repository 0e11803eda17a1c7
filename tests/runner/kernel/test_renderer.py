from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from partnerlab.page import letters
from partnerlab.runner.kernel.process import forking_is_safe

pytestmark = pytest.mark.skipif(not forking_is_safe(), reason="needs Linux")
CHART = json.dumps(
    {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "nominal"}}}
)
DRAW = """
import os, sys, subprocess
from pathlib import Path
from partnerlab.runner.kernel import renderer
import vl_convert
own = vl_convert.vegalite_to_svg
path = renderer.start_renderer(Path(sys.argv[1]))
pid = os.fork()
if pid == 0:
    renderer.use_renderer(path)
    assert vl_convert.vegalite_to_svg is not own
    Path(sys.argv[1], "borrowed").write_text(vl_convert.vegalite_to_svg(sys.argv[2]))
    try:
        vl_convert.vegalite_to_svg("no chart")
    except ValueError as error:
        Path(sys.argv[1], "error").write_text(str(error))
    os._exit(0)
assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
Path(sys.argv[1], "own").write_text(own(sys.argv[2]))
"""


def test_a_borrowed_drawing_is_the_same_as_ones_own_and_errors_are_as_ever(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-W", "ignore", "-c", DRAW, str(tmp_path), CHART], check=True, timeout=120)
    assert (tmp_path / "borrowed").read_text() == (tmp_path / "own").read_text()
    assert (tmp_path / "error").read_text()
    assert (tmp_path / "borrowed").read_text().startswith("<svg")


FONTS = """
import os, sys
from pathlib import Path
from partnerlab.page import letters
from partnerlab.runner.kernel import renderer
import vl_convert
place, chart = Path(sys.argv[1]), sys.argv[2]
path = renderer.start_renderer(place)
children = {}
for name in ("with", "without", "again"):
    hear, tell = os.pipe()
    if (pid := os.fork()) == 0:
        renderer.use_renderer(path)
        os.read(hear, 1)
        if name != "without":
            vl_convert.register_font_directory(str(letters.FOLDER))
        (place / name).write_text(vl_convert.vegalite_to_svg(chart))
        os._exit(0)
    children[pid] = tell
for pid, tell in children.items():
    os.write(tell, b".")
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
"""
OWN = """
import sys
from pathlib import Path
import vl_convert
if sys.argv[3]:
    vl_convert.register_font_directory(sys.argv[3])
Path(sys.argv[1]).write_text(vl_convert.vegalite_to_svg(sys.argv[2]))
"""


def run_script(script: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-W", "ignore", "-c", script, *arguments], check=True, timeout=120)


def test_fonts_that_a_notebook_registers_are_its_own(tmp_path: Path) -> None:
    values = [{"name": "Widths of letters move this axis", "a": 1}]
    y = {"field": "name", "type": "nominal", "axis": {"labelFont": letters.FAMILY, "labelFontWeight": "bold"}}
    x = {"field": "a", "type": "quantitative"}
    chart = json.dumps({"data": {"values": values}, "mark": "bar", "encoding": {"x": x, "y": y}})
    run_script(FONTS, str(tmp_path), chart)
    run_script(OWN, str(tmp_path / "own-with"), chart, str(letters.FOLDER))
    run_script(OWN, str(tmp_path / "own-without"), chart, "")
    drawn = {path.name: path.read_text() for path in tmp_path.glob("*") if path.is_file()}
    assert drawn["with"] == drawn["again"] == drawn["own-with"]
    assert drawn["without"] == drawn["own-without"]


REMARKS = """
import logging, os, sys
from pathlib import Path
from partnerlab.runner.kernel import renderer
place, chart = Path(sys.argv[1]), sys.argv[2]
renderer.postpone_drawing()
import vl_convert
assert len(os.listdir("/proc/self/task")) == 1
path = renderer.start_renderer(place)
if (pid := os.fork()) == 0:
    logging.basicConfig(filename=place / "heard", format="%(name)s %(levelname)s %(message)s")
    renderer.use_renderer(path)
    (place / "drawn").write_text(vl_convert.vegalite_to_svg(chart))
    (place / "waits").write_text(str(vl_convert.waits))
    (place / "themes").write_text(str("dark" in vl_convert.get_themes()))
    os._exit(0)
assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
"""
OWN_REMARKS = """
import logging, sys
import vl_convert
logging.basicConfig(filename=sys.argv[1], format="%(name)s %(levelname)s %(message)s")
vl_convert.vegalite_to_svg(sys.argv[2])
"""


def test_what_is_remarked_on_is_logged_where_it_was_asked_for_and_nothing_is_imported_before_it_is_needed(
    tmp_path: Path,
) -> None:
    x = {"field": "a", "type": "quantitative"}
    chart = json.dumps({"data": {"values": [{"a": None}]}, "mark": "bar", "encoding": {"x": x}})
    run_script(REMARKS, str(tmp_path), chart)
    run_script(OWN_REMARKS, str(tmp_path / "own"), chart)
    assert (tmp_path / "drawn").read_text().startswith("<svg")
    assert (tmp_path / "waits").read_text() == "True"
    assert (tmp_path / "themes").read_text() == "True"
    assert (tmp_path / "heard").read_text() == (tmp_path / "own").read_text() != ""


LARGE = """
import json, sys
from partnerlab.runner.kernel import renderer
renderer.HEAP_MEGABYTES = 64
draw = renderer._Renderer()
def order(rows):
    values = [{"a": row, "b": str(row) * 40} for row in range(rows)]
    chart = {"data": {"values": values}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}}
    return {"function": "vegalite_to_svg", "arguments": [json.dumps(chart)], "options": {}, "fonts": []}
print([bool(draw(order(rows))) for rows in (1, 150_000, 2)])
"""


def test_a_chart_that_needs_more_than_a_worker_may_hold_is_left_to_its_kernel_and_the_worker_goes_on() -> None:
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LARGE], check=True, capture_output=True, text=True, timeout=120
    )
    assert told.stdout.strip() == "[True, False, True]"
