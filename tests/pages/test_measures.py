"""The Measures page: the scorecard, one measure's chart, filters, links and downloads."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.evidence.measure_words import sentence, short
from escp_data.evidence.measures import scorecard
from escp_data.store.database import Store
from escp_data.text.periods import parse_period
from tests.app import charts, texts
from tests.pages.conftest import Downloads

OpenPage = Callable[..., AppTest]
NEWEST = "2025-26 Q3"


def lines(page: AppTest) -> str:
    """All that can be read, one text a line."""
    return "\n".join(texts(page))


def table(page: AppTest, alt: str) -> list[list[str]]:
    """The cells of the table with this text alternative."""
    (found,) = [each for each in page.table if each.proto.alt == alt]
    return [[str(cell) for cell in row] for row in found.value.to_numpy()]


def bare(cell: str) -> str:
    """A cell's Markdown without its escapes, and without what keeps a year on one line."""
    return cell.replace("\\", "").replace("\u2060", "")


def test_the_scorecard_has_every_measure_and_its_signal(
    open_page: OpenPage, sample_store: Path
) -> None:
    page = open_page("measures", period=NEWEST)
    found = scorecard(Store(sample_store), parse_period(NEWEST))
    rows = table(page, "The scorecard: a row a measure")
    assert len(rows) == len(found) == 30
    for row, each in zip(rows, found, strict=True):
        assert each.code in row[0]
        signal = bare(row[4])
        assert (short(each) or signal) == signal
        assert sentence(each) in bare(row[3])
    assert sum(bool(short(each)) for each in found) == 1
    assert page.title[0].value == "1 of 19 measures shows a sign of change"
    assert "11 others cannot tell: too few points, or too few counted." in lines(page)


def test_a_missing_return_is_never_zero(open_page: OpenPage) -> None:
    rows = table(open_page("measures", period=NEWEST), "The scorecard: a row a measure")
    (own,) = [row for row in rows if "IHA" in row[0]]
    assert bare(own[1]) == (
        "**[x]**  \n:small[2025-26 Q3, not returned, last 71.0% for 2025-26 Q2]"
    )
    picture = unquote(own[3].rpartition("](")[2])
    assert picture.startswith("data:image/svg+xml,<svg")
    assert picture.count("fill='#3B7BB5'") == 9


def test_a_link_opens_one_measure_with_its_chart(open_page: OpenPage, sample_store: Path) -> None:
    page = open_page("measures", period=NEWEST, measure="FDOOR")
    (own,) = scorecard(Store(sample_store), parse_period(NEWEST), None, ("FDOOR",))
    (drawn,) = charts(page)
    assert drawn.alt == f"Front door decisions within one working day. {sentence(own)}"
    read = lines(page)
    for words in (
        sentence(own), "Quicker decisions; not in itself better ones.", "Illustrative sample",
        "Returned for 2025-26 Q3: Enfield Council.", "Target: 90% by 2025-26 Q4.",
    ):  # fmt: skip  # a list in few lines
        assert words in read
    numbers = table(page, "Numbers of Front door decisions within one working day, newest first")
    assert [bare(cell) for cell in numbers[0][:2]] == ["2025-26 Q3", "91.5%"]
    assert page.query_params["measure"] == "FDOOR"


def test_a_break_a_season_and_a_median_say_so(open_page: OpenPage) -> None:
    read = lines(open_page("measures", period=NEWEST, measure="ICPC15"))
    assert "The line starts again in 2025-26 Q1" in read
    assert "Conferences held by video count from this day." in read
    season = charts(open_page("measures", period=NEWEST, measure="CONTSCH"))[0]
    assert season.alt.endswith("compare with the same quarter a year before.")
    assert {"1", "2", "3", "4"} <= set(season.data["season"].dropna())
    median = charts(open_page("measures", period=NEWEST, measure="TRAINAT"))[0]
    assert "median" in median.alt


def test_a_hidden_number_is_in_no_part_of_the_page(open_page: OpenPage) -> None:
    page = open_page("measures", period=NEWEST, measure="STRIP")
    (drawn,) = charts(page)
    hidden = drawn.data[drawn.data["Value"] == "[c]"]
    assert len(hidden) == 4
    assert set(hidden["Numerator"]) == {"[c]"}
    assert "Too many quarters are too small to show." in lines(page)


def test_filters_are_the_link(open_page: OpenPage) -> None:
    page = open_page("measures", period=NEWEST, agency="Metropolitan Police", priority="3")
    rows = table(page, "The scorecard: a row a measure")
    assert [row[0].split("small[")[1][:5].strip(" \\") for row in rows] == ["STOP", "STRIP"]
    none = open_page("measures", period=NEWEST, agency="NHS NCL ICB", priority="1")
    assert "No measure passes these filters." in lines(none)


def test_an_unknown_measure_is_said(open_page: OpenPage) -> None:
    read = lines(open_page("measures", measure="NOPE"))
    assert 'The link asks for One measure over time "NOPE", which is not here.' in read.replace(
        "\\", ""
    )


def test_the_downloads_are_what_is_shown(open_page: OpenPage, downloads: Downloads) -> None:
    open_page("measures", period=NEWEST, agency="Metropolitan Police")
    rows = downloads["escp-measures-2025-26-Q3.csv"]().decode("utf-8-sig").splitlines()
    assert {row.split(",")[0] for row in rows[1:]} == {"STOP", "STRIP", "PPP"}
    strip = [row.split(",")[3] for row in rows if row.startswith("STRIP")]
    assert strip.count("[c]") == 4
    assert downloads["escp-measures-2025-26-Q3.xlsx"]()[:2] == b"PK"


@pytest.mark.usefixtures("small_store")
def test_a_measure_without_numbers_says_so(open_page: OpenPage) -> None:
    read = lines(open_page("measures", measure="CLA"))
    assert "Nothing has been returned on this measure yet." in read
    assert "Enfield Council supplies it and has never returned it." in read
    assert "No measure has enough points to show a change yet" in read


def test_a_priority_leads_to_its_measures(open_page: OpenPage) -> None:
    page = open_page("priority-2", period=NEWEST)
    found = [each.proto for each in page.get("page_link")
             if each.proto.label == "Its measures over time"]  # fmt: skip  # in two lines
    assert len(found) == 1
    assert "priority=2" in found[0].query_string
