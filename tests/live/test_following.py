"""Cells that follow: shown once by a person's run, and changed in place after that."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from partnerlab.display.context import show_through
from partnerlab.display.results import notice
from partnerlab.live import following
from partnerlab.live.following import Following


class Screen:
    """What stands on a person's screen, place by place."""

    def __init__(self) -> None:
        self.places: list[str] = []
        self.names: list[str] = []
        self.updates = 0

    def handle(self, name: str) -> Any:
        self.names.append(name)
        place = len(self.places)
        self.places.append("")

        def display(bundle: dict[str, Any], raw: bool) -> None:
            self.places[place] = bundle["text/plain"]

        def update(bundle: dict[str, Any], raw: bool) -> None:
            self.updates += 1
            display(bundle, raw)

        return SimpleNamespace(display=display, update=update)


class Notebook:
    """A notebook whose cells a person runs."""

    def __init__(self) -> None:
        self.user_ns: dict[str, Any] = {"notice": notice, "show": lambda *parts: [p._ipython_display_() for p in parts]}
        self.registered: dict[str, Any] = {}
        self.events = SimpleNamespace(
            register=self.registered.__setitem__, unregister=lambda name, _: self.registered.pop(name)
        )

    def transform_cell(self, source: str) -> str:
        return source

    def run(self, cell: str, source: str) -> None:
        if note := self.registered.get("pre_run_cell"):
            note(SimpleNamespace(raw_cell=source, cell_id=cell))
        exec(source, self.user_ns)  # noqa: S102 - cells of this test


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    shown = Screen()
    monkeypatch.setattr("IPython.display.DisplayHandle", shown.handle)
    yield shown
    show_through(None)


@pytest.fixture
def notebook(screen: Screen) -> Notebook:
    return Notebook()


@pytest.fixture
def cells(notebook: Notebook) -> Following:
    made = Following(notebook)
    made.begin()
    return made


def test_cells_show_anew_in_their_places(notebook, cells, screen):
    notebook.user_ns["name"] = "Hub"
    notebook.run("a", "show(notice(name), notice('always'))")
    notebook.run("b", "show(notice(name.upper()))")
    notebook.user_ns["name"] = "Harbour"
    cells.run_again()
    assert screen.places == ["Harbour", "always", "HARBOUR"]
    assert screen.updates == 2


def test_the_last_expression_of_a_cell_is_shown_as_well(notebook, cells, screen):
    notebook.user_ns["name"] = "Hub"
    notebook.run("a", "show(notice(name))")
    cells._cells["a"].source = "notice(name)"
    notebook.user_ns["name"] = "Harbour"
    cells.run_again()
    assert screen.places == ["Harbour"]


def test_a_cell_that_shows_nothing_of_ours_is_let_be(notebook, cells):
    notebook.user_ns["count"] = 0
    notebook.run("a", "count += 1")
    cells.run_again()
    assert notebook.user_ns["count"] == 1


def test_a_cell_changed_and_run_again_has_its_new_words(notebook, cells, screen):
    notebook.run("a", "show(notice('one'))")
    notebook.run("a", "show(notice('two'))")
    cells.run_again()
    assert screen.places == ["one", "two"]
    assert screen.updates == 0


def test_a_place_with_nothing_left_to_show_is_emptied(notebook, cells, screen):
    notebook.user_ns["many"] = True
    notebook.run("a", "show(notice('one'), *([notice('two')] if many else []))")
    notebook.user_ns["many"] = False
    cells.run_again()
    assert screen.places == ["one", ""]


def test_an_error_in_a_cell_is_handed_on_and_a_person_can_go_on(notebook, cells, screen):
    notebook.user_ns["name"] = "Hub"
    notebook.run("a", "show(notice(name))")
    del notebook.user_ns["name"]
    with pytest.raises(NameError):
        cells.run_again()
    notebook.run("b", "show(notice('here'))")
    assert screen.places == ["Hub", "here"]


def test_when_it_ends_things_are_shown_in_the_notebooks_own_way(notebook, cells):
    cells.end()
    assert notebook.registered == {}
    with pytest.raises(NotImplementedError):
        notice("x")._ipython_display_()
    assert following.__doc__
