"""Signing in through a real provider of sign-ins, in a real browser."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from escp_data.access.listed import ACCESS
from escp_data.store.audit import log
from escp_data.store.database import Store
from tests.browser.screen import axe, picture, settled
from tests.counted import give, new_store
from tests.server import DEADLINE_SECONDS, Server, free_port, is_up, running

COORDINATOR, CHAIR = "coordinator@enfield.example", "chair@enfield.example"
POLICE, STRANGER = "analyst@police.example", "somebody@elsewhere.example"
EVERYBODY = (COORDINATOR, CHAIR, POLICE, STRANGER)
LISTED = f"""
editors = ["{COORDINATOR}"]
viewers = ["{CHAIR}"]
whom_to_ask = "partnership@enfield.example"
[agencies]
"Metropolitan Police" = ["@police.example"]
"""
PATH = "disproportionality?period=2023-24+Q1"


@contextmanager
def provider() -> Iterator[str]:
    """A provider of sign-ins that knows four people; its address."""
    port = free_port()
    known = [
        f"--user-claims={json.dumps({'sub': email, 'email': email, 'email_verified': True})}"
        for email in EVERYBODY
    ]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen([*command, *known], stderr=subprocess.DEVNULL) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            assert is_up(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=DEADLINE_SECONDS)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = new_store(tmp_path_factory.mktemp("signed-in"))
    give(store, "2023-24 Q1", (50, 3, 60, 200, 40, 9))
    return store


@pytest.fixture(scope="module")
def server(store: Store) -> Iterator[Server]:
    """The dashboard with that provider, and a role for each but the last."""
    port = free_port()
    secrets = store.path.with_name("secrets.toml")
    with provider() as url:
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
            'cookie_secret = "only for this test, and long enough"\n'
            'client_id = "escp"\nclient_secret = "none"\n'
            f'server_metadata_url = "{url}/.well-known/openid-configuration"\n',
            "utf-8",
        )
        listed = store.path.with_name("access.toml")
        listed.write_text(LISTED, "utf-8")
        settings = {"STREAMLIT_SECRETS_FILES": str(secrets), ACCESS: str(listed)}
        with running(store.path, port=port, **settings) as server:
            yield server


def sign_in(page: Page, server: Server, email: str, trouble: list[str]) -> None:
    """As this person; what the provider's own page asks for elsewhere is none of ours."""
    assert trouble == []
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=email).click()
    page.wait_for_url(f"{server.url}/**")
    expect(page.get_by_text(f"Signed in as {email}")).to_be_visible()
    trouble.clear()
    page.goto(f"{server.url}/{PATH}")
    settled(page)


def sign_out(page: Page) -> None:
    """Here and at the provider."""
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def menu(page: Page) -> list[str]:
    """The names of the pages that the menu offers."""
    links = page.get_by_test_id("stSidebar").get_by_role("link")
    return [" ".join(each.split()) for each in links.all_inner_texts()]


@pytest.mark.parametrize(
    ("email", "offers", "not_offers", "upload", "own"),
    [
        (COORDINATOR, {"Upload", "History", "Measures"}, set(), "Upload agencies' returns", ""),
        (CHAIR, {"History", "Measures"}, {"Upload"}, "Not for you to see or do", ""),
        (POLICE, {"About"}, {"Upload", "History", "Measures"},
         "Not for you to see or do", ""),
        (STRANGER, set(), {"Upload", "About"}, "You may not use this dashboard yet",
         "Ask partnership@enfield.example to let you in."),
    ],
)  # fmt: skip  # a person a row
def test_each_role_has_its_menu_and_typed_addresses_are_refused_plainly(
    page: Page,
    server: Server,
    trouble: list[str],
    email: str,
    offers: set[str],
    not_offers: set[str],
    upload: str,
    own: str,
) -> None:
    page.goto(f"{server.url}/history")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in first")
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    picture(page, "sign-in-first")
    sign_in(page, server, email, trouble)
    found = set(menu(page))
    assert offers <= found
    assert not (not_offers & found)
    page.goto(f"{server.url}/upload")
    expect(page.get_by_role("heading", level=1)).to_have_text(upload)
    expect(page.get_by_text(own).first).to_be_visible()
    settled(page)
    assert axe(page) == []
    picture(page, f"upload-typed-by-{email.partition('@')[0]}")
    other = page.context.new_page()
    other.goto(f"{server.url}/about")
    expect(other.get_by_role("button", name="Sign out")).to_be_visible()
    assert trouble == []
    sign_out(page)
    expect(other.get_by_role("heading", level=1)).to_have_text("Sign in first")
    expect(other.get_by_text("Signed in as")).to_have_count(0)
    other.close()
    page.goto("about:blank")
    trouble.clear()  # what the provider's own page asks for elsewhere is none of ours


def test_the_business_unit_looks_and_signs_out_and_anybody_else_sees_none(
    page: Page, server: Server, store: Store, trouble: list[str]
) -> None:
    page.goto(f"{server.url}/upload")
    small = page.get_by_role("cell", name="3 [c]", exact=True)
    expect(settled(page).get_by_role("heading", level=1)).to_be_visible()
    sign_in(page, server, COORDINATOR, trouble)
    expect(small).to_have_count(0)
    page.get_by_text("Show small numbers").click()
    expect(small).to_be_visible()
    settled(page)
    assert axe(page) == []
    picture(page, "small-numbers", whole=True)
    page.reload()
    settled(page)
    expect(page.get_by_text("Show small numbers")).to_be_visible()
    expect(small).to_have_count(0)
    entries = log(store)
    assert list(entries[entries["What"] == "Looked at small numbers"]["Who"]) == [COORDINATOR]
    assert trouble == []
    sign_out(page)
    expect(page.get_by_text("Show small numbers")).to_have_count(0)

    trouble.clear()
    sign_in(page, server, CHAIR, trouble)
    expect(page.get_by_text("One measure in detail")).to_be_visible()
    expect(page.get_by_text("Show small numbers")).to_have_count(0)
    sign_out(page)
    trouble.clear()
