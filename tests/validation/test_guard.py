"""Every identifier here is made up; a heading and what stands under it make a column a child's."""

import datetime
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data import contract
from escp_data.model import Problem
from escp_data.rule import CATALOGUE
from escp_data.validation.guard import looks_like_child_record
from tests.made_up import NHS, UPN, codes, nhs_numbers, upns

Grid = list[list[object]]
LIMITED = pytest.mark.timeout(30)
"""Patterns that look back over a text again and again would take hours."""

# --- headings


def under(heading: str, *values: object) -> list[str]:
    """The codes for a column between two others, below a title."""
    rows: Grid = [["Our return"], [], ["Agency", heading, "Count"]]
    rows += [["Police", value, 3] for value in values]
    return [problem.code for problem in looks_like_child_record("S", rows)]


# A kind of text a line, as a table.
# fmt: off
REFUSED = {
    "G05": ["Date of birth", "DOB", "D.O.B.", "Birth date", "DoB (dd/mm/yyyy)", "Child's DOB",
            "DateOfBirth", "date_of_birth", "Child 1 DOB", "Born"],
    "G06": ["Child's name", "Forename", "Surname", "First name", "Full name", "Pupil name",
            "Forename(s)", "Name of child", "CHILD NAME", "Young person's initials"],
    "G07": ["Address", "Home address", "Address line 1", "Child's address", "House number",
            "Street", "Home postcode"],
    "G08": ["Child ID", "Pupil ID", "Case number", "Case ID", "LAC ID", "LCS ID", "Mosaic ID",
            "UPN", "NHS no.", "NHS number", "ULN", "Child no", "Person ID", "Child Mosaic no"],
}
WELCOME = [
    "Course name", "Agency name", "Measure name", "Lead name", "E-mail address", "Children no.",
    "Number of children", "Children involved", "Also known as", "Organisation", "Ref", "Code",
    "LAC no.", "Count of UPN", "No. with an NHS number", "Children with no date of birth",
    "Pupil numbers", "Home", "Owner role", "Completed by", "Course", "Child-level data?",
]
# fmt: on


@pytest.mark.parametrize(("code", "heading"), [(c, h) for c, hs in REFUSED.items() for h in hs])
def test_headings_of_child_level_columns(code: str, heading: str) -> None:
    assert under(heading, "x y") == [code]
    assert under(heading) == []


BESIDE = [
    "{}\ndd/mm/yyyy", "{} dd/mm/yyyy", "{} / EDD", "{}/Age", "Team and {}", "{}, if known", "{}:",
    "{}\nBLOCK CAPITALS", "{} (as it stands on the form, in capitals, please, and without gaps)",
    "1. {}", "{} *", "{} - all", "{} & notes",
]  # fmt: skip  # a list in few lines
"""What stands beside a heading's own words: how to fill it in, or a second heading."""


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize(("code", "heading"), [(c, h) for c, hs in REFUSED.items() for h in hs])
def test_nothing_beside_its_words_hides_a_heading(code: str, heading: str, beside: str) -> None:
    assert code in under(beside.format(heading), "x y")


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("heading", WELCOME)
def test_nothing_beside_its_words_makes_one(heading: str, beside: str) -> None:
    assert under(beside.format(heading), "x y", "z w", "v u", "t s", "r q") == []


@pytest.mark.parametrize("numbers", [(1, 2, 3), (True,), (12,)], ids=str)
@pytest.mark.parametrize(
    ("code", "heading"), [(c, h) for c, hs in REFUSED.items() if c != "G07" for h in hs]
)
def test_a_number_among_the_headings_hides_none(
    code: str, heading: str, numbers: tuple[object, ...]
) -> None:
    """A register with a column for each session, a column of row numbers, a tick."""
    rows: Grid = [["Team", heading, *numbers], *(["A", "x y", *numbers] for _ in range(6))]
    assert code in {problem.code for problem in looks_like_child_record("S", rows)}


@pytest.mark.parametrize(
    "form",
    [
        [1, "Child's name", "Ann Lee"],
        ["Child's name", "Ann Lee", "Age", 14],
        ["Child's name", "Ann Lee", "DOB", datetime.date(2014, 3, 3)],
    ],
)
def test_a_line_of_a_form_has_its_value_beside_it(form: list[object]) -> None:
    assert "G06" in {problem.code for problem in looks_like_child_record("S", [form])}


@pytest.mark.parametrize("value", ["14032010", "20100314", "40251", "2010", 40251])
def test_a_date_of_birth_as_digits_is_no_count(value: object) -> None:
    assert under("DOB", *[value] * 6) == ["G05"]


@pytest.mark.parametrize("heading", WELCOME)
def test_headings_that_are_welcome(heading: str) -> None:
    assert under(heading, "x y", "z w", "v u", "t s", "r q") == []


