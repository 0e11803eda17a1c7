"""The licence of everything that partnerlab rests on: `python -m supply.licences > docs/licences.md`."""

from __future__ import annotations

import sys
from collections import Counter

from supply.pins import Pin, read_pins

_BEGINNING = """\
# Licences

partnerlab itself is under the [MIT licence](../LICENSE). What it rests on is listed here at the versions of
`constraints.txt`, each with the licence that its makers declare in its metadata. Where they only say "BSD", it does not
say which form.

One package is under the GPL: krippendorff, which tests set our measure of agreement beside. Users do not install it.

This page is written by `python -m supply.licences > docs/licences.md`; a test holds it up to date.

## Carried within

| What | Licence | Where |
| --- | --- | --- |
| axe-core, which checks pages | MPL-2.0 | `src/partnerlab/page/audit/axe`, with its licences |
| Vega and Vega-Lite, in interactive pages | BSD-3-Clause | copied into the page from vl-convert-python |
| Widths of letters, without their shapes | MIT | `src/partnerlab/page/letters`, measured from Liberation Sans |
"""

_KINDS = {
    "always": "Installed with partnerlab",
    "on request": "Installed with `partnerlab[dask]`, `[pdf]` or `[remote]`",
    "for development": "Installed by those who work on partnerlab, and what only tests need",
}


def write_licences() -> str:
    """Return every package with its licence, as Markdown, the same for the same constraints."""
    pins = read_pins()
    kinds = (_written(title, [pin for pin in pins if pin.need == need]) for need, title in _KINDS.items())
    return "\n".join([_BEGINNING, *kinds])


def _written(title: str, pins: list[Pin]) -> str:
    counts = sorted(Counter(pin.licence for pin in pins).items(), key=lambda item: (-item[1], item[0]))
    said = f"{len(pins)} packages: {', '.join(f'{count} {licence}' for licence, count in counts)}."
    rows = [f"| {pin.name} | {pin.version} | {pin.licence} |" for pin in pins]
    head = [f"## {title}\n", f"{said}\n", "| Package | Version | Licence |", "| --- | --- | --- |"]
    return "\n".join([*head, *rows, ""])


if __name__ == "__main__":
    sys.stdout.write(write_licences())
