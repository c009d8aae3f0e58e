"""Trackers' awkward cells: colours against words, months, columns of one action, merged lines."""

import io
from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from escp_data.errors import WorkbookRefused
from escp_data.store.database import Store, open_store
from escp_data.trackers import choices
from escp_data.trackers import desk as trackers
from escp_data.trackers.answers import Understood
from escp_data.trackers.conversion import as_workbook, in_own_words
from escp_data.validation.checks import check_workbook

RED, AMBER, GREEN, PURPLE = "FF0000", "FFC000", "00B050", "7030A0"
Lines = Sequence[Any]


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Store:
    return open_store(sample_store)


def book(
    lines: Lines,
    fills: Lookup[str, str] | None = None,
    merged: Sequence[str] = (),
    hidden: str = "",
    state: Literal["visible", "hidden"] = "visible",
) -> bytes:
    """A workbook with one sheet `List`: its lines, its fills by cell, its merged ranges."""
    made = Workbook()
    page = made.worksheets[0]
    page.title = "List"
    for line in lines:
        page.append(list(line))
    for cell, rgb in (fills or {}).items():
        page[cell].fill = PatternFill("solid", fgColor=rgb)
    for cells in merged:
        page.merge_cells(cells)
    if hidden:
        page.column_dimensions[hidden].hidden = True
    if state != "visible":
        made.create_sheet("Other")
        page.sheet_state = state
        made.active = 1
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def read(store: Store, content: bytes) -> Understood:
    """What the file says as it is proposed."""
    mappings = trackers.propose(store, content, "list.xlsx").mappings
    return trackers.understood(store, content, "list.xlsx", mappings)


def rows(found: Understood, *fields: str) -> list[tuple[object, ...]]:
    return [tuple(row.value(field) for field in fields) for row in found.rows]


def left(found: Understood) -> dict[str, str]:
    return {cell.cell: cell.reason for cell in found.left_out if "heading" not in cell.reason}


def test_words_against_the_colour_of_their_cell(store: Store) -> None:
    lines = [["Ref", "RAG Q1 25/26"], ["1.1", "Green"], ["1.2", None], ["1.3", None]]
    content = book(lines, {"B2": AMBER, "B3": RED, "B4": GREEN})
    found = read(store, content)
    assert rows(found, "ref", "rag") == [("1.1", "Green"), ("1.2", "Red"), ("1.3", "Green")]
    assert left(found) == {"B2 (fill)": "Its words say Green, and they are taken."}
    assert found.conflicts == (
        "List!B2 says Green in words, and its colour says Amber. The words are taken; correct "
        "the cell if the colour is right.",
    )


def test_an_update_written_into_the_coloured_cell(store: Store) -> None:
    lines = [["Ref", "Q1 25/26", "Q2 25/26"], ["1.1", "Two workshops were held", "Nothing to say"]]
    found = read(store, book(lines, {"B2": GREEN, "C2": GREEN}))
    assert rows(found, "ref", "period", "rag", "progress_update") == [
        ("1.1", "2025-26 Q1", "Green", "Two workshops were held"),
        ("1.1", "2025-26 Q2", "Green", "Nothing to say"),
    ]


def test_a_colour_without_a_usual_meaning_is_asked_about(store: Store) -> None:
    lines = [["Ref", "RAG Q1 25/26"], ["1.1", None], ["1.2", None]]
    content = book(lines, {"B2": PURPLE, "B3": GREEN})
    found = read(store, content)
    assert [word.written for word in found.unsettled] == [f"colour {PURPLE}"]
    assert rows(found, "ref", "rag") == [("1.2", "Green")]
    settled = found.mappings[0].with_word("rag", f"colour {PURPLE}", "Complete")
    again = trackers.understood(store, content, "list.xlsx", [settled])
    assert rows(again, "ref", "rag") == [("1.1", "Complete"), ("1.2", "Green")]


def test_a_column_for_each_action(store: Store) -> None:
    lines = [["Quarter", "1.1 Oversight", "2.2 Front door"],
             ["Q1 25/26", None, "On track"], ["Q2 25/26", None, "Slipping"]]  # fmt: skip  # rows
    found = read(store, book(lines, {"B2": RED, "B3": GREEN}))
    assert rows(found, "ref", "period", "rag") == [
        ("1.1", "2025-26 Q1", "Red"),
        ("2.2", "2025-26 Q1", "Green"),
        ("1.1", "2025-26 Q2", "Green"),
        ("2.2", "2025-26 Q2", "Amber"),
    ]


