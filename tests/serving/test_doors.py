"""A running dashboard without sign-in: what every route refuses, and what every answer says."""

import json
from http.client import HTTPConnection

import pytest
from websockets.exceptions import InvalidStatus

from escp_data import __version__
from escp_data.store.database import open_store
from tests.server import Server
from tests.serving.caller import Caller

ROUTES = [
    "/", "/upload", "/static/js/nothing.js", "/favicon.png", "/_stcore/health",
    "/_stcore/host-config", "/_stcore/metrics", "/_stcore/agent/interact", "/media/x.csv",
    "/_stcore/upload_file/a/b", "/component/x", "/_stcore/bidi-components/x", "/auth/login",
    "/auth/logout", "/oauth2callback", "/api/health", "/_stcore/script-health-check",
    "/app/static/x",
]  # fmt: skip  # a list in few lines
OURS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture
def caller(open_server: Server) -> Caller:
    return Caller(open_server)


@pytest.mark.parametrize("path", ROUTES)
def test_every_route_refuses_another_name_and_another_page(caller: Caller, path: str) -> None:
    assert caller.ask(path, Host="evil.example").title == "Another address"
    assert caller.ask(path, Host=f"127.0.0.1:{caller.server.port + 1}").status == 400
    for origin in ("https://evil.example", f"http://127.0.0.1:{caller.server.port + 1}", "null"):
        assert caller.ask(path, Origin=origin).title == "Asked from another page"
    assert caller.ask(path, Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="script").status == 403


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS"])
def test_every_answer_has_every_header(caller: Caller, path: str, method: str) -> None:
    answer = caller.ask(path, method)
    assert {name: answer.headers.get(name) for name in OURS} == OURS
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self' 'sha256-" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    assert answer.headers["cache-control"] == "no-store"
    assert [name for name in answer.headers if name.startswith("access-control-")] == []
    assert "Traceback" not in answer.text


def test_what_carries_its_hash_in_its_name_may_be_kept(caller: Caller) -> None:
    page = caller.ask("/").text
    script = page.partition('crossorigin src=".')[2].partition('"')[0]
    assert caller.ask(script).headers["cache-control"] == "public, max-age=31536000, immutable"
    assert caller.ask("/_stcore/health").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/mcp", "/component/x",
     "/_stcore/agent/openapi.json", "/_stcore/script-health-check", "/app/static/x"],
)  # fmt: skip  # a list in few lines
def test_what_no_page_uses_is_not_there(caller: Caller, path: str) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        assert caller.ask(path, method).status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "NONE"])
def test_pages_are_read_and_nothing_else(caller: Caller, method: str) -> None:
    assert caller.ask("/", method).status == 405


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_socket_is_not_opened_for_another_page(caller: Caller, headers: dict[str, str]) -> None:
    with pytest.raises(InvalidStatus, match="403"), caller.tab("", **headers):
        pass


def test_health_says_three_things_and_nothing_of_children(caller: Caller) -> None:
    answer = caller.ask("/api/health")
    assert answer.headers["content-type"] == "application/json"
    found = json.loads(answer.text)
    assert set(found) == {"status", "version", "seal", "last_upload"}
    assert (found["status"], found["version"]) == ("ok", __version__)
    assert found["last_upload"] == "2026-04-21"


def test_health_gives_the_newest_seal(caller: Caller, sample_store: str) -> None:
    seal = json.loads(caller.ask("/api/health").text)["seal"]
    assert seal == open_store(sample_store).newest_seal()


def test_a_proxys_word_on_who_asks_makes_it_another_computer(caller: Caller) -> None:
    """Somebody put a proxy in front of a dashboard without sign-in."""
    assert caller.ask("/", X_Forwarded_For="10.0.0.5").title == "This computer only"
    assert caller.ask("/upload", X_Forwarded_For="10.0.0.5").status == 403


@pytest.mark.parametrize(
    "line", [b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n"]
)
def test_what_is_no_request_is_no_trouble(caller: Caller, line: bytes) -> None:
    connection = HTTPConnection("127.0.0.1", caller.server.port, timeout=30)
    connection.connect()
    connection.sock.sendall(line)
    assert b"Traceback" not in connection.sock.recv(65_536)
    connection.close()
    assert caller.ask("/_stcore/health").text == "ok"


def test_a_file_is_had_by_the_browser_that_it_was_sent_to(caller: Caller) -> None:
    with caller.tab("actions") as tab:
        address = tab.download("CSV")
        assert caller.ask(address).status == 200
        other = Caller(caller.server)
        other.ask("/")
        assert other.ask(address).title == "Not here, or not here any more"
        assert Caller(caller.server).ask(address).status == 404
    assert caller.ask(address).status == 404
