"""Changes grouped by what they do, in few words, and as a file."""

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from escp_data.papers.changes_file import changes_excel
from escp_data.records.changes import CellChange, SheetChanges
from escp_data.records.grouped import groups, in_few_words, measure_names
from escp_data.store.database import Store
from tests.stores import plan_store


def change(column: str, old: str, new: str, sheet: str = "Progress") -> CellChange:
    """One change on row 2."""
    return CellChange(sheet, 2, "2.1", column, old, new)


RED = change("RAG", "Amber", "Red")
NO_RAG = change("RAG", "Green", "blank")
EMPTIED = change("Impact", "Emerging", "blank")
FILLED = change("Barriers", "blank", "=1+1")
WORDS = change("Progress update", "One", "Two")
CHOICE = change("Impact", "Emerging", "Evidenced")
HIDDEN = change("Numerator", "[c]", "[c]", "Measure values")
NUMBER = change("Numerator", "1,200", "1,300", "Measure values")


def found(*changed: CellChange, new: int = 0) -> tuple[SheetChanges, ...]:
    """One sheet's changes."""
    return (SheetChanges("Progress", new, 4, changed, (), ("2.1",) * new),)


def test_each_change_stands_in_the_group_of_what_it_does() -> None:
    every = found(WORDS, HIDDEN, FILLED, CHOICE, EMPTIED, RED, NUMBER, NO_RAG)
    assert [(each.effect, each.changes) for each in groups(every)] == [
        ("rag", (RED, NO_RAG)), ("emptied", (EMPTIED,)), ("words", (WORDS,)),
        ("values", (CHOICE, NUMBER)), ("filled", (FILLED,)), ("hidden", (HIDDEN,)),
    ]  # fmt: skip  # pairs share a line


def test_what_would_change_and_what_changed_in_words() -> None:
    every = groups(found(RED, NO_RAG, EMPTIED, WORDS, HIDDEN))
    assert [each.words() for each in every] == [
        "2 RAGs would change", "1 entry would be emptied", "1 text would be rewritten",
        "1 number that is never shown may change",
    ]  # fmt: skip  # a list in few lines
    assert [each.words(stored=True) for each in every] == [
        "2 RAGs changed", "1 entry was emptied", "1 text was rewritten",
        "1 number that is never shown may have changed",
    ]  # fmt: skip  # a list in few lines


def test_a_file_in_few_words() -> None:
    assert in_few_words(found(RED, EMPTIED, EMPTIED, new=12)) == (
        "1 RAG would change, 2 entries would be emptied and 12 rows are new"
    )
    assert in_few_words(found(new=1)) == "1 row is new"
    assert in_few_words(found()) == "Nothing would change"


def test_all_changes_as_a_file_in_which_no_text_is_a_formula(tmp_path: Path) -> None:
    store = plan_store(tmp_path)
    book = load_workbook(BytesIO(changes_excel(store, found(FILLED, RED, new=1), "q.xlsx")))
    assert book.sheetnames == ["Cover", "Changed values", "New rows"]
    rows = [[cell.value for cell in row] for row in book["Changed values"].iter_rows()]
    assert rows == [
        ["What happens", "Sheet", "Row", "Action or measure", "Column", "Before", "After"],
        ["1 RAG would change", "Progress", 2, "2.1", "RAG", "Amber", "Red"],
        ["1 blank would be filled in", "Progress", 2, "2.1", "Barriers", "blank", "=1+1"],
    ]
    assert book["Changed values"]["G3"].data_type == "s"
    assert [[cell.value for cell in row] for row in book["New rows"].iter_rows()] == [
        ["Sheet", "Action or measure"], ["Progress", "2.1"],
    ]  # fmt: skip  # a row a line


def test_each_measure_has_its_name(tmp_path: Path) -> None:
    store: Store = plan_store(tmp_path)
    assert measure_names(store) == {"CLA": "Children looked after"}
