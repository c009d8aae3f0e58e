"""Actions: filters that live in the link, a table, downloads of what is shown, a story."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from urllib.parse import parse_qsl

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from escp_data import MAKER
from escp_data.store.database import Store
from tests import app
from tests.pages.conftest import Downloads
from tests.pages.reading import between, lines, table, words
from tests.stores import PLAN, plan_workbook, put

Open = Callable[..., AppTest]
HEADINGS = ["Action", "Lead / group", "RAG / impact", "Due / last update"]

STORY = "One action, quarter by quarter"
VOLUNTARY = "Agency (lead or contributing) Voluntary sector"


def refs(page: AppTest) -> list[str]:
    """The refs in the table."""
    return [row[0].split()[0] for row in table(page)[1:]]


def test_without_filters_every_action_is_there(open_page: Open) -> None:
    page = open_page("actions")
    assert page.title[0].value == "2 Red, 2 Amber, 4 Green, 1 Complete, 1 not reported"
    assert "10 of 10 actions. No filters." in lines(page)
    assert refs(page) == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4"]


def test_the_table_reads_in_words(open_page: Open) -> None:
    assert table(open_page("actions", priority="2", rag="Red")) == [
        HEADINGS,
        [
            "2.1 Star and Arthur plan",
            "Enfield Council  \nPractice Improvement",
            "Red · worse  \nImpact: nothing shows yet",
            "Due: 15 Dec 2025 (overdue)  \nLast update: 2025-26 Q3",
        ],
        [
            "2.3 Partnership workshops",
            "Metropolitan Police  \nLearning and Development",
            "Red  \nImpact: nothing shows yet",
            "Due: 30 Sep 2026 (moved)  \nLast update: 2025-26 Q3",
        ],
    ]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ({"priority": "2", "agency": "Metropolitan Police", "rag": "Red"}, "2.1 2.3"),
        ({"agency": "Metropolitan Police", "part": "Leads"}, "2.3"),
        ({"priority": "2", "part": "Leads"}, "2.1 2.2 2.3"),
        ({"priority": ["1", "3"], "rag": ["Amber", "Complete"]}, "1.2 1.3 3.1"),
        ({"group": "Learning and Development"}, "1.2 2.3 3.2"),
        ({"impact": "Evidenced"}, "1.1 1.3 3.2"),
        ({"overdue": "true"}, "2.1"),
        ({"text": "WORKSHOPS cancelled"}, "2.3"),
        ({"rag": "Not reported"}, "3.4"),
        ({"period": "2025-26 Q2", "rag": "Red"}, "2.3 3.1"),
    ],
)
def test_a_link_opens_filtered(open_page: Open, link: dict[str, str], found: str) -> None:
    assert refs(open_page("actions", **link)) == found.split()


@pytest.mark.parametrize(
    "link",
    [
        {"priority": "9"},
        {"agency": "Nobody"},
        {"rag": "Purple"},
        {"overdue": "perhaps"},
        {"period": "2031-32 Q1"},
        {"compared": "once upon a time"},
        {"action": "9.9"},
    ],
)
def test_a_link_that_names_nothing_known_falls_back(open_page: Open, link: dict[str, str]) -> None:
    page = open_page("actions", **link)
    assert "10 of 10 actions. No filters." in lines(page)
    assert [page.selectbox(key=key).value for key in ("period", "compared", "action")] == [
        *["2025-26 Q3", "The quarter before", None]
    ]
    [value] = link.values()
    assert [value in words(each.value) for each in page.info] == [True] * (
        link != {"overdue": "perhaps"}
    )


def test_choosing_filters_narrows_the_table(open_page: Open) -> None:
    page = open_page("actions")
    page.multiselect(key="agency").select("Voluntary sector")
    page.toggle(key="overdue").set_value(False)
    app.run(page)
    assert f"{len(refs(page))} of 10 actions. Filters: {VOLUNTARY}" in lines(page)
    assert page.query_params["agency"] == "Voluntary sector"
    assert "1.3" in refs(page)


def test_filters_are_cleared_at_once(open_page: Open) -> None:
    link = {"priority": "2", "rag": "Red", "overdue": "true", "text": "audit", "action": "2.1"}
    page = open_page("actions", **link, period="2025-26 Q3")
    assert '1 of 10 actions. Filters: Priority 2; RAG Red; Overdue only; Text "audit"' in lines(
        page
    )
    [clear] = [each for each in page.button if each.label == "Clear filters"]
    clear.click()
    app.run(page)
    assert "10 of 10 actions. No filters." in lines(page)
    assert page.query_params == {
        "plan": "2023-26",
        "period": "2025-26 Q3",
        "compared": "The quarter before",
        "action": "2.1",
    }


def test_an_agency_has_who_contributes_beside_who_leads(open_page: Open) -> None:
    page = open_page("actions", agency="NHS NCL ICB", part="Leads")
    assert table(page) == [
        ["Action", "Lead / contributing", "RAG / impact", "Due / last update"],
        [
            "3.4 Voice to the group",
            "NHS NCL ICB  \nwith Voluntary sector, Enfield Council",
            "Not reported  \nImpact: nobody said",
            "No end date  \nLast update: 2025-26 Q2",
        ],
    ]
    assert "1 of 10 actions. Filters: Agency (lead) NHS NCL ICB" in lines(page)


def test_which_part_counts_is_asked_once_an_agency_is_chosen(open_page: Open) -> None:
    page = open_page("actions", agency="NHS NCL ICB", part="Leads")
    page.multiselect(key="agency").unselect("NHS NCL ICB")
    app.run(page)
    assert "10 of 10 actions. No filters." in lines(page)
    assert "part" not in page.query_params


def test_a_row_is_the_way_to_its_story_under_the_same_filters(open_page: Open) -> None:
    page = open_page("actions", period="2025-26 Q2", priority="2", rag="Red")
    [cell] = page.table[0].value["Action"]
    assert dict(parse_qsl(cell.partition("](?")[2].rstrip(")"))) == {
        "plan": "2023-26", "period": "2025-26 Q2", "compared": "The quarter before",
        "priority": "2", "rag": "Red", "action": "2.3",
    }  # fmt: skip  # one address


@pytest.mark.parametrize(("linked", "story_at", "table_at"), [(True, 0, 1), (False, 1, 0)])
def test_a_story_that_a_link_names_comes_first(
    open_page: Open, linked: bool, story_at: int, table_at: int
) -> None:
    page = open_page("actions", **({"action": "2.3"} if linked else {}))
    page.selectbox(key="action").set_value("2.3")
    app.run(page)
    shown = lines(page)
    order = sorted([shown.index(STORY), shown.index("10 of 10 actions. No filters.")])
    assert order.index(shown.index(STORY)) == story_at
    assert order.index(shown.index("10 of 10 actions. No filters.")) == table_at


def test_the_fold_says_how_many_of_its_filters_are_on(open_page: Open) -> None:
    page = open_page("actions", overdue="true", group="Practice Improvement")
    labels = [each.proto.popover.label for each in page.get("popover")]
    assert labels == ["More filters (2 on)", "What the colours mean"]


def test_no_action_under_the_filters_says_what_to_do(open_page: Open) -> None:
    page = open_page("actions", priority="1", rag="Red")
    assert between(page, "No action under these filters")[-1] == (
        "No action passes these filters. Take one away to see more."
    )
    assert (len(page.table), len(page.get("download_button"))) == (0, 0)


def test_no_story_opens_unasked(open_page: Open) -> None:
    page = open_page("actions")
    assert page.selectbox(key="action").value is None
    assert between(page, STORY)[-1] == (
        "Choose an action to read what was reported on it, quarter by quarter."
    )
    assert app.charts(page) == []


def test_a_story_goes_back_to_the_first_quarter(open_page: Open) -> None:
    page = open_page("actions", action="2.3")
    story = between(page, STORY)
    quarters = [line for line in story if line[:2] == "20" and line[7:9] == " Q"]
    assert (len(quarters), quarters[0], quarters[-1]) == (11, "2025-26 Q3", "2023-24 Q1")
    assert story[story.index("2025-26 Q3") :][:3] == ["2025-26 Q3", "Red", "upload 12"]


def test_the_history_is_a_table_a_click_away(open_page: Open) -> None:
    page = open_page("actions", action="2.3", priority="2")
    assert len(page.table) == 1
    page.session_state["history-2.3"] = True
    app.run(page)
    rows = table(page)
    assert (rows[0], rows[1], len(rows)) == (["Quarter", "RAG"], ["2025-26 Q3", "Red"], 12)


def test_a_story_is_of_an_action_that_is_shown(open_page: Open) -> None:
    page = open_page("actions", priority="3", action="2.3")
    assert page.selectbox(key="action").value is None


def test_the_downloads_hold_exactly_what_is_shown(open_page: Open, downloads: Downloads) -> None:
    page = open_page("actions", priority="2", rag="Red")
    assert list(downloads) == [
        "escp-actions-2025-26-Q3.xlsx",
        "escp-actions-2025-26-Q3.csv",
    ]
    book = load_workbook(BytesIO(downloads["escp-actions-2025-26-Q3.xlsx"]()))
    assert book.sheetnames == ["Cover", "Actions shown"]
    assert [row[0].value for row in book["Actions shown"].iter_rows(min_row=2)] == refs(page)
    cover = {row[0].value: row[1].value for row in book["Cover"].iter_rows(min_row=3, max_col=2)}
    assert cover == {
        "The plan": "Enfield Safeguarding Children Partnership Business Plan 2023 to 2026",
        "Area": "Enfield",
        "Quarter shown": "2025-26 Q3 (October to December 2025)",
        "Compared with": "2025-26 Q2",
        "Data to": "31 December 2025",
        "Last upload": "Upload 13 of 21 April 2026",
        "Made by": MAKER,
        "Filters": "Priority 2; RAG Red",
        "Actions": "2",
    }
    text = downloads["escp-actions-2025-26-Q3.csv"]().decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert [(row["Ref"], row["RAG"], row["Filters"]) for row in rows] == [
        ("2.1", "Red", "Priority 2; RAG Red"),
        ("2.3", "Red", "Priority 2; RAG Red"),
    ]


def test_no_download_holds_a_formula(
    small_store: Store, open_page: Open, downloads: Downloads
) -> None:
    formula = "+HYPERLINK(A1)"
    action = {"Ref": "1.1", "Priority": 1, "Action": f" {formula}", "Owner role": formula}
    put(small_store, plan_workbook("2024-25 Q2", Actions=[action]), "p.xlsx", "2024-10-11")
    page = open_page("actions")
    assert any(formula in cell for row in table(page) for cell in row)
    sheet = load_workbook(BytesIO(downloads["escp-actions-2024-25-Q2.xlsx"]()))["Actions shown"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b", "d"}
    text = downloads["escp-actions-2024-25-Q2.csv"]().decode("utf-8-sig")
    [row] = [row for row in csv.DictReader(StringIO(text)) if row["Ref"] == "1.1"]
    assert (row["Action"], row["Owner role"]) == (f"'{formula}", f"'{formula}")


def test_what_was_chosen_on_a_priority_is_not_missed_here(open_page: Open) -> None:
    page = open_page("priority-2")
    page._page_hash = calc_hash("actions")
    app.run(page)
    assert not any("which is not here" in line for line in lines(page))


def test_what_is_not_live_is_named_apart_and_shows_its_state(
    open_page: Open, small_store: Store
) -> None:
    ended = PLAN["Actions"][2] | {"State": "Superseded"}
    put(small_store, plan_workbook("2024-25 Q2", Actions=[*PLAN["Actions"][:2], ended]))
    page = open_page("actions", period="2024-25 Q2")
    assert page.title[0].value == "1 Red, 1 Complete, and 1 that is not live"
    [head, *rows] = table(page)
    assert (head[:2], [row[1] for row in rows]) == (
        ["Action", "State"],
        ["Live", "Live", "Superseded"],
    )
    agency = open_page("agency-nhs-ncl-icb", period="2024-25 Q2")
    assert agency.title[0].value.startswith("NHS NCL ICB takes part in no live action")
    assert "Superseded" in between(agency, "Its part in the plan")
