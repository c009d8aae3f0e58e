"""Bring your own tracker: five agencies' own files, from the questions to the rows in the store.

What is expected stands in `tracker_cases`, written out by hand.
"""

import hashlib
import io
import random
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from escp_data.errors import EscpError
from escp_data.records.demonstration import SAMPLES
from escp_data.records.upkeep import verify
from escp_data.records.uploads import append, history, original
from escp_data.store.database import Store, open_store
from escp_data.trackers.answers import Understood
from escp_data.trackers.conversion import as_workbook, in_own_words, said_in
from escp_data.trackers.desk import AGENCY, PERIOD, understand
from escp_data.trackers.lines import FILL
from escp_data.validation.checks import check_workbook
from tests.tracker_cases import CASES, HEALTH, SCHOOLS, UNTIDY, VOLUNTARY, Case
from tests.trackers.rewritten import rewritten
from tests.workbooks import workbook

TIMES = 6
"""Rewritten files of each sample in a run of the suite; by hand, 500 (see the benchmarks)."""


@pytest.fixture(scope="module")
def samples(sample_store: Path) -> Store:
    return open_store(sample_store)


def answers(case: Case) -> dict[str, str]:
    return case.answers | {PERIOD: case.period, AGENCY: case.agency}


def confirmed(case: Case, store: Store) -> Understood:
    """The tracker as it is understood once a person has answered all that is asked."""
    return understand(store, case.path.read_bytes(), case.path.name, answers(case))


COLUMNS = {
    "progress": ("ref", "period", "rag", "rag_reason", "progress_update"),
    "measure_values": ("code", "period", "numerator", "denominator", "note"),
    "training": ("course", "period", "agency", "places_attended"),
}


def stored(store: Store, table: str, upload_id: int) -> list[dict[str, Any]]:
    """Whole rows of one upload, without blanks; a withheld number as its marker."""
    with store.reading() as connection:
        cursor = connection.execute(f"SELECT * FROM {table} WHERE upload_id = ?", (upload_id,))
        names = [column[0].removesuffix("_marker") for column in cursor.description]
        rows = [zip(names, row, strict=True) for row in cursor]
    own = {"id", "upload_id", "sheet_row", "says_id", "dated", "plan"}
    own |= {"agency"} if table == "progress" else set()  # the Cover's
    return [{n: value for n, value in row if value is not None and n not in own} for row in rows]


def expected(case: Case, table: str) -> list[dict[str, Any]]:
    rows = []
    for line in getattr(case, table):
        row = dict(zip(COLUMNS[table], line, strict=True)) | case.beside.get(line[:2], {})
        if table == "measure_values":
            row["agency"] = case.agency
        rows.append({name: value for name, value in row.items() if value is not None})
    return rows


def in_order(rows: list[dict[str, Any]]) -> list[list[tuple[str, Any]]]:
    return sorted((sorted(row.items()) for row in rows), key=repr)


@pytest.mark.parametrize("case", CASES)
def test_an_answered_tracker_is_stored_as_written_out_by_hand(case: Case, own_store: Path) -> None:
    store = open_store(own_store)
    content = case.path.read_bytes()
    found = confirmed(case, store)
    assert found.open == ()
    book = as_workbook(found, case.period, case.agency)
    checked = check_workbook(book, case.path.name, store, said_in(found))
    assert [problem.message for problem in checked.errors] == []
    receipt = append(store, checked, "Business unit", original=content)
    for table in COLUMNS:
        stored_rows = in_order(stored(store, table, receipt.upload_id))
        assert stored_rows == in_order(expected(case, table)), table
    assert set(checked.counts) <= {"Progress", "Measure values", "Training"}
    assert original(store, receipt.upload_id) == (case.path.name, content)
    assert verify(store) == []


@pytest.mark.parametrize("case", CASES)
def test_at_most_one_question_is_asked_of_each_kind_of_column(case: Case, samples: Store) -> None:
    found = confirmed(case, samples)
    asked = [question.id for question in found.questions]
    assert len(asked) == len(set(asked))
    assert set(asked) <= {
        "headings", "rag", "code", "numerator", "year", "agency", "places_attended", "actions",
        "file", "reasons",
    }  # fmt: skip  # words, as a paragraph
    parts = {part.id for question in found.questions for part in question.parts}
    assert set(answers(case)) <= parts | {"heading|confbefore"}


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_answered_beforehand(case: Case, samples: Store) -> None:
    found = understand(samples, case.path.read_bytes(), case.path.name)
    assert all(part.answer == "" for question in found.questions for part in question.parts)


