"""By keyboard alone through the three chairs' main tasks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from escp_data.records.demonstration import LEFT_FOR_THE_NEWCOMER, SAMPLES
from tests.browser.conftest import Kept
from tests.browser.looking import FOCUSED, OUTLINE, media
from tests.browser.screen import axe, picture, settled

Visit = Callable[..., Page]
IN_ORDER = [
    *["Skip to main content", "At a glance", "2 Physical abuse", "Actions", "Upload", "About"],
    *["NHS NCL ICB has not returned", "Quarter", "Compared with", "5 of 10", "2 Red"],
]
"""Menu, quarter and tiles of the first page, as the keyboard comes to them."""
# What would slide, fade or turn for longer than anybody sees.
MOVES = """
() => [...document.querySelectorAll('*')].filter(each => {
    const style = getComputedStyle(each);
    return [...style.transitionDuration.split(','), ...style.animationDuration.split(',')]
        .some(seconds => parseFloat(seconds) > 0.001);
}).map(each => each.outerHTML.slice(0, 120))
"""
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
    """From the first page to a priority, what shows that an action helped, and back; a quarter."""
    page = visit()
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINE) >= 3
        reached.append(" ".join(page.evaluate(FOCUSED).split()))
    places = [next(at for at, name in enumerate(reached) if want in name) for want in IN_ORDER]
    assert places == sorted(places)
    page.get_by_role("link", name="At a glance", exact=True).focus()
    press(page, "2 Physical abuse")
    expect(page).to_have_title("2 Physical abuse · Business Plan 2023 to 2026")
    press(settled(page), "Whole wording, barriers, meetings, reviews and more")
    settled(page).go_back()
    expect(page).to_have_title("At a glance · Business Plan 2023 to 2026")
    settled(page).get_by_role("combobox", name="Quarter").focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(
        page.get_by_role("heading", name="What changed since January to March 2025")
    ).to_be_visible()


def test_nothing_moves_for_who_asks_for_less_motion(visit: Visit) -> None:
    page = visit()
    assert page.evaluate(MOVES) == []
    with media(page, reduced_motion="no-preference"):
        assert page.evaluate(MOVES) != []
    assert page.evaluate(MOVES) == []


def test_the_business_unit_needs_no_mouse(page: Page, kept: Kept) -> None:
    """The newcomer's way, as the README tells it: look, upload a quarter, see it, take it back."""
    number = kept.next_number()
    page.goto(kept.url)
    assert quarters(settled(page))[0] == "October to December 2025 (Q3)"
    go(page, "Upload")
    page.locator("input[type=file]").set_input_files(SAMPLES / LEFT_FOR_THE_NEWCOMER)
    expect(page.get_by_text("Can be stored")).to_be_visible()
    press(settled(page), "Store")
    expect(page.get_by_text(f"Stored just now as upload {number}")).to_be_visible()
    expect(page.get_by_role("link", name="See 2025-26 Q4")).to_be_visible()
    picture(page, "desk-stored")
    press(settled(page), f"Upload {number} in the history")
    expect(page.get_by_text(f"Withdraw upload {number}, ")).to_be_visible()
    press(settled(page), "A newer quarter, January to March 2026, is here")
    expect(page.get_by_text("Data to 31 March 2026")).to_be_visible()
    go(settled(page), "Actions")
    expect(page.get_by_text("Data to 31 March 2026")).to_be_visible()
    go(page, "History")
    tab_to(page, "Reason")
    page.keyboard.type("To see it go again")
    press(page, f"Withdraw upload {number}")
    expect(page.get_by_text("Withdrawn: To see it go again")).to_be_visible()
    expect(page.get_by_label("Reason")).to_have_value("")
    assert axe(settled(page)) == []
    go(page, "At a glance")
    expect(page.get_by_text("Data to 31 December 2025")).to_be_visible()
    assert quarters(page)[0] == "October to December 2025 (Q3)"


def go(page: Page, title: str) -> None:
    """To a page by the menu."""
    page.get_by_role("link", name=title, exact=True).press("Enter")
    expect(page).to_have_title(f"{title} · Business Plan 2023 to 2026")
    settled(page)


def quarters(page: Page) -> list[str]:
    """The quarters to choose from."""
    page.get_by_role("combobox", name="Quarter").click()
    shown = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    return shown


def test_an_analyst_needs_no_mouse(visit: Visit) -> None:
    """From the menu to a measure's gap, and its file."""
    page = visit()
    press(page, "Disproportionality")
    expect(page).to_have_title("Disproportionality · Business Plan 2023 to 2026")
    tab_to(settled(page), "Measure")
    with page.expect_download() as started:
        press(page, "Excel")
    assert started.value.suggested_filename.endswith(".xlsx")
