"""Only a sign-in that holds is handed on: on every route, and for as long as a socket is open.

A cookie that was copied, signed out, left idle or kept from yesterday is taken off the request, and
so stands for nobody. Of a proxy's words on who somebody is, only those are kept that come with the
secret it shares with the dashboard.
"""

import hmac
from collections.abc import Iterable

from escp_data.access.listed import read_access
from escp_data.access.people import Person
from escp_data.errors import CannotRead
from escp_data.serving import audited
from escp_data.serving.answers import note
from escp_data.serving.asgi import (
    App,
    Header,
    Message,
    Receive,
    Scope,
    Send,
    is_asked,
    only,
    path_of,
    values,
)
from escp_data.serving.cookies import kept, leftovers, pairs, signed_cookies
from escp_data.serving.often import OnceA
from escp_data.serving.register import Register
from escp_data.serving.settings import Asked, Settings, SignIn
from escp_data.serving.sockets import GuardedSocket

SECRET = b"x-escp-proxy"
PERSON, KEY = "escp.person", "escp.key"
"""Where a request's scope has who asks (None: nobody) and the key of their sign-in."""
_came = OnceA(12 * 60 * 60)
_SIGNING = ("/oauth2callback", "/auth/login", "/auth/logout")


class Sessions:
    """Finds out who asks, and ends what has to end."""

    def __init__(self, app: App, settings: Asked, register: Register) -> None:
        self._app, self._settings, self._register = app, settings, register

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_asked(scope):
            await self._app(scope, receive, send)
            return
        settings = self._settings()
        if settings.sign_in is SignIn.PROVIDER:
            await self._note_ended(settings)
            await self._signed(settings, scope, receive, send)
            return
        by_proxy = settings.sign_in is SignIn.PROXY
        scope = proxied(scope, settings.identity) if by_proxy else {**scope, PERSON: None, KEY: ""}
        await self._anyhow(settings, scope, receive, send)

    async def _anyhow(self, settings: Settings, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            if scope[PERSON] and _came(scope[PERSON].email):
                await audited.write(settings, scope[PERSON].email, "signed in", "by the proxy")
            await self._socket(settings, scope, receive, send, None)
        else:
            await self._app(scope, receive, send)

    async def _signed(self, settings: Settings, scope: Scope, receive: Receive, send: Send) -> None:
        cookies = signed_cookies(pairs(scope))
        key = cookies.key if cookies else ""
        person = self._register.find(key)
        old = [] if person else leftovers(scope, settings.base)
        headers = kept(scope, signed=person is not None)
        scope = {**scope, "headers": headers, PERSON: person, KEY: key if person else ""}
        if scope["type"] == "websocket":
            await self._socket(settings, scope, receive, send, key if person else None)
            return
        path = path_of(scope, settings.base)
        if path == "/auth/logout" and person:
            await self._app(scope, receive, send)  # first, so that the provider is told as well
            self._register.end(key)
            await audited.write(settings, person.email, "signed out")
            return
        forget = old if path not in _SIGNING else []
        await self._app(scope, receive, with_more(send, forget))

    async def _socket(
        self, settings: Settings, scope: Scope, receive: Receive, send: Send, key: str | None
    ) -> None:
        """Where somebody is signed in, it ends with the sign-in."""
        socket = GuardedSocket(
            receive,
            send,
            holds=lambda: key is None or self._register.find(key) is not None,
            hears=settings.hears,
            heard=lambda: self._register.touch(key),
            farewell=settings.farewell,
        )
        try:
            await self._app(scope, socket.receive, socket.send)
        finally:
            socket.leave()
            await self._note_ended(settings)

    async def _note_ended(self, settings: Settings) -> None:
        """Have the audit log say whose sign-in ended by itself, and when."""
        for each in self._register.just_ended():
            await audited.write(settings, each.person.email, "ended", each.words)


def with_more(send: Send, headers: Iterable[Header]) -> Send:
    """Sends an answer with more headers."""
    more = list(headers)

    async def sent(message: Message) -> None:
        if more and message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), *more]}
        await send(message)

    return sent


def proxied(scope: Scope, identity: tuple[str, ...]) -> Scope:
    """The request with the proxy's words on who asks, where it has the proxy's secret; else
    without. Words that come twice are not the proxy's alone, and so nobody's.
    """
    names = [each.lower().encode("latin-1") for each in identity]
    once = all(len(values(scope, each)) < 2 for each in names)
    trusted = once and _has_secret(scope)
    if not trusted and any(values(scope, each) for each in names):
        note("refused-identity-headers", client=scope.get("client"))
    headers = [
        (name, value)
        for name, value in scope["headers"]
        if name.lower() != SECRET and (trusted or name.lower() not in names)
    ]
    first = only(scope, names[0]) if trusted and names else None
    person = Person(first, None) if first else None
    return {**scope, "headers": headers, PERSON: person, KEY: first or ""}


def _has_secret(scope: Scope) -> bool:
    given = only(scope, SECRET) or ""
    try:
        secret = read_access().proxy_secret
    except CannotRead:
        return False
    return bool(secret) and hmac.compare_digest(given.encode(), secret.encode())
