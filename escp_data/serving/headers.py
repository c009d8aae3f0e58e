"""What every answer tells the browser: run our scripts only, show us in no frame, keep nothing.

Styles may stand in the page (`'unsafe-inline'`): Streamlit's library writes them there as it draws.
Scripts may not: the one that stands in Streamlit's page is named by its hash, which is worked out
from the installed page when the server starts.
"""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path

from escp_data.serving.answers import LOG, say
from escp_data.serving.asgi import App, Header, Message, Receive, Scope, Send, path_of
from escp_data.serving.settings import Asked, Settings

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
_ALWAYS: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", ", ".join(f"{each}=()" for each in _FEATURES).encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-robots-tag", b"noindex"),
)
_OURS_ALONE = {b"content-security-policy", b"cache-control", *(name for name, _ in _ALWAYS)}
_HASHED = re.compile(r"/static/.+\.[\w-]{8}\.\w+")


def inline_hashes(page: str) -> list[str]:
    """The policy's name for each script that stands in a page: `'sha256-…'`."""
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'"
        for each in _INLINE.findall(page)
    ]


@lru_cache
def policy(index: Path | None, host: str) -> str:
    """The content policy; `host` is the public one, for browsers whose `'self'` knows no socket."""
    hashes = inline_hashes(index.read_text("utf-8")) if index else []
    sockets = [f"wss://{host}"] if host else []
    return "; ".join(
        " ".join(each)
        for each in (
            ("default-src", "'none'"),
            ("script-src", "'self'", *hashes),
            ("style-src", "'self'", "'unsafe-inline'"),
            ("img-src", "'self'", "data:", "blob:"),
            ("font-src", "'self'", "data:"),
            ("connect-src", "'self'", *sockets),
            ("worker-src", "'self'", "blob:"),
            ("manifest-src", "'self'"),
            ("frame-ancestors", "'none'"),
            ("base-uri", "'none'"),
            ("form-action", "'self'"),
        )
    )


def with_ours(sent: list[Header], settings: Settings, *, keep: bool) -> list[Header]:
    """An answer's headers and ours; none that lets another site read it.

    `keep`: what never changes under its name, which a browser may keep for a year.
    """
    others = [
        (name, _private(value, settings) if name.lower() == b"set-cookie" else value)
        for name, value in sent
        if name.lower() not in _OURS_ALONE and not name.lower().startswith(b"access-control-")
    ]
    kept = b"public, max-age=31536000, immutable" if keep else b"no-store"
    own = policy(settings.index, settings.public_host if settings.is_secure else "").encode()
    tls = [(b"strict-transport-security", b"max-age=31536000")] if settings.is_secure else []
    return [*others, *_ALWAYS, *tls, (b"content-security-policy", own), (b"cache-control", kept)]


def _private(cookie: bytes, settings: Settings) -> bytes:
    """A cookie that goes by TLS only, where there is TLS."""
    words = cookie.lower().replace(b" ", b"").split(b";")
    return cookie if not settings.is_secure or b"secure" in words else cookie + b"; Secure"


class Headers:
    """Adds them to every answer; what nobody foresaw is a plain page, and a line in the log."""

    def __init__(self, app: App, settings: Asked) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        settings = self._settings()
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                keep = message["status"] == 200 and is_hashed(path_of(scope, settings.base))
                headers = with_ours(list(message.get("headers", [])), settings, keep=keep)
                message = {**message, "headers": headers}
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception:  # noqa: BLE001 - whatever it is, nobody outside is told
            LOG.exception("An answer stopped.")
            if not begun:
                await say(sent, 500, "This did not work", "Load the page again.")


def is_hashed(path: str) -> bool:
    """Whether a file carries a hash of what is in it in its name."""
    return bool(_HASHED.fullmatch(path))
