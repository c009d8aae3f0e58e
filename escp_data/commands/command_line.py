"""One call from its words to its exit code.

0: done. 1: the workbook has problems, all of them on standard output. 2: what cannot be read or is
asked wrongly; it raises EscpError, and one sentence of it is said.
"""

import errno
import io
import os
import re
import sqlite3
import sys
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

from escp_data import MAKER
from escp_data.commands.calls import Command, say
from escp_data.errors import EscpError

IN_MODULE = {
    "template": "exporting",
    "check": "checking",
    "understand": "understanding",
    "upload": "uploading",
    "history": "looking",
    "audit": "looking",
    "withdraw": "uploading",
    "original": "looking",
    "export": "exporting",
    "disproportionality": "disproportionality",
    "measures": "measures",
    "report": "reporting",
    "backup": "upkeep",
    "restore": "upkeep",
    "verify": "upkeep",
}
"""Every command, in the order in which help lists them, and the module that has it."""
PROGRAM = "python -m escp_data"
STORE = "the dashboard's file (default: ESCP_DB, else the demonstration's)"


class OneSentence(ArgumentParser):
    """A parser that says what is wrong with a call in one sentence and exits 2."""

    def error(self, message: str) -> NoReturn:
        """Say it, and where to read more."""
        unknown = re.search(
            r"argument COMMAND: invalid choice: '(.*)' \(choose", message, re.DOTALL
        )
        if unknown:
            message = f'there is no command "{unknown[1]}"'
        message = message.replace("unrecognized arguments", "it has no place for")
        sys.exit(_stop(f"The call is not right: {message}. See {self.prog} --help."))


def command(name: str) -> Command:
    """A command, from its module, which is read only now: all of them take two seconds."""
    found: Command = getattr(import_module(f"escp_data.commands.{IN_MODULE[name]}"), name.upper())
    return found


def named(arguments: Sequence[str] | None) -> list[str]:
    """The command that a call names; all of them where it names none that there is."""
    first = OneSentence(prog=PROGRAM, add_help=False, allow_abbrev=False)
    first.add_argument("--db")
    first.add_argument("command", nargs="?")
    name = first.parse_known_args(arguments)[0].command
    return [name] if name in IN_MODULE else list(IN_MODULE)


def parser(names: Sequence[str]) -> ArgumentParser:
    """These commands and their options."""
    top = OneSentence(prog=PROGRAM, description="The ESCP dashboard's data.", allow_abbrev=False)
    top.add_argument("--db", metavar="PATH", help=STORE)
    top.add_argument("--version", action="version", version=MAKER)
    sub = top.add_subparsers(required=True, metavar="COMMAND", parser_class=OneSentence)
    for name, run, add_arguments in map(command, names):
        made = sub.add_parser(name, help=run.__doc__, description=run.__doc__, allow_abbrev=False)
        # Without a default of its own: it may stand before the command as well as after it.
        made.add_argument("--db", metavar="PATH", default=SUPPRESS, help=STORE)
        made.set_defaults(run=run)
        add_arguments(made)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; anything a person can cause ends in one sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # not every letter can go to a file on Windows
            stream.reconfigure(errors="backslashreplace")
    asked = parser(named(arguments)).parse_args(arguments)
    try:
        code: int = asked.run(asked)
        if sys.stdout:
            sys.stdout.flush()
    except EscpError as problem:
        return _stop(str(problem))
    except BrokenPipeError:
        _leave_output()
        return 2
    except sqlite3.Error as problem:
        return _stop(f"The dashboard's file cannot be used. SQLite says: {problem}.")
    except OSError as problem:
        _leave_output()
        reason = "the disk is full" if problem.errno == errno.ENOSPC else problem.strerror
        return _stop(f"The output cannot be written: {reason}.")
    except KeyboardInterrupt:
        return _stop("Stopped. Whatever was not said to be stored was not stored.")
    return code


def _stop(sentence: str) -> int:
    say(sentence, file=sys.stderr)
    return 2


def _leave_output() -> None:
    """Send nothing more to an output that takes no more: Python would try again as it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
