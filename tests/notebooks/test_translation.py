"""The samples' pages in a made language: nearly every word of ours is translated, and every page stays sound."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from partnerlab.page.audit.structure import find_faults
from partnerlab.page.translation.patterns import WORD
from partnerlab.partnership import read_partnership
from partnerlab.partnership.texts import list_own_texts
from pseudo_language import write_pseudo_language
from samples import ROOT, run_partnerlab

pytestmark = pytest.mark.slow

SAMPLE = "northern-food-network"
SHARE = 0.95
"""Of the words that are ours, as issue and page promise it."""
ACCENTED = re.compile("[áéíóúýÁÉÍÓÚÝ]")
PLAIN = re.compile("[aeiouyAEIOUY]")


class _Words(HTMLParser):
    """Counts the words of a page by their vowels: with an accent, and without one."""

    def __init__(self, own: frozenset[str]) -> None:
        super().__init__()
        self.own = {word for text in own for word in WORD.findall(text)}
        self.silent = self.accented = 0
        self.plain: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - handed over
        self.silent += tag in ("script", "style", "code")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style", "code")

    def handle_data(self, data: str) -> None:
        for word in WORD.findall(re.sub(r"\S*[\d/_]\S*|\S+\.(?:yaml|csv)", " ", data)) if not self.silent else ():
            if ACCENTED.search(word):
                self.accented += 1
            elif PLAIN.search(word) and word not in self.own:
                self.plain.append(word)


@pytest.fixture(scope="module")
def translated(place: Path, reviews: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("translated")
    write_pseudo_language(folder / "en-XA.po")
    file = ROOT / "parameters" / f"{SAMPLE}.yaml"
    given = ("translate", str(folder / "en-XA.po"), str(file), "-i", str(reviews), "-o", str(folder))
    done = run_partnerlab(place, *given)
    assert done.returncode == 0, done.stderr
    return folder / SAMPLE


def test_nearly_every_word_of_ours_is_translated(translated: Path):
    """Counted anew in the finished pages, without the translator's own count."""
    own = list_own_texts(read_partnership(ROOT / "parameters" / f"{SAMPLE}.yaml"))
    for page in sorted(translated.glob("*.html")):
        read = _Words(own)
        read.feed(page.read_text(encoding="utf-8"))
        share = read.accented / (read.accented + len(read.plain))
        assert share >= SHARE, (page.stem, share, read.plain[:40])


def test_translating_adds_no_fault_that_a_checker_finds(translated: Path, reviews: Path):
    def faults(page: Path) -> list[str]:
        return [said for _, said in find_faults(page.read_text(encoding="utf-8"))]

    for page in sorted(translated.glob("*.html")):
        assert faults(page) == faults(reviews / SAMPLE / page.name), page.stem
