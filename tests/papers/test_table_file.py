"""Tables as files, without small counts of children; each comes back and changes nothing."""

import csv
import sqlite3
from contextlib import closing
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from escp_data import MAKER, contract
from escp_data.errors import EscpError, NotFound
from escp_data.excel.writer import excel
from escp_data.papers.table_file import Asked, contract_table, find_table
from escp_data.plan.actions import View, actions, quarters
from escp_data.plan.filters import Filters
from escp_data.records.changes import changes
from escp_data.records.uploads import append
from escp_data.store.audit import log
from escp_data.store.database import Store, open_store
from escp_data.text.periods import parse_period
from escp_data.validation.checks import check_workbook
from tests.calls import Caller
from tests.stores import plan_store, plan_workbook, put, return_workbook

VOICE = [
    {"Date": day, "Ref": ref, "Agency": agency, "Children involved": number, "Theme": theme,
     "What children said": "Listen"}
    for day, ref, agency, number, theme in [
        ("14/05/2024", "1.1", "Met", 1, "one"), ("30/06/2024", "1.1", "Met", 5, "five"),
        ("01/07/2024", "2.1", "ICB", 6, "six"), ("02/07/2024", "2.1", "Met", 0, "nobody"),
        ("03/07/2024", "2.1", "Met", None, "blank"), ("04/07/2024", "2.1", "Met", "c", "withheld"),
        ("05/07/2024", "2.1", "Met", "x", "not available"),
    ]
]  # fmt: skip  # a row a line
OTHERS: dict[str, Any] = {
    "Voice": VOICE,
    "Training": [
        {"Course": "Adultification", "Period": period, "Agency": agency, "Places attended": 3}
        for period, agency in [("2024-25 Q1", "Met"), ("2024-25 Q2", "ICB"), ("2024-25", "Met")]
    ],
    "Population": [
        {"Basis": "School pupils", "Date": "2024/25 academic", "Ethnic group": group,
         "Population": number}
        for group, number in [("Black", 11557), ("Other", 4)]
    ],
    "Recommendations": [
        {"Review": "A review", "Number": str(number), "Recommendation": "Do it", "Ref": ref,
         "RAG": rag, "Lead agency": "Met"}
        for number, ref, rag in [(1, "1.1", "Red"), (2, "2.1", "Green"), (3, None, "Red")]
    ],
    "Measure_values": [{"Code": "CLA", "Numerator": 3}],
}  # fmt: skip  # a row a line


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = plan_store(tmp_path_factory.mktemp("tables"))
    put(store, return_workbook("2024-25 Q2", **OTHERS), "others.xlsx", "2024-10-11")
    return store


def cells(store: Store, table: str, *columns: str, period: str = "", **filters: Any) -> list[Any]:
    """Some columns of a table under some filters, None for what is missing."""
    asked = parse_period(period) if period else None
    frame, _ = contract_table(store, table, Asked(Filters(**filters), asked))
    return frame[list(columns)].astype(object).where(frame.notna(), None).to_numpy().tolist()


@pytest.mark.parametrize(
    ("asked", "table"),
    [("actions", "actions"), ("Progress", "progress"), ("voice of the child", "voice"),
     ("RECOMMENDATIONS", "recommendations"), ("Population", "population")],
)  # fmt: skip  # a row a line
def test_a_table_goes_by_any_of_its_names(asked: str, table: str) -> None:
    assert find_table(asked) == table


def test_a_table_that_is_not_there_is_said_plainly() -> None:
    with pytest.raises(NotFound, match=r'^There is no table "acton"\. Did you mean actions\?$'):
        find_table("acton")
    with pytest.raises(NotFound, match=r'^There is no table "uploads"\. Choose actions, agencies,'):
        find_table("uploads")


def test_small_counts_of_children_are_hidden(store: Store) -> None:
    assert cells(store, "voice", "Theme", "Children involved") == [
        ["one", "[c]"], ["five", "[c]"], ["six", 6.0], ["nobody", 0.0], ["blank", None],
        ["withheld", "[c]"], ["not available", "[x]"],
    ]  # fmt: skip  # a row a line
    assert cells(store, "population", "Ethnic group", "Population") == [
        ["Black", 11557.0],
        ["Other", "[c]"],
    ]


