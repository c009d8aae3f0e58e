"""A tracker and what was understood of it, as text, without small counts of children."""

from dataclasses import replace
from typing import Any

import pytest

from escp_data.trackers.answers import (
    Cell,
    FoundTable,
    PreviewRow,
    Understood,
    UnderstoodRow,
    Value,
)
from escp_data.trackers.columns import Taken
from escp_data.trackers.questions import Part
from escp_data.trackers.shown import (
    holds_children,
    left_out,
    line_name,
    part_shown,
    preview,
    reasons,
    rows_shown,
)

COUNTS = ("Ethnicity counts", ("ethnic_group", "count", ""))


def found(*rows: tuple[str, ...], fills: tuple[str, ...] = (), turned: bool = False) -> FoundTable:
    """A table at B4, its first row a heading."""
    width = len(rows[0])
    none = ("",) * width
    lines = [
        PreviewRow(4 + at, row, fills if at == 1 and fills else none) for at, row in enumerate(rows)
    ]
    letters = ("B", "C", "D", "E")[:width]
    return FoundTable(
        "Data!B4:D9", "Data", "B4:D9", (4,), turned, "", "shape", "", "", (), letters, tuple(lines)
    )


def taken(table: FoundTable, sheet: str, fields: tuple[str, ...]) -> FoundTable:
    """The table's columns, from B on, as these fields of a sheet."""
    columns = (Taken(at, "", field.capitalize(), "", field) for at, field in enumerate(fields, 1))
    return replace(table, becomes=sheet, columns=tuple(columns))


def shown(table: FoundTable, sheet: str, fields: tuple[str, ...]) -> list[list[str]]:
    """The preview's rows without their numbers."""
    return [row[1:] for row in preview(taken(table, sheet, fields)).to_numpy().tolist()]


def row(sheet: str, **values: Any) -> UnderstoodRow:
    """A row as it would be stored; each value from a cell of its own."""
    return UnderstoodRow(
        sheet,
        tuple(
            Value(field, field.capitalize(), value, (f"Data!B{at}",), str(value), "")
            for at, (field, value) in enumerate(values.items(), 5)
        ),
    )


def counted(group: str, count: int, code: str = "CLA") -> UnderstoodRow:
    return row("Ethnicity counts", code=code, ethnic_group=group, count=count)


def understood(*rows: UnderstoodRow, cells: tuple[Cell, ...] = ()) -> Understood:
    return Understood("tracker.xlsx", "", "", "", (), (), rows, cells, ())


def test_the_sheet_as_it_is_with_its_colours_named() -> None:
    table = found(("Ref", "RAG"), ("1.1", ""), ("2.1", "5"), fills=("", "92D050"))
    frame = preview(taken(table, "Progress", ("ref", "rag")))
    assert list(frame.columns) == ["Row", "B: Ref", "C: Rag"]
    assert frame.to_numpy().tolist() == [
        ["4", "Ref", "RAG"],
        ["5", "1.1", "(fill 92D050)"],
        ["6", "2.1", "5"],
    ]


@pytest.mark.parametrize(
    ("position", "turned", "name"),
    [(0, False, "Column A"), (26, False, "Column AA"), (0, True, "Row 1"), (26, True, "Row 27")],
)
def test_a_line_is_called_as_its_sheet_calls_it(position: int, turned: bool, name: str) -> None:
    assert line_name(found(("Ref",), turned=turned), position) == name


def test_large_counts_stand_as_they_are() -> None:
    rows = [("Group", "Children", "%"), ("Asian", "20", "40%"), ("Black", "1,030", "60%")]
    assert shown(found(*rows), *COUNTS) == [list(each) for each in rows]


@pytest.mark.parametrize("small", ["3", " 3 ", "3.0", "3*", "~3", "[3]"])
def test_one_small_count_hides_every_number_of_its_table(small: str) -> None:
    """The total in the last row, or a percentage, would give it away."""
    table = found(
        ("Group", "2025", "Share"),
        ("Asian", "20", "87%"),
        ("Black", small, "13%"),
        ("Total", "23", "100.0"),
    )
    assert shown(table, *COUNTS) == [
        ["Group", "2025", "Share"],
        ["Asian", "[c]", "[c]"],
        ["Black", "[c]", "[c]"],
        ["Total", "[c]", "[c]"],
    ]


def test_words_around_a_small_count_stay() -> None:
    table = found(("Group", "Children", "Note"), ("Black", "3 boys", "Q3, see priority 3"))
    assert shown(table, *COUNTS)[1] == ["Black", "[c] boys", "Q3, see priority 3"]
    table = found(("Group", "Children", "Note"), ("Black", "III", "Three meetings"))
    assert shown(table, *COUNTS)[1] == ["Black", "[c]", "Three meetings"]


def test_a_lone_small_number_is_hidden_whatever_its_column() -> None:
    table = found(("Group", "Children", "No."), ("Black", "30", "2"))
    assert shown(table, *COUNTS)[1] == ["Black", "30", "[c]"]


def test_a_table_on_its_side_is_read_as_counts_all_over() -> None:
    table = found(("Group", "Asian"), ("Children", "4"), ("Total", "44"), turned=True)
    assert shown(table, *COUNTS) == [["Group", "Asian"], ["Children", "[c]"], ["Total", "[c]"]]


