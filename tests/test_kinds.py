"""One table of the kinds of cell: what is added to it is seen wherever a kind matters."""

from io import BytesIO
from pathlib import Path
from typing import cast, get_args

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from escp_data.contract import PROGRESS, Column
from escp_data.kinds import KINDS, CellKind, Kind
from escp_data.papers.documentation import workbook_page
from escp_data.returns.template import HEADER_ROW, template
from escp_data.store.database import open_store
from escp_data.validation import cells
from escp_data.validation.cell_problems import CellProblem
from escp_data.validation.checks import check_workbook
from tests.stores import plan_workbook, progress, put, return_workbook

YEAR = cast("Kind", "year")


def test_every_kind_is_in_the_table_and_has_a_reader() -> None:
    assert set(KINDS) == set(cells.READERS) == set(get_args(Kind))
    assert [name for name, kind in KINDS.items() if not kind.read_as] == []


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("Action", [("action", "TEXT")]),
        ("Priority", [("priority", "INTEGER")]),
        ("Target", [("target", "REAL")]),
        ("Count", [("count", "INTEGER"), ("count_marker", "TEXT")]),
        ("Numerator", [("numerator", "REAL"), ("numerator_marker", "TEXT")]),
    ],
)
def test_a_number_that_may_be_withheld_has_a_column_for_its_marker(
    name: str, stored: list[tuple[str, str]]
) -> None:
    kinds: dict[str, Kind] = {
        "Action": "text", "Priority": "priority", "Target": "number", "Count": "count",
        "Numerator": "amount",
    }  # fmt: skip  # pairs share a line
    assert list(Column(name, kinds[name], "").stored) == stored


def read_year(column: Column, value: object) -> int:
    """A year of four digits."""
    text = str(value).removesuffix(".0")
    if len(text) != 4:
        raise CellProblem("C10", f"{column.name} must be a year of four digits.")
    return int(text)


@pytest.fixture
def _added(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that nobody has heard of, and two columns of Progress: of that kind and a count."""
    year = CellKind("Four digits.", "A year such as 2026.", sql="INTEGER", number_format="0000")
    columns = (
        Column("First noticed", YEAR, "When it was first seen."),
        Column("Visits", "count", "How many visits."),
    )
    monkeypatch.setitem(KINDS, YEAR, year)
    monkeypatch.setitem(cells.READERS, YEAR, read_year)
    monkeypatch.setitem(PROGRESS.__dict__, "columns", (*PROGRESS.columns, *columns))


@pytest.mark.usefixtures("_added")
def test_a_new_kind_and_a_new_column_are_in_the_template() -> None:
    page = load_workbook(BytesIO(template()))["Progress"]
    headings = [cell.value for cell in page[HEADER_ROW]]
    prompts = {rule.promptTitle: rule.prompt for rule in page.data_validations.dataValidation}
    formats = (
        page.column_dimensions[get_column_letter(at)].number_format
        for at in range(1, len(headings) + 1)
    )
    looks = {
        heading: (shape, prompts[heading]) for heading, shape in zip(headings, formats, strict=True)
    }
    assert {heading: looks[heading] for heading in headings[-2:]} == {
        "First noticed": ("0000", "When it was first seen. Four digits."),
        "Visits": ("#,##0", "How many visits. A whole number, or c, x or z."),
    }


@pytest.mark.usefixtures("_added")
def test_a_new_kind_and_a_new_column_are_documented() -> None:
    section = workbook_page().split("\n## Progress\n")[1].split("\n## ")[0]
    assert [line for line in section.splitlines() if line][-2:] == [
        "| **First noticed** |  | When it was first seen. | A year such as 2026. |  |",
        "| **Visits** |  | How many visits. | A whole number, or c, x or z "
        "(see *Numbers that cannot be given*). |  |",
    ]


@pytest.mark.usefixtures("_added")
def test_a_new_kind_and_a_new_column_are_checked_and_stored(tmp_path: Path) -> None:
    store = open_store(tmp_path / "escp.db")
    put(store, plan_workbook())
    row = progress("1.1", "Green") | {"First noticed": 2024, "Visits": "x"}
    put(store, return_workbook("2024-25 Q3", Progress=[row]))
    kept = store.current("progress").iloc[-1]
    assert (kept["first_noticed"], kept["visits_marker"]) == (2024, "x")

    wrong = return_workbook("2024-25 Q3", Progress=[row | {"First noticed": 24, "Visits": "many"}])
    errors = check_workbook(wrong, "wrong.xlsx", store).errors
    assert [(error.code, error.cell) for error in errors] == [("C10", "O2"), ("C11", "P2")]
