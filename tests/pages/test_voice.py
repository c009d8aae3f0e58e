"""Children's voice: the loop, what is open, filters in the link, and files of what is shown."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from escp_data import MAKER
from escp_data.store.database import Store
from tests import app
from tests.pages.conftest import Downloads
from tests.pages.reading import between, everything, lines, table
from tests.stores import put, return_workbook

Open = Callable[..., AppTest]
LEFT_OUT = (
    "Quotes from groups of five children or fewer, or of a size nobody gave, show no agency and "
    "are left out here."
)
LAW = "Agency and day not shown: five children or fewer · 11 to 15"


def test_the_title_answers_and_the_sentence_says_the_loop(open_page: Open) -> None:
    page = open_page("voice")
    assert page.title[0].value == "14 of 22 things children said led to change"
    assert (
        "Of 22 things children told us since April 2023, 14 led to a change, 4 were not possible "
        "and 4 are not answered yet; the oldest: Group chats, November 2023, 2 years 1 month. "
        "Of 18 answers, children were told 13."
    ) in lines(page)
    [picture] = app.charts(page)
    assert picture.alt == (
        "Told us 22; heard by a group 20, answered 18, led to a change 14, told back 13."
    )
    assert picture.data[["Step", "Things said"]].to_numpy().tolist()[0] == ["Told us", 22]


def test_what_waits_and_who_is_missing(open_page: Open) -> None:
    page = open_page("voice")
    assert table(page, 1) == [
        ["What it was about", "Said", "Waiting for"],
        ["Group chats", "November 2023", "2 years 1 month"],
        ["Telling it again", "January to March 2025", "9 months"],
        ["Boys talking", "June 2025", "6 months"],
        ["Suspended", "November 2025", "1 month"],
    ]
    assert between(page, "Who has not been heard")[0] == (
        "No child under 11 has been heard since 2024."
    )


def test_a_card_says_the_words_the_way_and_the_answer(open_page: Open) -> None:
    page = open_page("voice", theme="Dark footpaths")
    assert between(page, "What children said, and what came of it")[:8] == [
        "Dark footpaths",
        "Changed",
        "“Two paths to the estate have no lights from four o'clock. We go round by the road, it "
        "takes twenty minutes.”",
        "What changed",
        "Both footpaths were added to the lighting repair programme in February.",
        "Sought 20 November 2024, meeting with the executive → Heard by Executive group, 20 "
        "November 2024 → Changed → Told back 12 March 2025: A photograph of the first new light",
        "Voluntary sector · Children involved: 7 · 16 to 17",
        "On action 1.3",
    ]


def test_a_small_group_shows_neither_agency_nor_day(open_page: Open) -> None:
    page = open_page("voice", theme="Telling it again")
    assert LAW in lines(page)
    assert "12 March 2025" not in everything(page)
    page = open_page("voice", agency="Enfield Council", by="Agency")
    assert lines(page).count(LEFT_OUT) == 2
    assert "Telling it again" not in between(page, "From asking to telling back")
    assert table(page, 1)[1:] == [["Enfield Council", "2", "2", "0", "0", "2"]]


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ({}, "22 of 22 things children said. No filters."),
        ({"priority": "3", "age": "16 to 17"},
         "4 of 22 things children said. Filters: Priority 3; Age band 16 to 17"),
        ({"agency": "Health providers"},
         "1 of 22 things children said. Filters: Agency Health providers"),
        ({"theme": "Waiting rooms", "period": "2024-25 Q4"},
         "1 of 15 things children said. Filters: Theme Waiting rooms"),
    ],
)  # fmt: skip  # rows
def test_a_link_opens_filtered(open_page: Open, link: dict[str, str], shown: str) -> None:
    page = open_page("voice", **link)
    assert shown in lines(page)
    assert {key: page.query_params[key] for key in link} == link


def test_filters_are_cleared_at_once(open_page: Open) -> None:
    page = open_page("voice", priority="2", agency="Enfield schools", period="2025-26 Q3")
    assert "Take a filter away to see more." in lines(page)
    [clear] = [each for each in page.button if each.label == "Clear filters"]
    clear.click()
    app.run(page)
    assert "22 of 22 things children said. No filters." in lines(page)
    assert "priority" not in page.query_params


def test_links_lead_to_the_action_in_the_same_quarter(open_page: Open) -> None:
    page = open_page("voice", theme="Waiting rooms", period="2025-26 Q2")
    [link] = [each.proto for each in page.get("page_link") if each.proto.label == "On action 3\\.4"]
    assert link.page == "priority-3"
    assert link.query_string == (
        "plan=2023-26&period=2025-26+Q2&compared=The+quarter+before&action=3.4"
    )


def test_the_files_hold_what_is_shown(open_page: Open, downloads: Downloads) -> None:
    open_page("voice", priority="2")
    assert list(downloads) == ["escp-voice-2025-26-Q3.xlsx", "escp-voice-2025-26-Q3.csv"]
    book = load_workbook(BytesIO(downloads["escp-voice-2025-26-Q3.xlsx"]()))
    head, row = book["Voice shown"].iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True)) == {
        "Priority": 2, "Ref": "2.2", "Date": "January to March 2025", "Agency": None,
        "Method": "Conversations at the end of a plan", "Age band": "11 to 15",
        "Children involved": "[c]", "Theme": "Telling it again",
        "What children said":
            "I told it to five people. By the end I said it like a shopping list.",
        "Outcome": "Not answered yet", "Not answered for": "9 months", "Heard by": None,
        "Heard on": None, "What changed as a result": None, "Not possible because": None,
        "Told back": "No", "Told back on": None, "Told back how": None,
    }  # fmt: skip  # pairs share a line
    cover = {row[0].value: row[1].value for row in book["Cover"].iter_rows(min_row=3, max_col=2)}
    assert (cover["Filters"], cover["Things said"], cover["Made by"]) == ("Priority 2", "1", MAKER)
    text = downloads["escp-voice-2025-26-Q3.csv"]().decode("utf-8-sig")
    [told] = csv.DictReader(StringIO(text))
    assert (told["Theme"], told["Agency"], told["Filters"]) == (
        "Telling it again",
        "",
        "Priority 2",
    )


@pytest.mark.usefixtures("small_store")
def test_before_anything_was_said_it_says_what_will_appear(open_page: Open) -> None:
    page = open_page("voice")
    assert page.title[0].value == "Nothing that children said is on record yet"
    assert [each.value for each in page.info] == [
        "What children said appears here, with who heard it and what changed, once a return has "
        "rows on its Voice sheet."
    ]


def test_what_is_not_given_is_named(small_store: Store, open_page: Open) -> None:
    row = {"Date": "14/08/2024", "Ref": "2.1", "Agency": "ICB", "What children said": "Listen"}
    put(small_store, return_workbook("2024-25 Q2", Voice=[row]), "voice.xlsx", "2024-10-12")
    page = open_page("voice")
    assert between(page, "What children said, and what came of it")[:4] == [
        "No theme given", "Not answered yet", "“Listen”",
        "Sought July to September 2024 → Not heard by any group yet → Not answered, less than a "
        "month",
    ]  # fmt: skip  # a list in few lines
    assert between(page, "Who has not been heard")[:2] == [
        "How old the children were is not on record: returns have an Age band for it.",
        "Nothing children said on priority 1 is on record under this plan.",
    ]
