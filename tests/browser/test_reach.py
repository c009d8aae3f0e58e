"""By keyboard alone through the three chairs' main tasks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from escp_data.records.demonstration import LEFT_FOR_THE_NEWCOMER, SAMPLES
from tests.browser.looking import FOCUSED, OUTLINE
from tests.browser.screen import settled
from tests.server import Server

Visit = Callable[..., Page]
WHOLE_PAGE = 200
"""Letters: what holds more is the page itself, which can have the keyboard, too."""


def tab_to(page: Page, name: str, most: int = 90) -> None:
    """Press Tab until what has the keyboard is called so; where it is must be seen each time."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINE) >= 3, page.evaluate(FOCUSED)
        words = " ".join(page.evaluate(FOCUSED).split())
        if name in words and len(words) < WHOLE_PAGE:
            return
    pytest.fail(f"The keyboard does not reach {name!r}.")


def press(page: Page, name: str) -> None:
    """Go there by keyboard, and press Enter."""
    tab_to(page, name)
    page.keyboard.press("Enter")


def test_an_executive_needs_no_mouse(visit: Visit) -> None:
    """From the first page to a priority, what shows that an action helped, and back."""
    page = visit()
    press(page, "2 Physical abuse")
    expect(page).to_have_title("2 Physical abuse · Business Plan 2023 to 2026")
    press(settled(page), "Whole wording, barriers, meetings, reviews and more")
    settled(page).go_back()
    expect(page).to_have_title("At a glance · Business Plan 2023 to 2026")


def test_the_business_unit_needs_no_mouse(
    page: Page, start_server: Callable[[Path], Server], own_store: Path
) -> None:
    """Choose a file, store it, and take it back."""
    page.goto(f"{start_server(own_store).url}/upload")
    settled(page).locator("input[type=file]").set_input_files(SAMPLES / LEFT_FOR_THE_NEWCOMER)
    expect(page.get_by_text("Can be stored")).to_be_visible()
    settled(page)
    tab_to(page, "Store")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Stored just now as upload 14")).to_be_visible()
    settled(page)
    press(page, "Upload 14 in the history")
    expect(page.get_by_text("Withdraw upload 14, ")).to_be_visible()
    tab_to(settled(page), "Reason")
    page.keyboard.type("Only to try")
    press(page, "Withdraw upload 14")
    expect(page.get_by_text("Withdrawn: Only to try")).to_be_visible()


def test_an_analyst_needs_no_mouse(visit: Visit) -> None:
    """From the menu to a measure's gap, and its file."""
    page = visit()
    press(page, "Disproportionality")
    expect(page).to_have_title("Disproportionality · Business Plan 2023 to 2026")
    tab_to(settled(page), "Measure")
    with page.expect_download() as started:
        press(page, "Excel")
    assert started.value.suggested_filename.endswith(".xlsx")
