"""What each command does. Each prints what a person or a program reads, and returns an exit code.

0: done. 1: the workbook has problems, all of them on standard output. What cannot be read or is
asked wrongly raises EscpError, which `__main__` turns into one sentence and exit 2.
"""

import json
import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TextIO

import click

from escp_data.errors import CannotRead, EscpError, WorkbookRefused
from escp_data.excel.writer import comma_separated, excel
from escp_data.files import read, write
from escp_data.model import NOTHING_KNOWN, Checked, Known, Problem
from escp_data.papers.actions_file import actions_csv, actions_excel
from escp_data.papers.table_file import contract_table, table_name, updates_table
from escp_data.plan.actions import STATUSES, View, actions, priorities, quarters
from escp_data.plan.filters import Filters, filtered
from escp_data.records import uploads
from escp_data.records.changes import SheetChanges, changes
from escp_data.records.demonstration import open_demonstration
from escp_data.records.upkeep import backup, verify
from escp_data.returns.annotate import annotate
from escp_data.returns.prefill import read_agency, read_period
from escp_data.returns.template import template
from escp_data.store.audit import record
from escp_data.store.database import Store, open_store
from escp_data.text.periods import Period
from escp_data.text.wording import joined, listed, plural
from escp_data.validation.checks import check_workbook

_ANOTHER_MAKES_IT_SECONDS = 0.5
"""How long an upload elsewhere may take from an empty file to a new store."""


def say(text: object, file: TextIO | None = None) -> None:
    """Print one line; what a terminal would act on instead of showing is left out."""
    print("".join(each if each.isprintable() else " " for each in str(text)), file=file)


def run_template(asked: Namespace) -> int:
    """An empty workbook, or a return pre-filled for an agency."""
    period = str(read_period(asked.period)) if asked.period else None
    write(asked.out, template(period, asked.agency, _store_if_made(asked)))
    say(f"Wrote {asked.out}.")
    return 0


def run_check(asked: Namespace) -> int:
    """Check workbooks and write nothing to the store."""
    if asked.annotate and len(asked.files) > 1:
        raise EscpError("--annotate takes one workbook at a time. Give one file.")
    if asked.annotate and _same_file(asked.annotate, asked.files[0]):
        raise EscpError(f"{asked.annotate} is the workbook itself. Name another file to write.")
    known: Known = _store_if_made(asked) or NOTHING_KNOWN
    return _each(asked.files, lambda path: _check(known, path, asked))


def run_upload(asked: Namespace) -> int:
    """Check workbooks, say what is new and what changes, and store them one by one."""
    store = opened_store(asked, create=True)
    return _each(asked.files, lambda path: _upload(store, path, asked))


def run_history(asked: Namespace) -> int:
    """Every upload, newest first."""
    row: Any
    frame = uploads.history(opened_store(asked))
    if frame.empty:
        say("Nothing has been uploaded yet.")
    for row in frame.itertuples():
        state = f", withdrawn: {row.reason}" if row.state == "withdrawn" else ""
        say(
            f"{row.upload_id}  {row.uploaded_at[:16].replace('T', ' ')}  {row.file_name}"
            f"  {row.period or ''}  {row.agency or ''}  by {row.uploaded_by}"
            f"  {plural(row.row_count, 'row')}{state}"
        )
    return 0


def run_withdraw(asked: Namespace) -> int:
    """Take an upload back; nothing is deleted."""
    uploads.withdraw(opened_store(asked), asked.id, asked.reason, asked.by)
    say(f"Upload {asked.id} is withdrawn. Nothing was deleted.")
    return 0


def run_original(asked: Namespace) -> int:
    """An uploaded file, as it was sent."""
    name, content = uploads.original(opened_store(asked), asked.id)
    write(asked.out, content)
    say(f"Wrote {name} to {asked.out}.")
    return 0


def run_export(asked: Namespace) -> int:
    """What the Actions page shows under the same filters, or one table as it stands."""
    kind = Path(asked.out).suffix.lower()
    if kind not in (".xlsx", ".csv"):
        raise EscpError(f"{asked.out} must end in .xlsx or .csv: the ending says what to write.")
    table = table_name(asked.table or "actions")
    store = opened_store(asked)
    filters = _filters(store, asked)
    if table == "actions":
        rows, content = _actions(store, asked.period, filters, kind)
    else:
        rows, content = _table(store, table, asked.period, filters, kind)
    # Nothing leaves that is not on record, so the record comes first.
    record(store, asked.by, "export", f"{table}, {filters.words}, to {kind}")
    write(asked.out, content)
    say(f"Wrote {plural(rows, 'action' if table == 'actions' else 'row')} to {asked.out}.")
    return 0


def run_backup(asked: Namespace) -> int:
    """A consistent copy of the store, made while it is in use."""
    backup(opened_store(asked), Path(asked.out))
    say(f"Wrote {asked.out}.")
    return 0


def run_verify(asked: Namespace) -> int:
    """Integrity, foreign keys, hashes and row counts."""
    problems = verify(opened_store(asked))
    for sentence in problems:
        say(sentence)
    if not problems:
        say("The store is whole.")
    return 1 if problems else 0


def _each(paths: list[str], take: Callable[[str], int]) -> int:
    """Take every file, and give the worst exit code: one that cannot be read stops no other."""
    worst = 0
    for path in _with_progress(paths):
        try:
            worst = max(worst, take(path))
        except (_FileCannotBeRead, WorkbookRefused) as problem:
            say(problem, file=sys.stderr)
            worst = 2
    return worst


class _FileCannotBeRead(CannotRead):
    """One of several files; where the store cannot be read, there is no point in going on."""


def _read(path: str) -> bytes:
    try:
        return read(path)
    except CannotRead as error:
        raise _FileCannotBeRead(str(error)) from error


