"""The dashboard as it was on a day: every page, every download, and the way back."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from escp_data.records.uploads import reinstate, withdraw
from escp_data.store.database import Store
from tests import app
from tests.pages.conftest import Downloads
from tests.pages.reading import everything, lines, table, words
from tests.pages.test_history import button

Open = Callable[..., AppTest]
DAY = "2024-08-01"
BANNER = (
    "As it was Everything here is as the dashboard stood at the end of 1 August 2024, not as it is "
    "today."
)
PATHS = [
    *["", "priority-2", "voice", "training", "children", "assurance", "reviews", "meetings"],
    *["actions", "measures", "disproportionality", "agency-enfield-council"],
    *["upload", "returns", "history", "methods", "about"],
]
FRESH = "Data to 30 June 2024"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.usefixtures("small_store")
def test_every_page_shows_the_day_and_says_so(open_page: Open, path: str) -> None:
    page = open_page(path, as_at=DAY)
    assert BANNER in lines(page)
    assert page.query_params["period"] == "2024-25 Q1"
    assert any(line.startswith(FRESH) for line in lines(page))
    assert page.query_params["as_at"] == DAY
    assert "Two workshops cancelled" not in everything(page)


@pytest.mark.usefixtures("small_store")
def test_the_way_back_to_today(open_page: Open) -> None:
    page = open_page("actions", as_at=DAY)
    button(page, "Back to today")
    assert BANNER not in lines(page)
    assert "as_at" not in page.query_params
    assert page.selectbox(key="period").options == [
        *["July to September 2024 (Q2)", "April to June 2024 (Q1)"]
    ]


def write(page: AppTest, day: str) -> None:
    """Ask for the dashboard as it was."""
    [box] = [each for each in page.text_input if each.label == "Day"]
    box.input(day)
    button(page, "Show the dashboard as it was")


@pytest.mark.usefixtures("small_store")
def test_a_day_is_chosen_in_the_history(open_page: Open) -> None:
    page = open_page("history")
    write(page, "08/13/2024")
    assert [words(each.value) for each in page.error] == [
        "Write a day such as 14/01/2026 or 14 Jan 2026. The month seems to come before the day; "
        "did you mean 13 August 2024?"
    ]
    write(page, "1 Aug 2024")
    assert (page.query_params["as_at"], BANNER in lines(page)) == (DAY, True)
    assert [row[0] for row in table(page)[1:]] == ["2", "1"]


@pytest.mark.usefixtures("small_store")
def test_what_is_exported_says_which_day_it_is_of(open_page: Open, downloads: Downloads) -> None:
    open_page("actions", as_at=DAY)
    cover = load_workbook(BytesIO(downloads["escp-actions-2024-25-Q1.xlsx"]())).worksheets[0]
    facts = {row[0].value: row[1].value for row in cover.iter_rows(max_col=2)}
    assert facts["As it was on"] == "1 August 2024"
    csv = downloads["escp-actions-2024-25-Q1.csv"]().decode("utf-8-sig")
    assert "Two workshops cancelled" not in csv


@pytest.mark.parametrize("path", ["", "upload", "history"])
@pytest.mark.usefixtures("small_store")
def test_before_the_first_upload_there_was_no_plan(open_page: Open, path: str) -> None:
    page = open_page(path, as_at="2020-01-31")
    shown = lines(page)
    assert next(line for line in shown if "31 January 2020" in line).startswith("As it was")
    assert "This dashboard is empty" not in everything(page)
    if not path:
        assert page.title[0].value == "There was no plan yet"
        assert (
            "Nothing of the plan had been stored by the end of 31 January 2020. Go back to today, "
            "or choose a later day on the History page."
        ) in shown
    if path == "history":
        assert "Nothing had been stored by the end of 31 January 2020." in shown
    button(page, "Back to today")
    assert page.query_params["period"] == "2024-25 Q2"


def test_a_withdrawal_is_of_its_day(small_store: Store, open_page: Open) -> None:
    withdraw(small_store, 2, "Wrong file", "Chair")
    today = open_page("history")
    past = open_page("history", as_at="2024-12-31")
    assert [row[-1] for row in table(today)[1:]] == ["Stored", "Withdrawn: Wrong file", "Stored"]
    assert [row[-1] for row in table(past)[1:]] == ["Stored", "Stored", "Stored"]
    assert [each.label for each in past.button] == [
        "Back to today",
        "Show the dashboard as it was",
    ]


def audit(page: AppTest) -> list[list[str]]:
    """Who, what and which of the audit log, newest first."""
    return [row[1:] for row in table(page, len(page.table) - 1)[1:]]


def test_the_audit_log_tells_of_uploads_decisions_and_downloads(
    small_store: Store, open_page: Open, downloads: Downloads
) -> None:
    page = open_page("history")
    downloads["q2.xlsx"]()
    withdraw(small_store, 3, "Wrong quarter", "Chair")
    reinstate(small_store, 3, "It was right", "Chair")
    open_page("actions")
    downloads["escp-actions-2024-25-Q2.csv"]()
    page = open_page("history")
    page.session_state["audit-log"] = True
    app.run(page)
    assert audit(page)[:5] == [
        ["Dashboard", "Exported", "Actions, 2024-25 Q2, None: every action"],
        ["Chair", "Brought an upload back", "upload 3: It was right"],
        ["Chair", "Withdrew an upload", "upload 3: Wrong quarter"],
        ["Dashboard", "Exported", "upload 3 as it was sent: q2.xlsx"],
        ["Business unit", "Stored a workbook", "upload 3: q2.xlsx"],
    ]
