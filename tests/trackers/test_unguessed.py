"""What a tracker leaves open is asked in its place: nothing is stored on a guess."""

import io
from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from escp_data.records.uploads import append
from escp_data.store.database import Store, open_store
from escp_data.trackers.answers import Understood
from escp_data.trackers.conversion import as_workbook, said_in
from escp_data.trackers.desk import understand
from escp_data.trackers.known import actions_of_the_plan
from escp_data.validation.checks import check_workbook
from tests.workbooks import workbook

Lines = Sequence[Sequence[Any]]
BLUE = "0070C0"
COUNCIL = "Enfield Council"
PROGRESS = ("Ref", "Action", "RAG", "Update")


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Store:
    return open_store(sample_store)


def book(
    sheets: Lookup[str, Lines],
    period: object = "2025-26 Q3",
    plan: str = "",
    fills: Sequence[tuple[str, str]] = (),
    merged: str = "",
) -> bytes:
    """A file with a Cover; `fills` are blue cells, by sheet and name, `merged` of the first."""
    made = Workbook()
    cover = made.worksheets[0]
    cover.title = "Cover"
    for label, value in {"Period": period, "Agency": COUNCIL, "Plan": plan}.items():
        cover.append([label, value or None])
    for name, lines in sheets.items():
        page = made.create_sheet(name)
        for line in lines:
            page.append(list(line))
    for sheet, cell in fills:
        made[sheet][cell].fill = PatternFill("solid", fgColor=BLUE)
    if merged:
        made.worksheets[1].merge_cells(merged)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def rows(found: Understood, *fields: str) -> list[tuple[object, ...]]:
    return [tuple(row.value(field) for field in fields) for row in found.rows]


def asked(found: Understood) -> list[str]:
    return [part.id for question in found.open for part in question.open]


def told_of(store: Store, found: Understood) -> set[tuple[str, str]]:
    """(plan, ref) of all the progress that is stored."""
    checked = check_workbook(
        as_workbook(found, found.period, found.agency), "t.xlsx", store, said_in(found)
    )
    assert [each.message for each in checked.errors] == []
    upload = append(store, checked, "Chair").upload_id
    with store.reading() as connection:
        asks = "SELECT plan, ref FROM progress WHERE upload_id = ?"
        return set(connection.execute(asks, (upload,)).fetchall())


def of_the_plan(store: Store, plan: str, *refs: str) -> list[tuple[str, ...]]:
    words = actions_of_the_plan(store, plan)
    return [PROGRESS, *((ref, words[ref], "Green", "Fine") for ref in refs)]


@pytest.mark.parametrize("reported_first", [False, True])
@pytest.mark.parametrize(
    ("period", "plan", "of"),
    [
        ("2026-27 Q1", "", "2026-29"),
        ("2025-26 Q4", "", "2023-26"),
        ("2025-26 Q4", "2026-29", "2026-29"),
        ("2026-27 Q1", "2023-26", "2023-26"),
    ],
)
def test_refs_are_of_the_covers_plan_else_of_the_one_in_force(
    own_store: Path, period: str, plan: str, of: str, *, reported_first: bool
) -> None:
    store = open_store(own_store)
    if reported_first:
        lines = [["Ref", "RAG"], ["2.1", "Green"]]
        told_of(store, understand(store, book({"T": lines}, "2026-27 Q1"), "first.xlsx"))
    refs = ("2.2", "3.1") if of == "2023-26" else ("2.2", "4.1")
    found = understand(store, book({"T": of_the_plan(store, of, *refs)}, period, plan), "t.xlsx")
    assert asked(found) == []
    assert told_of(store, found) == {(of, ref) for ref in refs}


