"""History: every upload, its file again, and taking one back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from escp_data.errors import CannotRead
from escp_data.records.demonstration import SAMPLES
from escp_data.records.restoring import restore
from escp_data.records.upkeep import backup
from escp_data.records.uploads import history
from escp_data.serving.reasons import told
from escp_data.store.database import Store
from pages.parts import names
from tests import app
from tests.pages.conftest import Downloads
from tests.pages.reading import lines, table, words
from tests.stores import report

Open = Callable[..., AppTest]
LATEST = [
    *[
        "13",
        "21 April 2026, 10:30",
        "plan_2026-29.xlsx",
        "2025-26 Q4",
        "All agencies",
        "Sample data",
    ],
    *["16", "0", "Stored"],
]


def states(store: Store) -> list[tuple[int, str]]:
    """Every upload's state, as the store has it."""
    uploads = history(store)
    return list(zip(uploads["upload_id"], uploads["state"], strict=True))


def button(page: AppTest, label: str) -> None:
    """Press the form's one button."""
    [pressed] = [each for each in page.button if each.label == label]
    pressed.click()
    app.run(page)


def test_every_upload_is_listed_newest_first(open_page: Open) -> None:
    page = open_page("history")
    rows = table(page)
    assert page.title[0].value == "13 uploads, newest first"
    assert rows[0] == [
        *["Upload", "When", "File", "Quarter", "Agency", "By", "Rows", "Warnings", "State"]
    ]
    assert rows[1] == LATEST
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(13, 0, -1)]


def choose(page: AppTest, upload_id: int) -> AppTest:
    """Choose an upload from the list."""
    page.selectbox(key=names.ONE_UPLOAD).set_value(str(upload_id))
    return app.run(page)


def said(page: AppTest) -> list[str]:
    """The boxes in green."""
    return [words(box.value) for box in page.success]


def field(page: AppTest, label: str) -> TextInput:
    """The one text field of that label."""
    [found] = [each for each in page.text_input if each.label == label]
    return found


def test_the_file_comes_back_as_it_was_sent(open_page: Open, downloads: Downloads) -> None:
    choose(open_page("history"), 1)
    assert downloads["plan.xlsx"]() == (SAMPLES / "plan.xlsx").read_bytes()


def test_the_chosen_upload_is_in_the_address(open_page: Open) -> None:
    page = choose(open_page("history"), 3)
    assert page.query_params["upload"] == "3"
    page = open_page("history", upload="3")
    assert page.selectbox(key=names.ONE_UPLOAD).value == "3"
    assert "Withdraw upload 3, 2023-24_Q2.xlsx" in lines(page)


def test_an_address_of_no_upload_says_so(open_page: Open) -> None:
    page = open_page("history", upload="99")
    assert [words(each.value) for each in page.info] == [
        "There is no upload 99 in this history. This is upload 13."
    ]


def test_what_a_stored_upload_changed_is_told_as_done(open_page: Open) -> None:
    page = open_page("history", upload="12")
    page.session_state["changes-upload-12-values"] = True
    app.run(page)
    assert "1 other entry changed" in lines(page)
    assert table(page, 1) == [
        ["Sheet", "Row", "Action or measure", "Column", "Before", "After"],
        ["Actions", "4", "2.3, 2023-26", "Revised due date", "30 June 2025", "30 September 2026"],
    ]


def test_a_file_that_is_damaged_in_the_store_is_not_given_out_and_says_why(
    small_store: Store, open_page: Open, downloads: Downloads
) -> None:
    with closing(sqlite3.connect(small_store.path, isolation_level=None)) as behind_its_back:
        triggers = behind_its_back.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            behind_its_back.execute(f'DROP TRIGGER "{name}"')
        behind_its_back.execute("UPDATE originals SET content = x'00' WHERE upload_id = 3")
    open_page("history")
    with told() as said, pytest.raises(CannotRead):
        downloads["q2.xlsx"]()
    assert said == [
        "The file of upload 3 is damaged in the store: it is not as it was sent. "
        "Tell whoever runs this dashboard to verify the store."
    ]


