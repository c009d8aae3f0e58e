"""Every page from a phone to a projector, on paper, and by keyboard alone through three tasks."""

import os
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from escp_data.records.demonstration import LEFT_FOR_THE_NEWCOMER, SAMPLES
from tests.browser.screen import axe, picture, settled
from tests.browser.test_pages import CUT_OFF, FOCUSED, OUTLINE, OVERHANG, PAGES
from tests.server import Server

Visit = Callable[..., Page]
WIDTHS = (341, 390, 820, 1024, 1366, 1920) if os.environ.get("ESCP_EVERY_WIDTH") else (341, 1024)
"""From a quarter of 1366 pixels, which is 400% zoom, to a large screen; two of them each time."""
ON_PAPER = ("", "priority-2", "actions", "measures", "disproportionality", "voice", "history")
TO_PRESS = """
() => [...document.querySelectorAll(
        'button, input, [data-testid="stSidebar"], [data-testid="stHeader"]')]
    .filter(each => !each.closest('summary') && each.getClientRects().length)
    .map(each => each.outerHTML.slice(0, 120))
"""
A4 = (b"594.95996", b"841.91998")
"""Points."""
WHOLE_PAGE = 200
"""Letters: what holds more is the page itself, which can have the keyboard, too."""
LOOKS = 40
"""Two seconds at most."""
MARKS = 8
"""Fewer pieces of text or drawing than these are an empty sheet."""


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_at_any_width(visit: Visit, path: str) -> None:
    page = visit(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        settled(page)
        assert at_rest(page) == (0, []), width
        picture(page, f"{path or 'glance'}-{width}", whole=True)


def at_rest(page: Page) -> tuple[int, list[str]]:
    """How far the page reaches over its side, and what is cut, once the menu has slid in or out."""
    for _ in range(LOOKS):
        found = (page.evaluate(OVERHANG), page.evaluate(CUT_OFF))
        if found == (0, []):
            break
        page.evaluate("() => new Promise(then => setTimeout(then, 50))")
    return found


@pytest.mark.parametrize("path", ON_PAPER)
def test_a_page_is_a_handout_on_paper(visit: Visit, path: str) -> None:
    page = visit(path)
    pdf = page.pdf(prefer_css_page_size=True)
    assert set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)) == {A4}
    assert [at for at, sheet in enumerate(sheets(pdf)) if drawn_on(sheet) < MARKS] == []
    page.emulate_media(media="print")
    try:
        assert page.evaluate(TO_PRESS) == []
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if path != "history":
            expect(page.locator(".on-paper")).to_contain_text("October to December 2025 (Q3)")
    finally:
        page.emulate_media(media="null")


def sheets(pdf: bytes) -> list[bytes]:
    """What Chromium drew on each sheet, in the PDF's own language."""
    numbers = re.findall(rb"/Contents (\d+) 0 R", pdf)
    streams = (re.search(rb"\n%b 0 obj.*?stream\n" % each, pdf, re.DOTALL) for each in numbers)
    return [zlib.decompressobj().decompress(pdf[each.end() :]) for each in streams if each]


def drawn_on(sheet: bytes) -> int:
    """How many pieces of text and pictures are on a sheet."""
    return len(re.findall(rb"\b(?:TJ|Tj|Do)\b", sheet))


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


def test_best_practice_holds_with_everything_opened(visit: Visit) -> None:
    page = visit("nowhere-at-all")
    assert axe(page, best=True) == []
