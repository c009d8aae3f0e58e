"""In Chromium: from an address to the last chart drawn, against the bare counterpart."""

import statistics
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.bare_server import DRAWN
from tests.benchmarks.pages import SERVED, Link
from tests.benchmarks.tables import Ratio
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.screen import listen, settled
from tests.server import running

TIMES, AT_MOST = 7, 1.5
LINKS = tuple(map(Link, ("", "priority-3", "actions", "measures", "disproportionality")))


def opening(store: Path) -> list[Ratio]:
    """Milliseconds from asking for a page to its last chart; none where there is no browser."""
    path = find_chromium()
    if path is None:
        return []
    command = ("-m", "tests.benchmarks.bare_server", *map(str, LINKS))
    with (
        sync_playwright() as playwright,
        running(store, SERVED) as real,
        running(store, command) as bare,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        listen(page)
        ratios = []
        for at, link in enumerate(LINKS):
            pairs = [
                (opened(page, f"{real.url}{link}"), opened(page, f"{bare.url}/?{DRAWN}={at}"))
                for _ in range(TIMES)
            ]
            ours, theirs = (statistics.median(each) for each in zip(*pairs[1:], strict=True))
            ratios.append(Ratio(str(link), 1000 * ours, 1000 * theirs, "ms", AT_MOST))
        return ratios


def opened(page: Page, address: str) -> float:
    """Seconds until all of a page is drawn."""
    began = time.perf_counter()
    page.goto(address)
    settled(page)
    return time.perf_counter() - began
