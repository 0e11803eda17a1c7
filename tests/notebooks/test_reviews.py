"""Every sample through every notebook: what a run leaves for people and for machines."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import jsonschema
import pytest
from selectolax.lexbor import LexborHTMLParser

from partnerlab.analysis.results import results_schema
from partnerlab.errors import RunError
from partnerlab.page.audit.pages import LARGEST
from partnerlab.page.audit.pdf import write_pdfs
from samples import NOTEBOOKS, ROOT, SAMPLES, run_partnerlab

pytestmark = pytest.mark.slow
EACH = [path.stem for path in NOTEBOOKS if not path.stem.startswith(("00", "05"))]
PAGES = ["summary", *EACH]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("notebook", EACH)
def test_each_notebook_leaves_a_page_and_a_notebook(reviews: Path, sample: str, notebook: str):
    page = (reviews / sample / f"{notebook}.html").read_text(encoding="utf-8")
    assert "Illustrative" in page
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert page.count("<figure") + page.count("<table") >= 4
    assert (reviews / sample / f"{notebook}.ipynb").exists()


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_results_follow_their_schema_and_are_whole(reviews: Path, sample: str):
    results = json.loads((reviews / sample / "results.json").read_text(encoding="utf-8"))
    jsonschema.validate(results, results_schema())
    assert results["complete"]
    assert results["partnership"]["illustrative"]
    assert {finding["notebook"] for finding in results["findings"]} == set(EACH)


def test_the_portfolio_links_every_review(reviews: Path):
    index = (reviews / "index.html").read_text(encoding="utf-8")
    for sample in SAMPLES:
        for page in PAGES:
            assert f'href="{sample}/{page}.html"' in index


def test_nothing_left_behind_knows_the_machine(reviews: Path):
    for file in reviews.rglob("*"):
        if file.is_file() and file.name not in {"run.json", "summary.txt"}:
            for text in texts_in(file):
                assert str(reviews.parent) not in text
                assert str(ROOT) not in text


def texts_in(file: Path) -> Iterator[str]:
    """Return the text of a file, or those that a workbook is made of."""
    if file.suffix != ".xlsx":
        yield file.read_text(encoding="utf-8")
        return
    with ZipFile(file) as packed:
        yield from (packed.read(name).decode("utf-8") for name in packed.namelist())


@pytest.mark.parametrize("sample", SAMPLES)
def test_pages_stay_small(reviews: Path, sample: str):
    sizes = {page.name: page.stat().st_size for page in (reviews / sample).glob("*.html")}
    assert all(size <= LARGEST for size in sizes.values()), sizes


def test_a_typical_page_can_be_sent_by_mail(reviews: Path):
    sizes = {page.name: page.stat().st_size for page in (reviews / "riverside-support-hub").glob("*.html")}
    assert all(size <= 300_000 for size in sizes.values()), sizes


def test_every_notebook_runs_as_at_a_day_on_which_little_was_known(place: Path, tmp_path: Path):
    done = run_partnerlab(place, "run", "--as-at", "2015-06-30", "--only", "02", "-o", str(tmp_path / "early"))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("sample", SAMPLES)
def test_each_page_of_a_partnership_leads_to_the_others_and_to_the_index(reviews: Path, sample: str):
    for page in PAGES:
        text = (reviews / sample / f"{page}.html").read_text(encoding="utf-8")
        links = re.findall(r'href="([\w./-]+\.html)"', text.split("</header>")[0])
        assert links == [*(f"{other}.html" for other in PAGES), "../index.html"]
        assert re.search(rf'href="{page}.html" aria-current="page"', text)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_summary_has_at_most_six_hundred_words(reviews: Path, sample: str):
    page = LexborHTMLParser((reviews / sample / "summary.html").read_text(encoding="utf-8")).css_first("main")
    for unread in page.css(".pl-code, svg, .pl-hidden, .pl-about"):
        unread.decompose()
    assert 150 <= len(re.findall(r"\w[\w'’,.-]*", page.text(separator=" "))) <= 600


@pytest.fixture(scope="module")
def printed(reviews: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The summary of each sample on paper, printed by one browser."""
    place = tmp_path_factory.mktemp("printed")
    pages = [Path(shutil.copy(reviews / sample / "summary.html", place / f"{sample}.html")) for sample in SAMPLES]
    try:
        return {pdf.stem: pdf.read_bytes() for pdf in write_pdfs(pages)}
    except RunError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_summary_fills_at_most_two_sheets_of_a4(printed: dict[str, bytes], sample: str):
    assert len(re.findall(rb"/Type\s*/Page\b", printed[sample])) <= 2
