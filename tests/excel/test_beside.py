"""What a cell says beside its text: notes, struck-out and raised parts, what is hidden."""

import io
from collections.abc import Callable, Mapping

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.filters import AutoFilter, FilterColumn, Filters
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from escp_data import MAKER
from escp_data.errors import WorkbookRefused
from escp_data.excel.beside import NOTHING, Beside
from escp_data.excel.notes import BEFORE, CHECKS, MAX_NOTES
from escp_data.excel.runs import MAX_PLACES
from escp_data.excel.workbook import Grid, read_workbook
from tests import xlsx

_RAISED, _LOWERED = InlineFont(vertAlign="superscript"), InlineFont(vertAlign="subscript")
_STRUCK, _PLAIN = InlineFont(strike=True), InlineFont()
_MICROSOFT = "http://schemas.microsoft.com/office/2017/10/relationships"
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def new_sheet() -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    return book, sheet


def grid_of(book: openpyxl.Workbook) -> Grid:
    target = io.BytesIO()
    book.save(target)
    return read_workbook(target.getvalue(), "return.xlsx").sheets[0]


def rich(*parts: str | tuple[InlineFont, str]) -> CellRichText:
    return CellRichText(*(each if isinstance(each, str) else TextBlock(*each) for each in parts))


def read(content: bytes) -> Grid:
    return read_workbook(content, "return.xlsx").sheets[0]


def with_texts(items: str, cells: str, styles: str = "") -> Grid:
    """A sheet whose one row has these cells, over a list of shared texts."""
    made = xlsx.parts({"Sheet": xlsx.sheet(f'<row r="1">{cells}</row>')})
    made["xl/sharedStrings.xml"] = f'<sst xmlns="{xlsx.MAIN}">{items}</sst>'
    if styles:
        made["xl/styles.xml"] = f'<styleSheet xmlns="{xlsx.MAIN}">{styles}</styleSheet>'
        rels = "xl/_rels/workbook.xml.rels"
        related = f'<Relationship Id="s" Type="{xlsx.OFFICE}/styles" Target="styles.xml"/>'
        made[rels] = str(made[rels]).replace("</Relationships>", f"{related}</Relationships>")
    return read(xlsx.zipped(made))


def test_a_tidy_sheet_has_nothing_beside() -> None:
    assert read(xlsx.small()).beside is NOTHING


@pytest.mark.parametrize(
    ("text", "reads", "beside"),
    [
        (rich("312", (_RAISED, "2")), "312", "raised"),
        (rich((_RAISED, "1"), "312"), "312", "raised"),
        (rich("312", (_RAISED, "1, 2"), (_PLAIN, " so far")), "312 so far", "raised"),
        (rich("312", (_RAISED, "*")), "312", "raised"),
        (rich("312", (_LOWERED, "2")), "312", "raised"),
        (rich((_STRUCK, "14"), "17"), "17", "part struck"),
        (rich((_STRUCK, "Amber"), (_PLAIN, " Green")), " Green", "part struck"),
        (rich((_STRUCK, "14"), "17", (_RAISED, "2")), "17", "both"),
        (rich((_STRUCK, "14"), (_RAISED, "2")), "14", "struck and raised"),
        (rich((_STRUCK, "14"), (_STRUCK, " or 15")), "14 or 15", "struck"),
        (rich("On the 1", (_RAISED, "st"), " of May"), "On the 1st of May", ""),
        (rich("CO", (_LOWERED, "2"), " levels"), "CO2 levels", ""),
        (rich((_RAISED, "2")), "2", ""),
        (rich("bold", (InlineFont(b=True), "er")), "bolder", ""),
        (rich("17", (InlineFont(strike=False, vertAlign="baseline"), "5")), "175", ""),
    ],
)
def test_raised_signs_and_struck_out_parts_are_left_out(
    text: CellRichText, reads: str, beside: str
) -> None:
    book, sheet = new_sheet()
    sheet["B2"] = text
    grid, at = grid_of(book), (1, 1)
    assert grid.rows[1][1] == reads
    whole = {at: str(text)}
    expected = {
        "": Beside(),
        "raised": Beside(raised={at: reads}, whole=whole),
        "part struck": Beside(part_struck={at: reads}, whole=whole),
        "both": Beside(raised={at: reads}, part_struck={at: reads}, whole=whole),
        "struck and raised": Beside(struck=frozenset({at}), raised={at: reads}, whole=whole),
        "struck": Beside(struck=frozenset({at})),
    }
    assert grid.beside == expected[beside]


