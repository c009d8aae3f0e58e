"""The few shapes of ASGI that a guard needs, and what it reads in them.

A guard is a class that takes the app behind it and the settings, and is called as an app.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Header = tuple[bytes, bytes]


def is_asked(scope: Scope) -> bool:
    """Whether somebody asks for something: neither start nor end of the server."""
    return scope["type"] in ("http", "websocket")


def values(scope: Scope, name: bytes) -> list[str]:
    """Every value of a header, as text that keeps every byte."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def only(scope: Scope, name: bytes) -> str | None:
    """A header's value where it comes once; None where it is missing or comes twice."""
    found = values(scope, name)
    return found[0] if len(found) == 1 else None


def path_of(scope: Scope, base: str) -> str:
    """The path below the dashboard's own sub-path: `/media/…`."""
    path = str(scope.get("path", ""))
    return path.removeprefix(base) or "/" if path == base or path.startswith(f"{base}/") else path
