"""A store as version 1.0 made it: its tables, indexes, views, migrations and mark."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from escp_data.store.migrations import APPLICATION_ID
from tests.scenarios import BU, C, I, V

T, N, R = "TEXT", "INTEGER", "REAL"
KEPT: dict[str, str] = {
    "uploads": '"id" INTEGER PRIMARY KEY, "file_name" TEXT NOT NULL, "sha256" TEXT NOT NULL,'
    ' "file_bytes" INTEGER NOT NULL, "uploaded_by" TEXT NOT NULL, "uploaded_at" TEXT NOT NULL,'
    ' "period" TEXT, "agency" TEXT, "completed_by" TEXT, "date_completed" TEXT,'
    ' "contract_version" TEXT, "row_count" INTEGER NOT NULL',
    "originals": '"upload_id" INTEGER PRIMARY KEY REFERENCES "uploads"("id"),'
    ' "content" BLOB NOT NULL',
    "upload_sheets": '"upload_id" INTEGER REFERENCES "uploads"("id"), "sheet" TEXT,'
    ' "row_count" INTEGER NOT NULL, PRIMARY KEY ("upload_id", "sheet")',
    "upload_warnings": '"id" INTEGER PRIMARY KEY,'
    ' "upload_id" INTEGER NOT NULL REFERENCES "uploads"("id"), "code" TEXT NOT NULL,'
    ' "sheet" TEXT, "cell" TEXT, "message" TEXT NOT NULL',
    "decisions": '"id" INTEGER PRIMARY KEY,'
    ' "upload_id" INTEGER NOT NULL REFERENCES "uploads"("id"), "decision" TEXT NOT NULL,'
    ' "reason" TEXT NOT NULL, "decided_by" TEXT NOT NULL, "decided_at" TEXT NOT NULL',
    "audit_log": '"id" INTEGER PRIMARY KEY, "at" TEXT NOT NULL, "who" TEXT NOT NULL,'
    ' "event" TEXT NOT NULL, "detail" TEXT NOT NULL',
    "mappings": '"id" INTEGER PRIMARY KEY, "shape" TEXT NOT NULL, "sheet" TEXT NOT NULL,'
    ' "mapping" TEXT NOT NULL, "confirmed_by" TEXT NOT NULL, "confirmed_at" TEXT NOT NULL',
    "suppression_rounds": '"id" INTEGER PRIMARY KEY, "decided_at" TEXT NOT NULL,'
    ' "method" INTEGER NOT NULL, "last_upload" INTEGER NOT NULL,'
    ' "last_decision" INTEGER NOT NULL',
    "suppression_decisions": '"id" INTEGER PRIMARY KEY,'
    ' "round_id" INTEGER NOT NULL REFERENCES "suppression_rounds"("id"), "code" TEXT NOT NULL,'
    ' "agency" TEXT, "quarters" INTEGER, "period" TEXT, "ethnic_group" TEXT,'
    ' "made_of" TEXT NOT NULL, "shown" INTEGER NOT NULL',
    "suppression_equations": '"id" INTEGER PRIMARY KEY,'
    ' "round_id" INTEGER NOT NULL REFERENCES "suppression_rounds"("id"), "code" TEXT NOT NULL,'
    ' "one" TEXT NOT NULL, "other" TEXT NOT NULL',
    "suppression_changes": '"id" INTEGER PRIMARY KEY,'
    ' "round_id" INTEGER NOT NULL REFERENCES "suppression_rounds"("id"), "code" TEXT NOT NULL,'
    ' "change" TEXT NOT NULL',
}
INDEXED = ("uploads sha256", "mappings shape", "suppression_decisions code",
           "suppression_equations code", "suppression_changes code")  # fmt: skip  # a list
SHEETS: dict[str, tuple[str, dict[str, str]]] = {
    "agencies": ("agency", {"agency": T, "type": T, "also_known_as": T}),
    "priorities": ("priority", {"priority": N, "title": T, "aim": T}),
    "actions": ("ref", {
        "ref": T, "priority": N, "action": T, "success_measure": T, "lead_agency": T,
        "contributing_agencies": T, "activity_group": T, "owner_role": T, "start_date": T,
        "due_date": T, "revised_due_date": T, "state": T, "measure_codes": T,
    }),
    "progress": ("ref period", {
        "ref": T, "period": T, "rag": T, "rag_reason": T, "progress_update": T, "evidence": T,
        "impact": T, "barriers": T, "next_steps": T,
    }),
    "measures": ("code", {
        "code": T, "measure": T, "priority": N, "supplier_agency": T, "kind": T, "counts": T,
        "better_when": T, "time_kind": T, "definition": T, "numerator_definition": T,
        "denominator_definition": T, "per": T, "a_rise_could_mean": T, "target": R,
        "population_basis": T, "reference_group": T, "preceding_measure": T,
        "baseline_period": T, "source": T,
    }),
    "measure_values": ("code period agency", {
        "code": T, "period": T, "agency": T, "numerator": R, "numerator_marker": T,
        "denominator": R, "denominator_marker": T, "note": T,
    }),
    "ethnicity_counts": ("code period agency ethnic_group", {
        "code": T, "period": T, "agency": T, "ethnic_group": T, "count": N, "count_marker": T,
    }),
    "population": ("basis population_date ethnic_group", {
        "basis": T, "population_date": T, "ethnic_group": T, "population": N,
        "population_marker": T,
    }),
    "voice": ("voice_date ref agency theme", {
        "voice_date": T, "ref": T, "agency": T, "method": T, "children_involved": N,
        "children_involved_marker": T, "theme": T, "what_children_said": T,
        "what_changed_as_a_result": T,
    }),
    "training": ("course period agency", {
        "course": T, "period": T, "agency": T, "ref": T, "places_attended": R, "responses": R,
        "confident_before": R, "confident_after": R,
    }),
    "audits": ("audit period organisation standard", {
        "audit": T, "period": T, "organisation": T, "standard": T, "self_grade": T,
        "moderated_grade": T, "improvement_needed": T,
    }),
    "recommendations": ("review recommendation_number period", {
        "review": T, "recommendation_number": T, "recommendation": T, "ref": T,
        "lead_agency": T, "period": T, "rag": T, "progress_update": T,
    }),
}  # fmt: skip  # a sheet's columns share lines
STANDING = """
    SELECT uploads.id FROM uploads WHERE uploads.uploaded_at <= '9999' AND coalesce((
        SELECT decision FROM decisions
        WHERE decisions.upload_id = uploads.id AND decisions.decided_at <= '9999'
        ORDER BY decisions.id DESC LIMIT 1), 'reinstated') <> 'withdrawn'"""
MIGRATIONS = ("uploads", "contract 1.0", "mappings", "suppression")

Uploads = list[tuple[str, str, str, dict[str, list[dict[str, Any]]]]]
"""In order: the day, the Cover's period and agency, and rows by table."""
PLAN: Uploads = [
    ("2023-04-21", "2023-24 Q1", BU, {
        "agencies": [{"agency": C, "type": "Safeguarding partner", "also_known_as": "LBE"},
                     {"agency": V}, {"agency": I}],
        "priorities": [{"priority": 1, "title": "One", "aim": "Safe"},
                       {"priority": 2, "title": "Two"}],
        "actions": [
            {"ref": "1.1", "priority": 1, "action": "another", "lead_agency": I,
             "due_date": "2025-12-31", "state": "Live"},
            {"ref": "2.1", "priority": 2, "action": "old", "lead_agency": C,
             "contributing_agencies": V, "due_date": "2026-03-31", "owner_role": "A head",
             "state": "Live"},
        ],
        "measures": [{"code": "CLA", "measure": "Looked after", "kind": "count",
                      "counts": "children", "better_when": "lower", "time_kind": "stock",
                      "definition": "On the day"}],
    }),
]  # fmt: skip  # a row a line
REPORTED: Uploads = [
    ("2025-10-10", "2025-26 Q2", V, {"progress": [
        {"ref": "2.1", "period": "2025-26 Q2", "rag": "Red", "rag_reason": "from a tracker",
         "evidence": "minutes", "impact": "Emerging"}]}),
    ("2025-10-11", "2025-26 Q2", BU, {"progress": [
        {"ref": "2.1", "period": "2025-26 Q2", "rag": "Green", "progress_update": "compiled"}]}),
    ("2026-01-10", "2025-26 Q3", V, {
        "progress": [{"ref": "2.1", "period": "2025-26 Q3", "rag": "Green"}],
        "voice": [{"voice_date": "2025-11-14", "ref": "2.1", "agency": V, "theme": "bullying",
                   "children_involved": 4, "what_children_said": "Listen"}]}),
    ("2026-01-12", "2025-26 Q3", C, {"progress": [
        {"ref": "2.1", "period": "2025-26 Q3", "rag": "Amber", "rag_reason": "slow",
         "next_steps": "go on"}]}),
    ("2026-01-13", "2025-26 Q3", BU, {
        "actions": [
            {"ref": "1.1", "priority": 1, "action": "another, reworded", "lead_agency": I,
             "state": "Live"},
            {"ref": "2.1", "priority": 2, "action": "old", "lead_agency": C,
             "contributing_agencies": V, "due_date": "2026-03-31",
             "revised_due_date": "2026-06-30", "state": "Live"}],
        "measure_values": [{"code": "CLA", "period": "2025-26 Q3", "agency": C,
                            "numerator_marker": "c"}]}),
]  # fmt: skip  # a row a line