def test_shared_texts_are_read_alike_in_every_cell() -> None:
    items = (
        "<si><t>plain</t></si>"
        '<si><r><t>312</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r>'
        '<rPh sb="0" eb="1"><t>three</t></rPh></si>'
        f'<x:si xmlns:x="{xlsx.MAIN}"><x:r><x:rPr><x:strike/></x:rPr><x:t>14</x:t></x:r>'
        '<x:r><x:t xml:space="preserve"> 17 &amp; up_x000D_</x:t></x:r></x:si>'
        '<si><r><rPr><strike val="0"/></rPr><t>a</t></r><r><rPr><strike val="false"/></rPr>'
        "<t>b</t></r></si>"
    )
    cells = "".join(
        f'<c r="{letter}1" t="s"><v>{number}</v></c>'
        for letter, number in zip("ABCDE", (0, 1, 2, 3, 1), strict=True)
    )
    grid = with_texts(items, cells)
    assert grid.rows == [["plain", "312", " 17 & up\r", "ab", "312"]]
    assert grid.beside.raised == {(0, 1): "312", (0, 4): "312"}
    assert grid.beside.part_struck == {(0, 2): " 17 & up\r"}
    assert grid.beside.whole == {(0, 1): "3122", (0, 4): "3122", (0, 2): "14 17 & up\r"}


_TWO_FORMATS = (
    '<fonts><font/><font><strike/></font><font><vertAlign val="superscript"/></font></fonts>'
    '<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs>'
)


@pytest.mark.parametrize(
    ("cell", "reads", "beside"),
    [
        ('<c r="A1" s="1"><v>7</v></c>', 7, Beside(struck=frozenset({(0, 0)}))),
        ('<c r="A1" s="1" t="s"><v>0</v></c>', "word", Beside(struck=frozenset({(0, 0)}))),
        ('<c r="A1" s="0" t="s"><v>1</v></c>', "1417", NOTHING),
        (
            '<c r="A1" s="1" t="s"><v>1</v></c>',
            "17",
            Beside(part_struck={(0, 0): "17"}, whole={(0, 0): "1417"}),
        ),
        (
            '<c r="A1" s="2" t="s"><v>1</v></c>',
            "17",
            Beside(raised={(0, 0): "17"}, whole={(0, 0): "1417"}),
        ),
        ('<c r="A1" s="2" t="s"><v>0</v></c>', "word", NOTHING),
        ('<c r="A1" s="2"><v>7</v></c>', 7, NOTHING),
        ('<c r="A1" s="0"><v>7</v></c><c r="B1" s="1"/>', 7, Beside()),
    ],
)
def test_a_part_without_a_font_of_its_own_has_the_cells(
    cell: str, reads: object, beside: Beside
) -> None:
    items = "<si><t>word</t></si><si><r><t>14</t></r><r><rPr><b/></rPr><t>17</t></r></si>"
    grid = with_texts(items, cell, _TWO_FORMATS)
    assert grid.rows[0][0] == reads
    assert grid.beside == beside


def test_a_format_that_is_struck_out() -> None:
    book, sheet = new_sheet()
    sheet["A1"], sheet["B1"], sheet["C1"] = "old", 7, "new"
    sheet["A1"].font = sheet["B1"].font = sheet["D1"].font = Font(strike=True)
    grid = grid_of(book)
    assert grid.rows == [["old", 7, "new"]]
    assert grid.beside == Beside(struck=frozenset({(0, 0), (0, 1)}))


# --- notes ---------------------------------------------------------------------------------------


def test_notes_are_found_also_on_cells_without_a_value() -> None:
    book, sheet = new_sheet()
    sheet["A1"] = "RAG"
    sheet["A1"].comment = Comment("should be Amber", "officer")
    sheet["C9"].comment = Comment("two workshops held", "officer")
    assert grid_of(book).beside.notes == {(0, 0): "should be Amber", (8, 2): "two workshops held"}


@pytest.mark.parametrize(
    ("author", "text", "notes"),
    [
        (MAKER, "Red, Amber or Green.", {}),
        (f"{MAKER}-later", "Red, Amber or Green.", {}),
        (CHECKS, "C05: RAG must be Red, Amber or Green.", {}),
        (CHECKS, f"C05: RAG must be Red.\n\n{BEFORE}\nAmber!", {(0, 0): "Amber!"}),
        (" ", "C05: RAG must be Red, Amber or Green.", {}),
        ("officer", "C05: I do not understand this", {(0, 0): "C05: I do not understand this"}),
        (" ", "Amber", {(0, 0): "Amber"}),
    ],
)
def test_our_own_notes_are_none(
    author: str, text: str, notes: Mapping[tuple[int, int], str]
) -> None:
    book, sheet = new_sheet()
    sheet["A1"] = "RAG"
    sheet["A1"].comment = Comment(text, author)
    assert grid_of(book).beside.notes == notes


def test_threads_of_comments_come_before_the_notes_that_repeat_them() -> None:
    made = xlsx.parts({"Sheet": xlsx.sheet('<row r="1"><c r="A1"><v>1</v></c></row>')})
    made["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{xlsx.PACKAGE}relationships">'
        f'<Relationship Id="a" Type="{xlsx.OFFICE}/comments" Target="../comments1.xml"/>'
        f'<Relationship Id="b" Type="{_MICROSOFT}/threadedComment"'
        ' Target="/xl/threadedComments/threadedComment1.xml"/></Relationships>'
    )
    made["xl/comments1.xml"] = (
        f'<comments xmlns="{xlsx.MAIN}"><authors><author>tc={{1}}</author></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><t>[Threaded comment] Amber?</t></text></comment>'
        "</commentList></comments>"
    )
    made["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{_THREADS}"><threadedComment ref="A1" id="{{1}}">'
        '<text>Amber?</text></threadedComment><threadedComment ref="A1" parentId="{1}">'
        "<text>Yes</text></threadedComment></ThreadedComments>"
    )
    assert read(xlsx.zipped(made)).beside == Beside(notes={(0, 0): "Amber?\nYes"})


