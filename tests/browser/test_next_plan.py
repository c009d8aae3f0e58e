"""The next plan comes: what was shown of the old one stays, to the word, and the new one opens."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from escp_data.records.demonstration import NEXT_PLAN, NEXT_RETURNS, SAMPLES
from escp_data.records.uploads import withdraw
from escp_data.store.database import Store
from tests.browser.screen import axe, picture, settled
from tests.server import Server

Start = Callable[[Path], Server]
OF_THE_QUARTER = (
    "glance",
    "priority-1",
    "priority-2",
    "priority-3",
    "actions",
    "disproportionality",
)
CHANGES = ("Data to 31 December 2025", "A newer quarter", "Plan", "The plan 2", "This plan ended")
"""What may differ of an old quarter: how fresh the data is, and ways to newer plans."""


def words(page: Page, url: str) -> list[str]:
    """The lines of a page's main part, but for those that speak of the present."""
    page.goto(url)
    text = settled(page).get_by_role("main").inner_text()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [line for line in lines if not line.startswith(CHANGES) and line not in ("2023-26",)]


def test_the_old_plan_stays_and_the_next_one_opens(
    page: Page, start_server: Start, own_store: Path
) -> None:
    withdraw(Store(own_store), 13, "It has not come yet", "Business unit")
    url = start_server(own_store).url
    asks = "?period=2025-26+Q3&compared=The+quarter+before"
    before = {path: words(page, f"{url}/{path}{asks}") for path in OF_THE_QUARTER}
    expect(page.get_by_label("Plan", exact=True)).to_have_count(0)

    page.goto(f"{url}/upload")
    names = [NEXT_RETURNS[1], NEXT_PLAN, NEXT_RETURNS[0]]
    settled(page).locator("input[type=file]").set_input_files([SAMPLES / name for name in names])
    store_all = page.get_by_role("button", name="Store these 3 workbooks, in this order")
    expect(store_all).to_be_visible(timeout=60_000)
    picture(page, "upload-together", whole=True)
    store_all.click()
    expect(page.get_by_text("Stored just now as upload 16.")).to_be_visible(timeout=60_000)

    page.goto(url)
    expect(settled(page).get_by_role("heading", level=1)).to_contain_text("One of 11 actions")
    assert "plan=2026-29" in page.url
    assert axe(page) == []
    picture(page, "next-plan", whole=True)
    shown = page.get_by_role("main").inner_text()
    assert "Star and Arthur" not in shown
    page.get_by_role("link", name="4 One protection team").click()
    expect(page.get_by_role("link", name="Carries on 2023-26 2.1")).to_be_visible()

    after = {path: words(page, f"{url}/{path}{asks}") for path in OF_THE_QUARTER}
    for path in OF_THE_QUARTER:
        assert after[path] == before[path], (
            [a for a in after[path] if a not in before[path]],
            [b for b in before[path] if b not in after[path]],
        )
