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
    assert shown[1].workbook is panel.workbook
    assert open_partnership(parameters / "harbour-regeneration.yaml").slug == "harbour-regeneration"
    assert shown[2] is not panel


def test_what_the_command_line_chose_is_opened_first_and_once(shown, hub, parameters, monkeypatch):
    monkeypatch.setenv("PARTNERLAB_PARTNERSHIP", str(parameters / "harbour-regeneration.yaml"))
    monkeypatch.setenv("PARTNERLAB_AS_AT", "2026-03-31")
    first = open_partnership(hub)
    assert (first.slug, str(first.as_at)) == ("harbour-regeneration", "2026-03-31")
    assert open_partnership(parameters / "northern-food-network.yaml").slug == "northern-food-network"


def test_a_notebook_that_is_opened_later_begins_with_what_was_chosen_last(
    shown, hub, parameters, monkeypatch, tmp_path
):
    monkeypatch.setenv("PARTNERLAB_PARTNERSHIP", str(hub))
    monkeypatch.setenv("PARTNERLAB_CHOICE", str(tmp_path / "choice"))
    open_partnership(hub)
    shown[0]._told(None, {"do": "choose", "file": "harbour-regeneration.yaml"}, [])
    shown[0]._told(None, {"do": "date", "as_at": "2026-03-31"}, [])
    opening._Opened.asked = opening._Opened.workbook = None  # as in the kernel of another notebook
    later = open_partnership(hub)
    assert (later.slug, str(later.as_at)) == ("harbour-regeneration", "2026-03-31")


@pytest.mark.parametrize("kept", ["", "no list", '["gone.yaml", ""]', "[1]"])
def test_a_choice_that_cannot_be_read_or_is_gone_is_none(shown, parameters, monkeypatch, tmp_path, kept):
    monkeypatch.setenv("PARTNERLAB_PARTNERSHIP", str(parameters / "harbour-regeneration.yaml"))
    monkeypatch.setenv("PARTNERLAB_CHOICE", str(tmp_path / "choice"))
    (tmp_path / "choice").write_text(kept, encoding="utf-8")
    assert open_partnership(parameters / "riverside-support-hub.yaml").slug == "harbour-regeneration"


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


def test_its_script_and_style_come_with_it_and_name_no_other_machine(shown, hub):
    open_partnership(hub)
    for text in (shown[0]._esm, shown[0]._css):
        assert "http" not in text.replace("http://www.w3.org", "")
        assert "import " not in text.split("\n")[0]
