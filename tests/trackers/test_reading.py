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

from escp_data.contract import SHEETS, Sheet
from escp_data.errors import WorkbookRefused
from escp_data.store.database import Store, open_store
from escp_data.trackers.answers import Understood
from escp_data.trackers.conversion import as_workbook, in_own_words
from escp_data.trackers.desk import understand
from escp_data.trackers.known import actions_of_the_plan
from escp_data.trackers.questions import LEAVE_OUT
from escp_data.trackers.tables import COLOURED
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


def read(store: Store, content: bytes, **answers: str) -> Understood:
    """What the file says; the answers' ids with a double underscore for the bar."""
    given = {key.replace("__", "|"): value for key, value in answers.items()}
    return understand(store, content, "list.xlsx", given)


def rows(found: Understood, *fields: str) -> list[tuple[object, ...]]:
    return [tuple(row.value(field) for field in fields) for row in found.rows]


def left(found: Understood) -> dict[str, str]:
    return {cell.cell: cell.reason for cell in found.left_out if "heading" not in cell.reason}


def asked(found: Understood) -> list[str]:
    """What is open, but for the file's own quarter and agency and the reasons."""
    own = ("file", "reason")
    return [part.id for question in found.open for part in question.open
            if not part.id.startswith(own)]  # fmt: skip  # a list


def test_words_against_the_colour_of_their_cell_are_asked(store: Store) -> None:
    lines = [["Ref", "RAG Q1 25/26"], ["1.1", "Green"], ["1.2", None], ["1.3", "Green"]]
    content = book(lines, {"B2": AMBER, "B3": RED, "B4": GREEN})
    found = read(store, content)
    assert rows(found, "ref", "rag") == [("1.2", "Red"), ("1.3", "Green")]
    assert asked(found) == ["rag|Green in Amber"]
    told = understand(store, content, "x", {"rag|Green in Amber": "Amber"})
    assert rows(told, "ref", "rag")[0] == ("1.1", "Amber")


def test_a_column_headed_by_a_quarter_alone_is_asked_and_one_answer_serves_all(
    store: Store,
) -> None:
    lines = [["Ref", "Q1 25/26", "Q2 25/26"],
             ["1.1", "Two workshops were held in the half term",
              "Nothing to say"]]  # fmt: skip  # a row a line
    content = book(lines, {"B2": GREEN, "C2": GREEN})
    (part,) = asked(read(store, content))
    found = understand(store, content, "x", {part: COLOURED})
    assert rows(found, "ref", "period", "rag", "progress_update") == [
        ("1.1", "2025-26 Q1", "Green", "Two workshops were held in the half term"),
        ("1.1", "2025-26 Q2", "Green", "Nothing to say"),
    ]


@pytest.mark.parametrize("rgb", [PURPLE, "0070C0", "808080", "FFFF00"])
def test_a_colour_without_a_usual_meaning_is_asked(store: Store, rgb: str) -> None:
    content = book([["Ref", "RAG Q1 25/26"], ["1.1", None], ["1.2", None]],
                   {"B2": rgb, "B3": GREEN})  # fmt: skip  # pairs share a line
    found = read(store, content)
    assert (asked(found), rows(found, "ref", "rag")) == ([f"colour|{rgb}"], [("1.2", "Green")])
    again = understand(store, content, "x", {f"colour|{rgb}": "Complete"})
    assert rows(again, "ref", "rag") == [("1.1", "Complete"), ("1.2", "Green")]


def test_stripes_over_whole_lines_are_no_rag(store: Store) -> None:
    lines = [["Ref", "Action", "RAG"], ["1.1", "words", None], ["1.2", "words", "Green"]]
    found = read(store, book(lines, {"A2": RED, "B2": RED, "C2": RED}))
    assert rows(found, "ref", "rag") == [("1.2", "Green")]


def test_a_column_for_each_action(store: Store) -> None:
    lines = [["Quarter", "1.1 Oversight", "2.2 Front door"],
             ["Q1 25/26", "Green", "Amber"], ["Q2 25/26", None, "Red"]]  # fmt: skip  # rows
    content = book(lines)
    parts = asked(read(store, content))
    found = understand(store, content, "x", dict.fromkeys(parts, "RAG"))
    assert rows(found, "ref", "period", "rag") == [
        ("1.1", "2025-26 Q1", "Green"),
        ("2.2", "2025-26 Q1", "Amber"),
        ("2.2", "2025-26 Q2", "Red"),
    ]


