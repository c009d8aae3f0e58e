"""By which names the dashboard may be asked, and from which pages: on every route and socket.

A page elsewhere cannot give its own name to this address (DNS rebinding), read along, or act in
somebody's name; other ports of this computer are elsewhere.
"""

import re
from urllib.parse import urlsplit

from escp_data.serving.asgi import Scope, only, values
from escp_data.serving.doors import Refusal
from escp_data.serving.settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
ANOTHER_NAME = (
    "The dashboard does not answer to this name. Check the address.",
    "Whoever runs it can add a name: server.allowedHosts, or redirect_uri.",
)
ANOTHER_PAGE = ("Another site asked for this, and it is not told. Open the dashboard itself.",)
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?")


def is_host_known(scope: Scope, settings: Settings) -> bool:
    """Whether `Host` comes once and is the public one, or a name of this server with its port."""
    asked = (only(scope, b"host") or "").lower()
    if not _HOST.fullmatch(asked):
        return False
    port = (scope.get("server") or (None, None))[1]
    known = {settings.public_host} if settings.public else set()
    for name in (*LOOPBACK, *(each.strip().lower() for each in settings.names)):
        known |= {f"{name}:{port}"} | ({name} if port in (80, 443) or ":" in name else set())
    return asked in known


def is_origin_known(scope: Scope, settings: Settings) -> bool:
    """Whether `Origin`, where a browser sends one, is the very address that is asked."""
    sent = values(scope, b"origin")
    if not sent:
        return True
    host = (only(scope, b"host") or "").lower()
    scheme = "https" if scope.get("scheme") in ("https", "wss") else "http"
    if host == settings.public_host:
        scheme = urlsplit(settings.public).scheme
    return [each.lower() for each in sent] == [f"{scheme}://{host}"]


def is_from_elsewhere(scope: Scope) -> bool:
    """Whether a browser says that a page elsewhere asks, other than by leading a person here."""
    site = only(scope, b"sec-fetch-site") or "none"
    if site in ("none", "same-origin"):
        return False
    leads = (only(scope, b"sec-fetch-mode"), only(scope, b"sec-fetch-dest"))
    return leads != ("navigate", "document")


def why_not_from_there(scope: Scope, settings: Settings) -> Refusal | None:
    """Why a request is refused that asks by another name, or from another page."""
    if not is_host_known(scope, settings):
        what: dict[str, object] = {"host": values(scope, b"host")}
        return Refusal(400, "Another address", ANOTHER_NAME, "refused-host", what)
    if not is_origin_known(scope, settings) or is_from_elsewhere(scope):
        what = {"origin": values(scope, b"origin"), "path": scope.get("path")}
        return Refusal(403, "Asked from another page", ANOTHER_PAGE, "refused-origin", what)
    return None
