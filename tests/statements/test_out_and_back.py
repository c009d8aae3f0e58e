"""What is stored twice, by two at once, or comes back from an export (rows 65 to 76)."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from escp_data.errors import EscpError
from escp_data.excel.writer import excel
from escp_data.model import Checked
from escp_data.papers.actions_file import actions_excel
from escp_data.papers.table_file import Asked, contract_table
from escp_data.plan.actions import View, actions
from escp_data.plan.filters import Filters
from escp_data.plan.plans import plan_words, plans_on_record
from escp_data.records.changes import changes
from escp_data.records.upkeep import look_over
from escp_data.records.uploads import append
from escp_data.statements.reading import read
from escp_data.validation.checks import check_workbook
from tests.scenarios import BU, QUARTERS, C, Partnership, V, quarter, told
from tests.statements.seen import page
from tests.workbooks import MEASURE

VOICE = {"Date": "14/11/2025", "Ref": "2.1", "Agency": C, "Theme": "bullying"}
OUT = "out.xlsx"


@pytest.fixture
def base(tmp_path: Path) -> Partnership:
    return Partnership.base(tmp_path, Measures=[MEASURE])


def view(name: str) -> View:
    own = quarter(name)
    return View(own, own.shifted(-1))


def out(base: Partnership, sheet: str, period: str = "", **filters: Any) -> bytes:
    """The file that `export --table` writes."""
    asked = Asked(Filters(**filters), quarter(period) if period else None)
    frame, facts = contract_table(base.store, sheet.lower().replace(" ", "_"), asked)
    return excel({sheet: frame}, facts, f"{sheet}: what is on record")


def back(base: Partnership, content: bytes) -> Checked:
    """The file as it is checked when it comes back."""
    checked = check_workbook(content, OUT, base.store)
    assert [each.message for each in checked.problems] == []
    return checked


def edited(content: bytes, cell: str, text: str) -> bytes:
    """The file with one cell of its table written anew."""
    book = load_workbook(BytesIO(content))
    book.worksheets[1][cell] = text
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def column(content: bytes, heading: str) -> list[Any]:
    """A column of the file's table."""
    headings, *rows = load_workbook(BytesIO(content)).worksheets[1].values
    return [row[headings.index(heading)] for row in rows]


def pages(base: Partnership) -> list[Any]:
    """Every quarter's page."""
    return [page(base, name) for name in QUARTERS]


def voice(base: Partnership) -> list[Any]:
    """The number of children on record, its mark, and what they said."""
    names = ["children_involved", "children_involved_marker", "what_children_said"]
    rows = base.store.current("voice")[names].astype(object)
    found: list[Any] = rows.where(rows.notna(), None).to_numpy().tolist()
    return found


def test_65_the_same_bytes_are_nothing_while_they_stand(base: Partnership) -> None:
    content = base.workbook(C, "Q3", Progress=[told("Green")])
    base.keep(check_workbook(content, OUT, base.store))
    before, version = pages(base), base.store.version()
    receipt = append(base.store, check_workbook(content, OUT, base.store), "x", base.now)
    assert (receipt.upload_id, receipt.already_stored, receipt.rows) == (2, True, 0)
    assert (pages(base), base.store.version()) == (before, version)


def test_66_once_withdrawn_the_same_bytes_are_a_new_upload(base: Partnership) -> None:
    content = base.workbook(C, "Q3", Progress=[told("Green")])
    base.keep(check_workbook(content, OUT, base.store))
    before = pages(base)
    base.withdraw(2)
    assert base.rag() == "Not reported"
    receipt = append(base.store, check_workbook(content, OUT, base.store), "x", base.now)
    assert (receipt.upload_id, receipt.already_stored, receipt.rows) == (3, False, 1)
    assert pages(base) == before


def test_69_of_two_people_who_confirm_at_once_one_looks_again(base: Partnership) -> None:
    seen = base.store.version()
    one = base.check(C, "Q3", Progress=[told("Green")])
    other = base.check(BU, "Q3", Progress=[told("Complete")])
    append(base.store, one, "one", base.now, seen_version=seen)
    with pytest.raises(EscpError) as refusal:
        append(base.store, other, "other", base.now, seen_version=seen)
    assert str(refusal.value) == (
        "Somebody else changed the dashboard meanwhile, and All agencies Q3.xlsx was not stored. "
        "Look at its changes once more, then confirm."
    )
    assert base.rag() == "Green"
    append(base.store, other, "other", base.now, seen_version=base.store.version())
    assert base.rag() == "Complete"


