"""What a test does with a page in a browser: waits, takes pictures, checks that all can use it."""

import importlib.util
import os
import re
import time
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PICTURES = Path(__file__).parent.parent.parent / "screenshots"

# Streamlit has drawn the last run, and nothing on the page is from the run before.
STILL = """
() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app?.dataset.testScriptState === "notRunning"
        && app.dataset.testConnectionState === "CONNECTED"
        && !document.querySelector(
            '[data-stale="true"], [data-testid="stSkeleton"], [data-testid="stSpinner"]');
}
"""
# Two pictures later, when the page has nothing left to work off: a click's question to the server
# may be sent only then. A page that draws no pictures is not waited for.
IDLE = """
() => new Promise(done => {
    setTimeout(done, 3000);
    requestAnimationFrame(() => requestAnimationFrame(
        () => requestIdleCallback(done, {timeout: 1000})));
})
"""


class Conversation:
    """Listens to what a tab and its server say to each other, to know whether an answer is due.

    The page alone cannot tell: it says `notRunning` until the answer to a click comes in.
    """

    def __init__(self, page: Page) -> None:
        self.answer_due = False
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._on_sent)
        socket.on("framereceived", self._on_received)

    def _on_sent(self, frame: bytes | str) -> None:
        asked = frame_kind(BackMsg(), frame) in {"rerun_script", "file_urls_request"}
        self.answer_due = self.answer_due or asked

    def _on_received(self, frame: bytes | str) -> None:
        message = ForwardMsg()
        finished = frame_kind(message, frame) == "script_finished"
        if finished and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self.answer_due = False


def frame_kind(message: BackMsg | ForwardMsg, frame: bytes | str) -> str | None:
    """Reads a frame into `message`, and says which kind of message it is."""
    if isinstance(frame, str):
        return None
    message.ParseFromString(frame)
    return message.WhichOneof("type")


CONVERSATIONS: WeakKeyDictionary[Page, Conversation] = WeakKeyDictionary()


def listen(page: Page) -> None:
    """From now on `settled` knows what this tab waits for; call it before the first visit.

    A tab that was listened to before waits for nothing any more.
    """
    if page not in CONVERSATIONS:
        CONVERSATIONS[page] = Conversation(page)
    CONVERSATIONS[page].answer_due = False


def settled(page: Page, seconds: float = 20) -> Page:
    """The same page, once Streamlit has answered the last click and drawn all of it.

    (`wait_for_function` would need `eval` in the page, which the content policy forbids.)
    """
    deadline = time.monotonic() + seconds
    page.evaluate(IDLE)
    while CONVERSATIONS[page].answer_due or not page.evaluate(STILL):
        assert time.monotonic() < deadline, f"No answer from the server in {seconds} seconds."
        page.evaluate(IDLE)
    page.evaluate(IDLE)
    return page


# As the browser's own Back does: Streamlit draws what the address says, and loads nothing again.
STEP = """
link => { history.pushState({}, '', link); dispatchEvent(new PopStateEvent('popstate')); }
"""


def walk(page: Page, link: str) -> Page:
    """On to another page of the dashboard that the tab is on, drawn to the end.

    Loading it again would take a second more of the processor's time.
    """
    page.evaluate(STEP, f"/{link}")
    return settled(page)


OF_STREAMLIT = {
    "presentation-role-conflict": "28 November 2026: the uploader's drop area is a focusable "
    "presentation; its button can be reached and has a name.",
}
"""Best practices that Streamlit 1.67 breaks where we cannot reach, each with its day and reason."""
OF_AA_22 = {"target-size": {"enabled": True}}
"""What WCAG 2.2 asks at AA and axe-core runs only where it is named."""


def axe(page: Page, context: str = "document", skip: tuple[str, ...] = ()) -> list[str]:
    """What keeps somebody from using the page, one line each: WCAG 2.2 A and AA and the best
    practices, by axe-core.

    `assert axe(page) == []` prints every finding. `context` is a JavaScript expression, such as a
    CSS selector in quotes; `skip` names rules not to run (say why beside it).
    """
    rules = {rule: {"enabled": False} for rule in (*skip, *OF_STREAMLIT)}
    return violations(page, context, {"rules": rules | OF_AA_22})


def colours(page: Page) -> list[str]:
    """What cannot be told from its ground in another look: the rest was looked at in the first."""
    only = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
    return violations(page, "document", {"runOnly": only})


def violations(page: Page, context: str, options: dict[str, Any]) -> list[str]:
    """Runs axe-core, whose script a page is given once."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe_source())
    options |= {"resultTypes": ["violations"]}
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


def picture(page: Page, name: str, whole: bool = False) -> None:
    """Saves `screenshots/name.png` for somebody to look at, where `ESCP_PICTURES` is set.

    `whole` makes the window as tall as what is in it first.
    """
    if not os.environ.get("ESCP_PICTURES"):
        return
    settled(page)
    size = page.viewport_size
    assert size is not None
    if whole:
        page.set_viewport_size({"width": size["width"], "height": height(page)})
        settled(page)
    path = PICTURES / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', name)}.png"
    page.screenshot(path=path)
    page.set_viewport_size(size)


def height(page: Page) -> int:
    """How tall the page is in pixels, all of it: Streamlit scrolls inside its own frame."""
    return int(
        page.evaluate("document.querySelector('[data-testid=\"stMain\"]')?.scrollHeight ?? 768")
    )
