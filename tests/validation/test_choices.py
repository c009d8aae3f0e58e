"""Choices in doubt, and in marks that say nothing: asked about, or read."""

import pytest

from escp_data.contract import ACTIONS, AUDITS, MEASURES, PROGRESS, RAG, SHEETS, Column, Sheet
from escp_data.validation.cell_problems import CellProblem
from escp_data.validation.cells import read_cell


def attempt(column: Column, value: object) -> CellProblem | None:
    try:
        read_cell(column, value)
    except CellProblem as found:
        return found
    return None


RAG_COLUMN = PROGRESS.column("RAG")
CHOICES = [
    column
    for sheet in SHEETS
    for column in sheet.columns
    if column.kind == "choice" and column.choices != RAG
]


@pytest.mark.parametrize("column", CHOICES, ids=[column.name for column in CHOICES])
def test_a_choice_in_doubt_is_asked_about(column: Column) -> None:
    """What the RAG reader asks about, every column of choices does, and offers the choice."""
    for sign in "?*~+†‡#@^>≈→¹²？❓✗⚠":
        for choice in column.choices:
            for text in (f"{choice}{sign}", f"{sign}{choice}", f"{choice} ({sign})"):
                asked = attempt(column, text)
                assert asked is not None, text
                assert asked.code == "C06"
                if sign.casefold() not in "¹²":
                    assert str(asked).endswith(f"; did you mean {choice}?"), text
            assert sign in "¹²" or attempt(RAG_COLUMN, f"Green{sign}") is not None
    for text in (f"{column.choices[0]}…", f"{column.choices[0]} ..", f"{column.choices[0]} -"):
        assert attempt(column, text) is not None
        assert attempt(RAG_COLUMN, text.replace(column.choices[0], "Green")) is not None


@pytest.mark.parametrize("around", ["({})", "[{}]", "'{}'", "“{}”", "{}.", "- {}", "{}!", "✓ {}"])
def test_a_choice_in_other_marks_is_read(around: str) -> None:
    for column in CHOICES:
        for choice in column.choices:
            assert read_cell(column, around.format(choice)) == choice


@pytest.mark.parametrize(
    ("sheet", "name", "value", "stored"),
    [
        (AUDITS, "Self grade", "Not-met", "Not met"),
        (AUDITS, "Self grade", "Not\u2011met", "Not met"),
        (AUDITS, "Self grade", "n/a", "N/A"),
        (AUDITS, "Audit", "§ 11", "S11"),
        (MEASURES, "Counts", "Children & young people", "children"),
    ],
)
def test_marks_that_say_nothing_are_left_out(
    sheet: Sheet, name: str, value: str, stored: str
) -> None:
    assert read_cell(sheet.column(name), value) == stored


@pytest.mark.parametrize(
    ("sheet", "name", "value", "meant"),
    [
        (ACTIONS, "State", "Open?", "Live"),
        (PROGRESS, "Impact", "~Not evidenced", "Not yet evidenced"),
        (AUDITS, "Self grade", "Not applicable?", "N/A"),
        (AUDITS, "Self grade", "Fully met*", "Met"),
        (AUDITS, "Self grade", "3?", "Met"),
        (MEASURES, "Kind", "%?", "percentage"),
    ],
)
def test_a_synonym_in_doubt_offers_its_choice(
    sheet: Sheet, name: str, value: str, meant: str
) -> None:
    assert str(attempt(sheet.column(name), value)).endswith(f"; did you mean {meant}?")
