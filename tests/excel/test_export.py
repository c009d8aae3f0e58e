"""Files of what a page shows: text stays text in every program that opens them."""

import csv
import shutil
import subprocess
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from escp_data.excel.cells import LONGEST_CELL
from escp_data.excel.writer import comma_separated, defused, excel
from escp_data.text.clean import visible
from escp_data.text.periods import parse_period

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\ttabbed",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "＝1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","Click")',
    "- first of two points",
]
TEXTS = [
    "plain",
    "a=1",
    "3.1",
    "007",
    "2025-26 Q3",
    "'quoted",
    'say "so", then\nstop',
    "a;b,c",
    "_x0041_",
    "£ – “curly” 👍 ы",
    "<b>&amp;</b>",
    "true",
    "#N/A",
]
WRITTEN = [visible(text) for text in FORMULAS + TEXTS]
"""As a file holds them: lines end in a line feed, and nothing invisible is left."""
FACTS = [("Filters", "=none"), ("Data to", "31 December 2025")]


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """What openpyxl finds in each sheet: values, None for blank."""
    book = openpyxl.load_workbook(BytesIO(content))
    return {page.title: [[cell.value for cell in row] for row in page] for page in book}


def rows(content: bytes) -> list[list[str]]:
    """What Python's csv module reads."""
    text = content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline="")))


@pytest.fixture(scope="module")
def content() -> bytes:
    return excel({"Actions": pd.DataFrame({"Text": FORMULAS + TEXTS})}, FACTS, "=Title")


def test_a_workbook_states_its_facts_and_its_tables() -> None:
    frame = pd.DataFrame({"Ref": ["1.1", "1.2"], "Moved": [0, 2], "Rate": [1.5, np.nan]})
    other = pd.DataFrame({"A name that is longer than Excel allows": [None]})
    assert sheets(excel({"Actions": frame, "x" * 40: other}, FACTS, "Actions")) == {
        "Cover": [["Actions", None], [None, None], ["Filters", "=none"],
                  ["Data to", "31 December 2025"]],
        "Actions": [["Ref", "Moved", "Rate"], ["1.1", 0, 1.5], ["1.2", 2, None]],
        "x" * 31: [["A name that is longer than Excel allows"], [None]],
    }  # fmt: skip  # a list in few lines


