"""How the store's tables come to be, step by step, with sqlite-utils migrations.

A step that was released is never edited; the next one follows it. The contract's tables are the
exception: the step named after the contract's version adds whatever `contract.SHEETS` has and the
store has not, so a new column needs a new `contract.VERSION` and no SQL.
"""

import json
import sqlite3
from collections.abc import Iterable

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

from escp_data import contract
from escp_data.kinds import SqlType
from escp_data.store.record import NOW, STANDING, current_rows

APPLICATION_ID = 0x45534350
"""'ESCP' in ASCII: written into the file's header, so that a stranger's database is recognised."""

migrations = Migrations("escp")


# Several columns of a table share a line here, as in SQL, and not one a line.
# fmt: off
@migrations()
def uploads(db: Database) -> None:
    """Every workbook taken in: the file, who, when, its cover, and what was decided about it."""
    text = str
    db.table("uploads").create(
        {"id": int, "file_name": text, "sha256": text, "file_bytes": int, "uploaded_by": text,
         "uploaded_at": text, "period": text, "agency": text, "completed_by": text,
         "date_completed": text, "contract_version": text, "row_count": int},
        pk="id", strict=True,
        not_null={"file_name", "sha256", "file_bytes", "uploaded_by", "uploaded_at", "row_count"},
    ).create_index(["sha256"])
    db.table("originals").create(
        {"upload_id": int, "content": bytes},
        pk="upload_id", foreign_keys=[("upload_id", "uploads", "id")], strict=True,
        not_null={"content"},
    )
    db.table("upload_sheets").create(
        {"upload_id": int, "sheet": text, "row_count": int},
        pk=("upload_id", "sheet"), foreign_keys=[("upload_id", "uploads", "id")], strict=True,
        not_null={"row_count"},
    )
    db.table("upload_warnings").create(
        {"id": int, "upload_id": int, "code": text, "sheet": text, "cell": text, "message": text},
        pk="id", foreign_keys=[("upload_id", "uploads", "id")], strict=True,
        not_null={"upload_id", "code", "message"},
    )
    db.table("decisions").create(
        {"id": int, "upload_id": int, "decision": text, "reason": text, "decided_by": text,
         "decided_at": text},
        pk="id", foreign_keys=[("upload_id", "uploads", "id")], strict=True,
        not_null={"upload_id", "decision", "reason", "decided_by", "decided_at"},
    )
    db.table("audit_log").create(
        {"id": int, "at": text, "who": text, "event": text, "detail": text},
        pk="id", strict=True, not_null={"at", "who", "event", "detail"},
    )
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    standing = STANDING.format(day=NOW)
    db.create_view("standing_uploads", f"SELECT * FROM uploads WHERE id IN ({standing})")


@migrations()
def says(db: Database) -> None:
    """Which columns a row says: a line for each different set, and the plan of a Cover."""
    db.table("says").create(
        {"id": int, "sheet": str, "columns": str},
        pk="id", strict=True, not_null={"sheet", "columns"},
    ).create_index(["sheet", "columns"], unique=True)
    db.execute("ALTER TABLE uploads ADD COLUMN plan TEXT")


@migrations(name=f"contract {contract.VERSION}")
def follow_contract(db: Database) -> None:
    """Add each table and column of the contract that the store does not have yet.

    Rows of before said all the columns there were; who reported progress is carried over.
    """
    for sheet in contract.SHEETS:
        table = db.table(sheet.table)
        if table.exists():
            _extend(db, table, sheet)
        else:
            _create(table, sheet)
        _index(db, table, sheet)
    for sheet in contract.SHEETS:
        db.create_view(f"current_{sheet.table}", current_rows(sheet), replace=True)


