"""Meetings and challenges on screen: the answer, the gaps, the links, the files."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
from streamlit.testing.v1 import AppTest

from escp_data.store.database import Store
from tests.pages.conftest import Downloads
from tests.pages.reading import between, lines

Open = Callable[..., AppTest]


def test_the_answer_stands_first_and_gaps_are_named(open_page: Open) -> None:
    page = open_page("meetings")
    assert page.title[0].value == "2 questions open, the oldest for 98 days"
    assert between(page, "Children's voice, and what is missing", "Challenges and decisions") == [
        "Children's voice was heard at 8 of 30 meetings since January 2025.",
        "No meeting of the Quality Assurance group is on record since 2024-25 Q4. The business "
        "unit supplies this.",
    ]
    assert "7 challenges, 5 answered, 2 open; the oldest has waited 98 days." in lines(page)


def test_a_group_in_the_link_filters_and_links_keep_the_quarter(
    open_page: Open, downloads: Downloads
) -> None:
    page = open_page("meetings", period="2025-26 Q2", group="Executive group")
    assert page.title[0].value == "1 question open, the oldest for 6 days"
    queries = {
        link.proto.query_string
        for link in page.main.get("page_link")
        if link.proto.label.startswith("On action")
    }
    assert queries
    assert all("period=2025-26+Q2" in query for query in queries)
    book = openpyxl.load_workbook(BytesIO(downloads["escp-meetings-2025-26-Q2.xlsx"]()))
    assert book.sheetnames == ["Cover", "Challenges shown", "Attendance", "Meetings shown"]
    groups = {row[0] for row in book["Meetings shown"].iter_rows(min_row=2, values_only=True)}
    assert groups == {"Executive group"}


def test_with_no_meeting_on_record_it_says_what_will_appear(
    small_store: Store,  # noqa: ARG001 - it is the store that the page opens
    open_page: Open,
) -> None:
    page = open_page("meetings")
    assert page.title[0].value == "No meeting or challenge is on record yet"
    assert page.info[0].value == (
        "Who came to which group, what was looked at and what was challenged appears here once a "
        "return has rows on its Meetings or Challenges sheet."
    )
