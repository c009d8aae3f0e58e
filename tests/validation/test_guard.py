"""Every identifier here is made up: NHS numbers are of the 999 test range, or made by the test."""

import datetime
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data import contract
from escp_data.model import Problem
from escp_data.validation.guard import REFUSALS, looks_like_child_record
from escp_data.validation.identifiers import (
    is_national_insurance_number,
    is_nhs_number,
    is_postcode,
    is_upn,
)

Grid = list[list[object]]
NHS = "999 000 0018"
UPN = "B801200005001"
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
LIMITED = pytest.mark.timeout(30)
"""Patterns that look back over a text again and again would take hours."""
GAPS = st.sampled_from(["", " ", "-", " - ", "\u00a0", "\u2009", "\u2011", "\u2013", "\u200b"])


@st.composite
def nhs_numbers(draw: st.DrawFn) -> str:
    """Ten digits of the test range, with their check digit."""
    nine = "999" + draw(st.from_regex(r"\A[0-9]{6}\Z"))
    total = sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True))
    check = -total % 11
    return nine + str(check) if check < 10 else "9990000018"


@st.composite
def upns(draw: st.DrawFn) -> str:
    """A check letter and 12 digits, or 11 and a letter for a temporary one."""
    rest = draw(st.from_regex(rf"\A[0-9]{{11}}[0-9{LETTERS}]\Z"))
    values = [int(char) if char.isdigit() else LETTERS.index(char) for char in rest]
    return LETTERS[sum(v * w for v, w in zip(values, range(2, 14), strict=True)) % 23] + rest


def codes(value: object) -> list[str]:
    """The codes the guard gives for one cell under a plain heading."""
    return [problem.code for problem in looks_like_child_record("S", [["Note"], [value]])]


# --- numbers with a check digit


@given(nhs_numbers(), GAPS, GAPS)
def test_an_nhs_number_is_found_in_any_spacing(number: str, one: str, two: str) -> None:
    spaced = f"{number[:3]}{one}{number[3:6]}{two}{number[6:]}"
    assert is_nhs_number(spaced)
    assert codes(spaced) == ["G01"]
    assert codes(f"Seen on 14/01/2026, NHS no.{spaced}; moved since.") == ["G01"]


@given(nhs_numbers())
def test_an_nhs_number_is_found_as_a_number(number: str) -> None:
    assert codes(int(number)) == codes(float(number)) == codes(f"{number}.0") == ["G01"]


