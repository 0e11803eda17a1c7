"""Formulas become MathML that a browser draws by itself; what is not understood stays as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from partnerlab.page.markup import write_markup
from partnerlab.page.render.formulas import MATHEMATICS, read_formula, write_formula
from partnerlab.page.render.sanitise import read_html

SOURCE = '<annotation encoding="application/x-tex">'


def test_a_formula_is_drawn_with_the_latex_it_was_typed_in() -> None:
    html = write_formula(r"\frac{a_1}{b_2}")
    above, below = "<msub><mi>a</mi><mn>1</mn></msub>", "<msub><mi>b</mi><mn>2</mn></msub>"
    assert f"<mfrac><mrow>{above}</mrow><mrow>{below}</mrow></mfrac>" in html
    assert rf"{SOURCE}\frac{{a_1}}{{b_2}}</annotation></semantics></math>" in html


def test_signs_are_characters_and_not_their_names() -> None:
    assert "<mo>∑</mo>" in write_formula(r"\sum x")
    assert "<mo>&lt;</mo>" in write_formula("a < b")


NOT_UNDERSTOOD = [r"\unknown{x}", "x^", r"\left(", "{" * 3000, "a+" * 5000, r"\frac{1}", r"\operatorname*{a\,b}"]


@pytest.mark.parametrize("latex", NOT_UNDERSTOOD)
def test_what_is_not_understood_stays_as_it_was_typed(latex: str) -> None:
    assert write_formula(latex) == f"<span>${latex}$</span>"
    assert write_formula(latex, display=True) == f"<p>$${latex}$$</p>\n"


@pytest.mark.parametrize("latex", [r"\href{javascript:alert(1)}{x}", r"\style{color:url(x)}{y}", r"\text{<img src=x>}"])
def test_a_formula_brings_no_address_style_or_element_with_it(latex: str) -> None:
    html = write_formula(latex)
    found = LexborHTMLParser(html).css("[href], [style], [src], img")
    assert not found


def test_mathematics_that_a_notebook_shows_itself_is_read_by_the_same_list() -> None:
    html = '<math display="block" onclick="x()"><mi mathvariant="bold" href="x">a</mi><mspace width="900em"/></math>'
    kept = '<math display="block"><mi mathvariant="bold">a</mi><mspace></mspace></math>'
    assert write_markup(read_html(html)) == kept
    alone = '<math><maction actiontype="toggle"><mtext><mi>a</mi></mtext></maction></math>'
    assert write_markup(read_html(alone)) == "<math><mtext>a</mtext></math>"


PIECES = [r"\frac", "{", "}", "x", r"\text", "<script>", r"\begin{matrix}", r"\end{matrix}", "&", r"\\"]
TYPED = st.text(alphabet=r"ab12{}^_\&<>%#~ ", max_size=30) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@settings(max_examples=200, deadline=None)
@given(TYPED)
def test_whatever_is_typed_gives_elements_of_formulas_and_nothing_else(latex: str) -> None:
    once = write_markup(read_html(write_formula(latex)))
    tags = {node.tag for node in LexborHTMLParser(once).body.traverse(include_text=False)} - {"body"}
    assert tags <= MATHEMATICS | {"span"}
    assert write_markup(read_html(once)) == once


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("$x$", "x"),
        ("$\\displaystyle x$", "\\displaystyle x"),
        (" $$x$$\n", "x"),
        (r"\[x\]", "x"),
        (r"\(x\)", "x"),
        (r"\begin{align*}x\end{align*}", r"\begin{align*}x\end{align*}"),
        (r"\begin{tabular}x\end{tabular}", None),
        ("$x$ and $y$", None),
        ("plain", None),
    ],
)
def test_what_stands_between_the_signs_of_a_formula_is_one(text: str, latex: str | None) -> None:
    assert read_formula(text) == latex


@pytest.mark.parametrize(
    "name", ["aligned", "align", "align*", "split", "eqnarray", "eqnarray*", "gathered", "gather*", "dcases", "cases"]
)
def test_lines_of_a_formula_stand_one_below_the_other(name: str) -> None:
    written = write_formula(rf"\begin{{{name}}} a &= b \\ c &= d \end{{{name}}}", display=True)
    drawn, _, source = written.partition("<annotation")
    assert drawn.count("<mtr>") == 2
    assert "&amp;" not in drawn
    assert rf"\begin{{{name}}} a &amp;= b \\ c &amp;= d" in source


def test_columns_that_cannot_be_drawn_leave_the_formula_as_it_was_typed() -> None:
    assert write_formula("a & b") == "<span>$a &amp; b$</span>"
    assert "<math" in write_formula(r"a \& b")
    drawn = write_formula(r"\begin{alignedat}{2} a &= b \\ c &= d \end{alignedat}").partition("<annotation")[0]
    assert drawn.count("<mtr>") == 2
    assert "<mn>2</mn>" not in drawn
