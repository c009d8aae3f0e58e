"""`upload` stores workbooks; `withdraw` takes one back."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

from escp_data.commands.calls import Command, add_by, open_named_store, say, whole_number
from escp_data.commands.checking import print_problems
from escp_data.commands.files import for_each, read_workbook_file
from escp_data.errors import CannotRead, EscpError, GivesAway
from escp_data.records import uploads
from escp_data.records.changes import SheetChanges, changes
from escp_data.records.resting import resting
from escp_data.records.scratch import scratch
from escp_data.records.together import in_order
from escp_data.store.database import Store
from escp_data.text.wording import plural
from escp_data.validation.checks import check_workbook


def _upload_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+")
    add_by(parser)
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would change, store nothing"
    )
    parser.add_argument("--accept-warnings", action="store_true", help="store in spite of warnings")
    parser.add_argument(
        "--keep-hidden",
        action="store_true",
        help="store though a hidden count could be worked out, and keep its sums hidden",
    )


def run_upload(asked: Namespace) -> int:
    """Check workbooks, say what is new and what changes, and store them one by one."""
    store = open_named_store(asked, create=True)
    with scratch(store) if asked.dry_run else nullcontext(store) as into:
        return for_each(_in_order(asked.files), lambda path: _upload(into, path, asked))


def _in_order(paths: list[str]) -> list[str]:
    """The plan first, then by quarter; a path that cannot be read keeps its place at the end.

    A workbook alone is in order: to read it for that would take a tenth of its upload.
    """
    if len(paths) == 1:
        return paths
    named: list[tuple[str, bytes]] = []
    unread = []
    for path in paths:
        try:
            named.append((path, read_workbook_file(path)))
        except CannotRead:
            unread.append(path)
    return [path for path, _ in in_order(named)] + unread


def _upload(store: Store, path: str, asked: Namespace) -> int:
    checked = check_workbook(read_workbook_file(path), Path(path).name, store)
    print_problems(checked)
    if checked.errors:
        return 1
    known = uploads.find_standing_copy(store, checked.sha256)
    if known:
        say(f"{checked.file}: already stored as upload {known}. Nothing changed.")
        return 0
    _print_changes(changes(store, checked))
    if checked.warnings and not asked.accept_warnings:
        say(f"{checked.file}: not stored. Look at the warnings, then add --accept-warnings.")
        return 1
    if asked.dry_run:
        uploads.rehearse(store, checked)
        say(f"{checked.file}: nothing stored, as --dry-run asks.")
        return 0
    try:
        receipt = uploads.append(store, checked, asked.by, keep_hidden=asked.keep_hidden)
    except GivesAway as problem:
        say(f"{problem} For the latter, add --keep-hidden.")
        return 1
    say(f"{checked.file}: stored as upload {receipt.upload_id}, {plural(receipt.rows, 'row')}.")
    return 0


def _print_changes(found: Iterable[SheetChanges]) -> None:
    for sheet in found:
        say(
            f"{sheet.sheet}: {sheet.new} new, {sheet.rows_changed} changed, "
            f"{sheet.unchanged} unchanged."
        )
        if sheet.rows_or_new:
            rows = plural(sheet.rows_or_new, "changed row")
            say(f"  {rows} of small groups may be new instead.")
        if sheet.hidden_and_left:
            say(f"  {plural(sheet.hidden_and_left, 'number')} hidden (c) and left as on record.")
        for change in sheet.changed:
            say(f"  {change.key}, {change.column}: {change.old} -> {change.new}")


def _withdraw_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", type=whole_number, metavar="ID")
    parser.add_argument("--reason", required=True, metavar="TEXT")
    add_by(parser)


def run_withdraw(asked: Namespace) -> int:
    """Say what rests on an upload, and take it back; nothing is deleted."""
    store = open_named_store(asked)
    if not asked.reason.strip():
        raise EscpError("Give a reason: it stands in the history beside the upload.")
    for sentence in resting(store, asked.id).sentences:
        say(sentence)
    uploads.withdraw(store, asked.id, asked.reason, asked.by)
    say(f"Upload {asked.id} is withdrawn. Nothing was deleted.")
    return 0


UPLOAD = Command("upload", run_upload, _upload_arguments)
WITHDRAW = Command("withdraw", run_withdraw, _withdraw_arguments)
