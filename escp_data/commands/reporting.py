"""`report`: the quarter's or the year's paper as a Word file, and its data pack."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from escp_data.commands.calls import Command, add_by, open_named_store, say
from escp_data.commands.exporting import read_plan, read_view
from escp_data.errors import EscpError
from escp_data.files import write_file
from escp_data.papers.annual import annual_report
from escp_data.papers.data_pack import data_pack
from escp_data.papers.front import PURPOSES, filled_in
from escp_data.papers.inspection import inspection_pack
from escp_data.papers.quarterly import quarterly_paper
from escp_data.papers.shelf import view_of_year
from escp_data.plan.actions import View
from escp_data.plan.plans import newest_told, opening, plans_on_record
from escp_data.returns.prefill import read_period
from escp_data.store.audit import record
from escp_data.store.database import Store
from escp_data.text.wording import joined

_FRONT = {"meeting": "", "date": "", "author": "", "purpose": "", "recommend": None}
"""What the front sheet says where nobody gave it: blank is left to fill in."""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT.docx")
    parser.add_argument("--plan", metavar="P", help="such as 2023-26; default: the quarter's")
    parser.add_argument("--period", metavar="P", help="the quarter; default: the newest reported")
    parser.add_argument("--year", metavar="Y", help="the year's report, such as 2025-26")
    parser.add_argument("--pack", metavar="OUT.xlsx", help="the data pack beside it")
    parser.add_argument("--inspection", action="store_true", help="the inspector's pack instead")
    parser.add_argument("--meeting", help="for the front sheet")
    parser.add_argument("--date", help="the meeting's, for the front sheet")
    parser.add_argument("--author", help="a role, for the front sheet")
    parser.add_argument("--purpose", choices=PURPOSES, help="default: the quarter's")
    parser.add_argument(
        "--recommend",
        action="append",
        metavar="SENTENCE",
        help="a recommendation before the dashboard's own; may be given several times",
    )
    add_by(parser)
    parser.set_defaults(**_FRONT)


def run_report(asked: Namespace) -> int:
    """The quarter's or the year's paper as a Word file, and its data pack."""
    _check_names(asked)
    store = open_named_store(asked)
    view = _year(store, asked) if asked.year else read_view(store, asked)
    what = "annual report" if asked.year else "quarterly paper"
    what = "inspector's pack" if asked.inspection else what
    content = _made(store, view, asked)
    pack = data_pack(store, view, _tell) if asked.pack else b""
    # Nothing leaves that is not on record, so the record comes first.
    beside = " and its data pack" if asked.pack else ""
    record(store, asked.by, "paper", f"{what}{beside}, {view.period}")
    write_file(asked.out, content)
    whole_year = asked.year and not asked.inspection
    say(f"Wrote the {what} for {asked.year if whole_year else view.period} to {asked.out}.")
    if asked.pack:
        write_file(asked.pack, pack)
        say(f"Wrote the data pack to {asked.pack}.")
    return 0


def _made(store: Store, view: View, asked: Namespace) -> bytes:
    if asked.inspection:
        return inspection_pack(store, view, _tell)
    if asked.year:
        return annual_report(store, view, _tell)
    front = filled_in(
        asked.meeting, asked.date, asked.author, asked.purpose, "\n".join(asked.recommend or ())
    )
    return quarterly_paper(store, view, front, _tell)


def _check_names(asked: Namespace) -> None:
    """Raises EscpError where a file's ending is not that of what is written, or two times clash."""
    for path, ending in ((asked.out, ".docx"), (asked.pack, ".xlsx")):
        if path and Path(path).suffix.lower() != ending:
            raise EscpError(f"{path} must end in {ending}: the ending says what is written.")
    if asked.year and asked.period:
        raise EscpError("Give --period for a quarter's paper or --year for a year's, not both.")
    fronts = [f"--{name}" for name, none in _FRONT.items() if getattr(asked, name) != none]
    if fronts and (asked.year or asked.inspection):
        raise EscpError(
            f"Only a quarter's paper has a front sheet: leave {joined(fronts)} out, or leave out "
            f"{'--inspection' if asked.inspection else '--year'}."
        )


def _year(store: Store, asked: Namespace) -> View:
    """The view of a year's report. Raises EscpError where nothing was reported for the year."""
    plans = plans_on_record(store)
    if not plans:
        raise EscpError("The dashboard has no plan yet. Upload the plan workbook first.")
    year = read_period(asked.year)
    if asked.plan:
        name = read_plan(store, asked.plan)
        return view_of_year(next(each for each in plans if each.name == name), year)
    told = [p for p in plans if any(year.start <= q.start <= year.end for q in p.quarters)]
    return view_of_year(told[-1] if told else opening(plans, newest_told(store)), year)


def _tell(words: str) -> None:
    """A line of progress for a person at a terminal; a file or a pipe gets none."""
    if sys.stderr and sys.stderr.isatty():
        say(f"{words} …", file=sys.stderr)


REPORT = Command("report", run_report, _arguments)
