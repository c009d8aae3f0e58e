"""A paper, written from top to bottom: headings in order, text, lists, tables, pictures.

Every text is plain: control characters go, and none becomes a field, a link or a format.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from escp_data import MAKER
from escp_data.excel.style import NAVY
from escp_data.papers.same_bytes import without_times
from escp_data.papers.word.looks import CELL, MARK, NOTE, QUOTE, WIDE, dress
from escp_data.papers.word.parts import (
    LANGUAGE,
    describe_picture,
    describe_table,
    keep_rows_whole,
    repeat_first_row,
    say_language,
    set_widths,
    shade,
)
from escp_data.text.clean import visible

_LONGEST_PROPERTY = 255
_BULLET, _NUMBER = "List Bullet", "List Number"
_LEFTOVERS = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


@dataclass(frozen=True)
class Marked:
    """A text with figures and the small mark behind it, such as `F12`."""

    text: str
    mark: str


Text = str | Marked
Pieces = Text | Sequence[Text]
Colours = Mapping[str, tuple[str, str]]
"""What a cell says in full, and the background and ink it has (`RRGGBB`)."""


class WordPaper:
    """An editable Word document in the making."""

    def __init__(self, title: str, subject: str, as_of: date) -> None:
        """`as_of` is the date of the data: the file has no other, so that it can be made again."""
        self._document = docx.Document()
        dress(self._document, visible(title))
        self._level, self._as_of = 0, as_of
        self._properties(visible(title), visible(subject), as_of)
        self._document.add_paragraph(style="Title")
        self._write(self._document.paragraphs[-1], title)

    def heading(self, text: str, level: int, *, new_page: bool = False) -> None:
        """A heading of level 1 to 3; a ValueError for one that leaves a level out."""
        if level > self._level + 1:
            raise ValueError(f'"{text}" is a heading of level {level} beneath {self._level}')
        self._level = level
        paragraph = self._document.add_paragraph(style=f"Heading {level}")
        paragraph.paragraph_format.page_break_before = new_page or None
        self._write(paragraph, text)

    def text(self, pieces: Pieces, *, bold: str = "") -> None:
        """A paragraph, after its label in bold where there is one; none for a text of nothing."""
        self._paragraph(pieces, None, bold)

    def note(self, pieces: Pieces) -> None:
        """A paragraph in small grey print."""
        self._paragraph(pieces, NOTE)

    def quote(self, pieces: Pieces) -> None:
        """What a child said, set in."""
        self._paragraph(pieces, QUOTE)

    def bullets(self, lines: Sequence[Pieces]) -> None:
        """A list of points."""
        for line in lines:
            self._paragraph(line, _BULLET)

    def numbered(self, lines: Sequence[Pieces]) -> None:
        """The paper's one numbered list."""
        for line in lines:
            self._paragraph(line, _NUMBER)

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[Text]],
        widths: Sequence[float],
        words: str,
        colours: Colours | None = None,
    ) -> None:
        """A table with a header row that repeats, and `words` that describe it.

        `widths` are shares, which are spread over the page.
        """
        made = self._document.add_table(len(rows) + 1, len(headings), style="Table Grid")
        made.autofit = False
        for row, values in zip(made.rows, [headings, *rows], strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                self._cell(cell, value, colours or {})
        for cell in made.rows[0].cells:
            _dress_cell(cell, NAVY, "FFFFFF")
        describe_table(made, visible(words), visible(words))
        repeat_first_row(made)
        keep_rows_whole(made)
        set_widths(made, [WIDE * width / sum(widths) for width in widths])
        self._space()

    def facts(self, rows: Sequence[tuple[str, str]], words: str) -> None:
        """Labels and what they say, as a table of two columns."""
        self.table(("What", "Answer"), rows, (1, 3), words)

    def picture(
        self, content: bytes, words: str, width: float = WIDE, caption: str | None = None
    ) -> None:
        """A PNG as wide as this in millimetres, with its text alternative.

        The same words stand beneath it, where there is no shorter `caption`.
        """
        self._document.add_picture(BytesIO(content), width=Mm(width))
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        describe_picture(self._document.inline_shapes[-1], visible(words))
        self.note(words if caption is None else caption)

    def saved(self) -> bytes:
        """The file, the same bytes each time."""
        _drop_leftovers(self._document)
        written = BytesIO()
        self._document.save(written)
        return without_times(written.getvalue(), f"{self._as_of.isoformat()}T00:00:00Z")

    def _properties(self, title: str, subject: str, as_of: date) -> None:
        own, moment = self._document.core_properties, datetime(*as_of.timetuple()[:3], tzinfo=UTC)
        own.title, own.subject = title[:_LONGEST_PROPERTY], subject[:_LONGEST_PROPERTY]
        own.author = own.last_modified_by = MAKER
        own.language, own.comments, own.keywords = LANGUAGE, "", ""
        own.created = own.modified = moment
        own.revision = 1

    def _paragraph(self, pieces: Pieces, style: str | None, bold: str = "") -> None:
        if not (pieces or bold):
            return
        paragraph = self._document.add_paragraph()
        if style:
            paragraph._p.style = style_id(style)
        if bold:
            run = paragraph.add_run(f"{visible(bold)} ")
            run.bold = True
            say_language(run)
        self._write(paragraph, pieces)

    def _write(self, paragraph: Paragraph, pieces: Pieces) -> None:
        every = [pieces] if isinstance(pieces, str | Marked) else pieces
        for number, piece in enumerate(every):
            text, mark = (piece.text, piece.mark) if isinstance(piece, Marked) else (piece, "")
            run = paragraph.add_run(f"{' ' if number else ''}{visible(text)}")
            say_language(run)
            if mark:
                small = paragraph.add_run(f"[{mark}]")
                small._r.style = style_id(MARK)
                say_language(small)

    def _cell(self, cell: _Cell, value: Text, colours: Colours) -> None:
        paragraph = cell.paragraphs[0]
        paragraph._p.style = style_id(CELL)
        self._write(paragraph, value)
        look = colours.get(value if isinstance(value, str) else value.text)
        if look:
            _dress_cell(cell, *look)

    def _space(self) -> None:
        """A little room beneath a table, and Word's own rule that a paragraph comes after one."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(8)


def style_id(name: str) -> str:
    """What a style is called in the file; python-docx looks through every style to find it."""
    return name.replace(" ", "").replace("'", "")


def _dress_cell(cell: _Cell, fill: str, ink: str) -> None:
    shade(cell._tc.get_or_add_tcPr(), fill)
    for run in cell.paragraphs[0].runs:
        run.bold, run.font.color.rgb = True, RGBColor.from_string(ink)


def _drop_leftovers(document: Document) -> None:
    """python-docx's template brings a picture of its own first page, and older styles in American
    English."""
    for links in (document.part.package.rels, document.part.rels):
        for key in [key for key, each in links.items() if each.reltype in _LEFTOVERS]:
            del links[key]
