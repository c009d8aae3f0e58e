"""Reviews on screen: ours first, government's apart, and the action that carries each."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from escp_data.store.database import Store
from tests.pages.conftest import Downloads
from tests.pages.reading import lines, table

Open = Callable[..., AppTest]


def test_what_is_governments_is_counted_in_none_of_ours(open_page: Open) -> None:
    page = open_page("reviews")
    assert page.title[0].value == "6 of 12 recommendations to us on track or complete"
    assert (
        "Of 12 recommendations to the partnership or its agencies: 3 Red, 2 Amber, 3 Green, "
        "3 Complete and 1 not reported. 1 more was not accepted. 8 more are for Government to do, "
        "and are counted in none of these figures."
    ) in lines(page)
    assert table(page)[-1] == ["National review: Star and Arthur", "1", "0", "0", "1", "0"]
    assert "Carried by action 2.1" in lines(page)


def test_a_link_narrows_it_and_so_do_its_files(open_page: Open, downloads: Downloads) -> None:
    page = open_page("reviews", agency="Government")
    assert page.title[0].value == "No recommendation here is for the partnership"
    content = downloads["escp-reviews-2025-26-Q3.csv"]().decode("utf-8-sig")
    assert content.count("National review: Star and Arthur,National ") == 8
    assert ",Local 1," not in content


def test_with_no_review_on_record_it_says_what_will_appear(
    small_store: Store,  # noqa: ARG001 - it is the store that the page opens
    open_page: Open,
) -> None:
    page = open_page("reviews")
    assert page.title[0].value == "No review's recommendations are on record yet"
    assert page.info[0].value.endswith("once a return has rows on its Recommendations sheet.")
