"""A larger size for a room: switched on Help, kept in the address, and by every link."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from pages.parts.size import TIMES
from tests import app

Open = Callable[..., AppTest]


def is_large(page: AppTest) -> bool:
    """Whether the page's style makes it larger."""
    return any(f"zoom: {TIMES}" in each.proto.body for each in page.get("html"))


def test_the_switch_and_the_address_say_the_same(open_page: Open) -> None:
    page = open_page("about")
    [switch] = page.toggle
    assert (switch.value, is_large(page), "size" in page.query_params) == (False, False, False)
    switch.set_value(True)
    app.run(page)
    assert (is_large(page), page.query_params["size"]) == (True, "large")
    page.toggle[0].set_value(False)
    app.run(page)
    assert (is_large(page), "size" in page.query_params) == (False, False)


def test_links_take_the_size_along(open_page: Open) -> None:
    page = open_page("about", size="large")
    assert is_large(page)
    assert page.toggle[0].value
    assert {"size=large" in each.proto.query_string for each in page.get("page_link")} == {True}


def test_an_address_that_asks_for_another_size_is_as_it_comes(open_page: Open) -> None:
    assert not is_large(open_page("about", size="huge"))
