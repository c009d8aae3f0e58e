"""The command `disproportionality`."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from escp_data.disproportionality import COLUMNS
from escp_data.markers import Reason
from escp_data.store.database import Store
from tests.calls import Caller
from tests.counted import MEASURE, give, new_store


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str], sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> Caller:
    monkeypatch.setenv("ESCP_DB", str(sample_store))
    return Caller(capsys)


def test_text_is_a_table_for_people(call: Caller) -> None:
    said = call("disproportionality", "--measure", "susp", "--period", "2025-26 Q3")
    assert said.code == 0
    answers, _, figures = said.out.partition("\n\n")
    too_few = "Too few measures for one answer on the gap between "
    whose = ("Asian and White", "Black and White")
    assert [line.split(" children")[0] for line in answers.split("\n")] == [
        *(f"{too_few}{each}" for each in whose),
        *[too_few.strip()] * 2,
    ]
    shown = figures.removesuffix("\n").split("\n")
    assert shown[:2] == [
        "Suspensions from school, school year 2024/25",
        "  in comparison to White; per 100 of Pupils in state-funded schools (school year 2024/25)",
    ]
    words = [" ".join(line.split()) for line in shown[2:]]
    assert words[:1] + words[2:3] + words[4:5] + words[6:] == [
        "Group Count Population Rate RRI Excess Verdict",
        "Black 915 11,557 7.92 (7.21 to 8.68) 1.25 (1.11 to 1.40) 183 no clear change",
        "White 1,651 26,061 6.34 (5.91 to 6.78) [z] [z] [z]",
        "",
        "[c] hidden to protect children, [x] missing, [z] not applicable",
    ]
    places = [shown[line].index(mark) for line, mark in ((3, "1.71"), (4, "7.92"))]
    assert places[0] == places[1]


def test_without_a_period_there_is_every_period(call: Caller) -> None:
    said = call("disproportionality", "--measure", "SUSP", "--csv")
    rows = list(csv.DictReader(StringIO(said.out)))
    assert list(rows[0])[: len(COLUMNS)] == list(COLUMNS)
    assert {row["period"] for row in rows} == {"2023/24 academic", "2024/25 academic"}
    black = next(row for row in rows if row["group"] == "Black")
    assert (black["count"], black["verdict"], black["hidden"]) == ("865", "[z]", "False")


def test_json_is_a_list_of_rows(call: Caller) -> None:
    said = call("disproportionality", "--period", "2025-26 Q3", "--json")
    rows = json.loads(said.out)
    assert len(rows) == 55
    assert list(rows[0])[: len(COLUMNS)] == list(COLUMNS)
    assert [row["verdict"] for row in rows[:5]] == ["no clear change"] * 3 + [None] + [
        "no clear change"
    ]
    assert '"count": 85,' in said.out
    assert '"population": 4961,' in said.out
    assert round(rows[1]["change"], 2) == 0.95
    assert (rows[1]["dispersion"], rows[1]["confidence"]) == (2.0, 0.95)
    assert round(rows[1]["excess_lower"]) == 86
    together = rows[1]["together"]
    change = [round(together.pop(name), 2) for name in ("ratio_change", "lower", "upper")]
    assert change == [0.79, 0.43, 1.47]
    assert together == {
        "confidence": 0.99, "verdict": "no clear change",
        "measures": ["Children looked after at 31 March", "Stop and search of children",
                     "Children diverted from court", "Emergency visits after an assault"],
        "narrowing": ["Stop and search of children"],
        "widening": ["Referrals by ethnicity", "Assessments by ethnicity"],
    }  # fmt: skip  # a list in few lines


def test_without_a_comparator_each_measure_has_its_own(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The column `reference` says which group it was."""
    none = {name: value for name, value in MEASURE.items() if name != "Reference group"}
    asian = MEASURE | {"Code": "OWN", "Reference group": "Asian"}
    store = new_store(tmp_path, (asian, none))
    for code in ("OWN", "SEARCH"):
        give(store, "2023/24 academic", (64, 75, 68, 170, 71, 83), code=code)
    said = Caller(capsys)("disproportionality", "--db", store.path, "--json")
    rows = {(row["code"], row["reference"]) for row in json.loads(said.out)}
    assert rows == {("OWN", "Asian"), ("SEARCH", "White")}
    text = Caller(capsys)("disproportionality", "--db", store.path, "--measure", "own")
    assert "in comparison to Asian; " in text.out


