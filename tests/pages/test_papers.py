"""The page of papers: each is offered, and says what it rests on."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from escp_data.papers.front import TO_FILL_IN, Front, facts_of, filled_in
from escp_data.papers.shelf import SHELF
from escp_data.plan.actions import View
from escp_data.store.database import Store
from escp_data.text.periods import parse_period
from tests.pages.reading import between, lines

Open = Callable[..., AppTest]


def test_each_paper_is_offered_for_the_quarter_in_the_address(open_page: Open) -> None:
    page = open_page("papers", period="2024-25 Q2", compared="2023-24 Q2")
    assert page.title[0].value == "Papers for July to September 2024"
    assert [each.proto.label for each in page.get("download_button")] == [
        "Download the quarterly paper",
        "Download the annual report",
        "Download the inspector's pack",
        "Download the data pack",
    ]
    assert [each.label for each in page.selectbox] == [
        "Plan",
        "Quarter",
        "Compared with",
        "Purpose",
    ]
    assert [each.about for each in SHELF if each.about not in lines(page)] == []


def test_it_says_what_a_paper_rests_on(open_page: Open, sample_store: Path) -> None:
    quarter = parse_period("2025-26 Q3")
    facts = facts_of(Store(sample_store), View(quarter, quarter.shifted(-1), None, "2023-26"))
    shown = " ".join(between(open_page("papers"), "What each paper says of itself"))
    assert [words for _, words in facts if words not in shown] == []


def test_files_are_named_by_paper_and_quarter() -> None:
    quarter = parse_period("2025-26 Q3")
    view = View(quarter, quarter.shifted(-1))
    assert [each.file_name(view) for each in SHELF] == [
        "escp-quarterly-paper-2025-26-q3.docx",
        "escp-annual-report-2025-26-q3.docx",
        "escp-inspectors-pack-2025-26-q3.docx",
        "escp-data-pack-2025-26-q3.xlsx",
    ]


def test_the_front_sheet_is_filled_in_and_kept_from_page_to_page(
    open_page: Open, sample_store: Path
) -> None:
    """What is typed is in the paper's making, on every quarter, and in no store and no address."""
    page = open_page("papers")
    before = Store(sample_store).version()
    page.text_input(key="_front_sheet_meeting").set_value("Executive group")
    page.text_input(key="_front_sheet_author").set_value("Analyst")
    page.text_area(key="_front_sheet_recommended").set_value("Agree the plan.\n\nThank  schools.")
    page.selectbox(key="_front_sheet_purpose").set_value("To note").run()
    page.selectbox(key="period").set_value("2024-25 Q2").run()
    assert page.session_state["_front_sheet"] == {
        "meeting": "Executive group", "day": "", "author": "Analyst", "purpose": "To note",
        "recommended": "Agree the plan.\n\nThank  schools.",
    }  # fmt: skip  # a list in few lines
    assert "Executive" not in str(page.query_params)
    assert Store(sample_store).version() == before
    assert filled_in(
        "Executive group", " ", "Analyst", "To note", "Agree.\n\nThank  all."
    ) == Front("Executive group", TO_FILL_IN, "Analyst", "To note", ("Agree.", "Thank all."))