def test_the_months_of_a_quarter_are_added_up_where_all_three_are_there(store: Store) -> None:
    lines = [["Code", "Apr 25", "May 25", "Jun 25", "Jul 25"], ["STOP", 10, 20, 20, 7],
             ["CLA", 300, 301, 302, 303], ["EDASLT", 6, "x", 7, 8]]  # fmt: skip  # a row a line
    found = read(store, book(lines))
    assert rows(found, "code", "period", "numerator") == [
        ("STOP", "2025-26 Q1", 50), ("CLA", "2025-26 Q1", 302), ("EDASLT", "2025-26 Q1", "x"),
    ]  # fmt: skip  # a row a line
    assert asked(found) == ["months|List!A1:E4|2025-26 Q2"]
    assert left(found)["B3"] == "The number of 2025-26 Q1 is its last month's."


def test_a_merged_ref_stands_for_every_line_it_spans(store: Store) -> None:
    lines = [["Ref", "Quarter", "RAG", "Update"], ["1.1", "Q1 25/26", "G", "One"],
             [None, "Q2 25/26", "G", "Two"], [None, "Q3 25/26", "G", "Three"]]  # fmt: skip  # rows
    found = read(store, book(lines, merged=["A2:A3"]))
    assert rows(found, "ref", "period") == [("1.1", "2025-26 Q1"), ("1.1", "2025-26 Q2")]
    assert left(found)["D4"] == "Its line is left out: It is not said of which action it is."


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_any_heading_may_name_a_quarter(store: Store, sheet: Sheet) -> None:
    """Also where the sheet has no Period, and where two quarters' columns are one row's."""
    keys = [column.name for column in sheet.columns if column.key]
    others = [column.name for column in sheet.columns if not column.key]
    heads = [*keys, *(f"{name} {q} 2025-26" for name in others for q in ("Q1", "Q2"))]
    example = {"date": "14/01/2026", "number": 12, "ref": "1.1", "code": "CLA"}
    kinds = {column.name: column.kind for column in sheet.columns}
    line = [example.get(kinds[name], "Words") for name in keys]
    line += [example.get(kinds[name], "Words") for name in others for _ in range(2)]
    for content in (book([heads, line]), book([heads[: len(keys) + 1], line[: len(keys) + 1]])):
        assert check_workbook(as_workbook(read(store, content), "2025-26 Q3", "Police"), "x", store)


_HEADS = ["Ref", "Q1 25/26 RAG", "Q1 25/26 Update"]
THREE = [
    [*_HEADS, None, *_HEADS, None, *_HEADS],
    ["1.1", "Green", "Held.", None, "1.1", "Amber", "Late.", None, "1.1", "Red", "Held."],
]
"""One action in three tables."""


@pytest.mark.parametrize("answer", ["Green", "Amber", "Red", LEAVE_OUT])
def test_of_three_tables_that_disagree_any_can_be_right(store: Store, answer: str) -> None:
    found = read(store, book(THREE))
    (part,) = asked(found)
    asks = next(each for each in found.open for one in each.parts if one.id == part)
    assert [option.value for option in asks.parts[0].options] == [
        "Green", "Amber", "Red", LEAVE_OUT
    ]  # fmt: skip  # a list
    assert rows(found) == []
    told = understand(store, book(THREE), "x", {part: answer})
    stands = [] if answer == LEAVE_OUT else [(answer, "Held.\nLate.")]
    assert rows(told, "rag", "progress_update") == stands
    assert told.notes == (
        "Progress update for 1.1, 2025-26 Q1 stands in List!C2 and List!G2. Both are kept, one "
        "below the other.",
    )


def test_two_tables_beside_each_other(store: Store) -> None:
    lines = [["Ref", "RAG", None, "Measure", "Q1 25/26"], ["1.1", "G", None, "STRIP", 3]]
    found = read(store, book(lines))
    assert [table.id for table in found.tables] == ["List!A1:B2", "List!D1:E2"]
    assert [row.sheet for row in found.rows] == ["Progress", "Measure values"]


