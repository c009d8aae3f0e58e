"""The guards' small parts, without a server."""

import base64
import json
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit
from itsdangerous import URLSafeTimedSerializer

from escp_data.access.listed import ACCESS
from escp_data.access.people import Person
from escp_data.serving.asgi import Message, Scope
from escp_data.serving.cookies import kept, pairs, signed_cookies
from escp_data.serving.headers import inline_hashes, is_hashed, with_ours
from escp_data.serving.hosts import is_from_elsewhere, is_host_known, is_origin_known
from escp_data.serving.listening import is_loopback, warnings
from escp_data.serving.often import OnceA
from escp_data.serving.register import DAY_OVER, IDLE, Ended, Register
from escp_data.serving.sessions import KEY, PERSON, proxied
from escp_data.serving.settings import Settings, SignIn
from escp_data.serving.signing import signed_in
from escp_data.serving.sockets import GuardedSocket
from escp_data.store.database import Store
from tests.serving.loops import in_a_loop_of_its_own

PUBLIC = "https://plan.council.example"
START = datetime(2026, 1, 14, 9, 0, tzinfo=UTC)
SOMEBODY = Person("one@council.example", START)


def settings(sign_in: SignIn = SignIn.PROVIDER, **more: Any) -> Settings:
    return Settings(sign_in, lambda: Store(Path("none.db")), **more)


def asked(*headers: tuple[str, str], port: int = 8501, scheme: str = "http") -> Scope:
    return {
        "type": "http", "method": "GET", "path": "/", "scheme": scheme,
        "server": ("127.0.0.1", port), "client": ("127.0.0.1", 5),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }  # fmt: skip  # pairs share a line


@pytest.mark.parametrize(
    ("hosts", "known"),
    [
        (["127.0.0.1:8501"], True), (["LOCALHOST:8501"], True), (["[::1]:8501"], True),
        (["plan.council.example"], True), (["other.example:8501"], True),
        (["127.0.0.1:8502"], False), (["127.0.0.1"], False), ([], False),
        (["plan.council.example:8501"], False), (["plan.council.example."], False),
        (["127.0.0.1:8501", "127.0.0.1:8501"], False), (["a@127.0.0.1:8501"], False),
        (["127.0.0.1:8501/x"], False), (["evil.example"], False),
        (["127.0.0.1.evil.example:8501"], False),
    ],
)  # fmt: skip  # a list in few lines
def test_it_answers_to_its_names_alone(hosts: list[str], known: bool) -> None:
    scope = asked(*(("host", each) for each in hosts))
    assert is_host_known(scope, settings(public=PUBLIC, names=("other.example",))) is known


@pytest.mark.parametrize(
    ("host", "origin", "known"),
    [
        ("127.0.0.1:8501", "http://127.0.0.1:8501", True),
        ("127.0.0.1:8501", "http://127.0.0.1:8502", False),
        ("127.0.0.1:8501", "http://localhost:8501", False),
        ("127.0.0.1:8501", "https://127.0.0.1:8501", False),
        ("127.0.0.1:8501", "null", False),
        ("127.0.0.1:8501", "", False),
        ("plan.council.example", PUBLIC, True),
        ("plan.council.example", "http://plan.council.example", False),
        ("plan.council.example", f"{PUBLIC}.evil.example", False),
    ],
)
def test_only_its_own_pages_ask(host: str, origin: str, known: bool) -> None:
    scope = asked(("host", host), ("origin", origin))
    assert is_origin_known(scope, settings(public=PUBLIC)) is known


@pytest.mark.parametrize(
    ("site", "mode", "dest", "elsewhere"),
    [
        ("same-origin", "cors", "empty", False),
        ("none", "navigate", "document", False),
        ("cross-site", "navigate", "document", False),
        ("cross-site", "navigate", "iframe", True),
        ("same-site", "no-cors", "script", True),
        ("cross-site", "websocket", "websocket", True),
    ],
)
def test_another_page_may_lead_here_and_no_more(
    site: str, mode: str, dest: str, elsewhere: bool
) -> None:
    said = zip(("site", "mode", "dest"), (site, mode, dest), strict=True)
    assert is_from_elsewhere(asked(*((f"sec-fetch-{k}", v) for k, v in said))) is elsewhere


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("::ffff:127.0.0.1", True),
        ("localhost", True), ("0.0.0.0", False), ("10.0.0.5", False), ("", False), ("::", False),
    ],
)  # fmt: skip  # a list in few lines
def test_which_addresses_are_this_computer(address: str, is_one: bool) -> None:
    assert is_loopback(address) is is_one


