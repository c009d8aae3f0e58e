"""axe-core with best practices in the states that a page gets into, one session after another.

What is opened, chosen, filtered, refused or found empty; in the dark look, in forced colours, at
200% and 400% zoom. Each page as it opens is in `test_pages.py`, signing in in `test_sign_in.py`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from escp_data.records.demonstration import SAMPLES
from escp_data.store.database import open_store
from tests.browser.screen import axe, picture, settled
from tests.browser.test_pages import PAGES
from tests.browser.test_quarter import row
from tests.browser.test_reach import at_rest
from tests.server import Server

Visit = Callable[..., Page]
Findings = dict[str, list[str]]
ZOOMED = {"at 200%": (683, 384), "at 400%": (341, 192)}
OPENED = {
    "actions": "More filters",
    "disproportionality": "More filters",
    "priority-2": "What the colours mean",
    "meetings": "Record",
}
"""Popovers, and a dialog: the page, and the button that opens it."""
NOTHING_FOUND = ("actions?text=nothing+like+it", "training?agency=Nobody", "reviews?agency=Nobody")
FOLDED = (
    *("voice", "assurance", "disproportionality"),
    *("priority-3?action=3.3", "measures?measure=STOP"),
)
"""Every expander of these is opened."""
IN_EVERY_LOOK = ("", "priority-2", "measures?measure=RHI72", "meetings", "history")
"""Badges, cards, a chart, a picture of squares, a form."""
OPEN_ALL = """
() => document.querySelectorAll('[data-testid="stMain"] details:not([open]) > summary')
    .forEach(each => each.click())
"""
LIGHT_ON_PAPER = """
() => [...document.querySelectorAll('[data-testid="stMain"] :is(h1, h2, p, a, td, th, li)')]
    .filter(each => !each.closest('.stMarkdownBadge') && each.getClientRects().length)
    .filter(each => getComputedStyle(each).color !== 'rgb(11, 12, 12)')
    .map(each => each.outerHTML.slice(0, 120))
"""


@contextmanager
def media(page: Page, **how: Any) -> Iterator[None]:
    """The tab as a reader with these settings has it; as it was, afterwards."""
    page.emulate_media(**how)
    yield
    as_before: Any = dict.fromkeys(how, "null")
    page.emulate_media(**as_before)


def found(states: Findings) -> Findings:
    """Those in which something keeps somebody from using the page."""
    return {name: lines for name, lines in states.items() if lines}


def test_what_opens_over_and_under_a_page(visit: Visit) -> None:
    states: Findings = {}
    for path, button in OPENED.items():
        page = visit(path)
        page.get_by_role("button", name=button).click()
        states[f"{path}, {button}"] = axe(settled(page), best=True)
        picture(page, f"{path}-{button}")
    for path in FOLDED:
        page = visit(path)
        page.evaluate(OPEN_ALL)
        states[f"{path}, all opened"] = axe(settled(page), best=True)
    assert found(states) == {}


def test_where_a_filter_finds_nothing(visit: Visit) -> None:
    states = {path: axe(visit(path), best=True) for path in NOTHING_FOUND}
    assert found(states) == {}


def test_an_empty_dashboard(
    page: Page, start_server: Callable[[Path], Server], tmp_path: Path
) -> None:
    open_store(tmp_path / "escp.db")
    server = start_server(tmp_path / "escp.db")
    states: Findings = {}
    for path in ("", "upload", "history"):
        page.goto(f"{server.url}/{path}")
        states[path] = axe(settled(page), best=True)
    assert found(states) == {}


def test_the_upload_list_in_each_look(visit: Visit) -> None:
    """Errors, changes and a tracker's questions, each of them opened; nothing is stored."""
    page = visit("upload")
    files = [
        SAMPLES / "with_mistakes.xlsx",
        SAMPLES / "trackers" / "health_two_tables.xlsx",
    ]
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_text("20 problems: send it back")).to_be_visible()
    states = {"the list": axe(settled(page), best=True)}
    for file in files:
        row(page, file.stem).get_by_role("button", name="Look").click()
        states[file.stem] = axe(settled(page), best=True)
        with media(page, color_scheme="dark"):
            states[f"{file.stem}, dark"] = axe(settled(page), best=True)
            picture(page, f"upload-{file.stem}-dark", whole=True)
    assert found(states) == {}


@pytest.mark.parametrize("path", IN_EVERY_LOOK)
def test_dark_forced_colours_and_zoom(visit: Visit, path: str) -> None:
    page = visit(path)
    states: Findings = {}
    with media(page, color_scheme="dark"):
        states["dark"] = axe(settled(page), best=True)
        picture(page, f"{path or 'glance'}-dark", whole=True)
        with media(page, media="print"):
            states["dark, on paper"] = page.evaluate(LIGHT_ON_PAPER)
    with media(page, forced_colors="active"):
        states["forced colours"] = axe(settled(page), best=True)
        picture(page, f"{path or 'glance'}-forced-colours", whole=True)
    for name, (width, height) in ZOOMED.items():
        page.set_viewport_size({"width": width, "height": height})
        assert at_rest(settled(page)) == (0, []), name
        states[name] = axe(page, best=True)
    assert found(states) == {}
    assert path in PAGES
