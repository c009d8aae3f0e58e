"""At a glance in the room: five answers above the fold, nothing cut, each number lands."""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import Page, expect

from tests.browser.looking import OVERHANG, at_last, at_rest
from tests.browser.screen import picture, settled

Visit = Callable[..., Page]
WIDTHS = (1366, 341, 390, 820, 1024, 1920)
ROOMS = (1366, 1024)
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
# Where the first line with these words ends, from the top of the window.
FOOT = """
words => {
    const squeezed = text => text.split(/\\s+/).join(' ').trim();
    const main = document.querySelector('[data-testid="stMain"]');
    const found = [...main.querySelectorAll('h1, p, span, a, strong')]
        .filter(each => squeezed(each.textContent).includes(words));
    const holds = each => found.some(other => other !== each && each.contains(other));
    const smallest = found.find(each => !holds(each));
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


def test_five_answers_stand_above_the_fold_and_nothing_is_cut(visit: Visit) -> None:
    """Nobody scrolls sideways, either; without colours each status has its word and its shape."""
    page = visit()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        settled(page)
        if width in ROOMS:
            assert at_last(page, partial(below_the_fold, page)) == {}, width
            picture(page, f"glance-first-screen-{width}")
        assert at_rest(page, OVERHANG, CLIPPED, HIDDEN_BY_A_BOX) == [], width
        picture(page, f"glance-{width}", whole=True)
    page.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
    picture(page, "glance-in-greyscale")
    shapes_and_words = statuses(page)
    assert [word for _, word in shapes_and_words] == [
        *["Red", "Amber", "Green", "Complete", "Not started", "Not reported"]
    ]
    assert len({shape for shape, _ in shapes_and_words}) == 6


def below_the_fold(page: Page) -> dict[str, float]:
    """The answers that end below the window, and the heading where it stands too low."""
    title = page.get_by_role("heading", level=1).bounding_box()
    assert title is not None
    feet = {words: page.evaluate(FOOT, words) for words in ANSWERS}
    too_low = {"the heading": title["y"]} if title["y"] >= 125 else {}
    return too_low | {words: foot for words, foot in feet.items() if foot > 768}


def statuses(page: Page) -> list[tuple[str, ...]]:
    """Shape and word of each status, as they are defined on the page."""
    definitions = page.locator(
        "[data-testid=stMarkdown]", has_text="Off track: needs the executive"
    ).last
    badges = definitions.locator(".stMarkdownBadge").all_inner_texts()
    return [tuple(badge.split(maxsplit=1)) for badge in badges]


def test_a_number_lands_on_what_it_counts(visit: Visit) -> None:
    page = visit()
    page.get_by_role("link", name="2 Amber").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 Amber")
    page.go_back()
    page.get_by_role("link", name="3.1, January to March 2024: Red").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anti-racist practice")
    expect(page.get_by_text("Data to 31 March 2024")).to_be_visible()
    expect(page.get_by_role("radio", name="3.1", checked=True)).to_be_visible()
