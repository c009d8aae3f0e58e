"""What the guards have to know of how the dashboard is set up."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from escp_data.store.database import Store


class SignIn(Enum):
    """Who tells people apart: nobody, a provider (OpenID Connect), or a proxy in front."""

    NONE = "none"
    PROVIDER = "provider"
    PROXY = "proxy"


@dataclass(frozen=True)
class Settings:
    """`base` is the sub-path (`/plan`, or nothing), `public` the address people type where there
    is sign-in (`https://plan.council.example`), `names` the other names it answers to,
    `identity` the headers in which a proxy says who somebody is, the address first, `index` the
    screen's own page,
    `hears` whether a socket's message is one that a page sends: others are not handed on,
    `file_asked` the name of the file that such a message asks for, "" where it asks for none,
    `farewell` the message that leads a tab to the first page, `explained` gives a message to a tab
    that a download failed with this sentence, and every other as it is.
    """

    sign_in: SignIn
    store: Callable[[], Store]
    base: str = ""
    public: str = ""
    names: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    index: Path | None = None
    address: str = "127.0.0.1"
    hears: Callable[[bytes], bool] = bool
    file_asked: Callable[[bytes], str] = lambda _: ""
    farewell: bytes = b""
    explained: Callable[[bytes, str], bytes] = lambda frame, _: frame

    @property
    def public_host(self) -> str:
        """`plan.council.example`, with its port where it is not the usual one."""
        return urlsplit(self.public).netloc.lower()

    @property
    def is_secure(self) -> bool:
        """Whether people reach it by TLS."""
        return urlsplit(self.public).scheme == "https"


Asked = Callable[[], Settings]
"""The settings, asked for at the first request: the server's own are not read before."""
