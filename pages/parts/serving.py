"""What the guards of `escp_data.serving` have to know, read from Streamlit's own settings."""

from functools import cache
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import streamlit as st
from google.protobuf.message import DecodeError
from starlette.middleware import Middleware
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from escp_data.papers.word.pictures import warm
from escp_data.serving.guards import guards
from escp_data.serving.settings import Settings, SignIn
from pages.parts.answers import open_shown

HEARD = {"rerun_script", "stop_script", "file_urls_request"}
FAILED = "Failed to generate file for download"
"""Streamlit's own words where a download cannot be made."""


def middleware() -> list[Middleware]:
    """The guards, for `st.App`."""
    return [Middleware(guard) for guard in guards(settings)]


def warm_pictures() -> Thread:
    """Start what draws a paper's pictures, beside the first page and not before it."""
    started = Thread(target=warm, name="warm pictures", daemon=True)
    started.start()
    return started


@cache
def settings() -> Settings:
    """As the server was started; asked at the first request."""
    sign_in, public = _sign_in()
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return Settings(
        sign_in,
        open_shown,
        base=f"/{base}" if base else "",
        public=public,
        names=tuple(config.get_option("server.allowedHosts") or ()),
        identity=tuple(_identity()),
        index=Path(st.__file__).parent / "static" / "index.html",
        address=str(config.get_option("server.address") or "0.0.0.0"),
        hears=hears,
        file_asked=file_asked,
        explained=with_reason,
        farewell=to_the_first_page(f"/{base}/" if base else "/"),
    )


def to_the_first_page(path: str) -> bytes:
    """What Streamlit's page takes for an order to load another."""
    message = ForwardMsg()
    message.auth_redirect.url = path
    return bytes(message.SerializeToString())


def with_reason(frame: bytes, reason: str) -> bytes:
    """A message to a tab that a download failed, with the reason for Streamlit's own words; any
    other message as it is.
    """
    if FAILED.encode() not in frame:
        return frame
    message = ForwardMsg.FromString(frame)
    if message.backend_operation_response.error_msg != FAILED:
        return frame
    message.backend_operation_response.error_msg = reason
    return bytes(message.SerializeToString())


def hears(frame: bytes) -> bool:
    """Whether a socket's message is one that our pages send.

    Others clear everybody's caches, or write files of Streamlit's own into the folder.
    """
    message = _message(frame)
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") == "deferred_file"
    return kind in HEARD


def file_asked(frame: bytes) -> str:
    """The name of the file that a message asks to be made; "" where it asks for none."""
    return str(_message(frame).backend_operation_request.deferred_file.file_id)


def _message(frame: bytes) -> BackMsg:
    """What a tab says; a message of no kind where it is nothing that Streamlit understands."""
    message = BackMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return BackMsg()
    return message


def _identity() -> dict[str, str]:
    """The headers of a proxy that signs people in, the one with the address first."""
    named: dict[str, str] = config.get_option("server.trustedUserHeaders") or {}
    return dict(sorted(named.items(), key=lambda each: each[1] != "email"))


def _sign_in() -> tuple[SignIn, str]:
    """How people sign in, and the address they type."""
    if _identity():
        return SignIn.PROXY, _origin(str(config.get_option("browser.serverAddress") or ""))
    if st.secrets.load_if_toml_exists() and "auth" in st.secrets:
        return SignIn.PROVIDER, _origin(str(st.secrets["auth"].get("redirect_uri", "")))
    return SignIn.NONE, ""


def _origin(address: str) -> str:
    """`https://plan.council.example` of any address beneath it."""
    found = urlsplit(address)
    return f"{found.scheme}://{found.netloc}" if found.scheme and found.netloc else ""
