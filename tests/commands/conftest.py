"""Fixtures for tests of the commands: a caller, and a folder with a store to call them in."""

from pathlib import Path

import pytest

from escp_data.store.database import Store
from tests.calls import Caller
from tests.commands.files import q3
from tests.stores import plan_store


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Caller:
    monkeypatch.delenv("ESCP_DB", raising=False)
    return Caller(capsys)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The small plan and its two quarters, in the present folder."""
    monkeypatch.chdir(tmp_path)
    return plan_store(tmp_path)


@pytest.fixture
def folder(store: Store) -> Path:
    """The present folder, with that store and a workbook to check."""
    q3()
    return store.path.parent
