"""Why a download could not be made: said where it failed, told on the tab that asked for it.

Streamlit makes a download outside a page's run, and tells a tab only that it failed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from escp_data.serving.asgi import App, Message, Receive, Scope, Send
from escp_data.serving.settings import Asked

UNFORESEEN = (
    "This file could not be made. Nothing was lost. Load the page again; if it happens again, "
    "tell the person who runs this dashboard."
)
_SAID: ContextVar[list[str] | None] = ContextVar("said", default=None)


def say_why(sentence: str) -> None:
    """Keep why the download that is being made fails, for the tab that asked for it."""
    said = _SAID.get()
    if said is not None:
        said[:] = [sentence]


@contextmanager
def told() -> Iterator[list[str]]:
    """What is said while a tab is open: the last sentence that nobody was told yet, or nothing."""
    said: list[str] = []
    token = _SAID.set(said)
    try:
        yield said
    finally:
        _SAID.reset(token)


class Reasons:
    """Puts the reason into the message that a download failed."""

    def __init__(self, app: App, settings: Asked) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        explained = self._settings().explained
        with told() as said:

            async def sent(message: Message) -> None:
                frame = message.get("bytes")
                if message["type"] == "websocket.send" and frame:
                    changed = explained(frame, said[0] if said else UNFORESEEN)
                    if changed != frame:
                        said.clear()
                        message = {**message, "bytes": changed}
                await send(message)

            await self._app(scope, receive, sent)
