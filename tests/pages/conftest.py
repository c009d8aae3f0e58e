"""Fixtures for tests of pages, which all go through `dashboard.py`."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager

from escp_data.store.database import Store
from tests.app import as_served
from tests.stores import plan_store

Downloads = dict[str, Callable[[], bytes]]


@pytest.fixture(autouse=True)
def served() -> Iterator[None]:
    """Pages open as the dashboard's server opens them."""
    with as_served():
        yield


@pytest.fixture
def downloads() -> Iterator[Downloads]:
    """What the page's download buttons give, by file name; each is made when it is called."""
    offered: Downloads = {}
    add = MediaFileManager.add_deferred

    def added(self: MediaFileManager, make: Any, *args: Any, **kwargs: Any) -> str:
        offered[kwargs["file_name"]] = make
        return add(self, make, *args, **kwargs)

    with patch.object(MediaFileManager, "add_deferred", added):
        yield offered


@pytest.fixture
def small_store(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    open_page: object,  # noqa: ARG001 - it names the sample store first
) -> Store:
    """The small plan and its two quarters, as the store that the dashboard opens."""
    store = plan_store(tmp_path)
    monkeypatch.setenv("ESCP_DB", str(store.path))
    return store
