"""Text from a partnership's file is text: nothing of it runs in a real browser, and it is shown as it was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from partnerlab.characters import drop_unfit
from partnerlab.page.render.exporter import render_page

pytestmark = pytest.mark.browser

PROBES = [
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<svg onload=window.ran=1><script>window.ran=1</script></svg>",
    '"><script>window.ran=1</script>',
    "' onmouseover='window.ran=1",
    '" onfocus=window.ran=1 autofocus tabindex=1 x="',
    "</title><script>window.ran=1</script>",
    "</style><script>window.ran=1</script>",
    "--><script>window.ran=1</script>",
    "]]><script>window.ran=1</script>",
    "</textarea><script>window.ran=1</script>",
    "[go](javascript:window.ran=1)",
    "<a href=javascript:window.ran=1 id=content>go</a>",
    "<details open ontoggle=window.ran=1>",
    "<iframe srcdoc='<script>parent.ran=1</script>'>",
    "{{ 7*7 }}{% raw %}",
    "&lt;script&gt;window.ran=1&lt;/script&gt;",
    "<math><mtext></p><style><!--</style><img title='--><img src=x onerror=window.ran=1>'>",
    "\u202e<script>window.ran=1</script>",
    "$(window.ran=1)`${window.ran=1}`",
]


MUTATING = [
    "<svg></p><style><a id='</style><img src=1 onerror=window.ran=1>'>",
    "<math><mtext><table><mglyph><style><math><img src onerror=window.ran=1>",
    "<noscript><p title='</noscript><img src=x onerror=window.ran=1>'>",
    "<svg><foreignObject><noscript><p title='</noscript><img src=x onerror=window.ran=1>'>",
    "<template><p title='</template><img src=x onerror=window.ran=1>'></template>",
    "<!-- --!> <img src=x onerror=window.ran=1> -->",
    "<select><template><style></select><img src=x onerror=window.ran=1></style></template>",
]
"""Markup that changes when what a cleaner wrote is read again."""


class Watched:
    """A page whose policy is off, so that only the page's own text can keep a probe from running."""

    def __init__(self, browser: Any, file: Path) -> None:
        self.context = browser.new_context(bypass_csp=True)
        self.context.route(lambda address: not address.startswith("file:"), self._refuse)
        self.asked: list[str] = []
        self.page = self.context.new_page()
        self.page.on("dialog", lambda dialog: dialog.dismiss())
        self.page.goto(file.as_uri())

    def _refuse(self, route: Any) -> None:
        self.asked.append(route.request.url)
        route.abort()

    def provoke(self) -> None:
        """Do what a reader may do: open, click, hover, focus."""
        self.page.evaluate(
            """() => { for (const part of document.querySelectorAll('details')) part.open = true;
            for (const part of document.querySelectorAll('*'))
              for (const kind of ['mouseover', 'focus', 'click', 'load', 'error', 'toggle', 'animationend'])
                if (part.localName !== 'a') part.dispatchEvent(new Event(kind)); }"""
        )
        self.page.wait_for_timeout(100)

    def found(self) -> list[str]:
        """What a browser would run or load."""
        harmful: list[str] = self.page.evaluate(
            """() => { const found = window.ran ? ['it ran'] : [];
            for (const part of document.querySelectorAll('*')) {
              if (['script', 'iframe', 'object', 'embed', 'form', 'base', 'link'].includes(part.localName))
                found.push(part.outerHTML);
              for (const {name, value} of part.attributes)
                if (name.startsWith('on') || /^\\s*(javascript|vbscript|data:text.html)/i.test(value))
                  found.push(name + value);
            } return found; }"""
        )
        return harmful + self.asked


@pytest.fixture
def watch(browser: Any, tmp_path: Path) -> Callable[[Any], Watched]:
    def open_notebook(notebook: Any, name: str = "x") -> Watched:
        file = tmp_path / "page.html"
        file.write_text(render_page(notebook, name=name), "utf-8")
        return Watched(browser, file)

    return open_notebook


PLACES = {
    "a name": ".pl-lead",
    "a marking": ".pl-marking",
    "a finding's subject": ".pl-subject",
    "a finding's message": ".pl-message",
    "a remedy": ".pl-remedy",
    "evidence": ".pl-evidence",
    "a caption": "caption",
    "a table cell": "tbody th",
    "a note": ".pl-note",
    "a chart's headline": ".pl-figure-name",
    "a chart's description": ".pl-says",
    "a chart's letters": "svg text",
    "a unit": ".pl-units",
    "printed text": ".pl-stream",
    "code": ".pl-code code",
    "a file's name, a command": ".pl-foot",
}
"""Where a text from a file can stand, and how to find it on the page."""


@pytest.mark.parametrize("number", range(0, len(PROBES), 5))
def test_probes_in_every_place_are_shown_as_typed_and_never_run(
    watch: Callable[[Any, str], Watched], number: int, make_notebook: Any
) -> None:
    probe = " ".join(PROBES[number : number + 5])
    typed = plain(drop_unfit(probe))  # what would turn text round is taken out
    watched = watch(make_notebook(probe, probe), probe)
    watched.provoke()
    assert watched.found() == []
    for place, selector in PLACES.items():
        texts = watched.page.locator(selector).evaluate_all("found => found.map(part => part.textContent)")
        whole = "".join(map(plain, texts))
        shown = typed[:12] if place == "a chart's letters" else typed  # long labels end in …
        assert shown in whole, place
    watched.context.close()


@pytest.mark.parametrize("probe", [*(probe for probe in PROBES if probe.startswith("<")), *MUTATING])
def test_a_probe_in_what_others_show_never_runs(watch: Callable[[Any], Watched], probe: str) -> None:
    svg = f'<svg viewBox="0 0 9 9"><g onclick="window.ran=1">{probe}</g><text>{probe}</text></svg>'
    bundles = [{kind: content} for kind in ("text/html", "text/markdown", "image/svg+xml") for content in (probe, svg)]
    cells = [
        new_markdown_cell(f"# {probe}\n\n{probe}\n\n> {probe}\n\n```\n{probe}\n```"),
        new_code_cell(probe, outputs=[new_output("display_data", data=bundle) for bundle in bundles]),
        new_code_cell("", outputs=[new_output("error", ename=probe, evalue=probe, traceback=[probe])]),
        new_markdown_cell(f"# {probe}", metadata={"tags": ["partnerlab-failure"]}),
    ]
    watched = watch(new_notebook(cells=cells, metadata={"kernelspec": {"name": probe, "display_name": probe}}))
    watched.provoke()
    assert watched.found() == []
    watched.context.close()


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
