"""Uploads: storing a workbook, taking it back, and getting the file again.

One upload is one transaction: the file, its hash, who, when, its warnings and all its rows, or
nothing. Nothing is ever overwritten or deleted; a withdrawal is a decision that is added.
"""

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

import pandas as pd

from escp_data import contract
from escp_data.errors import CannotRead, EscpError, GivesAway, NotFound
from escp_data.excel.workbook import read_workbook
from escp_data.model import Checked, Rows
from escp_data.statements.terms import first_quarter
from escp_data.store.database import Store, record_line, utc_now, utc_text
from escp_data.store.migrations import quoted_names, says_number
from escp_data.store.record import STANDING
from escp_data.store.seals import content_version, upload_seals
from escp_data.store.snapshot import moment
from escp_data.suppression.audit import what_is_given, why_stopped, words
from escp_data.suppression.decided import GivenAway, decide
from escp_data.validation.guarded import records_of_children
from escp_data.validation.identifiers import identifiers_in

UploadDecision = Literal["withdrawn", "reinstated"]


@dataclass(frozen=True)
class Receipt:
    """What became of an upload: its number, and whether these bytes were in the store already."""

    upload_id: int
    already_stored: bool
    rows: int


def append(
    store: Store,
    checked: Checked,
    by: str,
    at: datetime | None = None,
    seen_version: str | None = None,
    original: bytes | None = None,
    *,
    keep_hidden: bool = False,
) -> Receipt:
    """Store a checked workbook. The same bytes again, while they stand, change nothing.

    `original` is what an agency sent, where the workbook was made from its own tracker: it is
    kept, and known again, in place of the workbook, and every sheet of it passes the guard.

    `seen_version` is the store's version that its changes were shown against: where somebody
    else has stored or withdrawn something since, nothing is stored. Raises EscpError then, and
    where the workbook has errors: they are never stored. Raises GivesAway where, with it, a reader
    could work out a hidden count: with `keep_hidden` it is stored all the same, such sums are
    hidden from then on, and the audit log names them.
    """
    if checked.errors:
        count = len(checked.errors)
        words = "1 problem. Put it" if count == 1 else f"{count} problems. Put them"
        raise EscpError(f"{checked.file} has {words} right first.")
    if original is not None:
        checked = _as_sent(checked, original)
    when = utc_text(at or datetime.now(UTC))
    with store.writing() as connection:
        known = _standing_copy(connection, checked.sha256)
        if known is not None:
            return Receipt(known, True, 0)
        if seen_version is not None and seen_version != content_version(connection):
            raise EscpError(
                f"Somebody else changed the dashboard meanwhile, and {checked.file} was not "
                "stored. Look at its changes once more, then confirm."
            )
        upload_id = store_rows(connection, checked, by, when)
        given_away = decide(connection)
        if given_away and not keep_hidden:
            raise GivesAway(why_stopped(checked.file, given_away), what_is_given(given_away))
        record_line(connection, by, "upload", f"upload {upload_id}: {checked.file}", when)
        _log(connection, given_away, by, when)
    return Receipt(upload_id, False, sum(checked.counts.values()))


def _log(connection: sqlite3.Connection, given: Iterable[GivenAway], by: str, when: str) -> None:
    for each in given:
        record_line(connection, by, "given away", words(each.code, each.secret), when)


def rehearse(copy: Store, checked: Checked) -> None:
    """Let a workbook count in a copy of the store, so that those after it are checked beside it.

    What may be shown is not decided: how long that takes would tell a right guess at a hidden count
    from a wrong one.
    """
    with copy.writing() as connection:
        store_rows(connection, checked, "scratch", utc_now())


def store_rows(connection: sqlite3.Connection, checked: Checked, by: str, when: str) -> int:
    """Add an upload and its rows within a transaction; gives its number."""
    upload_id = _add_upload(connection, checked, by, when)
    dated = first_quarter(checked.cover.period)
    for rows in checked.rows.values():
        _add_rows(connection, rows, upload_id, dated)
    return upload_id


def _as_sent(checked: Checked, original: bytes) -> Checked:
    """The checked rows with the file they were understood from. Raises EscpError."""
    book = read_workbook(original, checked.file)
    sheets = ((grid.name, grid.rows, grid.beside) for grid in book.sheets)
    if records_of_children(checked.file, sheets, book.unseen):
        raise EscpError(
            f"{checked.file} looks like it holds records of children, so nothing of it was "
            "stored. Take them out, and send it again."
        )
    return replace(checked, content=original, sha256=hashlib.sha256(original).hexdigest())


def find_standing_copy(store: Store, sha256: str) -> int | None:
    """The standing upload that holds these very bytes; None where there is none."""
    with store.reading() as connection:
        return _standing_copy(connection, sha256)


