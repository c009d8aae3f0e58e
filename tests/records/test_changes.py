"""What an upload changes: new, changed and unchanged rows, and no count of a few children."""

from pathlib import Path
from typing import Any

import pytest

from escp_data.errors import NotFound
from escp_data.records.changes import CellChange, NewRows, SheetChanges, changes, changes_made
from escp_data.records.uploads import withdraw
from escp_data.store.database import Store
from escp_data.validation.checks import check_workbook
from tests.stores import plan_store, progress, put, return_workbook

GROUPS = ("Asian", "Black", "White")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def counts(total: object, *groups: object, code: str = "CLA") -> bytes:
    """A return with a measure's total and its counts by ethnic group."""
    return return_workbook(
        "2024-25 Q3",
        "Enfield Council",
        Measure_values=[{"Code": code, "Numerator": total}],
        Ethnicity_counts=[
            {"Code": code, "Ethnic group": group, "Count": count}
            for group, count in zip(GROUPS, groups, strict=True)
        ],
    )


def told(store: Store, content: bytes) -> list[tuple[str, str, str]]:
    """What would change: the last word of the key or the column, before, after."""
    found = changes(store, check_workbook(content, "next.xlsx", store))
    return [
        (c.key.rpartition(", ")[2] if c.column == "Count" else c.column, c.old, c.new)
        for sheet in found
        for c in sheet.changed
    ]


def test_each_sheet_says_what_is_new_changed_and_unchanged(store: Store) -> None:
    rows = [progress("2.1", "Red", Progress_update="Two workshops ran"), progress("2.2", "Green")]
    content = return_workbook(
        "2024-25 Q2",
        Progress=rows,
        Actions=[
            {"Ref": "2.1", "Priority": 2, "Action": "Act on the review",
             "Lead agency": "Metropolitan Police", "Due date": "31/12/2024", "State": "Live"},
            {"Ref": "2.2", "Priority": 2, "Action": "Watch the front door", "Lead agency": "ICB",
             "Due date": "ongoing", "Revised due date": "31/03/2027"},
        ],
    )  # fmt: skip  # a row a line
    assert changes(store, check_workbook(content, "both.xlsx", store)) == (
        SheetChanges(
            "Actions", new=0, unchanged=1, new_rows=(), new_keys=(),
            changed=(
                CellChange("Actions", 3, "2.2", "Revised due date", "blank", "31 March 2027"),
                CellChange("Actions", 3, "2.2", "State", "Live", "blank"),
            ),
        ),
        SheetChanges(
            "Progress", new=1, unchanged=0, new_rows=(NewRows("", "All agencies", 1),),
            new_keys=("2.2, 2024-25 Q2, All agencies",),
            changed=(
                CellChange("Progress", 2, "2.1, 2024-25 Q2, All agencies", "Progress update",
                       "Two workshops cancelled", "Two workshops ran"),
            ),
        ),
    )  # fmt: skip  # a row a line


def test_rows_changed_are_counted_once(store: Store) -> None:
    content = return_workbook("2024-25 Q2", Progress=[progress("2.1", "Amber", Evidence="Audit")])
    [found] = changes(store, check_workbook(content, "x.xlsx", store))
    assert (len(found.changed), found.rows_changed) == (3, 1)


def test_new_rows_are_counted_by_measure_and_agency(store: Store) -> None:
    values, groups = changes(store, check_workbook(counts(72, 20, 22, 30), "x.xlsx", store))
    assert values.new_rows == (NewRows("CLA", "Enfield Council", 1),)
    assert groups.new_rows == (NewRows("CLA", "Enfield Council", 3),)
    assert groups.new_keys[0] == "CLA, 2024-25 Q3, Enfield Council, Asian"


def test_a_day_is_in_words_wherever_it_stands(store: Store) -> None:
    voice = {
        "Date": "14/11/2024", "Ref": "1.1", "Agency": "Enfield Council", "Theme": "Listening",
        "What children said": "They listened.", "Children involved": 12,
    }  # fmt: skip  # a list in few lines
    people = {
        "Basis": "Pupils", "Date": "2023/24 academic", "Ethnic group": "White", "Population": 900
    }  # fmt: skip  # a list in few lines
    content = return_workbook("2024-25 Q3", Voice=[voice], Population=[people])
    found = changes(store, check_workbook(content, "v.xlsx", store))
    assert [each.new_keys for each in found] == [
        ("Pupils, 2023/24 academic, White",),
        ("14 November 2024, 1.1, Enfield Council, Listening",),
    ]


def test_large_counts_stand_side_by_side(store: Store) -> None:
    put(store, counts(72, 20, 22, 30))
    assert told(store, counts(1073, 20, 23, "z")) == [
        ("Numerator", "72", "1,073"),
        ("Black", "22", "23"),
        ("White", "30", "[z]"),
    ]


