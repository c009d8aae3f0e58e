"""What was answered: kept for the next file of the same shape, and offered to be confirmed."""

import io
from pathlib import Path

import openpyxl
import pytest

from escp_data.store.database import Store, open_store
from escp_data.trackers.desk import understand
from escp_data.trackers.memory import remember, suggested
from escp_data.trackers.questions import LEAVE_OUT
from tests.workbooks import workbook

TABLE = [["Ref", "RAG", "Q3 update"], ["1.1", "On hold", "Slow"], ["1.2", "Overdue", "Late"]]
GROUPS = [["Code", "Period", "Ethnic group", "Count"], ["CLA", "Q3 2025/26", "W Brit", "30*"]]
ANSWERS = {
    "rag|On hold": "Amber", "rag|Overdue": "Red", "file|agency": "Enfield Council",
    "file|period": "2025-26 Q3", "reason": "Asked them.",
}  # fmt: skip  # pairs share a line


@pytest.fixture
def store(own_store: Path) -> Store:
    return open_store(own_store)


def kept(store: Store, content: bytes, answers: dict[str, str]) -> dict[str, str]:
    """What is suggested for a file, once answers about another were kept."""
    found = understand(store, content, "own.xlsx", answers)
    remember(store, found, answers, "Chair")
    return {each.part: each.answer for each in suggested(store, understand(store, content, "b"))}


def test_words_and_the_agency_come_back_and_what_is_of_one_file_does_not(store: Store) -> None:
    assert kept(store, workbook(None, Plan=TABLE), ANSWERS) == {
        "rag|On hold": "Amber", "rag|Overdue": "Red", "file|agency": "Enfield Council",
    }  # fmt: skip  # pairs share a line


def test_it_says_who_answered_and_on_which_day(store: Store) -> None:
    kept(store, workbook(None, Plan=TABLE), ANSWERS)
    found = understand(store, workbook(None, Plan=TABLE), "b.xlsx")
    assert {(each.by, len(each.on)) for each in suggested(store, found)} == {("Chair", 10)}


def test_nothing_is_taken_before_it_is_confirmed(store: Store) -> None:
    kept(store, workbook(None, Plan=TABLE), ANSWERS)
    found = understand(store, workbook(None, Plan=TABLE), "b.xlsx")
    assert {part.id for question in found.open for part in question.open} >= {"rag|On hold"}
    assert all(row.value("rag") is None for row in found.rows)


def test_another_shape_has_answers_of_its_own(store: Store) -> None:
    kept(store, workbook(None, Plan=TABLE), ANSWERS)
    other = [["Ref", "RAG", "Evidence"], ["1.1", "On hold", "minutes"]]
    assert suggested(store, understand(store, workbook(None, Plan=other), "b.xlsx")) == ()


def test_the_newest_answer_counts_and_what_nobody_answered_is_not_kept(store: Store) -> None:
    content = workbook(None, Plan=TABLE)
    kept(store, content, ANSWERS)
    again = {**ANSWERS, "rag|On hold": LEAVE_OUT}
    del again["rag|Overdue"]
    assert kept(store, content, again) == {
        "rag|On hold": LEAVE_OUT, "file|agency": "Enfield Council",
    }  # fmt: skip  # pairs share a line


def test_a_word_for_an_ethnic_group_is_kept_for_everyone_and_no_number_is(store: Store) -> None:
    answers = {"ethnic_group|W Brit": "White British", "count|30*": "30"}
    kept(store, workbook(None, Data=GROUPS), answers)
    other = [["Measure", "Ethnicity", "Quarter", "Number"], ["CLA", "W Brit", "Q3 2025/26", "30*"]]
    found = understand(store, workbook(None, Data=other), "b.xlsx")
    assert {each.part: each.answer for each in suggested(store, found)} == {
        "ethnic_group|W Brit": "White British"
    }
    with store.reading() as connection:
        assert "30" not in str(
            [row[0] for row in connection.execute("SELECT mapping FROM mappings")]
        )


def test_mappings_of_an_earlier_version_suggest_nothing(store: Store) -> None:
    found = understand(store, workbook(None, Plan=TABLE), "b.xlsx")
    with store.writing() as connection:
        connection.execute(
            "INSERT INTO mappings (shape, sheet, mapping, confirmed_by, confirmed_at)"
            " VALUES (?, 'Progress', '{\"table\": \"x\"}', 'Chair', '2026-01-01T00:00:00Z')",
            (found.tables[0].shape,),
        )
    assert suggested(store, found) == ()


def test_another_quarter_is_the_same_shape(store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(None, Plan=TABLE)))
    book["Plan"]["C1"] = "Q4 update"
    written = io.BytesIO()
    book.save(written)
    first = understand(store, workbook(None, Plan=TABLE), "a.xlsx")
    assert understand(store, written.getvalue(), "b.xlsx").tables[0].shape == first.tables[0].shape
