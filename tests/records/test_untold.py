"""What a change list tells of practice audits that came a column at a time."""

from pathlib import Path

from escp_data.evidence.practice_audits import practice_audits
from escp_data.records.changes import changes_made
from tests.stores import plan_store, put, view
from tests.workbooks import bare_workbook

AUDIT = {"Audit": "Front door", "Date": "10/06/2024", "Theme": "Voice"}
COVER = {"Period": "2024-25 Q2", "Agency": "All agencies"}
NOBODY = {"Outstanding": 0, "Requires improvement": 0, "Inadequate": 0}


def test_no_number_is_told_where_columns_together_hid_one(tmp_path: Path) -> None:
    """The page showed 20 cases and no Good: that these were 17 tells of the 3 without a grade."""
    store, found = plan_store(tmp_path), []
    for day, columns in enumerate((NOBODY | {"Cases": 20}, {"Good": 17}, {"Cases": 40},
                                   {"Good": 18}), 10):  # fmt: skip  # in two lines
        content = bare_workbook(COVER, Practice_audits=[AUDIT | columns])
        upload = put(store, content, f"{day}.xlsx", f"2024-08-{day}").upload_id
        [audit] = practice_audits(store, view("2024-25 Q2"))
        [sheet] = changes_made(store, upload)
        told = [(each.column, each.old, each.new) for each in sheet.changed]
        found.append((audit.counts["cases"], audit.counts["good"], told))
    assert found == [
        ("20", "[x]", []),
        ("20", "[c]", [("Good", "[c]", "[c]")]),
        ("40", "[c]", [("Cases", "[c]", "[c]")]),
        ("40", "[c]", [("Good", "[c]", "[c]")]),
    ]
