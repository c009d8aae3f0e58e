"""Requests and messages that no browser sends, made from a seed: the same each time."""

import random
import socket
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed

from tests.serving.caller import Caller

PATHS = [
    "/", "/upload", "/media/x", "/media/../x", "/_stcore/stream", "/_stcore/upload_file/a/b",
    "/_stcore/upload_file//", "/oauth2callback", "/auth/login", "/auth/logout", "/api/health",
    "//evil.example/x", "/%2e%2e/%2e%2e/etc/passwd", "/\\x", "/static/%00", "/static/..%5c..%5cx",
    "/component/x", "/_stcore/agent/mcp", "/%ff", "/a" * 500, "/?" + "a=b&" * 500, "/:x", "/con",
]  # fmt: skip  # a list in few lines
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONE", "get"]
NAMES = [
    "Cookie", "Origin", "Range", "Content-Length", "Transfer-Encoding", "X-Forwarded-For",
    "X-Forwarded-Proto", "Sec-Fetch-Site", "Accept-Encoding", "Upgrade", "Connection",
    "Sec-WebSocket-Key", "Content-Type", "X-Xsrftoken", "If-None-Match", "X-Escp-Proxy",
]  # fmt: skip  # a list in few lines
VALUES = [
    "", "null", "0", "-1", "9" * 40, "chunked", "a" * 3000, "\xff\xfe", "_streamlit_user=",
    "_streamlit_user=.x.y.z; _streamlit_user=.x.y", "_streamlit_user=e30.a.b", "escp_visit=\x01",
    "bytes=0-", "bytes=9-1", "bytes=a-b,c", "multipart/form-data", "websocket", "upgrade",
    "127.0.0.1", "_streamlit_session=x", "_streamlit_xsrf=2|x|y|z", "https", "cross-site",
]  # fmt: skip  # a list in few lines


def ask(caller: Caller, seed: int) -> bytes:
    """One malformed request; what came back, nothing where the other side hung up."""
    chance = random.Random(seed)
    connection = HTTPConnection("127.0.0.1", caller.server.port, timeout=0.5)
    try:
        connection.putrequest(
            chance.choice(METHODS), chance.choice(PATHS), skip_host=True, skip_accept_encoding=True
        )
        if chance.random() < 0.9:
            connection.putheader("Host", caller.host)
        for _ in range(chance.randrange(4)):
            connection.putheader(chance.choice(NAMES), chance.choice(VALUES).encode("latin-1"))
        connection.endheaders()
        if chance.random() < 0.3:
            connection.send(chance.randbytes(chance.randrange(2000)))
        connection.sock.shutdown(socket.SHUT_WR)
        return connection.getresponse().read()
    except (OSError, HTTPException, ValueError):
        return b""
    finally:
        connection.close()


def messages(seed: int) -> bytes:
    """One message that no page sends, or no message at all."""
    chance = random.Random(seed)
    message = BackMsg()
    makers: list[Callable[[], Any]] = [
        lambda: chance.randbytes(chance.randrange(1, 400)),
        lambda: _set(message.rerun_script, "query_string", "&" * chance.randrange(2000)),
        lambda: _set(message.rerun_script, "page_script_hash", chance.randbytes(9).hex()),
        lambda: _set(message.rerun_script, "fragment_id", chance.randbytes(9).hex()),
        lambda: _set(message, "clear_cache", True),
        lambda: _set(message, "debug_shutdown_runtime", True),
        lambda: _set(message.backend_operation_request, "request_id", "x"),
        lambda: message.backend_operation_request.install_skills.SetInParent(),
        lambda: _set(message.backend_operation_request.deferred_file, "file_id", "x"),
        lambda: message.file_urls_request.file_names.extend(["../../x\x00"] * 9),
        lambda: _state(message, chance),
    ]
    made = chance.choice(makers)()
    return made if isinstance(made, bytes) else message.SerializeToString()


def _set(message: Any, name: str, value: object) -> None:
    setattr(message, name, value)


def _state(message: BackMsg, chance: random.Random) -> None:
    """The state of a widget that is not there, or not of that kind."""
    state = message.rerun_script.widget_states.widgets.add()
    state.id = chance.choice(["", "x", "$$ID-x-None", "$$ID-" + "a" * 64 + "-period"])
    which = chance.choice(["string_value", "json_value", "bytes_value", "int_value"])
    value = {"int_value": 2**60, "bytes_value": b"\xff"}.get(which, "{[" * 50)
    setattr(state, which, value)


def trouble(caller: Caller, seeds: range) -> Iterator[str]:
    """What went wrong: an answer with a traceback or a path in it, a server that is not up."""
    for seed in seeds:
        if b"Traceback" in (body := ask(caller, seed)) or b'File "' in body:
            yield f"request {seed}: {body[:200]!r}"
    for start in range(seeds.start, seeds.stop, 50):
        try:
            with caller.tab() as tab:
                for seed in range(start, start + 50):
                    tab.socket.send(messages(seed))
                tab.open("about").run()
                if "Traceback" in tab.text or 'File "' in tab.text:
                    yield f"messages from {start}"
        except ConnectionClosed as closed:
            yield f"messages from {start}: {closed}"
    if caller.ask("/_stcore/health").text != "ok":
        yield "the server is not up"
