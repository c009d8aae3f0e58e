"""The command line: `python -m escp_data COMMAND`. See `python -m escp_data --help`."""

import errno
import io
import os
import re
import sqlite3
import sys
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NoReturn

from escp_data.commands import commands
from escp_data.commands import disproportionality as disproportionality_command
from escp_data.errors import EscpError

BY = "Command line"
MOST_DIGITS = 18
STORE = "the store (default: ESCP_DB, else the demonstration store)"


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


def whole_number(text: str) -> int:
    """An upload's or a priority's number; argparse words what it raises."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise ArgumentTypeError(f'"{text}" is not a whole number')
    return int(text)


def parser() -> ArgumentParser:
    """Every command and its options."""
    top = OneSentence(
        prog="python -m escp_data", description="The ESCP dashboard's data.", allow_abbrev=False
    )
    top.add_argument("--db", metavar="PATH", help=STORE)
    sub = top.add_subparsers(required=True, metavar="COMMAND", parser_class=OneSentence)

    def command(name: str, run: Callable[[Namespace], int]) -> ArgumentParser:
        made = sub.add_parser(name, help=run.__doc__, description=run.__doc__, allow_abbrev=False)
        # Without a default of its own: it may stand before the command as well as after it.
        made.add_argument("--db", metavar="PATH", default=SUPPRESS, help=STORE)
        made.set_defaults(run=run)
        return made

    each = command("template", commands.run_template)
    each.add_argument("out", metavar="OUT.xlsx")
    each.add_argument("--period")
    each.add_argument("--agency")

    each = command("check", commands.run_check)
    each.add_argument("files", metavar="FILE", nargs="+")
    each.add_argument("--json", action="store_true", help="one JSON object a file")
    each.add_argument("--annotate", metavar="OUT.xlsx", help="a copy with every problem marked")

    each = command("upload", commands.run_upload)
    each.add_argument("files", metavar="FILE", nargs="+")
    each.add_argument("--by", default=BY, metavar="WHO")
    each.add_argument("--dry-run", action="store_true", help="say what would change, store nothing")
    each.add_argument("--accept-warnings", action="store_true", help="store in spite of warnings")

    command("history", commands.run_history)

    each = command("withdraw", commands.run_withdraw)
    each.add_argument("id", type=whole_number, metavar="ID")
    each.add_argument("--reason", required=True, metavar="TEXT")
    each.add_argument("--by", default=BY, metavar="WHO")

    each = command("original", commands.run_original)
    each.add_argument("id", type=whole_number, metavar="ID")
    each.add_argument("out", metavar="OUT.xlsx")

    each = command("export", commands.run_export)
    each.add_argument("out", metavar="OUT.xlsx|OUT.csv")
    each.add_argument("--table", metavar="NAME", help="actions (default), progress, voice, …")
    each.add_argument("--priority", type=whole_number, metavar="N")
    each.add_argument("--agency", metavar="A")
    each.add_argument("--period", metavar="P")
    each.add_argument("--rag", metavar="R")
    each.add_argument("--by", default=BY, metavar="WHO")

    disproportionality_command.add_options(
        command("disproportionality", disproportionality_command.run_disproportionality)
    )

    each = command("backup", commands.run_backup)
    each.add_argument("out", metavar="OUT.db")

    command("verify", commands.run_verify)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; anything a person can cause ends in one sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # not every letter can go to a file on Windows
            stream.reconfigure(errors="backslashreplace")
    asked = parser().parse_args(arguments)
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
        return _stop(f"The store cannot be used. SQLite says: {problem}.")
    except OSError as problem:
        _leave_output()
        reason = "the disk is full" if problem.errno == errno.ENOSPC else problem.strerror
        return _stop(f"The output cannot be written: {reason}.")
    except KeyboardInterrupt:
        return _stop("Stopped. Whatever was not said to be stored was not stored.")
    return code


def _stop(sentence: str) -> int:
    commands.say(sentence, file=sys.stderr)
    return 2


def _leave_output() -> None:
    """Send nothing more to an output that takes no more: Python would try again as it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
