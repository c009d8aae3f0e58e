"""Fixtures for every test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests import app


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this run's store lies: one a worker, made when the dashboard is first opened."""
    return tmp_path_factory.mktemp("store") / "escp.db"


@pytest.fixture
def clear_caches() -> Iterator[None]:
    """Nothing remembered from another test's store, before or after."""
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def open_page(
    store_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    clear_caches: None,  # noqa: ARG001
) -> Callable[..., AppTest]:
    """`open_page("actions", priority="2")` on this run's store; `app.open_page` says more.

    Set `ESCP_DB` with `monkeypatch` after asking for this fixture to open another store.
    """
    monkeypatch.setenv("ESCP_DB", str(store_path))
    return app.open_page
