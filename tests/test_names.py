"""Names are found however they are written, as whole words, the longest first; a faulty list is refused by line."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.names import MOST_NAMES, Names, read_names

NAMES = Names(("Ann Lee", "Seán O'Hara-Moss", "Ann Lee Moss", "Will"))


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("Ann Lee", "[name 1]"),
        ("ANN LEE and ann lee", "[name 1] and [name 1]"),
        ("Ann\u00a0Lee, Ann\nLee, Ann   Lee", "[name 1], [name 1], [name 1]"),
        ("Ann Lee's and Ann Lee’s", "[name 1]'s and [name 1]’s"),
        ("ann.lee@example.org, ann_lee, ann-lee, annlee", "[name 1]@example.org, [name 1], [name 1], [name 1]"),
        ("Ann Lee Moss met Ann Lee", "[name 3] met [name 1]"),
        ("Annleena, Joann Lee, Ann Leeds", "Annleena, Joann Lee, Ann Leeds"),
        ("Seán O’Hara‑Moss, SEÁN OHARA MOSS", "[name 2], [name 2]"),
        (unicodedata.normalize("NFD", "Seán O'Hara-Moss"), "[name 2]"),
        ("sean.ohara-moss@example.org, SEAN O'HARA MOSS", "[name 2]@example.org, [name 2]"),
        ("Ånn Lée, Ann Lęe", "[name 1], [name 1]"),
        ("Will will, goodwill", "[name 4] [name 4], goodwill"),
        ("risk_ann_lee_2", "risk_[name 1]_2"),
        ("", ""),
    ],
)
def test_a_name_is_struck_out_however_it_is_written(text: str, struck: str) -> None:
    assert NAMES.strike(text) == struck
    assert sum(NAMES.find(text).values()) == struck.count("[name ")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ann Lee", "A\u00adnn Lee, An\u200bn Le\u200de, Ann\u2060 Lee"),  # what nobody sees
        ("Fiona Griffin", "ﬁona Griﬃn, Fiona Griﬀin, F. Griﬃn"),  # joined letters of a PDF file
        ("Ann Lee", "Ａｎｎ Ｌｅｅ, ＡＮＮ　ＬＥＥ"),
        ("Sean O'Hara", "Sean O′Hara, Sean O＇Hara, Sean Oʹ Hara"),
        ("Ann Lee-Moss", "Ann Lee−Moss, Ann Lee—Moss, Ann Lee－Moss, Ann Lee﹣Moss"),
        ("Ann Lee", "**Ann** Lee, _Ann_ *Lee*, *Ann Lee*"),
        ("陈伟", "主席陈伟说"),
        ("田中 太郎", "田中太郎さん, 田中　太郎"),
        ("محمد علي", "مُحَمَّد علي, محمّد عليّ"),
        ("İlknur Yılmaz", "ILKNUR YILMAZ, ilknur yilmaz"),
        ("Nguyễn Văn", "Nguyen Van, NGUYỄN VĂN"),
        ("C++ [Lee]", "C++ [Lee]"),
        ("^Ann.*$", "^Ann.*$"),
        ("Ann|Lee", "Ann|Lee"),
    ],
)
def test_no_sign_hides_a_name(name: str, text: str) -> None:
    struck = Names((name,)).strike(text)
    assert struck.count("[name 1]") == len(text.split(", "))
    assert not {*filter(str.isalpha, name)} & {*struck.replace("[name 1]", "")}


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("<b>Ann</b> Lee", "<b>[name 1]"),
        ("Ann&nbsp;Lee, A&#110;n L&#x65;e, &lt;Ann Lee&gt;", "[name 1], [name 1], &lt;[name 1]&gt;"),
        ("x?by=Ann%20Lee&to=1", "x?by=[name 1]&to=1"),
        ("Se%C3%A1n%20O%27Hara-Moss", "[name 2]"),
        ("<td>Ann</td><td>Lee</td>", "<td>Ann</td><td>Lee</td>"),
        ("20% Ann < Lee > 3 & more; 5%ab", "20% Ann < Lee > 3 & more; 5%ab"),
    ],
)
def test_markup_that_is_typed_into_a_field_hides_no_name(text: str, struck: str) -> None:
    assert NAMES.strike(text) == struck
    assert sum(NAMES.find(text).values()) == struck.count("[name ")


def test_what_stands_around_a_name_is_kept_with_all_that_nobody_sees() -> None:
    text = "e\u00adﬃ Gri\ufb03n\u200b's w\u00adｏrds"
    assert Names(("Griffin",)).strike(text) == "e\u00adﬃ [name 1]\u200b's w\u00adｏrds"


def test_a_list_may_hold_what_nobody_sees(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("Gri\ufb03n Le\u00ade\n", encoding="utf-8")
    assert read_names(tmp_path / "names.txt").listed == ("Griffin Lee",)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Zoë Straße", "ZOE STRASSE and zoe.strasse"),
        ("José Núñez", "Jose Nunez and JOSE\u0301 NÚN\u0303EZ"),
        ("Jürgen Møller", "juergen moller and Jurgen Moeller"),
        ("Łukasz Đorđević", "Lukasz Dordevic and ŁUKASZ ĐORĐEVIĆ"),
        ("Æthel Þór", "Aethel Thor and ÆTHEL ÞÓR"),
        ("Sean Moss", "Seán Móss and SEÁN MOSS"),
        ("Иван Ёлкин", "иван ёлкин and ИВАН ЕЛКИН"),
    ],
)
def test_accents_and_letters_of_other_keyboards_hide_no_name(name: str, text: str) -> None:
    assert Names((name,)).strike(text) == "[name 1] and [name 1]"


def test_a_name_listed_with_and_without_its_accents_is_two_lines_of_one_list(tmp_path: Path) -> None:
    assert len(read_names(write(tmp_path, "Seán Moss\nSean Moss\n")).listed) == 2


def test_what_was_struck_holds_no_name() -> None:
    assert not NAMES.find(NAMES.strike("Ann Lee, Will and Ann Lee Moss"))


def test_without_names_nothing_is_struck() -> None:
    assert Names(()).strike("Ann Lee") == "Ann Lee"


def write(folder: Path, content: str | bytes) -> Path:
    file = folder / "names.txt"
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return file


def test_a_list_holds_one_name_a_line_with_remarks_and_blank_lines(tmp_path: Path) -> None:
    file = write(tmp_path, "\ufeff# not to be named\r\n\r\n Ann   Lee \r\nWill\r\n")
    assert read_names(file).listed == ("Ann Lee", "Will")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "names.txt: holds no name; write one name a line"),
        ("# a\n\n", "names.txt: holds no name"),
        ("A\n", "names.txt:1: is a single letter"),
        ("Ann Lee\n123\n", "names.txt:2: holds no letter"),
        ("Ann Lee; Ben Moss\n", "names.txt:1: holds several names"),
        ("Ann Lee\nann  LEE\n", "names.txt:2: is the name of line 1 again"),
        (f"{'a' * 101}\n", "names.txt:1: has 101 characters"),
        ("Ann Lee".encode("latin-1") + b"\xe9", "names.txt: is not text in UTF-8"),
        ("Ann Lee".encode("utf-16"), "names.txt: is text in UTF-16; save it as plain text, UTF-8"),
        ("Ann Lee".encode("utf-32"), "names.txt: is text in UTF-32; save it as plain text, UTF-8"),
        (b"PK\x03\x04\x00\x00", "names.txt: is not text in UTF-8"),
        ("".join(f"Name {'i' * number}\n" for number in range(1, 80)) * 7, "again"),
        ("x" * 1_000_001, "is larger than 1,000,000 bytes"),
    ],
)
def test_a_faulty_list_is_refused_without_telling_a_name(tmp_path: Path, content: str | bytes, told: str) -> None:
    with pytest.raises(InputError, match=r".") as refused:
        read_names(write(tmp_path, content))
    assert told in str(refused.value)
    assert "Ben" not in str(refused.value)


def test_too_many_names_are_refused(tmp_path: Path) -> None:
    letters = "abcdefghij"
    many = ["".join(letters[int(digit)] for digit in f"{number:04}") for number in range(MOST_NAMES + 1)]
    with pytest.raises(InputError, match="holds 501 names; at most 500"):
        read_names(write(tmp_path, "\n".join(many)))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a file"):
        read_names(tmp_path)
    with pytest.raises(InputError, match="is not there"):
        read_names(tmp_path / "none.txt")