def _check(known: Known, path: str, asked: Namespace) -> int:
    content = _read(path)
    checked = check_workbook(content, Path(path).name, known)
    print(json.dumps(checked.as_json())) if asked.json else _print(checked)
    if asked.annotate:
        write(asked.annotate, annotate(content, checked.problems))
        say(f"Wrote {asked.annotate}.", file=sys.stderr if asked.json else sys.stdout)
    return 1 if checked.errors else 0


def _upload(store: Store, path: str, asked: Namespace) -> int:
    checked = check_workbook(_read(path), Path(path).name, store)
    _print(checked)
    if checked.errors:
        return 1
    known = uploads.stored_as(store, checked.sha256)
    if known:
        say(f"{checked.file}: already stored as upload {known}. Nothing changed.")
        return 0
    _print_changes(changes(store, checked))
    if checked.warnings and not asked.accept_warnings:
        say(f"{checked.file}: not stored. Look at the warnings, then add --accept-warnings.")
        return 1
    if asked.dry_run:
        say(f"{checked.file}: nothing stored, as --dry-run asks.")
        return 0
    receipt = uploads.append(store, checked, asked.by)
    say(f"{checked.file}: stored as upload {receipt.upload_id}, {plural(receipt.rows, 'row')}.")
    return 0


def _print(checked: Checked) -> None:
    for problem in checked.problems:
        say(_line(problem))
    found = f"{plural(len(checked.errors), 'problem')}, {plural(len(checked.warnings), 'warning')}"
    say(f"{checked.file}: {found}, {plural(sum(checked.counts.values()), 'row')}.")


def _line(problem: Problem) -> str:
    warning = "Warning: " if problem.severity == "warning" else ""
    return f"{problem.code}  {warning}{problem.message}"


def _print_changes(found: Iterable[SheetChanges]) -> None:
    for sheet in found:
        say(
            f"{sheet.sheet}: {sheet.new} new, {sheet.rows_changed} changed, "
            f"{sheet.unchanged} unchanged."
        )
        for change in sheet.changed:
            say(f"  {change.key}, {change.column}: {change.old} -> {change.new}")


def _with_progress(paths: list[str]) -> Iterable[str]:
    """The paths, with a progress bar where there are several and a person looks on."""
    if len(paths) < 2 or not sys.stderr.isatty():
        return paths
    return _bar(paths)


def _bar(paths: list[str]) -> Iterable[str]:
    with click.progressbar(paths, label="Workbooks", file=sys.stderr) as bar:
        yield from bar


def opened_store(asked: Namespace, *, create: bool = False) -> Store:
    """The store asked for; only an upload makes one that is not there."""
    named = asked.db or os.environ.get("ESCP_DB")
    if not named:
        return open_demonstration()
    if _is_empty(named):
        time.sleep(_ANOTHER_MAKES_IT_SECONDS)
        if _is_empty(named):
            raise CannotRead(
                f"{named} is an empty file and no store. Delete it, or check the path."
            )
    return open_store(named, create=create)


def _store_if_made(asked: Namespace) -> Store | None:
    """The store asked for; None, and a word about it, where it is still to be made."""
    named = asked.db or os.environ.get("ESCP_DB")
    if named and not os.path.lexists(named) and os.path.isdir(os.path.dirname(named) or "."):
        say(f"There is no store at {named} yet, so nothing stored is known.", file=sys.stderr)
        return None
    return opened_store(asked)


def _is_empty(path: str) -> bool:
    return os.path.isfile(path) and os.path.getsize(path) == 0


def _same_file(one: str, other: str) -> bool:
    return os.path.exists(one) and os.path.exists(other) and os.path.samefile(one, other)


def _actions(store: Store, period: str | None, filters: Filters, kind: str) -> tuple[int, bytes]:
    view = _view(store, period)
    found = filtered(actions(store, view), filters)
    make = actions_excel if kind == ".xlsx" else actions_csv
    return len(found), make(store, found, view, filters)


def _table(
    store: Store, table: str, period: str | None, filters: Filters, kind: str
) -> tuple[int, bytes]:
    if table == "progress":
        frame, facts = updates_table(store, _view(store, period), filters)
    else:
        frame, facts = contract_table(
            store, table, filters, read_period(period) if period else None
        )
    title = table.replace("_", " ").capitalize()
    if kind == ".csv":
        return len(frame), comma_separated(frame, facts)
    return len(frame), excel({title: frame}, facts, f"{title} of the Business Plan")


def _filters(store: Store, asked: Namespace) -> Filters:
    """The filters of a call; each must name something there is."""
    known = list(priorities(store)["priority"])
    if asked.priority is not None and asked.priority not in known:
        there = (
            f"The plan has {joined([str(n) for n in known])}." if known else "There is none yet."
        )
        raise EscpError(f"There is no priority {asked.priority}. {there}")
    return Filters(
        priority=(asked.priority,) if asked.priority is not None else (),
        agency=(read_agency(store, asked.agency),) if asked.agency else (),
        rag=(_rag(asked.rag),) if asked.rag else (),
    )


def _view(store: Store, period: str | None) -> View:
    known = quarters(store)
    if not known:
        raise EscpError("The store has no plan yet. Upload the plan workbook first.")
    chosen: Period = read_period(period) if period else known[0]
    if chosen not in known:
        raise EscpError(f"Nothing was reported for {chosen}. The latest quarter is {known[0]}.")
    return View(chosen, chosen.shifted(-1))


def _rag(name: str) -> str:
    for status in STATUSES:
        if status.casefold() == name.casefold():
            return status
    raise EscpError(f'RAG must be {listed(STATUSES)}. You gave "{name}".')
