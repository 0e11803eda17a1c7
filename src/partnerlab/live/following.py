"""Cells that follow: what a notebook shows is shown anew, in its place, when the partnership above it has changed."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from partnerlab.display.context import show_through
from partnerlab.surroundings import is_served_alone


@dataclass
class _Cell:
    """A cell that was run, and where each thing stands that it showed."""

    source: str
    name: str = ""
    places: list[_Place] = field(default_factory=list)


@dataclass
class _Place:
    """Where one thing stands, and what it said last."""

    handle: Any
    said: Mapping[str, Any]


class Following:
    """The cells of one notebook that show parts of a review, in the order in which they were first run.

    Parameters
    ----------
    shell
        IPython's shell, which runs them.

    Attributes
    ----------
    again
        Whether cells are being run again, and not by a person.
    """

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.again = False
        self._cells: dict[str, _Cell] = {}
        self._current = _Cell("")
        self._left: list[_Place] = []

    def begin(self) -> None:
        """Take note of each cell that is run from here on; the one that is running counts."""
        self.shell.events.register("pre_run_cell", self._note)
        show_through(self.show)

    def end(self) -> None:
        """Let cells be, and have them show things in the notebook's own way."""
        self.shell.events.unregister("pre_run_cell", self._note)
        show_through(None)

    def begin_with(self, source: str, cell: str) -> None:
        """Take note of the cell that is running."""
        self._current = self._cells[cell] = _Cell(source, cell)

    def _note(self, info: Any) -> None:
        self.begin_with(info.raw_cell, str(info.cell_id or info.raw_cell))

    def show(self, bundle: Mapping[str, Any]) -> None:
        """Show something in the cell that runs: in a new place, or in the place that it had before."""
        if not self.again:
            cell = self._current
            # The same name whenever the cell is run: where a notebook is open twice, what stands in both follows.
            cell.places.append(_Place(_show_in_place(bundle, f"{cell.name} {len(cell.places)}"), bundle))
        elif self._left:
            _say(self._left.pop(0), bundle)

    def run_again(self) -> None:
        """Run each cell again that has shown something, and change what it shows in its place.

        Raises
        ------
        Exception
            Whatever a cell raises; those after it stay as they are.
        """
        self.again = True
        try:
            for cell in [cell for cell in self._cells.values() if cell.places]:
                self._left = list(cell.places)
                self._run(cell.source)
                for place in self._left:
                    _say(place, {"text/html": "", "text/plain": ""})
        finally:
            self.again = False

    def _run(self, source: str) -> None:
        body = ast.parse(self.shell.transform_cell(source)).body
        last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        names = self.shell.user_ns
        exec(compile(ast.Module(body, []), "<cell>", "exec"), names)  # noqa: S102 - a cell that the person has run
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)  # noqa: S307 - as above
            if hasattr(value, "_ipython_display_"):
                value._ipython_display_()


def _show_in_place(bundle: Mapping[str, Any], name: str) -> Any:
    """Show something, and return what can change it where it stands, also where it was shown by that name before."""
    from IPython.display import DisplayHandle, display  # noqa: PLC0415 - there is a shell, so it is there

    if is_served_alone():
        from partnerlab.live.piece import Piece  # noqa: PLC0415 - nobody else needs it

        piece = Piece(bundle)
        display(piece)  # type: ignore[no-untyped-call] # IPython is partly typed
        return piece
    handle: Any = DisplayHandle(name)  # type: ignore[no-untyped-call] # as above
    handle.display(bundle, raw=True)
    return handle


def _say(place: _Place, bundle: Mapping[str, Any]) -> None:
    if bundle != place.said:
        place.said = bundle
        place.handle.update(bundle, raw=True)
