"""Signing in, and what only the business unit sees then: the small numbers, off until asked for."""

import time
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.access import BUSINESS_UNIT, LASTS
from escp_data.audit import log
from escp_data.store import Store
from tests.app import new_app, run
from tests.counted import give, new_store
from tests.pages.reading import everything

COORDINATOR = "coordinator@enfield.example"
TOGGLE = "Show small numbers"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    store = new_store(tmp_path)
    give(store, "2023-24 Q1", (50, 3, 60, 200, 40, 9))
    monkeypatch.setenv("ESCP_DB", str(store.path))
    monkeypatch.setenv(BUSINESS_UNIT, COORDINATOR)
    return store


def opened(**claims: Any) -> AppTest:
    app = new_app("disproportionality", period="2023-24 Q1")
    app.user = {"is_logged_in": True, "email": COORDINATOR, "iat": time.time(), **claims}
    return run(app)


def toggles(app: AppTest) -> list[str]:
    return [each.label for each in app.toggle]


def reveals(store: Store) -> list[str]:
    entries = log(store)
    return list(entries[entries["What"] == "Looked at small numbers"]["Detail"])


@pytest.mark.usefixtures("store")
def test_without_a_provider_nothing_is_said_of_signing_in() -> None:
    app = run(new_app("disproportionality", period="2023-24 Q1"))
    assert "Sign in" not in everything(app)
    assert toggles(app) == []


@pytest.mark.parametrize(
    "claims",
    [
        {"is_logged_in": False},
        {"email": "chair@enfield.example"},
        {"email": ""},
        {"email_verified": False},
        {"iat": time.time() - LASTS.total_seconds()},
        {"iat": None},
    ],
)
@pytest.mark.usefixtures("store")
def test_only_the_business_unit_is_offered_them(claims: dict[str, Any]) -> None:
    app = opened(**claims)
    assert toggles(app) == []
    assert "3 [c]" not in everything(app)


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
    run(app)
    assert toggles(app) == []
    assert "3 [c]" not in everything(app)
    assert [each.label for each in app.sidebar.button] == ["Sign in"]