def store_of_before(folder: Path, uploads: Uploads) -> Path:
    """A store's file as 1.0 left it."""
    path = folder / "escp.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _tables(db)
        db.execute("BEGIN")
        for number, (day, period, agency, tables) in enumerate(uploads, 1):
            _upload(db, number, f"{day}T09:30:00.000000Z", period, agency, tables)
        db.execute("COMMIT")
    return path


def _tables(db: sqlite3.Connection) -> None:
    db.execute(
        'CREATE TABLE "_sqlite_migrations" ("id" INTEGER PRIMARY KEY, "migration_set" TEXT,'
        ' "name" TEXT, "applied_at" TEXT)'
    )
    db.execute(
        'CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"\n'
        '    ON "_sqlite_migrations" ("migration_set", "name")'
    )
    for name in MIGRATIONS:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('escp', ?, '2023-04-21 09:30:00+00:00')",
            (name,),
        )
    for table, columns in KEPT.items():
        db.execute(f'CREATE TABLE "{table}" ({columns}) STRICT')
    for each in INDEXED:
        table, column = each.split()
        db.execute(f'CREATE INDEX "idx_{table}_{column}"\n    ON "{table}" ("{column}")')
    db.execute(f'CREATE VIEW "standing_uploads" AS SELECT * FROM uploads WHERE id IN ({STANDING})')
    for table, (key, named) in SHEETS.items():
        columns = ", ".join(f'"{name}" {kind}' for name, kind in named.items())
        keys = ", ".join(f'"{name}"' for name in key.split())
        db.execute(
            f'CREATE TABLE "{table}" ("id" INTEGER PRIMARY KEY, "upload_id" INTEGER NOT NULL'
            f' REFERENCES "uploads"("id"), "sheet_row" INTEGER NOT NULL, {columns}) STRICT'
        )
        own = f"idx_{table}_{'_'.join(key.split())}_upload_id"
        db.execute(f'CREATE UNIQUE INDEX "{own}"\n    ON "{table}" ({keys}, "upload_id")')
        db.execute(f'CREATE INDEX "idx_{table}_upload_id"\n    ON "{table}" ("upload_id")')
        db.execute(
            f'CREATE VIEW "current_{table}" AS SELECT * FROM "{table}" WHERE id IN'
            f' (SELECT max(id) FROM "{table}" WHERE upload_id IN ({STANDING}) GROUP BY {keys})'
        )


