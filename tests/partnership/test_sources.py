"""Whichever scanner reads a file, the same stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.partnership import read_partnership, sources
from partnerlab.partnership.sources import Folder, Mapping, read_yaml
from samples import ROOT, SAMPLES

ODD = {
    "old-line-ends.yaml": "name: one\u2028two\npurpose: three\x85four\n",
    "directive.yaml": "%YAML 1.2\n---\nname: yes\npurpose: no\n",
    "aliases.yaml": "name: &it Hub\npurpose: *it\n",
    "quotes.yaml": "name: 'It''s'\npurpose: \"a\\tb\"\nnote: |\n  two\n  lines\n",
    "nothing.yaml": "name: ~\npurpose:\nstage: null\n",
}


def read_without_compiled_scanner(path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping | None:
    with monkeypatch.context() as patch:
        patch.setattr(sources, "find_spec", lambda _: None)
        return read_yaml(Folder(path.parent), path.name)


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_the_same_to_both_scanners(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ROOT / "parameters" / f"{name}.yaml"
    read = read_yaml(Folder(path.parent), path.name)
    assert read is not None
    assert read == read_without_compiled_scanner(path, monkeypatch)


@pytest.mark.parametrize("name", sorted(ODD))
def test_odd_files_are_the_same_to_both_scanners(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / name
    path.write_text(ODD[name], encoding="utf-8")
    read = read_yaml(Folder(tmp_path), name)
    assert read is not None
    assert read == read_without_compiled_scanner(path, monkeypatch)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_a_file_nested_without_end_is_refused(opening: str, tmp_path: Path) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text(f"name: {opening * 100_000}", encoding="utf-8")
    with pytest.raises(InputError, match="is not YAML"):
        read_partnership(path)
