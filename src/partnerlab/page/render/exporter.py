"""A notebook that has run as a review page: one file, no network, the same bytes for the same notebook.

It holds no script but the one of `partnerlab.page.live`, and that only when the notebook hands on specifications.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element

from markupsafe import Markup
from nbconvert.exporters import Exporter
from traitlets import Unicode, default

from partnerlab.characters import drop_unfit, slug_of
from partnerlab.commands import write_command
from partnerlab.errors import Fault, InputError
from partnerlab.files import read_most
from partnerlab.page.finder import holds_finder, write_finder
from partnerlab.page.handover import CITATIONS_TYPE, NOTICE_TAG, RESULTS_TYPE, TERMS_TYPE, link_siblings
from partnerlab.page.live import write_script
from partnerlab.page.markup import DATA, FRAGMENT, write_markup
from partnerlab.page.parts import render
from partnerlab.page.printed import clean_text
from partnerlab.page.render.anchors import HEADINGS, Anchors, gather_citations, gather_terms, order_citation, read_words
from partnerlab.page.render.cells import HIDDEN_TAGS, WHOLE, Shown, hide_places, render_cells
from partnerlab.page.render.charts import Drawings
from partnerlab.page.render.columns import head_lines
from partnerlab.page.render.folding import fold_sections
from partnerlab.page.render.languages import mark_languages
from partnerlab.page.render.notebook_file import parse_notebook
from partnerlab.page.render.pictures import Album
from partnerlab.page.render.sanitise import read_html
from partnerlab.page.style import write_policy, write_style
from partnerlab.page.theme import Theme, default_theme, read_theme
from partnerlab.wording import say_day

OWN_ANCHORS = frozenset(
    {"content", "words", "foot", *(f"light-{light}" for light in ("red", "amber", "unknown", "green"))}
)
KICKER = "Partnership review"
MOST_INPUTS = 100
"""Files that a page lists one by one; the notebook that it comes from holds all."""
_OWN = re.compile(r"^[^\S\n]*(?:from|import) partnerlab\b", re.MULTILINE)


class RefusedError(InputError, SystemExit):
    """No page can be made; nbconvert's command ends with the faults and code 1, without a traceback."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.code = str(self)


