"""Merged cells: what they cover says nothing, on every sheet."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from escp_data.contract import PROGRESS, SHEETS, Column, Sheet
from escp_data.excel.workbook import Grid, read_workbook
from escp_data.records.changes import changes
from escp_data.store.database import Store, open_store
from escp_data.validation.checks import check_workbook
from escp_data.validation.tables import match_sheets, read_table
from tests.scenarios import BU, Partnership, codes, told

SAMPLES = Path(__file__).parents[2] / "sample_data"
EVERY = [(sheet, column) for sheet in SHEETS for column in sheet.columns]


def covered(sheet: Sheet, column: Column, below: object = None) -> dict[int, dict[str, Any]]:
    """The rows of a sheet in which a column's cell is merged over both, as they are read."""
    headings = [each.name for each in sheet.columns]
    at = headings.index(column.name)
    rows: list[list[Any]] = [headings, *([each.name for each in sheet.columns] for _ in range(2))]
    rows[2][at] = below
    table = read_table(Grid(sheet.name, rows, merged=((1, at, 2, at),)), sheet)
    fields = [each.field for each in sheet.columns]
    return {
        row.number: dict(zip(fields, row.values, strict=True)) | {"covered": row.covered}
        for row in (*table.rows, *table.unfilled)
    }


@pytest.mark.parametrize(
    ("sheet", "column"), EVERY, ids=[f"{sheet.name}, {column.name}" for sheet, column in EVERY]
)
def test_a_covered_cell_is_that_of_the_merged_one_or_says_nothing(
    sheet: Sheet, column: Column
) -> None:
    """Where it names a row and may be blank, a blank would be another row: it is filled."""
    for below in (None, "nobody sees it"):
        first, second = covered(sheet, column, below).values()
        assert (first[column.field], first["covered"]) == (column.name, frozenset())
        assert second[column.field] == (column.name if column.fills_down else None)
        assert second["covered"] == (set() if column.fills_down else {column.field})
        assert column.fills_down or column.required or not column.key


def test_a_merged_cell_covers_those_beside_it() -> None:
    headings = ["Ref", "Period", "RAG", "Progress update", "Evidence", "Next steps"]
    rows: list[list[Any]] = [
        headings,
        ["1.1", "2025-26 Q3", "Red", "Both", None, "Next"],
        ["1.2", "2025-26 Q3", "Red", None, None, "Next"],
    ]
    table = read_table(Grid("Progress", rows, merged=((1, 3, 2, 4),)), PROGRESS)
    assert [row.covered for row in table.rows] == [
        {"evidence"},
        {"progress_update", "evidence"},
    ]


def test_a_formula_under_a_merged_cell_is_not_asked_about() -> None:
    rows: list[list[Any]] = [
        ["Ref", "Period", "RAG", "Evidence"],
        ["1.1", "2025-26 Q3", "Red", "Both"],
        ["1.2", "2025-26 Q3", "Red", None],
    ]
    grid = Grid("Progress", rows, merged=((1, 3, 2, 3),), uncalculated=frozenset({(2, 3)}))
    table = read_table(grid, PROGRESS)
    assert table.rows[1].values[PROGRESS.columns.index(PROGRESS.column("Evidence"))] is None


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Store:
    return open_store(sample_store)


def merge_all(page: Worksheet, sheet: Sheet, header: int, columns: dict[str, int]) -> int:
    """Merge every column that may be blank over the first two rows; gives how many."""
    free = [c.field for c in sheet.columns if not c.required and not c.key]
    places = [columns[field] for field in free if columns.get(field)]
    for place in places:
        page.merge_cells(
            start_row=header + 1, end_row=header + 2, start_column=place, end_column=place
        )
    return len(places)


def merged(name: str) -> bytes:
    content = (SAMPLES / name).read_bytes()
    book, grids = load_workbook(BytesIO(content)), read_workbook(content, name).sheets
    count = 0
    for each, grid in match_sheets(grids).tables.items():
        sheet = next(sheet for sheet in SHEETS if sheet.name == each)
        table = read_table(grid, sheet)
        fields = [column.field for column in sheet.columns]
        columns = {
            field: place + 1
            for field, place in zip(fields, table.positions, strict=False)
            if place is not None
        }
        if len(table.rows) > 1:
            count += merge_all(book[grid.name], sheet, table.header, columns)
    assert count > 10
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def emptied(store: Store, content: bytes) -> set[tuple[str, str, str]]:
    checked = check_workbook(content, "return.xlsx", store)
    return {
        (each.sheet, change.key, change.column)
        for each in changes(store, checked)
        for change in each.changed
        if change.new is None
    } | {("W25", each.cell, "") for each in checked.problems if each.code == "W25"}


@pytest.mark.parametrize("name", ["plan.xlsx", "2025-26_Q3.xlsx", "2025-26_Q4.xlsx"])
def test_merged_cells_empty_nothing_on_record(store: Store, name: str) -> None:
    before = emptied(store, (SAMPLES / name).read_bytes())
    assert emptied(store, merged(name)) - before == set()


def test_a_rag_that_changes_takes_no_reason_from_under_a_merged_cell(tmp_path: Path) -> None:
    """A reason on record is of the RAG on record; a merged one is of its first row."""
    rows = [
        told("Amber", "Staff left", "1.1", Evidence="e"),
        told("Green", ref="2.1", Evidence="f"),
    ]
    base = Partnership.base(tmp_path)
    base.send(BU, "Q3", Progress=rows)
    for now, expected in (("Green", []), ("Red", ["K10"])):
        again = [rows[0], rows[1] | {"RAG": now}]
        book = load_workbook(BytesIO(base.workbook(BU, "Q3", Progress=again)))
        page = book["Progress"]
        headings = [cell.value for cell in page[1]]
        for name in ("RAG reason", "Evidence"):
            at = headings.index(name) + 1
            page.merge_cells(start_row=2, end_row=3, start_column=at, end_column=at)
        written = BytesIO()
        book.save(written)
        checked = check_workbook(written.getvalue(), "merged.xlsx", base.store)
        assert [each.code for each in checked.errors] == expected
        assert "W25" not in codes(checked)
