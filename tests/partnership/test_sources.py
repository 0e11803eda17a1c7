"""Whichever scanner reads a file, the same stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.partnership import Place, read_partnership, sources
from partnerlab.partnership.sources import Folder, Mapping, Scalar, read_yaml
from samples import ROOT, SAMPLES

ODD = {
    "old-line-ends.yaml": "name: one\u2028two\npurpose: three\x85four\n",
    "directive.yaml": "%YAML 1.2\n---\nname: yes\npurpose: no\n",
    "aliases.yaml": "name: &it Hub\npurpose: *it\n",
    "quotes.yaml": "name: 'It''s'\npurpose: \"a\\tb\"\nnote: |\n  two\n  lines\n",
    "nothing.yaml": "name: ~\npurpose:\nstage: null\n",
    "tags.yaml": "name: !!str ~\npurpose: ! null\nstage: !!null scoping\nstory: !own {a: !!int 1}\n",
    "anchors.yaml": "partners:\n  A: &same\n    name: Alpha\n  B: *same\nrisks: &none []\n",
    "merged.yaml": "partners:\n  A: &same {name: Alpha}\n  B:\n    <<: *same\n    sector: private\n",
    "marked.yaml": "--- # begins\nname: Hub\n...\n",
    "keys.yaml": "~: a\n'b': c\n? d\n: e\n",
    "doubled.yaml": "name: Hub\npartners: {A: {name: a, name: b}}\nname: Other\n",
}

NAMELESS_KEY = "has a key that is not a word; write `key: value`"
TOO_DEEP = "is nested more than 12 levels deep; put the inner part in a table"


@pytest.fixture
def read(tmp_path: Path):
    def written(text: str) -> tuple[Mapping | None, list[str]]:
        (tmp_path / "hub.yaml").write_text(text, encoding="utf-8")
        folder = Folder(tmp_path)
        return read_yaml(folder, "hub.yaml"), [str(fault) for fault in folder.faults]

    return written


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


def test_only_unquoted_words_for_nothing_stand_for_nothing(read) -> None:
    text = "a: ~\nb: null\nc: Null\nd: NULL\ne:\nf: nUll\ng: '~'\nh: \"null\"\ni: ''\nj: !!str ~\nk: [1, ~, 2]\n"
    root, faults = read(text)
    assert faults == []
    assert "".join(root.keys) == "abcdefghijk"
    texts = {key: node.text for key, node in root.items.items() if isinstance(node, Scalar)}
    assert texts == {"f": "nUll", "g": "~", "h": "null", "i": "", "j": "~"}
    assert [item.text for item in root.items["k"].items] == ["1", "2"]


def test_each_part_knows_where_it_stands(read) -> None:
    root, _ = read("\n# first\na:\n  - b\n  -\n    c:\n      d\n")
    assert root.place == Place("hub.yaml", 3)
    assert root.keys["a"] == Place("hub.yaml", 3)
    assert root.items["a"].place == Place("hub.yaml", 4)
    word, row = root.items["a"].items
    assert (word.place.line, row.place.line, row.keys["c"].line, row.items["c"].place.line) == (4, 6, 6, 7)


def test_an_alias_stands_where_its_anchor_stands(read) -> None:
    root, _ = read("a: &one\n  - b\nc: *one\n")
    assert root.items["c"] == root.items["a"]
    assert root.keys["c"].line == 3
    assert root.items["c"].items[0].place.line == 2


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            "a: 1\nb: {c: 1,\n c: 2}\na: 3\n",
            [(3, '"c" stands here and on line 2; keep one'), (4, '"a" stands here and on line 1; keep one')],
        ),
        ("b: 1\n? [a]\n: 2\n", [(2, NAMELESS_KEY)]),
        ("b: 1\n? {a: 1}\n: 2\n", [(2, NAMELESS_KEY)]),
        (f"a: {'[' * 12}{']' * 12}\n", []),
        (f"a:\n  {'[' * 13}{']' * 13}\n", [(2, TOO_DEEP)]),
        ("a: &a {b: *a}\n", [(1, TOO_DEEP)]),
        ("a: 1\n---\nb: 2\n", [(2, "is not YAML: but found another document")]),
        ("a: 1\nb: *c\n", [(2, "is not YAML: found undefined alias 'c'")]),
        ("a: 1\na: 2\nb: [1\n", [(4, "is not YAML: expected ',' or ']', but got '<stream end>'")]),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, faults, read) -> None:
    assert read(text)[1] == [f"hub.yaml:{line}: {words}" for line, words in faults]


@pytest.mark.parametrize("text", ["a: [1, 2, ~, 4]\n", "a: &x [1]\nb: *x\nc: 3\n"])
def test_a_file_may_hold_so_many_values_and_no_more(text, read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_NODES", 5)
    assert read(text)[1] == []
    monkeypatch.setattr(sources, "MOST_NODES", 4)
    with pytest.raises(InputError, match="holds more than 4 values once its aliases are spelled out"):
        read(text)
