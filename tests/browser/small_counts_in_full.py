"""A small count of children, uploaded in a browser, is nowhere in what comes back to it.

Everything is done twice: where the counts are 3, and where they are 4. All that the server sends
(every message of its socket, tables and charts decoded; every download; what it prints) must be
the same. Only the workbook as it was sent may differ: it is the agency's own file, and the marked
copy is one of it, so of that only the list of problems is compared.

It takes minutes, and is run by hand (CONTRIBUTING.md says how); what every run of the tests
compares is in `tests/pages/test_small_counts.py`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from escp_data.store.database import open_store
from tests import sentinel
from tests.browser.conftest import watched
from tests.browser.screen import frame_kind, listen, settled
from tests.counted import COUNCIL
from tests.pages.test_small_counts import leaves
from tests.sentinel import PERIODS, cells, lasting
from tests.server import Server
from tests.stores import put

Start = Callable[[Path], Server]
LAYOUT = ("use_stretch", "use_content")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MENU = {
    "": "At a glance", "priority-1": "1 Anti-racist practice", "actions": "Actions",
    "measures": "Measures", "disproportionality": "Disproportionality", "returns": "Returns",
    "methods": "How figures are worked out",
    "about": "About",
}  # fmt: skip  # a list in few lines


class Received:
    """What the server sent: each part of a page, each download."""

    def __init__(self, page: Page) -> None:
        self.said: set[Any] = set()
        page.on("websocket", lambda socket: self._listen(socket))

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._note)

    def _note(self, frame: bytes | str) -> None:
        message = ForwardMsg()
        if frame_kind(message, frame) == "delta" and "spinner" not in str(message.delta)[:200]:
            part = tuple(leaves(message.delta))
            # A spinner that comes and goes leaves its bare box behind, on a slow machine only.
            if any(not leaf.startswith(LAYOUT) for leaf in part):
                self.said.add(part)

    def download(self, page: Page, button: str, folder: Path) -> None:
        """Press a button, and take in what its file says."""
        with page.expect_download() as started:
            page.get_by_role("button", name=button).first.click()
        name = started.value.suggested_filename
        started.value.save_as(folder / name)
        content = (folder / name).read_bytes()
        if name.endswith(".csv"):
            self.said.add((name, lasting(content.decode("utf-8-sig"))))
            return
        listed = [cell for cell in cells(content) if cell[0] == "Problems"]
        told = listed if name.startswith("marked-") else cells(content)
        self.said |= {(name, *cell) for cell in told}


def open_all(page: Page) -> Page:
    """Open everything that is folded up: some of it is only sent then."""
    folded = page.get_by_role("main").locator("details:not([open]) > summary")
    while folded.count():
        folded.first.click()
        settled(page)
    return page


def upload(page: Page, small: int) -> None:
    """A quarter with the small counts, one that corrects it, one with mistakes, and a tracker."""
    contents = {
        "quarter": sentinel.returned(PERIODS[2], small),
        "revised": sentinel.later(small),
        "broken": sentinel.broken(small),
        "tracker": sentinel.tracker(small),
    }
    files: list[FilePayload] = [
        {"name": f"{name}.xlsx", "mimeType": XLSX, "buffer": content}
        for name, content in contents.items()
    ]
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_role("heading", name="4 files")).to_be_visible()
    settled(page)


def unticked(page: Page) -> list[Locator]:
    """The warnings that nobody has ticked yet; the switch to a tracker is none."""
    boxes = page.get_by_role("main").get_by_role("checkbox", checked=False).all()
    return [box for box in boxes if "own tracker" not in (box.get_attribute("aria-label") or "")]


def store_first(page: Page) -> None:
    """Look at each file, tick every warning, and store the first that can be."""
    looks = page.get_by_role("button", name="Look", exact=True)
    for at in range(looks.count()):
        looks.nth(at).click()
        open_all(settled(page))
        while left := unticked(page):
            left[0].locator("xpath=ancestor::label").click()
            settled(page)
        page.get_by_role("button", name="Close", exact=True).click()
        settled(page)
    page.get_by_role("button", name="Store", exact=True).first.click()
    settled(page)


def look_everywhere(page: Page, start: Start, folder: Path, small: int) -> set[Any]:
    """Upload, and then see, open and download whatever there is."""
    folder.mkdir()
    store = open_store(folder / "escp.db")
    put(store, sentinel.plan_of(), "plan.xlsx", "2024-04-01")
    for period, day in zip((*PERIODS[:2], PERIODS[3]), ("07-10", "10-10", "12-31"), strict=True):
        put(store, sentinel.returned(period, small), f"{period}.xlsx", f"2024-{day}")
    server = start(store.path)
    received = Received(page)
    listen(page)
    page.goto(f"{server.url}/upload")
    upload(settled(page), small)
    received.download(page, "Download the marked copy", folder)
    store_first(page)
    store_first(page)
    page.goto(f"{server.url}/history?upload=5")
    expect(page.get_by_text("Withdraw upload 5, ")).to_be_visible()
    open_all(settled(page))
    page.goto(f"{server.url}/?period={PERIODS[2].replace(' ', '+')}")
    for path, title in MENU.items():
        settled(page).get_by_role("link", name=title, exact=True).click()
        expect(page).to_have_title(f"{title} · The plan")
        assert f"period={PERIODS[2].replace(' ', '+')}" in settled(page).url
        if path in ("actions", "disproportionality"):
            received.download(page, "Download as Excel", folder)
            received.download(page, "Download as CSV", folder)
        if path == "returns":
            received.download(page, COUNCIL, folder)
    page.goto(f"{server.url}/disproportionality?as_at=2024-12-31")
    settled(page)
    received.said |= {lasting(line) for line in server.log.read_text("utf-8").splitlines()}
    return received.said


def test_what_is_seen_is_the_same_whether_it_is_three_or_four(
    page: Page, start_server: Start, tmp_path: Path, trouble: list[str]
) -> None:
    seen = []
    for small in (3, 4):
        tab = page.context.new_page()  # what listens to it goes with it
        with watched(tab, trouble):
            seen.append(look_everywhere(tab, start_server, tmp_path / str(small), small))
    three, four = seen
    assert {part for part in three ^ four if "Checking" not in str(part)} == set()
    said = {leaf for part in three for leaf in part}
    assert "Stored just now as upload 6." in str(said)
    assert any("[c]" in leaf for leaf in said)
    assert any("12.2" in leaf for leaf in said)
