"""Print how large finished pages are, and what they are made of: ``python benchmarks/page_sizes.py outputs``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

PARTS = {
    "charts": r"<svg xmlns.*?</svg>",
    "tables": r"<table.*?</table>",
    "findings": r'<div class="pl-findings">.*?</div>',
    "saved data": r'href="data:[^"]*"',
    "style": r"<style>.*?</style>",
    "script": r"<script.*?</script>",
    "foot": r"<footer.*?</footer>",
}


def measure(page: Path) -> list[int]:
    """Bytes of a page, and of each of its parts."""
    html = page.read_text("utf-8")
    return [page.stat().st_size] + [
        sum(len(found.encode()) for found in re.findall(pattern, html, re.DOTALL)) for pattern in PARTS.values()
    ]


def main() -> None:
    """Print a line for each page under a folder, and the middle one."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "outputs")
    rows = {page.relative_to(folder).as_posix(): measure(page) for page in sorted(folder.rglob("*.html"))}
    print(f"{'page':45}", *(f"{name:>10}" for name in ("bytes", *PARTS)))
    for name, sizes in rows.items():
        print(f"{name:45}", *(f"{size:>10,}" for size in sizes))
    if rows:
        print(f"middle page: {sorted(sizes[0] for sizes in rows.values())[len(rows) // 2]:,} bytes")


if __name__ == "__main__":
    main()