def test_the_months_of_a_quarter_are_added_up(store: Store) -> None:
    lines = [["Measure", "Apr 25", "May 25", "Jun 25", "Jul 25"],
             ["Stop and search", 10, 20, 20, 7], ["Looked after at 31 March", 300, 301, 302, 303],
             ["Emergency visits after an assault", 4, "x", 6, 7]]  # fmt: skip  # a row a line
    found = read(store, book(lines))
    assert rows(found, "code", "period", "numerator") == [
        ("STOP", "2025-26 Q1", 50), ("STOP", "2025-26 Q2", 7),
        ("CLA", "2025-26 Q1", 302), ("CLA", "2025-26 Q2", 303),
        ("EDASLT", "2025-26 Q1", "x"), ("EDASLT", "2025-26 Q2", 7),
    ]  # fmt: skip  # a row a line
    assert left(found) == {
        "B3": "A later month of the quarter is taken.",
        "C3": "A later month of the quarter is taken.",
    }


def test_months_without_a_year_take_the_titles(store: Store) -> None:
    lines = [["Figures 2024/25"], [], ["Measure", "Oct", "Nov", "Dec"], ["Strip search", 1, 2, 3]]
    assert rows(read(store, book(lines)), "code", "period", "numerator") == [
        ("STRIP", "2024-25 Q3", 6)
    ]


def test_a_merged_ref_stands_for_every_line_it_spans(store: Store) -> None:
    lines = [["Ref", "Quarter", "RAG", "Update"], ["1.1", "Q1 25/26", "G", "One"],
             [None, "Q2 25/26", "G", "Two"], [None, "Q3 25/26", "G", "Three"]]  # fmt: skip  # rows
    found = read(store, book(lines, merged=["A2:A3"]))
    assert rows(found, "ref", "period") == [("1.1", "2025-26 Q1"), ("1.1", "2025-26 Q2")]
    assert left(found)["D4"] == "Ref is not given for 2025-26 Q3."


def test_two_tables_beside_each_other(store: Store) -> None:
    lines = [["Ref", "RAG", None, "Measure", "Q1 25/26"], ["1.1", "G", None, "Strip search", 3]]
    found = read(store, book(lines))
    assert [mapping.table for mapping in found.mappings] == ["List!A1:B2", "List!D1:E2"]
    assert [row.sheet for row in found.rows] == ["Progress", "Measure values"]


def test_two_columns_for_the_same_say_so(store: Store) -> None:
    lines = [["Ref", "RAG", "Impact", "Now"], ["1.1", "G", "Emerging", "Evidenced"]]
    content = book(lines)
    (mapping,) = trackers.propose(store, content, "list.xlsx").mappings
    both = mapping.with_use(3, **choices.use_for("impact"))
    found = trackers.understood(store, content, "list.xlsx", [both])
    assert rows(found, "impact") == [("Emerging",)]
    assert left(found) == {"D2": "C2 says otherwise."}
    assert found.conflicts[0].startswith("Impact stands in List!C2 and D2, and they disagree.")


def test_a_hidden_column_and_a_hidden_sheet_are_left_out(store: Store) -> None:
    lines = [["Ref", "RAG", "Update"], ["1.1", "G", "Old words"]]
    found = read(store, book(lines, hidden="C"))
    assert left(found) == {"C2": "Its column is not used. The column is hidden."}
    hidden = read(store, book(lines, state="hidden"))
    assert (hidden.rows, hidden.mappings[0].reason) == ((), "The sheet is hidden.")


def test_formulas_without_a_result_and_errors_are_told(store: Store) -> None:
    lines = [["Measure", "Q1 25/26", "Q2 25/26"], ["Strip search", 4, "=B2+1"],
             ["Stop and search", "#REF!", 9]]  # fmt: skip  # a row a line
    found = read(store, book(lines))
    assert rows(found, "code", "numerator") == [("STRIP", 4), ("STOP", 9)]
    assert left(found) == {
        "C2": "It holds a formula that was never calculated.",
        "B3": "Numerator must be a number of 0 or more, or c (suppressed), x (not available) or z "
        '(not applicable). It says "#REF!".',
    }


