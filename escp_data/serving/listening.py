"""Without sign-in, this computer only; with it, TLS."""

from functools import cache
from ipaddress import ip_address

from escp_data.serving.answers import LOG
from escp_data.serving.asgi import Scope, only
from escp_data.serving.doors import Refusal
from escp_data.serving.settings import Settings, SignIn

NOT_HERE = (
    "Anybody who reaches this address could read and change everything, so it is refused.",
    "Open the dashboard on the computer that runs it, at http://127.0.0.1 and its port.",
    "To use it from other computers, set up signing in: docs/operating.md says how.",
)
NO_TLS = (
    "This dashboard is reached by https only, and this request came without it.",
    "Its proxy must speak TLS, and must say so in X-Forwarded-Proto: docs/operating.md says how.",
)


def is_loopback(address: str) -> bool:
    """Whether an address is this computer's own."""
    try:
        found = ip_address(address.split("%")[0])
    except ValueError:
        return address == "localhost"
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_loopback)


def warnings(settings: Settings) -> list[str]:
    """What whoever starts it should know: each a sentence."""
    found = []
    if settings.sign_in is SignIn.NONE and not is_loopback(settings.address):
        found.append(
            f"It listens on {settings.address or 'every address'} without sign-in, and will answer "
            "this computer only. Set up signing in (docs/operating.md), or set server.address to "
            "127.0.0.1."
        )
    host = settings.public_host.rpartition(":")[0] or settings.public_host
    if settings.sign_in is not SignIn.NONE and not settings.is_secure and not is_loopback(host):
        found.append(
            "People sign in, and nothing speaks TLS: whoever is on the network can read along and "
            "take a sign-in over. Put a proxy with TLS in front, and give its https address as "
            "redirect_uri."
        )
    return found


@cache
def warn(settings: Settings) -> None:
    """Say so once, in what the server prints."""
    for sentence in warnings(settings):
        LOG.warning(sentence)


def why_not_here(scope: Scope, settings: Settings) -> Refusal | None:
    """Why other computers are refused where nobody signs in, and http where there is TLS."""
    warn(settings)
    if settings.sign_in is SignIn.NONE and not _within(scope):
        ends: dict[str, object] = {each: scope.get(each) for each in ("client", "server")}
        return Refusal(403, "This computer only", NOT_HERE, "refused-no-sign-in", ends)
    if _bare(scope, settings):
        end: dict[str, object] = {"client": scope.get("client")}
        return Refusal(403, "Not without TLS", NO_TLS, "refused-no-tls", end)
    return None


def _within(scope: Scope) -> bool:
    """Whether both ends are this computer. (The server takes a proxy's word for the far end.)"""
    ends = (scope.get("client"), scope.get("server"))
    return all(end is not None and is_loopback(str(end[0])) for end in ends)


def _bare(scope: Scope, settings: Settings) -> bool:
    asked = (only(scope, b"host") or "").lower()
    return (
        settings.is_secure
        and asked == settings.public_host
        and scope.get("scheme") in ("http", "ws")
    )