def test_70_one_agencys_progress_out_and_back_is_nothing(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Amber", "why", Evidence="e"), told("Green", ref="1.1")])
    base.send(V, "Q3", Progress=[told("Red", "v")])
    before = pages(base)
    file = out(base, "Progress", agency=(V,))
    assert (column(file, "Agency"), column(file, "RAG")) == ([V], ["Red"])
    checked = back(base, file)
    [found] = changes(base.store, checked)
    assert (found.new, found.changed, found.unchanged) == (0, (), 1)
    base.keep(checked)
    assert pages(base) == before
    base.withdraw(4)
    assert pages(base) == before


def test_71_a_small_number_goes_out_hidden_and_is_kept(base: Partnership) -> None:
    base.send(C, "Q3", Voice=[
        VOICE | {"Children involved": 4, "What children said": "Listen"},
    ])  # fmt: skip  # a row a line
    file = out(base, "Voice")
    assert column(file, "Children involved") == ["[c]"]
    checked = back(base, edited(file, "G2", "Listen to us"))
    [found] = changes(base.store, checked)
    assert [(each.column, each.old, each.new) for each in found.changed] == [
        ("What children said", "Listen", "Listen to us")
    ]
    assert (found.new, found.hidden_and_left) == (0, 1)
    base.keep(checked)
    assert voice(base) == [[4.0, None, "Listen to us"]]
    assert column(out(base, "Voice"), "Children involved") == ["[c]"]


def test_72_in_another_store_it_is_hidden_as_from_its_supplier(
    base: Partnership, tmp_path: Path
) -> None:
    base.send(C, "Q3", Voice=[
        VOICE | {"Children involved": 4, "What children said": "Listen"},
    ])  # fmt: skip  # a row a line
    (tmp_path / "other").mkdir()
    other = Partnership.base(tmp_path / "other")
    other.keep(back(other, out(base, "Voice")))
    assert voice(other) == [[None, "c", "Listen"]]
    assert column(out(other, "Voice"), "Children involved") == ["[c]"]


def test_73_a_number_that_is_only_hidden_comes_and_goes_with_its_upload(base: Partnership) -> None:
    row = VOICE | {"What children said": "Listen"}
    second = base.send(C, "Q3", Voice=[row | {"Children involved": 14}])
    hiding = base.check(C, "Q3", Voice=[row | {"Children involved": "c"}])
    [found] = changes(base.store, hiding)
    assert (found.unchanged, found.changed, found.hidden_and_left) == (1, (), 1)
    base.keep(hiding)
    assert voice(base) == [[14.0, None, "Listen"]]
    base.withdraw(second)
    assert voice(base) == [[None, "c", "Listen"]]
    base.reinstate(second)
    assert voice(base) == [[14.0, None, "Listen"]]


@pytest.mark.parametrize(
    ("name", "rows", "heading", "table"),
    [
        ("Ethnicity counts",
         [{"Code": "CLA", "Ethnic group": "Black", "Count": 3},
          {"Code": "CLA", "Ethnic group": "White", "Count": 60}], "Count", "ethnicity_counts"),
        ("Measure values",
         [{"Code": "CLA", "Numerator": 3},
          {"Code": "CLA", "Numerator": 60, "Period": "2025-26 Q2"}],
         "Numerator", "measure_values"),
    ],
)  # fmt: skip  # a row a line
def test_74_a_measure_with_small_numbers_goes_out_hidden_whole_and_comes_back(
    base: Partnership, name: str, rows: list[dict[str, Any]], heading: str, table: str
) -> None:
    base.send(C, "Q3", "", **{name.replace(" ", "_"): rows})
    before = on_record(base, table)
    file = out(base, name)
    assert column(file, heading) == ["[c]", "[c]"]
    checked = back(base, file)
    [found] = changes(base.store, checked)
    assert (found.unchanged, found.changed, found.hidden_and_left) == (2, (), 2)
    base.keep(checked)
    assert on_record(base, table) == before


def on_record(base: Partnership, table: str) -> str:
    """A table without the numbers of its uploads."""
    rows = base.store.current(table).drop(columns=["id", "upload_id", "sheet_row"])
    return str(rows.to_json(orient="records"))


def test_75_actions_that_came_back_outlive_the_workbook_they_came_with(base: Partnership) -> None:
    words = {"Ref": "2.1", "Priority": 2, "Action": "old, reworded"}
    base.send(BU, "Q4", Actions=[words])
    before = pages(base)
    file = out(base, "Actions")
    assert dict(contract_table(base.store, "actions", Asked())[1])["Period"] == "2025-26 Q4"
    assert column(file, "Action") == ["another", "old, reworded"]
    base.keep(back(base, file))
    assert pages(base) == before
    base.withdraw(1)
    base.withdraw(2)
    found = base.page("Q2", "2023-26")
    assert [(row["action"], row["lead_agency"]) for row in found.values()] == [
        ("another", "ICB"),
        ("old, reworded", C),
    ]
    assert [row["priority_title"] for row in found.values()] == [
        "Priority 1 (not described)",
        "Priority 2 (not described)",
    ]
    [plan] = plans_on_record(base.store)
    known = read(base.store, None)
    assert (plan.name, known.term(plan.plan), plan_words(base.store, view("Q4")).title) == (
        "2023-26",
        None,
        "",
    )
    base.reinstate(2)
    base.reinstate(1)
    assert pages(base) == before


SENT_AWAY = (
    "Actions shown: This file is what the Actions page showed, in which a quarter's columns are "
    "put together; it is for reading. To change what is on record, export a table with --table, "
    "such as --table progress, and upload that."
)


def shown(base: Partnership) -> bytes:
    """The file of the Actions page."""
    found = actions(base.store, view("Q3"))
    return actions_excel(base.store, found, view("Q3"), Filters())


def test_76_the_actions_pages_own_file_is_sent_to_the_table(base: Partnership) -> None:
    checked = check_workbook(shown(base), "actions.xlsx", base.store)
    assert (SENT_AWAY in [each.message for each in checked.errors], checked.rows) == (True, {})
    with pytest.raises(EscpError, match="right first"):
        append(base.store, checked, "x", base.now)


def test_76_one_sentence_says_so(base: Partnership) -> None:
    checked = check_workbook(shown(base), "actions.xlsx", base.store)
    assert [each.message for each in checked.problems] == [SENT_AWAY]


def test_82_a_clock_that_ran_backwards_makes_no_upload_older(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Amber", "why")])
    base.now = base.now.replace(year=base.now.year - 1)
    base.send(C, "Q3", Progress=[told("Green")])
    day = str(base.now.date())
    assert base.rag() == "Green"
    then = base.page("Q3", as_at=day)["2.1"]  # the plan itself came later, by that clock
    assert (then["action"], then["rag"]) == ("2.1 (not described)", "Green")
    assert look_over(base.store).damage == []
    [note] = look_over(base.store).notes
    assert note.startswith("The clock ran backwards: upload 3 ")
