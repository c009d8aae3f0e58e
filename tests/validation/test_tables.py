"""Tables: headers under titles, synonyms, merged cells, totals, notes, and what is said of them."""

from dataclasses import replace
from typing import Any

import pytest

from escp_data.contract import (
    AGENCIES,
    ETHNICITY_COUNTS,
    MEASURE_VALUES,
    POPULATION,
    PROGRESS,
    SHEETS,
    TRAINING,
    VOICE,
    Sheet,
)
from escp_data.excel.workbook import Grid
from escp_data.model import Problem
from escp_data.text.clean import fold
from escp_data.validation.cells import NEVER_CALCULATED, Formula
from escp_data.validation.headings import cell_name
from escp_data.validation.tables import Cover, Row, Table, match_sheets, read_cover, read_table

HEADER = ["Ref", "Period", "RAG"]
COUNTS = ["Code", "Period", "Agency", "Ethnic group", "Count"]
POLICE = "Metropolitan Police"


def grid(*rows: list[Any], name: str = "Progress", **more: Any) -> Grid:
    width = max(map(len, rows))
    return Grid(name, [row + [None] * (width - len(row)) for row in rows], **more)


def data(table: Table) -> list[tuple[int, list[object]]]:
    """Each row's number and the values of the columns that the sheet has."""
    here = [i for i, position in enumerate(table.positions) if position is not None]
    return [(row.number, [row.values[i] for i in here]) for row in table.rows]


def test_a_plain_table() -> None:
    table = read_table(grid(HEADER, ["1.1", "2025-26 Q3", "Red"]), PROGRESS)
    assert table == Table(
        PROGRESS,
        "Progress",
        header=1,
        positions=(0, 1, 2, *[None] * 11),
        rows=(Row(2, ["1.1", "2025-26 Q3", "Red", *[None] * 11]),),
    )
    assert [table.cell(2, name) for name in ("ref", "rag", "impact")] == ["A2", "C2", ""]


def test_a_header_under_titles_with_columns_in_another_order() -> None:
    table = read_table(
        grid(
            ["Enfield Safeguarding Children Partnership"],
            [],
            ["Progress", None, "Ref"],
            [None, "RAG", "Next steps", "Period", "Ref"],
            [],
            ["x", "Red", "Meet", "2025-26 Q3", "1.1"],
            ["a note of our own"],
        ),
        PROGRESS,
    )
    assert (table.header, data(table)) == (4, [(6, ["1.1", "2025-26 Q3", "Red", "Meet"])])
    assert (table.cell(6, "ref"), table.problems) == ("E6", ())


@pytest.mark.parametrize(
    "headings",
    [
        ["REF", "period", " Rag "], ["Ref.", "Period:", "RAG*"],
        ["Action ref", "Quarter", "RAG status"], ["Reference", "Reporting\nperiod", "RAG rating"],
        ["Ref (see note 1)", "Period", "RAG\n(R/A/G)"],
        ["Ref\u00a0no", "Qtr", "B R A G"], ["Action no", "Time_period", "Status [1]"],
    ],
)  # fmt: skip  # a table, a row a line
def test_headings_as_people_write_them(headings: list[Any]) -> None:
    table = read_table(grid(headings, ["1.1", "Q3", "Red"]), PROGRESS)
    assert (data(table), table.problems) == ([(2, ["1.1", "Q3", "Red"])], ())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_name_stands_for_two_columns_of_a_sheet(sheet: Sheet) -> None:
    """But for No where a sheet has a Number of its own, which it is there, the first of the two."""
    known = [{fold(name) for name in (column.name, *column.also)} for column in sheet.columns]
    names = [name for each in known for name in each]
    twice = {name for name in names if names.count(name) > 1}
    assert twice == ({"no"} if sheet.name in ("Recommendations", "Challenges") else set())


