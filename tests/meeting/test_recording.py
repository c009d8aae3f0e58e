"""What a meeting records is an upload like any other: shown, answered, withdrawn, refused."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from escp_data.errors import EscpError
from escp_data.evidence.challenges import challenges
from escp_data.evidence.groups import Seat, meetings
from escp_data.excel.writer import excel
from escp_data.meeting.recording import (
    Answered,
    Asked,
    Came,
    LookFirst,
    answered_book,
    asked_book,
    attendance_book,
    next_number,
    record,
)
from escp_data.papers import table_file
from escp_data.papers.table_file import contract_table
from escp_data.plan.actions import View
from escp_data.plan.returns import returns_of_quarter
from escp_data.records.changes import changes
from escp_data.records.uploads import append, withdraw
from escp_data.store.database import Store
from escp_data.text.periods import parse_period
from escp_data.validation.checks import check_workbook
from tests.stores import plan_store

QUARTER = parse_period("2024-25 Q3")
VIEW = View(QUARTER, QUARTER.shifted(-1))
DAY = date(2024, 11, 5)
ASKED = Asked(
    "Challenge", "Independent scrutineer", "NHS NCL ICB", "Why is it late?", date(2024, 12, 1),
    "Executive group", "2.1",
)  # fmt: skip  # a row in few lines


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def ask(store: Store, asked: Asked = ASKED) -> int:
    return record(store, asked_book(store, VIEW, asked, DAY), "Chair", DAY).upload_id


def test_a_challenge_is_recorded_answered_and_withdrawn(store: Store) -> None:
    returned = returns_of_quarter(store, VIEW)
    number = ask(store)
    (found,) = challenges(store, VIEW)
    assert (found.number, found.kind, found.by, found.asked, found.question, found.due) == (
        "1", "Challenge", ASKED.by, ASKED.of, ASKED.question, ASKED.due
    )  # fmt: skip  # a row in few lines
    assert (found.ref, found.meeting, found.state) == ("2.1", "Executive group", "Open")
    assert returns_of_quarter(store, VIEW) == returned
    book = answered_book(store, VIEW, Answered("1", "A post was empty.", "Answered"), DAY)
    answer = record(store, book, "Chair", DAY).upload_id
    (found,) = challenges(store, VIEW)
    assert (found.answer, found.answered, found.state) == ("A post was empty.", DAY, "Answered")
    assert (found.due, found.ref, found.asked) == (ASKED.due, "2.1", ASKED.of)
    withdraw(store, answer, "Not agreed", "Chair")
    assert [each.state for each in challenges(store, VIEW)] == ["Open"]
    withdraw(store, number, "Recorded twice", "Chair")
    assert challenges(store, VIEW) == ()
    assert next_number(store) == "2"


def test_who_came_is_recorded(store: Store) -> None:
    came = [Came("Metropolitan Police", "Deputy", "Inspector"), Came("NHS NCL ICB", "Apologies")]
    record(store, attendance_book(store, VIEW, "Executive group", came, DAY), "Chair", DAY)
    (found,) = meetings(store, VIEW)
    assert (found.group, found.day) == ("Executive group", DAY)
    assert found.seats == (
        Seat("Metropolitan Police", "Deputy", "Inspector"),
        Seat("NHS NCL ICB", "Apologies", None),
    )


def test_what_identifies_a_child_or_says_nothing_is_not_stored(store: Store) -> None:
    version = store.version()
    for question in ("Ask about NHS number 943 476 5919", ""):
        asked = Asked("Challenge", "Chair", None, question)
        with pytest.raises(EscpError, match=r"Question|NHS number"):
            ask(store, asked)
    assert store.version() == version


def test_what_a_person_ought_to_look_at_is_said_before_it_is_stored(store: Store) -> None:
    """In plain sentences, without a place in a workbook; stored once somebody read them."""
    version = store.version()
    book = asked_book(store, VIEW, replace(ASKED, question="What did 2 girls aged 13 say?"), DAY)
    with pytest.raises(LookFirst) as found:
        record(store, book, "Chair", DAY)
    assert store.version() == version
    assert found.value.sentences == (
        "This text seems to give a small number of children. Screens and papers show it as it is "
        'written: leave the number out, or write "a few".',
    )
    with pytest.raises(LookFirst):
        record(store, book, "Chair", DAY, ("Another warning.",))
    record(store, book, "Chair", DAY, found.value.sentences)
    assert [each.question for each in challenges(store, VIEW)] == ["What did 2 girls aged 13 say?"]


def test_what_was_recorded_goes_out_and_comes_back_unchanged(store: Store) -> None:
    """A challenge, its answer, and who came: exported and uploaded again they change nothing."""
    ask(store)
    ask(store, replace(ASKED, kind="Decision", question="Who pays?", ref=None, measure="CLA"))
    answer = answered_book(store, VIEW, Answered("1", "A post was empty.", "Answered"), DAY)
    record(store, answer, "Chair", DAY)
    came = [Came("Metropolitan Police", "Deputy", "Inspector"), Came("NHS NCL ICB", "Apologies")]
    record(store, attendance_book(store, VIEW, "Executive group", came, DAY), "Chair", DAY)
    before = challenges(store, VIEW), meetings(store, VIEW)
    assert [len(each) for each in before] == [2, 1]
    for name in ("Challenges", "Meetings"):
        frame, facts = contract_table(store, name.lower(), table_file.Asked())
        checked = check_workbook(excel({name: frame}, facts, "Out"), "back.xlsx", store)
        assert checked.problems == ()
        [found] = changes(store, checked)
        assert (found.new, found.changed, found.unchanged) == (0, (), 2)
        append(store, checked, "Business unit")
    assert (challenges(store, VIEW), meetings(store, VIEW)) == before
