"""A new dashboard: the plan and its twelve quarters are stored by hand with one press, then the
next plan and its two. The new one opens, and what was shown of the old one stays, to the word.

Every page of the old one: `tests/pages/test_next_plan.py`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

from escp_data.records.demonstration import NEXT_PLAN, NEXT_RETURNS, SAMPLES
from escp_data.records.uploads import history
from escp_data.store.database import Store
from tests.browser.screen import axe, picture, settled, walk
from tests.browser.test_quarter import row
from tests.pages.test_next_plan import CHANGES
from tests.server import Server

Start = Callable[[Path], Server]
WALKED = ("", "priority-2", "measures")
NEW_QUARTERS = ("2026-27 Q1", "2026-27 Q2")
TWELVE = [path.name for path in sorted(SAMPLES.glob("202[345]-2?_Q?.xlsx"))]
TO_LOOK_AT = {
    "2025-26_Q1": "The share of unknown ethnicity",
    "2025-26_Q3": "Revised due date of 2.3",
}


def test_a_plan_and_its_quarters_at_once_then_the_next(
    page: Page, start_server: Start, empty_store: Path
) -> None:
    url = start_server(empty_store).url
    page.goto(f"{url}/upload")
    choose(page, [*TWELVE[::-1], "plan.xlsx"])
    for name, words in TO_LOOK_AT.items():
        row(page, name).get_by_role("button", name="Look").click()
        page.get_by_role("main").get_by_text(words).first.click()
        expect(row(page, name).get_by_role("button", name="Store", exact=True)).to_be_enabled()
        settled(page)
    store_all(page, 13)
    assert history(Store(empty_store))["file_name"].tolist() == [*TWELVE[::-1], "plan.xlsx"]
    before = {path: said(page, path, "2025-26 Q3") for path in WALKED}
    assert "Star and Arthur" in "".join(before["priority-2"])
    expect(page.get_by_label("Plan", exact=True)).to_have_count(0)

    page.get_by_role("link", name="Upload", exact=True).click()
    choose(page, [NEXT_RETURNS[1], NEXT_PLAN, NEXT_RETURNS[0]])
    store_all(page, 3)
    page.goto(url)
    expect(settled(page).get_by_role("heading", level=1)).to_contain_text(
        "6 of 11 actions are not on track"
    )
    assert "plan=2026-29" in page.url
    assert axe(page) == []
    picture(page, "next-plan", whole=True)
    for quarter in NEW_QUARTERS:
        for path in ("", "priority-2"):
            assert "Star and Arthur" not in "".join(said(page, path, quarter))
    assert {path: said(page, path, "2025-26 Q3") for path in WALKED} == before
    page.goto(url)
    page.get_by_role("link", name="4 One protection team").click()
    expect(page.get_by_role("link", name="Carries on 2023-26 2.1")).to_be_visible()


def choose(page: Page, names: Sequence[str]) -> None:
    """Choose files together on the Upload page, and wait until each was checked in its turn."""
    page.locator("input[type=file]").set_input_files([SAMPLES / name for name in names])
    expect(page.get_by_role("heading", name=f"{len(names)} files")).to_be_visible(timeout=60_000)
    settled(page, 60)


def store_all(page: Page, number: int) -> None:
    """Store them all with one press."""
    picture(page, f"upload-{number}-together", whole=True)
    page.get_by_role("button", name=f"Store the {number} without problems").click()
    expect(page.get_by_text(f"{number} files stored.")).to_be_visible(timeout=60_000)


def said(page: Page, path: str, quarter: str) -> list[str]:
    """What the middle of a page of a quarter says, but for what speaks of the present."""
    walk(page, f"{path}?period={quarter.replace(' ', '+')}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    lines = page.get_by_role("main").inner_text().splitlines()
    return [line for line in lines if line.strip() and not line.startswith(CHANGES)]
