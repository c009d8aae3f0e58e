"""Fixtures for every test.

What only some tests need is imported inside their fixtures, so that the others start at once.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import scipy.optimize
import scipy.sparse  # noqa: F401 - likewise
from hypothesis import settings

from escp_data import MAKER
from escp_data.store import idle

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    OpenPage = Callable[..., AppTest]

# The same few examples each time, and none too slow on a busy computer; `thorough` is by hand.
settings.register_profile("suite", max_examples=40, derandomize=True, deadline=None)
settings.register_profile("thorough", max_examples=2_000, deadline=None)


def pytest_report_header() -> str:
    """What is tested. (Its import comes before any of openpyxl, which it tells what to use.)"""
    return MAKER


def pytest_configure(config: pytest.Config) -> None:
    """The profile that `--hypothesis-profile` names, else that of the suite; connections stay."""
    settings.load_profile(config.getoption("--hypothesis-profile") or "suite")
    idle.keep_open(4)  # as in the dashboard


@dataclass(frozen=True)
class Interpreter:
    """What a test must not leave otherwise than it found it."""

    folder: str
    environment: dict[str, str]
    path: list[str]
    filters: list[object]
    threads: set[str]

    @classmethod
    def now(cls) -> Interpreter:
        """The interpreter as it is; without pytest's own note of which test runs, and without the
        workers of the event loop that drives the browser for a whole session."""
        environment = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
        threads = {
            each.name
            for each in threading.enumerate()
            if not each.daemon and not each.name.startswith("asyncio_")
        }
        filters: list[object] = list(warnings.filters)
        return cls(os.getcwd(), environment, list(sys.path), filters, threads)


@pytest.fixture(autouse=True)
def interpreter_as_found() -> Iterator[None]:
    """Fails a test that leaves the interpreter otherwise than it found it.

    AppTest leaves the script it ran as `__main__`, where a new process would run it again: that
    is put back here, for all.
    """
    main, found = sys.modules["__main__"], Interpreter.now()
    yield
    sys.modules["__main__"] = main
    for thread in threading.enumerate():
        if thread.name in Interpreter.now().threads - found.threads:
            thread.join(timeout=2)  # a cancelled timer takes a moment to end
    assert Interpreter.now() == found


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
    from tests.fresh import fresh_store

    return fresh_store(tmp_path / "empty.db").path


@pytest.fixture
def threshold(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """What the largest small count is, for tests that run with another than the one set."""
    from escp_data import markers

    monkeypatch.setattr(markers, "THRESHOLD", request.param)
    return int(request.param)


@pytest.fixture
def open_page(request: pytest.FixtureRequest, sample_store: Path) -> Iterator[OpenPage]:
    """`open_page("actions", priority="2")` on the sample store; `app.open_page` says more.

    What pages were told of it is remembered from test to test, as from visitor to visitor. A test
    that patches anything opens a copy, which is remembered by its own path: no other is told what
    was answered meanwhile. For another store, `monkeypatch.setenv("ESCP_DB", str(own_store))`
    before opening a page.
    """
    import streamlit as st

    from tests import app

    if "monkeypatch" not in request.fixturenames:
        with app.as_served(), pytest.MonkeyPatch.context() as environment:
            environment.setenv("ESCP_DB", str(sample_store))
            yield app.open_page
        return
    copy = request.getfixturevalue("own_store")
    request.getfixturevalue("monkeypatch").setenv("ESCP_DB", str(copy))
    with app.as_served():
        yield app.open_page
    st.cache_resource.clear()  # which store is open, where none is named
