"""A name is found with other letters, by initials and surname first; words that only look alike are left."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from partnerlab.names import SHORTEST_NAME, Names
from partnerlab.spellings import AS_LISTED, BY_INITIALS, OTHERWISE, SURNAME_FIRST, patterns_of, skeleton, surname_of


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Mueller", "Müller; MÜLLER; Mu\u0308ller"),
        ("Müller", "Mueller; Muller; MUELLER"),
        ("Soeren Gross", "Søren Groß; Sören Gross; SÖREN GROẞ"),
        ("Haakon Thorsen", "Håkon Þorsen"),
        ("Ann O'Hara", "Ann O’Hara; Ann OHara; Ann O Hara; Ann Ó Hara; ANN O' HARA; ann.o.hara"),
        ("Ann OHara", "Ann O'Hara; Ann O Hara"),
        ("Ann O Hara", "Ann O'Hara; Ann OHara"),
        ("Ann Ohara", "Ann O'Hara"),
        ("Jean D'Arcy", "Jean Darcy; Jean D Arcy"),
        ("Ian McDonald", "Ian Mc Donald; Ian MacDonald; IAN MACDONALD; Ian Mac Donald"),
        ("Ian Mac Donald", "Ian McDonald; Ian Macdonald"),
        ("Ian Macdonald", "Ian McDonald"),
        ("Anne-Marie Lee-Moss", "Anne Marie Lee Moss; Annemarie Leemoss"),
        ("Ann Mary Lee", "Ann M. Lee; Ann M Lee"),
        ("Ann Lee", "Ann M. Lee; Ann M Lee"),
        ("Dr Ann Lee", "Ann Lee"),
        ("Lee, Ann", "Ann Lee"),
    ],
)
def test_a_name_is_found_though_it_is_spelled_otherwise(name: str, texts: str) -> None:
    for text in texts.split("; "):
        assert [(found.way, found.end) for found in Names((name,)).search(text)] == [(OTHERWISE, len(text))]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Ann O'Hara", "A. O'Hara; A O’Hara; A. B. O'Hara"),
        ("Ian McDonald", "I. MacDonald; I McDonald"),
        ("Anne-Marie Lee-Moss", "A. Lee-Moss; A.-M. Lee-Moss; A-M Lee Moss; AM Lee-Moss"),
        ("Ann Mary Lee", "A. M. Lee; A.M. Lee; AM Lee; A. Lee; A M Lee; A. Mary Lee"),
        ("Ludwig van Beethoven", "L. van Beethoven"),
        ("Émile Lee", "E. Lee; É. Lee; E\u0301. Lee"),
    ],
)
def test_a_name_is_found_by_its_initials(name: str, texts: str) -> None:
    for text in texts.split("; "):
        assert [(found.way, found.end) for found in Names((name,)).search(text)] == [(BY_INITIALS, len(text))]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Ann O'Hara", "O'Hara, Ann; OHARA, ANN; O'Hara, A.; O'Hara, Dr Ann; O'Hara, A"),
        ("Ann Mary Lee", "Lee, Ann Mary; Lee, Ann M.; Lee, A. M."),
        ("Ludwig van Beethoven", "van Beethoven, Ludwig"),
        ("Lee, Ann", "LEE , ANN"),
    ],
)
def test_a_name_is_found_with_its_surname_first(name: str, texts: str) -> None:
    for text in texts.split("; "):
        assert [(found.way, found.end) for found in Names((name,)).search(text)] == [(SURNAME_FIRST, len(text))]


def test_an_address_made_of_a_name_is_struck_before_its_sign() -> None:
    addresses = "aprice@x.org a.price@x.org price_a@x.org pricea@x.org price.adam@x.org adam.price@x.org"
    assert Names(("Adam Price",)).strike(addresses) == " ".join(["[name 1]@x.org"] * 6)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Adam Price", "a price, a Price, A price; at a good price, a new one; annex a.price"),
        ("Ann Lee", "Ben Lee, B. Lee, Lee, Ben; Joann Lee; A. Leeds"),
        ("Mueller", "Muller"),  # may be another's; list both
        ("Ian McDonald", "Ian Donald"),
        ("Ann Mary Lee", "Ann Lee"),
        ("Joe Sue", "Jo Su"),
        ("Will Mac", "machine, Mace"),
    ],
)
def test_what_may_well_be_something_else_is_left(name: str, text: str) -> None:
    assert Names((name,)).strike(text) == text


def test_a_surname_and_the_given_name_of_another_are_no_name() -> None:
    names = Names(("Ann Lee", "Ann Moss"))
    assert names.strike("Kim Lee, Ann Moss") == "Kim Lee, [name 2]"
    assert Names(("Ann Lee",)).strike("Kim Lee, Ann Moss") == "Kim Lee, Ann Moss"
    assert names.strike("Lee, Ann, chair; Moss, Ann") == "[name 1], chair; [name 2]"


def test_the_longest_of_names_that_overlap_is_struck_by_initials_too() -> None:
    assert Names(("Ann Lee", "Ann Lee Moss")).strike("A. Lee Moss and A. Lee") == "[name 2] and [name 1]"


def test_a_name_as_it_is_listed_is_told_from_one_that_is_spelled_otherwise() -> None:
    found = Names(("Zoë Lee",)).search("zoë  lee, Zoe Lee")
    assert [name.way for name in found] == [AS_LISTED, OTHERWISE]


LETTERS = st.text("abcehimnoruyzßäöüøåæþłđéÓMCc'’-. ", min_size=1, max_size=14)


@settings(max_examples=400)
@given(LETTERS, st.lists(st.one_of(LETTERS, st.sampled_from(["Ma", "mc", "ß", "ss", "ue", "ü", "th", "þ"]))))
def test_no_name_is_in_a_text_whose_skeleton_lacks_that_of_its_surname(name: str, parts: list[str]) -> None:
    text = "".join(parts)
    core = skeleton(surname_of(name))
    hits = [hit for pattern in patterns_of(name).values() for hit in pattern.finditer(text)]
    assert not hits or core in skeleton(text)


@settings(max_examples=400)
@given(LETTERS)
@example("Name")
@example("C.'  C")
def test_a_name_is_found_in_itself_and_not_in_what_it_leaves(name: str) -> None:
    assume(sum(letter.isalpha() for letter in name) >= SHORTEST_NAME and name[0].isalpha() and name[-1].isalpha())
    names = Names((" ".join(name.split()),))
    assert names.find(name)
    assert not names.find(names.strike(f"{name} x {name}"))