@pytest.mark.usefixtures("small_store")
def test_what_would_go_with_an_upload_is_said_before_it_is_withdrawn(open_page: Open) -> None:
    page = open_page("history", upload="1")
    assert "With it would go 3 agencies, 2 priorities, 3 actions and 1 measure." in lines(page)
    page = open_page("history", upload="3")
    assert "2 actions would lose their RAG for 2024-25 Q2." in lines(page)


def test_a_withdrawal_needs_a_reason(small_store: Store, open_page: Open) -> None:
    page = open_page("history")
    button(page, "Withdraw upload 3")
    assert [each.value for each in page.error] == [
        r"Give a reason\: it stands in the history beside the upload\."
    ]
    assert states(small_store) == [(3, "stored"), (2, "stored"), (1, "stored")]


def test_withdrawing_and_bringing_back(small_store: Store, open_page: Open) -> None:
    page = open_page("history")
    field(page, "Reason").input("Sent by mistake")
    button(page, "Withdraw upload 3")
    assert states(small_store) == [(3, "withdrawn"), (2, "stored"), (1, "stored")]
    assert table(page)[1][-1] == "Withdrawn: Sent by mistake"
    assert said(page) == [
        "You withdrew upload 3, q2.xlsx. Its rows no longer count; it stays in this history."
    ]
    assert "Bring upload 3, q2.xlsx back" in lines(page)
    assert field(page, "Reason").value == ""
    field(page, "Reason").input("It was right")
    button(page, "Bring upload 3 back")
    assert states(small_store) == [(3, "stored"), (2, "stored"), (1, "stored")]
    assert table(page)[1][-1] == "Stored"
    assert said(page) == [
        "You brought upload 3, q2.xlsx back. Its rows count again, where they were."
    ]
    assert field(page, "Reason").value == ""


def test_a_reason_typed_for_one_upload_is_not_kept_for_another(
    small_store: Store, open_page: Open
) -> None:
    page = open_page("history")
    field(page, "Reason").input("Wrong file")
    choose(page, 2)
    assert field(page, "Reason").value == ""
    button(page, "Withdraw upload 2")
    assert len(page.error) == 1
    assert states(small_store) == [(3, "stored"), (2, "stored"), (1, "stored")]


def test_what_was_decided_is_said_of_that_upload_alone(small_store: Store, open_page: Open) -> None:
    page = open_page("history")
    field(page, "Reason").input("Wrong file")
    button(page, "Withdraw upload 3")
    assert len(said(page)) == 1
    assert said(choose(page, 2)) == []
    assert said(choose(page, 3)) == []
    assert states(small_store)[0] == (3, "withdrawn")


def test_a_number_that_holds_another_file_since_is_not_withdrawn(
    small_store: Store, open_page: Open
) -> None:
    copy = small_store.path.with_name("copy.db")
    backup(small_store, copy)
    report(small_store, "2024-25 Q3", r1_1="Green")
    page = open_page("history")
    field(page, "Reason").input("Sent by mistake")
    restore(small_store.path, copy, "Chair")
    report(small_store, "2024-25 Q4", r1_1="Amber")
    button(page, "Withdraw upload 4")
    assert [words(each.value) for each in page.error] == [
        "Upload 4 is now another file, 2024-25 Q4.xlsx: the dashboard was restored meanwhile. "
        "Nothing was done; load the page again."
    ]
    assert states(small_store)[0] == (4, "stored")
    assert "Withdraw upload 4, 2024-25 Q4.xlsx" in lines(page)
    button(page, "Withdraw upload 4")  # now it is this one that is meant
    assert states(small_store)[0] == (4, "withdrawn")


def test_the_newest_seal_is_on_the_page(small_store: Store, open_page: Open) -> None:
    assert f"Newest seal: {small_store.newest_seal()}" in lines(open_page("history"))


def test_an_empty_store_says_what_will_appear(
    empty_store: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESCP_DB", str(empty_store))
    page = open_page("history")
    assert lines(page)[:2] == [
        "Nothing has been uploaded yet",
        "Each workbook you store will appear here, with who stored it and when.",
    ]
