"""What a command is made of, and what the commands share: words said, the store asked for."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from typing import NamedTuple, TextIO

from escp_data.store.database import Store, open_store, refuse_emptied

MOST_DIGITS = 18


class Command(NamedTuple):
    """A command: what it does, which its docstring says to whoever asks, and its arguments."""

    name: str
    run: Callable[[Namespace], int]
    add_arguments: Callable[[ArgumentParser], None] = lambda _: None


def whole_number(text: str) -> int:
    """An upload's or a priority's number; argparse words what it raises."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise ArgumentTypeError(f'"{text}" is not a whole number')
    return int(text)


def add_by(parser: ArgumentParser) -> None:
    """Who did it, for the log."""
    parser.add_argument("--by", default="Command line", metavar="WHO")


def say(text: object, file: TextIO | None = None) -> None:
    """Print one line; what a terminal would act on instead of showing is left out."""
    print("".join(each if each.isprintable() else " " for each in str(text)), file=file)


def say_newest_seal(store: Store) -> None:
    """The newest seal, for whoever writes it down; nothing where nothing was stored."""
    seal = store.newest_seal()
    if seal:
        say(f"Newest seal: {seal}")


def open_named_store(asked: Namespace, *, create: bool = False) -> Store:
    """The store asked for; only an upload makes one that is not there."""
    named = asked.db or os.environ.get("ESCP_DB")
    if not named:
        from escp_data.records.demonstration import open_demonstration  # checks and stores: slow

        return open_demonstration()
    refuse_emptied(named)
    return open_store(named, create=create)


def store_if_made(asked: Namespace) -> Store | None:
    """The store asked for; None, and a word about it, where it is still to be made."""
    named = asked.db or os.environ.get("ESCP_DB")
    if named and not os.path.lexists(named) and os.path.isdir(os.path.dirname(named) or "."):
        say(f"There is no dashboard at {named} yet, so nothing stored is known.", file=sys.stderr)
        return None
    return open_named_store(asked)
