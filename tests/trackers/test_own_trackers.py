"""The trackers kept in `sample_data/trackers` are those the script makes, saved by LibreOffice."""

import zipfile

import openpyxl
import pytest
from openpyxl import Workbook

from sample_data.own_trackers import FOLDER, TRACKERS


def cells(book: Workbook) -> dict[tuple[str, str], tuple[object, str]]:
    """Every cell that holds something or is filled: its value and its colour."""
    return {
        (page.title, cell.coordinate): (
            cell.value,
            cell.fill.fgColor.rgb[-6:] if cell.fill.patternType == "solid" else "",
        )
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None or cell.fill.patternType == "solid"
    }


def merged(book: Workbook) -> dict[str, set[str]]:
    return {
        page.title: {str(each) for each in page.merged_cells.ranges} for page in book.worksheets
    }


@pytest.mark.parametrize("name", sorted(TRACKERS))
def test_the_kept_file_holds_what_the_script_writes(name: str) -> None:
    made, kept = TRACKERS[name](), openpyxl.load_workbook(FOLDER / name)
    assert cells(kept) == cells(made)
    assert merged(kept) == merged(made)


@pytest.mark.parametrize("name", sorted(TRACKERS))
def test_it_was_saved_by_libreoffice(name: str) -> None:
    with zipfile.ZipFile(FOLDER / name) as archive:
        assert b"LibreOffice" in archive.read("docProps/app.xml")


def test_nothing_else_is_kept_beside_them() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(TRACKERS)