def _extend(db: Database, table: Table, sheet: contract.Sheet) -> None:
    """The columns that are new; those there were are said by every row, but for blank dates."""
    before = [column.field for column in sheet.says if column.field in table.columns_dict]
    added = [("says_id", "INTEGER REFERENCES says(id)"), ("dated", "TEXT"), *sheet.stored]
    for name, kind in added:
        if name not in table.columns_dict:
            db.execute(f'ALTER TABLE "{sheet.table}" ADD COLUMN "{name}" {kind}')
    if sheet is contract.PROGRESS and "agency" not in before:
        _say_who(db)
    db.execute(_DATED.format(table=sheet.table))
    undated = [field for field in before if field not in ("due_date", "revised_due_date")]
    for fields, which in ((undated, _NO_DATES), (before, "")):
        if sheet is contract.ACTIONS or not which:
            db.execute(
                f'UPDATE "{sheet.table}" SET says_id = ? WHERE says_id IS NULL {which}',
                (says_number(db.conn, sheet.name, fields),),
            )


_NO_DATES = "AND due_date IS NULL AND revised_due_date IS NULL"
_DATED = """
    UPDATE "{table}" SET dated = (SELECT CASE WHEN period LIKE '% Q_' THEN period
        WHEN period LIKE '% academic' THEN substr(period, 1, 4) || '-' || substr(period, 6, 2)
            || ' Q2'
        ELSE period || ' Q1' END FROM uploads WHERE uploads.id = upload_id)
    WHERE dated IS NULL"""


def _say_who(db: Database) -> None:
    """Rows of before are the lead's where its own Cover brought them, else All agencies'."""
    rows = db.execute(
        "SELECT progress.id, ref, progress.period, u.id, u.agency, u.uploaded_at"
        " FROM progress JOIN uploads AS u ON u.id = upload_id WHERE progress.agency IS NULL"
    ).fetchall()
    for row, ref, period, upload, agency, at in rows:
        leads = db.execute(_LEADS, {"ref": ref, "upload": upload, "day": at}).fetchall()
        in_time = [lead for lead, cover in leads if cover is None or cover <= period]
        lead = (in_time or [lead for lead, _ in leads[::-1]] or [None])[-1]
        said = agency if agency and agency == lead else contract.ALL_AGENCIES
        db.execute("UPDATE progress SET agency = ? WHERE id = ?", (said, row))


_LEADS = f"""
    SELECT lead_agency, c.period FROM actions JOIN uploads AS c ON c.id = upload_id
    WHERE ref = :ref AND upload_id <= :upload AND upload_id IN ({STANDING.format(day=":day")})
    ORDER BY actions.id"""


def says_number(connection: sqlite3.Connection, sheet: str, fields: Iterable[str]) -> int:
    """The number of a set of columns in `says`, which is made where it is new."""
    given = sheet, json.dumps(sorted(fields))
    connection.execute("INSERT OR IGNORE INTO says (sheet, columns) VALUES (?, ?)", given)
    found = connection.execute("SELECT id FROM says WHERE sheet = ? AND columns = ?", given)
    return int(found.fetchone()[0])


@migrations()
def mappings(db: Database) -> None:
    """How agencies' own trackers were understood, as a person confirmed it; only added to."""
    text = str
    db.table("mappings").create(
        {"id": int, "shape": text, "sheet": text, "mapping": text, "confirmed_by": text,
         "confirmed_at": text},
        pk="id", strict=True,
        not_null={"shape", "sheet", "mapping", "confirmed_by", "confirmed_at"},
    ).create_index(["shape"])