def test_a_name_column_is_known_by_what_is_in_it() -> None:
    people = ["Made Upname", "Not Aperson", "Nobody Atall", "Invented O'Name"]
    assert under("Name", *people) == ["G06"]
    assert under("Name", *(", ".join(reversed(p.split())) for p in people)) == ["G06"]
    agencies = [
        "Enfield Council",
        "Metropolitan Police",
        "North Central London ICB",
        "Barnet Trust",
    ]
    assert under("Name", *agencies) == []
    assert under("Name", "Safeguarding Level 3", "Anti-racist practice", "Adultification") == []


def test_categories_are_counted_not_listed() -> None:
    """`Street` and `Home address` as places of harm, across the top or down the side."""
    across: Grid = [["Period", "Street", "Home address", "Online"], ["2025-26 Q3", 12, 30, "c"]]
    down: Grid = [["Place", "Count"], ["Street", 12], ["Home address", 30], ["Born", 4]]
    themes: Grid = [["Theme", "Said"], ["Home", "a b"], ["Street", "c d"], ["School", "e f"]]
    for rows in (across, down, themes):
        assert looks_like_child_record("S", rows) == []


_Table = Sequence[Sequence[object]]
_BORN: _Table = [["Agency", "DOB"], ["Police", "x y"]]
_CHILDREN: _Table = [["Sex", "Ethnicity"], *[["M", "BAFR"]] * 6]


@pytest.mark.parametrize("at", [0, 19, 20, 21, 400])
@pytest.mark.parametrize(("code", "table"), [("G05", _BORN), ("G09", _CHILDREN)])
@pytest.mark.parametrize(
    "above", [[], [[None, " "]], [[], ["Our children"], ["in full"]], [["A", "B"], []]]
)
def test_headings_are_sought_wherever_a_table_may_begin(
    at: int, code: str, table: _Table, above: _Table
) -> None:
    """In the top twenty rows, after a blank row, and where a row is wider than the one above."""
    notes: _Table = [["A note"]] * (at + 1)
    found = looks_like_child_record("S", [*notes, *above, *table])
    assert [problem.code for problem in found] == [code]


def test_the_rows_of_a_long_table_are_no_headings() -> None:
    rows: _Table = [["Agency", "Theme", "Said"], *[["Police", "Home", "a b"]] * 30]
    after = [["Police", "Date of birth", "asked"], *[["Police", "Home", "a b"]] * 5]
    assert looks_like_child_record("S", [*rows, *after]) == []


def test_a_form_about_one_child() -> None:
    born = datetime.date(2014, 3, 3)
    form: Grid = [["Date of birth", born], [None, None], ["Home address", "A b"]]
    assert [(p.code, p.cell) for p in looks_like_child_record("Form", form)] == [
        ("G05", "A1"),
        ("G07", "A3"),
    ]


# --- one row for each child


def test_age_sex_and_ethnicity_without_a_count() -> None:
    rows: Grid = [["Age", "Gender", "Ethnicity", "Outcome"]]
    rows += [[n, "F", "WBRI", "None"] for n in range(5)]
    assert [(p.code, p.cell) for p in looks_like_child_record("S", rows)] == [("G09", "A1")]
    assert looks_like_child_record("S", rows[:-1]) == []


def test_ages_that_repeat_are_children_and_a_table_by_age_is_not() -> None:
    said: Grid = [["Age", "What I said"], *([n % 3 + 9, "a b"] for n in range(9))]
    assert [p.code for p in looks_like_child_record("S", said)] == ["G09"]
    table: Grid = [
        ["Age", "2024-25", "2025-26"],
        *([n, n * 3, "c"] for n in range(18)),
    ]
    assert looks_like_child_record("S", table) == []


def test_numbered_children() -> None:
    assert under("Child", *(f"Child {n}" for n in range(5))) == ["G09"]
    assert under("Child", "Yes", "No", "Yes", "No", "Yes", "No") == []


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Line", range(1, 7)),
        ("Year", [2024] * 6),
        ("Country", ["Wales"] * 6),
        ("Said", ["x y", 2] * 2 + ["z w"] * 3),
    ],
)
def test_a_column_that_counts_nobody(heading: str, values: Sequence[object]) -> None:
    rows: Grid = [[heading, "Sex", "Ethnicity"], *[[value, "M", "BAFR"] for value in values]]
    assert [p.code for p in looks_like_child_record("S", rows)] == ["G09"]


@pytest.mark.parametrize("count", ["Count", "Number", "Children", "2025-26 Q3", None])
def test_counts_by_ethnicity_and_sex_are_welcome(count: object) -> None:
    rows: Grid = [["Code", "Period", "Ethnic group", "Sex", count]]
    rows += [["CP01", "2025-26 Q3", group, "F", "c"] for group in ("WBRI", "BAFR", "NOBT") * 3]
    assert looks_like_child_record("S", rows) == []


@pytest.mark.parametrize("count", ["Count", "Number", "No. of children", "2025-26 Q3", "Q1"])
def test_a_table_whose_counts_are_still_blank_is_welcome(count: str) -> None:
    rows: Grid = [["Ethnic group", "Sex", count]]
    rows += [[group, "F", None] for group in ("WBRI", "BAFR", "NOBT") * 3]
    assert looks_like_child_record("S", rows) == []


