"""A real browser with the network cut off, and one page that shows everything a review can show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from partnerlab.analysis.findings import Fact, Finding
from partnerlab.analysis.review import Review
from partnerlab.display import tables
from partnerlab.display.figure import Figure
from partnerlab.display.theme import light_colour, light_shape
from partnerlab.page.audit.browser import PATIENCE, locate_browser, open_browser
from partnerlab.page.render.exporter import render_page
from partnerlab.partnership import Partnership

SEVERITIES = ("red", "amber", "unknown", "green")


@pytest.fixture(scope="session")
def at_hand() -> None:
    """Skips where there is no browser."""
    pytest.importorskip("playwright", reason="playwright is not installed; `pip install partnerlab[test]` adds it")
    if locate_browser() is None:
        pytest.skip("no Chromium, Chrome or Edge on this machine")


@pytest.fixture(scope="module")
def browser(at_hand: None) -> Iterator[Any]:
    """The browser of this machine, patient with a busy one; closed after each module, as some open one of their own."""
    with open_browser() as opened:
        make = opened.new_context

        def make_patient(**look: Any) -> Any:
            context = make(**look)
            context.set_default_timeout(PATIENCE)
            return context

        opened.new_context = make_patient  # type: ignore[method-assign] # of this one browser, for tests
        yield opened


def shown(piece: Any, source: str = "show()") -> Any:
    """A code cell that shows a piece."""
    return new_code_cell(source, outputs=[new_output("display_data", data=piece._repr_mimebundle_())])


def make_review(text: str = "Riverside Hub", word: str = "risk R3") -> Review:
    partnership = Partnership.model_validate(
        {
            "name": text,
            "purpose": text,
            "stage": [{"stage": "managing"}],
            "illustrative": True,
            "marking": text if text != "Riverside Hub" else "OFFICIAL",
        }
    )
    found = tuple(
        Finding(
            code="RA104",
            severity=severity,
            paragraph="¶4.4, App. 2 item 10",
            capability="lead-for-each-risk",
            subject=f"{word} {number}",
            message=f"{word} has no lead.",
            evidence=(Fact(text=f"nobody leads on {word}", file="hub.yaml", line=41),),
            remedy=f"Name one lead for {word}.",
            stage="managing",
        )
        for severity in SEVERITIES
        for number in range(2)
    )
    return Review(partnership, "risk_allocation", found, ())


def write_notebook(text: str = "Riverside Hub", word: str = "risk R3") -> Any:
    """A notebook that has run, with each kind of thing that a review shows; every text is `text` or `word`."""
    review = make_review(text, word)
    frame = pd.DataFrame(
        {"risk": [f"{word} {n}" for n in range(20)], "severity": list(SEVERITIES) * 5, "cost": range(20)}
    )
    chart = alt.Chart(frame.head(4)).mark_point(clip=True)
    chart = chart.encode(x=alt.X("cost:Q", title=word), y=alt.Y("risk:N", title=word))
    chart = chart.encode(color=light_colour(title=word), shape=light_shape(title=word))
    words = {"title": word, "description": f"{word} is worst.", "units": word, "how_to_read": word}
    changed = pd.DataFrame(
        [["finding", "worse", word, "amber", "red", "RA104", "¶4.4"]],
        columns=["kind", "change", "what", "before", "after", "code", "paragraph"],
    )
    changed.attrs["since"] = date(2026, 1, 31)
    cells = [
        new_markdown_cell(
            f"# Risk allocation\n\nWho leads on {word}? See ¶2.10 and [the source](https://example.org)."
        ),
        new_code_cell(f"# {word}\nfile = 'hub.yaml'", metadata={"tags": ["parameters"]}),
        new_markdown_cell("## The answer in short"),
        shown(tables.answer_in_short(review, changed)),
        new_markdown_cell(f"## Which risks?\n\n| {word} | b |\n|-|-|\n| {word} | 2 |\n\n- {word}\n"),
        shown(Figure(chart, table=frame, **words)),
        shown(Figure(chart.mark_bar(), table=frame, **words | {"title": f"{word} again"})),
        new_markdown_cell("## Findings"),
        shown(tables.findings(review.findings)),
        shown(tables.table(frame, caption=f"All of {word}", note=word, units={"cost": word})),
        new_markdown_cell("## What has changed"),
        shown(tables.changes(changed)),
        new_code_cell(
            "print(1)",
            outputs=[
                new_output("stream", text=f"\x1b[31m{word}\x1b[0m"),
                new_output("stream", name="stderr", text=word),
                new_output("display_data", data={"text/html": frame.head(2).to_html()}),
            ],
        ),
    ]
    origin = {"command": f"partnerlab run {word}", "version": "0.1.0", "inputs": [{"file": word, "sha256": "ab" * 32}]}
    return new_notebook(cells=cells, metadata={"partnerlab": origin, "title": word, "authors": [{"name": word}]})


@pytest.fixture(scope="session")
def make_notebook() -> Callable[[str, str], Any]:
    """How to make a notebook whose every text is given."""
    return write_notebook


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that shows each kind of thing."""
    file = tmp_path_factory.mktemp("page") / "03-risk-allocation.html"
    file.write_text(render_page(write_notebook(), name="03-risk-allocation"), "utf-8")
    return file


@pytest.fixture(scope="session")
def failed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a notebook that failed."""
    made = write_notebook()
    error = new_output("error", ename="InputError", evalue="hub.yaml:41: no lead", traceback=["Cell In[3], line 1"])
    made.cells[6:] = [new_code_cell("leads()", outputs=[error])]
    file = tmp_path_factory.mktemp("failed") / "03-risk-allocation.html"
    file.write_text(render_page(made, name="03-risk-allocation"), "utf-8")
    return file
