"""axe-core with best practices in the states that a page gets into, one session after another.

What is opened, chosen, filtered, refused or found empty; in the dark look, in forced colours, at
200% and 400% zoom. Each page as it opens is in `test_pages.py`, signing in in `test_sign_in.py`.
"""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from escp_data.records.demonstration import SAMPLES
from escp_data.store.database import open_store
from tests.browser.looking import OPEN_ALL, media
from tests.browser.screen import axe, colours, picture, settled, walk
from tests.browser.test_quarter import row
from tests.server import Server

Visit = Callable[..., Page]
Findings = dict[str, list[str]]
OPENED = {
    "actions": "More filters",
    "disproportionality": "More filters",
    "priority-2": "What the colours mean",
    "meetings": "Record",
}
"""Popovers, and a dialog: the page, and the button that opens it."""
NOTHING_FOUND = (
    *("actions?text=nothing+like+it", "training?agency=Nobody", "reviews?agency=Nobody"),
    "disproportionality?measure=Permanent+exclusions+from+school",
)
"""The last has nothing to draw."""
FOLDED = (
    *("voice", "assurance", "disproportionality?measure=Child+protection+plans+by+ethnicity"),
    *("priority-3?action=3.3", "measures?measure=STOP"),
)
"""Every expander of these is opened."""


def found(states: Findings) -> Findings:
    """Those in which something keeps somebody from using the page."""
    return {name: lines for name, lines in states.items() if lines}


def test_what_opens_over_and_under_a_page(visit: Visit) -> None:
    states: Findings = {}
    for path, button in OPENED.items():
        page = visit(path)
        page.get_by_role("button", name=button).click()
        states[f"{path}, {button}"] = axe(settled(page))
        picture(page, f"{path}-{button}")
    for path in FOLDED:
        page = visit(path)
        page.evaluate(OPEN_ALL)
        states[f"{path}, all opened"] = axe(settled(page))
    assert found(states) == {}


def test_where_a_filter_finds_nothing(visit: Visit) -> None:
    states = {path: axe(visit(path)) for path in NOTHING_FOUND}
    assert found(states) == {}


def test_an_empty_dashboard(
    page: Page, start_server: Callable[[Path], Server], tmp_path: Path
) -> None:
    open_store(tmp_path / "escp.db")
    server = start_server(tmp_path / "escp.db")
    states: Findings = {}
    page.goto(server.url)
    states["as it opens"] = axe(settled(page))
    for path in ("upload", "history"):
        states[path] = axe(walk(page, path))
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
    states = {"the list": axe(settled(page))}
    for file in files:
        row(page, file.stem).get_by_role("button", name="Look").click()
        states[file.stem] = axe(settled(page))
        if file == files[0]:
            expect(page.get_by_text("20 problems to put right", exact=True)).to_be_visible()
        with media(page, color_scheme="dark"):
            states[f"{file.stem}, dark"] = colours(settled(page))
            picture(page, f"upload-{file.stem}-dark", whole=True)
    assert found(states) == {}
