"""A paper read back: its tables, its texts, its numbers, all that is in the file."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

MARK = re.compile(r"\[F\d+\]")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def opened(content: bytes) -> Document:
    """The paper as python-docx has it."""
    return docx.Document(BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    """Every part of the file, unpacked."""
    with ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def xml(content: bytes) -> str:
    """All of its XML."""
    every = parts(content).items()
    return "\n".join(held.decode() for name, held in every if not name.endswith(".png"))


def unmarked(text: str) -> str:
    """A text without the figures' marks."""
    return MARK.sub("", text)


def rows(table: Table) -> list[tuple[str, ...]]:
    """A table's rows as text, the heading first, without marks."""
    return [tuple(unmarked(cell.text) for cell in row.cells) for row in table.rows]


def table_with(content: bytes, *headings: str) -> list[tuple[str, ...]]:
    """The rows of the first table with these headings, without them."""
    found = (rows(table) for table in opened(content).tables)
    return next(each[1:] for each in found if each[0] == headings)


def outline(content: bytes) -> list[tuple[int, str]]:
    """Every heading with its level, in order."""
    return [
        (int(paragraph.style.name.removeprefix("Heading ")), paragraph.text)
        for paragraph in opened(content).paragraphs
        if paragraph.style and str(paragraph.style.name).startswith("Heading ")
    ]


def under(content: bytes, heading: str) -> list[str]:
    """The paragraphs beneath a heading up to the next of any level, without marks."""
    found: list[str] = []
    inside = False
    for paragraph in opened(content).paragraphs:
        is_heading = str(paragraph.style and paragraph.style.name).startswith("Heading ")
        if is_heading:
            inside = paragraph.text == heading
        elif inside and paragraph.text:
            found.append(unmarked(paragraph.text))
    return found


def texts(content: bytes) -> Iterator[str]:
    """Every paragraph and cell, in order, without marks; the list of figures left out."""
    for each in opened(content).iter_inner_content():
        if isinstance(each, Paragraph):
            yield unmarked(each.text)
        elif rows(each)[0][0] != "Mark":
            yield from (cell for row in rows(each) for cell in row)


def numbers(text: str) -> set[str]:
    """Every number in a text, as it is written."""
    return set(NUMBER.findall(text))


def alternatives(content: bytes) -> list[str]:
    """What is said of each picture to those who do not see it, in order."""
    return re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', xml(content))
