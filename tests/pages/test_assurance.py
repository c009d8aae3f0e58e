"""Assurance on screen: who returned first, labels, the race standards apart, no small count."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from escp_data.store.database import Store
from tests.pages.conftest import Downloads
from tests.pages.reading import lines, table

Open = Callable[..., AppTest]


def test_returned_over_expected_stands_first_with_the_names_still_out(open_page: Open) -> None:
    page = open_page("assurance")
    assert page.title[0].value == "9 of 11 Section 11 returns are in"
    said = (
        "Section 11, July to September 2025: 9 of 11 returned. Still out: Probation service and "
        "Sports and leisure providers."
    )
    assert said in lines(page)
    assert table(page)[1] == [
        "Section 11, July to September 2025",
        "9 of 11",
        "Probation service and Sports and leisure providers",
    ]
    assert table(page, len(page.table) - 1)[2][2:7] == ["36", "[c]", "17", "13", "[c]"]


def test_school_years_and_financial_years_are_never_in_one_chart(open_page: Open) -> None:
    page = open_page("assurance", audit="S175")
    assert page.title[0].value == "5 of 6 Section 175 returns are in"
    assert "Financial years" not in lines(page)


def test_the_file_holds_labels_and_no_small_count(open_page: Open, downloads: Downloads) -> None:
    open_page("assurance", organisation="Enfield Council")
    content = downloads["escp-assurance-2025-26-Q3.csv"]().decode("utf-8-sig")
    first = content.splitlines()[1]
    assert first.startswith("S11,2025-26 Q2,Enfield Council,,")
    assert ",Met,Met,The same," in first


def test_with_no_audit_on_record_it_says_what_will_appear(
    small_store: Store,  # noqa: ARG001 - it is the store that the page opens
    open_page: Open,
) -> None:
    page = open_page("assurance")
    assert page.title[0].value == "No self-assessment is on record yet"
    assert page.info[0].value.endswith("once a return has rows on its Audits sheet.")
