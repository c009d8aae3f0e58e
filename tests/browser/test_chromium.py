"""A browser is found where there is one, and asked for by name."""

from pathlib import Path

import pytest

from tests.browser import chromium


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A computer without a browser."""
    monkeypatch.delenv("ESCP_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "PLACES", ())


def test_none_is_found_where_there_is_none() -> None:
    assert chromium.find_chromium() is None


def test_the_one_named_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESCP_CHROMIUM", "/elsewhere/chromium")
    assert chromium.find_chromium() == "/elsewhere/chromium"


def test_one_in_its_usual_place_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "PLACES", ("/no/such/browser", __file__))
    assert chromium.find_chromium() == __file__
