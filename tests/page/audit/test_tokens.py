"""Whatever a browser would find in a page and we would not is a fault: pieces put together at random, read by both."""

from __future__ import annotations

import random

import pytest
from selectolax.lexbor import LexborHTMLParser

from page_corpus import clean_page, in_main
from partnerlab.page.audit.allowed import find_element_faults
from partnerlab.page.audit.structure import find_faults

PIECES = """
<p> </p> <svg·aria-hidden='true'> </svg> <math> </math> <mtext> <mi> <desc> </desc> <title> </title> <style>
</style> </style·x> <script·type="application/json"·class="pl-specification"> </script> </script/> [" "]
<table> </table> <tr><td> <a·title=' '> "> <img·alt=''·src='https://x.test/a.png'>
<img·alt=""·src=https://x.test·onerror=x()> <p·title=" <p·title=' = ' " < </ <! <!-- --> --!> <![CDATA[ ]]>
<?x ?> /> · \t \f onclick=x() ·onclick=x() <p·onclick=x()> <text> </text> <use·href='#content'/>
<annotation·encoding='text/html'> <br/> <p/ / &lt; \0 <P </br> <b x> ` <foreignObject> <desc><table> <symbol>
<li> <noscript> <textarea> </textarea> <select> <plaintext>
""".split()  # noqa: SIM905 - one piece beside another


def harm_in(page: str) -> list[str]:
    """What a browser's parser finds in a page that no page may have."""
    found: list[str] = []
    for node in LexborHTMLParser(page).root.traverse(include_text=False):
        tag = (node.tag or "").lower()
        if tag[:1].isalpha():
            attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
            found += find_element_faults(tag, attributes)
    return found


def test_the_clean_page_is_harmless_to_both() -> None:
    assert harm_in(clean_page()) == []
    assert list(find_faults(clean_page())) == []


@pytest.mark.parametrize("seed", range(4))
def test_what_a_browser_finds_is_found(seed: int) -> None:
    page, chance, harmful = clean_page(), random.Random(seed), 0  # noqa: S311 - pieces, not secrets
    for _ in range(300):
        pieces = chance.choices(PIECES, k=chance.randint(1, 7))
        html = "".join(piece.replace("·", " ").replace("\\0", "\0").replace("\\t", "\t") for piece in pieces)
        made = in_main(page, html)
        if harm_in(made):
            harmful += 1
            assert list(find_faults(made)), html
    assert harmful > 50


@pytest.mark.parametrize("html", ['<![""]', "<![x", "<!ELEMENT", "<!", "<?", "</", "<"])
def test_what_no_parser_makes_anything_of_is_a_fault_and_no_failure(html: str) -> None:
    assert list(find_faults(in_main(clean_page(), html)))
    assert list(find_faults(html))
