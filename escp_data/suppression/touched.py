"""Which measures an upload, or a decision about one, may alter the state of."""

import json
import sqlite3
from collections.abc import Sequence

from escp_data.suppression.timeline import Event


def touched(connection: sqlite3.Connection, new: Sequence[Event]) -> set[str]:
    """The measures with counts by ethnic group whose state these latest events may alter.

    A single upload that only says again what stands for good alters none: that is the usual
    correction of a return, and is told without reading all that was ever stored.
    """
    alone = len(new) == 1 and not new[0].decision
    told = " UNION ".join(_anew(*each) if alone else _told(each[0]) for each in _SAID)
    label = _NEW_LABEL if alone else ""
    sql = (
        "WITH ups AS (SELECT value FROM json_each(:uploads)) SELECT DISTINCT code"
        f" FROM ethnicity_counts WHERE code IN ({told})"
        f" OR EXISTS (SELECT 1 FROM population AS new WHERE new.upload_id IN ups{label})"
    )
    uploads = json.dumps(sorted({event.upload for event in new}))
    return {code for (code,) in connection.execute(sql, {"uploads": uploads})}


_SAID = (
    ("ethnicity_counts", ("code", "period", "agency", "ethnic_group"), ("count", "count_marker")),
    ("measure_values", ("code", "period", "agency"), ("numerator", "numerator_marker")),
    ("measures", ("code",), ("counts", "time_kind")),
)
_FOR_GOOD = "upload_id NOT IN (SELECT upload_id FROM decisions)"
_NEW_LABEL = (
    " AND new.ethnic_group NOT IN (SELECT ethnic_group FROM population AS old"
    f" WHERE old.id < new.id AND old.{_FOR_GOOD})"
)


def _told(table: str) -> str:
    return f"SELECT code FROM {table} WHERE upload_id IN ups"


def _anew(table: str, key: tuple[str, ...], says: tuple[str, ...]) -> str:
    """SQL for the codes of rows that differ from the row before of the same key."""
    same_key = " AND ".join(f"o.{name} IS new.{name}" for name in key)
    same = " AND ".join(f"old.{name} IS new.{name}" for name in says)
    before = f"SELECT max(o.id) FROM {table} AS o WHERE {same_key} AND o.id < new.id"
    return (
        f"SELECT code FROM {table} AS new WHERE upload_id IN ups AND NOT EXISTS (SELECT 1"
        f" FROM {table} AS old WHERE old.id = ({before}) AND {same} AND old.{_FOR_GOOD})"
    )
