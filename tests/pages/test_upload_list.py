"""The upload desk's list: how each file stands, storing all at once, and what the session holds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from escp_data.records.uploads import history, original, withdraw
from escp_data.store.database import Store, open_store
from pages.parts import chosen
from pages.parts.storing import MEANWHILE
from tests import app, hostile
from tests.pages.reading import words
from tests.pages.test_upload import (
    GONE_BACK,
    NEXT,
    REFUSED,
    STORE,
    choose,
    look,
    press,
    states,
    uploads,
)
from tests.pages.test_upload_desk import LETTER, OLD, OWN, WRONG, said, stores
from tests.stores import plan_workbook, progress, put, return_workbook

Open = Callable[..., AppTest]


def test_every_file_has_a_row_that_says_how_it_stands(small_store: Store, open_page: Open) -> None:
    put(small_store, OLD, "old.xlsx", "2026-01-14")
    page = choose(
        open_page("upload"), ("good.xlsx", NEXT), ("warned.xlsx", GONE_BACK),
        ("wrong.xlsx", WRONG), ("plan.xlsx", LETTER), ("again.xlsx", NEXT), ("own.xlsx", OWN),
        ("old.xlsx", OLD),
    )  # fmt: skip  # pairs share a line
    before = {
        "good.xlsx": "Can be stored",
        "again.xlsx": "The same file as good.xlsx",
        "warned.xlsx": "Can be stored; look at 1 thing first",
        "wrong.xlsx": "1 problem: send it back",
        "own.xlsx": "3 questions to answer",
        "plan.xlsx": "Not opened",
        "old.xlsx": "Already stored as upload 4",
    }
    assert states(page) == before
    assert stores(page) == [True, False]
    press(page, STORE)
    assert states(page) == before | {"good.xlsx": "Stored just now as upload 5"}
    assert stores(page) == [False]
    assert original(small_store, 5) == ("good.xlsx", NEXT)
    assert uploads(small_store) == 5
    look(page, "plan.xlsx")
    assert said(page) == [REFUSED]
    look(page, "warned.xlsx").checkbox[0].check()
    assert states(app.run(page))["warned.xlsx"] == "Can be stored"


@pytest.mark.usefixtures("small_store")
def test_what_was_ticked_stays_so_when_another_file_is_looked_at(open_page: Open) -> None:
    page = choose(open_page("upload"), ("warned.xlsx", GONE_BACK), ("wrong.xlsx", WRONG))
    look(page, "warned.xlsx").checkbox[0].check()
    app.run(page)
    look(page, "wrong.xlsx")
    assert (len(page.checkbox), states(page)["warned.xlsx"]) == (0, "Can be stored")
    assert look(page, "warned.xlsx").checkbox[0].value


def test_one_button_stores_all_without_problems_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_page: Open
) -> None:
    """The plan first, then by quarter; one with a warning only once that is ticked."""
    store = open_store(tmp_path / "empty.db")
    monkeypatch.setenv("ESCP_DB", str(store.path))
    first = return_workbook("2024-25 Q1", Progress=[progress("2.1", "Amber")])
    page = choose(
        open_page("upload"), ("q3.xlsx", NEXT), ("wrong.xlsx", WRONG), ("q1.xlsx", first),
        ("plan.xlsx", plan_workbook()),
    )  # fmt: skip  # pairs share a line
    press(page, "Store the 3 without problems")
    assert list(history(store)["file_name"]) == ["q3.xlsx", "q1.xlsx", "plan.xlsx"]
    assert said(page) == ["3 files stored."]
    assert [words(each.value) for each in page.info] == []
    assert states(page) == {
        "wrong.xlsx": "1 problem: send it back", "q3.xlsx": "Stored just now as upload 3",
        "q1.xlsx": "Stored just now as upload 2", "plan.xlsx": "Stored just now as upload 1",
    }  # fmt: skip  # pairs share a line


def test_the_button_for_all_stores_nothing_that_was_not_shown(
    small_store: Store, open_page: Open
) -> None:
    other = return_workbook("2024-25 Q4", Progress=[progress("2.2", "Green")])
    page = choose(open_page("upload"), ("q3.xlsx", NEXT), ("q4.xlsx", other))
    put(small_store, return_workbook("2024-25 Q3", Progress=[progress("2.2", "Green")]), "o.xlsx")
    press(page, "Store the 2 without problems")
    assert uploads(small_store) == 4
    assert said(page) == [MEANWHILE]


@pytest.mark.usefixtures("small_store")
def test_the_list_survives_a_look_at_another_page_and_can_be_cleared(open_page: Open) -> None:
    page = choose(open_page("upload"), ("q3.xlsx", NEXT), ("wrong.xlsx", WRONG))
    on_the_list = states(page)
    page._page_hash = calc_hash("history")
    app.run(page)
    assert states(page) == {}
    page._page_hash = calc_hash("upload")
    assert states(app.run(page)) == on_the_list
    choose(page, ("q2.xlsx", OLD))
    assert list(states(page)) == ["q2.xlsx", *on_the_list]
    press(page, "Clear the list")
    assert states(page) == {}
    assert all(not each.content for each in page.session_state["_chosen"])


def test_what_is_stored_is_held_no_longer(small_store: Store, open_page: Open) -> None:
    page = choose(open_page("upload"), ("q3.xlsx", NEXT), ("wrong.xlsx", WRONG))
    press(page, STORE)
    held = {each.name: len(each.content) for each in page.session_state["_chosen"]}
    assert held == {"q3.xlsx": 0, "wrong.xlsx": len(WRONG)}
    withdraw(small_store, 4, "Too early", "Business unit")
    assert states(app.run(page))["q3.xlsx"] == "Withdrawn since. Choose the file again"


@pytest.mark.usefixtures("small_store")
def test_no_more_is_held_than_there_is_room_for(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chosen, "MOST_BYTES", len(NEXT) + 10)
    page = choose(open_page("upload"), ("q3.xlsx", NEXT), ("wrong.xlsx", WRONG))
    assert list(states(page)) == ["q3.xlsx"]
    assert [words(each.value) for each in page.warning] == [
        "There was no room left for wrong.xlsx. "
        "Store or clear what is on the list, then choose again."
    ]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("return.pdf", b"%PDF-1.7", "a PDF"),
        ("return.csv", b"Ref,RAG", "text or CSV"),
        ("return.docx", hostile.word_document(), "a Word document"),
        ("return.doc", hostile.old_word(), "an old Word document (.doc)"),
        ("return.ods", hostile.open_document(), "an OpenDocument file (.ods)"),
        ("return.xlsb", hostile.binary_excel(), "a binary workbook (.xlsb)"),
        ("return.xls", hostile.old_excel(), "an old Excel workbook (.xls)"),
    ],
)
@pytest.mark.usefixtures("small_store")
def test_a_file_of_another_kind_is_named_with_the_remedy(
    open_page: Open, name: str, content: bytes, what: str
) -> None:
    page = choose(open_page("upload"), (name, content))
    assert states(page) == {name: "Not opened"}
    [sentence] = said(page)
    assert sentence.startswith(f"{name} is {what}")
    assert "xcel" in sentence.split(":", 1)[1]
    assert ".xlsx" in sentence