def test_of_two_columns_for_one_field_a_person_says_which(store: Store) -> None:
    lines = [["Ref", "RAG", "Update", "Commentary"], ["1.1", "G", "One", "Two"]]
    found = read(store, book(lines))
    assert (rows(found, "progress_update"), asked(found)) == (
        [(None,)], ["which|progress_update|update|commentary"],
    )  # fmt: skip  # pairs share a line
    part = asked(found)[0]
    both = understand(store, book(lines), "x", {part: "Both, one below the other"})
    assert rows(both, "progress_update") == [("One\nTwo",)]
    one = understand(store, book(lines), "x", {part: "Commentary"})
    assert rows(one, "progress_update") == [("Two",)]


def test_a_hidden_column_and_a_hidden_sheet_are_left_out(store: Store) -> None:
    lines = [["Ref", "RAG", "Update"], ["1.1", "G", "Old words"]]
    found = read(store, book(lines, hidden="C"))
    assert left(found) == {"C2": "The column is hidden."}
    hidden = read(store, book(lines, state="hidden"))
    assert (hidden.rows, hidden.tables[0].why) == ((), "Its sheet is hidden.")
    assert hidden.notes == ("The sheet List is hidden; nothing of it is read.",)


def test_formulas_without_a_result_and_errors_are_told(store: Store) -> None:
    lines = [["Measure", "Q1 25/26", "Q2 25/26"], ["STRIP", 4, "=B2+1"], ["STOP", "#REF!", 9]]
    found = read(store, book(lines))
    assert rows(found, "code", "numerator") == [("STRIP", 4), ("STOP", 9)]
    assert left(found)["C2"] == "It holds a formula that was never calculated."
    assert "#REF!" in left(found)["B3"]


def test_an_action_is_known_by_its_whole_words_and_else_asked(store: Store) -> None:
    whole = actions_of_the_plan(store)["2.3"]
    lines = [["Action", "Status"], [whole, "On track"], ["Workshops on sharing", "On track"],
             ["Buy a new kettle", "On track"]]  # fmt: skip  # a row a line
    found = read(store, book(lines))
    assert rows(found, "ref", "rag") == [("2.3", "Green")]
    (question,) = (each for each in found.open if each.id == "actions")
    likely = {part.written: [each.value for each in part.likely][:1] for part in question.open}
    assert likely == {"Workshops on sharing": ["2.3"], "Buy a new kettle": []}


def test_numbers_of_their_own_beside_the_plans_words(store: Store) -> None:
    words = actions_of_the_plan(store)
    lines = [["Ref", "Action", "RAG"], ["1", words["2.3"], "G"], ["A7", words["1.1"], "A"]]
    content = book(lines)
    parts = asked(read(store, content))
    assert parts == ["action|1", "action|A7"]
    found = understand(store, content, "x", {"action|1": "2.3", "action|A7": "1.1"})
    assert rows(found, "ref", "rag") == [("2.3", "Green"), ("1.1", "Amber")]


def test_a_sheet_too_large_to_be_a_tracker(store: Store) -> None:
    made = Workbook(write_only=True)
    page = made.create_sheet("Everything")
    for _ in range(1_001):
        page.append([1] * 200)
    written = io.BytesIO()
    made.save(written)
    with pytest.raises(WorkbookRefused, match="too large to be read as a tracker"):
        understand(store, written.getvalue(), "big.xlsx")


def test_a_legend_in_words_beats_the_hue(store: Store) -> None:
    lines = [["Key: blue = on track, grey = no return"], [], ["Ref", "RAG Q1 25/26"],
             ["1.1", None], ["1.2", None]]  # fmt: skip  # a row a line
    found = read(store, book(lines, {"B4": "0070C0", "B5": "BFBFBF"}))
    assert rows(found, "ref", "rag") == [("1.1", "Green")]
    assert left(found)["B5 (fill)"] == "Nobody reported: nothing is stored for it."


def test_a_quarter_over_two_columns_without_a_merged_cell(store: Store) -> None:
    lines = [["Ref", "Q1 25/26", None, "Q2 25/26", None], [None, "RAG", "Update", "RAG", "Update"],
             ["1.1", "G", "One", "A", "Two"]]  # fmt: skip  # a row a line
    assert rows(read(store, book(lines)), "period", "rag", "progress_update") == [
        ("2025-26 Q1", "Green", "One"),
        ("2025-26 Q2", "Amber", "Two"),
    ]


def test_rag_in_a_second_line_under_each_quarter(store: Store) -> None:
    lines = [["Ref", "Q1 25/26", "Q2 25/26"], [None, "RAG", "RAG"], ["1.1", "G", "A"]]
    assert rows(read(store, book(lines)), "period", "rag") == [
        ("2025-26 Q1", "Green"),
        ("2025-26 Q2", "Amber"),
    ]


