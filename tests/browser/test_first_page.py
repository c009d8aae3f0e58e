"""The first page opens in a real browser, and everyone can use it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.screen import axe, picture


def test_the_first_page_shows_one_title(visit: Callable[[], Page]) -> None:
    page = visit()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert picture(page, "first-page").stat().st_size > 0


def test_everyone_can_use_the_first_page(visit: Callable[[], Page]) -> None:
    assert axe(visit()) == []
