"""Labels that begin with Total: rows of totals are left out, and no group's own count with them."""

from typing import Any

import pytest

from escp_data.contract import ETHNICITY_COUNTS, MEASURE_VALUES, POPULATION, Sheet
from escp_data.excel.workbook import Grid
from escp_data.text.ethnicity import GROUPS
from escp_data.validation.checks import check_workbook
from escp_data.validation.tables import Table, read_table
from escp_data.validation.totals import names_a_total
from tests.workbooks import PLAN, messages, workbook

COUNTS = ["Code", "Period", "Agency", "Ethnic group", "Count"]
VALUES = ["Code", "Period", "Agency", "Numerator"]
COUNT: dict[str, Any] = {"Code": "REFER", "Ethnic group": "Black", "Count": 118}


def read(sheet: Sheet, *rows: list[Any]) -> Table:
    return read_table(Grid(sheet.name, list(rows)), sheet)


def numbers(table: Table) -> tuple[list[int], list[int]]:
    return [row.number for row in table.rows], [row.number for row in table.totals]


def errors(**sheets: Any) -> list[tuple[str, str]]:
    return messages(check_workbook(workbook(**PLAN | sheets), "return.xlsx").errors)


@pytest.mark.parametrize("label", GROUPS)
def test_a_total_of_one_group_is_never_left_out(label: str) -> None:
    """Every group that can be read, broad and fine, in each form of the words before it."""
    forms = (
        "Total {}", "Total ({})", "Grand total: {}", "Sub-total of {}", "TOTAL NUMBER OF {}",
        "Totals\n{} ",
    )  # fmt: skip  # words, as a paragraph
    for text in (form.format(label) for form in forms):
        assert not names_a_total("group", text), text


@pytest.mark.parametrize(
    "text",
    [
        "Total", "Total (N)", "Total 12", "Total children", "Total known ethnicity", "Total BAME",
        "Total incl. unknown", "Total excluding unknown", "Total (all groups)", "Totals (all)",
        "Total responses", "Total of all ethnic groups", "Total non-White", "Total population",
    ],
)  # fmt: skip  # words, as a paragraph
def test_a_total_of_several_groups_is(text: str) -> None:
    assert names_a_total("group", text)


@pytest.mark.parametrize(
    "text",
    ["Total White", "White total", "Total BOTH", "Total Asian (incl. Chinese)"],
)
def test_the_count_of_one_group_is_asked_about(text: str) -> None:
    found = errors(Ethnicity_counts=[COUNT, COUNT | {"Ethnic group": text, "Count": 372}])
    assert [code for code, _ in found] == ["C12"]
    assert "Ethnicity counts!D3: Ethnic group must be" in found[0][1]
    assert f'It says "{text}"; did you mean' in found[0][1]
    population = {"Basis": "Children", "Date": "2025-26", "Ethnic group": text, "Population": 900}
    assert [code for code, _ in errors(Population=[population])] == ["C12"]


def test_what_to_do_with_a_total_of_one_group() -> None:
    found = errors(Ethnicity_counts=[COUNT, COUNT | {"Ethnic group": "Total Black", "Count": 372}])
    assert found[0][1].endswith(
        "Write the group alone, or take the row out if it only adds up others."
    )


def test_a_years_figure_is_asked_about_where_it_sums_up_nothing() -> None:
    quarter = ["CLA", "2025-26 Q3", "Met", 12]
    year = ["CLA", "Total 2025-26", "Met", 40]
    assert numbers(read(MEASURE_VALUES, VALUES, quarter, year)) == ([2], [3])
    assert numbers(read(MEASURE_VALUES, VALUES, quarter, [None, *year[1:]])) == ([2], [3])
    assert numbers(read(MEASURE_VALUES, VALUES, ["REFER", *quarter[1:]], year)) == ([2, 3], [])
    assert numbers(read(MEASURE_VALUES, VALUES, year)) == ([2], [])
    assert numbers(read(MEASURE_VALUES, VALUES, ["CLA", "Total", "Met", 40])) == ([], [2])
    headings = ["Basis", "Date", "Ethnic group", "Population"]
    whole = ["Children", "Total 2024/25 academic", "White", 900]
    assert numbers(read(POPULATION, headings, whole)) == ([2], [])
    found = errors(Measure_values=[{"Code": "CLA", "Period": "Total 2025-26", "Numerator": 40}])
    assert [code for code, _ in found] == ["C07"]


def test_a_measures_number_is_asked_about_where_it_sums_up_nothing() -> None:
    own = {"Code": "Total CLA", "Agency": "Met", "Numerator": 40}
    said = (
        'Measure values!A3: "Total CLA" is not the code of a measure, and no other row is of CLA; '
        "did you mean CLA? Write it that way, or take the row out."
    )
    other = {"Code": "REFER", "Agency": "Met", "Numerator": 12, "Denominator": 20}
    assert errors(Measure_values=[other, own]) == [("K08", said)]
    assert errors(Measure_values=[other | {"Code": "CLA"}, own]) == []
    assert errors(Measure_values=[other, own | {"Code": "Total children"}]) == []
    assert [
        code for code, _ in errors(Ethnicity_counts=[COUNT, COUNT | {"Code": "Total: cla"}])
    ] == ["K08"]


def test_a_total_of_all_in_one_column_is_one_whatever_stands_beside_it() -> None:
    rows: list[list[Any]] = [
        ["CLA", "2025-26", "Met", "White", 1],
        ["Total", None, None, "White", 1],
    ]
    assert numbers(read(ETHNICITY_COUNTS, COUNTS, *rows)) == ([2], [3])
