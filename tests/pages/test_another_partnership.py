"""A dashboard for a made-up partnership: its own name on every page and in every file."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from escp_data.papers.actions_file import actions_csv, actions_excel
from escp_data.papers.covers import plan_facts
from escp_data.papers.front import facts_of
from escp_data.plan.actions import View, actions
from escp_data.plan.filters import Filters
from escp_data.records.uploads import append
from escp_data.returns.template import HEADER_ROW, template
from escp_data.store.database import Store, open_store
from escp_data.text.periods import parse_period
from escp_data.validation.checks import check_workbook
from tests import app
from tests.app import nodes
from tests.libreoffice import needs_libreoffice, resaved
from tests.pages.reading import lines
from tests.pages.reading import node_lines as words_of

Open = Callable[..., AppTest]
NAME, TITLE = "Borsetshire Safeguarding Partnership", "Our plan for 2024 to 2027"
FILLED: dict[str, list[dict[str, Any]]] = {
    "Plans": [{"Plan": "2024-27", "Title": TITLE, "Partnership": NAME, "Starts": "2024-25",
               "Ends": "2026-27", "Area": "Borsetshire"}],
    "Agencies": [{"Agency": "Borsetshire Council"}, {"Agency": "Borsetshire Police"}],
    "Priorities": [{"Priority": 1, "Title": "Neglect"}],
    "Actions": [{"Ref": "1.1", "Priority": 1, "Action": "See it early",
                 "Lead agency": "Borsetshire Council"}],
    "Progress": [{"Ref": "1.1", "RAG": "Green", "Progress update": "Under way"}],
}  # fmt: skip  # a row a line


def filled_in() -> bytes:
    """The empty template, filled in cell by cell as a person would."""
    book = openpyxl.load_workbook(BytesIO(template()))
    for row in book["Cover"].iter_rows(max_col=2):
        for label, value in (("Period", "2024-25 Q1"), ("Agency", "All agencies")):
            if row[0].value == label:
                row[1].value = value
    for name, rows in FILLED.items():
        page = book[name]
        places = {str(cell.value): at for at, cell in enumerate(page[HEADER_ROW], start=1)}
        for at, filled in enumerate(rows, start=HEADER_ROW + 1):
            for heading, value in filled.items():
                page.cell(at, places[heading], value)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def stored(folder: Path, content: bytes) -> Store:
    store = open_store(folder / "borsetshire.db")
    checked = check_workbook(content, "plan.xlsx", store)
    assert [problem.message for problem in checked.errors] == []
    append(store, checked, "Business unit")
    return store


@pytest.fixture(scope="module")
def borsetshire(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return stored(tmp_path_factory.mktemp("borsetshire"), filled_in())


def test_every_page_bears_its_name_and_no_other(
    open_page: Open, borsetshire: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESCP_DB", str(borsetshire.path))
    for path in app.pages(open_page()):
        page = open_page(path)
        aside = " ".join(line for node in nodes(page.sidebar) for line in words_of(node))
        assert f"{NAME} {TITLE}" in " ".join(aside.split()), path
        if path != "methods":  # its worked examples are published numbers of one area
            assert "Enfield" not in " ".join([aside, *lines(page)]), path


def test_the_area_stands_on_about_and_on_what_is_handed_out(
    open_page: Open, borsetshire: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESCP_DB", str(borsetshire.path))
    assert "It is the plan for Borsetshire." in " ".join(lines(open_page("about")))
    quarter = parse_period("2024-25 Q1")
    view = View(quarter, quarter.shifted(-1))
    for facts in (facts_of(borsetshire, view), plan_facts(borsetshire)):
        assert facts[1] == ("Area", "Borsetshire")


def test_every_file_bears_its_name_and_no_other(borsetshire: Store) -> None:
    quarter = parse_period("2024-25 Q1")
    view = View(quarter, quarter.shifted(-1))
    found = actions(borsetshire, view)
    book = openpyxl.load_workbook(BytesIO(actions_excel(borsetshire, found, view, Filters())))
    assert {row[0].value: row[1].value for row in book["Cover"]}["The plan"] == f"{NAME} {TITLE}"
    assert f"{NAME} {TITLE}" in actions_csv(borsetshire, found, view, Filters()).decode()
    form = openpyxl.load_workbook(BytesIO(template("2024-25 Q2", None, borsetshire)))
    assert form["Cover"]["A1"].value == NAME
    assert form.properties.title == f"{NAME}: workbook to fill in"
    for content in (template("2024-25 Q2", None, borsetshire), template()):
        cells = (
            c.value for page in openpyxl.load_workbook(BytesIO(content)) for r in page for c in r
        )
        assert not any("Enfield" in str(value) for value in cells)


@needs_libreoffice
def test_a_template_that_libreoffice_saved_works_as_well(tmp_path: Path) -> None:
    saved = resaved(filled_in(), tmp_path)
    store = stored(tmp_path, saved)
    quarter = parse_period("2024-25 Q1")
    found = actions(store, View(quarter, quarter.shifted(-1)))
    assert found[["ref", "action", "rag", "lead_agency", "plan"]].to_numpy().tolist() == [
        ["1.1", "See it early", "Green", "Borsetshire Council", "2024-27"]
    ]
