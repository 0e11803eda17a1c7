"""A translator's catalogue is read whole, or every fault in it is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.page.translation.catalogue import Message, read_catalogue

HEADER = 'msgid ""\nmsgstr ""\n"Language: ga\\n"\n"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);\\n"\n\n'


def write(folder: Path, entries: str, header: str = HEADER) -> Path:
    file = folder / "ga.po"
    file.write_text(header + entries, encoding="utf-8")
    return file


def test_messages_plurals_and_the_language_are_read(tmp_path: Path):
    plural = 'msgid "{n} risk"\nmsgid_plural "{n} risks"\nmsgstr[0] "a{n}"\nmsgstr[1] "b{n}"\nmsgstr[2] "c{n}"\n\n'
    read = read_catalogue(write(tmp_path, 'msgid "Lead"\nmsgstr "Ceann"\n\n' + plural))
    assert read.language == "ga"
    assert read.messages == (
        Message("Lead", "", ("Ceann",)),
        Message("{n} risk", "{n} risks", ("a{n}", "b{n}", "c{n}")),
    )
    assert [read.plural(number) for number in (0, 1, 2, 3, 11)] == [2, 0, 1, 2, 2]


def test_what_is_not_translated_or_marked_as_fuzzy_is_left_out(tmp_path: Path):
    entries = 'msgid "Lead"\nmsgstr ""\n\n#, fuzzy\nmsgid "Risk"\nmsgstr "Riosca"\n\nmsgid "Why"\nmsgstr "Cén fáth"\n'
    assert [message.one for message in read_catalogue(write(tmp_path, entries)).messages] == ["Why"]


def test_each_placeholder_that_a_message_has_not_is_told_with_its_line(tmp_path: Path):
    entries = 'msgid "{name} has no lead"\nmsgstr "{nmae} gan cheann"\n\nmsgid "Lead"\nmsgstr "<1>Ceann</1>"\n'
    with pytest.raises(InputError) as told:
        read_catalogue(write(tmp_path, entries))
    assert [(fault.line, fault.message.split(",")[0]) for fault in told.value.faults] == [
        (6, "the translation has {nmae}"),
        (9, "the translation has </1>"),
        (9, "the translation has <1>"),
    ]


def test_a_plural_lacks_no_form(tmp_path: Path):
    entries = 'msgid "{n} risk"\nmsgid_plural "{n} risks"\nmsgstr[0] "a"\nmsgstr[1] ""\nmsgstr[2] "c"\n'
    with pytest.raises(InputError, match="lacks a plural form"):
        read_catalogue(write(tmp_path, entries))


def test_a_catalogue_without_a_language_is_refused(tmp_path: Path):
    with pytest.raises(InputError, match="names no language"):
        read_catalogue(write(tmp_path, 'msgid "Lead"\nmsgstr "Ceann"\n', header='msgid ""\nmsgstr ""\n\n'))


def test_what_is_no_catalogue_or_not_there_is_refused(tmp_path: Path):
    with pytest.raises(InputError, match="cannot be read"):
        read_catalogue(tmp_path / "cy.po")
    with pytest.raises(InputError, match="is no catalogue"):
        read_catalogue(write(tmp_path, "Lead = Ceann\n", header=""))


def test_a_file_far_larger_than_any_catalogue_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("partnerlab.page.translation.catalogue.LARGEST", 10)
    with pytest.raises(InputError, match=r"is larger than 0 MB"):
        read_catalogue(write(tmp_path, 'msgid "Lead"\nmsgstr "Ceann"\n'))


@pytest.mark.parametrize(
    "rule", ["n**n", "__import__('os')", "(" * 500 + "n", "n%0", "n n", "0-1", "n" * 2_000, "(" * 90_000, "n < 2 ?"]
)
def test_a_rule_of_plurals_that_is_none_is_refused(tmp_path: Path, rule: str):
    file = tmp_path / "ga.po"
    header = f'msgid ""\nmsgstr ""\n"Language: ga\\n"\n"Plural-Forms: nplurals=2; plural={rule};\\n"\n\n'
    file.write_text(header + 'msgid "Risk"\nmsgstr "Riosca"\n', encoding="utf-8")
    with pytest.raises(InputError, match="is no rule of plurals; write it as gettext does") as caught:
        read_catalogue(file)
    assert len(str(caught.value)) < 300


@pytest.mark.skipif(sys.platform == "win32", reason="devices of this kind are POSIX's")
def test_a_device_is_no_catalogue():
    with pytest.raises(InputError, match="cannot be read; give a catalogue"):
        read_catalogue(Path("/dev/zero"))