def test_a_count_of_adults_is_no_secret(store: Store) -> None:
    assert cells(store, "training", "Places attended") == [[3.0]] * 3


def test_filters_apply_where_the_table_has_their_column(store: Store) -> None:
    assert cells(store, "priorities", "Title", priority=(2,)) == [["Physical abuse"]]
    assert cells(store, "voice", "Theme", priority=(1,)) == [["one"], ["five"]]
    assert cells(store, "voice", "Theme", agency=("NHS NCL ICB",)) == [["six"]]
    assert cells(store, "agencies", "Agency", agency=("NHS NCL ICB",)) == [["NHS NCL ICB"]]
    assert cells(store, "measures", "Code", agency=("Enfield Council",)) == [["CLA"]]
    assert cells(store, "measures", "Code", agency=("NHS NCL ICB",)) == []
    assert cells(store, "recommendations", "Number", rag=("Red",)) == [["1"], ["3"]]
    assert cells(store, "recommendations", "Number", rag=("Red",), priority=(1,)) == [["1"]]


def test_a_period_holds_what_lies_within_it(store: Store) -> None:
    assert cells(store, "voice", "Theme", period="2024-25 Q1") == [["one"], ["five"]]
    courses = cells(store, "training", "Period", period="2024-25")
    assert courses == [["2024-25 Q1"], ["2024-25 Q2"], ["2024-25"]]
    for quarter in ("2024-25 Q1", "2024-25 Q2"):
        assert cells(store, "training", "Period", period=quarter) == [[quarter]]


@pytest.mark.parametrize(
    ("table", "filters", "period", "name"),
    [
        ("agencies", {"priority": (1,)}, "", "priority"),
        ("priorities", {"agency": ("x",)}, "", "agency"),
        ("training", {"rag": ("Red",)}, "", "RAG"),
        ("population", {}, "2024-25", "period"),
    ],
)
def test_a_filter_without_a_column_is_refused(
    store: Store, table: str, filters: dict[str, Any], period: str, name: str
) -> None:
    with pytest.raises(EscpError) as refusal:
        cells(store, table, period=period, **filters)
    assert str(refusal.value) == (
        f"The table {table} has no {name} to filter by. Leave that filter out."
    )


def test_a_tables_cover_is_one_that_is_read_and_says_what_was_asked(store: Store) -> None:
    def stated(period: str = "", **filters: Any) -> list[tuple[str, str]]:
        asked = parse_period(period) if period else None
        return list(contract_table(store, "voice", Asked(Filters(**filters), asked))[1])

    assert stated() == [
        ("Period", "2024-25 Q2"),
        ("Agency", "All agencies"),
        ("Contract version", "2.0"),
        ("Table", "Voice"),
        ("Filters", "None: every action"),
        ("Rows", "7"),
        ("Small groups", "Quotes whose Children involved is [c] are of few children: show neither "
         "their agency nor day."),
        ("Made by", MAKER),
    ]  # fmt: skip  # pairs share a line
    assert dict(stated("2024-25 Q1"))["Filters"] == "Period 2024-25 Q1"
    assert dict(stated("2024-25", priority=(1,)))["Filters"] == "Period 2024-25; Priority 1"


def test_an_empty_store_has_empty_tables(tmp_path: Path) -> None:
    empty = open_store(tmp_path / "empty.db")
    for sheet in contract.SHEETS:
        assert contract_table(empty, sheet.table, Asked())[0].empty


def test_numbers_of_a_measure_that_ever_had_a_small_one_are_hidden(store: Store) -> None:
    assert cells(store, "measure_values", "Code", "Numerator") == [["CLA", "[c]"]]


