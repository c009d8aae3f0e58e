"""The data pack: cover, contents, notes, one marked table a sheet; it comes back in."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from escp_data.contract import SHEETS
from escp_data.markers import SUPPRESSED
from escp_data.papers.data_pack import NOTES, data_pack
from escp_data.papers.pack_sheets import HEADER_ROW
from escp_data.records.changes import changes
from escp_data.store.database import Store
from escp_data.validation.checks import check_workbook
from tests.papers.conftest import VIEW


@pytest.fixture(scope="module")
def pack(sample: Store) -> bytes:
    return data_pack(sample, VIEW)


@pytest.fixture(scope="module")
def book(pack: bytes) -> Workbook:
    return load_workbook(BytesIO(pack))


def test_it_comes_back_and_changes_nothing(pack: bytes, sample: Store) -> None:
    """A number that is never told reads `[c]` before and after, whatever it is."""
    checked = check_workbook(pack, "pack.xlsx", sample)
    assert checked.errors == ()
    assert [each.code for each in checked.warnings] == ["W36"]
    found = changes(sample, checked)
    assert [each.sheet for each in found if each.new] == []
    told = {(cell.old, cell.new) for each in found for cell in each.changed}
    assert told <= {(SUPPRESSED, SUPPRESSED)}
    assert sum(each.unchanged for each in found) > 1_800


def test_cover_contents_and_notes_come_first(book: Workbook) -> None:
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    cover = {row[0].value: row[1].value for row in book["Cover"].iter_rows() if row[0].value}
    assert (cover["Period"], cover["Agency"]) == ("2025-26 Q3", "All agencies")
    assert {"Plan shown", "Date of the data", "Last upload", "Seal", "Made by"} <= set(cover)
    listed = [row[0].value for row in book["Contents"].iter_rows(min_row=HEADER_ROW + 1)]
    assert [name for name in listed if name in book.sheetnames] == book.sheetnames[3:]
    notes = [row[0].value for row in book["Notes"].iter_rows(min_row=HEADER_ROW + 1)]
    assert notes == [label for label, _ in NOTES]
    assert notes[:3] == ["[c]", "[x]", "[z]"]


def test_each_sheet_is_one_marked_table_without_merged_cells(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.merged_cells.ranges == set()
        assert sheet.sheet_state == "visible"
        [table] = sheet.tables.values()
        assert table.ref == f"A{HEADER_ROW}:{sheet.dimensions.partition(':')[2]}"
        heads = [cell.value for cell in sheet[HEADER_ROW]]
        assert all(heads)
        assert len(set(heads)) == len(heads)
        assert [sheet["A1"].value, sheet.freeze_panes] == [sheet.title, f"A{HEADER_ROW + 1}"]


def test_what_children_said_is_for_reading_only(book: Workbook) -> None:
    assert "Voice" not in book.sheetnames
    assert {sheet.name for sheet in SHEETS} - {"Voice", "Benchmarks"} <= set(book.sheetnames)
    heads, *rows = [
        [cell.value for cell in row] for row in book["Voice shown"].iter_rows(min_row=HEADER_ROW)
    ]
    agency, children = heads.index("Agency"), heads.index("Children involved")
    assert {row[agency] for row in rows if row[children] in ("[c]", "[x]")} == {None}


def test_nothing_of_a_later_quarter_is_in_it(book: Workbook) -> None:
    periods = {row[1].value for row in book["Progress"].iter_rows(min_row=HEADER_ROW + 1)}
    assert max(map(str, periods)) == "2025-26 Q3"


def test_made_again_it_is_the_same(pack: bytes, sample: Store) -> None:
    assert data_pack(sample, VIEW) == pack
