"""Downloads and uploads by the addresses that a tab was given, and by no other.

Streamlit keeps a file under a hash of what is in it, for whoever knows the address. Here an
address is good only for the browser and the sign-in to whose open tab it was sent, and no longer
than that tab is open. A browser is known by a mark of its own (`escp_visit`).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from secrets import token_urlsafe

from escp_data.access.people import AtTheMachine, Visitor
from escp_data.access.permits import Doing, Refused, may
from escp_data.serving import audited
from escp_data.serving.answers import note, refuse
from escp_data.serving.asgi import App, Message, Receive, Scope, Send, is_asked, path_of
from escp_data.serving.closed import UPLOADS
from escp_data.serving.cookies import VISIT, visit_of
from escp_data.serving.sessions import KEY, PERSON, with_more
from escp_data.serving.settings import Asked, Settings, SignIn

MEDIA = "/media/"
_UUID = rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_SENT = re.compile(rb"/(media/[0-9a-f]{32}|_stcore/upload_file/" + _UUID + rb"/" + _UUID + rb")")
_OFFERED = re.compile(rb"\x20([0-9a-f]{32})")
"""The name of a file that is made when asked for: a field of 32 letters."""
_ASKED = re.compile(
    r"/(media/[0-9a-f]{32})(?:\.[\w.]*)?|/(_stcore/upload_file/[0-9a-f-]+/[0-9a-f-]+)"
)
Holder = tuple[str, str]


class Addresses:
    """Notes what each open tab is sent, and refuses everything else under the two ways."""

    def __init__(self, app: App, settings: Asked) -> None:
        self._app, self._settings = app, settings
        self._tabs: dict[Holder, list[set[str]]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_asked(scope):
            await self._app(scope, receive, send)
            return
        settings = self._settings()
        path = path_of(scope, settings.base)
        holder = visit_of(scope), scope[KEY]
        if scope["type"] == "websocket":
            with self._tab(holder) as given:
                asking = only_given(receive, given, settings.file_asked)
                await self._app(scope, asking, noting(send, given))
        elif path.startswith((MEDIA, UPLOADS)):
            if self._is_given(path, holder):
                await self._file(settings, path, scope, receive, send)
                return
            await refuse(
                scope,
                receive,
                send,
                404,
                "Not here, or not here any more",
                "A file can be had only from the page that offers it, while that page is open.",
            )
        else:
            await self._app(scope, receive, marked(scope, send, settings))

    @contextmanager
    def _tab(self, holder: Holder) -> Iterator[set[str]]:
        """What one tab is sent, for as long as it is open."""
        given: set[str] = set()
        self._tabs.setdefault(holder, []).append(given)
        try:
            yield given
        finally:
            own = [each for each in self._tabs[holder] if each is not given]
            self._tabs[holder] = own
            if not own:
                del self._tabs[holder]

    async def _file(
        self,
        settings: Settings,
        path: str,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        visitor: Visitor = AtTheMachine() if settings.sign_in is SignIn.NONE else scope[PERSON]
        answer = may(visitor, Doing.UPLOAD) if path.startswith(UPLOADS) else None
        if isinstance(answer, Refused):
            who = scope[PERSON].email if scope[PERSON] else audited.SOMEBODY
            await audited.write_refusal(settings, who, Doing.UPLOAD.value)
            await refuse(scope, receive, send, 403, "Not for you to do", answer.sentence)
            return
        await self._app(scope, receive, send)

    def _is_given(self, path: str, holder: Holder) -> bool:
        asked = _ASKED.fullmatch(path)
        if asked is None or not holder[0]:
            return False
        name = asked[1] or asked[2]
        return any(name in given for given in self._tabs.get(holder, []))


def noting(send: Send, given: set[str]) -> Send:
    """Sends a tab its messages, and notes the addresses in them."""

    async def sent(message: Message) -> None:
        if message["type"] == "websocket.send":
            frame = message.get("bytes") or b""
            given.update(found[1].decode() for found in _SENT.finditer(frame))
            given.update(found[1].decode() for found in _OFFERED.finditer(frame))
        await send(message)

    return sent


def only_given(receive: Receive, given: set[str], file_asked: Callable[[bytes], str]) -> Receive:
    """Hands on what a tab says, but for a file that it asks for and was not offered."""

    async def received() -> Message:
        while True:
            message = await receive()
            wanted = file_asked(message.get("bytes") or b"")
            if not wanted or wanted in given:
                return message
            note("refused-file", why="it was not offered here")

    return received


def marked(scope: Scope, send: Send, settings: Settings) -> Send:
    """Sends a page with a mark for the browser's visit, where it has none."""
    if scope["method"] != "GET" or visit_of(scope):
        return send

    async def sent(message: Message) -> None:
        sending = with_more(send, [_mark(settings)]) if _is_page(message) else send
        await sending(message)

    return sent


def _is_page(message: Message) -> bool:
    kinds = [value for name, value in message.get("headers", []) if name.lower() == b"content-type"]
    return message["type"] == "http.response.start" and any(b"text/html" in each for each in kinds)


def _mark(settings: Settings) -> tuple[bytes, bytes]:
    path = settings.base or "/"
    return (
        b"set-cookie",
        f"{VISIT}={token_urlsafe(32)}; Path={path}; HttpOnly; SameSite=Lax".encode(),
    )
