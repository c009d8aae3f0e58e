"""Training: what the title answers, who sent nobody, each action apart, files of what is shown."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from tests import app
from tests.pages.conftest import Downloads
from tests.pages.reading import between, lines, table

Open = Callable[..., AppTest]


def test_the_title_the_picture_and_who_sent_nobody(open_page: Open) -> None:
    page = open_page("training")
    assert page.title[0].value == "People felt more confident on 3 of 4 actions"
    [picture] = app.charts(page)
    assert picture.alt == (
        "Felt confident, by action. 1.2 Training: 45% before, 82% after, "
        "more confident, 2.3 Partnership workshops: 46% before, 75% after, more confident, 3.2 "
        "Adultification: 44% before, 79% after, more confident and 3.3 "
        "Section 11 and 175: 54% before, 67% after, no clear change."
    )
    assert between(page, "Who sent nobody")[0] == (
        "Metropolitan Police sent nobody to Adultification: see the child in three quarters, from "
        "2025-26 Q1 on. Somebody last came in 2023-24 Q4."
    )
    assert any(line.startswith("What people say of themselves") for line in lines(page))


def test_each_action_stands_apart_answers_first(open_page: Open) -> None:
    page = open_page("training")
    refs = [each.value.split(" ")[0].replace("\\", "") for each in page.header]
    assert refs[2:-1] == ["1.2", "2.3", "3.2", "3.3"]
    first = next(at for at, line in enumerate(lines(page)) if line.startswith("30 of 44"))
    assert lines(page)[first - 1 : first + 4] == [
        "3.3 Section 11 and 175",
        "30 of 44 places were filled (68%); 3 booked and did not come.",
        "24 of the 30 who came answered (80%).",
        "13 of 24 felt confident before (54%, 35 to 72), 16 after (67%, 47 to 82): no clear "
        "change.",
        "After 6 to 8 weeks, 9 of the 11 who answered again had used it (82%, 52 to 95).",
    ]


def test_one_course_in_one_agency_and_year(open_page: Open) -> None:
    link = {
        "course": "Child-on-child abuse: half day", "agency": "Enfield schools",
        "year": "2023-24", "by": "Year",
    }  # fmt: skip  # pairs share a line
    page = open_page("training", **link)
    assert {key: page.query_params[key] for key in link} == link
    assert (
        "3 of 55 entries of training. Filters: Course Child-on-child abuse: half day; Agency "
        "Enfield schools; Year 2023-24"
    ) in lines(page)
    assert table(page, -1) == [
        ["Year", "Places filled, answered", "Confident before, after", "Change",
         "Used in practice"],
        ["2023-24", "105 of 120 (88%)  \n75 of 105 (71%)",
         "30 of 75 (40%, 30 to 51)  \n60 of 75 (80%, 70 to 87)", "more confident",
         "18 of 25 (72%, 52 to 86) after 8 weeks"],
    ]  # fmt: skip  # rows


def test_an_earlier_quarter_knows_less(open_page: Open) -> None:
    page = open_page("training", period="2023-24 Q4", agency="Metropolitan Police")
    assert "3 of 16 entries of training. Filters: Agency Metropolitan Police" in lines(page)
    assert between(page, "Who sent nobody")[0] == (
        "No agency that was offered places last sent nobody."
    )
    assert "6 of the 44 who came answered (14%), fewer than half." in lines(page)


def test_filters_that_nothing_passes(open_page: Open) -> None:
    page = open_page("training", priority="2", agency="Voluntary sector")
    assert page.title[0].value == "No training passes these filters"
    [clear] = [each for each in page.button if each.label == "Clear filters"]
    clear.click()
    app.run(page)
    assert "55 of 55 entries of training. No filters." in lines(page)


def test_the_files_hold_what_is_shown(open_page: Open, downloads: Downloads) -> None:
    open_page("training", course="Forced marriage briefing")
    assert list(downloads) == ["escp-training-2025-26-Q3.xlsx", "escp-training-2025-26-Q3.csv"]
    book = load_workbook(BytesIO(downloads["escp-training-2025-26-Q3.xlsx"]()))
    assert book.sheetnames == ["Cover", "Training shown", "By agency", "By year", "By course"]
    _, *rows = book["Training shown"].iter_rows(values_only=True)
    assert rows == [
        ("Forced marriage briefing", "2024-25 Q3", "Enfield schools", "3.2", 38, 640, 29, 3, 18, 9,
         12, 8, 6, 8),
        ("Forced marriage briefing", "2024-25 Q3", "Health providers", "3.2", 26, 580, 24, 1, 20,
         10, 13, 10, 8, 8),
    ]  # fmt: skip  # rows
    csv = downloads["escp-training-2025-26-Q3.csv"]().decode("utf-8-sig")
    assert csv.splitlines()[0].startswith("Course,Period,Agency,Ref,Places offered")


@pytest.mark.usefixtures("small_store")
def test_before_anything_is_on_record_it_says_what_will_appear(open_page: Open) -> None:
    page = open_page("training")
    assert page.title[0].value == "No training is on record yet"
    assert [each.value for each in page.info] == [
        "Who came to which course, and what it did, appears here once a return has rows on its "
        "Training sheet."
    ]