class ReviewExporter(Exporter):
    """Turns a notebook into a review page; ``jupyter nbconvert --to partnerlab notebook.ipynb`` calls it.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> page, _ = ReviewExporter().from_notebook_node(new_notebook(cells=[new_markdown_cell("# Risks")]))
    >>> "<h1>Risks</h1>" in page, "<script" in page
    (True, False)
    """

    export_from_notebook = "Partnership review"
    output_mimetype = "text/html"

    theme_file = Unicode("", help="Settings file with name, logo and colours (TOML).").tag(config=True)
    marking = Unicode("", help="Protective marking when the notebook gives none.").tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        """A notebook is checked once, not after each of a dozen steps that leave it as it is."""
        return True

    def from_filename(self, filename: str, resources: dict[str, Any] | None = None, **kw: Any) -> Any:
        """Render a notebook's file; one that cannot be opened, or is no file at all, is refused as by `from_file`."""
        try:
            read_most(Path(filename), 0)
            return super().from_filename(filename, resources, **kw)
        except OSError as error:
            fault = Fault(Path(filename).name, 0, f"cannot be read ({error.strerror}); name the file of a notebook")
            raise RefusedError((fault,)) from error

    def from_file(self, file_stream: Any, resources: dict[str, Any] | None = None, **kw: Any) -> Any:
        """Render a notebook from an opened file.

        Raises
        ------
        RefusedError
            It is not a notebook, or the settings for pages have faults.
        """
        content = getattr(file_stream, "buffer", file_stream).read()
        name = (resources or {}).get("metadata", {}).get("name", "")
        try:
            file = f"{name}.ipynb" if name else "the notebook"
            notebook = parse_notebook(content if isinstance(content, bytes) else content.encode(), file)
            return self.from_notebook_node(notebook, resources, **kw)
        except InputError as error:
            raise RefusedError(error.faults) from error

    def from_notebook_node(  # type: ignore[override]  # every exporter of nbconvert returns text here
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Render a notebook.

        Parameters
        ----------
        resources
            What nbconvert knows beside it, such as its name; ``theme`` and ``marking`` go before the settings. Pictures
            are read from the folder that it names, only those listed as ``pictures`` where there is such a list.

        Returns
        -------
        tuple of str and dict
            The page, and the resources.
        """
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        own = read_theme(Path(self.theme_file)) if self.theme_file else default_theme()
        theme = resources.get("theme") or own
        name = str(resources.get("metadata", {}).get("name", "")) or "notebook"
        marking = str(resources.get("marking") or self.marking)
        drawings = resources.get("drawings")
        places = drawings.places if isinstance(drawings, Drawings) else {}
        folder = resources.get("metadata", {}).get("path")
        page = render_page(
            notebook,
            name=name,
            theme=theme,
            marking=marking,
            drawings=places,
            shown=self._shown(),
            album=Album(Path(folder), resources.get("pictures")) if folder is not None else None,
        )
        return page, resources

    def _shown(self) -> Shown:
        """What nbconvert's own options, such as `--no-input`, leave of a notebook."""
        left_out = self.config.TemplateExporter
        cells = not left_out.get("exclude_code_cell", False)
        return Shown(
            code=cells and not left_out.get("exclude_input", False),
            outputs=cells and not left_out.get("exclude_output", False),
            prose=not left_out.get("exclude_markdown", False),
            raw=not left_out.get("exclude_raw", False),
        )

    def _preprocess(self, nb: Any, resources: Any) -> Any:
        """Let nbconvert copy and check the notebook only where something is to be done to it before rendering."""
        return super()._preprocess(nb, resources) if self._preprocessors else (nb, resources)  # type: ignore[no-untyped-call] # it is untyped


def render_page(
    notebook: Any,
    *,
    name: str,
    theme: Theme | None = None,
    marking: str = "",
    drawings: Mapping[str, Element] = MappingProxyType({}),
    shown: Shown = WHOLE,
    album: Album | None = None,
) -> str:
    """Render a notebook that has run as a review page.

    Parameters
    ----------
    name
        Its name, such as ``03-risk-allocation``.
    theme
        How the page looks; None for the default.
    marking
        Protective marking when the notebook's results give none.
    drawings
        Drawings of charts that the notebook hands on, by name.
    shown
        What of the notebook is part of the page.
    album
        Pictures beside the notebook; None leaves them out.

    Returns
    -------
    str
        HTML, the same bytes for the same notebook.
    """
    theme = theme or default_theme()
    results = _get_results(notebook)
    about = _as_mapping(results.get("partnership"))
    languages = _as_texts(about.get("languages"))
    anchors = Anchors(taken=set(OWN_ANCHORS))
    review = _is_review(notebook)
    rendered = render_cells(notebook.cells, drawings, shown=shown, album=album)
    pieces = [anchors.settle(piece) for piece in rendered]
    if review:
        pieces = fold_sections(_fold_introduction(pieces, notebook))
    texts = [read_words(piece) for piece in pieces]
    words, guide = gather_terms(_gather(notebook, TERMS_TYPE), texts), _list_guide(notebook, pieces, texts)
    elsewhere = {"content", "foot", *(entry["place"] for entry in guide), *(("words",) if words else ())}
    for piece in pieces:
        mark_languages(anchors.link(piece, elsewhere), languages)
    title = anchors.title or drop_unfit(str(notebook.metadata.get("title") or "")) or name
    marking = drop_unfit(str(about.get("marking") or marking))
    subject = drop_unfit(str(about.get("name", "")))
    window_title = f"{title}: {subject}" if subject else title
    live = write_script() if any(piece.find(DATA) is not None for piece in pieces) else ""
    finds = write_finder() if any(map(holds_finder, pieces)) else ""
    scripts = tuple(filter(None, (live, finds)))
    style = write_style(theme, marking=marking, running_title=window_title, live=bool(live), finds=bool(finds))
    style += head_lines(pieces)
    origin = _as_mapping(notebook.metadata.get("partnerlab"))
    siblings = [name for name in _as_list(origin.get("siblings")) if isinstance(name, str)]
    page = render(
        "review",
        policy=write_policy(style, scripts),
        script="\n".join(["<script></script>"] * len(scripts)),
        style=Markup(style),  # noqa: S704 - the style's only foreign text is quoted letter by letter
        version=str(origin.get("version") or version("partnerlab")),
        as_at=str(about.get("as_at") or ""),
        review=review,
        window_title=f"{window_title} – {KICKER.lower()}" if review else window_title,
        marking=marking,
        theme=theme,
        kicker=_kicker(subject, languages) if review else "",
        title=title,
        facts=list(_list_facts(about)),
        siblings=link_siblings(siblings, str(origin.get("notebook", ""))),
        illustrative=bool(about.get("illustrative")),
        redaction=str(about.get("redaction") or ""),
        contents=[heading for heading in anchors.headings if heading.level == 2],
        failure=list(_explain_failure(notebook)),
        body=Markup("\n".join(write_markup(piece, on_page=True) for piece in pieces)),  # noqa: S704 - of what is allowed
        folded=any("pl-rest" in part.get("class", "") for piece in pieces for part in piece.iter("details")),
        words=words,
        guide=guide,
        inputs=_shorten_inputs(_as_list(origin.get("inputs")) or _as_list(results.get("inputs"))),
        command=str(origin.get("command") or _say_command(notebook, name, review=review)),
    )
    return _put_in(drop_unfit(str(page)), scripts)


def _put_in(page: str, scripts: Iterable[str]) -> str:
    """Put scripts in their places, last of all, since the policy knows them to the letter."""
    for script in scripts:
        page = page.replace("<script></script>", f"<script>{script}</script>", 1)
    return page


def _shorten_inputs(rows: list[Any]) -> list[Mapping[str, str]]:
    """List the files that a page rests on; beyond a number, how many there are and one sum over all."""
    inputs = [found for found in map(_as_texts, rows) if found.keys() >= {"file", "sha256"}]
    if len(inputs) <= MOST_INPUTS:
        return [*inputs]
    lines = "".join(f"{row['file']} {row['sha256']}\n" for row in inputs)
    named = f"{len(inputs):,} files, all names and sums together"
    return [{"file": named, "sha256": sha256(lines.encode()).hexdigest()}]


def _kicker(subject: str, languages: Mapping[str, str]) -> Markup:
    line = Element(FRAGMENT)
    line.text = f"{KICKER}: {subject}" if subject else KICKER
    return Markup(write_markup(mark_languages(line, languages)))  # noqa: S704 - escaped as it is written


def _is_review(notebook: Any) -> bool:
    """Whether a notebook is one of partnerlab's, by the code in it; a stranger's is headed by its own title alone."""
    code = (cell["source"] for cell in notebook.cells if cell["cell_type"] == "code")
    return bool(_get_results(notebook)) or any(_OWN.search("".join(source)) for source in code)


def _fold_introduction(pieces: list[Element], notebook: Any) -> list[Element]:
    """Fold what stands under the title on narrow screens, so that the answer comes first; a notice stays as it is."""
    first: Any = next(iter(notebook.cells), {})
    opens = first.get("cell_type") == "markdown" and first["source"].lstrip().startswith("# ")
    if not opens or NOTICE_TAG in first["metadata"].get("tags", []):
        return pieces
    inside = pieces[0]
    if any(part.tag in HEADINGS for part in inside.iter()) or not read_words(inside).strip():
        return pieces
    folded = read_html(render("intro"))
    folded[0].append(inside)
    return [folded, *pieces[1:]]


def _outputs(notebook: Any) -> Iterator[Any]:
    for cell in notebook.cells:
        yield from cell.get("outputs", [])


def _get_results(notebook: Any) -> Mapping[str, Any]:
    handed = (output.get("data", {}).get(RESULTS_TYPE) for output in _outputs(notebook))
    return next((_as_mapping(content) for content in handed if content), {})


def _as_mapping(content: Any) -> Mapping[str, Any]:
    """Return what a notebook hands on as names and values; nothing where a stranger's notebook holds anything else."""
    try:
        loaded = json.loads(content) if isinstance(content, str) else content
    except ValueError:
        return {}
    return loaded if isinstance(loaded, Mapping) else {}


def _as_texts(content: Any) -> dict[str, str]:
    """Return what a notebook hands on as names and texts, leaving anything else out."""
    return {name: text for name, text in _as_mapping(content).items() if isinstance(text, str)}


def _as_list(content: Any) -> list[Any]:
    return content if isinstance(content, list) else []


def _list_facts(about: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if about.get("stage"):
        yield "Stage", str(about["stage"])
    if about.get("as_at"):
        yield "As at", _write_date(str(about["as_at"]))


def _write_date(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return say_day(day)


def _gather(notebook: Any, kind: str) -> dict[str, str]:
    """Put together what the displays of a notebook hand on under one type."""
    said: dict[str, str] = {}
    for output in _outputs(notebook):
        said |= _as_texts(output.get("data", {}).get(kind))
    return said


def _list_guide(notebook: Any, pieces: Iterable[Element], texts: Iterable[str]) -> list[dict[str, str]]:
    said = _gather(notebook, CITATIONS_TYPE)
    named = set(gather_citations(texts))
    linked = {link.get("href", "")[1:] for piece in pieces for link in piece.iter("a")}
    places = {citation: f"guide-{slug_of(citation)}" for citation in {*said, *named}}
    cited = [citation for citation, place in places.items() if citation in named or place in linked]
    return [
        {"citation": citation, "text": said.get(citation, ""), "place": places[citation]}
        for citation in sorted(cited, key=order_citation)
    ]


def _explain_failure(notebook: Any) -> Iterator[tuple[str, str]]:
    """Say what failed where nobody has said it yet: the runner puts a notice of its own at the head."""
    if any(NOTICE_TAG in cell.metadata.get("tags", []) for cell in notebook.cells):
        return
    kept = [cell for cell in notebook.cells if not HIDDEN_TAGS & set(cell.metadata.get("tags", []))]
    heading = ""
    for number, cell in enumerate(kept, start=1):
        if cell["cell_type"] == "markdown":
            heading = next((line.lstrip("# ") for line in cell["source"].splitlines() if line.startswith("#")), heading)
        for output in cell.get("outputs", []):
            if output["output_type"] == "error":
                yield "Where", f"cell {number}" + (f", under “{heading}”" if heading else "")
                yield "Input", _name_input(notebook) or "none is named"
                yield "Cause", hide_places(clean_text(f"{output['ename']}: {output['evalue']}"))
                yield "What to do", "Read the message at that cell, correct the input or the cell, and run it again."
                return


def _parameters(notebook: Any) -> Mapping[str, Any]:
    metadata = notebook.metadata
    for place in ("partnerlab", "papermill"):
        if parameters := _as_mapping(_as_mapping(metadata.get(place)).get("parameters")):
            return parameters
    return {}


def _name_input(notebook: Any) -> str:
    named = [str(value) for key, value in _parameters(notebook).items() if key.endswith(("_file", "_folder"))]
    return ", ".join(Path(value).name for value in named)


def _say_command(notebook: Any, name: str, *, review: bool) -> str:
    given = [("-p", key, hide_places(str(value))) for key, value in _parameters(notebook).items() if value]
    if not review and not given:
        return write_command("jupyter", "nbconvert", "--to", "partnerlab", f"{name}.ipynb")
    return write_command("papermill", f"{name}.ipynb", "output.ipynb", *(word for words in given for word in words))
