"""What you told us: for children, in plain words, naming nobody."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.evidence.voice import voice
from escp_data.plan.actions import View
from escp_data.store.database import open_store
from escp_data.text.periods import parse_period
from tests.pages.reading import between, lines

Open = Callable[..., AppTest]
TITLE = "What you told us, and what we did"
ABOUT = (
    "We ask children and young people what it is like to grow up here, and what would keep them "
    "safe. This is what they told us up to December 2025, and what grown-ups did about it."
)


def test_what_was_said_stands_beside_what_was_done(open_page: Open) -> None:
    page = open_page("children")
    assert page.title[0].value == TITLE
    shown = between(page, TITLE)
    assert shown[:5] == [
        ABOUT,
        "You said, we did",
        "These things changed because of what you said.",
        "You said: “We picked ten things that changed. The lights are number one because you can "
        "see them.”",
        "What we did: The ten are the opening page of the 'You said, we did' report.",
    ]
    assert between(page, "What we could not do")[:3] == [
        "We tried, or we asked, and it could not be done. You should know why.",
        "You said: “Nobody thinks of us when they say pupils. We get bullied in the park, not in "
        "the corridor.”",
        "Why not: Youth workers cannot be in every park. Their hours are fixed until the contract "
        "ends.",
    ]
    assert between(page, "What we still owe you an answer on")[1:] == [
        "You said: “Same thing, same corridor: I got three days and he got a chat. Nobody "
        "explained the difference.”",
        "A group of grown-ups has heard it.",
        "You said: “Boys do not come to a session called feelings. Call it football and then "
        "talk.”",
        "No answer yet.",
        "You said: “I told it to five people. By the end I said it like a shopping list.”",
        "No answer yet.",
        "You said: “Most of it happens in group chats at night. If you leave the chat you are the "
        "one who is weird.”",
        "A group of grown-ups has heard it.",
    ]


def test_it_names_no_agency_no_day_and_no_number(open_page: Open, sample_store: Path) -> None:
    quarter = parse_period("2025-26 Q3")
    said = voice(open_store(sample_store), View(quarter, quarter.shifted(-1), None, "2023-26"))
    shown = "\n".join(between(open_page("children"), TITLE))
    secrets = {
        secret
        for each in said
        for secret in (each.by.agency, each.by.said.words, each.by.children)
        if secret and not secret.isdigit()
    }
    numbers = {each.by.children for each in said if len(each.by.children) > 2}
    assert [secret for secret in sorted(secrets | numbers) if f" {secret}" in shown] == []


def test_nothing_but_the_plan_is_chosen(open_page: Open) -> None:
    page = open_page("children")
    assert [each.label for each in page.selectbox] == ["Plan"]
    assert [*page.multiselect, *page.button, *page.get("download_button")] == []


def test_it_follows_the_link_to_an_earlier_quarter(open_page: Open) -> None:
    page = open_page("children", period="2023-24 Q1")
    assert ABOUT.replace("December 2025", "June 2023") in lines(page)
    assert between(page, "You said, we did")[1:] == [
        "You said: “People come, write things down and we never see them again.”",
        "What we did: Every session now ends with a date on which somebody comes back.",
    ]


@pytest.mark.usefixtures("small_store")
def test_before_anything_was_said(open_page: Open) -> None:
    page = open_page("children")
    assert [each.value for each in page.info] == [
        "Nothing is here yet. It will be once children have told us something."
    ]