def test_quarters_of_two_plans_are_asked_and_the_others_rows_left_out(own_store: Path) -> None:
    store = open_store(own_store)
    lines = [["Ref", "Quarter", "RAG"], ["2.1", "2025-26 Q4", "G"], ["2.1", "2026-27 Q1", "G"]]
    content = book({"T": lines}, "2026-27 Q1")
    found = understand(store, content, "t.xlsx")
    assert asked(found) == ["file|plan"]
    for plan, period in (("2023-26", "2025-26 Q4"), ("2026-29", "2026-27 Q1")):
        told = understand(store, content, "t.xlsx", {"file|plan": plan})
        assert (asked(told), rows(told, "period")) == ([], [(period,)])
        assert told_of(store, told) == {(plan, "2.1")}


def test_a_plan_that_is_not_on_record_and_a_quarter_that_is_open_are_asked_first(
    store: Store,
) -> None:
    lines = [["Ref", "RAG"], ["9.9", "Green"]]
    found = understand(store, book({"T": lines}, plan="2031-34"), "t.xlsx")
    assert asked(found)[0] == "file|plan"
    open_quarter = understand(store, workbook(None, T=lines), "t.xlsx")
    assert open_quarter.questions[0].id == "file"


def test_an_answer_about_one_plans_action_says_nothing_of_the_nexts(store: Store) -> None:
    lines = [["Ref", "RAG"], ["A7", "Green"]]
    now, after = (
        asked(understand(store, book({"T": lines}, period), "t.xlsx"))
        for period in ("2025-26 Q4", "2026-27 Q1")
    )
    assert (now, after) == (["action|A7"], ["action|2026-29|A7"])


MONTHS = ["Jan 2026", "Feb 2026", "Mar 2026"]


@pytest.mark.parametrize(
    ("lines", "merged", "asks"),
    [
        ([["Code", *MONTHS, *MONTHS], ["STOP", 100, 110, 120, 1, 2, 3]], "", 3),
        ([["Code", *MONTHS, MONTHS[2]], ["STOP", 10, 20, 30, 40]], "", 1),
        ([[None, "2025-26", *[None] * 3], ["Code", "Jun", "Sep", "Dec", "Mar"],
          ["STOP", 100, 90, 80, 70]], "B1:E1", 4),
        ([["Code", "Jun 2025"], ["STOP", 100]], "", 1),
        ([["Code", "2025-26 Jun"], ["STOP", 100]], "", 1),
    ],
)  # fmt: skip  # a table a case
def test_months_that_are_not_a_quarters_three_are_asked(
    store: Store, lines: Lines, merged: str, asks: int
) -> None:
    found = understand(store, book({"T": lines}, merged=merged), "t.xlsx")
    assert rows(found, "numerator") == []
    assert len(asked(found)) >= asks


def test_of_columns_headed_alike_each_can_be_chosen(store: Store) -> None:
    content = book({"T": [["Code", *MONTHS, MONTHS[2]], ["STOP", 10, 20, 30, 40]]})
    (question,) = (q for q in understand(store, content, "t.xlsx").open if q.id == "which")
    (part,) = question.open
    for option, whole in zip(part.likely, (60, 70), strict=True):
        told = understand(store, content, "t.xlsx", {part.id: option.value})
        assert rows(told, "numerator") == [(whole,)]
    content = book({"T": [["Ref", "RAG", "RAG"], ["1.1", "Green", "Red"]]})
    (part_id,) = (each for each in asked(understand(store, content, "t.xlsx")) if "which" in each)
    told = understand(store, content, "t.xlsx", {part_id: "RAG (T!B1)"})
    assert rows(told, "rag") == [("Green",)]


def test_a_part_of_a_whole_beside_another_whole_is_asked(store: Store) -> None:
    content = book({"T": [["Code", "Number", "Denominator"], ["EDASLT", "12 of 15", 20]]})
    (part,) = (each for each in asked(understand(store, content, "t.xlsx")) if "numerator" in each)
    answers = {part: "12 with 15 as denominator"}
    found = understand(store, content, "t.xlsx", answers)
    (asks,) = asked(found)
    assert asks.startswith("disagree|denominator")
    for whole in (15, 20):
        told = understand(store, content, "t.xlsx", answers | {asks: str(whole)})
        assert rows(told, "numerator", "denominator") == [(12, whole)]


