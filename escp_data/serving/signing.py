"""Signing in: who came in is noted, and whoever did not is told so on a plain page.

Streamlit asks the provider and checks what it says: signature, audience, nonce, expiry. Where it is
not satisfied, it sends people back to the first page without a word.
"""

import asyncio
import re
from collections.abc import Iterable
from urllib.parse import parse_qs

from escp_data.access.people import person_of
from escp_data.serving import audited
from escp_data.serving.answers import note, say
from escp_data.serving.asgi import App, Header, Message, Receive, Scope, Send, path_of
from escp_data.serving.cookies import SignedCookies, signed_cookies
from escp_data.serving.register import Register, limits
from escp_data.serving.settings import Asked, Settings

LOGIN, CALLBACK = "/auth/login", "/oauth2callback"
NO_ANSWER = (
    "The sign-in service did not answer as it should.",
    "Try again in a few minutes. If it happens again, tell whoever runs this dashboard.",
)
NOT_IN = (
    "The sign-in service's answer could not be accepted, or you stopped on the way.",
    "Nobody is signed in. Try again; if it happens again, tell whoever runs this dashboard.",
)
NO_ADDRESS = (
    "The sign-in service does not say who you are: it gives no e-mail address that it has checked.",
    "Tell whoever runs this dashboard.",
)
_COOKIE = re.compile(r"(_streamlit_user(?:_\d+)?)=([^;]+)")


class Signing:
    """Watches the two ways of signing in."""

    def __init__(self, app: App, settings: Asked, register: Register) -> None:
        self._app, self._settings, self._register = app, settings, register

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        settings = self._settings() if scope["type"] == "http" else None
        path = path_of(scope, settings.base) if settings else ""
        if settings is None or path not in (LOGIN, CALLBACK) or is_back_from_sign_out(scope, path):
            await self._app(scope, receive, send)
            return
        sent = await self._whole(scope, receive)
        status, headers = (sent[0]["status"], sent[0]["headers"]) if sent else (0, [])
        home = f"{settings.base}/"
        if path == LOGIN and not is_elsewhere(status, headers):
            note("sign-in-not-begun", status=status)
            await say(send, 502, "Signing in does not work just now", *NO_ANSWER, back=home)
        elif path == LOGIN:
            await _all(send, sent)
        else:
            await self._back(settings, sent, headers, send)

    async def _back(
        self, settings: Settings, sent: list[Message], headers: list[Header], send: Send
    ) -> None:
        """Somebody came back from the provider."""
        home = f"{settings.base}/"
        came = signed_in(headers)
        person = person_of(came.claims) if came else None
        if came and person:
            self._register.begin(came.key, person)
            await audited.write(settings, person.email, "signed in")
            await _all(send, sent)
            return
        await audited.write_refusal(settings, audited.SOMEBODY, "sign in")
        words = NO_ADDRESS if came else NOT_IN
        forget = [] if came else [each for each in headers if each[0].lower() == b"set-cookie"]
        await say(send, 403, "You are not signed in", *words, back=home, more=forget)

    async def _whole(self, scope: Scope, receive: Receive) -> list[Message]:
        """The whole answer; nothing where it stopped or takes too long."""
        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        try:
            patience = limits().patience.total_seconds()
            await asyncio.wait_for(self._app(scope, receive, keep), patience)
        except Exception as problem:  # noqa: BLE001 - whatever it is, nobody is signed in
            note("sign-in-stopped", why=type(problem).__name__)
            return []
        return sent


def is_back_from_sign_out(scope: Scope, path: str) -> bool:
    """Whether a provider leads somebody back whom it has signed out: it brings no answer."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
    return path == CALLBACK and not {"code", "error"} & set(asked)


async def _all(send: Send, sent: Iterable[Message]) -> None:
    for message in sent:
        await send(message)


def is_elsewhere(status: int, headers: Iterable[Header]) -> bool:
    """Whether an answer leads to another site, as to a provider."""
    places = [value for name, value in headers if name.lower() == b"location"]
    return status in (302, 303, 307) and any(b"://" in each for each in places)


def signed_in(headers: Iterable[Header]) -> SignedCookies | None:
    """Who an answer's cookies sign in; None where it signs in nobody."""
    set_ = [value.decode("latin-1") for name, value in headers if name.lower() == b"set-cookie"]
    found = [_COOKIE.match(each) for each in set_]
    given = {each[1]: each[2] for each in found if each and each[2] not in ('""', "''")}
    return signed_cookies(given.items())
