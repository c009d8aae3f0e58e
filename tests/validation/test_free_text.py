"""The warning about free text: its cell, its words, and when it is silent."""

from typing import Any

import pytest

from escp_data import contract
from escp_data.model import NOTHING_KNOWN, Known
from escp_data.validation.checks import check_workbook
from tests.workbooks import PLAN, Stored, workbook

COUNTS = (
    "This text seems to give a small number of children. Screens and papers show it as it is "
    'written: leave the number out, or write "a few".'
)
DESCRIBES = (
    "This text seems to be about one child. Screens and papers show it as it is written: leave out "
    "age, sex, ethnicity, school and day."
)
VOICE = {"Date": "14/11/2025", "Ref": "1.1", "Agency": "Met", "What children said": "Listen."}


def told(known: Known = NOTHING_KNOWN, **sheets: Any) -> list[str]:
    """The messages about free text of a workbook with these sheets beside those of the plan."""
    found = check_workbook(workbook(**PLAN | sheets), "return.xlsx", known).problems
    assert {each.severity for each in found if each.code == "W38"} <= {"warning"}
    return [each.message for each in found if each.code == "W38"]


def test_it_names_the_cell_and_repeats_nothing_of_it() -> None:
    rows = [
        VOICE | {"What children said": "Two girls were followed."},
        VOICE | {"Theme": "bus", "What changed as a result": "A 13-year-old has a new route."},
        VOICE | {"Theme": "gate", "Method": "Six sessions with 40 children"},
    ]
    assert told(Voice=rows) == [f"Voice!G2: {COUNTS}", f"Voice!H3: {DESCRIBES}"]


@pytest.mark.parametrize("name", [sheet.name for sheet in contract.SHEETS])
def test_every_column_of_text_on_every_sheet_is_read(name: str) -> None:
    columns = contract.sheet(name).columns
    texts = [column.name for column in columns if column.kind == "text"]
    fillings: dict[str, object] = {"text": "2 girls aged 13", "number": 9}
    row = {column.name: fillings.get(column.kind) for column in columns}
    found = check_workbook(workbook(**{name.replace(" ", "_"): [row]}), "return.xlsx").problems
    said = [each.message.partition(": ")[2] for each in found if each.code == "W38"]
    assert said == [COUNTS] * len(texts)


def test_what_stands_on_record_is_not_asked_again() -> None:
    before = [VOICE | {"What children said": "Two girls were followed."}]
    known = Stored(workbook(**PLAN), workbook(Voice=before))
    assert told(known, Voice=before) == []
    after = [before[0] | {"What children said": "Two girls were followed home."}]
    assert told(known, Voice=after) == [f"Voice!G2: {COUNTS}"]
    assert told(known, Voice=[before[0] | {"Theme": "new"}]) == [f"Voice!G2: {COUNTS}"]