def test_an_action_known_by_its_words_alone(store: Store) -> None:
    lines = [["Action", "Status"], ["Workshops on information sharing", "On track"],
             ["Buy a new kettle", "On track"]]  # fmt: skip  # a row a line
    found = read(store, book(lines))
    assert rows(found, "ref", "rag") == [("2.3", "Green")]
    (word,) = found.unsettled
    assert (word.field, word.written, word.cells) == ("ref", "Buy a new kettle", ("List!A3",))
    how = found.rows[0].values[0].how
    assert how.startswith('By its words: 2.3, "Hold partnership workshops')


def test_a_sheet_too_large_to_be_a_tracker(store: Store) -> None:
    made = Workbook(write_only=True)
    page = made.create_sheet("Everything")
    for _ in range(1_001):
        page.append([1] * 200)
    written = io.BytesIO()
    made.save(written)
    with pytest.raises(WorkbookRefused, match="too large to be read as a tracker"):
        trackers.propose(store, written.getvalue(), "big.xlsx")


def test_a_legend_in_words_beats_the_hue(store: Store) -> None:
    lines = [["Key: blue = on track, grey = no return"], [], ["Ref", "RAG Q1 25/26"],
             ["1.1", None], ["1.2", None]]  # fmt: skip  # a row a line
    found = read(store, book(lines, {"B4": "00B0F0", "B5": "BFBFBF"}))
    assert rows(found, "ref", "rag") == [("1.1", "Green")]
    assert left(found)["B5 (fill)"] == "Nobody reported: nothing is stored for it."


def test_quarters_still_empty_are_coloured_like_those_before(store: Store) -> None:
    content = book([["Ref", "RAG Q1", "RAG Q2"], ["1.1", None, None]], {"B2": GREEN})
    (mapping,) = trackers.propose(store, content, "list.xlsx").mappings
    assert [(use.period, use.by_colour) for use in mapping.uses[1:]] == [("Q1", True), ("Q2", True)]


def test_a_quarter_over_two_columns_without_a_merged_cell(store: Store) -> None:
    lines = [["Ref", "Q1 25/26", None, "Q2 25/26", None], [None, "RAG", "Update", "RAG", "Update"],
             ["1.1", "G", "One", "A", "Two"]]  # fmt: skip  # a row a line
    assert rows(read(store, book(lines)), "period", "rag", "progress_update") == [
        ("2025-26 Q1", "Green", "One"),
        ("2025-26 Q2", "Amber", "Two"),
    ]


def test_words_that_fit_two_actions_are_less_sure(store: Store) -> None:
    lines = [["Action", "Status"], ["Voice", "On track"], ["Front door", "On track"]]
    (mapping,) = trackers.propose(store, book(lines), "list.xlsx").mappings
    sure = {word.written: word.confidence for word in mapping.words}
    assert sure["Voice"] < 0.5 < sure["Front door"]


def test_a_problem_with_a_colour_stands_in_its_cell(store: Store) -> None:
    content = book([["Ref", "RAG Q1 25/26"], ["1.1", None]], {"B2": RED})
    (mapping,) = trackers.propose(store, content, "list.xlsx").mappings
    bare = trackers.understood(store, content, "x", [mapping.with_default("rag_reason", "")])
    made = as_workbook(bare, "2025-26 Q1", "Business unit")
    problem = check_workbook(made, "x", store).errors[0]
    (placed,) = in_own_words(bare, [replace(problem, cell="C2")])
    assert (placed.sheet, placed.cell) == ("List", "B2")


def test_words_of_headings_inside_a_table_are_data(store: Store) -> None:
    lines = [["Action", "Status", "Lead", "Evidence"], ["Voice", "To do", "Role", "No"],
             ["Front door", "On track", "Partner", "No"]]  # fmt: skip  # a row a line
    found = read(store, book(lines))
    assert rows(found, "ref", "rag", "evidence") == [
        ("1.3", "Not started", "No"),
        ("2.2", "Green", "No"),
    ]


def test_rag_in_a_second_line_under_each_quarter(store: Store) -> None:
    lines = [["Ref", "Q1 25/26", "Q2 25/26"], [None, "RAG", "RAG"], ["1.1", "G", "A"]]
    assert rows(read(store, book(lines)), "period", "rag") == [
        ("2025-26 Q1", "Green"),
        ("2025-26 Q2", "Amber"),
    ]
