"""A page as Chromium prints it, and what is wrong with it."""

import re
import zlib

from playwright.sync_api import Page, ViewportSize

from tests.browser.looking import BROKEN, CUT_OFF, at_rest, media
from tests.browser.screen import settled

TO_PRESS = """
() => [...document.querySelectorAll(
        'button, input, [data-testid="stSidebar"], [data-testid="stHeader"]')]
    .filter(each => !each.closest('summary') && each.getClientRects().length)
    .map(each => each.outerHTML.slice(0, 120))
"""
# Boxes that may be cut between two sheets.
CUT = """
() => {
    const whole = box => box && (getComputedStyle(box).breakInside === 'avoid'
        || box.matches('[data-testid="stColumn"] *') && whole(box.parentElement));
    return [...document.querySelectorAll(
            '[data-testid="stMain"] [data-testid="stColumn"] [data-testid="stVerticalBlock"]')]
        .filter(each => getComputedStyle(each).borderTopStyle === 'solid' && !whole(each))
        .map(each => each.textContent.slice(0, 60));
}
"""
WITHIN_MARGINS: ViewportSize = {"width": 703, "height": 1032}
"""An A4 sheet without them, in CSS pixels."""
A4 = (b"594.95996", b"841.91998")
"""Points."""
MARKS = 8
"""Fewer pieces of text or drawing than these are an empty sheet."""


def unfit_for_paper(page: Page, saying: str) -> list[str]:
    """Why a page, printed, is no handout: not on A4, an empty sheet, something to press on it, no
    heading, or not `saying` which quarter it shows.
    """
    pdf = page.pdf(prefer_css_page_size=True)
    wrong = []
    if set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)) != {A4}:
        wrong.append("a sheet is not A4")
    empty = (at for at, sheet in enumerate(sheets(pdf), 1) if drawn_on(sheet) < MARKS)
    wrong += [f"sheet {at} is empty" for at in empty]
    size = page.viewport_size
    assert size is not None
    with media(page, media="print"):
        wrong += page.evaluate(TO_PRESS)
        page.set_viewport_size(WITHIN_MARGINS)
        wrong += (str(each) for each in at_rest(settled(page), CUT_OFF, BROKEN, CUT))
        if not page.get_by_role("heading", level=1).is_visible():
            wrong.append("no heading")
        if saying not in page.locator(".on-paper").inner_text():
            wrong.append(f"it does not say {saying}")
    page.set_viewport_size(size)
    return wrong


def sheets(pdf: bytes) -> list[bytes]:
    """What Chromium drew on each sheet, in the PDF's own language."""
    numbers = re.findall(rb"/Contents (\d+) 0 R", pdf)
    streams = (re.search(rb"\n%b 0 obj.*?stream\n" % each, pdf, re.DOTALL) for each in numbers)
    return [zlib.decompressobj().decompress(pdf[each.end() :]) for each in streams if each]


def drawn_on(sheet: bytes) -> int:
    """How many pieces of text and pictures are on a sheet."""
    return len(re.findall(rb"\b(?:TJ|Tj|Do)\b", sheet))
