"""Confirmed mappings: remembered for the next file of the same shape, quarters read afresh."""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from escp_data.store.database import Store, open_store
from escp_data.trackers import choices
from escp_data.trackers import desk as trackers
from escp_data.trackers.mapping import Mapping, as_json, from_json
from escp_data.trackers.memory import remember
from tests.tracker_cases import HEALTH, POLICE, SCHOOLS


@pytest.fixture
def store(own_store: Path) -> Store:
    return open_store(own_store)


def proposed(store: Store, content: bytes) -> tuple[Mapping, ...]:
    return trackers.propose(store, content, "tracker.xlsx").mappings


def next_year(content: bytes) -> bytes:
    """The schools' tracker a year on: another title, one more action, one more note."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book["P3 anti-racism"]
    page["A1"] = "Enfield schools, action tracker 2026/27. Priority 3: anti-racist practice"
    page["A7"], page["B7"], page["D7"] = "3.1", "Activity group", "Met twice"
    page["C7"].fill = PatternFill("solid", fgColor="FFC000")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_mapping_is_the_same_after_json(store: Store) -> None:
    for mapping in proposed(store, HEALTH.path.read_bytes()):
        assert from_json(as_json(mapping)) == mapping


def test_the_next_file_of_the_same_shape_is_read_as_confirmed(store: Store) -> None:
    content = SCHOOLS.path.read_bytes()
    first, *_ = proposed(store, content)
    assert first.remembered == ""
    chosen = first.with_word("rag", "colour FFC000", "Red").with_use(
        3, **choices.use_for("next_steps")
    )
    remember(store, [chosen.with_default("rag_reason", "Ask them.")], "Business unit")
    again, *_ = proposed(store, next_year(content))
    assert again.remembered.startswith("As Business unit confirmed on ")
    assert (again.year, again.defaults) == ("2026-27", (("rag_reason", "Ask them."),))
    assert [use.field for use in again.uses[2:6]] == [
        "rag", "next_steps", "rag", "progress_update",
    ]  # fmt: skip  # a list in few lines
    found = trackers.understood(store, next_year(content), "tracker.xlsx", [again])
    added = [tuple(value.value for value in row.values) for row in found.rows
             if row.value("ref") == "3.1"]  # fmt: skip  # pairs share a line
    assert added == [("3.1", "2026-27 Q1", "Red", "Ask them.", "Met twice")]


def test_three_sheets_of_one_shape_share_what_was_confirmed(store: Store) -> None:
    content = SCHOOLS.path.read_bytes()
    mappings = proposed(store, content)
    assert len({mapping.shape for mapping in mappings}) == 1
    remember(store, mappings[:1], "Business unit")
    assert all(mapping.remembered for mapping in proposed(store, content))


def test_a_table_that_was_left_out_is_proposed_so(store: Store) -> None:
    content = HEALTH.path.read_bytes()
    nothing = trackers.propose_as(store, content, "x", proposed(store, content)[1].table, "")
    remember(store, [nothing], "Chair")
    first, second = proposed(store, content)
    assert (first.sheet, second.sheet) == ("Progress", "")


def test_the_newest_confirmation_counts(store: Store) -> None:
    content = POLICE.path.read_bytes()
    (mapping,) = proposed(store, content)
    for who, rag in (("Business unit", "Red"), ("Chair", "Green")):
        remember(store, [mapping.with_word("rag", "Slipping", rag)], who)
    (again,) = proposed(store, content)
    word = again.meaning("rag", "Slipping")
    assert word is not None
    assert word.means == "Green"
    assert again.remembered.startswith("As Chair confirmed on ")


def test_words_are_remembered_and_quarters_are_not(store: Store) -> None:
    content = POLICE.path.read_bytes()
    (mapping,) = proposed(store, content)
    text = "Disproportionality: track the data and get it down"
    remember(store, [mapping.with_word("ref", text, "3.4")], "Business unit")
    (again,) = proposed(store, content)
    word = again.meaning("ref", text)
    assert word is not None
    assert (word.means, word.cells) == ("3.4", ("Delivery log!A11",))


def test_no_number_is_remembered(store: Store) -> None:
    mappings = proposed(store, HEALTH.path.read_bytes())
    assert {word.written for word in mappings[1].words} >= {"~24", "71% (22 of 31)"}
    remember(store, mappings, "Business unit")
    with store.reading() as connection:
        kept = "".join(row[0] for row in connection.execute("SELECT mapping FROM mappings"))
    assert "Emergency visits after assault" in kept
    assert "24" not in kept.replace("2024", "")
    assert "22 of 31" not in kept


def test_mappings_are_only_added_to_and_logged(store: Store) -> None:
    (mapping,) = proposed(store, POLICE.path.read_bytes())
    remember(store, [mapping], "Business unit")
    remember(store, [mapping], "Chair")
    with store.reading() as connection:
        kept = connection.execute("SELECT shape, sheet, confirmed_by FROM mappings").fetchall()
        log = connection.execute(
            "SELECT who, detail FROM audit_log WHERE event = 'mapping'"
        ).fetchall()
        (strict,) = connection.execute(
            "SELECT strict FROM pragma_table_list WHERE name = 'mappings'"
        ).fetchone()
    assert kept == [(mapping.shape, "Progress", who) for who in ("Business unit", "Chair")]
    said = f"tracker shape {mapping.shape} read as Progress"
    assert log == [("Business unit", said), ("Chair", said)]
    assert strict == 1