# --- hidden --------------------------------------------------------------------------------------


def test_hidden_rows_and_columns_as_far_as_the_rows_reach() -> None:
    book, sheet = new_sheet()
    for row in range(1, 5):
        sheet.append([row, "text", row])
    for hidden in (2, 3, 9):
        sheet.row_dimensions[hidden].hidden = True
    for letter in ("B", "H"):
        sheet.column_dimensions[letter].hidden = True
    assert grid_of(book).beside == Beside(
        hidden_rows=frozenset({1, 2}), hidden_columns=frozenset({1})
    )


def test_hidden_rows_without_a_number_are_counted() -> None:
    row = "<row hidden='true'><c><v>{0}</v></c></row><row hidden='0'><c><v>{0}</v></c></row>"
    grid = read(xlsx.book(f'<row r="3"><c r="A3"><v>1</v></c></row>{row.format(5)}'))
    assert grid.beside == Beside(hidden_rows=frozenset({3}))


@pytest.mark.parametrize("on_a_table", [False, True])
@pytest.mark.parametrize("is_set", [False, True])
def test_a_filter_counts_only_where_it_is_set(on_a_table: bool, is_set: bool) -> None:
    book, sheet = new_sheet()
    for row in (["RAG"], ["Red"], ["Green"]):
        sheet.append(row)
    if on_a_table:
        table = Table(displayName="T", ref="A1:A3")
        sheet.add_table(table)
    filtered = AutoFilter(ref="A1:A3") if on_a_table else sheet.auto_filter
    filtered.ref = "A1:A3"
    if on_a_table:
        sheet.tables["T"].autoFilter = filtered
    if is_set:
        filtered.filterColumn.append(FilterColumn(colId=0, filters=Filters(filter=["Red"])))
    assert grid_of(book).beside == Beside(filtered=is_set)


@pytest.mark.parametrize(
    ("state", "hidden", "very_hidden"),
    [("visible", False, False), ("hidden", True, False), ("veryHidden", True, True)],
)
def test_hidden_and_very_hidden_sheets(state: str, hidden: bool, very_hidden: bool) -> None:
    book, _ = new_sheet()
    second = book.create_sheet("Second")
    second.sheet_state = state
    target = io.BytesIO()
    book.save(target)
    grid = read_workbook(target.getvalue(), "return.xlsx").sheets[1]
    assert (grid.hidden, grid.very_hidden) == (hidden, very_hidden)


# --- more than can be looked at ------------------------------------------------------------------

_STRIKE = "<rPr><strike/></rPr>"


def _many_struck() -> bytes:
    cell = f"<is><r>{_STRIKE}<t>1</t></r></is>"
    return xlsx.book(
        "".join(
            f'<row r="{i}"><c r="A{i}" t="inlineStr">{cell}</c></row>' for i in range(1, 15_000)
        )
    )


def _one_text_of_many_parts() -> bytes:
    parts = f"<r>{_STRIKE}<t>1</t></r><r><t>2</t></r>" * 200_000
    return xlsx.book(f'<row r="1"><c r="A1" t="inlineStr"><is>{parts}</is></c></row>')


def _many_notes() -> bytes:
    made = xlsx.parts({"Sheet": xlsx.sheet('<row r="1"><c r="A1"><v>1</v></c></row>')})
    made["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{xlsx.PACKAGE}relationships">'
        f'<Relationship Id="a" Type="{xlsx.OFFICE}/comments" Target="../comments1.xml"/>'
        "</Relationships>"
    )
    notes = "".join(
        f'<comment ref="A{i}"><text><t>x</t></text></comment>' for i in range(1, 200_000)
    )
    made["xl/comments1.xml"] = f'<comments xmlns="{xlsx.MAIN}">{notes}</comments>'
    return xlsx.zipped(made)


@pytest.mark.parametrize("make", [_many_struck, _one_text_of_many_parts, _many_notes])
def test_what_is_beside_ends_somewhere(make: Callable[[], bytes]) -> None:
    beside = read(make()).beside
    assert beside.cut
    assert len(beside.struck) <= MAX_PLACES
    assert len(beside.notes) <= MAX_NOTES


def test_parts_that_never_end_are_damage() -> None:
    parts = "<r><rPr><strike><t>1" * 500_000
    with pytest.raises(WorkbookRefused) as refusal:
        read(xlsx.book(f'<row r="1"><c r="A1" t="inlineStr"><is>{parts}'))
    assert refusal.value.code == "F10"
