"""`/api/health`: for the council's monitoring. It says nothing about children, nor of whom."""

import asyncio
import json

from escp_data import __version__
from escp_data.errors import EscpError
from escp_data.records.uploads import newest_upload
from escp_data.serving.answers import LOG, answer
from escp_data.serving.asgi import App, Receive, Scope, Send, path_of
from escp_data.serving.settings import Asked
from escp_data.store.database import Store

PATH = "/api/health"


def health(store: Store) -> dict[str, str | None]:
    """`{"status", "version", "seal", "last_upload"}`: seal and day are None where there is none.

    Raises EscpError where the store cannot be read.
    """
    newest = newest_upload(store)
    return {
        "status": "ok",
        "version": __version__,
        "seal": store.newest_seal() or None,
        "last_upload": newest.day if newest else None,
    }


class Health:
    """Answers at that address: 200, or 503 where the store cannot be read."""

    def __init__(self, app: App, settings: Asked) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or path_of(scope, self._settings().base) != PATH:
            await self._app(scope, receive, send)
            return
        try:
            found = await asyncio.to_thread(lambda: health(self._settings().store()))
            status = 200
        except EscpError as problem:
            LOG.error("The store cannot be read: %s", problem)
            found, status = {"status": "the store cannot be read", "version": __version__}, 503
        body = json.dumps(found).encode()
        await answer(send, status, b"" if scope["method"] == "HEAD" else body, "application/json")
