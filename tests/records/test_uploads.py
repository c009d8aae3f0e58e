"""Uploads: what would change, storing once, taking back, getting the file again."""

from pathlib import Path

import pytest

from escp_data.errors import EscpError, NotFound
from escp_data.records.changes import CellChange, NewRows, SheetChanges, changes, changes_made
from escp_data.records.uploads import (
    append,
    find_standing_copy,
    history,
    original,
    reinstate,
    withdraw,
)
from escp_data.store.database import Store
from escp_data.validation.checks import check_workbook
from tests.store.test_store import dump, rags
from tests.stores import plan_store, progress, put, return_workbook


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def test_changes_say_what_is_new_changed_and_unchanged(store: Store) -> None:
    rows = [
        progress("1.1", "Complete", Impact="Evidenced", Evidence="An audit"),
        progress("2.1", "Amber", Progress_update="Two workshops cancelled"),
        progress("2.2", "Green"),
    ]
    content = return_workbook("2024-25 Q2", Progress=rows)
    assert changes(store, check_workbook(content, "again.xlsx", store)) == (
        SheetChanges(
            sheet="Progress", new=1, unchanged=1, new_rows=(NewRows("", "", 1),),
            new_keys=("2.2, 2024-25 Q2",),
            changed=(CellChange("Progress", 3, "2.1, 2024-25 Q2", "RAG", "Red", "Amber"),),
        ),
    )  # fmt: skip  # a row a line


def test_small_counts_of_children_are_hidden_in_the_changes(store: Store) -> None:
    def counts(black: object, white: object) -> bytes:
        return return_workbook("2024-25 Q4", "Enfield Council", Ethnicity_counts=[
            {"Code": "CLA", "Ethnic group": "Black", "Count": black},
            {"Code": "CLA", "Ethnic group": "White", "Count": white},
        ])  # fmt: skip  # a row a line

    put(store, counts(3, 12))
    found = changes(store, check_workbook(counts(14, "c"), "new.xlsx", store))
    assert [(c.key, c.column, c.old, c.new) for c in found[0].changed] == [
        ("CLA, 2024-25 Q4, Enfield Council, Black", "Count", "[c]", "[c]"),
        ("CLA, 2024-25 Q4, Enfield Council, White", "Count", "[c]", "[c]"),
    ]


def test_what_an_upload_changed_can_be_seen_afterwards(store: Store) -> None:
    content = return_workbook(
        "2024-25 Q2", Progress=[progress("2.1", "Amber"), progress("2.2", "Green")]
    )
    checked = check_workbook(content, "again.xlsx", store)
    foreseen = changes(store, checked)
    receipt = append(store, checked, "x")
    put(store, return_workbook("2024-25 Q2", Progress=[progress("2.1", "Green")]))
    assert changes_made(store, receipt.upload_id) == foreseen
    with pytest.raises(NotFound):
        changes_made(store, 99)


def test_the_same_bytes_again_change_nothing(store: Store) -> None:
    before = dump(store)
    checked = check_workbook(original(store, 2)[1], "copy.xlsx", store)
    receipt = append(store, checked, "Somebody else")
    assert (receipt.upload_id, receipt.already_stored, receipt.rows) == (2, True, 0)
    assert dump(store) == before


def test_an_upload_with_errors_is_never_stored(store: Store) -> None:
    before = dump(store)
    content = return_workbook("2024-25 Q3", Progress=[{"Ref": "1.1", "RAG": "Ambr"}])
    with pytest.raises(EscpError, match=r"has 1 problem\. Put it right first\."):
        append(store, check_workbook(content, "wrong.xlsx", store), "x")
    assert dump(store) == before


