"""A paper as a Word file: real heading styles, tables with heading rows and alternative texts, marking."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from partnerlab.documents.paper import Block, Bullets, Gap, Heading, Item, Paper, Paragraph, Table
from partnerlab.errors import DisplayError
from partnerlab.files import save, way_out

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph

LANGUAGE = "en-GB"
INK, DEEP, QUIET = "1A1A1A", "14374F", "595959"
"""Colours of text, headings and notes; each has more than 7:1 against white."""
SHADE, HEAD = "FFF2CC", "E3ECF2"
"""What lies behind a gap and behind headings of tables."""
TO_AGREE_STYLE, NOTE_STYLE = "To agree", "Editor's note"
PAGE_WIDTH_CM, PAGE_HEIGHT_CM, MARGIN_CM = 21.0, 29.7, 2.2
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def write_word(paper: Paper, path: Path) -> None:
    """Write a paper as a Word file; what stands there is replaced.

    Parameters
    ----------
    path
        Where to write it, ending in `.docx`.

    Raises
    ------
    DisplayError
        When the file cannot be written, such as while Word holds it open.
    """
    document = _set_up(paper)
    document.add_paragraph(paper.title, style="Title")
    document.add_paragraph(paper.subtitle, style="Subtitle")
    if paper.illustrative:
        text = "Illustrative: the judgements in this record are invented, to show how a paper looks."
        document.add_paragraph(text, style=NOTE_STYLE)
    for block in paper.blocks:
        _write(document, block)
    held = BytesIO()
    document.save(held)
    try:
        save(path, _without_clock(held.getvalue()))
    except OSError as error:
        way = way_out(error, "close it where it is open, or choose another -o")
        raise DisplayError(f"{path.as_posix()} cannot be written ({error.strerror}); {way}") from None


def _set_up(paper: Paper) -> Document:
    """Return an empty document: A4, our styles, language, properties, marking above and page numbers below."""
    document: Document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(PAGE_WIDTH_CM), Cm(PAGE_HEIGHT_CM)
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    _style(document)
    core = document.core_properties
    core.title, core.subject, core.language = paper.title, paper.subtitle, LANGUAGE
    core.author, core.last_modified_by, core.comments = "", "", "Written by partnerlab; to be edited."
    # Word wants dates here; the same ones each time, so that the same record gives the same bytes.
    core.created = core.modified = datetime(*_FIRST_DAY_OF_ZIP[:3], tzinfo=UTC)
    core.revision = 1
    if paper.marking:
        header = section.header.paragraphs[0]
        header.text = paper.marking
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        header.runs[0].bold = True
    footer = section.footer.paragraphs[0]
    footer.text = f"{paper.subtitle} · page "
    _add_page_number(footer)
    return document


def _style(document: Document) -> None:
    """Give the built-in styles our look, and add those for gaps and notes; the built-in ones make real headings."""
    sizes = {"Normal": 11, "Title": 22, "Subtitle": 12, "Heading 1": 15, "Heading 2": 12.5, "Caption": 10}
    for name, size in sizes.items():
        style: ParagraphStyle = document.styles[name]
        style.font.size, style.font.italic = Pt(size), False
        style.font.bold = name not in {"Normal", "Subtitle"}
        style.font.color.rgb = RGBColor.from_string(INK if name in {"Normal", "Caption", "Subtitle"} else DEEP)
        _set_typeface(style, "Arial")
        style.paragraph_format.keep_with_next = name not in {"Normal", "Subtitle"}
    for name, space in (("Heading 1", 14), ("Heading 2", 8), ("Caption", 6)):
        document.styles[name].paragraph_format.space_before = Pt(space)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    document.styles["List Bullet"].paragraph_format.space_after = Pt(2)
    _set_language(document)
    gap = document.styles.add_style(TO_AGREE_STYLE, WD_STYLE_TYPE.CHARACTER)
    gap.font.bold = True
    _shade(gap.element.get_or_add_rPr(), SHADE)
    note = document.styles.add_style(NOTE_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = document.styles["Normal"]
    note.font.color.rgb = RGBColor.from_string(QUIET)
    note.font.size = Pt(10)
    note.paragraph_format.keep_with_next = True


def _write(document: Document, block: Block) -> None:
    match block:
        case Heading(text, level, new_page):
            document.add_heading(text, level).paragraph_format.page_break_before = new_page or None
        case Paragraph(text, note):
            document.add_paragraph(text, style=NOTE_STYLE if note else "Normal")
        case Gap():
            _add_text(document.add_paragraph(), block)
        case Bullets(items):
            for item in items:
                _add_text(document.add_paragraph(style="List Bullet"), item)
        case Table():
            _add_table(document, block)


def _add_text(paragraph: WordParagraph, item: Item) -> None:
    paragraph.add_run(str(item), style=TO_AGREE_STYLE if isinstance(item, Gap) else None)


def _add_table(document: Document, block: Table) -> None:
    """Add a table with its caption above; the row of headings is one for Word, too, and is repeated on each page."""
    document.add_paragraph(block.caption, style="Caption")
    table: Any = document.add_table(rows=1, cols=len(block.headings), style="Table Grid")
    table.autofit = False
    _describe(table, block.caption)
    for cell, text in zip(table.rows[0].cells, block.headings, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
        _shade(cell._tc.get_or_add_tcPr(), HEAD)
    _mark_row(table.rows[0], "tblHeader")
    for row in block.rows:
        cells = table.add_row().cells
        for cell, item in zip(cells, row, strict=True):
            _add_text(cell.paragraphs[0], item)
    for column, width in zip(table.columns, _widths(block), strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            _set_cell(cell, width)
    for row in table.rows:
        _mark_row(row, "cantSplit")
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _widths(block: Table) -> tuple[float, ...]:
    shares = block.widths or tuple(1 / len(block.headings) for _ in block.headings)
    return tuple(share / sum(shares) * (PAGE_WIDTH_CM - 2 * MARGIN_CM) for share in shares)


def _set_cell(cell: _Cell, width: float) -> None:
    cell.width = Cm(width)
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_after = Pt(2)


def _element(tag: str, **attributes: str) -> Any:
    """Return an element of Word's own language; its attributes are named as in the standard."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _shade(properties: Any, fill: str) -> None:
    properties.append(_element("shd", val="clear", color="auto", fill=fill))


