"""What each command does. Each prints what a person or a program reads, and returns an exit code.

0: done. 1: the workbook has problems, all of them on standard output. What cannot be read or is
asked wrongly raises EscpError, which `__main__` turns into one sentence and exit 2.
"""

import json
import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from escp_data import uploads
from escp_data.actions_file import actions_csv, actions_excel
from escp_data.annotate import annotate
from escp_data.audit import record
from escp_data.checks import NOTHING_KNOWN, Checked, Known, check_workbook
from escp_data.demonstration import open_demonstration
from escp_data.differences import SheetChanges, changes
from escp_data.errors import CannotRead, EscpError
from escp_data.filters import Filters, filtered
from escp_data.periods import Period, parse_period
from escp_data.phrases import plural
from escp_data.plan import STATUSES, View, actions, quarters
from escp_data.problems import Problem
from escp_data.store import Store, open_store
from escp_data.template import template
from escp_data.upkeep import backup, verify
from escp_data.words import listed, nearest

MAX_BYTES_READ = 64 * 1024 * 1024


def run_template(asked: Namespace) -> int:
    """An empty workbook, or a return pre-filled for an agency."""
    period = str(_period(asked.period)) if asked.period else None
    content = template(period, asked.agency, _store(asked))
    write(asked.out, content)
    print(f"Wrote {asked.out}.")
    return 0


def run_check(asked: Namespace) -> int:
    """Check workbooks and write nothing to the store."""
    if asked.annotate and len(asked.files) > 1:
        raise EscpError("--annotate takes one workbook at a time. Give one file.")
    known: Known = _store(asked) if asked.db or os.environ.get("ESCP_DB") else _samples()
    problems = 0
    for path in _with_progress(asked.files):
        content = read(path)
        checked = check_workbook(content, Path(path).name, known)
        problems += len(checked.errors)
        print(json.dumps(checked.as_json(), ensure_ascii=False)) if asked.json else _print(checked)
        if asked.annotate:
            write(asked.annotate, annotate(content, checked.problems))
            print(f"Wrote {asked.annotate}.", file=sys.stderr if asked.json else sys.stdout)
    return 1 if problems else 0


def run_upload(asked: Namespace) -> int:
    """Check workbooks, say what is new and what changes, and store them one by one."""
    store = _store(asked)
    worst = 0
    for path in _with_progress(asked.files):
        worst = max(worst, _upload(store, path, asked))
    return worst


def run_history(asked: Namespace) -> int:
    """Every upload, newest first."""
    frame = uploads.history(_store(asked))
    if frame.empty:
        print("Nothing has been uploaded yet.")
    for row in frame.itertuples():
        state = f", withdrawn: {row.reason}" if row.state == "withdrawn" else ""
        print(
            f"{row.upload_id}  {row.uploaded_at[:16].replace('T', ' ')}  {row.file_name}"
            f"  {row.period or ''}  {row.agency or ''}  by {row.uploaded_by}"
            f"  {plural(row.row_count, 'row')}{state}"
        )
    return 0


def run_withdraw(asked: Namespace) -> int:
    """Take an upload back; nothing is deleted."""
    uploads.withdraw(_store(asked), asked.id, asked.reason, asked.by)
    print(f"Upload {asked.id} is withdrawn. Nothing was deleted.")
    return 0


def run_original(asked: Namespace) -> int:
    """An uploaded file, as it was sent."""
    name, content = uploads.original(_store(asked), asked.id)
    write(asked.out, content)
    print(f"Wrote {name} to {asked.out}.")
    return 0


def run_export(asked: Namespace) -> int:
    """What the Actions page shows under the same filters, or one table as it stands."""
    store = _store(asked)
    kind = Path(asked.out).suffix.lower()
    if kind not in (".xlsx", ".csv"):
        raise EscpError(f"{asked.out} must end in .xlsx or .csv: the ending says what to write.")
    view = _view(store, asked.period)
    every = actions(store, view)
    filters = Filters(
        priority=(asked.priority,) if asked.priority else (),
        agency=(_agency(store, asked.agency),) if asked.agency else (),
        rag=(_rag(asked.rag),) if asked.rag else (),
    )
    found = filtered(every, filters)
    make = actions_excel if kind == ".xlsx" else actions_csv
    write(asked.out, make(store, found, view, filters))
    record(store, asked.by, "export", f"Actions, {view.period}, {filters.words}")
    print(f"Wrote {plural(len(found), 'action')} to {asked.out}.")
    return 0


def run_backup(asked: Namespace) -> int:
    """A consistent copy of the store, made while it is in use."""
    backup(_store(asked), Path(asked.out))
    print(f"Wrote {asked.out}.")
    return 0


def run_verify(asked: Namespace) -> int:
    """Integrity, foreign keys, hashes and row counts."""
    problems = verify(_store(asked))
    for sentence in problems:
        print(sentence)
    if not problems:
        print("The store is whole.")
    return 1 if problems else 0


