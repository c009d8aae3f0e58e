"""A socket that ends when its sign-in does, whether or not anybody says anything."""

import asyncio
from collections.abc import Callable

from escp_data.serving.asgi import Message, Receive, Send

LOOK_SECONDS = 1.0
"""How long after a sign-in ends its open tabs are closed, at most."""
ENDED, NO_TEXT = 4001, 1003
"""What the socket is closed with: the sign-in has ended; a message that is no protocol of ours."""


class GuardedSocket:
    """Hands on what comes while `holds()`; then closes the socket, for both sides.

    A message that no page sends (`hears` says which one does) is dropped; `heard` is called at
    each other. `farewell` is what a tab is sent whose sign-in has ended, so that nothing stays on
    its screen.
    """

    def __init__(
        self,
        receive: Receive,
        send: Send,
        holds: Callable[[], bool],
        hears: Callable[[bytes], bool],
        heard: Callable[[], None],
        farewell: bytes,
    ) -> None:
        self._receive, self._send = receive, send
        self._holds, self._hears, self._heard = holds, hears, heard
        self._coming: asyncio.Future[Message] | None = None
        self._farewell = farewell
        self._is_open = self._is_closed = False

    async def receive(self) -> Message:
        """The next message; that it is closed, where the sign-in has ended."""
        while self._holds():
            if self._coming is None:
                self._coming = asyncio.ensure_future(self._receive())
            done, _ = await asyncio.wait({self._coming}, timeout=LOOK_SECONDS)
            if done and self._holds():
                message, self._coming = self._coming.result(), None
                if message.get("text") is not None:
                    return await self._close(NO_TEXT)
                if message["type"] == "websocket.receive":
                    if not self._hears(message.get("bytes") or b""):
                        continue
                    self._heard()
                return message
        return await self._close(ENDED)

    async def send(self, message: Message) -> None:
        """On to the other side, until it is closed or gone."""
        if self._is_closed:
            return
        self._is_open = self._is_open or message["type"] == "websocket.accept"
        try:
            await self._send(message)
        except OSError:  # the other side has gone, and the next `receive` says so
            self._is_closed = True

    def leave(self) -> None:
        """Wait for nothing any more."""
        if self._coming is not None:
            self._coming.cancel()

    async def _close(self, code: int) -> Message:
        if not self._is_closed:
            self._is_closed = True
            if code == ENDED and self._is_open and self._farewell:
                await self._send({"type": "websocket.send", "bytes": self._farewell})
            await self._send({"type": "websocket.close", "code": code})
        return {"type": "websocket.disconnect", "code": code}
