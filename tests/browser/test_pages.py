"""Every page, for everyone: on a projector, at 200% zoom, by keyboard, in greyscale."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import axe, picture, settled
from tests.server import HOME

Visit = Callable[..., Page]
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
SEEN_ELSEWHERE = {"welcome": "newcomer", "refused": "sign_in", "meeting": "meeting"}
"""Pages that are tested by themselves, each in its own file."""
AT_200, ON_A_PHONE = (683, 384), (390, 844)
ON_PHONES = ("", "priority-2", "actions", "returns")
FOLDED = {
    "returns": "details > summary",
    "history": "details > summary",
    "methods": "details > summary:has-text('For statisticians') >> nth=2",
}
"""What is opened before all can use it: forms, decisions, a formula."""
# What sticks out of the page's own scrolling part, or of the window, to the right.
OVERHANG = """
() => {
    const main = document.querySelector('[data-testid="stMain"]');
    return Math.max(main.scrollWidth - main.clientWidth,
        document.documentElement.scrollWidth - window.innerWidth);
}
"""
# Words that are cut off at the edge of what holds them, but for what a reader can scroll or open.
CUT_OFF = """
() => [...document.querySelectorAll('[data-testid="stMain"] :is(label, p, button, h1, h2, h3)')]
    .filter(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1)
    .filter(each => getComputedStyle(each).overflowX !== 'visible')
    .map(each => each.textContent)
"""
FOCUSED = """
() => {
    const it = document.activeElement;
    return it.getAttribute('aria-label') || it.labels?.[0]?.textContent || it.textContent || '';
}
"""


OUTLINE = """
() => {
    const it = document.activeElement;
    if (it === document.body) return 3;
    const drawn = [it, it.closest('[role="group"]'), it.closest('label'), it.parentElement];
    return Math.max(...drawn.filter(Boolean).map(each => {
        const style = getComputedStyle(each);
        return style.outlineStyle === 'solid' ? parseFloat(style.outlineWidth) : 0;
    }));
}
"""


def narrow(page: Page, size: tuple[int, int]) -> Page:
    """The window at another size; a table to be scrolled sideways is out of a keyboard's reach."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    assert settled(page).evaluate(OVERHANG) <= 0, size
    return page


@pytest.mark.parametrize(("path", "title"), PAGES.items())
def test_everyone_can_use_a_page(visit: Visit, path: str, title: str) -> None:
    page = visit(path)
    expect(page).to_have_title(f"{title} · Business Plan 2023 to 2026")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_count(1)
    place = heading.bounding_box()
    assert place is not None
    assert place["y"] + place["height"] < 300
    assert page.evaluate(OVERHANG) <= 0
    assert page.evaluate(CUT_OFF) == []
    for summary in page.get_by_role("main").locator(FOLDED.get(path, "nothing")).all():
        summary.click()
    assert axe(settled(page), best=True) == []
    picture(page, path or "glance", whole=True)
    assert narrow(page, AT_200).evaluate(CUT_OFF) == []
    if path in ON_PHONES:
        assert axe(narrow(page, ON_A_PHONE)) == []
        picture(page, f"{path or 'glance'}-on-a-phone")


def test_every_page_is_opened_in_a_browser() -> None:
    """Each of these tests ends with an empty log: nothing asked of another computer, and no word of
    a broken content policy (see `watched`).
    """
    paths = [*PAGES, "papers", "lost"]
    opened = {path.partition("?")[0] or "glance" for path in paths} | set(SEEN_ELSEWHERE)
    numbered = {re.sub(r"^(priority|agency)-.*", r"\1", each) for each in opened}
    assert numbered == {each.stem for each in (HOME / "pages").glob("*.py")}
    files = [HOME / "tests" / "browser" / f"test_{each}.py" for each in SEEN_ELSEWHERE.values()]
    assert [each for each in files if not each.is_file()] == []


@pytest.mark.parametrize("path", ["papers", "no-such-page"])
def test_the_other_pages_ask_nobody_else_either(visit: Visit, path: str) -> None:
    expect(visit(path).get_by_role("heading", level=1)).to_have_count(1)


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
