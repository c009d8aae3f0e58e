"""The files, and that a count of 3 is nowhere in what leaves the store in any form."""

import csv
import json
import math
import re
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from escp_data.disproportionality import (
    ALL_OTHERS,
    EVERYONE,
    Comparison,
    findings,
    notes,
    stages,
    table,
    trend,
)
from escp_data.estimates.rates import crude_rate, relative_rate_index
from escp_data.markers import Reason
from escp_data.papers.disproportionality_file import figures_csv, figures_excel, mark_gaps
from escp_data.store.database import Store, open_store
from escp_data.text.periods import parse_period
from escp_data.text.rounding import as_percent, digits
from tests.calls import Caller
from tests.counted import MEASURE, PEOPLE, give, give_all, new_store

NOW = Comparison(parse_period("2025-26 Q3"))
YEAR = parse_period("2024/25 academic")


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def cells_of(content: bytes) -> list[Any]:
    book = openpyxl.load_workbook(BytesIO(content))
    return [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]


def test_csv_marks_each_gap_and_says_why(sample_store: Path) -> None:
    rows = rows_of(figures_csv(open_store(sample_store), NOW, ("CLA",), every_period=False))
    other = next(row for row in rows if row["group"] == "Other")
    assert [other[name] for name in ("count", "rate", "rri", "excess", "verdict", "gap")] == (
        ["[c]"] * 6
    )
    assert (other["population"], other["hidden"]) == ("4954", "True")
    assert other["why"] == Reason.HIDDEN.sentence
    white = next(row for row in rows if row["group"] == "White")
    assert (white["count"], white["rri"], white["why"]) == ("163", "[z]", Reason("z").sentence)
    own = "As set for each measure"
    assert (white["Compared with"], white["reference"], white["Confidence"]) == (
        own,
        "White",
        "95%",
    )


def test_csv_holds_every_period_and_what_is_missing(sample_store: Path) -> None:
    rows = rows_of(figures_csv(open_store(sample_store), NOW, ("EDASLT",)))
    assert len(rows) == 8 * 5
    gap = next(row for row in rows if row["period"] == "2024-25 Q2" and row["group"] == "Black")
    why = f"{Reason('x').sentence}; {Reason('overlap').sentence}"
    assert (gap["count"], gap["why"], gap["hidden"]) == ("[x]", why, "False")


def test_excel_has_a_cover_figures_stages_and_notes(sample_store: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(figures_excel(open_store(sample_store), NOW)))
    assert book.sheetnames == ["Cover", "Coverage", "Figures", "Over time", "Stages", "Notes"]
    rows = book["Cover"].iter_rows(min_row=3, values_only=True)
    cover = {str(label): str(words) for label, words in rows}
    assert cover["Up to"] == "2025-26 Q3 (October to December 2025)"
    assert cover["Not given"].startswith("[c] hidden to protect children")
    figures = list(book["Figures"].iter_rows(values_only=True))
    assert figures[0][:6] == ("measure", "period", "group", "reference", "basis", "count")
    assert figures[2][:6] == (
        "Suspensions from school", "2024/25 academic", "Black", "White",
        "Pupils in state-funded schools", 915,
    )  # fmt: skip  # a list in few lines
    at = figures[0].index("change")
    assert figures[0][at : at + 5] == (
        "change", "change_lower", "change_upper", "confidence", "baseline",
    )  # fmt: skip  # a list in few lines
    assert [f"{part:.2f}" for part in figures[2][at : at + 3]] == ["0.95", "0.80", "1.12"]
    assert figures[2][at + 3 : at + 5] == (0.95, "school year 2023/24")
    assert figures[4][at : at + 3] == ("[z]", "[z]", "[z]")
    assert [row for row in figures if row[5] == "[c]"]
    stage = list(book["Stages"].iter_rows(values_only=True))[1]
    assert stage[10:13] == ("[z]", "[z]", "[z]")


def test_excel_of_a_measure_that_stands_alone(sample_store: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(figures_excel(open_store(sample_store), NOW, ("CLA",))))
    assert book["Stages"].max_row == 1


