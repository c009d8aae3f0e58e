"""The frame of every page: menu, quarter, freshness, notices."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.store import Store, open_store
from escp_data.uploads import withdraw
from pages.parts import answers
from tests import app
from tests.pages.reading import everything, lines, menu, words
from tests.stores import put, return_workbook

Open = Callable[..., AppTest]
PATHS = ["", "priority-1", "actions", "upload", "returns", "history", "methods", "about"]
FRESH = (
    "Data to 31 December 2025 · last upload 14 January 2026 · 5 of 6 agencies returned, "
    "waiting for NHS NCL ICB"
)
NOTICE = (
    "Demonstration The plan is real. Its RAG, updates, dates and leads, and every figure without "
    "a published source, are samples."
)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_says_which_quarter_and_how_fresh(open_page: Open, path: str) -> None:
    page = open_page(path, period="2025-26 Q3")
    assert [page.selectbox(key=key).value for key in ("period", "compared")] == [
        *["2025-26 Q3", "The quarter before"]
    ]
    assert FRESH in lines(page)
    assert NOTICE not in lines(page)
    assert len(page.title) == 1


@pytest.mark.parametrize("path", PATHS)
def test_the_demonstration_says_so_on_every_page(
    open_page: Open, path: str, monkeypatch: pytest.MonkeyPatch, sample_store: Path
) -> None:
    monkeypatch.setattr(answers, "open_demonstration", lambda: open_store(sample_store))
    monkeypatch.delenv("ESCP_DB")
    assert lines(open_page(path))[0] == NOTICE


def test_the_menu_leads_everywhere(open_page: Open) -> None:
    page = open_page()
    shown = menu(page)
    assert shown[:7] == [
        *["The plan", "The plan at a glance"],
        *["1 Child-on-child abuse", "2 Physical abuse", "3 Anti-racist practice"],
        *["Explore", "Actions"],
    ]
    assert shown[shown.index("Data") :][:4] == ["Data", "Upload", "Returns", "History"]
    assert shown[-1] == "About this dashboard"
    links = [link.proto.page for link in page.sidebar.get("page_link")]
    assert links == list(app.pages(page))


def test_the_latest_quarter_and_the_one_before_stand_in_the_link(open_page: Open) -> None:
    page = open_page()
    assert page.query_params == {"period": "2025-26 Q3", "compared": "The quarter before"}


def test_a_quarter_in_the_link_opens(open_page: Open) -> None:
    page = open_page(period="2024-25 Q2", compared="2023-24 Q2")
    assert [page.selectbox(key=key).value for key in ("period", "compared")] == [
        *["2024-25 Q2", "2023-24 Q2"]
    ]
    assert "Since 2023-24 Q2" in lines(page)
    assert "Data to 30 September 2024" in everything(page)


def test_only_earlier_quarters_can_be_compared_with(open_page: Open) -> None:
    page = open_page(period="2023-24 Q3", compared="2025-26 Q1")
    compared = page.selectbox(key="compared")
    assert (compared.value, compared.options) == (
        "The quarter before",
        ["The quarter before", "2023-24 Q1"],
    )


def test_choosing_a_quarter_changes_the_page_and_the_link(open_page: Open) -> None:
    page = open_page()
    page.selectbox(key="period").set_value("2025-26 Q1")
    app.run(page)
    assert "Since 2024-25 Q4" in lines(page)
    assert page.query_params["period"] == "2025-26 Q1"


def test_a_new_quarter_appears_and_goes_with_its_upload(
    small_store: Store, open_page: Open
) -> None:
    content = return_workbook("2024-25 Q3", Progress=[{"Ref": "2.2", "RAG": "Green"}])
    receipt = put(small_store, content, "q3.xlsx", "2025-01-10")
    assert open_page().selectbox(key="period").options[0] == "2024-25 Q3"
    withdraw(small_store, receipt.upload_id, "A mistake", "Business unit")
    assert open_page().selectbox(key="period").options[0] == "2024-25 Q2"


def test_the_past_says_so_on_every_page(open_page: Open) -> None:
    page = open_page("actions", as_at="2024-08-01")
    assert (
        "As it was Everything here is as the store stood at the end of 1 August 2024, not as it "
        "is today."
    ) in lines(page)
    assert page.selectbox(key="period").options[0] == "2024-25 Q1"
    page.button[0].click()
    app.run(page)
    assert page.selectbox(key="period").options[0] == "2025-26 Q3"


def test_a_store_that_cannot_be_opened_says_why(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Dear all, the plan is attached.\n" * 50)
    monkeypatch.setenv("ESCP_DB", str(letter))
    page = open_page()
    assert [each.value for each in page.title] == ["The store cannot be opened"]
    assert [words(each.value) for each in page.error] == [
        f"{letter} is not a store: it is some other kind of file. Check the path."
    ]
