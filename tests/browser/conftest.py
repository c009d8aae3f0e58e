"""Fixtures for tests in a real browser: a server, a browser and a tab a worker."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)

from escp_data.records.uploads import history, withdraw
from escp_data.store.database import Store
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.screen import listen, settled, walk
from tests.server import Server, running

HERE = Path(__file__).parent
expect.set_options(timeout=20_000)  # a busy computer takes more than the usual 5 seconds
# Streamlit's page, opened at /actions, asks there for the server first, and then at the root.
LOOKS_FOR_ITS_ROOT = re.compile(r"^http://127\.0\.0\.1:\d+/[\w-]+/_stcore/(health|host-config)$")
LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; the test is skipped where there is none.

    With `ESCP_BROWSER_REQUIRED` set, as in continuous integration, having none is an error instead.
    """
    path = find_chromium()
    if path is None:
        reason = "There is no Chromium, Chrome or Edge here. ESCP_CHROMIUM can name one."
        if os.environ.get("ESCP_BROWSER_REQUIRED"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


@pytest.fixture(scope="session")
def server(sample_store: Path) -> Iterator[Server]:
    """The dashboard on the sample store, shared: for tests that change nothing."""
    with running(sample_store) as server:
        yield server


@dataclass(frozen=True)
class Kept:
    """A dashboard that tests may add to, and its store."""

    url: str
    path: Path

    def next_number(self) -> int:
        """What the next upload will be called."""
        return len(history(Store(self.path))) + 1

    def take_back(self, first: int) -> None:
        """Withdraw what was stored from this upload on, newest first."""
        store = Store(self.path)
        uploads = history(store)
        standing = uploads[(uploads["upload_id"] >= first) & (uploads["state"] == "stored")]
        for number in standing["upload_id"]:
            withdraw(store, int(number), "The test is over", "Tests")


@pytest.fixture(scope="session")
def kept_for_all(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """One server for all that store something: another would take eight seconds to get warm."""
    path = Path(shutil.copy(sample_store, tmp_path_factory.mktemp("kept") / "kept.db"))
    with running(path) as server:
        yield Kept(server.url, path)


@pytest.fixture
def kept(kept_for_all: Kept) -> Iterator[Kept]:
    """A dashboard on the samples that a test may add to; what it stores is then withdrawn."""
    first = kept_for_all.next_number()
    yield kept_for_all
    kept_for_all.take_back(first)


@pytest.fixture
def start_server(page: Page) -> Iterator[Callable[[Path], Server]]:
    """`start_server(own_store)`: a dashboard for this test alone, which may change its store.

    The tabs leave before it ends: one that stayed would look for it, and not find it.
    """
    with ExitStack() as stack:
        yield lambda store: stack.enter_context(running(store))
        for tab in page.context.pages:
            tab.goto("about:blank")


@pytest.fixture
def trouble() -> list[str]:
    """What went wrong in the browser unseen: errors in its console, requests to other computers.

    It must be empty at the end of a test; a test that expects some takes it and clears it.
    """
    return []


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Page]:
    """The tab that all tests of a worker use, one after another; `page` hands it over clean.

    A tab of its own for each test would fetch and compile Streamlit's scripts again, for two
    seconds of its processor's time; what moves while a page is awaited would take another half.
    """
    context = browser.new_context(
        locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab: Page, trouble: list[str]) -> Iterator[Page]:
    """An empty tab of 1366 by 768 pixels, UK English and UK time."""
    tab.set_viewport_size({"width": 1366, "height": 768})
    listen(tab)
    with watched(tab, trouble):
        yield tab
        clear(tab)
    assert trouble == []


def clear(tab: Page) -> None:
    """Nothing left from a test: no second tab, no page, nothing that the browser remembers."""
    for other in tab.context.pages:
        if other is not tab:
            other.close()
    if tab.url.startswith("http"):
        tab.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    tab.context.clear_cookies()
    tab.goto("about:blank")
    browsing = tab.context.new_cdp_session(tab)
    browsing.send("Page.resetNavigationHistory")
    browsing.detach()


@contextmanager
def watched(page: Page, trouble: list[str]) -> Iterator[None]:
    """Writes down what a person would not see, for as long as a test has the tab."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not LOOKS_FOR_ITS_ROOT.search(message.location["url"]):
            trouble.append(f"console: {message.text}")

    def on_error(error: Error) -> None:
        trouble.append(f"page error: {error}")

    def on_request(request: Request) -> None:
        if not request.url.startswith(LOCAL):
            trouble.append(f"request to another computer: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", on_error)
    page.on("request", on_request)
    yield
    page.remove_listener("console", on_console)
    page.remove_listener("pageerror", on_error)
    page.remove_listener("request", on_request)


@pytest.fixture
def visit(page: Page, server: Server) -> Callable[[str], Page]:
    """`visit("actions?priority=2")`: that page of the shared server, drawn to the end.

    A test's first is loaded, as from a link sent; from there on it walks.
    """

    def visit(link: str = "") -> Page:
        if page.url.startswith(server.url):
            return walk(page, link)
        page.goto(f"{server.url}/{link}")
        return settled(page)

    return visit
