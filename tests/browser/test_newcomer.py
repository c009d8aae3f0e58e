"""The newcomer's way, as the README tells it: look, upload a quarter, see it, take it back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from escp_data.records.demonstration import LEFT_FOR_THE_NEWCOMER, SAMPLES
from tests.browser.screen import axe, picture, settled
from tests.pages.awkward import AGENCY, AWKWARD, awkward_store
from tests.server import Server

Start = Callable[[Path], Server]
NEW = "2025-26 Q4"


def go(page: Page, title: str) -> None:
    """To a page by the menu."""
    page.get_by_role("link", name=title, exact=True).click()
    expect(page).to_have_title(f"{title} · Business Plan 2023 to 2026")
    settled(page)


def quarters(page: Page) -> list[str]:
    """The quarters to choose from."""
    page.get_by_role("combobox", name="Quarter").click()
    shown = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    return shown


def test_a_quarter_comes_and_goes(page: Page, start_server: Start, own_store: Path) -> None:
    page.goto(start_server(own_store).url)
    expect(settled(page).get_by_role("heading", level=1)).to_contain_text(
        "actions are not on track"
    )
    assert quarters(page)[0] == "October to December 2025 (Q3)"

    go(page, "Upload")
    page.locator("input[type=file]").set_input_files(SAMPLES / LEFT_FOR_THE_NEWCOMER)
    expect(page.get_by_text("Can be stored")).to_be_visible()
    picture(page, "upload-checked", whole=True)
    page.get_by_role("button", name="Store", exact=True).click()
    expect(page.get_by_text("Stored just now as upload 14")).to_be_visible()
    assert axe(settled(page)) == []
    picture(page, "desk-stored")
    expect(page.get_by_role("link", name=f"See {NEW}")).to_be_visible()
    page.get_by_role("link", name="Upload 14 in the history").click()
    expect(settled(page).get_by_text("Withdraw upload 14, ")).to_be_visible()

    page.get_by_role("link", name="A newer quarter, January to March 2026, is here").click()
    expect(page.get_by_text("Data to 31 March 2026")).to_be_visible()
    settled(page)
    go(page, "Actions")
    expect(page.get_by_text("Data to 31 March 2026")).to_be_visible()

    go(page, "History")
    page.get_by_label("Reason").fill("To see it go again")
    page.get_by_role("button", name="Withdraw upload 14").click()
    expect(page.get_by_text("Withdrawn: To see it go again")).to_be_visible()
    expect(page.get_by_label("Reason")).to_have_value("")
    assert axe(settled(page)) == []
    go(page, "At a glance")
    expect(page.get_by_text("Data to 31 December 2025")).to_be_visible()
    assert quarters(page)[0] == "October to December 2025 (Q3)"


def test_problems_are_legible(visit: Callable[[str], Page]) -> None:
    page = visit("upload")
    page.locator("input[type=file]").set_input_files(SAMPLES / "with_mistakes.xlsx")
    expect(page.get_by_text("20 problems to put right", exact=True)).to_be_visible()
    assert axe(settled(page)) == []
    picture(page, "upload-problems")


@pytest.fixture
def awkward(page: Page, start_server: Start, tmp_path: Path) -> Callable[[str], Page]:
    """Opens pages of a store whose every word is an attempt on the screen."""
    server = start_server(awkward_store(tmp_path).path)

    def visit(path: str) -> Page:
        page.goto(f"{server.url}/{path}")
        return settled(page)

    return visit


def test_words_from_a_workbook_are_drawn_as_they_are(awkward: Callable[[str], Page]) -> None:
    """No link, picture, sign, colour or formula comes of them; `page` notes every request."""
    for path in ["", "priority-1", "history"]:
        page = awkward(path)
        text = page.locator("body").inner_text().replace("\u2060", "")
        assert AWKWARD in text, path
        assert f"{AGENCY} too has not returned" in text, path
        drawn = "img, del, .katex, code, strong:text-is('b'), a[href^='http'], a[href^='mailto']"
        assert page.locator(drawn).all_inner_texts() == [], path
