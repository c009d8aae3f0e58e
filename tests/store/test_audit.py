"""The audit log: who did what, and when."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from escp_data.records.uploads import reinstate, withdraw
from escp_data.store import audit
from escp_data.store.audit import log, record
from escp_data.store.database import Store, utc_text
from tests.stores import plan_store

NOW = utc_text(datetime(2026, 1, 14, 9, 30, 15, tzinfo=UTC))
UPLOADS = [
    ["2024-10-10 00:00", "Business unit", "Stored a workbook", "upload 3: q2.xlsx"],
    ["2024-07-10 00:00", "Business unit", "Stored a workbook", "upload 2: q1.xlsx"],
    ["2024-04-01 00:00", "Business unit", "Stored a workbook", "upload 1: plan.xlsx"],
]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(audit, "utc_now", lambda: NOW)
    monkeypatch.setattr("escp_data.records.uploads.utc_now", lambda: NOW)
    return plan_store(tmp_path)


def test_everything_that_was_done_is_in_the_log_newest_first(store: Store) -> None:
    withdraw(store, 3, "Wrong quarter", "Chair")
    reinstate(store, 3, "It was right", "Chair")
    record(store, "Dashboard", "export", "actions, 2025-26 Q3")
    record(store, "Chair", "reveal", "STRIP, 2025-26 Q3")
    record(store, "Chair", "printed", "the paper")
    found = log(store)
    assert list(found.columns) == ["When (UTC)", "Who", "What", "Detail"]
    assert found.to_numpy().tolist() == [
        ["2026-01-14 09:30", "Chair", "printed", "the paper"],
        ["2026-01-14 09:30", "Chair", "Looked at small numbers", "STRIP, 2025-26 Q3"],
        ["2026-01-14 09:30", "Dashboard", "Exported", "actions, 2025-26 Q3"],
        ["2026-01-14 09:30", "Chair", "Brought an upload back", "upload 3: It was right"],
        ["2026-01-14 09:30", "Chair", "Withdrew an upload", "upload 3: Wrong quarter"],
        *UPLOADS,
    ]


def test_the_newest_lines_alone(store: Store) -> None:
    assert log(store, 2).to_numpy().tolist() == UPLOADS[:2]


def test_a_line_leaves_the_version_that_caches_go_by(store: Store) -> None:
    before = store.version()
    record(store, "Dashboard", "export", "actions")
    assert store.version() == before