def test_a_columns_own_name_comes_before_a_synonym() -> None:
    headings = [*HEADER, "Comments", "Progress update"]
    table = read_table(grid(headings, ["1.1", "Q3", "Red", "Old", "New"]), PROGRESS)
    assert data(table) == [(2, ["1.1", "Q3", "Red", "New"])]
    assert table.problems == (
        Problem(
            "S04",
            "Progress",
            "D1",
            "Progress!D1: Progress update was read from column E, so this column was not read. "
            "If it matters, put both into one.",
            "warning",
        ),
    )


def test_the_same_heading_twice_is_an_error() -> None:
    table = read_table(grid([*HEADER, "rag"], ["1.1", "Q3", "Red", "Green"]), PROGRESS)
    message = "Progress!D1: Column C is headed RAG too. Rename or delete one of them."
    assert table.problems == (Problem("S03", "Progress", "D1", message),)


def test_a_heading_that_is_nearly_one_of_ours_is_asked_about() -> None:
    table = read_table(grid([*HEADER, "Progres update", "Owner"], ["1.1", "Q3", "Red"]), PROGRESS)
    message = (
        'Progress!D1: Column D is headed "Progres update"; did you mean Progress update? '
        "Its column was not read."
    )
    assert table.problems == (Problem("S04", "Progress", "D1", message, "warning"),)


def test_a_missing_heading_is_named_with_the_row_that_comes_closest() -> None:
    table = read_table(grid(["Title"], ["Ref", "Perod", "RAG"], ["1.1", "Q3", "Red"]), PROGRESS)
    message = (
        "Progress!A2: No row in the top 20 has every heading that this sheet needs. "
        'Row 2 comes closest, and lacks Period. Column B is headed "Perod"; did you mean Period?'
    )
    assert table == Table(
        PROGRESS, "Progress", problems=(Problem("S02", "Progress", "A2", message),)
    )


def test_no_heading_at_all() -> None:
    table = read_table(grid(["1.1", "Q3", "Red"]), PROGRESS)
    message = (
        "Progress: No row in the top 20 has every heading that this sheet needs. "
        "Put Ref, Period and RAG above the columns, as the template has them."
    )
    assert table.problems == (Problem("S02", "Progress", "", message),)


def test_the_header_may_be_row_twenty_and_no_lower() -> None:
    row = ["1.1", "Q3", "Red"]
    assert read_table(grid(*[[]] * 19, HEADER, row), PROGRESS).header == 20
    assert [p.code for p in read_table(grid(*[[]] * 20, HEADER, row), PROGRESS).problems] == ["S02"]


def test_an_empty_sheet_has_no_rows_and_no_problem() -> None:
    assert read_table(Grid("Progress", []), PROGRESS) == Table(PROGRESS, "Progress")
    assert read_table(grid([None, " "]), PROGRESS) == Table(PROGRESS, "Progress")


def test_a_header_merged_over_two_rows() -> None:
    table = read_table(
        grid(
            ["Ref", "This quarter", None],
            [None, "Period", "RAG"],
            ["1.1", "Q3", "Red"],
            merged=((0, 0, 1, 0), (0, 1, 0, 2)),
        ),
        PROGRESS,
    )
    assert (table.header, data(table)) == (2, [(3, ["1.1", "Q3", "Red"])])


def test_blank_rows_are_passed_over_and_numbers_are_the_sheets_own() -> None:
    rows: list[list[Any]] = [[], ["1.1", "Q3", "Red"], [" ", "\u00a0"], ["1.2", "Q3", "Green"]]
    table = read_table(grid(HEADER, *rows), PROGRESS)
    assert [row.number for row in table.rows] == [3, 5]


def test_a_merged_ref_stands_for_every_row_it_spans() -> None:
    """A merged RAG does not: it was judged once, and for which row is anyone's guess."""
    table = read_table(
        grid(
            HEADER,
            ["1.1", "2025-26 Q2", "Red"],
            [None, "2025-26 Q3", None],
            [None, None, None],
            ["1.2", "2025-26 Q3", "Green"],
            merged=((1, 0, 3, 0), (1, 2, 2, 2)),
        ),
        PROGRESS,
    )
    assert data(table) == [
        (2, ["1.1", "2025-26 Q2", "Red"]),
        (5, ["1.2", "2025-26 Q3", "Green"]),
    ]
    assert [(row.number, row.values[:3]) for row in table.unfilled] == [
        (3, ["1.1", "2025-26 Q3", None])
    ]


