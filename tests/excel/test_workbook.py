"""A workbook's sheets as grids: values where they stand, and nothing lost without a word."""

import io
import math
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from escp_data.errors import WorkbookRefused
from escp_data.excel.workbook import CellError, Grid, Value, read_workbook
from escp_data.rule import CATALOGUE
from tests import hostile, hostile_xml, xlsx
from tests.libreoffice import needs_libreoffice, resaved
from tests.xlsx import read_fills


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def only_sheet(content: bytes) -> Grid:
    (grid,) = read_workbook(content, "return.xlsx").sheets
    return grid


def rows(xml: str, **more: str | bytes) -> list[list[Value]]:
    return only_sheet(xlsx.book(xml, **more)).rows


def test_a_sheet_is_read_at_its_own_positions() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Progress"
    sheet["B3"], sheet["D3"], sheet["C5"] = "Ref", "RAG", 1.5
    found = read_workbook(saved(book), "return.xlsx")
    assert (found.name, found.sheets) == (
        "return.xlsx",
        (
            Grid(
                "Progress",
                [
                    [None, None, None, None],
                    [None, None, None, None],
                    [None, "Ref", None, "RAG"],
                    [None, None, None, None],
                    [None, None, 1.5, None],
                ],
            ),
        ),
    )


def test_values_keep_their_kind() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    values: list[Value] = [
        7,
        -2.25,
        True,
        " text\u00a0",
        "007",
        date(2026, 3, 31),
        datetime(2026, 3, 31, 14, 30),
        time(9, 15),
        timedelta(hours=30),
        "'quoted",
    ]
    sheet.append(values)
    read = only_sheet(saved(book)).rows[0]
    assert read == values
    assert [type(value) for value in read] == [type(value) for value in values]


def test_dates_of_the_1904_system() -> None:
    book = openpyxl.Workbook()
    book.epoch = datetime(1904, 1, 1)
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = date(2025, 12, 31)
    assert only_sheet(saved(book)).rows == [[date(2025, 12, 31)]]


def test_numbers_no_sheet_can_hold_become_errors() -> None:
    read = rows('<row r="1"><c r="A1"><v>inf</v></c><c r="B1"><v>1e300</v></c></row>')
    assert read == [[CellError("#NUM!"), 1e300]]
    assert isinstance(read[0][1], float)
    assert not any(isinstance(value, float) and math.isnan(value) for value in read[0])


def test_errors_of_the_spreadsheet_are_not_text() -> None:
    cells = (
        '<c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="C1" t="str"><v>#N/A</v></c><c r="D1" t="e"><v>#SPILL!</v></c>'
        '<c r="E1" t="str"><v>say t="e" &amp; go</v></c>'
    )
    read = rows(f'<row r="1">{cells}</row>')
    assert read == [["#REF!", "#DIV/0!", "#N/A", "#SPILL!", 'say t="e" & go']]
    assert [isinstance(value, CellError) for value in read[0]] == [True, True, False, True, False]


def test_formulas_without_a_result_are_reported_where_they_stand() -> None:
    grid = only_sheet(
        xlsx.book(
            '<row r="2"><c r="B2"><f>1+1</f><v>2</v></c><c r="C2"><f>1+1</f></c>'
            '<c r="D2" t="str"><f>""</f><v></v></c><c r="E2"><f>1+1</f><v></v></c></row>'
            '<row r="3"><c r="A3"><f t="shared" ref="A3:A4" si="0">B2</f><v>2</v></c></row>'
            '<row r="4"><c r="A4"><f t="shared" si="0"/></c><c r="B4"><f>1</f><v/></c></row>'
        )
    )
    assert grid.uncalculated == {(1, 2), (1, 4), (3, 0), (3, 1)}
    assert grid.rows == [
        [None, None, None, None],
        [None, 2, None, None],
        [2, None, None, None],
    ]


def test_openpyxl_formulas_were_never_calculated() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([1, "=A1*2", 3])
    grid = only_sheet(saved(book))
    assert grid == Grid("Sheet", [[1, None, 3]], uncalculated=frozenset({(0, 1)}))


def test_a_merged_range_stands_for_every_cell_it_spans() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Ref", "Agency"], ["1.1", "Council"], [None, "Police"], [None, "Health"]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("A6:B9")
    grid = only_sheet(saved(book))
    assert grid.merged == ((1, 0, 3, 0),)
    assert grid.filled(columns=[0]) == [
        ["Ref", "Agency"],
        ["1.1", "Council"],
        ["1.1", "Police"],
        ["1.1", "Health"],
    ]
    assert grid.filled(columns=[1]) == grid.rows
    assert grid.rows[2] == [None, "Police"]


def test_a_merged_heading_fills_its_row() -> None:
    grid = Grid("Sheet", [["Q1", None, "Q2"], ["RAG", "Update", "RAG"]], merged=((0, 0, 0, 1),))
    assert grid.filled(rows=[0]) == [["Q1", "Q1", "Q2"], ["RAG", "Update", "RAG"]]


