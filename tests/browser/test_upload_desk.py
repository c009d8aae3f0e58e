"""The upload desk in a browser: many files at once, nothing lost, nothing stored twice."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Page, expect

from escp_data.records.demonstration import LEFT_FOR_THE_NEWCOMER, SAMPLES
from escp_data.records.uploads import history, original
from escp_data.store.database import Store
from tests.browser.conftest import Kept
from tests.browser.looking import at_rest
from tests.browser.screen import listen, picture, settled
from tests.browser.test_quarter import row
from tests.stores import return_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GOOD = (SAMPLES / LEFT_FOR_THE_NEWCOMER).read_bytes()
BROKEN = (SAMPLES / "with_mistakes.xlsx").read_bytes()
COURSE = {"Course": "Reflection", "Agency": "Enfield schools", "Ref": "1.2", "Responses": 9}
WARNED = return_workbook(
    "2025-26 Q4", "Enfield schools", Training=[COURSE | {"Places attended": 8}]
)
CORRECTED = return_workbook(
    "2025-26 Q3", "Enfield schools", Training=[COURSE | {"Places attended": 10}]
)
STORE = "Store"
HEALTH = SAMPLES / "trackers" / "health_two_tables.xlsx"


def choose(page: Page, **files: bytes) -> Page:
    """Put workbooks into the uploader, each under a name."""
    chosen: list[FilePayload] = [
        {"name": f"{name}.xlsx", "mimeType": XLSX, "buffer": content}
        for name, content in files.items()
    ]
    page.locator("input[type=file]").set_input_files(chosen)
    expect(page.get_by_text("Each file you choose is checked here")).to_have_count(0)
    return settled(page)


def look(page: Page, name: str) -> None:
    """Look at one file of the list."""
    row(page, name).get_by_role("button", name="Look").click()
    settled(page)


def uploads(store: Path) -> list[str]:
    """The files the store holds, newest first."""
    return list(history(Store(store))["file_name"])


def stored(page: Page, number: int) -> None:
    """Wait until the page says so."""
    expect(page.get_by_text(f"Stored just now as upload {number}")).to_be_visible()
    settled(page)


def known(page: Page, number: int) -> None:
    """Wait until the page says that the file was stored before."""
    expect(page.get_by_text(f"Already stored as upload {number}")).to_be_visible()
    settled(page)


@pytest.fixture
def desk(page: Page, kept: Kept) -> Page:
    """The Upload page of a dashboard that may be added to."""
    page.goto(f"{kept.url}/upload")
    expect(settled(page).get_by_role("dialog")).to_have_count(0)
    return page


def test_three_files_at_once(desk: Page, kept: Kept, tmp_path: Path) -> None:
    before, number = uploads(kept.path), kept.next_number()
    choose(desk, good=GOOD, warned=WARNED, broken=BROKEN)
    expect(desk.get_by_text("20 problems: send it back")).to_be_visible()
    assert at_rest(desk) == []
    picture(desk, "desk-three-files", whole=True)
    assert uploads(kept.path) == before

    good, warned = (desk.get_by_role("button", name=STORE, exact=True).nth(at) for at in (0, 1))
    expect(warned).to_be_disabled()
    look(desk, "warned")
    desk.get_by_role("main").get_by_text("Responses is more than Places attended").first.click()
    expect(warned).to_be_enabled()
    settled(desk)
    warned.click()
    stored(desk, number)
    good.click()
    stored(desk, number)
    assert uploads(kept.path) == ["good.xlsx", "warned.xlsx", *before]
    look(desk, "broken")
    widest = desk.get_by_role("cell", name="Excel has turned this Ref").locator("p")
    assert widest.evaluate("words => words.getBoundingClientRect().width") > 500
    assert [original(Store(kept.path), each)[1] for each in (number, number + 1)] == [WARNED, GOOD]

    with desk.expect_download() as download:
        desk.get_by_role("button", name="Marked copy").click()
    marked = tmp_path / "marked.xlsx"
    download.value.save_as(marked)
    book = load_workbook(marked)
    listed = [row for row in book["Problems"].iter_rows(values_only=True) if row[0] == "Error"]
    assert (book.sheetnames[0], len(listed)) == ("Problems", 20)
    assert book["Progress"]["C5"].comment is not None


def test_a_double_click_a_reload_and_a_second_tab_store_once(desk: Page, kept: Kept) -> None:
    before, number = uploads(kept.path), kept.next_number()
    second = desk.context.new_page()
    listen(second)
    second.goto(desk.url)
    for tab in (settled(second), desk):
        tab.bring_to_front()  # a tab behind another draws rarely
        choose(tab, q3=CORRECTED)
        expect(tab.get_by_role("button", name=STORE, exact=True)).to_be_enabled()
    desk.get_by_role("button", name=STORE, exact=True).dblclick()
    stored(desk, number)
    assert uploads(kept.path) == ["q3.xlsx", *before]

    second.bring_to_front()
    second.get_by_role("button", name=STORE, exact=True).click()
    known(second, number)
    assert uploads(kept.path) == ["q3.xlsx", *before]

    desk.bring_to_front()
    desk.reload()
    choose(settled(desk), again=CORRECTED)
    known(desk, number)
    expect(desk.get_by_role("button", name=STORE, exact=True)).to_have_count(0)
    assert uploads(kept.path) == ["q3.xlsx", *before]


ANSWERS = {
    "The quarter it reports": "2025-26 Q3", "Who returns it": "NHS NCL ICB", "No.": "Ref",
    "This quarter": "Progress update", "B": "Complete", "Emergency visits after assault": "EDASLT",
    "Initial health assessments in time": "IHA", "Was not brought": "Leave out", "~24": "24",
    "71% (22 of 31)": "22 with", "78% (25/32)": "25 with", "tbc": "x",
}  # fmt: skip  # pairs share a line


def test_an_agencys_own_tracker_from_choosing_to_stored(desk: Page, kept: Kept) -> None:
    """Every question answered once, from a list: two clicks each."""
    number = kept.next_number()
    choose(desk, health_two_tables=HEALTH.read_bytes())
    expect(desk.get_by_text("Nothing is stored on a guess.")).to_be_visible()
    expect(desk.get_by_role("button", name=STORE, exact=True)).to_have_count(0)
    picture(desk, "desk-tracker", whole=True)
    assert at_rest(desk) == []
    clicks = 1
    for written, said in ANSWERS.items():
        answer = desk.get_by_role("combobox", name=f"{written} is", exact=True)
        answer.click()
        answer.press_sequentially(said)
        desk.get_by_role("option").filter(has_text=said).first.click()
        settled(desk)
        clicks += 2
    expect(desk.get_by_text("Nothing is left to ask.")).to_be_visible()
    expect(desk.get_by_text("Agency's own tracker, NHS NCL ICB, 2025-26 Q3")).to_be_visible()
    picture(desk, "desk-tracker-answered", whole=True)
    while (ticks := desk.get_by_role("main").get_by_role("checkbox", checked=False)).count():
        ticks.first.locator("xpath=ancestor::label").click()
        settled(desk)
        clicks += 1
    desk.get_by_role("button", name=STORE, exact=True).click()
    stored(desk, number)
    assert clicks + 1 <= 36
    assert original(Store(kept.path), number) == ("health_two_tables.xlsx", HEALTH.read_bytes())
    rows = Store(kept.path).current("progress")
    assert len(rows[rows["upload_id"] == number]) > 0