@migrations()
def suppression(db: Database) -> None:
    """What was decided about showing each sum of counts by ethnic group; only added to.

    A round takes in every upload and decision there is by then. A sum is the rows of
    ethnicity_counts that it adds up, as JSON; an equation is two sums that come to the same, such
    as a year and its quarters; a change is by how much each row may differ from what it is without
    altering anything shown.
    """
    db.table("suppression_rounds").create(
        {"id": int, "decided_at": str, "method": int, "last_upload": int, "last_decision": int},
        pk="id", strict=True,
        not_null={"decided_at", "method", "last_upload", "last_decision"},
    )
    db.table("suppression_decisions").create(
        {"id": int, "round_id": int, "code": str, "agency": str, "quarters": int, "period": str,
         "ethnic_group": str, "made_of": str, "shown": int},
        pk="id", foreign_keys=[("round_id", "suppression_rounds", "id")], strict=True,
        not_null={"round_id", "code", "made_of", "shown"},
    ).create_index(["code"])
    db.table("suppression_equations").create(
        {"id": int, "round_id": int, "code": str, "one": str, "other": str},
        pk="id", foreign_keys=[("round_id", "suppression_rounds", "id")], strict=True,
        not_null={"round_id", "code", "one", "other"},
    ).create_index(["code"])
    db.table("suppression_changes").create(
        {"id": int, "round_id": int, "code": str, "change": str},
        pk="id", foreign_keys=[("round_id", "suppression_rounds", "id")], strict=True,
        not_null={"round_id", "code", "change"},
    ).create_index(["code"])


@migrations(name="seals")
def seals_table(db: Database) -> None:
    """A hash over what each transaction added, chained; whoever opens the store seals the rest."""
    text = str
    db.table("seals").create(
        {"id": int, "method": int, "covers": text, "until": text, "digest": text,
         "previous": text, "seal": text},
        pk="id", strict=True,
        not_null={"method", "covers", "until", "digest", "previous", "seal"},
    )


@migrations()
def protection(db: Database) -> None:
    """What is shown of each window of counts by ethnic group, and why that is safe; only added to.

    `given` is who gave what, by group and quarter, as JSON; `shown` whether each sum of it is. A
    secret is a sum that a `reader` (an agency, or "" for anybody) must not be able to fix; `proof`
    are changes of group, quarter and number of children that would show nowhere: none where it can
    no longer be protected.
    """
    text = str
    db.table("suppression_windows").create(
        {"id": int, "round_id": int, "code": text, "period": text, "quarters": int, "given": text,
         "shown": text, "why": text, "stays": int, "alike": text},
        pk="id", foreign_keys=[("round_id", "suppression_rounds", "id"),
                               ("stays", "suppression_windows", "id")], strict=True,
        not_null={"round_id", "code", "period", "quarters", "given", "shown", "why", "alike"},
    ).create_index(["code"])
    db.table("suppression_secrets").create(
        {"id": int, "round_id": int, "code": text, "reader": text, "ethnic_group": text,
         "period": text, "quarters": int, "single": int, "proof": text},
        pk="id", foreign_keys=[("round_id", "suppression_rounds", "id")], strict=True,
        not_null={"round_id", "code", "reader", "ethnic_group", "period", "quarters", "single",
                  "proof"},
    ).create_index(["code"])


def _create(table: Table, sheet: contract.Sheet) -> None:
    types: dict[SqlType, type[str | float]] = {"INTEGER": int, "REAL": float, "TEXT": str}
    columns = {name: types[kind] for name, kind in sheet.stored}
    table.create(
        {"id": int, "upload_id": int, "sheet_row": int, "says_id": int, "dated": str, **columns},
        pk="id",
        foreign_keys=[("upload_id", "uploads", "id"), ("says_id", "says", "id")], strict=True,
        not_null={"upload_id", "sheet_row", "says_id"},
    )
    table.create_index(["upload_id"])


def _index(db: Database, table: Table, sheet: contract.Sheet) -> None:
    """One row of a key in an upload; what a key is may have changed since the store was made."""
    for index in table.indexes:
        if index.unique and index.origin == "c":
            db.execute(f'DROP INDEX "{index.name}"')
    keys = sorted((column.field for column in sheet.keys), key=lambda field: field == "plan")
    table.create_index([*keys, "upload_id"], unique=True)
# fmt: on


def quoted_names(names: list[str]) -> list[str]:
    """Names of columns, as SQL quotes them."""
    return [f'"{name}"' for name in names]
