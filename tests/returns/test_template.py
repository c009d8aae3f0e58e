"""The template: made from the contract, read back without a problem, useful in LibreOffice."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from escp_data.contract import COVER, RAG, SHEETS, VERSION
from escp_data.contract import sheet as sheet_named
from escp_data.errors import EscpError, NotFound
from escp_data.returns.dropdowns import LONGEST_PROMPT, prompt
from escp_data.returns.prefill import prefill, read_period
from escp_data.returns.template import FIRST_ROW, HEADER_ROW, template
from escp_data.store.database import Store
from escp_data.text.clean import fold
from escp_data.text.nearest import nearest
from escp_data.validation.beside import LISTS_SHEET
from escp_data.validation.checks import check_workbook
from tests.libreoffice import needs_libreoffice, resaved
from tests.stores import plan_store, put, return_workbook

QUARTER = "2024-25 Q3"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The small plan, with counts of looked-after children by two groups, one of them small."""
    store = plan_store(tmp_path)
    counts = [
        {"Code": "CLA", "Agency": "Enfield Council", "Ethnic group": group, "Count": count}
        for group, count in (("White", 40), ("Black", 3))
    ]
    total = [{"Code": "CLA", "Agency": "Enfield Council", "Numerator": 43}]
    sheets: dict[str, Any] = {"Ethnicity_counts": counts, "Measure_values": total}
    put(store, return_workbook("2024-25 Q2", **sheets), "counts.xlsx", "2024-10-11")
    return store


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def saved(book: Workbook) -> bytes:
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows below the headings, each as a dictionary of what is filled in."""
    headings = [cell.value for cell in sheet[HEADER_ROW]]
    rows = sheet.iter_rows(min_row=FIRST_ROW, values_only=True)
    pairs = (zip(headings, row, strict=True) for row in rows)
    return [{str(h): value for h, value in row if value is not None} for row in pairs]


def fill_in(book: Workbook, **rows: dict[str, Any]) -> None:
    """Write values into the first row of sheets, by heading."""
    for name, values in rows.items():
        sheet = book[name.replace("_", " ")]
        headings = [cell.value for cell in sheet[HEADER_ROW]]
        for heading, value in values.items():
            sheet.cell(FIRST_ROW, headings.index(heading) + 1).value = value


def test_an_empty_template_has_every_sheet_with_the_contracts_own_headings() -> None:
    book = opened(template())
    assert book.sheetnames == ["Cover", *(each.name for each in SHEETS), LISTS_SHEET]
    assert book[LISTS_SHEET].sheet_state == "hidden"
    for each in SHEETS:
        headings = [cell.value for cell in book[each.name][HEADER_ROW]]
        assert headings == [column.name for column in each.columns]


def test_the_cover_has_the_labels_the_reader_knows_and_the_contracts_version() -> None:
    cover = opened(template("Q3 25/26", "Enfield Council"))["Cover"]
    labels = {row[0]: row[1] for row in cover.iter_rows(max_col=2, values_only=True) if row[0]}
    assert [labels[column.name] for column in COVER] == [
        "2025-26 Q3", "Enfield Council", None, None, None, VERSION,
    ]  # fmt: skip  # a list in few lines


def test_every_column_has_a_note_and_a_prompt_and_says_whether_it_is_required() -> None:
    book = opened(template())
    for sheet in SHEETS:
        page = book[sheet.name]
        prompts = {rule.promptTitle: rule.prompt for rule in page.data_validations.dataValidation}
        assert prompts == {column.name[:32]: prompt(column) for column in sheet.columns}
        for place, column in enumerate(sheet.columns, start=1):
            note = page.cell(HEADER_ROW, place).comment
            assert note is not None
            assert column.help in note.text
            above = page.cell(HEADER_ROW - 1, place).value
            assert bool(above) == (column.required or "Blank: " in column.help)


def test_no_prompt_is_longer_than_excel_allows() -> None:
    longest = max(len(prompt(column)) for sheet in SHEETS for column in sheet.columns)
    assert longest < LONGEST_PROMPT


def test_columns_of_text_are_formatted_as_text_so_that_a_ref_stays_a_ref() -> None:
    page = opened(template())["Progress"]
    assert page.column_dimensions["A"].number_format == "@"
    assert opened(template())["Voice"].column_dimensions["A"].number_format == "dd/mm/yyyy"


def lists(content: bytes) -> Iterator[tuple[str, str, list[Any]]]:
    """Every drop-down list: its sheet, its column's heading, and what it offers."""
    book = opened(content)
    for page in book.worksheets:
        for rule in page.data_validations.dataValidation:
            if rule.type == "list":
                sheet, area = book.defined_names[rule.formula1].attr_text.split("!")
                cells = book[sheet.strip("'")][area.replace("$", "")]
                yield page.title, str(rule.promptTitle), [cell.value for (cell,) in cells]


