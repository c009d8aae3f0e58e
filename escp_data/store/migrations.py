"""How the store's tables come to be, step by step, with sqlite-utils migrations.

A step that was released is never edited; the next one follows it. The contract's tables are the
exception: the step named after the contract's version adds whatever `contract.SHEETS` has and the
store has not, so a new column needs a new `contract.VERSION` and no SQL.
"""

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

from escp_data import contract
from escp_data.kinds import SqlType

APPLICATION_ID = 0x45534350
"""'ESCP' in ASCII: written into the file's header, so that a stranger's database is recognised."""

STANDING = """
    SELECT uploads.id FROM uploads WHERE uploads.uploaded_at <= {day} AND coalesce((
        SELECT decision FROM decisions
        WHERE decisions.upload_id = uploads.id AND decisions.decided_at <= {day}
        ORDER BY decisions.id DESC LIMIT 1), 'reinstated') <> 'withdrawn'"""
"""The uploads that stand (not withdrawn) on a day, given as an SQL expression."""

migrations = Migrations("escp")


def current_rows(sheet: contract.Sheet, day: str = "'9999'", uploads: str = "") -> str:
    """SQL for the newest version of each key of a sheet as it stood on `day` (an SQL expression).

    `uploads` narrows further which uploads count, as an SQL condition on `upload_id`.
    """
    key = ", ".join(f'"{column.field}"' for column in sheet.keys)
    narrowed = f" AND {uploads}" if uploads else ""
    return (
        f'SELECT * FROM "{sheet.table}" WHERE id IN (SELECT max(id) FROM "{sheet.table}" '
        f"WHERE upload_id IN ({STANDING.format(day=day)}){narrowed} GROUP BY {key})"
    )


# Several columns of a table share a line here, as in SQL, and not one a line.
# fmt: off
@migrations()
def uploads(db: Database) -> None:
    """Every workbook taken in: the file, who, when, its cover, and what was decided about it."""
    text = str
    _table(db, "uploads").create(
        {"id": int, "file_name": text, "sha256": text, "file_bytes": int, "uploaded_by": text,
         "uploaded_at": text, "period": text, "agency": text, "completed_by": text,
         "date_completed": text, "contract_version": text, "row_count": int},
        pk="id", strict=True,
        not_null={"file_name", "sha256", "file_bytes", "uploaded_by", "uploaded_at", "row_count"},
    ).create_index(["sha256"])
    _table(db, "originals").create(
        {"upload_id": int, "content": bytes},
        pk="upload_id", foreign_keys=[("upload_id", "uploads", "id")], strict=True,
        not_null={"content"},
    )
    _table(db, "upload_sheets").create(
        {"upload_id": int, "sheet": text, "row_count": int},
        pk=("upload_id", "sheet"), foreign_keys=[("upload_id", "uploads", "id")], strict=True,
        not_null={"row_count"},
    )
    _table(db, "upload_warnings").create(
        {"id": int, "upload_id": int, "code": text, "sheet": text, "cell": text, "message": text},
        pk="id", foreign_keys=[("upload_id", "uploads", "id")], strict=True,
        not_null={"upload_id", "code", "message"},
    )
    _table(db, "decisions").create(
        {"id": int, "upload_id": int, "decision": text, "reason": text, "decided_by": text,
         "decided_at": text},
        pk="id", foreign_keys=[("upload_id", "uploads", "id")], strict=True,
        not_null={"upload_id", "decision", "reason", "decided_by", "decided_at"},
    )
    _table(db, "audit_log").create(
        {"id": int, "at": text, "who": text, "event": text, "detail": text},
        pk="id", strict=True, not_null={"at", "who", "event", "detail"},
    )
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.create_view("standing_uploads", f"SELECT * FROM uploads WHERE id IN ({_now()})")


@migrations(name=f"contract {contract.VERSION}")
def follow_contract(db: Database) -> None:
    """Add each table and column of the contract that the store does not have yet."""
    for sheet in contract.SHEETS:
        table = _table(db, sheet.table)
        if not table.exists():
            _create(table, sheet)
        for name, kind in sheet.stored:
            if name not in table.columns_dict:
                db.execute(f'ALTER TABLE "{sheet.table}" ADD COLUMN "{name}" {kind}')
        db.create_view(f"current_{sheet.table}", current_rows(sheet), replace=True)


@migrations()
def mappings(db: Database) -> None:
    """How agencies' own trackers were understood, as a person confirmed it; only added to."""
    text = str
    _table(db, "mappings").create(
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
    _table(db, "suppression_rounds").create(
        {"id": int, "decided_at": str, "method": int, "last_upload": int, "last_decision": int},
        pk="id", strict=True,
        not_null={"decided_at", "method", "last_upload", "last_decision"},
    )
    _table(db, "suppression_decisions").create(
        {"id": int, "round_id": int, "code": str, "agency": str, "quarters": int, "period": str,
         "ethnic_group": str, "made_of": str, "shown": int},
        pk="id", foreign_keys=[("round_id", "suppression_rounds", "id")], strict=True,
        not_null={"round_id", "code", "made_of", "shown"},
    ).create_index(["code"])
    _table(db, "suppression_equations").create(
        {"id": int, "round_id": int, "code": str, "one": str, "other": str},
        pk="id", foreign_keys=[("round_id", "suppression_rounds", "id")], strict=True,
        not_null={"round_id", "code", "one", "other"},
    ).create_index(["code"])
    _table(db, "suppression_changes").create(
        {"id": int, "round_id": int, "code": str, "change": str},
        pk="id", foreign_keys=[("round_id", "suppression_rounds", "id")], strict=True,
        not_null={"round_id", "code", "change"},
    ).create_index(["code"])


def _create(table: Table, sheet: contract.Sheet) -> None:
    types: dict[SqlType, type[str | float]] = {"INTEGER": int, "REAL": float, "TEXT": str}
    columns = {name: types[kind] for name, kind in sheet.stored}
    table.create(
        {"id": int, "upload_id": int, "sheet_row": int, **columns},
        pk="id", foreign_keys=[("upload_id", "uploads", "id")], strict=True,
        not_null={"upload_id", "sheet_row"},
    )
    table.create_index([*(column.field for column in sheet.keys), "upload_id"], unique=True)
    table.create_index(["upload_id"])
# fmt: on


def _table(db: Database, name: str) -> Table:
    table = db[name]
    assert isinstance(table, Table)
    return table


def _now() -> str:
    return STANDING.format(day="'9999'")


def quoted_names(names: list[str]) -> list[str]:
    """Names of columns, as SQL quotes them."""
    return [f'"{name}"' for name in names]
