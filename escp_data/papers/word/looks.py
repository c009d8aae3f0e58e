"""How a paper looks: A4, one font, headings in order, British English everywhere."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from escp_data.excel.style import INK, MUTED, NAVY
from escp_data.papers.word.parts import LANGUAGE, add_field, say_language

FONT = "Arial"
MARGIN, WIDE = 20, 170
"""Millimetres: the margin at each side, and what it leaves of A4's width."""
MARK, NOTE, QUOTE, CELL = "Figure mark", "Note", "Quoted words", "Table cell"
_SIZES = {"Title": 22, "Heading 1": 17, "Heading 2": 13.5, "Heading 3": 11.5}


def dress(document: Document, running_title: str) -> None:
    """Page, styles, language and page numbers of an empty document."""
    _page(document)
    _language(document)
    _styles(document)
    _running(document, running_title)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)


def _language(document: Document) -> None:
    """The default of every style, and the language that Word checks spelling in."""
    styles = document.styles.element
    for old in styles.xpath("//w:lang"):
        old.getparent().remove(old)
    language = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), LANGUAGE)
    language.set(qn("w:bidi"), "ar-SA")
    styles.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0].append(language)
    for theme in document.settings.element.xpath("w:themeFontLang"):
        for name in ("w:val", "w:eastAsia"):
            theme.set(qn(name), LANGUAGE)


def _styles(document: Document) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _face(normal, 11, INK)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    for name, size in _SIZES.items():
        heading = document.styles[name]
        assert isinstance(heading, ParagraphStyle)
        _face(heading, size, NAVY, bold=True)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.space_before = Pt(0 if name == "Title" else size)
        heading.paragraph_format.space_after = Pt(4)
    _plain_title(document)
    note = document.styles.add_style(NOTE, WD_STYLE_TYPE.PARAGRAPH)
    quote = document.styles.add_style(QUOTE, WD_STYLE_TYPE.PARAGRAPH)
    cell = document.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    for style, size, colour in ((note, 9.5, MUTED), (quote, 11, INK), (cell, 9, INK)):
        assert isinstance(style, ParagraphStyle)
        style.base_style = normal
        _face(style, size, colour)
    quote.paragraph_format.left_indent = Mm(6)
    cell.paragraph_format.space_after = Pt(2)
    mark = document.styles.add_style(MARK, WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript, mark.font.color.rgb = True, RGBColor.from_string(MUTED)


def _plain_title(document: Document) -> None:
    """The template's title has a line beneath it, and letters set apart."""
    for rest in document.styles["Title"].element.xpath("w:pPr/w:pBdr | w:rPr/w:spacing"):
        rest.getparent().remove(rest)


def _face(style: ParagraphStyle, size: float, colour: str, *, bold: bool = False) -> None:
    font = style.font
    font.name, font.size, font.bold = FONT, Pt(size), bold
    font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for name in [each for each in fonts.attrib if each.endswith("Theme")]:
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)


def _running(document: Document, title: str) -> None:
    """The paper's name above each page, its number below."""
    section = document.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for paragraph in (head, foot):
        paragraph.style = document.styles[NOTE]
    say_language(head.add_run(title))
    say_language(foot.add_run("Page "))
    add_field(foot, "PAGE")
    say_language(foot.add_run(" of "))
    add_field(foot, "NUMPAGES")
