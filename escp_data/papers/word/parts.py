"""The pieces of WordprocessingML that python-docx has no call for: one small function each.

Element names and their order are those of ECMA-376, part 1.
"""

from collections.abc import Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LANGUAGE = "en-GB"


def say_language(run: Run) -> None:
    """The language of a run: British English, whatever the reader's own Word is set to."""
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    language.set(qn("w:eastAsia"), LANGUAGE)
    run._r.get_or_add_rPr().append(language)


def describe_picture(shape: InlineShape, words: str) -> None:
    """The picture's text alternative; its name is for lists of objects."""
    shape._inline.docPr.set("descr", words)
    shape._inline.docPr.set("name", "Picture")


def describe_table(table: Table, title: str, words: str) -> None:
    """The table's title and description, for those who do not see it."""
    for name, text in (("w:tblCaption", title), ("w:tblDescription", words)):
        element = OxmlElement(name)
        element.set(qn("w:val"), text)
        table._tbl.tblPr.append(element)


def repeat_first_row(table: Table) -> None:
    """The first row is the header, and stands again on each page."""
    table._tbl.tr_lst[0].get_or_add_trPr().append(_on("w:tblHeader"))


def keep_rows_whole(table: Table) -> None:
    """No row is cut by the end of a page."""
    for row in table._tbl.tr_lst:
        row.get_or_add_trPr().insert(0, _on("w:cantSplit"))


def set_widths(table: Table, millimetres: Sequence[float]) -> None:
    """Columns as wide as this, in every program: grid and cells say the same."""
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, millimetres, strict=True):
        column.w = Mm(width)
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, millimetres, strict=True):
            cell.width = Mm(width)


def shade(properties: "object", colour: str) -> None:
    """A cell's background, from `RRGGBB`; `properties` are the cell's own."""
    fill = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        fill.set(qn(name), value)
    properties.append(fill)  # type: ignore[attr-defined]  # lxml's own, which has no types here


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """A field of ours, such as PAGE; nothing from a workbook is ever passed here."""
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("1", ""), ("end", "")):
        run = paragraph.add_run(kind if kind == "1" else "")
        say_language(run)
        if text:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)
        elif kind != "1":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _on(name: str) -> "OxmlElement":  # type: ignore[valid-type]  # a function by python-docx's types
    return OxmlElement(name)
