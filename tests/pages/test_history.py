"""History: every upload, its file again, and taking one back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.demonstration import SAMPLES
from escp_data.store import Store
from escp_data.uploads import history
from tests import app
from tests.pages.conftest import Downloads
from tests.pages.reading import everything, lines, table

Open = Callable[..., AppTest]
LATEST = [
    *["12", "2026-01-14 09:30", "2025-26_Q3.xlsx", "2025-26 Q3", "All agencies", "Sample data"],
    *["167", "0", "Stored"],
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
    assert page.title[0].value == "12 uploads, newest first"
    assert rows[0] == [
        *["Upload", "When (UTC)", "File", "Period", "Agency", "By", "Rows", "Warnings", "State"]
    ]
    assert rows[1] == LATEST
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(12, 0, -1)]


def test_the_file_comes_back_as_it_was_sent(open_page: Open, downloads: Downloads) -> None:
    page = open_page("history")
    [upload] = [each for each in page.selectbox if each.label == "Upload"]
    upload.set_value(1)
    app.run(page)
    assert downloads["plan.xlsx"]() == (SAMPLES / "plan.xlsx").read_bytes()


def test_a_withdrawal_needs_a_reason(small_store: Store, open_page: Open) -> None:
    page = open_page("history")
    button(page, "Withdraw this upload")
    assert [each.value for each in page.error] == [
        r"Give a reason\: it stands in the history beside the upload\."
    ]
    assert states(small_store) == [(3, "stored"), (2, "stored"), (1, "stored")]


def test_withdrawing_and_letting_count_again(small_store: Store, open_page: Open) -> None:
    page = open_page("history")
    page.text_input[0].input("Sent by mistake")
    button(page, "Withdraw this upload")
    assert states(small_store) == [(3, "withdrawn"), (2, "stored"), (1, "stored")]
    assert table(page)[1][-1] == "Withdrawn: Sent by mistake"
    assert "Data to 30 June 2024" in everything(page)
    page.text_input[0].input("It was right")
    button(page, "Let this upload count again")
    assert states(small_store) == [(3, "stored"), (2, "stored"), (1, "stored")]
    assert table(page)[1][-1] == "Stored"


def test_an_empty_store_says_what_will_appear(
    empty_store: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESCP_DB", str(empty_store))
    page = open_page("history")
    assert lines(page)[:2] == [
        "0 uploads, newest first",
        "Each workbook you store will appear here, with who stored it and when.",
    ]
