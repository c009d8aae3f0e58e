"""Every page, for everyone: on a projector, at 200% zoom, by keyboard, in greyscale."""

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import FOCUSED, OUTLINE, at_rest, media
from tests.browser.paper import unfit_for_paper
from tests.browser.screen import axe, picture, settled
from tests.server import HOME

Visit = Callable[..., Page]
SEEN_ELSEWHERE = {"welcome": "states", "refused": "sign_in", "meeting": "meeting"}
"""Pages that are tested by themselves, each in its own file."""
PAGES = {
    "": "At a glance",
    "priority-2": "2 Physical abuse",
    "voice": "Children's voice",
    "training": "Training",
    "children": "What you told us",
    "assurance": "Assurance",
    "reviews": "Reviews",
    "papers": "Papers",
    "meetings": "Meetings and challenges",
    "agency-nhs-ncl-icb": "NHS NCL ICB",
    "actions": "Actions",
    "measures": "Measures",
    "measures?measure=RHI72": "Measures",
    "disproportionality": "Disproportionality",
    "upload": "Upload",
    "returns": "Returns",
    "history": "History",
    "methods": "How figures are worked out",
    "about": "About",
}
AT_EVERY_WIDTH = (341, 390, 683, 820, 1024, 1366, 1920)
"""From a quarter of 1366 pixels, which is 400% zoom, to a large screen."""
WIDTHS = AT_EVERY_WIDTH if os.environ.get("ESCP_EVERY_WIDTH") else (1024, 683, 341)
ON_PHONES = ("", "priority-2", "actions", "returns")
ON_PAPER = ("", "priority-2", "actions", "measures", "disproportionality", "voice")
IN_EVERY_LOOK = ("", "priority-2", "measures?measure=RHI72", "meetings", "history")
"""Badges, cards, a chart, a picture of squares, a form."""
LIGHT_ON_PAPER = """
() => [...document.querySelectorAll('[data-testid="stMain"] :is(h1, h2, p, a, td, th, li)')]
    .filter(each => !each.closest('.stMarkdownBadge') && each.getClientRects().length)
    .filter(each => getComputedStyle(each).color !== 'rgb(11, 12, 12)')
    .map(each => each.outerHTML.slice(0, 120))
"""
FOLDED = {
    "returns": "details > summary",
    "history": "details > summary",
    "methods": "details > summary:has-text('For statisticians') >> nth=2",
}
"""What is opened before all can use it: forms, decisions, a formula."""


@pytest.mark.parametrize(("path", "title"), PAGES.items())
def test_everyone_can_use_a_page(visit: Visit, path: str, title: str) -> None:
    """All that is looked at on a page is looked at in one visit, since a visit takes seconds."""
    page = visit(path)
    expect(page).to_have_title(f"{title} · Business Plan 2023 to 2026")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_count(1)
    place = heading.bounding_box()
    assert place is not None
    assert place["y"] + place["height"] < 300
    assert at_rest(page) == (0, [])
    if path in ON_PAPER:
        assert unfit_for_paper(page, "October to December 2025 (Q3)") == []
    for summary in page.get_by_role("main").locator(FOLDED.get(path, "nothing")).all():
        summary.click()
    states = {"as it opens": axe(settled(page), best=True)}
    picture(page, path or "glance", whole=True)
    if path in IN_EVERY_LOOK:
        states |= in_every_look(page, path or "glance")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        assert at_rest(settled(page)) == (0, []), width
        picture(page, f"{path or 'glance'}-{width}", whole=True)
    if path in ON_PHONES or path in IN_EVERY_LOOK:
        states["at 400%"] = axe(page, best=True)
    assert {name: wrong for name, wrong in states.items() if wrong} == {}


def in_every_look(page: Page, name: str) -> dict[str, list[str]]:
    """What is wrong in the dark, in the dark on paper, and in forced colours."""
    states: dict[str, list[str]] = {}
    with media(page, color_scheme="dark"):
        states["dark"] = axe(settled(page), best=True)
        picture(page, f"{name}-dark", whole=True)
        with media(page, media="print"):
            states["dark, on paper"] = page.evaluate(LIGHT_ON_PAPER)
    with media(page, forced_colors="active"):
        states["forced colours"] = axe(settled(page), best=True)
        picture(page, f"{name}-forced-colours", whole=True)
    return states


def test_every_page_is_opened_in_a_browser() -> None:
    """Each of these tests ends with an empty log: nothing asked of another computer, and no word of
    a broken content policy (see `watched`).
    """
    paths = [*PAGES, "lost"]
    opened = {path.partition("?")[0] or "glance" for path in paths} | set(SEEN_ELSEWHERE)
    numbered = {re.sub(r"^(priority|agency)-.*", r"\1", each) for each in opened}
    assert numbered == {each.stem for each in (HOME / "pages").glob("*.py")}
    files = [HOME / "tests" / "browser" / f"test_{each}.py" for each in SEEN_ELSEWHERE.values()]
    assert [each for each in files if not each.is_file()] == []


def test_an_address_without_a_page_is_for_everyone_too(visit: Visit) -> None:
    page = visit("nowhere-at-all")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert axe(page, best=True) == []


def test_the_browsers_log_tells_of_a_broken_policy(visit: Visit, trouble: list[str]) -> None:
    """That an empty log means something."""
    visit("about").evaluate("""() => new Promise(done => {
        document.addEventListener('securitypolicyviolation', done, {once: true});
        const script = document.createElement('script');
        script.textContent = 'window.broken = true';
        document.head.append(script);
    }).then(() => undefined)""")
    assert len(trouble) == 1
    assert "Content Security Policy" in trouble.pop()


def test_where_the_keyboard_is_can_be_seen(visit: Visit) -> None:
    page = visit("actions?priority=2")
    unseen = []
    for _ in range(26):
        page.keyboard.press("Tab")
        if page.evaluate(OUTLINE) < 3:
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
    assert unseen == []


def test_the_keyboard_reaches_menu_quarter_and_tiles_and_chooses(visit: Visit) -> None:
    page = visit()
    reached, outlines = [], []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(" ".join(page.evaluate(FOCUSED).split()))
        outlines.append(page.evaluate(OUTLINE))
    wanted = [
        *["Skip to main content", "At a glance", "2 Physical abuse", "Actions", "Upload", "About"],
        *["NHS NCL ICB has not returned", "Quarter", "Compared with", "5 of 10", "2 Red"],
    ]
    places = [next(at for at, name in enumerate(reached) if want in name) for want in wanted]
    assert places == sorted(places)
    assert min(outlines) >= 3
    page.get_by_role("combobox", name="Quarter").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("heading", name="What changed since January to March 2025")
    ).to_be_visible()


def test_without_colours_each_status_has_its_word_and_its_shape(visit: Visit) -> None:
    page = visit()
    page.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
    picture(page, "glance-in-greyscale")
    definitions = page.locator(
        "[data-testid=stMarkdown]", has_text="Off track: needs the executive"
    ).last
    badges = definitions.locator(".stMarkdownBadge").all_inner_texts()
    shapes_and_words = [tuple(badge.split(maxsplit=1)) for badge in badges]
    assert [word for _, word in shapes_and_words] == [
        *["Red", "Amber", "Green", "Complete", "Not started", "Not reported"]
    ]
    assert len({shape for shape, _ in shapes_and_words}) == 6
