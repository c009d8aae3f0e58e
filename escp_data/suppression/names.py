"""Under which name an agency's counts are kept: where it goes by another later, under its first.

What was decided names who gave a count. So an agency that is renamed goes on under the name it
began with, and its years stay one series: with the rename nothing is shown or hidden that was not.
Which name that is depends on what was registered when the first count came under the later one, and
on nothing after it: no withdrawal, and no rename of two that both gave counts, moves what was
decided. Two that were merged into one stay two here.

Six cells: the ICB gives 8, 9 and 7, is then known as New ICB, and gives 9, 8 and 9. All six are
kept as the ICB's, and the second window of four is a sum of 33 as if nothing had happened.
"""

import sqlite3
from collections.abc import Mapping

import pandas as pd

from escp_data.statements.who import Identities, identities
from escp_data.store.snapshot import Snapshot

Names = Mapping[tuple[str, str], str]
"""By measure and name: the name that the counts are kept under, where it is another."""


def kept_names(connection: sqlite3.Connection) -> Names:
    """What each later name's counts are kept under. Read-only."""
    if not _may_be_renamed(connection):
        return {}
    first: dict[tuple[str, str], int] = {}
    for code, name, upload in connection.execute(_FIRST):
        first[code, name] = upload
    earlier = _Earlier(connection)
    found: dict[tuple[str, str], str] = {}
    for (code, name), upload in sorted(first.items(), key=lambda each: each[1]):
        before = earlier.names(name, upload)
        gave = {each for each in before if first.get((code, each), upload) < upload}
        roots = {found.get((code, each), each) for each in gave}
        if len(roots) == 1 and not _is_decided(connection, code, name):
            found[code, name] = roots.pop()
    return found


_FIRST = (
    "SELECT code, agency, min(upload_id) FROM"
    " (SELECT code, agency, upload_id FROM ethnicity_counts"
    " UNION ALL SELECT code, agency, upload_id FROM measure_values"
    " WHERE code IN (SELECT code FROM ethnicity_counts))"
    " WHERE agency IN (SELECT agency FROM agencies)"
    " GROUP BY code, agency"
)


def _may_be_renamed(connection: sqlite3.Connection) -> bool:
    """Whether any agency was ever known by the name of another."""
    said = connection.execute("SELECT DISTINCT agency, also_known_as FROM agencies").fetchall()
    every = pd.DataFrame(said, columns=["agency", "also_known_as"], dtype=object)
    return bool(identities(every).now)


class _Earlier:
    """The other agencies on record that a name stood for when an upload came."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.state = Snapshot(connection)
        self.at = dict(connection.execute("SELECT id, uploaded_at FROM uploads"))
        self.known: dict[int, tuple[list[str], Identities]] = {}

    def names(self, name: str, upload: int) -> list[str]:
        """Those names."""
        if upload not in self.known:
            frame = self.state.current("agencies", self.at[upload])
            frame = frame[frame["upload_id"] <= upload]
            self.known[upload] = list(frame["agency"]), identities(frame)
        every, who = self.known[upload]
        return [each for each in every if each != name and who.are_one(each, name)]


def _is_decided(connection: sqlite3.Connection, code: str, name: str) -> bool:
    """Whether a decision has the name itself for a giver, from before renames were followed."""
    [(found,)] = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM suppression_windows AS window,"
        " json_each(window.given, '$.counts') AS giver WHERE window.code = ? AND giver.key = ?)",
        (code, name),
    )
    return bool(found)
