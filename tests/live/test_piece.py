"""A piece of a page as a widget, where nothing else can be changed once it is shown."""

from __future__ import annotations

from types import SimpleNamespace

from partnerlab.live.following import Following
from partnerlab.live.piece import Piece


def test_it_says_what_it_is_given_and_what_follows():
    piece = Piece({"text/html": "<p>Two risks</p>", "text/plain": "Two risks"})
    assert piece.html == "<p>Two risks</p>"
    piece.update({"text/html": "<p>No risk</p>"}, raw=True)
    assert piece.html == "<p>No risk</p>"
    piece.update({"text/plain": "nothing"})
    assert piece.html == ""
    assert "innerHTML" in piece._esm


def test_where_a_server_runs_the_notebook_cells_show_pieces_that_change_in_place(monkeypatch):
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.13")
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    shell = SimpleNamespace(
        events=SimpleNamespace(register=lambda *_: None),
        user_ns={},
        transform_cell=lambda source: source,
    )
    following = Following(shell)
    following.begin_with("show({'text/html': '<p>after</p>'})", "a1")
    following.show({"text/html": "<p>before</p>"})
    assert [piece.html for piece in shown] == ["<p>before</p>"]
    shell.user_ns["show"] = following.show
    following.run_again()
    assert [piece.html for piece in shown] == ["<p>after</p>"]