UNTOLD_GROUPS = [("Asian", "[c]", "[c]"), ("Black", "[c]", "[c]"), ("White", "[c]", "[c]")]
UNTOLD = [("Numerator", "[c]", "[c]"), *UNTOLD_GROUPS]
"""What is never told reads as changed whenever it is given, the same or not."""


@pytest.mark.parametrize("marker", ["c", "x"])
@pytest.mark.parametrize("when", ["stored", "corrected", "withdrawn", "sent"])
def test_a_suppliers_own_marker_hides_every_number_of_its_measure(
    store: Store, marker: str, when: str
) -> None:
    """The page hides a second group beside it; 19 -> 18 in the change list would tell that one."""
    if when != "sent":
        receipt = put(store, counts(72, 19, marker, 30))
        if when == "withdrawn":
            withdraw(store, receipt.upload_id, "Counted twice", "Business unit")
    if when != "stored":
        put(store, counts(72, 19, 23, 30))
    now = counts(72, 18, marker if when == "sent" else 23, 30)
    shown = f"[{marker}]"
    black = {"stored": [("Black", shown, "[c]")], "sent": [("Black", "[c]", shown)]}
    if marker == "c":  # it hides a number, and knows no other: the one on record stays
        black["sent"] = []
    expected = [*UNTOLD[:2], *black.get(when, UNTOLD[2:3]), *UNTOLD[3:]]
    assert told(store, now) == expected
    last = put(store, now).upload_id
    assert {each.old for sheet in changes_made(store, last) for each in sheet.changed} <= {
        "[c]",
        shown,
    }


def test_a_hidden_total_hides_its_groups(store: Store) -> None:
    put(store, counts("c", 19, 22, 30))
    assert told(store, counts("c", 18, 22, 30)) == UNTOLD_GROUPS


def test_what_groups_leave_of_their_total_may_be_small(store: Store) -> None:
    put(store, counts(71, 19, 22, 30))
    assert told(store, counts(75, 19, 22, 30)) == UNTOLD


@pytest.mark.parametrize(("before", "after"), [(3, 23), (23, 3), (3, 3)])
def test_a_small_count_hides_every_number_of_its_measure(
    store: Store, before: int, after: int
) -> None:
    """The total before and after, or the other groups and the total, would give it away."""
    put(store, counts(50 + before, 20, before, 30))
    assert told(store, counts(51 + after, 21, after, 30)) == UNTOLD


def test_a_measure_that_once_had_a_small_count_keeps_its_numbers(store: Store) -> None:
    receipt = put(store, counts(53, 20, 3, 30))
    put(store, counts(73, 20, 23, 30))
    withdraw(store, receipt.upload_id, "Counted twice", "Business unit")
    assert told(store, counts(74, 20, 24, 30)) == UNTOLD


def test_what_a_later_small_count_hides_is_hidden_in_the_history_too(store: Store) -> None:
    put(store, counts(72, 20, 22, 30))
    second = put(store, counts(73, 20, 23, 30)).upload_id
    assert [each.old for sheet in changes_made(store, second) for each in sheet.changed] == [
        *["72", "22"]
    ]
    put(store, counts(53, 20, 3, 30))
    assert [each.old for sheet in changes_made(store, second) for each in sheet.changed] == [
        "[c]"
    ] * 4


def test_children_who_took_part_are_counted_too(store: Store) -> None:
    def voice(children: int) -> bytes:
        row: dict[str, Any] = {
            "Date": "14/11/2024", "Ref": "1.1", "Agency": "Enfield Council", "Theme": "Listening",
            "Children involved": children, "What children said": "They listened.",
        }  # fmt: skip  # a list in few lines
        return return_workbook("2024-25 Q3", Voice=[row])

    put(store, voice(4))
    [found] = changes(store, check_workbook(voice(14), "v.xlsx", store))
    assert [(each.column, each.old, each.new) for each in found.changed] == [
        ("Children involved", "[c]", "14")
    ]


def test_what_an_upload_changed_is_against_what_stood_when_it_came(store: Store) -> None:
    first = put(store, return_workbook("2024-25 Q2", Progress=[progress("2.1", "Amber")]))
    second = put(store, return_workbook("2024-25 Q2", Progress=[progress("2.1", "Green")]))
    withdraw(store, first.upload_id, "A mistake", "Business unit")
    rags = [
        (each.old, each.new)
        for number in (first.upload_id, second.upload_id)
        for sheet in changes_made(store, number)
        for each in sheet.changed
        if each.column == "RAG"
    ]
    assert rags == [("Red", "Amber"), ("Amber", "Green")]
    [sheet] = changes_made(store, 3)
    assert (sheet.new, sheet.unchanged, sheet.changed) == (2, 0, ())
    with pytest.raises(NotFound, match="There is no upload 99"):
        changes_made(store, 99)