def offered(content: bytes) -> dict[tuple[str, str], list[Any]]:
    return {(sheet, heading): values for sheet, heading, values in lists(content)}


def test_lists_offer_choices_and_what_the_store_knows(store: Store) -> None:
    found = offered(template(QUARTER, "Met", store))
    assert found["Progress", "RAG"] == list(RAG)
    assert found["Voice", "Ref"] == ["1.1", "2.1", "2.2"]
    assert found["Measure values", "Code"] == ["CLA"]
    assert found["Voice", "Agency"] == ["Enfield Council", "Metropolitan Police", "NHS NCL ICB"]
    assert found["Cover", "Agency"][-1] == "All agencies"
    assert found["Cover", "Period"][:3] == [QUARTER, "2024-25 Q4", "2024-25 Q2"]
    assert found["Ethnicity counts", "Ethnic group"] == [
        "Asian", "Black", "Mixed", "White", "Other", "Unknown",
    ]  # fmt: skip  # a list in few lines


def test_without_a_store_lists_offer_what_the_workbook_itself_registers() -> None:
    book = opened(template())
    fill_in(book, Agencies={"Agency": "Enfield Council"}, Actions={"Ref": "1.1"})
    found = offered(saved(book))
    assert found["Voice", "Agency"][:2] == ["Enfield Council", None]
    assert found["Progress", "Ref"][:2] == ["1.1", None]


def test_a_return_has_a_row_for_each_live_action_the_agency_leads(store: Store) -> None:
    assert table(opened(template(QUARTER, "met", store))["Progress"]) == [
        {
            "Ref": "2.1",
            "Period": QUARTER,
            "What the plan says": "Act on the review",
            "RAG in 2024-25 Q2": "Red",
            "Written for 2024-25 Q2": "Two workshops cancelled",
        }
    ]


def test_a_return_asks_for_the_agencys_measures_without_a_count(store: Store) -> None:
    book = opened(template(QUARTER, "Enfield Council", store))
    row = {"Code": "CLA", "Period": QUARTER, "Agency": "Enfield Council"}
    row["What is counted"] = "Children looked after"
    assert table(book["Measure values"]) == [row]
    assert table(book["Ethnicity counts"]) == [
        row | {"Ethnic group": "Black"},
        row | {"Ethnic group": "White"},
    ]


def test_all_agencies_are_asked_for_every_live_action(store: Store) -> None:
    asked = prefill(store, read_period(QUARTER), "All agencies")
    assert [row["Ref"] for row in asked["Progress"].rows] == ["1.1", "2.1", "2.2"]


def test_of_all_agencies_is_asked_what_nobody_is_set_to_supply(store: Store) -> None:
    row = {
        "Code": "MISSING", "Measure": "Missing", "Kind": "count", "Counts": "children",
        "Better when": "lower", "Time": "flow", "Definition": "x",
    }  # fmt: skip  # a list in few lines
    put(store, return_workbook("2024-25 Q2", Measures=[row]))
    rows = prefill(store, read_period(QUARTER), "All agencies")["Measure values"].rows
    assert [(each["Code"], each["Agency"]) for each in rows] == [
        ("CLA", "Enfield Council"),
        ("MISSING", "All agencies"),
    ]


