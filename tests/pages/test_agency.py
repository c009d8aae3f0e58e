"""An agency's page: its actions and its own words, what is still expected, what it supplies."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.store.database import Store
from tests import app
from tests.pages.reading import between, lines, menu, table
from tests.stores import progress, put, return_workbook

Open = Callable[..., AppTest]


def test_every_agency_on_record_has_a_page_in_the_menu(open_page: Open) -> None:
    shown = menu(open_page())
    first = shown.index("Agencies")
    assert shown[first : first + 8] == [
        *["Agencies", "Business unit", "Enfield Council", "Enfield schools", "Health providers"],
        *["Metropolitan Police", "NHS NCL ICB", "Voluntary sector"],
    ]


def test_the_title_answers_and_what_is_expected_comes_first(open_page: Open) -> None:
    page = open_page("agency-nhs-ncl-icb", period="2025-26 Q3")
    assert page.title[0].value == (
        "NHS NCL ICB leads one action, one not reported; 2 things still expected"
    )
    assert between(page, "Expected for 2025-26 Q3")[0] == "It has not returned for 2025-26 Q3 yet."
    assert [heading.value for heading in page.header] == [
        *["Expected for 2025-26 Q3", "Its part in the plan", "Its measures", "Training"],
        *["Meetings and challenges", "Assurance"],
    ]


def test_its_links_keep_the_quarter_and_lead_to_its_actions(open_page: Open) -> None:
    page = open_page("agency-nhs-ncl-icb", period="2025-26 Q2")
    links = {each.proto.label: each.proto for each in page.main.get("page_link")}
    led = links["3.4 Voice to the group"]
    assert led.page == "priority-3"
    assert {"period=2025-26+Q2", "action=3.4"} <= set(led.query_string.split("&"))
    assert "agency=NHS+NCL+ICB" in links["Their charts"].query_string


def test_how_often_it_came_stands_group_by_group(open_page: Open) -> None:
    page = open_page("agency-metropolitan-police")
    assert between(page, "Meetings and challenges")[1] == (
        "It came to 26 of 30 meetings it was invited to since January 2025, 5 by a deputy."
    )
    assert table(page, 1) == [
        ["Group", "Attended", "By a deputy", "Not invited", "Last came"],
        ["Anti-racist practice", "5 of 5", "1", "0", "2 December 2025"],
        ["Business group", "4 of 4", "1", "0", "20 November 2025"],
        ["Executive group", "4 of 4", "1", "0", "17 December 2025"],
        ["Learning and Development", "1 of 3", "0", "0", "11 February 2025"],
        ["Practice Improvement", "4 of 5", "1", "0", "18 November 2025"],
        ["Quality Assurance", "1 of 1", "0", "0", "25 February 2025"],
        ["Vulnerable Young People (VYP)", "7 of 8", "1", "0", "11 December 2025"],
    ]


@pytest.mark.parametrize("agency", ["nhs-ncl-icb", "business-unit"])
def test_an_agency_with_nothing_on_record_says_so(
    open_page: Open, small_store: Store, agency: str
) -> None:
    agencies = [{"Agency": "Business unit", "Type": "Business unit"}]
    put(small_store, return_workbook("2024-25 Q2", Agencies=agencies))
    page = open_page(f"agency-{agency}")
    assert "No training of its staff is on record under this plan." in lines(page)


def test_a_contributor_reads_its_own_words(open_page: Open, small_store: Store) -> None:
    own = progress("2.1", "Amber", Progress_update="We lent two people", RAG_reason="Late")
    put(small_store, return_workbook("2024-25 Q2", "Metropolitan Police", Progress=[own]))
    page = open_page("agency-metropolitan-police", period="2024-25 Q2")
    assert "We lent two people" in lines(page)
    assert app.pages(page)["agency-metropolitan-police"] == "Metropolitan Police"
