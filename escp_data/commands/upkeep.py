"""`backup` copies the store, `restore` puts a copy back, `verify` looks whether it is whole."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from escp_data.commands.calls import Command, add_by, open_named_store, say, say_newest_seal
from escp_data.errors import EscpError
from escp_data.records.restoring import restore
from escp_data.records.upkeep import backup, holds_seal, look_over
from escp_data.store.database import Store

SEEN = (
    "Numbers that readers saw since the backup was made can no longer be protected. To go back, "
    "withdraw; restore only to mend."
)


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT.db")


def run_backup(asked: Namespace) -> int:
    """A consistent copy of the store, made while it is in use."""
    backup(open_named_store(asked), Path(asked.out))
    say(f"Wrote {asked.out}.")
    return 0


def _verify_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--seal", metavar="SEAL", help="a seal that was written down before")


def run_verify(asked: Namespace) -> int:
    """Proof that all is there as it was stored: tables, rows, seals and originals."""
    store = open_named_store(asked)
    found = look_over(store)
    damage = found.damage
    if asked.seal and not damage and not holds_seal(store, asked.seal):
        damage = [
            f"No seal begins with {asked.seal}: this is not the dashboard it was written down of."
        ]
    for sentence in damage or ["The dashboard's file is whole."]:
        say(sentence)
    for sentence in found.notes:
        say(f"Note: {sentence}")
    if not damage:
        say_newest_seal(store)
    return 1 if damage else 0


def _restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("backup", metavar="BACKUP.db")
    add_by(parser)


def run_restore(asked: Namespace) -> int:
    """Put a backup in the place of the store, which is kept beside it."""
    named = asked.db or os.environ.get("ESCP_DB")
    if not named:
        raise EscpError("Name the dashboard's file to restore, with --db or ESCP_DB.")
    done = restore(Path(named), Path(asked.backup), asked.by)
    say(f"Restored {named} from {asked.backup}.")
    if done.kept:
        say(f"What was there before is kept in {done.kept}.")
    if done.set_aside is None:
        say("It cannot be opened, so nobody can say which uploads were set aside.")
    for each in done.set_aside or ():
        say(f"Set aside: upload {each}.")
    for undone in done.undone:
        say(f"Undone: {undone}.")
    if done.kept:
        say(SEEN)
    say_newest_seal(Store(Path(named)))
    return 0


BACKUP = Command("backup", run_backup, _backup_arguments)
RESTORE = Command("restore", run_restore, _restore_arguments)
VERIFY = Command("verify", run_verify, _verify_arguments)