Fact = tuple[str, str, str, Any]


def facts(case: Case) -> set[Fact]:
    """All that a tracker says: key, period, field, value."""
    found: set[Fact] = set()
    for table, names in COLUMNS.items():
        for row in expected(case, table):
            own = str(row[names[0]])
            found |= {(own, row["period"], name, row[name]) for name in row if name != "period"}
    return found


def said_without_answers(found: Understood) -> list[Fact]:
    """What would be stored if nobody answered anything; "" where the period is asked."""
    return [
        (str(row.values[0].value), str(row.value("period") or ""), each.field, each.value)
        for row in found.rows
        for each in row.values
        if each.field != "period"
    ]


def untrue(said: list[Fact], known: set[Fact]) -> list[Fact]:
    """What the file does not say: another value, or of another quarter."""
    undated = {(key, name, value) for key, _, name, value in known}
    joined = {(key, name, part) for key, _, name, value in known if isinstance(value, str)
              for part in value.split("\n")}  # fmt: skip  # a pair a line
    return [
        fact
        for fact in said
        if fact not in known
        and not (fact[1] == "" and (fact[0], *fact[2:]) in undated)
        and (fact[0], *fact[2:]) not in joined
    ]


@pytest.mark.parametrize("case", CASES)
def test_nothing_wrong_is_stored_without_an_answer(case: Case, samples: Store) -> None:
    content, chance = case.path.read_bytes(), random.Random(case.path.name)
    known = facts(case)
    assert untrue(said_without_answers(understand(samples, content, "own.xlsx")), known) == []
    for number in range(TIMES):
        found = understand(samples, rewritten(content, chance), "own.xlsx")
        assert (number, untrue(said_without_answers(found), known)) == (number, [])


@pytest.mark.parametrize("case", CASES)
def test_every_cell_is_used_or_left_out_with_a_reason(case: Case, samples: Store) -> None:
    for found in (confirmed(case, samples),
                  understand(samples, case.path.read_bytes(), "x")):  # fmt: skip  # a pair
        said = [(cell.sheet, cell.cell) for cell in found.cells]
        assert len(said) == len(set(said))
        book = openpyxl.load_workbook(case.path, data_only=True)
        filled = {
            (page.title, cell.coordinate)
            for page in book
            for row in page
            for cell in row
            if cell.value is not None
        }
        assert {place for place in said if not place[1].endswith(FILL)} == filled
        assert [cell for cell in found.cells if not cell.used and not cell.reason] == []
        used = {cell for row in found.rows for value in row.values for cell in value.cells}
        assert used == {f"{cell.sheet}!{cell.cell}" for cell in found.cells if cell.used}


def test_where_two_tables_of_a_file_meet_is_said(samples: Store) -> None:
    page = "TRACKER v7 (use this one)"
    assert confirmed(UNTIDY, samples).notes == (
        f"Progress update for 2.1, 2025-26 Q3 stands in {page}!L10 and Progress!E6. "
        "Both are kept, one below the other.",
        f"Progress update for 2.3, 2025-26 Q3 stands in {page}!L12 and Progress!E8. "
        "Both are kept, one below the other.",
        f"{page} has notes on cells (K11), not read.",
    )


def test_values_show_the_cells_they_came_from(samples: Store) -> None:
    row = next(row for row in confirmed(HEALTH, samples).rows if row.value("code") == "IHA")
    assert [(v.column, v.value, v.cells, v.written) for v in row.values] == [
        ("Code", "IHA", ("Health return!A12",), "Initial health assessments in time"),
        ("Period", "2025-26 Q1", (), "2025-26 Q1"),
        ("Numerator", 22, ("Health return!B12",), "71% (22 of 31)"),
        ("Denominator", 31, ("Health return!B12",), "71% (22 of 31)"),
        ("Note", "when care starts", ("Health return!F12",), "when care starts"),
    ]


def test_each_table_is_shown_as_it_is(samples: Store) -> None:
    table = confirmed(VOLUNTARY, samples).tables[0]
    assert (table.turned, table.header, table.letters) == (True, (1, 2), ("A", "B", "C", "D", "E"))
    assert table.preview[1].cells == ("Q2 2025/26", "How is it going?", "", "x", "")
    assert table.preview[1].colours == ("", "", "92D050", "", "BFBFBF")


