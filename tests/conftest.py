"""Fixtures for every test.

What only some tests need is imported inside their fixtures, so that the others start at once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample data, made once a worker: for tests that change nothing in it."""
    from escp_data.records.demonstration import load_samples
    from escp_data.store.database import open_store

    path = tmp_path_factory.mktemp("store") / "samples.db"
    load_samples(open_store(path))
    return path


@pytest.fixture
def own_store(sample_store: Path, tmp_path: Path) -> Path:
    """A copy of the sample store that the test may change."""
    path = tmp_path / "own.db"
    with closing(sqlite3.connect(sample_store)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    return path


@pytest.fixture
def empty_store(tmp_path: Path) -> Path:
    """A real store into which nothing was uploaded yet."""
    from escp_data.store.database import open_store

    path = tmp_path / "empty.db"
    open_store(path)
    return path


@pytest.fixture
def threshold(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """What the largest small count is, for tests that run with another than the one set."""
    from escp_data import markers

    monkeypatch.setattr(markers, "THRESHOLD", request.param)
    return int(request.param)


@pytest.fixture
def clear_caches() -> Iterator[None]:
    """Nothing remembered from another test's store, before or after."""
    import streamlit as st

    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def open_page(
    sample_store: Path,
    monkeypatch: pytest.MonkeyPatch,
    clear_caches: None,  # noqa: ARG001 - it clears them before and after
) -> Callable[..., AppTest]:
    """`open_page("actions", priority="2")` on the sample store; `app.open_page` says more.

    For another store, `monkeypatch.setenv("ESCP_DB", str(own_store))` before opening a page.
    """
    from tests import app

    monkeypatch.setenv("ESCP_DB", str(sample_store))
    return app.open_page
