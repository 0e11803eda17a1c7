"""Interactive pages in a real browser: what they answer, that nothing leaves them, and what is left without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from drawn import drawn_with
from partnerlab.display.figure import Figure
from partnerlab.display.theme import light_colour, light_shape
from partnerlab.page.audit.accessibility import find_violations
from partnerlab.page.audit.pages import audit_pages
from partnerlab.page.handover import FIGURE_TYPE
from partnerlab.page.render.exporter import render_page

pytestmark = pytest.mark.browser

LAPTOP = {"width": 1280, "height": 900}
ROW = {"values": [{"a": 1}]}
ESCAPE = "constructor.constructor('window.ran=1')()"
HOSTILE = "</script><img src=x onerror=window.ran=1><script>window.ran=1</script>"


def risks(word: str = "R") -> pd.DataFrame:
    lights = ["red", "amber", "green", "red"]
    return pd.DataFrame({"risk": [f"{word}{n}" for n in range(4)], "severity": lights, "cost": [10, 20, 30, 40]})


def interactive_notebook(word: str = "R") -> Any:
    """A notebook that has run, with one figure that carries its specification."""
    frame = risks(word)
    chart = (
        alt.Chart(frame)
        .mark_point()
        .encode(
            x=alt.X("cost:Q", title="Cost"), y=alt.Y("risk:N", title="Risk"), color=light_colour(), shape=light_shape()
        )
    )
    shown = Figure(chart, title=f"Cost of {word}", description="R3 costs most.", units="£", table=frame)
    with drawn_with(interactive=True):
        output = new_output("display_data", data=shown._repr_mimebundle_())
    return new_notebook(cells=[new_code_cell("show()", outputs=[output])])


@pytest.fixture(scope="module")
def live_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("live") / "03-risk-allocation.html"
    file.write_text(render_page(interactive_notebook(), name="03-risk-allocation"), "utf-8")
    return file


class Opened:
    """A page without a network that notes what it asks for and complains of."""

    def __init__(self, browser: Any, file: Path, **look: Any) -> None:
        self.context = browser.new_context(**{"viewport": LAPTOP, **look})
        self.context.set_offline(True)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())
        if look.get("java_script_enabled", True):
            self.page.locator(".pl-lively").wait_for()
        self.still = self.page.locator(".pl-drawing > svg")
        self.live = self.page.locator(".pl-live svg")
        self.marks = self.live.locator(".mark-symbol.role-mark path")

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what a page comes to, asking from outside: its policy lets nobody evaluate text within."""
        for _ in range(2400):
            if condition():
                return
            self.page.wait_for_timeout(50)
        pytest.fail("the page did not come to it within two minutes")

    def opacities(self) -> list[float]:
        shown: list[float] = self.marks.evaluate_all("marks => marks.map(m => +(m.getAttribute('opacity') ?? 1))")
        return shown


@pytest.fixture
def opened(browser: Any, live_file: Path) -> Iterator[Callable[..., Opened]]:
    made: list[Opened] = []

    def open_it(file: Path = live_file, **look: Any) -> Opened:
        made.append(Opened(browser, file, **look))
        return made[-1]

    yield open_it
    for each in made:
        each.context.close()


def test_it_asks_for_nothing_and_its_policy_is_never_broken(opened: Callable[..., Opened], live_file: Path) -> None:
    page = opened()
    page.marks.first.hover(force=True)
    page.page.get_by_role("button", name="Act now").click()
    assert page.asked == [live_file.as_uri()]
    assert page.said == []
    policy = page.page.locator("meta[http-equiv]").get_attribute("content")
    assert policy is not None
    assert "unsafe" not in policy


def test_hovering_tells_the_row_and_escape_takes_it_away(opened: Callable[..., Opened]) -> None:
    page = opened()
    page.marks.nth(1).hover(force=True)
    tip = page.page.locator(".pl-tip")
    assert tip.inner_text().split("\n") == ["Risk", "R1", "Cost", "20", "Light", "Attend to"]
    tip.hover()
    page.page.wait_for_timeout(400)
    assert tip.is_visible()
    page.page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_a_click_in_the_legend_picks_out_and_another_lets_go(opened: Callable[..., Opened]) -> None:
    page = opened()
    word = page.live.locator(".role-legend-label text", has_text="Act now")
    word.click()
    page.until(lambda: page.opacities() == [1, 0.15, 0.15, 1])
    assert page.page.get_by_role("button", name="Act now", pressed=True).count() == 1
    word.click()
    page.until(lambda: page.opacities() == [1, 1, 1, 1])
    assert page.page.get_by_role("button", pressed=True).count() == 0


def test_by_keyboard_some_are_picked_out_and_the_rest_left_out(opened: Callable[..., Opened]) -> None:
    page = opened()
    page.page.get_by_role("button", name="Act now").focus()
    page.page.keyboard.press("Enter")
    page.page.get_by_role("button", name="Leave out the rest").focus()
    page.page.keyboard.press("Space")
    page.until(lambda: page.marks.count() == 2)
    colours = page.marks.evaluate_all("marks => marks.map(mark => mark.getAttribute('fill'))")
    assert colours == ["#b91c1c", "#b91c1c"]


