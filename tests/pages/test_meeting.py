"""The meeting view on screen: one message, where you are, links, detail, and the fixed moment."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.reading import lines

Open = Callable[..., AppTest]


def press(page: AppTest, label: str) -> AppTest:
    """The page after a button."""
    return next(each for each in page.button if each.label == label).click().run()


def test_it_opens_on_the_answer_and_next_goes_on(open_page: Open) -> None:
    page = open_page("meeting")
    assert page.title[0].value == r"5 of 10 actions are not on track; two need a decision"
    assert "1 of 11" in lines(page)
    page = press(page, "Next")
    assert page.query_params["screen"] == "changed"
    assert "2 of 11" in lines(page)
    assert press(page, "First").query_params["screen"] == "glance"


def test_a_link_opens_a_screen_and_detail_keeps_the_place(open_page: Open) -> None:
    page = open_page("meeting", screen="decision-2.1")
    assert page.title[0].value == "Release two reviewers per agency for one week?"
    page = press(page, "Detail")
    assert page.query_params["screen"] == "decision-2.1"
    assert any(line.startswith("In the way: Reviewers are promised") for line in lines(page))
    page = press(page, "Close detail")
    assert "Asked of: Executive group, by 31 March 2026." in lines(page)


def test_an_earlier_moment_in_the_link_stays_until_asked(open_page: Open) -> None:
    page = open_page("meeting", seen="2026-01-31T09:30:00.000000Z")
    before = page.title[0].value
    assert any("been stored since" in line for line in lines(page))
    page = press(page, "Show what is new")
    assert page.title[0].value == "5 of 10 actions are not on track; two need a decision"
    assert not any("been stored since" in line for line in lines(page))
    assert before


def test_a_press_wins_over_the_address_of_the_run_before(open_page: Open) -> None:
    """A browser sends the old address along with a key that is pressed before it has the new."""
    page = press(open_page("meeting", screen="glance"), "Next")
    assert page.query_params["screen"] == "changed"
    page.query_params["screen"] = "glance"
    page = press(page, "One on")
    assert page.query_params["screen"] == "decision-2.1"
    page.query_params["screen"] = "changed"
    assert "2 of 11" in lines(page.run())
