"""`check`: every problem of a workbook, and nothing stored."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from escp_data.commands.calls import Command, say, store_if_made
from escp_data.commands.files import for_each, read_workbook_file
from escp_data.errors import EscpError
from escp_data.files import write_file
from escp_data.model import NOTHING_KNOWN, Checked, Known
from escp_data.returns.annotate import annotate
from escp_data.text.wording import plural
from escp_data.validation.checks import check_workbook


def _check_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+")
    parser.add_argument("--json", action="store_true", help="one JSON object a file")
    parser.add_argument("--annotate", metavar="OUT.xlsx", help="a copy with every problem marked")


def run_check(asked: Namespace) -> int:
    """Check workbooks and write nothing to the store."""
    if asked.annotate and len(asked.files) > 1:
        raise EscpError("--annotate takes one workbook at a time. Give one file.")
    if asked.annotate and _same_file(asked.annotate, asked.files[0]):
        raise EscpError(f"{asked.annotate} is the workbook itself. Name another file to write.")
    known: Known = store_if_made(asked) or NOTHING_KNOWN
    return for_each(asked.files, lambda path: _check(known, path, asked))


def _check(known: Known, path: str, asked: Namespace) -> int:
    content = read_workbook_file(path)
    checked = check_workbook(content, Path(path).name, known)
    print(json.dumps(checked.as_json())) if asked.json else print_problems(checked)
    if asked.annotate:
        write_file(asked.annotate, annotate(content, checked.problems))
        say(f"Wrote {asked.annotate}.", file=sys.stderr if asked.json else sys.stdout)
    return 1 if checked.errors else 0


def print_problems(checked: Checked) -> None:
    """A line a problem, and how many there are."""
    for problem in checked.problems:
        warning = "Warning: " if problem.severity == "warning" else ""
        say(f"{problem.code}  {warning}{problem.message}")
    found = f"{plural(len(checked.errors), 'problem')}, {plural(len(checked.warnings), 'warning')}"
    say(f"{checked.file}: {found}, {plural(sum(checked.counts.values()), 'row')}.")


def _same_file(one: str, other: str) -> bool:
    return os.path.exists(one) and os.path.exists(other) and os.path.samefile(one, other)


CHECK = Command("check", run_check, _check_arguments)
