"""Which files of a folder describe partnerships: told by their names, so that nothing need be opened."""

from __future__ import annotations

from pathlib import Path

from partnerlab.parameters import partnerships_in


def test_both_endings_of_yaml_in_any_letters_are_partnerships_in_order(tmp_path: Path) -> None:
    for name in ("port.yml", "Hub.YAML", "b.yaml", "notes.txt", "b.yaml.bak", "register.xlsx"):
        (tmp_path / name).touch()
    assert [file.name for file in partnerships_in(tmp_path)] == ["Hub.YAML", "b.yaml", "port.yml"]


def test_the_register_of_organisations_and_a_folder_are_none(tmp_path: Path) -> None:
    (tmp_path / "organisations.yaml").touch()
    (tmp_path / "old.yaml").mkdir()
    assert partnerships_in(tmp_path) == []


def test_a_folder_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert partnerships_in(tmp_path / "gone") == []