def test_screen_readers_keep_the_described_drawing_and_hear_nothing_twice(opened: Callable[..., Opened]) -> None:
    page = opened()
    assert page.page.get_by_role("img").count() == 1
    assert page.page.get_by_role("img", name="Chart, described above").count() == 1
    assert page.page.get_by_role("heading", name="R3 costs most").count() == 1
    assert page.page.get_by_text("Cost of R: £", exact=True).count() == 1
    assert page.page.locator(".pl-live").get_attribute("aria-hidden") == "true"
    assert page.page.locator(".pl-live [tabindex], .pl-live a, .pl-live button").count() == 0


def test_paper_gets_the_still_drawing(opened: Callable[..., Opened]) -> None:
    page = opened()
    assert page.live.is_visible()
    page.page.emulate_media(media="print")
    assert not page.live.is_visible()
    assert not page.page.locator(".pl-choice").is_visible()
    box = page.still.bounding_box()
    assert box is not None
    assert box["width"] > 200


def test_without_scripts_the_still_drawing_is_seen(opened: Callable[..., Opened]) -> None:
    page = opened(java_script_enabled=False)
    box = page.still.bounding_box()
    assert box is not None
    assert box["width"] > 200
    assert page.page.locator(".pl-choice").count() == 0


def test_a_script_that_was_changed_does_not_run_and_the_still_drawing_stays(
    opened: Callable[..., Opened], live_file: Path
) -> None:
    file = live_file.with_name("changed.html")
    file.write_text(live_file.read_text("utf-8").replace('"use strict";(', 'window.ran=1;"use strict";(', 1), "utf-8")
    page = opened().context.new_page()
    page.goto(file.as_uri())
    assert page.evaluate("window.ran") is None
    assert page.locator(".pl-drawing > svg").is_visible()


def test_a_dark_screen_gets_dark_charts_even_when_it_turns_dark_later(opened: Callable[..., Opened]) -> None:
    page = opened()
    page.page.emulate_media(color_scheme="dark")
    behind = "svg => getComputedStyle(svg).backgroundColor"
    page.until(lambda: page.live.evaluate(behind) == "rgb(22, 29, 36)")


@pytest.mark.parametrize(
    "look",
    [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}, {"viewport": {"width": 900, "height": 640}}],
)
def test_no_accessibility_rule_is_broken_with_something_picked_out(
    opened: Callable[..., Opened], look: dict[str, Any]
) -> None:
    page = opened(**look)
    page.page.get_by_role("button", name="Act now").click()
    assert [str(violation) for violation in find_violations(page.page)] == []
    assert page.page.locator("html").evaluate("element => element.scrollWidth <= innerWidth")


def test_a_phone_shows_the_data_in_the_place_of_a_chart_and_breaks_no_rule(browser: Any, live_file: Path) -> None:
    phone = browser.new_page(viewport={"width": 320, "height": 640})
    phone.goto(live_file.as_uri())
    assert phone.locator(".pl-figure table").is_visible()
    assert not phone.locator(".pl-live").is_visible()
    assert [str(violation) for violation in find_violations(phone)] == []
    assert phone.locator("html").evaluate("element => element.scrollWidth <= innerWidth")
    phone.close()


def test_probes_in_the_data_never_run_and_are_told_as_typed(opened: Callable[..., Opened], tmp_path: Path) -> None:
    file = tmp_path / "probes.html"
    file.write_text(render_page(interactive_notebook(HOSTILE), name=HOSTILE), "utf-8")
    page = opened(file)
    page.marks.first.hover(force=True)
    page.page.locator(".pl-choice button").first.click()
    assert page.page.evaluate("window.ran") is None
    assert HOSTILE in page.page.locator(".pl-tip").inner_text()
    assert page.page.locator("img").count() == 0
    assert page.said == []


@pytest.mark.parametrize(
    "specification",
    [
        {"mark": "image", "data": ROW, "encoding": {"url": {"value": "https://x.test/x.png"}}},
        {"mark": "point", "data": {"url": "https://x.test/x.json"}},
        {"mark": "point", "data": ROW, "transform": [{"calculate": ESCAPE, "as": "b"}]},
        {"mark": "point", "data": ROW, "encoding": {"href": {"value": "javascript:window.ran=1"}}},
        {"mark": "point", "data": ROW, "params": [{"name": "p", "expr": "window.ran = 1"}]},
        {"mark": "nonsense"},
    ],
)
def test_a_strangers_specification_runs_and_loads_nothing(browser: Any, tmp_path: Path, specification: Any) -> None:
    notebook = interactive_notebook()
    notebook.cells[0].outputs[0].data[FIGURE_TYPE] = {"figures": [{"specification": specification}]}
    file = tmp_path / "strange.html"
    file.write_text(render_page(notebook, name="x"), "utf-8")
    context = browser.new_context(viewport=LAPTOP)
    context.route(lambda address: not address.startswith("file:"), lambda route: route.abort())
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_timeout(700)
    for mark in page.locator(".pl-live path, .pl-live image").all():
        mark.dispatch_event("click")
    assert page.evaluate("window.ran") is None
    assert asked == [file.as_uri()]
    assert page.locator(".pl-drawing svg").first.is_visible()
    context.close()


def test_an_audit_knows_interactive_pages(live_file: Path) -> None:
    assert audit_pages(live_file, with_browser=False).faults == ()
