"""Texts as agencies write them, through `understand`: read as they read, or asked, never wrong."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from escp_data.commands.understanding import as_json
from escp_data.store.database import Store, open_store
from escp_data.text.ethnicity import broad_group
from escp_data.text.periods import Period
from escp_data.trackers.answers import Understood
from escp_data.trackers.desk import AGENCY, PERIOD, understand
from escp_data.validation.checks import check_workbook
from tests.workbooks import bare_workbook, workbook

LISTS = Path(__file__).parents[3] / "shared" / "lists"
pytestmark = pytest.mark.skipif(not LISTS.is_dir(), reason="the lists are not beside the project")

Row = dict[str, str]
ANSWERS = {PERIOD: "2025-26 Q3", AGENCY: "Enfield Council"}
FIRST = Period("quarter", 2001, 1)
MUST = {"contract form", "contract word", "plain number", "broad group", "DfE main code and name"}
CALLED = {
    "update": "Progress update", "next steps": "Next steps", "ref": "Ref", "action": "Action",
    "lead": "Lead agency", "due date": "Due date", "revised due date": "Revised due date",
    "start date": "Start date", "value": "Numerator", "denominator": "Denominator",
    "target": "Target", "benchmark": "Benchmark", "change": "Change", "note": "Note",
    "ethnic group": "Ethnic group", "measure": "Code", "agency": "Agency", "period": "Period",
    "evidence": "Evidence", "impact": "Impact", "barriers": "Barriers", "ignore": "Ignored",
}  # fmt: skip  # pairs share a line


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Store:
    return open_store(sample_store)


def lines(name: str) -> list[Row]:
    with (LISTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(store: Store, **sheets: list[list[Any]]) -> tuple[Understood, dict[str, Any]]:
    found = understand(store, workbook(None, **sheets), "own.xlsx", ANSWERS)
    return found, as_json(found)


def quarters() -> Iterator[str]:
    """A quarter of its own for every line, so that no two lines are of one key."""
    return (str(FIRST.shifted(number)) for number in range(1000))


def judged(listed: list[Row], given: list[object], same: Any) -> None:
    """Nothing wrong, what must be read is, and at least four in five of what could be."""
    wrong, missed, could, got = [], [], 0, 0
    for line, value in zip(listed, given, strict=True):
        text, reading = next(iter(line.values())), line["reading"]
        if reading in ("ask", "none", "error", "No update"):
            wrong += [(text, value)] if value is not None else []
            continue
        could += 1
        got += value is not None
        if value is not None and not same(line, value):
            wrong.append((text, value))
        if value is None and line["kind"] in MUST:
            missed.append(text)
    assert (wrong, missed) == ([], [])
    assert got >= 0.8 * could


def test_periods(store: Store) -> None:
    listed = lines("periods")
    table: list[list[Any]] = [["Course", "Period", "Places attended"]]
    table += [[f"Course {n}", line["text"], 7] for n, line in enumerate(listed)]
    _, found = read(store, Data=table)
    periods = {row["Course"]: row.get("Period") for row in found["rows"]["Training"]}
    given = [periods.get(f"Course {n}") for n in range(len(listed))]
    judged(listed, given, lambda line, value: value == line["reading"])


def test_rag_words(store: Store) -> None:
    listed = lines("rag_words")
    table: list[list[Any]] = [["Ref", "Period", "RAG", "Update"]]
    table += [["1.1", quarter, line["text"], "done"]
              for line, quarter in zip(listed, quarters(), strict=False)]  # fmt: skip  # a list
    _, found = read(store, Plan=table)
    rags = {row["Period"]: row.get("RAG") for row in found["rows"]["Progress"]}
    given = [rags.get(quarter) for _, quarter in zip(listed, quarters(), strict=False)]
    judged(listed, given, lambda line, value: value == line["reading"])


def test_counts(store: Store) -> None:
    listed = lines("counts")
    table: list[list[Any]] = [["Measure", "Period", "Number"]]
    table += [["Suspensions from school", quarter, line["text"]]
              for line, quarter in zip(listed, quarters(), strict=False)]  # fmt: skip  # a list
    _, found = read(store, Data=table)
    counts = {row["Period"]: row["Numerator"] for row in found["rows"]["Measure values"]}
    given = [counts.get(quarter) for _, quarter in zip(listed, quarters(), strict=False)]
    judged(listed, given, lambda line, value: str(value) == line["reading"])


def test_ethnic_labels(store: Store) -> None:
    listed = lines("ethnic_labels")
    table: list[list[Any]] = [["Code", "Period", "Ethnic group", "Count"]]
    table += [["CLA", quarter, line["label"], 30]
              for line, quarter in zip(listed, quarters(), strict=False)]  # fmt: skip  # a list
    _, found = read(store, Data=table)
    groups = {row["Period"]: row["Ethnic group"] for row in found["rows"]["Ethnicity counts"]}
    given = [groups.get(quarter) for _, quarter in zip(listed, quarters(), strict=False)]

    def same(line: Row, value: str) -> bool:
        finer = value == broad_group(value) or value == line["name"]
        return broad_group(value) == line["reading"] and finer

    judged(listed, given, same)


def through_check(store: Store, table: str, rows: list[dict[str, Any]], field: str) -> list[object]:
    """What the template's route would store for each row; None where it is an error."""
    content = bare_workbook({"Period": "2025-26 Q3", "Agency": "Enfield Council"}, **{table: rows})
    checked = check_workbook(content, "x.xlsx", store)
    read = checked.rows[table.replace("_", " ")]
    names = [name for name, _ in read.sheet.stored]
    wrong = {problem.cell[1:] for problem in checked.errors}
    pairs = ((row[names.index(field)], row[names.index(f"{field}_marker")]
              if f"{field}_marker" in names else None) for row in read.values)  # fmt: skip  # pairs
    given = [number if number is not None else marker for number, marker in pairs]
    return [None if str(line) in wrong else value
            for line, value in zip(read.numbers, given, strict=True)]  # fmt: skip  # a list


