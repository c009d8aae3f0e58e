"""Text in a cell: what goes into any file that goes out comes back as the text it was."""

from collections.abc import Callable, Iterator
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.escape import unescape

from escp_data import contract
from escp_data.excel.cells import LONGEST_CELL, put, starts_a_formula, stored_text
from escp_data.excel.style import new_book, saved
from escp_data.excel.workbook import read_workbook
from escp_data.excel.writer import defused, excel
from escp_data.model import Problem
from escp_data.returns import annotate, template
from escp_data.returns.dropdowns import Lists
from escp_data.returns.prefill import PrefilledSheet
from escp_data.text.clean import clean
from escp_data.trackers.answers import Understood, UnderstoodRow, Value
from escp_data.trackers.conversion import as_workbook

ODD = st.sampled_from("=+-@＝＋－＠\t\n\r _x0041D\x00\x0b\x7f\u200b\u202d\ufffe\ud800👍é'<&")
TEXTS = st.text(ODD | st.characters(), max_size=30)


def put_in_a_book(text: str) -> bytes:
    book = new_book()
    put(book.worksheets[0].cell(1, 1), text)
    return saved(book)


def blank_template(text: str) -> bytes:
    return template.template(agency=text)


def prefilled_return(text: str) -> bytes:
    book = new_book()
    asked = PrefilledSheet(({"Progress update": text},), ())
    page = book.create_sheet("Progress")
    template._fill_sheet(page, contract.PROGRESS, asked, Lists(book, {}, {}), "A partnership")
    return saved(book)


def marked_copy(text: str) -> bytes:
    problem = Problem("C01", "Sheet", "A1", f"Sheet!A1: {text}")
    return annotate.annotate(put_in_a_book(text), [problem])


def copy_of_values(text: str) -> bytes:
    return saved(annotate._with_values(put_in_a_book(text)))


def converted_tracker(text: str) -> bytes:
    value = Value("progress_update", "Progress update", text, (), text, "")
    row = UnderstoodRow("Progress", (value,))
    return as_workbook(Understood("t.xlsx", "", "", "", (), (), (row,), (), ()), "2025-26 Q3", text)


def export(text: str) -> bytes:
    return excel({"Table": pd.DataFrame({"Text": [text]}, dtype=object)}, [("Filter", text)], text)


OUTPUTS: list[tuple[Callable[[str], bytes], dict[str, tuple[str, ...]]]] = [
    (blank_template, {"Cover": ("B5",)}),
    (prefilled_return, {"Progress": ("E5",)}),
    (marked_copy, {"Sheet": ("A1",), "Problems": ("E5",)}),
    (copy_of_values, {"Sheet": ("A1",)}),
    (converted_tracker, {"Cover": ("B2",), "Progress": ("E2",)}),
    (export, {"Cover": ("A1", "B3"), "Table": ("A2",)}),
]
"""What goes out, and in which cells of it the text stands."""


def by_openpyxl(book: Workbook) -> Iterator[tuple[str, str, str]]:
    """Each text's sheet, cell and words. openpyxl alone leaves an escape as the file has it."""
    for page in book:
        for row in page:
            for cell in row:
                assert cell.data_type != "f"
                yield page.title, cell.coordinate, clean(unescape(str(cell.value or "")))


@pytest.mark.parametrize(
    ("write", "places"), OUTPUTS, ids=lambda each: getattr(each, "__name__", "")
)
@pytest.mark.parametrize(
    "text",
    ["=1+1", "_x0041_bc", "_x005F_x0041_", "＝HYPERLINK(1)", "\t-1\ud800\ufffe\x7f👍", ""],
    ids=range(6),
)
def test_a_text_comes_back_from_every_file(
    write: Callable[[str], bytes], places: dict[str, tuple[str, ...]], text: str
) -> None:
    comes_back(write(text), places, text)


@given(TEXTS)
def test_any_text_comes_back(text: str) -> None:
    """All that goes out is written by `put`; the whole files take longer."""
    comes_back(put_in_a_book(text), {"Sheet": ("A1",)}, text)


def comes_back(content: bytes, places: dict[str, tuple[str, ...]], text: str) -> None:
    """Both readers find the text in each of its places."""
    found = {
        (sheet, cell): words
        for sheet, cell, words in by_openpyxl(openpyxl.load_workbook(BytesIO(content)))
    }
    wanted = {(sheet, cell): clean(text) for sheet, cells in places.items() for cell in cells}
    assert {place: found.get(place, "") for place in wanted} == wanted
    grids = {grid.name: grid.rows for grid in read_workbook(content, "w.xlsx").sheets}
    for (sheet, cell), words in wanted.items():
        row, column = int(cell[1:]) - 1, ord(cell[0]) - ord("A")
        rows = grids[sheet]
        value = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        assert clean(str(value or "")) == words


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\ta", "\na", "\ra", " =1", "\xa0=1", "\u200b=1", *"＝＋－＠"]
)
def test_what_starts_a_formula_is_quoted_in_a_cell_and_in_csv(text: str) -> None:
    cell = new_book().worksheets[0].cell(1, 1)
    put(cell, text)
    assert cell.quotePrefix
    assert str(defused(text)).startswith("'")


@pytest.mark.parametrize("text", ["a=1", "1-1", "'=1", "_=1", "a\t=1", "a\n=1", ""])
def test_what_starts_no_formula_is_not_quoted(text: str) -> None:
    cell = new_book().worksheets[0].cell(1, 1)
    put(cell, text)
    assert not cell.quotePrefix
    assert defused(text) == text
    assert not starts_a_formula(text)


@pytest.mark.parametrize("value", [0, 1.5, True, None])
def test_other_values_stay_what_they_are(value: float | None) -> None:
    cell = new_book().worksheets[0].cell(1, 1, "before")
    put(cell, value)
    assert cell.value == ("before" if value is None else value)


@pytest.mark.parametrize("text", ["", "\x00\u200b\ud800", "_x000D_"])
def test_a_text_of_nothing_leaves_the_cell_blank(text: str) -> None:
    cell = new_book().worksheets[0].cell(1, 1)
    put(cell, text)
    assert (cell.value, cell.data_type) == (None, "n")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("x" * 32_767, "x" * 32_767),
        ("x" * 32_768, "x" * 32_766 + "…"),
        ("👍" * 16_383 + "x", "👍" * 16_383 + "x"),
        ("👍" * 16_384, "👍" * 16_383 + "…"),
        ("x👍" + "y" * 32_764, "x👍" + "y" * 32_764),
        ("_x0041_" + "x" * 32_754, "_x005F_x0041_" + "x" * 32_754),
        ("_x0041_" + "x" * 32_755, "_x005F_x0041_" + "x" * 32_753 + "…"),
        ("_x0041" * 6_000, "_x0041…"),
    ],
    ids=range(8),
)
def test_a_long_text_is_cut_and_says_so(text: str, kept: str) -> None:
    """Nothing is left for openpyxl to cut, in the middle of an escape or of an emoji."""
    assert stored_text(text) == kept
    assert len(kept.encode("utf-16-le")) <= 2 * LONGEST_CELL
    page = openpyxl.load_workbook(BytesIO(put_in_a_book(text))).worksheets[0]
    assert page.cell(1, 1).value == kept
