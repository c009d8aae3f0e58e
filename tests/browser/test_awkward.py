"""Words from a workbook that try to be more, on the screen."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.screen import settled, walk
from tests.pages.awkward import AGENCY, AWKWARD, awkward_store
from tests.server import Server

DRAWN = "img, del, .katex, code, strong:text-is('b'), a[href^='http'], a[href^='mailto']"


def test_words_from_a_workbook_are_drawn_as_they_are(
    page: Page, start_server: Callable[[Path], Server], tmp_path: Path
) -> None:
    """No link, picture, sign, colour or formula comes of them; `page` notes every request."""
    page.goto(start_server(awkward_store(tmp_path).path).url)
    settled(page)
    for path in ["", "priority-1", "history"]:
        text = walk(page, path).locator("body").inner_text().replace("\u2060", "")
        assert AWKWARD in text, path
        assert f"{AGENCY} too has not returned" in text, path
        assert page.locator(DRAWN).all_inner_texts() == [], path
