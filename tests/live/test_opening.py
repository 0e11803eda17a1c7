"""A partnership opened: with controls before a person, read and no more in a batch."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from types import SimpleNamespace
from typing import Any

import pytest

from partnerlab.display.context import show_through
from partnerlab.live import opening
from partnerlab.live.opening import open_partnership
from partnerlab.partnership import Partnership, read_partnership

COVERS = ("partnerlab.live.panel",)


def says(partnership: Partnership) -> tuple[Any, Any]:
    """What a partnership says, and as at which date."""
    return partnership.model_dump(), partnership.as_at


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make this a person's notebook; return what it shows."""
    found: list[Any] = []
    shell = SimpleNamespace(
        get_parent=lambda: {"metadata": {"cellId": "a"}, "content": {"code": "open_partnership(file)"}},
        events=SimpleNamespace(register=lambda *_: None, unregister=lambda *_: None),
    )
    monkeypatch.setattr(opening, "live_shell", lambda: shell)
    monkeypatch.setattr(opening, "_show", found.append)
    monkeypatch.setattr(opening, "_Opened", type("_Opened", (opening._Opened,), {}))
    yield found
    show_through(None)


def test_a_batch_reads_and_imports_no_widget(hub):
    code = (
        "import sys; from partnerlab import open_partnership; "
        f"open_partnership({str(hub)!r}); print({{'anywidget', 'ipywidgets', 'IPython'}} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_person_gets_controls_and_the_same_partnership(shown, hub):
    assert says(open_partnership(hub, as_at="2026-03-31")) == says(read_partnership(hub, as_at="2026-03-31"))
    (panel,) = shown
    assert panel.head["as_at"] == "2026-03-31"


def test_running_the_cell_again_keeps_what_was_typed_and_another_file_is_opened(shown, hub, parameters):
    open_partnership(hub)
    panel = shown[0]
    panel._told(None, {"do": "table", "table": "ratings"}, [])
    panel._told(None, {"do": "cell", "row": "ratings.101", "column": "impact", "text": "1"}, [])
    assert open_partnership(hub).ratings[-1].impact == 1
    assert shown[1] is panel
    assert open_partnership(parameters / "harbour-regeneration.yaml").slug == "harbour-regeneration"
    assert panel.head["name"] == "Harbour Regeneration Partnership"
    assert panel.sheet["rows"] != []


def test_what_was_chosen_stays_open_whether_the_notebook_names_it_yet_or_not(shown, hub, parameters):
    open_partnership(hub)
    panel = shown[0]
    panel._told(None, {"do": "choose", "file": "harbour-regeneration.yaml"}, [])
    panel._told(None, {"do": "date", "as_at": "2026-03-31"}, [])
    book = panel.workbook
    assert open_partnership(hub).slug == "harbour-regeneration"
    harbour = parameters / "harbour-regeneration.yaml"
    assert open_partnership(harbour, as_at="2026-03-31").slug == "harbour-regeneration"
    assert panel.workbook is book
    assert open_partnership(hub).slug == "riverside-support-hub"  # named anew by a person


def test_it_says_what_a_notebook_has_to_name_and_what_it_names(shown, hub, monkeypatch):
    (hub.parent.parent / "notebooks").mkdir()
    monkeypatch.chdir(hub.parent.parent / "notebooks")
    named = {"partnership_file": "../parameters/riverside-support-hub.yaml", "as_at": ""}
    open_partnership(hub)
    assert (shown[0].head["named"], shown[0].head["parameters"]) == (named, named)
    shown[0]._told(None, {"do": "choose", "file": "harbour-regeneration.yaml"}, [])
    shown[0]._told(None, {"do": "date", "as_at": "2026-03-31"}, [])
    chosen = {"partnership_file": "../parameters/harbour-regeneration.yaml", "as_at": "2026-03-31"}
    assert (shown[0].head["named"], shown[0].head["parameters"]) == (named, chosen)


def test_while_cells_follow_it_shows_no_controls_again(shown, hub):
    open_partnership(hub)
    opening._Opened.following.again = True
    assert open_partnership(hub).slug == "riverside-support-hub"
    assert len(shown) == 1


def test_controls_say_what_is_chosen_where_they_cannot_be_shown(shown, hub):
    open_partnership(hub)
    data, _ = shown[0]._repr_mimebundle_()
    assert data["text/plain"] == "Riverside Support Hub, as at 30 October 2026."


def test_what_is_taken_back_is_sent_though_it_is_as_it_was_sent_before(shown, hub):
    open_partnership(hub)
    panel = shown[0]
    panel._told(None, {"do": "table", "table": "ratings"}, [])
    before = panel.sheet
    panel._told(None, {"do": "cell", "row": "ratings.101", "column": "impact", "text": "1"}, [])
    panel._told(None, {"do": "undo"}, [])
    assert panel.sheet != before
    assert panel.sheet["rows"] == before["rows"]


def test_what_comes_in_another_thread_is_done_in_that_of_the_cells_once_they_are_done(shown, hub):
    done: list[int] = []

    async def open_and_tell() -> None:
        open_partnership(hub)
        panel = shown[0]
        panel.workbook.do = lambda _: done.append(threading.get_ident()) or set()
        other = threading.Thread(target=panel._told, args=(None, {"do": "undo"}, []))
        other.start()
        other.join()
        assert done == []  # the cell is still running
        await asyncio.sleep(0)

    asyncio.run(open_and_tell())
    assert done == [threading.get_ident()]


def test_what_cannot_follow_is_told_where_the_person_looks(shown, hub):
    open_partnership(hub)
    panel = shown[0]

    def fail() -> None:
        raise NameError("risk is not defined")

    panel._follow = fail
    panel._now()
    assert panel.marks["said"] == "The review below could not follow: risk is not defined"


def test_what_cannot_be_done_for_a_reason_nobody_thought_of_is_told_and_logged(shown, hub):
    open_partnership(hub)
    panel = shown[0]

    def fail(_: dict[str, str]) -> set[str]:
        raise KeyError("ties")

    panel.workbook.do = fail
    with pytest.raises(KeyError):
        panel._told(None, {"do": "network"}, [])
    assert panel.marks["said"] == "This could not be done (KeyError: 'ties'). What was typed is kept."


def test_its_script_and_style_come_with_it_and_name_no_other_machine(shown, hub):
    open_partnership(hub)
    for text in (shown[0]._esm, shown[0]._css):
        assert "http" not in text.replace("http://www.w3.org", "")
        assert "import " not in text.split("\n")[0]
