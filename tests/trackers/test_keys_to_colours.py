"""A key to the colours in two cells a line, below a table or above it, is read before any use."""

from pathlib import Path

import pytest

from escp_data.store.database import Store, open_store
from tests.trackers.test_reading import Lines, asked, book, left, read, rows

GREEN, AMBER, BLUE = "00B050", "FFC000", "0070C0"
TABLE: Lines = [["Ref", "Update", "RAG Q1 25/26"], ["1.1", "One.", None], ["1.2", "Two.", None],
         ["1.3", "Three.", None]]  # fmt: skip  # a row a line
FILLS = {"C2": GREEN, "C3": AMBER, "C4": BLUE}
MEANT = [("1.1", "Complete"), ("1.2", "Green"), ("1.3", "Not started")]


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Store:
    return open_store(sample_store)


@pytest.mark.parametrize("names", [(None, None, None), ("Green", "Amber", "Blue")])
@pytest.mark.parametrize("between", [[[]], [[], []], [[], ["Key:"]], [[], ["RAG key"], []]])
def test_a_key_below_a_table_says_what_its_colours_mean(
    store: Store, names: tuple[str | None, ...], between: list[list[str]]
) -> None:
    states = ("Complete", "On track", "Not started")
    lines = [*TABLE, *between, *map(list, zip(names, states, strict=True))]
    first = len(TABLE) + len(between) + 1
    key = {f"A{first + at}": rgb for at, rgb in enumerate((GREEN, AMBER, BLUE))}
    found = read(store, book(lines, FILLS | key))
    assert rows(found, "ref", "rag") == MEANT
    assert "actions" not in {question.id for question in found.open}
    assert left(found)[f"B{first}"] == "It is in a key to the colours."


def test_a_key_above_a_table_says_so_too(store: Store) -> None:
    key = [["Green", "Complete"], ["Amber", "On track"], ["Blue", "Not started"], []]
    fills = {"A1": GREEN, "A2": AMBER, "A3": BLUE, "C6": GREEN, "C7": AMBER, "C8": BLUE}
    assert rows(read(store, book([*key, *TABLE], fills)), "ref", "rag") == MEANT


def test_states_in_fills_of_their_own_mean_themselves(store: Store) -> None:
    fills = {"A1": GREEN, "B1": AMBER, "C4": GREEN, "C5": AMBER, "C6": GREEN}
    found = read(store, book([["Green", "Amber"], [], *TABLE], fills))
    assert rows(found, "ref", "rag") == [("1.1", "Green"), ("1.2", "Amber"), ("1.3", "Green")]


def test_a_key_in_words_that_are_no_state_is_asked_about(store: Store) -> None:
    """Common use is no answer where the file has one of its own."""
    lines = [*TABLE, [], ["Key"], [None, "Signed off by the board"]]
    found = read(store, book(lines, {"C2": GREEN, "A7": GREEN}))
    assert rows(found, "ref", "rag") == [("1.1", None), ("1.2", None), ("1.3", None)]
    assert f"colour|{GREEN}" in asked(found)


def test_a_line_below_a_blank_one_with_a_ref_is_data(store: Store) -> None:
    lines = [["Ref", "RAG Q1 25/26"], ["1.1", "Green"], [], ["1.2", "Amber"]]
    fills = {"A4": AMBER, "B4": AMBER}
    assert rows(read(store, book(lines, fills)), "ref", "rag") == [
        ("1.1", "Green"),
        ("1.2", "Amber"),
    ]
