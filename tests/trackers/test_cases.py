"""Small workbooks as agencies send them: the right value or a question, never a wrong value.

Each file is one of a kind; what should come out is written out by hand. On the page and through
`check` they go the same way (`test_on_the_page`, `test_by_check`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from escp_data.commands.understanding import as_json
from escp_data.store.database import Store, open_store
from escp_data.trackers.desk import understand
from escp_data.validation.checks import check_workbook

FILES = Path(__file__).parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="the cases are not beside the project")

REFS = ("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4")
TEN = ("SUSP", "REFER", "CPSTART", "PEXC", "STOP", "STRIP", "EDASLT", "DIVERT", "CLA", "COCSCH")


@dataclass(frozen=True)
class Want:
    """What is stored without an answer, and words of what is asked or left out."""

    rags: dict[tuple[str, str], str] = field(default_factory=dict)
    values: dict[tuple[str, str], Any] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    out: tuple[str, ...] = ()


def rags(quarter: str, letters: str, refs: Iterable[str] = REFS) -> dict[tuple[str, str], str]:
    words = {"R": "Red", "A": "Amber", "G": "Green", "N": "Not started", "C": "Complete"}
    return {(ref, quarter): words[letter] for ref, letter in zip(refs, letters, strict=False)
            if letter != "-"}  # fmt: skip  # pairs share a line


WANTED = {
    "01-status-before-rag": Want(rags("", "RAG")),
    "02-previous-current-rag": Want(rags("", "RG"), out=("an earlier time",)),
    "04-kpi-target-year": Want(
        values={("REFER", "2023-24"): 4615, ("REFER", "2024-25"): 4214,
                ("REFER", "2025-26 Q1"): 1050, ("REFER", "2025-26 Q2"): 1101,
                ("CPSTART", "2023-24"): 210, ("CPSTART", "2024-25"): 220,
                ("CPSTART", "2025-26 Q1"): 55, ("CPSTART", "2025-26 Q2"): 60},
        out=("Target 2025/26",),
    ),
    "06-total-measures": Want(
        values={("REFER", "2025-26 Q1"): 1050, ("REFER", "2025-26 Q2"): 1101,
                ("CPSTART", "2025-26 Q1"): 55, ("CPSTART", "2025-26 Q2"): 60,
                ("SUSP", "2025-26 Q1"): 300, ("SUSP", "2025-26 Q2"): 310},
    ),
    "07-fy25": Want(asks=("Which financial years are meant",)),
    "10-status-words": Want(asks=("Incomplete", "50% complete", "Nearly complete", "On hold")),
    "13-legend-letters": Want(rags("", "N-CN-CN-CN"), asks=('"A"',)),
    "14-number-words": Want(
        values={("SUSP", "2025-26 Q1"): "c", ("REFER", "2025-26 Q1"): "c",
                ("COCSCH", "2025-26 Q1"): 1204},
        asks=("24/7 line: 30", "45 in 2024/25", "12*"),
    ),
    "16-one-quarter": Want(values={(code, "2025-26 Q3"): n for n, code in enumerate(TEN, 20)}),
    "17-h1": Want(out=("H1 2025/26", "2025/26 YTD", "no quarter's and no year's")),
    "21-eth": Want(asks=("Children looked after",)),
    "31-superscript-strike-values": Want(
        values={("SUSP", "2025-26 Q4"): 312, ("PEXC", "2025-26 Q4"): 17},
        out=("superscripts and struck-out parts",),
    ),
    "38-very-hidden-sheet": Want(rags("2025-26 Q4", "G"), out=("Measure values is hidden",)),
    "44-first-cell-place-only": Want(rags("2025-26 Q4", "GA")),
    "45-blank-cell-with-place": Want(
        values={(code, f"2025-26 Q{n}"): each for code, line in
                (("SUSP", (300, 310, 320)), ("REFER", (1000, 1100, 1200)))
                for n, each in enumerate(line, 1)},
    ),
    "57-when-column": Want(rags("", "GARGGAGGRG"), asks=("Which quarter",)),
    "63-title-updated-date": Want(rags("2025-26 Q4", "GARG")),
    "66-rate-rows": Want(asks=("rate per 100 pupils", "rate per 10,000", "per 1,000")),
    "69-avg-col": Want(
        values={("REFER", "2025-26 Q1"): 1050, ("REFER", "2025-26 Q2"): 1101},
        out=("Same quarter 2024/25", "Statistical neighbours 2023/24"),
    ),
    "71-only-two-months": Want(asks=("Months are missing",)),
    "77-eth-list": Want(asks=("Children looked after",)),
    "78-actions-with-rag": Want(rags("2025-26 Q4", "RA")),
    "81-cell-notes": Want(rags("2025-26 Q4", "G"), out=("notes on cells (C2, E2), not read",)),
    "84-ref-text-disagree": Want(asks=("1.1 Adultification", "1.2 Section 11", "2.1 Capture")),
    "86-own-measures": Want(asks=("Suspensions of pupils with SEND", "Referrals to the LADO")),
    "99-heading-year-dropped": Want(rags("2024-25 Q3", "GGGG") | rags("2024-25 Q4", "RRRR")),
}  # fmt: skip  # a file a line


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Store:
    return open_store(sample_store)


def test_every_file_is_here() -> None:
    assert {path.stem for path in FILES.glob("*.xlsx")} == set(WANTED)


@pytest.mark.parametrize("name", WANTED)
def test_the_right_value_or_a_question(store: Store, name: str) -> None:
    want, path = WANTED[name], FILES / f"{name}.xlsx"
    found = as_json(understand(store, path.read_bytes(), path.name))
    rows = found["rows"]
    said = {(row["Ref"], row.get("Period", "")): row["RAG"]
            for row in rows.get("Progress", []) if "RAG" in row}  # fmt: skip  # pairs
    values = {(row["Code"], row["Period"]): row["Numerator"]
              for row in rows.get("Measure values", [])}  # fmt: skip  # pairs share a line
    assert (said, values, rows.get("Ethnicity counts", [])) == (want.rags, want.values, [])
    asks, out = " ".join(found["asks"]), " ".join(found["left_out"])
    assert [words for words in want.asks if words not in asks] == []
    assert [words for words in want.out if words not in out + asks] == []


def test_ethnic_labels_of_a_table_once_its_measure_is_known(store: Store) -> None:
    """White British stands there twice, with two numbers: which of them is asked, too."""
    path = FILES / "21-eth.xlsx"
    given = {"code|Children looked after": "CLA"}
    rows = as_json(understand(store, path.read_bytes(), path.name, given))["rows"]
    assert [(row["Ethnic group"], row["Count"]) for row in rows["Ethnicity counts"]] == [
        ("Any other White background", 9),
    ]  # fmt: skip  # pairs share a line


BY_CHECK = {
    "31-superscript-strike-values": {"PEXC": 17, "SUSP": 312},
    "38-very-hidden-sheet": {"SUSP": 300},
}


@pytest.mark.parametrize("name", sorted(WANTED))
def test_by_check(store: Store, name: str) -> None:
    """Nothing but the template's own route is taken: right, or a sentence."""
    path = FILES / f"{name}.xlsx"
    checked = check_workbook(path.read_bytes(), path.name, store)
    numbers = checked.rows.get("Measure values")
    if name in BY_CHECK:
        assert numbers is not None
        assert {row[0]: row[3] for row in numbers.values} == BY_CHECK[name]
    if not checked.errors:
        assert checked.warnings or name == "44-first-cell-place-only"