def _mark_row(row: Any, tag: str) -> None:
    row._tr.get_or_add_trPr().append(_element(tag, val="true"))


def _describe(table: Any, caption: str) -> None:
    properties = table._tbl.tblPr
    properties.append(_element("tblCaption", val=caption))
    properties.append(_element("tblDescription", val=caption))


def _set_typeface(style: ParagraphStyle, name: str) -> None:
    """Set the typeface for all scripts: the template's headings name one through the theme, which would win."""
    style.font.name = name
    properties = style.element.get_or_add_rPr()
    fonts = properties.rFonts
    for key in list(fonts.attrib):
        if "Theme" in key:
            del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)


def _set_language(document: Document) -> None:
    """Say that the text is British English, in the defaults that all styles rest on."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _add_page_number(paragraph: WordParagraph) -> None:
    """Add a field that Word fills with the page's number."""
    for kind in ("begin", "text", "end"):
        run: Any = paragraph.add_run()
        if kind == "text":
            instruction = _element("instrText")
            instruction.text = "PAGE"
            run._r.append(instruction)
        else:
            run._r.append(_element("fldChar", fldCharType=kind))


def _without_clock(content: bytes) -> bytes:
    """Return a zip file whose entries bear no time of writing."""
    held = BytesIO()
    with ZipFile(BytesIO(content)) as written, ZipFile(held, "w", ZIP_DEFLATED) as plain:
        for name in sorted(written.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name, _FIRST_DAY_OF_ZIP)
            entry.compress_type = ZIP_DEFLATED
            plain.writestr(entry, written.read(name))
    return held.getvalue()