def test_bare_quarters_go_on_from_a_dated_one_only_in_step(store: Store) -> None:
    lines = [["Ref", "RAG Q3 24/25", "RAG Q4", "RAG Q1"], ["1.1", "G", "A", "R"]]
    assert [row[0] for row in rows(read(store, book(lines)), "period")] == [
        "2024-25 Q3", "2024-25 Q4", "2025-26 Q1",
    ]  # fmt: skip  # a list in few lines
    lines = [["Ref", "RAG Q3 24/25", "RAG Q1", "RAG Q2"], ["1.1", "G", "A", "R"]]
    assert asked(read(store, book(lines))) == ["year|List!A1:D2"]


def test_ethnic_groups_down_or_across_with_totals(store: Store) -> None:
    down = [["CLA"], [], ["Code", "Ethnic group", "Q1 25/26", "Q2 25/26"],
            ["CLA", "Black", 30, 31], ["CLA", "White", 40, 41],
            [None, "Total", 70, 72]]  # fmt: skip  # a row a line
    across = [["Code", "Quarter", "Black", "White", "Total"], ["CLA", "Q1 25/26", 30, 40, 70],
              ["CLA", "Q2 25/26", 31, 41, 72]]  # fmt: skip  # a row a line
    said = {("Black", "2025-26 Q1", 30), ("Black", "2025-26 Q2", 31),
            ("White", "2025-26 Q1", 40), ("White", "2025-26 Q2", 41)}  # fmt: skip  # pairs
    for lines in (down, across):
        found = read(store, book(lines))
        assert {(r.value("ethnic_group"), r.value("period"), r.value("count"))
                for r in found.rows} == said  # fmt: skip  # a set


def test_the_file_says_its_quarter_or_is_asked_and_a_later_day_does_not_count(
    store: Store,
) -> None:
    lines = [["Safeguarding plan, Quarter 4 2025/26"], ["Last updated: 14 April 2026"], [],
             ["Ref", "RAG"], ["1.1", "G"]]  # fmt: skip  # a row a line
    assert read(store, book(lines)).period == "2025-26 Q4"
    found = read(store, book(lines[3:]))
    assert (found.period, found.agency) == ("", "")
    part = next(part for question in found.open for part in question.open
                if part.id == "file|period")  # fmt: skip  # pairs share a line
    assert (part.offered, part.answer) == (0, "")
    assert understand(store, book(lines[3:]), "x", {"file|period": "nonsense"}).period == ""
    assert (
        understand(store, book(lines[3:]), "x", {"file|period": "Q3 25/26"}).period == "2025-26 Q3"
    )


def test_an_answer_that_was_not_offered_is_none(store: Store) -> None:
    content = book([["Ref", "RAG"], ["1.1", "On hold"]])
    assert asked(understand(store, content, "x", {"rag|On hold": "Fantastic"})) == ["rag|On hold"]
    found = understand(store, content, "x", {"rag|On hold": LEAVE_OUT})
    assert (asked(found), left(found)["B2"]) == ([], "Left out, as chosen.")


def test_a_problem_with_a_colour_stands_in_its_cell(store: Store) -> None:
    content = book([["Ref", "RAG Q1 25/26"], ["1.1", None]], {"B2": RED})
    bare = read(store, content)
    made = as_workbook(bare, "2025-26 Q1", "Business unit")
    problem = check_workbook(made, "x", store).errors[0]
    (placed,) = in_own_words(bare, [replace(problem, cell="C2")])
    assert (placed.sheet, placed.cell) == ("List", "B2")


def test_single_letters_are_judged_by_their_column(store: Store) -> None:
    """A is White British to the NHS, and Asian beside W and O, which the NHS does not have."""
    head = ["Code", "Quarter", "Ethnic group", "Count"]
    alone = [head, *(["CLA", "Q1 25/26", code, 30] for code in "AH")]
    found = read(store, book(alone))
    assert rows(found, "ethnic_group") == [("White British",), ("Indian",)]
    initials = [head, *(["CLA", "Q1 25/26", code, 30] for code in "ABWO")]
    found = read(store, book(initials))
    assert (found.rows, asked(found)) == ((), [f"ethnic_group|{code}" for code in "ABWO"])
