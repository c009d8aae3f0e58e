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
from tests.browser.screen import axe, picture, settled, walk
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
    settled(page)
    trouble.clear()


def sign_out(page: Page) -> None:
    """Here and at the provider."""
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def menu(page: Page) -> list[str]:
    """The names of the pages that the menu offers."""
    links = page.get_by_test_id("stSidebar").get_by_role("link")
    return [" ".join(each.split()) for each in links.all_inner_texts()]


def refused(page: Page, server: Server, words: str, email: str) -> None:
    """The Upload page, typed, says these words instead; all can use what is said."""
    page.goto(f"{server.url}/upload")
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    assert axe(settled(page)) == []
    picture(page, f"upload-typed-by-{email.partition('@')[0]}")


@pytest.mark.parametrize(
    ("email", "offers", "not_offers", "words", "own"),
    [
        (POLICE, {"About"}, {"Upload", "History", "Measures"}, "Not for you to see or do", ""),
        (STRANGER, set(), {"Upload", "About"}, "You may not use this dashboard yet",
         "Ask partnership@enfield.example to let you in."),
    ],
)  # fmt: skip  # a person a row
def test_an_agency_has_its_menu_and_a_stranger_none(
    page: Page,
    server: Server,
    trouble: list[str],
    email: str,
    offers: set[str],
    not_offers: set[str],
    words: str,
    own: str,
) -> None:
    page.goto(server.url)
    sign_in(page, server, email, trouble)
    found = set(menu(page))
    assert offers <= found
    assert not (not_offers & found)
    refused(page, server, words, email)
    expect(page.get_by_text(own).first).to_be_visible()


def test_the_business_unit_looks_and_signs_out_and_anybody_else_sees_none(
    page: Page, server: Server, store: Store, trouble: list[str]
) -> None:
    page.goto(f"{server.url}/history")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in first")
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    picture(page, "sign-in-first")
    sign_in(page, server, COORDINATOR, trouble)
    assert {"Upload", "History", "Measures"} <= set(menu(page))
    walk(page, "upload")
    expect(page.get_by_role("heading", level=1)).to_have_text("Upload agencies' returns")
    small = page.get_by_role("cell", name="3 [c]", exact=True)
    walk(page, PATH)
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
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="About", exact=True).click(button="middle")
    expect(opened.value.get_by_role("button", name="Sign out")).to_be_visible()
    page.bring_to_front()
    sign_out(page)
    signed_out_too(opened.value)

    trouble.clear()
    sign_in(page, server, CHAIR, trouble)
    found = set(menu(page))
    assert {"History", "Measures"} <= found
    assert "Upload" not in found
    walk(page, PATH)
    expect(page.get_by_text("One measure in detail")).to_be_visible()
    expect(page.get_by_text("Show small numbers")).to_have_count(0)
    refused(page, server, "Not for you to see or do", CHAIR)


def signed_out_too(other: Page) -> None:
    """The same person's other tab, at once."""
    expect(other.get_by_role("heading", level=1)).to_have_text("Sign in first")
    expect(other.get_by_text("Signed in as")).to_have_count(0)
    other.close()