def test_children_who_took_part_are_hidden_and_refs_stay() -> None:
    table = found(("Ref", "Children"), ("1.1", "4"), ("2.1", "14"))
    assert shown(table, "Voice", ("ref", "children_involved")) == [
        ["Ref", "Children"],
        ["1.1", "[c]"],
        ["2.1", "14"],
    ]


def test_what_would_be_stored_beside_its_cells() -> None:
    rows = (row("Progress", ref="1.1", period="2025-26 Q3", rag="Green", impact="Emerging"),
            counted("Asian", 20), counted("Black", 1030))  # fmt: skip  # a row a line
    frame = rows_shown(understood(*rows))
    assert list(frame.columns) == ["Sheet", "Action or measure", "Would be stored", "From"]
    assert frame.to_numpy().tolist() == [
        [
            *["Progress", "1.1, 2025-26 Q3", "Rag: Green; Impact: Emerging"],
            "Data!B5, Data!B6, Data!B7, Data!B8",
        ],
        ["Ethnicity counts", "CLA, Asian", "Count: 20", "Data!B5, Data!B6, Data!B7"],
        ["Ethnicity counts", "CLA, Black", "Count: 1030", "Data!B5, Data!B6, Data!B7"],
    ]


def test_a_small_count_hides_every_number_of_its_measure() -> None:
    total = row("Measure values", code="CLA", numerator=53, denominator=900.5, note="Total")
    frame = rows_shown(
        understood(counted("Asian", 50), counted("Black", 3), total, counted("Asian", 60, "CIN"))
    )
    assert list(frame["Would be stored"]) == [
        "Count: [c]",
        "Count: [c]",
        "Numerator: [c]; Denominator: [c]; Note: Total",
        "Count: 60",
    ]


def test_cells_left_out_say_why_and_no_total() -> None:
    cells = (
        Cell("Data", "C5", "3", True, ""),
        Cell("Data", "C9", "53", False, "It is in a total."),
        Cell("Data", "A1", "Returns 2025", False, "It is outside the tables."),
        Cell("Data", "D9", "2", False, "Its column is not used."),
        Cell("Data", "C8", "3 boys", False, "Nothing stands beside it in this line."),
    )
    why = [each.reason for each in cells[1:]]
    rows = [counted("Asian", 50), counted("Black", 3)]

    def said(found: Understood) -> list[str]:
        frame = left_out(found)
        assert list(frame.columns) == ["Sheet", "Cell", "It says", "Why it is left out"]
        assert list(frame["Why it is left out"]) == why
        return list(frame["It says"])

    assert said(understood(*rows, cells=cells)) == ["[c]", "Returns 2025", "[c]", "[c] boys"]
    assert said(understood(rows[0], cells=cells)) == ["53", "Returns 2025", "[c]", "[c] boys"]
    assert said(understood(row("Progress", ref="1.1"), cells=cells)) == [
        *["53", "Returns 2025", "2", "3 boys"]
    ]


@pytest.mark.parametrize(
    ("secret", "written", "said"),
    [
        (True, "3 boys", "[c] boys"),
        (True, "Three boys", "[c]"),
        (False, "Three boys", "Three boys"),
        (True, "~1,000", "~1,000"),
        (True, "between 2 and 13", "between [c] and 13"),
        (True, "2.5 or so", "2.5 or so"),
        (False, "3", "3"),
    ],
)
def test_what_is_asked_says_no_small_count(secret: bool, written: str, said: str) -> None:
    assert part_shown(asked(secret), written) == said


def asked(secret: bool) -> Part:
    return Part("count|x", "x", (), "", (), secret=secret)


@pytest.mark.parametrize("threshold", [10], indirect=True)
def test_counts_up_to_ten_are_hidden_where_the_threshold_is_ten(threshold: int) -> None:
    written = "7 boys, 10 girls, 11 in all"
    table = found(("Group", "Children"), ("Black", written), ("White", f"{threshold}"))
    assert [line[1] for line in shown(table, *COUNTS)[1:]] == [
        *["[c] boys, [c] girls, 11 in all", "[c]"]
    ]
    assert part_shown(asked(True), written) == "[c] boys, [c] girls, 11 in all"


def test_which_sheets_hold_counts_of_children() -> None:
    sheets = ("", "Progress", "Training", "Measure values", "Ethnicity counts", "Voice")
    assert [holds_children(sheet) for sheet in sheets] == [False, False, False, True, True, True]


def test_days_are_in_words() -> None:
    frame = rows_shown(understood(row("Actions", ref="1.1", due_date="2026-09-30")))
    assert list(frame["Would be stored"]) == ["Due_date: 30 September 2026"]


def test_the_reasons_for_leaving_cells_out_are_counted() -> None:
    why = ("It is a heading.", "Its column is not used. Ref is read from column A.",
           "Its column is not used. Measure values has no column for it.", "It is in a total.",
           "It is a heading.", "It is a heading.")  # fmt: skip  # a list in few lines
    cells = tuple(Cell("Data", f"A{at}", "x", False, each) for at, each in enumerate(why, 1))
    assert reasons(understood(cells=cells)).to_numpy().tolist() == [
        [3, "It is a heading"],
        [2, "Its column is not used"],
        [1, "It is in a total"],
    ]
