"""A whole meeting by keys alone at two sizes: nothing cut, and nothing changes unasked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from escp_data.store.database import Store
from tests.browser.conftest import Kept
from tests.browser.looking import OVERHANG, at_rest
from tests.browser.screen import picture, settled
from tests.browser.test_glance import CLIPPED
from tests.stores import progress, put, return_workbook

Visit = Callable[..., Page]
SCREENS = 11
"""Screens of the samples' newest quarter."""
QUICK = 6
"""As many are turned quickly."""
SIZES = ((1366, 768), (1920, 1080))
# How far the wall's words reach below the place of the buttons, and whether anything scrolls.
TOO_LOW = """
() => {
    const main = document.querySelector('[data-testid="stMain"]');
    const [wall, foot] = ['.st-key-wall', '.st-key-wall-controls']
        .map(name => document.querySelector(name).getBoundingClientRect());
    return Object.entries({
        'the wall stands behind the buttons': wall.bottom > foot.top,
        'the buttons stand below the window': foot.bottom > innerHeight,
        'the page scrolls': main.scrollHeight > main.clientHeight,
    }).filter(([, is]) => is).map(([words]) => words);
}
"""
SHOWS = """
place => [...document.querySelectorAll(".st-key-section p")].some(p => p.innerText === place)
"""
LETTERS = """
() => ['h1', 'p'].map(name =>
    parseFloat(getComputedStyle(document.querySelector(`.st-key-wall ${name}`)).fontSize))
"""


def whole(page: Page) -> None:
    """Nothing on the screen is cut off, hidden by another thing, or to be scrolled to."""
    assert at_rest(page, TOO_LOW, CLIPPED, OVERHANG) == [], page.url


def both_sizes(page: Page, name: str) -> None:
    """The screen as it stands, whole at either size."""
    now = page.viewport_size
    for width, height in SIZES if now and now["width"] == SIZES[0][0] else SIZES[::-1]:
        page.set_viewport_size({"width": width, "height": height})
        whole(settled(page))
        picture(page, f"meeting-{name}-{width}")


def test_the_whole_meeting_by_keys(visit: Visit) -> None:
    page = visit("meeting")
    assert page.evaluate(LETTERS)[0] >= 44
    assert page.evaluate(LETTERS)[1] >= 26
    many = SCREENS
    for at in range(1, many + 1):
        expect(page.get_by_text(f"{at} of {many}", exact=True)).to_be_visible()
        both_sizes(page, str(at))
        page.keyboard.press("PageDown" if at % 2 else "ArrowRight")
        settled(page)
    page.keyboard.press("Home")
    expect(page.get_by_text(f"1 of {many}", exact=True)).to_be_visible()
    settled(page).keyboard.press("d")
    expect(page.get_by_role("button", name="Close detail")).to_be_visible()
    expect(page.get_by_text("NHS NCL ICB has not reported on 3.4. Ask for it?")).to_be_visible()
    both_sizes(page, "detail")
    settled(page).keyboard.press("d")
    settled(page).keyboard.press("End")
    expect(page.get_by_text(f"{many} of {many}", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_text(f"1 of {many}", exact=True)).to_be_visible()
    quick_presses_never_lead_back(settled(page))


@pytest.mark.usefixtures("trouble")
def test_an_upload_meanwhile_changes_nothing_until_asked(page: Page, kept: Kept) -> None:
    page.goto(f"{kept.url}/meeting?period=2025-26+Q3")
    title = settled(page).get_by_role("heading", level=1).inner_text()
    rows = [progress("1.1", "Red")]
    put(Store(kept.path), return_workbook("2025-26 Q3", Progress=rows))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("1 change has been stored since", exact=False)).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    settled(page).get_by_role("button", name="Show what is new").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "6 of 10 actions are not on track; two need a decision"
    )


def quick_presses_never_lead_back(page: Page) -> None:
    """A key as soon as the screen before is there, and its address perhaps not yet; both ways."""
    turns = [("ArrowRight", at) for at in range(2, QUICK + 1)]
    turns += [("PageUp", at) for at in range(QUICK - 1, 0, -1)]
    for key, at in turns:
        page.keyboard.press(key)
        page.wait_for_function(SHOWS, arg=f"{at} of {SCREENS}", polling=5)
