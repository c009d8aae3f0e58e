"""The front door opens, without a browser."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.app import pages


def test_the_first_page_opens(open_page: Callable[..., AppTest]) -> None:
    assert open_page().title[0].value


def test_the_first_page_is_in_the_menu(open_page: Callable[..., AppTest]) -> None:
    assert "" in pages(open_page())


def test_a_page_that_is_not_there_is_named(open_page: Callable[..., AppTest]) -> None:
    with pytest.raises(AssertionError, match="There is no such page"):
        open_page("no-such-page")
