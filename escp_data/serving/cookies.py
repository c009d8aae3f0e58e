"""What a request's cookies say of who asks, read once and handed on as it was read.

Streamlit signs who somebody is into `_streamlit_user` (and, where it is long, `_streamlit_user_1`,
`_2`, …). A signature cannot be taken back, so none is trusted here: the cookie's exact text is the
key to what the server itself remembers of a sign-in.
"""

import hashlib
import json
import re
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from dataclasses import dataclass

from escp_data.serving.asgi import Header, Scope, values

USER, VISIT = "_streamlit_user", "escp_visit"
_OURS = re.compile(rf"{USER}(_tokens)?(_\d+)?")
_CHUNKS = re.compile(r"chunks-(\d{1,2})")


@dataclass(frozen=True)
class SignedCookies:
    """The cookies of one sign-in: the key they are known by, and what they claim."""

    key: str
    claims: dict[str, object]


def pairs(scope: Scope) -> list[tuple[str, str]]:
    """Every cookie of a request, in its order, the same name as often as it comes."""
    sent = ";".join(values(scope, b"cookie")).split(";")
    return [
        (name.strip(), value.strip()) for name, _, value in (each.partition("=") for each in sent)
    ]


def signed_cookies(given: Iterable[tuple[str, str]]) -> SignedCookies | None:
    """Those that say who somebody is; None where there are none, too few, or two alike."""
    found = [(name, value) for name, value in given if re.fullmatch(rf"{USER}(_\d+)?", name)]
    held = dict(found)
    texts = [_text(held.get(name, "")) for name in _names(held)]
    if len(held) != len(found) or not texts or None in texts:
        return None
    key = hashlib.sha256("\n".join(held[name] for name in _names(held)).encode()).hexdigest()
    try:
        claims = json.loads("".join(each or "" for each in texts))
    except ValueError:
        return None
    return SignedCookies(key, claims) if isinstance(claims, dict) else None


def _names(held: dict[str, str]) -> list[str]:
    """The cookies that belong together: one, or the parts that it counts."""
    count = _CHUNKS.fullmatch(_text(held.get(USER, "")) or "")
    return [USER] if count is None else [f"{USER}_{i + 1}" for i in range(int(count[1]))]


def _text(signed: str) -> str | None:
    """What was signed, as `itsdangerous` writes it: base64 of JSON, shrunk where it begins with a
    full stop; None where it is nothing of the kind.
    """
    shrunk, body = signed.startswith("."), signed.lstrip(".").rsplit(".", 2)[0]
    try:
        data = urlsafe_b64decode(body + "=" * (-len(body) % 4))
        text = json.loads(zlib.decompressobj().decompress(data, 65_536) if shrunk else data)
    except (ValueError, zlib.error):
        return None
    return text if isinstance(text, str) else None


def kept(scope: Scope, *, signed: bool) -> list[Header]:
    """The request's headers with one cookie header; who somebody is in it only where `signed`."""
    said = [
        f"{name}={value}" for name, value in pairs(scope) if signed or not _OURS.fullmatch(name)
    ]
    others = [(name, value) for name, value in scope["headers"] if name.lower() != b"cookie"]
    cookies = "; ".join(each for each in said if each != "=")
    return [*others, (b"cookie", cookies.encode("latin-1"))] if cookies else others


def leftovers(scope: Scope, base: str) -> list[Header]:
    """Headers that have the browser forget who it said it was."""
    names = {name for name, _ in pairs(scope) if _OURS.fullmatch(name)}
    return [
        (b"set-cookie", f"{name}=; Path={base or '/'}; Max-Age=0; HttpOnly; SameSite=Lax".encode())
        for name in sorted(names)
    ]


def visit_of(scope: Scope) -> str:
    """The mark of the browser's visit; nothing where it has none, or two."""
    found = [value for name, value in pairs(scope) if name == VISIT]
    return found[0] if len(found) == 1 else ""