@pytest.mark.parametrize("word", ["Total", "TOTALS", "Grand total", "Sub-total", " Total:"])
def test_totals_rows_are_kept_apart(word: str) -> None:
    headings = ["Code", "Period", "Agency", "Numerator"]
    row = ["REFER", "Q3", POLICE, 12]
    for place in range(3):
        total: list[Any] = [None, None, None, 12]
        total[place] = word
        table = read_table(grid(headings, row, total), MEASURE_VALUES)
        assert data(table) == [(2, row)]
        assert [each.number for each in table.totals] == [3]


def test_a_totals_row_whose_word_stands_beside_the_table() -> None:
    table = read_table(
        grid([None, *HEADER, "Impact"], [None, "1.1", "Q3", "Red"], ["Total", None, None, None, 1]),
        PROGRESS,
    )
    assert ([row.number for row in table.rows], [row.number for row in table.totals]) == ([2], [3])


@pytest.mark.parametrize(
    "word",
    ["Total", "All", "Overall", "All incl. unclassified", "Total children", "All ethnic groups"],
)
def test_a_total_among_ethnic_groups_is_kept_to_be_compared(word: str) -> None:
    table = read_table(
        grid(
            COUNTS,
            ["CLA", "2024-25", POLICE, "Black", 118],
            ["CLA", "2024-25", POLICE, word, 372],
            ["CLA", "2025-26", POLICE, "Black", 120],
        ),
        ETHNICITY_COUNTS,
    )
    assert [row.number for row in table.rows] == [2, 4]
    assert table.totals == (Row(3, ["CLA", "2024-25", POLICE, word, 372]),)


def test_a_name_that_begins_with_total_is_a_name() -> None:
    row = ["Total Respect training", "Q3", POLICE, 12]
    table = read_table(grid(["Course", "Period", "Agency", "Places attended"], row), TRAINING)
    assert (data(table), table.totals) == ([(2, row)], ())
    codes = grid(["Code", "Period", "Numerator"], ["TOTAL-CLA", "Q3", 12])
    assert read_table(codes, MEASURE_VALUES).totals == ()


def test_notes_below_a_table_are_not_rows() -> None:
    notes: list[list[Any]] = [[], ["Source: the activity groups"], ["* Judged by the lead"]]
    table = read_table(grid(HEADER, ["1.1", "Q3", "Red"], *notes), PROGRESS)
    assert ([row.number for row in table.rows], table.unfilled) == ([2], ())
    table = read_table(grid(["Agency"], [POLICE], *notes), AGENCIES)
    assert data(table) == [(2, [POLICE])]


def test_a_note_in_a_column_of_words_is_an_update_without_its_ref() -> None:
    headings = [*HEADER, "Progress update"]
    table = read_table(grid(headings, [None, None, None, "Note: paused"]), PROGRESS)
    assert data(table) == [(2, [None, None, None, "Note: paused"])]


def test_rows_filled_in_beforehand_only_are_reported_apart() -> None:
    table = read_table(
        grid(COUNTS, ["CLA", "Q3", POLICE, "Black", None], ["CLA", "Q3", POLICE, "White", 5]),
        ETHNICITY_COUNTS,
    )
    assert ([row.number for row in table.rows], [row.number for row in table.unfilled]) == (
        [3],
        [2],
    )


def test_a_plan_sheet_has_no_rows_filled_in_beforehand() -> None:
    table = read_table(grid(["Agency", "Type"], [POLICE, None]), AGENCIES)
    assert (data(table), table.unfilled) == ([(2, [POLICE, None])], ())
    prepared = ["School pupils", "2024-25", "Black", None]
    table = read_table(grid(["Basis", "Date", "Ethnic group", "Population"], prepared), POPULATION)
    assert len(table.rows) == 1


