"""The guard over a whole file, on each way in. Every identifier here is made up."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from escp_data.errors import EscpError
from escp_data.records.uploads import append, withdraw
from escp_data.store.database import Store
from escp_data.trackers.desk import understand
from escp_data.validation.checks import check_workbook
from tests.made_up import NHS
from tests.stores import plan_store, progress, return_workbook

RETURN = "return.xlsx"
NUMBER = NHS
ENDS = "; the dashboard holds totals only."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def a_return() -> bytes:
    return return_workbook("2024-25 Q2", Progress=[progress("1.1", "Green")])


def book(where: str) -> bytes:
    """A workbook of an agency's own with an NHS number somewhere."""
    made = Workbook()
    page = made.worksheets[0]
    page.title = f"Case {NUMBER}" if where == "sheet" else "List"
    page.append(["Ref", "RAG", "Update"])
    page.append(["1.1", "Green", "Held."])
    if where == "struck":
        page["C2"] = CellRichText(TextBlock(InlineFont(strike=True), NUMBER), " Held.")
    if where == "note":
        page["C2"].comment = Comment(f"About {NUMBER}", "Somebody")
    written = BytesIO()
    made.save(written)
    return written.getvalue()


SAID = {
    "struck": f"List!C2: Part of this text looks like an NHS number. Take it out of the text{ENDS}",
    "note": "List!C2: The note on this cell holds what looks like an NHS number. Delete the note"
    f"{ENDS}",
    "sheet": f"A sheet's name holds what looks like an NHS number. Take it out{ENDS}",
    "file": f"The file's name holds what looks like an NHS number. Take it out{ENDS}",
}


@pytest.mark.parametrize("where", SAID)
def test_no_way_in_lets_a_number_through(store: Store, where: str) -> None:
    """A return, a tracker, and the file that stands behind a tracker's rows."""
    name = f"{NUMBER}.xlsx" if where == "file" else RETURN
    content = book(where)
    assert SAID[where] in [each.message for each in check_workbook(content, name, store).problems]
    found = understand(store, content, name)
    assert ([each.message for each in found.refused], found.rows) == ([SAID[where]], ())
    checked = check_workbook(a_return(), RETURN, store)
    if where == "file":
        checked = replace(checked, file=name)
    with pytest.raises(EscpError, match="looks like it holds records of children"):
        append(store, checked, "Tests", original=content)


@pytest.mark.parametrize("where", ["sheet", "file"])
def test_a_name_with_a_number_is_repeated_by_no_message(store: Store, where: str) -> None:
    name = f"{NUMBER}.xlsx" if where == "file" else RETURN
    problems = check_workbook(book(where), name, store).problems
    assert [each.message for each in problems] == [SAID[where]]


def test_a_reason_is_kept_for_good_and_holds_no_number(store: Store) -> None:
    append(store, check_workbook(a_return(), RETURN, store), "Tests")
    said = "^The reason holds what looks like an NHS number. Take it out: a reason is kept"
    with pytest.raises(EscpError, match=said):
        withdraw(store, 2, f"Wrong child, {NUMBER}", "Tests")
    withdraw(store, 2, "Wrong quarter", "Tests")
