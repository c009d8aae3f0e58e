"""Signing in, and what only the business unit sees then: the small numbers, off until asked for."""

import math
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from escp_data.access.listed import ACCESS, BUSINESS_UNIT
from escp_data.access.people import LASTS, Person
from escp_data.errors import NotAllowed
from escp_data.store.audit import log
from escp_data.store.database import Store
from pages.parts import sign_in, visitors
from tests.app import new_app, run
from tests.counted import give, new_store
from tests.pages.conftest import Downloads
from tests.pages.reading import everything

COORDINATOR = "coordinator@enfield.example"
CHAIR = "chair@enfield.example"
TOGGLE = "Show small numbers"
SIGNED_IN = 1_768_383_000
KNOWN = Person(COORDINATOR, datetime(2026, 1, 14, 9, 30, tzinfo=UTC))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    store = new_store(tmp_path)
    give(store, "2023-24 Q1", (50, 3, 60, 200, 40, 9))
    monkeypatch.setenv("ESCP_DB", str(store.path))
    monkeypatch.setenv(BUSINESS_UNIT, COORDINATOR)
    listed = tmp_path / "access.toml"
    listed.write_text(f'viewers = ["{CHAIR}"]', "utf-8")
    monkeypatch.setenv(ACCESS, str(listed))
    return store


def opened(**claims: Any) -> AppTest:
    app = new_app("disproportionality", period="2023-24 Q1")
    app.user = {"is_logged_in": True, "email": COORDINATOR, "iat": time.time(), **claims}
    return run(app)


def at_the_door(**claims: Any) -> AppTest:
    """As for somebody who is not let in: there is one page, whatever was asked for."""
    app = new_app("", period="2023-24 Q1")
    app.user = {"is_logged_in": True, "email": COORDINATOR, "iat": time.time(), **claims}
    return run(app)


def toggles(app: AppTest) -> list[str]:
    return [each.label for each in app.toggle]


def signing(app: AppTest) -> list[str]:
    return [each.label for each in app.button if each.label.startswith("Sign ")]


def reveals(store: Store) -> list[str]:
    return [detail for _, detail in looked(store)]


def looked(store: Store) -> list[tuple[str, str]]:
    """Who looked at small numbers, and which; newest first."""
    entries = log(store)
    looked = entries[entries["What"] == "Looked at small numbers"]
    return list(looked[["Who", "Detail"]].itertuples(index=False, name=None))


def person_with(monkeypatch: pytest.MonkeyPatch, **claims: Any) -> Person | None:
    """Whoever these claims stand for, without opening a page."""
    user = {"is_logged_in": True, "email": COORDINATOR, "iat": SIGNED_IN, **claims}
    monkeypatch.setattr(st, "user", SimpleNamespace(to_dict=lambda: user))
    return visitors.person()


@pytest.mark.usefixtures("store")
def test_without_a_provider_nothing_is_said_of_signing_in() -> None:
    app = run(new_app("disproportionality", period="2023-24 Q1"))
    assert "Sign in" not in everything(app)
    assert toggles(app) == []


@pytest.mark.parametrize(
    "claims",
    [
        {"email": CHAIR},
        {"iat": time.time() - LASTS.total_seconds()},
        {"iat": time.time() + 24 * 60 * 60},
    ],
)
@pytest.mark.usefixtures("store")
def test_only_the_business_unit_is_offered_them(claims: dict[str, Any]) -> None:
    app = opened(**claims)
    assert toggles(app) == []
    assert "3 [c]" not in everything(app)


@pytest.mark.parametrize(
    "claims",
    [
        {"is_logged_in": False},
        {"email": ""},
        {"email": [COORDINATOR]},
        {"email_verified": False},
        {"iat": None},
        {"iat": time.time() * 1000},
    ],
)
@pytest.mark.usefixtures("store")
def test_nobody_comes_in_without_a_name(claims: dict[str, Any]) -> None:
    app = at_the_door(**claims)
    assert [each.value for each in app.title] == ["Sign in first"]
    assert [each.label for each in app.sidebar.button] == []


@pytest.mark.usefixtures("store")
def test_a_stranger_is_told_whom_to_ask_and_nothing_else() -> None:
    app = at_the_door(email="somebody@elsewhere.example")
    assert [each.value for each in app.title] == ["You may not use this dashboard yet"]
    assert "Ask whoever runs it to let you in." in everything(app)
    assert len(app.sidebar) == 0
    assert signing(app) == ["Sign out"]


def test_they_are_off_until_asked_for_marked_and_noted_once(store: Store) -> None:
    app = opened()
    assert f"Signed in as {COORDINATOR}" in everything(app)
    assert [each.value for each in app.toggle] == [False]
    assert "3 [c]" not in everything(app)
    assert reveals(store) == []
    app.toggle[0].set_value(True)
    run(app)
    assert "3 [c]" in everything(app)
    assert "Do not project, print, copy or send them" in everything(app)
    run(app)
    assert reveals(store) == ["SEARCH, 2023-24 Q1, all agencies"]
    app.toggle[0].set_value(False)
    run(app)
    assert "3 [c]" not in everything(app)


