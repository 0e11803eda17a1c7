"""What an expression may say is read from the source: placeholders, plurals, choices."""

from __future__ import annotations

import ast

import pytest
from supply.expressions import Expression


def read(source: str) -> list[tuple[str, str]]:
    return list(Expression(ast.parse(source, mode="eval").body).read())


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("'Nobody leads.'", [("Nobody leads.", "")]),
        ("f'{name} leads on {risk.title}'", [("{name} leads on {title}", "")]),
        ("f'{row[\"lead\"]} and {say_day(on)}'", [("{lead} and {day}", "")]),
        ("f'{a.name} asks {b.name} of {a.name}'", [("{name} asks {name2} of {name}", "")]),
        ("f'{name!r} is not there'", [("'{name}' is not there", "")]),
        ("f'{counted(n, \"risk\")} left'", [("{n} risk left", "{n} risks left")]),
        ('f\'{counted(n, "body", "bodies")} left\'', [("{n} body left", "{n} bodies left")]),
        ("f'for {each_of(n, \"group\")}'", [("for the one group", "for each of {n} groups")]),
        ('f\'for {any_of(n, "body", "bodies")}\'', [("for the one body", "for any of {n} bodies")]),
        ('f\'{x} {verb_of(n, of, "is", "are")} met\'', [("{x} is met", ""), ("{x} are met", "")]),
        ('f\'{listed(x)} {verb(n, "has", "have")} left\'', [("{list} has left", ""), ("{list} have left", "")]),
        (
            'f\'{counted(n, "risk")} {verb(n, "has", "have")} no lead\'',  # one number, one plural
            [("{n} risk has no lead", "{n} risks have no lead")],
        ),
        ('f\'It is {"late" if x else "early"}.\'', [("It is late.", ""), ("It is early.", "")]),
        ("'Of ' + name + ' and ' + other", [("Of {name} and {other}", "")]),
        ('f\'{name} ({", ".join(f"{x} late" for x in rows)})\'', [("{name} ({value})", ""), ("{x} late", "")]),
    ],
)
def test_an_expression_is_read(source: str, said: list[tuple[str, str]]):
    assert [row for row in read(source) if row[0] != ", "] == said


def test_one_that_may_say_too_much_has_its_choices_read_by_themselves():
    choice = "{'a b' if x else 'c d'}"
    said = read(f'f"{choice} {choice} {choice} {choice} said"')
    assert said[0] == ("{value} {value} {value} {value} said", "")
    assert {text for text, _ in said[1:]} == {"a b", "c d"}