def test_it_says_at_the_start_what_is_not_safe() -> None:
    alone = settings(SignIn.NONE, address="0.0.0.0")
    assert [each[:40] for each in warnings(alone)] == ["It listens on 0.0.0.0 without sign-in, a"]
    bare = settings(public="http://plan.council.example")
    assert [each[:38] for each in warnings(bare)] == ["People sign in, and nothing speaks TLS"]
    assert warnings(settings(public="http://127.0.0.1:8501")) == []
    assert warnings(settings(public=PUBLIC)) == []
    assert warnings(settings(SignIn.NONE)) == []


def test_streamlits_page_has_one_script_of_its_own() -> None:
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    assert len(inline_hashes(page)) == 1
    # The example of the specification (CSP, level 3).
    assert inline_hashes("<script>alert('Hello, world.');</script><script src='x'></script>") == [
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    ]


def test_what_never_changes_may_be_kept_and_nothing_else() -> None:
    assert is_hashed("/static/js/index.DormvYxC.js")
    assert not is_hashed("/static/js/nothing.js")
    assert not is_hashed("/media/9a61dbfffb4819616e79555d8ec69344.csv")
    sent = [(b"Cache-Control", b"public"), (b"access-control-allow-origin", b"*")]
    found = dict(with_ours(sent, settings(), keep=False))
    assert found[b"cache-control"] == b"no-store"
    assert b"access-control-allow-origin" not in found


def test_cookies_go_by_tls_only_where_there_is_tls() -> None:
    sent = [(b"set-cookie", b"a=1; Path=/")]
    assert dict(with_ours(sent, settings(public=PUBLIC), keep=False))[b"set-cookie"] == (
        b"a=1; Path=/; Secure"
    )
    assert dict(with_ours(sent, settings(), keep=False))[b"set-cookie"] == b"a=1; Path=/"


def signed(text: str) -> str:
    return str(URLSafeTimedSerializer("secret", salt="_streamlit_user").dumps(text))


@pytest.mark.parametrize("more", ["", "long " * 100])
def test_who_a_cookie_signs_in_is_read_from_it(more: str) -> None:
    claims = {"email": SOMEBODY.email, "more": more}
    found = signed_cookies([("_streamlit_user", signed(json.dumps(claims))), ("other", "1")])
    assert found is not None
    assert found.claims == claims


def test_a_long_one_is_read_from_its_parts() -> None:
    text = json.dumps({"email": SOMEBODY.email})
    parts = [("_streamlit_user_1", signed(text[:9])), ("_streamlit_user_2", signed(text[9:]))]
    whole = [("_streamlit_user", signed("chunks-2")), *parts, ("_streamlit_user_3", "left over")]
    found = signed_cookies(whole)
    assert found is not None
    assert found.claims == {"email": SOMEBODY.email}
    assert signed_cookies(whole[:2]) is None


@pytest.mark.parametrize("value", ["", "x", "..", ".AAAA.b.c", "\xff", "e30.a.b", "WzFd.a.b"])
def test_nonsense_signs_in_nobody(value: str) -> None:
    assert signed_cookies([("_streamlit_user", value)]) is None


def test_a_bomb_in_a_cookie_is_not_blown_up() -> None:
    bomb = base64.urlsafe_b64encode(zlib.compress(b'"' + b" " * 10**7 + b'"')).decode()
    assert signed_cookies([("_streamlit_user", f".{bomb}.a.b")]) is None


def test_two_of_one_name_sign_in_nobody() -> None:
    """The server behind would take the last, and we the first."""
    one, two = (signed(json.dumps({"email": each})) for each in ("a@b.example", "c@b.example"))
    given = asked(("cookie", f"_streamlit_user={one}"), ("cookie", f"_streamlit_user={two}"))
    assert signed_cookies(pairs(given)) is None
    assert kept(given, signed=False) == []


def test_what_does_not_hold_is_taken_off_the_request() -> None:
    given = asked(("cookie", "a=1; _streamlit_user=x; _streamlit_user_tokens=y; b=2"))
    assert kept(given, signed=False) == [(b"cookie", b"a=1; b=2")]
    assert kept(given, signed=True)[0][1].count(b"_streamlit_user") == 2


