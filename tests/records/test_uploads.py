"""Uploads: what would change, storing once, taking back, getting the file again."""

from pathlib import Path

import pytest

from escp_data.errors import EscpError, NotFound
from escp_data.records.changes import CellChange, NewRows, SheetChanges, changes, changes_made
from escp_data.records.uploads import (
    append,
    find_standing_copy,
    history,
    newest_upload,
    original,
    reinstate,
    withdraw,
)
from escp_data.store.database import Store
from escp_data.validation.checks import check_workbook
from tests.store.test_store import dump, rags
from tests.stores import PLAN, plan_store, progress, put, return_workbook


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
            sheet="Progress", new=1, unchanged=1, new_rows=(NewRows("", "All agencies", 1),),
            new_keys=("2.2, 2024-25 Q2, All agencies",),
            changed=(
                CellChange("Progress", 3, "2.1, 2024-25 Q2, All agencies", "RAG", "Red", "Amber"),
            ),
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
    ]
    assert found[0].hidden_and_left == 1


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


def test_every_change_of_what_counts_decides_about_small_counts(store: Store) -> None:
    """The newest round covers the newest upload and the newest decision, whatever came last."""

    def covered() -> tuple[object, ...]:
        sql = (
            "SELECT last_upload, last_decision, (SELECT max(id) FROM uploads),"
            " (SELECT coalesce(max(id), 0) FROM decisions)"
            " FROM suppression_rounds ORDER BY id DESC LIMIT 1"
        )
        with store.reading() as connection:
            return tuple(connection.execute(sql).fetchone())

    content = return_workbook("2024-25 Q4", "Enfield Council", Ethnicity_counts=[
        {"Code": "CLA", "Ethnic group": group, "Count": count}
        for group, count in (("Black", 3), ("White", 60), ("Asian", 22))
    ])  # fmt: skip  # a row a line
    upload_id = put(store, content).upload_id
    seen = [covered()]
    for decide in (withdraw, reinstate, withdraw):
        decide(store, upload_id, "To see", "Business unit")
        seen.append(covered())
    first, decisions = seen[0][2], seen[0][3]
    assert isinstance(decisions, int)
    assert seen == [(first, decisions + n, first, decisions + n) for n in range(4)]


def test_of_a_small_count_no_change_list_says_more_than_that_it_is_one(store: Store) -> None:
    """Counts of children alone: other numbers are shown, however small."""

    def said(content: bytes) -> list[tuple[str, str, str]]:
        found = changes(store, check_workbook(content, "new.xlsx", store))
        return [(each.column, each.old, each.new) for sheet in found for each in sheet.changed]

    def voice(children: object) -> bytes:
        row = {"Date": "14/11/2024", "Ref": "1.1", "Agency": "ICB", "Theme": "Trust"}
        row |= {"What children said": "They listened.", "Children involved": str(children)}
        return return_workbook("2024-25 Q3", "ICB", Voice=[row])

    def training(attended: int) -> bytes:
        row = {"Course": "Basics", "Period": "2024-25 Q3", "Agency": "ICB",
               "Places attended": attended}  # fmt: skip  # rows
        return return_workbook("2024-25 Q3", "ICB", Training=[row])

    put(store, voice(3))
    assert said(voice(14)) == [("Children involved", "[c]", "14")]
    put(store, training(3))
    assert said(training(4)) == [("Places attended", "3", "4")]


def test_what_is_not_a_count_of_children_is_shown_of_a_sensitive_measure_too(store: Store) -> None:
    counts = [{"Code": "CLA", "Ethnic group": "Black", "Count": 3}]
    put(store, return_workbook("2024-25 Q4", "Enfield Council", Ethnicity_counts=counts))
    changed = PLAN["Measures"][0] | {"Target": 12}
    put(store, return_workbook("2024-25 Q4", Measures=[changed]))
    again = return_workbook("2024-25 Q4", Measures=[changed | {"Target": 20}])
    found = changes(store, check_workbook(again, "new.xlsx", store))
    assert [(each.column, each.old, each.new) for each in found[0].changed] == [
        ("Target", "12", "20")
    ]


def test_the_newest_upload_is_the_newest_that_stands(store: Store) -> None:
    withdraw(store, 3, "Wrong quarter", "Business unit")
    newest = newest_upload(store)
    assert newest is not None
    assert (newest.upload_id, newest.file_name, newest.day) == (2, "q1.xlsx", "2024-07-10")
