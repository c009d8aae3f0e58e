"""The demonstration store: made from `sample_data/` when `ESCP_DB` names no store."""

import hashlib
import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from datetime import UTC, datetime, time
from pathlib import Path

from escp_data.contract import VERSION
from escp_data.errors import CannotRead
from escp_data.records.uploads import append
from escp_data.store.database import Store, open_store
from escp_data.validation.checks import check_workbook

SAMPLES = Path(__file__).parents[2] / "sample_data"
UPLOADED_BY = "Sample data"
LEFT_FOR_THE_NEWCOMER = "2025-26_Q4.xlsx"
NEXT_RETURNS = ("2026-27_Q1.xlsx", "2026-27_Q2.xlsx")
"""The next plan's first two, left for the newcomer as well."""
NEXT_PLAN = "plan_2026-29.xlsx"
_NAME = "demonstration-{}.db"


def is_demonstration(store: Store | None = None) -> bool:
    """Whether every figure of this store is a sample; of the one that `ESCP_DB` names, if None."""
    if store is None:
        return not os.environ.get("ESCP_DB")
    place = store.path.resolve()
    return place.match(_NAME.format("*")) and place.parent in [f.resolve() for f in _folders()]


def open_demonstration() -> Store:
    """The demonstration store, kept between runs; made afresh where the samples have changed.

    It lives in `.demo/` in the project's folder, or in the computer's temporary folder where the
    project's cannot be written. Raises CannotRead where neither can be, or without samples.
    """
    name = _NAME.format(_fingerprint())
    for folder in _folders():
        with suppress(OSError, CannotRead):
            folder.mkdir(exist_ok=True)
            path = folder / name
            return open_store(path) if path.exists() else _make(path)
    raise CannotRead("There is no folder to keep the demonstration in. Set ESCP_DB instead.")


def load_samples(store: Store) -> None:
    """Store the plan, every quarterly return but those left for the newcomer, and the next plan.

    Each is dated by its Cover's Date completed, so that the store's history reads as it would.
    """
    for path in sample_returns():
        checked = check_workbook(path.read_bytes(), path.name, store)
        completed = datetime.fromisoformat(checked.cover.date_completed or "2023-04-01")
        at = datetime.combine(completed, time(9, 30), UTC)
        append(store, checked, UPLOADED_BY, at)


def sample_returns() -> list[Path]:
    """The plan workbook, the quarterly returns in order without the newcomer's, the next plan."""
    quarters = sorted(SAMPLES.glob("20*_Q?.xlsx"))
    left = (LEFT_FOR_THE_NEWCOMER, *NEXT_RETURNS)
    returns = (path for path in quarters if path.name not in left)
    following = [SAMPLES / NEXT_PLAN] if (SAMPLES / NEXT_PLAN).exists() else []
    return [SAMPLES / "plan.xlsx", *returns, *following]


def _folders() -> tuple[Path, Path]:
    return SAMPLES.parent / ".demo", Path(tempfile.gettempdir()) / "escp-demonstration"


def _make(path: Path) -> Store:
    """Build under another name first, so that nobody opens half a store."""
    with tempfile.TemporaryDirectory(
        dir=path.parent, prefix=".unfinished-", ignore_cleanup_errors=True
    ) as folder:
        store = open_store(Path(folder) / path.name)
        load_samples(store)
        _settle(store)
        _put_in_place(store.path, path)
    return open_store(path)


def _put_in_place(made: Path, path: Path) -> None:
    """Name the store, unless another process was quicker: somebody may be using that one."""
    try:
        os.link(made, path)
    except FileExistsError:
        return
    except OSError:  # a file system that knows no links
        if not path.exists():
            os.replace(made, path)


def _settle(store: Store) -> None:
    """Fold the write-ahead log into the file, so that moving the one file moves the store."""
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _fingerprint() -> str:
    """What the samples and the contract's version come to."""
    digest = hashlib.sha256(VERSION.encode())
    try:
        for path in sample_returns():
            digest.update(path.read_bytes())
    except OSError as error:
        raise CannotRead(
            f"The sample workbooks in {SAMPLES} cannot be read. Set ESCP_DB to use your own."
        ) from error
    return digest.hexdigest()[:12]