@given(nhs_numbers(), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_no_nhs_number(number: str, at: int, by: int) -> None:
    wrong = f"{number[:at]}{(int(number[at]) + by) % 10}{number[at + 1 :]}"
    assert not is_nhs_number(wrong)
    assert codes(wrong) == codes(int(wrong)) == []


@given(nhs_numbers(), st.integers(0, 8))
def test_two_digits_swapped_are_no_nhs_number(number: str, at: int) -> None:
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    assert is_nhs_number(swapped) == (swapped == number)


def test_one_in_eleven_of_an_issued_range_and_none_elsewhere() -> None:
    thousand = sum(is_nhs_number(str(n)) for n in range(9_990_000_000, 9_990_011_000))
    assert thousand == pytest.approx(1000, abs=1)
    found = {
        start: sum(is_nhs_number(f"{start:0<7}{n:03}") for n in range(11 * 11))
        for start in ("0", "1", "2", "3", "4", "5", "6", "70", "71", "77", "79", "8", "9")
    }
    assert {start for start, times in found.items() if times} == {"4", "6", "70", "9"}
    assert {times for times in found.values() if times} <= {10, 11, 12}


def test_a_check_digit_of_ten_is_never_issued() -> None:
    """999 000 000 to 999 000 099 without a tenth digit that works: one in eleven."""
    stems = [f"9990000{n:02}" for n in range(99)]
    assert sum(not any(is_nhs_number(f"{stem}{d}") for d in range(10)) for stem in stems) == 9


@given(upns(), st.sampled_from(["", " ", "-"]), st.booleans())
def test_a_upn_is_found_in_any_spacing(upn: str, gap: str, small: bool) -> None:
    spaced = gap.join([upn[0], upn[1:4], upn[4:8], upn[8:10], upn[10:]])
    spaced = spaced.lower() if small and not gap else spaced
    assert is_upn(spaced)
    assert "G02" in codes(spaced)
    assert "G02" in codes(f"Pupil {spaced}, back in school")


@given(upns(), st.integers(1, 11), st.integers(1, 9))
def test_one_wrong_digit_is_no_upn(upn: str, at: int, by: int) -> None:
    assert not is_upn(f"{upn[:at]}{(int(upn[at]) + by) % 10}{upn[at + 1 :]}")


@given(upns(), st.sampled_from(LETTERS))
def test_another_check_letter_is_no_upn(upn: str, letter: str) -> None:
    assert is_upn(letter + upn[1:]) == (letter == upn[0])


@given(upns(), st.integers(1, 10))
def test_two_digits_swapped_are_no_upn(upn: str, at: int) -> None:
    swapped = upn[:at] + upn[at + 1] + upn[at] + upn[at + 2 :]
    assert is_upn(swapped) == (swapped == upn)


def test_a_small_letter_before_spaced_digits_is_no_upn() -> None:
    assert is_upn("B 801 2000 05 001")
    assert not is_upn("b 801 2000 05 001")


def test_published_examples_of_check_letters() -> None:
    """From the documentation of python-stdnum: the first is right, the second is not."""
    assert is_upn("B801200005001")
    assert not is_upn("A801200005001")


@pytest.mark.parametrize("text", ["QQ123456C", "AB 12 34 56 C", "ab123456c", "AB-12-34-56-D"])
def test_national_insurance_numbers(text: str) -> None:
    assert is_national_insurance_number(text) == (text[0] != "Q")


def test_a_sentence_is_not_a_national_insurance_number() -> None:
    assert codes("Open at 10 20 30 a day") == codes("BG123456A") == codes("AB123456E") == []


# fmt: off
@pytest.mark.parametrize(
    "text",
    ["EN1 3XA", "en1 3xa", "EN13XA", "N9 9AA", "N99AA", "SW1A 1AA", "EC1A 1BB", "W1A 0AX", "M1 1AE",
     "B33 8TH", "CR2 6XH", "DN55 1PT", "EN1\u00a03XA", "SW1 2AB", "CR0 4YR"],
)
def test_postcodes(text: str) -> None:
    assert is_postcode(text)
    assert codes(text) == codes(f"Held at the hall, {text}.") == ["G04"]


@pytest.mark.parametrize(
    "text",
    ["EN1", "Q3 2025", "S11 and", "S11 2nd audit", "S17 1st visit", "W2 3rd week", "B1 2yr olds",
     "S47 4th", "S11AR", "M12ED", "ZZ1 1AA", "EN1 3CA", "KS2 3PR", "A1 2BD", "EN1A 3XA"],
)
def test_what_only_resembles_a_postcode(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("text", ["DOB: 01/02/2013", "born 3rd March 2014", "D.O.B 2014-03-03"])
def test_a_date_of_birth_in_a_text(text: str) -> None:
    assert codes(f"A boy, {text}, was seen.") == ["G05"]


# --- what must not annoy


@pytest.mark.parametrize(
    "text",
    # Telephone numbers, most from Ofcom's ranges for drama.
    ["020 7946 0018", "02079460018", "(020) 7946 0018", "+44 20 7946 0018", "0207 946 0018",
     "+44 (0)20 7946 0018", "07700 900123", "07700900123", "+447700900123", "+44 7700 900 123",
     "0808 157 0192", "08081570192", "0113 496 0018", "01632 960018", "+1 999 000 0018",
     "+44 999 000 0018",
     "7700 900123", "7700900123", "2079460018", "1632960018", "tel 020-7946-0018 ext. 1234",
     # Periods, dates and meetings.
     "2025-26 Q3", "2025-26", "2024/25 academic", "Oct-Dec 2025", "14/01/2026", "14 Jan 2026",
     "2026-01-14T10:30:00", "Met on 14 January 2026 at 10.30am", "Project born in 2024",
     "3 of 12 born in 2014, 4 in 2015", "Births 2024-25 Q3 12", "Birth 1 to 2 years", "20260114",
     # References, codes, money, measures.
     "2024/0123456", "Ref 2024/0123456", "CR/2025/00123", "URN 102012", "1234567", "AB12 CDE",
     "£9,990,000,018", "9,990,000,018", "0.9990000018", "9990000018.5", "12.5%", "1 in 11",
     "WBRI", "BOTH", "NOBT", "99", "REFU", "W1", "A3", "c", "[c]", "CP01", "DISP-3a", "1.1; 1.2",
     "978-0-00-000000-2", "a@example.org", "https://example.org/a/29990000018", "EN1, EN3 and N9",
     "10.1.2.3", "S11", "S175", "Section 47: 12 of 30", "Year 6, KS2", "999", "=SUM(A1:A9)"],
)
def test_false_alarms_in_a_cell(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "value",
    [0, 12, -4, 1.5, True, 9990000018.5, 3_999_999_999, 10_000_000_004, 7_700_900_123, 2079460018,
     float("nan"), float("inf"), None, datetime.date(2014, 3, 3), 10**40, ""],
)
def test_false_alarms_in_a_number_cell(value: object) -> None:
    assert codes(value) == []


# fmt: on


@given(st.integers(0, 3_999_999_999) | st.integers(10_000_000_000))
def test_no_count_of_children_alarms(count: int) -> None:
    assert codes(count) == []


@pytest.mark.parametrize("stem", ["020 7946 0", "0207 946 0", "01632 960", "07700 900"])
def test_no_telephone_number_alarms(stem: str) -> None:
    for n in range(1000):
        assert codes(f"Ring {stem}{n:03} or text {stem.replace(' ', '')}{n:03}.") == []


# --- headings


def under(heading: str, *values: object) -> list[str]:
    """The codes for a column between two others, below a title."""
    rows: Grid = [["Our return"], [], ["Agency", heading, "Count"]]
    rows += [["Police", value, 3] for value in values]
    return [problem.code for problem in looks_like_child_record("S", rows)]


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


def test_headings_are_sought_in_the_top_twenty_rows() -> None:
    for at, expected in ((19, ["G05"]), (20, [])):
        rows: Grid = [["A note"] for _ in range(at)]
        rows += [["Agency", "DOB"], ["Police", "x y"]]
        assert [p.code for p in looks_like_child_record("S", rows)] == expected


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
    assert list(REFUSALS) == [f"G{n:02}" for n in range(1, 10)]
    assert all(
        re.fullmatch(r"A workbook with .{10,80} refused.*\.", line) for line in REFUSALS.values()
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
    assert set(codes((text * 32_767)[:32_767])) <= set(REFUSALS)