def withdraw(store: Store, upload_id: int, reason: str, by: str, sha256: str | None = None) -> None:
    """Take an upload back; its rows stay in the store and no longer count.

    `sha256` is of the file that is meant: a restored store may have given its number to another.
    Raises NotFound for an unknown upload and EscpError for another file's number, for one already
    withdrawn or no reason.
    """
    _decide(store, upload_id, "withdrawn", reason, by, sha256)


def reinstate(
    store: Store, upload_id: int, reason: str, by: str, sha256: str | None = None
) -> None:
    """Let a withdrawn upload count again, in its old place in the order; raises as `withdraw`."""
    _decide(store, upload_id, "reinstated", reason, by, sha256)


def history(store: Store, as_at: str | None = None) -> pd.DataFrame:
    """Every upload, newest first, with its state and the latest decision about it.

    Columns: upload_id, file_name, period, agency, uploaded_by, uploaded_at, row_count, warnings,
    sheets, sha256, state (`stored` or `withdrawn`), decided_by, decided_at, reason.
    """
    sql = """
        SELECT uploads.id AS upload_id, file_name, period, agency, uploaded_by, uploaded_at,
            row_count, sha256,
            (SELECT count(*) FROM upload_warnings w WHERE w.upload_id = uploads.id) AS warnings,
            (SELECT group_concat(sheet || ' ' || row_count, ', ') FROM upload_sheets s
             WHERE s.upload_id = uploads.id) AS sheets,
            CASE WHEN decision = 'withdrawn' THEN 'withdrawn' ELSE 'stored' END AS state,
            decided_by, decided_at, reason
        FROM uploads LEFT JOIN decisions ON decisions.id = (
            SELECT max(id) FROM decisions d WHERE d.upload_id = uploads.id AND d.decided_at <= :day)
        WHERE uploaded_at <= :day ORDER BY uploads.id DESC"""
    with store.reading() as connection:
        cursor = connection.execute(sql, {"day": moment(as_at)})
        names = [column[0] for column in cursor.description]
        return pd.DataFrame(cursor.fetchall(), columns=names, dtype=object)


def covers_of(store: Store, quarter: str, as_at: str | None = None) -> list[tuple[str, str]]:
    """The agencies that the Covers of standing uploads name for a quarter, and when they came.

    A Cover is no sign of a quarter where its workbook has rows about quarters and none about it.
    """
    of_quarters = " UNION ALL ".join(
        f"SELECT upload_id, period FROM \"{sheet.table}\" WHERE period LIKE '% Q_'"
        for sheet in contract.SHEETS
        if any(column.field == "period" for column in sheet.columns)
    )
    sql = f"""
        WITH told AS ({of_quarters})
        SELECT agency, uploaded_at FROM uploads WHERE period = :quarter
            AND id IN ({STANDING.format(day=":day")})
            AND (id IN (SELECT upload_id FROM told WHERE period = :quarter)
                OR id NOT IN (SELECT upload_id FROM told))"""
    with store.reading() as connection:
        return list(connection.execute(sql, {"quarter": quarter, "day": moment(as_at)}))


def sealed_by(store: Store) -> dict[int, str]:
    """The first letters of the seal that covers each upload, by its number."""
    with store.reading() as connection:
        return upload_seals(connection)


@dataclass(frozen=True)
class NewestUpload:
    """The newest upload that stands: its number, file, and the day it came (UTC, ISO)."""

    upload_id: int
    file_name: str
    day: str


def newest_upload(store: Store, as_at: str | None = None) -> NewestUpload | None:
    """The newest upload that stands; None where there is none."""
    standing = history(store, as_at)
    standing = standing[standing["state"] == "stored"]
    if standing.empty:
        return None
    first = standing.iloc[0]
    return NewestUpload(
        int(first["upload_id"]), str(first["file_name"]), str(first["uploaded_at"])[:10]
    )


def original(store: Store, upload_id: int, sha256: str | None = None) -> tuple[str, bytes]:
    """An uploaded file's name and bytes, as they were sent.

    Raises NotFound, EscpError where `sha256` is not that of the file with this number, and
    CannotRead where the bytes are not those that were sent.
    """
    with store.reading() as connection:
        require_file(connection, upload_id, sha256)
        row = connection.execute(
            "SELECT file_name, content, sha256 FROM originals"
            " JOIN uploads ON uploads.id = upload_id WHERE upload_id = ?",
            (upload_id,),
        ).fetchone()
    name, content, stored = (str(row[0]), bytes(row[1]), str(row[2])) if row else ("", b"", "")
    if hashlib.sha256(content).hexdigest() != stored:
        raise CannotRead(
            f"The file of upload {upload_id} is damaged in the store: it is not as it was sent. "
            "Tell whoever runs this dashboard to verify the store."
        )
    return name, content


