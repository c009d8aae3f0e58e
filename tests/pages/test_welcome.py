"""A new, empty store: what to do next, and only the pages that can do it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests import app
from tests.pages.reading import lines, menu
from tests.pages.test_upload import STORE, choose, press
from tests.stores import plan_workbook

Open = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def nothing_uploaded(
    open_page: Open,  # noqa: ARG001 - it names the sample store first
    empty_store: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The dashboard on a store into which nothing was uploaded yet."""
    monkeypatch.setenv("ESCP_DB", str(empty_store))


def test_the_first_page_says_what_to_do(open_page: Open) -> None:
    page = open_page()
    assert [each.value for each in page.title] == ["Start with the plan workbook"]
    assert lines(page)[-2:] == [
        "Go to Upload",
        "This dashboard listens on this computer only: nobody else can open it.",
    ]


def test_only_pages_with_something_in_them_are_there(open_page: Open) -> None:
    page = open_page()
    assert menu(page) == ["Start", "Start here", "Returns and uploads", "Upload", "History"]
    assert list(app.pages(page)) == ["", "glance", "upload", "history"]


def test_a_link_to_a_page_that_is_not_there_yet_leads_to_the_first(open_page: Open) -> None:
    with pytest.raises(AssertionError, match="There is no such page"):
        open_page("actions", priority="2")


def test_the_plan_workbook_brings_the_plan(open_page: Open) -> None:
    page = choose(open_page("upload"), ("plan.xlsx", plan_workbook()))
    press(page, STORE)
    assert menu(page)[:4] == [
        *["The plan", "At a glance", "1 Child-on-child abuse", "2 Physical abuse"]
    ]
    assert open_page().title[0].value == "Nobody has reported on this quarter yet"
