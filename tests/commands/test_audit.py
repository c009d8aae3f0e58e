"""The audit log by one command."""

import pytest

from escp_data.store import audit
from escp_data.store.database import Store
from tests.calls import Caller

SAID = [
    ("coordinator@council.example", "signed in", ""),
    ("chair@council.example", "refused", "upload workbooks"),
    ("coordinator@council.example", "export", "upload 3 as it was sent: q2.xlsx"),
    ("coordinator@council.example", "paper", "Chair's briefing, 2024-25 Q2"),
    ("coordinator@council.example", "reveal", "SEARCH, 2024-25 Q2, all agencies"),
    ("coordinator@council.example", "ended", "at 2026-01-14 09:30 UTC: the working day was over"),
]


@pytest.mark.usefixtures("folder")
def test_it_says_who_did_what_the_newest_first(store: Store, call: Caller) -> None:
    for line in SAID:
        audit.record(store, *line)
    said = call("--db", "escp.db", "audit", "--most", "6").lines
    assert [line.split("  ", 1)[1] for line in said] == [
        "coordinator@council.example  Was signed out  "
        "at 2026-01-14 09:30 UTC: the working day was over",
        "coordinator@council.example  Looked at small numbers  SEARCH, 2024-25 Q2, all agencies",
        "coordinator@council.example  Made a paper  Chair's briefing, 2024-25 Q2",
        "coordinator@council.example  Exported  upload 3 as it was sent: q2.xlsx",
        "chair@council.example  Was refused  upload workbooks",
        "coordinator@council.example  Signed in",
    ]