def _standing_copy(connection: sqlite3.Connection, sha256: str) -> int | None:
    row = connection.execute(
        "SELECT max(id) FROM standing_uploads WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return None if row[0] is None else int(row[0])


def _add_upload(connection: sqlite3.Connection, checked: Checked, by: str, when: str) -> int:
    cover = checked.cover
    cursor = connection.execute(
        "INSERT INTO uploads (file_name, sha256, file_bytes, uploaded_by, uploaded_at, period,"
        " agency, plan, completed_by, date_completed, contract_version, row_count)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (checked.file, checked.sha256, len(checked.content), by, when, cover.period, cover.agency,
         cover.plan, cover.completed_by, cover.date_completed, cover.contract_version,
         sum(checked.counts.values())),
    )  # fmt: skip  # a row a line
    upload_id = int(cursor.lastrowid or 0)
    connection.execute("INSERT INTO originals VALUES (?, ?)", (upload_id, checked.content))
    connection.executemany(
        "INSERT INTO upload_sheets VALUES (?, ?, ?)",
        [(upload_id, sheet, count) for sheet, count in checked.counts.items()],
    )
    connection.executemany(
        "INSERT INTO upload_warnings (upload_id, code, sheet, cell, message)"
        " VALUES (?, ?, ?, ?, ?)",
        [(upload_id, w.code, w.sheet, w.cell, w.message) for w in checked.warnings],
    )
    return upload_id


def _add_rows(
    connection: sqlite3.Connection, rows: Rows, upload_id: int, dated: str | None
) -> None:
    """Rows as they came: what a row does not say is not stored with it."""
    sheet = rows.sheet
    stored = [(name, column) for column in sheet.columns for name, _ in column.stored]
    names = ["upload_id", "sheet_row", "says_id", "dated", *(name for name, _ in stored)]
    kept = frozenset(c.field for c in sheet.columns if c.key or c.field == "plan")
    numbers = {says: says_number(connection, sheet.name, says) for says in set(rows.says)}
    connection.executemany(
        f'INSERT INTO "{sheet.table}" ({", ".join(quoted_names(names))})'
        f" VALUES ({', '.join('?' * len(names))})",
        (
            (
                upload_id,
                number,
                numbers[says],
                dated,
                *(
                    value if column.field in says or column.field in kept else None
                    for value, (_, column) in zip(row, stored, strict=True)
                ),
            )
            for number, row, says in zip(rows.numbers, rows.values, rows.says, strict=True)
        ),
    )


def _decide(
    store: Store,
    upload_id: int,
    decision: UploadDecision,
    reason: str,
    by: str,
    sha256: str | None,
) -> None:
    if not reason.strip():
        raise EscpError("Give a reason: it stands in the history beside the upload.")
    if kinds := identifiers_in(reason):
        raise EscpError(
            f"The reason holds what looks like {kinds[0].noun}. Take it out: a reason is kept for "
            "good."
        )
    with store.writing() as connection:
        require_file(connection, upload_id, sha256)
        stands = connection.execute(
            "SELECT 1 FROM standing_uploads WHERE id = ?", (upload_id,)
        ).fetchone()
        if bool(stands) == (decision == "reinstated"):
            raise EscpError(f"Upload {upload_id} is already {'stored' if stands else decision}.")
        when = utc_now()
        add_decision(connection, upload_id, decision, reason.strip(), by, when)
        given_away = decide(connection)
        record_line(connection, by, decision, f"upload {upload_id}: {reason.strip()}", when)
        _log(connection, given_away, by, when)


def add_decision(
    connection: sqlite3.Connection,
    upload_id: int,
    decision: UploadDecision,
    reason: str,
    by: str,
    when: str,
) -> None:
    """Add what was decided about an upload within a transaction."""
    connection.execute(
        "INSERT INTO decisions (upload_id, decision, reason, decided_by, decided_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (upload_id, decision, reason, by, when),
    )


def require_file(connection: sqlite3.Connection, upload_id: int, sha256: str | None = None) -> None:
    """Raises NotFound without such an upload, and EscpError where it is another file than meant."""
    sql = "SELECT sha256, file_name FROM uploads WHERE id = ?"
    row = connection.execute(sql, (upload_id,)).fetchone()
    if row is None:
        raise NotFound(_no_upload(upload_id))
    if sha256 is not None and row[0] != sha256:
        raise EscpError(
            f"Upload {upload_id} is now another file, {row[1]}: the dashboard was restored "
            "meanwhile. Nothing was done; load the page again."
        )


def _no_upload(upload_id: int) -> str:
    return f"There is no upload {upload_id}. See the history for the numbers there are."