def test_text_is_never_a_formula_in_the_file(content: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell for page in book for row in page for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    marked = [cell.value for cell in book["Actions"]["A"] if cell.quotePrefix]
    assert marked == WRITTEN[: len(FORMULAS)]


def test_openpyxl_and_calamine_bring_the_text_back(content: bytes) -> None:
    expected = [[text] for text in WRITTEN]
    # openpyxl alone leaves an escape as it stands in the file.
    found = [[text.replace("_x005F_", "_")] for (text,) in sheets(content)["Actions"][1:]]
    assert found == expected
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.get_sheet_by_name("Actions").to_python()[1:] == expected


def test_libreoffice_shows_the_text_as_text(content: bytes, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "from_excel.xlsx").write_bytes(content)
    frame = pd.DataFrame({"Text": FORMULAS + TEXTS, "End": "."})
    (tmp_path / "from_csv.csv").write_bytes(comma_separated(frame, []))
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"),
         "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1",
         str(tmp_path / "from_excel.xlsx"), str(tmp_path / "from_csv.csv")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip  # a list in few lines
    texts = WRITTEN
    excel_again = openpyxl.load_workbook(tmp_path / "out" / "from_excel.xlsx")
    cells = excel_again["Actions"]["A"][1:]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", text) for text in texts]
    csv_again = openpyxl.load_workbook(tmp_path / "out" / "from_csv.xlsx").worksheets[0]
    assert [cell.value for row in csv_again for cell in row if cell.data_type == "f"] == []
    assert len(csv_again["A"]) == len(texts) + 1


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_has_an_apostrophe_before_what_could_become_a_formula(text: str) -> None:
    assert rows(comma_separated(pd.DataFrame({"Text": [text]}), [])) == [
        ["Text"],
        ["'" + visible(text)],
    ]


def test_csv_leaves_other_text_as_it_is() -> None:
    found = rows(comma_separated(pd.DataFrame({"Text": TEXTS}), []))
    assert found == [["Text"], *([text] for text in TEXTS)]


def test_csv_is_as_excel_expects_and_repeats_the_facts() -> None:
    frame = pd.DataFrame({"Ref": ["1.1", "1.2"], "=Name": ["Zoë", None], "Moved": [0, -2]})
    content = comma_separated(frame, FACTS)
    assert content.startswith(b"\xef\xbb\xbfRef,'=Name,Moved,Filters,Data to\r\n")
    assert content.endswith(b"\r\n")
    assert rows(content)[1:] == [
        ["1.1", "Zoë", "0", "'=none", "31 December 2025"],
        ["1.2", "", "-2", "'=none", "31 December 2025"],
    ]


VALUES: list[tuple[object, object, object]] = [
    (None, None, ""),
    (float("nan"), None, ""),
    (np.float32("nan"), None, ""),
    (pd.NA, None, ""),
    (pd.NaT, None, ""),
    (float("inf"), "∞", "∞"),
    (-np.inf, "-∞", "'-∞"),
    (-5, -5, -5),
    (np.int64(7), 7, 7),
    (np.float64(1.5), 1.5, 1.5),
    (3.0, 3, 3),
    (1e300, 1e300, 1e300),
    (np.bool_(True), True, True),
    (parse_period("2025-26 Q3"), "2025-26 Q3", "2025-26 Q3"),
    ("", "", ""),
]


@pytest.mark.parametrize(("value", "in_excel", "in_csv"), VALUES)
def test_every_kind_of_value_has_its_form(value: object, in_excel: object, in_csv: object) -> None:
    frame = pd.DataFrame({"Value": pd.Series([value], dtype=object)})
    found = sheets(excel({"T": frame}, [], "T"))["T"][1:]
    assert found == ([[in_excel]] if in_excel != "" else [[None]])
    assert defused(value) == in_csv


def test_what_a_file_cannot_hold_is_left_out() -> None:
    text = "a\x00b\x0bc\x1bd\ud800e\ufffff"
    frame = pd.DataFrame({"Text": [text, "\x00=1"]}, dtype=object)
    assert sheets(excel({"T": frame}, [], "T"))["T"][1:] == [["abcdef"], ["=1"]]
    assert rows(comma_separated(frame, []))[1:] == [["abcdef"], ["'=1"]]


@pytest.mark.parametrize("text", ["x" * LONGEST_CELL, "👍" * (LONGEST_CELL // 2)])
def test_a_text_that_just_fits_a_cell_is_whole(text: str) -> None:
    assert sheets(excel({"T": pd.DataFrame({"Text": [text]})}, [], "T"))["T"][1:] == [[text]]


@pytest.mark.parametrize("character", ["x", "👍"])
def test_a_text_that_is_cut_says_so(character: str) -> None:
    frame = pd.DataFrame({"Text": [character * (LONGEST_CELL + 1)]})
    ((text,),) = sheets(excel({"T": frame}, [], "T"))["T"][1:]
    assert len(text.encode("utf-16-le")) <= 2 * LONGEST_CELL
    assert text.endswith(character + "…")
    assert rows(comma_separated(frame, []))[1] == [character * (LONGEST_CELL + 1)]


def test_a_fact_called_like_a_column_is_the_covers() -> None:
    frame = pd.DataFrame({"Ref": ["1.1"], "Period": ["2025-26 Q1"]})
    content = comma_separated(frame, [("Period", "2025-26 Q3"), ("Rows", "1")])
    assert rows(content) == [
        ["Ref", "Period", "Cover: Period", "Rows"],
        ["1.1", "2025-26 Q1", "2025-26 Q3", "1"],
    ]


def test_a_table_without_rows_keeps_its_headings() -> None:
    frame = pd.DataFrame({"Ref": [], "Action": []}, dtype=object)
    assert sheets(excel({"T": frame}, FACTS, "T"))["T"] == [["Ref", "Action"]]
    assert rows(comma_separated(frame, FACTS)) == [["Ref", "Action", "Filters", "Data to"]]


def test_a_sheet_is_fit_to_read_and_print(content: bytes) -> None:
    page = openpyxl.load_workbook(BytesIO(content))["Actions"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == f"A1:A{len(FORMULAS + TEXTS) + 1}"
    assert (page.page_setup.orientation, page.print_title_rows) == ("landscape", "$1:$1")
    assert page.column_dimensions["A"].width == max(map(len, FORMULAS + TEXTS)) + 2
