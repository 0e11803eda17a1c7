from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from partnerlab.runner.traces import join_streams, name_cells, places_of, remove_traces


def stream(text: str, name: str = "stdout") -> Any:
    return new_output("stream", name=name, text=text)


def shown(text: str) -> Any:
    return new_output("display_data", data={"text/plain": text})


def cleaned(*outputs: Any, **places: str) -> Any:
    document = new_notebook(cells=[new_code_cell("x", outputs=list(outputs))])
    remove_traces(document, {path: name for name, path in places.items()})
    return document.cells[0].outputs


def test_pieces_of_a_stream_are_joined_but_not_across_a_display() -> None:
    joined = join_streams([stream("a"), stream("b"), shown("c"), stream("d"), stream("e")])
    assert [output.get("text") for output in joined] == ["ab", None, "de"]


def test_standard_output_comes_before_standard_error_whatever_the_timing() -> None:
    one = join_streams([stream("e", "stderr"), stream("o"), stream("f", "stderr")])
    other = join_streams([stream("o"), stream("e", "stderr"), stream("f", "stderr")])
    assert [dict(output) for output in one] == [dict(output) for output in other]
    assert [output["text"] for output in one] == ["o", "ef"]


def test_an_overwritten_line_stands_as_it_was_last_seen() -> None:
    assert join_streams([stream("10%\r50%\r"), stream("100%\nend\r\n")])[0]["text"] == "100%\nend\n"


def test_paths_are_replaced_longest_first_and_only_whole() -> None:
    (output,) = cleaned(shown("/srv/a/out/x /srv/a/y /srv/ab"), outputs="/srv/a/out", here="/srv/a")
    assert output["data"]["text/plain"] == "outputs/x here/y /srv/ab"


def test_addresses_and_process_numbers_are_taken_out_of_every_kind_of_text() -> None:
    outputs = cleaned(
        shown("<object at 0x7f12ab34cd56>"),
        stream("/var/x/ipykernel_4242/1234.py:1: Warning", "stderr"),
        new_output("error", ename="E", evalue="at 0x7f12ab34cd56", traceback=["<f at 0x7f12ab34cd56>"]),
    )
    text = str([dict(output) for output in outputs])
    assert "0x7f" not in text
    assert "4242" not in text
    assert "<cell>:1: Warning" in text


def test_what_tells_of_the_moment_is_gone_and_what_the_author_wrote_stays() -> None:
    cell = new_code_cell("1 at 0x7f12ab34cd56", metadata={"papermill": {"duration": 1}, "execution": {}, "tags": ["a"]})
    document = new_notebook(cells=[cell], metadata={"papermill": {"start_time": "now"}, "title": "Kept"})
    remove_traces(document, {})
    assert document.cells[0].metadata == {"tags": ["a"]}
    assert document.cells[0].source == "1 at 0x7f12ab34cd56"
    assert set(document.metadata) == {"kernelspec", "title"}


def test_cells_without_an_id_get_one_from_their_place_and_others_keep_theirs() -> None:
    document = new_notebook(cells=[new_markdown_cell("a"), new_code_cell("b")])
    document.nbformat_minor = 4
    del document.cells[1]["id"]
    kept = document.cells[0]["id"]
    name_cells(document)
    assert [cell["id"] for cell in document.cells] == [kept, "cell-2"]
    nbformat.validate(document)


def test_places_are_known_as_given_and_as_resolved(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert places_of(outputs=tmp_path / "link") == {
        str(tmp_path / "link"): "outputs",
        str((tmp_path / "real").resolve()): "outputs",
    }