def read(path: str) -> bytes:
    """A file's bytes; raises CannotRead for a folder, a wrong path or one that may not be read."""
    place = Path(path)
    if place.is_dir():
        raise CannotRead(f"{path} is a folder. Give the path of a workbook.")
    try:
        with place.open("rb") as file:
            return file.read(MAX_BYTES_READ)
    except FileNotFoundError as error:
        raise CannotRead(f"There is no file {path}. Check the path.") from error
    except OSError as error:
        raise CannotRead(f"{path} cannot be read. Check that you may open it.") from error


def write(path: str, content: bytes) -> None:
    """Write a file whole or not at all; raises CannotRead where it cannot be written."""
    place = Path(path)
    if place.is_dir():
        raise CannotRead(f"{path} is a folder. Give the name of a file in it.")
    try:
        handle, unfinished = tempfile.mkstemp(dir=place.parent, prefix=".unfinished-")
    except OSError as error:
        raise CannotRead(f"{path} cannot be written. Check that its folder is there and yours "
                         "to write to.") from error  # fmt: skip
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(unfinished, place)
    except OSError as error:
        with suppress(OSError):
            os.unlink(unfinished)
        raise CannotRead(f"{path} cannot be written. The disk may be full.") from error


def _upload(store: Store, path: str, asked: Namespace) -> int:
    checked = check_workbook(read(path), Path(path).name, store)
    _print(checked)
    if checked.errors:
        return 1
    known = uploads.stored_as(store, checked.sha256)
    if known:
        print(f"{checked.file}: already stored as upload {known}. Nothing changed.")
        return 0
    _print_changes(changes(store, checked))
    if checked.warnings and not asked.accept_warnings:
        print(f"{checked.file}: not stored. Look at the warnings, then add --accept-warnings.")
        return 1
    if asked.dry_run:
        print(f"{checked.file}: nothing stored, as --dry-run asks.")
        return 0
    receipt = uploads.append(store, checked, asked.by)
    print(f"{checked.file}: stored as upload {receipt.upload_id}, {plural(receipt.rows, 'row')}.")
    return 0


def _print(checked: Checked) -> None:
    for problem in checked.problems:
        print(_line(problem))
    found = f"{plural(len(checked.errors), 'problem')}, {plural(len(checked.warnings), 'warning')}"
    print(f"{checked.file}: {found}, {plural(sum(checked.counts.values()), 'row')}.")


def _line(problem: Problem) -> str:
    warning = "Warning: " if problem.severity == "warning" else ""
    return f"{problem.code}  {warning}{problem.message}"


def _print_changes(found: Iterable[SheetChanges]) -> None:
    for sheet in found:
        print(
            f"{sheet.sheet}: {sheet.new} new, {sheet.rows_changed} changed, "
            f"{sheet.unchanged} unchanged."
        )
        for change in sheet.changed:
            print(f"  {change.key}, {change.column}: {change.old} -> {change.new}")


def _with_progress(paths: list[str]) -> Iterable[str]:
    """The paths, with a progress bar where there are several and a person looks on."""
    if len(paths) < 2 or not sys.stderr.isatty():
        return paths
    return _bar(paths)


def _bar(paths: list[str]) -> Iterable[str]:
    with click.progressbar(paths, label="Workbooks", file=sys.stderr) as bar:
        yield from bar


def _store(asked: Namespace) -> Store:
    named = asked.db or os.environ.get("ESCP_DB")
    return open_store(named) if named else open_demonstration()


def _samples() -> Known:
    try:
        return open_demonstration()
    except CannotRead:
        return NOTHING_KNOWN


def _period(text: str) -> Period:
    try:
        return parse_period(text)
    except ValueError as error:
        raise EscpError(f'"{text}" is not a period. Write it as 2025-26 Q3.') from error


def _view(store: Store, period: str | None) -> View:
    known = quarters(store)
    if not known:
        raise EscpError("The store has no plan yet. Upload the plan workbook first.")
    chosen = _period(period) if period else known[0]
    if chosen not in known:
        raise EscpError(f"Nothing was reported for {chosen}. The latest quarter is {known[0]}.")
    return View(chosen, chosen.shifted(-1))


def _agency(store: Store, name: str) -> str:
    known = [str(agency) for agency in store.current("agencies")["agency"]]
    close = nearest(name, known, cutoff=0.0)
    for agency in known:
        if agency.casefold() == " ".join(name.split()).casefold():
            return agency
    hint = f" Did you mean {close}?" if close else ""
    raise EscpError(f'No agency is called "{name}".{hint}')


def _rag(name: str) -> str:
    for status in STATUSES:
        if status.casefold() == name.casefold():
            return status
    raise EscpError(f'RAG must be {listed(STATUSES)}. You gave "{name}".')