def _upload(
    db: sqlite3.Connection,
    number: int,
    at: str,
    period: str,
    agency: str,
    tables: dict[str, list[dict[str, Any]]],
) -> None:
    content = f"workbook {number}".encode()
    digest, name = hashlib.sha256(content).hexdigest(), f"{number}.xlsx"
    count = sum(len(rows) for rows in tables.values())
    db.execute(
        "INSERT INTO uploads VALUES (?, ?, ?, ?, 'x', ?, ?, ?, 'A role', NULL, '1.0', ?)",
        (number, name, digest, len(content), at, period, agency, count),
    )
    db.execute("INSERT INTO originals VALUES (?, ?)", (number, content))
    db.execute(
        "INSERT INTO audit_log (at, who, event, detail) VALUES (?, 'x', 'upload', ?)",
        (at, f"upload {number}: {name}"),
    )
    db.execute(
        "INSERT INTO suppression_rounds (decided_at, method, last_upload, last_decision)"
        " VALUES (?, 1, ?, 0)",
        (at, number),
    )
    for table, rows in tables.items():
        sheet = table.replace("_", " ").capitalize()
        db.execute("INSERT INTO upload_sheets VALUES (?, ?, ?)", (number, sheet, len(rows)))
        for at_row, row in enumerate(rows, 2):
            names = ", ".join(f'"{each}"' for each in row)
            marks = ", ".join("?" * len(row))
            db.execute(
                f'INSERT INTO "{table}" (upload_id, sheet_row, {names}) VALUES (?, ?, {marks})',
                (number, at_row, *row.values()),
            )
