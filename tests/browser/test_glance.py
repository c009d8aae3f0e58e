"""At a glance in the room: five answers above the fold, nothing cut, each number lands."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import OVERHANG
from tests.browser.screen import axe, picture, settled

Visit = Callable[..., Page]
WIDTHS = (341, 390, 820, 1024, 1366, 1920)
ANSWERS = (
    "5 of 10 actions are not on track; two need a decision",
    "2 actions",
    "Release two reviewers per agency for one week?",
    "Make the half days of 11 March and 24 June binding for all agencies?",
    "NHS NCL ICB has not reported on 3.4. Ask for it?",
    "3.2 137 of 190 who answered used the training.",
    "Nobody said: 3.4",
    "2.1 Star and Arthur plan · worse",
    "3.4 Voice to the group",
    "The gap between Black and White children shows no clear change.",
    "referrals and assessments widened.",
    "4 measures: no clear change",
)
"""On track, what got worse, what is asked of us, has it helped, is the gap narrowing."""
# Where the last line with these words ends, from the top of the window.
FOOT = """
words => {
    const squeezed = text => text.split(/\\s+/).join(' ').trim();
    const main = document.querySelector('[data-testid="stMain"]');
    const found = [...main.querySelectorAll('h1, p, span, a, strong')]
        .filter(each => squeezed(each.textContent).includes(words));
    const smallest = found.at(-1);
    return smallest ? smallest.getBoundingClientRect().bottom : Infinity;
}
"""
# Every element with words of its own that are wider than it.
CLIPPED = """
() => [...document.querySelectorAll(
        ':is([data-testid="stMain"], [data-testid="stSidebar"]) *')]
    .filter(each => [...each.childNodes].some(
        node => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
    .filter(each => !['STYLE', 'SCRIPT', 'OPTION'].includes(each.tagName) && each.clientWidth > 1)
    .filter(each => getComputedStyle(each).display !== 'inline')
    .filter(each => each.scrollWidth > each.clientWidth)
    .map(each => each.textContent)
"""
# Words that a box around them hides, though they have room of their own.
HIDDEN_BY_A_BOX = """
() => [...document.querySelectorAll('[data-testid="stMain"] :is(h1, h2, p, a, .stMarkdownBadge)')]
    .filter(each => {
        const own = each.getBoundingClientRect();
        if (!own.width) return false;
        for (let box = each.parentElement; box; box = box.parentElement) {
            if (box.dataset.testid === 'stMain') return false;
            const style = getComputedStyle(box), edge = box.getBoundingClientRect();
            const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
            if (hides && own.right > edge.right + 1) return true;
        }
        return false;
    })
    .map(each => each.textContent)
"""


@pytest.mark.parametrize("width", [1366, 1024])
def test_five_answers_stand_above_the_fold(visit: Visit, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    visit()
    below = {words: foot for words in ANSWERS if (foot := page.evaluate(FOOT, words)) > 768}
    assert below == {}
    title = page.get_by_role("heading", level=1).bounding_box()
    assert title is not None
    assert title["y"] < 125
    picture(page, f"glance-first-screen-{width}")


def test_nothing_is_cut_and_nobody_scrolls_sideways(visit: Visit) -> None:
    page = visit()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        settled(page)
        assert page.evaluate(OVERHANG) <= 0, width
        assert page.evaluate(CLIPPED) == [], width
        assert page.evaluate(HIDDEN_BY_A_BOX) == [], width
        picture(page, f"glance-{width}", whole=True)


def test_everyone_can_use_the_first_screen(visit: Visit) -> None:
    page = visit()
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert axe(settled(page)) == []


def test_a_number_lands_on_what_it_counts(visit: Visit) -> None:
    page = visit()
    page.get_by_role("link", name="2 Amber").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 Amber")
    page.go_back()
    page.get_by_role("link", name="3.1, January to March 2024: Red").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anti-racist practice")
    expect(page.get_by_text("Data to 31 March 2024")).to_be_visible()
    expect(page.get_by_role("radio", name="3.1", checked=True)).to_be_visible()
