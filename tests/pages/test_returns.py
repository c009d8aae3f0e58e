"""The returns board on screen: states, what is owed, and the forms to send."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from escp_data.store.database import Store
from escp_data.validation.checks import check_workbook
from tests.pages.conftest import Downloads
from tests.pages.reading import lines, table, words
from tests.stores import progress, put, return_workbook

Open = Callable[..., AppTest]
POLICE_FORM = "escp-return-2024-25-Q2-Metropolitan-Police.xlsx"


@pytest.mark.usefixtures("small_store")
def test_the_board_says_who_has_returned_and_what_is_owed(open_page: Open) -> None:
    page = open_page("returns")
    assert words(page.title[0].value) == "NHS NCL ICB has not returned for 2024-25 Q2"
    assert "NHS NCL ICB last returned for 2024-25 Q1." in lines(page)
    assert table(page) == [
        ["Agency", "2024-25 Q2", "2024-25 Q1"],
        ["Enfield Council", "✓ Received", "✓ Received"],
        ["Metropolitan Police", "✓ Received", "✓ Received"],
        ["NHS NCL ICB", "✕ Missing", "✓ Received"],
    ]
    assert table(page, 1) == [
        ["Agency", "Action or measure", "Last came for"],
        ["Enfield Council", "Measure CLA  \nChildren looked after", "never"],
        ["NHS NCL ICB", "Action 2.2  \nWatch the front door", "2024-25 Q1"],
    ]


def test_nothing_is_owed_once_all_has_come(small_store: Store, open_page: Open) -> None:
    values = [{"Code": "CLA", "Numerator": 416}]
    put(small_store, return_workbook("2024-25 Q2", "Enfield Council", Measure_values=values))
    put(small_store, return_workbook("2024-25 Q2", Progress=[progress("2.2", "Green")]))
    page = open_page("returns")
    assert words(page.title[0].value) == "Every agency has returned for 2024-25 Q2"
    assert "Nothing: every live action has its update and every measure its value." in lines(page)
    assert len(page.table) == 1


@pytest.mark.usefixtures("small_store")
def test_every_mark_is_explained(open_page: Open) -> None:
    [legend] = [line for line in lines(open_page("returns")) if line.startswith("✓ Received It")]
    marks = ["✓ Received", "◷ Late", "! Warnings", "↩ Withdrawn", "✕ Missing", "Not expected"]
    assert [mark for mark in marks if mark not in legend] == []


@pytest.mark.usefixtures("small_store")
def test_no_two_states_have_the_same_mark(open_page: Open) -> None:
    [legend] = [each.value for each in open_page("returns").markdown if "Missing" in each.value]
    signs = [mark.split(" ")[0] for mark in legend.split("**")[1::2]]
    assert (len(signs), len(set(signs))) == (6, 6)


@pytest.mark.usefixtures("small_store")
def test_each_form_says_whose_it_is(open_page: Open) -> None:
    buttons: Any = open_page("returns").get("download_button")
    labels = [each.label for each in buttons]
    assert labels == [
        f"Return for {agency}"
        for agency in ("Enfield Council", "Metropolitan Police", "NHS NCL ICB")
    ]


def test_each_agency_has_a_form_that_only_wants_filling_in(
    small_store: Store, open_page: Open, downloads: Downloads
) -> None:
    open_page("returns")
    assert [name for name in downloads if name.startswith("escp-return-2024-25-Q2")] == [
        "escp-return-2024-25-Q2-Enfield-Council.xlsx",
        POLICE_FORM,
        "escp-return-2024-25-Q2-NHS-NCL-ICB.xlsx",
    ]
    for name in downloads:
        checked = check_workbook(downloads[name](), name, small_store)
        assert checked.cover.period == "2024-25 Q2"
        assert {problem.code for problem in checked.problems} == {"K02", "W09"}
        assert all("filled in for" in problem.message for problem in checked.warnings)


@pytest.mark.usefixtures("small_store")
def test_the_last_update_stands_beside_the_blank(open_page: Open, downloads: Downloads) -> None:
    open_page("returns", period="2024-25 Q2")
    sheet = load_workbook(BytesIO(downloads[POLICE_FORM]()))["Progress"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "Ref" in row)
    own = next(row for row in rows if "2.1" in row)
    assert (own[head.index("RAG in 2024-25 Q1")], own[head.index("RAG")]) == ("Amber", None)


def test_a_filled_form_is_stored_as_that_agencys_return(
    small_store: Store, open_page: Open, downloads: Downloads
) -> None:
    name = "escp-return-2024-25-Q2-NHS-NCL-ICB.xlsx"
    open_page("returns")
    book = load_workbook(BytesIO(downloads[name]()))
    sheet = book["Progress"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "Ref" for cell in row))
    column = next(at for at, cell in enumerate(head, 1) if cell.value == "RAG")
    [own] = [row for row in sheet.iter_rows() if any(cell.value == "2.2" for cell in row)]
    own[column - 1].value = "Green"
    filled = BytesIO()
    book.save(filled)
    put(small_store, filled.getvalue(), name)
    page = open_page("returns")
    assert words(page.title[0].value) == "Every agency has returned for 2024-25 Q2"


@pytest.mark.usefixtures("small_store")
def test_the_board_as_it_was(open_page: Open) -> None:
    page = open_page("returns", as_at="2024-10-09", period="2024-25 Q1")
    assert table(page)[0] == ["Agency", "2024-25 Q1"]