@pytest.mark.usefixtures("store")
def test_the_rest_of_the_page_and_its_downloads_stay_as_they_are() -> None:
    app = opened()
    before = everything(app).splitlines()
    app.toggle[0].set_value(True)
    run(app)
    after = everything(app).splitlines()
    assert [line for line in after if "3 [c]" in line] == ["3 [c]"]
    assert [line for line in before if line not in after] == []


@pytest.mark.usefixtures("store")
def test_they_are_off_again_on_another_page_and_at_the_next_sign_in() -> None:
    app = opened()
    app.toggle[0].set_value(True)
    run(app)
    assert "3 [c]" in everything(app)
    assert [each.value for each in opened().toggle] == [False]


@pytest.mark.usefixtures("store")
def test_somebody_signed_out_meanwhile_sees_them_no_longer() -> None:
    app = opened()
    app.toggle[0].set_value(True)
    run(app)
    app.user = {"is_logged_in": False}
    app.run()
    assert toggles(app) == []
    assert "3 [c]" not in everything(app)
    assert signing(app) == ["Sign in"]


@pytest.mark.parametrize("verified", [True, "true", "True", "TRUE"])
def test_a_verified_address_is_taken(monkeypatch: pytest.MonkeyPatch, verified: object) -> None:
    assert person_with(monkeypatch, email_verified=verified) == KNOWN


@pytest.mark.parametrize("verified", [False, "false", "False", "", "yes", 0, 1, None, [True]])
def test_an_unverified_address_is_not(monkeypatch: pytest.MonkeyPatch, verified: object) -> None:
    assert person_with(monkeypatch, email_verified=verified) is None


def test_an_address_is_taken_where_the_provider_does_not_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert person_with(monkeypatch) == KNOWN


@pytest.mark.parametrize(
    "issued",
    ["2026-01-14T09:30", "", True, None, [], math.inf, math.nan, 1e18, 1e300, SIGNED_IN * 1000],
)
def test_nobody_is_signed_in_at_a_time_that_is_none(
    monkeypatch: pytest.MonkeyPatch, issued: object
) -> None:
    assert person_with(monkeypatch, iat=issued) is None


@pytest.mark.parametrize(
    "claims", [{"iat": "2026-01-14"}, {"iat": math.inf}, {"email": ""}, {"email_verified": 0}]
)
@pytest.mark.usefixtures("store")
def test_somebody_whom_nobody_can_tell_can_still_sign_out(claims: dict[str, Any]) -> None:
    app = at_the_door(**claims)
    assert signing(app) == ["Sign out"]
    assert sign_in.UNKNOWN in everything(app)
    assert toggles(app) == []


def test_another_person_in_the_same_session_gets_a_line_of_their_own(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(BUSINESS_UNIT, f"{COORDINATOR};{CHAIR}")
    Path(os.environ[ACCESS]).write_text("", "utf-8")
    app = opened()
    app.toggle[0].set_value(True)
    run(app)
    now = time.time()
    for email, issued in ((CHAIR, now), (CHAIR, now + 60), (CHAIR, now + 60)):
        app.user = {"is_logged_in": True, "email": email, "iat": issued}
        run(app)
        assert "3 [c]" in everything(app)
    which = "SEARCH, 2023-24 Q1, all agencies"
    assert looked(store) == [(CHAIR, which), (CHAIR, which), (COORDINATOR, which)]


def test_what_was_looked_at_is_not_kept_for_whoever_may_not(store: Store) -> None:
    app = opened()
    app.toggle[0].set_value(True)
    signed_in = app.user
    run(app)
    assert sign_in._LOOKED in app.session_state
    app.user = {**signed_in, "email": CHAIR}
    run(app)
    assert sign_in._LOOKED not in app.session_state
    app.user = signed_in
    run(app)
    app.toggle[0].set_value(True)
    run(app)
    assert [who for who, _ in looked(store)] == [COORDINATOR, COORDINATOR]


@pytest.mark.parametrize("who", [COORDINATOR, CHAIR])
def test_a_download_is_noted_under_the_address(
    store: Store, downloads: Downloads, who: str
) -> None:
    opened(email=who)
    downloads["escp-disproportionality-2023-24-Q1.csv"]()
    assert list(log(store)[["Who", "What"]].iloc[0]) == [who, "Exported"]


@pytest.mark.usefixtures("store")
def test_a_download_is_asked_about_again_when_it_is_made(
    downloads: Downloads, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened()
    monkeypatch.setenv(BUSINESS_UNIT, "")
    with pytest.raises(NotAllowed, match="may not use the dashboard"):
        downloads["escp-disproportionality-2023-24-Q1.csv"]()
