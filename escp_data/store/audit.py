"""The audit log: who did what, and when. Nothing about children stands in it."""

import pandas as pd

from escp_data.store.database import Store, record_line, utc_now

_WORDS = {
    "upload": "Stored a workbook",
    "withdrawn": "Withdrew an upload",
    "reinstated": "Brought an upload back",
    "export": "Exported",
    "restored": "Put a backup back",
    "reveal": "Looked at small numbers",
    "given away": "Kept hidden what can no longer be protected",
    "signed in": "Signed in",
    "signed out": "Signed out",
    "ended": "Was signed out",
    "refused": "Was refused",
    "paper": "Made a paper",
}


def record(store: Store, who: str, event: str, detail: str) -> None:
    """Add one line, in a transaction of its own."""
    with store.writing() as connection:
        record_line(connection, who, event, detail, utc_now())


def log(store: Store, most: int = 200) -> pd.DataFrame:
    """The newest lines first: When (UTC), Who, What, Detail."""
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT at, who, event, detail FROM audit_log ORDER BY id DESC LIMIT ?", (most,)
        ).fetchall()
    shown = [
        (at[:16].replace("T", " "), who, _WORDS.get(event, event), detail)
        for at, who, event, detail in rows
    ]
    return pd.DataFrame(shown, columns=["When (UTC)", "Who", "What", "Detail"])
