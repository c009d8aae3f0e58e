"""`backup` copies the store; `verify` looks whether it is whole."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from escp_data.commands.calls import Command, open_named_store, say
from escp_data.records.upkeep import backup, verify


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT.db")


def run_backup(asked: Namespace) -> int:
    """A consistent copy of the store, made while it is in use."""
    backup(open_named_store(asked), Path(asked.out))
    say(f"Wrote {asked.out}.")
    return 0


def run_verify(asked: Namespace) -> int:
    """Integrity, foreign keys, hashes and row counts."""
    problems = verify(open_named_store(asked))
    for sentence in problems:
        say(sentence)
    if not problems:
        say("The store is whole.")
    return 1 if problems else 0


BACKUP = Command("backup", run_backup, _backup_arguments)
VERIFY = Command("verify", run_verify)