def test_a_person_says_that_a_column_or_a_table_is_something_else(samples: Store) -> None:
    content = SCHOOLS.path.read_bytes()
    found = understand(
        samples, content, "x.xlsx", answers(SCHOOLS) | {"heading|update": "barriers"}
    )
    assert {row.value("barriers") for row in found.rows} >= {"Question set agreed", "Cover found"}
    assert all(row.value("progress_update") is None for row in found.rows)
    shape = found.tables[0].shape
    nothing = understand(samples, content, "x.xlsx", {f"table|{shape}": "Leave out"})
    assert nothing.rows == ()


def test_the_same_file_again_is_known_by_its_own_bytes(own_store: Path) -> None:
    store = open_store(own_store)
    content = SCHOOLS.path.read_bytes()
    for times in (1, 2):
        book = as_workbook(confirmed(SCHOOLS, store), "2025-26 Q3", "Enfield schools")
        checked = check_workbook(book, "schools.xlsx", store)
        receipt = append(store, checked, "Business unit", original=content)
        assert receipt.already_stored == (times == 2)
    with store.reading() as connection:
        kept = connection.execute(
            "SELECT sha256, file_bytes FROM uploads ORDER BY id DESC"
        ).fetchone()
    assert kept == (hashlib.sha256(content).hexdigest(), len(content))


def with_a_child_on_another_sheet(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.create_sheet("contacts")
    page.append(["note"])
    page.append(["call 943 476 5919"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_records_of_children_on_any_sheet_are_refused(own_store: Path) -> None:
    store = open_store(own_store)
    before = len(history(store))
    unsafe = with_a_child_on_another_sheet(SCHOOLS.path.read_bytes())
    found = understand(store, unsafe, "x.xlsx", answers(SCHOOLS))
    assert ([p.code for p in found.refused], found.tables, found.rows) == (["G01"], (), ())
    book = as_workbook(confirmed(SCHOOLS, store), "2025-26 Q3", "Enfield schools")
    checked = check_workbook(book, "x.xlsx", store)
    with pytest.raises(EscpError, match="looks like it holds records of children"):
        append(store, checked, "Business unit", original=unsafe)
    assert len(history(store)) == before


def test_problems_of_the_workbook_stand_in_the_agencys_own_cells(samples: Store) -> None:
    given = answers(SCHOOLS) | {"reason": "Leave out"}
    found = understand(samples, SCHOOLS.path.read_bytes(), "x.xlsx", given)
    checked = check_workbook(as_workbook(found, "2025-26 Q3", "Schools"), "x", samples)
    first, *others = in_own_words(found, checked.errors)
    assert (first.sheet, first.cell, len(others)) == ("P3 anti-racism", "A5", 5)
    assert first.message.startswith("P3 anti-racism!A5: RAG reason is blank, and RAG is Amber.")


def test_a_workbook_without_tables_asks_only_whose_it_is(samples: Store) -> None:
    found = understand(samples, workbook(None, Notes=[["hello"]]), "notes.xlsx")
    assert (found.tables, found.rows, [question.id for question in found.questions]) == (
        (), (), ["file"],
    )  # fmt: skip  # a list in few lines


KEPT_OUT = ("Challenges", "Meetings", "Events")
"""Sheets that no tracker brings."""


@pytest.mark.parametrize("name", ["2025-26_Q1.xlsx", "2025-26_Q3.xlsx"])
def test_our_own_returns_read_as_trackers_say_the_same(name: str, samples: Store) -> None:
    content = (SAMPLES / name).read_bytes()
    found = understand(samples, content, name)
    straight = check_workbook(content, name, samples)
    assert (found.open, found.period) == ((), straight.cover.period)
    ours = {table.sheet: table.why for table in found.tables if table.sheet in KEPT_OUT}
    assert ours == {
        sheet: f"It is a {sheet} sheet of the template. Upload the file as a return to store it."
        for sheet in ours
    }
    assert "Challenges" in ours
    again = as_workbook(found, straight.cover.period or "", straight.cover.agency or "")
    round_about = check_workbook(again, name, samples)
    assert {sheet: rows.values for sheet, rows in round_about.rows.items()} == {
        sheet: rows.values for sheet, rows in straight.rows.items() if rows.sheet.in_return
    }