def test_hidden_sheets_are_read_and_chart_sheets_are_not() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Hidden").sheet_state = "hidden"
    book.create_sheet("Very hidden").sheet_state = "veryHidden"
    book.create_chartsheet("Chart")
    sheets = read_workbook(saved(book), "return.xlsx").sheets
    assert [(grid.name, grid.hidden) for grid in sheets] == [
        ("Sheet", False),
        ("Hidden", True),
        ("Very hidden", True),
    ]


def test_cells_without_a_place_follow_one_another() -> None:
    xml = "<row><c><v>1</v></c><c t='e'><v>#N/A</v></c></row><row><c/><c><f>1</f></c></row>"
    grid = only_sheet(xlsx.book(xml))
    assert grid.rows == [[1, CellError("#N/A")]]
    assert isinstance(grid.rows[0][1], CellError)
    assert grid.uncalculated == {(1, 1)}


@pytest.mark.parametrize("name", sorted(hostile.NOT_READ.keys() - hostile.HEAVY))
def test_hostile_files_are_refused_with_their_code(name: str) -> None:
    make, code = hostile.NOT_READ[name]
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(make(), "return.xlsx")
    assert refused.value.code == code
    assert code in CATALOGUE
    assert str(refused.value).startswith("return.xlsx")
    assert str(refused.value).endswith(".")


def test_every_code_is_shown_by_a_file() -> None:
    assert {code for _, code in hostile.REFUSED.values()} == {
        code for code in CATALOGUE if code.startswith("F")
    }


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("small", (2, 2)),
        ("wrong dimension", (3, 2)),
        ("formulas in every cell", (5_000, 6)),
        ("duplicate headers", (1, 2)),
        ("false number of texts", (1, 1)),
        ("external link", (1, 1)),
        ("overlapping merges", (1000, 1)),
        ("picture with doctype", (0, 0)),
    ],
)
def test_alarming_files_are_read(name: str, shape: tuple[int, int]) -> None:
    grid = only_sheet(hostile.READABLE[name]())
    assert (len(grid.rows), grid.width) == shape
    assert grid.filled(columns=[0])[:1] == grid.rows[:1]


def test_awkward_names_and_scripts_are_only_text() -> None:
    sheets = read_workbook(hostile.awkward_names(), "return.xlsx").sheets
    assert tuple(grid.name for grid in sheets) == hostile.AWKWARD_NAMES
    assert only_sheet(hostile.right_to_left()).rows == [list(hostile.MANY_SCRIPTS)]


def test_what_may_not_be_opened_is_not_read() -> None:
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(hostile.encrypted(), "return.xlsx")
    assert refused.value.code == "F03"


def test_the_message_names_the_sheet_that_is_too_long() -> None:
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(hostile_xml.too_many_rows(), "return.xlsx")
    assert str(refused.value) == (
        "return.xlsx, sheet Sheet, has something in row 60,021, and 60,000 rows are the most: "
        "delete the rows below the table, or split it."
    )


def test_sixty_thousand_rows_below_a_header_are_read() -> None:
    xml = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 60_002))
    assert len(rows(xml)) == 60_001


def test_fills_come_as_rgb_whatever_way_they_are_stated() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    colours = [
        Color(rgb="FFFF0000"),
        Color(indexed=13),
        Color(theme=9),
        Color(theme=4, tint=0.5),
        Color(theme=0, tint=-0.5),
    ]
    for column, colour in enumerate(colours, 1):
        sheet.cell(2, column).fill = PatternFill("solid", fgColor=colour)
    sheet.cell(3, 1, "hatched").fill = PatternFill("gray125", fgColor="FF00FF00")
    assert read_fills(saved(book), "Sheet") == {
        (1, 0): "FF0000",
        (1, 1): "FFFF00",
        (1, 2): "F79646",
        (1, 3): "A7C0DE",
        (1, 4): "808080",
    }


@needs_libreoffice
def test_a_workbook_saved_by_libreoffice_reads_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Ref", "Due", "Sum", "Error"])
    sheet.append(["1.1", date(2026, 3, 31), "=1+1", "=1/0"])
    sheet.append([None, 0.5, True, '=""'])
    sheet.merge_cells("A2:A3")
    sheet["A2"].fill = PatternFill("solid", fgColor="FFFFC000")
    content = resaved(saved(book), tmp_path)
    grid = only_sheet(content)
    assert grid == Grid(
        "Sheet",
        [
            ["Ref", "Due", "Sum", "Error"],
            ["1.1", date(2026, 3, 31), 2, CellError("#DIV/0!")],
            [None, 0.5, True, None],
        ],
        merged=((1, 0, 2, 0),),
    )
    assert isinstance(grid.rows[1][3], CellError)
    assert read_fills(content, "Sheet")[1, 0] == "FFC000"
