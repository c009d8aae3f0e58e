"""The frame of every page: menu, quarter, freshness, notices."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.records.uploads import withdraw
from escp_data.store.connecting import EMPTIED
from escp_data.store.database import Store, open_store
from pages.parts import answers, frame, names
from tests import app
from tests.pages.reading import everything, lines, menu, words
from tests.stores import put, return_workbook

Open = Callable[..., AppTest]
PATHS = [
    *["", "priority-1", "voice", "training", "children", "assurance", "reviews", "meetings"],
    *["actions", "measures", "agency-enfield-council", "upload", "returns"],
    *["history", "methods", "about"],
]
FRESH = "Data to 31 December 2025."
MISSING = "NHS NCL ICB has not returned"
NOTICE = f"Demonstration RAG, updates and most figures are samples. {FRESH}"


@pytest.mark.parametrize("path", PATHS)
def test_every_page_says_which_quarter_and_how_fresh(open_page: Open, path: str) -> None:
    page = open_page(path, period="2025-26 Q3")
    assert lines(page)[:2] == [FRESH, MISSING]
    assert len(page.title) == 1


@pytest.mark.parametrize("path", PATHS)
def test_the_demonstration_says_so_on_every_page(
    open_page: Open, path: str, monkeypatch: pytest.MonkeyPatch, sample_store: Path
) -> None:
    monkeypatch.setattr(answers, "open_demonstration", lambda: open_store(sample_store))
    monkeypatch.delenv("ESCP_DB")
    assert lines(open_page(path, period="2025-26 Q3"))[0] == NOTICE


def test_the_menu_leads_everywhere(open_page: Open) -> None:
    page = open_page()
    shown = menu(page)
    assert shown[:6] == [
        *["The plan", "At a glance"],
        *["1 Child-on-child abuse", "2 Physical abuse", "3 Anti-racist practice", "Agencies"],
    ]
    assert shown[shown.index("Look closer") :] == [
        *["Look closer", "Actions", "Measures", "Disproportionality", "Children's voice"],
        *["Training", "Assurance", "Reviews"],
        *["The meeting", "Meeting view", "Papers", "Meetings and challenges", "What you told us"],
        *["Returns and uploads", "Upload", "Returns", "History"],
        *["Help", "How figures are worked out", "About"],
    ]
    links = [link.proto.page for link in page.sidebar.get("page_link")]
    assert links == [path for path in app.pages(page) if path != "glance"]
    elsewhere = [link.proto.page for link in open_page("about").sidebar.get("page_link")]
    assert elsewhere == [path for path in app.pages(page) if path]


@pytest.mark.parametrize("path", PATHS)
def test_every_link_carries_the_quarter_and_the_day(open_page: Open, path: str) -> None:
    page = open_page(path, period="2025-26 Q1", compared="2024-25 Q1", as_at="2025-08-01")
    links = [link.proto for link in page.get("page_link")]
    carried = "period=2025-26+Q1&compared=2024-25+Q1&as_at=2025-08-01"
    assert len(links) >= len(app.pages(page)) - 1
    assert [link.page for link in links if not link.query_string.startswith(carried)] == []
    menu_links = [link.proto.query_string for link in page.sidebar.get("page_link")]
    assert set(menu_links) == {carried}


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        *[(path, ["Quarter", "Compared with"]) for path in ("", "glance", "priority-1", "actions")],
        *[(path, ["Quarter"]) for path in ("returns", "measures")],
        ("disproportionality", ["Quarter"]),
        *[(path, ["Quarter"]) for path in ("voice", "training", "assurance", "reviews")],
        *[(path, []) for path in ("upload", "history", "methods", "about", "children")],
    ],
)
def test_a_quarter_is_chosen_where_it_counts(open_page: Open, path: str, shown: list[str]) -> None:
    page = open_page(path, period="2024-25 Q2", compared="2023-24 Q2")
    controls = {names.PERIOD: "Quarter", names.COMPARED: "Compared with"}
    assert [controls[each.key] for each in page.selectbox if each.key in controls] == shown
    assert "Data to 30 September 2024" in everything(page)
    assert (page.query_params["period"], page.query_params["compared"]) == (
        *["2024-25 Q2", "2023-24 Q2"],
    )


def test_a_newer_quarter_is_a_link_away(open_page: Open) -> None:
    newer = "A newer quarter, October to December 2025, is here"
    assert newer not in lines(open_page("actions"))
    page = open_page("actions", period="2025-26 Q2", rag="Red", as_at="2026-11-01")
    [link] = [each.proto for each in page.get("page_link") if each.proto.label == newer]
    assert (link.page, link.query_string) == (
        "actions",
        "period=2025-26+Q3&rag=Red&as_at=2026-11-01&plan=2023-26&compared=The+quarter+before",
    )


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (
            {"as_at": "banana"},
            'The link asks for "banana", which is no date. This is the dashboard as it is today.',
        ),
        (
            {"as_at": "2941-01-31"},
            "The link asks for 31 January 2941, which has not come yet. This is the dashboard as "
            "it is today.",
        ),
        (
            {"period": "2031-32 Q1"},
            "There is no quarter 2031-32 Q1 of the plan 2023-26 on record. This is October to "
            "December 2025 (Q3).",
        ),
        (
            {"period": "2023-24 Q3", "compared": "2025-26 Q1"},
            "April to June 2025 (Q1) is not a quarter before October to December 2023 (Q3) with "
            "updates. It is compared with the quarter before.",
        ),
    ],
)
def test_what_a_link_asks_for_in_vain_is_said(
    open_page: Open, link: dict[str, str], sentence: str
) -> None:
    page = open_page(**link)
    assert [words(each.value) for each in page.info] == [sentence]
    assert "as_at" not in page.query_params
    app.run(page)
    assert len(page.info) == 0


def test_a_day_that_is_today_is_not_called_past(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "utc_now", lambda: "2026-02-01T09:00:00Z")
    assert (
        "As it was Everything here is as the dashboard stood at the end of 1 February 2026."
    ) in lines(open_page(as_at="2026-02-01"))


def test_the_latest_quarter_and_the_one_before_stand_in_the_link(open_page: Open) -> None:
    page = open_page()
    assert page.query_params == {
        "plan": "2023-26", "period": "2025-26 Q3", "compared": "The quarter before",
    }  # fmt: skip  # one view


def test_a_quarter_in_the_link_opens(open_page: Open) -> None:
    page = open_page(period="2024-25 Q2", compared="2023-24 Q2")
    assert [page.selectbox(key=key).value for key in ("period", "compared")] == [
        *["2024-25 Q2", "2023-24 Q2"]
    ]
    assert "What changed since July to September 2023" in lines(page)
    assert "Data to 30 September 2024" in everything(page)


def test_only_earlier_quarters_can_be_compared_with(open_page: Open) -> None:
    page = open_page(period="2023-24 Q3", compared="2025-26 Q1")
    compared = page.selectbox(key="compared")
    assert (compared.value, compared.options) == (
        "The quarter before",
        ["since the quarter before", "since April to June 2023"],
    )


def test_choosing_a_quarter_changes_the_page_and_the_link(open_page: Open) -> None:
    page = open_page()
    page.selectbox(key="period").set_value("2025-26 Q1")
    app.run(page)
    assert "What changed since January to March 2025" in lines(page)
    assert page.query_params["period"] == "2025-26 Q1"


def test_a_new_quarter_appears_and_goes_with_its_upload(
    small_store: Store, open_page: Open
) -> None:
    content = return_workbook("2024-25 Q3", Progress=[{"Ref": "2.2", "RAG": "Green"}])
    receipt = put(small_store, content, "q3.xlsx", "2025-01-10")
    assert open_page().selectbox(key="period").options[0] == "October to December 2024 (Q3)"
    withdraw(small_store, receipt.upload_id, "A mistake", "Business unit")
    assert open_page().selectbox(key="period").options[0] == "July to September 2024 (Q2)"


def test_the_past_says_so_on_every_page(open_page: Open) -> None:
    page = open_page("actions", as_at="2024-08-01")
    assert (
        "As it was Everything here is as the dashboard stood at the end of 1 August 2024, not as "
        "it is today."
    ) in lines(page)
    assert page.selectbox(key="period").options[0] == "April to June 2024 (Q1)"
    page.button[0].click()
    app.run(page)
    assert page.selectbox(key="period").options[0] == "October to December 2025 (Q3)"


def test_a_store_that_cannot_be_opened_says_why(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Dear all, the plan is attached.\n" * 50)
    monkeypatch.setenv("ESCP_DB", str(letter))
    page = open_page()
    assert [each.value for each in page.title] == ["This dashboard cannot be opened"]
    assert [words(each.value) for each in page.error] == [
        f"{letter} holds no dashboard: it is some other kind of file. Check the path."
    ]


def test_an_emptied_store_says_what_it_is(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    emptied = tmp_path / "escp.db"
    emptied.touch()
    monkeypatch.setenv("ESCP_DB", str(emptied))
    page = open_page()
    assert [words(each.value) for each in page.error] == [EMPTIED.format(path=emptied)]
    assert emptied.stat().st_size == 0


def test_whoever_signs_in_is_not_told_where_the_store_lies(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Dear all, the plan is attached.\n" * 50)
    monkeypatch.setenv("ESCP_DB", str(letter))
    page = app.new_app()
    page.user = {"is_logged_in": False}
    assert [each.value for each in app.run(page).error] == [
        "Tell the person who runs it: what it prints says why."
    ]


def test_a_quarter_with_figures_alone_is_offered_where_figures_are(
    open_page: Open, small_store: Store
) -> None:
    measure = {"Code": "CASES", "Measure": "Cases", "Kind": "count", "Counts": "other",
               "Better when": "lower", "Time": "flow", "Definition": "All",
               "Supplier agency": "Enfield Council"}  # fmt: skip  # pairs share a line
    value = {"Code": "CASES", "Numerator": 40}
    values = [value, value | {"Period": "2019-20 Q2"}]
    put(small_store, return_workbook("2026-27 Q1", Measures=[measure], Measure_values=values))
    board = open_page("returns", period="2026-27 Q1")
    assert board.selectbox(key="period").options[0] == "April to June 2026 (Q1)"
    assert board.selectbox(key="period").value == "2026-27 Q1"
    words_of_newest = board.selectbox(key="period").options[1]
    newest = open_page("returns").selectbox(key="period").value
    glance = open_page("glance", period="2026-27 Q1")
    assert glance.selectbox(key="period").options[0] == words_of_newest
    said = (
        "Nobody has reported on the plan for April to June 2026 (Q1) yet. "
        f"This is {words_of_newest}."
    )
    assert said in lines(glance)
    assert glance.query_params["period"] == newest
    assert open_page("about", period="2026-27 Q1").query_params["period"] == "2026-27 Q1"
    early = "July to September 2019 (Q2)"
    measures = open_page("measures", period="2019-20 Q2")
    assert measures.selectbox(key="period").value == "2019-20 Q2"
    fresh = ("have returned", "have not returned", "has not returned")
    assert [line for line in lines(measures) if any(words in line for words in fresh)] == []
    for path in ("returns", "glance"):  # before the first report nobody was asked for one
        page = open_page(path, period="2019-20 Q2")
        assert early not in page.selectbox(key="period").options
        assert f"Nobody reported on the plan for {early}. This is {words_of_newest}." in lines(page)