def test_nothing_is_stored_where_the_store_changed_since_it_was_looked_at(store: Store) -> None:
    seen = store.version()
    mine = return_workbook("2024-25 Q2", Progress=[progress("2.1", "Amber")])
    checked = check_workbook(mine, "mine.xlsx", store)
    put(store, return_workbook("2024-25 Q2", Progress=[progress("2.1", "Green")]))
    with pytest.raises(
        EscpError, match=r"mine\.xlsx was not stored\. Look at its changes once more"
    ):
        append(store, checked, "x", seen_version=seen)
    assert ("2.1", "2024-25 Q2", "Green") in rags(store)
    assert not append(store, checked, "x", seen_version=store.version()).already_stored


def test_withdrawing_shows_the_state_before_to_the_row(store: Store) -> None:
    before = [store.current(table).to_dict("records") for table in ("progress", "actions")]
    receipt = put(store, return_workbook("2024-25 Q2", Progress=[progress("2.1", "Green")]))
    assert ("2.1", "2024-25 Q2", "Green") in rags(store)
    withdraw(store, receipt.upload_id, "Sent by mistake", "Business unit")
    after = [store.current(table).to_dict("records") for table in ("progress", "actions")]
    assert repr(after) == repr(before)
    assert (
        find_standing_copy(store, check_workbook(original(store, 4)[1], "x", store).sha256) is None
    )


def test_a_withdrawn_upload_can_count_again(store: Store) -> None:
    before = rags(store)
    withdraw(store, 3, "Wrong quarter", "Business unit")
    assert rags(store) != before
    reinstate(store, 3, "It was right", "Chair")
    assert rags(store) == before
    row = history(store).set_index("upload_id").loc[3]
    assert (row["state"], row["decided_by"], row["reason"]) == ("stored", "Chair", "It was right")


def test_decisions_that_make_no_sense_are_refused(store: Store) -> None:
    with pytest.raises(NotFound, match="There is no upload 99"):
        withdraw(store, 99, "x", "y")
    with pytest.raises(EscpError, match="Give a reason"):
        withdraw(store, 3, "  ", "y")
    with pytest.raises(EscpError, match="Upload 3 is already stored"):
        reinstate(store, 3, "x", "y")
    withdraw(store, 3, "x", "y")
    with pytest.raises(EscpError, match="Upload 3 is already withdrawn"):
        withdraw(store, 3, "x", "y")


def test_history_lists_every_upload_newest_first(store: Store) -> None:
    columns = ["upload_id", "file_name", "period", "uploaded_at", "row_count", "sheets", "state"]
    assert history(store)[columns].to_numpy().tolist() == [
        [3, "q2.xlsx", "2024-25 Q2", "2024-10-10T00:00:00.000000Z", 2, "Progress 2", "stored"],
        [2, "q1.xlsx", "2024-25 Q1", "2024-07-10T00:00:00.000000Z", 3, "Progress 3", "stored"],
        [1, "plan.xlsx", "2024-25 Q1", "2024-04-01T00:00:00.000000Z", 9,
         "Actions 3, Agencies 3, Measures 1, Priorities 2", "stored"],
    ]  # fmt: skip  # a row a line
    assert list(history(store, "2024-07-31")["upload_id"]) == [2, 1]


def test_the_original_comes_back_as_it_was_sent(store: Store) -> None:
    content = return_workbook("2024-25 Q3", Progress=[progress("1.1", "Green")])
    receipt = put(store, content, "third.xlsx")
    assert original(store, receipt.upload_id) == ("third.xlsx", content)
    with pytest.raises(NotFound):
        original(store, 99)


def test_every_upload_and_decision_is_in_the_audit_log(store: Store) -> None:
    withdraw(store, 3, "Wrong quarter", "Chair")
    with store.reading() as connection:
        log = connection.execute("SELECT who, event, detail FROM audit_log").fetchall()
    assert log == [
        ("Business unit", "upload", "upload 1: plan.xlsx"),
        ("Business unit", "upload", "upload 2: q1.xlsx"),
        ("Business unit", "upload", "upload 3: q2.xlsx"),
        ("Chair", "withdrawn", "upload 3: Wrong quarter"),
    ]
