"""Whichever scanner reads a file, the same stands in it."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.partnership import Place, yaml_files
from partnerlab.partnership.nodes import Mapping, Scalar
from partnerlab.partnership.sources import Folder
from partnerlab.partnership.yaml_files import read_plain, read_yaml
from samples import ROOT, SAMPLES

COVERS = ("partnerlab.partnership.nodes",)

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
        patch.setattr(yaml_files, "find_spec", lambda _: None)
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


@pytest.mark.parametrize("text", [f"name: {'[' * 10_000}", f"name: {'{a: ' * 100_000}", f"name:\n  {'- ' * 10_000}a\n"])
def test_a_file_nested_without_end_is_refused_by_either_scanner(
    text: str, read, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = text.count("\n", 0, -1) + 1
    assert read(text) == (None, [f"hub.yaml:{line}: {TOO_DEEP}"])
    monkeypatch.setattr(yaml_files, "find_spec", lambda _: None)
    assert read(text) == (None, [f"hub.yaml:{line}: {TOO_DEEP}"])


def test_a_part_that_is_too_deep_hides_no_other_fault(read) -> None:
    assert read(f"a: {'[' * 40}{']' * 40}\nb: 1\nb: 2\n")[1] == [
        f"hub.yaml:1: {TOO_DEEP}",
        'hub.yaml:3: "b" is here and on line 2; keep one',
    ]


def test_an_alias_counts_as_many_levels_as_what_it_repeats(read) -> None:
    inner = "[" * 10 + "]" * 10
    assert read(f"a: &a {inner}\nb: [[*a]]\n")[1] == []
    assert read(f"a: &a {inner}\nb: [[[*a]]]\n")[1] == [f"hub.yaml:2: {TOO_DEEP}"]


def test_aliases_that_multiply_are_counted_before_they_are_spelled_out(read) -> None:
    names = [chr(ord("a") + number) for number in range(9)]
    lines = ["z: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"{new}: &{new} [{', '.join(['*' + old] * 9)}]" for old, new in itertools.pairwise(names)]
    with pytest.raises(InputError, match="holds more than 150000 values"):
        read("\n".join(lines) + "\n")


def test_each_part_knows_its_text(read) -> None:
    text = "a: &x [1, {b: 'c', d: }] # e\nf: |+\n  g\n\n# h\ni:\n  - >-\n    j\n\n  - k l\n\n"
    for ends in ("\n", "\r\n"):
        changed = text.replace("\n", ends)
        root, _ = read(changed)
        spans = [root.items["a"], root.items["f"], *root.items["i"].items, root.items["i"]]
        assert [changed[slice(*part.span)].replace(ends, "\n") for part in spans] == [
            "[1, {b: 'c', d: }]",
            "|+\n  g\n",
            ">-\n    j",
            "k l",
            "- >-\n    j\n\n  - k l",
        ]
        assert root.items["a"].items[1].entries["d"].value is None
        assert root.items["a"].flow
        assert not root.items["i"].flow


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("name: Hub: the second\n", "quote a text that holds a colon"),
        ("name:\tHub\n\tpurpose: x\n", "never with tabs"),
        ("name: 'It's'\n", "an apostrophe ends the quoted text early"),
        ('name: "Hub\n', "close the quote"),
        ("name: @hub\n", "quote a text that begins with this character"),
        ("name: a\nHub\n", "write `name: value`"),
    ],
)
def test_what_is_no_yaml_is_told_with_what_to_do(text: str, way_out: str, read) -> None:
    (fault,) = read(text)[1]
    assert fault.startswith("hub.yaml:")
    assert "is not YAML" in fault
    assert way_out in fault


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
            [(3, '"c" is here and on line 2; keep one'), (4, '"a" is here and on line 1; keep one')],
        ),
        ("b: 1\n? [a]\n: 2\n", [(2, NAMELESS_KEY)]),
        ("b: 1\n? {a: 1}\n: 2\n", [(2, NAMELESS_KEY)]),
        (f"a: {'[' * 12}{']' * 12}\n", []),
        (f"a:\n  {'[' * 13}{']' * 13}\n", [(2, TOO_DEEP)]),
        ("a: &a {b: *a}\n", [(1, "*a stands inside the part that it repeats; write out what is meant")]),
        ("a: 1\n---\nb: 2\n", [(2, "begins a second document; keep one document in a file, and no `---` after it")]),
        (
            "a: 1\nb: *c\n",
            [
                (
                    2,
                    "is not YAML: `*` repeats a part that is named elsewhere, and none has this name; "
                    "quote a text that begins with `*`",
                )
            ],
        ),
        (
            "a: 1\na: 2\nb: [1\n",
            [
                (
                    4,
                    "is not YAML: a bracket or brace is not closed, or a comma is missing; "
                    "close the bracket, and quote a text in it that holds a comma, bracket or brace",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, faults, read) -> None:
    assert read(text)[1] == [f"hub.yaml:{line}: {words}" for line, words in faults]


@pytest.mark.parametrize("text", ["a: [1, 2, ~, 4]\n", "a: &x [1]\nb: *x\nc: 3\n"])
def test_a_file_may_hold_so_many_values_and_no_more(text, read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_files, "MOST_NODES", 5)
    assert read(text)[1] == []
    monkeypatch.setattr(yaml_files, "MOST_NODES", 4)
    with pytest.raises(InputError, match="holds more than 4 values once its aliases are spelled out"):
        read(text)


def test_plain_values_are_texts_lists_and_names_and_what_is_left_empty_stays(tmp_path: Path) -> None:
    text = "a: 2\nb: 2026-02-01\nc: [yes, '', true, 'true']\nd:\ne: {f: ~, 1.50: No}\n"
    (tmp_path / "plain.yaml").write_text(text, encoding="utf-8")
    assert read_plain(Folder(tmp_path), "plain.yaml") == {
        "a": "2",
        "b": "2026-02-01",
        "c": ["yes", "", True, "true"],
        "d": None,
        "e": {"f": None, "1.50": "No"},
    }


@pytest.mark.parametrize(("text", "value"), [("", None), ("a", "a"), ("[a]", ["a"])])
def test_plain_values_may_be_no_mapping(text: str, value: object, tmp_path: Path) -> None:
    (tmp_path / "plain.yaml").write_text(text, encoding="utf-8")
    assert read_plain(Folder(tmp_path), "plain.yaml") == value


def test_plain_values_are_refused_with_every_fault(tmp_path: Path) -> None:
    (tmp_path / "plain.yaml").write_text("a: 1\na: 2\nb: !own c\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_plain(Folder(tmp_path), "plain.yaml")
    assert [fault.line for fault in told.value.faults] == [2, 3]


def test_no_other_module_reads_yaml_by_itself() -> None:
    """The guide's own data lie below the reader, and nobody but us writes them."""
    source = ROOT / "src" / "partnerlab"
    texts = {file.relative_to(source).as_posix(): file.read_text(encoding="utf-8") for file in source.rglob("*.py")}
    read = {name for name, text in texts.items() if "YAML(" in text and re.search(r"\.(?:load|parse)(?:_all)?\(", text)}
    assert read == {"partnership/yaml_files.py", "guide/reading.py"}
