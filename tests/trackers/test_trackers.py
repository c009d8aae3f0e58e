"""Bring your own tracker: five agencies' own files, from the proposal to the rows in the store.

What is expected stands in `tracker_cases`, written out by hand.
"""

import hashlib
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from escp_data.errors import EscpError, NotFound
from escp_data.records.demonstration import SAMPLES
from escp_data.records.upkeep import verify
from escp_data.records.uploads import append, history, original
from escp_data.store.database import Store, open_store
from escp_data.trackers import choices
from escp_data.trackers import desk as trackers
from escp_data.trackers.answers import Understood
from escp_data.trackers.conversion import as_workbook, in_own_words
from escp_data.trackers.mapping import Mapping
from escp_data.trackers.reading import FILL
from escp_data.validation.checks import check_workbook
from tests.tracker_cases import CASES, HEALTH, SCHOOLS, UNTIDY, VOLUNTARY, Case
from tests.workbooks import workbook


@pytest.fixture(scope="module")
def samples(sample_store: Path) -> Store:
    return open_store(sample_store)


def confirmed(case: Case, store: Store) -> Understood:
    """The tracker as it is understood once a person has made the case's corrections."""
    content = case.path.read_bytes()
    proposal = trackers.propose(store, content, case.path.name)
    mappings = [corrected(mapping, case) for mapping in proposal.mappings]
    return trackers.understood(store, content, case.path.name, mappings)


def corrected(mapping: Mapping, case: Case) -> Mapping:
    for name, written, means in case.words:
        if mapping.meaning(name, written):
            mapping = mapping.with_word(name, written, means)
    return mapping


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
def test_a_confirmed_tracker_is_stored_as_written_out_by_hand(case: Case, own_store: Path) -> None:
    store = open_store(own_store)
    content = case.path.read_bytes()
    proposal = trackers.propose(store, content, case.path.name)
    assert (proposal.period, proposal.agency or "All agencies") == (case.period, case.agency)
    book = as_workbook(confirmed(case, store), case.period, case.agency)
    checked = check_workbook(book, case.path.name, store)
    assert [problem.message for problem in checked.errors] == []
    receipt = append(store, checked, "Business unit", original=content)
    for table in COLUMNS:
        found = in_order(stored(store, table, receipt.upload_id))
        assert found == in_order(expected(case, table)), table
    assert set(checked.counts) <= {"Progress", "Measure values", "Training"}
    assert original(store, receipt.upload_id) == (case.path.name, content)
    assert verify(store) == []


@pytest.mark.parametrize("case", CASES)
def test_every_cell_is_used_or_left_out_with_a_reason(case: Case, samples: Store) -> None:
    found = confirmed(case, samples)
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


def test_why_cells_are_left_out(samples: Store) -> None:
    found = confirmed(UNTIDY, samples)
    why = {f"{cell.sheet}!{cell.cell}": cell.reason for cell in found.left_out}
    page = "TRACKER v7 (use this one)"
    assert {
        cell: why[f"{page}!{cell}"]
        for cell in ("A1", "B3", "K5", "D6", "L17", "K17 (fill)", "D18", "D25", "E29", "A31")
    } == {
        "A1": "It is outside the tables: a title, a note or a key.",
        "B3": "It is outside the tables: a title, a note or a key.",
        "K5": "It is a heading.",
        "D6": "Its column is not used. Progress has no column for it. The plan itself holds what "
        "was agreed.",
        "L17": "RAG is not given for 3.4, 2025-26 Q3.",
        "K17 (fill)": "Nobody reported: nothing is stored for it.",
        "D18": "It is in a total.",
        "D25": "It is a percentage, and the number that it is a part of is not given.",
        "E29": "Left out, as chosen.",
        "A31": "It is in a title or note on its own.",
    }
    assert why["Sheet2!F5"].startswith("A percentage alone says nothing of how many")


def test_where_two_tables_of_a_file_meet_is_said(samples: Store) -> None:
    page = "TRACKER v7 (use this one)"
    assert confirmed(UNTIDY, samples).conflicts == (
        f"Progress update for 2.1, 2025-26 Q3 stands in {page}!L10 and Progress!E6. "
        "Both are kept, one below the other.",
        f"Progress update for 2.3, 2025-26 Q3 stands in {page}!L12 and Progress!E8. "
        "Both are kept, one below the other.",
    )


def test_values_show_the_cells_they_came_from(samples: Store) -> None:
    row = confirmed(HEALTH, samples).rows[6]
    assert [(v.column, v.value, v.cells, v.written) for v in row.values] == [
        ("Code", "IHA", ("Health return!A12",), "Initial health assessments in time"),
        ("Period", "2025-26 Q1", (), "Q1"),
        ("Numerator", 22, ("Health return!B12",), "71% (22 of 31)"),
        ("Denominator", 31, ("Health return!B12",), "71% (22 of 31)"),
        ("Note", "when care starts", ("Health return!F12",), "when care starts"),
    ]