EQUAL = {
    "groups": [["Code", "Ethnic group", "Sex", "Count"],
               ["CLA", "White British", "M", 50], ["CLA", "White British", "F", 50]],
    "sessions": [["Course", "Agency", "Places attended"],
                 ["Neglect", COUNCIL, 12], ["Neglect", COUNCIL, 12]],
    "values": [["Code", "Number"], ["STOP", 120], ["STOP", 120]],
}  # fmt: skip  # a table a case


@pytest.mark.parametrize("lines", EQUAL.values(), ids=EQUAL)
def test_equal_numbers_are_one_across_tables_and_asked_within_one(
    store: Store, lines: Lines
) -> None:
    found = understand(store, book({"T": lines}), "t.xlsx")
    (part,) = asked(found)
    assert part.startswith("disagree|")
    apart = understand(store, book({"T": lines[:2], "U": [lines[0], lines[2]]}), "t.xlsx")
    assert (asked(apart), len(apart.rows)) == ([], 1)


@pytest.mark.parametrize("period", ["Q3", "Quarter 3 (Oct-Dec)", "Q3 and Q4 2025-26", "Autumn"])
def test_a_cover_that_is_not_understood_is_asked_whatever_a_sheet_is_called(
    store: Store, period: str
) -> None:
    lines = [["Ref", "RAG"], ["1.1", "Green"]]
    found = understand(store, book({"Q2 2025-26": lines}, period), "t.xlsx")
    (part,) = (part for question in found.open for part in question.open)
    assert (found.period, part.id, part.cells) == ("", "file|period", ("Cover!B1",))


def test_each_sheet_has_its_own_key_and_one_without_is_asked_where_they_disagree(
    store: Store,
) -> None:
    head = ["Ref", "RAG"]
    one: dict[str, Lines] = {
        "A": [head, ["1.1", None], [], ["Blue = Complete"]],
        "B": [head, ["1.2", None], [], ["Blue = Not started"]],
    }
    fills = [("A", "B2"), ("B", "B2")]
    found = understand(store, book(one, fills=fills), "t.xlsx")
    assert rows(found, "ref", "rag") == [("1.1", "Complete"), ("1.2", "Not started")]
    three = one | {"C": [head, ["1.3", None]]}
    found = understand(store, book(three, fills=[*fills, ("C", "B2")]), "t.xlsx")
    assert asked(found) == [f"colour|{BLUE}"]


def test_an_agency_without_another_name_is_known_by_its_own(own_store: Path) -> None:
    store = open_store(own_store)
    lines = [["Youth service", "Relevant agency", "-"]]
    checked = check_workbook(
        workbook({"Period": "2025-26 Q3", "Agency": "All agencies"}, Agencies=lines), "a", store
    )
    append(store, checked, "Chair")
    titled = [["Youth service - progress - Q3 2025-26"], [], ["Ref", "RAG"], ["1.1", "Green"]]
    found = understand(store, workbook(None, T=titled), "a - b.xlsx")
    (part,) = (p for q in found.open for p in q.open if p.id == "file|agency")
    assert [each.value for each in part.likely] == ["Youth service"]


@pytest.mark.parametrize("heading", ["Agency", "Reported by"])
def test_several_agencies_in_one_tracker_keep_their_own_words(store: Store, heading: str) -> None:
    lines = [["Ref", heading, "RAG", "Update"], ["2.1", COUNCIL, "Green", "We did"],
             ["2.1", "Metropolitan Police", "Green", "We did not"]]  # fmt: skip  # a row a line
    content = book({"T": lines})
    found = understand(store, content, "t.xlsx")
    (part,) = asked(found)
    assert (found.rows, part.startswith("heading|")) == ((), True)
    told = understand(store, content, "t.xlsx", {part: "agency"})
    assert rows(told, "agency", "progress_update") == [
        (COUNCIL, "We did"), ("Metropolitan Police", "We did not"),
    ]  # fmt: skip  # a row a line
