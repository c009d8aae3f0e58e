"""`understand`: an agency's own tracker at a terminal, in words and as JSON."""

import json
from pathlib import Path

import pytest

from escp_data.store.database import Store
from tests.calls import Caller
from tests.store.test_store import dump
from tests.workbooks import workbook

PLAN = [
    ["Ref", "RAG", "Update", "Due date"], ["1.1", "Green", "Reports looked at", "31/03/2026"],
    ["2.2", "On hold", "Two visits", "31/03/2026"],
]  # fmt: skip  # a row a line


@pytest.fixture
def own(folder: Path) -> Path:
    path = folder / "own.xlsx"
    path.write_bytes(workbook(None, Plan=PLAN))
    return path


def test_as_json_it_has_the_contracts_shape(call: Caller, own: Path, store: Store) -> None:
    before = dump(store)
    asked = ("understand", own, "--db", store.path, "--json")
    said = call(*asked, "--period", "Q3 2025/26", "--agency", "icb")
    told = json.loads(said.out)
    assert (said.code, said.err, told.pop("left_out"), dump(store)) == (
        1, "",
        ['Column D of Plan!A1:D3, "Due date": The plan workbook sets it; a return does not '
         "change it.", "Plan!B3: It is asked what it means."],
        before,
    )  # fmt: skip  # a list in few lines

    def column(letter: str, heading: str, called: str) -> dict[str, object]:
        return {"column": letter, "heading": heading, "is": called, "sense": "none", "period": "",
                "about": "", "sure": True}  # fmt: skip  # pairs share a line

    assert told == {
        "file": "own.xlsx",
        "tables": [{
            "sheet": "Plan", "range": "A1:D3", "becomes": "Progress",
            "columns": [column("A", "Ref", "Ref"), column("B", "RAG", "RAG"),
                        column("C", "Update", "Progress update"),
                        column("D", "Due date", "Due date")],
        }],
        "rows": {"Progress": [
            {"Ref": "1.1", "RAG": "Green", "Progress update": "Reports looked at",
             "Period": "2025-26 Q3"},
            {"Ref": "2.2", "Progress update": "Two visits", "Period": "2025-26 Q3"},
        ]},
        "asks": ['What do these RAGs mean? "On hold" (Plan!B3).'],
    }  # fmt: skip  # pairs share a line


def test_in_words_what_is_asked_and_what_would_be_stored(
    call: Caller, own: Path, store: Store
) -> None:
    said = call("understand", own, "--db", store.path)
    assert said.code == 1
    assert said.lines == [
        "Plan!A1:D3: Progress.",
        'Asked: What do these RAGs mean? "On hold" (Plan!B3).',
        'Asked: Which quarter does this file report, and who returns it? "The quarter it reports", '
        '"Who returns it".',
        "Progress  1.1  RAG: Green; Progress update: Reports looked at  Plan!A2, Plan!B2, Plan!C2",
        "Progress  2.2  Progress update: Two visits  Plan!A3, Plan!C3",
        'Left out: Column D of Plan!A1:D3, "Due date": The plan workbook sets it; a return does '
        "not change it.",
        "Left out: Plan!B3: It is asked what it means.",
        "own.xlsx: 2 rows, 2 questions.",
    ]


def test_nothing_open_is_0_and_a_record_of_a_child_1(
    call: Caller, folder: Path, store: Store
) -> None:
    path = folder / "own.xlsx"
    path.write_bytes(workbook(None, Plan=[["Ref", "RAG"], ["1.1", "Green"]]))
    ask = ("understand", path, "--db", store.path, "--period", "2025-26 Q3", "--agency", "ICB")
    assert call(*ask).code == 0
    path.write_bytes(workbook(None, Plan=[["Ref", "RAG"], ["1.1", "call 943 476 5919"]]))
    said = call(*ask)
    assert (said.code, said.lines[0].startswith("Plan!B2: "), "943" in said.out) == (1, True, False)


@pytest.mark.parametrize(
    ("option", "given", "sentence"),
    [
        ("--period", "Q3", '"Q3" is not a period. Write it as 2025-26 Q3.'),
        ("--agency", "Nobody", '"Nobody" is not a registered agency.'),
    ],
)
def test_what_is_not_known_is_said_in_one_sentence(
    call: Caller, own: Path, store: Store, option: str, given: str, sentence: str
) -> None:
    said = call("understand", own, "--db", store.path, option, given)
    assert (said.code, said.out, said.err.strip()) == (2, "", sentence)