def test_counts_through_check(store: Store) -> None:
    listed = lines("counts")
    rows = [{"Code": "CLA", "Period": quarter, "Ethnic group": "Black", "Count": line["text"]}
            for line, quarter in zip(listed, quarters(), strict=False)]  # fmt: skip  # a list
    given = through_check(store, "Ethnicity_counts", rows, "count")
    judged(listed, given, lambda line, value: str(value) == line["reading"])


def test_ethnic_labels_through_check(store: Store) -> None:
    """One by one but for their codes: a column of every scheme puts them all in doubt."""
    listed = [line for line in lines("ethnic_labels") if len(line["label"].strip()) > 2]
    rows = [{"Code": "CLA", "Period": quarter, "Ethnic group": line["label"], "Count": 30}
            for line, quarter in zip(listed, quarters(), strict=False)]  # fmt: skip  # a list
    given = through_check(store, "Ethnicity_counts", rows, "ethnic_group")

    def same(line: Row, value: str) -> bool:
        finer = value == broad_group(value) or value == line["name"]
        return broad_group(value) == line["reading"] and finer

    judged(listed, given, same)


PROGRESS = ("RAG", "RAG reason", "update", "evidence", "impact", "barriers", "next steps")
VALUES = ("value", "denominator", "target", "benchmark", "change", "note")
CELLS = {"RAG": "Red", "impact": "Emerging", "ethnic group": "Black", "agency": "Enfield Council",
         "period": "2025-26 Q3", "measure": "Suspensions from school",
         "ref": "1.1"}  # fmt: skip  # pairs share a line


def table_of(line: Row) -> list[list[Any]]:
    """A table in which a heading is at home, with a cell that it may have."""
    heading, means = line["heading"], line["is"]
    likely = line["offered"].split("; ")[0] if means == "ask" else means
    if likely == "ethnic group":
        head, row = ["Measure", "Period", "Count"], ["Children looked after", "2025-26 Q3", 30]
    elif likely in (*VALUES, "measure"):
        head, row = ["Indicator", "Q1 2021/22"], ["Suspensions from school", 30]
    else:
        head, row = ["Ref", "RAG", "Evidence"], ["1.1", "Green", "minutes"]
    if likely == "RAG" or likely == "evidence":
        head, row = ["Ref", "Next steps"], ["1.1", "Go on"]
    if likely in ("ref", "measure"):
        head, row = head[1:], row[1:]
    held = CELLS.get(likely, 40 if likely in VALUES and likely != "note" else "words")
    return [[*head, heading], [*row, held]]


def test_headings(store: Store) -> None:
    listed = lines("headings")
    tables = {f"S{n}": table_of(line) for n, line in enumerate(listed)}
    found, as_told = read(store, **tables)
    wrong, could, got = [], 0, 0
    by_sheet = {table["sheet"]: table for table in as_told["tables"]}
    for number, line in enumerate(listed):
        table = by_sheet.get(f"S{number}")
        column = table["columns"][-1] if table and table["columns"] else None
        called = CALLED.get(line["is"], line["is"])
        said = column["is"] if column else "Ignored"
        plain = line["sense"] in ("none", "current")
        stored = said not in ("Asked", "Ignored", "Target", "Benchmark", "Change")
        if line["is"] == "ask":
            wrong += [(line["heading"], said)] if stored else []
            continue
        if stored and not plain and line["is"] in ("value", *PROGRESS):
            wrong.append((line["heading"], said))
        allowed = {called, "Count"} if line["is"] == "value" else {called}
        if stored and said not in allowed:
            wrong.append((line["heading"], said))
        if plain and line["is"] not in ("ignore",):
            could += 1
            got += stored or said == called
    assert wrong == []
    assert got >= 0.8 * could
    assert found.rows
