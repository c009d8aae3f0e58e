"""Twelve quarters are stored; the next plan comes with its own two, in three files at once: the
new one opens, and what is shown of the old one stays, to the word.

Every page of the old one: `tests/pages/test_next_plan.py`.
"""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from escp_data.records.demonstration import (
    LEFT_FOR_THE_NEWCOMER,
    NEXT_PLAN,
    NEXT_RETURNS,
    SAMPLES,
)
from escp_data.records.uploads import withdraw
from escp_data.store.database import Store
from tests.browser.screen import axe, picture, settled
from tests.pages.test_next_plan import CHANGES
from tests.server import Server
from tests.stores import put

Start = Callable[[Path], Server]
WALKED = ("", "priority-2", "measures")
NEW_QUARTERS = ("2026-27 Q1", "2026-27 Q2")


def test_three_files_at_once_and_the_next_plan_opens(
    page: Page, start_server: Start, own_store: Path
) -> None:
    withdraw(Store(own_store), 13, "It has not come yet", "Business unit")
    put(Store(own_store), (SAMPLES / LEFT_FOR_THE_NEWCOMER).read_bytes(), LEFT_FOR_THE_NEWCOMER)
    url = start_server(own_store).url
    before = {path: said(page, f"{url}/{path}", "2025-26 Q3") for path in WALKED}
    assert "Star and Arthur" in "".join(before["priority-2"])
    page.goto(f"{url}/upload")
    expect(settled(page).get_by_label("Plan", exact=True)).to_have_count(0)
    names = [NEXT_RETURNS[1], NEXT_PLAN, NEXT_RETURNS[0]]
    settled(page).locator("input[type=file]").set_input_files([SAMPLES / name for name in names])
    store_all = page.get_by_role("button", name="Store the 3 without problems")
    expect(store_all).to_be_visible(timeout=60_000)
    picture(page, "upload-together", whole=True)
    store_all.click()
    expect(page.get_by_text("3 files stored.")).to_be_visible(timeout=60_000)

    page.goto(url)
    expect(settled(page).get_by_role("heading", level=1)).to_contain_text(
        "6 of 11 actions are not on track"
    )
    assert "plan=2026-29" in page.url
    assert axe(page) == []
    picture(page, "next-plan", whole=True)
    for quarter in NEW_QUARTERS:
        for path in ("", "priority-2"):
            assert "Star and Arthur" not in "".join(said(page, f"{url}/{path}", quarter))
    assert {path: said(page, f"{url}/{path}", "2025-26 Q3") for path in WALKED} == before
    page.goto(url)
    page.get_by_role("link", name="4 One protection team").click()
    expect(page.get_by_role("link", name="Carries on 2023-26 2.1")).to_be_visible()


def said(page: Page, url: str, quarter: str) -> list[str]:
    """What the middle of a page of a quarter says, but for what speaks of the present."""
    page.goto(f"{url}?period={quarter.replace(' ', '+')}")
    expect(settled(page).get_by_role("heading", level=1)).to_be_visible()
    lines = page.get_by_role("main").inner_text().splitlines()
    return [line for line in lines if line.strip() and not line.startswith(CHANGES)]
