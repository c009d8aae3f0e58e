"""The watch kept in the browser sees what it should."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page

from tests.browser.screen import axe

BREAK_THE_POLICY = """
() => new Promise(done => {
    document.addEventListener('securitypolicyviolation', done, {once: true});
    const script = document.createElement('script');
    script.textContent = 'window.broken = true';
    document.head.append(script);
}).then(() => undefined)
"""


def test_a_broken_policy_a_request_elsewhere_and_an_error_are_noted(
    visit: Callable[[str], Page], trouble: list[str]
) -> None:
    """That an empty log means something."""
    page = visit("about")
    page.evaluate(BREAK_THE_POLICY)
    assert len(trouble) == 1
    assert "Content Security Policy" in trouble[0]
    with pytest.raises(Error, match="Failed to fetch"):
        page.evaluate("fetch('https://example.org/font.woff2')")
    assert any("https://example.org/font.woff2" in each for each in trouble)
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('a mistake') })")
    assert "page error: a mistake" in trouble
    trouble.clear()


def test_axe_finds_words_too_pale_to_read(page: Page) -> None:
    page.set_content("<main lang=en style='color:#ccc;background:#fff'><h1>Pale</h1></main>")
    assert [line.split(" ")[0] for line in axe(page, "'main'")] == ["color-contrast"]
