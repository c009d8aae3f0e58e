"""Every page, for everyone: on a projector, at 200% zoom, by keyboard, in greyscale."""

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import BROKEN, OPEN_ALL, OUTLINE, at_rest, media
from tests.browser.paper import unfit_for_paper
from tests.browser.screen import axe, colours, picture, settled
from tests.server import HOME

Visit = Callable[..., Page]
SEEN_ELSEWHERE = {"welcome": "states", "refused": "sign_in", "meeting": "meeting", "lost": "links"}
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
    "disproportionality?measure=Child+protection+plans+by+ethnicity": "Disproportionality",
    "upload": "Upload",
    "returns": "Returns",
    "history": "History",
    "methods": "How figures are worked out",
    "about": "About",
}
AT_EVERY_WIDTH = (341, 390, 683, 820, 1024, 1366, 1920)
"""From a quarter of 1366 pixels, which is 400% zoom, to a large screen."""
WIDTHS = AT_EVERY_WIDTH if os.environ.get("ESCP_EVERY_WIDTH") else (1024, 820, 683, 341)
NO_PHONE = 600
"""Under this, headings of many columns break in words; the accessibility statement says so."""
SITTINGS = 3
"""The pages are shared among so many."""
ON_PHONES = ("", "priority-2", "actions", "returns")
ON_PAPER = (
    *("", "priority-2", "actions", "measures", "disproportionality", "voice", "training"),
    *("assurance", "meetings", "reviews", "agency-nhs-ncl-icb", "returns"),
)
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


@pytest.mark.parametrize("first", range(SITTINGS))
def test_everyone_can_use_each_page(visit: Visit, page: Page, first: int) -> None:
    """A few pages in one sitting, since to load each anew takes seconds."""
    for path in list(PAGES)[first::SITTINGS]:
        page.set_viewport_size({"width": 1366, "height": 768})
        everyone_can_use(visit(path), path)


def everyone_can_use(page: Page, path: str) -> None:
    """All that is looked at on a page is looked at in one visit."""
    title = PAGES[path]
    expect(page).to_have_title(f"{title} · Business Plan 2023 to 2026")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_count(1)
    place = heading.bounding_box()
    assert place is not None
    assert place["y"] + place["height"] < 300
    assert at_rest(page) == []
    if path in ON_PAPER:
        assert unfit_for_paper(page, "October to December 2025 (Q3)") == []
    for summary in page.get_by_role("main").locator(FOLDED.get(path, "nothing")).all():
        summary.click()
    states = {"as it opens": axe(settled(page))}
    picture(page, path or "glance", whole=True)
    if path in IN_EVERY_LOOK:
        states |= in_every_look(page, path or "glance")
    page.evaluate(OPEN_ALL)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        assert at_rest(settled(page)) == [], width
        assert width < NO_PHONE or at_rest(page, BROKEN) == [], width
        picture(page, f"{path or 'glance'}-{width}", whole=True)
    if path in ON_PHONES:
        assert unseen(page) == []
    if path in ON_PHONES or path in IN_EVERY_LOOK:
        states["at 400%"] = axe(page)
    assert {name: wrong for name, wrong in states.items() if wrong} == {}, path


def unseen(page: Page) -> list[str]:
    """Where nobody can see that the keyboard is, of the first 26 places it comes to."""
    found = []
    for _ in range(26):
        page.keyboard.press("Tab")
        if page.evaluate(OUTLINE) < 3:
            found.append(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
    return found


def in_every_look(page: Page, name: str) -> dict[str, list[str]]:
    """What is wrong in the dark, in the dark on paper, and in forced colours."""
    states: dict[str, list[str]] = {}
    with media(page, color_scheme="dark"):
        states["dark"] = colours(settled(page))
        picture(page, f"{name}-dark", whole=True)
        with media(page, media="print"):
            states["dark, on paper"] = at_rest(page, LIGHT_ON_PAPER)
    with media(page, forced_colors="active"):
        states["forced colours"] = colours(settled(page))
        picture(page, f"{name}-forced-colours", whole=True)
    return states


def test_every_page_is_opened_in_a_browser() -> None:
    """Each of these tests ends with an empty log: nothing asked of another computer, and no word of
    a broken content policy (see `watched`).
    """
    opened = {path.partition("?")[0] or "glance" for path in PAGES} | set(SEEN_ELSEWHERE)
    numbered = {re.sub(r"^(priority|agency)-.*", r"\1", each) for each in opened}
    assert numbered == {each.stem for each in (HOME / "pages").glob("*.py")}
    files = [HOME / "tests" / "browser" / f"test_{each}.py" for each in SEEN_ELSEWHERE.values()]
    assert [each for each in files if not each.is_file()] == []
