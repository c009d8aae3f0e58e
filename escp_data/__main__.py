"""The command line: `python -m escp_data COMMAND`. See `python -m escp_data --help`."""

import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from typing import NoReturn

from escp_data import commands
from escp_data.errors import EscpError

BY = "Command line"
STORE = "the store (default: ESCP_DB, else the demonstration store)"


class OneSentence(ArgumentParser):
    """A parser that says what is wrong with a call in one sentence and exits 2."""

    def error(self, message: str) -> NoReturn:
        """Say it, and where to read more."""
        self.exit(2, f"The call is not complete: {message}. See {self.prog} --help.\n")


def parser() -> ArgumentParser:
    """Every command and its options."""
    top = OneSentence(prog="python -m escp_data", description="The ESCP dashboard's data.")
    top.add_argument("--db", metavar="PATH", help=STORE)
    sub = top.add_subparsers(required=True, metavar="COMMAND", parser_class=OneSentence)

    def command(name: str, run: Callable[[Namespace], int]) -> ArgumentParser:
        made = sub.add_parser(name, help=run.__doc__, description=run.__doc__)
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
    each.add_argument("id", type=int, metavar="ID")
    each.add_argument("--reason", required=True, metavar="TEXT")
    each.add_argument("--by", default=BY, metavar="WHO")

    each = command("original", commands.run_original)
    each.add_argument("id", type=int, metavar="ID")
    each.add_argument("out", metavar="OUT.xlsx")

    each = command("export", commands.run_export)
    each.add_argument("out", metavar="OUT.xlsx|OUT.csv")
    each.add_argument("--table", metavar="NAME")
    each.add_argument("--priority", type=int, metavar="N")
    each.add_argument("--agency", metavar="A")
    each.add_argument("--period", metavar="P")
    each.add_argument("--rag", metavar="R")
    each.add_argument("--by", default=BY, metavar="WHO")

    each = command("backup", commands.run_backup)
    each.add_argument("out", metavar="OUT.db")

    command("verify", commands.run_verify)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; anything a person can cause ends in one sentence, never a traceback."""
    asked = parser().parse_args(arguments)
    try:
        code: int = asked.run(asked)
        sys.stdout.flush()
    except EscpError as problem:
        print(problem, file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except KeyboardInterrupt:
        print("Stopped. Whatever was not said to be stored was not stored.", file=sys.stderr)
        return 2
    return code


if __name__ == "__main__":
    sys.exit(main())
