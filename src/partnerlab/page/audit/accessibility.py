"""What axe-core finds wrong with a page: the rules of WCAG 2.0, 2.1 and 2.2, A and AA, and its best practices."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_ASK = """axe.run(document, {runOnly: %s, resultTypes: ['violations']}).then(found => JSON.stringify(
  found.violations.map(rule => ({rule: rule.id, help: rule.help, places: rule.nodes.map(node => node.html)}))))"""


@dataclass(frozen=True)
class Violation:
    """A rule that a page breaks, and where."""

    rule: str
    """Name of the rule, such as ``color-contrast``."""
    help: str
    """What it asks."""
    places: tuple[str, ...]
    """Markup of each place that breaks it."""

    def __str__(self) -> str:
        return f"{self.help} ({self.rule}, {len(self.places)} places, first {self.places[0][:160]})"


def find_violations(page: Page) -> tuple[Violation, ...]:
    """Find what a page breaks of the accessibility rules.

    The checker runs in a world of its own beside the page, so that the page's own policy stays in force.
    """
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "accessibility"})
    place = {"contextId": world["executionContextId"]}
    session.send("Runtime.evaluate", {"expression": _read_axe(), **place})
    asked = {"expression": _ASK % json.dumps(RULES), "awaitPromise": True, "returnByValue": True, **place}
    found = json.loads(session.send("Runtime.evaluate", asked)["result"]["value"])
    session.detach()
    return tuple(Violation(each["rule"], each["help"], tuple(each["places"])) for each in found)


@cache
def _read_axe() -> str:
    return resources.files("partnerlab.page.audit").joinpath("axe", "axe.min.js").read_text("utf-8")