def test_marked_keeps_numbers_as_numbers(sample_store: Path) -> None:
    cells = mark_gaps(table(open_store(sample_store), NOW, ("SUSP",)))
    assert cells["count"].tolist() == [85, 915, 502, 1651, 191]
    assert cells["why"].tolist() == ["", "", "", Reason("z").sentence, ""]


def sentinel(folder: Path) -> Store:
    """Black children: 3. White: 170, twice; everybody else above 60."""
    before = MEASURE | {"Code": "BEFORE", "Measure": "Before"}
    store = new_store(folder, (MEASURE | {"Preceding measure": "BEFORE"}, before))
    give(store, "2023/24 academic", (61, 90, 67, 171, 73, 79), day="2024-09-01")
    give(store, str(YEAR), (64, 3, 68, 170, 71, 83), day="2025-09-01", total=459)
    both = {"2023/24 academic": (300,) * 6, str(YEAR): (300,) * 6}
    give_all(store, both, code="BEFORE", day="2025-09-02")
    return store


def everything(store: Store, call: Caller) -> tuple[str, list[float]]:
    """All text and all numbers of every form, for every comparator."""
    texts: list[str] = []
    numbers: list[float] = []
    for reference in ("White", "Black", ALL_OTHERS, EVERYONE, None):
        asked = Comparison(YEAR, reference=reference)
        for frame in (
            table(store, asked, every_period=True),
            trend(store, asked, "SEARCH"),
            stages(store, asked, "SEARCH"),
        ):
            numbers += frame.select_dtypes("number").to_numpy(float).ravel().tolist()
            texts.append(frame.to_csv())
        found = findings(store, asked, group=None)
        texts += [repr(each) for each in found]
        texts += [repr(notes(store, asked, code)) for code in ("SEARCH", "BEFORE")]
        cells = [*cells_of(figures_excel(store, asked))]
        numbers += [float(cell) for cell in cells if isinstance(cell, int | float)]
        texts += [cell for cell in cells if isinstance(cell, str)]
        texts.append(figures_csv(store, asked).decode())
        for form in ((), ("--csv",), ("--json",)):
            option = ("--reference", reference) if reference else ()
            said = call("disproportionality", "--db", store.path, *option, *form)
            assert said.code == 0
            texts.append(said.out)
    return "\n".join(texts), numbers


def test_a_count_of_three_is_nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = sentinel(tmp_path)
    text, numbers = everything(store, Caller(capsys))
    assert "[c]" in text
    rate = crude_rate(3, PEOPLE["Black"], 1000)
    ratio = relative_rate_index(3, PEOPLE["Black"], 170, PEOPLE["White"])
    made = [3.0, *rate, *ratio, 1 / ratio.value, 3 / 300, 3 / 459, (3 / 300) / (170 / 300)]
    made += [3 - PEOPLE["Black"] * 170 / PEOPLE["White"], rate.value - 170 / 26]
    shown_numbers = {round(number, 9) for number in numbers if math.isfinite(number)}
    assert [each for each in made if round(each, 9) in shown_numbers] == []
    for each in made[1:]:
        assert not re.search(rf"(?<![\d.]){re.escape(repr(each))}(?!\d)", text)
    for words in (
        digits(rate.value, 2),
        digits(ratio.value, 2),
        as_percent(3 / 459, 1),
    ):
        assert f" {words} " not in text
    for row in csv.DictReader(StringIO(figures_csv(store, Comparison(YEAR)).decode("utf-8-sig"))):
        if (row["group"], row["period"], row["code"]) == ("Black", str(YEAR), "SEARCH"):
            assert {row[name] for name in ("count", "rate", "rri", "excess", "verdict")} == {"[c]"}


def test_json_says_null_and_hidden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = sentinel(tmp_path)
    said = Caller(capsys)(
        "disproportionality", "--db", store.path, "--measure", "search", "--period", str(YEAR),
        "--json",
    )  # fmt: skip  # pairs share a line
    rows = {row["group"]: row for row in json.loads(said.out)}
    assert {rows["Black"][name] for name in ("count", "rate", "rri", "verdict")} == {None}
    assert rows["Black"]["hidden"] is True
    assert rows["White"]["count"] == 170