@pytest.mark.parametrize(
    ("quarter", "asked"),
    [("2024-25 Q3", []), ("2024-25 Q4", ["2024-25"]), ("2025-26 Q2", ["2024-25"])],
)
def test_a_yearly_measure_is_asked_for_once_its_year_has_ended(
    tmp_path: Path, quarter: str, asked: list[str]
) -> None:
    store = plan_store(tmp_path)
    value = {"Code": "CLA", "Period": "2023-24", "Agency": "Enfield Council", "Numerator": 50}
    put(store, return_workbook("2024-25 Q2", Measure_values=[value]))
    rows = prefill(store, read_period(quarter), "Enfield Council")["Measure values"].rows
    assert [row["Period"] for row in rows] == asked


def test_columns_to_read_only_are_like_no_heading_of_the_contract(store: Store) -> None:
    for name, asked in prefill(store, read_period(QUARTER), "All agencies").items():
        columns = sheet_named(name).columns
        known = [each for column in columns for each in (column.name, *column.also)]
        for aside in asked.asides:
            assert fold(aside.heading) not in map(fold, known)
            assert nearest(aside.heading, known) is None


def test_a_return_left_blank_is_not_filled_in_and_has_no_other_problem(store: Store) -> None:
    content = template(QUARTER, "Enfield Council", store)
    checked = check_workbook(content, "return.xlsx", store)
    assert [(problem.code, problem.sheet) for problem in checked.problems] == [
        ("K02", ""),
        ("W09", "Progress"),
        ("W09", "Measure values"),
        ("W09", "Ethnicity counts"),
    ]


FILLED: dict[str, dict[str, Any]] = {
    "Progress": {"RAG": "Amber", "RAG reason": "One post vacant", "Progress update": "=not a sum"},
    "Measure_values": {"Numerator": 45},
    "Voice": {"Date": "14/11/2024", "Ref": "1.1", "Agency": "ICB", "What children said": "- ok"},
}


def filled_return(store: Store) -> bytes:
    book = opened(template(QUARTER, "Enfield Council", store))
    fill_in(book, **FILLED)
    update = book["Progress"].cell(FIRST_ROW, 8)
    assert update.value == "=not a sum"
    update.data_type = "s"
    return saved(book)


def test_a_return_filled_in_reads_without_an_error(store: Store) -> None:
    checked = check_workbook(filled_return(store), "return.xlsx", store)
    assert [problem.message for problem in checked.errors] == []
    assert {name: n for name, n in checked.counts.items() if n} == {
        "Progress": 1,
        "Measure values": 1,
        "Voice": 1,
    }


@needs_libreoffice
def test_saved_from_libreoffice_it_reads_the_same_and_keeps_its_lists(
    store: Store, tmp_path: Path
) -> None:
    before = filled_return(store)
    after = resaved(before, tmp_path)
    stored = [
        {name: rows.values for name, rows in check_workbook(c, "r.xlsx", store).rows.items()}
        for c in (before, after)
    ]
    assert stored[0] == stored[1]
    assert sum(map(len, stored[1].values())) == 3
    assert offered(after) == offered(before)


def test_text_from_the_store_is_never_a_formula(store: Store) -> None:
    put(store, filled_return(store), "return.xlsx")
    row = table(opened(template("2024-25 Q4", "Enfield Council", store))["Progress"])[0]
    assert row["Written for 2024-25 Q3"] == "=not a sum"
    page = opened(template("2024-25 Q4", "Enfield Council", store))["Progress"]
    assert {cell.data_type for cell in page[FIRST_ROW]} == {"s", "n"}


def test_headings_stay_in_sight_and_on_every_printed_page() -> None:
    book = opened(template())
    for sheet in SHEETS:
        page = book[sheet.name]
        assert page.freeze_panes == f"B{FIRST_ROW}"
        assert page.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
        assert page.page_setup.orientation == "landscape"


def test_a_period_or_agency_that_is_none_is_said_plainly(store: Store) -> None:
    with pytest.raises(EscpError, match=r'"soon" is not a period\. Write it as 2025-26 Q3\.'):
        template("soon")
    with pytest.raises(NotFound, match="did you mean Metropolitan Police"):
        template(QUARTER, "Metropolitan Polise", store)
    with pytest.raises(EscpError, match="Say which period the return is for"):
        template(None, "Enfield Council", store)