# --- there and back -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, sample_store: Path) -> Store:
    """The samples, with a row of each sheet that they do not have."""
    path = tmp_path_factory.mktemp("full") / "escp.db"
    with closing(sqlite3.connect(sample_store)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    store = Store(path)
    put(store, return_workbook("2025-26 Q3", **MORE), "more.xlsx")
    return store


MORE: dict[str, Any] = {
    "Meetings": [{"Group": "Practice Improvement", "Date": "14/11/2025", "Agency": "MPS",
                  "Attended": "Yes", "Ref": "1.1; 2.1", "Measures considered": "CLA"}],
    "Challenges": [{"Number": "7", "Raised on": "14/11/2025", "Raised by": "Scrutineer",
                    "Question": "Who decides?", "State": "Open", "Ref": "1.1"}],
    "Practice_audits": [{"Audit": "Front door", "Date": "Nov 2025", "Theme": "Thresholds",
                         "Cases": 24, "Good": 21, "Inadequate": 3}],
    "Benchmarks": [
        {"Code": code, "Period": "2024-25", "Area": "London", "Value": value,
         "Source": "Department for Education"} for code, value in (("CLA", 51.5), ("STRIP", 3))
    ],
    "Events": [{"Date": "01/04/2025", "Measure": "CLA", "What happened": "New system"}],
}  # fmt: skip  # a row a line


@pytest.mark.parametrize("sheet", contract.SHEETS, ids=lambda sheet: sheet.table)
@pytest.mark.parametrize("filters", [Filters(), Filters(agency=("Metropolitan Police",))])
def test_every_table_comes_back_and_changes_nothing(
    full: Store, sheet: contract.Sheet, filters: Filters
) -> None:
    """Of what is never told, the change list says the same before and after, whatever it is."""
    try:
        frame, facts = contract_table(full, sheet.table, Asked(filters))
    except EscpError:
        pytest.skip("the table has no agency to filter by")
    if filters == Filters():
        assert len(frame)
    if frame.empty:
        return
    checked = check_workbook(excel({sheet.name: frame}, facts, "Out"), "back.xlsx", full)
    assert [each.message for each in checked.problems] == []
    [found] = changes(full, checked)
    untold = {cell.row for cell in found.changed}
    assert [cell for cell in found.changed if cell.old != cell.new] == []
    assert not untold or sheet in {contract.PRACTICE_AUDITS, contract.VOICE}
    assert (found.new, len(untold) + found.unchanged) == (0, len(frame))


def test_what_comes_back_leaves_every_page_as_it_was(full: Store) -> None:
    def pages() -> list[Any]:
        shown = (actions(full, View(q, q.shifted(-1))) for q in quarters(full))
        return [frame.drop(columns=["upload_id", "beside"]).to_dict("list") for frame in shown]

    def tables() -> dict[str, list[str]]:
        return {
            sheet.table: sorted(
                map(
                    str, full.current(sheet.table)[[n for n, _ in sheet.stored]].to_numpy().tolist()
                )
            )
            for sheet in contract.SHEETS
        }

    before = str(pages()), tables()
    for sheet in contract.SHEETS:
        frame, facts = contract_table(full, sheet.table, Asked())
        checked = check_workbook(excel({sheet.name: frame}, facts, "Out"), "back.xlsx", full)
        append(full, checked, "Business unit")
    assert (str(pages()), tables()) == before


def _names(sheet: contract.Sheet) -> list[str]:
    return [name for name, _ in sheet.stored]


# --- the command -------------------------------------------------------------------------------


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Caller:
    monkeypatch.delenv("ESCP_DB", raising=False)
    monkeypatch.chdir(tmp_path)
    return Caller(capsys)


def refs(path: str) -> list[str]:
    """The first column of a CSV file or of a workbook's second sheet, without its heading."""
    content = Path(path).read_bytes()
    if path.endswith(".csv"):
        rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    else:
        book = openpyxl.load_workbook(BytesIO(content))
        rows = [[str(cell) for cell in row] for row in book.worksheets[1].values]
    return [row[0] for row in rows[1:]]


@pytest.mark.parametrize("out", ["out.csv", "OUT.XLSX"])
@pytest.mark.parametrize(
    ("options", "words", "found"),
    [
        ([], "3 actions", ["1.1", "2.1", "2.2"]),
        (["--priority", "2"], "2 actions", ["2.1", "2.2"]),
        (["--agency", "mps"], "2 actions", ["1.1", "2.1"]),
        (["--rag", "not reported"], "1 action", ["2.2"]),
        (["--rag", "red", "--period", "Q1 2024/25"], "0 actions", []),
        (["--table", "Progress", "--rag", "Red"], "1 row", ["2.1"]),
        (["--table", "agencies"], "3 rows",
         ["Enfield Council", "Metropolitan Police", "NHS NCL ICB"]),
        (["--table", "training", "--period", "2024-25 Q1"], "1 row", ["Adultification"]),
    ],
)  # fmt: skip  # a row a line
def test_export_writes_what_was_asked_for(
    call: Caller, store: Store, out: str, options: list[str], words: str, found: list[str]
) -> None:
    said = call("export", out, *options, "--db", store.path, "--by", "Analyst")
    assert (said.code, said.out, said.err) == (0, f"Wrote {words} to {out}.\n", "")
    assert refs(out) == found
    newest = log(store, 1).iloc[0]
    assert (newest["Who"], newest["What"]) == ("Analyst", "Exported")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--priority", "7"], "There is no priority 7. The plan has 1 and 2."),
        (["--priority", "0"], "There is no priority 0. The plan has 1 and 2."),
        (["--agency", "Polic"],
         '"Polic" is not a registered agency. Choose one from the list, or add it to the Agencies '
         "sheet."),
        (["--rag", "Purple"],
         "RAG must be Red, Amber, Green, Complete, Not started or Not reported. "
         'You gave "Purple".'),
        (["--period", "soon"], '"soon" is not a period. Write it as 2025-26 Q3.'),
        (["--period", "2030-31 Q1"],
         "Nothing was reported for 2030-31 Q1. The latest quarter is 2024-25 Q2."),
        (["--plan", "2032-35"], 'There is no plan "2032-35". The dashboard has the plan.'),
        (["--table", "agencies", "--rag", "Red"],
         "The table agencies has no RAG to filter by. Leave that filter out."),
    ],
)  # fmt: skip  # a row a line
def test_export_refuses_in_one_sentence(
    call: Caller, store: Store, tmp_path: Path, options: list[str], sentence: str
) -> None:
    said = call("export", "out.csv", *options, "--db", store.path)
    assert (said.refusal, said.out) == (sentence, "")
    assert list(tmp_path.iterdir()) == []