def test_single_ages_once_each_are_a_table() -> None:
    rows: Grid = [["Age", "Comment"], *[[age, "a b"] for age in range(18)]]
    assert looks_like_child_record("S", rows) == []


@pytest.mark.parametrize("sheet", contract.SHEETS, ids=lambda sheet: sheet.name)
def test_no_sheet_of_the_contract_alarms(sheet: contract.Sheet) -> None:
    """Six rows of each column's own example, under its name or any synonym."""
    widest = max(len(column.also) for column in sheet.columns)
    for nth in range(widest + 1):
        names = [
            (column.name, *column.also)[min(nth, len(column.also))] for column in sheet.columns
        ]
        rows: Grid = [[*names]]
        rows += [[column.example for column in sheet.columns] for _ in range(6)]
        assert looks_like_child_record(sheet.name, rows) == []


# --- what is said


def test_every_kind_is_reported_and_a_column_once() -> None:
    rows: Grid = [["Child's name", "NHS number", "Note"]]
    rows += [["Made Upname", NHS, f"{UPN}, EN1 3XA"] for _ in range(1200)]
    totals = "the dashboard holds totals only."
    more = "(and 1,199 more cells in this column)"
    assert looks_like_child_record("List", rows) == [
        Problem(
            "G06",
            "List",
            "A1",
            f"List!A1: This column looks like people's names. Remove the column; {totals}",
        ),
        Problem(
            "G08",
            "List",
            "B1",
            "List!B1: This column looks like a number or reference for each child. "
            f"Remove the column; {totals}",
        ),
        Problem(
            "G01",
            "List",
            "B2",
            f"List!B2: This looks like an NHS number {more}. Remove the column; {totals}",
        ),
        Problem(
            "G02",
            "List",
            "C2",
            f"List!C2: Part of this text looks like a unique pupil number {more}. "
            f"Take it out of the text; {totals}",
        ),
        Problem(
            "G04",
            "List",
            "C2",
            f"List!C2: Part of this text looks like a postcode {more}. "
            f"Take it out of the text; {totals}",
        ),
    ]


def test_a_kind_is_reported_where_it_first_stands() -> None:
    rows: Grid = [["DOB", "Note"], ["born 1/2/2013", "x"], ["DOB", "y"], ["born 1/2/2014", "z"]]
    assert [(p.code, p.cell) for p in looks_like_child_record("S", rows)] == [("G05", "A1")]


@given(nhs_numbers(), upns(), st.integers(0, 40), st.integers(0, 40))
def test_no_message_repeats_a_cell(number: str, upn: str, down: int, across: int) -> None:
    blank: Grid = [[] for _ in range(down)]
    row = [*([None] * across), number, upn, "EN1 3XA", "AB123456C", "DOB 01/02/2013 Madeup"]
    problems = looks_like_child_record("S", [*blank, row])
    assert {problem.code for problem in problems} == {"G01", "G02", "G03", "G04", "G05"}
    for problem in problems:
        assert problem.severity == "error"
        for secret in (number, upn, "3XA", "123456", "2013", "Madeup"):
            assert secret not in problem.message


def test_every_code_is_catalogued_in_one_plain_line() -> None:
    refusals = {
        code: rule.line for code, rule in CATALOGUE.items() if rule.family == "Records of children"
    }
    assert sorted(refusals) == [f"G{n:02}" for n in range(1, 10)]
    assert all(
        re.fullmatch(r"A workbook with .{10,80} refused.*\.", line) for line in refusals.values()
    )


@given(st.lists(st.lists(st.text() | st.integers() | st.floats() | st.none() | st.booleans())))
def test_any_grid_is_read_without_a_complaint(rows: Grid) -> None:
    assert isinstance(looks_like_child_record("S", rows), list)


@LIMITED
def test_a_large_sheet_is_read_in_a_moment() -> None:
    """50,000 rows take about 10 ms."""
    rows: Grid = [["Code", "Period", "Agency", "Ethnic group", "Count", "Note"]]
    for n in range(50_000):
        rows.append([f"M{n % 40}", f"2025-26 Q{n % 4}", f"A{n % 12}", "WBRI", float(n % 50), None])
    assert looks_like_child_record("S", rows) == []


@LIMITED
@pytest.mark.parametrize("text", ["Column {}", "Name", "Age", "Child ID"])
def test_a_wide_sheet_is_read_in_a_moment(text: str) -> None:
    rows: Grid = [[text.format(n * m) for n in range(1_000)] for m in range(40)]
    assert {problem.code[0] for problem in looks_like_child_record("S", rows)} <= {"G"}


@LIMITED
@pytest.mark.parametrize(
    "text", ["b ", "1 ", "123 ", "123-", "b.1", "EN1", "born ", "A1", "\u00a0"]
)
def test_a_long_cell_is_read_in_a_moment(text: str) -> None:
    assert set(codes((text * 32_767)[:32_767])) <= set(CATALOGUE)
