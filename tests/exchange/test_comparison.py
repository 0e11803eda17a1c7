"""What a workbook asks for becomes a change only where it differs from the files."""

from __future__ import annotations

from pathlib import Path

from partnerlab.exchange.comparison import ask_for
from partnerlab.exchange.register import Wanted
from partnerlab.exchange.report import Report
from partnerlab.partnership import edit_partnership

FILE = """name: Hub
purpose: Reach people
stage: planning
actions:
  A1: {title: Open the door, on: 2026-01-10}
"""


def test_a_list_of_actions_and_a_register_that_brings_its_own_come_in_together(tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_text(FILE, encoding="utf-8")
    edit = edit_partnership(tmp_path / "hub.yaml")
    listed = Wanted("actions", {"id": "A2", "title": "Sign the memorandum"}, "Actions!A2")
    of_register = Wanted("actions", {"title": "Fit the pump", "subject": "risk R1"}, "Risks!F2")
    ask_for(edit, [listed, of_register], Report())
    rows = {row["title"]: row["id"] for row in edit.rows("actions")}
    assert set(rows) == {"Open the door", "Sign the memorandum", "Fit the pump"}
    assert (rows["Open the door"], rows["Sign the memorandum"]) == ("A1", "A2")
    assert len(set(rows.values())) == 3
