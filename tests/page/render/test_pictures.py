"""Pictures beside a notebook go into its page; nothing else that lies on the machine does."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_notebook

from partnerlab.page.audit.structure import find_faults
from partnerlab.page.render.exporter import ReviewExporter
from partnerlab.page.render.pictures import Album, named_pictures

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
DATA = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "book"
    (inside / "figures").mkdir(parents=True)
    (inside / "figures" / "a map.png").write_bytes(PNG)
    (inside / "secret.png").write_bytes(b"password")
    (inside / "large.png").write_bytes(PNG + bytes(20_000_000))
    (inside / "folder.png").mkdir()
    (tmp_path / "outside.png").write_bytes(PNG)
    (tmp_path / "book-other").mkdir()
    (tmp_path / "book-other" / "a.png").write_bytes(PNG)
    return inside


@pytest.mark.parametrize(
    "address", ["figures/a%20map.png", "figures/a map.png", "./figures/../figures/a%20map.png?x#y"]
)
def test_a_picture_beside_the_notebook_is_carried_along(folder: Path, address: str) -> None:
    assert Album(folder).of()(address) == DATA


def test_a_picture_is_known_by_what_is_in_it(folder: Path) -> None:
    for name, content, kind in (
        ("a.jpg", b"\xff\xd8\xff\xe0", "jpeg"),
        ("b.png", b"GIF89a", "gif"),
        ("c", b"RIFF1234WEBP", "webp"),
    ):
        (folder / name).write_bytes(content)
        assert Album(folder).of()(name).startswith(f"data:image/{kind};base64,")


@pytest.mark.parametrize(
    "address",
    [
        "../outside.png",
        "%2e%2e/outside.png",
        "figures/../../outside.png",
        "../book-other/a.png",
        "secret.png",
        "large.png",
        "folder.png",
        "missing.png",
        "",
        "https://x.test/a.png",
        "file:figures/a%20map.png",
        "//x.test/a.png",
        "\\\\x\\a.png",
        "a\0.png",
        "x" * 5000,
    ],
)
def test_nothing_from_elsewhere_and_no_other_file_is_read(folder: Path, address: str) -> None:
    assert Album(folder).of()(address) == ""
    assert Album(folder).of()(str(folder / "figures" / "a map.png")) == ""


def test_a_link_that_leads_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder / "link.png").symlink_to(folder.parent / "outside.png")
    assert Album(folder).of()("link.png") == ""


def test_without_a_folder_no_file_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert Album().of()("figures/a%20map.png") == ""


def test_the_page_of_a_file_holds_the_pictures_that_nbconverts_own_page_embeds(folder: Path) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onload="x()"><rect width="1" height="1"/></svg>'
    )
    (folder / "plan.svg").write_text(drawing, "utf-8")
    text = '# Book\n\n![Map](figures/a%20map.png) <img src="figures/a map.png" alt="Again"> ![Plan](plan.svg)'
    notebook = new_notebook(cells=[new_markdown_cell(text)])
    resources = {"metadata": {"name": "book", "path": str(folder)}}
    page, _ = ReviewExporter().from_notebook_node(notebook, resources)
    theirs, _ = HTMLExporter(embed_images=True).from_notebook_node(notebook, resources)
    assert page.count(DATA) == 2
    assert DATA in theirs
    assert ">Plan</title>" in page
    assert "onload" not in page
    assert list(find_faults(page)) == []


def test_a_page_takes_in_only_so_much_of_pictures_however_often_one_is_shown(folder: Path) -> None:
    pictures = Album(folder, room=2 * len(DATA)).of({"a.png": {"image/png": "QUJD"}})
    shown = [pictures("figures/a%20map.png") for _ in range(3)]
    assert shown == [DATA, DATA, ""]
    assert pictures("attachment:a.png") == ""


def test_of_a_list_only_what_it_names_is_read(folder: Path) -> None:
    assert Album(folder, {"figures/a map.png"}).of()("./figures/a%20map.png") == DATA
    assert Album(folder, {"other.png"}).of()("figures/a%20map.png") == ""


@pytest.mark.parametrize(
    "text",
    [
        "![Map](figures/a%20map.png)",
        "![Map](<figures/a map.png> 'A map')",
        "![Map][m]\n\n[m]: figures/a%20map.png",
        '<img src="./figures/a map.png">',
        "<IMG SRC=figures/a%20map.png?v=2>",
        "show(Markdown('![](figures/x/../a%20map.png)'))",
    ],
)
def test_the_pictures_that_a_text_names_are_found(folder: Path, text: str) -> None:
    assert list(named_pictures(folder, [text])) == ["figures/a map.png"]


def test_what_is_no_picture_beside_the_notebook_is_not_named(folder: Path) -> None:
    text = "![](../outside.png) ![](https://x.test/a.png) ![](missing.png) ![](large.png) ![](/etc/a.png) a.pngx"
    assert named_pictures(folder, [text]) == {}


def test_names_are_found_in_time_that_grows_with_the_text(folder: Path) -> None:
    texts = ["(" * 200_000, "a" * 200_000, "a.png.b" * 30_000, "".join(f"![]({n}.png)" for n in range(20_000))]
    assert named_pictures(folder, texts) == {}
