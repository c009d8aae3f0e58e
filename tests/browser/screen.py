"""What a test does with a page in a browser: wait for it, picture it, check that everyone can use it."""

import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

PICTURES = Path(__file__).parent.parent.parent / "screenshots"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# Still for two frames in a row: a click is sent to the server a moment after it was made.
SETTLED = """
() => {
    const still = () => {
        const app = document.querySelector('[data-testid="stApp"]');
        return app?.dataset.testScriptState === "notRunning"
            && app.dataset.testConnectionState === "CONNECTED"
            && !document.querySelector(
                '[data-stale="true"], [data-testid="stSkeleton"], [data-testid="stSpinner"]');
    };
    const frame = () => new Promise(requestAnimationFrame);
    return still() && frame().then(frame).then(still);
}
"""


def settled(page: Page, seconds: float = 20) -> Page:
    """The same page, once Streamlit has run the script and drawn all of it."""
    page.wait_for_function(SETTLED, timeout=seconds * 1000)
    return page


def axe(page: Page, context: str = "document", skip: tuple[str, ...] = ()) -> list[str]:
    """What keeps somebody from using the page, one line each: WCAG 2.2 A and AA, by axe-core.

    `assert axe(page) == []` prints every finding. `context` is a JavaScript expression, such as a CSS selector in quotes;
    `skip` names rules not to run (say why beside it).
    """
    page.evaluate(axe_source())
    rules = {rule: {"enabled": False} for rule in skip}
    options = {"runOnly": STANDARDS, "resultTypes": ["violations"], "rules": rules}
    found = page.evaluate(f"options => axe.run({context}, options)", options)
    return [line for violation in found["violations"] for line in violation_lines(violation)]


def violation_lines(violation: dict[str, Any]) -> list[str]:
    """`color-contrast (serious): css path: what to put right`, one for each place."""
    return [
        f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))}: "
        + " ".join(node["failureSummary"].split())
        for node in violation["nodes"]
    ]


@cache
def axe_source() -> str:
    """axe-core's script, from the package that carries it."""
    found = importlib.util.find_spec("axe_playwright_python")
    assert found is not None, "Install requirements-dev.txt: axe-playwright-python is not there."
    assert found.origin is not None
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def picture(page: Page, name: str, whole: bool = False) -> Path:
    """Saves `screenshots/name.png`; `whole` makes the window as tall as what is in it first."""
    settled(page)
    size = page.viewport_size
    assert size is not None
    if whole:
        page.set_viewport_size({"width": size["width"], "height": height(page)})
        settled(page)
    path = PICTURES / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', name)}.png"
    page.screenshot(path=path)
    page.set_viewport_size(size)
    return path


def height(page: Page) -> int:
    """How tall the page is in pixels, all of it: Streamlit scrolls inside its own frame."""
    return int(
        page.evaluate("document.querySelector('[data-testid=\"stMain\"]')?.scrollHeight ?? 768")
    )