def test_a_plan_without_progress_can_be_exported(call: Caller, tmp_path: Path) -> None:
    new = open_store(tmp_path / "new.db")
    put(new, plan_workbook())
    assert call("export", "out.csv", "--db", new.path).out == "Wrote 3 actions to out.csv.\n"
    said = call("export", "out.csv", "--table", "progress", "--db", new.path)
    assert said.out == "Wrote 0 rows to out.csv.\n"


@pytest.mark.parametrize(
    ("grades", "shown"),
    [
        ((0, 15, 6, 3), [24, 0, "[c]", 6, "[c]"]),
        ((None, 21, None, 3), [24, "", "[c]", "", "[c]"]),
        ((None, 12, 12, None), [24, "", 12, 12, ""]),
    ],
)
def test_an_audit_of_cases_gives_no_small_count_away(
    tmp_path: Path, grades: tuple[int | None, ...], shown: list[object]
) -> None:
    names = ["Outstanding", "Good", "Requires improvement", "Inadequate"]
    audit = {"Audit": "Front door", "Date": "14/11/2024", "Theme": "Thresholds", "Cases": 24}
    store = plan_store(tmp_path)
    row = audit | dict(zip(names, grades, strict=True))
    put(store, return_workbook("2024-25 Q3", Practice_audits=[row]))
    frame, _ = contract_table(store, "practice_audits", Asked())
    assert frame[["Cases", *names]].fillna("").to_numpy().tolist() == [shown]
