"""About: what the dashboard is, what its figures are, and where it runs."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.store.database import open_store
from pages.parts import answers
from tests.pages.reading import lines
from tests.pages.test_glance import DEFINITIONS

Open = Callable[..., AppTest]
OWN = "The figures are those of the workbooks on the History page."
SAMPLES = (
    "This is a demonstration. The plan is the partnership's own. Published figures name "
    "their source; the RAG of every action, its updates, dates, leads and all other figures are "
    "samples, made up to show how the dashboard works."
)


def test_a_real_store_is_called_one(open_page: Open) -> None:
    words = lines(open_page("about"))
    assert (OWN in words, SAMPLES in words) == (True, False)


def test_the_demonstration_is_called_one(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, sample_store: str
) -> None:
    monkeypatch.setattr(answers, "open_demonstration", lambda: open_store(sample_store))
    monkeypatch.delenv("ESCP_DB")
    words = lines(open_page("about"))
    assert (OWN in words, SAMPLES in words) == (False, True)


def test_colours_and_marks_are_explained(open_page: Open) -> None:
    words = lines(open_page("about"))
    assert DEFINITIONS in words
    assert (
        "Counts of children from 1 to 5 are never shown: they read `[c]`, so that nobody can be "
        "recognised. `[x]` means not available, `[z]` not applicable."
    ) in words


def test_it_says_for_whom_it_was_tested_and_how_to_report(open_page: Open) -> None:
    statement = lines(open_page("about"))[-1]
    for words in ("WCAG 2.2, level AA", "axe-core", "keyboard", "200% zoom", "limits"):
        assert words in statement
    assert "tell the business unit" in statement


def test_it_says_that_nobody_else_can_open_it(open_page: Open) -> None:
    assert (
        "It listens on the computer it runs on, and on no other. It fetches nothing from the "
        "internet, but for signing in where a provider is set."
    ) in lines(open_page("about"))