def test_an_answer_signs_in_whom_its_cookie_names() -> None:
    value = signed(json.dumps({"email": SOMEBODY.email})).encode()
    found = signed_in([(b"Set-Cookie", b"_streamlit_user=" + value + b"; Path=/")])
    assert found is not None
    assert found.claims == {"email": SOMEBODY.email}
    assert signed_in([(b"set-cookie", b'_streamlit_user=""; Max-Age=0')]) is None


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def test_a_stay_ends_with_idleness_and_with_the_working_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = tmp_path / "access.toml"
    listed.write_text("idle_minutes = 30\nworking_day_hours = 2", "utf-8")
    monkeypatch.setenv(ACCESS, str(listed))
    clock = Clock()
    register = Register(clock)
    register.begin("key", SOMEBODY)
    for minutes in (29, 58, 87, 116):
        clock.now = START + timedelta(minutes=minutes)
        assert register.find("key") == SOMEBODY
        register.touch("key")
    clock.now = START + timedelta(minutes=120)
    assert register.find("key") is None
    assert register.just_ended() == [Ended(SOMEBODY, clock.now, DAY_OVER)]

    register.begin("key", SOMEBODY)
    clock.now += timedelta(minutes=45)
    idle = Ended(SOMEBODY, clock.now - timedelta(minutes=15), IDLE)
    assert (register.just_ended(), register.just_ended()) == ([idle], [])
    assert register.find("key") is None
    assert idle.words == "at 2026-01-14 11:30 UTC: nothing had been done for a while"
    register.begin("key", SOMEBODY)
    assert register.end("key") == SOMEBODY
    assert (register.find("key"), register.find(""), register.find(None)) == (None, None, None)
    assert register.just_ended() == []


def test_a_tab_that_is_gone_is_told_nothing_more() -> None:
    """Streamlit would answer with a traceback in the log."""
    sent: list[str] = []

    async def send(message: Message) -> None:
        sent.append(message["type"])
        raise OSError

    async def receive() -> Message:
        return {"type": "websocket.disconnect"}

    async def whole() -> Message:
        socket = GuardedSocket(receive, send, lambda: True, bool, lambda: None, b"")
        await socket.send({"type": "websocket.accept"})
        await socket.send({"type": "websocket.send", "bytes": b"1"})
        return await socket.receive()

    assert in_a_loop_of_its_own(whole()) == {"type": "websocket.disconnect"}
    assert sent == ["websocket.accept"]


def test_once_a_minute_and_never_more_than_it_remembers() -> None:
    now = [0.0]
    once = OnceA(60, lambda: now[0])
    assert [once("a", "b"), once("a", "b"), once("a", "c")] == [True, False, True]
    assert sum(once("many", str(number)) for number in range(10_000)) == 4094
    now[0] = 60.0
    assert [once("a", "b"), once("a", "b")] == [True, False]


@pytest.mark.parametrize(
    ("secret", "given", "trusted"),
    [
        ("s3cret", "s3cret", True),
        ("s3cret", "other", False),
        ("", "", False),
        ("s3cret", "", False),
    ],
)
def test_a_proxy_is_believed_with_its_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: str, given: str, trusted: bool
) -> None:
    listed = tmp_path / "access.toml"
    listed.write_text(f'[proxy]\nsecret = "{secret}"', "utf-8")
    monkeypatch.setenv(ACCESS, str(listed))
    headers = [("x-user", SOMEBODY.email), ("x-escp-proxy", given), ("host", "a")]
    found = proxied(asked(*headers), ("X-User",))
    expected = [(b"x-user", SOMEBODY.email.encode())] if trusted else []
    assert found["headers"] == [*expected, (b"host", b"a")]
    assert found[PERSON] == (Person(SOMEBODY.email, None) if trusted else None)
    assert found[KEY] == (SOMEBODY.email if trusted else "")
    beside = proxied(asked(("a-name", "editor@council.example"), *headers), ("X-User", "A-Name"))
    assert (beside[PERSON], beside[KEY]) == (found[PERSON], found[KEY])
    forged = ("X-User", "editor@council.example")
    twice = proxied(asked(forged, *headers), ("X-User",))
    assert (twice["headers"], twice[PERSON]) == ([(b"host", b"a")], None)
