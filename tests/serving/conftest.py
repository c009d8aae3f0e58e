"""Two servers for all tests here: one without sign-in, one with a provider and every role."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from escp_data.access.listed import ACCESS
from escp_data.store.database import Store
from tests.server import Server, free_port, running
from tests.serving.caller import Caller
from tests.serving.provider import Provider, providing

EDITOR, VIEWER = "coordinator@council.example", "chair@council.example"
POLICE, STRANGER = "analyst@police.example", "somebody@elsewhere.example"
AGENCY = "Metropolitan Police"
LISTED = f"""
editors = ["{EDITOR}"]
viewers = ["@council.example"]
whom_to_ask = "partnership@council.example"

[agencies]
"{AGENCY}" = ["@police.example"]
"""


@dataclass(frozen=True)
class Signing:
    """A dashboard with sign-in, its provider, its store and its access file."""

    server: Server
    provider: Provider
    store: Store
    listed: Path

    def caller(self, email: str) -> Caller:
        """Somebody who has just signed in."""
        self.provider.email, self.provider.claims, self.provider.wrong = email, {}, ""
        caller = Caller(self.server)
        answer = caller.sign_in()
        assert answer.status == 302, answer
        return caller


@pytest.fixture(scope="session")
def copied(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from escp_data.records.upkeep import backup

    path = tmp_path_factory.mktemp("serving") / "store.db"
    backup(Store(sample_store), path)
    return path


@pytest.fixture(scope="session")
def open_server(sample_store: Path) -> Iterator[Server]:
    """Without sign-in."""
    with running(sample_store) as server:
        yield server


@pytest.fixture(scope="session")
def signing(copied: Path) -> Iterator[Signing]:
    """With sign-in."""
    port = free_port()
    secrets, listed = copied.with_name("secrets.toml"), copied.with_name("access.toml")
    listed.write_text(LISTED, "utf-8")
    with providing() as provider:
        secrets.write_text(provider.secrets(f"http://127.0.0.1:{port}/oauth2callback"), "utf-8")
        settings = {"STREAMLIT_SECRETS_FILES": str(secrets), ACCESS: str(listed)}
        with running(copied, port=port, **settings) as server:
            yield Signing(server, provider, Store(copied), listed)