def test_a_formula_without_a_result_is_never_a_blank() -> None:
    table = read_table(
        grid(HEADER, ["1.1", "Q3", None], uncalculated=frozenset({(1, 2), (1, 7)})), PROGRESS
    )
    assert data(table) == [(2, ["1.1", "Q3", Formula.NO_RESULT])]
    assert table.problems == ()


def test_formulas_in_an_otherwise_blank_row_are_reported_at_once() -> None:
    """They may lie below the last value, where the grid has no rows."""
    table = read_table(
        grid(HEADER, ["1.1", "Q3", "Red"], uncalculated=frozenset({(2, 2), (4, 0)})), PROGRESS
    )
    assert [row.number for row in table.rows] == [2]
    assert [(p.code, p.cell, p.message) for p in table.problems] == [
        ("C02", cell, f"Progress!{cell}: {name} {NEVER_CALCULATED}")
        for cell, name in (("C3", "RAG"), ("A5", "Ref"))
    ]


def test_sheets_are_found_by_any_spelling() -> None:
    named = {"ACTION": "Actions", " progress ": "Progress", "Measure_Values": "Measure values",
             "Voice of the child": "Voice", "Ethnicity": "Ethnicity counts"}  # fmt: skip  # rows
    grids = {name: Grid(name, []) for name in named}
    cover, lists = Grid("Cover sheet", []), Grid("Lists", [])
    matched = match_sheets([cover, lists, *grids.values()])
    assert matched.tables == {ours: grids[name] for name, ours in named.items()}
    assert list(matched.tables) == [sheet.name for sheet in SHEETS if sheet.name in matched.tables]
    assert (matched.cover, matched.problems) == (cover, ())


def test_childrens_voice_with_either_apostrophe() -> None:
    for name in ("Children's voice", "Children’s Voice", "Childrens voice"):
        assert list(match_sheets([Grid(name, [])]).tables) == [VOICE.name]


def test_sheets_that_are_nearly_ours_or_there_twice() -> None:
    names = ["Progress", "Progress (2)", "progress"]
    assert match_sheets([Grid(name, []) for name in names]).problems == (
        Problem("S01", "Progress (2)", "", "Progress (2): This sheet was not read. "
                "If it holds Progress, name it Progress.", "warning"),
        Problem("S05", "progress", "", 'progress: The sheet "Progress" holds Progress too. '
                "Put both into one sheet."),
    )  # fmt: skip  # a list in few lines


def test_a_workbook_with_none_of_our_sheets() -> None:
    matched = match_sheets([Grid("Sheet1", [])])
    assert (matched.tables, matched.cover) == ({}, None)
    assert [(problem.code, problem.sheet) for problem in matched.problems] == [("S06", "")]
    assert matched.problems[0].message.startswith(
        "No sheet is called Plans, Agencies, Priorities, "
    )


def test_cover() -> None:
    sheet = grid(
        ["Quarterly return"],
        [None, "Reporting period:", "2025-26 Q3"],
        [None, "AGENCY", None, POLICE],
        [None, "Completed by (role)"],
        [None, "Agency", "Who returns it"],
        name="Cover",
        uncalculated=frozenset({(3, 4)}),
    )
    expected = Cover(
        "Cover",
        {"period": "2025-26 Q3", "agency": POLICE},
        {"period": "C2", "agency": "D3", "completed_by": "C4"},
    )
    assert read_cover(sheet) == expected
    counted = read_cover(replace(sheet, uncalculated=frozenset({(3, 2)})))
    assert counted.values["completed_by"] is Formula.NO_RESULT


@pytest.mark.parametrize(
    ("column", "name"),
    [(0, "A7"), (25, "Z7"), (26, "AA7"), (701, "ZZ7"), (702, "AAA7"), (16_383, "XFD7")],
)
def test_cell_names(column: int, name: str) -> None:
    assert cell_name(7, column) == name