def test_the_proposal_shows_each_table_as_it_is(samples: Store) -> None:
    path = VOLUNTARY.path
    table = trackers.propose(samples, path.read_bytes(), path.name).tables[0]
    assert (table.id, table.turned, table.header, table.letters) == (
        "tracker (wide)!A3:E9", True, (1, 2), ("A", "B", "C", "D", "E"),
    )  # fmt: skip  # a row a line
    assert table.preview[1].cells == ("Q2 2025/26", "How is it going?", "", "x", "")
    assert table.preview[1].colours == ("", "", "92D050", "", "BFBFBF")


def test_a_person_corrects_by_choosing(samples: Store) -> None:
    content = SCHOOLS.path.read_bytes()
    first, *_ = trackers.propose(samples, content, "x.xlsx").mappings
    changed = (
        first.with_word("rag", "colour FFC000", "Red")
        .with_use(3, **choices.use_for("next_steps"))
        .with_default("rag_reason", "Asked the school.")
    )
    found = trackers.understood(samples, content, "x.xlsx", [changed])
    rows = [(r.value("ref"), r.value("period"), r.value("rag"), r.value("rag_reason"),
             r.value("next_steps")) for r in found.rows]  # fmt: skip  # a row a line
    assert rows == [
        ("3.2", "2025-26 Q1", "Not started", None, None),
        ("3.2", "2025-26 Q2", "Red", "Asked the school.", None),
        ("3.2", "2025-26 Q3", "Green", None, None),
        ("3.3", "2025-26 Q1", "Green", None, "Question set agreed"),
        ("3.3", "2025-26 Q2", "Green", None, None),
        ("3.3", "2025-26 Q3", "Red", "Asked the school.", None),
    ]


def test_a_table_can_be_something_else_or_nothing(samples: Store) -> None:
    content, name = UNTIDY.path.read_bytes(), "x.xlsx"
    page = "TRACKER v7 (use this one)!A4:L18"
    actions = trackers.propose_as(samples, content, name, page, "Actions")
    fields = [use.field for use in actions.uses]
    assert fields[:5] == ["priority", "ref", "action", "lead_agency", "due_date"]
    nothing = trackers.propose_as(samples, content, name, page, "")
    assert trackers.understood(samples, content, name, [nothing]).rows == ()
    with pytest.raises(NotFound, match="There is no table at Nowhere!A1"):
        trackers.propose_as(samples, content, name, "Nowhere!A1", "Progress")


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
    proposal = trackers.propose(store, unsafe, "x.xlsx")
    assert ([p.code for p in proposal.refused], proposal.tables) == (["G01"], ())
    assert trackers.understood(store, unsafe, "x.xlsx", []).refused == proposal.refused
    book = as_workbook(confirmed(SCHOOLS, store), "2025-26 Q3", "Enfield schools")
    checked = check_workbook(book, "x.xlsx", store)
    with pytest.raises(EscpError, match="looks like it holds records of children"):
        append(store, checked, "Business unit", original=unsafe)
    assert len(history(store)) == before


def test_problems_of_the_workbook_stand_in_the_agencys_own_cells(samples: Store) -> None:
    content = SCHOOLS.path.read_bytes()
    mappings = [
        m.with_default("rag_reason", "")
        for m in trackers.propose(samples, content, "x.xlsx").mappings
    ]
    found = trackers.understood(samples, content, "x.xlsx", mappings)
    checked = check_workbook(as_workbook(found, "2025-26 Q3", "Schools"), "x", samples)
    first, *others = in_own_words(found, checked.errors)
    assert (first.sheet, first.cell, len(others)) == ("P3 anti-racism", "A5", 5)
    assert first.message.startswith("P3 anti-racism!A5: RAG reason is blank, and RAG is Amber.")


def test_a_workbook_without_tables_has_nothing_to_propose(samples: Store) -> None:
    proposal = trackers.propose(samples, workbook(None, Notes=[["hello"]]), "notes.xlsx")
    assert (proposal.tables, proposal.mappings, proposal.period, proposal.agency) == (
        (),
        (),
        "",
        "",
    )


@pytest.mark.parametrize("name", ["plan.xlsx", "2025-26_Q1.xlsx", "2025-26_Q3.xlsx"])
def test_our_own_workbooks_read_as_trackers_say_the_same(name: str, samples: Store) -> None:
    content = (SAMPLES / name).read_bytes()
    proposal = trackers.propose(samples, content, name)
    found = trackers.understood(samples, content, name, proposal.mappings)
    straight = check_workbook(content, name, samples)
    book = as_workbook(found, straight.cover.period or "", straight.cover.agency or "")
    round_about = check_workbook(book, name, samples)
    assert {sheet: rows.values for sheet, rows in round_about.rows.items()} == {
        sheet: rows.values for sheet, rows in straight.rows.items()
    }
