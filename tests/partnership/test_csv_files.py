"""Rows of a CSV file, whatever parts their cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.partnership import Place
from partnerlab.partnership.csv_files import read_csv
from partnerlab.partnership.nodes import Mapping, Scalar
from partnerlab.partnership.sources import Folder


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_cells_are_parted_as_in_the_heading(delimiter: str, ends: str, tmp_path: Path) -> None:
    text = '# a; b, c\n\nid|title\nR1|"two| parts"\nR2|\n'.replace("|", delimiter).replace("\n", ends)
    (tmp_path / "risks.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    folder = Folder(tmp_path)
    rows = read_csv(folder, "risks.csv", named_at=Place("hub.yaml", 1))
    assert folder.faults == []
    assert rows is not None
    found = [
        (row.place.line, {key: cell.text for key, cell in row.items.items() if isinstance(cell, Scalar)})
        for row in rows.items
        if isinstance(row, Mapping)
    ]
    assert found == [(4, {"id": "R1", "title": f"two{delimiter} parts"}), (5, {"id": "R2"})]


def test_several_ids_in_one_cell_do_not_part_a_table_with_commas(tmp_path: Path) -> None:
    (tmp_path / "meetings.csv").write_text("on,present\n2026-01-01,A;B\n", encoding="utf-8")
    rows = read_csv(Folder(tmp_path), "meetings.csv", named_at=Place())
    assert rows is not None
    (row,) = rows.items
    assert isinstance(row, Mapping)
    assert list(row.items) == ["on", "present"]
