"""The business unit's quarter: twelve returns, two of them wrong, in a dozen clicks."""

from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Locator, Page, expect

from escp_data.records.uploads import history
from escp_data.store.database import Store
from tests.browser.conftest import Kept
from tests.browser.looking import at_rest
from tests.browser.screen import axe, height, picture, settled
from tests.stores import return_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEADS = {
    "1.1": "Enfield Council", "1.2": "Enfield schools", "2.1": "Enfield Council",
    "2.2": "Enfield Council", "2.3": "Metropolitan Police", "3.1": "Enfield Council",
    "3.2": "Health providers", "3.3": "Enfield schools", "3.4": "NHS NCL ICB",
}  # fmt: skip  # pairs share a line
MOST_CLICKS = 12


def one(ref: str, agency: str, rag: str = "Green") -> bytes:
    """A return about one action."""
    row = {"Ref": ref, "RAG": rag, "Progress update": f"Done as planned for {ref}"}
    return return_workbook("2025-26 Q4", agency, Progress=[row])


def quarter() -> dict[str, bytes]:
    """Twelve returns: nine without problems, one that reopens an action, two with errors."""
    good = {f"return-{ref}": one(ref, agency) for ref, agency in LEADS.items()}
    return good | {
        "return-1.3": one("1.3", "Voluntary sector"),
        "wrong-rag": one("1.1", "Enfield schools", "Ambr"),
        "wrong-ref": one("7.7", "Enfield schools"),
    }


class Clicks:
    """Counts what a person clicks."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, what: Locator) -> None:
        what.click()
        self.count += 1
        settled(self.page, 60)


def row(page: Page, name: str) -> Locator:
    """A file's row on the list."""
    rows = page.locator("[class*='st-key-file-']")
    return rows.filter(has=page.get_by_text(f"{name}.xlsx", exact=True))


def test_a_quarter_of_twelve_files_takes_a_dozen_clicks(
    page: Page, kept: Kept, tmp_path: Path
) -> None:
    page.goto(f"{kept.url}/upload")
    settled(page)
    before = len(history(Store(kept.path)))
    clicks = Clicks(page)
    files: list[FilePayload] = [
        {"name": f"{name}.xlsx", "mimeType": XLSX, "buffer": content}
        for name, content in quarter().items()
    ]
    with page.expect_file_chooser() as choosing:
        clicks.on(page.get_by_role("button", name="Upload", exact=True).last)
    choosing.value.set_files(files)
    clicks.count += 1  # the computer's own "Open"
    expect(page.get_by_role("heading", name="12 files")).to_be_visible()
    settled(page, 60)
    assert axe(page) == []
    assert at_rest(page) == []
    assert height(page) < 2 * 768 + 12 * 110
    picture(page, "quarter-chosen", whole=True)

    clicks.on(page.get_by_role("button", name="Store the 9 without problems"))
    expect(page.get_by_text("9 files stored.")).to_be_visible()
    assert len(history(Store(kept.path))) == before + 9

    clicks.on(row(page, "return-1.3").get_by_role("button", name="Look"))
    expect(page.get_by_text("1 thing to look at first, one by one")).to_be_visible()
    assert axe(page) == []
    clicks.on(page.get_by_role("main").get_by_text("1.3 was Complete in the report before").first)
    clicks.on(row(page, "return-1.3").get_by_role("button", name="Store", exact=True))
    expect(page.get_by_text("Stored just now as upload")).to_have_count(10)
    assert history(Store(kept.path))["file_name"].iloc[0] == "return-1.3.xlsx"

    for name in ("wrong-rag", "wrong-ref"):
        with page.expect_download() as download:
            clicks.on(row(page, name).get_by_role("button", name="Marked copy"))
        download.value.save_as(tmp_path / f"{name}.xlsx")
        book = load_workbook(tmp_path / f"{name}.xlsx")
        assert book.sheetnames[0] == "Problems"
        cells = [cell for row in book["Progress"].iter_rows() for cell in row]
        assert [bool(cell.comment) for cell in cells].count(True) == 1
    assert axe(page) == []
    picture(page, "quarter-stored", whole=True)
    assert len(history(Store(kept.path))) == before + 10
    assert clicks.count <= MOST_CLICKS
