"""`history` lists the uploads, `audit` who did what; `original` gives a file as it was sent."""

from argparse import ArgumentParser, Namespace

from escp_data.commands.calls import Command, open_named_store, say, say_newest_seal, whole_number
from escp_data.files import write_file
from escp_data.model import FrameRow
from escp_data.records import uploads
from escp_data.store.audit import log
from escp_data.text.wording import plural


def run_history(asked: Namespace) -> int:
    """Every upload with its seal, newest first."""
    row: FrameRow  # pandas makes the named tuple as it goes
    store = open_named_store(asked)
    frame, seals = uploads.history(store), uploads.sealed_by(store)
    if frame.empty:
        say("Nothing has been uploaded yet.")
    for row in frame.itertuples():
        state = f", withdrawn: {row.reason}" if row.state == "withdrawn" else ""
        say(
            f"{row.upload_id}  {row.uploaded_at[:16].replace('T', ' ')}"
            f"  {seals.get(row.upload_id, '')}  {row.file_name}"
            f"  {row.period or ''}  {row.agency or ''}  by {row.uploaded_by}"
            f"  {plural(row.row_count, 'row')}{state}"
        )
    say_newest_seal(store)
    return 0


def _original_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", type=whole_number, metavar="ID")
    parser.add_argument("out", metavar="OUT.xlsx")


def run_original(asked: Namespace) -> int:
    """An uploaded file, as it was sent."""
    name, content = uploads.original(open_named_store(asked), asked.id)
    write_file(asked.out, content)
    say(f"Wrote {name} to {asked.out}.")
    return 0


def _audit_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--most", type=whole_number, default=200, help="how many lines (200)")


def run_audit(asked: Namespace) -> int:
    """Who did what, and when (UTC), newest first."""
    for when, who, what, detail in log(open_named_store(asked), asked.most).itertuples(index=False):
        say("  ".join(each for each in (when, who, what, detail) if each))
    return 0


HISTORY = Command("history", run_history)
AUDIT = Command("audit", run_audit, _audit_arguments)
ORIGINAL = Command("original", run_original, _original_arguments)