def zeros(folder: Path) -> Store:
    """Black 60 and White 0; Mixed 0, too; Asian few once."""
    store = new_store(folder)
    give(store, "2022/23 academic", (64, 75, 68, 170, 71, 83))
    give(store, "2023/24 academic", (64, 60, 0, 0, 71, 83))
    return store


def test_nothing_that_is_empty_is_without_a_reason(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    store = zeros(tmp_path)
    said = Caller(capsys)("disproportionality", "--db", store.path, "--json")
    rows = json.loads(said.out)
    assert [row for row in rows if None in row.values() and not row["why"]] == []
    now = {row["group"]: row for row in rows if row["period"] == "2023/24 academic"}
    assert (now["Mixed"]["rri"], now["Mixed"]["why"]) == (None, "neither")
    assert (now["Black"]["rri"], now["Black"]["why"]) == (None, "infinite")
    assert now["Black"]["rri_lower"] > 1
    assert not any(row["hidden"] for row in now.values())
    said = Caller(capsys)("disproportionality", "--db", store.path, "--csv")
    cells = list(csv.DictReader(StringIO(said.out)))
    marked = [row for row in cells if {"[c]", "[x]", "[z]"} & set(row.values())]
    assert [row for row in marked if not row["why"]] == []
    mixed, black = (
        next(row for row in cells if row["group"] == group and row["count"] in ("0", "60"))
        for group in ("Mixed", "Black")
    )
    assert [mixed["rri"], mixed["why"].split(";")[0]] == ["[z]", Reason("neither").sentence]
    assert [black["rri"], black["rri_upper"], black["why"].split(";")[0]] == [
        *["[z]", "[z]", Reason("infinite").sentence]
    ]
    assert float(black["rri_lower"]) > 1


def test_text_gives_the_least_a_ratio_can_be(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    store = zeros(tmp_path)
    said = Caller(capsys)("disproportionality", "--db", store.path, "--period", "2023/24 academic")
    assert "∞" not in said.out
    assert any("Black" in line and " at least " in line for line in said.lines)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("black", "Black"),
        ("Black or Black British", "Black"),
        ("all other children", "All other children"),
        ("Whole population", "Whole population"),
    ],
)
def test_a_comparator_by_any_name(call: Caller, given: str, meant: str) -> None:
    said = call("disproportionality", "--measure", "SUSP", "--reference", given, "--json")
    assert {row["reference"] for row in json.loads(said.out)} == {meant}


def test_another_basis_and_one_agency(call: Caller) -> None:
    said = call(
        "disproportionality", "--measure", "CLA", "--basis", "pupils in state-funded schools",
        "--agency", "enfield council", "--period", "2025-26 Q3", "--json",
    )  # fmt: skip  # pairs share a line
    black = json.loads(said.out)[1]
    assert (black["group"], round(black["rri"], 2)) == ("Black", 1.63)


def test_before_anything_was_counted(call: Caller) -> None:
    said = call("disproportionality", "--period", "2019-20 Q1")
    assert (said.code, said.out) == (0, "Nothing was on record by 2019-20 Q1.\n")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ("--measure", "SUP"),
            'There are no counts by ethnic group for "SUP". Did you mean SUSP?',
        ),
        (
            ("--reference", "Blak"),
            'No group to compare with is called "Blak". Did you mean Black?',
        ),
        (
            ("--reference", "WBRI"),
            'No group to compare with is called "WBRI". Choose Asian, Black, Mixed, '
            "White, Other, All other children or Whole population.",
        ),
        (("--period", "soon"), '"soon" is not a period. Write it as 2025-26 Q3.'),
        (
            ("--basis", "Census 2021, aged 10-17"),
            'There is no population called "Census 2021, aged 10-17". Did you mean Census 2021, '
            "aged 10 to 17?",
        ),
    ],
)
def test_what_cannot_be_asked(call: Caller, options: tuple[str, ...], sentence: str) -> None:
    said = call("disproportionality", *options)
    assert (said.code, said.out, said.err) == (2, "", f"{sentence}\n")


def test_a_store_without_counts(
    call: Caller, empty_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESCP_DB", str(empty_store))
    assert call("disproportionality").refusal == (
        "The dashboard has no counts by ethnic group yet. Upload a return first."
    )
