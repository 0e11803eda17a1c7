"""A review is read in minutes: few words and figures before anything is opened, each figure headed by what is seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from partnerlab.display.figure import LONGEST_HEADLINE
from partnerlab.errors import RunError
from partnerlab.page.audit.browser import open_browser
from samples import SAMPLES

pytestmark = pytest.mark.slow

MOST_WORDS, MOST_FIGURES = 2_500, 12
PHONE = {"width": 390, "height": 844}


@pytest.fixture(params=[(sample, number) for sample in SAMPLES for number in range(1, 5)], ids=lambda each: f"{each}")
def review(reviews: Path, request: pytest.FixtureRequest) -> Path:
    sample, number = request.param
    (found,) = (reviews / sample).glob(f"{number:02}-*.html")
    return Path(found)


def read(review: Path) -> Any:
    return LexborHTMLParser(review.read_text(encoding="utf-8"))


def at_first(review: Path) -> Any:
    """What of a page is there before anything is opened."""
    body = read(review).body
    for unread in body.css("script, style, svg"):
        unread.decompose()
    for folded in body.css("details:not([open]) > :not(summary)"):
        folded.decompose()
    return body


def test_it_says_little_before_anything_is_opened(review: Path) -> None:
    body = at_first(review)
    assert len(body.text(separator=" ").split()) <= MOST_WORDS
    assert len(body.css("figure")) <= MOST_FIGURES


def test_what_is_folded_says_what_is_inside(review: Path) -> None:
    for summary in read(review).css("main .pl-rest > summary"):
        assert summary.text().strip() not in ("", "a figure", "a table")


def cut_labels(page: Path) -> list[str]:
    labels = [label.text().strip() for label in read(page).css("svg text, svg tspan")]
    return [label for label in labels if label.endswith("…")]


def test_no_label_is_cut(review: Path) -> None:
    assert cut_labels(review) == []


def test_no_label_of_the_index_is_cut(reviews: Path) -> None:
    assert cut_labels(reviews / "index.html") == []


def test_each_figure_is_headed_by_what_is_seen_above_what_it_is_about_and_its_unit(review: Path) -> None:
    for figure in read(review).css("figure"):
        headline = figure.css_first(".pl-figure-name").text()
        assert 2 <= len(headline.split()) <= LONGEST_HEADLINE
        assert figure.css_first(".pl-units > span") is not None, headline


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    pytest.importorskip("playwright")
    try:
        with open_browser() as opened:
            yield opened
    except RunError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("opened", [False, True])
def test_nothing_scrolls_sideways_on_a_phone(browser: Any, review: Path, opened: bool) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(review.as_uri())
    wide = page.evaluate(
        """opened => {
            if (opened) document.querySelectorAll("details").forEach(part => { part.open = true; });
            const wide = [...document.querySelectorAll(".pl-scroll, .pl-drawing, figure")]
                .filter(part => part.getClientRects().length && part.scrollWidth > part.clientWidth + 1);
            return [document.documentElement.scrollWidth, wide.map(part => part.textContent.trim().slice(0, 60))];
        }""",
        opened,
    )
    page.close()
    assert wide == [PHONE["width"], []]
